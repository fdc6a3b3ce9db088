"""Courses published at paths of one web host, and their editions: what a reader finds who comes again later."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from built_site import Served, built_site, served
from coursekit.site.keeping import install, stamp

__all__ = ["LEAVING", "Host", "edition", "hosting"]

LEAVING = """() => {
    const event = new Event("beforeunload", { cancelable: true });
    window.dispatchEvent(event);
    return event.defaultPrevented;
}"""
"""Leaves the page as far as asking whether the reader would be held back."""


@dataclass(frozen=True)
class Host:
    """A folder that a web server serves; each course in it is a link to an edition."""

    folder: Path
    server: Served

    def publish(self, course: str, site: Path) -> None:
        """Put an edition at a path, in place of the one that is there, in one step."""
        link = self.folder / f"{course}.new"
        link.symlink_to(site)
        link.replace(self.folder / course)

    def address(self, course: str, notebook: str = "") -> str:
        """Give the address of a course in JupyterLite, or of one of its notebooks there."""
        return f"{self.server.address}{course}/lite/lab/index.html{f'?path={notebook}' if notebook else ''}"


@contextmanager
def hosting(folder: Path) -> Iterator[Host]:
    """Serve a folder."""
    folder.mkdir()
    with served(folder) as server:
        yield Host(folder, server)


def edition(into: Path, version: str, ends: str) -> Path:
    """Copy the built site, as a version of the course whose lessons all begin with a cell that ends in some words."""
    shutil.copytree(built_site(), into)
    top = into / "lite" / "files"
    for path in sorted(top.rglob("*.ipynb")):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        first = notebook["cells"][0]
        first["source"] = "".join(first["source"]) + f"\n\n{ends}"
        stamped = stamp(notebook, path.relative_to(top).as_posix(), version)
        path.write_text(json.dumps(stamped, ensure_ascii=False), encoding="utf-8")
    install(into / "lite")
    return into
