"""Starting a lesson again: a fresh notebook, the old one set aside, the answers kept."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from coursekit import cli
from coursekit.work.answers import answer_log
from coursekit.work.starting_again import StartAgainError, notebooks, start_again

LESSON = Path("lessons", "05-preparliament.ipynb")
EXERCISES = Path("exercises", "05-preparliament.ipynb")
FRESH = {LESSON: '{"cells": ["fresh"]}', EXERCISES: '{"cells": ["fresh too"]}'}


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a small copy of the course, with a history, and work in it."""
    folder = tmp_path / "counting-october"
    for path, content in {Path("data", "datapackage.json"): "{}", **FRESH}.items():
        (folder / path).parent.mkdir(parents=True)
        (folder / path).write_text(content, encoding="utf-8")
    git = ["git", "-C", str(folder), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "-qm", "course"], check=True)
    monkeypatch.chdir(folder / "lessons")
    monkeypatch.setattr("coursekit.course.content", lambda: tmp_path / "no wheel")
    return folder


def test_fresh_copy_comes_and_the_old_one_is_set_aside(top: Path) -> None:
    (top / LESSON).write_text("mine", encoding="utf-8")
    answer_log().append("05.a", "v1", "62")
    notebook, aside = start_again(top, "05")
    assert notebook == top / LESSON
    assert json.loads(notebook.read_text("utf-8")) == {"cells": ["fresh"]}
    assert aside
    assert aside.read_text("utf-8") == "mine"
    assert re.fullmatch(r"05-preparliament-\d{4}-\d\d-\d\d-\d{6}\.ipynb", aside.name)
    assert aside.parent == top / "work" / "earlier"
    assert answer_log().tally() == (1, 0)


def test_started_again_twice_keeps_both(top: Path) -> None:
    kept = set()
    for words in ("first", "second"):
        (top / LESSON).write_text(words, encoding="utf-8")
        kept.add(start_again(top, "05")[1])
    assert {path.read_text("utf-8") for path in kept if path} == {"first", "second"}


def test_exercises_are_started_again_by_their_folder(top: Path) -> None:
    (top / EXERCISES).write_text("mine", encoding="utf-8")
    (top / LESSON).write_text("lesson of mine", encoding="utf-8")
    _, aside = start_again(top, "exercises/05")
    assert aside
    assert aside.name.startswith("exercises-05-preparliament-")
    assert (top / LESSON).read_text("utf-8") == "lesson of mine"


@pytest.mark.parametrize("name", ["5", "05", "lessons/05-preparliament", "lessons/05-preparliament.ipynb"])
def test_notebook_is_named_in_any_of_these_ways(top: Path, name: str) -> None:
    assert start_again(top, name) == (top / LESSON, None)


def test_fresh_notebook_needs_nothing_set_aside(top: Path) -> None:
    assert start_again(top, "05")[1] is None
    assert not (top / "work").exists()


def test_deleted_notebook_comes_back(top: Path) -> None:
    other = top / "lessons" / "06-other.ipynb"
    other.write_text("{}", encoding="utf-8")
    assert notebooks(top)["05"] == LESSON
    (top / LESSON).write_bytes(b"")
    start_again(top, "05")
    assert (top / LESSON).read_text("utf-8") == FRESH[LESSON]


def test_unknown_lesson_is_told_the_near_ones(top: Path, capsys: pytest.CaptureFixture[str]) -> None:  # noqa: ARG001
    assert cli.main(["again", "exercise/05"]) == 1
    assert "There is no notebook 'exercise/05'. Did you mean 'exercises/05'" in capsys.readouterr().err


def test_command_says_what_it_did(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (top / LESSON).write_text("mine", encoding="utf-8")
    assert cli.main(["again", "05"]) == 0
    printed = capsys.readouterr().out
    assert f"Fresh: {top / LESSON}" in printed
    assert f"Set aside: {top / 'work' / 'earlier'}" in printed
    assert "Your answers are kept." in printed


def test_outside_a_copy_it_says_where_to_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["again", "05"]) == 1
    assert "is not inside a copy of the course" in capsys.readouterr().err


def test_without_history_it_says_what_to_do_and_changes_nothing(top: Path) -> None:
    (top / LESSON).write_text("mine", encoding="utf-8")
    shutil.rmtree(top / ".git")
    with pytest.raises(StartAgainError, match=r"no fresh copy of lessons/05.*Download the course again"):
        start_again(top, "05")
    assert (top / LESSON).read_text("utf-8") == "mine"


def test_without_history_the_installed_course_gives_the_copy(
    top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(top / ".git")
    wheel = tmp_path / "wheel"
    (wheel / "lessons").mkdir(parents=True)
    (wheel / LESSON).write_text("as installed", encoding="utf-8")
    (top / LESSON).unlink()
    monkeypatch.setattr("coursekit.course.content", lambda: wheel)
    start_again(top, "05")
    assert (top / LESSON).read_text("utf-8") == "as installed"


def test_disk_that_takes_nothing_leaves_the_notebook(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (top / LESSON).write_text("mine", encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("coursekit.work.starting_again.put", fail)
    with pytest.raises(StartAgainError, match="was left as it is: No space left on device"):
        start_again(top, "05")
    assert (top / LESSON).read_text("utf-8") == "mine"
