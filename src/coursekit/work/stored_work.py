"""`ck.stored`: everything the course keeps about its reader, where it lies, and how to take it away or delete it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from html import escape
from pathlib import Path

from coursekit import copies, course
from coursekit.panel import Panel
from coursekit.sources import sources
from coursekit.work.answers import AnswerLog, answer_log
from coursekit.work.kept_files import SORTS, Sort, kept
from coursekit.work.reminders import reminder
from coursekit.work.work_panels import LARGEST_LINK, link_html, paragraphs_html, reminder_html, table_html, work_panel

__all__ = ["inventory", "stored"]

_NOTE = (
    "Nothing else is kept about you, and nothing is sent anywhere. A notebook that you save holds what its cells show, "
    "so your answers may stand in it too. To delete without a terminal, delete the folder work in the file browser."
)
_TAKE = (
    "To take your answers to another computer, download them here, and there run ck.bring_back with the file’s name."
)

_HEADS = {
    True: ("In the files of this browser", "Where"),
    False: ("In {}", "Where, and how to delete it in a terminal"),
}


def stored() -> Panel:
    """Show everything the course keeps about you, where it lies and how to delete it, with your answers to download.

    Returns
    -------
    Panel
        One row for each sort of file: your answers, what you handed in, notebooks set aside, your copies of books.

    Examples
    --------
    >>> print(stored().text.splitlines()[0])
    What the course keeps about you
    """
    rows, log = list(_rows()), answer_log()
    caption, where = _HEADS[course.in_a_browser()]
    table = table_html(
        caption.format(course.work_folder().parent),
        ("What", where),
        (
            (f"<span>{escape(what)}</span><span>{escape(much)}</span>", _place_html(where, undo))
            for what, much, where, undo in rows
        ),
    )
    link = _download(log)
    told = [_TAKE if link else "", _NOTE]
    text = [f"{what}: {much}; {where}" + (f"; to delete: {undo}" if undo else "") for what, much, where, undo in rows]
    return work_panel(
        "What the course keeps about you",
        f"{table}{link}{paragraphs_html(told)}{reminder_html()}",
        "\n".join([*text, *filter(None, [_NOTE, reminder()])]),
    )


def _rows() -> Iterator[tuple[str, str, str, str]]:
    for what, much, where, undo in inventory():
        yield (what, much, where, "" if course.in_a_browser() else undo)


def _place_html(where: str, undo: str) -> str:
    return f"<span><code>{escape(where)}</code></span>" + (f"<span><code>{escape(undo)}</code></span>" if undo else "")


def inventory() -> Iterator[tuple[str, str, str, str]]:
    """List what is kept.

    Yields
    ------
    tuple of str
        What it is, how much there is of it, where it lies, and the command that deletes it; empty if there is nothing.

    Examples
    --------
    >>> [row[0] for row in inventory()][-1]
    'Your copies of books'
    """
    folder = course.work_folder()
    for sort in SORTS:
        files = kept(folder, sort)
        much = _answers_much(folder, files) if sort.name == "answers" else _much(files)
        yield sort.words, much, _place(sort), _undo(sort, files)
    books = [copy.path for name in sources() for copy in copies.held(name)]
    shelf = "work/books" if course.in_a_browser() else str(copies.folder())
    yield "Your copies of books", _much(books), shelf, "coursekit sources remove ID" if books else ""


def _place(sort: Sort) -> str:
    return f"work/{sort.patterns[0]}" if "/" not in sort.patterns[0] else f"work/{sort.patterns[0].partition('/')[0]}"


def _undo(sort: Sort, files: tuple[Path, ...]) -> str:
    return f"coursekit work --delete {sort.name}" if files else ""


def _answers_much(folder: Path, files: tuple[Path, ...]) -> str:
    answers, damaged = AnswerLog(folder / "answers.jsonl").tally()
    aside = len(files) - sum(path.name == "answers.jsonl" for path in files)
    parts = [_count(answers, "answer"), _size(files)]
    parts += [f"{_count(damaged, 'line')} that cannot be read"] if damaged else []
    parts += [f"{_count(aside, 'copy', 'copies')} of such lines, set aside"] if aside else []
    return ", ".join(parts) if files else "nothing"


def _much(files: tuple[Path, ...] | list[Path]) -> str:
    return f"{_count(len(files), 'file')}, {_size(files)}" if files else "nothing"


def _size(files: tuple[Path, ...] | list[Path]) -> str:
    total = 0
    for path in files:
        with suppress(OSError):  # deleted since it was listed
            total += path.stat().st_size
    return f"{total / 1_000_000:.1f} MB" if total >= 1_000_000 else f"{-(-total // 1000)} kB"


def _count(number: int, what: str, many: str = "") -> str:
    return f"{number} {what if number == 1 else many or f'{what}s'}"


def _download(log: AnswerLog) -> str:
    with suppress(OSError):  # what cannot be read is in the table
        if 0 < log.path.stat().st_size <= LARGEST_LINK:
            link = link_html("Download your answers", "answers.jsonl", log.path.read_bytes(), "application/x-ndjson")
            return f"<p>{link}</p>"
    return ""
