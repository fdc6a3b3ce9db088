"""Panels beside a chart: a passage in the course's words, and the place a figure is printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from coursekit import calendar
from coursekit.course import in_a_browser
from coursekit.markup import render
from coursekit.originals import original
from coursekit.record import Claim, record
from coursekit.renderings import Passage, find_passage, passages
from coursekit.sources import source as find_source

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Panel", "facts_html", "passage", "section_html", "source"]

_NO_COPY = (
    "The course ships no sentence of its sources. If you have this work, in whatever edition, as text, HTML or PDF, "
    'put the file beside the notebook and run ck.add_source("NAME OF THE FILE") in a cell; for free public copies, run '
    "coursekit sources fetch in a terminal in the folder of the course. "
    "Then run this cell again, and the original words appear here."
)
_NO_COPY_IN_BROWSER = (
    "The course ships no sentence of its sources. If you have this work, in whatever edition, as text or HTML, upload "
    'the file with the button above the list of files and run ck.add_source("NAME OF THE FILE") in a cell. It stays in '
    "this browser. Then run this cell again, and the original words appear here."
)


@dataclass(frozen=True)
class Panel:
    """Something to read beside the work: shown as a panel in a notebook, as plain text elsewhere.

    Parameters
    ----------
    html : str
        The panel, complete and escaped.
    text : str
        The same for a terminal.
    """

    html: str
    text: str

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002
        return {"text/html": f"<style>{_css()}</style>{self.html}", "text/plain": self.text}

    def __str__(self) -> str:
        return self.text


@cache
def _css() -> str:
    return (files("coursekit") / "static" / "panel.css").read_text(encoding="utf-8")


def passage(name: str) -> Panel:
    """Show a passage: who speaks, to whom, when, where it is printed, and what it says.

    Parameters
    ----------
    name : str
        Its id, such as `"walkout-declaration"`.

    Returns
    -------
    Panel
        The passage in the course's words. Where the reader has the reference copy of the work (see
        `coursekit.sources.reference_copy`), the original words are there too, with the figures of the tables marked.

    Raises
    ------
    UnknownNameError
        If there is no such passage; the message lists the near names.

    Examples
    --------
    >>> print(passage("walkout-declaration").text.splitlines()[0])
    The Bolsheviks leave the Pre-Parliament
    """
    found = find_passage(name)
    facts = [
        ("Who speaks", found.speaker),
        ("In what", found.document),
        ("To whom", found.audience),
        ("When", _when(found.date_os)),
        ("How it reached us", found.chain),
        ("Printed in", f"{found.work.citation()}; {found.places()}"),
        ("Where the author stands", found.work.standpoint),
    ]
    note = f'<p class="ck-warning"><strong>Before you read:</strong> {escape(found.content_note)}</p>'
    body = (
        f"{note if found.content_note else ''}"
        f'<p class="ck-kind">{escape(found.kind.capitalize())}, in the course’s words</p>'
        f'<div class="ck-rendering">{render(found.rendering)}</div>{facts_html(facts[:4])}'
        f"<details><summary>Where this comes from</summary>{facts_html(facts[4:])}</details>"
        f"{_figures(found)}<details><summary>The original words</summary>{_original(found)}</details>"
    )
    text = "\n".join([found.title, "", found.rendering, "", *(f"{term}: {value}" for term, value in facts)])
    return Panel(section_html(found.title, "ck-passage", body), text)


def source(row: str | pd.Series) -> Panel:
    """Show where a figure comes from.

    Parameters
    ----------
    row : str or pandas.Series
        A claim's id, or a row of a table, whose name is the id (as in `seats.loc["pp-srs"]`).

    Returns
    -------
    Panel
        The figure with its hedge, who claims it, when it was so, where it is printed, the words that carry it, what the
        course knows of it, and the passages it stands in.

    Raises
    ------
    UnknownNameError
        If no table holds the claim; the message lists the near names.

    Examples
    --------
    >>> print(source("pp-left-srs").text.splitlines()[0])
    about 20 seats
    """
    claim = record().claim(row if isinstance(row, str) else str(row.name))
    work = find_source(claim["source"])
    reads = [p for p in passages().values() if p.source == work.id and p.covers(claim.line)]
    facts = [
        ("Of what", _subject(claim)),
        ("Who says so", f"the author, {work.author}" if claim["claimed_by"] == "author" else claim["claimed_by"]),
        ("When it was so", _dated(claim)),
        ("The words", f"“{claim['printed']}”"),
        ("Printed in", f"{work.citation()}; paragraph {claim.line} of the reference copy"),
        ("Where the author stands", work.standpoint),
        ("A share of", claim["of"]),
        ("Part of", claim["part_of"]),
        ("Our copy misreads", claim["ocr"]),
        ("Should read", ": ".join(filter(None, (claim["emended"], claim["emendation"])))),
        ("Repeats", ", ".join(claim.listed("depends_on"))),
        ("Disagrees with", ", ".join(claim.listed("conflicts_with"))),
        ("Note", claim["note"]),
        ("Read more", "; ".join(f'{p.title}: ck.passage("{p.id}")' for p in reads)),
        ("Claim", f"{claim.id}, in table {claim.table}"),
    ]
    text = "\n".join([claim.said(), *(f"{term}: {value}" for term, value in facts if value)])
    return Panel(section_html(claim.said(), "ck-source", facts_html(facts)), text)


def _subject(claim: Claim) -> str:
    own = [column.name for column in record().book.tables[claim.table].columns]
    return ", ".join(claim[column] for column in own if claim[column] and column not in {"vote", "party"})


def _dated(claim: Claim) -> str:
    if not claim["date_os"]:
        return "no date given"
    known = {"printed": "as printed", "reckoned": "reckoned from another date", "inferred": "inferred from the story"}
    return f"{_when(claim['date_os'])}, {known[claim['date_basis']]}"


def _when(date_os: str) -> str:
    moment = calendar.parse(date_os)
    one_day = moment.first == moment.last
    return f"{calendar.weekday(moment.first)}, {calendar.both(date_os)}" if one_day else calendar.both(date_os)


def section_html(title: str, kind: str, body: str) -> str:
    """Wrap a panel's body, which is HTML already, under its title, which is text.

    Examples
    --------
    >>> section_html("<1917>", "ck-about", "")[:71]
    '<section class="ck-panel ck-about mathjax_ignore" aria-label="&lt;1917&'
    """
    return (
        # A fraction that the copy sets as a formula must be seen as it stands.
        f'<section class="ck-panel {kind} mathjax_ignore" aria-label="{escape(title)}">'
        f'<p class="ck-title"><strong>{escape(title)}</strong></p>{body}</section>'
    )


def facts_html(facts: Iterable[tuple[str, str]]) -> str:
    """List terms and what they are, both text; a term with nothing to say is left out.

    Examples
    --------
    >>> facts_html([("Note", ""), ("Unit", "seats")])
    '<dl><dt>Unit</dt><dd>seats</dd></dl>'
    """
    items = "".join(f"<dt>{escape(term)}</dt><dd>{escape(value)}</dd>" for term, value in facts if value)
    return f"<dl>{items}</dl>"


def _figures(found: Passage) -> str:
    """List what the tables take from the lines of a passage, each with what to type to follow it."""
    here = [
        c for c in record().claims.values() if c["source"] == found.source and found.covers(c.line) and c["qualifier"]
    ]
    facts = [(f'ck.source("{claim.id}")', f"{claim.amount()}: {_subject(claim)}") for claim in here]
    return f"<details><summary>The figures in it</summary>{facts_html(facts)}</details>" if facts else ""


def _original(found: Passage) -> str:
    return (
        original(found.source, found.lines) or f"<p>{escape(_NO_COPY_IN_BROWSER if in_a_browser() else _NO_COPY)}</p>"
    )
