"""How much room a chart has: that of its own page, or of the axes it is given."""

from __future__ import annotations

from matplotlib.axes import Axes

from coursekit.charts import style

__all__ = ["height", "width"]


def width(ax: Axes | None) -> float:
    """Say how wide a chart is to be, in inches.

    Examples
    --------
    >>> round(width(None), 2)
    4.96
    """
    return style.WIDTH - 2 * style.MARGIN if ax is None else style.room(ax)[0]


def height(ax: Axes | None, needed: float) -> float:
    """Say how tall a chart is to be: what it needs on a page of its own, or all of the axes it is given.

    Parameters
    ----------
    ax : matplotlib.axes.Axes or None
        Where it is drawn; None for a figure of its own.
    needed : float
        Inches that its rows and labels take.

    Returns
    -------
    float
        Inches.

    Raises
    ------
    ValueError
        If the axes is too small for the labels to be read.
    """
    if ax is None:
        return needed
    tall = style.room(ax)[1]
    if tall < needed:
        raise ValueError(
            f"The axes is {tall:.1f} inches tall, and these rows with their labels need {needed:.1f}. Make it taller, "
            "draw fewer rows, or leave ax out, so that the chart makes its own."
        )
    return tall
