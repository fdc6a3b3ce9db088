"""A class in a running term: what becomes of a student's files when nbgitpuller fetches the course anew."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgitpuller.pull import GitPuller
from playwright.sync_api import Browser, expect

from browser import Lesson
from coursekit import course
from coursekit.links import hub_link
from coursekit.work.answers import AnswerLog
from hub_server import student_server

ROOT = Path(__file__).resolve().parents[1]
LESSON = "lessons/05-preparliament.ipynb"
OTHER = "lessons/06-soviets-change-hands.ipynb"
ADDRESS = "https://git.example.org/history/counting-october"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Keep the lessons in a git repository, as an instructor does."""
    top = tmp_path / "instructor" / "counting-october"
    for folder in ("lessons", "exercises"):
        shutil.copytree(ROOT / folder, top / folder)
    (top / "data").mkdir()
    for file in ("data/datapackage.json", ".gitignore"):
        shutil.copy(ROOT / file, top / file)
    git(top, "init", "--quiet", "--initial-branch=main")
    commit(top)
    return top


@pytest.fixture
def copy(repository: Path, tmp_path: Path) -> Path:
    """Fetch the course for the first time."""
    folder = tmp_path / "student" / "counting-october"
    folder.parent.mkdir()
    pull(repository, folder)
    return folder


def git(top: Path, *words: str) -> str:
    who = ("-c", "user.name=Instructor", "-c", "user.email=instructor@example.org")
    return subprocess.run(["git", *who, *words], cwd=top, check=True, capture_output=True, text=True).stdout


def commit(top: Path) -> None:
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "--message=The course")


def pull(repository: Path, folder: Path) -> None:
    """Fetch the course as nbgitpuller does whenever the link is followed."""
    list(GitPuller(repository.as_uri(), str(folder)).pull())


def read(path: Path) -> Any:  # noqa: ANN401 - nbformat has no types
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    return notebook


def sources(path: Path) -> list[str]:
    return [cell.source for cell in read(path).cells]


def change(path: Path, at: int, words: str) -> None:
    """Write something else into one cell."""
    notebook = read(path)
    notebook.cells[at].source = words
    nbformat.write(notebook, path)


def run_and_note(path: Path, at: int, words: str) -> None:
    """Leave a notebook as a student does: every cell run, and a note written into one."""
    notebook = read(path)
    for number, cell in enumerate((cell for cell in notebook.cells if cell.cell_type == "code"), start=1):
        cell.execution_count = number
        cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text=f"result {number}\n")]
    notebook.cells[at].source = words
    nbformat.write(notebook, path)


def put_in_code(path: Path, at: int) -> None:
    notebook = read(path)
    notebook.cells.insert(at, nbformat.v4.new_code_cell("1 + 1", id="put-in"))
    nbformat.write(notebook, path)


def take_out(path: Path, at: int) -> None:
    notebook = read(path)
    del notebook.cells[at]
    nbformat.write(notebook, path)


def texts(path: Path) -> list[int]:
    return [at for at, cell in enumerate(read(path).cells) if cell.cell_type == "markdown"]


def test_new_lesson_and_a_mended_one_arrive(repository: Path, copy: Path) -> None:
    change(repository / LESSON, 0, "# Mended")
    shutil.copy(repository / OTHER, repository / "lessons" / "07-new.ipynb")
    commit(repository)
    pull(repository, copy)
    assert sources(copy / LESSON)[0] == "# Mended"
    assert (copy / "lessons" / "07-new.ipynb").is_file()


def test_what_a_student_wrote_and_what_was_mended_elsewhere_are_both_there(repository: Path, copy: Path) -> None:
    *_, before, last = texts(copy / LESSON)
    run_and_note(copy / LESSON, last, "My note")
    change(repository / LESSON, 0, "# Mended")
    commit(repository)
    pull(repository, copy)
    assert sources(copy / LESSON)[0] == "# Mended"
    assert sources(copy / LESSON)[last] == "My note"
    assert sources(copy / LESSON)[before] == sources(ROOT / LESSON)[before]
    outputs = [cell.outputs for cell in read(copy / LESSON).cells if cell.cell_type == "code"]
    assert all(outputs)


