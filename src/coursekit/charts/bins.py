"""Counts over stretches of unequal width: where each begins and ends, and how many there are to a unit of width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor, isfinite, log10

import pandas as pd

from coursekit.charts.drawing import Row
from coursekit.charts.framing import place_words, tick_words
from coursekit.charts.graduation import written
from coursekit.charts.timescale import moment_span

__all__ = ["Bin", "Bins", "read_bins"]

MOST_BINS = 16
_DAYS = ((365.0, "365 days"), (30.0, "30 days"), (7.0, "7 days"), (1.0, "day"), (1 / 24, "hour"))
_LEAST_GAP = 1e-6


@dataclass(frozen=True)
class Bin:
    """One stretch of the axis: its ends, its name, and the row that counts in it; None where no row does."""

    start: float
    end: float
    words: str
    row: Row | None

    @property
    def width(self) -> float:
        """How wide it is, in the unit of the axis."""
        return self.end - self.start

    @property
    def number(self) -> float | None:
        """The count; None where there is none."""
        return self.row.quantity.number if self.row else None


@dataclass(frozen=True)
class Bins:
    """All stretches, from left to right.

    Parameters
    ----------
    bins : tuple of Bin
        Stretches with a row, and between them those without.
    per : float
        The unit of width for which the heights count.
    per_words : str
        That unit in words.
    is_time : bool
        Whether the axis is in matplotlib's days, named in the old style.
    """

    bins: tuple[Bin, ...]
    per: float
    per_words: str
    is_time: bool

    def height(self, stretch: Bin, count: float) -> float:
        """How high a count stands, so that its area is the count."""
        return count / stretch.width * self.per


def read_bins(data: pd.DataFrame, rows: Sequence[Row], start: str, end: str) -> Bins:
    """Find the stretch that each row counts in.

    Parameters
    ----------
    data : pandas.DataFrame
        The table.
    rows : sequence of Row
        Its rows.
    start, end : str
        Columns of the first and the last of each stretch: numbers, or old-style dates (str; both ends included). One
        column of intervals may serve for both.

    Returns
    -------
    Bins
        The stretches in their order, with those between them that no row counts in.

    Raises
    ------
    ValueError
        If a stretch has no beginning or no end or no width, two overlap, a date is none, or there are too many.
    """
    if len(rows) > MOST_BINS:
        raise ValueError(f"A histogram holds at most {MOST_BINS} bins, and these are {len(rows)}. Draw a part of them.")
    is_time = not all(pd.api.types.is_numeric_dtype(data[column]) for column in (start, end))
    read = _times if is_time else _numbers
    bins = sorted((read(row, start, end) for row in rows), key=lambda stretch: stretch.start)
    _check(bins)
    narrowest = min(stretch.width for stretch in bins)
    per, per_words = _day_unit(narrowest) if is_time else _number_unit(narrowest)
    return Bins(tuple(_with_gaps(bins, is_time=is_time)), per, per_words, is_time)


def _times(row: Row, start: str, end: str) -> Bin:
    for column in (start, end):
        if pd.api.types.is_number(row.cells[column]) or isinstance(row.cells[column], pd.Timestamp):
            raise ValueError(
                f"{column!r} is {row.cells[column]!r} in {row.id}, where old-style dates are needed, written as text "
                "such as '1917-10-25'. Give both columns as such dates, or both as numbers."
            )
        if not row.text(column):
            raise ValueError(_open_ended(row, column))
    first, last = moment_span(row.text(start)), moment_span(row.text(end))
    words = first.written if start == end else written(first.start, last.end)
    return Bin(first.start, last.end, words, row)


def _numbers(row: Row, start: str, end: str) -> Bin:
    first, last = _finite(row, start), _finite(row, end)
    return Bin(first, last, f"{place_words(first)} to {place_words(last)}", row)


def _finite(row: Row, column: str) -> float:
    number = float(row.cells[column])
    if not isfinite(number):
        raise ValueError(_open_ended(row, column))
    return number


def _open_ended(row: Row, column: str) -> str:
    return (
        f"{row.id} has no {column!r}. A bin without both ends has no width, so its count has no height. Leave the row "
        "out and say so, or give the end that the source gives."
    )


def _check(bins: Sequence[Bin]) -> None:
    for stretch in bins:
        if stretch.width <= 0:
            raise ValueError(
                f"The bin {stretch.words!r} ({stretch.row.id if stretch.row else ''}) ends where it begins, or before. "
                "A count over no width has no height. Correct its ends."
            )
    for left, right in pairwise(bins):
        if right.start < left.end - _LEAST_GAP:
            raise ValueError(
                f"The bins {left.words!r} and {right.words!r} overlap, so what lies in both would be counted twice. "
                "Keep bins that only touch."
            )


def _with_gaps(bins: Sequence[Bin], *, is_time: bool) -> Iterator[Bin]:
    yield bins[0]
    for left, right in pairwise(bins):
        if right.start > left.end + _LEAST_GAP:
            words = f"{place_words(left.end)} to {place_words(right.start)}"
            yield Bin(left.end, right.start, written(left.end, right.start) if is_time else words, None)
        yield right


def _day_unit(narrowest: float) -> tuple[float, str]:
    """Take the longest usual stretch of days that is no wider than any bin."""
    return next(((days, words) for days, words in _DAYS if days <= narrowest + _LEAST_GAP), _DAYS[-1])


def _number_unit(narrowest: float) -> tuple[float, str]:
    per = 10.0 ** floor(log10(narrowest) + 1e-9)
    return per, f"{tick_words(per)} of the scale"
