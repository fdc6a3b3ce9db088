"""The type of the figures: labels measured before they are drawn, broken into lines, and written as they stand."""

from __future__ import annotations

from functools import lru_cache
from textwrap import wrap
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from coursekit.charts.style import FAMILY, TEXT, colour

__all__ = ["Align", "lines", "plain", "size", "write"]

LINE = 1.2
Align = Literal["left", "right", "center"]


def plain(text: object) -> str:
    r"""Make any label one line of printable characters.

    Examples
    --------
    >>> plain("two\nlines")
    'two lines'
    """
    return " ".join("".join(ch if ch.isprintable() else " " for ch in str(text)).split())


def size(text: str, *, bold: bool = False) -> tuple[float, float]:
    """Measure a label without drawing it.

    Parameters
    ----------
    text : str
        One or more lines.
    bold : bool
        Whether it is set in bold.

    Returns
    -------
    tuple of float
        Width and height in inches.
    """
    rows = text.split("\n")
    return max(_width(row, bold=bold) for row in rows), len(rows) * TEXT * LINE / 72


@lru_cache(maxsize=4096)
def _width(row: str, *, bold: bool) -> float:
    font = FontProperties(family=FAMILY, size=TEXT, weight="bold" if bold else "normal")
    width, _, _ = text_to_path.get_text_width_height_descent(row or " ", font, ismath=False)
    return float(width) / 72


def lines(text: str, most: float, *, bold: bool = False, rows: int = 3) -> str:
    """Break a label into lines, and cut with an ellipsis what does not fit.

    Parameters
    ----------
    text : str
        The label.
    most : float
        Width to keep to, in inches.
    bold : bool
        Whether it is set in bold.
    rows : int
        Number of lines to keep to. The whole label stands in the table behind the figure.

    Returns
    -------
    str
        The lines.
    """
    shown = plain(text)
    longest = max(map(len, shown.split()), default=1)
    fitting: list[str] = []
    for letters in range(max(len(shown), 1), 1, -1):
        if fitting and (letters < longest or fitting[-1].endswith("…")):
            break
        broken = wrap(shown, letters, max_lines=rows, placeholder="…", break_on_hyphens=False)
        if fitting and (len(broken) > len(fitting) or broken[-1].endswith("…") > fitting[-1].endswith("…")):
            break  # narrower would need another line, or would cut: the lines are as even as they get
        if all(size(row, bold=bold)[0] <= most for row in broken):
            fitting = broken
    return "\n".join(fitting) or shown[:1]


def write(ax: Axes, place: tuple[float, float], text: str, *, align: Align = "left", heading: bool = False) -> None:
    """Write a label as it stands: a dollar sign is a dollar sign.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where.
    place : tuple of float
        Its place in the units of the axes.
    text : str
        One or more lines.
    align : {"left", "right", "center"}
        Which side of the text the place is at.
    heading : bool
        Whether it is bold and hangs from its place; else it is centred on it.
    """
    rows = text.split("\n")
    first = -0.5 if heading else (len(rows) - 1) / 2
    for number, row in enumerate(rows):
        # Line by line, because matplotlib sets lines further apart where letters reach up or down.
        ax.annotate(
            row,
            place,
            (0, (first - number) * TEXT * LINE),
            textcoords="offset points",
            ha=align,
            va="center_baseline",
            color=colour("ink"),
            fontsize=TEXT,
            fontweight="bold" if heading else "normal",
            parse_math=False,
            annotation_clip=False,
        )
