"""The first difference between what a cell came to and what was asked for, from its shape to its single values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from coursekit.kinds.base import Outcome
from coursekit.kinds.selections import Cell, Grid
from coursekit.work.answer_lines import Json

__all__ = ["DIFFERS", "Difference", "Observed", "first_difference", "observed", "written"]

_SLACK = 1e-9
_MOST = 10**15
_PER_CENT = (
    "All your figures are a hundred times what is asked for: per cent, where a share from 0 to 1 is asked for. "
    "Divide by 100."
)
_SHARES = (
    "All your figures are a hundredth of what is asked for: shares, where per cent are asked for. Multiply by 100."
)
_NO_TOTAL = (
    "Your figures stand in the right proportion. You may have forgotten to divide by the total, or divided by another: "
    "try `column / column.sum()`."
)
DIFFERS = "The first row that differs is"
"""How the message about a single value begins; the author's own words may follow it."""


@dataclass(frozen=True)
class Observed:
    """A column or a table as a student's cell gave it.

    Parameters
    ----------
    shape : str
        `series` or `table`.
    labels, columns : tuple of str
        Labels of the rows and names of the columns, as text.
    rows : tuple of tuple
        The cells.
    """

    shape: str
    labels: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Difference:
    """How far an answer has come, what differs first, and what to do; `Markdown` in `message`."""

    outcome: Outcome
    message: str


_Texts: TypeAlias = tuple[str, ...]


def observed(answer: Mapping[str, Json]) -> Observed | None:
    """Read a column or a table from an answer; None if it is neither."""
    shape, labels, columns, rows = (answer.get(key) for key in ("is", "labels", "columns", "rows"))
    if shape not in {"series", "table"} or not (isinstance(labels, list) and isinstance(columns, list)):
        return None
    if not isinstance(rows, list) or len(rows) != len(labels) or (shape == "series" and len(columns) != 1):
        return None
    cells = tuple(tuple(map(_cell, row)) for row in rows if isinstance(row, list) and len(row) == len(columns))
    if len(cells) != len(rows):
        return None
    return Observed(str(shape), tuple(map(_text, labels)), tuple(map(_text, columns)), cells)


def written(grid: Grid) -> dict[str, Json]:
    """Write what is right as an answer."""
    rows: list[Json] = [list(row) for row in grid.rows]
    return {"is": grid.shape, "labels": list(grid.labels), "columns": list(grid.columns), "rows": rows}


def _cell(cell: Json) -> Cell:
    if cell is None or isinstance(cell, float):
        return cell
    if isinstance(cell, int) and not isinstance(cell, bool) and abs(cell) < _MOST:
        return float(cell)
    return _text(cell)


def _text(cell: Json) -> str:
    # Python refuses to write out a whole number of thousands of digits.
    return "a number out of all bounds" if isinstance(cell, int) and abs(cell) >= _MOST else str(cell)


def first_difference(grid: Grid, found: Observed, tolerance: float) -> Difference | None:
    """Compare an answer with what was asked for, coarsest first.

    Parameters
    ----------
    grid : Grid
        What is right.
    found : Observed
        The answer.
    tolerance : float
        How far a number may be off.

    Returns
    -------
    Difference or None
        The first difference in words that do not give the answer away; None if there is none.

    Examples
    --------
    >>> grid = Grid("series", "side", ("for", "against"), ("value",), ((95.0,), (127.0,)))
    >>> first_difference(grid, Observed("series", ("for",), ("value",), ((95.0,),)), 0).message
    'Your result has 1 row, and 2 are asked for. `against` is not in it: look at the filter before it.'
    """
    for check in (_shape, _columns, _row_count, _labels, _kinds, _scaled, _values, _order):
        if (difference := check(grid, found, tolerance)) is not None:
            return difference
    return None


def _shape(grid: Grid, found: Observed, _tolerance: float) -> Difference | None:
    if found.shape == grid.shape:
        return None
    if grid.shape == "series":
        return _not_yet(
            'This is a whole table, and one column is asked for. Take it out by its name: `table["value"]`.'
        )
    return _not_yet('This is one column, and a table is asked for. Give a list of columns: `table[["one", "two"]]`.')


def _columns(grid: Grid, found: Observed, _tolerance: float) -> Difference | None:
    if grid.shape == "series" or set(found.columns) == set(grid.columns):
        return None
    lacking = [column for column in grid.columns if column not in found.columns]
    if lacking:
        return _not_yet(f"The column `{lacking[0]}` is missing. Take it along: name it in the list of columns.")
    more = next(column for column in found.columns if column not in grid.columns)
    return _not_yet(f"The column `{_short(more)}` is not asked for. Leave it out of the list of columns.")


