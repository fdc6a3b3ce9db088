"""Where the course's files are: inside the wheel, in a checkout, and beside the reader's notebooks."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

__all__ = ["CourseNotFoundError", "content", "find_copy", "in_a_browser", "read_from", "work_folder"]

_PACKAGE = Path(__file__).resolve().parent
_MARK = Path("data", "datapackage.json")


class CourseNotFoundError(FileNotFoundError):
    """The course's own files, or a copy of the course to work in, are not where they should be."""


_chosen: list[Path] = []


@cache
def content() -> Path:
    """Find the folder that holds the `data` and `exercises` the library reads.

    An installed wheel carries them inside the package; an editable checkout keeps them at its top level.

    Returns
    -------
    pathlib.Path
        The folder.

    Raises
    ------
    CourseNotFoundError
        If neither place holds a data package.

    Examples
    --------
    >>> (content() / "data" / "datapackage.json").is_file()
    True
    """
    for folder in (*_chosen, _PACKAGE / "course", _PACKAGE.parents[1]):
        if (folder / _MARK).is_file():
            return folder
    raise CourseNotFoundError(
        f"coursekit: no {_MARK.as_posix()} in {_PACKAGE / 'course'} or {_PACKAGE.parents[1]}. Install coursekit again."
    )


def read_from(folder: Path) -> None:
    """Have the library read another folder in place of the installed course's.

    What has been read already is kept, so this is for a process that has read nothing yet and reads no other course
    afterwards, as a command does.

    Parameters
    ----------
    folder : pathlib.Path
        The top of a copy of the course.

    Examples
    --------
    >>> top = content()
    >>> read_from(top)
    >>> content() == top
    True
    """
    _chosen[:] = [folder]
    content.cache_clear()


def find_copy(start: Path | None = None) -> Path | None:
    """Find the copy of the course that a folder lies in.

    Parameters
    ----------
    start : pathlib.Path, optional
        Where to begin; the current folder if not given. Its parents are searched upwards.

    Returns
    -------
    pathlib.Path or None
        The folder with `lessons` and `data` in it, or None.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as empty:
    ...     find_copy(Path(empty)) is None
    True
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / _MARK).is_file() and (folder / "lessons").is_dir():
            return folder
    return None


def in_a_browser() -> bool:
    """Tell whether Python runs in a browser: there is no terminal then, and files are those of the browser.

    Examples
    --------
    >>> in_a_browser() == (sys.platform == "emscripten")
    True
    """
    return sys.platform == "emscripten"


def work_folder(start: Path | None = None) -> Path:
    """Name the folder a reader's own work is kept in.

    Parameters
    ----------
    start : pathlib.Path, optional
        Where to begin; the current folder if not given.

    Returns
    -------
    pathlib.Path
        `work` at the top of the copy of the course, or in the folder itself where there is no copy around it.
        The folder need not exist yet.

    Examples
    --------
    >>> work_folder().name
    'work'
    """
    return (find_copy(start) or (start or Path.cwd()).resolve()) / "work"
