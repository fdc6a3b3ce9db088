"""The look that every figure of the course shares: sizes, type, colours for light and dark, markers and hatches.

A chart is drawn once, in the light colours. Each role has a light colour of its own, so that the finished SVG can be
rewritten to name roles instead: the picture then carries both themes and takes the one of the page around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from matplotlib import pyplot, rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from coursekit.codebook import codebook

__all__ = [
    "LOOKS",
    "NEUTRALS",
    "ROLES",
    "TEXT",
    "UNKNOWN",
    "Look",
    "Role",
    "colour",
    "compact",
    "house",
    "look",
    "page",
    "room",
    "themed",
]

WIDTH = 5.2
"""Width of a figure in inches; shown 380 px wide on a phone, its type is then about as many pixels as points."""
MARGIN = 0.12
TEXT = 11.5

FAMILY = "DejaVu Sans"  # comes with matplotlib, so that every machine draws the same picture
_RC: dict[Any, Any] = {
    "font.family": FAMILY,
    "font.size": TEXT,
    "svg.fonttype": "path",
    "svg.hashsalt": "counting-october",
    "hatch.linewidth": 1.4,
    "path.simplify": False,
}


@dataclass(frozen=True)
class Role:
    """What a colour is for, and the colour in each theme."""

    light: str
    dark: str


_LOOK = re.compile(r' style="([^"]*)"')

ROLES = {
    "paper": Role("#ffffff", "#111111"),
    "ink": Role("#1b1f24", "#e8eaed"),
    "quiet": Role("#515b66", "#b4bcc6"),
    "unknown": Role("#7d8791", "#8f99a3"),
    "deep": Role("#2f3a46", "#dfe4ea"),
    "middle": Role("#64717f", "#a3b0bd"),
    "pale": Role("#8793a0", "#74808c"),
    "bolshevik": Role("#b3202c", "#f2777f"),
    "menshevik": Role("#b06a12", "#e9a54e"),
    "sr": Role("#2c7a3f", "#6cc27e"),
    "left-sr": Role("#00797f", "#4cc4cb"),
    "kadet": Role("#2d5fb0", "#83aef0"),
    "right-sr": Role("#64761c", "#b3c75c"),
    "menshevik-internationalist": Role("#83549c", "#c9a0e0"),
    "united-internationalist": Role("#a04a78", "#e79cc2"),
}


@dataclass(frozen=True)
class Look:
    """How one party or series is drawn: never told by its colour alone."""

    role: str
    marker: str
    hatch: str


LOOKS = {
    "sr": Look("sr", "o", ""),
    "left-sr": Look("left-sr", "D", "\\\\"),
    "menshevik": Look("menshevik", "s", ".."),
    "bolshevik": Look("bolshevik", "^", "//"),
    "kadet": Look("kadet", "v", "xx"),
    "right-sr": Look("right-sr", "h", "--"),
    "menshevik-internationalist": Look("menshevik-internationalist", "p", "||"),
    "united-internationalist": Look("united-internationalist", "*", "++"),
}
NEUTRALS = (
    Look("deep", "o", ""),
    Look("middle", "s", "//"),
    Look("pale", "^", ".."),
    Look("deep", "D", "xx"),
    Look("middle", "v", "--"),
    Look("pale", "P", "\\\\"),
)
UNKNOWN = Look("unknown", "o", "")


def colour(role: str) -> str:
    """Name the colour a role is drawn in before the picture is themed."""
    return ROLES[role].light


@cache
def _spellings() -> dict[str, str]:
    return {
        spelling.casefold(): party
        for party, row in codebook().lists["parties"].items()
        for spelling in (party, row["name"], *row["spellings"].split("; "))
        if party in LOOKS
    }


def look(party: str, place: int) -> Look:
    """Find how a group is drawn: in its party's look, or in a neutral one that differs from its neighbours'.

    Parameters
    ----------
    party : str
        Id, name or spelling of a party, or any other label.
    place : int
        Its place among the groups of the chart, from 0.

    Returns
    -------
    Look
        The look.

    Examples
    --------
    >>> look("Bolsheviki", 3) is LOOKS["bolshevik"]
    True
    >>> look("for", 0).role
    'deep'
    """
    known = _spellings().get(party.casefold())
    return LOOKS[known] if known else NEUTRALS[place % len(NEUTRALS)]


@contextmanager
def house() -> Iterator[None]:
    """Draw in the house style, and leave the reader's own settings as they were."""
    with rc_context(_RC):
        yield


def compact(svg: str) -> str:
    """Say once for a group of like marks how they look, where matplotlib says it for every mark.

    Parameters
    ----------
    svg : str
        A picture as matplotlib writes it.

    Returns
    -------
    str
        The same picture, less than half as long where it is made of dots.
    """

    def folded(group: re.Match[str]) -> str:
        looks = set(_LOOK.findall(group[1]))
        return f'<g style="{looks.pop()}">{_LOOK.sub("", group[1])}</g>' if len(looks) == 1 else group[0]

    return re.sub(r"<g>\s*((?:<use [^>]*/>\s*)+)</g>", folded, svg)


def themed(svg: str) -> str:
    """Let a picture follow the theme of the page: name roles where it names colours, and define them for both.

    Parameters
    ----------
    svg : str
        A picture drawn in the light colours.

    Returns
    -------
    str
        The same picture; matplotlib's own black and white count as ink and paper.
    """
    names = {role.light: name for name, role in ROLES.items()} | {"#000000": "ink"}
    known = re.compile("|".join(names))
    body = known.sub(lambda found: f"var(--ck-{names[found[0]]})", svg)
    light = ";".join(f"--ck-{name}:{role.light}" for name, role in ROLES.items())
    dark = ";".join(f"--ck-{name}:{role.dark}" for name, role in ROLES.items())
    rules = f"<style>:root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}</style>"
    return re.sub(r"(<svg\b[^>]*>)", lambda found: found[0] + rules, body, count=1)


def page(ax: Axes | None, height: float) -> Axes:
    """Make a figure for a chart, or take the axes the reader gives, and clear it of frame and ticks.

    Parameters
    ----------
    ax : matplotlib.axes.Axes or None
        Where to draw; None for a figure of its own.
    height : float
        Height in inches that the axes of a new figure is to have.

    Returns
    -------
    matplotlib.axes.Axes
        The axes, on paper.
    """
    if ax is None:
        tall = height + 2 * MARGIN
        ax = pyplot.figure(figsize=(WIDTH, tall)).add_axes(
            (MARGIN / WIDTH, MARGIN / tall, 1 - 2 * MARGIN / WIDTH, height / tall)
        )
    ax.set_axis_off()
    _figure(ax).set_facecolor(colour("paper"))
    return ax


def room(ax: Axes) -> tuple[float, float]:
    """Measure an axes: its width and height in inches."""
    box = ax.get_position()
    wide, tall = _figure(ax).get_size_inches()
    return float(box.width * wide), float(box.height * tall)


def _figure(ax: Axes) -> Figure:
    figure = ax.get_figure(root=True)
    if figure is None:
        raise ValueError("The axes has been taken out of its figure. Make a new one with plt.subplots().")
    return figure