def _row_count(grid: Grid, found: Observed, _tolerance: float) -> Difference | None:
    if len(found.labels) == len(grid.labels):
        return None
    rows = f"{len(found.labels)} row" + ("" if len(found.labels) == 1 else "s")
    said = f"Your result has {rows}, and {len(grid.labels)} are asked for."
    lacking = [label for label in grid.labels if label not in found.labels]
    if lacking and set(found.labels) & set(grid.labels):
        return _not_yet(f"{said} `{lacking[0]}` is not in it: look at the filter before it.")
    return _not_yet(f"{said} Look at the filter: which rows does the question ask for?")


def _labels(grid: Grid, found: Observed, _tolerance: float) -> Difference | None:
    if sorted(found.labels) == sorted(grid.labels):
        return None
    strange = next(label for label in found.labels if label not in grid.labels or found.labels.count(label) > 1)
    way = "Keep the index that `ck.load` gives" if grid.label == "claim" else f'Use `.set_index("{grid.label}")`'
    return _difference(
        grid,
        found,
        f"The rows should be labelled by {grid.label}, and one of yours is labelled `{_short(strange)}`. {way}.",
    )


def _difference(grid: Grid, found: Observed, message: str) -> Difference:
    """Judge labels or order: where the cells are the right ones all the same, it is partly right."""
    same = sorted(map(repr, _rounded(found.rows))) == sorted(map(repr, _rounded(grid.rows)))
    return Difference(Outcome.PARTLY if same and set(grid.columns) == set(found.columns) else Outcome.NOT_YET, message)


def _rounded(rows: Sequence[tuple[Cell, ...]]) -> Iterator[tuple[Cell, ...]]:
    return (tuple(round(cell, 6) if isinstance(cell, int | float) else cell for cell in row) for row in rows)


def _kinds(grid: Grid, found: Observed, _tolerance: float) -> Difference | None:
    for label, column, right, cell in _pairs(grid, found):
        if isinstance(right, int | float) and isinstance(cell, str):
            return _not_yet(
                f"In the row `{label}` the column `{column}` holds the text `{_short(cell)}`, and a number is asked "
                "for. Turn texts into numbers with `pd.to_numeric`."
            )
    return None


def _scaled(grid: Grid, found: Observed, tolerance: float) -> Difference | None:
    """Find a whole column that is too large by one factor: the commonest slips with shares."""
    pairs = [(right, cell) for _, _, right, cell in _pairs(grid, found) if isinstance(right, int | float)]
    numbers = [(right, cell) for right, cell in pairs if isinstance(cell, int | float)]
    if len(numbers) < 2 or len(numbers) < len(pairs) or all(abs(c - r) <= tolerance + _SLACK for r, c in numbers):
        return None
    factors = {round(cell / right, 6) for right, cell in numbers if right}
    if len(factors) != 1 or any(cell for right, cell in numbers if not right):
        return None
    factor = factors.pop()
    if abs(factor - 100) < 1e-6:
        return _not_yet(_PER_CENT)
    if abs(factor - 0.01) < 1e-8:
        return _not_yet(_SHARES)
    if abs(sum(right for right, _ in numbers) - 1) < 1e-6:
        return _not_yet(_NO_TOTAL)
    return None


def _values(grid: Grid, found: Observed, tolerance: float) -> Difference | None:
    for label, column, right, cell in _pairs(grid, found):
        if not _same(right, cell, tolerance):
            place = f"`{label}`" if grid.shape == "series" else f"`{label}`, column `{column}`"
            have = "nothing" if cell is None else f"`{_short(str(cell))}`"
            looked = "Look that row up in the table and follow your steps for it alone."
            return _not_yet(f"{DIFFERS} {place}: you have {have} there. {looked}")
    return None


def _order(grid: Grid, found: Observed, _tolerance: float) -> Difference | None:
    if not grid.ordered or found.labels == grid.labels:
        return None
    message = "The figures are right, but not in the order asked for. Sort them last, with `sort_values`."
    return Difference(Outcome.PARTLY, message)


def _pairs(grid: Grid, found: Observed) -> Iterator[tuple[str, str, Cell, Cell]]:
    """Lay the cells side by side, by label and column: label, column, right, found."""
    columns = [0] if grid.shape == "series" else [found.columns.index(column) for column in grid.columns]
    for label, right in zip(grid.labels, grid.rows, strict=True):
        row = found.rows[found.labels.index(label)]
        for place, column in enumerate(columns):
            yield label, grid.columns[place], right[place], row[column]


def _same(right: Cell, cell: Cell, tolerance: float) -> bool:
    if isinstance(right, int | float) and isinstance(cell, int | float):
        return abs(right - cell) <= tolerance + _SLACK
    return right == cell


def _not_yet(message: str) -> Difference:
    return Difference(Outcome.NOT_YET, message)


def _short(text: str) -> str:
    kept = "".join(ch for ch in text if ch.isprintable() and ch != "`")
    return kept if len(kept) <= 40 else f"{kept[:39]}…"
