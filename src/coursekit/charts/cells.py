"""Cells with words: how a grid finds a letter and a look for each of a few codes, and draws its cells and heads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from coursekit.charts import lettering, style
from coursekit.charts.keys import LINE

__all__ = [
    "Box",
    "Code",
    "Heads",
    "codes",
    "draw_cell",
    "draw_edge",
    "draw_heads",
    "draw_letter",
    "draw_open",
    "heads",
    "write",
]

_DASHES = (0, (3, 2))
_HEAD = 1.7  # the most inches that a head takes upwards


class Box(NamedTuple):
    """A box in inches."""

    left: float
    bottom: float
    wide: float
    tall: float

    @property
    def shape(self) -> tuple[tuple[float, float], float, float]:
        """What matplotlib makes a rectangle of."""
        return (self.left, self.bottom), self.wide, self.tall

    @property
    def middle(self) -> tuple[float, float]:
        """Where its words stand."""
        return self.left + self.wide / 2, self.bottom + self.tall / 2


@dataclass(frozen=True)
class Code:
    """One of a few answers: its words, the letter that stands for it, and how it is drawn."""

    words: str
    letter: str
    look: style.Look


def codes(words: Iterable[str]) -> dict[str, Code]:
    """Give each of a few answers a letter and a look of its own.

    Parameters
    ----------
    words : iterable of str
        The answers in the order of the table; each is counted once, and an empty one is none.

    Returns
    -------
    dict of str to Code
        By the answers.

    Raises
    ------
    ValueError
        If there are more than can be told apart.

    Examples
    --------
    >>> [code.letter for code in codes(["ready", "against", "ready for the Congress"]).values()]
    ['R', 'A', 'C']
    """
    known = [word for word in dict.fromkeys(words) if word]
    found: dict[str, Code] = {}
    neutral = 0
    for word in known:
        look = style.look(word, neutral)
        neutral += look in style.NEUTRALS
        if neutral > len(style.NEUTRALS):
            raise ValueError(
                f"These are {len(known)} different answers, and more than {len(style.NEUTRALS)} cannot be told apart "
                "by letter, hatch and colour. Draw a part of the table, or write the answers out with matrix."
            )
        found[word] = Code(word, _letter(word, {code.letter for code in found.values()}), look)
    return found


def _letter(word: str, taken: set[str]) -> str:
    """Choose a letter: the first of the answer, else one that begins a name or another word of it, else a number."""
    initials = [part[0] for part in word.split() if part[0].isalnum()]
    names = [letter for letter in initials if letter.isupper()]
    letters = [*initials[:1], *names, *initials, *filter(str.isalnum, word), *map(str, range(1, 100))]
    return next(letter.upper() for letter in letters if letter.upper() not in taken)


def write(
    ax: Axes, place: tuple[float, float], text: str, *, align: lettering.Align = "left", bold: bool = False
) -> tuple[Artist, ...]:
    """Write a label, centred on its place from top to bottom, and give what shows it."""
    first = len(ax.texts)
    x, y = place
    top = y + lettering.size(text)[1] / 2
    lettering.write(ax, (x, top if bold else y), text, align=align, heading=bold)
    return tuple(ax.texts[first:])


def draw_cell(ax: Axes, box: Box, look: style.Look) -> tuple[Artist, ...]:
    """Fill a box with the colour and the hatch of a look."""
    shade, paper = style.colour(look.role), style.colour("paper")
    # The hatch takes the colour of the edge, so the outline is a box of its own.
    fill = Rectangle(*box.shape, facecolor=shade, edgecolor=paper, hatch=look.hatch, lw=0, clip_on=False)
    return ax.add_patch(fill), draw_edge(ax, box, look.role)


def draw_edge(ax: Axes, box: Box, role: str) -> Artist:
    """Draw the outline of a box."""
    return ax.add_patch(Rectangle(*box.shape, fill=False, edgecolor=style.colour(role), lw=1.2, clip_on=False))


def draw_open(ax: Axes, box: Box) -> tuple[Artist, ...]:
    """Draw a box that nothing fills."""
    shade = style.colour("unknown")
    return (ax.add_patch(Rectangle(*box.shape, fill=False, edgecolor=shade, lw=1, ls=_DASHES, clip_on=False)),)


def draw_letter(ax: Axes, middle: tuple[float, float], letter: str) -> tuple[Artist, ...]:
    """Write the letter of a code on a plate of paper, so that no hatch runs through it."""
    shown = write(ax, middle, letter, align="center", bold=True)
    for artist in ax.texts[-len(shown) :]:
        artist.set_bbox({"facecolor": style.colour("paper"), "edgecolor": "none", "pad": 1.6})
    return shown


@dataclass(frozen=True)
class Heads:
    """The heads of the columns in lines: level where their words fit the columns, else all of them upright."""

    texts: Mapping[str, str]
    upright: bool

    @property
    def height(self) -> float:
        """What they take up above the columns, in inches."""
        side = 0 if self.upright else 1
        return max((lettering.size(text, bold=True)[side] for text in self.texts.values()), default=0.0)


def heads(columns: Sequence[str], wide: float) -> Heads:
    """Break the heads of columns into lines.

    Parameters
    ----------
    columns : sequence of str
        The heads.
    wide : float
        Width of a column in inches.

    Returns
    -------
    Heads
        The heads in lines.

    Examples
    --------
    >>> heads(["Trotsky 1932", "Serge 1930"], 0.8).upright
    False
    >>> heads(["Constantinople"], 0.4).upright
    True
    """
    words = [word for column in columns for word in lettering.plain(column).split()]
    upright = any(lettering.size(word, bold=True)[0] > wide for word in words)
    room, rows = (_HEAD, max(1, int(wide / LINE))) if upright else (wide, 4)
    return Heads({column: lettering.lines(column, room, bold=True, rows=rows) for column in columns}, upright)


def draw_heads(ax: Axes, shown: Heads, middles: Mapping[str, float], level: float) -> None:
    """Write the heads so that they stand on a level."""
    for column, text in shown.texts.items():
        rows = text.split("\n")
        for number, row in enumerate(rows):
            if shown.upright:
                place = middles[column] + (number - (len(rows) - 1) / 2) * LINE, level
            else:
                place = middles[column], level + (len(rows) - 1 - number) * LINE
            _head(ax, place, row, upright=shown.upright)


def _head(ax: Axes, place: tuple[float, float], row: str, *, upright: bool) -> None:
    ax.annotate(
        row,
        place,
        ha="center",
        va="bottom" if upright else "baseline",
        rotation=90 if upright else 0,
        color=style.colour("ink"),
        fontsize=style.TEXT,
        fontweight="bold",
        parse_math=False,
        annotation_clip=False,
    )
