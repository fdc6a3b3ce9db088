"""Lines over time, numbers or an order: every figure a mark of its own, and a line only where nothing is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from coursekit.charts import lettering, style
from coursekit.charts.drawing import Drawing, read_rows, remember
from coursekit.charts.framing import framed, label_ticks, mark_numbers, the_unit, tick_words, whole, write
from coursekit.charts.graduation import graduation
from coursekit.charts.lineseries import Gap, Point, Series, read_series
from coursekit.charts.linewords import marks, sentences
from coursekit.charts.placing import Place, Placing, place_rows
from coursekit.charts.pointlabels import write_figures
from coursekit.charts.reach import DASHES, draw_reach
from coursekit.charts.spreading import spread

__all__ = ["lines"]

MOST_LINES, MOST_POINTS = 8, 120
_TALL, _BELOW = 2.75, 0.62  # height of the axes and of what stands below it: inches
_UNIT, _ABOVE = 0.26, 0.6  # for the name of the unit; above the highest mark: inches
_STEPS = MaxNLocator(5, steps=[1, 2, 5, 10])
_EDGE, _LEADER, _CLEAR = 0.16, 0.24, 0.08  # from the first mark to the edge, from the last to its label, to its leader
_A_MONTH = 31


def lines(  # noqa: PLR0913 - a line chart has this many parts, and each is named where it is given
    data: pd.DataFrame,
    ax: Axes | None = None,
    *,
    x: str,
    y: str = "value",
    by: str | None = None,
    chained: str | None = None,
) -> Axes:
    """Draw figures as lines over time, over numbers or over labels in their order.

    Every figure has a mark of its own. Where a month, or a label, between two figures has none, the line stays open
    and the place is marked; it is never joined across. A figure that is not exact, or not printed but worked out, is
    hollow, and the line to it is dashed. Figures that disagree about the same time are all drawn. Time is to scale: a
    figure for a month stands at the middle of it, and one for a longer time has a bar as long as that time.

    Parameters
    ----------
    data : pandas.DataFrame
        One row per mark: a table as from `load` or `claims`, indexed by claim, or any table of one's own.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if not given. Limits set on it before are kept. On a time axis they are in
        matplotlib's days, so that `ax.set_xlim` takes the dates of Python, which are new style.
    x : str
        Column of the places: old-style dates (str) such as `"date_os"`, numbers, or labels in their order (str).
    y : str
        Column of the figures: numbers from zero up in one unit, missing where none is given.
    by : str, optional
        Column that names the line of each row (str), such as `"party"`.
    chained : str, optional
        Column that says which figures are not printed but worked out, as from a change in per cent: True or False, or
        in words how (str, empty for a printed figure).

    Returns
    -------
    matplotlib.axes.Axes
        The axes, for `figure` or for anything matplotlib does.

    Raises
    ------
    TypeError
        If `data` is no DataFrame.
    ValueError
        If a column is missing, no row has a figure, a row has no place, the units differ, or there are more lines or
        marks than can be read.

    Examples
    --------
    >>> from coursekit.frames import claims
    >>> revolt = claims("peasant_revolt")
    >>> ax = lines(revolt[revolt["measure"] == "organised conflicts"], x="date_os")
    >>> ax.get_ylim()[0]
    np.float64(0.0)
    """
    rows = read_rows(data, y, [column for column in (x, by, chained) if column is not None])
    unit = the_unit(rows, "The lines")
    placing = place_rows(data, rows, x)
    series = read_series(rows, placing, by, chained, lambda claim, empty: placing.holds(claim[x], empty))
    _check(series)
    with style.house():
        ax, shown = _draw(ax, series, placing, x, unit or y)
    remember(ax, Drawing("lines", tuple(sentences(series, placing, unit or y)), tuple(marks(series, shown))))
    return ax


def _check(series: Sequence[Series]) -> None:
    points = sum(len(line.points) for line in series)
    if len(series) > MOST_LINES:
        raise ValueError(f"At most {MOST_LINES} lines can be told apart, and these are {len(series)}. Keep a few.")
    if points > MOST_POINTS:
        raise ValueError(
            f"At most {MOST_POINTS} marks can be told apart, and these are {points}. Draw a part of the table, or "
            "all of it with the table's own .plot."
        )


@dataclass(frozen=True)
class _Opening:
    """A place that stays open: what is said in it, and how far below its top, in inches."""

    part: Point | Gap
    said: str
    depth: float


def _draw(
    ax: Axes | None, series: Sequence[Series], placing: Placing, x: str, unit: str
) -> tuple[Axes, dict[int, tuple[Artist, ...]]]:
    """Draw the lines; give the axes, and what shows each point and gap."""
    top = max(point.reach.most for line in series for point in line.drawn) or 1.0
    ticks = _STEPS.tick_values(0, top)
    left = max(lettering.size(tick_words(tick))[0] for tick in ticks) + 0.1
    ax = framed(ax, _TALL, left, _BELOW + _second_line(placing))
    names = [_end_words(line, style.room(ax)[0] * 0.3) for line in series if line.name]
    right = max((lettering.size(name)[0] + _LEADER + 0.1 for name in names), default=0.0)
    _place_axis(ax, placing, x, right)
    openings = list(_openings(ax, series))
    _scale(ax, top, unit, max((opening.depth for opening in openings), default=0.0))
    shown = {id(opening.part): _leave_open(ax, opening) for opening in openings}
    for line in series:
        _join(ax, line)
        shown |= {id(point): _mark(ax, line, point) for point in line.drawn}
    _name_lines(ax, series, names)
    if len(series) == 1:
        write_figures(ax, series[0])
    return ax, shown


def _openings(ax: Axes, series: Sequence[Series]) -> Iterator[_Opening]:
    """Find what stays open and what to say there, one below another where several lines are open at once."""
    low, high = ax.get_xlim()
    inch = (high - low) / style.room(ax)[0]
    before: list[tuple[Place, float]] = []
    for line in series:
        for part in line.parts():
            why = part.why if isinstance(part, Gap) else "" if part.reach.ends else part.figure()
            if why:
                text = f"{line.name}: {why}" if line.name else why
                said = whole(text, (part.place.end - part.place.start) / inch * 0.94, 3) or ""
                depth = max((depth for place, depth in before if place.meets(part.place)), default=0.0)
                depth += lettering.size(said)[1] if said else 0.0
                before.append((part.place, depth))
                yield _Opening(part, said, depth)


def _scale(ax: Axes, top: float, unit: str, kept_free: float) -> None:
    """Let the vertical axis begin at zero, unless the reader has set its limits, and name what it counts."""
    if ax.get_autoscaley_on():
        tall = style.room(ax)[1]
        ax.set_ylim(0, top * tall / max(tall - _ABOVE - kept_free, tall / 2))
    ax.yaxis.set_major_locator(_STEPS)
    ax.yaxis.set_major_formatter(tick_words)
    ax.grid(visible=True, axis="y", color=style.colour("pale"), alpha=0.4, linewidth=0.8)
    ax.annotate(
        lettering.lines(unit, style.room(ax)[0] * 0.7, rows=1),
        (0, 1),
        (2, -2),
        xycoords="axes fraction",
        textcoords="offset points",
        va="top",
        color=style.colour("quiet"),
        fontsize=style.TEXT,
        parse_math=False,
        bbox={"facecolor": style.colour("paper"), "edgecolor": "none", "pad": 1},
    )


def _second_line(placing: Placing) -> float:
    """Find what the second line of labels that name a year or a day needs below the axis, in inches."""
    if placing.kind != "time":
        return 0.0
    start, end, shortest = placing.extent
    labels = graduation(start, end, _TALL, shortest).labels
    return lettering.size("")[1] if any("\n" in name for _, name in labels) else 0.0


def _place_axis(ax: Axes, placing: Placing, x: str, right: float) -> None:
    """Set the horizontal axis to its places, with room beside them for the names of the lines."""
    start, end, shortest = placing.extent
    wide = style.room(ax)[0]
    inches = max(wide - _EDGE - max(right, _EDGE), wide / 3)
    if placing.kind == "time":
        marks_of_time = graduation(start, end, inches, shortest)
        start, end = min(start, marks_of_time.edges[0]), max(end, marks_of_time.edges[-1])
        ax.xaxis_date()
        ax.set_xticks(marks_of_time.edges, [""] * len(marks_of_time.edges))
        ax.set_xticks(*zip(*marks_of_time.labels, strict=True), minor=True)
        ax.xaxis.remove_overlapping_locs = False  # an hour is named where it begins
        ax.tick_params(axis="x", which="minor", length=0, pad=6)
        ax.set_xlabel(marks_of_time.title)
    elif placing.kind == "label":
        each, left = inches / (end - start), ax.get_position().x0 / ax.get_position().width * wide
        beside = (left + _EDGE + each / 2, wide - inches - _EDGE + style.MARGIN + each / 2)
        ax.set_xticks(*label_ticks(placing.names, each, beside), parse_math=False)
    else:
        mark_numbers(ax, [place.start for place in placing.places], (start, end))
        ax.set_xlabel(lettering.plain(x))
    inch = (end - start) / inches
    ax.set_xlim(start - _EDGE * inch, start + (wide - _EDGE) * inch)
    ax.spines["bottom"].set_bounds(start, end)
    if right:
        # The grid ends with the axis, so that no line runs through the names beside it.
        cover = Rectangle((end + 0.04 * inch, -0.01), wide * inch, 1.01, transform=ax.get_xaxis_transform())
        ax.add_patch(cover).set(facecolor=style.colour("paper"), edgecolor="none", zorder=0.6)
    ax.xaxis.label.set(color=style.colour("ink"), fontsize=style.TEXT, x=(inches / 2 + _EDGE) / wide)


def _join(ax: Axes, line: Series) -> None:
    """Draw the line where nothing is missing: dashed to and from a figure that is not sure."""
    shade = style.colour(line.look.role)
    for left, right in line.joins():
        sure = all(point.sure for point in (*left.drawn, *right.drawn))
        dashes = "solid" if sure else DASHES
        for start, end in dict.fromkeys(zip(left.ends, right.ends, strict=True)):
            across = (start[0].middle, end[0].middle)
            ax.plot(across, (start[1], end[1]), color=shade, linewidth=1.8, linestyle=dashes, zorder=2)


def _mark(ax: Axes, line: Series, point: Point) -> tuple[Artist, ...]:
    """Draw one figure with the time it is for."""
    place = point.place

    def at(number: float) -> tuple[float, float]:
        return place.middle, number

    bottom, top = ax.get_ylim()
    above_zero = point.reach.ends[0] / (top - bottom) * style.room(ax)[1]
    artists = draw_reach(ax, point.reach, line.look, hollow=not point.sure, at=at, way=(0, 1), down=above_zero)
    if _reaches_to(place) == place.middle:
        return artists
    shade, level = style.colour(line.look.role), point.reach.ends[0]
    (bar,) = ax.plot((place.start, place.end), (level, level), color=shade, linewidth=2, alpha=0.55, zorder=1.9)
    bar.set(marker="|", markersize=7, markeredgewidth=2)  # closed at both ends, so that the leader is no part of it
    return (*artists, bar)


def _reaches_to(place: Place) -> float:
    """Find the right end of a mark: a time longer than a month has a bar as long as it is."""
    return place.end if place.end - place.start > _A_MONTH else place.middle


def _leave_open(ax: Axes, opening: _Opening) -> tuple[Artist, ...]:
    """Mark a stretch that has no figure, without a height that anyone could read as one."""
    place, tall = opening.part.place, style.room(ax)[1]
    (low, high), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    wide = max(place.end - place.start, 0.1 * (high - low) / style.room(ax)[0])
    head = 1 - _UNIT / tall
    corner, shade = (place.middle - wide / 2, 0.0), style.colour("unknown")
    across = ax.get_xaxis_transform()
    # The grid stops at the band, so that no line runs through what is said in it.
    ax.add_patch(Rectangle(corner, wide, head, transform=across, facecolor=style.colour("paper"), zorder=0.55))
    band = ax.add_patch(Rectangle(corner, wide, head, transform=across, facecolor=shade, alpha=0.16, zorder=0.56))
    if not opening.said:
        return (band,)
    middle = head - (opening.depth - lettering.size(opening.said)[1] / 2 + 0.04) / tall
    said = write(ax, (place.middle, bottom + middle * (top - bottom)), opening.said, align="center")
    return (band, *said)


def _end_words(line: Series, most: float) -> str:
    """Name a line; where figures disagree about its end, the name is that of all their marks, and gives them."""
    ends = sorted(line.stops[-1].drawn, key=lambda point: point.place.middle)
    figures = " and ".join(point.short() for point in ends) if len(ends) > 1 else ""
    return "\n".join(lettering.lines(words, most, rows=2) for words in (line.name, figures) if words)


def _name_lines(ax: Axes, series: Sequence[Series], names: Sequence[str]) -> None:
    """Write the name of each line at its end, pushed apart where they would touch, with a leader to the line."""
    named = [(line, name) for line, name in zip(series, names, strict=False) if line.drawn]
    if not named:
        return
    wide, tall = style.room(ax)
    (low, high), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    inch, step = (high - low) / wide, (top - bottom) / tall
    lasts = [max(line.drawn, key=lambda point: _reaches_to(point.place)) for line, _ in named]
    column = max(_reaches_to(point.place) for point in lasts) + _LEADER * inch
    heights = [(point.reach.ends[-1] - bottom) / step for point in lasts]
    levels = spread(heights, [lettering.size(name)[1] for _, name in named], tall)
    for (line, name), point, height, level in zip(named, lasts, heights, levels, strict=True):
        place = (column, bottom + level * step)
        clear = _CLEAR * inch if _reaches_to(point.place) > point.place.middle else 0.0
        start = (_reaches_to(point.place) + clear, bottom + height * step)
        shade = style.colour(line.look.role)
        ax.plot(*zip(start, place, strict=True), color=shade, linewidth=0.9, alpha=0.8, zorder=1.8, clip_on=False)
        lettering.write(ax, (column + 0.05 * inch, place[1]), name)
