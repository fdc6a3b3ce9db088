"""The lines of a line chart before they are drawn: their points, what joins them, and where they stay open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

import pandas as pd

from coursekit.charts import style
from coursekit.charts.barchart import FILTERED, NO_VALUE, NOT_GIVEN
from coursekit.charts.drawing import Row
from coursekit.charts.placing import Place, Placing
from coursekit.charts.reach import Reach, reach
from coursekit.codebook import codebook
from coursekit.record import Claim, record

__all__ = ["Gap", "Held", "Point", "Series", "Stop", "read_series", "why_open"]

Held = Callable[[Claim, Place], bool]
_KIN = ("measure", "unit", "place", "party", "body", "side", "direction")


@dataclass(frozen=True)
class Point:
    """One figure at its place.

    Parameters
    ----------
    row : Row
        The row that gives it.
    place : Place
        Where it stands along the axis.
    worked : str
        How it was worked out, if it is not printed: what the table says of it.
    """

    row: Row
    place: Place
    worked: str = ""

    @property
    def reach(self) -> Reach:
        """Where it is marked."""
        return reach(self.row.quantity)

    @property
    def sure(self) -> bool:
        """Whether it is exact and printed."""
        return self.row.quantity.exact and not self.worked

    def figure(self, *, unit: bool = True) -> str:
        """Write the figure with its hedge, and with its unit and base if wanted."""
        quantity = self.row.quantity
        of = self.row.claim["of"] if self.row.claim and self.row.claim["of"] not in record().claims else ""
        if not unit or quantity.number is None:
            return quantity.written()
        tail = f" {quantity.unit}" if quantity.unit not in {"", "share", "per cent"} else ""
        return f"{quantity.written(of)}{tail}"

    def short(self) -> str:
        """Write the figure as it stands beside its mark, where the axis names the unit."""
        unit = self.row.quantity.unit
        return replace(self.row.quantity, unit="" if unit == "per cent" else unit).written()

    def certainty(self) -> str:
        """Say in words how sure the figure is."""
        said = self.row.quantity.certainty()
        if not self.worked:
            return said
        return f"worked out, not printed: {self.worked}" if self.worked != "yes" else "worked out, not printed"


@dataclass(frozen=True)
class Gap:
    """A stretch where a line stays open.

    Parameters
    ----------
    place : Place
        The stretch.
    why : str
        Whether the source does not give the figure, or the reader's table leaves it out.
    """

    place: Place
    why: str


@dataclass(frozen=True)
class Stop:
    """The points of one line that stand at the same place, or whose times overlap: several, if claims disagree."""

    points: tuple[Point, ...]

    @property
    def drawn(self) -> tuple[Point, ...]:
        """The points with a number."""
        return tuple(point for point in self.points if point.reach.ends)

    @property
    def ends(self) -> tuple[tuple[Place, float], ...]:
        """Where lines run to: its lowest and its highest mark."""
        marks = [(end, point.place) for point in self.drawn for end in point.reach.ends]
        low, high = min(marks), max(marks)
        return ((low[1], low[0]), (high[1], high[0]))

    @property
    def span(self) -> Place:
        """All of the axis that it covers."""
        start, end = (min(p.place.start for p in self.points), max(p.place.end for p in self.points))
        return Place(start, end, self.points[0].place.words)


@dataclass(frozen=True)
class Series:
    """One line.

    Parameters
    ----------
    name : str
        Its label; empty for a chart of one line.
    look : Look
        How it is drawn.
    stops : tuple of Stop
        From left to right.
    gaps : tuple of Gap
        Where it stays open between them.
    """

    name: str
    look: style.Look
    stops: tuple[Stop, ...]
    gaps: tuple[Gap, ...]

    @property
    def points(self) -> tuple[Point, ...]:
        """Every point, from left to right."""
        return tuple(point for stop in self.stops for point in stop.points)

    @property
    def drawn(self) -> tuple[Point, ...]:
        """Every point with a number."""
        return tuple(point for point in self.points if point.reach.ends)

    def parts(self) -> list[Point | Gap]:
        """List points and gaps together, from left to right."""
        parts: list[Point | Gap] = [*self.points, *self.gaps]
        return sorted(parts, key=lambda part: part.place)

    def joins(self) -> Iterator[tuple[Stop, Stop]]:
        """Pair the neighbours that a line joins."""
        open_at = {gap.place.start for gap in self.gaps}
        for left, right in pairwise(self.stops):
            if left.drawn and right.drawn and left.span.end not in open_at:
                yield left, right


def read_series(rows: Sequence[Row], placing: Placing, by: str | None, chained: str | None, held: Held) -> list[Series]:
    """Sort the rows of a chart into lines.

    Parameters
    ----------
    rows : sequence of Row
        The rows.
    placing : Placing
        Where they stand.
    by : str, optional
        The column that names the line of each.
    chained : str, optional
        The column that says of each whether, or how, it was worked out.
    held : callable
        Tells whether a claim of the record belongs into a stretch of the axis.

    Returns
    -------
    list of Series
        In the order of the table.

    Raises
    ------
    TypeError
        If the column `chained` says neither yes or no nor anything in words.
    """
    points: dict[str, list[Point]] = {}
    for row, place in zip(rows, placing.places, strict=True):
        points.setdefault(_name(row, by), []).append(Point(row, place, _worked(row, chained)))
    return [
        _series(name, members, style.look(_party(members, by) or name, number if by else 0), placing, held)
        for number, (name, members) in enumerate(points.items())
    ]


def _name(row: Row, by: str | None) -> str:
    text = row.text(by) if by else ""
    known = codebook().lists["parties"]
    return str(known[text]["name"]) if by == "party" and text in known else text


def _party(members: Sequence[Point], by: str | None) -> str:
    return members[0].row.text("party") if by in {"group", "party"} else ""


def _worked(row: Row, chained: str | None) -> str:
    cell = row.cells[chained] if chained else False
    if isinstance(cell, str):
        return row.text(chained or "")
    if pd.isna(cell):
        return ""
    if cell not in (True, False):
        raise TypeError(
            f"{chained!r} is {cell!r} in {row.id!r}. It says True or False, or in words how a figure was worked out."
        )
    return "yes" if cell else ""


def _series(name: str, members: Sequence[Point], look: style.Look, placing: Placing, held: Held) -> Series:
    stops = tuple(_stops(sorted(members, key=lambda point: point.place)))
    gaps = []
    for left, right in pairwise(stops):
        empty = placing.between([point.place for point in left.points], [point.place for point in right.points])
        if empty:
            gaps.append(Gap(empty, why_open(members, empty, held)))
    return Series(name, look, stops, tuple(gaps))


def _stops(points: Sequence[Point]) -> Iterator[Stop]:
    """Put together what overlaps: such figures are no sequence, and no line leads from one to the other."""
    number, end = 0, float("-inf")
    keys = []
    for before, point in zip((None, *points), points, strict=False):
        if before and not (point.place.start < end or point.place.start == before.place.start):
            number += 1
        end = max(end, point.place.end)
        keys.append(number)
    for _, group in groupby(zip(keys, points, strict=True), key=lambda pair: pair[0]):
        yield Stop(tuple(point for _, point in group))


def why_open(members: Sequence[Point], empty: Place, held: Held) -> str:
    """Say why a stretch is open: the source does not give it, or the reader's table leaves it out.

    Parameters
    ----------
    members : sequence of Point
        The points of the line.
    empty : Place
        The stretch.
    held : callable
        Tells whether a claim of the record belongs into it.

    Returns
    -------
    str
        The reason, in two words or three.
    """
    claims = [point.row.claim for point in members if point.row.claim]
    if len(claims) < len(members):
        return NO_VALUE
    kin = {column: claims[0][column] for column in _KIN if len({claim[column] for claim in claims}) == 1}
    tables = dict.fromkeys(claim.table for claim in claims)
    others = (claim for table in tables for claim in record().table(table))
    like = (claim for claim in others if all(claim[column] == cell for column, cell in kin.items()))
    return FILTERED if any(held(claim, empty) for claim in like) else NOT_GIVEN
