"""One run over a copy of the course: what is checked in which order, and what falls away when something is broken."""

from __future__ import annotations

from pathlib import Path

from coursekit.checks.banks import Banks, check_banks, read_bank_files
from coursekit.checks.copied import check_copied, files_of_text
from coursekit.checks.faults import Findings
from coursekit.checks.ground import check_codebook, check_glossary, check_sources
from coursekit.checks.notebooks import Pages, check_notebooks, check_use
from coursekit.checks.passages import check_passages
from coursekit.checks.tables import Ground, check_tables
from coursekit.checks.texts import Names, Text, calls, check_names, check_numbers
from coursekit.glossary import entries, find_entries

__all__ = ["check_course"]

_WORDS = {
    "exercise": "question",
    "check": "question",
    "passage": "passage",
    "source": "claim",
    "load": "table",
    "claims": "table",
    "term": "term",
}


def check_course(top: Path) -> Findings:
    """Check a course: banks, notebooks, tables, passages, and what they rest on.

    Parameters
    ----------
    top : pathlib.Path
        The top of the course that the library reads (see `coursekit.course.read_from`).

    Returns
    -------
    Findings
        Every fault of every file, and what could not be checked.

    Examples
    --------
    >>> from coursekit.course import content
    >>> "banks" in check_course(content()).counts
    True
    """
    findings = Findings()
    _check(top, findings)
    return findings


def _check(top: Path, findings: Findings) -> None:
    banks = read_bank_files(top, findings)
    pages = check_notebooks(top, findings)
    sources, glossary = check_sources(top, findings), check_glossary(top, findings)
    book = check_codebook(top, findings)
    check_use(pages, banks.asked, findings)
    if not (sources and glossary and book):
        findings.leave_out("Not checked until that is mended: tables, passages, questions and numbers in prose.")
        return
    ground = check_tables(top, book, findings)
    check_passages(top, ground if ground.whole else None, findings)
    if not ground.whole:
        findings.leave_out("Not checked until the tables can be read: what rests on them, in every other file.")
        return
    _check_on(top, ground, banks, pages, findings)


def _check_on(top: Path, ground: Ground, banks: Banks, pages: Pages, findings: Findings) -> None:
    """Check everything that names claims or numbers."""
    passages = frozenset(path.stem for path in (top / "data" / "passages").glob("*.md"))
    check_banks(banks, ground, passages, findings)
    texts = [*banks.texts, *pages.prose]
    check_numbers(ground.record, _sure(texts, ground, findings), findings)
    check_names([*texts, *pages.code], _names(ground, banks, passages, [*texts, *pages.code]), findings)
    check_copied(ground, [*files_of_text(top), *pages.prose, *pages.code], findings)
    if not ground.unsure:
        _check_made(top, ground, findings)


def _sure(texts: list[Text], ground: Ground, findings: Findings) -> list[Text]:
    """Leave out the texts that name rows with a fault."""
    sure = [text for text in texts if not text.names() & ground.unsure]
    if len(sure) < len(texts):
        left = len(texts) - len(sure)
        findings.leave_out(f"Not checked, because they rest on rows with a fault: the numbers of {left} texts.")
    return sure


def _names(ground: Ground, banks: Banks, passages: frozenset[str], texts: list[Text]) -> Names:
    questions = frozenset(each.id for each in banks.asked)
    tables = frozenset(ground.record.tables)
    asked = {name for text in texts for function, name, _ in calls(text) if function == "term"}
    spelt = {spelling for entry in entries() for spelling in (entry.name, entry.key, *entry.also)}
    known = {
        "exercise": questions,
        "check": questions,
        "passage": passages,
        "source": frozenset(ground.record.claims),
        "load": tables,
        "claims": tables,
        "term": frozenset(spelt | {name for name in asked if find_entries(name)}),
    }
    return Names(known, _WORDS, frozenset(Path(file).name[:2] for file in banks.unread))


def _check_made(top: Path, ground: Ground, findings: Findings) -> None:
    from coursekit import build  # noqa: PLC0415 - what runs in a browser may not need it

    for file, text in build.derived(top, ground.record):
        path = top / file
        if not path.is_file() or path.read_bytes() != text.encode("utf-8"):
            findings.add(file, 1, "is not what it is made from now. Run: coursekit build")
