"""Reading a page of the site: its parts, what they say, and what stands in their attributes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bs4 import BeautifulSoup, Tag

__all__ = ["all_of", "at", "first", "maybe", "page", "words"]


@cache
def page(path: Path) -> BeautifulSoup:
    """Read a page that does not change any more."""
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def first(node: Tag, selector: str) -> Tag:
    """Find the first part that a selector names; fail if there is none."""
    found = node.select_one(selector)
    assert found is not None, f"no {selector}"
    return found


def maybe(node: Tag, selector: str, name: str) -> str | None:
    """Read an attribute of the first part that a selector names, if there is one."""
    found = node.select_one(selector)
    return None if found is None else at(found, name)


def at(node: Tag, name: str) -> str:
    """Read an attribute."""
    return str(node[name])


def words(node: Tag) -> str:
    """Read what a part says, in one line."""
    return " ".join(node.get_text(" ").split())


def all_of(folder: Path) -> dict[str, bytes]:
    """Read every file of a folder, by its place in it."""
    return dict(_files(folder))


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()
