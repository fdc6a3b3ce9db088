"""Lines, slopes and ranges, drawn from the record."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from matplotlib.axes import Axes

import coursekit as ck
from coursekit.charts.linecharts import lines
from coursekit.charts.rangechart import ranges
from coursekit.charts.slopechart import slopes

__all__ = ["EXAMPLES"]


def _organised() -> Axes:
    revolt = ck.claims("peasant_revolt")
    return lines(revolt[revolt["measure"] == "organised conflicts"], x="date_os")


def _moscow() -> pd.DataFrame:
    votes = ck.claims("city_elections")
    return votes[votes["body"].str.startswith("Moscow") & (votes["unit"] == "per cent")]


def _affected() -> Axes:
    rises = ck.claims("peasant_revolt").loc[["t32-90-affected-september", "t32-90-affected-october"]]
    how = rises["value"].map("{:g} per cent over ".format) + rises["of"]
    index = rises.assign(value=100 * (1 + rises["value"] / 100).cumprod(), unit="August as 100", how=how)
    august = pd.DataFrame({"date_os": ["1917-08"], "value": [100.0], "unit": index["unit"].iloc[0], "how": ""})
    return lines(pd.concat([august, index]), x="date_os", chained="how")


def _force() -> Axes:
    revolt = ck.claims("peasant_revolt")
    return lines(revolt[revolt["measure"] == "armed force sent"].dropna(subset="value"), x="date_os")


def _red_guards() -> Axes:
    forces = ck.claims("armed_forces")
    guards = forces[forces["measure"].str.startswith("Red Guards") & (forces["unit"] == "people")]
    return ranges(guards.drop("t32-1452-bomb-factory"), x="measure")


def _krasnov() -> Axes:
    told = ["t18-44-ten-thousand", "t18-44-one-thousand", "t18-84-thousand-cavalry", "t18-40-numberless"]
    against = ck.claims("armed_forces").loc[told].assign(question="Men led against Petrograd")
    return ranges(against, x="question", scale="log")


def _land() -> Axes:
    land = ck.claims("land_and_money")
    return ranges(land[land["emended"] != ""], x="subject", scale="log")


EXAMPLES: dict[str, Callable[[], Axes]] = {
    "lines with gaps": _organised,
    "lines over unequal times": _force,
    "lines worked out from changes": _affected,
    "lines of several parties": lambda: lines(_moscow(), x="date_os", by="party"),
    "slopes": lambda: slopes(_moscow().drop("t32-617-moscow-districts"), x="date_os", by="party"),
    "ranges": _red_guards,
    "ranges on a logarithmic scale": _krasnov,
    "ranges with emended figures": _land,
}
