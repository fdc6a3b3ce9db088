"""Which row of a table stands behind each figure of a chart that no form of the course drew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, repeat
from math import isclose

import pandas as pd
from matplotlib.axes import Axes

from coursekit.charts.drawing import Drawing, Mark
from coursekit.charts.quantities import Quantity
from coursekit.errors import near
from coursekit.figures.foreign import pointed, read
from coursekit.figures.handed import Entry, Handed, key, number_words, take
from coursekit.figures.seen import FILLED, Reading, Seen
from coursekit.figures.totals import counted, totals
from coursekit.figures.traces import Trace, absent, drawn
from coursekit.figures.tracing_words import called, leaves_out, sentences

__all__ = ["MOST_MARKS", "MOST_ROWS", "trace"]

MOST_MARKS = 200
MOST_ROWS = 5_000


def trace(ax: Axes, data: pd.DataFrame | None = None, by: str | None = None) -> Drawing:
    """Read a chart that no form of the course drew, and say of every figure where it comes from.

    A figure is linked to a row if it equals the row's number and stands under the row's name; nothing is guessed.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Drawn by `DataFrame.plot` or by matplotlib. Points get an unseen artist each, so that they can be pointed at.
    data : pandas.DataFrame, optional
        The table it was drawn from, indexed by claim as `load` gives it.
    by : str, optional
        For a chart of totals: the column of `data` that they are grouped by. The table is then the one before
        grouping.

    Returns
    -------
    Drawing
        The chart in words, and its figures in the order in which they were drawn, at most 200 of them.

    Raises
    ------
    TypeError
        If `data` is no DataFrame.
    ValueError
        If `data` has no column `by`, or `by` is given without it.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> from coursekit.frames import load
    >>> votes = load("preparliament_votes").loc[["pp-sr-formula-for", "pp-sr-formula-against"]]
    >>> drawing = trace(votes.plot.bar(x="side", y="value"), votes)
    >>> [(mark.label, mark.figure, mark.claims) for mark in drawing.marks][0]
    ('for', '95 votes', ('pp-sr-formula-for',))
    >>> plt.close()
    """
    reading = read(ax)
    table = None if data is None else _checked(data, by)
    if by is not None and table is None:
        raise ValueError(f"by={by!r} asks for totals, and they are traced in the table before grouping: give data=.")
    listed = [series[:MOST_MARKS] for series in reading.series]
    seen = [*chain.from_iterable(listed)][:MOST_MARKS]
    if table is None or not table.entries:
        traces = [drawn(each) for each in seen]
    elif by is not None:
        traces = totals(seen, table, key(by))
    else:
        traces = [*chain.from_iterable(_rows(each, table, ax) for each in listed if each)][:MOST_MARKS]
    marks = tuple(_mark(ax, reading, *each) for each in zip(seen, traces, strict=True))
    told = (*sentences(ax, _told_by(reading, traces), marks), *_lost(data, table, marks, by))
    return Drawing("own", told, marks, tuple(leaves_out(ax, reading, len(marks))))


def _checked(data: pd.DataFrame, by: str | None) -> Handed:
    if isinstance(data, pd.DataFrame) and len(data) > MOST_ROWS:
        raise ValueError(
            f"The table has {len(data):,} rows, and a chart is traced in at most {MOST_ROWS:,}. "
            "Hand over the rows that were drawn."
        )
    table = take(data)
    if by is not None and key(by) not in table.labels[1:]:
        raise ValueError(f"The table has no column {by!r} to group by. {near(str(by), table.labels[1:])}")
    return table


def _lost(data: pd.DataFrame | None, table: Handed | None, marks: Sequence[Mark], by: str | None) -> Iterator[str]:
    """Say why nothing can be traced, and how it could be."""
    if table is None or data is None:
        yield "No table was handed over with it: ck.figure(ax, data=frame) hands over the table it was drawn from."
    elif not table.entries:
        yield "The table handed over has no rows."
    elif not table.claimed:
        mend = " .set_index('claim') makes its column of that name the index again." if "claim" in data.columns else ""
        yield (
            "The index of the table handed over names no claims; reset_index and groupby lose them. "
            f"Hand over the table as it was before.{mend}"
        )
    elif by is None and any(mark.origin == "none" for mark in marks):
        yield "Totals are traced by ck.figure(ax, data=frame, by=column), with the table as it was before grouping."


def _told_by(reading: Reading, traces: Sequence[Trace]) -> Reading:
    """Tell of the chart what its rows tell: no zero where the table has no number, and a name for a counted place."""
    known = chain(traces, repeat(None))
    series = tuple(
        tuple(_corrected(seen, found) if found else seen for seen, found in zip(each, known, strict=False))
        for each in reading.series
    )
    return replace(reading, series=series)


def _corrected(seen: Seen, found: Trace) -> Seen:
    label = found.claims[0] if found.claims and _counted(seen) else seen.label
    return replace(seen, label=label, figure=None if found.missing else seen.figure)


def _mark(ax: Axes, reading: Reading, seen: Seen, found: Trace) -> Mark:
    artist = pointed(ax, seen, sideways=reading.sideways)
    label, within = called(ax, seen), seen.series if len(reading.series) > 1 else ""
    return Mark(
        found.name or label,
        found.figure,
        found.certainty,
        found.claims,
        found.origin,
        within,
        (artist,),
        found.remark,
    )


@dataclass(frozen=True)
class _Way:
    """One way to read a series: which column its labels are from, and which its figures, in which rows."""

    labels: str
    figures: str
    entries: tuple[Entry, ...]
    called: Mapping[str, list[Entry]]
    circle: float

    def named(self, seen: Seen) -> list[Entry]:
        """Find the rows under the name of a figure."""
        return self.called.get(key(seen.label), [])

    def equal(self, seen: Seen, entry: Entry) -> bool:
        """Tell whether a figure is the number of a row. A missing number is a gap, or a bar of no length."""
        number = entry.numbers[self.figures]
        if number is None or seen.figure is None:
            return number is None and not seen.figure
        if seen.kind == "slice":  # matplotlib keeps only the angle, in single precision
            return isclose(seen.figure, number / self.circle, rel_tol=1e-5, abs_tol=1e-7)
        return isclose(seen.figure, number, rel_tol=1e-9)

    def fits(self, seen: Seen) -> list[Entry]:
        """Find the rows that a figure can be, those that have a number last."""
        fits = (entry for entry in self.named(seen) if self.equal(seen, entry))
        return sorted(fits, key=lambda entry: entry.numbers[self.figures] is not None)

    def score(self, series: Sequence[Seen]) -> tuple[int, int]:
        """Count the figures that are the number of one row, and those that stand under the name of any."""
        fits = [len({entry.identity for entry in self.fits(seen)}) == 1 for seen in series]
        return sum(fits), sum(bool(self.named(seen)) for seen in series)

    def in_order(self, series: Sequence[Seen]) -> bool:
        """Tell whether the series runs in the order of the table, so that a place tells a row.

        Where an axis only counts its places, the series must be the column from end to end.
        """
        whole = len(series) == min(len(self.entries), MOST_MARKS) > 1
        return len(series) <= len(self.entries) and all(self._placed(seen, counted=whole) for seen in series)

    def _placed(self, seen: Seen, *, counted: bool) -> bool:
        entry = self.entries[min(seen.place, len(self.entries) - 1)]
        named = entry.keys[self.labels] == key(seen.label) or (counted and _counted(seen))
        return named and self.equal(seen, entry)


def _counted(seen: Seen) -> bool:
    """Tell whether a figure has no label but its place: pandas labels few places of a long line."""
    return seen.label == str(seen.place)


def _rows(series: Sequence[Seen], table: Handed, ax: Axes) -> list[Trace]:
    if series[0].kind == "interval":
        return counted(series, table)
    ways = [*_ways(series, table, ax)]
    if not ways:
        return [drawn(seen, "the table has no column of numbers") for seen in series]
    way = max(ways, key=lambda way: (way.in_order(series), *way.score(series)))
    if way.in_order(series):
        return [_of_row(way.entries[seen.place], way, seen) for seen in series]
    return [_found(way, seen) for seen in series]


def _ways(series: Sequence[Seen], table: Handed, ax: Axes) -> Iterator[_Way]:
    """List the ways to read a series, the likeliest first: the names of the axes and of the series give hints."""
    name = key(series[0].series)
    hints = {key(ax.get_xlabel()), key(ax.get_ylabel()), name}
    figures = [name] if name in table.figures else sorted(table.figures, key=lambda column: column not in hints)
    labels = sorted(table.labels, key=lambda column: column not in hints)
    among = [column for column in table.labels if name and name in table.cells[column] and name not in table.figures]
    parts = [tuple(entry for entry in table.entries if entry.keys[column] == name) for column in among]
    for entries in parts or (table.entries,):
        called = {label: _called(entries, label) for label in labels}
        for column in figures:
            circle = sum(entry.numbers[column] or 0 for entry in entries) or 1
            yield from (_Way(label, column, entries, called[label], circle) for label in labels if label != column)


def _called(entries: Sequence[Entry], label: str) -> dict[str, list[Entry]]:
    called: dict[str, list[Entry]] = {}
    for entry in entries:
        called.setdefault(entry.keys[label], []).append(entry)
    return called


def _found(way: _Way, seen: Seen) -> Trace:
    """Link a figure to its row, or say why no row is behind it."""
    fits = {entry.identity: entry for entry in way.fits(seen)}
    if len(fits) == 1:
        return _of_row(next(iter(fits.values())), way, seen)
    if fits:
        named = [f"{entry.name} ({identity})" for identity, entry in fits.items()]
        return drawn(seen, f"could be {'either' if len(named) == 2 else 'any'} of {_listed(named)}")
    named_so = way.named(seen)
    label = seen.label or "no label"
    if not named_so and seen.kind in FILLED and not seen.figure:
        return absent()
    if not named_so:
        return drawn(seen, f"no row of the table is called “{label}”")
    if len(named_so) > 1:
        return drawn(seen, f"none of the {len(named_so)} rows called “{label}” has this figure")
    number = named_so[0].numbers[way.figures]
    has = "no number" if number is None else number_words(number)
    return drawn(seen, f"the table has {has} here, in the column {way.figures}")


def _listed(names: Sequence[str]) -> str:
    shown = [*names[:3], f"{len(names) - 3} more"] if len(names) > 3 else [*names]
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def _of_row(entry: Entry, way: _Way, seen: Seen) -> Trace:
    """Say what a row is: a claim's own figure, a figure of the reader's under a claim, or no claim."""
    column, number, claim = way.figures, entry.numbers[way.figures], entry.claim
    unit = f" {entry.unit(column)}".rstrip()
    figure = "not drawn: no number" if number is None else f"{number_words(number)}{unit}"
    missing = number is None
    if claim is None:
        return Trace(figure, "not known", remark="a row of the table that is no claim of the record", missing=missing)
    name = f"{entry.name} ({claim.id})" if seen.label == claim.id or _counted(seen) else ""
    if not entry.printed(column):
        remark = f"the record has {claim.said()} here"
        return Trace(figure, "worked out in this notebook", (claim.id,), "reader", remark, name, missing)
    bounds = {end: claim.number(end) for end in ("value", "low", "high")}
    certainty = Quantity(**bounds, qualifier=claim["qualifier"], unit=claim["unit"]).certainty()
    figure = f"{'not drawn: ' if missing else ''}{claim.amount()}"
    if number is not None and claim["qualifier"] == "between":
        figure = f"{number_words(number)}, one end of {claim.amount()}"
    if missing and column != "value":
        figure, certainty = f"not drawn: no {column} end given", "no number given"
    return Trace(figure, certainty, (claim.id,), "record", "", name, missing)
