"""The cells of a table to be filled: what is given in it, and what each blank asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from coursekit.errors import near
from coursekit.fields import Fields
from coursekit.kinds.numbers import Number
from coursekit.kinds.reading import Known, distinct
from coursekit.kinds.texts import ShortText
from coursekit.record import Claim
from coursekit.typed_numbers import UnreadableNumberError, read_number

__all__ = ["Blank", "Cell", "Column", "Given", "Row", "read_columns", "read_rows"]

# Half of the last digit a double carries at the size of our figures.
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Column:
    """A column: its name, its heading (Markdown), and the unit its figures are in; a column of words has none."""

    name: str
    text: str
    unit: str


@dataclass(frozen=True)
class Given:
    """A cell that is filled already: what stands in it (Markdown), and its figure where there is one."""

    text: str
    value: float | None


@dataclass(frozen=True)
class Blank:
    """A cell to be filled.

    Parameters
    ----------
    key : str
        What the answer calls it: its row, a slash, its column.
    row, column : str
        The texts at the head of its row and of its column (Markdown).
    asked : Number or ShortText
        The question it is: a number in the unit of its column, or a name.
    parts : tuple of (str or float)
        In a row of totals what it adds up: of each blank its key, of each given cell its figure.
    """

    key: str
    row: str
    column: str
    asked: Number | ShortText
    parts: tuple[str | float, ...] = ()

    @property
    def place(self) -> str:
        """Where it is, for a message (Markdown)."""
        return f"row “{self.row}”, column “{self.column}”"

    def adds_up(self, typed: Mapping[str, str]) -> bool:
        """Say whether it is the sum of what was typed above it, right or not.

        A slip in one cell goes on into the total. It is one mistake, and is not held against the student twice.

        Parameters
        ----------
        typed : mapping of str to str
            What was typed into each blank.
        """
        if not self.parts or not isinstance(self.asked, Number):
            return False
        unit = self.asked.unit
        try:
            figures = [_figure(typed.get(part, ""), unit) if isinstance(part, str) else part for part in self.parts]
            total = _figure(typed.get(self.key, ""), unit)
        except UnreadableNumberError:
            return False
        return abs(total - sum(figures)) <= self.asked.tolerance + _ROUNDING


def _figure(text: str, unit: str) -> float:
    typed = read_number(text, unit)
    return typed.as_shares()[-1] if unit == "share" else typed.value


Cell = Given | Blank


@dataclass(frozen=True)
class Row:
    """A row: its name, its heading (Markdown), and its cells, one for each column."""

    name: str
    text: str
    cells: tuple[Cell, ...]


def read_columns(fields: Fields, known: Known) -> tuple[Column, ...]:
    """Read the columns: each has `name`, `text` and, where it holds figures, `unit`."""
    rows = fields.rows("columns", "each with name and text, and with unit where it holds figures")
    columns = tuple(Column(row.text("name"), row.text("text"), _unit(row, known)) for row in rows)
    for row in rows:
        row.finish()
    distinct(fields, "columns", "name", (column.name for column in columns))
    distinct(fields, "columns", "text", (column.text for column in columns))
    return columns


def _unit(row: Fields, known: Known) -> str:
    unit = row.text("unit") if row.has("unit") else ""
    units = known.record.book.lists["units"]
    if unit and unit not in units:
        row.fault("unit", f"{unit!r} is no unit of the record. {near(unit, units)}")
    return unit


def read_rows(fields: Fields, known: Known, columns: Sequence[Column], shared: Mapping[str, Any]) -> tuple[Row, ...]:
    """Read the rows.

    Parameters
    ----------
    fields : Fields
        The question. Each of its `rows` has `name`, `text`, `given` (by column: `claim`, or `text`), `blanks` (by
        column: what a number or a short text has, without the fields of every question) and, where it adds others up,
        `total_of`: their names.
    known : Known
        The record.
    columns : sequence of Column
        The columns.
    shared : mapping
        The fields of every question, as `common` reads them; each blank has them too.

    Returns
    -------
    tuple of Row
        The rows, with a cell for each column.
    """
    tables = fields.rows("rows", "each with name, text, given and blanks")
    rows = tuple(Row(table.text("name"), table.text("text"), ()) for table in tables)
    distinct(fields, "rows", "name", (row.name for row in rows))
    distinct(fields, "rows", "text", (row.text for row in rows))
    filled: list[Row] = []
    for table, row in zip(tables, rows, strict=True):
        cells = _Cells(table, known, shared, row, filled)
        filled.append(replace(row, cells=cells.read(columns)))
        table.finish()
    return tuple(filled)


@dataclass(frozen=True)
class _Cells:
    """Reads the cells of one row, knowing the rows above it."""

    table: Fields
    known: Known
    shared: Mapping[str, Any]
    row: Row
    above: Sequence[Row]

    def read(self, columns: Sequence[Column]) -> tuple[Cell, ...]:
        given, blanks = (self._inner(key) for key in ("given", "blanks"))
        parts = self._added()
        cells = [self._cell(column, given, blanks) for column in columns]
        for inner in (given, blanks):
            inner.finish()
        return tuple(self._with_parts(cell, at, parts) for at, cell in enumerate(cells))

    def _inner(self, key: str) -> Fields:
        if self.table.has(key):
            return self.table.inner(key)
        return Fields({}, self.table.file, self.table.where, self.table.problems, f"{self.table.path} {key}")

    def _cell(self, column: Column, given: Fields, blanks: Fields) -> Cell:
        is_given, is_blank = given.has(column.name), blanks.has(column.name)
        if column.name and is_given == is_blank:
            both = "is given and blank. It can be one of them only."
            self.table.fault(column.name, both if is_given else "has no cell in this row: give it, or leave it blank.")
        if is_blank:
            return self._blank(column, blanks.inner(column.name))
        return _given(given.inner(column.name), self.known, column) if is_given else Given("", None)

    def _blank(self, column: Column, cell: Fields) -> Blank:
        asked = _asked(cell, self.known, column, self.shared)
        return Blank(f"{self.row.name}/{column.name}", self.row.text, column.text, asked)

    def _added(self) -> tuple[Row, ...]:
        names = self.table.names("total_of") if self.table.has("total_of") else ()
        have = {row.name: row for row in self.above}
        for name in names:
            if name not in have:
                self.table.fault("total_of", f"{name!r} is no row above this one. {near(name, have)}")
        distinct(self.table, "total_of", "name", names)
        return tuple(have[name] for name in names if name in have)

    def _with_parts(self, cell: Cell, at: int, added: Sequence[Row]) -> Cell:
        if not added or not isinstance(cell, Blank) or not isinstance(cell.asked, Number):
            return cell
        above = [row.cells[at] for row in added]
        figures = [figure for figure in map(_right_figure, above) if figure is not None]
        if len(figures) < len(above):
            self.table.fault("total_of", f"adds up a cell without a figure in the column “{cell.column}”.")
            return cell
        total, right = sum(figures), cell.asked.answer.value
        if abs(total - right) > cell.asked.tolerance + _ROUNDING:
            counted = f"comes to {total:g} in the column “{cell.column}”, and the answer there is {right:g}"
            self.table.fault("total_of", f"{counted}: something is counted twice, or left out.")
        parts = (part.key if isinstance(part, Blank) else figure for part, figure in zip(above, figures, strict=True))
        return replace(cell, parts=tuple(parts))


def _right_figure(cell: Cell) -> float | None:
    if isinstance(cell, Given):
        return cell.value
    return cell.asked.answer.value if isinstance(cell.asked, Number) else None


def _given(cell: Fields, known: Known, column: Column) -> Given:
    if not cell.has("claim"):
        found = Given(cell.text("text"), None)
        cell.finish()
        return found
    name = cell.text("claim")
    claim = known.record.claims.get(name)
    if claim is None:
        cell.fault("claim", f"{name!r} is no claim. {near(name, known.record.claims)}")
        found = Given("", None)
    else:
        if column.unit and claim["unit"] != column.unit:
            cell.fault("claim", f"{name!r} is in {claim['unit']}, and the column is in {column.unit}.")
        found = Given(_printed(claim, column.unit), claim.number("value"))
    cell.finish()
    return found


def _printed(claim: Claim, unit: str) -> str:
    """Write a figure without the unit that stands at the head of its column."""
    said = claim.said()
    if not unit or not any(claim[column] for column in ("low", "value", "high")):
        return said
    if unit == "share":
        return said.partition(" (")[0]
    return " ".join(said.split()[: -len(unit.split())])


def _asked(cell: Fields, known: Known, column: Column, shared: Mapping[str, Any]) -> Number | ShortText:
    """Read a blank as the question it is; what it shares with the whole table stands in until it is read."""
    claim = next(iter(known.record.claims))
    hints = [{"text": "-", "see": claim}]
    frame = dict.fromkeys(("id", "aim", "prompt", "answer_text", "because"), "-") | {"source": [claim], "hints": hints}
    if column.unit:
        frame |= {"unit": column.unit}
    for key in cell.table.keys() & frame.keys():
        cell.fault(key, "is no field of a blank: it belongs to the question, or to the column.")
    inner = Fields({**cell.table, **frame}, cell.file, cell.where, cell.problems, cell.path)
    found = Number.read(inner, known) if column.unit else ShortText.read(inner, known)
    inner.finish()
    return replace(found, **shared)
