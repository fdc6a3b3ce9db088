"""A figure as HTML: caption, what it leaves out, the chart in words, the table behind it, how to report an error."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.metadata import metadata, version
from importlib.resources import files
from urllib.parse import urlencode

from coursekit.charts.drawing import Mark
from coursekit.figures.table import csv_link, table_html
from coursekit.record import record

__all__ = ["Shown", "Text", "figure_html", "sheet"]

_MOST_LISTED = 12


class Shown:
    """A figure as a notebook shows it: HTML, and plain text where HTML is not shown."""

    def __init__(self, html: str, text: str) -> None:
        self.html = html
        self.text = text

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html


@dataclass(frozen=True)
class Text:
    """What is written about a figure.

    Parameters
    ----------
    number, caption : str
        Its number, which may be empty, and what it shows.
    missing : str
        What it does not show.
    words : str
        The chart in words.
    tracing : str
        Which of its marks do not lead to a source.
    """

    number: str
    caption: str
    missing: str
    words: str
    tracing: str

    @property
    def title(self) -> str:
        """Number and caption."""
        return f"Figure {self.number}. {self.caption}" if self.number else self.caption

    @property
    def stem(self) -> str:
        """Name a file of it, without its ending.

        Examples
        --------
        >>> Text("5.1 <b>", "", "", "", "").stem
        'figure-5.1-b'
        """
        kept = re.sub(r"[^A-Za-z0-9.]+", "-", self.number)[:40].strip("-.")
        return f"figure-{kept}" if kept else "figure"

    def plain(self) -> str:
        """Write it without the drawing."""
        return f"{self.title}\n{self.words}"


def figure_html(text: Text, marks: Sequence[Mark], drawing: str, *, token: str = "") -> str:
    """Write a figure round its drawing.

    Parameters
    ----------
    text : Text
        What is written about it.
    marks : sequence of Mark
        What it shows.
    drawing : str
        HTML of the drawing, or of the place it goes to.
    token : str
        What marks the form that can be explored may hide; empty for that form itself.

    Returns
    -------
    str
        One `<figure>`.

    Examples
    --------
    >>> figure_html(Text("", "A <b>.", "", "Words.", ""), [], "<img>")[:75]
    '<figure class="ck-figure mathjax_ignore"><figcaption>A &lt;b&gt;.</figcapti'
    """
    number = f"<strong>Figure {escape(text.number)}.</strong> " if text.number else ""
    missing = f"<p><strong>Not in this chart:</strong> {escape(text.missing)}</p>" if text.missing else ""
    tracing = f"<p><strong>Not in the sources:</strong> {escape(text.tracing)}</p>" if text.tracing else ""
    marked = f' data-ck-token="{token}"' if token else ""
    table = f"{table_html(marks, text.title)}<p>{csv_link(marks, text.stem)}</p>" if marks else ""
    behind = f"<details><summary>The figures, and where they come from</summary>{table}</details>" if marks else ""
    return (
        f'<figure class="ck-figure mathjax_ignore"{marked}><figcaption>{number}{escape(text.caption)}</figcaption>'
        f"{drawing}{missing}{tracing}"
        f'<details><summary>The chart in words</summary><p class="ck-words">{escape(text.words)}</p></details>'
        f'{behind}<p class="ck-report"><a href="{escape(_report(text.number, marks))}" target="_blank" rel="noopener">'
        "Report an error in this figure</a></p></figure>"
    )


@cache
def sheet(name: str) -> str:
    """Read a style sheet or script that belongs to the library."""
    return files("coursekit").joinpath("static", name).read_text(encoding="utf-8")


def _report(number: str, marks: Iterable[Mark]) -> str:
    """Write the address where an error in this figure can be reported, with what is needed to find it."""
    claims = list(dict.fromkeys(name for mark in marks for name in mark.claims))
    tables = list(dict.fromkeys(record().claim(name).table for name in claims))
    more = f" and {len(claims) - _MOST_LISTED} more" if len(claims) > _MOST_LISTED else ""
    told = {
        "Figure": number,
        "Table": ", ".join(tables),
        "Claims": ", ".join(claims[:_MOST_LISTED]) + more,
        "Version": _version(),
    }
    body = "\n".join(f"{key}: {value}" for key, value in told.items() if value) + "\n\nWhat is wrong:\n"
    title = f"Error in figure {number}" if number else "Error in a figure"
    return f"{_repository()}/issues/new?{urlencode({'title': title, 'body': body})}"


@cache
def _version() -> str:
    return version("coursekit")


@cache
def _repository() -> str:
    addresses = metadata("coursekit").get_all("Project-URL") or []
    pairs = (address.partition(", ") for address in addresses)
    return next(str(address) for name, _, address in pairs if name == "Repository")
