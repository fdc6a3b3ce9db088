"""Which work a text is, told from the fingerprints of its paragraphs, whatever it says of itself."""

from __future__ import annotations

from dataclasses import dataclass

from coursekit import sources as library
from coursekit.anchors import Finder, anchors
from coursekit.fingerprints import GRAM
from coursekit.sources import Page, Source

__all__ = ["NotTheWorkError", "Recognition", "confirm", "confirm_page", "recognise"]

# A chapter of the longest work is a twentieth of it; a text that only quotes a work has a paragraph or two.
_LEAST_SHARE = 0.03
_LEAST_FOUND = 5

# Transcribers differ over headings and notes; half a chapter has no four fifths of its paragraphs.
_WHOLE_PAGE = 0.8


class NotTheWorkError(ValueError):
    """A text is not the work, or the page, it is said to be; the message says what was found instead."""


@dataclass(frozen=True)
class Recognition:
    """The work a text belongs to, and how much of it the text holds.

    Parameters
    ----------
    source : str
        Id of the work.
    found : int
        How many of its paragraphs were found.
    of : int
        How many it has that can be found. Headings and other paragraphs of a few words are not counted.
    """

    source: str
    found: int
    of: int

    @property
    def share(self) -> float:
        """The share of paragraphs found, from 0 to 1."""
        return self.found / self.of

    def __str__(self) -> str:
        return f"{self.found:,} of {self.of:,} paragraphs of {library.source(self.source).short}"


def recognise(text: str) -> Recognition | None:
    """Tell which work a text is.

    Parameters
    ----------
    text : str
        The whole of a work or a part of it, in any edition.

    Returns
    -------
    Recognition or None
        The work with the most paragraphs in the text; None if there is no paragraph of any.

    Examples
    --------
    >>> recognise("Bread, peace and land.") is None
    True
    """
    best = max((_held(text, name) for name in library.sources()), key=lambda held: held.found)
    return best if best.found else None


def _held(text: str, name: str, lines: range | None = None) -> Recognition:
    prints = anchors(name)
    finder = Finder(prints, text)
    due = [each.first for each in prints if each.words >= GRAM and (lines is None or each.first in lines)]
    return Recognition(name, sum(finder.find(line).verdict == "found" for line in due), len(due))


def confirm(text: str, said: Source | None = None) -> Recognition:
    """Make sure that a reader's text is a work of the course, and the one it is said to be.

    Parameters
    ----------
    text : str
        The text.
    said : Source, optional
        The work the reader says it is; any if not given.

    Returns
    -------
    Recognition
        The work and how much of it there is.

    Raises
    ------
    NotTheWorkError
        If it is another work, none, or too little of one.
    """
    held = recognise(text)
    if held is None:
        known = ", ".join(work.short for work in library.sources().values())
        raise NotTheWorkError(f"no paragraph of any work the course reads is in it. The works are {known}.")
    if held.found < _LEAST_FOUND or held.share < _LEAST_SHARE:
        raise NotTheWorkError(f"only {held} found in it, as in a text that quotes the work. Give a whole chapter.")
    if said is not None and held.source != said.id:
        raise NotTheWorkError(f"it is not {said.short}: {held} found in it. To keep it, say --as {held.source}.")
    return held


def confirm_page(text: str, work: Source, page: Page) -> Recognition:
    """Make sure that a fetched page is the one the course knows, and whole.

    Parameters
    ----------
    text : str
        The text of the page.
    work : Source
        The work it should be of.
    page : Page
        The page it should be.

    Returns
    -------
    Recognition
        How much of the page's stretch of the work there is.

    Raises
    ------
    NotTheWorkError
        If it is another text, or too much is missing.
    """
    held = _held(text, work.id, page.lines)
    if held.share >= _WHOLE_PAGE:
        return held
    if held.found:
        raise NotTheWorkError(
            f"only {held.found} of the page's {held.of} paragraphs are there, so it is cut off or another edition."
        )
    other = recognise(text)
    instead = f"it has {other} instead" if other else "it has no paragraph of any work"
    raise NotTheWorkError(f"it is not the page of {work.short} it should be: {instead}.")
