"""What a chart of ranges shows, in words: its marks and its text alternative."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matplotlib.artist import Artist

from coursekit.charts.drawing import Mark, Row
from coursekit.charts.framing import tick_words
from coursekit.charts.linewords import listed
from coursekit.charts.reach import Reach, reach

__all__ = ["Claimed", "marks", "sentences"]

_KINDS = {
    "a hollow dot an approximate figure": {"about"},
    "a bar with two ends a range": {"between"},
    "an arrow to the right a lower bound": {"at least", "over"},
    "an arrow to the left an upper bound": {"at most", "under", "almost"},
}


@dataclass(frozen=True)
class Claimed:
    """One row of a chart of ranges.

    Parameters
    ----------
    subject : str
        What it is about.
    name : str
        Who claims it.
    row : Row
        What it says.
    """

    subject: str
    name: str
    row: Row

    @property
    def emended(self) -> float | None:
        """The figure in place of a printed one that is demonstrably wrong."""
        claim = self.row.claim
        known = claim is not None and self.row.origin == "record" and self.row.quantity.number is not None
        return claim.number("emended") if claim and known else None

    @property
    def reach(self) -> Reach:
        """Where the figure is marked."""
        return reach(self.row.quantity)

    @property
    def numbers(self) -> list[float]:
        """Every number that its row marks."""
        emended = [] if self.emended is None else [self.emended]
        return [*self.reach.ends, *(self.reach.whisker or ()), *emended]

    def written(self) -> str:
        """Write what stands at the end of the row."""
        quantity = self.row.quantity
        if quantity.number is None:
            return "all, no number" if quantity.qualifier == "all" else "no number"
        if self.emended is None:
            return quantity.written()
        return f"printed {quantity.written()}, emended {tick_words(self.emended)}"


def marks(each: Claimed, shown: Sequence[tuple[Artist, ...]]) -> Iterator[Mark]:
    """List what one row shows: its mark, and the emended one beside it if there is one.

    Parameters
    ----------
    each : Claimed
        The row.
    shown : sequence of tuple of matplotlib.artist.Artist
        What shows each of them.

    Yields
    ------
    Mark
        One or two.
    """
    row, unit = each.row, each.row.quantity.unit
    tail = f" {unit}" if unit not in {"", "share", "per cent"} and row.quantity.number is not None else ""
    if each.emended is None:
        yield row.mark(each.name, f"{each.written()}{tail}", row.quantity.certainty(), each.subject, shown[0])
        return
    printed = f"{row.quantity.written()}{tail}, as printed"
    yield row.mark(each.name, printed, "printed so, but demonstrably wrong", each.subject, shown[0])
    claim = row.claim
    why = f"emended: {claim['emendation']}" if claim else "emended"
    figure = f"{tick_words(each.emended)}{tail}"
    yield Mark(f"{each.name}, emended", figure, why, (row.id,), "course", each.subject, shown[1])


def sentences(claimed: Sequence[Claimed], unit: str, scale: str) -> Iterator[str]:
    """Tell the chart to somebody who cannot see it.

    Parameters
    ----------
    claimed : sequence of Claimed
        Its rows.
    unit : str
        What they count.
    scale : {"linear", "log"}
        The scale.

    Yields
    ------
    str
        What is drawn and how, each subject with its claims, extremes, what has no number, and what disagrees.
    """
    grows = "that begins at zero" if scale == "linear" else "where equal distances are equal ratios (logarithmic)"
    yield f"A chart of dots and ranges of {unit}, one row for each claim, on a scale {grows}."
    hedges = {each.row.quantity.qualifier for each in claimed if each.reach.ends}
    kinds = [words for words, hedge in _KINDS.items() if hedge & hedges]
    if kinds:
        yield f"{listed(['A filled dot is a figure without a hedge', *kinds])}."
    for subject in dict.fromkeys(each.subject for each in claimed):
        told = [f"{each.name}, {each.written()}" for each in claimed if each.subject == subject]
        yield f"{subject}: {'; '.join(told)}."
    yield from _extremes(claimed)
    if any(each.emended is not None for each in claimed):
        yield "Where a figure is emended, the printed one is struck, the other filled, and a dashed line joins them."
    unnumbered = [f"{each.name} ({each.subject})" for each in claimed if not each.reach.ends]
    if unnumbered:
        yield f"Without a number, so without a mark, which is not zero: {'; '.join(unnumbered)}."
    yield from _disagreements(claimed)


def _extremes(claimed: Sequence[Claimed]) -> Iterator[str]:
    numbered = [(number, each.name) for each in claimed for number in each.reach.ends if each.emended is None]
    numbers = {number for number, _ in numbered}
    if len(numbers) > 1:
        told = []
        for word, extreme in (("highest", max(numbers)), ("lowest", min(numbers))):
            names = dict.fromkeys(name for number, name in numbered if number == extreme)
            told.append(f"the {word} is {tick_words(extreme)} ({'; '.join(names)})")
        yield f"Of the numbers named, {' and '.join(told)}."


def _disagreements(claimed: Sequence[Claimed]) -> Iterator[str]:
    names = {each.row.id: f"{each.name} ({each.written()})" for each in claimed}
    pairs = [
        f"{names[each.row.id]} and {names[other]}"
        for place, each in enumerate(claimed)
        if each.row.claim
        for other in each.row.claim.listed("conflicts_with")
        if other in {later.row.id for later in claimed[place + 1 :]}
    ]
    if pairs:
        yield f"The record holds that these disagree: {'; '.join(pairs)}."
