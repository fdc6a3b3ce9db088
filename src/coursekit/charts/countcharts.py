"""Charts of counts: squares that each stand for so many, and a histogram whose areas are the counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from coursekit.charts import style
from coursekit.charts.binchart import count_of, draw_bins
from coursekit.charts.bins import Bin, Bins, read_bins
from coursekit.charts.composition import Part, compose
from coursekit.charts.drawing import Drawing, Mark, Row, read_rows, remember
from coursekit.charts.framing import tick_words
from coursekit.charts.quantities import SCALES
from coursekit.charts.segment_labels import Wording
from coursekit.charts.segment_rows import looks_for, one_unit, part_of_row
from coursekit.charts.segments import Gap, Segment, segments_of
from coursekit.charts.segments_words import ends, gap_mark, label_lines, listed, segment_mark, told
from coursekit.charts.squares import Sheet, draw_squares, runs

__all__ = ["histogram", "waffle"]

MOST_GROUPS, MOST_SQUARES, MANY_SQUARES = 12, 1200, 300


def waffle(data: pd.DataFrame, ax: Axes | None = None, *, x: str, y: str = "value", each: float | None = None) -> Axes:
    """Draw counts as squares in rows of ten, so that they can be counted.

    Every group has a block of squares on a common baseline. A whole and its parts are told from the claims
    (`part_of`, `of`): the parts are squares of the whole's block, and what they leave open is grey. Squares of a figure
    that is not exact are hollow.

    Parameters
    ----------
    data : pandas.DataFrame
        One row per group: a table as from `load` or `claims`, indexed by claim, or any table of one's own.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if not given.
    x : str
        Column of the groups' names (str).
    y : str
        Column of the figures: counts from zero up in one unit, or per cent; missing where none is given.
    each : float, optional
        What one square stands for; if not given, the least of 1, 2, 5, 10, 20, ... with at most 300 squares.

    Returns
    -------
    matplotlib.axes.Axes
        The axes, for `figure` or for anything matplotlib does.

    Raises
    ------
    TypeError
        If `data` is no DataFrame.
    ValueError
        If a column is missing, no row has a figure, the units differ, parts exceed their whole, or there are more
        groups or squares than a page can hold.

    Examples
    --------
    >>> from coursekit.frames import load
    >>> table = load("nationalities")
    >>> ax = waffle(table[table["date_os"] == "1917-06-05"], x="subject")
    >>> ax.get_legend() is None
    True
    """
    rows = read_rows(data, y, [x])
    unit = _unit(rows)
    known = {row.id: row for row in rows}
    body = compose(_counted(row, x, known) for row in rows)
    groups = [segments_of([block], known)[0] for block in body.wholes]
    gaps = [Gap(part.label, part.quantity.written(), known[part.id]) for part in body.unplaced]
    _check_groups(groups, gaps)
    each = _worth(sum(group.extent for group in groups), unit, each)
    with style.house():
        sheet = Sheet([*groups, *gaps], each, _looks(groups), _labels(unit), _one_square(each, unit))
        ax, shown = draw_squares(ax, sheet)
    marks = [*_block_marks(groups, unit, shown), *(gap_mark(gap, "", shown[id(gap)]) for gap in gaps)]
    remember(ax, Drawing("waffle", tuple(_squares_told(groups, gaps, unit, each)), tuple(marks)))
    return ax


def histogram(data: pd.DataFrame, ax: Axes | None = None, *, start: str, end: str, y: str = "value") -> Axes:
    """Draw counts over stretches of unequal width, so that the area of each bar is its count.

    The height of a bar is its count for a unit of width, worked out by the course; the count stands above it. Between
    stretches that do not touch the axis stays open, and so does a stretch without a number. What is not exact is
    hollow.

    Parameters
    ----------
    data : pandas.DataFrame
        One row per stretch: a table as from `load` or `claims`, indexed by claim, or any table of one's own.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if not given. On a time axis its limits are in matplotlib's days, so that
        `ax.set_xlim` takes the dates of Python, which are new style.
    start, end : str
        Columns of the beginning and the end of each stretch: numbers, or old-style dates (str), the last day included.
        One column of intervals, such as `"date_os"`, may serve for both.
    y : str
        Column of the figures: counts from zero up in one unit, missing where none is given.

    Returns
    -------
    matplotlib.axes.Axes
        The axes, for `figure` or for anything matplotlib does.

    Raises
    ------
    TypeError
        If `data` is no DataFrame.
    ValueError
        If a column is missing, no row has a figure, the units differ or are shares, a stretch has no beginning, no end
        or no width, stretches overlap, or there are more than can be read.

    Examples
    --------
    >>> from coursekit.frames import load
    >>> sent = load("peasant_revolt").filter(like="t32-188-force", axis="index")
    >>> ax = histogram(sent, start="date_os", end="date_os")
    >>> ax.get_ylim()[0]
    np.float64(0.0)
    """
    rows = read_rows(data, y, [start, end])
    unit = _counted_unit(rows)
    bins = read_bins(data, rows, start, end)
    with style.house():
        title = f"{unit or y} per {bins.per_words}; the area of a bar is its count"
        ax, shown = draw_bins(ax, bins, title, start if start == end else f"{start} to {end}")
    marks = tuple(_bin_mark(bins, stretch, artists) for stretch, artists in zip(bins.bins, shown, strict=True))
    remember(ax, Drawing("histogram", tuple(_bins_told(bins, unit or y)), marks))
    return ax


def _unit(rows: Sequence[Row]) -> str:
    """Name the unit of the squares: that of the counts, or per cent."""
    known = {row.id: row for row in rows}
    printed = [row for row in rows if row.quantity.number is not None and _is_printed(row, known)]
    if any(row.quantity.unit == "share" for row in printed):
        raise ValueError("A printed share is no count, and no number of squares. Draw it with `shares`.")
    unit = one_unit(rows)
    if printed and len(printed) < sum(row.quantity.number is not None for row in rows):
        raise ValueError(
            "The table mixes per cents with counts, which cannot share squares. Keep the one or the other."
        )
    return "per cent" if printed else unit


def _is_printed(row: Row, known: Mapping[str, Row]) -> bool:
    """Tell a share of something outside the table from a share of another row."""
    return row.quantity.unit in SCALES and not (row.claim and row.claim["of"] in known)


def _counted(row: Row, x: str, known: Mapping[str, Row]) -> Part:
    """Read a row as a part; a per cent counts as one."""
    part = part_of_row(row, x)
    return replace(part, quantity=replace(part.quantity, unit="")) if _is_printed(row, known) else part


def _check_groups(groups: Sequence[Segment], gaps: Sequence[Gap]) -> None:
    if not any(group.extent for group in groups):
        raise ValueError("No row has a figure above zero, so there is no square to draw. Show the table instead.")
    number = sum(1 for group in groups for _ in group.walk()) + len(gaps)
    if number > MOST_GROUPS:
        raise ValueError(f"Squares can show at most {MOST_GROUPS} groups, and these are {number}. Draw the largest.")


def _worth(total: float, unit: str, each: float | None) -> float:
    """Choose what a square stands for, or check what the reader asks for."""
    if each is None:
        return next(worth for worth in _round_numbers() if total / worth <= MANY_SQUARES)
    if not 0 < each < float("inf"):
        raise ValueError(f"A square cannot stand for {each!r}. Give `each` as a number above zero.")
    if total / each > MOST_SQUARES:
        raise ValueError(
            f"At {tick_words(each)} {unit} a square, these would be {total / each:,.0f} squares, and a page holds "
            f"{MOST_SQUARES:,}. Give `each` a larger number, or leave it out."
        )
    return each


def _round_numbers() -> Iterator[float]:
    yield from (step * 10.0**power for power in count() for step in (1, 2, 5))


def _looks(groups: Sequence[Segment]) -> dict[str, style.Look]:
    """Give a look to whatever has squares of its own."""
    drawn = (run.segment for group in groups for run in runs(group))
    return looks_for((segment.label, segment.row) for segment in drawn if segment.row)


def _one_square(each: float, unit: str) -> str:
    if unit == "per cent" or not unit:
        return f"Every square stands for {tick_words(each)} {unit}".rstrip() + "."
    return f"Every square is one of the {unit}." if each == 1 else f"Every square stands for {tick_words(each)} {unit}."


def _labels(unit: str) -> Wording:
    """Label groups with the unit of their figures, where they do not name one."""

    def words(item: Segment | Gap) -> Sequence[str]:
        if isinstance(item, Gap) or not item.figure:
            return label_lines(item)
        return label_lines(replace(item, figure=f"{item.figure} {unit}".rstrip()))

    return words


def _block_marks(groups: Sequence[Segment], unit: str, shown: Mapping[int, tuple[Artist, ...]]) -> Iterator[Mark]:
    for group in groups:
        for segment in group.walk():
            within = "" if segment is group else group.label
            yield segment_mark(segment, within, shown[id(segment)], unit)
            yield from (gap_mark(gap, segment.label, ()) for gap in segment.unnumbered)


def _squares_told(groups: Sequence[Segment], gaps: Sequence[Gap], unit: str, each: float) -> Iterator[str]:
    yield f"A chart of squares in rows of ten, filled from the bottom up. {_one_square(each, unit)}"
    segments = [segment for group in groups for segment in group.walk()]
    if any(end / each % 1 for segment in segments for end in (segment.extent, segment.sure)):
        yield "Where a figure does not fill its last square, a part of the square is drawn."
    in_units = f" (figures in {unit})" if unit else ""
    yield f"In the order of the table{in_units}: {listed([told(group) for group in groups])}."
    exact = (group for group in groups if group.row and group.row.quantity.exact)
    found = ends((group.extent, f"{group.label} ({group.figure})") for group in exact)
    if found:
        yield f"The largest is {found[1]}, the smallest {found[0]}."
    unsure = [f"{s.label}, {s.figure} ({s.how})" for s in segments if s.row and not s.row.quantity.exact]
    if unsure:
        yield f"Not exact: {listed(unsure)}. Squares that are not certain are hollow."
    if any(segment.row is None for segment in segments):
        yield "Grey and hatched squares are what no figure in the table breaks down."
    for gap in gaps:
        yield f"{gap.why.capitalize()}: {gap.label}. Its place stays open, which is not zero."


def _counted_unit(rows: Sequence[Row]) -> str:
    if not any(row.quantity.number is not None for row in rows):
        raise ValueError("No row has a figure, so there is nothing to draw. Show the table instead.")
    if any(row.quantity.unit in SCALES for row in rows):
        raise ValueError("Shares are no counts, and have no area. Keep the rows of counts, or draw `shares`.")
    return one_unit(rows)


def _density(bins: Bins, stretch: Bin) -> str:
    """Say how high a bar is, where its count is exact; of a guess no height is told."""
    if stretch.row is None or not stretch.row.quantity.exact:
        return ""
    return f"{tick_words(float(f'{bins.height(stretch, stretch.row.quantity.sure):.3g}'))} per {bins.per_words}"


def _bin_mark(bins: Bins, stretch: Bin, artists: tuple[Artist, ...]) -> Mark:
    if stretch.row is None:
        return Mark(stretch.words, count_of(stretch), "open, which is not zero", (), "absent", "", artists)
    density = _density(bins, stretch)
    figure = f"{count_of(stretch)} ({density}, worked out by the course)" if density else count_of(stretch)
    return stretch.row.mark(stretch.words, figure, stretch.row.quantity.certainty(), "", artists)


def _bins_told(bins: Bins, unit: str) -> Iterator[str]:
    along = "Time, to scale and in the old style, runs" if bins.is_time else "The scale runs"
    yield (
        f"A histogram of {unit}. The area of every bar is its count, and its height is the count per "
        f"{bins.per_words}, worked out by the course. {along} from left to right."
    )
    yield f"In order: {listed([_told_bin(bins, stretch) for stretch in bins.bins if stretch.row])}."
    exact = [stretch for stretch in bins.bins if stretch.row and stretch.row.quantity.exact]
    found = ends((bins.height(stretch, stretch.number or 0.0), stretch.words) for stretch in exact)
    if found:
        yield f"The bar is highest for {found[1]}, and lowest for {found[0]}."
    unsure = [f"{s.words}, {count_of(s)}" for s in bins.bins if s.number is not None and s not in exact]
    if unsure:
        yield f"Not exact: {listed(unsure)}. Such a bar is hollow and dashed beyond what is certain."
    for stretch in bins.bins:
        if stretch.number is None:
            yield f"{count_of(stretch).capitalize()}: {stretch.words}. The place stays open, which is not zero."


def _told_bin(bins: Bins, stretch: Bin) -> str:
    density = _density(bins, stretch)
    return f"{stretch.words}, {count_of(stretch)}{f', which is {density}' if density else ''}"
