"""Axes with a scale in the house style: type, ticks, a light grid, and room kept for what is written beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from matplotlib import pyplot
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from coursekit.charts import lettering, style
from coursekit.charts.drawing import Row

__all__ = [
    "framed",
    "label_ticks",
    "mark_numbers",
    "on_page",
    "page_words",
    "place_words",
    "the_unit",
    "tick_words",
    "whole",
    "write",
]

_LABEL = 1.4  # width at which a label may be cut: inches


def tick_words(number: float, _place: object = None) -> str:
    """Write a number that counts something.

    Examples
    --------
    >>> tick_words(1000), tick_words(0.25), tick_words(4e10), tick_words(3e15)
    ('1,000', '0.25', '40,000 million', '3,000 trillion')
    """
    if abs(number) >= 1e10:
        scale, name = (1e6, "million") if abs(number) < 1e12 else (1e12, "trillion")
        return f"{number / scale:,.10g} {name}"
    return f"{number:,.10g}"


def place_words(number: float, _place: object = None) -> str:
    """Write a number that may be a year, because nothing says what it counts.

    Examples
    --------
    >>> place_words(1917), place_words(25000)
    ('1917', '25,000')
    """
    return tick_words(number) if abs(number) >= 10_000 else f"{number:.10g}"


def the_unit(rows: Sequence[Row], chart: str) -> str:
    """Find the one unit of the rows.

    Parameters
    ----------
    rows : sequence of Row
        The rows of a chart.
    chart : str
        What the chart is called.

    Returns
    -------
    str
        The unit; empty where none is known.

    Raises
    ------
    ValueError
        If no row has a figure, or the units differ.
    """
    units = dict.fromkeys(row.quantity.unit for row in rows if row.quantity.number is not None)
    if not units:
        raise ValueError("No row has a figure, so there is nothing to draw. Show the table instead.")
    if len(units) > 1:
        named = ", ".join(unit or "no unit" for unit in units)
        raise ValueError(f"{chart} would be in different units ({named}). Keep the rows of one unit.")
    return next(iter(units))


def framed(ax: Axes | None, tall: float, left: float, below: float) -> Axes:
    """Make a figure for a chart with a scale, or take the axes the reader gives, and set it in the house style.

    Parameters
    ----------
    ax : matplotlib.axes.Axes or None
        Where to draw; None for a figure of its own.
    tall : float
        Height in inches of the axes of a new figure.
    left, below : float
        Inches that the new figure keeps free beside and below the axes, for the names of its ticks.

    Returns
    -------
    matplotlib.axes.Axes
        The axes, without a frame.
    """
    if ax is None:
        high = tall + below + style.MARGIN
        wide = style.WIDTH - left - 2 * style.MARGIN
        ax = pyplot.figure(figsize=(style.WIDTH, high)).add_axes(
            ((left + style.MARGIN) / style.WIDTH, below / high, wide / style.WIDTH, tall / high)
        )
    whole = ax.get_figure(root=True)
    if whole is not None:
        whole.set_facecolor(style.colour("paper"))
    ax.set_facecolor("none")
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.spines["bottom"].set(color=style.colour("quiet"), linewidth=1.2)
    ax.tick_params(which="both", color=style.colour("quiet"), labelcolor=style.colour("ink"), labelsize=style.TEXT)
    ax.tick_params(axis="y", length=0)
    ax.set_axisbelow(True)
    return ax


def whole(text: str, most: float, rows: int) -> str | None:
    r"""Break a label into lines; None where that would cut it or break a word.

    Parameters
    ----------
    text : str
        The label.
    most : float
        Width to keep to, in inches.
    rows : int
        Number of lines to keep to.

    Returns
    -------
    str or None
        The lines.

    Examples
    --------
    >>> whole("not given", 0.6, 2)
    'not\ngiven'
    >>> whole("not given", 0.3, 2)
    """
    broken = lettering.lines(text, most, rows=rows)
    return broken if broken.replace("\n", " ") == lettering.plain(text) else None


def write(ax: Axes, place: tuple[float, float], text: str, *, align: lettering.Align = "left") -> tuple[Artist, ...]:
    """Write a label and return what shows it."""
    before = len(ax.texts)
    lettering.write(ax, place, text, align=align)
    return tuple(ax.texts[before:])


def on_page(ax: Axes, place: float, name: str) -> bool:
    """Tell whether the name of a tick of the horizontal axis, centred on it, stays on the page.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where, with its limits set.
    place : float
        Where the tick is, in the unit of the axis.
    name : str
        Its name in lines.

    Returns
    -------
    bool
        Whether no letter would be cut off.
    """
    box, (low, high), wide = ax.get_position(), ax.get_xlim(), style.room(ax)[0]
    left, right = box.x0 / box.width * wide, (1 - box.x1) / box.width * wide
    at, half = (place - low) / (high - low) * wide, lettering.size(name)[0] / 2
    return bool(half <= at + left and at + half <= wide + right)


def label_ticks(names: Sequence[str], each: float, beside: tuple[float, float]) -> tuple[list[int], list[str]]:
    """Name as many places of an axis of labels as there is room for, at even steps.

    Parameters
    ----------
    names : sequence of str
        The labels in their order.
    each : float
        Inches from one to the next.
    beside : tuple of float
        Inches from the middle of the first to the left edge of the page, and from that of the last to the right one.

    Returns
    -------
    tuple
        The places that are named, counted from 0, and their names in lines.
    """
    last = len(names) - 1
    edges = [2 * min(beside[0] + at * each, beside[1] + (last - at) * each) for at in range(len(names))]
    for step in range(1, len(names) + 1):
        room = each * step * 0.94
        broken = [(at, whole(names[at], min(room, edges[at]), 2)) for at in range(0, len(names), step)]
        if all(name for _, name in broken) or room > _LABEL:
            break
    cut = [name or lettering.lines(names[at], min(room, edges[at]), rows=2) for at, name in broken]
    return [at for at, _ in broken], cut


def page_words(ax: Axes, write: Callable[[float], str]) -> Callable[[float, object], str]:
    """Give what names the numbers of a horizontal axis, but for those whose names would reach off the page."""

    def named(number: float, _place: object) -> str:
        words = write(number)
        return words if on_page(ax, number, words) else ""

    return named


def mark_numbers(ax: Axes, numbers: Sequence[float], ends: tuple[float, float]) -> None:
    """Mark round numbers of a horizontal axis between its ends, and none beyond, where it is not drawn.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where.
    numbers : sequence of float
        What stands on the axis; where all are whole, only whole numbers are marked.
    ends : tuple of float
        Where the axis begins and ends.
    """
    locator = MaxNLocator(6, steps=[1, 2, 5, 10], integer=all(float(number).is_integer() for number in numbers))
    leeway = (ends[1] - ends[0]) * 1e-9  # for 0.6 that is worked out as 0.6000000000000001
    marks = [mark for mark in locator.tick_values(*ends) if ends[0] - leeway <= mark <= ends[1] + leeway]
    ax.set_xticks(marks)
    ax.xaxis.set_major_formatter(page_words(ax, place_words))
