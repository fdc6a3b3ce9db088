"""Dots and ranges: who says how much about the same thing, one row for each claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil, floor, log10

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, MaxNLocator, NullLocator

from coursekit.charts import lettering, style
from coursekit.charts.drawing import Drawing, Row, read_rows, remember
from coursekit.charts.framing import framed, the_unit, tick_words, write
from coursekit.charts.naming import group_name
from coursekit.charts.rangewords import Claimed, marks, sentences
from coursekit.charts.reach import DASHES, Reach, draw_reach
from coursekit.errors import UnknownNameError, near

__all__ = ["ranges"]

MOST_ROWS = 30
SCALES = ("linear", "log")
_PITCH, _BETWEEN, _BELOW = 0.36, 0.3, 0.62  # from row to row, between groups, under the chart: inches
_AIR, _ARROWS = 0.12, 0.34  # beside the labels, and right of the last mark for an arrow: inches


@dataclass(frozen=True)
class _Scale:
    """The scale of the figures from its start to its end, so many inches long, and where its marks stand."""

    start: float
    end: float
    inches: float
    ticks: tuple[float, ...]
    log: bool

    def along(self, number: float) -> float:
        """Find how many inches from its start a number stands."""
        start, end, place = (log10(each) if self.log else each for each in (self.start, self.end, number))
        return (place - start) / (end - start) * self.inches

    def beside(self, inches: float) -> float:
        """Find the number that would stand so many inches from its start."""
        part = inches / self.inches
        if self.log:
            return float(self.start * (self.end / self.start) ** part)
        return self.start + (self.end - self.start) * part

    def fits(self) -> bool:
        """Tell whether the labels of its marks stand clear of each other."""
        return all(
            self.along(right) - self.along(left)
            > (lettering.size(tick_words(left))[0] + lettering.size(tick_words(right))[0]) / 2 + 0.1
            for left, right in pairwise(self.ticks)
        )


@dataclass(frozen=True)
class _Line:
    """One row as it is laid out: its texts, and how far its middle is below the top, in inches."""

    claimed: Claimed
    name: str
    figure: str
    middle: float


def ranges(  # noqa: PLR0913 - a chart of ranges has this many parts, and each is named where it is given
    data: pd.DataFrame,
    ax: Axes | None = None,
    *,
    x: str,
    y: str = "value",
    by: str = "claimed_by",
    scale: str = "linear",
) -> Axes:
    """Draw what different claimants say about the same thing, one row for each claim, on one scale.

    A figure without a hedge is a filled dot and an approximate one a hollow dot; a range is a bar with two ends; a
    bound is a hollow dot with an arrow to the side on which the figure may lie. A claim in words only, such as
    "dozens", is a row with its name and no mark. A figure that the course has emended is drawn at both places: struck
    where it is printed, filled where it belongs.

    Parameters
    ----------
    data : pandas.DataFrame
        One row per claim: a table as from `load` or `claims`, indexed by claim, or any table of one's own.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if not given.
    x : str
        Column of what the claims are about (str), such as `"subject"` or `"measure"`; it groups the rows.
    y : str
        Column of the figures: numbers from zero up in one unit, missing where none is given.
    by : str
        Column of the claimants (str); for claims of the record it need not be in the table. Where the claimant is
        the author of the source, the author is named with the year.
    scale : {"linear", "log"}
        Whether equal distances are equal differences, from zero up, or equal ratios.

    Returns
    -------
    matplotlib.axes.Axes
        The axes, for `figure` or for anything matplotlib does.

    Raises
    ------
    TypeError
        If `data` is no DataFrame.
    UnknownNameError
        If there is no such scale; the message lists the near names.
    ValueError
        If a column is missing, no row has a figure, the units differ, a zero is to stand on a logarithmic scale, or
        there are more rows than can be read.

    Examples
    --------
    >>> from coursekit.frames import claims
    >>> forces = claims("armed_forces")
    >>> guard = forces.loc[["t32-1450-enrolled", "t32-1468-uritzky-bayonets", "t32-1470-registered"]]
    >>> ax = ranges(guard, x="measure")
    >>> ax.get_xscale()
    'linear'
    """
    if scale not in SCALES:
        raise UnknownNameError("scale", scale, SCALES)
    rows = read_rows(data, y, [x, by] if isinstance(data, pd.DataFrame) and by in data.columns else [x])
    unit = the_unit(rows, "The ranges")
    claimed = _told_apart(_grouped([Claimed(row.text(x), _name(row, by, data), row) for row in rows]))
    if len(claimed) > MOST_ROWS:
        raise ValueError(f"A figure holds at most {MOST_ROWS} rows, and these are {len(claimed)}. Draw a part of them.")
    numbers = [number for each in claimed for number in each.numbers]
    if scale == "log" and 0 in numbers:
        zero = next(each for each in claimed if 0 in each.numbers)
        raise ValueError(
            f"{zero.name!r} says zero about {zero.subject!r}, and a logarithmic scale has no place for zero. "
            'Use scale="linear", or leave that row out and say so.'
        )
    with style.house():
        ax, shown = _draw(ax, claimed, unit or y, log=scale == "log")
    told = tuple(mark for each, artists in zip(claimed, shown, strict=True) for mark in marks(each, artists))
    remember(ax, Drawing("ranges", tuple(sentences(claimed, unit or y, scale)), told))
    return ax


def _grouped(claimed: Sequence[Claimed]) -> list[Claimed]:
    """Bring the rows of each subject together, in the order of the table."""
    order = list(dict.fromkeys(each.subject for each in claimed))
    return sorted(claimed, key=lambda each: order.index(each.subject))


def _told_apart(claimed: Sequence[Claimed]) -> list[Claimed]:
    """Add the line where one claimant says two things about the same subject."""
    lines: dict[tuple[str, str], set[int]] = {}
    for each in claimed:
        if each.row.claim:
            lines.setdefault((each.subject, each.name), set()).add(each.row.claim.line)
    return [
        replace(each, name=f"{each.name}, line {each.row.claim.line}")
        if each.row.claim and len(lines[each.subject, each.name]) > 1
        else each
        for each in claimed
    ]


def _name(row: Row, by: str, data: pd.DataFrame) -> str:
    if row.claim is None and by not in data.columns:
        raise ValueError(f"The table has no column {by!r}. {near(by, map(str, data.columns))}")
    return group_name(row.text(by), by, row.claim)


def _draw(
    ax: Axes | None, claimed: Sequence[Claimed], unit: str, *, log: bool
) -> tuple[Axes, list[tuple[tuple[Artist, ...], ...]]]:
    """Draw the chart; give the axes, and for each claim what shows each of its marks."""
    wide = style.WIDTH - 2 * style.MARGIN if ax is None else style.room(ax)[0]
    lines, heads, depth = _laid_out(claimed, wide)
    gap = _ARROWS if log and any(each.reach.opens < 0 for each in claimed) else _AIR
    left = max(lettering.size(line.name)[0] for line in lines) + gap
    right = max(lettering.size(line.figure)[0] for line in lines) + _ARROWS
    inches = max(wide - left - right, wide / 5)
    scale = _scale([number for each in claimed for number in each.numbers], inches, log=log)
    ax = framed(ax, depth, 0.0, _BELOW)
    _set_axis(ax, scale, unit)
    ax.set(xlim=(scale.beside(-left), scale.beside(wide - left)), ylim=(-depth, 0))
    ax.xaxis.label.set_x((left + inches / 2) / wide)
    for head, at in heads:
        lettering.write(ax, (scale.beside(-left), -at), head, heading=True)
    _draw_grid(ax, scale, lines)
    return ax, [_draw_row(ax, line, scale, gap) for line in lines]


def _laid_out(claimed: Sequence[Claimed], wide: float) -> tuple[list[_Line], list[tuple[str, float]], float]:
    """Set the rows one under another; give them with the headings of their groups, and the depth of all."""
    at, group = 0.0, None
    lines: list[_Line] = []
    heads: list[tuple[str, float]] = []
    for each in claimed:
        if each.subject != group:
            at += _BETWEEN if lines else 0.0
            heads.append((lettering.lines(each.subject, wide, bold=True), at))
            at += lettering.size(heads[-1][0], bold=True)[1] + 0.06
            group = each.subject
        name, figure = lettering.lines(each.name, wide * 0.33), lettering.lines(each.written(), wide * 0.29)
        pitch = max(_PITCH, *(lettering.size(text)[1] + 0.1 for text in (name, figure)))
        lines.append(_Line(each, name, figure, at + pitch / 2))
        at += pitch
    return lines, heads, at + 0.06


def _scale(numbers: Sequence[float], inches: float, *, log: bool) -> _Scale:
    """Choose the ends of the scale, and as many marks as its labels leave room for."""
    start = end = 0.0
    if log:
        low, high = floor(log10(min(numbers))), ceil(log10(max(numbers)))
        high = max(high, low + 1)
        choices = [[10.0**power for power in range(low, high + 1, step)] for step in range(1, high - low + 1)]
        choices = [_thirds(low, high), *choices] if high - low < 3 else choices
        start, end = 10.0**low, 10.0**high
    else:
        found = [MaxNLocator(most, steps=[1, 2, 5, 10]).tick_values(0, max(numbers) or 1.0) for most in (5, 4, 3, 2, 1)]
        choices = [[float(tick) for tick in ticks] for ticks in found]
    scales = [_Scale(start or choice[0], end or choice[-1], inches, tuple(choice), log=log) for choice in choices]
    return next((scale for scale in scales if scale.fits()), scales[-1])


def _thirds(low: int, high: int) -> list[float]:
    return [times * 10.0**power for power in range(low, high) for times in (1, 2, 5)] + [10.0**high]


def _set_axis(ax: Axes, scale: _Scale, unit: str) -> None:
    if scale.log:
        ax.set_xscale("log")
    ax.xaxis.set_major_locator(FixedLocator(scale.ticks))
    ax.xaxis.set_minor_locator(NullLocator())
    ax.xaxis.set_major_formatter(tick_words)
    ax.yaxis.set_visible(False)
    ax.spines["bottom"].set_bounds(scale.start, scale.end)
    name = f"{unit}, logarithmic scale" if scale.log else unit
    ax.set_xlabel(name, color=style.colour("ink"), fontsize=style.TEXT)


def _draw_grid(ax: Axes, scale: _Scale, lines: Sequence[_Line]) -> None:
    """Draw light lines at the marks of the scale, along the rows but not through the headings."""
    for subject in dict.fromkeys(line.claimed.subject for line in lines):
        middles = [line.middle for line in lines if line.claimed.subject == subject]
        ends = (-middles[0] + _PITCH / 2, -middles[-1] - _PITCH / 2)
        for tick in scale.ticks:
            strong = tick == 0
            shade = style.colour("quiet" if strong else "pale")
            ax.plot(
                (tick, tick), ends, color=shade, linewidth=1.2 if strong else 0.8, alpha=1 if strong else 0.4, zorder=1
            )


def _draw_row(ax: Axes, line: _Line, scale: _Scale, gap: float) -> tuple[tuple[Artist, ...], ...]:
    """Draw one row; give what shows each of its marks: one, or two if the figure is emended."""
    each, level = line.claimed, -line.middle

    def at(number: float) -> tuple[float, float]:
        return number, level

    lettering.write(ax, (scale.beside(-gap), level), line.name, align="right")
    figure = write(ax, (scale.beside(scale.inches + _ARROWS), level), line.figure)
    drawn, look = each.reach, style.look(each.row.text("party"), 0)
    if not drawn.ends:
        return (figure,)
    down = scale.inches if scale.log else scale.along(drawn.ends[0])
    hollow = not each.row.quantity.exact or each.emended is not None
    artists = draw_reach(ax, drawn, look, hollow=hollow, at=at, way=(1, 0), down=down)
    if each.emended is None:
        return ((*artists, *figure),)
    colour = style.colour(look.role)
    struck = ax.plot(*zip(at(drawn.ends[0])), linestyle="none", marker="x", markersize=12, color=colour, zorder=3.5)
    path = ax.plot((drawn.ends[0], each.emended), (level, level), color=colour, linestyle=DASHES, linewidth=1.2)
    mended = draw_reach(ax, Reach((each.emended,)), look, hollow=False, at=at, way=(1, 0), down=0.0)
    return (*artists, *struck), (*mended, *path)
