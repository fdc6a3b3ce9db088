"""Where the rows of a table stand along the horizontal axis of a chart: in time, among numbers, or in an order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from coursekit.calendar import parse
from coursekit.charts.drawing import Row
from coursekit.charts.framing import place_words
from coursekit.charts.graduation import written
from coursekit.charts.lettering import plain
from coursekit.charts.timescale import moment_span

__all__ = ["Place", "Placing", "place_rows"]

_A_MONTH = 28  # days: what lasts so long is a period, and between periods one can be missing


@dataclass(frozen=True, order=True)
class Place:
    """A stretch of the axis with its name; a number or a minute has no length."""

    start: float
    end: float
    words: str

    @property
    def middle(self) -> float:
        """Where its mark stands."""
        return (self.start + self.end) / 2

    def meets(self, other: Place) -> bool:
        """Tell whether the two have something in common."""
        return self.start == other.start or (self.start < other.end and other.start < self.end)


@dataclass(frozen=True)
class Placing:
    """How the rows are placed.

    Parameters
    ----------
    kind : {"time", "number", "label"}
        In days of the old style, by number, or one place after another.
    places : tuple of Place
        The place of each row.
    names : tuple of str
        The labels in their order; empty for time and numbers.
    """

    kind: Literal["time", "number", "label"]
    places: tuple[Place, ...]
    names: tuple[str, ...] = ()

    @property
    def extent(self) -> tuple[float, float, float]:
        """Where the axis begins and ends, one unit apart at the least, and the shortest place on it."""
        start, end = min(place.start for place in self.places), max(place.end for place in self.places)
        shortest = min(place.end - place.start for place in self.places)
        return (start, end, shortest) if start < end else (start - 0.5, end + 0.5, shortest)

    def between(self, left: Sequence[Place], right: Sequence[Place]) -> Place | None:
        """Find the stretch left empty between two neighbours, if something is missing there.

        Months that do not touch, and labels with others between them, leave one; days and numbers do not.
        """
        shortest = min(place.end - place.start for place in (*left, *right))
        start, end = max(place.end for place in left), min(place.start for place in right)
        lasting = self.kind == "label" or (self.kind == "time" and shortest >= _A_MONTH)
        return Place(start, end, self._written(start, end)) if lasting and start < end else None

    def holds(self, text: str, empty: Place) -> bool:
        """Tell whether what is written in a cell lies in an empty stretch."""
        if self.kind != "time":
            return text in empty.words.split(", ")
        span = moment_span(text) if text else None
        return span is not None and empty.start <= span.start and span.end <= empty.end

    def _written(self, start: float, end: float) -> str:
        if self.kind == "time":
            return written(start, end)
        return ", ".join(self.names[round(start + 0.5) : round(end + 0.5)])


def place_rows(data: pd.DataFrame, rows: Sequence[Row], x: str) -> Placing:
    """Find where each row stands.

    Parameters
    ----------
    data : pandas.DataFrame
        The table.
    rows : sequence of Row
        Its rows.
    x : str
        Column of old-style dates (str), of numbers, or of labels in their order (str; the order of an ordered
        categorical counts, with the categories that no row has).

    Returns
    -------
    Placing
        The places.

    Raises
    ------
    ValueError
        If a cell is empty, dates and other words are mixed, or the dates are pandas' own.
    """
    if pd.api.types.is_datetime64_any_dtype(data[x]):
        raise ValueError(
            f"The column {x!r} holds dates of pandas, which are new style. The course draws old-style dates written "
            "as text, such as '1917-10-25': use date_os."
        )
    texts = [row.text(x) for row in rows]
    for row, text in zip(rows, texts, strict=True):
        if not text:
            raise ValueError(f"{row.id!r} has nothing in the column {x!r}, so it has no place on the axis. Drop it.")
    if pd.api.types.is_numeric_dtype(data[x]):
        numbers = [float(number) for number in data[x]]
        return Placing(
            "number", tuple(Place(number, number, f"{plain(x)} {place_words(number)}") for number in numbers)
        )
    dated = [text for text in texts if _is_date(text)]
    if dated and len(dated) < len(texts):
        wrong = next(text for text in texts if text not in dated)
        raise ValueError(f"The column {x!r} mixes dates with other words: {wrong!r} is no date, {dated[0]!r} is one.")
    return _in_time(texts) if dated else _in_order(data, texts, x)


def _is_date(text: str) -> bool:
    if not text[:4].isdecimal():
        return False
    try:
        parse(text)
    except ValueError:
        return False
    return True


def _in_time(texts: Sequence[str]) -> Placing:
    spans = map(moment_span, texts)
    return Placing("time", tuple(Place(span.start, span.end, span.written) for span in spans))


def _in_order(data: pd.DataFrame, texts: Sequence[str], x: str) -> Placing:
    kind = data[x].dtype
    known = [str(name) for name in kind.categories] if isinstance(kind, pd.CategoricalDtype) and kind.ordered else texts
    names = tuple(dict.fromkeys([*known, *texts]))
    at = {name: float(place) for place, name in enumerate(names)}
    return Placing("label", tuple(Place(at[text] - 0.5, at[text] + 0.5, text) for text in texts), names)
