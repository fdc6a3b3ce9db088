"""What was found behind one figure of a chart."""

from __future__ import annotations

from dataclasses import dataclass

from coursekit.charts.drawing import Origin
from coursekit.figures.handed import number_words
from coursekit.figures.seen import Seen

__all__ = ["Trace", "absent", "drawn"]


@dataclass(frozen=True)
class Trace:
    """What was found behind one figure.

    Parameters
    ----------
    figure, certainty : str
        The figure, and how sure it is, in words.
    claims : tuple of str
        The claims behind it.
    origin : str
        As in `Mark`.
    remark : str
        Why nothing was found, or what else must be said of it.
    name : str
        What it is called, where its label on the axis does not say.
    missing : bool
        Whether there is no number here, even where pandas draws a bar of no length.
    """

    figure: str
    certainty: str
    claims: tuple[str, ...] = ()
    origin: Origin = "none"
    remark: str = ""
    name: str = ""
    missing: bool = False


def drawn(seen: Seen, remark: str = "") -> Trace:
    """Give a figure as it is drawn, with nothing behind it.

    Examples
    --------
    >>> drawn(Seen("for", 95.0, "bar", 0, (0, 95)), "no table was handed over").figure
    '95'
    """
    if seen.figure is None:
        return Trace("not drawn: no number", "not known", remark=remark, missing=True)
    if seen.kind == "slice":
        return Trace(f"{100 * seen.figure:.3g} per cent of the circle", "not known", remark=remark)
    return Trace(number_words(seen.figure), "not known", remark=remark)


def absent() -> Trace:
    """Give a place that no row of the table fills: pandas draws a bar of no length there.

    Examples
    --------
    >>> absent().figure
    'not drawn: not in the table'
    """
    return Trace("not drawn: not in the table", "open, which is not zero", (), "absent", missing=True)
