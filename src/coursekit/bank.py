"""The question banks: `exercises/NN-name.toml`, read against one schema into questions.

A bank is a list of `[[question]]` tables. Every question has `id` (`05.remainder`: the number of its lesson, a point,
a name), `kind`, `aim`, `prompt` (one paragraph), `hints`, `answer_text` and `because` (the model answer and its
reason), and `source`. Whatever points somewhere (`see`, `source`) gives the id of a claim or of a passage. Texts are
Markdown without HTML; comments in them bind numbers to claims and are not shown.

What else a question has, its kind says: see `read` of the classes in `coursekit.kinds`. A question that is read is then
tried on the samples of its kind, so that a bank whose marking refuses its own model answer does not load.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from coursekit import course
from coursekit.errors import FileError, Problem, UnknownNameError, near
from coursekit.fields import Fields
from coursekit.kinds import KINDS
from coursekit.kinds.base import Question
from coursekit.kinds.contract import breaches
from coursekit.kinds.reading import Known, distinct
from coursekit.record import Record, record
from coursekit.renderings import passages

__all__ = ["question", "questions", "read_banks", "read_question", "read_tables"]

_FILE = re.compile(r"(\d\d)-[a-z0-9-]+\.toml")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def read_question(table: object, number: int, file: str, known: Known, problems: list[Problem]) -> Question | None:
    """Read and check one question.

    Parameters
    ----------
    table : object
        The table of the question as `tomllib` gives it.
    number : int
        Its place in the bank, from 1, for messages.
    file : str
        The bank, from the top of the course.
    known : Known
        What it may point to.
    problems : list of Problem
        Where every fault is added.

    Returns
    -------
    Question or None
        The question, None where there is no telling its kind. If a fault was added, it must not be used.

    Examples
    --------
    >>> problems = []
    >>> read_question({"kind": "numbr"}, 1, "exercises/05.toml", Known(record(), frozenset()), problems)
    >>> print(problems[0])
    exercises/05.toml, question 1, kind: 'numbr' is none. Did you mean 'number'?
    """
    if not isinstance(table, dict):
        problems.append(Problem(file, f"question {number}", "", "must be a table: write [[question]] above it."))
        return None
    name = table.get("id")
    fields = Fields(table, file, name if isinstance(name, str) and name else f"question {number}", problems)
    kind = fields.text("kind")
    if kind not in KINDS:
        if kind:
            fields.fault("kind", f"{kind!r} is none. {near(kind, KINDS)}")
        return None
    earlier = len(problems)
    found = KINDS[kind].read(fields, known)
    fields.finish()
    lesson, point, rest = found.id.partition(".")
    if found.id and not (point and lesson == Path(file).name[:2] and _NAME.fullmatch(rest)):
        fields.fault("id", f"must be {Path(file).name[:2]}. and a name in small letters, such as 05.remainder.")
    distinct(fields, "feedback", "words", found.feedback())
    # What was read with a fault holds neutral values, which no marking can be tried on.
    if len(problems) == earlier:
        for field, what in breaches(found):
            fields.fault(field, what)
    return found


def read_tables(path: Path, problems: list[Problem]) -> list[object]:
    """Read the tables of one bank, without looking at what is in them.

    Parameters
    ----------
    path : pathlib.Path
        The bank.
    problems : list of Problem
        Where every fault is added.

    Returns
    -------
    list
        What `[[question]]` holds, in order; empty where the file is no bank.

    Examples
    --------
    >>> read_tables(course.content() / "exercises" / "05-preparliament.toml", [])[0]["id"]
    '05.remainder'
    """
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
    return listed


def _read_bank(path: Path, known: Known, problems: list[Problem]) -> list[Question]:
    tables = enumerate(read_tables(path, problems), start=1)
    read = (read_question(table, number, f"exercises/{path.name}", known, problems) for number, table in tables)
    return [found for found in read if found is not None]


def read_banks(folder: Path, rows: Record, known_passages: Iterable[str], files: str = "*.toml") -> dict[str, Question]:
    """Read and check the banks of a folder.

    Parameters
    ----------
    folder : pathlib.Path
        The folder of the banks; every `.toml` file in it must be one.
    rows : Record
        The record that answers are worked from.
    known_passages : iterable of str
        Ids of the passages that may be pointed to.
    files : str, optional
        A pattern for the names of the banks to read, such as `"05-*.toml"`; all if not given.

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
    >>> banks = read_banks(course.content() / "exercises", record(), passages())
    >>> banks["05.remainder"].kind
    'number'
    """
    known, problems = Known(rows, frozenset(known_passages)), list[Problem]()
    found = [each for path in sorted(folder.glob(files)) for each in _read_bank(path, known, problems)]
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


@cache
def _of_lesson(number: str) -> dict[str, Question]:
    return read_banks(course.content() / "exercises", record(), passages(), f"{number}-*.toml")


def question(name: str) -> Question:
    """Look one question up, reading the banks of its lesson only: a long course shows it as soon as a short one.

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
    number = str(name)[:2]
    found = _of_lesson(number) if number.isdecimal() else {}
    if name not in found:
        raise UnknownNameError("question", name, questions())
    return found[name]
