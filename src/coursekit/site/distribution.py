"""An official Pyodide distribution: where it is, what it holds, and its files, each checked against its lock."""

from __future__ import annotations

import hashlib
import urllib.error
import urllib.request
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from jupyterlite_pyodide_kernel.constants import PYODIDE_CDN_URL, PYODIDE_VERSION
from platformdirs import user_cache_path

from coursekit.site.archives import files_of
from coursekit.site.errors import SiteError
from coursekit.site.lock import LOCK, Lock, Package, parse_lock

__all__ = ["CDN", "CORE", "Distribution", "opened"]

CDN = "cdn"
"""The word that asks for the usual CDN in place of a folder."""

CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
"""Pyodide itself. The lock has no checksums for these."""

_ARCHIVE = f"pyodide-{PYODIDE_VERSION}.tar.bz2"
_ADDRESS = f"https://github.com/pyodide/pyodide/releases/download/{PYODIDE_VERSION}/{_ARCHIVE}"
_LARGEST_LOCK = 5_000_000  # bytes; the official one has 114 thousand
_PATIENCE = 60  # seconds to wait for the CDN


class Distribution(Protocol):
    """Where the site takes Pyodide from."""

    @property
    def lock(self) -> Lock:
        """Its official lock."""

    @property
    def place(self) -> str:
        """What to call it in a message."""

    @property
    def address(self) -> str:
        """Where a browser finds `pyodide.mjs`: an address, or a path from the top of JupyterLite."""

    def provide(self, packages: Collection[Package], into: Path) -> dict[str, Package]:
        """Copy Pyodide and some packages into a folder, as far as that is needed.

        Parameters
        ----------
        packages : collection of Package
            Entries of the official lock.
        into : pathlib.Path
            The folder that is to hold our own lock.

        Returns
        -------
        dict
            By key, those packages that are there, each with the file name it has to have in our lock.

        Raises
        ------
        SiteError
            If a file is not what the official lock says, or a part of Pyodide itself is missing.
        """


def opened(word: str | None) -> Distribution:
    """Open the distribution that the command line names.

    Parameters
    ----------
    word : str or None
        A folder, an archive, or `cdn`; None to look in the cache folder of the course.

    Returns
    -------
    Distribution
        Ready to be copied from.

    Raises
    ------
    SiteError
        If there is none, or it is not one.
    """
    if word == CDN:
        return _OnCdn(PYODIDE_CDN_URL)
    return _Own(Path(word) if word else _remembered())


def _remembered() -> Path:
    folder = user_cache_path("counting-october")
    for place in (folder / _ARCHIVE.removesuffix(".tar.bz2"), folder / _ARCHIVE):
        if place.exists():
            return place
    raise SiteError(
        f"The site needs a Pyodide distribution, and none was given. Download {_ADDRESS}\n"
        f"(the whole one, not pyodide-core), and then either name it: --pyodide {_ARCHIVE}\n"
        f"or put it into {folder}, where it is found by itself.\n"
        f"--pyodide {CDN} builds a site that has readers' browsers fetch Pyodide from a public network instead."
    )


class _Own:
    """A distribution on this machine, of which the site gets its own copy."""

    address = "./static/pyodide/pyodide.mjs"

    def __init__(self, place: Path) -> None:
        self.place = str(place)
        self._files = files_of(place, LOCK)
        ((_, data),) = self._files.read([LOCK])
        self.lock = parse_lock(data, f"{place}: {LOCK}")

    def provide(self, packages: Collection[Package], into: Path) -> dict[str, Package]:
        wanted = {package.file_name: package for package in packages}
        found = set()
        for name, data in self._files.read([*CORE, *wanted]):
            if name in wanted:
                _check(data, wanted[name], self.place)
            (into / name).write_bytes(data)
            found.add(name)
        missing = [name for name in CORE if name not in found]
        if missing:
            raise SiteError(f"{self.place} lacks {', '.join(missing)}. Give a whole distribution: {_ARCHIVE}.")
        return {package.key: package for name, package in wanted.items() if name in found}


class _OnCdn:
    """The distribution that a public network serves. Browsers fetch it, and check it against our lock."""

    def __init__(self, base: str) -> None:
        self.place = base
        self.address = f"{base}/pyodide.mjs"
        self.lock = parse_lock(_fetched(f"{base}/{LOCK}"), f"{base}/{LOCK}")

    def provide(self, packages: Iterable[Package], into: Path) -> dict[str, Package]:  # noqa: ARG002 (nothing to copy)
        return {package.key: replace(package, file_name=f"{self.place}/{package.file_name}") for package in packages}


def _fetched(address: str) -> bytes:
    try:
        with urllib.request.urlopen(address, timeout=_PATIENCE) as answer:  # noqa: S310 (the address is our own)
            data: bytes = answer.read(_LARGEST_LOCK + 1)
    except (urllib.error.URLError, OSError) as error:
        what = f"{address} does not answer ({error}). Try again, or give a distribution: --pyodide FOLDER."
        raise SiteError(what) from None
    if len(data) > _LARGEST_LOCK:
        raise SiteError(f"{address} is larger than any lock. Give a distribution: --pyodide FOLDER.")
    return data


def _check(data: bytes, package: Package, place: str) -> None:
    found = hashlib.sha256(data).hexdigest()
    if found != package.sha256:
        raise SiteError(
            f"{place}: {package.file_name} is not the official file. Expected sha256 {package.sha256}, found {found}. "
            f"Fetch the distribution again: {_ARCHIVE}."
        )
