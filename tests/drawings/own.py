"""Charts that no form of the course drew: a student's own, with the tables that they are handed over with."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd
from matplotlib.axes import Axes

import coursekit as ck

__all__ = ["EXAMPLES", "HANDED"]


def _votes() -> pd.DataFrame:
    votes = ck.load("preparliament_votes")
    return votes[votes["date_os"] == "1917-10-18"]


def _seats() -> pd.DataFrame:
    seats = ck.load("preparliament_seats")
    return seats[(seats["unit"] == "seats") & (seats["section"] != "")]


def _index() -> pd.DataFrame:
    revolt = ck.load("peasant_revolt")
    index = revolt[revolt["unit"] == "organised per 100 disorganised"]
    return index.assign(month=pd.to_datetime(index["date_os"]))


def _bar() -> Axes:
    return _votes().plot.bar(x="side", y="value", legend=False, ylabel="votes", title="Two votes of one day")


def _lines() -> Axes:
    return _index().plot(
        x="month", y="value", style="o-", legend=False, title="Organised conflicts to a hundred disorganised"
    )


def _totals() -> Axes:
    totals = _seats().groupby("section")["value"].sum()
    return totals.plot.barh(xlabel="seats", title="Every row of the table, added up")


EXAMPLES: dict[str, Callable[[], Axes]] = {
    "a student's df.plot.bar": _bar,
    "a student's lines": _lines,
    "a student's totals": _totals,
}

# What `ck.figure` is given besides the axes.
HANDED: dict[str, Callable[[], Mapping[str, pd.DataFrame | str]]] = {
    "a student's df.plot.bar": lambda: {"data": _votes()},
    "a student's lines": lambda: {"data": _index()},
    "a student's totals": lambda: {"data": _seats(), "by": "section"},
}
