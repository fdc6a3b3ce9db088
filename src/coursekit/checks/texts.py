"""Texts of the course that know on which line they stand, and what is looked for in all of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from coursekit.checks.faults import Findings
from coursekit.checks.nearest import nearest
from coursekit.prose import tally
from coursekit.record import Record

__all__ = ["Names", "Text", "calls", "check_names", "check_numbers", "text_of"]

_CALL = re.compile(r"""\bck\.([a-z_]+)\(\s*(["'])([^"'\n]+)\2""")
_LEFT_OPEN = ("...", "…")
_NAME = re.compile(r"\w+(?:-\w+)*")
_BIND = "Put its claim behind it, as in 308<!--pp-democratic-->, or why it needs none: <!--exempt: why-->."
_AGREE = "Correct the number, or what stands in the comment behind it."


@dataclass(frozen=True)
class Text:
    """A text, or a part of one.

    Parameters
    ----------
    file : str
        The file it stands in, from the top of the course.
    words : str
        The text.
    starts : tuple of (int, int)
        From which character of the whole text on it stands on which line.
    where : str
        What of the file it is, for messages, such as `05.remainder, prompt`.
    cell : int
        In a notebook the cell, from 1; else 0.
    begin : int
        Where in the whole text this part begins.
    """

    file: str
    words: str
    starts: tuple[tuple[int, int], ...]
    where: str = ""
    cell: int = 0
    begin: int = 0

    def line(self, offset: int) -> int:
        r"""Say on which line a character stands.

        Examples
        --------
        >>> text_of("lessons/05.ipynb", "One.\nTwo.").line(5)
        2
        """
        after = bisect_right([start for start, _ in self.starts], self.begin + offset)
        return self.starts[max(after, 1) - 1][1] if self.starts else 1

    def part(self, start: int, end: int) -> Text:
        """Cut a part out that still knows its lines."""
        return replace(self, words=self.words[start:end], begin=self.begin + start)

    def names(self) -> frozenset[str]:
        """List every word that could be an id."""
        return frozenset(_NAME.findall(self.words))

    def fault(self, findings: Findings, offset: int, what: str) -> None:
        """Note a fault of what stands at a character."""
        said = f"{self.where}: {what}" if self.where else what
        findings.add(self.file, self.line(offset), said, self.cell)


def text_of(file: str, words: str, cell: int = 0) -> Text:
    r"""Take a text as it stands, line by line.

    Examples
    --------
    >>> text_of("solutions/05.md", "One.\nTwo.").starts
    ((0, 1), (5, 2))
    """
    breaks = [0, *(match.end() for match in re.finditer("\n", words))]
    return Text(file, words, tuple((start, line) for line, start in enumerate(breaks, start=1)), cell=cell)


@dataclass(frozen=True)
class Names:
    """What `ck.exercise("…")` and its like may name.

    Parameters
    ----------
    known : mapping of str to mapping
        By function of the library the names it takes, each with the kind of what it names.
    kinds : mapping of str to str
        What such a thing is called in a message, by function.
    unknown : frozenset of str
        Beginnings of names that cannot be judged, because the file that holds them cannot be read.
    """

    known: Mapping[str, frozenset[str]]
    kinds: Mapping[str, str]
    unknown: frozenset[str] = frozenset()


def calls(text: Text) -> Iterable[tuple[str, str, int]]:
    """Find each call of the library that names something: function, name, and where the name stands."""
    return [(found[1], found[3], found.start(3)) for found in _CALL.finditer(text.words)]


def check_names(texts: Iterable[Text], names: Names, findings: Findings) -> None:
    """Check that everything a text calls by name exists."""
    for text in texts:
        for function, name, offset in calls(text):
            known = names.known.get(function)
            if known is None or name in {*known, *_LEFT_OPEN} or name.startswith(tuple(names.unknown)):
                continue
            what = f"ck.{function}({name!r}): there is no {names.kinds[function]} {name!r}. {nearest(name, known)}"
            text.fault(findings, offset, what)


def check_numbers(record: Record, texts: Iterable[Text], findings: Findings) -> None:
    """Check that every number of some prose is bound to the record and agrees with it."""
    told = {(fault.file, fault.what.partition(": ")[0]) for fault in findings.faults}
    for text in texts:
        if (text.file, text.where) in told:  # what should not be a text there is no prose either
            continue
        found = tally(record, [text.words])
        for what, place in zip(found.faults, found.places, strict=True):
            mend = _BIND if "is bound to no claim" in what else _AGREE
            text.fault(findings, place, f"{what.rstrip('.')}. {mend}")
