"""How a matrix is set and drawn: each row under its name, so that the cells have the whole width to themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from coursekit.charts import lettering, style
from coursekit.charts.cells import Box, Code, draw_cell, draw_edge, draw_heads, draw_open, heads, write
from coursekit.charts.entries import Entry
from coursekit.charts.rooms import height, width

__all__ = ["CONFLICT", "COPY", "Place", "Said", "Shown", "draw_matrix"]

CONFLICT, COPY = "≠", "="
_GAP, _PAD, _STRIP, _LEAST, _APART = 0.06, 0.07, 0.12, 0.3, 0.16  # inches


@dataclass(frozen=True, eq=False)
class Said:
    """What one row of the table says: as its cell writes it, in full, and how it stands to the rest of its row."""

    entry: Entry
    text: str
    figure: str
    signs: str

    @property
    def written(self) -> str:
        """The words of the cell, after its signs."""
        return f"{self.signs} {self.text}".strip()


@dataclass(frozen=True, eq=False)
class Place:
    """One place of the matrix: its row, its column, and all that is said there."""

    row: str
    column: str
    said: tuple[Said, ...]


Shown = dict[Said | Place, tuple[Artist, ...]]


@dataclass(frozen=True)
class _Band:
    """One row of the matrix: its name in lines, and the levels of its name and of its cells, down from the top."""

    name: str
    places: tuple[Place, ...]
    top: float
    bottom: float

    @property
    def cells(self) -> float:
        return self.top + lettering.size(self.name)[1] + _GAP


def draw_matrix(ax: Axes | None, places: Sequence[Place], known: Mapping[str, Code], note: str) -> tuple[Axes, Shown]:
    """Draw a matrix.

    Parameters
    ----------
    ax : matplotlib.axes.Axes or None
        Where to draw; None for a figure of its own.
    places : sequence of Place
        Row by row, each with all columns.
    known : mapping of str to Code
        The looks of words that have one.
    note : str
        What else the key is to say, in a sentence; may be empty.

    Returns
    -------
    tuple
        The axes, and what shows each statement and each open place.

    Raises
    ------
    ValueError
        If the axes is too small.
    """
    wide = width(ax)
    columns = list(dict.fromkeys(place.column for place in places))
    pitch = wide / len(columns)
    above = heads(columns, pitch - _GAP)
    words = {said: _wrapped(said, pitch, known) for place in places for said in place.said}
    bands = list(_bands(places, words, above.height + 2 * _GAP, wide))
    key = "\n".join(lettering.lines(line, wide) for line in (note, *_key(words)) if line)
    depth = bands[-1].bottom + (lettering.size(key)[1] + _APART if key else 0.0)
    tall = height(ax, depth)
    ax = style.page(ax, depth)
    ax.set(xlim=(0, wide), ylim=(-tall, 0))
    lefts = {column: place * pitch + _GAP / 2 for place, column in enumerate(columns)}
    draw_heads(ax, above, {column: left + (pitch - _GAP) / 2 for column, left in lefts.items()}, -above.height)
    shown: Shown = {}
    for band in bands:
        write(ax, (_GAP / 2, -(band.top + band.cells - _GAP) / 2), band.name)
        for place in band.places:
            box = Box(lefts[place.column], -band.bottom, pitch - _GAP, band.bottom - band.cells)
            shown |= dict(_draw_place(ax, place, box, words, known))
    if key:
        write(ax, (_GAP / 2, -depth + lettering.size(key)[1] / 2), key)
    return ax, shown


def _wrapped(said: Said, pitch: float, known: Mapping[str, Code]) -> str:
    strip = _STRIP if said.text in known else 0.0
    return lettering.lines(said.written, pitch - _GAP - 2 * _PAD - strip, rows=5)


def _key(words: Mapping[Said, str]) -> list[str]:
    signs = {sign for said in words for sign in said.signs}
    told = {CONFLICT: "in conflict with another cell of its row", COPY: "taken from another cell of its row"}
    return [f"{sign} {meaning}" for sign, meaning in told.items() if sign in signs]


def _bands(places: Sequence[Place], words: Mapping[Said, str], start: float, wide: float) -> Iterator[_Band]:
    """Set the rows one under another."""
    at = start
    for row, group in groupby(places, key=lambda place: place.row):
        members = tuple(group)
        name = lettering.lines(row, wide)
        bottom = at + lettering.size(name)[1] + _GAP + max(_deep(place, words) for place in members)
        yield _Band(name, members, at, bottom)
        at = bottom + _APART


def _deep(place: Place, words: Mapping[Said, str]) -> float:
    return max(_LEAST, sum(lettering.size(words[said])[1] + 2 * _PAD for said in place.said))


def _draw_place(
    ax: Axes, place: Place, box: Box, words: Mapping[Said, str], known: Mapping[str, Code]
) -> Iterator[tuple[Said | Place, tuple[Artist, ...]]]:
    """Draw all that is said in one place, one under another and equally deep."""
    if not place.said:
        yield place, draw_open(ax, box)
    for number, said in enumerate(place.said, start=1):
        tall = box.tall / len(place.said)
        part = Box(box.left, box.bottom + box.tall - number * tall, box.wide, tall)
        yield said, _draw_said(ax, words[said], part, known.get(said.text))


def _draw_said(ax: Axes, text: str, box: Box, code: Code | None) -> tuple[Artist, ...]:
    edge = draw_edge(ax, box, "deep")
    strip = draw_cell(ax, Box(box.left, box.bottom, _STRIP, box.tall), code.look) if code else ()
    left = box.left + _PAD + (_STRIP if code else 0.0)
    return edge, *strip, *write(ax, (left, box.middle[1]), text)
