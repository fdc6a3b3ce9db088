"""The pages of a course of one small lesson: its own, the same every time, and without a word of its reader's books."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from coursekit import notebooks
from coursekit import sources as library
from coursekit.errors import FileError
from coursekit.site.pages import write_pages
from page_parts import all_of, at, first, page, words

MARKER = "zyxwvmarker"
LINKS = (
    "See [the teacher's page](../solutions/01-small.md), [the codebook](../data/README.md#sources) and "
    '[the exercises](../exercises/01-small.ipynb). A village was a <i lang="ru-Latn">mir</i>. <script>x()</script>'
)
NOTEBOOK = [
    f"# A small lesson\n\nAbout 5 minutes.\n\n{LINKS}",
    "import coursekit as ck\nimport pandas as pd",
    'ck.passage("walkout-declaration")',
    'ck.exercise("05.remainder")',
    "ck.stored()",
    "for number in range(300):\n    print(number, flush=True)",
    'seats = ck.load("preparliament_seats").head(3)\nseats',
    'ck.figure(ck.bars(seats, x="group"), number="1.1", caption="Some seats.")',
]
READ = 'import coursekit as ck; print(ck.passage("walkout-declaration").html)'


def small_course(top: Path, cells: list[str]) -> Path:
    """Leave one lesson of a copy of the course, made of a text and cells of code."""
    for path in (*top.glob("lessons/*.ipynb"), *top.glob("exercises/*.ipynb")):
        path.unlink()
    head = "| lesson | its question | minutes |\n|---|---|---|\n"
    row = "| [01 A small lesson](01-small.ipynb) | Is it small? | 5 |\n"
    (top / "lessons" / "README.md").write_text(f"# Syllabus\n\n{head}{row}", encoding="utf-8")
    text = {"metadata": {}, "cell_type": "markdown", "source": cells[0]}
    code = ({"metadata": {}, "outputs": [], "cell_type": "code", "source": cell} for cell in cells[1:])
    notebook = notebooks.dump(notebooks.canonical({"nbformat": 4, "cells": [text, *code]}, "01-small"))
    for place in ("lessons", "exercises"):
        (top / place / "01-small.ipynb").write_text(notebook, encoding="utf-8")
    return top


def test_the_pages_of_a_course_are_its_own_and_the_same_every_time(course_copy: Path, tmp_path: Path) -> None:
    top = small_course(course_copy, NOTEBOOK)
    passage = top / "data" / "passages" / "walkout-declaration.md"
    mine = passage.read_text(encoding="utf-8").replace("title = ", 'title = "A title of this copy" # ', 1)
    passage.write_text(mine, encoding="utf-8")
    before = all_of(top)
    for place in ("one", "two"):
        write_pages(tmp_path / place, top)
    assert all_of(tmp_path / "one") == all_of(tmp_path / "two")
    assert all_of(top) == before, "building writes nothing into the course"
    shown = page(tmp_path / "one" / "lessons" / "01-small.html")
    assert words(first(shown, ".ck-passage .ck-title")) == "A title of this copy"
    printed = [each.get_text() for each in shown.select(".result pre")]
    assert printed == ["\n".join(map(str, range(300)))], "what is printed in one go is shown in one piece"
    assert words(first(shown, "table.data thead th")) == "claim"
    links = {words(each): at(each, "href") for each in shown.select("article > p a")}
    assert links["the codebook"] == "../codebook.html#sources"
    assert links["the exercises"] == "../lite/lab/index.html?path=exercises/01-small.ipynb"
    assert "the teacher's page" not in links
    assert not shown.select("script")
    assert words(first(shown, 'article i[lang="ru-Latn"]')) == "mir"


def poisoned(folder: Path, sources: Path) -> Path:
    """Lay out a reader's copies, each paragraph with a word in its middle that stands nowhere else."""
    names = {source.sha256: source.id for source in library.sources().values()}
    for copy in sources.glob("*.txt"):
        held = folder / "added" / names[hashlib.sha256(copy.read_bytes()).hexdigest()] / "edition.txt"
        held.parent.mkdir(parents=True)
        held.write_text("\n".join(map(marked, copy.read_text(encoding="utf-8").splitlines())), encoding="utf-8")
    return folder


def marked(line: str) -> str:
    found = line.split()
    return " ".join([*found[: len(found) // 2], MARKER, *found[len(found) // 2 :]]) if found else ""


@pytest.mark.sources
@pytest.mark.parametrize("by", ["COURSEKIT_SOURCES", "XDG_DATA_HOME"])
def test_no_word_of_a_readers_copy_and_no_answer_comes_into_a_page(
    by: str, course_copy: Path, sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = small_course(course_copy, NOTEBOOK)
    copies = poisoned(tmp_path / "mine" / "coursekit" / "sources", sources)
    monkeypatch.delenv("COURSEKIT_SOURCES")
    monkeypatch.setenv(by, str(copies if by == "COURSEKIT_SOURCES" else tmp_path / "mine"))
    (top / "work").mkdir()
    answer = {"when": "2026-11-22T11:28:02+00:00", "question": "05.remainder", "version": "0", "answer": MARKER}
    (top / "work" / "answers.jsonl").write_text(f"{json.dumps(answer)}\n", encoding="utf-8")
    reader = subprocess.run([sys.executable, "-c", READ], cwd=top, capture_output=True, text=True, check=True)
    assert MARKER in reader.stdout, "the reader's copy shows nothing, so this test would find nothing"
    write_pages(tmp_path / "out", top)
    assert [name for name, content in all_of(tmp_path / "out").items() if MARKER.encode() in content] == []
    assert "Your answers nothing" in words(first(page(tmp_path / "out" / "lessons" / "01-small.html"), ".ck-work"))


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["# A\n\nB.", "1 / 0"], "lessons/01-small.ipynb, cell 2: fails with ZeroDivisionError: division by zero."),
        (["# A\n\nB.", "import os", "os._exit(1)"], "lessons/01-small.ipynb, cell 3: ends the kernel."),
        (["# A\n\nB.", "ck.term('soviet')"], "lessons/01-small.ipynb, cell 2: fails with NameError: name 'ck'"),
        (["Just a text."], "lessons/01-small.ipynb, cell 1: does not begin with a title"),
        (
            ["# A\n\nB.", "from matplotlib import pyplot\npyplot.plot([1, 2]);"],
            "lessons/01-small.ipynb, cell 2: shows a picture without words",
        ),
    ],
)
def test_a_lesson_that_cannot_be_shown_is_named(course_copy: Path, tmp_path: Path, cells: list[str], said: str) -> None:
    with pytest.raises(FileError, match=re.escape(said)):
        write_pages(tmp_path / "out", small_course(course_copy, cells))
    assert not (tmp_path / "out").exists()
