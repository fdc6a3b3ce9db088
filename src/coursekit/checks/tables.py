"""The tables: each row by its contract, the links between rows, and the codebook that is written of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from coursekit.checks.faults import Findings
from coursekit.checks.rows import Rows, read_rows
from coursekit.codebook import Codebook
from coursekit.errors import Problem, near
from coursekit.proof import date_faults
from coursekit.record import Claim, Record
from coursekit.validation import link_problems, table_problems

__all__ = ["Ground", "check_tables"]


@dataclass(frozen=True)
class Ground:
    """The record as far as it can be relied on.

    Parameters
    ----------
    record : Record
        Every row that could be read.
    lines : mapping of str to (str, int)
        The file and line of each claim.
    unsure : frozenset of str
        Ids of rows with a fault, and names of their tables: what rests on them is not checked.
    whole : bool
        Whether every row of every table could be read.
    """

    record: Record
    lines: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()
    whole: bool = True


def check_tables(top: Path, book: Codebook, findings: Findings) -> Ground:
    """Check every table that the codebook names.

    Parameters
    ----------
    top : pathlib.Path
        The top of the course.
    book : Codebook
        What the tables must hold.
    findings : Findings
        Where every fault is noted.

    Returns
    -------
    Ground
        The record, with what of it has faults.
    """
    _unnamed(top, book, findings)
    tables: dict[str, tuple[Claim, ...]] = {}
    lines: dict[str, tuple[str, int]] = {}
    unsure: set[str] = set()
    whole = True
    for name, table in book.tables.items():
        file = f"data/{table.path}"
        rows = read_rows(top / file, file, findings)
        whole = whole and rows is not None and rows.whole
        if rows is None:
            continue
        rows, header_is_sound = _mended(rows, book, name, findings)
        whole = whole and header_is_sound
        if header_is_sound:
            unsure |= _check_rows(rows, book, name, findings)
        findings.counts["rows of tables"] += len(rows.body)
        tables[name] = tuple(Claim(row.get("claim", ""), name, row) for _, row in rows.body)
        lines |= {row.get("claim", ""): (file, line) for line, row in rows.body}
    record = Record(book, tables, {claim.id: claim for claims in tables.values() for claim in claims})
    if whole:
        unsure |= _check_links(record, lines, findings)
    return Ground(record, lines, frozenset(unsure), whole)


def _unnamed(top: Path, book: Codebook, findings: Findings) -> None:
    named = {table.path for table in book.tables.values()}
    for path in sorted((top / "data" / "tables").glob("*.csv")):
        if f"tables/{path.name}" not in named:
            what = "is not described in data/datapackage.json. Describe it there, as the other tables are."
            findings.add(f"data/tables/{path.name}", 1, what)


def _mended(rows: Rows, book: Codebook, name: str, findings: Findings) -> tuple[Rows, bool]:
    """Note what is wrong with the header, and read on as if a renamed column had its name."""
    file = f"data/{book.tables[name].path}"
    problems = table_problems(book, name, rows.header, [])
    columns = book.columns(name)
    strange = [column for column in rows.header if column not in columns]
    missing = [problem.field for problem in problems if problem.field and problem.field not in rows.header]
    renamed = dict(zip(strange, missing, strict=False)) if len(strange) == len(missing) == 1 else {}
    for column, meant in renamed.items():
        findings.add(file, 1, f"the column {column!r} is not described, and {meant!r} is missing. Call it {meant!r}.")
    if not renamed:
        for problem in problems:
            findings.add(file, 1, f"{problem.field or 'the header'}: {_with_mend(problem)}")
    body = [(line, {renamed.get(key, key): cell for key, cell in row.items()}) for line, row in rows.body]
    header = [renamed.get(column, column) for column in rows.header]
    return Rows(header, body, rows.whole), bool(renamed) or not problems


def _with_mend(problem: Problem) -> str:
    if problem.what == "is missing.":
        return "is missing. Add the column, or give the one that was renamed its name back."
    return problem.what


def _check_rows(rows: Rows, book: Codebook, name: str, findings: Findings) -> set[str]:
    """Check the rows of a table; give the ids of those with a fault, and the table's name if there is one."""
    file = f"data/{book.tables[name].path}"
    faulty: set[str] = set()
    for line, row in rows.body:
        problems = [(each.field, each.what) for each in table_problems(book, name, rows.header, [row])]
        problems = problems or list(_sound_row_problems(book, name, row))
        for column, what in problems:
            findings.add(file, line, f"{row.get('claim') or 'a row without id'}, {column}: {what}")
            faulty |= {row.get("claim", ""), name}
    return faulty


def _sound_row_problems(book: Codebook, name: str, row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    made_from = book.tables[name].sources
    if row["source"] not in made_from:
        yield "source", f"{row['source']!r} is none that the table is made from. {near(row['source'], made_from)}"
    for column, what in date_faults(row):
        yield column, f"{what} Correct the date, or the words that were copied."


def _check_links(record: Record, lines: Mapping[str, tuple[str, int]], findings: Findings) -> set[str]:
    rows = [(claim.table, claim.cells) for claims in record.tables.values() for claim in claims]
    problems = link_problems(rows)
    for problem in problems:
        file, line = lines[problem.where]
        findings.add(file, line, f"{problem.where}, {problem.field}: {problem.what}")
    return {problem.where for problem in problems}
