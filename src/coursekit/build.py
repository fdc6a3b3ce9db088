"""The files of the course that are made from others, and those kept in one form: write them, or say which are stale."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from coursekit import anchors, codebook_page, notebooks
from coursekit.agreement import agreement
from coursekit.errors import FileError, Problem
from coursekit.kinds import schema
from coursekit.record import Record, read_record

__all__ = ["derived", "outputs", "stale", "write"]


def outputs(top: Path) -> Iterator[tuple[str, str]]:
    """List every file that `coursekit build` keeps.

    Parameters
    ----------
    top : pathlib.Path
        The top of the course.

    Yields
    ------
    tuple of str
        A file, from the top of the course, and the text it should have. A new kind of generated file is added here.

    Raises
    ------
    FileError
        If a notebook cannot be read, or one in `exercises` has no source in `solutions`.
    """
    yield from _lessons(top)
    yield from _exercises(top)
    yield from anchors.outputs()
    yield from derived(top, read_record(top / "data"))


def derived(top: Path, rows: Record) -> Iterator[tuple[str, str]]:
    """List the files that are made from the record and from the library itself.

    Parameters
    ----------
    top : pathlib.Path
        The top of the course.
    rows : Record
        Its record.

    Yields
    ------
    tuple of str
        As `outputs`.
    """
    yield "data/README.md", codebook_page.page(rows, agreement(top / "data" / "readings"))
    yield "exercises/schema.json", schema.dump()


def stale(top: Path) -> list[str]:
    """Name the files that are not as `write` would leave them.

    Parameters
    ----------
    top : pathlib.Path
        The top of the course.

    Returns
    -------
    list of str
        The files, from the top of the course.

    Raises
    ------
    FileError
        As `outputs` does.
    """
    return [file for file, text in outputs(top) if _current(top / file) != text]


def write(top: Path) -> list[str]:
    """Write every file that is stale.

    Parameters
    ----------
    top : pathlib.Path
        The top of the course.

    Returns
    -------
    list of str
        The files written, from the top of the course.

    Raises
    ------
    FileError
        As `outputs` does; nothing is written then.
    """
    changed = [(file, text) for file, text in outputs(top) if _current(top / file) != text]
    for file, text in changed:
        (top / file).parent.mkdir(exist_ok=True)
        (top / file).write_text(text, encoding="utf-8", newline="\n")
    return [file for file, _ in changed]


def _lessons(top: Path) -> Iterator[tuple[str, str]]:
    for path in _notebooks(top / "lessons"):
        yield f"lessons/{path.name}", notebooks.dump(_read(path))


def _exercises(top: Path) -> Iterator[tuple[str, str]]:
    sources = _notebooks(top / "solutions")
    names = {path.name for path in sources}
    orphans = [path.name for path in _notebooks(top / "exercises") if path.name not in names]
    if orphans:
        what = "made from no notebook in solutions/. Write it there, or delete it here."
        raise FileError(Problem(f"exercises/{name}", "", "", what) for name in orphans)
    for path in sources:
        solution = _read(path)
        yield f"solutions/{path.name}", notebooks.dump(solution)
        yield f"exercises/{path.name}", notebooks.dump(notebooks.exercise_edition(solution))


def _notebooks(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.ipynb"))


def _read(path: Path) -> notebooks.Notebook:
    file = f"{path.parent.name}/{path.name}"
    return notebooks.canonical(notebooks.parse(path.read_text(encoding="utf-8"), file), path.stem)


def _current(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8") if path.is_file() else None
