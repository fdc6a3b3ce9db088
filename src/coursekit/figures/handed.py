"""The table a reader hands over with a chart of their own: its rows as words and numbers, and their claims."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import pandas as pd

from coursekit.figures.seen import short
from coursekit.record import Claim, record

__all__ = ["INDEX", "Entry", "Handed", "key", "number_words", "take"]

INDEX = "the index"
_PRINTED = ("value", "low", "high")


def key(cell: Any) -> str:  # noqa: ANN401 - a cell can hold anything
    """Write a cell or a label so that what is the same is written the same.

    Examples
    --------
    >>> key(3.0) == key("3")
    True
    >>> key("1917-10-07 00:00:00")
    '1917-10-07'
    """
    if isinstance(cell, tuple):
        return short(f"({', '.join(map(str, cell))})")
    text = "" if pd.api.types.is_scalar(cell) and pd.isna(cell) else short(cell)
    return _same(text)


@lru_cache(maxsize=4096)
def _same(text: str) -> str:
    spelt = text.removesuffix(" 00:00:00").replace("−", "-")
    try:
        return f"{float(spelt):.10g}"
    except ValueError:
        return spelt


def number_words(number: float) -> str:
    """Write a number as a reader would.

    Examples
    --------
    >>> number_words(1250.0)
    '1,250'
    """
    return f"{number:,.10g}"


@dataclass(frozen=True)
class Entry:
    """One row of the table.

    Parameters
    ----------
    place : int
        Its place in the table, from 0.
    keys : mapping of str to str
        Every cell, and the index, as `key` writes it.
    numbers : mapping of str to float or None
        The cells of the columns of numbers; None where a number is missing.
    claim : Claim or None
        The claim its index names.
    name : str
        What it is called.
    """

    place: int
    keys: Mapping[str, str]
    numbers: Mapping[str, float | None]
    claim: Claim | None
    name: str

    @property
    def identity(self) -> str:
        """What tells it from others: its claim, else its place."""
        return self.claim.id if self.claim else f"row {self.place + 1}"

    def unit(self, column: str) -> str:
        """Say in which unit the figures of a column are; empty if that is not known."""
        return self.keys.get("unit", self.claim["unit"] if self.claim else "") if column in _PRINTED else ""

    def printed(self, column: str) -> bool:
        """Tell whether the number in a column is the claim's own, neither altered nor worked out."""
        return (
            self.claim is not None
            and bool(self.claim["qualifier"])  # a record without a measure prints no figure
            and column in _PRINTED
            and self.numbers[column] == self.claim.number(column)
            and self.unit(column) == self.claim["unit"]
        )


@dataclass(frozen=True)
class Handed:
    """The table.

    Parameters
    ----------
    entries : tuple of Entry
        Its rows.
    labels : tuple of str
        The index and its columns: whatever a chart can take labels from.
    figures : tuple of str
        Its columns of numbers, `value` first.
    """

    entries: tuple[Entry, ...]
    labels: tuple[str, ...]
    figures: tuple[str, ...]

    @cached_property
    def cells(self) -> Mapping[str, frozenset[str]]:
        """What stands in each column."""
        return {label: frozenset(entry.keys[label] for entry in self.entries) for label in self.labels}

    @property
    def claimed(self) -> bool:
        """Whether a claim stands behind any of its rows."""
        return any(entry.claim for entry in self.entries)


def take(data: pd.DataFrame) -> Handed:
    """Read a table that was handed over.

    Parameters
    ----------
    data : pandas.DataFrame
        Any table; a row is a claim if its index, or a level of it, names one.

    Returns
    -------
    Handed
        The table as words and numbers.

    Raises
    ------
    TypeError
        If it is no DataFrame.

    Examples
    --------
    >>> from coursekit.frames import load
    >>> take(load("preparliament_seats")).entries[1].claim.id
    'pp-srs'
    """
    if not isinstance(data, pd.DataFrame):
        raise TypeError(
            f"A chart is traced in a table (DataFrame), not in {type(data).__name__}. "
            "A Series becomes one with .to_frame()."
        )
    columns = {key(name): data.iloc[:, number] for number, name in enumerate(data.columns)}
    numbers = {name: _numbers(column) for name, column in columns.items() if _counts(column)}
    keys = {INDEX: [key(name) for name in data.index]}
    keys |= {name: [key(cell) for cell in column] for name, column in columns.items()}
    claims = [_claim(name) for name in data.index]
    names = _names(claims, [[cells[row] for cells in keys.values() if cells[row]] for row in range(len(data))])
    rows = (
        Entry(row, {name: cells[row] for name, cells in keys.items()}, _row(numbers, row), claims[row], names[row])
        for row in range(len(data))
    )
    return Handed(tuple(rows), tuple(keys), tuple(sorted(numbers, key=lambda name: name != "value")))


def _counts(column: pd.Series) -> bool:
    kinds = pd.api.types
    return kinds.is_numeric_dtype(column) and not kinds.is_bool_dtype(column) and not kinds.is_complex_dtype(column)


def _numbers(column: pd.Series) -> list[float | None]:
    cells = column.to_numpy(dtype="float64", na_value=np.nan)
    return [None if np.isnan(cell) else float(cell) for cell in cells]


def _row(numbers: Mapping[str, list[float | None]], row: int) -> Mapping[str, float | None]:
    return {name: cells[row] for name, cells in numbers.items()}


def _claim(index: Hashable) -> Claim | None:
    """Find the claim that an index names, in whichever level."""
    levels = index if isinstance(index, tuple) else (index,)
    known = {level for level in levels if isinstance(level, str) and level in record().claims}
    return record().claim(known.pop()) if len(known) == 1 else None


def _names(claims: Sequence[Claim | None], cells: Sequence[Sequence[str]]) -> list[str]:
    """Name the rows: a claim by the words that tell it from the others here, another row by its index and cells."""
    words = [_described(claim) if claim else {} for claim in claims]
    spread: dict[tuple[str, str], set[str]] = {}
    for claim in filter(None, claims):
        for column in record().book.tables[claim.table].columns:
            spread.setdefault((claim.table, column.name), set()).add(claim[column.name])
    varied = {column for column, words_there in spread.items() if len(words_there) > 1}
    told = [
        [word for column, word in row.items() if claim and (claim.table, column) in varied] or list(row.values())
        for claim, row in zip(claims, words, strict=True)
    ]
    return [short(", ".join(dict.fromkeys(own or other[:3]))) for own, other in zip(told, cells, strict=True)]


def _described(claim: Claim) -> dict[str, str]:
    """Take the words that describe a claim, without those that only tie it to others."""
    own = record().book.tables[claim.table].columns
    words = {column.name: claim[column.name] for column in own if claim[column.name] and not column.pattern}
    return {name: word for name, word in words.items() if name != "party"} or words
