"""Rows of a table of words: events, answers, plans. What a form reads where there is no column of figures."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from coursekit.charts.drawing import Origin
from coursekit.charts.lettering import plain
from coursekit.charts.naming import group_name
from coursekit.errors import near
from coursekit.record import Claim, record

__all__ = ["Entry", "listed", "read_entries"]


@dataclass(frozen=True, eq=False)
class Entry:
    """One row of a table of words, with the claim behind it.

    Parameters
    ----------
    name : str
        The claim, or the number of the row; how messages name it.
    cells : mapping
        The row as the table has it.
    claim : Claim or None
        The claim behind it.
    """

    name: str
    cells: Mapping[Hashable, Any]
    claim: Claim | None

    @property
    def claims(self) -> tuple[str, ...]:
        """The claim behind the row, as a mark lists it."""
        return (self.claim.id,) if self.claim else ()

    def text(self, column: str) -> str:
        """Read a cell as one line of text; empty where the table has nothing."""
        cell = self.cells[column]
        return "" if pd.isna(cell) else plain(cell)

    def name_in(self, column: str) -> str:
        """Read a cell as a heading: by the name a reader knows, or in words where the table has nothing."""
        return group_name(self.text(column), column, self.claim)

    def origin(self, column: str) -> Origin:
        """Say whether a cell is the claim's own, the reader's in its place, or not traceable."""
        if self.claim is None:
            return "none"
        return "record" if self.text(column) == plain(self.claim[column]) else "reader"


def read_entries(data: pd.DataFrame, needed: Sequence[str], most: int) -> list[Entry]:
    """Read the rows of a table with the claims they stand for.

    Parameters
    ----------
    data : pandas.DataFrame
        A table as from `load` or `claims`, indexed by claim, or any table of one's own.
    needed : sequence of str
        Columns that must be there.
    most : int
        Number of rows that can be drawn.

    Returns
    -------
    list of Entry
        In the order of the table.

    Raises
    ------
    TypeError
        If it is no DataFrame.
    ValueError
        If it is empty or too long, lacks a column, or a claim stands in it twice.

    Examples
    --------
    >>> own = pd.DataFrame({"who": ["Egersky regiment"], "answer": ["ready"]})
    >>> read_entries(own, ["who", "answer"], 40)[0].text("answer")
    'ready'
    """
    if not isinstance(data, pd.DataFrame):
        raise TypeError(
            f"A chart needs a table (DataFrame), not {type(data).__name__}. A Series becomes one with .reset_index()."
        )
    for column in needed:
        if column not in data.columns:
            raise ValueError(f"The table has no column {column!r}. {near(column, map(str, data.columns))}")
    if data.empty:
        raise ValueError("The table has no rows. Look at the filter before it: did it ask for a value nobody has?")
    if len(data) > most:
        raise ValueError(
            f"The table has {len(data)} rows, and this chart can be read with at most {most}. Draw a part of it, "
            f"for instance data.head({most}) or a filter by date or place, and the rest in another figure."
        )
    known = [name for name in data.index if name in record().claims]
    if len(known) != len(set(known)):
        twice = next(name for name in known if known.count(name) > 1)
        raise ValueError(f"The claim {twice!r} stands in the table twice. Keep one of the rows.")
    rows = zip(data.index, data.to_dict("records"), strict=True)
    return [_entry(f"row {place}", name, cells) for place, (name, cells) in enumerate(rows, start=1)]


def _entry(place: str, name: Hashable, cells: Mapping[Hashable, Any]) -> Entry:
    claim = record().claims.get(name) if isinstance(name, str) else None
    return Entry(claim.id if claim else place, cells, claim)


def listed(items: Sequence[str]) -> str:
    """Join parts of a sentence that have commas of their own."""
    return "; ".join(items)
