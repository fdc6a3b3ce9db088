"""Lessons that have been run: each in a kernel of its own, in a copy of the course without anybody's work or books."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from traitlets.config import Config

from coursekit import notebooks
from coursekit.errors import FileError, Problem
from coursekit.notebooks import Notebook

__all__ = ["run_notebooks"]

_PATIENCE = 300  # seconds that one cell may take
_COURSE = "counting-october"
_COPIES = Path("coursekit", "sources")
_CONFIG = Config({"KernelManager": {"transport_encryption": "auto"}})
# One expression, so that a lesson that forgets an import fails here as it would for its reader.
_READ_FROM = "__import__('coursekit.course').course.read_from(__import__('pathlib').Path({!r}))"


def run_notebooks(files: Sequence[str], top: Path) -> dict[str, Notebook]:
    """Run notebooks of a course from top to bottom.

    What comes out can be published: the kernels find no answers of a reader and none of the reader's copies of the
    works, whatever is on this machine, so no sentence of a work can be in it.

    Parameters
    ----------
    files : sequence of str
        The notebooks, from the top of the course.
    top : pathlib.Path
        The top of the course; nothing is written there.

    Returns
    -------
    dict of str to dict
        By file, the notebook with its outputs. The folders it ran in are named from a folder above the course.

    Raises
    ------
    FileError
        If one cannot be read, or a cell fails, takes too long or ends its kernel; every such notebook is named.
    """
    parsed = {file: notebooks.parse((top / file).read_text(encoding="utf-8"), file) for file in files}
    with TemporaryDirectory(prefix="coursekit-site-") as name:
        here = Path(name).resolve()
        _lay_out(top, here)
        done = asyncio.run(_run_all(parsed, top, here))
    problems = [outcome for outcome in done if isinstance(outcome, Problem)]
    if problems:
        raise FileError(problems)
    return {file: outcome for file, outcome in zip(files, done, strict=True) if not isinstance(outcome, Problem)}


def _lay_out(top: Path, here: Path) -> None:
    for folder in ("data", "lessons", "exercises"):
        if (top / folder).is_dir():
            shutil.copytree(top / folder, here / _COURSE / folder)
    (here / _COPIES).mkdir(parents=True)


async def _run_all(parsed: Mapping[str, Notebook], top: Path, here: Path) -> list[Notebook | Problem]:
    free = asyncio.Semaphore(os.cpu_count() or 1)

    async def in_turn(file: str, notebook: Notebook) -> Notebook | Problem:
        async with free:
            return await _run(file, notebook, top, here)

    return list(await asyncio.gather(*(in_turn(file, notebook) for file, notebook in parsed.items())))


async def _run(file: str, notebook: Notebook, top: Path, here: Path) -> Notebook | Problem:
    opened = nbformat.reads(notebooks.dump({**notebook, "metadata": notebooks.METADATA}), as_version=4)
    opened.cells.insert(0, nbformat.v4.new_code_cell(_READ_FROM.format(str(top.resolve()))))
    begun = [0]
    client = NotebookClient(
        opened,
        timeout=_PATIENCE,
        kernel_name="python3",
        resources={"metadata": {"path": str((here / _COURSE / file).parent)}},
        record_timing=False,
        store_widget_state=False,
        config=_CONFIG,
        # The place of a cell counts the one put in before the first, so it is the number a reader gives the cell.
        on_cell_execute=lambda cell, cell_index: begun.append(cell_index),  # noqa: ARG005 - named by nbclient
    )
    try:
        await client.async_execute(env=_environment(here))
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        return Problem(file, f"cell {begun[-1]}", "", f"{_said(error)} Open the notebook and run it to see more.")
    del opened.cells[0]
    return _without_places(opened, here)


def _environment(here: Path) -> dict[str, str]:
    own = {"COURSEKIT_SOURCES": str(here / _COPIES), "IPYTHONDIR": str(here / "ipython")}
    return {**os.environ, **own}


def _said(error: Exception) -> str:
    if isinstance(error, CellExecutionError):
        return f"fails with {error.ename}: {error.evalue}."
    return "takes too long." if isinstance(error, CellTimeoutError) else "ends the kernel."


def _without_places(opened: Any, here: Path) -> Notebook:  # noqa: ANN401 - nbformat does not say what it gives
    """Name folders from the one above the course: where that lay is of this machine and of this run."""
    text = json.dumps(opened)
    plain: Notebook = json.loads(text.replace(json.dumps(f"{here}{os.sep}")[1:-1], ""))
    return plain
