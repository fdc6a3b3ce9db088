"""What a table is: its rows, its columns, what is missing, and how to cite it."""

from __future__ import annotations

from collections import Counter

from coursekit.codebook import Column, Table
from coursekit.errors import UnknownNameError
from coursekit.panel import Panel, facts_html, section_html
from coursekit.record import Record, record
from coursekit.sources import source
from coursekit.validation import CONTROLLED

__all__ = ["about", "how_to_cite", "used_columns"]

_LISTED = {"unit": "units", "measure": "measures", **CONTROLLED}


def about(table: str | None = None, column: str | None = None) -> Panel:
    """Show what the codebook says of the record, of a table, or of one column.

    Parameters
    ----------
    table : str, optional
        A table, such as `"preparliament_seats"`; without it, all tables are listed.
    column : str, optional
        One of its columns.

    Returns
    -------
    Panel
        What a row is, who is counted, what is missing, how the table was made, its columns, its licence, and how to
        cite it.

    Raises
    ------
    UnknownNameError
        If there is no such table or column; the message lists the near names.

    Examples
    --------
    >>> print(about("preparliament_votes", "side").text.splitlines()[0])
    preparliament_votes, column side
    """
    if table is None:
        return _all_tables()
    book = record().book
    if table not in book.tables:
        raise UnknownNameError("table", table, book.tables)
    columns = book.columns(table)
    if column is None:
        return _table(book.tables[table])
    if column not in columns:
        raise UnknownNameError(f"column of {table}", column, columns)
    return _column(table, columns[column])


def how_to_cite(record: Record, table: Table) -> str:
    """Write how to cite a table.

    Examples
    --------
    >>> how_to_cite(record(), record().book.tables["preparliament_seats"])
    'Counting October, table preparliament_seats, version 0.1.0 (CC-BY-4.0), after Trotsky 1932'
    """
    book = record.book
    works = ", ".join(source(name).short for name in table.sources)
    return f"Counting October, table {table.name}, version {book.version} ({book.licence}), after {works}"


def _panel(title: str, facts: list[tuple[str, str]], extra: str = "") -> Panel:
    text = "\n".join([title, *(f"{term}: {value}" for term, value in facts)])
    return Panel(section_html(title, "ck-about", facts_html(facts) + extra), text)


def _all_tables() -> Panel:
    facts = [(table.name, f"{table.title}. {table.row}") for table in record().book.tables.values()]
    return _panel("The tables of the record", facts)


def _table(table: Table) -> Panel:
    columns = used_columns(record(), table)
    facts = [
        ("A row is", table.row),
        ("Who is counted", table.population),
        ("What is missing", table.missing),
        ("How it was made", table.made),
        ("Rows", str(len(record().table(table.name)))),
        ("To cite it", how_to_cite(record(), table)),
    ]
    listed = facts_html((column.name, column.meaning) for column in columns)
    text = "\n".join(f"  {column.name}: {column.meaning}" for column in columns)
    panel = _panel(f"{table.name}: {table.title}", facts, f"<p><strong>Columns</strong></p>{listed}")
    return Panel(panel.html, f"{panel.text}\nColumns\n{text}")


def used_columns(record: Record, table: Table) -> list[Column]:
    """List the columns a table really has, in the order of its file.

    Examples
    --------
    >>> [column.name for column in used_columns(record(), record().book.tables["preparliament_votes"])][:3]
    ['vote', 'body', 'motion']
    """
    rows = record.table(table.name)
    present = set(rows[0].cells) if rows else set()
    return [column for name, column in record.book.columns(table.name).items() if name in present]


def _column(table: str, column: Column) -> Panel:
    cells = Counter(claim[column.name] for claim in record().table(table))
    empty = cells.pop("", 0)
    facts = [("Meaning", column.meaning), ("Type", column.type), ("Empty cells", str(empty))]
    if column.allowed:
        facts.append(("Allowed", ", ".join(column.allowed)))
    controlled = record().book.lists.get(_LISTED.get(column.name, ""), {})
    facts += [(name, controlled[name]["meaning"]) for name in sorted(cells) if name in controlled]
    return _panel(f"{table}, column {column.name}", facts)
