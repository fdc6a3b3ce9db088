"""What segmented bars show, in words: their labels, their marks and their text alternative."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from matplotlib.artist import Artist

from coursekit.charts.drawing import Mark, Row
from coursekit.charts.segment_drawing import Shown
from coursekit.charts.segments import Bar, Gap, Segment
from coursekit.record import record

__all__ = [
    "certain",
    "ends",
    "extremes",
    "gap_mark",
    "label_lines",
    "listed",
    "marks",
    "segment_mark",
    "told",
    "uncertain",
]


def label_lines(item: Segment | Gap) -> tuple[str, ...]:
    """Label a segment on the chart: its name, its figure, and whoever is named in it without a number."""
    if isinstance(item, Gap):
        return item.label, item.why
    if item.row is None:
        others = f" ({', '.join(gap.label for gap in item.unnumbered)} and others)" if item.unnumbered else ""
        return f"{item.label}{others}", *_by_subtraction(item)
    return item.label, item.figure, item.count, *(f"among them {gap.label}: {gap.why}" for gap in item.unnumbered)


def _by_subtraction(rest: Segment) -> tuple[str, ...]:
    if rest.rest is None or not rest.rest.quantity.exact:
        return (rest.figure,)
    return (rest.figure, f"{rest.count} by subtraction") if rest.count else (f"{rest.figure} by subtraction",)


def listed(items: Sequence[str]) -> str:
    """Join what is told in a row."""
    return "; ".join(items)


def told(segment: Segment) -> str:
    """Tell one segment with what lies within it."""
    if segment.row is None:
        how = f"{segment.said} (worked out by the course)" if segment.figure else "no number can be told"
        named = f" (named there: {listed([gap.label for gap in segment.unnumbered])})" if segment.unnumbered else ""
        return f"{segment.label}, {how}{named}"
    within = [told(part) for part in segment.parts]
    within += [f"{gap.label}, {gap.why}" for gap in segment.unnumbered]
    among = f" (among them {listed(within)})" if within else ""
    return f"{segment.label}, {segment.said}{among}"


def certain(row: Row) -> bool:
    """Say whether a figure is given without a hedge; all of a whole is, with or without a number."""
    return row.quantity.exact or row.quantity.qualifier == "all"


def extremes(bars: Sequence[Bar]) -> Iterator[str]:
    """Name the longest and the shortest segments whose figure has no hedge."""
    found = ends(
        (segment.extent, _placed(segment, bar, bars))
        for bar in bars
        for segment in bar.segments
        if segment.row and certain(segment.row)
    )
    if found:
        yield f"Of the segments with a figure without a hedge, the longest is {found[1]}; the shortest is {found[0]}."


def ends(items: Iterable[tuple[float, str]]) -> tuple[str, str] | None:
    """Name what is least and what is most, with all that share the place; None if nothing differs."""
    named: dict[float, list[str]] = {}
    for size, name in items:
        named.setdefault(size, []).append(name)
    return (" and ".join(named[min(named)]), " and ".join(named[max(named)])) if len(named) > 1 else None


def _placed(segment: Segment, bar: Bar, bars: Sequence[Bar]) -> str:
    return f"{segment.label}{_where(bar, bars)} ({segment.figure})"


def _where(bar: Bar, bars: Sequence[Bar]) -> str:
    return f" in {bar.label}" if len(bars) > 1 else ""


def uncertain(bars: Sequence[Bar]) -> Iterator[str]:
    """Say what is hollow, what is grey and what has no place."""
    unsure = [
        f"{segment.label}{_where(bar, bars)}, {segment.figure} ({segment.how})"
        for bar in bars
        for segment in bar.walk()
        if segment.row and not certain(segment.row)
    ]
    if unsure:
        yield f"Not exact: {listed(unsure)}. Such a segment is hollow and dashed beyond what is certain."
    if any(segment.row is None for bar in bars for segment in bar.walk()):
        yield "Grey and hatched is what no figure in the table breaks down."
    for bar in bars:
        for gap in bar.gaps:
            place = "Its place stays open" if gap.drawn else "It has no place of its own in the bar"
            yield f"{gap.why.capitalize()}: {gap.label}{_where(bar, bars)}. {place}, which is not zero."


def marks(bars: Sequence[Bar], shown: Sequence[Shown], unit: str) -> Iterator[Mark]:
    """List everything the bars show, bar by bar: its total, its segments from zero, what has no length.

    Parameters
    ----------
    bars : sequence of Bar
        What is drawn.
    shown : sequence of Shown
        The artists that show it.
    unit : str
        Unit of the figures; empty where they name it themselves.

    Yields
    ------
    Mark
        In reading order.
    """
    for bar, artists in zip(bars, shown, strict=True):
        if bar.total and bar.whole:
            figure = f"{bar.whole.figure()} {bar.total.quantity.unit}".rstrip()
            yield bar.total.mark(bar.label, figure, bar.total.quantity.certainty(), "total", artists.total)
        for segment, seen in zip(bar.walk(), artists.segments, strict=True):
            yield segment_mark(segment, bar.label, seen, unit)
            yield from (gap_mark(gap, bar.label, ()) for gap in segment.unnumbered)
        yield from (gap_mark(gap, bar.label, seen) for gap, seen in zip(bar.gaps, artists.gaps, strict=True))


def segment_mark(segment: Segment, within: str, artists: tuple[Artist, ...], unit: str) -> Mark:
    """Describe one segment, or what is left open."""
    figure = f"{segment.said} {unit}".rstrip() if segment.figure else "no number given"
    if segment.row:
        return segment.row.mark(segment.label, figure, segment.how, within, artists)
    claims = tuple(name for name in segment.rest.claims if name in record().claims) if segment.rest else ()
    return Mark(segment.label.capitalize(), figure, segment.how, claims, "course", within, artists)


def gap_mark(gap: Gap, within: str, artists: tuple[Artist, ...]) -> Mark:
    """Describe a place without a figure."""
    if gap.row:
        return gap.row.mark(gap.label, gap.why, gap.row.quantity.certainty(), within, artists)
    return Mark(gap.label, gap.why, "open, which is not zero", (), "absent", within, artists)
