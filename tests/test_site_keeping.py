"""What keeps work in the browser edition, as far as it needs no browser: stamps, and what is put into a built site."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from coursekit.site.errors import SiteError
from coursekit.site.keeping import EXTENSION, install, stamp

LESSON = "lessons/01-a.ipynb"
NOTEBOOK: dict[str, Any] = {
    "cells": [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["# One\n", "two"]},
        {"cell_type": "code", "id": "b", "metadata": {}, "source": "1917", "outputs": [], "execution_count": None},
    ],
    "metadata": {"kernelspec": {"name": "python"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}
PAGE = '<head>\n<script id="jupyter-config-data" type="application/json">\n{}\n</script>\n</head>'


def cells_sum(notebook: dict[str, Any]) -> str:
    known: str = stamp(notebook, LESSON)["metadata"]["coursekit"]["sha256"]
    return known


def changed(change: Callable[[list[dict[str, Any]]], object]) -> dict[str, Any]:
    notebook = deepcopy(NOTEBOOK)
    change(notebook["cells"])
    return notebook


def test_stamp_says_what_a_notebook_is_and_leaves_the_notebook_alone() -> None:
    before = deepcopy(NOTEBOOK)
    known = stamp(NOTEBOOK, LESSON, "2.0")["metadata"]
    assert before == NOTEBOOK
    assert known["kernelspec"] == {"name": "python"}
    assert (known["coursekit"]["path"], known["coursekit"]["version"]) == (LESSON, "2.0")
    assert set(known["coursekit"]["cells"]) == {"a", "b"}


@pytest.mark.parametrize(
    "change",
    [
        lambda cells: cells[1].update(outputs=[{"output_type": "stream", "name": "stdout", "text": "1"}]),
        lambda cells: cells[1].update(execution_count=3),
        lambda cells: cells[0].update(source="# One\ntwo"),
        lambda cells: cells[0].update(metadata={"collapsed": True}),
    ],
    ids=["outputs", "count", "lines in one piece", "metadata"],
)
def test_stamp_stays_the_same_when_nothing_was_written(change: Callable[[list[dict[str, Any]]], object]) -> None:
    assert cells_sum(changed(change)) == cells_sum(NOTEBOOK)


@pytest.mark.parametrize(
    "change",
    [
        lambda cells: cells[0].update(source="# One\ntwo."),
        lambda cells: cells[1].update(cell_type="markdown"),
        lambda cells: cells.reverse(),
        lambda cells: cells.pop(),
        lambda cells: cells.append(cells[0]),
    ],
    ids=["source", "type", "order", "fewer", "more"],
)
def test_stamp_differs_when_something_was_written(change: Callable[[list[dict[str, Any]]], object]) -> None:
    assert cells_sum(changed(change)) != cells_sum(NOTEBOOK)


@pytest.fixture
def lite(tmp_path: Path) -> Path:
    """Make the least that JupyterLite builds, with a page beside it."""
    made = {
        "index.html": "<head></head>1917",
        "lessons/01-a.html": "<head></head>1917",
        "lite/lab/index.html": PAGE,
        "lite/service-worker.js": "self.theirs = true;",
        "lite/jupyter-lite.json": '{"jupyter-config-data": {"federated_extensions": [{"name": "anywidget"}]}}',
        "lite/files/data/datapackage.json": '{"name": "counting-october"}',
        f"lite/files/{LESSON}": json.dumps(stamp(NOTEBOOK, LESSON)),
    }
    for name, content in made.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path / "lite"


def contents(site: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_installing_twice_is_installing_once(lite: Path) -> None:
    install(lite)
    once = contents(lite.parent)
    install(lite)
    assert contents(lite.parent) == once
    assert (lite / "extensions" / EXTENSION / "static" / "drive-worker.js").read_text() == "self.theirs = true;"


def test_every_page_registers_the_worker_at_the_top_of_the_site(lite: Path) -> None:
    install(lite)
    assert '<script src="visiting.js" defer>' in (lite.parent / "index.html").read_text()
    assert '<script src="../visiting.js" defer>' in (lite.parent / "lessons" / "01-a.html").read_text()
    assert (lite.parent / "worker.js").read_text().startswith('self.course = "counting-october";\n')


def test_course_is_known_by_its_stamps(lite: Path) -> None:
    install(lite)
    course = json.loads((lite / "extensions" / EXTENSION / "static" / "course.json").read_text())
    assert course["notebooks"][LESSON]["sha256"] == cells_sum(NOTEBOOK)


def test_notebook_without_a_stamp_stops_the_build(lite: Path) -> None:
    (lite / "files" / LESSON).write_text(json.dumps(NOTEBOOK), encoding="utf-8")
    with pytest.raises(SiteError, match=r"01-a\.ipynb has no stamp"):
        install(lite)


def test_page_that_is_not_jupyterlites_stops_the_build(lite: Path) -> None:
    (lite / "lab" / "index.html").write_text("<head></head>", encoding="utf-8")
    with pytest.raises(SiteError, match="no jupyter-config-data"):
        install(lite)


def test_folder_without_a_built_jupyterlite_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match=r"datapackage\.json cannot be read"):
        install(tmp_path / "lite")
