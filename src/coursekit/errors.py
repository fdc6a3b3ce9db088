"""How the course says that something is wrong: what, where, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

__all__ = ["FileError", "Problem", "UnknownNameError", "near"]

_MOST_LISTED = 40


class UnknownNameError(LookupError):
    """A name that the course does not know, with the known names nearest to it."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        super().__init__(f"There is no {kind} {name!r}. {near(name, known)}")


@dataclass(frozen=True)
class Problem:
    """One fault in one file, for the person who keeps the file.

    Parameters
    ----------
    file : str
        The file, from the top of the course.
    where : str
        The row, question or line.
    field : str
        The column or field; empty if the fault is not in one.
    what : str
        What is wrong and how to mend it.
    """

    file: str
    where: str
    field: str
    what: str

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.file, self.where, self.field) if part)
        return f"{place}: {self.what}"


class FileError(ValueError):
    """A file of the course breaks its contract; `problems` lists how."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def near(name: str, known: Iterable[str]) -> str:
    """Say which known names a wrong one may have meant.

    Parameters
    ----------
    name : str
        What was asked for.
    known : iterable of str
        What could have been.

    Returns
    -------
    str
        A sentence: the nearest names; if none is near, all of them, or how many there are where they are too many to
        read.

    Examples
    --------
    >>> near("vote", ["seats", "votes"])
    "Did you mean 'votes'?"
    >>> near("?", ["seats", "votes"])
    'Known: seats, votes.'
    """
    names = sorted(known)
    close = get_close_matches(name, names, n=3, cutoff=0.6)
    if close:
        return "Did you mean " + " or ".join(map(repr, close)) + "?"
    if len(names) > _MOST_LISTED:
        return f"None of the {len(names)} known names is near it."
    return f"Known: {', '.join(names)}."
