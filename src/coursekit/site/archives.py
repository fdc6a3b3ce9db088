"""Files of a folder or an archive that may come from anywhere, read by name and never unpacked as a whole."""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from coursekit.site.errors import SiteError

__all__ = ["Files", "files_of"]

LARGEST = 64_000_000
"""Bytes of one file. The largest the course takes has 10 million."""
LONGEST = 4_000_000_000
"""Bytes of a whole archive when unpacked; that of Pyodide 314 has a tenth of it."""

_TAR = (".tar.bz2", ".tar.gz", ".tgz")


class Files(Protocol):
    """Files that lie together in one folder, wherever that is."""

    def read(self, names: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """Give those of the named files that are there, in whatever order is quickest."""


def files_of(place: Path, beside: str) -> Files:
    """Open a folder or an archive at the folder in it that holds a certain file.

    Parameters
    ----------
    place : pathlib.Path
        A folder, or an archive: `.tar.bz2`, `.tar.gz`, `.tgz` or `.zip`.
    beside : str
        The file by which the folder inside is known.

    Returns
    -------
    Files
        Reads the files of that folder.

    Raises
    ------
    SiteError
        If it is neither, cannot be read, names files outside itself, or does not hold that file.
    """
    if not place.exists():
        raise SiteError(f"{place} is not there. Give the folder or the archive of a Pyodide distribution.")
    if place.is_dir():
        return _Folder(_folder_with(place, beside))
    if place.name.endswith(_TAR):
        return _Tar(place, beside)
    if place.suffix == ".zip":
        return _Zip(place, beside)
    raise SiteError(f"{place} is neither a folder nor an archive. Give a folder, or one of {', '.join(_TAR)}, .zip.")


def _folder_with(place: Path, beside: str) -> Path:
    for folder in (place, place / "pyodide"):
        if (folder / beside).is_file():
            return folder
    raise SiteError(f"{place} holds no {beside}. Give the folder that an official Pyodide archive unpacks to.")


class _Folder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, names: Collection[str]) -> Iterator[tuple[str, bytes]]:
        for name in sorted(names):
            path = self._folder / name
            if path.is_file():
                _check_size(path.stat().st_size, name, self._folder)
                yield name, path.read_bytes()


class _Tar:
    def __init__(self, archive: Path, beside: str) -> None:
        self._archive = archive
        with _said(archive), tarfile.open(archive) as tar:
            names = (member.name for member in _members(tar, archive))
            self._folder = _place_of(names, beside, archive)

    def read(self, names: Collection[str]) -> Iterator[tuple[str, bytes]]:
        wanted = {(self._folder / name).as_posix(): name for name in names}
        with _said(self._archive), tarfile.open(self._archive) as tar:
            for member in _members(tar, self._archive):
                content = tar.extractfile(member) if member.name.removeprefix("./") in wanted else None
                if content is not None:
                    name = wanted[member.name.removeprefix("./")]
                    _check_size(member.size, name, self._archive)
                    yield name, content.read()


class _Zip:
    def __init__(self, archive: Path, beside: str) -> None:
        self._archive = archive
        with _said(archive), zipfile.ZipFile(archive) as held:
            names = [_inside(name, archive) for name in held.namelist()]
            self._folder = _place_of(iter(names), beside, archive)

    def read(self, names: Collection[str]) -> Iterator[tuple[str, bytes]]:
        with _said(self._archive), zipfile.ZipFile(self._archive) as held:
            there = set(held.namelist())
            for name in sorted(names):
                inside = (self._folder / name).as_posix()
                if inside in there:
                    with held.open(inside) as content:
                        yield name, _read(content, name, self._archive)


def _members(tar: tarfile.TarFile, archive: Path) -> Iterator[tarfile.TarInfo]:
    """Give the plain files of a tar archive; links and devices in it are nobody's business."""
    for member in tar:
        if member.offset_data + member.size > LONGEST:
            raise SiteError(f"{archive} unpacks to more than {LONGEST / 1e9:.0f} GB. Give an official distribution.")
        _inside(member.name, archive)
        if member.isfile():
            yield member


def _inside(name: str, archive: Path) -> str:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name:
        raise SiteError(f"{archive}: {name!r} lies outside the archive. Do not use it; fetch the official one.")
    return name


def _place_of(names: Iterator[str], beside: str, archive: Path) -> PurePosixPath:
    """Find the folder at the top of an archive that holds a file, or the top itself."""
    for name in names:
        path = PurePosixPath(name)
        if path.name == beside and len(path.parts) <= 2:
            return path.parent
    raise SiteError(f"{archive} holds no {beside}. Give an official Pyodide distribution.")


def _read(content: IO[bytes], name: str, place: Path) -> bytes:
    data = content.read(LARGEST + 1)
    _check_size(len(data), name, place)
    return data


def _check_size(size: int, name: str, place: Path) -> None:
    if size > LARGEST:
        raise SiteError(f"{place}: {name} has more than {LARGEST // 1_000_000} MB. Give an official distribution.")


@contextmanager
def _said(archive: Path) -> Iterator[None]:
    try:
        yield
    except (tarfile.TarError, zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        if isinstance(error, SiteError):
            raise
        raise SiteError(f"{archive} cannot be read as an archive ({error}). Fetch it again.") from None
