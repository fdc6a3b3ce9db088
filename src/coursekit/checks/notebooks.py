"""The notebooks and the teacher's pages: their form, their headings, their code, and what they show."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from IPython.core.inputtransformer2 import TransformerManager

from coursekit import notebooks
from coursekit.checks.banks import Asked
from coursekit.checks.faults import Findings
from coursekit.checks.texts import Text, calls, text_of
from coursekit.checks.toml_files import read_text
from coursekit.errors import FileError

__all__ = ["Pages", "check_notebooks", "check_use"]

_BUILD = "Run: coursekit build"
_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(#{1,6}) ", re.MULTILINE)
_CAPTION = re.compile(r"\b(?:caption|leaves_out|alt)=\"([^\"]*)\"")


@dataclass(frozen=True)
class Pages:
    """What there is to read and to run.

    Parameters
    ----------
    prose : list of Text
        Markdown cells, captions, and teacher's pages.
    code : list of Text
        Code cells.
    unread : list of str
        Notebooks that cannot be read.
    """

    prose: list[Text] = field(default_factory=list)
    code: list[Text] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def check_notebooks(top: Path, findings: Findings) -> Pages:
    """Check the form of every notebook, and that the exercises are made from the solutions.

    Parameters
    ----------
    top : pathlib.Path
        The top of the course.
    findings : Findings
        Where every fault is noted.

    Returns
    -------
    Pages
        The texts and the code of the notebooks and of the teacher's pages; those of `exercises` are made from them.
    """
    pages = Pages()
    for folder in ("lessons", "solutions"):
        for path in sorted((top / folder).glob("*.ipynb")):
            _check_notebook(top, f"{folder}/{path.name}", pages, findings)
    for path in sorted((top / "exercises").glob("*.ipynb")):
        if not (top / "solutions" / path.name).is_file():
            what = "is made from no notebook in solutions/. Write it there, or delete it here."
            findings.add(f"exercises/{path.name}", 1, what)
    for path in sorted((top / "solutions").glob("*.md")):
        text = read_text(path, f"solutions/{path.name}", findings)
        pages.prose.extend([] if text is None else [text_of(f"solutions/{path.name}", text)])
        findings.counts["teacher’s pages"] += 1
    return pages


def _check_notebook(top: Path, file: str, pages: Pages, findings: Findings) -> None:
    findings.counts["notebooks"] += 1
    text = read_text(top / file, file, findings)
    notebook = _parsed(text, file, findings) if text is not None else None
    if text is None or notebook is None:
        pages.unread.append(file)
        return
    kept = notebooks.canonical(notebook, Path(file).stem)
    if notebooks.dump(kept) != text:
        what = "is not in the form that is kept: it holds outputs, run numbers, or what one machine adds."
        findings.add(file, 1, f"{what} {_BUILD}")
    if file.startswith("solutions/"):
        _check_edition(top, f"exercises/{Path(file).name}", notebooks.dump(notebooks.exercise_edition(kept)), findings)
    texts = [
        (cell["cell_type"], text_of(file, "".join(cell["source"]), number))
        for number, cell in enumerate(kept["cells"], start=1)
    ]
    _check_cells(texts, pages, findings)


def _parsed(text: str, file: str, findings: Findings) -> notebooks.Notebook | None:
    try:
        loaded = json.loads(text)
    except json.JSONDecodeError as error:
        findings.add(file, error.lineno, f"is not JSON ({error.msg}). Take the last good version from git.")
        return None
    if not _is_notebook(loaded):
        findings.add(file, 1, "is not a notebook of format 4. Open it in JupyterLab and save it.")
        return None
    try:
        return notebooks.parse(text, file)
    except FileError as error:
        for problem in error.problems:
            findings.add(file, 1, f"{problem.field}: {problem.what}", int(problem.where.split()[-1]))
        return None


def _is_notebook(loaded: object) -> bool:
    cells = loaded.get("cells") if isinstance(loaded, dict) and loaded.get("nbformat") == 4 else None
    return isinstance(cells, list) and all(
        isinstance(cell, dict)
        and isinstance(cell.get("cell_type"), str)
        and isinstance(cell.get("metadata"), dict)
        and isinstance(cell.get("source"), str | list)
        for cell in cells
    )


def _check_edition(top: Path, file: str, made: str, findings: Findings) -> None:
    path = top / file
    if not path.is_file() or path.read_bytes() != made.encode("utf-8"):
        findings.add(file, 1, f"is not what its solution makes of it now. {_BUILD}")


def _check_cells(texts: list[tuple[str, Text]], pages: Pages, findings: Findings) -> None:
    headings: list[tuple[int, Text, int]] = []
    for kind, text in texts:
        if kind == "code":
            pages.code.append(text)
            pages.prose.extend(text.part(*found.span(1)) for found in _CAPTION.finditer(text.words))
            _check_code(text, findings)
        elif kind == "markdown":
            pages.prose.append(text)
            headings.extend((len(marks), text, at) for marks, at in _headings(text.words))
    _check_headings(headings, texts[0][1] if texts else None, findings)


def _headings(words: str) -> Iterator[tuple[str, int]]:
    unfenced = _FENCED.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), words)
    return ((found[1], found.start()) for found in _HEADING.finditer(unfenced))


def _check_headings(headings: list[tuple[int, Text, int]], first: Text | None, findings: Findings) -> None:
    if first and (not headings or headings[0][0] != 1):
        first.fault(findings, 0, "the first heading must be of the first level. Begin with one line: # and the title.")
    before = 1
    for number, (level, text, at) in enumerate(headings):
        if number and level == 1:
            text.fault(findings, at, "is a second heading of the first level. Write it with ## instead.")
        elif level > before + 1:
            text.fault(findings, at, f"the heading skips a level. Write it with {'#' * (before + 1)} instead.")
        before = level


def _check_code(text: Text, findings: Findings) -> None:
    try:
        ast.parse(TransformerManager().transform_cell(text.words))  # type: ignore[no-untyped-call]
    except SyntaxError as error:
        line = min(error.lineno or 1, text.words.count("\n") + 1)
        what = f"is not Python: {error.msg}. Mend it, and run the cell."
        findings.add(text.file, line, what, text.cell)


def check_use(pages: Pages, asked: list[Asked], findings: Findings) -> None:
    """Check that every question is shown somewhere, and that code is checked where code is asked for.

    Parameters
    ----------
    pages : Pages
        The notebooks.
    asked : list of Asked
        The questions of all banks.
    findings : Findings
        Where every fault is noted.
    """
    shown = {(function, name) for text in pages.code for function, name, _ in calls(text)}
    kinds = {each.id: each.kind for each in asked}
    for text in pages.code:
        for function, name, offset in calls(text):
            if function == "check" and kinds.get(name, "code") != "code":
                what = f"{name!r} is answered in its own form. Show it with ck.exercise({name!r})."
                text.fault(findings, offset, what)
    if pages.unread:
        findings.leave_out(f"Not checked, whether every question is shown: {', '.join(pages.unread)} cannot be read.")
        return
    for each in asked:
        named = each.id.startswith(Path(each.file).name[:2])  # if not, that is told, and nothing can show it
        if named and not {("exercise", each.id), ("check", each.id)} & shown:
            mend = f'Put ck.exercise("{each.id}") into a cell of lessons/ or solutions/, or take the question out.'
            findings.add(each.file, each.line, f"{each.id}: is shown in no notebook. {mend}")
