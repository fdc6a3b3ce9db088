"""A Pyodide distribution in little, and pure wheels, for the tests of what is taken from one."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from coursekit.site.distribution import CORE
from coursekit.site.lock import ABI, LOCK

__all__ = ["FILES", "archived", "made", "wheel", "written_lock"]

FILES = {
    "numpy-2.4.3-cp314-cp314-pyemscripten_2026_0_wasm32.whl": b"numpy",
    "pandas-3.0.2-cp314-cp314-pyemscripten_2026_0_wasm32.whl": b"pandas",
    "prompt_toolkit-3.0.52-py3-none-any.whl": b"prompt_toolkit",
}
_NEEDS = {"pandas": ["numpy"], "numpy": ["prompt_toolkit"]}


def made(folder: Path) -> Path:
    """Write the distribution into a folder."""
    folder.mkdir(parents=True)
    for name in CORE:
        (folder / name).write_bytes(name.encode())
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    written_lock(folder)
    return folder


def written_lock(folder: Path, info: Mapping[str, str] | None = None, **changed: Mapping[str, Any]) -> None:
    """Write its lock, with an entry changed if it is named."""
    packages = {}
    for file, data in FILES.items():
        name, version, *_ = file.split("-")
        packages[name.replace("_", "-")] = {
            "name": name,
            "version": version,
            "file_name": file,
            "sha256": hashlib.sha256(data).hexdigest(),
            "imports": [name],
            "depends": _NEEDS.get(name, []),
            "install_dir": "site",
            "package_type": "package",
            "unvendored_tests": False,
            **changed.get(name, {}),
        }
    lock = {"info": {"abi_version": ABI, "python": "3.14.0", **(info or {})}, "packages": packages}
    (folder / LOCK).write_text(json.dumps(lock), encoding="utf-8")


def archived(folder: Path, archive: Path, inside: str = "pyodide", more: Sequence[str] = ()) -> Path:
    """Pack a folder as the official archive is packed, after some other members."""
    members = dict.fromkeys(more, b"!")
    members |= {f"{inside}/{path.name}": path.read_bytes() for path in sorted(folder.iterdir())}
    if archive.suffix == ".zip":
        with zipfile.ZipFile(archive, "w") as packed:
            for name, data in members.items():
                packed.writestr(name, data)
        return archive
    with tarfile.open(archive, "w:bz2" if archive.suffix == ".bz2" else "w:gz") as tar:
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    return archive


def wheel(
    folder: Path, name: str, version: str = "1.0", requires: Sequence[str] = (), tag: str = "py3-none-any"
) -> Path:
    """Write a wheel with one module."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = name.replace("-", "_")
    lines = ["Metadata-Version: 2.4", f"Name: {name}", f"Version: {version}"]
    lines += [f"Requires-Dist: {each}" for each in requires]
    path = folder / f"{stem}-{version}-{tag}.whl"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(f"{stem}/__init__.py", "")
        packed.writestr(f"{stem}-{version}.dist-info/METADATA", "\n".join(lines) + "\n\nSay what it is.\n")
    return path
