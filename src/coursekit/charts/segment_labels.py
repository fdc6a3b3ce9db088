"""The labels of one bar: side by side, each near its segment, or a key in words where they have no room."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from coursekit.charts import lettering, style
from coursekit.charts.framing import write
from coursekit.charts.segments import Gap, Segment
from coursekit.charts.spreading import spread

__all__ = ["Tier", "Wording", "draw_key", "draw_labels", "draw_slot", "draw_stretch", "key", "tier"]

_WIDTHS = (1.7, 1.35, 1.1, 0.9)  # widths a label is tried in: inches
_TALLEST, _FAR = 1.2, 1.2  # height of a label, and its distance from its segment, that still look right
_LEADER, _APART = 0.13, 0.12
_SWATCH, _PITCH = 0.26, 0.22

Wording = Callable[[Segment | Gap], Sequence[str]]


@dataclass(frozen=True)
class Tier:
    """Labels in a row, or the lines of a key.

    Parameters
    ----------
    items : tuple
        What is labelled, in the order of the bar.
    texts : tuple of str
        The labels.
    places : tuple of float
        Of each label its middle, or in a key its left end: inches from zero.
    aims : tuple of float
        Of each label where its segment is, or in a key the line it stands in.
    height : float
        What it takes of the page: inches.
    is_key : bool
        Whether it is a key.
    """

    items: tuple[Segment | Gap, ...]
    texts: tuple[str, ...]
    places: tuple[float, ...]
    aims: tuple[float, ...]
    height: float
    is_key: bool = False


def tier(items: Sequence[Segment | Gap], aims: Sequence[float], wording: Wording, wide: float) -> Tier:
    """Set labels side by side where they fit, else in a key.

    Parameters
    ----------
    items : sequence
        What is labelled, from left to right.
    aims : sequence of float
        Where each is, in inches from zero.
    wording : callable
        Gives the lines of a label.
    wide : float
        Width of the page in inches.

    Returns
    -------
    Tier
        The labels.
    """
    widths = [_WIDTHS[0]] * len(items)
    while True:
        texts = tuple(_broken(wording(item), most) for item, most in zip(items, widths, strict=True))
        sizes = [lettering.size(text) for text in texts]
        places = _side_by_side(aims, [width for width, _ in sizes], wide)
        tall = max((height for _, height in sizes), default=0.0)
        if places and tall < _TALLEST:
            return Tier(tuple(items), texts, places, tuple(aims), tall + _LEADER)
        if not _narrow(widths, [width for width, _ in sizes], items, wording):
            return key(items, wording, wide)


def _narrow(widths: list[float], sizes: Sequence[float], items: Sequence[Segment | Gap], wording: Wording) -> bool:
    """Narrow the widest label that has a narrower form without a broken word; say whether there was one."""
    for label in sorted(range(len(items)), key=lambda label: -sizes[label]):
        for most in _WIDTHS:
            text = _broken(wording(items[label]), most)
            if lettering.size(text)[0] < sizes[label] - 0.05 and _is_whole(text, wording(items[label])):
                widths[label] = most
                return True
    return False


def _side_by_side(aims: Sequence[float], widths: Sequence[float], wide: float) -> tuple[float, ...]:
    """Find the middles of labels that all stand near what they name; none if they cannot."""
    sizes = [width + _APART for width in widths]
    if sum(sizes) > wide + _APART:
        return ()
    places = tuple(place - _APART / 2 for place in spread([aim + _APART / 2 for aim in aims], sizes, wide + _APART))
    return places if all(abs(place - aim) < _FAR for place, aim in zip(places, aims, strict=True)) else ()


def _is_whole(text: str, rows: Sequence[str]) -> bool:
    """Say whether a label is broken only between its words."""
    return text.split() == lettering.plain(" ".join(rows)).split()


def _broken(rows: Sequence[str], most: float) -> str:
    return "\n".join(lettering.lines(row, most) for row in rows if row)


def key(items: Sequence[Segment | Gap], wording: Wording, wide: float) -> Tier:
    """Set labels as a key in words, in the order of the bar."""
    texts = [lettering.lines(": ".join(filter(None, wording(item))), wide - _SWATCH) for item in items]
    lefts, rows = [], []
    at, row, below = 0.0, 0, 1
    for text in texts:
        width, lines = lettering.size(text)[0] + _SWATCH, text.count("\n") + 1
        if at and (at + width > wide or lines > 1 or below > 1):
            at, row = 0.0, row + below
            below = 1
        lefts.append(at)
        rows.append(float(row))
        at, below = at + width + 0.18, lines
    return Tier(tuple(items), tuple(texts), tuple(lefts), tuple(rows), (row + below) * _PITCH + 0.12, is_key=True)


def draw_labels(ax: Axes, labels: Tier, edge: float, inch: float, *, under: bool) -> list[tuple[Artist, ...]]:
    """Write labels over or under the edge of a bar, with a leader from each segment.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where.
    labels : Tier
        The labels; no key.
    edge : float
        Level of the edge of the bar.
    inch : float
        One inch of the page in the unit of the bar.
    under : bool
        Whether they hang from the edge; else they stand on it.

    Returns
    -------
    list of tuple of matplotlib.artist.Artist
        What labels each item.
    """
    way = -1 if under else 1
    shown = []
    for text, place, aim in zip(labels.texts, labels.places, labels.aims, strict=True):
        end = edge + way * _LEADER
        leader = ax.plot((aim * inch, place * inch), (edge, end), color=style.colour("quiet"), lw=0.9, clip_on=False)
        middle = end + way * lettering.size(text)[1] / 2
        shown.append((*leader, *write(ax, (place * inch, middle), text, align="center")))
    return shown


def draw_key(
    ax: Axes, labels: Tier, level: float, inch: float, looks: Mapping[str, style.Look]
) -> list[tuple[Artist, ...]]:
    """Write a key from a level downwards, each label after a piece of what it names.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where.
    labels : Tier
        The key.
    level : float
        Its upper edge.
    inch : float
        One inch of the page in the unit of the bar.
    looks : mapping of str to style.Look
        How each kind of segment is drawn.

    Returns
    -------
    list of tuple of matplotlib.artist.Artist
        What labels each item.
    """
    shown = []
    for item, text, left, row in zip(labels.items, labels.texts, labels.places, labels.aims, strict=True):
        middle = level - 0.06 - _PITCH * (row + 0.5)
        sample = _draw_sample(ax, item, (left * inch, middle), inch, looks)
        lower = middle - _PITCH * text.count("\n") / 2
        shown.append((*sample, *write(ax, ((left + _SWATCH) * inch, lower), text)))
    return shown


def _draw_sample(
    ax: Axes, item: Segment | Gap, place: tuple[float, float], inch: float, looks: Mapping[str, style.Look]
) -> tuple[Artist, ...]:
    """Draw a piece of what the key names: filled, hollow, grey or open."""
    (left, middle), wide = place, 0.2 * inch
    if isinstance(item, Gap):
        return draw_slot(ax, left, left + wide, (middle - 0.065, 0.13))
    filled = wide if item.sure or not item.extent else 0.0
    piece = Segment(item.label, "", "", left, filled, wide, item.row)
    return draw_stretch(ax, piece, looks[item.label] if item.row else None, (middle - 0.065, 0.13))


def draw_slot(ax: Axes, left: float, right: float, band: tuple[float, float]) -> tuple[Artist, ...]:
    """Draw the place of a figure that is not given, open at its end.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where.
    left, right : float
        Its ends.
    band : tuple of float
        Its lower edge and its thickness.

    Returns
    -------
    tuple of matplotlib.artist.Artist
        What shows it.
    """
    bottom, top = band[0], band[0] + band[1]
    corners = ((right, left, left, right), (top, top, bottom, bottom))
    return tuple(ax.plot(*corners, color=style.colour("unknown"), lw=1.2, ls=(0, (3, 2)), clip_on=False))


def draw_stretch(ax: Axes, segment: Segment, look: style.Look | None, band: tuple[float, float]) -> tuple[Artist, ...]:
    """Draw one segment: filled as far as it is certain, hollow beyond; grey and hatched where nobody is named.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where.
    segment : Segment
        What.
    look : style.Look or None
        Its look; None for what is not broken down.
    band : tuple of float
        Its lower edge and its thickness.

    Returns
    -------
    tuple of matplotlib.artist.Artist
        What shows it.
    """
    bottom, thick = band
    paper, end = style.colour("paper"), segment.start + segment.extent
    if look is None:
        shade = style.colour("unknown")
        box = Rectangle((segment.start, bottom), segment.extent, thick, fc=paper, ec=shade, hatch="////", lw=1.2)
        return (ax.add_patch(box),)
    shade, sure = style.colour(look.role), segment.start + segment.sure
    done: list[Artist] = []
    if segment.sure or not segment.extent:
        # The hatch takes the colour of the edge, so the outline is a shape of its own.
        start = (segment.start, bottom)
        done.append(ax.add_patch(Rectangle(start, segment.sure, thick, fc=shade, ec=paper, hatch=look.hatch, lw=0)))
        edge = Rectangle(start, segment.sure, thick, fill=False, ec=shade, lw=1.2, clip_on=False)
        done.append(ax.add_patch(edge))
    if end > sure:
        loose = Rectangle((sure, bottom), end - sure, thick, fc=paper, ec=shade, lw=1.2, ls=(0, (3, 2)))
        done.append(ax.add_patch(loose))
    return tuple(done)
