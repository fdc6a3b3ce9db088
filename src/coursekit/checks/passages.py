"""The passages: complete, with every figure the tables hold for their lines, and no word left unexplained."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from coursekit.checks.faults import Findings
from coursekit.checks.tables import Ground
from coursekit.checks.toml_files import read_text, read_toml
from coursekit.errors import FileError
from coursekit.glossary import find_entries
from coursekit.proof import numbers_said
from coursekit.record import Claim
from coursekit.renderings import Passage, read_passage

__all__ = ["check_passages"]

_FENCE = "+++\n"
_FEWEST, _MOST = 60, 200  # words that can be read in a minute or two


def check_passages(top: Path, ground: Ground | None, findings: Findings) -> None:
    """Check every passage.

    Parameters
    ----------
    top : pathlib.Path
        The top of the course.
    ground : Ground or None
        The record; None where there is none to check figures by.
    findings : Findings
        Where every fault is noted.
    """
    for path in sorted((top / "data" / "passages").glob("*.md")):
        findings.counts["passages"] += 1
        file = f"data/passages/{path.name}"
        text = read_text(path, file, findings)
        if text is not None:
            _check(path, file, text, ground, findings)


def _check(path: Path, file: str, text: str, ground: Ground | None, findings: Findings) -> None:
    parts = text.split(_FENCE, 2)
    if len(parts) != 3 or parts[0].strip():
        findings.add(file, 1, "does not begin with TOML between two lines of +++. Copy them from another passage.")
        return
    head = read_toml(file, parts[1], findings, above=1)
    if head is None:
        return
    below = parts[1].count("\n") + 3
    try:
        passage = read_passage(path)
    except FileError as error:
        for problem in error.problems:
            line = below if problem.where == "rendering" else head.line_of_problem((), problem)
            findings.add(file, line, f"{problem.field or problem.where}: {problem.what}")
        return
    for field, what in _head_faults(passage):
        findings.add(file, head.line((), field), f"{field}: {what}")
    for what in _rendering_faults(passage, ground):
        findings.add(file, below, f"the rendering {what}")


def _head_faults(passage: Passage) -> Iterator[tuple[str, str]]:
    for number, name in enumerate(passage.terms, start=1):
        if not find_entries(name):
            yield f"terms {number}", f"{name!r} is not in data/glossary.toml. Add it there, or take it out here."
    if len(passage.questions) != 2 or not all(question.endswith("?") for question in passage.questions):
        yield "questions", "must be two, each with a question mark at its end."


def _rendering_faults(passage: Passage, ground: Ground | None) -> Iterator[str]:
    length = len(passage.rendering.split())
    if not _FEWEST <= length <= _MOST:
        yield f"has {length} words. Give it {_FEWEST} to {_MOST}, so that it can be read in a minute or two."
    said = set(numbers_said(passage.rendering))
    for claim in _claims_of(passage, ground) if ground else ():
        for column in ("value", "low", "high"):
            figure = claim.number(column)
            if figure is not None and not any(abs(figure - number) < 5e-5 for number in said):
                yield f"lacks the figure {figure:g} of {claim.id}. Every figure of its lines must stand in it."
                break


def _claims_of(passage: Passage, ground: Ground) -> Iterator[Claim]:
    for claim in ground.record.claims.values():
        if claim["source"] == passage.source and claim.id not in ground.unsure and passage.covers(claim.line):
            yield claim
