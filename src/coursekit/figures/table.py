"""The table behind a figure: every mark with its figure, how sure it is, and where it comes from."""

from __future__ import annotations

import base64
import csv
from collections.abc import Mapping, Sequence
from html import escape
from io import StringIO

from coursekit.calendar import both
from coursekit.charts.drawing import Mark
from coursekit.record import Claim, record
from coursekit.sources import source

__all__ = ["csv_link", "csv_text", "labels_of", "listed", "origin", "place", "sentence", "table_html"]

# On a narrow page the style sheet writes them before each cell, in this order.
_HEADINGS = ("What", "Figure", "How sure", "Who says so", "Where it is printed", "When it was so")
_CSV_HEADINGS = ("What", "Part of", *_HEADINGS[1:], "Claims")
_RUN = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the start of a formula
_MOST_NAMED = 6


def labels_of(marks: Sequence[Mark]) -> dict[str, str]:
    """Name the claims that have a mark of their own by its label."""
    return {mark.claims[0]: mark.label for mark in marks if mark.origin == "record"}


def table_html(marks: Sequence[Mark], title: str) -> str:
    """Write the table as HTML.

    Parameters
    ----------
    marks : sequence of Mark
        What the figure shows.
    title : str
        Its number and caption, by which a screen reader tells its table from those of other figures.

    Returns
    -------
    str
        A table that becomes a list of cards where it is narrow, and can be scrolled by keyboard where it is not.

    Examples
    --------
    >>> "<td>3 &lt; 4</td>" in table_html([Mark("A", "3 < 4", "exact")], "A chart")
    True
    """
    labels = labels_of(marks)
    head = "".join(f'<th scope="col">{heading}</th>' for heading in _HEADINGS)
    body = "".join(_row(mark, labels) for mark in marks)
    return (
        f'<div class="ck-scroll" role="region" aria-label="Table behind: {escape(title)}" tabindex="0">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(mark: Mark, labels: Mapping[str, str]) -> str:
    within = f'<span class="ck-within"> {escape(mark.within)}</span>' if mark.within else ""
    start = f'<th scope="row">{escape(mark.label)}{within}</th>{_cells(mark.figure, mark.certainty)}'
    if mark.origin == "record":
        return f"<tr>{start}{_cells(*_provenance(record().claim(mark.claims[0])))}</tr>"
    return f'<tr>{start}<td colspan="3">{escape(origin(mark, labels))}</td></tr>'


def _cells(*texts: str) -> str:
    return "".join(f"<td>{escape(text)}</td>" for text in texts)


def csv_text(marks: Sequence[Mark]) -> str:
    """Write the table as CSV that a spreadsheet reads as text and never as a formula.

    Parameters
    ----------
    marks : sequence of Mark
        What the figure shows.

    Returns
    -------
    str
        A row of headings and one for each mark; the claims behind it stand in the last column.

    Examples
    --------
    >>> csv_text([Mark("=1+1", "2", "not known")]).splitlines()[1]
    "'=1+1,,2,not known,not traceable: the table behind this chart has no claim of the record here,,,"
    """
    labels = labels_of(marks)
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(_CSV_HEADINGS)
    for mark in marks:
        traced = mark.origin == "record"
        told = _provenance(record().claim(mark.claims[0])) if traced else (origin(mark, labels), "", "")
        writer.writerow(map(_harmless, _csv_cells(mark, told)))
    return stream.getvalue()


def _csv_cells(mark: Mark, told: tuple[str, str, str]) -> tuple[str, ...]:
    return (mark.label, mark.within, mark.figure, mark.certainty, *told, "; ".join(mark.claims))


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_RUN) else cell


def csv_link(marks: Sequence[Mark], stem: str) -> str:
    """Write a link that saves the table as a file, needing neither kernel nor script."""
    # With a byte order mark, without which spreadsheets take the file for another encoding.
    held = base64.b64encode(csv_text(marks).encode("utf-8-sig")).decode("ascii")
    return (
        f'<a class="ck-csv" download="{escape(stem)}.csv" href="data:text/csv;charset=utf-8;base64,{held}">'
        "Save this table as CSV</a>"
    )


def sentence(mark: Mark, labels: Mapping[str, str]) -> str:
    """Tell one mark read aloud: its figure, how sure it is, who says so and where it is printed.

    Parameters
    ----------
    mark : Mark
        The mark.
    labels : mapping of str to str
        The labels of claims that have marks of their own (`labels_of`).

    Returns
    -------
    str
        One or two sentences.

    Examples
    --------
    >>> sentence(Mark("Bolsheviks", "66 seats", "exact", ("pp-bolsheviks",), "record"), {})
    'Bolsheviks: 66 seats, exact. Said by the author, Leon Trotsky; Trotsky 1932, line 541.'
    """
    within = f" ({mark.within})" if mark.within else ""
    what = f"{mark.label}{within}: {mark.figure}, {mark.certainty}."
    if mark.origin != "record":
        told = origin(mark, labels)
        return f"{what} {told[:1].upper()}{told[1:]}."
    claimant, _, _ = _provenance(record().claim(mark.claims[0]))
    return f"{what} Said by {claimant}; {place(record().claim(mark.claims[0]))}."


def place(claim: Claim) -> str:
    """Name the work and the line on which a claim is printed."""
    return f"{source(claim['source']).short}, line {claim.line}"


def _provenance(claim: Claim) -> tuple[str, str, str]:
    author = claim["claimed_by"] == "author"
    claimant = f"the author, {source(claim['source']).author}" if author else claim["claimed_by"]
    printed = f"{place(claim)}: “{claim['printed']}”"
    if not claim["date_os"]:
        return claimant, printed, "no date"
    basis = "" if claim["date_basis"] == "printed" else f"; date {claim['date_basis']}"
    return claimant, printed, f"{both(claim['date_os'])}{basis}"


def origin(mark: Mark, labels: Mapping[str, str]) -> str:
    """Say where a figure comes from that is not printed as it stands.

    Examples
    --------
    >>> origin(Mark("B", "not given", "open", (), "absent"), {})
    'nobody: no row of the table fills this place'
    """
    if mark.origin == "course":
        return f"worked out by the course from {listed([labels.get(name, name) for name in mark.claims])}"
    if mark.origin == "total":
        claims = listed(list(map(_claim_said, mark.claims)))
        return f"worked out in this notebook from {claims}" + (
            f". {_sentence_case(mark.remark)}" if mark.remark else ""
        )
    if mark.origin == "reader":
        claim = record().claim(mark.claims[0])
        _, printed, _ = _provenance(claim)
        return f"worked out in this notebook; the record has {claim.said()} here ({printed})"
    if mark.origin == "absent":
        return "nobody: no row of the table fills this place"
    return f"not traceable: {mark.remark or 'the table behind this chart has no claim of the record here'}"


def _sentence_case(words: str) -> str:
    return words[:1].upper() + words[1:]


def _claim_said(name: str) -> str:
    return f"{record().claim(name).said()} ({name})"


def listed(names: Sequence[str]) -> str:
    """Join names, and count those that would make the list too long to hear.

    Examples
    --------
    >>> listed("ABCDEFGH")
    'A, B, C, D, E, F and 2 more'
    """
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more
