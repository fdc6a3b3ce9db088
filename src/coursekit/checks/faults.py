"""What a check finds: faults, each with its place and how to mend it, and what could not be checked."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby

__all__ = ["Fault", "Findings"]


@dataclass(frozen=True, order=True)
class Fault:
    """One fault.

    Parameters
    ----------
    file : str
        The file, from the top of the course.
    cell : int
        In a notebook the cell, from 1; else 0.
    line : int
        The line, from 1: of the cell, or of the file.
    what : str
        What is wrong and how to mend it.
    """

    file: str
    cell: int
    line: int
    what: str

    def __str__(self) -> str:
        """Write it on one line, as editors and terminals know how to follow.

        Examples
        --------
        >>> print(Fault("lessons/05.ipynb", 4, 2, "'308' is bound to no claim."))
        lessons/05.ipynb:cell 4, line 2: '308' is bound to no claim.
        """
        place = f"cell {self.cell}, line {self.line}" if self.cell else f"{self.line}"
        what = re.sub(r"\s+", " ", self.what).strip()
        return f"{self.file}:{place}: {what}"


_ONE = {
    "banks": "bank",
    "questions": "question",
    "notebooks": "notebook",
    "teacher’s pages": "teacher’s page",
    "sources": "source",
    "words of the glossary": "word of the glossary",
    "lists": "list",
    "rows of tables": "row of tables",
    "passages": "passage",
    "rows held against the page": "row held against the page",
}
"""What can be counted, with its singular."""


@dataclass
class Findings:
    """What one run has found so far.

    Parameters
    ----------
    faults : list of Fault
        In any order.
    unchecked : list of str
        What was left out, each with the reason: a sentence.
    counts : Counter
        How many of what were looked at, by the plural, which is one of `_ONE`.
    """

    faults: list[Fault] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, file: str, line: int, what: str, cell: int = 0) -> None:
        """Note a fault."""
        self.faults.append(Fault(file, cell, line, what))

    def leave_out(self, sentence: str) -> None:
        """Note what is not checked, once."""
        if sentence not in self.unchecked:
            self.unchecked.append(sentence)

    def lines(self) -> list[str]:
        r"""Write everything: the faults file by file, what was not checked, and a summary in words.

        Examples
        --------
        >>> found = Findings()
        >>> found.counts["banks"] = 3
        >>> found.lines()
        ['Checked: 3 banks. All is well.']
        >>> found.add("exercises/05.toml", 7, "05.left, unit: is missing.")
        >>> found.lines()[0]
        'exercises/05.toml:7: 05.left, unit: is missing.'
        >>> found.lines()[-1]
        'Checked: 3 banks. 1 fault, in 1 file.'
        """
        said = []
        for _, group in groupby(sorted(set(self.faults)), key=lambda fault: fault.file):
            said += [*map(str, group), ""]
        counted = ", ".join(f"{number} {_ONE[what] if number == 1 else what}" for what, number in self.counts.items())
        return [*said, *self.unchecked, f"Checked: {counted}. {self._verdict()}"]

    def _verdict(self) -> str:
        faults = len(set(self.faults))
        files = len({fault.file for fault in self.faults})
        if not faults:
            return "All is well."
        return f"{faults} fault{'' if faults == 1 else 's'}, in {files} file{'' if files == 1 else 's'}."
