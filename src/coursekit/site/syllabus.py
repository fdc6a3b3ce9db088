"""The lessons in their order, as the syllabus (`lessons/README.md`) lists them: it is the only place that does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from markdown_it import MarkdownIt
from markdown_it.token import Token

from coursekit.errors import FileError, Problem

__all__ = ["FILE", "Listed", "read_syllabus"]

FILE = "lessons/README.md"
_COLUMNS = ("lesson", "its question", "minutes")


@dataclass(frozen=True)
class Listed:
    """A lesson of the syllabus.

    Parameters
    ----------
    name : str
        What its files are called, without an ending: `05-preparliament`.
    title : str
        Its number and title.
    question : str
        What it asks, in plain text.
    minutes : int
        How long it takes to read, with its quick checks.
    """

    name: str
    title: str
    question: str
    minutes: int

    @property
    def lesson(self) -> str:
        """Its notebook, from the top of the course."""
        return f"lessons/{self.name}.ipynb"

    @property
    def exercises(self) -> str:
        """Its notebook of exercises, from the top of the course; it need not have one."""
        return f"exercises/{self.name}.ipynb"


def read_syllabus(top: Path) -> tuple[Listed, ...]:
    """Read the table of lessons.

    Parameters
    ----------
    top : pathlib.Path
        The top of the course.

    Returns
    -------
    tuple of Listed
        The lessons in the order of the table.

    Raises
    ------
    FileError
        If there is no such table, a row has no link or no whole number of minutes, or the table and the notebooks of
        `lessons` do not fit together.

    Examples
    --------
    >>> from coursekit.course import find_copy
    >>> read_syllabus(find_copy())[0].title
    '00 Start here'
    """
    rows = _table((top / FILE).read_text(encoding="utf-8"))
    listed = tuple(_listed(number, row) for number, row in enumerate(rows, start=1))
    problems = list(_unmatched(listed, {path.stem for path in (top / "lessons").glob("*.ipynb")}))
    if problems:
        raise FileError(problems)
    return listed


def _table(markdown: str) -> list[dict[str, Token]]:
    """Find the table that has the columns, and give its rows, each cell under the head of its column."""
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    for table in _between(tokens, "table"):
        head, *body = _between(table, "tr")
        names = [cell.content for cell in head if cell.type == "inline"]
        if set(_COLUMNS) <= set(names):
            return [dict(zip(names, (cell for cell in row if cell.type == "inline"), strict=True)) for row in body]
    raise FileError([_problem("", f"has no table with the columns {', '.join(_COLUMNS)}. Put the lessons into one.")])


def _between(tokens: Sequence[Token], what: str) -> Iterator[list[Token]]:
    opened = 0
    for place, token in enumerate(tokens):
        if token.type == f"{what}_open":
            opened = place
        elif token.type == f"{what}_close":
            yield list(tokens[opened : place + 1])


def _listed(number: int, row: dict[str, Token]) -> Listed:
    links = [str(part.attrs.get("href", "")) for part in row["lesson"].children or () if part.type == "link_open"]
    minutes = row["minutes"].content
    if len(links) != 1 or not links[0].endswith(".ipynb"):
        raise FileError([_problem(f"row {number}", "names no notebook. Write [title](NN-name.ipynb).", "lesson")])
    if not minutes.isascii() or not minutes.isdecimal():
        raise FileError([_problem(f"row {number}", f"{minutes!r} is no whole number of minutes.", "minutes")])
    return Listed(PurePosixPath(links[0]).stem, _plain(row["lesson"]), _plain(row["its question"]), int(minutes))


def _plain(cell: Token) -> str:
    return "".join(part.content for part in cell.children or ())


def _unmatched(listed: Sequence[Listed], there: set[str]) -> Iterator[Problem]:
    names = [lesson.name for lesson in listed]
    for name in sorted(set(names) - there):
        yield _problem("", f"lists {name}, and there is no lessons/{name}.ipynb. Write it, or take the row out.")
    for name in sorted(there - set(names)):
        yield _problem("", f"has no row for lessons/{name}.ipynb. Add one, so that the lesson can be found.")
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield _problem("", f"lists {name} more than once. Keep one row.")


def _problem(where: str, what: str, field: str = "") -> Problem:
    return Problem(FILE, where, field, what)