def test_where_both_changed_the_same_words_the_student_keeps_theirs(repository: Path, copy: Path) -> None:
    at = texts(copy / LESSON)[-1]
    run_and_note(copy / LESSON, at, "My note")
    change(repository / LESSON, at, "Mended")
    commit(repository)
    pull(repository, copy)
    assert sources(copy / LESSON)[at] == "My note"


@pytest.mark.parametrize("other", [put_in_code, take_out])
@pytest.mark.parametrize("which", [0, 1, -1])
def test_code_that_was_run_stays_where_code_is_put_in_before_it_or_taken_out(
    repository: Path, copy: Path, other: Callable[[Path, int], None], which: int
) -> None:
    at = [at for at, cell in enumerate(read(copy / LESSON).cells) if cell.cell_type == "code"][which]
    run_and_note(copy / LESSON, texts(copy / LESSON)[-1], "My note")
    kept = sources(copy / LESSON)
    other(repository / LESSON, at)
    commit(repository)
    pull(repository, copy)
    assert sources(copy / LESSON) == kept


def test_deleted_lesson_comes_back_as_the_course_has_it(repository: Path, copy: Path) -> None:
    run_and_note(copy / LESSON, 0, "My note")
    change(repository / OTHER, 0, "# Mended")
    commit(repository)
    pull(repository, copy)
    (copy / LESSON).unlink()
    pull(repository, copy)
    assert sources(copy / LESSON) == sources(ROOT / LESSON)


def test_file_of_a_students_own_is_set_aside_for_a_new_one_of_the_same_name(repository: Path, copy: Path) -> None:
    mine = copy / "lessons" / "notes.txt"
    mine.write_text("mine", encoding="utf-8")
    (repository / "lessons" / "notes.txt").write_text("theirs", encoding="utf-8")
    commit(repository)
    pull(repository, copy)
    assert mine.read_text("utf-8") == "theirs"
    assert [path.read_text("utf-8") for path in mine.parent.glob("notes__*.txt")] == ["mine"]


def test_answers_are_out_of_reach_of_what_is_fetched(
    repository: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(copy / "lessons")
    assert course.work_folder() == copy / "work"
    log = AnswerLog(course.work_folder() / "answers.jsonl")
    log.append("05.remainder", "v1", "62")
    written = log.path.read_bytes()
    change(repository / LESSON, 0, "# Mended")
    commit(repository)
    pull(repository, copy)
    assert log.path.read_bytes() == written
    assert "answers.jsonl" not in git(copy, "ls-files", "--others", "--cached", "--exclude-standard")


@pytest.mark.browser
def test_link_fetches_the_course_and_opens_the_lesson(repository: Path, tmp_path: Path, chromium: Browser) -> None:
    home = tmp_path / "home"
    link = hub_link("https://hub.example.org", LESSON, course=f"{ADDRESS}.git", branch="main")
    # git takes the repository on this disk for the one the link names.
    elsewhere = {f"url.{repository.as_uri()}.insteadOf": f"{ADDRESS}.git"}
    with student_server(home, git=elsewhere) as student, chromium.new_context() as context:
        lesson = Lesson(context.new_page(), student.lab)
        lesson.page.goto(student.address_of(link))
        lesson.page.wait_for_url(f"{student.lab.root}/lab/tree/counting-october/{LESSON}")
        lesson.wait_until_ready()
        expect(lesson.notebook.get_by_role("heading", level=1)).to_contain_text("Pre-Parliament")
        lesson.run_all()
        expect(lesson.outputs.filter(has_text="Traceback")).to_have_count(0)
    assert sources(home / "counting-october" / LESSON) == sources(ROOT / LESSON)
