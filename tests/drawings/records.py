"""Examples of the forms for rows of words: timelines, plans, muster-rolls and what each source says."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from matplotlib.axes import Axes

import coursekit as ck
from coursekit.charts.grids import coded_grid, matrix
from coursekit.charts.timelines import planned, timeline

__all__ = ["EXAMPLES"]

HOURS = [
    "t32-2266-final-stage-begins",
    "t32-1776-telephone-exchange",
    "t32-1808-government-overthrown",
    "t32-1818-mariinsky-surrounded",
    "t32-2018-ready-since-noon",
    "t32-2020-guns-not-ready",
    "t32-1966-palace-surrounded",
    "t32-2034-lull",
    "t32-2042-fortress-fires",
    "t32-2076-government-arrested",
]
COMMITTEE = [
    "t32-2162-mrc-resolution-9th",
    "t32-2264-mrc-resolution-12th",
    "t32-785-soviet-plenum-mrc",
    "t32-851-mrc-passed-plenum",
    "t32-1226-soviet-resolution-16th",
]
NATIONS = {
    "Finland": [
        "t32-335-seim-sovereign",
        "t32-335-seim-doors",
        "t32-339-helsingfors-congress",
        "t32-343-finland-independence",
    ],
    "Ukraine": [
        "t32-345-congress-forbidden",
        "t32-347-universal",
        "t32-349-july-agreement",
        "t32-347-rada-accuses",
        "t32-353-senate-refusal",
        "t32-357-kerensky-order",
        "t32-419-ukrainian-soldiers",
    ],
}
PROMISES = ["t32-1904-promise-noon", "t32-1906-set-for-three", "t32-1906-promise-six"]
PLANS = {
    "t32-1212-window-10-20": "t32-2266-final-stage-begins",
    "t32-1212-begin-15th": "t32-2266-final-stage-begins",
    "t32-645-congress-set": "i08-218-congress",
    "f96-81-conference-due": "",
}
SAYINGS = {
    "Central Committee decides on insurrection": ["t32-739-cc-resolution", "i08-176-meeting", "f96-91-meeting"],
    "Lenin protests, and would leave the Central Committee": [
        "t32-1045-lenin-resigns",
        "i08-174-resignation",
        "f96-81-tirade",
    ],
    "Insurrection in Petrograd": ["t32-1736-main-operation", "i08-205-insurrection", "t18-146-insurrection"],
    "Lenin speaks in public again": ["t32-1846-lenin-appears", "t18-12-soviet-meeting"],
    "Death penalty abolished": ["t32-2492-death-penalty", "s30-45-death-penalty"],
    "Congress sets up the Council of People's Commissars": [
        "t32-2653-council-ratified",
        "t18-14-council-formed",
        "s30-41-government",
    ],
}


def _gathered(groups: dict[str, list[str]], name: str) -> pd.DataFrame:
    """Take rows of `events`, each with the group it stands in."""
    group_of = {claim: group for group, members in groups.items() for claim in members}
    rows = ck.claims("events").loc[list(group_of)]
    return rows.assign(**{name: list(group_of.values())})


def _hours() -> Axes:
    return timeline(ck.claims("events").loc[HOURS], label="subject")


def _conflicting() -> Axes:
    return timeline(ck.claims("events").loc[COMMITTEE], label="subject")


def _lanes() -> Axes:
    return timeline(_gathered(NATIONS, "nation"), label="subject", lane="nation")


def _palace() -> Axes:
    promises = ck.load("events").loc[PROMISES]
    promises = promises.assign(what="Capture of the Winter Palace", came="t32-2076-government-arrested")
    return planned(promises, label="what", planned="date_os", actual="came")


def _days() -> Axes:
    plans = ck.load("events").loc[list(PLANS)].assign(came=list(PLANS.values()))
    return planned(plans, label="subject", planned="date_os", actual="came")


def _muster() -> Axes:
    rolls = ck.load("rosters")
    conference = rolls[(rolls["body"] == "Petrograd Garrison Conference") & (rolls["date_os"] == "1917-10-18")]
    return coded_grid(conference, row="who", code="answer")


def _resignations() -> Axes:
    rolls = ck.load("rosters")
    day = rolls[(rolls["date_os"] == "1917-11-04") & rolls["answer"].isin(["resigned", "stays"])]
    return coded_grid(day, row="who", column="body", code="answer")


def _sources() -> Axes:
    return matrix(_gathered(SAYINGS, "event"), row="event", column="source", value="date_os")


EXAMPLES: dict[str, Callable[[], Axes]] = {
    "timeline": _hours,
    "timeline with dates in conflict": _conflicting,
    "timeline in lanes": _lanes,
    "planned": _palace,
    "planned in days": _days,
    "coded_grid": _muster,
    "coded_grid with columns": _resignations,
    "matrix": _sources,
}
