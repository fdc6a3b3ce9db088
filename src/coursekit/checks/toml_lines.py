"""On which line of a TOML file each key and value stands; `tomllib` reads the values and forgets the lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Key", "Spot", "toml_lines"]

Key = tuple[str | int, ...]
"""The way to a value: names of keys, and numbers from 0 in lists."""

_SPACE = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BARE_VALUE = re.compile(r"[^,\]}#\n]+")
_TRIMMED = re.compile(r"\\[ \t]*\n[ \t\n]*")
_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")


@dataclass(frozen=True)
class Spot:
    """Where a key or value stands.

    Parameters
    ----------
    line : int
        The line it begins on, from 1: that of its key, where it has one.
    starts : tuple of (int, int)
        For a text: from which of its characters on it stands on which line.
    """

    line: int
    starts: tuple[tuple[int, int], ...] = ()

    def line_of(self, offset: int) -> int:
        """Say on which line a character of a text stands.

        Examples
        --------
        >>> Spot(3, ((0, 4), (12, 5))).line_of(12)
        5
        """
        after = bisect_right([start for start, _ in self.starts], offset)
        return self.starts[after - 1][1] if after else self.line


def toml_lines(text: str) -> dict[Key, Spot]:
    r"""Find the line of every key and value.

    Parameters
    ----------
    text : str
        TOML that `tomllib` reads without an error.

    Returns
    -------
    dict of Key to Spot
        For each table, list and value, by the way to it; the whole file is at `()`.

    Examples
    --------
    >>> found = toml_lines('a = 1\n[[b]]\nc = [\n  "d",\n]\n')
    >>> found["a",].line, found["b", 0].line, found["b", 0, "c", 0].line
    (1, 2, 4)
    """
    scanner = _Scanner(text.replace("\r\n", "\n"))
    scanner.read()
    return scanner.found


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self.found: dict[Key, Spot] = {(): Spot(1)}
        self.lengths: dict[Key, int] = {}

    def read(self) -> None:
        table: Key = ()
        while self._skip():
            if self.text.startswith("[", self.at):
                table = self._header()
            else:
                self._pair(table)

    def _skip(self) -> bool:
        """Pass over space and comments; say whether anything follows."""
        self.at = self._match(_SPACE).end()
        return self.at < len(self.text)

    def _line(self, at: int) -> int:
        return bisect_right(self.lines, at)

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str]:
        found = pattern.match(self.text, self.at)
        if found is None:
            raise ValueError(f"line {self._line(self.at)} is not TOML")
        return found

    def _header(self) -> Key:
        start, brackets = self.at, 2 if self.text.startswith("[[", self.at) else 1
        self.at += brackets
        *before, last = self._names()
        table: Key = ()
        for name in before:
            table = self._entered((*table, name), start)
        table = (*table, last)
        if brackets == 2:
            self.found.setdefault(table, Spot(self._line(start)))
            self.lengths[table] = self.lengths.get(table, 0) + 1
            table = (*table, self.lengths[table] - 1)
        self.found[table] = Spot(self._line(start))
        self._skip()
        self.at += brackets
        return table

    def _entered(self, table: Key, start: int) -> Key:
        """Go into a table, or into the last one of a list of tables."""
        self.found.setdefault(table, Spot(self._line(start)))
        return (*table, self.lengths[table] - 1) if table in self.lengths else table

    def _names(self) -> list[str]:
        names = [self._name()]
        while self._skip() and self.text.startswith(".", self.at):
            self.at += 1
            names.append(self._name())
        return names

    def _name(self) -> str:
        self._skip()
        if self.text[self.at] in "\"'":
            return "".join(piece for piece, _ in self._characters(self.text[self.at]))
        found = self._match(_BARE_KEY)
        self.at = found.end()
        return found[0]

    def _pair(self, table: Key) -> None:
        start = self.at
        *before, last = self._names()
        for name in before:
            table = self._entered((*table, name), start)
        self.at += 1  # the equals sign
        self._value((*table, last), self._line(start))

    def _value(self, key: Key, line: int) -> None:
        self._skip()
        opening = self.text[self.at]
        self.found[key] = Spot(line)
        if opening in "\"'":
            self.found[key] = Spot(line, self._text_starts())
        elif opening == "[":
            for number, _ in enumerate(self._items("]")):
                self._value((*key, number), self._line(self.at))
        elif opening == "{":
            for _ in self._items("}"):
                self._pair(key)
        else:
            self.at = self._match(_BARE_VALUE).end()

    def _items(self, closing: str) -> Iterator[None]:
        """Stop at each item of a list or an inline table in turn; whoever asks for the next has read the last."""
        self.at += 1
        while self._skip() and not self.text.startswith(closing, self.at):
            yield
            self._skip()
            if self.text.startswith(",", self.at):
                self.at += 1
        self.at += 1

    def _text_starts(self) -> tuple[tuple[int, int], ...]:
        quote = self.text[self.at]
        triple = self.text.startswith(quote * 3, self.at)
        starts: list[tuple[int, int]] = []
        length = 0
        for piece, at in self._characters(quote * 3 if triple else quote):
            line = self._line(at)
            if not starts or starts[-1][1] != line:
                starts.append((length, line))
            length += len(piece)
        return tuple(starts)

    def _characters(self, quotes: str) -> Iterator[tuple[str, int]]:
        """Read a text and what closes it; give each character with the place it is written at.

        Of an escape only that it is one character is right: nobody asks which.
        """
        self.at += len(quotes)
        if len(quotes) == 3 and self.text.startswith("\n", self.at):
            self.at += 1
        while not self._closes(quotes):
            start = self.at
            if quotes[0] == '"' and (trimmed := _TRIMMED.match(self.text, start)):
                self.at = trimmed.end()
                continue
            escape = _ESCAPE.match(self.text, start) if quotes[0] == '"' else None
            self.at = escape.end() if escape else start + 1
            yield self.text[start] if not escape else _unescaped(escape[0]), start
        self.at += len(quotes)

    def _closes(self, quotes: str) -> bool:
        # Three quotation marks that more follow are text first: the last three of a run close it.
        last = not self.text.startswith(quotes[0], self.at + 3) if len(quotes) == 3 else True
        return self.text.startswith(quotes, self.at) and last


def _unescaped(escape: str) -> str:
    if escape[1] in "uU":
        return chr(int(f"0x{escape[2:]}", 0))
    return {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}.get(escape[1], escape[1])
