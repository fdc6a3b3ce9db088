"""In a browser: tables and charts are fetched while the student reads, and only a cell that needs them waits."""

from __future__ import annotations

import ast
import asyncio
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import coursekit as ck
from coursekit import in_browser
from coursekit.in_browser import NEED_TABLES, PACKAGES, Fetching, NotThereError, needs_tables
from coursekit.loading_notice import Notice

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted([*ROOT.glob("lessons/*.ipynb"), *ROOT.glob("exercises/*.ipynb")])

LOADED = "set(sys.argv[1:]) & set(sys.modules)"
USE_WHAT_NEEDS_NONE = """
import sys
import coursekit as ck
from coursekit.exercises import Exercise
from coursekit.bank import questions
ck.passage("walkout-declaration"), ck.passages(lesson="05"), ck.source("pp-srs"), ck.term("kulak")
ck.about("preparliament_seats"), ck.progress("05"), ck.stored(), ck.calendar.both("1917-10-25")
ck.exercise("05.remainder")
for question in questions().values():
    ck.exercise(question.id)
card = Exercise(questions()["05.remainder"], ck.exercises.answer_log(), "token")
card._receive(None, {"do": "check", "answer": "62"}, None)
assert card.state["words"], card.state
ck.hand_in("Anna", lesson="05")
print(*(name for name in sys.argv[1:] if name in sys.modules))
"""


