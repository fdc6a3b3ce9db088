"""Answers that another notebook's file came over, written again.

In a browser a file is read whole when it is opened and written whole when it is closed. Of two notebooks that write to
the answer log at the same moment, the one that closes first loses its lines. So a notebook looks again, soon
afterwards, whether what it wrote is there, until it has been there several times.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path

from coursekit.work.answer_lines import Answer
from coursekit.work.log_file import answer_in, append, encoding_of, lines, open_ordinary

__all__ = ["ENOUGH", "Watch", "watch"]

ENOUGH = 3
"""How often a line is seen before it is there for good."""

_SHORTEST, _LONGEST = 1.0, 4.0
"""Seconds between two looks. They differ, so that two notebooks that write lost lines again do so at other times."""


class Watch:
    """What this notebook has written to a log of late, and how often it was seen there.

    Parameters
    ----------
    path : pathlib.Path
        The log.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: dict[bytes, int] = {}

    def add(self, answers: Sequence[Answer]) -> None:
        """Watch answers that have just been written."""
        begun = bool(self._seen)
        self._seen |= {answer.line(): 0 for answer in answers}
        if self._seen and not begun:
            self._look_later()

    def look(self) -> None:
        """Write down again what is not there, and look again later unless all has been seen often enough.

        Raises
        ------
        OSError
            If the log cannot be read or written; it is looked again nevertheless.
        """
        if not self._path.exists():  # the student has deleted it
            self._seen.clear()
            return
        there = set(_lines(self._path))
        seen = {line: times + 1 if line in there else 0 for line, times in self._seen.items()}
        self._seen = {line: times for line, times in seen.items() if times < ENOUGH}
        if self._seen:
            self._look_later()
        append(self._path, [line for line in self._seen if line not in there])

    def _look_later(self) -> None:
        seconds = random.uniform(_SHORTEST, _LONGEST)  # noqa: S311 - nothing to guess at
        # Imported here only: it brings along the sockets and processes that a browser lacks.
        import_module("asyncio").get_running_loop().call_later(seconds, self.look)


@cache
def watch(path: Path) -> Watch:
    """Give the watch of a log, the same one every time.

    Examples
    --------
    >>> watch(Path("answers.jsonl")) is watch(Path("answers.jsonl"))
    True
    """
    return Watch(path)


def _lines(path: Path) -> Iterator[bytes]:
    with open_ordinary(path) as file:
        encoding = encoding_of(file)
        for line in lines(file, encoding):
            found = answer_in(line, 0, encoding)
            if isinstance(found, Answer):
                yield found.line()
