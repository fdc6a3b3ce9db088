"""Bars divided into segments: counts from zero, and shares of one whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd
from matplotlib.axes import Axes

from coursekit.charts import style
from coursekit.charts.drawing import Drawing, read_rows, remember
from coursekit.charts.proportions import Whole, wholes
from coursekit.charts.segment_drawing import Heading, Plan, draw_bars
from coursekit.charts.segment_rows import check_size, divide, looks_for, one_unit
from coursekit.charts.segments import Bar
from coursekit.charts.segments_words import extremes, label_lines, listed, marks, told, uncertain

__all__ = ["shares", "stacked"]

_AXIS = 0.62  # room for the scale under bars of shares: inches


def stacked(data: pd.DataFrame, ax: Axes | None = None, *, x: str, y: str = "value", by: str) -> Axes:
    """Draw figures as segments of horizontal bars that begin at zero: one bar for each whole.

    A total and its parts are told from the claims (`part_of`, `of`): the total is the frame round a bar, and what its
    parts do not fill is drawn as unknown. A figure that is not exact is hollow and dashed. A segment that other bars
    have and this one has not keeps an open place, or is said.

    Parameters
    ----------
    data : pandas.DataFrame
        One row per segment: a table as from `load` or `claims`, indexed by claim, or any table of one's own.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if not given.
    x : str
        Column that names the bars (str), such as `"body"`.
    y : str
        Column of the figures: numbers from zero up in one unit, missing where none is given.
    by : str
        Column that names the segments (str), such as `"party"`.

    Returns
    -------
    matplotlib.axes.Axes
        The axes, for `figure` or for anything matplotlib does.

    Raises
    ------
    TypeError
        If `data` is no DataFrame.
    ValueError
        If a column is missing, no row has a figure, the units differ, a segment is given twice, the parts exceed
        their whole, or there is more than a page can hold.

    Examples
    --------
    >>> from coursekit.frames import load
    >>> votes = load("votes")
    >>> ax = stacked(votes[votes["vote"] == "kiev-soviet-15-october"], x="body", by="side")
    >>> ax.get_legend() is None
    True
    """
    rows = read_rows(data, y, [x, by])
    unit = one_unit(rows)
    bars = divide(rows, x, by)
    asides = [_aside(bar, unit, first=place == 0) for place, bar in enumerate(bars)]
    with style.house():
        longest = max(max(bar.extent, bar.frame) for bar in bars) or 1.0
        ax, shown, _ = draw_bars(ax, _plan(bars, asides, longest, 0.0))
    words = tuple(_stacked_sentences(bars, unit or y))
    remember(ax, Drawing("stacked", words, tuple(marks(bars, shown, unit)), tuple(_without_total(bars))))
    return ax


def shares(data: pd.DataFrame, ax: Axes | None = None, *, x: str, y: str = "value", by: str) -> Axes:
    """Draw shares as segments of bars that all reach to 100 per cent: one bar for each whole.

    Figures printed as shares (`per cent` or `share`) are drawn as printed. From counts the course works the shares out,
    of the total if the table has it, else of the counts together, and says so. What the named parts leave open is
    drawn as unknown.

    Parameters
    ----------
    data : pandas.DataFrame
        One row per segment: a table as from `load` or `claims`, indexed by claim, or any table of one's own (with a
        column `unit` that says `per cent` or `share` where its figures are shares).
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if not given.
    x : str
        Column that names the bars (str); each is one whole.
    y : str
        Column of the figures: shares, or counts from zero up in one unit; missing where none is given.
    by : str
        Column that names the segments (str).

    Returns
    -------
    matplotlib.axes.Axes
        The axes; its horizontal axis runs from 0 to 100 per cent.

    Raises
    ------
    TypeError
        If `data` is no DataFrame.
    ValueError
        If a column is missing, no row has a figure, the shares of a bar are of different wholes, make more than a
        whole or cannot be worked out, or there is more than a page can hold.

    Examples
    --------
    >>> from coursekit.frames import load
    >>> city = load("city_elections")
    >>> moscow = city[(city["body"] == "Moscow city duma") & (city["unit"] == "per cent")]
    >>> ax = shares(moscow, x="date_os", by="party")
    >>> ax.get_xlabel()
    'per cent of each whole'
    """
    done = wholes(read_rows(data, y, [x, by]), x, by)
    bars = [whole.bar for whole in done]
    with style.house():
        ax, shown, level = draw_bars(
            ax, _plan(bars, [f"of {whole.base}" if whole.base else "" for whole in done], _reach(bars), _AXIS)
        )
        _draw_scale(ax, level)
    words = tuple(_share_sentences(done))
    remember(ax, Drawing("shares", words, tuple(marks(bars, shown, ""))))
    return ax


def _reach(bars: Sequence[Bar]) -> float:
    return max(100.0, *(bar.extent for bar in bars)) * 1.03  # room for the last label of the scale


def _plan(bars: Sequence[Bar], asides: Sequence[str], longest: float, foot: float) -> Plan:
    labels = {segment.label: segment for bar in reversed(bars) for segment in bar.walk() if segment.row}
    check_size(bars, len(labels))
    return Plan(
        bars,
        [Heading(bar.label, aside) for bar, aside in zip(bars, asides, strict=True)],
        looks_for((segment.label, segment.row) for bar in bars for segment in bar.walk() if segment.row),
        label_lines,
        longest,
        foot,
    )


def _aside(bar: Bar, unit: str, *, first: bool) -> str:
    if bar.whole:
        return f"{bar.whole.figure()} {unit}".rstrip()
    return f"in {unit}" if unit and first else ""


def _draw_scale(ax: Axes, level: float) -> None:
    """Draw the scale of shares as the horizontal axis, under the last bar."""
    ax.set_axis_on()
    ax.patch.set_visible(False)
    for side in ("left", "right", "top"):
        ax.spines[side].set_visible(False)
    ax.spines["bottom"].set(position=("data", level - 0.12), bounds=(0, 100), color=style.colour("quiet"))
    ax.set_yticks([])
    ax.set_xticks(range(0, 101, 25))
    ax.tick_params(axis="x", color=style.colour("quiet"), labelcolor=style.colour("ink"), labelsize=style.TEXT)
    ax.set_xlabel("per cent of each whole", color=style.colour("ink"), fontsize=style.TEXT, labelpad=2)


def _stacked_sentences(bars: Sequence[Bar], unit: str) -> Iterator[str]:
    yield (
        f"A chart of {unit}, with {_count(bars)}. Every bar begins at zero and is divided into segments, in the order "
        "of the table."
    )
    for bar in bars:
        total = f", {bar.whole.figure()} {unit} in all" if bar.whole else ""
        yield f"{bar.label}{total}: {listed([told(segment) for segment in bar.segments])}."
    yield from extremes(bars)
    yield from uncertain(bars)


def _count(bars: Sequence[Bar]) -> str:
    return "one horizontal bar" if len(bars) == 1 else f"{len(bars)} horizontal bars"


def _without_total(bars: Sequence[Bar]) -> Iterator[str]:
    alone = [bar.label for bar in bars if not bar.whole and len(bar.segments) > 1]
    if alone:
        yield f"No row of the table gives a total, so a bar is as long as its segments together: {listed(alone)}."


def _share_sentences(done: Sequence[Whole]) -> Iterator[str]:
    bars = [whole.bar for whole in done]
    yield (
        f"A chart of shares, with {_count(bars)}. Every bar is one whole, from 0 to 100 per cent, and is divided into "
        "segments, in the order of the table."
    )
    for whole in done:
        base = f" (of {whole.base})" if whole.base else ""
        yield f"{whole.bar.label}{base}: {listed([told(segment) for segment in whole.bar.segments])}."
    worked = [f"{whole.bar.label}, of {whole.base}" for whole in done if whole.worked_out]
    if worked:
        yield f"Worked out by the course from counts, and rounded to one decimal, are the shares in {listed(worked)}."
    yield from (whole.note for whole in done if whole.note)
    yield from extremes(bars)
    yield from uncertain(bars)
