"""No number in the course's prose may drift from the record, and no sentence of a source may slip in."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from coursekit import course
from coursekit.prose import tally
from coursekit.record import record
from coursekit.sources import reference_copy, sources

TOP = course.content()
NOTEBOOKS = [
    path for folder in ("lessons", "exercises", "solutions") for path in sorted((TOP / folder).glob("*.ipynb"))
]
BANKS = sorted((TOP / "exercises").glob("*.toml"))
PAGES = sorted((TOP / "solutions").glob("*.md"))
# Fields of a bank that are read by the library, not by a student.
NOT_PROSE = {
    *("id", "kind", "aim", "operation", "claims", "claim", "passage", "see", "unit", "name", "version", "why"),
    *("source", "date", "date_os", "where", "answer", "says"),
}
LONGEST_RUN = 12
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def ids(paths: list[Path]) -> list[str]:
    return [path.relative_to(TOP).as_posix() for path in paths]


def cells(path: Path, kind: str) -> list[str]:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == kind]


def strings(node: object, name: str = "") -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from strings(value, key)
    elif isinstance(node, list):
        for value in node:
            yield from strings(value, name)
    elif isinstance(node, str) and name not in NOT_PROSE:
        yield node


def captions(source: str) -> list[str]:
    return re.findall(r"\b(?:caption|leaves_out|alt)=\"([^\"]*)\"", source)


def assert_bound(texts: list[str]) -> None:
    result = tally(record(), texts)
    assert not result.faults, "\n".join(result.faults)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=ids(NOTEBOOKS))
def test_every_number_in_a_notebook_is_bound_to_the_record(path: Path) -> None:
    assert_bound(cells(path, "markdown"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=ids(NOTEBOOKS))
def test_captions_carry_no_number_of_their_own(path: Path) -> None:
    assert_bound([caption for source in cells(path, "code") for caption in captions(source)])


@pytest.mark.parametrize("path", BANKS, ids=ids(BANKS))
def test_every_number_in_a_question_bank_is_bound_to_the_record(path: Path) -> None:
    assert_bound(list(strings(tomllib.loads(path.read_text(encoding="utf-8")))))


@pytest.mark.parametrize("path", PAGES, ids=ids(PAGES))
def test_every_number_on_a_teachers_page_is_bound_to_the_record(path: Path) -> None:
    assert_bound([path.read_text(encoding="utf-8")])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Of 309<!--pp-democratic--> seats", "'309' is not what pp-democratic says: 308"),
        ("308 seats", "'308' is bound to no claim"),
        ("forty-seven<!--pp-dispersal-against--> voted", "'forty-seven' is not what pp-dispersal-against says: 48"),
        ("62<!--sum pp-democratic pp-srs-->", "'62' is not what sum pp-democratic pp-srs says: 428"),
        ("8 October<!--date pp-democratic-->", "'8' is no part of the date of pp-democratic: 7 October 1917"),
        ("66<!--pp-bolshevik-->", "Did you mean 'pp-bolsheviks'"),
        ("35 per cent<!--share pp-possessing pp-democratic pp-possessing-->", "'35' is not what share"),
        ("20<!--pp-cooperators-->", "'20' is not what pp-cooperators says: no number"),
    ],
)
def test_a_number_that_drifts_is_caught(text: str, fault: str) -> None:
    assert fault in " ".join(tally(record(), [text]).faults)


@pytest.mark.parametrize(
    "text",
    [
        "**308**<!--pp-democratic--> and **308<!--pp-democratic-->**",
        "two or three<!--pp-withdrawal-rumour--> votes",
        "20 October<!--date pp-democratic--> in the new style",
        "34 per cent<!--share pp-possessing pp-democratic pp-possessing-->",
        "33.6%<!--share pp-possessing pp-democratic pp-possessing-->",
        "398<!--sum pp-democratic pp-possessing -pp-bolsheviks--> seats",
        "three<!--exempt: the three aims below--> aims, in lesson 05 and figure 5.1, in `house[0:4]`, in 1917",
        "1. a list\n2. of things",
    ],
)
def test_a_bound_number_passes(text: str) -> None:
    assert tally(record(), [text]).faults == []


def _words(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in WORD.findall(text)]


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(LONGEST_RUN + 1)), strict=False)


def _texts() -> Iterator[tuple[str, str]]:
    kinds = {".md", ".ipynb", ".toml", ".csv", ".py", ".json", ".txt", ".cff", ".js", ".css", ".yml"}
    for folder, folders, names in os.walk(TOP):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in {"work", "build", "dist"}]
        for name in names:
            path = Path(folder, name)
            if path.suffix in kinds:
                text = path.read_text(encoding="utf-8")
                if path.suffix == ".ipynb":
                    text = "\n".join(cells(path, "markdown") + cells(path, "code"))
                yield path.relative_to(TOP).as_posix(), text


@pytest.mark.sources
def test_no_run_of_thirteen_words_stands_in_a_source_and_in_the_repository() -> None:
    theirs: set[tuple[str, ...]] = set()
    for name in sources():
        lines = reference_copy(name)
        assert lines is not None
        theirs.update(_runs(_words("\n".join(lines))))
    copied = [f"{file}: {' '.join(run)}" for file, text in _texts() for run in _runs(_words(text)) if run in theirs]
    assert copied == []
