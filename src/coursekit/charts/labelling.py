"""Names beside dots: each where it covers neither a dot nor another name, by a line to its dot if it stands off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians, sin

from coursekit.charts.lettering import Align, size

__all__ = ["Label", "place_names"]

Point = tuple[float, float]

_CLEAR, _DOT = 0.13, 0.08  # how far a name, and a line, keeps from the dots of others: inches
_BESIDE, _OFF = 0.1, (0.26, 0.42)
_ANGLES = (0, 180, 90, 270, 45, 315, 135, 225, 22, 338, 158, 202, 67, 293, 113, 247)


@dataclass(frozen=True)
class Label:
    """Where a name is written, in inches.

    Parameters
    ----------
    text : str
        The name.
    dot, anchor : tuple of float
        The place it names, and where the writing is held.
    align : {"left", "right", "center"}
        Which side of the writing is held.
    off : bool
        Whether it stands off, so that a line must lead to its dot.
    """

    text: str
    dot: Point
    anchor: Point
    align: Align
    off: bool

    def box(self) -> tuple[float, float, float, float]:
        """Measure the writing: left, bottom, right, top."""
        width, height = size(self.text)
        left = self.anchor[0] - {"left": 0.0, "center": width / 2, "right": width}[self.align]
        return left, self.anchor[1] - height / 2, left + width, self.anchor[1] + height / 2

    def line(self) -> tuple[Point, Point]:
        """Say from where to where the line to the dot runs."""
        (x, y), (to_x, to_y) = self.dot, self.anchor
        left, bottom, right, top = self.box()
        end = (min(max(x, left), right), min(max(y, bottom), top)) if self.align == "center" else (to_x, to_y)
        return (x, y), end


def place_names(names: Sequence[tuple[str, Point]], room: Point) -> tuple[list[Label], list[str]]:
    """Find a place for every name.

    Parameters
    ----------
    names : sequence of (str, (float, float))
        Each name with its dot, in inches from the lower left.
    room : tuple of float
        Width and height of the map in inches.

    Returns
    -------
    tuple
        The labels, and the names for which there is no room. The most crowded dot chooses first.

    Examples
    --------
    >>> labels, crowded_out = place_names([("Luga", (1.0, 1.0)), ("Pskov", (1.1, 1.0))], (3.0, 2.0))
    >>> [label.align for label in labels], crowded_out
    (['right', 'left'], [])
    """
    dots = [dot for _, dot in names]
    order = sorted(names, key=lambda name: -sum(1 / (0.05 + _far(name[1], dot)) for dot in dots))
    placed: list[Label] = []
    crowded_out = []
    for text, dot in order:
        free = (label for label in _candidates(text, dot) if _is_free(label, placed, dots, room))
        label = next(free, None)
        if label:
            placed.append(label)
        else:
            crowded_out.append(text)
    return placed, crowded_out


def _candidates(text: str, dot: Point) -> Iterator[Label]:
    half = size(text)[1] / 2
    for distance in (_BESIDE, *_OFF):
        for angle in _ANGLES:
            across, up = cos(radians(angle)), sin(radians(angle))
            align: Align = "left" if across > 0.3 else "right" if across < -0.3 else "center"
            lift = half * up if align != "center" else half * (1 if up > 0 else -1)
            anchor = (dot[0] + distance * across, dot[1] + distance * up + lift)
            yield Label(text, dot, anchor, align, distance > _BESIDE)


def _is_free(label: Label, placed: Iterable[Label], dots: Iterable[Point], room: Point) -> bool:
    left, bottom, right, top = box = label.box()
    if left < 0.04 or bottom < 0.02 or right > room[0] - 0.04 or top > room[1] - 0.02:
        return False
    others = [dot for dot in dots if dot != label.dot]
    if any(_covers(box, dot, _CLEAR) for dot in others):
        return False
    if any(_overlap(box, other.box()) or (other.off and _crosses(other, box)) for other in placed):
        return False
    return not label.off or not (
        any(_near_line(label, dot) for dot in others)
        or any(_crosses(label, other.box()) or _near_line(label, point) for other in placed for point in _along(other))
    )


def _far(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def _covers(box: tuple[float, float, float, float], dot: Point, margin: float) -> bool:
    left, bottom, right, top = box
    return left - margin < dot[0] < right + margin and bottom - margin / 2 < dot[1] < top + margin / 2


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] + 0.05 and other[0] < one[2] + 0.05 and one[1] < other[3] and other[1] < one[3]


def _along(label: Label) -> Iterator[Point]:
    (x, y), (to_x, to_y) = label.line()
    return ((x + (to_x - x) * step / 12, y + (to_y - y) * step / 12) for step in range(13))


def _crosses(label: Label, box: tuple[float, float, float, float]) -> bool:
    return any(_covers(box, point, 0.02) for point in _along(label))


def _near_line(label: Label, dot: Point) -> bool:
    return any(_far(point, dot) < _DOT for point in _along(label))
