"""The base of a map: the conic projection it is drawn in, and the coastlines of the old world."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from math import cos, log, pi, radians, sin, tan

from matplotlib.path import Path

from coursekit import course

__all__ = ["Conic", "Point", "coast"]

Point = tuple[float, float]

EARTH = 6371.0
_SOUTH, _NORTH = radians(45), radians(65)  # the parallels drawn true, either side of most of the record's places


@dataclass(frozen=True)
class Conic:
    """Lambert's conformal conic projection, upright at one meridian.

    Parameters
    ----------
    meridian : float
        The meridian that points straight up, in degrees of longitude.

    Examples
    --------
    >>> x, y = Conic(30.0)((30.0, 60.0))
    >>> round(x)
    0
    """

    meridian: float

    def __call__(self, position: Point) -> Point:
        """Place a longitude and latitude on the map: kilometres to the right, and up from an arbitrary zero."""
        cone = log(cos(_SOUTH) / cos(_NORTH)) / log(_height(_NORTH) / _height(_SOUTH))
        out = EARTH * cos(_SOUTH) / cone * (_height(_SOUTH) / _height(radians(position[1]))) ** cone
        turn = cone * radians(position[0] - self.meridian)
        return out * sin(turn), -out * cos(turn)


def _height(latitude: float) -> float:
    return tan(pi / 4 + latitude / 2)


@cache
def _rings() -> tuple[tuple[Point, ...], ...]:
    held = json.loads((course.content() / "data" / "coastlines.json").read_text(encoding="utf-8"))
    return tuple(tuple((x, y) for x, y in ring) for ring in held["rings"])


def coast(place: Callable[[Point], Point]) -> Path:
    """Draw the land as one path; inland seas are holes in it.

    Parameters
    ----------
    place : callable
        What puts a longitude and latitude on the map, such as a projection.

    Returns
    -------
    matplotlib.path.Path
        The land.

    Examples
    --------
    >>> at = Conic(30.0)
    >>> land = coast(at)
    >>> land.contains_point(at((37.6, 55.8))), land.contains_point(at((19.0, 56.5)))
    (True, False)
    """
    return Path.make_compound_path(*(Path([place(point) for point in ring], closed=True) for ring in _rings()))
