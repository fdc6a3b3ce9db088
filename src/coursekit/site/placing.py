"""Where a site is put: aside while it is built, and in its place at once when it is whole."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coursekit.site.errors import SiteError

__all__ = ["BILL", "placed"]

BILL = "site.json"
"""What a site is made of; by this file an earlier site is known."""


@contextmanager
def placed(out: Path) -> Iterator[Path]:
    """Give an empty folder to build in, and put it in place of `out` at the end.

    Parameters
    ----------
    out : pathlib.Path
        Not there, empty, or an earlier site.

    Yields
    ------
    pathlib.Path
        The folder to build in. If an error is raised, it goes and `out` is as it was.

    Raises
    ------
    SiteError
        If `out` is something else.
    """
    _check(out)
    with _aside(out) as aside:
        new, old = Path(aside, "new"), Path(aside, "old")
        new.mkdir()
        yield new
        _check(out)  # building takes a while
        _replace(out, new, old)


def _aside(out: Path) -> tempfile.TemporaryDirectory[str]:
    """Make a folder beside `out`, from which a site can be renamed and need not be copied."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        return tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-")
    except OSError as error:
        raise SiteError(f"{out} cannot be made ({error}). Give another folder.") from None


def _replace(out: Path, new: Path, old: Path) -> None:
    try:
        if out.exists():
            out.rename(old)
        new.rename(out)
    except OSError as error:
        if old.exists():
            old.rename(out)
        raise SiteError(f"{out} cannot be replaced ({error}). Give another folder.") from None


def _check(out: Path) -> None:
    if out.is_dir() and ((out / BILL).is_file() or not any(out.iterdir())):
        return
    if out.exists() or out.is_symlink():
        raise SiteError(
            f"{out} is there already and is no earlier site. Give another folder, or empty this one yourself."
        )
