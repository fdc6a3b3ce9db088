"""The answer log as bytes: how a line is put on the disk for good, and how the file is cut into lines again.

The course writes UTF-8. A file that an editor saved as UTF-16, which it says in its first two bytes, is read as that
and gets its new lines in it too: in two encodings at once, nobody could open it any more.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from coursekit.course import in_a_browser
from coursekit.work.answer_lines import LONGEST_LINE, Answer, Damage, read_line

__all__ = ["Line", "answer_in", "append", "encoding_of", "lines", "open_ordinary"]

_ENCODINGS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_CANNOT_SYNC = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}
# JupyterLite's drive writes back, when it is closed, whatever was opened with a flag besides plain reading.
_UNWAITING = 0 if in_a_browser() else getattr(os, "O_NONBLOCK", 0)
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | _UNWAITING
_APPEND = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file: where it starts, how long it is with its end, its first bytes, and whether it ends."""

    start: int
    length: int
    content: bytes
    ended: bool = True


def open_ordinary(path: Path) -> BinaryIO:
    """Open a file that a student may have put there, to read it.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Returns
    -------
    file
        At its beginning, in binary. It never waits, as a pipe in its place would.

    Raises
    ------
    OSError
        If it cannot be opened, or is no ordinary file.
    """
    return os.fdopen(_ordinary(os.open(path, _READ)), "rb")


def encoding_of(file: BinaryIO) -> str:
    r"""Name the encoding of a log, by its first two bytes.

    Examples
    --------
    >>> from io import BytesIO
    >>> encoding_of(BytesIO("62".encode("utf-16-le"))), encoding_of(BytesIO(b"\xff\xfe6\x002\x00"))
    ('utf-8', 'utf-16-le')
    """
    file.seek(0)
    return _ENCODINGS.get(file.read(2), "utf-8")


def lines(file: BinaryIO, encoding: str, start: int = 0) -> Iterator[Line]:
    r"""Cut a log into lines, holding one of them at a time.

    Parameters
    ----------
    file : file
        The log, in binary.
    encoding : str
        As `encoding_of` names it.
    start : int, optional
        Where a line begins, in bytes.

    Yields
    ------
    Line
        Each line to its end, or to the end of the file, where somebody may still be writing it. Of one that is too long
        only the beginning is held.

    Examples
    --------
    >>> from io import BytesIO
    >>> [line.content for line in lines(BytesIO(b"one\ntwo"), "utf-8")]
    [b'one\n', b'two']
    """
    file.seek(start)
    end, ended = "\n".encode(encoding), True
    while ended and (line := _next(file, start, end)).length:
        yield line
        start, ended = start + line.length, line.ended


def _next(file: BinaryIO, start: int, end: bytes) -> Line:
    most = LONGEST_LINE * len(end) + 1
    kept, tail, length = b"", b"", 0
    while piece := file.readline(most):
        if end == b"\n\0" and (length + len(piece)) % 2:
            piece += file.read(1)  # the line feed is the first byte of its two
        length += len(piece)
        kept, tail = kept + piece[: max(0, most - len(kept))], (tail + piece)[-len(end) :]
        if tail == end and length % len(end) == 0:
            return Line(start, length, kept)
    return Line(start, length, kept, ended=False)


def answer_in(line: Line, number: int, encoding: str) -> Answer | Damage | None:
    r"""Read the answer that a line holds.

    Parameters
    ----------
    line : Line
        The line.
    number : int
        Which one it is, from 1.
    encoding : str
        As `encoding_of` names it.

    Returns
    -------
    Answer, Damage or None
        What it says, or why it cannot be read; None if it is blank.

    Examples
    --------
    >>> answer_in(Line(0, 4, b"\xff62\n"), 1, "utf-8")
    Damage(line=1, reason='is in another encoding than the rest')
    """
    if line.length > LONGEST_LINE * len("\n".encode(encoding)):
        return Damage(number, "is too long to be an answer")
    try:
        text = line.content.decode(encoding).strip("\ufeff \t\r\n")
    except UnicodeDecodeError:
        return Damage(number, "is in another encoding than the rest")
    return read_line(number, text) if text else None


def append(path: Path, content: Iterable[bytes]) -> None:
    """Put lines at the end of a log, each in one piece, whoever else is writing there.

    When this returns they are on the disk, where the platform can promise that. A line cut short by a full disk or a
    crash is closed off by the next one.

    Parameters
    ----------
    path : pathlib.Path
        The file; made with its folder if it is not there.
    content : iterable of bytes
        Lines in UTF-8, each with its line feed.

    Raises
    ------
    OSError
        If the file is not an ordinary one, or cannot be written to its end.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    new = not path.exists()
    descriptor = os.open(path, _APPEND, 0o644)
    try:
        _ordinary_or_raise(descriptor)
        for line in content:
            _write(descriptor, line)
        _sync(descriptor)
    finally:
        os.close(descriptor)
    if new:
        _sync_folder(path.parent)


def _ordinary(descriptor: int) -> int:
    try:
        _ordinary_or_raise(descriptor)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _ordinary_or_raise(descriptor: int) -> None:
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "what lies there is no ordinary file")


def _write(descriptor: int, line: bytes) -> None:
    encoding = _ENCODINGS.get(_bytes_at(descriptor, 0, 2), "utf-8")
    whole = _closing(descriptor, encoding) + line.decode("utf-8").encode(encoding)
    if os.write(descriptor, whole) < len(whole):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _closing(descriptor: int, encoding: str) -> bytes:
    """Give what ends the last line, if something cut it short."""
    end, size = "\n".encode(encoding), os.fstat(descriptor).st_size
    half = b"\0" * (size % len(end))
    whole = not half and (size == 0 or _bytes_at(descriptor, max(0, size - len(end)), len(end)) == end)
    return b"" if whole else half + end


def _bytes_at(descriptor: int, start: int, count: int) -> bytes:
    os.lseek(descriptor, start, os.SEEK_SET)
    return os.read(descriptor, count)


def _sync(descriptor: int) -> None:
    if not hasattr(os, "fsync"):
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC:
            raise


def _sync_folder(folder: Path) -> None:
    """Have the name of a new file on the disk too, where a folder can be opened for that."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    with suppress(OSError):  # the file itself is safe, and not every file system knows how to do this
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            _sync(descriptor)
        finally:
            os.close(descriptor)
