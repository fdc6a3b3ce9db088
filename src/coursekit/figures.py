"""A drawing made into the course's figure: caption, what it leaves out, the chart in words, the table, the sources."""

from __future__ import annotations

import base64
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.metadata import metadata, version
from importlib.resources import files
from io import StringIO
from typing import Any
from urllib.parse import urlencode

import pandas as pd
from IPython.display import display
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from coursekit import lettering, style
from coursekit.calendar import both
from coursekit.drawing import Drawing, Mark, recall
from coursekit.record import Claim, record
from coursekit.sources import source

__all__ = ["Shown", "figure"]

MOST_LISTED = 12
_HEADINGS = ("What", "Figure", "How sure", "Who says so", "Where it is printed", "When it was so")


class Shown:
    """A figure as a notebook shows it: HTML, and plain text where HTML is not shown."""

    def __init__(self, html: str, text: str) -> None:
        self.html = html
        self.text = text

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html


def figure(  # noqa: PLR0913 - a figure has this many parts, and each is named where it is given
    ax: Axes,
    *,
    caption: str,
    number: str = "",
    leaves_out: str = "",
    data: pd.DataFrame | None = None,
    alt: str | None = None,
) -> None:
    """Show a drawing as a figure of the course.

    The figure has its caption, a line that says what it leaves out, the chart in words (also the picture's text
    alternative), the table behind it with the source of every row, and a link to report an error.

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
    alt : str, optional
        The chart in words, in place of the words composed from the data.

    Raises
    ------
    TypeError
        If `ax` is no single axes.

    Examples
    --------
    >>> from coursekit.frames import load
    >>> from coursekit.parliament import hemicycle
    >>> seats = load("preparliament_seats")
    >>> board = hemicycle(seats[seats["body"] == "Presiding board of the Pre-Parliament"])
    >>> figure(board, number="5.3", caption="The board.", alt="Five dots, one of them red.")
    Figure 5.3. The board.
    Five dots, one of them red.
    """
    if not isinstance(ax, Axes):
        raise TypeError(f"A figure is made of one Axes, as a chart returns it, not of {type(ax).__name__}.")
    drawing = recall(ax) or _foreign(ax, data)
    words = " ".join(drawing.sentences) if alt is None else alt
    missing = " ".join(filter(None, (leaves_out, *drawing.leaves_out)))
    shown = _Text(number, caption, missing, words, _tracing(drawing))
    display(Shown(_html(shown, drawing.marks, _picture(ax)), shown.plain()))  # type: ignore[no-untyped-call]
    pyplot.close(_whole_figure(ax))


@dataclass(frozen=True)
class _Text:
    """What is written about a figure."""

    number: str
    caption: str
    missing: str
    words: str
    tracing: str

    def plain(self) -> str:
        title = f"Figure {self.number}. {self.caption}" if self.number else self.caption
        return f"{title}\n{self.words}"


def _whole_figure(ax: Axes) -> Figure:
    whole = ax.get_figure(root=True)
    if whole is None:
        raise TypeError("The axes has been taken out of its figure, so there is nothing to show. Draw it again.")
    return whole


def _foreign(ax: Axes, data: pd.DataFrame | None) -> Drawing:
    title, across, up = (lettering.plain(text) for text in (ax.get_title(), ax.get_xlabel(), ax.get_ylabel()))
    told = [f"A chart titled {title}." if title else "A chart."]
    told += [f"Its {name} axis shows {words}." for name, words in (("horizontal", across), ("vertical", up)) if words]
    table = "" if data is None else " The table below holds the figures it was drawn from."
    told.append(f"Nobody has described it in words.{table}")
    marks = () if data is None else tuple(_frame_marks(data))
    return Drawing("", tuple(told), marks)


def _tracing(drawing: Drawing) -> str:
    """Say which marks do not lead to a source."""
    if not drawing.form:
        return "no form of the course drew this chart, so its marks do not lead to their sources."
    lost = [mark.label for mark in drawing.marks if mark.origin == "none"]
    own = [mark.label for mark in drawing.marks if mark.origin == "reader"]
    told = [f"no claim of the record stands behind {', '.join(lost)}"] if lost else []
    told += [f"worked out in this notebook, not printed: {', '.join(own)}"] if own else []
    return f"{'; '.join(told)}." if told else ""


def _frame_marks(data: pd.DataFrame) -> Iterator[Mark]:
    """List the rows of a table by hand: what describes a row, then its figure, with the claim where it is one."""
    for name, cells in zip(data.index, data.to_dict("records"), strict=True):
        claim = record().claims.get(name) if isinstance(name, str) else None
        label = ", ".join(_described(cells, claim)) or str(name)
        if claim and cells.get("value") == claim.number("value"):
            yield Mark(label, claim.amount(), claim["qualifier"], (claim.id,), "record")
            continue
        numbers = [f"{key} {cell:.10g}" for key, cell in cells.items() if _is_number(cell)]
        figure_words = ", ".join(numbers) or "no figure"
        yield Mark(label, figure_words, "not known", (claim.id,) if claim else (), "reader" if claim else "none")


def _described(cells: Mapping[Hashable, Any], claim: Claim | None) -> Iterator[str]:
    """Name a row by its words, without those that only tie it to others or tell about the figure."""
    columns = record().book.columns(claim.table) if claim else {}
    codes = {"qualifier", "unit", "date_os", *(name for name, column in columns.items() if column.pattern)}
    return (lettering.plain(cell) for key, cell in cells.items() if isinstance(cell, str) and cell and key not in codes)


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool) and not pd.isna(cell)


