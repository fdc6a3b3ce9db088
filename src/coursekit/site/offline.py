"""The list of what a browser must keep so that the course can be used without a network."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

__all__ = ["LIST", "write_list"]

LIST = "offline.json"
"""The file, at the top of the site."""

_NEVER_ASKED_FOR = (".eot", ".ttf", ".map", ".orig", ".d.ts", "third-party-licenses.json", "install.json")
_FONT_AS_PICTURE = "fa-"


def write_list(site: Path, course: str, version: str) -> None:
    """Write which files a browser keeps, with the size and the sha256 of each.

    There are two groups: the pages, small enough to be kept by whoever reads one; and the lessons with Python, kept by
    whoever works on one. Fonts in the forms of old browsers, and what only the building of the site needs, are in
    neither.

    Parameters
    ----------
    site : pathlib.Path
        The whole site, finished.
    course, version : str
        Whose it is.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     written = (Path(folder) / "index.html").write_text("1917")
    ...     write_list(Path(folder), "counting-october", "1.0")
    ...     json.loads((Path(folder) / LIST).read_text())["groups"]["pages"]["bytes"]
    4
    """
    groups: dict[str, dict[str, list[str | int]]] = {"pages": {}, "lite": {}}
    for file in _asked_for(site):
        path = file.relative_to(site).as_posix()
        content = file.read_bytes()
        group = "lite" if path.startswith("lite/") else "pages"
        groups[group][path] = [hashlib.sha256(content).hexdigest(), len(content)]
    told = {"course": course, "version": version, "groups": {name: _group(each) for name, each in groups.items()}}
    (site / LIST).write_text(json.dumps(told, sort_keys=True, separators=(",", ":")) + "\n", encoding="utf-8")


def _group(kept: dict[str, list[str | int]]) -> dict[str, object]:
    whole = json.dumps(kept, sort_keys=True).encode()
    return {
        "bytes": sum(int(size) for _, size in kept.values()),
        "sha256": hashlib.sha256(whole).hexdigest(),
        "files": kept,
    }


def _asked_for(site: Path) -> Iterator[Path]:
    for file in sorted(site.rglob("*")):
        picture = file.suffix == ".svg" and file.name.startswith(_FONT_AS_PICTURE)
        if file.is_file() and not picture and file.name != LIST and not file.name.endswith(_NEVER_ASKED_FOR):
            yield file
