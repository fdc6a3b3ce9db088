"""Notebooks: the form they are kept in, what they are made from, and that each runs from top to bottom."""

from __future__ import annotations

import json
import os
import re
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from coursekit import build, notebooks
from coursekit.errors import FileError

ROOT = Path(__file__).resolve().parents[1]
FOUND = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("lessons", "exercises", "solutions")
    for path in (ROOT / folder).glob("*.ipynb")
)

ONLY_THIS_MACHINE = '''
"""Refuse every connection but those to this machine: a notebook of the course needs no network."""

import socket

connect, getaddrinfo = socket.socket.connect, socket.getaddrinfo
HERE = ("127.0.0.1", "localhost", "::1")


def connect_here(self, address):
    if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in HERE:
        raise OSError(f"a notebook asked for {address[0]}")
    return connect(self, address)


def look_up_here(host, *rest, **options):
    if host not in (None, "", *HERE):
        raise OSError(f"a notebook asked for {host}")
    return getaddrinfo(host, *rest, **options)


socket.socket.connect, socket.getaddrinfo = connect_here, look_up_here
'''


def code(source: str, **rest: object) -> notebooks.Notebook:
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": None, **rest}


def ids(notebook: notebooks.Notebook) -> list[str]:
    return [cell["id"] for cell in notebook["cells"]]


def test_notebooks_are_found() -> None:
    assert "lessons/00-start-here.ipynb" in FOUND


def test_generated_files_are_not_stale() -> None:
    assert build.stale(ROOT) == []


@pytest.mark.parametrize("file", FOUND)
def test_notebook_is_valid(file: str) -> None:
    nbformat.validate(nbformat.read(ROOT / file, as_version=4))


@pytest.mark.parametrize("file", FOUND)
def test_notebook_has_no_outputs_and_stable_ids(file: str) -> None:
    notebook = json.loads((ROOT / file).read_text(encoding="utf-8"))
    slug = Path(file).stem
    assert all(re.fullmatch(rf"{slug}-[1-9]\d*", name) for name in ids(notebook))
    assert all(cell.get("outputs", []) == [] and cell.get("execution_count") is None for cell in notebook["cells"])


@pytest.mark.parametrize("file", FOUND)
def test_headings_begin_with_one_h1_and_skip_no_level(file: str) -> None:
    levels = [len(marks) for marks in headings(json.loads((ROOT / file).read_text(encoding="utf-8")))]
    assert levels[:1] == [1]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def headings(notebook: notebooks.Notebook) -> list[str]:
    texts = ("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    unfenced = (re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL) for text in texts)
    return [marks for text in unfenced for marks in re.findall(r"^(#{1,6}) ", text, flags=re.MULTILINE)]


@pytest.mark.sources
@pytest.mark.parametrize("file", [file for file in FOUND if file.startswith("lessons")])
def test_lesson_runs_with_the_readers_copies(file: str, course_copy: Path, tmp_path: Path, sources: Path) -> None:
    run_offline(file, course_copy, tmp_path, {"COURSEKIT_SOURCES": str(sources)})


@pytest.mark.parametrize("file", FOUND)
def test_notebook_runs_from_a_clean_kernel(file: str, course_copy: Path, tmp_path: Path) -> None:
    none = tmp_path / "no copies"
    none.mkdir()
    run_offline(file, course_copy, tmp_path, {"COURSEKIT_SOURCES": str(none)})


def run_offline(file: str, course_copy: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    fence = tmp_path / "fence"
    fence.mkdir()
    (fence / "sitecustomize.py").write_text(ONLY_THIS_MACHINE, encoding="utf-8")
    path = course_copy / file
    notebook = nbformat.read(path, as_version=4)
    run(notebook, path.parent, {"PYTHONPATH": str(fence), **environment})
    shown = [text for cell in notebook.cells for text in texts_of(cell)]
    assert not [text for text in shown if "Traceback (most recent call last)" in text]


def run(notebook: nbformat.NotebookNode, folder: Path, environment: dict[str, str]) -> None:
    client = NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(folder)}}, record_timing=False
    )
    client.execute(env={**os.environ, **environment})


def texts_of(cell: nbformat.NotebookNode) -> list[str]:
    outputs = cell.get("outputs", [])
    streams = [output.text for output in outputs if output.output_type == "stream"]
    return streams + [str(text) for output in outputs for text in output.get("data", {}).values()]


