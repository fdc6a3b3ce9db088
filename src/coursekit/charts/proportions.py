"""Shares of wholes: as printed, or worked out from counts; and what the named parts leave open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coursekit.charts.composition import Part
from coursekit.charts.drawing import Row
from coursekit.charts.quantities import SCALES, Quantity
from coursekit.charts.segment_rows import grouped, one_unit, part_of_row, party_of, with_absent, worded
from coursekit.charts.segments import Bar, Segment, lay
from coursekit.record import record

__all__ = ["Whole", "wholes"]

_WHOLE = "the whole"
_HALF_A_FRACTION = 0.005  # the tables write fractions with four decimals


@dataclass(frozen=True)
class Whole:
    """One bar of shares.

    Parameters
    ----------
    bar : Bar
        The bar, its lengths in per cent.
    base : str
        What the shares are of, in words.
    worked_out : bool
        Whether the course worked the shares out of counts.
    note : str
        What rounding does to the sum; empty if nothing.
    """

    bar: Bar
    base: str
    worked_out: bool
    note: str = ""


def wholes(rows: Sequence[Row], x: str, by: str) -> list[Whole]:
    """Read a table as bars that are each one whole.

    Parameters
    ----------
    rows : sequence of Row
        Shares as printed, or counts.
    x, by : str
        Columns that name the bars and their segments.

    Returns
    -------
    list of Whole
        In the order of the table.

    Raises
    ------
    ValueError
        If shares and counts are mixed, the shares of a bar are of different wholes or make more than a whole, or a
        share cannot be worked out.
    """
    groups = grouped(rows, x, by)
    one_unit(rows)
    done = [
        _printed(label, members, by)
        if any(_is_printed(row, members) for row in members)
        else _counted(label, members, by)
        for label, members in groups.items()
    ]
    bars = with_absent([whole.bar for whole in done], groups, x, by)
    return [replace(whole, bar=bar) for whole, bar in zip(done, bars, strict=True)]


def _is_printed(row: Row, members: Sequence[Row]) -> bool:
    """Tell a share of the whole bar from a share of another row in it."""
    of = row.claim["of"] if row.claim else ""
    return row.quantity.unit in SCALES and of not in {member.id for member in members}


def _printed(label: str, members: Sequence[Row], by: str) -> Whole:
    counts = [worded(row, by) for row in members if row.quantity.unit not in SCALES and row.quantity.number is not None]
    if counts:
        raise ValueError(
            f"The bar {label!r} mixes shares with counts ({', '.join(counts)}). Keep the shares or the counts."
        )
    base = _base(label, members)
    parts = [_as_per_cent(row, by, members) for row in members]
    total, slack = _sum(label, [part for part in parts if part.part_of == _WHOLE], members)
    whole = Part(_WHOLE, label, Quantity(max(total, 100.0)))
    bar = lay(label, [whole, *parts], members)
    unit = "share" if {row.quantity.unit for row in members} == {"share"} else "per cent"
    bar = replace(bar, segments=tuple(_as_printed(segment, unit) for segment in bar.segments))
    return Whole(bar, base, worked_out=False, note=_rounding(label, total, slack))


def _base(label: str, members: Sequence[Row]) -> str:
    """Say what the shares of a bar are of; they must be of one whole."""
    known = dict.fromkeys(row.text("of") for row in members if row.quantity.unit in SCALES and row.text("of"))
    if len(known) > 1:
        raise ValueError(
            f"The shares of the bar {label!r} are of different wholes: {'; '.join(map(_named, known))}. "
            "Shares of different wholes cannot be laid end to end: give each whole a bar of its own."
        )
    return _named(next(iter(known))) if known else ""


def _named(of: str) -> str:
    return record().claim(of)["subject"] if of in record().claims else of


def _as_per_cent(row: Row, by: str, members: Sequence[Row]) -> Part:
    quantity = row.quantity
    if quantity.qualifier == "all" and quantity.number is None:
        quantity = Quantity(SCALES[quantity.unit], qualifier="all", unit=quantity.unit)
    scale = 100.0 / SCALES.get(quantity.unit, 100.0)
    scaled = _scaled(quantity, scale, "")
    inside = row.claim["part_of"] if row.claim and row.claim["part_of"] in {member.id for member in members} else _WHOLE
    return Part(row.id, worded(row, by), scaled, inside, party=party_of(row))


def _scaled(quantity: Quantity, scale: float, unit: str) -> Quantity:
    ends = (quantity.value, quantity.low, quantity.high)
    value, low, high = (None if end is None else round(end * scale, 6) for end in ends)
    return Quantity(value, low, high, quantity.qualifier, unit)


def _sum(label: str, outer: Sequence[Part], members: Sequence[Row]) -> tuple[float, float]:
    """Add the shares of a bar up, and say how far rounding in print may carry the sum."""
    total = sum(part.quantity.number or 0.0 for part in outer)
    rows = {row.id: row.quantity for row in members}
    slack = sum(_half_a_step(rows[part.id]) for part in outer)
    if total > 100.0 + slack + 1e-6:
        named = ", ".join(f"{part.label} {rows[part.id].written()}" for part in outer)
        raise ValueError(
            f"The shares of {label!r} make {total:g} per cent together, more than rounding explains: {named}. "
            "Parts of one whole cannot exceed it: are they shares of one whole, and does none lie within another?"
        )
    return total, slack


def _half_a_step(quantity: Quantity) -> float:
    """Give half of the last digit, in per cent: of a printed per cent, or of the four decimals of a fraction."""
    if quantity.number is None or not quantity.exact:
        return 0.0
    if quantity.unit == "share":
        return _HALF_A_FRACTION
    return 0.5 * 10.0 ** -len(f"{quantity.number:.10g}".partition(".")[2])


def _rounding(label: str, total: float, slack: float) -> str:
    if total > 100.0 + 1e-6:
        return (
            f"The shares of {label} make {total:g} per cent together, as rounding in print may bring about; the bar "
            "reaches past 100."
        )
    if 1e-6 < 100.0 - total <= slack:
        return f"What is left open in {label} may be no more than rounding in print."
    return ""


def _as_printed(segment: Segment, unit: str) -> Segment:
    """Write the figures of a segment as the table has them, and a remainder in their unit."""
    parts = tuple(_as_printed(part, unit) for part in segment.parts)
    if segment.row:
        return replace(segment, figure=segment.row.quantity.written(), parts=parts)
    known = segment.rest.quantity if segment.rest else Quantity()
    rest = _scaled(known, SCALES[unit] / 100.0, unit)
    return replace(segment, figure="" if rest.number is None else rest.written())


def _counted(label: str, members: Sequence[Row], by: str) -> Whole:
    bar = lay(label, [part_of_row(row, by) for row in members], members)
    base, words = _count(bar)
    segments = tuple(_worked_out(segment, base, words).scaled(100.0 / base) for segment in bar.segments)
    added = "" if bar.whole else ", added up by the course"
    return Whole(replace(bar, segments=segments, frame=100.0 * bool(bar.whole)), f"{words}{added}", worked_out=True)


def _count(bar: Bar) -> tuple[float, str]:
    """Find what the counts of a bar are shares of: its total, else all of them together."""
    if bar.whole:
        quantity = bar.whole.part.quantity
        if not quantity.exact or not quantity.value:
            raise ValueError(
                f"The total of {bar.label!r} is {quantity.written()}, so no share of it can be worked out. "
                "Draw the counts with `stacked`."
            )
        return quantity.value, f"{quantity.written()} {quantity.unit}".rstrip()
    unsure = [f"{s.label} ({s.figure})" for s in bar.segments if s.row and not s.row.quantity.exact]
    unsure += [f"{gap.label} ({gap.why})" for gap in bar.gaps]
    if unsure or len(bar.segments) < 2 or not bar.extent:
        why = f"not exact: {', '.join(unsure)}" if unsure else "there are not two figures to compare"
        raise ValueError(
            f"No row gives the total of {bar.label!r}, and it cannot be added up ({why}). Add the row of the total, "
            "or draw the counts with `stacked`."
        )
    unit = bar.segments[0].row.quantity.unit if bar.segments[0].row else ""
    return bar.extent, f"{Quantity(bar.extent).written()} {unit}".rstrip()


def _worked_out(segment: Segment, base: float, words: str) -> Segment:
    """Add its share to the figure of a segment, where the figure is exact; of a guess no share is formed."""
    parts = tuple(_worked_out(part, base, words) for part in segment.parts)
    known = segment.row.quantity if segment.row else segment.rest.quantity if segment.rest else Quantity()
    if not known.exact or known.value is None or known.unit in SCALES:
        return replace(segment, parts=parts)
    how = f"{segment.how}; the share is worked out by the course" if segment.row else segment.how
    figure = _per_cent(known.value * 100 / base)
    return replace(segment, figure=figure, how=how, count=f"{known.written()} of {words}", parts=parts)


def _per_cent(number: float) -> str:
    return "under 0.1 per cent" if 0 < number < 0.05 else f"{number:.1f}".removesuffix(".0") + " per cent"
