"""The works the course reads: what each is, where it stands, and the reader's own copy of it."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from coursekit import copies, course
from coursekit.errors import UnknownNameError

__all__ = ["Page", "Source", "look_again", "paragraph", "reference_copy", "source", "sources"]

_SENTENCE_ENDS = (".", "!", "?", ":", ";", "”", '"', "’", "'", ")", "]", "…", "*", "_")


@dataclass(frozen=True)
class Page:
    """A free public page: its address, and the lines of the reference copy that it covers."""

    address: str
    lines: range


@dataclass(frozen=True)
class Source:
    """One work: its authorship, standpoint, calendar and rights, and the copy that line numbers count in."""

    id: str
    author: str
    title: str
    part: str
    short: str
    year: int
    translator: str
    edition: str
    kind: str
    standpoint: str
    depends_on: tuple[str, ...]
    calendar: str
    rights: str
    sha256: str
    lines: int
    pages: tuple[Page, ...]

    def citation(self) -> str:
        """Cite the work in one sentence.

        Examples
        --------
        >>> source("serge-1930").citation().partition(" (1930), ")[2]
        'translated by Peter Sedgwick, chapter 3; the 1972 translation'
        """
        translated = f", translated by {self.translator}" if self.translator else ""
        edition = f"; {self.edition}" if self.edition != str(self.year) else ""
        return f"{self.author}, {self.title} ({self.year}){translated}, {self.part}{edition}"

    def uncovered(self) -> tuple[range, ...]:
        """List the stretches of lines that no free public page covers.

        Examples
        --------
        >>> source("trotsky-1932").uncovered()
        (range(1, 40), range(2665, 3457))
        """
        gaps, line = [], 1
        for page in self.pages:
            gaps.append(range(line, page.lines.start))
            line = page.lines.stop
        return tuple(gap for gap in (*gaps, range(line, self.lines + 1)) if gap)


@cache
def sources() -> dict[str, Source]:
    """Read the works of the installed course.

    Returns
    -------
    dict of str to Source
        By id, in the order of `data/sources.toml`.

    Examples
    --------
    >>> list(sources())[0]
    'trotsky-1932'
    """
    text = (course.content() / "data" / "sources.toml").read_text(encoding="utf-8")
    return {name: _source(name, entry) for name, entry in tomllib.loads(text).items()}


def _source(name: str, entry: dict[str, Any]) -> Source:
    pages = tuple(Page(each["address"], range(each["lines"][0], each["lines"][1] + 1)) for each in entry["pages"])
    return Source(id=name, **{**entry, "depends_on": tuple(entry["depends_on"]), "pages": pages})


def source(name: str) -> Source:
    """Look one work up.

    Parameters
    ----------
    name : str
        Its id, such as `"trotsky-1932"`.

    Returns
    -------
    Source
        The work.

    Raises
    ------
    UnknownNameError
        If the course reads no such work; the message lists the near names.

    Examples
    --------
    >>> source("figes-1996").author
    'Orlando Figes'
    """
    if name not in sources():
        raise UnknownNameError("source", name, sources())
    return sources()[name]


@cache
def _copies(folder: str) -> dict[str, tuple[str, ...]]:
    ids = {entry.sha256: entry.id for entry in sources().values()}
    found: dict[str, tuple[str, ...]] = {}
    for path in (*sorted(Path(folder).glob("*.txt")), *sorted(Path(folder).glob("added/*/*.txt"))):
        content = path.read_bytes()
        name = ids.get(hashlib.sha256(content).hexdigest())
        if name:
            text = content.decode("utf-8")
            found[name] = tuple(line.rstrip("\r") for line in text.removesuffix("\n").split("\n"))
    return found


def look_again() -> None:
    """Look at the reader's copies anew the next time one is asked for, since one has come.

    Examples
    --------
    >>> look_again()
    """
    _copies.cache_clear()


def reference_copy(name: str) -> tuple[str, ...] | None:
    """Read the reader's own copy of a work, if it is there and is the reference copy to the byte.

    Parameters
    ----------
    name : str
        Id of the work.

    Returns
    -------
    tuple of str or None
        Its lines (the first is line 1 of the tables), or None where the folder of the reader's copies (see
        `coursekit.copies.folder`) does not exist or does not hold it.

    Examples
    --------
    >>> copy = reference_copy("trotsky-1932")
    >>> copy is None or len(copy) == source("trotsky-1932").lines
    True
    """
    return _copies(str(copies.folder())).get(source(name).id)


def paragraph(lines: tuple[str, ...], line: int) -> range:
    """Find the whole paragraph a line belongs to, joined over page ends.

    The reference copy of `trotsky-1932` breaks paragraphs where a page ended: a line that stops in mid-sentence goes
    on at the next line that is not empty.

    Parameters
    ----------
    lines : tuple of str
        A reference copy.
    line : int
        A line number, from 1, that is not an empty line.

    Returns
    -------
    range
        Line numbers from the first to the last line of the paragraph; empty lines between them are to be skipped.

    Raises
    ------
    ValueError
        If the copy has no such line, or the line is empty.

    Examples
    --------
    >>> paragraph(("One sentence.", "", "It stops in mid", "", "sentence here.", "", "Another."), 3)
    range(3, 6)
    """
    if not 1 <= line <= len(lines) or not lines[line - 1].strip():
        raise ValueError(f"Line {line} is empty or outside the copy, which has {len(lines)} lines.")
    filled = [number for number, text in enumerate(lines, start=1) if text.strip()]
    at = first = last = filled.index(line)
    while first > 0 and _goes_on(lines[filled[first - 1] - 1], lines[filled[first] - 1]):
        first -= 1
    while last + 1 < len(filled) and _goes_on(lines[filled[last] - 1], lines[filled[last + 1] - 1]):
        last += 1
    return range(filled[min(first, at)], filled[last] + 1)


def _goes_on(before: str, after: str) -> bool:
    heading = before.startswith("Chapter ") or after.startswith("Chapter ")
    return not heading and not before.rstrip().endswith(_SENTENCE_ENDS)
