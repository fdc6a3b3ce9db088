"""A notebook of the tests' own, opened in JupyterLab once for all the tests of a module."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
from playwright.sync_api import Browser

from browser import Lesson
from serving import serving

__all__ = ["TESTS", "notebook", "opened"]

TESTS = Path(__file__).parent
NAME = "lessons/shown.ipynb"


def notebook(cells: Sequence[str], kernel: str = "python3") -> Any:  # noqa: ANN401 - as nbformat has it
    """Write a notebook of code cells."""
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source.strip()) for source in cells])
    book.metadata.kernelspec = {"name": kernel, "display_name": kernel, "language": "python"}
    return book


@contextmanager
def opened(browser: Browser, top: Path, book: Any) -> Iterator[Lesson]:  # noqa: ANN401
    """Start JupyterLab on a folder that holds one notebook, and give a page to open it in; end both afterwards."""
    for part in ("data", "lessons"):
        (top / part).mkdir(parents=True)
    (top / "data" / "datapackage.json").touch()  # by which `coursekit lab` knows a copy of the course
    nbformat.write(book, top / NAME)
    with (
        serving(top, home=top / "home") as lab,
        browser.new_context(viewport={"width": 1280, "height": 900}) as context,
    ):
        yield Lesson(context.new_page(), lab)
