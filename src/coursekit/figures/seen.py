"""A figure as an axes shows it, before anything is known of where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from matplotlib.artist import Artist

from coursekit.charts.lettering import plain

__all__ = ["FILLED", "Kind", "Reading", "Seen", "short"]

Kind = Literal["bar", "interval", "point", "area", "dot", "slice"]
FILLED: frozenset[Kind] = frozenset({"bar", "area", "slice"})  # where pandas draws what is missing as zero
LONGEST = 120  # letters of a label: it is the reader's own text, and it is repeated in words and table


@dataclass(frozen=True)
class Seen:
    """One figure as an axes shows it.

    Parameters
    ----------
    label : str
        What stands at its place: a tick label, a date or a number; for a slice its own label.
    figure : float or None
        The figure in the units of the axis, for a slice its share of the circle; None where a line has a gap.
    kind : {"bar", "interval", "point", "area", "dot", "slice"}
        A bar, a bar over an interval (of a histogram), a point of a line, a point of the edge of an area (its figure is
        the height of the area there), a dot of a scatter, a slice of a pie.
    place : int
        Its place in its series, from 0.
    at : tuple of float
        Where it is drawn, in the units of the axes.
    artist : Artist or None
        What shows it; None where it cannot be pointed at by itself.
    series : str
        Name of its series; empty if it has none.
    ends : tuple of float
        Ends of the interval; empty for any other kind.
    """

    label: str
    figure: float | None
    kind: Kind
    place: int
    at: tuple[float, float]
    artist: Artist | None = None
    series: str = ""
    ends: tuple[float, ...] = ()


@dataclass(frozen=True)
class Reading:
    """What was read off an axes.

    Parameters
    ----------
    series : tuple of tuple of Seen
        The figures, series by series.
    unread : tuple of str
        What is drawn but not read, such as "1 image".
    sideways : bool
        Whether the figures run along the horizontal axis.
    """

    series: tuple[tuple[Seen, ...], ...]
    unread: tuple[str, ...]
    sideways: bool


def short(text: object) -> str:
    """Write a label of the reader's own as one line that is not too long to be read out."""
    line = plain(text)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
