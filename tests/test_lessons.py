"""What every finished lesson holds: its parts, its exercises, its page for the teacher, and its row in the syllabus."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from coursekit.bank import questions
from coursekit.markup import plain

TOP = Path(__file__).resolve().parents[1]
START = "00-start-here"
NAMES = sorted(path.stem for path in (TOP / "lessons").glob("*.ipynb"))
LESSONS = [name for name in NAMES if name != START]
LONGEST_CELL = 6
SECTIONS = ("When you have finished", "Before you begin", "could not know", "discuss", "Further reading")
PAGE = ("Plan for", "get wrong", "Discussion", "45", "sessions", "Accessibility")


def cells(folder: str, name: str, kind: str) -> list[str]:
    notebook = json.loads((TOP / folder / f"{name}.ipynb").read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == kind]


def asked(folder: str, name: str, function: str) -> list[str]:
    """List what the cells of a notebook ask for, in order."""
    return re.findall(rf'ck\.{function}\("([^"]+)"', "\n".join(cells(folder, name, "code")))


def prose(folder: str, name: str) -> str:
    return re.sub(r"<!--.*?-->", "", "\n\n".join(cells(folder, name, "markdown")), flags=re.DOTALL)


def bank(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((TOP / "exercises" / f"{name}.toml").read_text("utf-8"))["question"]
    return found


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_has_passages_figures_and_quick_checks(name: str) -> None:
    assert 4 <= len(set(asked("lessons", name, "passage"))) <= 7
    assert 3 <= "\n".join(cells("lessons", name, "code")).count("ck.figure(") <= 6
    quick = {each for each in asked("lessons", name, "exercise") if questions()[each].kind != "predict"}
    assert 5 <= len(quick) <= 8


@pytest.mark.parametrize("name", LESSONS)
def test_something_is_predicted_before_it_is_drawn_and_looked_at_again(name: str) -> None:
    code = cells("lessons", name, "code")
    predicted = [at for at, cell in enumerate(code) for each in _predictions(cell)]
    drawn = [at for at, cell in enumerate(code) if "ck.figure(" in cell]
    assert predicted
    assert predicted[0] < drawn[-1]
    counted = Counter(each for cell in code for each in _predictions(cell))
    assert max(counted.values()) >= 2, "no prediction is shown again at the end"


def _predictions(cell: str) -> list[str]:
    return [each for each in re.findall(r'ck\.exercise\("([^"]+)"', cell) if questions()[each].kind == "predict"]


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_has_its_sections_and_opens_with_a_question_and_a_number(name: str) -> None:
    text = prose("lessons", name)
    headings = "\n".join(re.findall(r"^#+ .*$", text, flags=re.MULTILINE))
    assert [each for each in SECTIONS if each not in headings] == []
    opening = text.split("## ")[0]
    assert "?" in opening
    assert re.search(r"\d", opening.split("minutes")[-1])


@pytest.mark.parametrize("name", LESSONS)
def test_each_figure_invites_a_change(name: str) -> None:
    text = "\n".join(cells("lessons", name, "markdown"))
    figures = "\n".join(cells("lessons", name, "code")).count("ck.figure(")
    assert len(re.findall(r"\*\*Change it", text)) >= figures - 1


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("folder", ["lessons", "exercises"])
def test_no_cell_of_code_is_longer_than_a_beginner_reads(folder: str, name: str) -> None:
    long = [cell for cell in cells(folder, name, "code") if len(cell.splitlines()) > LONGEST_CELL]
    assert long == []


@pytest.mark.parametrize("name", LESSONS)
def test_an_exercise_notebook_has_questions_enough_of_kinds_enough(name: str) -> None:
    names = dict.fromkeys([*asked("exercises", name, "exercise"), *asked("exercises", name, "check")])
    kinds = Counter(questions()[each].kind for each in names)
    assert 12 <= kinds.total() <= 20
    assert len(kinds) >= 6
    assert kinds["code"] == 2
    assert kinds["free answer"] == 1
    assert kinds["source note"] + kinds["mark the evidence"] >= 1


@pytest.mark.parametrize("name", NAMES)
def test_every_question_of_a_bank_is_asked_somewhere(name: str) -> None:
    used = {each for folder in ("lessons", "exercises") for each in asked(folder, name, "exercise")}
    used |= set(asked("exercises", name, "check"))
    assert {each["id"] for each in bank(name)} - used == set()


@pytest.mark.parametrize("name", NAMES)
def test_every_question_serves_an_aim_that_its_lesson_states(name: str) -> None:
    text = plain(prose("lessons", name)).casefold()
    strange = {each["aim"] for each in bank(name) if plain(each["aim"]).rstrip(".").casefold() not in text}
    assert strange == set()


@pytest.mark.parametrize("name", LESSONS)
def test_the_teachers_page_has_its_parts_and_fits_two_pages(name: str) -> None:
    text = (TOP / "solutions" / f"{name}.md").read_text(encoding="utf-8")
    assert [each for each in PAGE if each not in text] == []
    assert len(re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL).split()) <= 1100


@pytest.mark.parametrize("name", NAMES)
def test_the_syllabus_has_the_lesson(name: str) -> None:
    assert f"({name}.ipynb)" in (TOP / "lessons" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_no_lesson_raises_its_voice(name: str) -> None:
    quoted = re.compile(r"[“\"][^”\"]*[”\"]")
    texts = [prose(folder, name) for folder in ("lessons", "exercises")]
    texts.append((TOP / "solutions" / f"{name}.md").read_text(encoding="utf-8").replace("<!--", ""))
    assert [line for text in texts for line in quoted.sub("", text).splitlines() if re.search(r"\w!(\s|$)", line)] == []
