"""The answer log: `work/answers.jsonl`, which belongs to the student and which anyone can read.

One answer is one line, a JSON object with `when` (UTC), `question`, `version` and `answer`. There is no verdict in it:
answers are marked again whenever they are shown, so that nothing written into the file is believed. Lines are only ever
added. A line that cannot be read is reported and left where it is; the others stay good.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from coursekit import course

__all__ = [
    "LONGEST_ANSWER",
    "LONGEST_LINE",
    "Answer",
    "AnswerLog",
    "AnswerNotSavedError",
    "AnswerTooLongError",
    "Damage",
    "Recalled",
    "answer_log",
]

LONGEST_ANSWER = 10_000
"""Characters of the longest answer that is kept."""

LONGEST_LINE = 100_000
"""Bytes of the longest line that is read: room for the longest answer with every character escaped."""

_FIELDS = ("when", "question", "version", "answer")
_BOM = b"\xef\xbb\xbf"
_FIRST_YEAR, _LAST_YEAR = 1990, 9990
_CANNOT_SYNC = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}


class AnswerTooLongError(ValueError):
    """An answer is longer than the log takes; the message is for the student."""


class AnswerNotSavedError(OSError):
    """An answer could not be written down; the message says why, and what to do."""

    def __init__(self, path: Path, cause: OSError) -> None:
        why = cause.strerror or str(cause) or "the system gave no reason"
        super().__init__(
            f"The answer could not be written to {path}: {why}. Make room on the disk, or move the course to a folder "
            "you may write to, and check the answer again. Earlier answers are untouched."
        )


@dataclass(frozen=True)
class Answer:
    """One answer as it was given.

    Parameters
    ----------
    when : datetime.datetime
        The moment, with its time zone.
    question, version : str
        The question, and which wording of it was answered.
    answer : str
        What was chosen or typed.
    """

    when: datetime
    question: str
    version: str
    answer: str

    def line(self) -> bytes:
        r"""Write the answer as one line of the log.

        Examples
        --------
        >>> Answer(datetime(2026, 11, 3, 9, 30, tzinfo=UTC), "05.remainder", "1a2b3c4d", "62").line().decode()
        '{"when": "2026-11-03T09:30:00+00:00", "question": "05.remainder", "version": "1a2b3c4d", "answer": "62"}\n'
        """
        when = self.when.astimezone(UTC).isoformat()
        cells = dict(zip(_FIELDS, (when, self.question, self.version, self.answer), strict=True))
        # Half of a surrogate pair, which a browser can send, is no UTF-8. Its backslash form is what JSON calls it.
        return (json.dumps(cells, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


@dataclass(frozen=True)
class Damage:
    """A line of the log that cannot be read (0: the whole file), and why."""

    line: int
    reason: str


@dataclass(frozen=True)
class Recalled:
    """What the log holds for one question; and how many lines nobody can read, with the first of them."""

    answer: Answer | None
    damaged: int
    first_damage: Damage | None


@dataclass(frozen=True)
class AnswerLog:
    """The log in one file.

    Parameters
    ----------
    path : pathlib.Path
        The file. Neither it nor its folder need exist yet.
    """

    path: Path

    def append(self, question: str, version: str, answer: str) -> Answer:
        """Write an answer down, now.

        The line is handed to the system in one piece, at the end of the file whoever else is writing there, and is on
        the disk when this returns, where the platform can promise that. A line cut short by a full disk or a crash is
        closed off by the next one.

        Parameters
        ----------
        question, version, answer : str
            As in `Answer`.

        Returns
        -------
        Answer
            What was written.

        Raises
        ------
        AnswerTooLongError
            If the answer has more than `LONGEST_ANSWER` characters.
        AnswerNotSavedError
            If the file cannot be written to its end.

        Examples
        --------
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     log = AnswerLog(Path(folder) / "work" / "answers.jsonl")
        ...     kept = log.append("05.remainder", "1a2b3c4d", "62")
        ...     log.recall("05.remainder", "1a2b3c4d").answer == kept
        True
        """
        if len(answer) > LONGEST_ANSWER:
            raise AnswerTooLongError(
                f"The answer has {len(answer)} characters, and at most {LONGEST_ANSWER} can be kept. Shorten it."
            )
        given = Answer(datetime.now(UTC).replace(microsecond=0), question, version, answer)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            _append(self.path, given.line())
        except OSError as error:
            raise AnswerNotSavedError(self.path, error) from error
        return given

    def read(self) -> Iterator[Answer | Damage]:
        """Read the log from its beginning, one line at a time, whatever it holds.

        There is no limit to the file, since only one line of at most `LONGEST_LINE` bytes is held at once.

        Yields
        ------
        Answer or Damage
            For each line that is not blank what it says, or why it cannot be read. A log that is not there holds
            nothing; one that cannot be opened is one `Damage` of line 0.

        Examples
        --------
        >>> list(AnswerLog(Path("no", "such", "answers.jsonl")).read())
        []
        """
        try:
            with self.path.open("rb") as file:
                for number, line in enumerate(_lines(file), start=1):
                    content = line.removeprefix(_BOM) if number == 1 else line
                    if content.strip():
                        yield _parsed(number, content)
        except FileNotFoundError:
            return
        except OSError as error:
            yield Damage(0, f"the file cannot be read: {error.strerror or error}")

    def recall(self, question: str, version: str) -> Recalled:
        """Find the answer to a question that was given last.

        Parameters
        ----------
        question, version : str
            Id of the question, and the wording it has now.

        Returns
        -------
        Recalled
            The last answer to this wording; where there is none, the last to any. And what could not be read.

        Examples
        --------
        >>> AnswerLog(Path("no", "such", "answers.jsonl")).recall("05.remainder", "1a2b3c4d")
        Recalled(answer=None, damaged=0, first_damage=None)
        """
        latest: Answer | None = None
        first: Damage | None = None
        damaged = 0
        for found in self.read():
            if isinstance(found, Damage):
                damaged += 1
                first = first or found
            elif found.question == question and (
                latest is None or found.version == version or latest.version != version
            ):
                latest = found
        return Recalled(latest, damaged, first)


def answer_log() -> AnswerLog:
    """Find the log of the copy of the course that the current folder lies in.

    Returns
    -------
    AnswerLog
        The log at `work/answers.jsonl`.

    Examples
    --------
    >>> answer_log().path.name
    'answers.jsonl'
    """
    return AnswerLog(course.work_folder() / "answers.jsonl")


def _append(path: Path, line: bytes) -> None:
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    descriptor = os.open(path, flags, 0o644)
    try:
        whole = line if _ends_a_line(descriptor) else b"\n" + line
        if os.write(descriptor, whole) < len(whole):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        _sync(descriptor)
    finally:
        os.close(descriptor)


def _ends_a_line(descriptor: int) -> bool:
    if os.fstat(descriptor).st_size == 0:
        return True
    os.lseek(descriptor, -1, os.SEEK_END)
    return os.read(descriptor, 1) == b"\n"


def _sync(descriptor: int) -> None:
    if not hasattr(os, "fsync"):
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC:
            raise


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Cut a file into lines; of a line that is too long only the beginning comes, one byte over the limit."""
    while line := file.readline(LONGEST_LINE + 1):
        rest = line
        while len(rest) == LONGEST_LINE + 1 and not rest.endswith(b"\n"):
            rest = file.readline(LONGEST_LINE + 1)
        yield line


def _parsed(number: int, line: bytes) -> Answer | Damage:
    if len(line) > LONGEST_LINE:
        return Damage(number, f"is longer than {LONGEST_LINE} bytes")
    try:
        cells = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        return Damage(number, "is not UTF-8 text")
    except (ValueError, RecursionError):
        return Damage(number, "is not a JSON object")
    if not isinstance(cells, dict):
        return Damage(number, "is not a JSON object")
    texts = {field: text for field in _FIELDS if isinstance(text := cells.get(field), str)}
    for field in _FIELDS:
        if field not in texts:
            return Damage(number, f"has no text for {field!r}")
    return _dated(number, **texts)


def _dated(number: int, when: str, question: str, version: str, answer: str) -> Answer | Damage:
    try:
        moment = datetime.fromisoformat(when)
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return Damage(number, "has a date that cannot be read")
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return Damage(number, "has a date when nobody can have answered")
    if len(answer) > LONGEST_ANSWER:
        return Damage(number, f"has an answer longer than {LONGEST_ANSWER} characters")
    return Answer(moment, question, version, answer)
