"""Totals: which claims lie under a figure that was worked out from a group of rows, and what it counts twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isclose
from statistics import fmean

from coursekit.figures.handed import Entry, Handed, key, number_words
from coursekit.figures.seen import FILLED, Seen
from coursekit.figures.traces import Trace, absent, drawn
from coursekit.record import Claim, record

__all__ = ["SURE", "counted", "totals"]

SURE = "worked out from figures without a hedge"
_WORKED: Mapping[str, tuple[str, Callable[[Sequence[float]], float]]] = {
    "sum": ("the sum", sum),
    "mean": ("the mean", lambda numbers: fmean(numbers) if numbers else 0),
    "count": ("the number of figures", len),
    "size": ("the number of rows", len),
    "min": ("the least", lambda numbers: min(numbers, default=0)),
    "max": ("the most", lambda numbers: max(numbers, default=0)),
}
_ADDED = {"sum", "mean", "count", "size"}
_COUNTS = {"count", "size"}


@dataclass(frozen=True)
class _Group:
    """The group that a figure is of."""

    seen: Seen
    name: str
    other: str  # what else names the figure: its series, or where the series are the groups its label
    rows: tuple[Entry, ...]


@dataclass(frozen=True)
class _Work:
    """How the totals of a chart were worked out, and from which column."""

    work: str
    column: str

    def of(self, group: _Group) -> tuple[str, str]:
        """Say what was worked out for a group, and from which column: a series may be called by either."""
        work = group.other if group.other in _WORKED else self.work
        if work == group.other == "count" and group.seen.figure == len(group.rows):
            work = "size"  # as value_counts calls it
        numbers = group.rows[0].numbers if group.rows else {}
        return work, group.other if group.other in numbers else self.column

    def total(self, group: _Group) -> float:
        """Work the total of a group out."""
        work, column = self.of(group)
        if work == "size":
            return len(group.rows)
        numbers = [number for entry in group.rows if (number := entry.numbers[column]) is not None]
        return float(_WORKED[work][1](numbers))

    def fits(self, group: _Group, circle: float) -> bool:
        """Tell whether a figure is the total of its group."""
        if not group.rows:
            return False
        figure = group.seen.figure or 0
        if group.seen.kind == "slice":  # matplotlib keeps only the angle, in single precision
            return isclose(figure, self.total(group) / circle, rel_tol=1e-5, abs_tol=1e-7)
        return isclose(figure, self.total(group), rel_tol=1e-9)


def totals(seen: Sequence[Seen], table: Handed, by: str) -> list[Trace]:
    """Find the claims under the totals of a chart.

    Parameters
    ----------
    seen : sequence of Seen
        What the chart shows.
    table : Handed
        The table before grouping.
    by : str
        The column that the totals are grouped by.

    Returns
    -------
    list of Trace
        One a figure. A figure that is not the total of its group is not traced, and the total is told.
    """
    groups = _groups(seen, table, by)
    ways = [_Work(work, column) for column in table.figures for work in _WORKED] or [_Work("size", "")]
    circles = {way: sum(map(way.total, groups)) or 1 for way in ways}
    way = max(ways, key=lambda way: sum(way.fits(group, circles[way]) for group in groups))
    return [_traced(way, group, circles[way], by) for group in groups]


def _groups(seen: Sequence[Seen], table: Handed, by: str) -> list[_Group]:
    """Find the group of every figure: by its label, or by its series where the series are the groups."""
    called = table.cells[by]
    upright = sum(key(each.label) in called for each in seen) >= sum(key(each.series) in called for each in seen)
    names = [(key(each.label), key(each.series)) for each in seen]
    return [
        _Group(each, *(pair if upright else pair[::-1]), _part(table, by, *(pair if upright else pair[::-1])))
        for each, pair in zip(seen, names, strict=True)
    ]


def _part(table: Handed, by: str, name: str, other: str) -> tuple[Entry, ...]:
    """List the rows of a group, or the part of it that a second name picks out."""
    rows = tuple(entry for entry in table.entries if entry.keys[by] == name)
    if not other or other in {*table.figures, *_WORKED}:
        return rows
    column = next((column for column in table.labels if column != by and other in table.cells[column]), None)
    return tuple(entry for entry in rows if entry.keys[column] == other) if column else rows


def _traced(way: _Work, group: _Group, circle: float, by: str) -> Trace:
    rows, name = group.rows, group.name or "no label"
    if not rows and group.seen.kind in FILLED and not group.seen.figure:
        return absent()
    if not rows:
        part = f" and “{group.other}”" if group.other else ""
        return drawn(group.seen, f"no row of the table has “{name}” as {by}{part}")
    (work, column), total = way.of(group), way.total(group)
    what = _WORKED[work][0] if work == "size" else f"{_WORKED[work][0]} of {column}"
    if not way.fits(group, circle):
        return drawn(group.seen, f"{what} in the group “{name}” is {number_words(total)} instead")
    under = rows if work == "size" else [entry for entry in rows if entry.numbers[column] is not None]
    units = {entry.unit(column) for entry in under}
    unit = "" if len(units) != 1 or work in _COUNTS else units.pop()
    remark = f"{what} in {_part_words(len(under), len(rows))} of “{name}”"
    return _total(f"{number_words(total)} {unit}".rstrip(), remark, under, _cautions(rows, under, column, work))


def _part_words(part: int, whole: int) -> str:
    if part < whole:
        return f"{part} of the {whole} rows"
    return "the one row" if whole == 1 else f"all {whole} rows"


def _total(figure: str, remark: str, under: Sequence[Entry], told: Iterable[tuple[str, str]]) -> Trace:
    cautions = dict(told)
    claims = tuple(dict.fromkeys(entry.claim.id for entry in under if entry.claim))
    certainty = "; ".join(cautions) or SURE
    return Trace(figure, certainty, claims, "total" if claims else "none", ". ".join((remark, *cautions.values())))


def counted(series: Sequence[Seen], table: Handed) -> list[Trace]:
    """Find the claims that the bars of a histogram count.

    Parameters
    ----------
    series : sequence of Seen
        The bars of one histogram.
    table : Handed
        The table it counts.

    Returns
    -------
    list of Trace
        One a bar; nothing is traced unless every bar is the count of its interval.
    """
    name = key(series[0].series)
    for column in [name] if name in table.figures else table.figures:
        bins = [_within(table, column, seen, last=seen is series[-1]) for seen in series]
        if all(seen.figure == len(rows) for seen, rows in zip(series, bins, strict=True)):
            return [_count(rows, column, seen) for seen, rows in zip(series, bins, strict=True)]
    return [drawn(seen, "it is not the number of rows in its interval") for seen in series]


def _within(table: Handed, column: str, seen: Seen, *, last: bool) -> list[Entry]:
    """List the rows whose figure lies in an interval; only the last interval holds its upper end."""
    low, high = seen.ends
    slack = 1e-9 * (high - low)
    found = [(entry, entry.numbers[column]) for entry in table.entries]
    return [
        entry
        for entry, number in found
        if number is not None and low - slack <= number and (number <= high + slack if last else number < high - slack)
    ]


def _count(rows: Sequence[Entry], column: str, seen: Seen) -> Trace:
    figure = f"{len(rows)} row{'' if len(rows) == 1 else 's'}"
    return _total(figure, f"the rows with {column} {seen.label}", rows, _cautions(rows, rows, column, "count"))


def _cautions(rows: Sequence[Entry], under: Sequence[Entry], column: str, work: str) -> Iterator[tuple[str, str]]:
    """Say what a historian must know before believing a total: in a word, and in a sentence."""
    if not under and work != "count":
        yield "no figure", "No row of the group holds a number, so this zero is no figure"
    elif missing := [entry.name for entry in rows if entry.place not in {each.place for each in under}]:
        yield "incomplete", f"Not in it, because they hold no number: {_listed(missing)}"
    known = {entry.claim.id: entry.claim for entry in under if entry.claim}
    names = {entry.claim.id: entry.name for entry in under if entry.claim}
    if stray := [entry.name for entry in under if not entry.claim]:
        yield "partly traced", f"Under it are rows that are no claims of the record: {_listed(stray)}"
    if work != "size":
        yield from _uncertain(under, column)
    if work in _ADDED:
        yield from _twice(known, names)
    if work not in _COUNTS:
        yield from _mixed(under, column)


def _uncertain(under: Sequence[Entry], column: str) -> Iterator[tuple[str, str]]:
    claimed = [(entry, entry.claim) for entry in under if entry.claim]
    loose = [
        f"{entry.name}, {claim.amount()}"
        for entry, claim in claimed
        if entry.printed(column) and claim["qualifier"] not in {"exact", "all", "none"}
    ]
    if loose:
        yield "not exact", f"Under it are figures that are not exact: {_listed(loose)}"
    if altered := [f"{entry.name} (the record has {c.amount()})" for entry, c in claimed if not entry.printed(column)]:
        yield "worked out in this notebook", f"Under it are figures changed in this notebook: {_listed(altered)}"


def _twice(known: Mapping[str, Claim], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    nearest = {one: next((whole for whole in _wholes(claim) if whole in known), "") for one, claim in known.items()}
    inside = [(one, whole) for one, whole in nearest.items() if whole]
    if inside:
        pairs = [f"{names[part]} is part of {names[whole]}" for part, whole in inside]
        yield "counts a part and its whole", f"It counts a part and its whole: {_listed(pairs)}"
    rival = [
        f"{names[a]} ({a}) and {names[b]} ({b})"
        for a, b in combinations(known, 2)
        if b in known[a].listed("conflicts_with")
    ]
    if rival:
        told = f"It counts two figures for the same thing, which disagree: {_listed(rival)}"
        yield "counts figures that disagree", told
    copied = [(a, b) for a in known for b in known[a].listed("depends_on") if b in known]
    if copied:
        pairs = [f"{names[a]} ({a}) repeats {names[b]} ({b})" for a, b in copied]
        yield "counts a figure and its repetition", f"It counts one figure twice: {_listed(pairs)}"


def _wholes(claim: Claim) -> Iterator[str]:
    """List what a claim is part of, and what that is part of."""
    for name in claim.listed("part_of"):
        yield name
        yield from _wholes(record().claim(name))


def _mixed(under: Sequence[Entry], column: str) -> Iterator[tuple[str, str]]:
    for what, kind in (("different units", "unit"), ("different things", "measure")):
        told = Counter(
            entry.unit(column) if kind == "unit" else entry.claim["measure"] for entry in under if entry.claim
        )
        if len(told) > 1:
            yield f"adds {what}", f"It takes {what} together: {_listed([each or 'no unit' for each in told])}"
    bases = Counter(entry.claim["of"] for entry in under if entry.claim and entry.unit(column) in {"share", "per cent"})
    if len(bases) > 1:
        yield "adds shares of different wholes", f"It takes shares of {len(bases)} different wholes together"


def _listed(names: Sequence[str]) -> str:
    shown = [*names[:5], f"and {len(names) - 5} more"] if len(names) > 5 else names
    return "; ".join(shown)