class Told(Notice):
    """Keeps what would be shown."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def say(self, words: str) -> None:  # noqa: D102
        self.words.append(words)

    def end(self, words: str) -> None:  # noqa: D102
        self.words.append(f"{words} (gone soon)")


def python(code: str, folder: Path) -> str:
    command = [sys.executable, "-c", code, *PACKAGES, "numpy"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout.splitlines()[-1]


# Which names need tables


def test_names_that_need_no_tables_import_none(tmp_path: Path) -> None:
    rest = sorted(set(ck.__all__) - NEED_TABLES)
    code = f"import sys, coursekit; [getattr(coursekit, name) for name in {rest}]; print({LOADED})"
    assert python(code, tmp_path) == "set()"


@pytest.mark.parametrize("home", sorted({ck._HOMES[name] for name in NEED_TABLES}))
def test_names_that_need_tables_import_them(home: str, tmp_path: Path) -> None:
    name = next(name for name in sorted(NEED_TABLES) if ck._HOMES[name] == home)
    assert "pandas" in python(f"import sys, coursekit; coursekit.{name}; print({LOADED})", tmp_path)


def test_what_needs_no_tables_does_its_work_without_them(tmp_path: Path) -> None:
    assert python(USE_WHAT_NEEDS_NONE, tmp_path) == ""


# Which cells wait


@pytest.mark.parametrize("name", sorted(NEED_TABLES))
def test_a_cell_that_uses_such_a_name_waits(name: str) -> None:
    for cell in (f"x = ck.{name}()", f"from coursekit import {name}", f"%time ck.{name}()", f"print(\nck.{name}"):
        assert needs_tables(cell)


@pytest.mark.parametrize("name", sorted(set(ck.__all__) - NEED_TABLES))
def test_a_cell_that_uses_another_name_does_not(name: str) -> None:
    assert not needs_tables(f'ck.{name}("load")  # lines of a figure')


@pytest.mark.parametrize(
    "cell", ["import pandas as pd", "import matplotlib.pyplot as plt", "from pandas import NA", "import numpy, json"]
)
def test_a_cell_that_imports_a_package_itself_waits(cell: str) -> None:
    assert needs_tables(cell)


@given(st.text())
def test_any_cell_is_judged(cell: str) -> None:
    assert needs_tables(cell) in {True, False}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_lesson_begins_with_something_that_does_not_wait(path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    assert any(ast.parse(cell).body and not needs_tables(cell) for cell in code[:4])


# Waiting


def run(scenario: Callable[[asyncio.Event], Awaitable[None]]) -> None:
    if sys.platform == "emscripten":
        pytest.skip("no loop of one's own")

    async def inside() -> None:
        await scenario(asyncio.Event())

    asyncio.run(inside())


def fetching(gate: asyncio.Event, *outcomes: bool) -> tuple[Fetching, Told, list[bool]]:
    left, told = list(outcomes), Told()

    async def fetch() -> bool:
        await gate.wait()
        return left.pop(0)

    return Fetching(fetch, told, quiet=0), told, left


TABLE, QUESTION = ['ck.load("votes")\n'], ['ck.exercise("05.remainder")\n']


def test_only_the_cell_that_needs_tables_waits_and_runs_as_it_is() -> None:
    async def scenario(gate: asyncio.Event) -> None:
        coming, told, left = fetching(gate, True)
        coming.begin()
        assert await coming.hold(QUESTION) == QUESTION
        waiting = asyncio.ensure_future(coming.hold(TABLE))
        await asyncio.sleep(0)
        assert not waiting.done()
        gate.set()
        assert await waiting == TABLE
        assert await coming.hold(TABLE) == TABLE
        assert left == []
        assert [words.partition(".")[0] for words in told.words] == [
            "Tables and charts are being loaded",
            "Tables and charts are ready",
        ]

    run(scenario)


def test_it_is_begun_when_nothing_has_been_run_for_a_while_and_said_once_somebody_has_run_a_cell() -> None:
    async def scenario(gate: asyncio.Event) -> None:
        begun, told = asyncio.Event(), Told()

        async def fetch() -> bool:
            begun.set()
            return await gate.wait()

        coming = Fetching(fetch, told, quiet=0)
        coming.later()
        assert not begun.is_set()
        await begun.wait()
        assert told.words == []
        assert await coming.hold(QUESTION) == QUESTION
        assert [words.partition(".")[0] for words in told.words] == ["Tables and charts are being loaded"]

    run(scenario)


def test_a_cell_puts_it_off() -> None:
    async def scenario(gate: asyncio.Event) -> None:
        coming, told, left = fetching(gate, True)
        coming.later()
        waiting = coming._timer
        assert await coming.hold(QUESTION) == QUESTION
        assert waiting is not None
        assert waiting.cancelled()
        assert (told.words, left) == ([], [True])

    run(scenario)


def test_a_failure_is_said_in_place_of_the_cell_and_the_next_cell_tries_again() -> None:
    async def scenario(gate: asyncio.Event) -> None:
        gate.set()
        coming, told, left = fetching(gate, False, False, True)
        [instead] = await coming.hold(TABLE)
        with pytest.raises(NotThereError, match="run the cell again"):
            exec(instead, {})  # noqa: S102 - what takes the place of the cell
        assert await coming.hold(QUESTION) == QUESTION
        assert await coming.hold(TABLE) == [instead]
        assert await coming.hold(TABLE) == TABLE
        assert left == []
        assert sum("could not be loaded" in words for words in told.words) == 2

    run(scenario)


def test_what_is_there_already_is_not_spoken_of() -> None:
    async def scenario(gate: asyncio.Event) -> None:
        gate.set()
        coming, told, _ = fetching(gate, True)
        await coming.begin()
        assert await coming.hold(TABLE) == TABLE
        assert told.words == []

    run(scenario)


def test_a_traceback_has_nothing_but_what_to_do() -> None:
    assert NotThereError("Run it again.")._render_traceback_() == ["Run it again."]


def test_a_cell_that_was_too_early_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        if name == "coursekit.in_browser":
            return in_browser
        raise ModuleNotFoundError(f"No module named {name!r}", name="pandas" if "frames" in name else "parser")

    monkeypatch.setattr(ck, "import_module", missing)
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(ModuleNotFoundError):
        ck.load  # noqa: B018
    monkeypatch.setattr(sys, "platform", "emscripten")
    with pytest.raises(NotThereError, match="Run this cell again"):
        ck.load  # noqa: B018
    with pytest.raises(ModuleNotFoundError):
        ck.term  # noqa: B018


# Elsewhere


def test_nothing_of_it_is_there_outside_a_browser(tmp_path: Path) -> None:
    code = "import sys, coursekit; print('coursekit.in_browser' in sys.modules, 'asyncio' in sys.modules)"
    assert python(code, tmp_path) == "False False"


def test_what_runs_before_the_first_cell_gives_it_no_names() -> None:
    names: dict[str, object] = {}
    exec((ROOT / "src/coursekit/in_browser_start.py").read_text(encoding="utf-8"), names)  # noqa: S102
    assert set(names) <= {"__builtins__", "__doc__"}
