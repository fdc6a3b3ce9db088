"""Tables as pandas frames: a short one to work with, and the whole row to check."""

from __future__ import annotations

from functools import cache

import pandas as pd

from coursekit.record import Claim, record

__all__ = ["claims", "load"]

CONFLICTS = "conflicts"
_WORKING = ("value", "low", "high", "qualifier", "unit", "date_os")


@cache
def _whole(name: str) -> pd.DataFrame:
    rows = record().table(name)
    columns = record().book.columns(name)
    frame = pd.DataFrame([dict(row.cells) for row in rows], dtype="str").set_index("claim")
    for column in frame.columns:
        if columns[column].type in {"number", "integer"}:
            frame[column] = _numbers(frame[column])
    return frame


def _numbers(cells: pd.Series[str]) -> pd.Series[float] | pd.Series[int]:
    numbers = pd.to_numeric(cells.replace("", None))
    whole = numbers.notna().all() and (numbers % 1 == 0).all()
    return numbers.astype("int64" if whole else "float64")


def _conflicts() -> pd.DataFrame:
    seen: set[frozenset[str]] = set()
    rows = []
    for claim in record().claims.values():
        for other in claim.listed("conflicts_with"):
            if frozenset({claim.id, other}) not in seen:
                seen.add(frozenset({claim.id, other}))
                rows.append(
                    {"claim": claim.id, **_side(claim), "other": other, **_side(record().claim(other), "other_")}
                )
    return pd.DataFrame(rows, dtype="str").set_index("claim")


def _side(claim: Claim, prefix: str = "") -> dict[str, str]:
    said = {"says": claim.said(), "claimed_by": claim["claimed_by"], "source": claim["source"], "line": claim["line"]}
    return {f"{prefix}{column}": cell for column, cell in said.items()}


def claims(name: str) -> pd.DataFrame:
    """Load a table with everything that is known about each figure.

    Parameters
    ----------
    name : str
        The table, such as `"preparliament_seats"`.

    Returns
    -------
    pandas.DataFrame
        One row per claim, indexed by `claim`; every column of the file. Numbers are int64 where all are whole and
        none is missing, else float64 with NaN for missing; text is str, empty where the file is empty.

    Raises
    ------
    UnknownNameError
        If there is no such table; the message lists the near names.
    FileError
        If the files of the record break their contract.

    Examples
    --------
    >>> claims("preparliament_seats").loc["pp-srs", "printed"]
    '120 Social Revolutionaries'
    """
    return _whole(name).copy()


def load(name: str) -> pd.DataFrame:
    """Load a table to work with.

    Parameters
    ----------
    name : str
        The table, such as `"preparliament_votes"`; or `"conflicts"`, which is no file but every pair of claims that
        disagree: what each says, who claims it and where, indexed by the claim that stands first.

    Returns
    -------
    pandas.DataFrame
        One row per claim, indexed by `claim`: the columns that describe it, then value, low, high, qualifier, unit and
        date_os, without columns that are empty throughout. The types are those of `claims`, which has the rest.

    Raises
    ------
    UnknownNameError
        If there is no such table; the message lists the near names.
    FileError
        If the files of the record break their contract.

    Examples
    --------
    >>> load("preparliament_votes").loc["pp-sr-formula-for", "value"]
    np.float64(95.0)
    """
    if name == CONFLICTS:
        return _conflicts()
    whole = _whole(name)
    own = [column.name for column in record().book.tables[name].columns]
    frame = whole[[column for column in (*own, *_WORKING) if column in whole]]
    empty = [column for column in frame if frame[column].isna().all() or (frame[column] == "").all()]
    return frame.drop(columns=empty)
