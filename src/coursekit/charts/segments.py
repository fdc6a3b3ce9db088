"""What the bars of a chart are divided into: segments, parts within them, and what no named figure fills."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from coursekit.charts.composition import Block, Composition, Part, Rest, compose
from coursekit.charts.drawing import Row

__all__ = ["Bar", "Gap", "Segment", "lay", "segments_of"]

REST = "not broken down"


@dataclass(frozen=True)
class Segment:
    """A stretch of a bar: one row of the table, or what the rows leave open.

    Parameters
    ----------
    label, figure, how : str
        What it is, its figure with its hedge and without its unit (empty where none can be told), and how sure that is.
    start, sure, extent : float
        Where it begins, how much of it is certain and how far it reaches, in the unit of its bar. The extent of a
        bound is the bound; it is no figure to be quoted.
    row : Row or None
        The row it shows; None for what the rows leave open.
    parts : tuple of Segment
        What lies within it, the rest last.
    unnumbered : tuple of Gap
        What is named within it without a number.
    rest : Rest or None
        For what is left open, how it was worked out.
    count : str
        For a share that the course worked out, the count and its base.
    """

    label: str
    figure: str
    how: str
    start: float
    sure: float
    extent: float
    row: Row | None = None
    parts: tuple[Segment, ...] = ()
    unnumbered: tuple[Gap, ...] = ()
    rest: Rest | None = None
    count: str = ""

    @property
    def said(self) -> str:
        """Its figure, and the count that a share was worked out from."""
        return f"{self.figure} ({self.count})" if self.count else self.figure

    @property
    def middle(self) -> float:
        """Where a label points at it."""
        return self.start + self.extent / 2

    @property
    def depth(self) -> int:
        """How many strips of parts within parts it holds."""
        return 1 + max(part.depth for part in self.parts) if self.parts else 0

    def walk(self) -> Iterator[Segment]:
        """Name the segment and everything within it, outermost first."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def scaled(self, scale: float) -> Segment:
        """Give it in another unit of length; its figures stay as they are."""
        parts = tuple(part.scaled(scale) for part in self.parts)
        ends = (self.start * scale, self.sure * scale, self.extent * scale)
        return replace(self, start=ends[0], sure=ends[1], extent=ends[2], parts=parts)


@dataclass(frozen=True)
class Gap:
    """A segment that has no length: why, the row that names it if one does, and whether its place is drawn."""

    label: str
    why: str
    row: Row | None = None
    drawn: bool = True


@dataclass(frozen=True)
class Bar:
    """One bar.

    Parameters
    ----------
    label : str
        What the bar is.
    segments : tuple of Segment
        Its segments from zero, what they leave open last.
    gaps : tuple of Gap
        Segments that other bars have, or that the table names without a number.
    whole : Block or None
        The row that gives its total.
    total : Row or None
        That row.
    frame : float
        Length of the total; zero where there is none.
    """

    label: str
    segments: tuple[Segment, ...]
    gaps: tuple[Gap, ...] = ()
    whole: Block | None = None
    total: Row | None = None
    frame: float = 0.0

    @property
    def extent(self) -> float:
        """How far it reaches."""
        return max((segment.start + segment.extent for segment in self.segments), default=self.frame)

    def walk(self) -> Iterator[Segment]:
        """Name every segment and everything within each."""
        for segment in self.segments:
            yield from segment.walk()


def segments_of(blocks: Iterable[Block], rows: Mapping[str, Row], start: float = 0.0) -> list[Segment]:
    """Lay blocks end to end.

    Parameters
    ----------
    blocks : iterable of Block
        The blocks in their order.
    rows : mapping of str to Row
        The rows by the ids of the blocks.
    start : float
        Where the first begins.

    Returns
    -------
    list of Segment
        One for each, with what lies within it.
    """
    laid = []
    for block in blocks:
        inner = segments_of(block.parts, rows, start)
        if inner and block.divided:
            inner += _rest(block, rows, inner[-1].start + inner[-1].extent)
        named = () if inner and block.divided else _named(block, rows)
        words = (block.part.label, block.figure(), block.part.quantity.certainty())
        ends = (start, block.sure, block.extent)
        laid.append(Segment(*words, *ends, rows[block.part.id], tuple(inner), named))
        start += block.extent
    return laid


def _rest(block: Block, rows: Mapping[str, Row], start: float) -> list[Segment]:
    if block.rest is None:
        return []
    known = block.rest.quantity
    figure = "" if known.number is None else block.rest_figure()
    how = "exact, if the figures it is taken from are" if known.exact else known.certainty()
    ends = (start, block.rest.extent if known.exact else 0.0, block.rest.extent)
    return [Segment(REST, figure, how, *ends, None, (), _named(block, rows), block.rest)]


def _named(block: Block, rows: Mapping[str, Row]) -> tuple[Gap, ...]:
    return tuple(Gap(part.label, part.quantity.written(), rows[part.id], drawn=False) for part in block.unnumbered)


def lay(label: str, parts: Sequence[Part], members: Sequence[Row]) -> Bar:
    """Lay the parts of one bar end to end.

    Parameters
    ----------
    label : str
        The bar.
    parts : sequence of Part
        Its parts; one that all others are a part of is its total.
    members : sequence of Row
        The rows they stand for. A part without one is a total that no row gives.

    Returns
    -------
    Bar
        The bar, without what only other bars have.
    """
    rows = {row.id: row for row in members}
    body = compose(parts)
    whole = _only_whole(body)
    segments = segments_of(whole.parts if whole else body.wholes, rows)
    if whole:
        segments += _rest(whole, rows, sum(segment.extent for segment in segments))
    gaps = [_unplaced(part, rows[part.id]) for part in body.unplaced]
    if whole and not whole.rest:
        gaps += _named(whole, rows)
    total, frame = (rows.get(whole.part.id), whole.extent) if whole else (None, 0.0)
    return Bar(label, tuple(segments), tuple(gaps), whole, total, frame)


def _only_whole(body: Composition) -> Block | None:
    """Find the row that everything else in the bar is a part of."""
    return body.wholes[0] if len(body.wholes) == 1 and body.wholes[0].divided else None


def _unplaced(part: Part, row: Row) -> Gap:
    if row.quantity.number is not None:
        raise ValueError(
            f"{part.label!r} is {row.quantity.written()}, a share of {row.text('of') or 'an unnamed whole'!r}, "
            "which is not a row of its bar. Draw shares with `shares`."
        )
    return Gap(part.label, row.quantity.written(), row)
