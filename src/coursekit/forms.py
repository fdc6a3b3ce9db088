"""The forms of a chart: each takes a table and an Axes, draws, and returns the Axes."""

from __future__ import annotations

from coursekit.barchart import bars
from coursekit.cartography import places_map
from coursekit.countcharts import histogram, waffle
from coursekit.grids import coded_grid, matrix
from coursekit.linecharts import lines
from coursekit.parliament import hemicycle
from coursekit.rangechart import ranges
from coursekit.slopechart import slopes
from coursekit.stackedbars import shares, stacked
from coursekit.timelines import planned, timeline

__all__ = [
    "bars",
    "coded_grid",
    "hemicycle",
    "histogram",
    "lines",
    "matrix",
    "places_map",
    "planned",
    "ranges",
    "shares",
    "slopes",
    "stacked",
    "timeline",
    "waffle",
]
