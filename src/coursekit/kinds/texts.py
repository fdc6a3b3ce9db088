"""Naming somebody or something: one name, however it is spelled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self
from unicodedata import combining, normalize

from coursekit.errors import near
from coursekit.fields import Fields
from coursekit.glossary import entries, find_entries
from coursekit.kinds.base import Feedback, Outcome, Question, Sample, Verdict
from coursekit.kinds.reading import Known, common, distinct
from coursekit.spelling import sound
from coursekit.work.answer_lines import Json

__all__ = ["LONGEST", "Named", "OtherName", "ShortText"]

LONGEST = 200
"""Characters of the longest answer that is read as a name."""

_NOTHING_TYPED = "Type a name, then check it."
_TOO_LONG = "I read a name here, and this is longer than any. Type the name alone."
_ASIDE = re.compile(r"[^\w\s]|_")
_ARTICLE = re.compile(r"^(?:the|a|an) ")
_NOBODY = "nobody of this name"


@dataclass(frozen=True)
class Named:
    """A thing and all its names, the course's own first.

    Parameters
    ----------
    names : tuple of str
        What it is called, in every spelling that counts as right.
    """

    names: tuple[str, ...]

    @property
    def name(self) -> str:
        """What the course calls it."""
        return self.names[0]

    def is_meant(self, typed: str) -> bool:
        """Say whether a typed name is one of them, as written or as it sounds.

        Examples
        --------
        >>> Named(("Dvinsk", "Daugavpils")).is_meant("the Dwinsk")
        True
        """
        return any(_written(typed) == _written(name) or sound(_written(typed)) == sound(name) for name in self.names)

    def is_nearly(self, typed: str) -> bool:
        """Say whether a typed name is a slip or two away from one of them.

        Examples
        --------
        >>> Named(("Dvinsk",)).is_nearly("Dvimsk"), Named(("Dvinsk",)).is_nearly("Minsk")
        (True, False)
        """
        mine = sound(_written(typed))
        return any(0 < _slips_between(mine, key) <= _allowed(key) for key in map(sound, self.names))


def _written(text: str) -> str:
    letters = "".join(letter for letter in normalize("NFKD", text.casefold()) if not combining(letter))
    return _ARTICLE.sub("", " ".join(_ASIDE.sub(" ", letters.replace("'", "").replace("’", "")).split()))


def _allowed(key: str) -> int:
    """Say how many slips a name may have: short names are too close to one another for any."""
    return len(key) // 5 if len(key) < 15 else 3


def _slips_between(one: str, other: str) -> int:
    """Count the letters to add, drop, change or swap with the next that turn one word into another."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        older, before, row = before, row, [at]
        for place, target in enumerate(other, start=1):
            change = before[place - 1] + (letter != target)
            swapped = at > 1 and place > 1 and (letter, one[at - 2]) == (other[place - 2], target)
            swap = older[place - 2] + 1 if swapped else change
            row.append(min(change, swap, before[place] + 1, row[place - 1] + 1))
    return row[-1]


@dataclass(frozen=True)
class OtherName:
    """A wrong answer with words of its own."""

    named: Named
    feedback: Feedback


