"""Files that are there whole or not at all: written aside, on the disk, and only then given their name."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

__all__ = ["put"]


def put(path: Path, content: bytes) -> None:
    """Write a file, in the place of one that may be there.

    Parameters
    ----------
    path : pathlib.Path
        The file; its folder is made if it is not there.
    content : bytes
        What it holds.

    Raises
    ------
    OSError
        If it cannot be written; whatever was there before is there still.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     put(Path(folder) / "work" / "page.html", b"62")
    ...     (Path(folder) / "work" / "page.html").read_bytes()
    b'62'
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            with suppress(OSError):  # a file system that cannot promise it still has the file
                os.fsync(file.fileno())
        Path(aside).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(aside).unlink()
        raise
