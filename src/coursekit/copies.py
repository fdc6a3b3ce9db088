"""Where the reader's own copies of the works live, how they are put there whole, and how they are read back."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import platformdirs

from coursekit.course import find_copy, in_a_browser, work_folder

__all__ = [
    "Copy",
    "CopyError",
    "check_place",
    "digest",
    "folder",
    "held",
    "laid_by_hand",
    "name_for",
    "remove",
    "sweep",
    "write",
]

Origin = Literal["added", "fetched"]

_ORIGINS: tuple[Origin, ...] = ("added", "fetched")
_ASIDE = ".part"
_ABANDONED = 3600  # seconds after which nobody is still writing a file aside


class CopyError(RuntimeError):
    """A copy cannot be kept, read or removed; the message says where and what to do."""


@dataclass(frozen=True)
class Copy:
    """One file of text that the reader has of a work: a whole edition, or a part such as a chapter.

    Parameters
    ----------
    source : str
        Id of the work.
    origin : "added" or "fetched"
        Whether the reader brought it or it is a free public page.
    name : str
        Its name among the others of the work.
    """

    source: str
    origin: Origin
    name: str

    @property
    def path(self) -> Path:
        """The file."""
        return folder() / self.origin / self.source / f"{self.name}.txt"

    def text(self) -> str:
        """Read it.

        Raises
        ------
        CopyError
            If it cannot be read, or is no longer what was written.
        """
        try:
            return self.path.read_text(encoding="utf-8")
        except OSError as error:
            raise CopyError(f"{self.path} cannot be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise CopyError(
                f"{self.path} is not the text that was written there. Run: coursekit sources remove {self.source}; "
                "then add or fetch it again."
            ) from error


def folder() -> Path:
    """Name the folder of the reader's copies.

    Returns
    -------
    pathlib.Path
        The one that the environment variable `COURSEKIT_SOURCES` names; otherwise `coursekit/sources` where this
        system keeps a user's data. In a browser, which keeps nothing but the files beside the notebooks, it is
        `work/books` in the copy of the course. It need not exist yet.

    Examples
    --------
    >>> folder().is_absolute()
    True
    """
    named = os.environ.get("COURSEKIT_SOURCES")
    if named:
        return Path(named).expanduser().absolute()
    if in_a_browser():
        return work_folder() / "books"
    return platformdirs.user_data_path("coursekit", appauthor=False) / "sources"


def held(source: str) -> tuple[Copy, ...]:
    """List the copies of a work that were added or fetched.

    Parameters
    ----------
    source : str
        Id of the work.

    Returns
    -------
    tuple of Copy
        What the reader added first, then free pages, each by name. Files that lie at the top of the folder are not
        among them (see `laid_by_hand`).

    Examples
    --------
    >>> held("no-such-work")
    ()
    """
    return tuple(
        Copy(source, origin, path.stem)
        for origin in _ORIGINS
        for path in sorted((folder() / origin / source).glob("*.txt"))
    )


def laid_by_hand() -> tuple[Path, ...]:
    """List the text files that lie at the top of the folder, which no command put there.

    Examples
    --------
    >>> all(path.suffix == ".txt" for path in laid_by_hand())
    True
    """
    return tuple(sorted(folder().glob("*.txt")))


def digest(path: Path) -> str:
    """Give the SHA-256 of a file, read piece by piece.

    Raises
    ------
    CopyError
        If it cannot be read.

    Examples
    --------
    >>> digest(Path(__file__)) == hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    True
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise CopyError(f"{path} cannot be read: {error.strerror}. Mend or delete it.") from error


def name_for(file: str, content: bytes) -> str:
    """Name a copy after the reader's file and its content, so that one text added twice is one copy.

    Parameters
    ----------
    file : str
        The file's own name.
    content : bytes
        What the copy will hold.

    Returns
    -------
    str
        A name that every file system takes.

    Examples
    --------
    >>> name_for("Year One (1972).HTML", b"In October")
    'year-one-1972-cfeea8b2'
    """
    words = re.sub(r"[^a-z0-9]+", "-", Path(file).stem.lower()).strip("-")[:40] or "copy"
    return f"{words}-{hashlib.sha256(content).hexdigest()[:8]}"


def write(copy: Copy, content: bytes) -> bool:
    """Keep a copy: written aside, then renamed, so that there is a whole file or none.

    Parameters
    ----------
    copy : Copy
        What it is.
    content : bytes
        Its text in UTF-8.

    Returns
    -------
    bool
        False if the same content was there already.

    Raises
    ------
    CopyError
        If the folder lies inside a copy of the course, or cannot be written.
    """
    check_place()
    path = copy.path
    try:
        if path.is_file() and path.read_bytes() == content:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        _put(path, content)
    except OSError as error:
        raise CopyError(
            f"{path} cannot be written: {error.strerror or error}. Nothing was kept of it. Free some space, or name a "
            "folder you may write in with the environment variable COURSEKIT_SOURCES."
        ) from error
    return True


def check_place() -> None:
    """Make sure that the folder of copies lies in no copy of the course.

    Raises
    ------
    CopyError
        If it does.

    Examples
    --------
    >>> check_place()
    """
    top = find_copy(folder())
    if top is not None and not in_a_browser():  # nobody passes on a copy that only this browser sees
        raise CopyError(
            f"{folder()} is inside the copy of the course in {top}, where the works may not go: they would be passed "
            "on with it. Let COURSEKIT_SOURCES name a folder outside it, or unset it."
        )


def _put(path: Path, content: bytes) -> None:
    handle, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=_ASIDE)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())  # else a power cut could leave the new name on an empty file
        os.replace(aside, path)  # noqa: PTH105 - Path.replace would hide the call that tests make fail
    except BaseException:
        with suppress(OSError):
            Path(aside).unlink()
        raise


def remove(copy: Copy) -> None:
    """Delete a copy, and its folder when it was the last in it.

    Parameters
    ----------
    copy : Copy
        One of `held`.

    Raises
    ------
    CopyError
        If it cannot be deleted.
    """
    try:
        copy.path.unlink(missing_ok=True)
    except OSError as error:
        raise CopyError(f"{copy.path} cannot be deleted: {error.strerror}. Delete it by hand.") from error
    with suppress(OSError):  # other copies are still in it, which is no fault
        copy.path.parent.rmdir()


def sweep() -> tuple[Path, ...]:
    """Delete what a killed command left aside, unless it may still be writing.

    Returns
    -------
    tuple of pathlib.Path
        What was deleted.

    Examples
    --------
    >>> sweep()
    ()
    """
    swept = []
    for path in _left_aside():
        with suppress(OSError):  # the command that wrote it has just renamed it
            if time.time() - path.stat().st_mtime > _ABANDONED:
                path.unlink()
                swept.append(path)
    return tuple(swept)


def _left_aside() -> Iterator[Path]:
    for origin in _ORIGINS:
        yield from sorted((folder() / origin).glob(f"*/.*{_ASIDE}"))
