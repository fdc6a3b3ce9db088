"""A TOML file read for a check: its values, their lines, and what is said where it cannot be read."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from coursekit.checks.faults import Findings
from coursekit.checks.texts import Text
from coursekit.checks.toml_lines import Key, toml_lines
from coursekit.errors import Problem

__all__ = ["TomlFile", "read_text", "read_toml"]

_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")


class TomlFile:
    r"""A TOML file whose values know their lines.

    Parameters
    ----------
    file : str
        The file, from the top of the course.
    text : str
        What is in it; TOML without an error.
    above : int, optional
        How many lines of the file stand above the text.

    Examples
    --------
    >>> file = TomlFile("exercises/05.toml", "[[question]]\nid = '05.left'\nhints = [\n  { text = 'Look.' },\n]")
    >>> file.line(("question", 0), "hints 1 text")
    4
    """

    def __init__(self, file: str, text: str, above: int = 0) -> None:
        self.file, self.above = file, above
        self.table: dict[str, Any] = tomllib.loads(text)
        self._spots = toml_lines(text)
        self._inside: dict[Key, list[str | int]] = defaultdict(list)
        for key in self._spots:
            if key:
                self._inside[key[:-1]].append(key[-1])

    def line(self, key: Key, field: str = "") -> int:
        """Say on which line a field stands, or the table it is missing from.

        Parameters
        ----------
        key : Key
            A table.
        field : str, optional
            The way from there, as problems write it: keys, and numbers from 1 in lists, with a space between.
        """
        return self._spots[self._way(key, field)[0]].line + self.above

    def line_of_problem(self, key: Key, problem: Problem) -> int:
        """Say on which line a problem is: that of the text it quotes, or of its field."""
        way, _ = self._way(key, problem.field)
        quoted = [
            (problem.what.index(repr(value.strip())), -number, place)
            for number, (place, value) in enumerate(self._texts_below(way))
            if repr(value.strip()) in problem.what
        ]
        # The first that is quoted is what is wrong; of two that are alike, the later is the copy.
        return self._spots[min(quoted)[2] if quoted else way].line + self.above

    def text(self, key: Key, words: str, where: str) -> Text:
        """Give a text of the file with its lines."""
        spot = self._spots[key]
        starts = spot.starts or ((0, spot.line),)
        return Text(self.file, words, tuple((start, line + self.above) for start, line in starts), where)

    def _way(self, key: Key, field: str) -> tuple[Key, str]:
        """Go as far along a field as there is something; give the place, and what is left of the field."""
        while field:
            steps = [(step, str(step + 1) if isinstance(step, int) else step) for step in self._inside.get(key, ())]
            fitting = [(step, name) for step, name in steps if f"{field} ".startswith(f"{name} ")]
            if not fitting:
                break
            step, name = max(fitting, key=lambda each: len(each[1]))
            key, field = (*key, step), field[len(name) + 1 :]
        return key, field

    def _texts_below(self, key: Key) -> Iterator[tuple[Key, str]]:
        for place in self._spots:
            if place[: len(key)] == key and isinstance(value := self._value(place), str):
                yield place, value

    def _value(self, key: Key) -> object:
        value: Any = self.table
        for step in key:
            value = value[step]
        return value


def read_text(path: Path, file: str, findings: Findings) -> str | None:
    """Read a text file; note what is wrong with it, and give None, where that cannot be done."""
    try:
        content = path.read_bytes()
        return content.decode("utf-8").replace("\r\n", "\n")
    except OSError as error:
        findings.add(file, 1, f"cannot be read: {error.strerror}. Put it back, or ask whoever keeps it.")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        findings.add(file, line, "is not UTF-8 from here on. Save it as UTF-8, without a byte order mark.")
    return None


def read_toml(file: str, text: str, findings: Findings, above: int = 0) -> TomlFile | None:
    """Read TOML; note where it breaks, and give None, if it does."""
    try:
        return TomlFile(file, text, above)
    except tomllib.TOMLDecodeError as error:
        place = _AT.search(str(error))
        line = int(place[1]) if place and place[1] else text.rstrip("\n").count("\n") + 1
        what = _AT.sub("", str(error))
        mend = "Look here and just above for a missing quotation mark, bracket, comma or equals sign."
        findings.add(file, line + above, f"is not TOML: {what}. {mend}")
        return None
