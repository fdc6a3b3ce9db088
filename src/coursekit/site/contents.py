"""The files a reader works with in the browser: the notebooks, and what makes their folder a copy of the course."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from coursekit.notebooks import dump, parse
from coursekit.site.keeping import stamp

__all__ = ["FOLDERS", "KERNEL", "MARK", "write_contents"]

FOLDERS = ("lessons", "exercises")
KERNEL = {"display_name": "Python (Pyodide)", "language": "python", "name": "python"}
"""The kernel of JupyterLite. Under another name it would ask the reader to choose one."""
MARK = Path("data", "datapackage.json")
"""By this the library knows a copy of the course, and keeps answers in `work` at its top."""


def write_contents(top: Path, into: Path) -> None:
    """Write the notebooks as JupyterLite needs them.

    Parameters
    ----------
    top : pathlib.Path
        The top of a copy of the course.
    into : pathlib.Path
        The folder that becomes the top of the reader's files.

    Raises
    ------
    coursekit.errors.FileError
        If a notebook is none.
    """
    for folder in FOLDERS:
        (into / folder).mkdir(parents=True)
        for path in sorted((top / folder).glob("*.ipynb")):
            name = f"{folder}/{path.name}"
            (into / name).write_text(_edition(path, name), encoding="utf-8", newline="\n")
    (into / MARK).parent.mkdir()
    shutil.copyfile(top / MARK, into / MARK)


def _edition(path: Path, name: str) -> str:
    notebook: dict[str, Any] = parse(path.read_text(encoding="utf-8"), name)
    return dump(stamp({**notebook, "metadata": {**notebook["metadata"], "kernelspec": KERNEL}}, name))
