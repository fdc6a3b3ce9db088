"""What needs the reader's own copies of the works: the words on the page, and that nothing was copied from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from coursekit.checks.faults import Findings
from coursekit.checks.tables import Ground
from coursekit.checks.texts import Text, text_of
from coursekit.proof import page_faults
from coursekit.sources import reference_copy, sources

__all__ = ["check_copied", "files_of_text"]

_RUN = 13  # words in a row that may not stand in a source and in the course
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def check_copied(ground: Ground, texts: Iterable[Text], findings: Findings) -> None:
    """Check the tables and the texts by the reference copies that are here, and say which are not.

    Parameters
    ----------
    ground : Ground
        The record.
    texts : iterable of Text
        Every text of the course.
    findings : Findings
        Where every fault is noted.
    """
    copies = {name: lines for name in sources() if (lines := reference_copy(name)) is not None}
    absent = [name for name in sources() if name not in copies]
    if absent:
        where = "Name their folder in COURSEKIT_SOURCES, or run: coursekit sources add FILE"
        what = "whether the copied words stand on their lines, and no sentence was copied"
        findings.leave_out(f"Not checked, {what}: no reference copy of {', '.join(absent)}. {where}")
    _check_words(ground, copies, findings)
    _check_runs(copies, texts, findings)


def _check_words(ground: Ground, copies: dict[str, tuple[str, ...]], findings: Findings) -> None:
    for claim in ground.record.claims.values():
        if claim["source"] in copies and claim.id not in ground.unsure:
            findings.counts["rows held against the page"] += 1
            for column, what in page_faults(claim.cells, copies[claim["source"]]):
                file, line = ground.lines[claim.id]
                mend = "Copy the words again, or correct the line."
                findings.add(file, line, f"{claim.id}, {column}: {what} {mend}")


def _check_runs(copies: dict[str, tuple[str, ...]], texts: Iterable[Text], findings: Findings) -> None:
    theirs = {run: name for name, lines in copies.items() for run, _ in _runs("\n".join(lines))}
    for text in texts if theirs else ():
        last = -_RUN
        for number, (run, at) in enumerate(_runs(text.words)):
            if run in theirs and number >= last + _RUN:
                last = number
                said = f"“{' '.join(run[:4])} …”"
                what = f"{said}: {_RUN} words in a row are those of {theirs[run]}. Say it in other words."
                text.fault(findings, at, what)


def _runs(words: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """List every run of words in a row, with the place where it begins."""
    found = [(match[0].lower().replace("’", "'"), match.start()) for match in _WORD.finditer(words)]
    bare = [word for word, _ in found]
    ahead = zip(*(bare[start:] for start in range(_RUN)), strict=False)
    return zip(ahead, (at for _, at in found), strict=False)


def files_of_text(top: Path) -> Iterator[Text]:
    """List every file of the course that is text and no notebook."""
    for pattern in ("exercises/*.toml", "data/*.toml", "data/passages/*.md", "data/tables/*.csv", "data/lists/*.csv"):
        for path in sorted(top.glob(pattern)):
            yield text_of(path.relative_to(top).as_posix(), path.read_text(encoding="utf-8", errors="replace"))
