"""`ck.figure`: a drawing made into the course's figure, shown to be read and to be explored."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from html import escape
from uuid import uuid4

import pandas as pd
from IPython.display import display
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from coursekit.charts.drawing import Drawing, Mark, recall
from coursekit.figures.alternatives import check_words
from coursekit.figures.explorer import Explorer
from coursekit.figures.page import Shown, Text, figure_html, sheet
from coursekit.figures.pictures import Picture, draw
from coursekit.figures.table import listed
from coursekit.figures.tracing import trace

__all__ = ["figure"]

_STILL = (
    '<p class="ck-still">Run the cell again to open the source of each mark. Until then JupyterLab may say '
    "“Loading widget” or “Error displaying widget” below.</p>"
)


def figure(  # noqa: PLR0913 - a figure has this many parts, and each is named where it is given
    ax: Axes,
    *,
    caption: str,
    number: str = "",
    leaves_out: str = "",
    data: pd.DataFrame | None = None,
    by: str | None = None,
    alt: str | None = None,
) -> None:
    """Show a drawing as a figure of the course.

    The figure has its caption, a line that says what it leaves out, the chart in words (also the picture's text
    alternative), the table behind it with the source of every row, and a link to report an error. Two outputs appear:
    the figure to read, which stays in an exported or untrusted notebook and where no kernel runs, and the figure to
    explore, which hides the first while it is alive: every mark can be pointed at or reached by keyboard, and opens
    its source.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        What was drawn: by a form of the course, by `DataFrame.plot` or by matplotlib. Its figure is closed, so that
        the notebook does not draw it a second time.
    caption : str
        What the figure shows; it could stand alone.
    number : str
        Number of the figure, such as `"5.1"`.
    leaves_out : str
        What the chart does not show, in a sentence; sentences that its form knows follow by themselves.
    data : pandas.DataFrame, optional
        The table behind an axes that no form of the course drew, indexed by claim where its rows are claims. A form's
        own axes brings its table along, and this is not used.
    by : str, optional
        For a chart of totals that no form drew: the column of `data` that they are grouped by. The table is then the
        one before grouping.
    alt : str, optional
        The chart in words, in place of the words composed from the data.

    Raises
    ------
    TypeError
        If `ax` is no single axes, or has been taken out of its figure.
    ValueError
        If `alt` tells a number that no mark has, or `data` has no column `by`.

    Examples
    --------
    >>> from coursekit.frames import load
    >>> from coursekit.charts.parliament import hemicycle
    >>> seats = load("preparliament_seats")
    >>> board = hemicycle(seats[seats["body"] == "Presiding board of the Pre-Parliament"])
    >>> figure(board, number="5.3", caption="The board.", alt="Five dots, one of them red.")
    Figure 5.3. The board.
    Five dots, one of them red.
    The same figure, to be explored in a running notebook.
    """
    whole = _whole_figure(ax)
    drawing = _read(ax, whole, data, by)
    if alt is not None:
        check_words(alt, drawing.marks)
    words = " ".join(drawing.sentences) if alt is None else alt
    missing = " ".join(filter(None, (leaves_out, *drawing.leaves_out)))
    text = Text(number, caption, missing, words, _tracing(drawing.marks))
    picture, token = draw(whole, drawing.marks), uuid4().hex[:12]
    display(_still(text, drawing.marks, picture, token))  # type: ignore[no-untyped-call]
    display(Explorer(text, drawing.marks, picture, token))  # type: ignore[no-untyped-call]
    pyplot.close(whole)


def _whole_figure(ax: Axes) -> Figure:
    if not isinstance(ax, Axes):
        raise TypeError(f"A figure is made of one Axes, as a chart returns it, not of {type(ax).__name__}.")
    whole = ax.get_figure(root=True)
    if whole is None or ax not in whole.axes:
        raise TypeError("The axes has been taken out of its figure, so there is nothing to show. Draw it again.")
    return whole


def _read(ax: Axes, whole: Figure, data: pd.DataFrame | None, by: str | None) -> Drawing:
    drawing = recall(ax)
    if drawing is None:
        return trace(ax, data, by)
    for other in whole.axes:
        if other is not ax and other.get_visible():
            drawing = _beside(drawing, recall(other))
    return drawing


def _beside(one: Drawing, other: Drawing | None) -> Drawing:
    """Tell two charts of one picture together."""
    if other is None:
        unread = (*one.leaves_out, "The picture holds another chart, which no form of the course drew.")
        return Drawing(one.form, one.sentences, one.marks, unread)
    words = (*one.sentences, "Another chart stands in the same picture.", *other.sentences)
    leaves_out = tuple(dict.fromkeys((*one.leaves_out, *other.leaves_out)))
    return Drawing(one.form, words, (*one.marks, *other.marks), leaves_out)


def _tracing(marks: Sequence[Mark]) -> str:
    """Say which marks do not lead to a source."""
    return "; ".join(_untraced(marks)) + "." if any(_untraced(marks)) else ""


def _untraced(marks: Sequence[Mark]) -> Iterator[str]:
    told = {
        "none": "no claim of the record stands behind {}",
        "reader": "worked out in this notebook, not printed: {}",
        "total": "worked out in this notebook from printed figures: {}",
    }
    for origin, words in told.items():
        labels = list(dict.fromkeys(_named(mark, marks) for mark in marks if mark.origin == origin))
        if labels:
            yield words.format(listed(labels))


def _named(mark: Mark, marks: Sequence[Mark]) -> str:
    """Name a mark, with its group where another of the same name comes from elsewhere."""
    alone = all(other.origin == mark.origin for other in marks if other.label == mark.label)
    return mark.label if alone or not mark.within else f"{mark.label} ({mark.within})"


def _still(text: Text, marks: Sequence[Mark], picture: Picture, token: str) -> Shown:
    """Write the form that needs neither kernel nor script."""
    held = base64.b64encode(picture.svg.encode()).decode("ascii")
    image = f'<img alt="{escape(text.words)}" src="data:image/svg+xml;base64,{held}">{_STILL}'
    html = f"<style>{sheet('figure.css')}</style>{figure_html(text, marks, image, token=token)}"
    return Shown(html, text.plain())
