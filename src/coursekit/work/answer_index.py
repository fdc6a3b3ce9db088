"""Where in the log each answer stands, so that a question shown again does not read the whole log again.

There is one index for each log and process. It holds places, not answers, and reads only what was added since it last
looked; a log that was edited, shortened or replaced is read from its beginning.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from coursekit.work.answer_lines import LONGEST_LINE, Answer, Damage
from coursekit.work.log_file import Line, answer_in, encoding_of, lines, open_ordinary

__all__ = ["EARLY", "Attempts", "Index", "index_of"]

EARLY = 3
"""How many of the first answers to a question can be told apart from the rest."""

_MOST_QUESTIONS, _MOST_SEEN, _MOST_DAMAGED = 10_000, 200_000, 1_000
_TAIL = 4096


@dataclass
class _Place:
    """Where the answers to one wording of one question stand: the first few, and the last."""

    early: list[Line] = field(default_factory=list)
    last: Line = field(default_factory=lambda: Line(0, 0, b""))
    when: datetime = datetime.min
    count: int = 0
    turn: int = 0


@dataclass(frozen=True)
class Attempts:
    """The answers to one wording of one question.

    Parameters
    ----------
    count : int
        How many there are.
    early : tuple of Answer
        The first, `EARLY` at most.
    last : Answer
        The last.
    """

    count: int
    early: tuple[Answer, ...]
    last: Answer


class Index:
    """The index of one log.

    Parameters
    ----------
    path : pathlib.Path
        The log. It need not exist yet.
    only : str, optional
        The one question to hold, for a log with more questions in it than an index holds.

    Attributes
    ----------
    answers : int
        Good lines, each counted once however often it stands there.
    damaged : int
        Lines that cannot be read.
    first_damage : Damage or None
        The first of them; line 0 if the file cannot be opened.
    bad : list of Line
        Where they stand, the first thousand.
    """

    def __init__(self, path: Path, only: str = "") -> None:
        self._path, self._only = path, only
        self._clear()

    def _clear(self) -> None:
        self._stamp: object = None
        self._places: dict[str, dict[str, _Place]] = {}
        self._seen: set[int] = set()
        self._read_to, self._end, self._number, self._tail, self._encoding = 0, 0, 0, b"", "utf-8"
        self._held, self._full = 0, False
        self.answers = self.damaged = 0
        self.first_damage: Damage | None = None
        self.bad: list[Line] = []

    def refresh(self) -> None:
        """Read what was added to the log since the last time."""
        try:
            with open_ordinary(self._path) as file:
                found = os.fstat(file.fileno())
                if _stamp(found, found.st_size) != self._stamp:
                    self._read(file, found.st_size)
                    # What another notebook added meanwhile makes the size differ, and is read the next time.
                    self._stamp = _stamp(os.fstat(file.fileno()), self._end)
        except FileNotFoundError:
            self._clear()
        except OSError as error:
            self._clear()
            self.damaged, self.first_damage = 1, Damage(0, f"cannot be opened: {error.strerror or error}")

    def _read(self, file: BinaryIO, size: int) -> None:
        if not self._goes_on(file, size):
            self._clear()
            self._encoding = encoding_of(file)
        for line in lines(file, self._encoding, self._read_to):
            found = answer_in(line, self._number + 1, self._encoding)
            self._end = line.start + line.length
            if line.ended:
                self._number, self._read_to = self._number + 1, self._end
            # A last line that does not end may be one that another notebook is writing now: no reason for alarm.
            if line.ended or isinstance(found, Answer):
                self._take(line, found)
        file.seek(max(0, self._read_to - _TAIL))
        self._tail = file.read(min(_TAIL, self._read_to))

    def _goes_on(self, file: BinaryIO, size: int) -> bool:
        """Tell whether the log is what was read before, with something after it."""
        if not self._read_to or size <= self._end:
            return False
        file.seek(self._read_to - len(self._tail))
        return file.read(len(self._tail)) == self._tail

    def _take(self, line: Line, found: Answer | Damage | None) -> None:
        at = Line(line.start, line.length, b"")
        if isinstance(found, Damage):
            self.damaged += 1
            self.first_damage = self.first_damage or found
            if len(self.bad) < _MOST_DAMAGED:
                self.bad.append(at)
        elif found and not self._is_known(found):
            self.answers += 1
            self._note(at, found)

    def _is_known(self, found: Answer) -> bool:
        """Tell whether the same answer stood there before; a line that somebody doubled is one answer."""
        mark = hash((found.when, found.question, found.version, repr(found.answer), found.confidence))
        if mark in self._seen:
            return True
        if len(self._seen) < _MOST_SEEN:
            self._seen.add(mark)
        return False

    def _note(self, at: Line, found: Answer) -> None:
        place = self._place(found)
        if place is None:
            return
        place.count += 1
        if len(place.early) < EARLY:
            place.early.append(at)
        # What was brought from elsewhere may be older than what was answered here before it came.
        if not (found.brought and place.count > 1 and found.when < place.when):
            place.last, place.when, place.turn = at, found.when, self.answers

    def _place(self, found: Answer) -> _Place | None:
        wordings = self._places.get(found.question, {})
        if found.version in wordings:
            return wordings[found.version]
        if self._held == _MOST_QUESTIONS or (self._only and found.question != self._only):
            self._full = True
            return None
        self._held += 1
        return self._places.setdefault(found.question, wordings).setdefault(found.version, _Place())

    def questions(self) -> tuple[str, ...]:
        """List the questions that have answers, in the order in which they were first answered."""
        return tuple(self._places)

    def attempts(self, question: str, version: str) -> Attempts | None:
        """Gather the answers to one wording of a question; None if there are none."""
        return self._gather(self._wordings(question).get(version))

    def latest(self, question: str, version: str) -> Answer | None:
        """Find the last answer to this wording of a question; where there is none, the last to any."""
        wordings = self._wordings(question)
        place = wordings.get(version) or max(wordings.values(), key=lambda each: each.turn, default=None)
        gathered = self._gather(place)
        return gathered.last if gathered else None

    def _wordings(self, question: str) -> dict[str, _Place]:
        if not self._full or self._only or question in self._places:
            return self._places.get(question, {})
        alone = Index(self._path, question)
        alone.refresh()
        return alone._places.get(question, {})

    def _gather(self, place: _Place | None) -> Attempts | None:
        if place is None:
            return None
        found = [answer_in(line, 0, self._encoding) for line in self.content([*place.early, place.last])]
        *early, last = [each if isinstance(each, Answer) else None for each in found] or [None]
        return Attempts(place.count, tuple(each for each in early if each), last) if last else None

    def content(self, places: list[Line]) -> list[Line]:
        """Read lines again, with what is in them; none if the log has gone since it was looked at."""
        with suppress(OSError), open_ordinary(self._path) as file:
            return [Line(at.start, at.length, _bytes_at(file, at)) for at in places]
        return []

    @property
    def encoding(self) -> str:
        """The encoding of the log."""
        return self._encoding


def _stamp(found: os.stat_result, size: int) -> object:
    return (found.st_dev, found.st_ino, size, found.st_mtime_ns)


def _bytes_at(file: BinaryIO, at: Line) -> bytes:
    file.seek(at.start)
    return file.read(min(at.length, 2 * LONGEST_LINE))


@lru_cache(maxsize=8)
def index_of(path: Path) -> Index:
    """Give the index of a log, the same one every time.

    Examples
    --------
    >>> index_of(Path("no", "such", "answers.jsonl")).answers
    0
    """
    return Index(path)
