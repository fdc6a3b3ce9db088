"""What a form of the course remembers about the axes it drew, so that its marks can be told and traced."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from coursekit.charts.lettering import plain
from coursekit.charts.quantities import QUALIFIERS, Quantity
from coursekit.errors import near
from coursekit.record import Claim, record

__all__ = ["Drawing", "Mark", "Row", "read_rows", "recall", "remember"]

Origin = Literal["record", "course", "reader", "total", "absent", "none"]
_WORKING = ("low", "high", "qualifier", "unit")


@dataclass(frozen=True)
class Mark:
    """One thing a chart shows.

    Parameters
    ----------
    label : str
        What it is.
    figure : str
        Its figure with hedge and unit, in words.
    certainty : str
        How sure the figure is, in words.
    claims : tuple of str
        The claim it shows, or those it was worked out from; empty if none is known.
    origin : {"record", "course", "reader", "total", "absent", "none"}
        Whether it stands in the record, was worked out by the course or by the reader from the claims, is the
        reader's total of them, is a place that no row of the table fills, or is not traceable.
    within : str
        The group of marks it belongs to; empty if it stands alone.
    artists : tuple of matplotlib.artist.Artist
        What shows it on the axes, so that it can be pointed at; empty if nothing does.
    remark : str
        Why it is not traceable, or what else must be said of where it comes from: no full stop at its end.
    """

    label: str
    figure: str
    certainty: str
    claims: tuple[str, ...] = ()
    origin: Origin = "none"
    within: str = ""
    artists: tuple[Artist, ...] = ()
    remark: str = ""


@dataclass(frozen=True)
class Drawing:
    """What one axes shows.

    Parameters
    ----------
    form : str
        The form that drew it.
    sentences : tuple of str
        The chart in words: what is drawn, its axes and units, order, extremes, what is uncertain or missing.
    marks : tuple of Mark
        Everything it shows, in reading order.
    leaves_out : tuple of str
        Sentences about what it does not show.
    """

    form: str
    sentences: tuple[str, ...]
    marks: tuple[Mark, ...]
    leaves_out: tuple[str, ...] = ()


_ATTRIBUTE = "_coursekit_drawing"


def remember(ax: Axes, drawing: Drawing) -> None:
    """Keep what a form drew for as long as the axes lives."""
    # On the axes itself: a table kept here, of drawings that hold artists that hold the axes, would keep all of them.
    setattr(ax, _ATTRIBUTE, drawing)


def recall(ax: Axes) -> Drawing | None:
    """Say what a form of the course drew on the axes; None if none did."""
    found = getattr(ax, _ATTRIBUTE, None)
    return found if isinstance(found, Drawing) else None


@dataclass(frozen=True)
class Row:
    """One row of a table handed to a form, with what the record knows of it.

    Parameters
    ----------
    id : str
        The claim, or a name of its own for a row that is no claim.
    cells : mapping
        The row as the table has it.
    quantity : Quantity
        The figure to draw.
    claim : Claim or None
        The claim behind it.
    origin : {"record", "reader", "none"}
        "record" if the figure is the claim's own, "reader" if the table has another in its place.
    """

    id: str
    cells: Mapping[Hashable, Any]
    quantity: Quantity
    claim: Claim | None
    origin: Origin

    def text(self, column: str) -> str:
        """Read a cell as text: from the table, else from the claim; empty where neither has it."""
        cell = self.cells.get(column)
        if cell is not None and not pd.isna(cell):
            return plain(cell)
        return self.claim[column] if self.claim and column not in self.cells else ""

    def base(self) -> str:
        """Say what a share is a share of: the words of the record, or what the claim that is its base says."""
        of = self.claim["of"] if self.claim else ""
        return record().claim(of).said() if of in record().claims else of

    def mark(self, label: str, figure: str, certainty: str, within: str = "", artists: tuple[Artist, ...] = ()) -> Mark:
        """Describe the mark that shows this row."""
        return Mark(label, figure, certainty, (self.claim.id,) if self.claim else (), self.origin, within, artists)


def read_rows(data: pd.DataFrame, value: str, needed: Iterable[str]) -> list[Row]:
    """Read the rows of a table with the claims they stand for.

    Parameters
    ----------
    data : pandas.DataFrame
        A table as from `load` or `claims`, indexed by claim, or any table of one's own.
    value : str
        The column that holds the figures (numbers, none below zero; missing where none is given).
    needed : iterable of str
        Further columns that must be there.

    Returns
    -------
    list of Row
        In the order of the table.

    Raises
    ------
    TypeError
        If it is no DataFrame.
    ValueError
        If it is empty or lacks a column, a claim stands in it twice, or a figure is no finite number from zero up.
    """
    if not isinstance(data, pd.DataFrame):
        raise TypeError(
            f"A chart needs a table (DataFrame), not {type(data).__name__}. A Series becomes one with .reset_index()."
        )
    for column in (*needed, value):
        if column not in data.columns:
            raise ValueError(f"The table has no column {column!r}. {near(column, map(str, data.columns))}")
    if data.empty:
        raise ValueError("The table has no rows. Look at the filter before it: did it ask for a value nobody has?")
    known = [name for name in data.index if name in record().claims]
    if len(known) != len(set(known)):
        twice = next(name for name in known if known.count(name) > 1)
        raise ValueError(f"The claim {twice!r} stands in the table twice. Keep one of the rows.")
    numbers = _numbers(data, value)
    return [
        _row(f"row {place}", name, cells, number, value)
        for place, (name, cells, number) in enumerate(
            zip(data.index, data.to_dict("records"), numbers, strict=True), start=1
        )
    ]


def _numbers(data: pd.DataFrame, column: str) -> list[float | None]:
    try:
        cells = pd.to_numeric(data[column]).astype("float64")
    except (TypeError, ValueError) as error:
        raise ValueError(f"The column {column!r} holds something that is no number: {error}.") from error
    for name, number in cells.items():
        if number < 0 or number in {float("inf"), float("-inf")}:
            raise ValueError(
                f"{column!r} is {number:g} in row {name!r}. The forms of the course draw counts, from zero up; "
                "draw differences with the table's own .plot."
            )
    return [None if pd.isna(number) else float(number) for number in cells]


def _row(place: str, name: Hashable, cells: Mapping[Hashable, Any], number: float | None, column: str) -> Row:
    claim = record().claims.get(name) if isinstance(name, str) else None
    if claim is None:
        return Row(place, cells, _own_quantity(cells, number, column), None, "none")
    if column == "value" and number == claim.number("value") and _untouched(cells, claim):
        bounds = {end: claim.number(end) for end in ("low", "high")}
        figure = Quantity(number, **bounds, qualifier=claim["qualifier"], unit=claim["unit"])
        return Row(claim.id, cells, figure, claim, "record")
    # Worked out or altered by the reader: the claim's hedge no longer vouches for the figure.
    if number is None:
        return Row(claim.id, cells, _own_quantity({"unit": claim["unit"], **cells}, None, column), claim, "reader")
    unit = str(cells.get("unit", claim["unit"])) if column == "value" else ""
    return Row(claim.id, cells, Quantity(number, unit=unit), claim, "reader")


def _untouched(cells: Mapping[Hashable, Any], claim: Claim) -> bool:
    """Say whether the bounds and the unit are still the claim's own, where the table has them at all."""
    for end in ("low", "high"):
        cell = cells.get(end)
        if end in cells and (None if pd.isna(cell) else float(cell)) != claim.number(end):
            return False
    unit = cells.get("unit", claim["unit"])
    return bool(pd.isna(unit) or unit == claim["unit"])


def _own_quantity(cells: Mapping[Hashable, Any], number: float | None, column: str) -> Quantity:
    given = {name: cells[name] for name in _WORKING if column == "value" and name in cells and not pd.isna(cells[name])}
    low, high = given.get("low"), given.get("high")
    bounds = (low is not None, high is not None)
    guess = {(True, True): "between", (True, False): "at least", (False, True): "at most", (False, False): "vague"}
    hedge = str(given.get("qualifier") or ("exact" if number is not None else guess[bounds]))
    if hedge not in QUALIFIERS:
        raise ValueError(f"The qualifier {hedge!r} is not one the course knows. {near(hedge, QUALIFIERS)}")
    return Quantity(number, low, high, hedge, str(given.get("unit", "")))
