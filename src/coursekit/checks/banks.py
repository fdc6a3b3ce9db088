"""The question banks: each question by the schema and the contract of its kind, and no figure that the record holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from coursekit.bank import read_question, read_tables
from coursekit.checks.faults import Findings
from coursekit.checks.literals import worked
from coursekit.checks.tables import Ground
from coursekit.checks.texts import Text
from coursekit.checks.toml_files import TomlFile, read_text, read_toml
from coursekit.checks.toml_lines import Key
from coursekit.errors import FileError, Problem
from coursekit.kinds.reading import Known

__all__ = ["Asked", "Banks", "check_banks", "read_bank_files"]

_STRANGE, _UNREAD = "is no field here. Did you mean", ("is missing.", "is blank.", "must be ")
"""How `coursekit.fields` begins to say that a field is misspelt, or that something neutral stands in for it."""

SCHEMA = "#:schema ./schema.json"

# Fields of a bank that are read by the library, not by a student.
_NOT_PROSE = frozenset(
    {
        *("id", "kind", "name", "aim", "why", "version", "unit", "see", "source", "entry", "names", "answer"),
        *("operation", "claims", "claim", "passage", "date", "date_os", "by", "order", "items", "total_of", "outcome"),
        *("table", "columns", "label", "where", "shape", "accepted", "words"),
    }
)


@dataclass(frozen=True)
class Asked:
    """A question of a bank, as far as every kind has it."""

    id: str
    kind: str
    file: str
    line: int
    table: Mapping[str, object]
    key: Key


@dataclass(frozen=True)
class Banks:
    """All banks of a course.

    Parameters
    ----------
    files : list of TomlFile
        Those that are TOML.
    asked : list of Asked
        Their questions, in order.
    texts : list of Text
        Every text of theirs that a student reads.
    unread : list of str
        The banks that are not TOML.
    """

    files: list[TomlFile] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read_bank_files(top: Path, findings: Findings) -> Banks:
    """Read every bank as TOML, and check what does not need the record.

    Parameters
    ----------
    top : pathlib.Path
        The top of the course.
    findings : Findings
        Where every fault is noted.

    Returns
    -------
    Banks
        What they hold.
    """
    banks = Banks()
    for path in sorted((top / "exercises").glob("*.toml")):
        file = f"exercises/{path.name}"
        text = read_text(path, file, findings)
        found = read_toml(file, text, findings) if text is not None else None
        if text is None or found is None:
            banks.unread.append(file)
            continue
        if not text.startswith(f"{SCHEMA}\n"):
            findings.add(file, 1, f"does not name its schema, by which editors help. Begin it with: {SCHEMA}")
        _read_questions(path, found, banks, findings)
    findings.counts["banks"] = len(banks.files)
    findings.counts["questions"] = len(banks.asked)
    _check_ids(banks.asked, findings)
    return banks


def _read_questions(path: Path, found: TomlFile, banks: Banks, findings: Findings) -> None:
    problems: list[Problem] = []
    tables = read_tables(path, problems)
    for problem in problems:
        findings.add(found.file, found.line((), problem.field), f"{problem.field}: {problem.what}".removeprefix(": "))
    banks.files.append(found)
    for number, table in enumerate(tables):
        key: Key = ("question", number)
        if isinstance(table, dict):
            name, kind = (str(table.get(field, "")) for field in ("id", "kind"))
            banks.asked.append(Asked(name, kind, found.file, found.line(key, "id"), table, key))
            banks.texts.extend(_texts(found, table, key, name))
        else:
            findings.add(found.file, found.line(key), "must be a table: write [[question]] above it.")


def _texts(found: TomlFile, node: object, key: Key, name: str) -> Iterator[Text]:
    if isinstance(node, dict):
        for step, value in node.items():
            if not (step in _NOT_PROSE and _is_plain(value)):
                yield from _texts(found, value, (*key, step), name)
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from _texts(found, value, (*key, number), name)
    elif isinstance(node, str):
        steps = (str(step + 1) if isinstance(step, int) else step for step in key[2:])
        yield found.text(key, node, f"{name or f'question {key[1]}'}, {' '.join(steps)}")


def _is_plain(value: object) -> bool:
    """Say whether a value is a text or a list of texts; the fields of a table have names of their own."""
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(each, str) for each in value))


def _check_ids(asked: list[Asked], findings: Findings) -> None:
    first: dict[str, Asked] = {}
    for each in asked:
        other = first.setdefault(each.id, each)
        if each.id and other is not each:
            there = f"{other.file}, line {other.line}"
            what = f"{each.id}, id: is the id of another question too ({there}). Give this one an id of its own."
            findings.add(each.file, each.line, what)


def check_banks(banks: Banks, ground: Ground, passages: frozenset[str], findings: Findings) -> None:
    """Check every question by the readers and the contract of its kind.

    Parameters
    ----------
    banks : Banks
        The banks, read.
    ground : Ground
        The record; questions that rest on rows with faults are left out, and it is said which.
    passages : frozenset of str
        Ids of the passages.
    findings : Findings
        Where every fault is noted.
    """
    known = Known(ground.record, passages)
    files = {found.file: found for found in banks.files}
    resting: dict[str, list[str]] = {}
    for each in banks.asked:
        names = {name for text in _strings(each.table) for name in Text("", text, ()).names()}
        if names & ground.unsure:
            resting.setdefault("rows with a fault", []).append(each.id)
            continue
        try:
            _check_question(each, files[each.file], known, findings)
        except FileError:
            resting.setdefault("passages with a fault", []).append(each.id)
    for what, questions in resting.items():
        findings.leave_out(f"Not checked, because they rest on {what}: {', '.join(questions)}.")


def _check_question(each: Asked, found: TomlFile, known: Known, findings: Findings) -> None:
    problems: list[Problem] = []
    number = int(each.key[1]) + 1
    read_question(each.table, number, each.file, known, problems)
    for problem in _without_echoes(problems):
        field = f", {problem.field}" if problem.field else ""
        line = found.line_of_problem(each.key, problem)
        findings.add(each.file, line, f"{problem.where}{field}: {problem.what}")
    if not problems:
        for field, what in worked(each.table, known):
            findings.add(each.file, found.line(each.key, field), f"{each.id}, {field}: {what}")


def _without_echoes(problems: list[Problem]) -> Iterator[Problem]:
    """Leave out what is only said because a field is misspelt, missing or of the wrong type."""
    strange = [(each.field.rpartition(" ")[0], each.what) for each in problems if each.what.startswith(_STRANGE)]
    unread: set[str] = set()
    for each in problems:
        table, _, name = each.field.rpartition(" ")
        misspelt = any(table == other and repr(name) in what for other, what in strange)
        if not misspelt and each.field not in unread:
            yield each
        if each.what.startswith(_UNREAD):
            unread.add(each.field)


def _strings(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict | list):
        for value in node.values() if isinstance(node, dict) else node:
            yield from _strings(value)
