"""The forms of a chart: each takes a table and an Axes, draws, and returns the Axes."""

from __future__ import annotations

from coursekit.charts.barchart import bars
from coursekit.charts.cartography import places_map
from coursekit.charts.countcharts import histogram, waffle
from coursekit.charts.grids import coded_grid, matrix
from coursekit.charts.linecharts import lines
from coursekit.charts.parliament import hemicycle
from coursekit.charts.rangechart import ranges
from coursekit.charts.slopechart import slopes
from coursekit.charts.stackedbars import shares, stacked
from coursekit.charts.timelines import planned, timeline

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
