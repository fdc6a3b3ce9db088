"""What can be read off an axes that no form of the course drew: bars, points and slices, and what stays unread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from math import isfinite
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import dates
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.category import StrCategoryFormatter
from matplotlib.collections import Collection, LineCollection, PathCollection, PolyCollection
from matplotlib.container import BarContainer, ErrorbarContainer, StemContainer
from matplotlib.image import AxesImage
from matplotlib.lines import AxLine, Line2D
from matplotlib.patches import Patch, Rectangle, Wedge
from matplotlib.table import Table
from matplotlib.text import Text
from matplotlib.ticker import FixedFormatter, FixedLocator, FuncFormatter

from coursekit.charts.lettering import plain
from coursekit.figures.seen import Kind, Reading, Seen, short

__all__ = ["pointed", "read"]

_DATES = (dates.DateFormatter, dates.AutoDateFormatter, dates.ConciseDateFormatter)
_UNREAD = (
    (AxesImage, "image", "images"),
    (LineCollection, "set of lines", "sets of lines"),
    (PolyCollection, "filled area", "filled areas"),
    (Collection, "other drawing", "other drawings"),
    (Line2D, "line without figures of its own", "lines without figures of their own"),
    (Patch, "shape", "shapes"),
    (Text, "text", "texts"),
    (Table, "table", "tables"),
)


class _Pointer(Line2D):
    """An unseen dot where a figure is drawn that has no artist of its own."""


def read(ax: Axes) -> Reading:
    """Read the figures off an axes.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Drawn by `DataFrame.plot` or by matplotlib.

    Returns
    -------
    Reading
        Bars, points, dots and slices, in the order in which they were drawn.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> _, ax = plt.subplots()
    >>> _ = ax.bar(["for", "against"], [95, 127])
    >>> [(seen.label, seen.figure) for seen in read(ax).series[0]]
    [('for', 95.0), ('against', 127.0)]
    >>> plt.close()
    """
    sideways = _sideways(ax)
    lines = _lines(ax)
    fills = _fills(ax, lines)
    found = [
        *_bars(ax),
        *(_line(ax, line, fills.get(line), sideways=sideways) for line in lines),
        *(_dots(ax, dots) for dots in ax.collections if isinstance(dots, PathCollection) and dots.get_visible()),
        _slices(ax),
    ]
    series = [tuple(seen) for seen in found if seen]
    used = {id(artist) for artist in (*lines, *fills.values(), *_shapes(ax))}
    return Reading(tuple(_named(ax, series)), tuple(_unread(ax, used)), sideways)


def pointed(ax: Axes, seen: Seen, *, sideways: bool) -> Artist:
    """Give the artist that shows a figure; one that nobody sees is put in its place where it has none.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where the figure is drawn. Its limits, legend and look stay as they are.
    seen : Seen
        The figure.
    sideways : bool
        Whether the figures run along the horizontal axis.

    Returns
    -------
    matplotlib.artist.Artist
        The bar or slice, or a dot with alpha 0.
    """
    if seen.artist is not None:
        return seen.artist
    (x, y), transform = seen.at, ax.transData
    if not (isfinite(x) and isfinite(y) and np.isfinite(transform.transform((x, y))).all()):
        # A gap, or a figure that a logarithmic axis cannot show: its place on the axis of the labels.
        x, y, transform = (0, y, ax.get_yaxis_transform()) if sideways else (x, 0, ax.get_xaxis_transform())
    dot = _Pointer([x], [y], marker="o", markersize=9, linestyle="None", alpha=0, label="_nolegend_")
    dot.set_transform(transform)
    dot.set_in_layout(False)
    # Not add_line, which would move the limits of the axes.
    return ax.add_artist(dot)


def _sideways(ax: Axes) -> bool:
    bars = [container for container in ax.containers if isinstance(container, BarContainer)]
    if bars:
        return bars[0].orientation == "horizontal"
    across, up = (isinstance(axis.get_major_formatter(), StrCategoryFormatter) for axis in (ax.xaxis, ax.yaxis))
    return up and not across


def _named(ax: Axes, series: list[tuple[Seen, ...]]) -> Iterator[tuple[Seen, ...]]:
    """Take the names of the series from the legend where they bear none themselves."""
    legend = ax.get_legend()
    names = [short(text.get_text()) for text in legend.get_texts()] if legend else []
    nameless = len(names) == len(series) and not any(seen[0].series for seen in series)
    for number, each in enumerate(series):
        yield tuple(replace(seen, series=names[number]) for seen in each) if nameless else each


def _name(*labels: object) -> str:
    """Take the first label that is meant to be read: matplotlib begins its own with an underscore."""
    return next((short(label) for label in labels if str(label) and not str(label).startswith("_")), "")


def _places(axis: Axis, reach: float) -> Callable[[float], str]:
    """Say what stands at a place of an axis: its tick label if one is within reach (of 1), else date or number."""
    formatter, locator = axis.get_major_formatter(), axis.get_major_locator()
    period = getattr(formatter, "freq", None)  # pandas counts the periods of a regular calendar
    if period is not None:
        return lambda place: str(pd.Period(ordinal=round(place), freq=period))
    if isinstance(formatter, _DATES):
        return _moment
    labelled = isinstance(locator, FixedLocator) and isinstance(formatter, FixedFormatter | FuncFormatter)
    ticks: list[tuple[float, str]] = []
    if labelled or isinstance(formatter, StrCategoryFormatter):
        spots = [float(spot) for spot in locator()]
        ticks = list(zip(spots, map(short, formatter.format_ticks(spots)), strict=True))
        reach *= min((abs(b - a) for a, b in pairwise(spots) if a != b), default=1)

    def name(place: float) -> str:
        near = [label for spot, label in ticks if abs(spot - place) <= reach]
        return near[0] if len(near) == 1 else f"{place:.10g}"

    return name


def _moment(day: float) -> str:
    moment = dates.num2date(day)  # type: ignore[no-untyped-call]
    return str(moment.replace(tzinfo=None)).removesuffix(" 00:00:00")


def _bars(ax: Axes) -> Iterator[list[Seen]]:
    for container in ax.containers:
        if isinstance(container, BarContainer) and container.patches:
            across = container.orientation == "horizontal"
            name = _name(container.get_label(), container.patches[0].get_label())
            kind = _bins if _touching(container, across=across) else _single
            places = _places(ax.yaxis if across else ax.xaxis, 0.499)
            yield [
                replace(kind(bar, number, places, across=across), series=name)
                for number, bar in enumerate(container.patches)
            ]


def _span(bar: Rectangle, *, across: bool) -> tuple[float, float]:
    start, wide = (bar.get_y(), bar.get_height()) if across else (bar.get_x(), bar.get_width())
    return float(start), float(start + wide)


def _touching(container: BarContainer, *, across: bool) -> bool:
    spans = [_span(bar, across=across) for bar in container.patches]
    pairs = list(pairwise(spans))
    return bool(pairs) and all(abs(one[1] - other[0]) <= 1e-6 * abs(one[1] - one[0]) for one, other in pairs)


def _single(bar: Rectangle, number: int, places: Callable[[float], str], *, across: bool) -> Seen:
    middle = sum(_span(bar, across=across)) / 2
    figure = float(bar.get_width() if across else bar.get_height())
    end = figure + float(bar.get_x() if across else bar.get_y())
    at = (end, middle) if across else (middle, end)
    # A bar of no length is a place that nothing shows.
    return Seen(places(middle), figure if isfinite(figure) else None, "bar", number, at, bar if figure else None)


def _bins(bar: Rectangle, number: int, places: Callable[[float], str], *, across: bool) -> Seen:
    seen, ends = _single(bar, number, places, across=across), _span(bar, across=across)
    return replace(seen, label=f"from {ends[0]:.6g} to {ends[1]:.6g}", kind="interval", ends=ends)


def _lines(ax: Axes) -> list[Line2D]:
    """List the lines that hold figures: no reference lines, and nothing that goes back on itself."""
    held = [box[0] for box in ax.containers if isinstance(box, ErrorbarContainer | StemContainer)]
    return [
        line
        for line in ax.get_lines()
        if line.get_visible()
        and not isinstance(line, _Pointer | AxLine)
        and all(line.get_transform().contains_branch_seperately(ax.transData))
        and (line.get_label() != "_nolegend_" or line in held)
        and _onward(ax, line)
    ]


def _onward(ax: Axes, line: Line2D) -> bool:
    steps = np.asarray(line.get_ydata(orig=False) if _sideways(ax) else line.get_xdata(orig=False), dtype=float)
    return bool(steps.size) and (line.get_linestyle() == "None" or len(set(steps)) == steps.size)


def _fills(ax: Axes, lines: list[Line2D]) -> dict[Line2D, PolyCollection]:
    """Pair lines with the areas under them, where every line is the edge of one."""
    areas = [area for area in ax.collections if isinstance(area, PolyCollection)]
    if len(areas) != len(lines):
        return {}
    pairs = dict(zip(lines, areas, strict=True))
    return pairs if all(_base(line, area) for line, area in pairs.items()) else {}


def _base(line: Line2D, area: PolyCollection) -> list[float]:
    """Read what a line of a stacked area stands on; empty if the line is no edge of the area."""
    corners = [(float(x), float(y)) for path in area.get_paths() for x, y in np.asarray(path.vertices)]
    levels = [(y, [up for across, up in corners if across == x]) for x, y in _points(line)]
    edged = all(min((abs(up - y) for up in ups), default=1) <= 1e-9 * max(abs(y), 1) for y, ups in levels)
    return [max(ups, key=lambda up, y=y: abs(up - y)) for y, ups in levels] if edged else []  # type: ignore[misc]


def _points(line: Line2D) -> list[tuple[float, float]]:
    across, up = map(_filled, line.get_data(orig=False))
    return [(float(x), float(y)) for x, y in zip(across, up, strict=True)]


def _filled(numbers: object) -> Any:  # noqa: ANN401 - numpy does not tell its masked arrays apart
    return np.ma.filled(np.ma.asarray(numbers, dtype=float), np.nan)


def _line(ax: Axes, line: Line2D, fill: PolyCollection | None, *, sideways: bool) -> list[Seen]:
    held = [box for box in ax.containers if isinstance(box, ErrorbarContainer | StemContainer) and box[0] is line]
    name = _name(line.get_label(), *(artist.get_label() for artist in (fill, *held) if artist))
    points = _points(line)
    bases = _base(line, fill) if fill else [0.0] * len(points)
    places = _places(ax.yaxis if sideways else ax.xaxis, 1e-6)
    kind: Kind = "area" if fill else "point"
    shown: list[Seen] = []
    for number, (at, base) in enumerate(zip(points, bases, strict=True)):
        place, figure = reversed(at) if sideways else at
        if isfinite(place):
            shown.append(Seen(places(place), figure - base if isfinite(figure) else None, kind, number, at, None, name))
    return shown


def _dots(ax: Axes, dots: PathCollection) -> list[Seen]:
    spots = _filled(dots.get_offsets())
    places = _places(ax.xaxis, 1e-6)
    return [
        Seen(places(float(x)), float(y), "dot", number, (float(x), float(y)), None, _name(dots.get_label()))
        for number, (x, y) in enumerate(spots)
        if isfinite(x) and isfinite(y)
    ]


def _slices(ax: Axes) -> list[Seen]:
    wedges = [patch for patch in ax.patches if isinstance(patch, Wedge)]
    return [
        Seen(_name(wedge.get_label()), (wedge.theta2 - wedge.theta1) / 360, "slice", number, wedge.center, wedge)
        for number, wedge in enumerate(wedges)
    ]


def _shapes(ax: Axes) -> Iterator[Artist]:
    yield from (bar for container in ax.containers if isinstance(container, BarContainer) for bar in container.patches)
    wedges = [patch for patch in ax.patches if isinstance(patch, Wedge)]
    yield from wedges
    yield from ax.texts if wedges else ()  # the labels of the slices
    yield from (dots for dots in ax.collections if isinstance(dots, PathCollection))


def _unread(ax: Axes, used: set[int]) -> Iterator[str]:
    named = Counter(_sort(ax, artist) for artist in _others(ax) if id(artist) not in used)
    yield from (f"{count} {many if count > 1 else one}" for (one, many), count in named.items() if one)


def _others(ax: Axes) -> Iterable[Artist]:
    drawn = (*ax.images, *ax.collections, *ax.get_lines(), *ax.patches, *ax.texts, *ax.tables)
    return (artist for artist in drawn if artist.get_visible() and not isinstance(artist, _Pointer))


def _sort(ax: Axes, artist: Artist) -> tuple[str, str]:
    if isinstance(artist, Text) and not plain(artist.get_text()):
        return "", ""
    if isinstance(artist, AxLine) or not any(artist.get_transform().contains_branch_seperately(ax.transData)):
        return ("text", "texts") if isinstance(artist, Text) else ("reference line", "reference lines")
    if isinstance(artist, Line2D) and not all(artist.get_transform().contains_branch_seperately(ax.transData)):
        return "reference line", "reference lines"
    return next((one, many) for sort, one, many in _UNREAD if isinstance(artist, sort))
