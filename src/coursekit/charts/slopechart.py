"""Slopes between two, three or four moments: who rose and who fell, with the figures at both ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from coursekit.charts import lettering, style
from coursekit.charts.drawing import Drawing, Row, read_rows, remember
from coursekit.charts.framing import the_unit, write
from coursekit.charts.lineseries import Gap, Held, Point, Series, read_series, why_open
from coursekit.charts.linewords import doubts, listed, marks
from coursekit.charts.placing import Place, Placing, place_rows
from coursekit.charts.reach import DASHES, draw_reach
from coursekit.charts.spreading import spread
from coursekit.record import Claim

__all__ = ["slopes"]

MOST_COLUMNS, MOST_SLOPES = 4, 12
_TALL, _LEADER, _AIR = 2.9, 0.3, 0.07  # height of the scale, from a mark to its label, between labels: inches
_HEAD, _ZERO = 0.42, 0.32  # what the headings and the zeros need beside their own height: inches


@dataclass(frozen=True)
class _Columns:
    """The moments of the chart from left to right, and which texts of the table stand for each."""

    placing: Placing
    texts: tuple[frozenset[str], ...]

    @property
    def places(self) -> list[Place]:
        return [Place(at - 0.5, at + 0.5, name) for at, name in enumerate(self.placing.names)]


def slopes(data: pd.DataFrame, ax: Axes | None = None, *, x: str, y: str = "value", by: str) -> Axes:
    """Draw how figures changed between two moments, or up to four, one line for each group.

    Every line has its name and figures at both ends. Where a group has no figure at one end, what it has is drawn as
    a mark alone, and the missing end is named under its moment. A figure that is not exact is hollow, and the line to
    it is dashed. The scale begins at zero.

    Parameters
    ----------
    data : pandas.DataFrame
        One row per figure: a table as from `load` or `claims`, indexed by claim, or any table of one's own.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if not given.
    x : str
        Column of the moments: old-style dates (str) such as `"date_os"`, numbers, or labels in their order (str).
    y : str
        Column of the figures: numbers from zero up in one unit, missing where none is given.
    by : str
        Column that names the groups (str), such as `"party"`.

    Returns
    -------
    matplotlib.axes.Axes
        The axes, for `figure` or for anything matplotlib does.

    Raises
    ------
    TypeError
        If `data` is no DataFrame.
    ValueError
        If a column is missing, no row has a figure, the units differ, there are fewer than two moments or more than
        four, or more groups than can be read.

    Examples
    --------
    >>> from coursekit.frames import claims
    >>> votes = claims("city_elections")
    >>> moscow = votes[votes["body"] == "Moscow city duma"].dropna(subset="value")
    >>> ax = slopes(moscow[moscow["unit"] == "per cent"], x="date_os", by="party")
    >>> ax.get_legend() is None
    True
    """
    rows = read_rows(data, y, [x, by])
    unit = the_unit(rows, "The slopes")
    columns = _columns(data, rows, x)

    def held(claim: Claim, empty: Place) -> bool:
        return claim[x] in columns.texts[round(empty.middle)]

    series = [_whole(line, columns, held) for line in read_series(rows, columns.placing, by, None, held)]
    if len(series) > MOST_SLOPES:
        raise ValueError(f"At most {MOST_SLOPES} slopes can be told apart, and these are {len(series)}. Keep a few.")
    with style.house():
        ax, shown = _draw(ax, series, columns.places, unit or y)
    remember(ax, Drawing("slopes", tuple(_sentences(series, columns, unit or y)), tuple(marks(series, shown))))
    return ax


def _columns(data: pd.DataFrame, rows: Sequence[Row], x: str) -> _Columns:
    placing = place_rows(data, rows, x)
    distinct = sorted({(place.start, place.end): place for place in placing.places}.values())
    if not 1 < len(distinct) <= MOST_COLUMNS:
        named = ", ".join(place.words for place in distinct[:6])
        found = f"{x!r} has {len(distinct)} ({named}{', ...' if len(distinct) > 6 else ''})"
        advice = "Draw bars." if len(distinct) == 1 else "Keep some of them, or draw lines."
        raise ValueError(f"A slope chart stands between two moments, or up to {MOST_COLUMNS}; {found}. {advice}")
    at = {(place.start, place.end): number for number, place in enumerate(distinct)}
    order = [at[place.start, place.end] for place in placing.places]
    texts = tuple(
        frozenset(row.text(x) for row, number in zip(rows, order, strict=True) if number == column)
        for column in range(len(distinct))
    )
    places = tuple(Place(number - 0.5, number + 0.5, distinct[number].words) for number in order)
    return _Columns(Placing("label", places, tuple(place.words for place in distinct)), texts)


def _whole(line: Series, columns: _Columns, held: Held) -> Series:
    """Give a line a gap for every moment that it lacks, at its ends too."""
    there = {point.place.middle for point in line.points}
    missing = [place for place in columns.places if place.middle not in there]
    return replace(line, gaps=tuple(Gap(place, why_open(line.points, place, held)) for place in missing))


def _sentences(series: Sequence[Series], columns: _Columns, unit: str) -> Iterator[str]:
    names = columns.placing.names
    yield f"A slope chart of {unit} at {listed(names)}, with {_count(len(series))}. The scale begins at zero."
    if len(names) > 2:
        yield "The moments stand at equal distances, not to scale."
    for place in columns.places:
        at = [(point.reach.most, line, point) for line in series for point in line.drawn if point.place == place]
        told = [f"{line.name} {point.figure(unit=False)}" for _, line, point in sorted(at, key=lambda each: -each[0])]
        yield f"{place.words}, from the top: {'; '.join(told)}." if told else f"{place.words}: no figure."
    yield from _changes(series, columns)
    yield from doubts(series)


def _count(lines: int) -> str:
    return f"{lines} lines" if lines > 1 else "one line"


def _changes(series: Sequence[Series], columns: _Columns) -> Iterator[str]:
    """Name who rose and who fell from the first moment to the last, where both figures are exact and alone."""
    first, last = columns.places[0], columns.places[-1]
    ways: dict[str, list[str]] = {"rose": [], "fell": [], "stayed the same": []}
    for line in series:
        ends = [[point for point in line.drawn if point.place == place] for place in (first, last)]
        if all(len(points) == 1 and points[0].sure for points in ends):
            before, after = (points[0].row.quantity.sure for points in ends)
            ways["rose" if after > before else "fell" if after < before else "stayed the same"].append(line.name)
    told = [f"{listed(names)} {way}" for way, names in ways.items() if names]
    if told:
        yield f"From {first.words} to {last.words}: {'; '.join(told)}."


@dataclass(frozen=True)
class _Label:
    """What stands beside a mark, and how high the mark is."""

    line: Series
    height: float
    text: str


@dataclass(frozen=True)
class _Absence:
    """What is said under a moment of a line that has no figure there."""

    part: Point | Gap
    text: str


@dataclass(frozen=True)
class _Column:
    """One moment: where it stands in inches, its heading, and what is written beside and under it."""

    place: Place
    across: float
    head: str
    labels: tuple[_Label, ...]
    absences: tuple[_Absence, ...]
    way: int

    @property
    def below(self) -> float:
        """How much room is needed under its zero, in inches."""
        return _ZERO + sum(lettering.size(absence.text)[1] + _AIR for absence in self.absences)


def _draw(
    ax: Axes | None, series: Sequence[Series], places: Sequence[Place], unit: str
) -> tuple[Axes, dict[int, tuple[Artist, ...]]]:
    wide = style.WIDTH - 2 * style.MARGIN if ax is None else style.room(ax)[0]
    left, columns = _laid_out(series, places, wide)
    above = max(lettering.size(column.head, bold=True)[1] for column in columns) + _HEAD
    below = max(column.below for column in columns)
    ax = style.page(ax, _TALL + above + below)
    top = max(point.reach.most for line in series for point in line.drawn) or 1.0
    step = top / max(style.room(ax)[1] - above - below, 0.5)  # an inch of the scale
    ax.set(xlim=(-left, wide - left), ylim=(-below * step, top + above * step))
    lettering.write(ax, (-left, top + (above - 0.12) * step), unit)
    shown: dict[int, tuple[Artist, ...]] = {}
    for column in columns:
        ax.plot((column.across,) * 2, (0, top), color=style.colour("quiet"), linewidth=1.2, zorder=1)
        head = top + (lettering.size(column.head, bold=True)[1] + 0.12) * step
        lettering.write(ax, (column.across, head), column.head, align="center", heading=True)
        lettering.write(ax, (column.across, -0.14 * step), "0", align="center")
        shown |= _write_absences(ax, column, step)
        _write_labels(ax, column, step, top)
    across = {column.place.middle: column.across for column in columns}
    for line in series:
        _join(ax, line, across)
        shown |= {id(point): _mark(ax, line, point, across[point.place.middle], step) for point in line.drawn}
    return ax, shown


def _laid_out(series: Sequence[Series], places: Sequence[Place], wide: float) -> tuple[float, list[_Column]]:
    """Share out the width: the room left of the first moment, and the columns."""
    most = wide * (0.33 if len(places) == 2 else 0.22)
    labels = [tuple(_labels(series, place, places, most)) for place in places]
    widest = [max((lettering.size(label.text)[0] for label in side), default=0.2) for side in labels]
    left, right = widest[0] + _LEADER + _AIR, widest[-1] + _LEADER + _AIR
    apart = (wide - left - right) / (len(places) - 1)
    columns = []
    for number, place in enumerate(places):
        # A heading is centred, so the nearer of its two neighbours or edges limits it.
        before = left * 2 if number == 0 else apart
        after = right * 2 if place == places[-1] else apart
        room = min(before, after) - 0.1
        absences = tuple(
            _Absence(part, lettering.lines(f"{line.name}: {why}", room)) for line, part, why in _absent(series, place)
        )
        head = lettering.lines(place.words, room, bold=True)
        way = -1 if number == 0 else 1
        columns.append(_Column(place, number * apart, head, labels[number], absences, way))
    return left, columns


def _labels(series: Sequence[Series], place: Place, places: Sequence[Place], most: float) -> Iterator[_Label]:
    """Write name and figure for the ends; between them the figure, with the name only where no end has it."""
    ends = (places[0], places[-1])
    for line in series:
        named = place in ends or not any(point.place in ends for point in line.drawn)
        for point in (point for point in line.drawn if point.place == place):
            text = _label_text(line.name if named else "", point.short(), most, before=place == ends[0])
            yield _Label(line, point.reach.ends[-1], text)


def _label_text(name: str, figure: str, most: float, *, before: bool) -> str:
    """Put name and figure together; a name too long for the room is cut, a figure never is."""
    both = f"{name} {figure}" if before else f"{figure} {name}"
    broken = lettering.lines(both.strip(), most)
    return f"{lettering.lines(name, most, rows=2)}\n{figure}" if before and broken.endswith("…") else broken


def _absent(series: Sequence[Series], place: Place) -> Iterator[tuple[Series, Point | Gap, str]]:
    for line in series:
        for part in line.parts():
            if part.place == place and isinstance(part, Gap):
                yield line, part, part.why
            elif part.place == place and isinstance(part, Point) and not part.reach.ends:
                yield line, part, part.figure()


def _write_absences(ax: Axes, column: _Column, step: float) -> dict[int, tuple[Artist, ...]]:
    shown, at = {}, _ZERO
    for absence in column.absences:
        tall = lettering.size(absence.text)[1]
        place = (column.across, -(at + tall / 2) * step)
        shown[id(absence.part)] = write(ax, place, absence.text, align="center")
        at += tall + _AIR
    return shown


def _write_labels(ax: Axes, column: _Column, step: float, top: float) -> None:
    """Write the labels beside the marks, pushed apart where they would touch, each with a leader to its mark."""
    sizes = [lettering.size(label.text)[1] for label in column.labels]
    levels = spread([label.height / step for label in column.labels], sizes, top / step + 0.1)
    for label, level in zip(column.labels, levels, strict=True):
        far = column.across + column.way * _LEADER
        near = column.across + column.way * 0.08
        ends = ((near, far), (label.height, level * step))
        ax.plot(*ends, color=style.colour(label.line.look.role), linewidth=0.9, alpha=0.8, zorder=1.8)
        align: lettering.Align = "right" if column.way < 0 else "left"
        lettering.write(ax, (far + column.way * 0.05, level * step), label.text, align=align)


def _join(ax: Axes, line: Series, across: Mapping[float, float]) -> None:
    """Draw the line where nothing is missing: dashed to and from a figure that is not sure."""
    for left, right in line.joins():
        dashes = "solid" if all(point.sure for point in (*left.drawn, *right.drawn)) else DASHES
        for start, end in dict.fromkeys(zip(left.ends, right.ends, strict=True)):
            ends = (across[start[0].middle], across[end[0].middle])
            colour = style.colour(line.look.role)
            ax.plot(ends, (start[1], end[1]), color=colour, linewidth=1.8, linestyle=dashes, zorder=2)


def _mark(ax: Axes, line: Series, point: Point, across: float, step: float) -> tuple[Artist, ...]:
    def at(number: float) -> tuple[float, float]:
        return across, number

    down = point.reach.ends[0] / step
    return draw_reach(ax, point.reach, line.look, hollow=not point.sure, at=at, way=(0, 1), down=down)
