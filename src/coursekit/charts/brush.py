"""Signs and words on an axis of time: placed in inches from the upper left corner, whatever the axis counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from coursekit.charts import lettering, style
from coursekit.charts.keys import LINE, flow

__all__ = ["GAP", "MARK", "Brush", "Sign", "key_height"]

MARK = 0.13
"""Breadth of a mark and thickness of a bar, in inches."""
GAP = 0.06
_SIGN = 0.34
_DASHES = (0, (3, 2))
Sign = Literal["filled", "hollow", "bar", "full bar", "link", "delay"]


def key_height(key: Sequence[tuple[Sign, str]], wide: float) -> float:
    """Measure a key in inches.

    Examples
    --------
    >>> key_height([], 5.0)
    0.0
    """
    return flow([words for _, words in key], wide, _SIGN)[1]


@dataclass(frozen=True)
class Brush:
    """Draws in inches on an axes that is in units of its own across and in inches up.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where.
    origin : float
        The left end of the axis.
    inch : float
        One inch in the unit of the axis.
    """

    ax: Axes
    origin: float
    inch: float

    def across(self, place: float) -> float:
        """Turn inches from the left into the unit of the axis."""
        return self.origin + place * self.inch

    def write(
        self, at: float, down: float, text: str, *, align: lettering.Align = "left", heading: bool = False
    ) -> tuple[Artist, ...]:
        """Write a label with paper behind it, so that the lines of the axis and the links pass behind the words."""
        first = len(self.ax.texts)
        lettering.write(self.ax, (self.across(at), -down), text, align=align, heading=heading)
        for line in self.ax.texts[first:]:
            line.set_bbox({"facecolor": style.colour("paper"), "edgecolor": "none", "pad": 0.6})
        return tuple(self.ax.texts[first:])

    def sign(self, start: float, end: float, down: float, *, hollow: bool) -> Artist:
        """Draw a bar, or a mark where the ends are one."""
        ink = style.colour("deep")
        face = style.colour("paper") if hollow else ink
        if end > start:
            corner = (self.across(start), -down - MARK / 2)
            bar = Rectangle(corner, (end - start) * self.inch, MARK, facecolor=face, edgecolor=ink, lw=1.3, zorder=3)
            bar.set_linestyle(_DASHES if hollow else "-")
            return self.ax.add_patch(bar)
        place = self.across(start), -down
        return self.ax.plot(*place, marker="o", ms=MARK * 72, mfc=face, mec=ink, mew=1.5, clip_on=False, zorder=3)[0]

    def line(self, points: Sequence[tuple[float, float]], *, dashed: bool) -> Line2D:
        """Draw a line behind the marks and the words."""
        places = [(self.across(at), -down) for at, down in points]
        ink = style.colour("quiet")
        return self.ax.plot(
            *zip(*places, strict=True), color=ink, lw=1.3, ls=_DASHES if dashed else "-", zorder=1.5, clip_on=False
        )[0]

    def key(self, key: Sequence[tuple[Sign, str]], top: float, wide: float) -> None:
        """Draw the signs of a chart with what they mean."""
        places, _ = flow([words for _, words in key], wide, _SIGN)
        for (sign, _), (at, down, text) in zip(key, places, strict=True):
            self._sample(sign, at, top + down + LINE / 2)
            self.write(at + _SIGN, top + down + lettering.size(text)[1] / 2, text)

    def _sample(self, sign: Sign, at: float, down: float) -> None:
        if sign in {"link", "delay"}:
            self.line([(at, down), (at + _SIGN - 0.1, down)], dashed=sign == "link")
        else:
            end = at + (0.22 if sign in {"bar", "full bar"} else 0.07)
            self.sign(at + 0.07, end, down, hollow=sign in {"hollow", "bar"})
