"""`pyodide-lock.json`: which packages a Pyodide distribution holds, in which files, with which checksums."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from packaging.utils import canonicalize_name

from coursekit.site.errors import SiteError

__all__ = ["ABI", "LOCK", "Lock", "Package", "closure", "dump_lock", "parse_lock"]

LOCK = "pyodide-lock.json"
ABI = "2026_0"
"""The binary interface of Pyodide 314, which the kernel of JupyterLite is made for."""

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]*")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Package:
    """One entry of a lock.

    Parameters
    ----------
    name, version : str
        As the package says them.
    file_name : str
        A file beside the lock, or an absolute address.
    sha256 : str
        Of that file, in hexadecimal.
    imports, depends : tuple of str
        Modules it brings, and the names of the entries it needs.
    install_dir, package_type : str
        Where Pyodide puts it, and what it is.
    """

    name: str
    version: str
    file_name: str
    sha256: str
    imports: tuple[str, ...]
    depends: tuple[str, ...]
    install_dir: str = "site"
    package_type: str = "package"

    @property
    def key(self) -> str:
        """The name it has in a lock."""
        return canonicalize_name(self.name)


@dataclass(frozen=True)
class Lock:
    """What Pyodide it is, and its packages by name."""

    info: Mapping[str, str]
    packages: Mapping[str, Package]


def parse_lock(data: bytes, place: str) -> Lock:
    """Read a lock, which may come from anywhere.

    Parameters
    ----------
    data : bytes
        The file.
    place : str
        Where it is, for messages.

    Returns
    -------
    Lock
        Its packages, with the names in `depends` in the form of the keys.

    Raises
    ------
    SiteError
        If it is no lock, is of another binary interface, or names files that are not beside it.

    Examples
    --------
    >>> info = '"info": {"abi_version": "2026_0", "python": "3.14.0"}'
    >>> parse_lock(f'{{{info}, "packages": {{}}}}'.encode(), "pyodide-lock.json").info["python"]
    '3.14.0'
    """
    try:
        found = json.loads(data)
        info = {str(name): str(value) for name, value in found["info"].items()}
        packages = [_package(entry) for entry in found["packages"].values()]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SiteError(
            f"{place} is no lock of Pyodide packages ({type(error).__name__}: {error}). Give an official distribution."
        ) from None
    if info.get("abi_version") != ABI:
        raise SiteError(
            f"{place}: the distribution's binary interface is {info.get('abi_version', 'not named')}, expected {ABI}. "
            "Give a distribution of Pyodide 314."
        )
    lock = Lock(info, {package.key: package for package in packages})
    missing = closure(lock.packages, lock.packages) - lock.packages.keys()
    if missing:
        raise SiteError(f"{place} has no entry for {', '.join(sorted(missing))}. Give an official distribution.")
    return lock


def dump_lock(lock: Lock) -> str:
    """Write a lock as Pyodide reads it.

    Parameters
    ----------
    lock : Lock
        What is to be written.

    Returns
    -------
    str
        JSON, the packages in the order of their names.
    """
    entries = {
        key: {
            "name": package.name,
            "version": package.version,
            "file_name": package.file_name,
            "sha256": package.sha256,
            "imports": list(package.imports),
            "depends": list(package.depends),
            "install_dir": package.install_dir,
            "package_type": package.package_type,
            "unvendored_tests": False,
        }
        for key, package in sorted(lock.packages.items())
    }
    return json.dumps({"info": dict(lock.info), "packages": entries}, indent=1, sort_keys=True) + "\n"


def closure(packages: Mapping[str, Package], roots: Iterable[str]) -> set[str]:
    """Name some packages and all that they need.

    Parameters
    ----------
    packages : mapping
        The packages of a lock by key.
    roots : iterable of str
        Keys to begin with.

    Returns
    -------
    set of str
        Keys. A name that is no key of `packages` is in it as well.

    Examples
    --------
    >>> one = Package("one", "1", "one.whl", "", ("one",), ("two",))
    >>> sorted(closure({"one": one}, ["one"]))
    ['one', 'two']
    """
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += packages[key].depends if key in packages else ()
    return found


def _package(entry: Mapping[str, Any]) -> Package:
    file_name, sha256 = str(entry["file_name"]), str(entry["sha256"])
    if not _PLAIN.fullmatch(file_name):
        raise ValueError(f"{file_name!r} is not the name of a file beside the lock")
    if not _SHA256.fullmatch(sha256):
        raise ValueError(f"{file_name} has no sha256")
    return Package(
        name=str(entry["name"]),
        version=str(entry["version"]),
        file_name=file_name,
        sha256=sha256,
        imports=tuple(map(str, entry["imports"])),
        depends=tuple(canonicalize_name(str(name)) for name in entry["depends"]),
        install_dir=str(entry["install_dir"]),
        package_type=str(entry["package_type"]),
    )