def test_a_notebook_that_asks_the_network_fails(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(ONLY_THIS_MACHINE, encoding="utf-8")
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell("import urllib.request as u; u.urlopen('http://example.invalid')")]
    )
    with pytest.raises(CellExecutionError, match=r"a notebook asked for example\.invalid"):
        run(notebook, tmp_path, {"PYTHONPATH": str(tmp_path)})


def test_what_a_machine_adds_is_dropped() -> None:
    saved = code(
        "1 + 1\n\n", outputs=[{}], execution_count=3, metadata={"scrolled": True, "tags": ["solution"]}, id="ab"
    )
    kept = notebooks.canonical({"cells": [saved], "metadata": {"widgets": {}}}, "05-x")
    assert kept["cells"] == [code(["1 + 1"], metadata={"tags": ["solution"]}, id="05-x-1")]  # type: ignore[arg-type]
    assert set(kept["metadata"]) == {"kernelspec", "language_info"}


def test_a_cell_put_in_changes_no_other_id() -> None:
    before = notebooks.canonical({"cells": [code("a"), code("b")]}, "05-x")
    inserted = {"cells": [before["cells"][0], code("new", id="f3a9"), before["cells"][1]]}
    assert ids(notebooks.canonical(inserted, "05-x")) == ["05-x-1", "05-x-3", "05-x-2"]


def test_a_copied_cell_gets_an_id_of_its_own() -> None:
    twice = {"cells": [code("a", id="05-x-4"), code("a", id="05-x-4")]}
    assert ids(notebooks.canonical(twice, "05-x")) == ["05-x-4", "05-x-5"]


CELLS = st.fixed_dictionaries(
    {
        "cell_type": st.sampled_from(["code", "markdown"]),
        "source": st.text(st.sampled_from("ab#`é \n\t"), max_size=20),
        "metadata": st.fixed_dictionaries({}, optional={"tags": st.just(["solution"]), "collapsed": st.booleans()}),
    },
    optional={"id": st.sampled_from(["05-x-1", "05-x-2", "05-x-02", "06-y-1", "9c1f"])},
)


@given(st.lists(CELLS, max_size=6))
def test_canonical_form_is_valid_and_its_own(cells: list[notebooks.Notebook]) -> None:
    once = notebooks.canonical({"cells": cells}, "05-x")
    text = notebooks.dump(once)
    assert notebooks.canonical(notebooks.parse(f'{text[:-2]},\n "x": 0}}', "x"), "05-x") == once
    nbformat.validate(nbformat.reads(text, as_version=4))
    assert nbformat.writes(nbformat.reads(text, as_version=4)) + "\n" == text


@given(st.lists(CELLS, max_size=6))
def test_exercise_edition_keeps_the_rest_as_it_is(cells: list[notebooks.Notebook]) -> None:
    solution = notebooks.canonical({"cells": cells}, "05-x")
    edition = notebooks.exercise_edition(solution)
    assert edition["cells"] == [cell for cell in solution["cells"] if "tags" not in cell["metadata"]]
    assert notebooks.canonical(edition, "05-x") == edition


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "x.ipynb, line 1: not JSON"),
        ("[]", "x.ipynb: not a notebook of format 4"),
        (
            json.dumps({"nbformat": 4, "cells": [code("", metadata={"tags": ["soluton"]})]}),
            "x.ipynb, cell 1, tags: the tag 'soluton' does nothing. Did you mean 'solution'?",
        ),
        (
            json.dumps({"nbformat": 4, "cells": [code("", cell_type="heading")]}),
            "x.ipynb, cell 1, cell_type: no such kind 'heading'",
        ),
    ],
)
def test_bad_notebook_is_named_with_the_place(text: str, said: str) -> None:
    with pytest.raises(FileError, match=re.escape(said)):
        notebooks.parse(text, "x.ipynb")


def test_exercise_without_a_source_is_named(tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "07-lost.ipynb").write_text("{}", encoding="utf-8")
    with pytest.raises(FileError, match=r"exercises/07-lost\.ipynb: made from no notebook in solutions/"):
        build.write(tmp_path)


def test_nothing_is_written_when_one_notebook_is_bad(tmp_path: Path) -> None:
    for folder, text in (("lessons", '{"nbformat": 4, "cells": []}'), ("solutions", "{")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "05-x.ipynb").write_text(text, encoding="utf-8")
    with pytest.raises(FileError):
        build.write(tmp_path)
    assert (tmp_path / "lessons" / "05-x.ipynb").read_text(encoding="utf-8") == '{"nbformat": 4, "cells": []}'
