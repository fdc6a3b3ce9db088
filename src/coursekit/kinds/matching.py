"""Matching things with what belongs to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from coursekit.errors import near
from coursekit.fields import Fields
from coursekit.kinds.base import Feedback, Outcome, Question, Sample, Verdict
from coursekit.kinds.reading import Known, common, distinct
from coursekit.markup import plain, render_inline, without_comments
from coursekit.work.answer_lines import Json

__all__ = ["FEWEST", "LONGEST", "MOST", "Counterpart", "Match", "Matched", "Swap"]

FEWEST, MOST = 3, 12
"""How many items, and how many options, a question may have."""

LONGEST = 60
"""Characters of the longest option: a browser breaks no line in a list to choose from."""

_NOTHING_CHOSEN = "Choose what belongs to each, then check."


@dataclass(frozen=True)
class Counterpart:
    """One thing that may be chosen: its name in answers, and its text (Markdown)."""

    name: str
    text: str


@dataclass(frozen=True)
class Matched:
    """One thing to be matched.

    Parameters
    ----------
    name, text : str
        What the answer calls it, and what a reader sees (Markdown).
    answer : str
        Name of what belongs to it.
    feedback : Feedback
        What is said when something else was chosen.
    """

    name: str
    text: str
    answer: str
    feedback: Feedback


@dataclass(frozen=True)
class Swap:
    """Two items that are easily taken for each other, and what is said when each was given what the other needs."""

    items: tuple[str, ...]
    feedback: Feedback


@dataclass(frozen=True)
class Match(Question):
    """Match each item with an option; the answer is `{item: option}`, both by name. An option may belong to several."""

    kind = "match"

    items: tuple[Matched, ...]
    options: tuple[Counterpart, ...]
    swaps: tuple[Swap, ...]

    @classmethod
    def read(cls, fields: Fields, known: Known) -> Self:
        """Read `items`, `options` and, where two are easily confused, `swaps`."""
        options = _options(fields)
        items = _items(fields, known, [option.name for option in options])
        swaps = _swaps(fields, known, {item.name: item.answer for item in items}) if fields.has("swaps") else ()
        used = list(dict.fromkeys(item.answer for item in items))
        if used and used == [option.name for option in options if option.name in used]:
            fields.fault("options", "stand in the order of the items they belong to. List them in another order.")
        return cls(**common(fields, known), items=items, options=options, swaps=swaps)

    def mark(self, answer: Json) -> Verdict:
        """Mark the pairs: say how many fit, and speak of a known confusion first, else of the first that does not."""
        chosen = self._chosen(answer)
        missing = [item for item in self.items if item.name not in chosen]
        wrong = [item for item in self.items if chosen.get(item.name, item.answer) != item.answer]
        if not chosen:
            return Verdict(Outcome.NOT_ATTEMPTED, _NOTHING_CHOSEN)
        if not wrong and not missing:
            return self._rightly()
        fitting = len(chosen) - len(wrong)
        lead = _standing(fitting, len(self.items), len(missing))
        if not wrong:
            told = Feedback(f"{lead} {_next(missing[0])}", missing[0].feedback.see)
            return told.verdict(Outcome.PARTLY)
        words = self._confusion(chosen) or _about(wrong[0])
        return Feedback(f"{lead} {words.text}", words.see).verdict(self._outcome(fitting))

    def _chosen(self, answer: Json) -> dict[str, str]:
        """Keep what names an item and an option."""
        given = answer if isinstance(answer, dict) else {}
        names = {option.name for option in self.options}
        found = ((item.name, given.get(item.name)) for item in self.items)
        return {name: option for name, option in found if isinstance(option, str) and option in names}

    def _confusion(self, chosen: dict[str, str]) -> Feedback | None:
        for swap in self.swaps:
            if all(chosen.get(name) == option for name, option in self._crossed(swap).items()):
                return swap.feedback
        return None

    def _crossed(self, swap: Swap) -> dict[str, str]:
        """Give each of two items what belongs to the other."""
        answers = {item.name: item.answer for item in self.items}
        one, other = swap.items
        return {one: answers[other], other: answers[one]}

    def _outcome(self, fitting: int) -> Outcome:
        return Outcome.PARTLY if 2 * fitting >= len(self.items) else Outcome.NOT_YET

    def content(self) -> dict[str, object]:
        """Give the items and, as plain text for a list to choose from, the options."""
        items = [{"name": item.name, "html": render_inline(item.text)} for item in self.items]
        return {"items": items, "options": [{"name": each.name, "text": plain(each.text)} for each in self.options]}

    def still(self) -> str:
        """List the items, and after them the options."""
        sides = ((f"<p>{lead}</p>", each) for lead, each in (("Match:", self.items), ("With:", self.options)))
        return "".join(f"{lead}<ul>{''.join(_line(each.text) for each in side)}</ul>" for lead, side in sides)

    def said(self, answer: Json) -> str:
        """Give each item that was matched, and with what."""
        chosen, texts = self._chosen(answer), {option.name: plain(option.text) for option in self.options}
        return "; ".join(
            f"{plain(item.text)}: {texts[chosen[item.name]]}" for item in self.items if item.name in chosen
        )

    def right(self) -> Json:
        """Match each with its own."""
        return {item.name: item.answer for item in self.items}

    def samples(self) -> Iterator[Sample]:
        """Match all, all but one, each one wrongly with the rest right and by itself, each two crossed, and none."""
        blanks: tuple[Json, ...] = ("", {}, [], {"no-such-item": "x"}, {self.items[0].name: "no such option"}, None)
        for blank in blanks:
            yield Sample(blank, Outcome.NOT_ATTEMPTED, _NOTHING_CHOSEN)
        right: dict[str, Json] = {item.name: item.answer for item in self.items}
        yield Sample(right, Outcome.RIGHT, self.because)
        for item in self.items:
            other = next(option.name for option in self.options if option.name != item.answer)
            rest = {name: option for name, option in right.items() if name != item.name}
            yield Sample(rest, Outcome.PARTLY, _next(item))
            yield Sample(right | {item.name: other}, self._outcome(len(rest)), _about(item).text)
            yield Sample({item.name: other}, Outcome.NOT_YET, _about(item).text)
        for swap in self.swaps:
            crossed: dict[str, Json] = {**right, **self._crossed(swap)}
            yield Sample(crossed, self._outcome(len(self.items) - 2), swap.feedback.text)

    def feedback(self) -> tuple[str, ...]:
        """List what is said when all fit, of each item, and of each two that were crossed."""
        pairs = (swap.feedback.text for swap in self.swaps)
        return (self.because, *(item.feedback.text for item in self.items), *pairs)

    def _substance(self) -> Sequence[object]:
        items = sorted([item.name, without_comments(item.text), item.answer] for item in self.items)
        return [items, sorted([option.name, without_comments(option.text)] for option in self.options)]


def _line(text: str) -> str:
    return f"<li>{render_inline(text)}</li>"


def _next(item: Matched) -> str:
    return f"Choose what belongs to “{item.text}” next."


def _about(item: Matched) -> Feedback:
    return Feedback(f"Look again at “{item.text}”. {item.feedback.text}", item.feedback.see)


def _standing(fitting: int, total: int, missing: int) -> str:
    """Say how many fit, and how many are open.

    Examples
    --------
    >>> _standing(1, 4, 2), _standing(0, 3, 0)
    ('1 of 4 fits, and 2 are still open.', 'None of the 3 fits.')
    """
    fits = f"{fitting} of {total} {'fits' if fitting == 1 else 'fit'}" if fitting else f"None of the {total} fits"
    still = f", and {missing} {'is' if missing == 1 else 'are'} still open" if missing else ""
    return f"{fits}{still}."


def _options(fields: Fields) -> tuple[Counterpart, ...]:
    rows = fields.rows("options", "each with name and text")
    options = tuple(Counterpart(row.text("name"), row.text("text")) for row in rows)
    for row in rows:
        row.finish()
    for row, option in zip(rows, options, strict=True):
        if len(plain(option.text)) > LONGEST:
            row.fault("text", f"has more than {LONGEST} characters. A list to choose from shows one line of each.")
    _checked(fields, "options", options)
    return options


def _items(fields: Fields, known: Known, options: Sequence[str]) -> tuple[Matched, ...]:
    rows = fields.rows("items", "each with name, text, answer (the name of an option), feedback and see")
    items = tuple(
        Matched(row.text("name"), row.text("text"), _named(row, "answer", row.text("answer"), options), told)
        for row, told in ((row, known.feedback(row)) for row in rows)
    )
    for row in rows:
        row.finish()
    _checked(fields, "items", items)
    return items


def _checked(fields: Fields, key: str, listed: Sequence[Counterpart | Matched]) -> None:
    distinct(fields, key, "name", (each.name for each in listed))
    distinct(fields, key, "text", (each.text for each in listed))
    if listed and not FEWEST <= len(listed) <= MOST:
        fields.fault(key, f"are {len(listed)}. Give {FEWEST} to {MOST}.")


def _named(fields: Fields, key: str, name: str, names: Sequence[str]) -> str:
    if name and names and name not in names:
        fields.fault(key, f"{name!r} is none. {near(name, names)}")
    return name


def _swaps(fields: Fields, known: Known, answers: dict[str, str]) -> tuple[Swap, ...]:
    rows = fields.rows("swaps", "each with items (the names of two), feedback and see")
    swaps = tuple(Swap(_two(row, answers), known.feedback(row)) for row in rows)
    for row in rows:
        row.finish()
    distinct(fields, "swaps", "items", (" and ".join(sorted(swap.items)) for swap in swaps))
    return swaps


def _two(row: Fields, answers: dict[str, str]) -> tuple[str, ...]:
    names = row.names("items")
    known = [name for name in names if _named(row, "items", name, list(answers)) in answers]
    if names and len(names) != 2:
        row.fault("items", f"are {len(names)}. Two are swapped with each other.")
    elif len(known) == 2 and answers[names[0]] == answers[names[1]]:
        row.fault("items", "belong to the same option, so that nothing changes when they are swapped.")
    return names
