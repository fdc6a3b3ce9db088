"""Bars, an arc and a map."""

from __future__ import annotations

from collections.abc import Callable

from matplotlib.axes import Axes

import coursekit as ck

__all__ = ["EXAMPLES"]


def _bars() -> Axes:
    votes = ck.load("preparliament_votes")
    return ck.bars(votes[votes["vote"] == "pp-withdrawal"], x="side")


def _grouped_bars() -> Axes:
    votes = ck.load("preparliament_votes")
    return ck.bars(votes[votes["date_os"] == "1917-10-18"], x="side", by="motion")


def _arc() -> Axes:
    seats = ck.load("preparliament_seats")
    return ck.hemicycle(seats[seats["body"] == "Pre-Parliament"])


def _map() -> Axes:
    return ck.places_map(ck.load("soviet_elections"))


EXAMPLES: dict[str, Callable[[], Axes]] = {
    "bars": _bars,
    "grouped bars": _grouped_bars,
    "arc": _arc,
    "map": _map,
}
