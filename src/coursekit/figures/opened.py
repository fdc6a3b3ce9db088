"""What opens below a chart when one of its marks is asked where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from coursekit.charts.drawing import Mark
from coursekit.figures.table import origin, place
from coursekit.originals import original
from coursekit.panel import passage, source
from coursekit.record import Claim, record
from coursekit.renderings import Passage, passages

__all__ = ["source_html"]


def source_html(mark: Mark, labels: Mapping[str, str]) -> str:
    """Write the sources of a mark.

    Parameters
    ----------
    mark : Mark
        The mark.
    labels : mapping of str to str
        The labels of claims that have marks of their own.

    Returns
    -------
    str
        HTML: for one claim the passage it stands in, else its citation, and with a reader's copy the paragraph with
        the figure marked; for a figure worked out from several claims, each of them to be opened.

    Examples
    --------
    >>> "Trotsky" in source_html(Mark("Bolsheviks", "66 seats", "exact", ("pp-bolsheviks",), "record"), {})
    True
    """
    note = "" if mark.origin == "record" else f"<p>{escape(_sentence(origin(mark, labels)))}</p>"
    claims = [record().claim(name) for name in mark.claims]
    if len(claims) == 1:
        return note + _told(claims[0])
    return note + "".join(_folded(claim, labels) for claim in claims)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _folded(claim: Claim, labels: Mapping[str, str]) -> str:
    name = f"{labels[claim.id]}: " if claim.id in labels else ""
    summary = escape(f"{name}{claim.said()} ({place(claim)})")
    return f"<details><summary>{summary}</summary>{_told(claim)}</details>"


def _told(claim: Claim) -> str:
    found = _passage_with(claim)
    words = original(claim["source"], [(claim.line, claim.line)])
    own = f"<details open><summary>The paragraph in your copy</summary>{words}</details>" if words else ""
    if found is None:
        return source(claim.id).html + own
    entry = f"<details><summary>The figure by itself</summary>{source(claim.id).html}</details>"
    return own + passage(found.id).html + entry


def _passage_with(claim: Claim) -> Passage | None:
    return next((p for p in passages().values() if p.source == claim["source"] and p.covers(claim.line)), None)
