"""The codebook: what `data/datapackage.json` says of every table, column, unit and measure."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from coursekit import course

__all__ = ["Codebook", "Column", "Table", "codebook", "read_codebook"]


@dataclass(frozen=True)
class Column:
    """What one column means and what it may hold."""

    name: str
    type: str
    meaning: str
    required: bool = False
    allowed: tuple[str, ...] = ()
    pattern: str = ""
    minimum: float | None = None


@dataclass(frozen=True)
class Table:
    """What one table holds, and how it came about."""

    name: str
    kind: str
    path: str
    title: str
    row: str
    population: str
    missing: str
    made: str
    sources: tuple[str, ...]
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Codebook:
    """All tables with the columns they share, and the controlled lists."""

    version: str
    licence: str
    licence_url: str
    tables: Mapping[str, Table]
    provenance: tuple[Column, ...]
    lists: Mapping[str, Mapping[str, Mapping[str, str]]]

    def columns(self, table: str) -> dict[str, Column]:
        """Name every column the table may have: its own first, then those of provenance.

        Examples
        --------
        >>> list(codebook().columns("preparliament_votes"))[:5]
        ['vote', 'body', 'motion', 'side', 'claim']
        """
        return {column.name: column for column in (*self.tables[table].columns, *self.provenance)}


def _column(field: Mapping[str, Any]) -> Column:
    rules = field.get("constraints", {})
    return Column(
        field["name"],
        field["type"],
        field["description"],
        required=rules.get("required", False),
        allowed=tuple(rules.get("enum", ())),
        pattern=rules.get("pattern", ""),
        minimum=rules.get("minimum"),
    )


def _table(resource: Mapping[str, Any]) -> Table:
    return Table(
        name=resource["name"],
        kind=resource["coursekit:kind"],
        path=resource["path"],
        title=resource["title"],
        row=resource["description"],
        population=resource["coursekit:population"],
        missing=resource["coursekit:missing"],
        made=resource["coursekit:made"],
        sources=tuple(source["title"] for source in resource["sources"]),
        columns=tuple(_column(field) for field in resource["schema"]["fields"]),
    )


def _list(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {next(iter(row.values())): row for row in csv.DictReader(file)}


def read_codebook(data: Path) -> Codebook:
    """Read the codebook of a data folder.

    Parameters
    ----------
    data : pathlib.Path
        A folder with `datapackage.json` and the files it names.

    Returns
    -------
    Codebook
        Tables, shared columns and controlled lists.

    Examples
    --------
    >>> book = read_codebook(course.content() / "data")
    >>> book.lists["units"]["votes"]["meaning"]
    'votes cast or withheld in one division'
    """
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    resources = package["resources"]
    licence = package["licenses"][0]
    return Codebook(
        version=package["version"],
        licence=licence["name"],
        licence_url=licence["path"],
        tables={r["name"]: _table(r) for r in resources if r["coursekit:kind"] != "list"},
        provenance=tuple(_column(field) for field in package["coursekit:provenance"]),
        lists={r["name"]: _list(data / r["path"]) for r in resources if r["coursekit:kind"] == "list"},
    )


@cache
def codebook() -> Codebook:
    """Read the codebook of the installed course, once.

    Returns
    -------
    Codebook
        As `read_codebook`.

    Examples
    --------
    >>> "preparliament_seats" in codebook().tables
    True
    """
    return read_codebook(course.content() / "data")
