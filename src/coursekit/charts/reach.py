"""How far a figure reaches: one mark if it is exact, a hollow one, two ends or an arrow if it is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from coursekit.charts import style
from coursekit.charts.quantities import Quantity

__all__ = ["DASHES", "Reach", "draw_reach", "reach"]

DASHES = (0, (3, 2))
_SIZE, _EDGE, _ARROW = 7.5, 1.6, 20.0  # points
_LARGER = {"*": 1.5, "P": 1.15, "p": 1.15, "h": 1.15, "D": 0.88}  # so that markers weigh the same to the eye
_OVER = {"^": 1, "v": 1, "*": 2, "P": 2}  # what covers less stands over what covers more
_HEAD = "<-,head_length=0.45,head_width=0.25"
_DOWN = {"almost", "under", "at most"}


@dataclass(frozen=True)
class Reach:
    """Where a figure is marked.

    Parameters
    ----------
    ends : tuple of float
        Where its marks stand, from low to high: one, or the two ends of a range; none for a figure without a number.
    whisker : tuple of float, optional
        From where to where it may lie, if both are given.
    opens : {-1, 0, 1}
        Whether it may be less or more than its mark, without a limit.
    """

    ends: tuple[float, ...]
    whisker: tuple[float, float] | None = None
    opens: int = 0

    @property
    def most(self) -> float:
        """The highest place it marks."""
        return max((*self.ends, *(self.whisker or ())), default=0.0)


def reach(quantity: Quantity) -> Reach:
    """Find where a figure is marked.

    Examples
    --------
    >>> reach(Quantity(low=2, high=3, qualifier="between")).ends
    (2, 3)
    >>> reach(Quantity(high=1000, qualifier="at most"))
    Reach(ends=(1000,), whisker=None, opens=-1)
    """
    low, high, number = quantity.low, quantity.high, quantity.number
    if number is None:
        return Reach(())
    if quantity.exact:
        return Reach((number,))
    if low is not None and high is not None:
        return Reach((low, high) if quantity.value is None else (quantity.value,), (low, high))
    if quantity.qualifier in _DOWN:
        return Reach((number,), opens=-1)
    return Reach((number,), opens=1 if low is not None else 0)


def draw_reach(  # noqa: PLR0913 - where, what, in which look and which way: each is named where it is given
    ax: Axes,
    drawn: Reach,
    look: style.Look,
    *,
    hollow: bool,
    at: Callable[[float], tuple[float, float]],
    way: tuple[float, float],
    down: float,
) -> tuple[Artist, ...]:
    """Draw the marks of a figure.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where.
    drawn : Reach
        What.
    look : Look
        In which colour and with which marker.
    hollow : bool
        Whether the marks are left empty.
    at : callable
        Says where on the axes a number stands.
    way : tuple of float
        The direction in which numbers grow: `(1, 0)` to the right, `(0, 1)` upwards.
    down : float
        Inches from its lowest mark to zero, which no arrow passes.

    Returns
    -------
    tuple of matplotlib.artist.Artist
        The marks, then what reaches out from them.
    """
    shade = style.colour(look.role)
    beyond: list[Artist] = []
    if drawn.whisker:
        low, high = (at(number) for number in drawn.whisker)
        beyond += ax.plot((low[0], high[0]), (low[1], high[1]), color=shade, linewidth=2.2, zorder=2.5)
    if drawn.opens:
        beyond.append(_arrow(ax, at(drawn.ends[0]), _pointing(drawn.opens, way, down), shade))
    marks = [_marker(ax, at(number), look, hollow=hollow) for number in drawn.ends]
    return (*marks, *beyond)


def _marker(ax: Axes, place: tuple[float, float], look: style.Look, *, hollow: bool) -> Artist:
    shade = style.colour(look.role)
    (mark,) = ax.plot(
        place[:1],
        place[1:],
        linestyle="none",
        marker=look.marker,
        markersize=_SIZE * _LARGER.get(look.marker, 1.0),
        markerfacecolor=style.colour("paper") if hollow else shade,
        markeredgecolor=shade,
        markeredgewidth=_EDGE,
        clip_on=False,
        zorder=3 + 0.01 * _OVER.get(look.marker, 0),
    )
    return mark


def _pointing(opens: int, way: tuple[float, float], down: float) -> tuple[float, float]:
    length = _ARROW if opens > 0 else -min(_ARROW, max(down * 72, _SIZE * 1.5))
    return way[0] * length, way[1] * length


def _arrow(ax: Axes, place: tuple[float, float], way: tuple[float, float], shade: str) -> Artist:
    return ax.annotate(
        "",
        place,
        way,
        textcoords="offset points",
        # The head is at the text, which stands where the arrow points to.
        arrowprops={
            "arrowstyle": "<-,head_length=0.45,head_width=0.25",
            "color": shade,
            "lw": 1.6,
            "shrinkA": 0,
            "shrinkB": 0,
        },
        annotation_clip=False,
        zorder=2.5,
    )
