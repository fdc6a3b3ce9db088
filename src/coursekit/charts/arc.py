"""The geometry of a parliament arc: where each seat and each label goes, in inches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, product
from math import cos, hypot, pi, sin

from coursekit.charts import lettering

__all__ = ["Arc", "Label", "Wedge", "arrange", "place_labels"]

_HOLLOW = 0.42  # radius of the empty middle, as a share of the arc's
_FEW = 16  # seats that stand in one row
_SLOT = 1.6  # gap between sections, in seats
_CLEAR = 0.07  # between a label and its neighbours, in inches


@dataclass(frozen=True)
class Arc:
    """Seats of every section from left to right.

    Parameters
    ----------
    radius : float
        Outer radius in inches.
    dot : float
        Distance between neighbouring seats in inches.
    sections : tuple
        Per section its seats as (x, y) from the centre, in the order of the blocks: wedge by wedge.
    """

    radius: float
    dot: float
    sections: tuple[tuple[tuple[float, float], ...], ...]


def arrange(seats: Sequence[int], radius: float) -> Arc:
    """Lay the seats of the sections out in rows.

    Parameters
    ----------
    seats : sequence of int
        Seats per section, left to right, each at least 1.
    radius : float
        Outer radius in inches.

    Returns
    -------
    Arc
        As many seats as asked for, with a gap between sections.

    Examples
    --------
    >>> [len(section) for section in arrange([308, 156], 2.0).sections]
    [308, 156]
    """
    radii, dot = _one_row(seats, radius) if sum(seats) <= _FEW else _rows(seats, radius)
    slots = [_SLOT * dot / r for r in radii]
    spans = [pi - slot * (len(seats) - 1) for slot in slots]
    sections: list[tuple[tuple[float, float], ...]] = []
    before = 0.0
    for number in seats:
        share = number / sum(seats)
        filled = _largest_remainder(number, [span * r for span, r in zip(spans, radii, strict=True)])
        places = sorted(((k + 0.5) / count, row) for row, count in enumerate(filled) for k in range(count))
        section = []
        for along, row in places:
            angle = pi - (before + along * share) * spans[row] - slots[row] * len(sections)
            section.append((radii[row] * cos(angle), radii[row] * sin(angle)))
        sections.append(tuple(section))
        before += share
    return Arc(radius, dot, tuple(sections))


def _one_row(seats: Sequence[int], radius: float) -> tuple[list[float], float]:
    row = radius * 0.95
    return [row], pi * row / (sum(seats) + _SLOT * (len(seats) - 1))


def _rows(seats: Sequence[int], radius: float) -> tuple[list[float], float]:
    """Take the fewest rows that hold everybody: the radius of each, and the distance between seats."""
    rows = 1
    while _room(rows, radius, len(seats)) < sum(seats):
        rows += 1
    dot = radius * (1 - _HOLLOW) / rows
    return [radius - dot * (row + 0.5) for row in reversed(range(rows))], dot


def _room(rows: int, radius: float, sections: int) -> int:
    dot = radius * (1 - _HOLLOW) / rows
    lengths = (pi * (radius - dot * (row + 0.5)) - _SLOT * dot * (sections - 1) for row in range(rows))
    return sum(max(int(length / dot), 0) for length in lengths)


def _largest_remainder(number: int, weights: Sequence[float]) -> list[int]:
    exact = [number * weight / sum(weights) for weight in weights]
    counts = [int(part) for part in exact]
    short = sorted(range(len(exact)), key=lambda i: counts[i] - exact[i])
    for i in short[: number - sum(counts)]:
        counts[i] += 1
    return counts


@dataclass(frozen=True)
class Wedge:
    """A label that wants a place outside the arc, and the direction (in radians) of what it names."""

    text: str
    angle: float


@dataclass(frozen=True)
class Label:
    """A label in its place: the box it fills, from the centre of the arc, and the two ends of its leader."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    leader: tuple[tuple[float, float], tuple[float, float]]

    def meets(self, other: Label) -> bool:
        """Whether two labels touch, or the leader of one runs through the other."""
        return (
            (
                self.left < other.right + _CLEAR
                and other.left < self.right + _CLEAR
                and self.bottom < other.top + _CLEAR / 2
                and other.bottom < self.top + _CLEAR / 2
            )
            or self.crosses(other)
            or other.crosses(self)
        )

    def crosses(self, other: Label) -> bool:
        """Whether the leader of this label runs through another."""
        (x, y), (to_x, to_y) = self.leader
        if max(x, to_x) < other.left or min(x, to_x) > other.right:
            return False
        if max(y, to_y) < other.bottom or min(y, to_y) > other.top:
            return False
        return any(other.covers(x + (to_x - x) * step / 12, y + (to_y - y) * step / 12) for step in range(13))

    def covers(self, x: float, y: float) -> bool:
        """Whether a point lies on the label."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top

    def nearest(self) -> float:
        """Distance of the box from the centre of the arc."""
        return hypot(max(self.left, -self.right, 0.0), max(self.bottom, -self.top, 0.0))


def place_labels(wedges: Sequence[Wedge], radius: float, sides: tuple[float, float]) -> list[Label] | None:
    """Set labels around the arc, each as near to what it names as the others allow.

    Parameters
    ----------
    wedges : sequence of Wedge
        What to label, left to right.
    radius : float
        Outer radius of the arc in inches.
    sides : tuple of float
        The left and the right edge of the room, in inches from the centre of the arc.

    Returns
    -------
    list of Label or None
        None of them over the arc or over another; None if the room is not enough.
    """
    placed: list[Label] = []
    for wedge in wedges:
        ends = [_feet(wedge, radius) for end in (wedges[0], wedges[-1]) if wedge is end]
        for label in chain(_around(wedge, radius, sides), *ends):
            if sides[0] <= label.left and label.right <= sides[1] and not any(map(label.meets, placed)):
                placed.append(label)
                break
        else:
            return None
    return placed


def _around(wedge: Wedge, radius: float, sides: tuple[float, float]) -> Iterator[Label]:
    """Try places outside the arc: straight out first, then sideways, then further out."""
    width, height = lettering.size(wedge.text)
    start = (radius + 0.06) * cos(wedge.angle), (radius + 0.06) * sin(wedge.angle)
    for further, (across, up, back, down) in product(range(8), _turns(wedge.angle)):
        reach = radius + 0.2 + further * 0.1
        left, bottom = reach * across + width / 2 * back, reach * up + height / 2 * down
        if left < sides[0] or left + width > sides[1] or bottom <= -0.1:
            continue
        short = radius + 0.16 + further * 0.1  # the leader ends just before the label
        label = Label(wedge.text, left, bottom, left + width, bottom + height, (start, (short * across, short * up)))
        if label.nearest() > radius + 0.15:
            yield label


@lru_cache(maxsize=256)
def _turns(angle: float) -> tuple[tuple[float, float, float, float], ...]:
    """List the directions to try for a label: along and up, and how far of its half sizes it is set back and down."""
    steps = (0, *(way * step for step in range(1, 13) for way in (1, -1)))
    ways = [(cos(turn), sin(turn)) for turn in (angle + step * pi / 90 for step in steps) if turn < pi]
    return tuple((x, y, max(-1.0, min(1.0, 1.6 * x)) - 1, max(-1.0, min(1.0, 1.3 * y)) - 1) for x, y in ways)


def _feet(wedge: Wedge, radius: float) -> Iterator[Label]:
    """Try the place under the foot of the arc that the first or the last block stands on."""
    width, height = lettering.size(wedge.text)
    side = 1 if cos(wedge.angle) > 0 else -1
    left = radius - width if side > 0 else -radius
    x = side * radius * (1 + _HOLLOW) / 2
    yield Label(wedge.text, left, -0.2 - height, left + width, -0.2, ((x, -0.08), (x, -0.2)))