@dataclass(frozen=True)
class ShortText(Question):
    """Type a name; the answer is the text as typed, and any known spelling of the name is right.

    Parameters
    ----------
    answer : Named
        What is right.
    others : tuple of OtherName
        Wrong answers that are worth a word.
    otherwise : Feedback
        What is said of any other.
    """

    kind = "short text"

    answer: Named
    others: tuple[OtherName, ...]
    otherwise: Feedback

    @classmethod
    def read(cls, fields: Fields, known: Known) -> Self:
        """Read `answer`, `others` and `otherwise`."""
        inner = fields.inner("answer")
        answer = _named(inner)
        inner.finish()
        rows = fields.rows("others", "each with entry, or names; and with feedback and see")
        others = tuple(OtherName(_named(row), known.feedback(row)) for row in rows)
        for row in rows:
            row.finish()
        distinct(fields, "others", "name", (other.named.name for other in others))
        for row, other in zip(rows, others, strict=True):
            if any(answer.is_meant(name) for name in other.named.names if name):
                row.fault("", f"{other.named.name!r} is a name of the right answer too.")
        return cls(**common(fields, known), answer=answer, others=others, otherwise=known.told(fields, "otherwise"))

    def mark(self, answer: Json) -> Verdict:
        """Mark a name: right in any spelling, another that is known, a slip of the pen, or anything else."""
        typed = answer.strip() if isinstance(answer, str) else ""
        if not typed:
            return Verdict(Outcome.NOT_ATTEMPTED, _NOTHING_TYPED)
        if len(typed) > LONGEST:
            return Verdict(Outcome.NOT_YET, _TOO_LONG)
        if self.answer.is_meant(typed):
            return self._rightly()
        for other in self.others:
            if other.named.is_meant(typed):
                return other.feedback.verdict(Outcome.NOT_YET)
        if self.answer.is_nearly(typed) and not find_entries(typed):
            return Verdict(Outcome.PARTLY, self._spelling(), self.source)
        return self.otherwise.verdict(Outcome.NOT_YET)

    def _spelling(self) -> str:
        return f"You mean the right one. The course spells it {_quoted(self.answer.name)}. Write it so and check again."

    def content(self) -> dict[str, object]:
        """Give nothing: the control is one field."""
        return {}

    def still(self) -> str:
        """Say that a name is asked for."""
        return "<p>Answer: a name, in any spelling.</p>"

    def said(self, answer: Json) -> str:
        """Give what was typed."""
        return answer.strip() if isinstance(answer, str) else ""

    def right(self) -> Json:
        """Type the course's own spelling."""
        return self.answer.name

    def samples(self) -> Iterator[Sample]:
        """Type every spelling, every other name, a slip of the pen, a name of nobody, and nothing."""
        blanks: tuple[Json, ...] = ("", " \n", None, ["Dvinsk"], {})
        for blank in blanks:
            yield Sample(blank, Outcome.NOT_ATTEMPTED, _NOTHING_TYPED)
        for name in self.answer.names:
            yield Sample(name, Outcome.RIGHT, self.because)
            yield Sample(name.upper(), Outcome.RIGHT, self.because)
        for other in self.others:
            for name in other.named.names:
                yield Sample(name, Outcome.NOT_YET, other.feedback.text)
        for slip in self._misspelt():
            yield Sample(slip, Outcome.PARTLY, self._spelling())
        yield Sample(_NOBODY, Outcome.NOT_YET, self.otherwise.text)

    def _misspelt(self) -> Iterator[str]:
        """Change one letter of the name, at the first place where that makes it neither right nor another name."""
        name = self.answer.name
        slips = (name[:at] + letter + name[at + 1 :] for at in range(1, len(name)) for letter in "mlrk")
        for slip in slips:
            others = (self.answer, *(other.named for other in self.others))
            if self.answer.is_nearly(slip) and not find_entries(slip) and not any(o.is_meant(slip) for o in others):
                yield slip
                return

    def feedback(self) -> tuple[str, ...]:
        """List what is said of the right name, of each other, and of any else."""
        return (self.because, *(other.feedback.text for other in self.others), self.otherwise.text)

    def _substance(self) -> Sequence[object]:
        return [sorted(self.answer.names), sorted(other.named.name for other in self.others)]


def _quoted(name: str) -> str:
    """Put a name into Markdown as it stands."""
    return "“" + re.sub(r"([\\`*_\[\]<>&])", r"\\\1", name) + "”"


def _named(fields: Fields) -> Named:
    """Read whose name: `entry`, known to the glossary and the lists with its spellings, or `names`, our own first."""
    if not fields.has("entry"):
        return Named(fields.names("names") or ("",))
    key = fields.text("entry")
    found = [each for each in entries() if key in {each.key, each.name}]
    if key and not found:
        fields.fault("entry", f"{key!r} is in no list and not in the glossary. {near(key, _keys())}")
    more = fields.names("names") if fields.has("names") else ()
    names = [spelling for each in found for spelling in (each.name, each.today, *each.also)]
    return Named(tuple(dict.fromkeys(filter(None, [*names, *more]))) or ("",))


def _keys() -> Iterable[str]:
    return (key for each in entries() for key in (each.key, each.name))
