"""Putting things in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

from coursekit.fields import Fields
from coursekit.kinds.base import Feedback, Outcome, Question, Sample, Verdict
from coursekit.kinds.places import read_places
from coursekit.kinds.reading import Known, common, distinct
from coursekit.markup import plain, render_inline, without_comments
from coursekit.work.answer_lines import Json

__all__ = ["FEWEST", "MOST", "Item", "Order"]

FEWEST, MOST = 4, 10
"""How many items a question may have: three are put right by chance too often, and eleven are a chore."""

_NOTHING_MOVED = "Nothing has been moved yet. Put them in order, from the first to the last, then check."


@dataclass(frozen=True)
class Item:
    """One thing to put in its place.

    Parameters
    ----------
    name, text : str
        What the answer calls it, and what a reader sees (Markdown).
    place : int
        Where it belongs, 0 the first; things that may stand either way round share a place.
    feedback : Feedback
        What is said when it is further from its place than any other.
    """

    name: str
    text: str
    place: int
    feedback: Feedback


@dataclass(frozen=True)
class Order(Question):
    """Put things in order; the answer is the list of their names, the first at the top.

    Parameters
    ----------
    first, last : str
        What the top and the bottom of the list stand for, such as the earliest and the latest.
    items : tuple of Item
        In the order they are given to the student.
    backwards : Feedback
        What is said when the order is right from the last to the first.
    """

    kind = "order"

    first: str
    last: str
    items: tuple[Item, ...]
    backwards: Feedback

    @classmethod
    def read(cls, fields: Fields, known: Known) -> Self:
        """Read `first`, `last`, `items`, `backwards`, and what `coursekit.kinds.places` reads the order from."""
        items = _items(fields, known)
        if not FEWEST <= len(items) <= MOST:
            fields.fault("items", f"are {len(items)}. Give {FEWEST} to {MOST}.")
        elif len({item.place for item in items}) < 3:
            fields.fault("items", "have fewer than three different places, and that is no order. Ask a choice instead.")
        elif all(one.place <= other.place for one, other in pairwise(items)):
            fields.fault("items", "stand in the right order already. Give them in another to begin with.")
        first, last = (_end(fields, key) for key in ("first", "last"))
        return cls(
            **common(fields, known), first=first, last=last, items=items, backwards=known.told(fields, "backwards")
        )

    def mark(self, answer: Json) -> Verdict:
        """Mark an order: right, right but backwards, right but for two neighbours, or with something out of place."""
        row = self._row(answer)
        if not row:
            return Verdict(Outcome.NOT_ATTEMPTED, _NOTHING_MOVED)
        places = [item.place for item in row]
        if places == sorted(places):
            return self._rightly()
        if places == sorted(places, reverse=True):
            return self.backwards.verdict(Outcome.NOT_YET)
        if pair := _swapped(row):
            see = dict.fromkeys(item.feedback.see for item in pair if item.feedback.see)
            return Verdict(Outcome.PARTLY, _of_two(*pair), tuple(see))
        stray = _stray(row)
        told = Feedback(f"“{stray.text}” is furthest from its place. {stray.feedback.text}", stray.feedback.see)
        return told.verdict(Outcome.NOT_YET)

    def _row(self, answer: Json) -> list[Item]:
        """Find the items of an answer; none, unless it names each once."""
        names = answer if isinstance(answer, list) else []
        if len(names) != len(self.items) or any(item.name not in names for item in self.items):
            return []
        return sorted(self.items, key=lambda item: names.index(item.name))

    def content(self) -> dict[str, object]:
        """Give the items in the order they begin in, and what the two ends stand for."""
        items = [
            {"name": item.name, "html": render_inline(item.text), "label": plain(item.text)} for item in self.items
        ]
        return {"first_html": render_inline(self.first), "last_html": render_inline(self.last), "items": items}

    def still(self) -> str:
        """List the items in the order they begin in."""
        ends = f"<p>Put in order. First: {render_inline(self.first)}. Last: {render_inline(self.last)}.</p>"
        return f"{ends}<ul>{''.join(f'<li>{render_inline(item.text)}</li>' for item in self.items)}</ul>"

    def said(self, answer: Json) -> str:
        """Give the items as they were put, with numbers."""
        return "; ".join(f"{at}. {plain(item.text)}" for at, item in enumerate(self._row(answer), start=1))

    def right(self) -> Json:
        """Name the items in order."""
        return _names(_ordered(self.items))

    def samples(self) -> Iterator[Sample]:
        """Put all in order, backwards, with each two neighbours swapped, with each item astray, and nothing at all."""
        blanks: tuple[Json, ...] = ("", [], _names(self.items[1:]), [self.items[0].name] * len(self.items), None)
        for blank in blanks:
            yield Sample(blank, Outcome.NOT_ATTEMPTED, _NOTHING_MOVED)
        row = _ordered(self.items)
        backwards = row[::-1]
        yield Sample(_names(row), Outcome.RIGHT, self.because)
        yield Sample(_names(_ordered(backwards)), Outcome.RIGHT, self.because)
        yield Sample(_names(backwards), Outcome.NOT_YET, self.backwards.text)
        for at, (one, other) in enumerate(pairwise(row)):
            if one.place < other.place:
                swapped = [*row[:at], other, one, *row[at + 2 :]]
                yield Sample(_names(swapped), Outcome.PARTLY, _of_two(other, one))
        for item in self.items:
            yield Sample(_names(_with_astray(row, item)), Outcome.NOT_YET, item.feedback.text)

    def feedback(self) -> tuple[str, ...]:
        """List what is said of the right order, of the right one backwards, and of each item."""
        return (self.because, self.backwards.text, *(item.feedback.text for item in self.items))

    def _substance(self) -> Sequence[object]:
        ends = [without_comments(self.first), without_comments(self.last)]
        return [ends, sorted([item.name, without_comments(item.text), item.place] for item in self.items)]


def _items(fields: Fields, known: Known) -> tuple[Item, ...]:
    rows = fields.rows("items", "each with name, text, feedback and see, and with what gives its place")
    places = read_places(fields, rows, known)
    items = tuple(
        Item(row.text("name"), row.text("text"), place, known.feedback(row))
        for row, place in zip(rows, places, strict=True)
    )
    for row in rows:
        row.finish()
    distinct(fields, "items", "name", (item.name for item in items))
    distinct(fields, "items", "text", (item.text for item in items))
    return items


def _end(fields: Fields, key: str) -> str:
    inner = fields.inner(key)
    text = inner.text("text")
    inner.finish()
    return text


def _names(row: Sequence[Item]) -> list[Json]:
    return [item.name for item in row]


def _ordered(row: Sequence[Item]) -> list[Item]:
    return sorted(row, key=lambda item: item.place)


def _swapped(row: Sequence[Item]) -> tuple[Item, Item] | None:
    """Find the two neighbours that only need to change places, if that is all."""
    places, target = [item.place for item in row], sorted(item.place for item in row)
    off = [at for at, (mine, right) in enumerate(zip(places, target, strict=True)) if mine != right]
    return (row[off[0]], row[off[1]]) if len(off) == 2 and off[1] - off[0] == 1 else None


def _of_two(one: Item, other: Item) -> str:
    return f"Two neighbours are the wrong way round: look at “{one.text}” and “{other.text}”. All else is in its place."


def _stray(row: Sequence[Item]) -> Item:
    """Find the item that is furthest from where it belongs: it pushes the others out, and is not pushed."""
    target = [item.place for item in _ordered(row)]

    def off(at: int) -> int:
        first = target.index(row[at].place)
        last = first + target.count(row[at].place) - 1
        return max(first - at, at - last)

    return row[max(range(len(row)), key=off)]


def _with_astray(row: Sequence[Item], item: Item) -> list[Item]:
    """Put one item far from its place.

    At one end or the other it is two places off, unless its place is shared by all but the first and the last. Then
    one that shares it goes to the other end.
    """
    others = [other for other in row if other is not item]
    alike = [other for other in others if other.place == item.place]
    rest = [other for other in others if other not in alike[-1:]]
    for tried in ([item, *others], [*others, item], [item, *rest, *alike[-1:]]):
        if _stray(tried) is item and not _swapped(tried) and tried != _ordered(tried):
            return tried
    return [*row]
