"""The question banks: `exercises/NN-name.toml`, read against one schema into questions.

A bank is a list of `[[question]]` tables. Every question has `id` (`05.remainder`: the number of its lesson, a point,
a name), `kind`, `aim`, `prompt` (one paragraph), `hints`, `answer_text` and `because` (the model answer and its
reason), and `source`. Whatever points somewhere (`see`, `source`) gives the id of a claim or of a passage. Texts are
Markdown without HTML; comments in them bind numbers to claims and are not shown.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from coursekit import course
from coursekit.errors import FileError, Problem, UnknownNameError, near
from coursekit.fields import Fields
from coursekit.kinds import Amount, Feedback, Near, Number, OneChoice, Option, Pointer, Question, Slip
from coursekit.operations import OPERATIONS, compute, signed
from coursekit.record import Record, record
from coursekit.renderings import passages

__all__ = ["question", "questions", "read_banks"]

_FILE = re.compile(r"(\d\d)-[a-z0-9-]+\.toml")
_RESULTS = {"share": "share", "change": "share", "ratio": "per 1"}
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class _Known:
    """What a bank may point to."""

    record: Record
    passages: frozenset[str]

    def pointer(self, fields: Fields, key: str, name: str) -> Pointer:
        claim, passage = name in self.record.claims, name in self.passages
        if claim == passage:
            both = "is a claim and a passage: give one of them another id."
            neither = f"{name!r} is no claim and no passage. {near(name, [*self.record.claims, *self.passages])}"
            fields.fault(key, both if claim else neither)
        return Pointer("passage" if passage else "claim", name)

    def see(self, fields: Fields) -> Pointer:
        return self.pointer(fields, "see", name) if (name := fields.text("see")) else Pointer("claim", "")

    def feedback(self, fields: Fields) -> Feedback:
        return Feedback(fields.text("feedback"), self.see(fields))

    def amount(self, fields: Fields) -> Amount:
        if fields.has("literal"):
            return Amount(fields.number("literal"), why=fields.text("why"))
        operation, names = fields.text("operation"), fields.names("claims")
        figures = [self._figure(fields, name) for name in names]
        values = [figure for figure in figures if figure is not None]
        if operation and operation not in OPERATIONS:
            fields.fault("operation", f"{operation!r} is none. {near(operation, OPERATIONS)}")
        elif operation and values and len(values) == len(names):
            try:
                return Amount(compute(operation, values), operation, names)
            except ValueError as error:
                fields.fault("claims", str(error))
        return Amount(math.nan, operation, names)

    def _figure(self, fields: Fields, name: str) -> float | None:
        sign, name = signed(name)
        claim = self.record.claims.get(name)
        if claim is None:
            fields.fault("claims", f"{name!r} is no claim. {near(name, self.record.claims)}")
        elif (value := claim.number("value")) is not None:
            return sign * value
        else:
            fields.fault("claims", f"{name!r} has no value to reckon with: the record gives {claim.amount()}.")
        return None

    def units_of(self, amount: Amount) -> set[str]:
        """Name the units a computed amount may come out in; more than one if its claims do not belong together."""
        names = [signed(name)[1] for name in amount.claims]
        units = {self.record.claims[name]["unit"] for name in names if name in self.record.claims}
        return {_RESULTS.get(amount.operation, unit) for unit in units} if len(units) == 1 else units


def _base(fields: Fields, known: _Known) -> dict[str, Any]:
    prompt = fields.text("prompt")
    if "\n\n" in prompt:
        fields.fault("prompt", "must be one paragraph: it is read out as the legend of its controls.")
    return {
        "id": fields.text("id"),
        "aim": fields.text("aim"),
        "prompt": prompt,
        "hints": _hints(fields, known),
        "answer_text": fields.text("answer_text"),
        "because": fields.text("because"),
        "source": tuple(known.pointer(fields, "source", name) for name in fields.names("source")),
    }


def _hints(fields: Fields, known: _Known) -> tuple[Feedback, ...]:
    rows = fields.rows("hints", "each with text, the last with see")
    hints = tuple(Feedback(row.text("text"), known.see(row) if row.has("see") else None) for row in rows)
    if rows and hints[-1].see is None:
        rows[-1].fault("see", "is missing. The last hint must lead to a claim or a passage.")
    for row in rows:
        row.finish()
    return hints


def _one_choice(fields: Fields, known: _Known) -> OneChoice:
    rows = fields.rows("options", "each with name, text, feedback and see; one with right = true")
    options = tuple(Option(row.text("name"), row.text("text"), row.flag("right"), known.feedback(row)) for row in rows)
    for row in rows:
        row.finish()
    right = sum(option.right for option in options)
    if rows and right != 1:
        fields.fault("options", f"{right} of them are right, and exactly one must be.")
    if rows and len(rows) < 3:
        fields.fault("options", "need at least two that are wrong.")
    _distinct(fields, "options", "name", (option.name for option in options))
    _distinct(fields, "options", "text", (option.text for option in options))
    return OneChoice(**_base(fields, known), options=options)


def _number(fields: Fields, known: _Known) -> Number:
    inner = fields.inner("answer")
    answer, unit = known.amount(inner), fields.text("unit")
    inner.finish()
    units = known.record.book.lists["units"]
    if unit and unit not in units:
        fields.fault("unit", f"{unit!r} is no unit of the record. {near(unit, units)}")
    elif unit and known.units_of(answer) - {unit}:
        fields.fault("unit", f"is {unit!r}, and the answer is in {' and '.join(sorted(known.units_of(answer)))}.")
    rows = fields.rows("slips", "each with name, operation and claims, feedback and see")
    slips = tuple(Slip(row.text("name"), known.amount(row), known.feedback(row)) for row in rows)
    for row in rows:
        row.finish()
    _distinct(fields, "slips", "name", (slip.name for slip in slips))
    tolerance = fields.number("tolerance", 0)
    _apart(fields, tolerance, [("the answer", answer.value), *((slip.name, slip.amount.value) for slip in slips)])
    otherwise = fields.inner("otherwise")
    said = known.feedback(otherwise)
    otherwise.finish()
    close = _near(fields.inner("near"), known, tolerance) if fields.has("near") else None
    return Number(
        **_base(fields, known),
        unit=unit, answer=answer, tolerance=tolerance, slips=slips, near=close, otherwise=said,
    )  # fmt: skip


def _near(fields: Fields, known: _Known, tolerance: float) -> Near:
    close = Near(fields.number("tolerance"), known.feedback(fields))
    if close.tolerance <= tolerance:
        fields.fault("tolerance", f"must be over {tolerance:g}, the tolerance of the question itself.")
    fields.finish()
    return close


def _apart(fields: Fields, tolerance: float, numbers: list[tuple[str, float]]) -> None:
    for at, (name, value) in enumerate(numbers):
        for other, number in numbers[:at]:
            if abs(value - number) <= tolerance + 1e-9:
                fields.fault("slips", f"{name!r} and {other!r} come to {number:g}: a student could not be told which.")


def _distinct(fields: Fields, key: str, field: str, values: Iterable[str]) -> None:
    for value, count in Counter(values).items():
        if value and count > 1:
            fields.fault(key, f"{count} have the {field} {value!r}. Each needs its own.")


_KINDS: Mapping[str, Callable[[Fields, _Known], Question]] = {
    OneChoice.kind: _one_choice,
    Number.kind: _number,
}


def _read_question(table: object, number: int, file: str, known: _Known, problems: list[Problem]) -> Question | None:
    if not isinstance(table, dict):
        problems.append(Problem(file, f"question {number}", "", "must be a table: write [[question]] above it."))
        return None
    name = table.get("id")
    fields = Fields(table, file, name if isinstance(name, str) and name else f"question {number}", problems)
    kind = fields.text("kind")
    if kind not in _KINDS:
        if kind:
            fields.fault("kind", f"{kind!r} is none. {near(kind, _KINDS)}")
        return None
    found = _KINDS[kind](fields, known)
    fields.finish()
    lesson, point, rest = found.id.partition(".")
    if found.id and not (point and lesson == Path(file).name[:2] and _NAME.fullmatch(rest)):
        fields.fault("id", f"must be {Path(file).name[:2]}. and a name in small letters, such as 05.remainder.")
    _distinct(fields, "feedback", "words", found.feedback())
    return found


def _read_bank(path: Path, known: _Known, problems: list[Problem]) -> list[Question]:
    file = f"exercises/{path.name}"
    if not _FILE.fullmatch(path.name):
        problems.append(Problem(file, "", "", "must be named by lesson and name, such as 05-preparliament.toml."))
        return []
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(Problem(file, "", "", f"cannot be read: {error}"))
        return []
    problems += [
        Problem(file, "", key, "is no field of a bank, which holds [[question]] tables only.")
        for key in tables
        if key != "question"
    ]
    listed = tables.get("question", [])
    if not isinstance(listed, list) or not listed:
        problems.append(Problem(file, "", "question", "has no list of questions: write [[question]] above each."))
        return []
    read = (_read_question(table, number, file, known, problems) for number, table in enumerate(listed, start=1))
    return [found for found in read if found is not None]


def read_banks(folder: Path, rows: Record, known_passages: Iterable[str]) -> dict[str, Question]:
    """Read and check every bank of a folder.

    Parameters
    ----------
    folder : pathlib.Path
        The folder of the banks; every `.toml` file in it must be one.
    rows : Record
        The record that answers are worked from.
    known_passages : iterable of str
        Ids of the passages that may be pointed to.

    Returns
    -------
    dict of str to Question
        By id, in the order of the files.

    Raises
    ------
    FileError
        If anything in any bank breaks the schema: every fault is listed, and nothing is loaded.

    Examples
    --------
    >>> banks = read_banks(course.content() / "exercises", record(), ["walkout-declaration"])
    >>> banks["05.remainder"].kind
    'number'
    """
    known, problems = _Known(rows, frozenset(known_passages)), list[Problem]()
    found = [each for path in sorted(folder.glob("*.toml")) for each in _read_bank(path, known, problems)]
    for name, count in Counter(each.id for each in found).items():
        if name and count > 1:
            problems.append(Problem("exercises", name, "id", f"is given to {count} questions. Each needs its own."))
    if problems:
        raise FileError(problems)
    return {each.id: each for each in found}


@cache
def questions() -> dict[str, Question]:
    """Read the questions of the installed course, once.

    Returns
    -------
    dict of str to Question
        As `read_banks`.

    Raises
    ------
    FileError
        As `read_banks`.

    Examples
    --------
    >>> "05.remainder" in questions()
    True
    """
    return read_banks(course.content() / "exercises", record(), passages())


def question(name: str) -> Question:
    """Look one question up.

    Parameters
    ----------
    name : str
        Its id, such as `"05.remainder"`.

    Returns
    -------
    Question
        The question.

    Raises
    ------
    UnknownNameError
        If no bank holds it; the message lists the near names.

    Examples
    --------
    >>> question("05.remainder").answer_text != ""
    True
    """
    if name not in questions():
        raise UnknownNameError("question", name, questions())
    return questions()[name]
