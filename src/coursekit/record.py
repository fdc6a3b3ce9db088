"""The record: every row of every table, read and checked, as claims that know where they come from."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coursekit import course
from coursekit.codebook import Codebook, read_codebook
from coursekit.errors import FileError, Problem, UnknownNameError
from coursekit.validation import link_problems, table_problems

__all__ = ["Claim", "Record", "read_record", "record", "singular"]


@dataclass(frozen=True)
class Claim:
    """One row of the record: who said what, where it is printed, when it was so, and how sure it is.

    Parameters
    ----------
    id : str
        Name of the claim, unique over all tables.
    table : str
        The table it stands in.
    cells : mapping of str to str
        The row as it stands in the file; empty cells are empty strings.
    """

    id: str
    table: str
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def number(self, column: str) -> float | None:
        """Read a cell as a number.

        Parameters
        ----------
        column : str
            `value`, `low`, `high` or `emended`.

        Returns
        -------
        float or None
            The number in the claim's unit, None where the cell is empty.

        Examples
        --------
        >>> record().claim("pp-bolsheviks").number("value")
        66.0
        """
        return float(self[column]) if self[column] else None

    @property
    def line(self) -> int:
        """Line of the reference copy on which the figure stands."""
        return int(self["line"])

    def listed(self, column: str) -> tuple[str, ...]:
        """Read a cell that lists claims, such as `conflicts_with`.

        Examples
        --------
        >>> record().claim("pp-withdrawal-against").listed("conflicts_with")
        ('pp-withdrawal-rumour',)
        """
        return tuple(name.strip() for name in self[column].split(";") if name.strip())

    def said(self) -> str:
        """Write what the claim says: its figure, or for a record without one the words on the page.

        Examples
        --------
        >>> record().claim("pp-srs").said()
        '120 seats'
        """
        return self.amount() if self["qualifier"] else f"“{self['printed']}”"

    def amount(self) -> str:
        """Write the figure with its hedge and its unit, for a reader.

        Examples
        --------
        >>> record().claim("pp-left-srs").amount()
        'about 20 seats'
        >>> record().claim("pp-withdrawal-rumour").amount()
        'between 2 and 3 votes'
        >>> record().claim("pp-kadets").amount()
        'almost 0.5 (share of pp-possessing)'
        >>> record().claim("pp-board-bolsheviks").amount()
        '1 seat'
        """
        low, value, high = (_grouped(self[column]) for column in ("low", "value", "high"))
        hedge = self["qualifier"]
        if not (low or value or high):
            return {"all": "all, without a number", "none": "none"}.get(hedge, "no number given")
        figure = f"{low} and {high}" if hedge == "between" else value or low or high
        hedged = figure if hedge in {"exact", "none"} else f"{hedge} {figure}"
        if self["unit"] == "share":
            return f"{hedged} (share of {self['of']})"
        return f"{hedged} {singular(self['unit']) if figure == '1' else self['unit']}"


def _grouped(cell: str) -> str:
    return f"{int(cell):,}" if cell.isdecimal() else cell


def singular(unit: str) -> str:
    """Write a unit in the singular: the list has plurals.

    Examples
    --------
    >>> singular("votes"), singular("counties"), singular("per cent")
    ('vote', 'county', 'per cent')
    """
    if unit == "people":
        return "person"
    word = f"{unit.removesuffix('ies')}y" if unit.endswith("ies") else unit.removesuffix("s")
    return unit if unit in {"corps", "times", "per cent"} else word


@dataclass(frozen=True)
class Record:
    """All tables of a data folder.

    Parameters
    ----------
    book : Codebook
        What the tables and columns mean.
    tables : mapping of str to tuple of Claim
        The rows of each table in the order of its file.
    claims : mapping of str to Claim
        Every row by its id.
    """

    book: Codebook
    tables: Mapping[str, tuple[Claim, ...]]
    claims: Mapping[str, Claim]

    def claim(self, name: str) -> Claim:
        """Look one claim up.

        Raises
        ------
        UnknownNameError
            If no table holds it; the message lists the near names.

        Examples
        --------
        >>> record().claim("pp-srs")["group"]
        'Socialist Revolutionaries'
        """
        if name not in self.claims:
            raise UnknownNameError("claim", name, self.claims)
        return self.claims[name]

    def table(self, name: str) -> tuple[Claim, ...]:
        """Look one table up.

        Raises
        ------
        UnknownNameError
            If there is no such table; the message lists the near names.

        Examples
        --------
        >>> len(record().table("preparliament_votes")) > 10
        True
        """
        if name not in self.tables:
            raise UnknownNameError("table", name, self.tables)
        return self.tables[name]


def read_rows(path: Path, file: str) -> tuple[list[str], list[dict[str, str]]]:
    """Read a CSV file without believing it.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    file : str
        How messages are to name it.

    Returns
    -------
    tuple
        The header and the rows, each row as long as the header.

    Raises
    ------
    FileError
        If it is not UTF-8 or a row is longer or shorter than the header.
    """
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            lines = list(csv.reader(stream, strict=True))
    except UnicodeDecodeError as error:
        raise FileError([Problem(file, "", "", f"is not UTF-8 ({error.reason} at byte {error.start})")]) from error
    except csv.Error as error:
        raise FileError(
            [Problem(file, "", "", f"is no readable CSV: {error}. Look for an open quotation mark.")]
        ) from error
    if not lines:
        raise FileError([Problem(file, "", "", "is empty. It needs a header row.")])
    header, *body = lines
    wrong = [
        Problem(file, f"row {number}", "", f"has {len(row)} cells where the header has {len(header)}.")
        for number, row in enumerate(body, start=2)
        if len(row) != len(header)
    ]
    if wrong:
        raise FileError(wrong)
    return header, [dict(zip(header, row, strict=True)) for row in body]


def read_record(data: Path) -> Record:
    """Read and check every table of a data folder.

    Parameters
    ----------
    data : pathlib.Path
        A folder with `datapackage.json`.

    Returns
    -------
    Record
        The tables, whole.

    Raises
    ------
    FileError
        If anything in any table breaks its contract: every fault is listed, and nothing is loaded.

    Examples
    --------
    >>> "preparliament_votes" in read_record(course.content() / "data").tables
    True
    """
    book = read_codebook(data)
    problems: list[Problem] = []
    tables: dict[str, tuple[Claim, ...]] = {}
    for name, table in book.tables.items():
        header, rows = read_rows(data / table.path, f"data/{table.path}")
        problems += table_problems(book, name, header, rows)
        tables[name] = tuple(Claim(row.get("claim", ""), name, row) for row in rows)
    problems += link_problems(
        (f"data/{book.tables[name].path}", claim.cells) for name, claims in tables.items() for claim in claims
    )
    if problems:
        raise FileError(problems)
    return Record(book, tables, {claim.id: claim for claims in tables.values() for claim in claims})


@cache
def record() -> Record:
    """Read the record of the installed course, once.

    Returns
    -------
    Record
        As `read_record`.

    Examples
    --------
    >>> record().claim("pp-democratic").amount()
    '308 seats'
    """
    return read_record(course.content() / "data")
