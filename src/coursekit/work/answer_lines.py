"""One line of the answer log: what is in it, how it is written, and how whatever stands there is read.

A line is a JSON object with `when` (UTC), `question`, `version` and `answer`, and `confidence` where it was given. A
line that was brought back from another copy of the course (see `coursekit.work.bringing_back`) says so in `brought`.
All else in it is passed over: a verdict written there by hand is not believed, because it is not read.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias

from coursekit.work.shallow_json import check_depth

__all__ = [
    "CONFIDENCES",
    "DEEPEST",
    "LONGEST_ANSWER",
    "LONGEST_LINE",
    "Answer",
    "AnswerTooLongError",
    "Damage",
    "Json",
    "check_answer",
    "read_cells",
    "read_line",
]

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
"""What an answer may be: text for one choice, lists and objects where a question has several parts."""

CONFIDENCES = ("a guess", "fairly sure", "sure")
"""How sure a student may say they are, before an answer is checked."""

LONGEST_ANSWER = 10_000
"""Characters of the longest answer that is kept; in a list or an object each part counts two besides its own."""

DEEPEST = 8
"""How many lists and objects may stand inside one another in an answer."""

LONGEST_LINE = 100_000
"""Bytes of the longest line that is read: room for the longest answer with every character escaped."""

_LONGEST_NAME = 200
_NAMES = ("when", "question", "version")
_FIRST_YEAR, _LAST_YEAR = 1990, 9990


class AnswerTooLongError(ValueError):
    """An answer is larger than the log takes; the message is for the student."""


@dataclass(frozen=True)
class Damage:
    """A line of the log that cannot be read (0: the whole file), and why."""

    line: int
    reason: str


@dataclass(frozen=True)
class Answer:
    """One answer as it was given.

    Parameters
    ----------
    when : datetime.datetime
        The moment, with its time zone.
    question, version : str
        The question, and which wording of it was answered.
    answer : Json
        What was chosen, typed, ordered or filled in.
    confidence : str, optional
        One of `CONFIDENCES`, given before the answer was checked; empty if none was.
    brought : bool, optional
        Whether it was given in another copy of the course, and came here later.
    """

    when: datetime
    question: str
    version: str
    answer: Json
    confidence: str = ""
    brought: bool = False

    def line(self) -> bytes:
        r"""Write the answer as one line of the log, in UTF-8.

        Examples
        --------
        >>> Answer(datetime(2026, 11, 3, 9, 30, tzinfo=UTC), "05.remainder", "1a2b3c4d", "62").line().decode()
        '{"when": "2026-11-03T09:30:00+00:00", "question": "05.remainder", "version": "1a2b3c4d", "answer": "62"}\n'
        """
        cells: dict[str, Json] = {
            "when": self.when.astimezone(UTC).isoformat(),
            "question": self.question,
            "version": self.version,
            "answer": self.answer,
        }
        cells |= {"confidence": self.confidence} if self.confidence else {}
        cells |= {"brought": True} if self.brought else {}
        # Half of a surrogate pair, which a browser can send, is no UTF-8. Its backslash form is what JSON calls it.
        return (json.dumps(cells, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


def check_answer(answer: Json) -> None:
    """Refuse an answer that is larger than the log keeps.

    Parameters
    ----------
    answer : Json
        The answer.

    Raises
    ------
    AnswerTooLongError
        If it is over `LONGEST_ANSWER` or `DEEPEST`; the message is for the student.
    TypeError
        If JSON cannot say it: a mistake of the program, not of the student.

    Examples
    --------
    >>> check_answer(["kadets", {"share": 0.5}])
    >>> check_answer("x" * 10_001)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    coursekit.work.answer_lines.AnswerTooLongError: The answer has 10001 characters, and at most 10000 can be kept. ...
    """
    size = _size(answer, DEEPEST)
    if size > LONGEST_ANSWER:
        raise AnswerTooLongError(
            f"The answer has {size} characters, and at most {LONGEST_ANSWER} can be kept. Shorten it."
        )


def _size(answer: object, room: int) -> int:
    match answer:
        case str():
            return len(answer)
        case None | bool():
            return 5
        case int() | float():
            return _digits(answer)
        case list() | dict() if room == 0:
            raise AnswerTooLongError(f"The answer has parts in parts more than {DEEPEST} deep, and cannot be kept.")
        case list():
            return 2 + sum(2 + _size(part, room - 1) for part in answer)
        case dict() if all(isinstance(key, str) for key in answer):
            return 2 + sum(4 + len(key) + _size(part, room - 1) for key, part in answer.items())
    raise TypeError(f"An answer is text, a number, a list or an object of JSON, and not {type(answer).__name__}.")


def _digits(number: float) -> int:
    if isinstance(number, float) and not math.isfinite(number):
        raise TypeError(f"An answer cannot be {number}: JSON has no such number.")
    # Python refuses to write out an integer of thousands of digits; its bits say how many there would be.
    return number.bit_length() // 3 + 1 if isinstance(number, int) else len(repr(number))


def read_line(number: int, text: str) -> Answer | Damage:
    """Read one line, whatever it holds.

    Parameters
    ----------
    number : int
        Which line it is, from 1.
    text : str
        The line.

    Returns
    -------
    Answer or Damage
        What it says, or why it cannot be read, in words that follow "line 7".

    Examples
    --------
    >>> read_line(7, '{"when": "2026-11')
    Damage(line=7, reason='is cut short, or is not an answer')
    """
    try:
        check_depth(text)
        cells = _DECODER.decode(text)
    except ValueError:
        return Damage(number, "is cut short, or is not an answer")
    return read_cells(number, cells)


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")


_DECODER = json.JSONDecoder(parse_constant=_no_number)  # one for all lines, which is faster than json.loads


def read_cells(number: int, cells: Json) -> Answer | Damage:
    """Read what a line holds, once it is known to be JSON.

    Examples
    --------
    >>> read_cells(7, ["05.remainder", "62"])
    Damage(line=7, reason='is cut short, or is not an answer')
    """
    if not isinstance(cells, dict):
        return Damage(number, "is cut short, or is not an answer")
    for name in _NAMES:
        cell = cells.get(name)
        if not isinstance(cell, str):
            return Damage(number, f"has no {name!r}")
        if len(cell) > _LONGEST_NAME:
            return Damage(number, f"has a {name!r} longer than {_LONGEST_NAME} characters")
    return _answered(number, cells)


def _answered(number: int, cells: dict[str, Json]) -> Answer | Damage:
    moment = _moment(str(cells["when"]))
    if moment is None:
        return Damage(number, "has a date that cannot be read")
    if "answer" not in cells:
        return Damage(number, "has no 'answer'")
    try:
        check_answer(cells["answer"])
    except (AnswerTooLongError, TypeError):
        return Damage(number, f"has an answer longer than {LONGEST_ANSWER} characters, or too deep")
    confidence = cells.get("confidence")
    return Answer(
        moment,
        str(cells["question"]),
        str(cells["version"]),
        cells["answer"],
        confidence if isinstance(confidence, str) and confidence in CONFIDENCES else "",
        brought=cells.get("brought") is True,
    )


def _moment(when: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(when)
        if moment.tzinfo is not UTC:
            moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if _FIRST_YEAR <= moment.year <= _LAST_YEAR else None
