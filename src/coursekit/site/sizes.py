"""How large a site is, part by part."""

from __future__ import annotations

from pathlib import Path

from coursekit.site.distribution import CORE
from coursekit.site.errors import SiteError

__all__ = ["LARGEST", "report"]

LARGEST = 70_000_000
"""Bytes a site may have."""


def report(site: Path, lite: Path, pyodide: Path) -> list[str]:
    """Say how large the parts of a site are.

    Parameters
    ----------
    site : pathlib.Path
        Its top.
    lite, pyodide : pathlib.Path
        The folders of JupyterLite and of Pyodide in it.

    Returns
    -------
    list of str
        A line for each part, and one for the whole.

    Raises
    ------
    SiteError
        If the whole is larger than a site may be.
    """
    parts = dict.fromkeys(("pages", "notebooks", "JupyterLite", "Pyodide", "packages"), 0)
    files = 0
    for path in site.rglob("*"):
        if path.is_file():
            parts[_part(path, lite, pyodide)] += path.stat().st_size
            files += 1
    total = sum(parts.values())
    lines = [f"  {name:<12}{size / 1e6:>6.1f} MB" for name, size in parts.items()]
    lines.append(f"  {'together':<12}{total / 1e6:>6.1f} MB in {files} files")
    if total > LARGEST:
        raise SiteError("\n".join([f"The site is larger than {LARGEST // 1_000_000} MB:", *lines]))
    return lines


def _part(path: Path, lite: Path, pyodide: Path) -> str:
    if path.parent == pyodide:
        return "Pyodide" if path.name in CORE else "packages"
    if path.is_relative_to(lite / "files"):
        return "notebooks"
    return "JupyterLite" if path.is_relative_to(lite) else "pages"
