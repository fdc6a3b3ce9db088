"""Strict reading of a TOML table: every fault is collected with its place, and what nobody asked for is a fault too."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any, TypeVar

from coursekit.errors import Problem, near

__all__ = ["Fields"]

_T = TypeVar("_T")


class Fields:
    """One table of a file, read field by field.

    A fault never stops the reading: it is added to `problems`, and a neutral value stands in, so that the author is
    told of everything at once. Nothing read may be used while `problems` holds anything.

    Parameters
    ----------
    table : mapping
        The table as `tomllib` gives it.
    file : str
        The file, as messages are to name it.
    where : str
        The question or entry, as messages are to name it.
    problems : list of Problem
        Where faults are collected.
    path : str, optional
        The fields that lead to this table, such as `options 2`.

    Examples
    --------
    >>> fields = Fields({"unit": "seats", "tolerence": 1}, "05.toml", "05.remainder", [])
    >>> fields.text("unit"), fields.number("tolerance", 0)
    ('seats', 0.0)
    >>> fields.finish()
    >>> print(fields.problems[0])
    05.toml, 05.remainder, tolerence: is no field here. Did you mean 'tolerance'?
    """

    def __init__(
        self, table: Mapping[str, Any], file: str, where: str, problems: list[Problem], path: str = ""
    ) -> None:
        self.table, self.file, self.where, self.problems, self.path = table, file, where, problems, path
        self._asked: set[str] = set()

    def fault(self, key: str, what: str) -> None:
        """Add a fault of a field; of the table itself if `key` is empty."""
        self.problems.append(Problem(self.file, self.where, " ".join(filter(None, (self.path, key))), what))

    def has(self, key: str) -> bool:
        """Say whether an optional field is there."""
        self._asked.add(key)
        return key in self.table

    def text(self, key: str) -> str:
        """Read a required text that is not blank."""
        found = self._get(key, str, "a text in quotation marks", "")
        if isinstance(self.table.get(key), str) and not found.strip():
            self.fault(key, "is blank. Write it, or take the question out.")
        return found.strip()

    def number(self, key: str, default: float | None = None) -> float:
        """Read a number; required if there is no default."""
        if default is not None and not self.has(key):
            return float(default)
        found = float(self._get(key, (int, float), "a number", 0.0))
        if not math.isfinite(found):
            self.fault(key, "is not a finite number.")
        return found

    def flag(self, key: str) -> bool:
        """Read an optional `true`; missing is false."""
        return bool(self._get(key, bool, "true or false", default=False)) if self.has(key) else False

    def json(self, key: str) -> Any:  # noqa: ANN401
        """Read a required text, number, list or table as it stands; a date is none of them."""
        found = self._get(key, (str, int, float, list, dict), "a text, a number, a list or a table", "")
        try:
            json.dumps(found)
        except TypeError:
            self.fault(key, "holds what no answer can: put dates and times in quotation marks.")
        return found

    def names(self, key: str) -> tuple[str, ...]:
        """Read a required list of texts, at least one."""
        found: list[Any] = self._get(key, list, "a list of ids", [])
        if not all(isinstance(name, str) for name in found):
            self.fault(key, "must list ids in quotation marks.")
            return ()
        if not found and isinstance(self.table.get(key), list):
            self.fault(key, "is empty. It needs at least one id.")
        return tuple(found)

    def inner(self, key: str) -> Fields:
        """Read a required table inside this one."""
        table: Mapping[str, Any] = self._get(key, dict, "a table", {})
        return self._inside(table, key)

    def rows(self, key: str, why: str) -> tuple[Fields, ...]:
        """Read a required list of tables, at least one; `why` says what they are for."""
        found: list[Any] = self._get(key, list, f"a list of tables ({why})", [])
        if not all(isinstance(row, dict) for row in found):
            self.fault(key, f"must be a list of tables ({why}).")
            return ()
        if not found and isinstance(self.table.get(key), list):
            self.fault(key, f"is empty. It needs at least one table ({why}).")
        return tuple(self._inside(row, f"{key} {number}") for number, row in enumerate(found, start=1))

    def finish(self) -> None:
        """Report every field that was never asked for."""
        for key in self.table:
            if key not in self._asked:
                self.fault(key, f"is no field here. {near(key, self._asked)}")

    def _inside(self, table: Mapping[str, Any], path: str) -> Fields:
        return Fields(table, self.file, self.where, self.problems, " ".join(filter(None, (self.path, path))))

    def _get(self, key: str, kind: type | tuple[type, ...], named: str, default: _T) -> _T:
        if not self.has(key):
            self.fault(key, f"is missing. It must be {named}.")
            return default
        found: _T = self.table[key]
        # To Python True is a number; to the author of a question it is not.
        if not isinstance(found, kind) or (isinstance(found, bool) and kind is not bool):
            self.fault(key, f"must be {named}, and is {found!r}.")
            return default
        return found
