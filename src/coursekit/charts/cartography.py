"""A map of the places a table names, on the coastlines of the old world."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import hypot
from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle

from coursekit.charts import lettering, style
from coursekit.charts.coastlines import Conic, Point, coast
from coursekit.charts.drawing import Drawing, Mark, remember
from coursekit.charts.labelling import Label, place_names
from coursekit.errors import near
from coursekit.gazetteer import Site, find_site
from coursekit.record import Claim, record

__all__ = ["places_map"]

MOST_NAMES = 60
LANDMARKS = ("Petrograd", "Moscow", "Kiev")  # drawn hollow where the table does not name them, to show where one is
_BESIDE, _ABOVE = 0.95, 0.4  # room kept for names round the outermost dots: inches
_LEAST = 60.0  # kilometres across the outermost dots, at the least
_NEAR = 150.0  # kilometres to a landmark that still tell a reader where the map is
_FLAT, _TALL = 0.6, 1.15  # a map's height as a part of its width
_TOGETHER = 0.11  # dots nearer than this would hide each other: inches


@dataclass(frozen=True)
class _Row:
    """One place named by one row of the table."""

    site: Site
    mark: Mark


@dataclass(frozen=True)
class _Dot:
    """One dot: the place it is named after, and those too near to it to be drawn apart."""

    site: Site
    at: Point
    others: tuple[Site, ...] = ()
    landmark: bool = False
    artists: tuple[Artist, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.site.name} +{len(self.others)}" if self.others else self.site.name


@dataclass(frozen=True)
class _Frame:
    """The part of the projection that is shown: its left and bottom, kilometres an inch, and its size in inches."""

    left: float
    bottom: float
    scale: float
    wide: float
    tall: float

    def inches(self, at: Point) -> Point:
        return (at[0] - self.left) / self.scale, (at[1] - self.bottom) / self.scale

    def holds(self, at: Point) -> bool:
        x, y = self.inches(at)
        return 0 < x < self.wide and 0 < y < self.tall


def places_map(data: pd.DataFrame, ax: Axes | None = None, *, place: str = "place") -> Axes:
    """Draw where the places are that a table names.

    Positions come from a gazetteer (see `data/lists/places.csv`). A place it does not have is not guessed at: it is
    named under the figure. The coast is today's, and no border is drawn, because those of 1917 are not today's.

    Parameters
    ----------
    data : pandas.DataFrame
        Rows that name places: a table as from `load` or `claims`, indexed by claim, or any table of one's own.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if not given.
    place : str
        Column of the places (str); a cell may name several, separated by "; ", or none.

    Returns
    -------
    matplotlib.axes.Axes
        The axes, for `figure` or for anything matplotlib does.

    Raises
    ------
    TypeError
        If `data` is no DataFrame.
    ValueError
        If the column is missing, or no place in it has a position, or there are more than a map can hold.
    UnknownNameError
        If it names a place that the record does not; the message lists the near names.

    Examples
    --------
    >>> from coursekit.frames import load
    >>> ax = places_map(load("soviet_elections"))
    >>> ax.get_legend() is None
    True
    """
    rows = list(_rows(data, place))
    placed = [row for row in rows if row.site.position]
    if not placed:
        raise ValueError("None of the places in the table has a position in the gazetteer. Show the table instead.")
    named = _by_weight(placed)
    if len(named) > MOST_NAMES:
        raise ValueError(f"A map holds at most {MOST_NAMES} places, and these are {len(named)}. Draw a part of them.")
    projection = Conic(_middle([site.position[0] for site in named if site.position]))
    with style.house():
        ax, dots, crowded_out = _draw(ax, named, projection)
    left_out = _leaves_out(data, place, rows, dots, crowded_out)
    shown = {site: dot.artists for dot in dots for site in (dot.site, *dot.others)}
    marks = tuple(replace(row.mark, artists=shown[row.site]) for row in placed)
    remember(ax, Drawing("places_map", tuple(_sentences(dots)), marks, tuple(left_out)))
    return ax


def _rows(data: pd.DataFrame, place: str) -> Iterator[_Row]:
    if not isinstance(data, pd.DataFrame):
        raise TypeError(f"A map needs a table (DataFrame) that names places, not {type(data).__name__}.")
    if place not in data.columns:
        raise ValueError(f"The table has no column {place!r}. {near(place, map(str, data.columns))}")
    for name, cells in zip(data.index, data.to_dict("records"), strict=True):
        claim = record().claims.get(name) if isinstance(name, str) else None
        for site in map(find_site, _named(cells[place])):
            yield _Row(site, _mark(site, claim, cells, place))


def _named(cell: object) -> list[str]:
    return [name for name in map(str.strip, cell.split(";")) if name] if isinstance(cell, str) else []


def _mark(site: Site, claim: Claim | None, cells: Mapping[Hashable, Any], place: str) -> Mark:
    if claim is None:
        return Mark(site.title(), "named in the table", "not known")
    own = cells[place] == claim[place]
    certainty = claim["qualifier"] or "words, without a figure"
    return Mark(site.title(), claim.said(), certainty, (claim.id,), "record" if own else "reader", claim["subject"])


def _by_weight(rows: Sequence[_Row]) -> list[Site]:
    """List the places once each, those that others are found by first, then those most often named."""
    counts: dict[Site, int] = {}
    for row in rows:
        counts[row.site] = counts.get(row.site, 0) + 1
    return sorted(counts, key=lambda site: (site.name not in LANDMARKS, -counts[site]))


def _middle(numbers: Sequence[float]) -> float:
    return (min(numbers) + max(numbers)) / 2


def _draw(ax: Axes | None, named: Sequence[Site], projection: Conic) -> tuple[Axes, list[_Dot], list[str]]:
    at = {site: projection(site.position) for site in (*named, *map(find_site, LANDMARKS)) if site.position}
    points = [at[site] for site in named]
    frame = _frame([*points, *_bearings(points, at)], None if ax is None else style.room(ax))
    dots = _joined(named, at, frame.scale)
    hidden = {site.name for dot in dots for site in (dot.site, *dot.others)}
    landmarks = (_Dot(find_site(name), at[find_site(name)], landmark=True) for name in LANDMARKS if name not in hidden)
    dots += [dot for dot in landmarks if frame.holds(dot.at)]
    labels, crowded_out = place_names([(dot.name, frame.inches(dot.at)) for dot in dots], (frame.wide, frame.tall))

    ax = style.page(ax, frame.tall)
    ax.set(xlim=(0, frame.wide), ylim=(0, frame.tall))
    _draw_base(ax, projection, frame)
    quiet = {dot.name for dot in dots if dot.landmark}
    names = {label.text: _draw_name(ax, label, "quiet" if label.text in quiet else "ink") for label in labels}
    dots = [replace(dot, artists=(*_draw_dot(ax, frame, dot), *names.get(dot.name, ()))) for dot in dots]
    _draw_scale(ax, frame, [label.box() for label in labels])
    return ax, dots, crowded_out


def _bearings(points: Sequence[Point], at: Mapping[Site, Point]) -> list[Point]:
    """Choose the landmarks that the frame must hold: the nearest, or all if none is near."""
    marks = sorted((min(_far(at[find_site(name)], point) for point in points), name) for name in LANDMARKS)
    shown = marks[:1] if marks[0][0] < _NEAR else marks
    return [at[find_site(name)] for _, name in shown]


def _far(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def _frame(points: Sequence[Point], room: Point | None) -> _Frame:
    """Fit a frame round the points, with room for names beside them."""
    across, up = [x for x, _ in points], [y for _, y in points]
    spans = max(max(across) - min(across), _LEAST), max(max(up) - min(up), _LEAST)
    wide = room[0] if room else style.WIDTH - 2 * style.MARGIN
    scale = spans[0] / max(wide - 2 * _BESIDE, wide / 3)
    tall = room[1] if room else min(max(spans[1] / scale + 2 * _ABOVE, wide * _FLAT), wide * _TALL)
    scale = max(scale, spans[1] / max(tall - 2 * _ABOVE, tall / 3))
    return _Frame(_middle(across) - scale * wide / 2, _middle(up) - scale * tall / 2, scale, wide, tall)


def _joined(named: Sequence[Site], at: Mapping[Site, Point], scale: float) -> list[_Dot]:
    heads: dict[Site, list[Site]] = {}
    for site in named:
        head = next((head for head in heads if _far(at[head], at[site]) < _TOGETHER * scale), None)
        if head:
            heads[head].append(site)
        else:
            heads[site] = []
    return [_Dot(site, at[site], tuple(others)) for site, others in heads.items()]


def _draw_base(ax: Axes, projection: Conic, frame: _Frame) -> None:
    land = coast(lambda position: frame.inches(projection(position)))
    edge = Rectangle((0, 0), frame.wide, frame.tall, fill=False, edgecolor=style.colour("pale"), lw=0.8)
    ax.add_patch(edge)
    shade = style.colour("pale")
    patch = PathPatch(land, facecolor=(shade, 0.17), edgecolor=shade, lw=0.7)
    ax.add_patch(patch)
    patch.set_clip_path(edge)


def _draw_dot(ax: Axes, frame: _Frame, dot: _Dot) -> Sequence[Artist]:
    ink, paper = style.colour("quiet" if dot.landmark else "deep"), style.colour("paper")
    face, edge = (paper, ink) if dot.landmark else (ink, paper)
    size = 5.5 if dot.landmark else 7
    return ax.plot(*frame.inches(dot.at), marker="o", markersize=size, mfc=face, mec=edge, mew=1.1, clip_on=False)


def _draw_name(ax: Axes, label: Label, role: str) -> tuple[Artist, ...]:
    if label.off:
        start, end = label.line()
        ax.plot((start[0], end[0]), (start[1], end[1]), color=style.colour("quiet"), lw=0.8)
    lettering.write(ax, label.anchor, label.text, align=label.align)
    ax.texts[-1].set_color(style.colour(role))
    return (ax.texts[-1],)


def _draw_scale(ax: Axes, frame: _Frame, taken: Sequence[tuple[float, float, float, float]]) -> None:
    """Draw a line of a round length in the lower corner that the names leave free."""
    length = next(km for km in (2000, 1000, 500, 200, 100, 50, 20, 10) if km / frame.scale < frame.wide * 0.3)
    reach = length / frame.scale
    right_taken = any(right > frame.wide - reach - 0.2 and bottom < 0.45 for _, bottom, right, _ in taken)
    left = 0.12 if right_taken else frame.wide - reach - 0.12
    ax.plot((left, left, left + reach, left + reach), (0.17, 0.12, 0.12, 0.17), color=style.colour("quiet"), lw=1)
    lettering.write(ax, (left + reach / 2, 0.26), f"{length:,} km", align="center")
    ax.texts[-1].set_color(style.colour("quiet"))


def _sentences(dots: Sequence[_Dot]) -> Iterator[str]:
    drawn = [dot for dot in dots if not dot.landmark]
    count = sum(1 + len(dot.others) for dot in drawn)
    what = "one place that the table names" if count == 1 else f"{count} places that the table names"
    yield f"A map of {what}, as dots of one size on the coastlines of today, with north at the top and no borders."
    if len(drawn) > 1:
        ordered = sorted(drawn, key=lambda dot: -dot.site.position[1] if dot.site.position else 0.0)
        yield f"From north to south: {'; '.join(dot.site.title() for dot in ordered)}."
        west, *_, east = sorted(drawn, key=lambda dot: dot.site.position[0] if dot.site.position else 0.0)
        yield f"Furthest west is {west.site.name}, furthest east {east.site.name}."
    else:
        yield f"It is {drawn[0].site.title()}."
    for dot in drawn:
        if dot.others:
            near_it = ", ".join(site.title() for site in dot.others)
            yield f"Under the dot of {dot.site.name}, too near to be drawn apart: {near_it}."
    landmarks = [dot.site.name for dot in dots if dot.landmark]
    if landmarks:
        yield f"Hollow, only to show where one is: {', '.join(landmarks)}."


def _leaves_out(
    data: pd.DataFrame, place: str, rows: Sequence[_Row], dots: Sequence[_Dot], crowded_out: Sequence[str]
) -> Iterator[str]:
    lost = [site.name for site in _by_weight(rows) if not site.position]
    if lost:
        yield f"The gazetteer has no position for {', '.join(lost)}."
    shown = {dot.name: dot.site.name for dot in dots}
    if crowded_out:
        yield f"Dots without a name, for want of room: {', '.join(shown[name] for name in crowded_out)}."
    if any(dot.others for dot in dots):
        yield "A number after + counts places too near to be drawn apart; the chart in words names them."
    silent = sum(not _named(cell) for cell in data[place])
    if silent:
        yield f"{silent} {'row names' if silent == 1 else 'rows name'} no place."
    yield "Rivers, railways and the borders of 1917 are not drawn."
