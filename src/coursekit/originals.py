"""The original words of a passage, from the reader's own copy of the work, with the figures of the tables marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape

from coursekit import copies
from coursekit.anchors import Finder, anchors
from coursekit.record import Claim, record
from coursekit.sources import paragraph, reference_copy

__all__ = ["original"]

_QUOTE = "[\"'“”‘’„«»]"


def original(source: str, lines: Sequence[tuple[int, int]]) -> str:
    """Write the original words of some lines, if the reader has them in any edition.

    Parameters
    ----------
    source : str
        Id of the work.
    lines : sequence of (int, int)
        First and last line of each stretch of the reference copy.

    Returns
    -------
    str
        HTML: one block quotation a paragraph, escaped, with the words that carry a claim in `<mark>`; empty where no
        copy of the reader's holds any of them. Paragraphs that a copy lacks, or has too much changed to be sure of, are
        missing and said to be.

    Examples
    --------
    >>> original("figes-1996", []) == ""
    True
    """
    claims = [claim for claim in record().claims.values() if claim["source"] == source]
    copy = reference_copy(source)
    if copy is not None:
        return "".join(_quotation(text) for text in _from_reference(copy, lines, claims))
    return _from_editions(source, lines, claims)


def _quotation(text: str) -> str:
    return f"<blockquote><p>{text}</p></blockquote>"


def _from_reference(copy: tuple[str, ...], lines: Sequence[tuple[int, int]], claims: list[Claim]) -> Iterator[str]:
    for span in _paragraphs(copy, lines):
        filled = [number for number in span if copy[number - 1].strip()]
        yield " ".join(_marked(copy[number - 1], [c for c in claims if c.line == number]) for number in filled)


def _paragraphs(copy: tuple[str, ...], lines: Sequence[tuple[int, int]]) -> Iterator[range]:
    for first, last in lines:
        line = first
        while line <= last:
            if copy[line - 1].strip():
                end = min(paragraph(copy, line)[-1], last)
                yield range(line, end + 1)
                line = end
            line += 1


def _from_editions(source: str, lines: Sequence[tuple[int, int]], claims: list[Claim]) -> str:
    wanted = [p for p in anchors(source) if any(p.first <= last and first <= p.last for first, last in lines)]
    quotations, missing = [], 0
    for each in wanted:
        text = _found(source, each.first)
        if text is None:
            missing += 1
            continue
        quotations.append(_quotation(_marked(text, [c for c in claims if each.first <= c.line <= each.last])))
    if quotations and missing:
        quotations.append(
            f"<p>Your copy lacks {missing} of {len(wanted)} paragraphs, or has them too much changed.</p>"
        )
    return "".join(quotations)


def _found(source: str, line: int) -> str | None:
    for copy in copies.held(source):
        text, finder = _read(copy)
        place = finder.find(line)
        if place.verdict == "found":
            return re.sub(r"\s+", " ", text[place.start : place.end])
    return None


@cache
def _read(copy: copies.Copy) -> tuple[str, Finder]:
    text = copy.text()
    return text, Finder(anchors(copy.source), text)


def _marked(text: str, claims: list[Claim]) -> str:
    """Escape a text and mark the words that carry claims; words that carry several are marked once."""
    out, at = "", 0
    for start, end, names in _spots(text, claims):
        title = escape(", ".join(names))
        out += f'{escape(text[at:start])}<mark title="claim {title}">{escape(text[start:end])}</mark>'
        at = end
    return out + escape(text[at:])


def _spots(text: str, claims: list[Claim]) -> list[tuple[int, int, list[str]]]:
    found = sorted((*match.span(), claim.id) for claim in claims for match in [_pattern(claim).search(text)] if match)
    spots: list[tuple[int, int, list[str]]] = []
    for start, end, name in found:
        if spots and start < spots[-1][1]:
            before, until, names = spots[-1]
            spots[-1] = (before, max(until, end), [*names, name])
        else:
            spots.append((start, end, [name]))
    return spots


def _pattern(claim: Claim) -> re.Pattern[str]:
    """Match the copied words whatever the edition's quotation marks and line ends."""
    parts = (re.escape(word) for word in claim["printed"].split())
    return re.compile(r"\s+".join(re.sub(r"\\?[\"'“”‘’„«»]", lambda _: _QUOTE, part) for part in parts))
