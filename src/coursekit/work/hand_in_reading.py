"""Reading what was handed in, for whoever grades it: the file may hold anything, and none of it is believed."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

from coursekit.work.answer_lines import Answer, Json, read_cells
from coursekit.work.hand_in_file import CLOSES, FORMAT, LONGEST_TEXT, OPENS, SUM, Handed, HandIn, checksum, one_line
from coursekit.work.log_file import open_ordinary
from coursekit.work.shallow_json import check_depth

__all__ = ["LARGEST", "UnreadableHandInError", "read_hand_in"]

LARGEST = 10_000_000
"""Bytes of the largest file that is read."""

_MOST_QUESTIONS = 500
_LONGEST_LINE = 200
_SUM = re.compile(re.escape(SUM).replace(r"\{\}", "([0-9a-f]{64})") + r"\s*\Z")


class UnreadableHandInError(ValueError):
    """A file is no hand-in, or a damaged one; the message, for a teacher, says why and what to do."""


def read_hand_in(path: Path) -> HandIn:
    """Read a handed-in file.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Returns
    -------
    HandIn
        What is in it, with `intact` False if a byte of it was changed since it was made. All of it is what a student's
        computer wrote, or what somebody wrote in its stead: text to escape, and answers to mark.

    Raises
    ------
    UnreadableHandInError
        If it cannot be read as one.

    Examples
    --------
    >>> read_hand_in(Path("no-such.html"))
    Traceback (most recent call last):
    coursekit.work.hand_in_reading.UnreadableHandInError: no-such.html cannot be opened: No such file or directory.
    """
    text = _text(path)
    start, end = text.find(OPENS), text.rfind(CLOSES)
    if start < 0 or end < start:
        raise _fault(path, "is no hand-in, or only a part of one")
    try:
        check_depth(text[start + len(OPENS) : end])
        cells = json.loads(text[start + len(OPENS) : end])
    except ValueError as error:
        raise _fault(path, "is damaged where its data stand") from error
    found = _SUM.search(text)
    intact = found is not None and found[1] == checksum(text[: found.start()].encode("utf-8"))
    try:
        return _work(cells, intact=intact)
    except _ShapeError as error:
        raise _fault(path, str(error)) from error


class _ShapeError(ValueError):
    """The data are not what `coursekit.work.hand_in_file` writes."""


def _fault(path: Path, what: str) -> UnreadableHandInError:
    return UnreadableHandInError(f"{path.name} {what}. Ask the student for the file that ck.hand_in made, unopened.")


def _text(path: Path) -> str:
    try:
        with open_ordinary(path) as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise UnreadableHandInError(f"{path.name} cannot be opened: {error.strerror or error}.") from error
    if len(content) > LARGEST:
        raise UnreadableHandInError(
            f"{path.name} is larger than {LARGEST} bytes, which no hand-in is. It was not read."
        )
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise _fault(path, "is not UTF-8 text: a program saved it in another way") from error


def _work(cells: Json, *, intact: bool) -> HandIn:
    if not isinstance(cells, dict) or cells.get("format") != FORMAT:
        raise _ShapeError(f"does not hold data in the format {FORMAT!r}")
    questions = cells.get("questions")
    if not isinstance(questions, list) or len(questions) > _MOST_QUESTIONS:
        raise _ShapeError(f"has no list of at most {_MOST_QUESTIONS} questions")
    handed = tuple(_handed(number, each) for number, each in enumerate(questions, start=1))
    name, lesson, course = (_line(cells, key) for key in ("name", "lesson", "course"))
    return HandIn(name, lesson, course, _when(cells), handed, intact)


def _handed(number: int, cells: Json) -> Handed:
    if not isinstance(cells, dict):
        raise _ShapeError(f"has a question ({number}) that is none")
    question, version = _line(cells, "question"), _line(cells, "version")
    aim, prompt = _words(cells, "aim"), _words(cells, "prompt")
    if "answered" not in cells:
        return Handed(question, version, aim, prompt, None, "", 0)
    answer = read_cells(number, cells["answered"])
    if not isinstance(answer, Answer) or answer.question != question:
        raise _ShapeError(f"has an answer to {question} that cannot be read")
    return Handed(question, version, aim, prompt, answer, _words(cells, "said"), _count(cells, "earlier"))


def _words(cells: dict[str, Json], key: str) -> str:
    text = cells.get(key)
    if not isinstance(text, str) or len(text) > LONGEST_TEXT:
        raise _ShapeError(f"has no {key!r}, or one longer than {LONGEST_TEXT} characters")
    return text


def _line(cells: dict[str, Json], key: str) -> str:
    text = _words(cells, key)
    if len(text) > _LONGEST_LINE or not one_line(text):
        raise _ShapeError(f"has a {key!r} longer than {_LONGEST_LINE} characters, or with signs that do not print")
    return text


def _count(cells: dict[str, Json], key: str) -> int:
    count = cells.get(key)
    if not isinstance(count, int) or isinstance(count, bool) or not 0 <= count < 10**9:
        raise _ShapeError(f"has no count in {key!r}")
    return count


def _when(cells: dict[str, Json]) -> datetime:
    try:
        when = datetime.fromisoformat(_line(cells, "when"))
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise _ShapeError("has a date that cannot be read") from error
