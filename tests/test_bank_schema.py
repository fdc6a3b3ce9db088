"""The published schema of the banks says what the readers say, field by field, and the page for authors holds."""

from __future__ import annotations

import copy
import json
import re
import tomllib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from coursekit.bank import read_question
from coursekit.errors import Problem
from coursekit.kinds import KINDS
from coursekit.kinds.reading import Known
from coursekit.kinds.schema import bank_schema, dump
from coursekit.prose import tally
from coursekit.record import record
from coursekit.renderings import passages

EXERCISES = Path(__file__).resolve().parents[1] / "exercises"
BANKS = sorted(EXERCISES.glob("*.toml"))
PAGE = (EXERCISES / "README.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
EXAMPLES = [kind for kind in SECTIONS if kind in KINDS]

SCHEMA = Draft202012Validator(bank_schema())
KNOWN = Known(record(), frozenset(passages()))
# How the readers say that a table has the wrong fields, or a field the wrong type; all else they say hangs on the data.
SHAPE = re.compile(r"is missing\. It must|is no field here|is blank|is empty\.|must be (?:a |an |true )|must list ids")
# Fields that decide how others are read, and one whose keys are columns of tables: a schema cannot follow them.
BEYOND = {("fill a table", "unit"), ("code", "where")}

Step = tuple[str | int, ...]
Change = tuple[str, ...]
Table = dict[str, Any]


def toml(section: str) -> str:
    found = re.search(r"```toml\n(.*?)```", SECTIONS[section], re.DOTALL)
    assert found is not None
    return found[1]


def example(kind: str) -> Table:
    """Put the example of a kind together with what every question has."""
    head = toml("What every question has").replace('kind = "number"', f'kind = "{kind}"')
    table: Table = tomllib.loads(head + toml(kind))["question"][0]
    return table


def every_question() -> Iterator[Table]:
    for kind in EXAMPLES:
        yield example(kind)
    for path in BANKS:
        yield from tomllib.loads(path.read_text(encoding="utf-8"))["question"]


def problems(question: Table) -> list[Problem]:
    found: list[Problem] = []
    read_question(question, 1, f"exercises/{str(question.get('id', '05'))[:2]}-x.toml", KNOWN, found)
    return found


def tables(node: object, at: Step = ()) -> Iterator[tuple[Step, Table]]:
    """Find every table of a question whose fields a reader knows."""
    if isinstance(node, dict):
        if at[-1:] not in {("where",), ("given",), ("blanks",)}:
            yield at, node
        for key, value in node.items():
            yield from () if key == "where" else tables(value, (*at, key))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from tables(value, (*at, number))


def changed(question: Table, at: Step, change: dict[str, object], without: str = "") -> Table:
    result = copy.deepcopy(question)
    table: Any = result
    for step in at:
        table = table[step]
    table.update(change)
    table.pop(without, None)
    return result


def mutations(question: Table) -> Iterator[tuple[Change, Callable[[], Table]]]:
    """Change one field of a question at a time; what is the same change in another row is named the same."""
    for at, table in tables(question):
        place = (question["kind"], *(step for step in at if isinstance(step, str)), *sorted(table))
        yield (*place, "+"), partial(changed, question, at, {"zzz": "?"})
        for key, value in table.items():
            if (question["kind"], key) not in BEYOND:
                yield (*place, key, "-"), partial(changed, question, at, {}, without=key)
                yield (*place, key, "x"), partial(changed, question, at, {f"{key}x": value}, without=key)
                yield (*place, key, "[]"), partial(changed, question, at, {key: []})
                yield (*place, key, "{}"), partial(changed, question, at, {key: [{"zzz": 1}]})


MUTATIONS = {name: make for question in every_question() for name, make in mutations(question)}


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(bank_schema())
    assert json.loads((EXERCISES / "schema.json").read_text(encoding="utf-8")) == json.loads(dump())


def test_every_kind_is_in_the_schema_and_on_the_page() -> None:
    kinds = {each["properties"]["kind"]["enum"][0] for each in bank_schema()["$defs"].values()}
    assert kinds == set(KINDS) == set(EXAMPLES)


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.name)
def test_every_bank_fits_the_schema_and_names_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("#:schema ./schema.json\n")
    assert [error.message for error in SCHEMA.iter_errors(tomllib.loads(text))] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_field_that_the_readers_refuse_the_schema_refuses_and_the_reverse(kind: str) -> None:
    tried = {name: make() for name, make in MUTATIONS.items() if name[0] == kind}
    assert len(tried) > 40
    for name, question in tried.items():
        refused = [str(each) for each in problems(question) if SHAPE.match(each.what)]
        fits = SCHEMA.is_valid({"question": [question]})
        assert fits is not bool(refused), (name, refused)


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_the_page_is_a_question_without_fault(kind: str) -> None:
    question = example(kind)
    assert [str(each) for each in problems(question)] == []
    assert SCHEMA.is_valid({"question": [question]})


def texts(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict | list):
        for value in node.values() if isinstance(node, dict) else node:
            yield from texts(value)


@pytest.mark.parametrize("kind", KINDS)
def test_the_numbers_of_an_example_are_bound(kind: str) -> None:
    prose = [text for text in texts(example(kind)) if " " in text]
    assert tally(record(), prose).faults == []


def test_the_page_shows_how_a_number_is_bound() -> None:
    bound = re.findall(r"`([^`\n]*<!--[^`]*-->)`", PAGE)
    assert len(bound) >= 4
    assert tally(record(), bound).faults == []
