"""The contract of the tables, row by row and link by link."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from coursekit import calendar
from coursekit.codebook import Codebook, Column
from coursekit.errors import Problem, near
from coursekit.sources import sources

__all__ = ["CONTROLLED", "link_problems", "table_problems"]

Row = Mapping[str, str]

MOST_PRINTED_WORDS = 8
CORE = ("claim", "date_os", "date_basis", "claimed_by", "source", "line", "printed", "note")
QUANTITY = ("measure", "value", "low", "high", "qualifier", "unit")

# The columns whose names are listed, and the list; a cell may hold several names, separated by "; ".
CONTROLLED = {"party": "parties", "body": "bodies", "place": "places", "claimed_by": "claimants"}

# Which of value, low and high each qualifier fills (design: a bound is only a bound, "almost" is a value and a bound).
FILLED: Mapping[str, tuple[frozenset[str], ...]] = {
    "exact": (frozenset({"value"}),),
    "about": (frozenset({"value"}),),
    "almost": (frozenset({"value", "high"}),),
    "over": (frozenset({"low"}),),
    "at least": (frozenset({"low"}),),
    "under": (frozenset({"high"}),),
    "at most": (frozenset({"high"}),),
    "between": (frozenset({"low", "high"}),),
    "vague": (frozenset(),),
    "all": (frozenset(), frozenset({"value"})),
    "none": (frozenset({"value"}),),
}


def table_problems(book: Codebook, name: str, header: list[str], rows: Iterable[Row]) -> list[Problem]:
    """Check one table against the codebook.

    Parameters
    ----------
    book : Codebook
        The contract.
    name : str
        The table.
    header : list of str
        Its columns, in the order of the file.
    rows : iterable of mapping
        Its rows: cells as text, by column.

    Returns
    -------
    list of Problem
        Every fault found; empty if there is none.
    """
    table = book.tables[name]
    file = f"data/{table.path}"
    columns = book.columns(name)
    problems = list(_header_problems(file, table.kind, header, columns))
    for number, row in enumerate(rows, start=2):
        where = f"row {number} ({row['claim']})" if row.get("claim") else f"row {number}"
        for field, what in _row_problems(book, table.kind, columns, row):
            problems.append(Problem(file, where, field, what))
    return problems


def _header_problems(file: str, kind: str, header: list[str], columns: Mapping[str, Column]) -> Iterator[Problem]:
    needed = (*CORE, *QUANTITY) if kind == "measure" else CORE
    own = [name for name in columns if name not in _PROVENANCE_ORDER]
    for column in (*own, *needed):
        if column not in header:
            yield Problem(file, "header", column, "is missing.")
    for column, count in Counter(header).items():
        if count > 1:
            yield Problem(file, "header", column, f"stands {count} times.")
        if column not in columns:
            yield Problem(file, "header", column, f"is not described in datapackage.json. {near(column, columns)}")
    known = [column for column in header if column in columns]
    if known != [column for column in columns if column in known]:
        yield Problem(file, "header", "", f"has its columns out of order. The order is {', '.join(columns)}.")


def _row_problems(book: Codebook, kind: str, columns: Mapping[str, Column], row: Row) -> Iterator[tuple[str, str]]:
    for name, cell in row.items():
        if name in columns:
            required = columns[name].required and (kind == "measure" or name not in QUANTITY)
            for what in _cell_problems(columns[name], cell, required=required):
                yield name, what
    yield from _reference_problems(book, row)
    yield from _date_problems(row)
    if kind == "measure":
        yield from _quantity_problems(book, row)


def _cell_problems(column: Column, cell: str, *, required: bool) -> Iterator[str]:
    if cell != cell.strip():
        yield f"{cell!r} begins or ends with a space."
    if not cell:
        if required:
            yield "is empty and must not be."
        return
    if column.allowed and cell not in column.allowed:
        yield f"{cell!r} is not allowed. Allowed: {', '.join(column.allowed)}."
    if column.pattern and not re.fullmatch(column.pattern, cell):
        yield f"{cell!r} is not written as it should be (pattern {column.pattern})."
    if column.type == "integer" and not re.fullmatch(r"\d+", cell):
        yield f"{cell!r} is not a whole number."
    elif column.type == "number" and not re.fullmatch(r"\d+(\.\d+)?", cell):
        yield f"{cell!r} is not a number written with digits and at most one point."
    elif column.minimum is not None and float(cell) < column.minimum:
        yield f"{cell} is below {column.minimum:g}."


def _reference_problems(book: Codebook, row: Row) -> Iterator[tuple[str, str]]:
    source = row.get("source", "")
    if source and source not in sources():
        yield "source", f"{source!r} is not in sources.toml. {near(source, sources())}"
    for column in ("line", "date_line"):
        cell = row.get(column, "")
        if source in sources() and cell.isdecimal() and int(cell) > sources()[source].lines:
            yield column, f"{cell} is past the end of {source}, which has {sources()[source].lines} lines."
    for column, listed in CONTROLLED.items():
        known = book.lists.get(listed, {})
        for name in filter(None, row.get(column, "").split("; ")):
            if name not in known and not (column == "claimed_by" and name == "author"):
                yield column, f"{name!r} is not in lists/{listed}.csv. {near(name, known)}"
    words = len(row.get("printed", "").split())
    if words > MOST_PRINTED_WORDS:
        yield "printed", f"has {words} words; at most {MOST_PRINTED_WORDS} may be copied."


def _date_problems(row: Row) -> Iterator[tuple[str, str]]:
    for column in ("date_os", "base_date"):
        if row.get(column):
            try:
                calendar.parse(row[column])
            except ValueError as error:
                yield column, str(error)
    if bool(row.get("date_os")) != bool(row.get("date_basis")):
        yield "date_basis", "and date_os go together: both filled or both empty."
    if row.get("base_date") and not row.get("direction"):
        yield "direction", "is empty. A change that is compared with a period rises or falls."


def _quantity_problems(book: Codebook, row: Row) -> Iterator[tuple[str, str]]:
    measure, unit, qualifier = (row.get(column, "") for column in ("measure", "unit", "qualifier"))
    measures, units = book.lists["measures"], book.lists["units"]
    if unit and unit not in units:
        yield "unit", f"{unit!r} is not in lists/units.csv. {near(unit, units)}"
    if measure and measure not in measures:
        yield "measure", f"{measure!r} is not in lists/measures.csv. {near(measure, measures)}"
    elif measure and unit in units and unit not in measures[measure]["units"].split("; "):
        yield "unit", f"{unit!r} does not go with {measure!r}. Allowed: {measures[measure]['units']}."
    filled = frozenset(column for column in ("value", "low", "high") if row.get(column))
    if qualifier in FILLED and filled not in FILLED[qualifier]:
        ways = " or ".join(" and ".join(sorted(way)) or "no number" for way in FILLED[qualifier])
        yield "qualifier", f"{qualifier!r} goes with {ways}, not with {' and '.join(sorted(filled)) or 'no number'}."
        return
    yield from _size_problems(row, qualifier, unit)


def _size_problems(row: Row, qualifier: str, unit: str) -> Iterator[tuple[str, str]]:
    numbers = {column: _float(row.get(column, "")) for column in ("value", "low", "high")}
    low, value, high = numbers["low"], numbers["value"], numbers["high"]
    if qualifier == "between" and low is not None and high is not None and low >= high:
        yield "low", f"{row['low']} is not below high, {row['high']}."
    if qualifier == "almost" and value != high:
        yield "high", "must repeat value: 'almost' is a figure and its upper bound."
    if qualifier == "none" and value != 0:
        yield "value", "must be 0 where the qualifier is 'none'."
    for column, number in numbers.items():
        if number is not None and unit == "share" and number > 1:
            yield column, f"{row[column]} is more than 1, the whole of a share."
        if number is not None and unit == "per cent" and number > 100:
            yield column, f"{row[column]} is more than 100 per cent."
    if unit in {"share", "per cent"} and not row.get("of"):
        yield "of", "is empty: say what the share is a share of."


def _float(cell: str) -> float | None:
    try:
        return float(cell) if cell else None
    except ValueError:
        return None


_PROVENANCE_ORDER = frozenset(
    [
        *CORE,
        *QUANTITY,
        *("of", "part_of", "direction", "base_date", "date_line", "date_printed"),
        *("ocr", "emended", "emendation", "conflicts_with", "depends_on"),
    ]
)


def link_problems(rows: Iterable[tuple[str, Row]]) -> list[Problem]:
    """Check what ties claims of all tables to each other.

    Parameters
    ----------
    rows : iterable of (str, mapping)
        Every row of every table with the file it stands in.

    Returns
    -------
    list of Problem
        Ids used twice, links that lead nowhere or to themselves, parts in a circle, and conflicts told on one side.
    """
    rows = list(rows)
    problems: list[Problem] = []
    known: dict[str, Row] = {}
    for file, row in rows:
        claim = row.get("claim", "")
        if claim in known:
            problems.append(Problem(file, claim, "claim", "is used by two rows. Every claim has a name of its own."))
        known[claim] = row
    for file, row in rows:
        for column, what in _link_faults(row, known):
            problems.append(Problem(file, row.get("claim", ""), column, what))
    return problems


def _link_faults(row: Row, known: Mapping[str, Row]) -> Iterator[tuple[str, str]]:
    claim = row.get("claim", "")
    for column in ("part_of", "conflicts_with", "depends_on"):
        for target in _targets(row, column):
            if target not in known:
                yield column, f"names {target!r}, which no table holds. {near(target, known)}"
            elif target == claim:
                yield column, "names the claim itself."
            elif column == "conflicts_with" and claim not in _targets(known[target], column):
                yield column, f"names {target!r}, which does not name {claim!r} in return."
    if _in_circle(claim, known):
        yield "part_of", "leads back to the claim itself."


def _targets(row: Row, column: str) -> list[str]:
    return [name.strip() for name in row.get(column, "").split(";") if name.strip()]


def _in_circle(claim: str, known: Mapping[str, Row]) -> bool:
    seen: set[str] = set()
    at = claim
    while at in known and at not in seen:
        seen.add(at)
        at = known[at].get("part_of", "")
    return at == claim and bool(at)
