"""A fresh copy of a lesson's notebook, with the old one set aside and the answers kept. For the command line only."""

from __future__ import annotations

import shutil
import subprocess
from datetime import datetime
from pathlib import Path

from coursekit import course
from coursekit.errors import UnknownNameError
from coursekit.work.whole_files import put

__all__ = ["StartAgainError", "notebooks", "start_again"]


class StartAgainError(RuntimeError):
    """A lesson cannot be started again; nothing was changed, and the message says what to do."""


def notebooks(top: Path) -> dict[str, Path]:
    """List the notebooks that can be started again.

    Parameters
    ----------
    top : pathlib.Path
        The copy of the course.

    Returns
    -------
    dict of str to pathlib.Path
        By number for a lesson (`05`), by `exercises/05` for its exercises; paths from the top.

    Examples
    --------
    >>> notebooks(course.content())["05"].as_posix()
    'lessons/05-preparliament.ipynb'
    """
    pristine = {path for folder in (top, course.content()) for path in _in(folder)}
    return {
        (path.name[:2] if path.parent.name == "lessons" else f"{path.parent.name}/{path.name[:2]}"): path
        for path in sorted(pristine)
    }


def _in(top: Path) -> list[Path]:
    return [
        path.relative_to(top) for name in ("lessons", "exercises") for path in (top / name).glob("[0-9][0-9]-*.ipynb")
    ]


def start_again(top: Path, name: str) -> tuple[Path, Path | None]:
    """Put a fresh copy of a notebook in its place. Answers are not touched: they are in the log.

    Parameters
    ----------
    top : pathlib.Path
        The copy of the course.
    name : str
        One of `notebooks`, or the whole path of a notebook from the top.

    Returns
    -------
    tuple of (pathlib.Path, pathlib.Path or None)
        The notebook, and where the old one was set aside; None if there was none, or it was fresh already.

    Raises
    ------
    StartAgainError
        If no fresh copy can be had, or the disk does not take it.
    UnknownNameError
        If there is no such notebook; the message lists the near names.
    """
    known = notebooks(top)
    named = {str(path.with_suffix("").as_posix()): path for path in known.values()} | known
    asked = name.removesuffix(".ipynb").removeprefix("./")
    if asked.zfill(2) not in named:
        raise UnknownNameError("notebook", name, known)
    notebook = named[asked.zfill(2)]
    fresh = _fresh(top, notebook)
    try:
        aside = _set_aside(top, notebook, fresh)
        put(top / notebook, fresh)
    except OSError as error:
        raise StartAgainError(
            f"{notebook.as_posix()} was left as it is: {error.strerror or error}. Make room on the disk, or see that "
            "you may write in the folder of the course, and try again."
        ) from error
    return top / notebook, aside


def _set_aside(top: Path, notebook: Path, fresh: bytes) -> Path | None:
    old = top / notebook
    if not old.is_file() or (content := old.read_bytes()) == fresh:
        return None
    stem = f"{notebook.stem}-{datetime.now().astimezone():%Y-%m-%d-%H%M%S}"
    prefix = "" if notebook.parent.name == "lessons" else f"{notebook.parent.name}-"
    aside = top / "work" / "earlier" / f"{prefix}{stem}.ipynb"
    number = 1
    while aside.exists():
        number += 1
        aside = aside.with_name(f"{prefix}{stem}-{number}.ipynb")
    put(aside, content)
    return aside


def _fresh(top: Path, notebook: Path) -> bytes:
    """Get the notebook as the course ships it: from the history of the copy, or from the installed course.

    Where a class fetches the course by a link, the student's changes are in the history of the copy itself, so what it
    was fetched from is asked first.
    """
    git = shutil.which("git")
    for version in ("@{upstream}", "HEAD") if git else ():
        command = [str(git), "-C", str(top), "show", f"{version}:./{notebook.as_posix()}"]
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603  # a path from a list of ours
        if done.returncode == 0:
            return done.stdout
    packaged = course.content() / notebook
    if course.content() != top and packaged.is_file():
        return packaged.read_bytes()
    raise StartAgainError(
        f"There is no fresh copy of {notebook.as_posix()}: this folder has no history that git can read. Download the "
        "course again into another folder and copy the notebook from there. Your answers are kept either way."
    )
