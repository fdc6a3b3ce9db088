"""Passages: what a document says, in the course's own words, with speaker, audience, date and place in print."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from coursekit import calendar, course
from coursekit.errors import FileError, Problem, UnknownNameError, near
from coursekit.sources import Source, source, sources

__all__ = ["KINDS", "Passage", "find_passage", "passages", "read_passage"]

KINDS = (
    *("decree", "resolution", "speech", "telegram", "letter", "report", "minutes", "diary"),
    *("memoir", "newspaper", "deposition", "historian"),
)


@dataclass(frozen=True)
class Passage:
    """One passage.

    Parameters
    ----------
    id : str
        The name of its file, without the ending.
    title, speaker, document, audience, chain : str
        What it is called in the course; who speaks; in what; to whom; by what road the words came to us.
    source : str
        Id of the work it is printed in.
    lines : tuple of (int, int)
        First and last line of each stretch of the reference copy.
    date_os : str
        When it was said, old style, as the tables write dates.
    kind : str
        One of `KINDS`.
    lessons, terms, questions : tuple of str
        Where it is read, which words need explaining, and what a teacher could ask.
    rendering : str
        The content in the course's words, as Markdown.
    content_note : str
        What a reader should be warned of; empty if nothing.
    """

    id: str
    title: str
    source: str
    lines: tuple[tuple[int, int], ...]
    date_os: str
    kind: str
    speaker: str
    document: str
    audience: str
    chain: str
    lessons: tuple[str, ...]
    terms: tuple[str, ...]
    questions: tuple[str, ...]
    rendering: str
    content_note: str = ""

    @property
    def work(self) -> Source:
        """The work the passage is printed in."""
        return source(self.source)

    def covers(self, line: int) -> bool:
        """Say whether a line of the reference copy lies in the passage.

        Examples
        --------
        >>> find_passage("walkout-declaration").covers(549)
        True
        """
        return any(first <= line <= last for first, last in self.lines)

    def places(self) -> str:
        """Write where the passage is printed, for a reader.

        Examples
        --------
        >>> find_passage("walkout-declaration").places()
        'paragraphs 547 to 551 of the reference copy'
        """
        spans = [f"{first}" if first == last else f"{first} to {last}" for first, last in self.lines]
        return f"paragraph{'s' if len(spans) > 1 or 'to' in spans[0] else ''} {', '.join(spans)} of the reference copy"


_TEXT = ("title", "source", "date_os", "kind", "speaker", "document", "audience", "chain")
_LISTS = ("lessons", "terms", "questions")


def read_passage(path: Path) -> Passage:
    """Read one passage file: TOML between two `+++` lines, then the rendering.

    Parameters
    ----------
    path : pathlib.Path
        A file of `data/passages`.

    Returns
    -------
    Passage
        The passage.

    Raises
    ------
    FileError
        If a field is missing, unknown or of the wrong type, or names a kind, source or date that cannot be.

    Examples
    --------
    >>> read_passage(course.content() / "data" / "passages" / "walkout-declaration.md").kind
    'speech'
    """
    file = f"data/passages/{path.name}"
    parts = path.read_text(encoding="utf-8").split("+++\n", 2)
    if len(parts) != 3 or parts[0].strip():
        raise FileError([Problem(file, "line 1", "", "does not begin with TOML between two lines of +++.")])
    try:
        head = tomllib.loads(parts[1])
    except tomllib.TOMLDecodeError as error:
        raise FileError([Problem(file, "front matter", "", f"is not TOML: {error}")]) from error
    problems = [Problem(file, "front matter", field, what) for field, what in _faults(head)]
    if not parts[2].strip():
        problems.append(Problem(file, "rendering", "", "is empty."))
    if problems:
        raise FileError(problems)
    known = {field: head[field] for field in (*_TEXT, "content_note") if field in head}
    lines = tuple((first, last) for first, last in head["lines"])
    return Passage(
        id=path.stem,
        lines=lines,
        lessons=tuple(head["lessons"]),
        terms=tuple(head["terms"]),
        questions=tuple(head["questions"]),
        rendering=parts[2].strip(),
        **known,
    )


def _faults(head: Mapping[str, Any]) -> list[tuple[str, str]]:
    known = [field.name for field in fields(Passage) if field.name not in {"id", "rendering"}]
    faults = [(name, f"is not a field of a passage. {near(name, known)}") for name in head if name not in known]
    faults += [(name, "is missing or no text.") for name in _TEXT if not _is_text(head.get(name))]
    faults += [(name, "is missing or no list of texts.") for name in _LISTS if not _is_list(head.get(name))]
    if faults:
        return faults
    if head["kind"] not in KINDS:
        faults.append(("kind", f"{head['kind']!r} is not allowed. Allowed: {', '.join(KINDS)}."))
    if head["source"] not in sources():
        faults.append(("source", f"{head['source']!r} is not in sources.toml. {near(head['source'], sources())}"))
    elif not _are_lines(head.get("lines"), source(head["source"]).lines):
        faults.append(("lines", f"is no list of [first, last] within {source(head['source']).lines} lines."))
    try:
        calendar.parse(head["date_os"])
    except ValueError as error:
        faults.append(("date_os", str(error)))
    return faults


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(_is_text(item) for item in value)


def _are_lines(value: object, most: int) -> bool:
    def is_span(span: object) -> bool:
        whole = isinstance(span, list) and len(span) == 2 and all(isinstance(end, int) for end in span)
        return whole and 1 <= span[0] <= span[1] <= most  # type: ignore[index]

    return isinstance(value, list) and bool(value) and all(is_span(span) for span in value)


@cache
def passages() -> dict[str, Passage]:
    """Read the passages of the installed course, once.

    Returns
    -------
    dict of str to Passage
        By id, in alphabetical order.

    Raises
    ------
    FileError
        As `read_passage`.

    Examples
    --------
    >>> "plekhanov-little-house" in passages()
    True
    """
    folder = course.content() / "data" / "passages"
    return {path.stem: read_passage(path) for path in sorted(folder.glob("*.md"))}


def find_passage(name: str) -> Passage:
    """Look one passage up.

    Parameters
    ----------
    name : str
        Its id.

    Returns
    -------
    Passage
        The passage.

    Raises
    ------
    UnknownNameError
        If there is none; the message lists the near names.

    Examples
    --------
    >>> find_passage("walkout-declaration").speaker
    'Leon Trotsky, for the Bolshevik faction'
    """
    if name not in passages():
        raise UnknownNameError("passage", name, passages())
    return passages()[name]