def _picture(ax: Axes) -> str:
    """Draw the figure as SVG that follows the theme, if all of it is in the colours of the course."""
    whole = _whole_figure(ax)
    ours = all(recall(each) for each in whole.axes)
    stream = StringIO()
    with style.house():
        edges = whole.get_tightbbox().padded(0.05)
        box = Bbox.union([whole.bbox_inches, edges]) if ours else edges
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        whole.savefig(stream, format="svg", bbox_inches=box, metadata=nothing)
    svg = style.compact(stream.getvalue())
    return base64.b64encode((style.themed(svg) if ours else svg).encode()).decode("ascii")


@cache
def _sheet() -> str:
    return files("coursekit").joinpath("static", "figure.css").read_text(encoding="utf-8")


def _html(text: _Text, marks: Sequence[Mark], picture: str) -> str:
    number = f"<strong>Figure {escape(text.number)}.</strong> " if text.number else ""
    missing = f"<p><strong>Not in this chart:</strong> {escape(text.missing)}</p>" if text.missing else ""
    tracing = f"<p><strong>Not traced:</strong> {escape(text.tracing)}</p>" if text.tracing else ""
    return (
        f"<style>{_sheet()}</style>"
        f'<figure class="ck-figure"><figcaption>{number}{escape(text.caption)}</figcaption>'
        f'<img alt="{escape(text.words)}" src="data:image/svg+xml;base64,{picture}">'
        f"{missing}{tracing}"
        f"<details><summary>The chart in words</summary><p>{escape(text.words)}</p></details>"
        f"{_table(marks)}"
        f'<p class="ck-report"><a href="{escape(_report(text.number, marks))}" target="_blank" rel="noopener">'
        "Report an error in this figure</a></p></figure>"
    )


def _table(marks: Sequence[Mark]) -> str:
    if not marks:
        return ""
    labels = {mark.claims[0]: mark.label for mark in marks if mark.origin == "record"}
    head = "".join(f'<th scope="col">{heading}</th>' for heading in _HEADINGS)
    body = "".join(_table_row(mark, labels) for mark in marks)
    return (
        "<details><summary>The figures, and where they come from</summary>"
        '<div class="ck-scroll" role="region" aria-label="Table of the figures" tabindex="0">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div></details>"
    )


def _table_row(mark: Mark, labels: Mapping[str, str]) -> str:
    within = f'<span class="ck-within"> {escape(mark.within)}</span>' if mark.within else ""
    start = f'<th scope="row">{escape(mark.label)}{within}</th>{_cell(_HEADINGS[1], mark.figure)}'
    if mark.origin == "record":
        told = [mark.certainty, *_provenance(record().claim(mark.claims[0]))]
        cells = "".join(map(_cell, _HEADINGS[2:], told))
    else:
        origin = escape(_origin(mark, labels))
        cells = f'{_cell(_HEADINGS[2], mark.certainty)}<td colspan="3" data-label="{_HEADINGS[3]}">{origin}</td>'
    return f"<tr>{start}{cells}</tr>"


def _cell(heading: str, text: str) -> str:
    return f'<td data-label="{heading}">{escape(text)}</td>'


def _provenance(claim: Claim) -> tuple[str, str, str]:
    work = source(claim["source"])
    claimant = f"the author, {work.author}" if claim["claimed_by"] == "author" else claim["claimed_by"]
    place = f"{work.short}, line {claim.line}: “{claim['printed']}”"
    if not claim["date_os"]:
        return claimant, place, "no date"
    basis = "" if claim["date_basis"] == "printed" else f"; date {claim['date_basis']}"
    return claimant, place, f"{both(claim['date_os'])}{basis}"


def _origin(mark: Mark, labels: Mapping[str, str]) -> str:
    if mark.origin == "course":
        return f"worked out by the course from {', '.join(labels.get(name, name) for name in mark.claims)}"
    if mark.origin == "reader":
        claim = record().claim(mark.claims[0])
        _, place, _ = _provenance(claim)
        return f"worked out in this notebook; the record has {claim.amount()} here ({place})"
    if mark.origin == "absent":
        return "nobody: no row of the table fills this place"
    return "not traceable: the table behind this chart has no claim of the record here"


def _report(number: str, marks: Iterable[Mark]) -> str:
    """Write the address where an error in this figure can be reported, with what is needed to find it."""
    claims = list(dict.fromkeys(name for mark in marks for name in mark.claims))
    tables = list(dict.fromkeys(record().claim(name).table for name in claims))
    more = f" and {len(claims) - MOST_LISTED} more" if len(claims) > MOST_LISTED else ""
    told = {
        "Figure": number,
        "Table": ", ".join(tables),
        "Claims": ", ".join(claims[:MOST_LISTED]) + more,
        "Version": version("coursekit"),
    }
    body = "\n".join(f"{key}: {value}" for key, value in told.items() if value) + "\n\nWhat is wrong:\n"
    title = f"Error in figure {number}" if number else "Error in a figure"
    return f"{_repository()}/issues/new?{urlencode({'title': title, 'body': body})}"


@cache
def _repository() -> str:
    addresses = metadata("coursekit").get_all("Project-URL") or []
    pairs = (address.partition(", ") for address in addresses)
    return next(str(address) for name, _, address in pairs if name == "Repository")
