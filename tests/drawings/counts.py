"""Examples of charts of counts and shares: stacked bars, bars of shares, squares, a histogram."""

from __future__ import annotations

from collections.abc import Callable

from matplotlib.axes import Axes

from coursekit.charts.countcharts import histogram, waffle
from coursekit.charts.stackedbars import shares, stacked
from coursekit.frames import claims, load

__all__ = ["EXAMPLES"]

_SEIM = ["Social-democrats", "The Seim before", "Bourgeois parties", "The Seim after"]


def _executive() -> Axes:
    bodies = claims("bodies")
    executive = bodies[bodies["body"] == "Central Executive Committee"]
    named = executive["party"].mask(executive.index == "s30-41-others", "Internationalists")
    return stacked(executive.assign(party=named), x="source", by="party")


def _pre_parliament() -> Axes:
    seats = load("preparliament_seats")
    return stacked(seats[(seats["body"] == "Pre-Parliament") & (seats.index != "pp-walkout")], x="body", by="group")


def _moscow() -> Axes:
    city = claims("city_elections")
    return shares(city[(city["body"] == "Moscow city duma") & (city["unit"] == "per cent")], x="date_os", by="party")


def _empire() -> Axes:
    table = claims("nationalities")
    table = table[(table["measure"] == "share of population") & (table["source"] == "trotsky-1932")]
    table = table[table["place"] == "Russia"]
    names = ["Great Russians", "all other nationalities", "Ukrainians", "Poles", "White Russians"]
    return shares(table.assign(people=names), x="place", by="people")


def _seim() -> Axes:
    seats = claims("nationalities")
    return waffle(seats[seats["body"] == "Finnish Seim"].assign(group=_SEIM), x="group")


def _congress() -> Axes:
    opening = claims("bodies").filter(regex="^t32-2(326|328-(men|srs$|left))", axis="index")
    return waffle(opening.assign(party=opening["party"].replace("", "The Second Congress")), x="party")


def _force() -> Axes:
    return histogram(load("peasant_revolt").filter(like="t32-188-force", axis="index"), start="date_os", end="date_os")


def _force_with_a_gap() -> Axes:
    sent = load("peasant_revolt").filter(like="t32-188-force", axis="index")
    return histogram(sent.drop("t32-188-force-july-august"), start="date_os", end="date_os")


EXAMPLES: dict[str, Callable[[], Axes]] = {
    "stacked": _executive,
    "stacked three deep": _pre_parliament,
    "shares": _moscow,
    "shares with parts of parts": _empire,
    "waffle": _seim,
    "waffle of one whole": _congress,
    "histogram": _force,
    "histogram with a gap": _force_with_a_gap,
}
