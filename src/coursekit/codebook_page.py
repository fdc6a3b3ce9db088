"""The codebook as a page for people: `data/README.md`, written from `data/datapackage.json`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coursekit.agreement import Agreement
from coursekit.codebook import Table
from coursekit.codebook_panel import how_to_cite, used_columns
from coursekit.record import Record
from coursekit.sources import sources

__all__ = ["page"]


def page(record: Record, readings: Agreement) -> str:
    """Write the codebook of a record.

    Parameters
    ----------
    record : Record
        The tables and what is said of them.
    readings : Agreement
        How far the two readings behind the tables agree.

    Returns
    -------
    str
        Markdown, ending in a newline.

    Examples
    --------
    >>> from coursekit.record import record
    >>> page(record(), Agreement(first=10, second=10, both=9)).splitlines()[0]
    '# The record: codebook'
    """
    return "\n".join(_lines(record, readings)) + "\n"


def _lines(record: Record, readings: Agreement) -> Iterator[str]:
    book = record.book
    yield "# The record: codebook"
    yield ""
    yield "This page is written by `coursekit build` from `datapackage.json`. Change it there."
    yield ""
    yield "A row of a table is a claim: a figure somebody gave, the words that carry it, and where they are printed."
    yield "Figures stand as printed, misprints included. Nothing is computed. A missing figure has no row."
    yield "Dates are stored in the Julian calendar (old style), thirteen days behind the Gregorian in 1917."
    yield ""
    yield (
        "Each chapter was transcribed twice, by readers who did not see each other's work. The first found "
        f"{readings.first} figures, the second {readings.second}, and {readings.both} are the same in line and number: "
        f"an agreement of {readings.rate:.1%} (Dice). Every difference was settled at the paragraph. Both readings, "
        "and what was decided, are in `readings/`."
    )
    yield ""
    yield f"Version {book.version}. Licence: [{book.licence}]({book.licence_url})."
    for table in book.tables.values():
        yield from _table(record, table)
    yield from _section("Columns that every table has", ((c.name, c.meaning) for c in book.provenance), "column")
    for name, entries in book.lists.items():
        yield from _section(name.capitalize(), ((key, entry["meaning"]) for key, entry in entries.items()), "name")
    yield from _section("Sources", ((s.id, f"{s.citation()}. {s.standpoint}") for s in sources().values()), "source")


def _table(record: Record, table: Table) -> Iterator[str]:
    yield ""
    yield f"## {table.title}"
    yield ""
    yield f"`{table.path}`, {len(record.table(table.name))} rows, a {table.kind} table. {table.row}"
    yield ""
    yield f"- Who is counted: {table.population}"
    yield f"- What is missing: {table.missing}"
    yield f"- How it was made: {table.made}"
    yield f"- To cite it: {how_to_cite(record, table)}"
    yield ""
    own = {column.name for column in table.columns}
    yield from _grid(((c.name, c.meaning) for c in used_columns(record, table) if c.name in own), "column")


def _section(title: str, entries: Iterable[tuple[str, str]], head: str) -> Iterator[str]:
    yield ""
    yield f"## {title}"
    yield ""
    yield from _grid(entries, head)


def _grid(entries: Iterable[tuple[str, str]], head: str) -> Iterator[str]:
    yield f"| {head} | meaning |"
    yield "|---|---|"
    for name, meaning in entries:
        yield f"| `{name}` | {meaning.replace('|', chr(92) + '|')} |"
