"""The column or table that a cell of code should come to, worked from the record without running any code."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from coursekit.errors import near
from coursekit.fields import Fields
from coursekit.kinds.reading import Known
from coursekit.record import Claim

__all__ = ["Cell", "Grid", "read_grid"]

Cell: TypeAlias = float | str | None
_Selection: TypeAlias = tuple[Sequence[Claim], str, tuple[str, ...]]
_MOST_ROWS = 60
_NUMBERS = ("value", "low", "high")


@dataclass(frozen=True)
class Grid:
    """A table as far as an answer can be compared with it.

    Parameters
    ----------
    shape : {"series", "table"}
        Whether one column (a Series) or a table is asked for.
    label : str
        What the rows are labelled by: a column, or `claim`.
    labels : tuple of str
        The labels of its rows.
    columns : tuple of str
        The names of its columns; for a series one name, which is not compared.
    rows : tuple of tuple
        Its cells: numbers, texts, None where nothing is given.
    ordered : bool
        Whether the order of the rows is asked for.
    """

    shape: Literal["series", "table"]
    label: str
    labels: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    ordered: bool = False

    def numbers(self) -> list[float]:
        """List every number in it, row by row."""
        return [cell for row in self.rows for cell in row if isinstance(cell, int | float)]


def _as_printed(rows: Sequence[Claim], label: str, columns: tuple[str, ...]) -> dict[str, tuple[Cell, ...]]:
    return {_label(row, label): tuple(_cell(row, column) for column in columns) for row in rows}


def _sum(rows: Sequence[Claim], label: str, columns: tuple[str, ...]) -> dict[str, tuple[Cell, ...]]:
    sums: dict[str, list[float]] = {}
    for row in rows:
        at = sums.setdefault(_label(row, label), [0.0] * len(columns))
        for place, column in enumerate(columns):
            at[place] += row.number(column) or 0.0
    return {name: tuple(cells) for name, cells in sums.items()}


def _count(rows: Sequence[Claim], label: str, columns: tuple[str, ...]) -> dict[str, tuple[Cell, ...]]:
    return {
        name: tuple(float(len(cells)) for _ in columns)
        for name in dict.fromkeys(_label(row, label) for row in rows)
        if (cells := [row for row in rows if _label(row, label) == name])
    }


def _share(rows: Sequence[Claim], label: str, columns: tuple[str, ...]) -> dict[str, tuple[Cell, ...]]:
    sums = _sum(rows, label, columns)
    totals = [sum(float(cells[place] or 0) for cells in sums.values()) for place in range(len(columns))]
    return {
        name: tuple(float(cell or 0) / total for cell, total in zip(cells, totals, strict=True))
        for name, cells in sums.items()
    }


_OPERATIONS: Mapping[str, Callable[..., dict[str, tuple[Cell, ...]]]] = {
    "as printed": _as_printed,
    "sum": _sum,
    "count": _count,
    "share": _share,
}


def read_grid(fields: Fields, known: Known) -> Grid:
    """Read what a cell should come to.

    Parameters
    ----------
    fields : Fields
        `shape` (`series` or `table`), `table`, `where` (columns and the text, or list of texts, they must hold),
        `label` (the column that labels the rows, or `claim`), `columns`, `operation` (`as printed`, `sum`, `count` or
        `share`, by label) and, where the order counts, `order` (`rising` or `falling`, by the first column).
    known : Known
        The record it is worked from.

    Returns
    -------
    Grid
        What is right; a neutral one where `fields` has collected a fault.
    """
    shape = _one_of(fields, "shape", ("series", "table"))
    operation = _one_of(fields, "operation", tuple(_OPERATIONS))
    order = _one_of(fields, "order", ("rising", "falling")) if fields.has("order") else ""
    rows, label, columns = _selection(fields, known)
    found: dict[str, tuple[Cell, ...]] = {}
    if rows and columns and operation and not _faulty(fields, rows, label, columns, operation):
        found = _OPERATIONS[operation](rows, label, columns)
    if order:
        found = dict(sorted(found.items(), key=lambda row: float(row[1][0] or 0), reverse=order == "falling"))
    if shape == "series" and len(columns) != 1:
        fields.fault("columns", "must name one column for a series.")
    kind: Literal["series", "table"] = "series" if shape == "series" else "table"
    return Grid(kind, label, tuple(found), columns, tuple(found.values()), bool(order))


def _one_of(fields: Fields, key: str, allowed: tuple[str, ...]) -> str:
    name = fields.text(key)
    if name and name not in allowed:
        fields.fault(key, f"{name!r} is none. {near(name, allowed)}")
        return ""
    return name


def _selection(fields: Fields, known: Known) -> _Selection:
    """Choose the rows, and read by what they are labelled and which columns are asked for."""
    name, label, columns = fields.text("table"), fields.text("label"), fields.names("columns")
    where = fields.inner("where").table if fields.has("where") else {}
    if name not in known.record.tables:
        fields.fault("table", f"{name!r} is none. {near(name, known.record.tables)}")
        return (), label, columns
    have = ["claim", *known.record.book.columns(name)]
    for key, column in [("where", each) for each in where] + [("columns", each) for each in columns]:
        if column not in have:
            fields.fault(key, f"{name!r} has no column {column!r}. {near(column, have)}")
    if label not in have:
        fields.fault("label", f"{name!r} has no column {label!r}. {near(label, have)}")
    kept = [row for row in known.record.table(name) if all(_holds(row, column, where[column]) for column in where)]
    if not 2 <= len(kept) <= _MOST_ROWS:
        fields.fault("where", f"keeps {len(kept)} rows, and 2 to {_MOST_ROWS} are needed.")
        return (), label, columns
    return kept, label, columns


def _holds(row: Claim, column: str, wanted: object) -> bool:
    return row[column] in wanted if isinstance(wanted, list) else row[column] == wanted


def _faulty(fields: Fields, rows: Sequence[Claim], label: str, columns: tuple[str, ...], operation: str) -> bool:
    before = len(fields.problems)
    labels = [_label(row, label) for row in rows]
    if operation == "as printed" and len(set(labels)) < len(labels):
        fields.fault("label", f"{label!r} does not tell the rows apart. Label them by claim, or sum them.")
    for column in columns:
        if operation in {"sum", "share"} and any(row.number(column) is None for row in rows if column in _NUMBERS):
            fields.fault("columns", f"{column!r} is not given in every row, and a gap is not nought. Narrow `where`.")
        if operation in {"sum", "share"} and column not in _NUMBERS:
            fields.fault("columns", f"{column!r} holds no numbers to add.")
    if operation in {"sum", "share"} and len({row["unit"] for row in rows}) > 1:
        fields.fault("where", "keeps rows in different units, which do not add up.")
    return len(fields.problems) > before


def _label(row: Claim, label: str) -> str:
    return row.id if label == "claim" else row[label]


def _cell(row: Claim, column: str) -> Cell:
    return row.number(column) if column in _NUMBERS else row[column] or None
