"""The key of a chart: each sign with its words, in as many lines as it takes."""

from __future__ import annotations

from collections.abc import Sequence

from coursekit.charts import lettering
from coursekit.charts.style import TEXT

__all__ = ["LINE", "flow"]

LINE = TEXT * lettering.LINE / 72
"""Height of a line of type in inches."""
_BETWEEN = 0.22


def flow(words: Sequence[str], wide: float, sign: float) -> tuple[list[tuple[float, float, str]], float]:
    """Set the words of a key in lines, each with room for its sign before it.

    Parameters
    ----------
    words : sequence of str
        What the signs mean.
    wide : float
        Width to keep to, in inches.
    sign : float
        Room for a sign, in inches.

    Returns
    -------
    list of (float, float, str)
        For each, how far right and how far down its place begins, in inches, and its words in lines.
    float
        The height of the key in inches.

    Examples
    --------
    >>> places, height = flow(["ready", "against"], 4.0, 0.3)
    >>> [down for _, down, _ in places] == [0.0, 0.0]
    True
    """
    places: list[tuple[float, float, str]] = []
    at, top, tall = 0.0, 0.0, 0.0
    for word in words:
        text = lettering.lines(word, wide - sign)
        across, down = lettering.size(text)
        if at and at + sign + across > wide:
            at, top, tall = 0.0, top + tall + 0.06, 0.0
        places.append((at, top, text))
        at, tall = at + sign + across + _BETWEEN, max(tall, down)
    return places, top + tall
