"""Every file that the course keeps of a student's work: what it is, where it lies, and how it is deleted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coursekit.work.set_aside import DAMAGED

__all__ = ["SORTS", "Sort", "delete", "kept"]


@dataclass(frozen=True)
class Sort:
    """One sort of file: its name on the command line, what it is in words, and what its files are called."""

    name: str
    words: str
    patterns: tuple[str, ...]


SORTS = (
    Sort("answers", "Your answers", ("answers.jsonl", DAMAGED)),
    Sort("hand-ins", "What you made to hand in", ("hand-in/[0-9][0-9]-*.html",)),
    Sort("earlier", "Notebooks set aside when you started a lesson again", ("earlier/*.ipynb",)),
)
"""In the order in which they are shown. All lie in the folder `work` of the copy of the course."""


def kept(folder: Path, sort: Sort) -> tuple[Path, ...]:
    """List the files of one sort.

    Parameters
    ----------
    folder : pathlib.Path
        The work folder.
    sort : Sort
        Which sort.

    Returns
    -------
    tuple of pathlib.Path
        By name. What lies in a folder that is a link to elsewhere is not the course's.

    Examples
    --------
    >>> kept(Path("no", "work"), SORTS[0])
    ()
    """
    found = (path for pattern in sort.patterns for path in sorted(folder.glob(pattern)))
    return tuple(path for path in found if not path.parent.is_symlink() and (path.is_symlink() or path.is_file()))


def delete(folder: Path, sorts: tuple[Sort, ...]) -> Iterator[str]:
    """Delete every file of some sorts, and the folders that are empty then.

    Parameters
    ----------
    folder : pathlib.Path
        The work folder.
    sorts : tuple of Sort
        Which.

    Yields
    ------
    str
        For each file what was done, and what stays of it.

    Raises
    ------
    OSError
        If one cannot be deleted.
    """
    for path in [each for sort in sorts for each in kept(folder, sort)]:
        leads_to = path.readlink() if path.is_symlink() else None
        path.unlink()
        stays = f", a link; what it led to stays: {leads_to}" if leads_to else ""
        yield f"Deleted {path}{stays}"
    for emptied in (folder / "hand-in", folder / "earlier", folder):
        if emptied.is_dir() and not emptied.is_symlink() and not any(emptied.iterdir()):
            emptied.rmdir()
