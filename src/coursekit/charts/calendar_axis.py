"""An axis of time with the marks of both calendars: the old style below, the new style above."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor

from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.axis import XAxis
from matplotlib.ticker import Formatter, Locator, TickHelper

from coursekit.calendar import MONTHS, Day, old_style
from coursekit.charts import lettering, style
from coursekit.charts.framing import on_page, page_words
from coursekit.charts.timescale import Finest, Step, new_day, new_place, old_place, step_for

__all__ = ["AXIS_ROOM", "dress", "dress_numbers", "new_axes", "years"]

AXIS_ROOM = 0.8
"""Inches that the ticks and the name of a calendar take, above and below the drawing."""


@dataclass(frozen=True)
class _Calendar:
    """One of the two calendars: its name, how it reads a Gregorian day, and how it places its own."""

    name: str
    read: Callable[[Day], Day]
    place: Callable[[Day], float]
    stack: Callable[[str, str], str]

    def day(self, place: float) -> Day:
        return self.read(new_day(place))


OLD = _Calendar("old style (Julian calendar)", old_style, old_place, lambda mark, part: f"{mark}\n{part}")
NEW = _Calendar("new style (Gregorian calendar)", lambda day: day, new_place, lambda mark, part: f"{part}\n{mark}")


class _Marks(Locator):
    """Places the marks of one calendar, for as much of the axis as is in view."""

    def __init__(self, calendar: _Calendar, finest: Finest) -> None:
        self.calendar, self.finest = calendar, finest

    def __call__(self) -> list[float]:
        """Place the marks in view."""
        return self.tick_values(*_view(self))

    def tick_values(self, vmin: float, vmax: float) -> list[float]:
        """Place the marks between two ends."""
        first, last = sorted((vmin, vmax))
        step = step_for(last - first, finest=self.finest)
        return [place for place in self._places(first, last, step) if first <= place <= last]

    def _places(self, first: float, last: float, step: Step) -> Iterator[float]:
        if step.kind == "hours":
            parts = 24 // step.size
            yield from (place / parts for place in range(ceil(first * parts), floor(last * parts) + 1))
        elif step.kind == "days":
            # The count began on a Thursday, so that steps of a week fall on Mondays. A mark names a day at its noon.
            yield from (day + 0.5 for day in range(floor(first), floor(last) + 1) if (day + 3) % step.size == 0)
        else:
            months = step.size * (12 if step.kind == "years" else 1)
            yield from self._months(first, last, months)

    def _months(self, first: float, last: float, step: int) -> Iterator[float]:
        begin, end = (day.year * 12 + day.month - 1 for day in map(self.calendar.day, (first, last)))
        for month in range(begin - begin % step, end + 1, step):
            if month >= 12:
                yield self.calendar.place(Day(month // 12, month % 12 + 1, 1))


def _view(part: TickHelper) -> tuple[float, float]:
    if part.axis is None:
        raise ValueError("The marks of the calendar belong to an axis, and have been taken off theirs.")
    first, last = part.axis.get_view_interval()
    return float(first), float(last)


class _Names(Formatter):
    """Names the marks: the finer part at each, the coarser part where it begins."""

    def __init__(self, ax: Axes, calendar: _Calendar, finest: Finest) -> None:
        self.ax, self.calendar, self.finest = ax, calendar, finest

    def __call__(self, x: float, pos: int | None = None) -> str:  # noqa: ARG002, matplotlib gives it
        """Name one mark, for matplotlib's read-out of the pointer."""
        day = self.calendar.day(x)
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        """Name all marks of the axis whose names stay on the page."""
        first, last = sorted(_view(self))
        step = step_for(last - first, finest=self.finest)
        names, earlier = [], ""
        for value in values:
            mark, part = self._parts(value, step)
            # Always two lines, so that all stand on one level.
            name = self.calendar.stack(mark, part if part != earlier else " ")
            fits = on_page(self.ax, value, name)
            names.append(name if fits else "")
            earlier = part if fits else earlier
        return names

    def _parts(self, value: float, step: Step) -> tuple[str, str]:
        minutes = round(value % 1 * 1440)
        day = self.calendar.day(value)
        month = MONTHS[day.month - 1][:3]
        if step.kind == "hours":
            return f"{minutes // 60:02}:{minutes % 60:02}", f"{day.day} {month}"
        if step.kind == "days":
            return f"{day.day}", month
        return (month, f"{day.year}") if step.kind == "months" else (f"{day.year}", " ")


def years(start: float, end: float) -> tuple[str, str]:
    """Name the years that an axis covers, old style and new.

    Examples
    --------
    >>> years(old_place(Day(1917, 12, 1)), old_place(Day(1917, 12, 31)))
    ('1917', '1917–1918')
    """
    told = [dict.fromkeys(f"{calendar.day(place).year}" for place in (start, end)) for calendar in (OLD, NEW)]
    old, new = ("–".join(names) for names in told)
    return old, new


def dress(ax: Axes, *, finest: Finest) -> None:
    """Give an axes the marks of both calendars: the old style below, the new style above.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Axes whose horizontal limits are set, in matplotlib's days.
    finest : {"hours", "days"}
        The finest unit that the dates know.
    """
    limits = ax.get_xlim()
    ax.xaxis_date()
    ax.set_xlim(*limits)
    _clear(ax)
    above = ax.secondary_xaxis("top")
    for axis, calendar, year in zip((ax.xaxis, above.xaxis), (OLD, NEW), years(*limits), strict=True):
        axis.set_major_locator(_Marks(calendar, finest))
        axis.set_major_formatter(_Names(ax, calendar, finest))
        _ink(axis, f"{year}, {calendar.name}")
    for edge in (ax.spines["top"], ax.spines["bottom"], above.spines["top"]):
        edge.set_color(style.colour("quiet"))
    ax.spines["top"].set_visible(False)


def dress_numbers(ax: Axes, name: str, words: Callable[[float], str]) -> None:
    """Give an axes of numbers the same look.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        The axes.
    name : str
        What its numbers are.
    words : callable
        Writes one of them.
    """
    _clear(ax)
    ax.xaxis.set_major_formatter(page_words(ax, words))
    _ink(ax.xaxis, name)
    ax.spines["top"].set_visible(False)
    ax.spines["bottom"].set_color(style.colour("quiet"))


def _clear(ax: Axes) -> None:
    for spine in ("left", "right"):
        ax.spines[spine].set_visible(False)
    ax.yaxis.set_visible(False)
    ax.grid(visible=True, axis="x", color=style.colour("pale"), alpha=0.3, linewidth=0.8)
    ax.set_axisbelow(True)


def _ink(axis: XAxis, name: str) -> None:
    axis.set_tick_params(color=style.colour("quiet"), labelcolor=style.colour("ink"), labelsize=style.TEXT, length=4)
    axis.set_label_text(lettering.plain(name), color=style.colour("ink"), fontsize=style.TEXT, parse_math=False)


def new_axes(height: float, above: float = AXIS_ROOM) -> Axes:
    """Make a figure with an axes of time, as wide as every figure of the course.

    Parameters
    ----------
    height : float
        Height of the axes in inches, without the marks of the calendars.
    above : float
        Inches kept free above it, for the marks of the new style.

    Returns
    -------
    matplotlib.axes.Axes
        The axes, on paper.
    """
    tall, edge = height + AXIS_ROOM + above, style.MARGIN / style.WIDTH
    figure = pyplot.figure(figsize=(style.WIDTH, tall), facecolor=style.colour("paper"))
    return figure.add_axes((edge, AXIS_ROOM / tall, 1 - 2 * edge, height / tall))
