"""Figures written beside the marks of a line, where there is room for all of them."""

from __future__ import annotations

from itertools import pairwise

from matplotlib.axes import Axes

from coursekit.charts import lettering, style
from coursekit.charts.framing import on_page
from coursekit.charts.lineseries import Point, Series

__all__ = ["write_figures"]

MOST_FIGURES = 14
_ROOM = 0.35  # inches that a figure below its mark needs


def write_figures(ax: Axes, line: Series) -> None:
    """Write each figure beside its mark, on the side the line leaves free, if the page has room for all.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where, with its limits set.
    line : Series
        The only line of the chart.
    """
    points = [stop.drawn[0] for stop in line.stops if len(stop.drawn) == 1]
    if len(points) < len(line.drawn) or len(points) > MOST_FIGURES:
        return
    wide = style.room(ax)[0]
    low, high = ax.get_xlim()
    inch = (high - low) / wide
    figures = [point.short() for point in points]
    widest = max(lettering.size(figure)[0] for figure in figures)
    if any((b.place.middle - a.place.middle) / inch < widest for a, b in pairwise(points)):
        return
    if not all(on_page(ax, point.place.middle, figure) for point, figure in zip(points, figures, strict=True)):
        return
    joined = {(id(a), id(b)) for left, right in line.joins() for a in left.drawn for b in right.drawn}
    for before, point, after, figure in zip((None, *points), points, (*points[1:], None), figures, strict=False):
        turns = _turn(point, before, joined), _turn(point, after, joined)
        _write_figure(ax, point, turns, figure)


def _turn(point: Point, other: Point | None, joined: set[tuple[int, int]]) -> int:
    """Tell whether the line to a neighbour leads up (1) or down (-1); 0 where none does."""
    if other is None or not {(id(point), id(other)), (id(other), id(point))} & joined:
        return 0
    here, there = point.reach.most, other.reach.most
    return (there > here) - (there < here)


def _write_figure(ax: Axes, point: Point, turns: tuple[int, int], figure: str) -> None:
    """Write a figure below a valley, above a peak, and on a slope on the side that the line leaves free."""
    bottom, top = ax.get_ylim()
    room_below = (point.reach.most - bottom) / (top - bottom) * style.room(ax)[1]
    valley = min(turns) >= 0 and max(turns) > 0 and room_below > _ROOM
    slope = 0 if sum(turns) and min(turns) * max(turns) >= 0 else turns[0]
    if not valley and sum(turns) == 1:
        slope = turns[0] - turns[1]  # too low to write below: on the side that has no line
    sides: dict[int, lettering.Align] = {-1: "right", 0: "center", 1: "left"}
    ax.annotate(
        figure,
        (point.place.middle, point.reach.most),
        (5 * slope, -14 if valley else 14 if slope == 0 else 10),
        textcoords="offset points",
        ha=sides[slope],
        va="center_baseline",
        color=style.colour("ink"),
        fontsize=style.TEXT,
        parse_math=False,
        annotation_clip=False,
        # Paper behind it hides the grid (0.5) and not the lines (2).
        bbox={"facecolor": style.colour("paper"), "edgecolor": "none", "pad": 0.8},
        zorder=1.5,
    )
