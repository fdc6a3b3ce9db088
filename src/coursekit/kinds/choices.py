"""Choosing: one of several, or all that fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from coursekit.fields import Fields
from coursekit.kinds.base import Feedback, Outcome, Question, Sample, Verdict
from coursekit.kinds.reading import Known, common, distinct
from coursekit.markup import plain, render_inline, without_comments
from coursekit.work.answer_lines import Json

__all__ = ["OneChoice", "Option", "SeveralChoices"]

_NONE_CHOSEN = "Choose one of the answers, then check it."
_NONE_TICKED = "Tick every answer that fits, then check them."
_ALL_TICKED = "You ticked all of them, which tells none from another. Take each by itself and ask what carries it."
_COUNTS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@dataclass(frozen=True)
class Option:
    """One thing to choose.

    Parameters
    ----------
    name, text : str
        What the answer calls it, and what a reader sees (Markdown).
    right : bool
        Whether it fits.
    feedback : Feedback
        What is said when it is chosen; of several choices that fit, what is said when this one is missing.
    """

    name: str
    text: str
    right: bool
    feedback: Feedback


def _options(fields: Fields, known: Known) -> tuple[Option, ...]:
    rows = fields.rows("options", "each with name, text, feedback and see; right = true where it is")
    options = tuple(Option(row.text("name"), row.text("text"), row.flag("right"), known.feedback(row)) for row in rows)
    for row in rows:
        row.finish()
    distinct(fields, "options", "name", (option.name for option in options))
    distinct(fields, "options", "text", (option.text for option in options))
    if options and sum(not option.right for option in options) < 2:
        fields.fault("options", "need at least two that are wrong.")
    if len(options) >= len(_COUNTS):
        fields.fault("options", f"are {len(options)}. Nobody weighs more than {len(_COUNTS) - 1}: split the question.")
    return options


@dataclass(frozen=True)
class _Choosing(Question):
    """What both kinds of choosing share; options are known by name, so that they may be put in another order."""

    options: tuple[Option, ...]

    def content(self) -> dict[str, object]:
        """Give the options in their order, without saying which is right."""
        return {"options": [{"name": option.name, "html": render_inline(option.text)} for option in self.options]}

    def still(self) -> str:
        """List the options."""
        return "<ul>" + "".join(f"<li>{render_inline(option.text)}</li>" for option in self.options) + "</ul>"

    def feedback(self) -> tuple[str, ...]:
        """List what is said of each option, in their order."""
        return tuple(option.feedback.text for option in self.options)

    def _substance(self) -> Sequence[object]:
        return sorted([option.name, without_comments(option.text), option.right] for option in self.options)


@dataclass(frozen=True)
class OneChoice(_Choosing):
    """Choose one of several; the answer is the name of an option."""

    kind = "one choice"

    @classmethod
    def read(cls, fields: Fields, known: Known) -> Self:
        """Read `options`, of which exactly one is right."""
        options = _options(fields, known)
        right = sum(option.right for option in options)
        if options and right != 1:
            fields.fault("options", f"{right} of them are right, and exactly one must be.")
        return cls(**common(fields, known), options=options)

    def mark(self, answer: Json) -> Verdict:
        """Mark the name of an option; anything else is not attempted."""
        for option in self.options:
            if option.name == answer:
                return option.feedback.verdict(Outcome.RIGHT if option.right else Outcome.NOT_YET)
        return Verdict(Outcome.NOT_ATTEMPTED, _NONE_CHOSEN)

    def said(self, answer: Json) -> str:
        """Give the words of the option."""
        return next((plain(option.text) for option in self.options if option.name == answer), "")

    def right(self) -> Json:
        """Name the right option."""
        return next(option.name for option in self.options if option.right)

    def samples(self) -> Iterator[Sample]:
        """Choose each option once, and none."""
        blanks: tuple[Json, ...] = ("", " ", "no-such-option", None)
        for blank in blanks:
            yield Sample(blank, Outcome.NOT_ATTEMPTED, _NONE_CHOSEN)
        for option in self.options:
            yield Sample(option.name, Outcome.RIGHT if option.right else Outcome.NOT_YET, option.feedback.text)


@dataclass(frozen=True)
class SeveralChoices(_Choosing):
    """Choose all that fit; the answer is the list of their names, in any order."""

    kind = "several choices"

    @classmethod
    def read(cls, fields: Fields, known: Known) -> Self:
        """Read `options`, of which at least two are right."""
        options = _options(fields, known)
        right = sum(option.right for option in options)
        if options and right < 2:
            fields.fault("options", f"{right} of them are right. Where one fits, the kind is one choice.")
        return cls(**common(fields, known), options=options)

    def mark(self, answer: Json) -> Verdict:
        """Compare the set that was ticked with the set that fits; names of no option are passed over."""
        ticked = self._ticked(answer)
        wrong = [option for option in ticked if not option.right]
        missing = [option for option in self.options if option.right and option not in ticked]
        if not ticked:
            return Verdict(Outcome.NOT_ATTEMPTED, _NONE_TICKED)
        if not wrong and not missing:
            return self._rightly()
        if len(ticked) == len(self.options):
            return Verdict(Outcome.NOT_YET, _ALL_TICKED, self.source)
        first = (wrong or missing)[0].feedback
        told = Feedback(f"{_kind_of_mistake(len(ticked), len(wrong), len(missing))} {first.text}", first.see)
        return told.verdict(Outcome.NOT_YET if wrong else Outcome.PARTLY)

    def _ticked(self, answer: Json) -> list[Option]:
        names = answer if isinstance(answer, list) else []
        return [option for option in self.options if option.name in names]

    def said(self, answer: Json) -> str:
        """Give the words of what was ticked."""
        return "; ".join(plain(option.text) for option in self._ticked(answer))

    def right(self) -> Json:
        """Name all that fit."""
        return [option.name for option in self.options if option.right]

    def samples(self) -> Iterator[Sample]:
        """Tick what fits, what fits but one, what fits and one more, all, and none."""
        blanks: tuple[Json, ...] = ("", [], ["no-such-option"], None)
        for blank in blanks:
            yield Sample(blank, Outcome.NOT_ATTEMPTED, _NONE_TICKED)
        fitting = [option.name for option in self.options if option.right]
        yield Sample([*reversed(fitting)], Outcome.RIGHT, self.because)
        for option in self.options:
            others: list[Json] = [name for name in fitting if name != option.name]
            one_off = others if option.right else [*others, option.name]
            lead = "One that fits is missing." if option.right else "One of these does not fit."
            outcome = Outcome.PARTLY if option.right else Outcome.NOT_YET
            yield Sample(one_off, outcome, f"{lead} {option.feedback.text}")
        yield Sample([option.name for option in self.options], Outcome.NOT_YET, _ALL_TICKED)

    def feedback(self) -> tuple[str, ...]:
        """List the reason, and what is said of each option, in their order."""
        return (self.because, *super().feedback())


def _kind_of_mistake(ticked: int, wrong: int, missing: int) -> str:
    """Name the kind of mistake.

    Examples
    --------
    >>> _kind_of_mistake(2, 1, 1)
    'One of these does not fit, and one that fits is missing.'
    >>> _kind_of_mistake(1, 0, 2)
    'Two that fit are missing.'
    """
    lacking = f"{_COUNTS[missing]} that {'fits is' if missing == 1 else 'fit are'} missing" if missing else ""
    extra = f"{_COUNTS[wrong]} of these {'does' if wrong == 1 else 'do'} not fit" if wrong else ""
    if wrong and wrong == ticked:
        extra = "what you ticked does not fit" if wrong == 1 else f"none of these {_COUNTS[wrong]} fits"
    sentence = ", and ".join(filter(None, (extra, lacking)))
    return f"{sentence[0].upper()}{sentence[1:]}."
