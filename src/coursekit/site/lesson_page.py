"""A lesson as a page to read: its text, its code, and what the code showed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from pygments import highlight  # type: ignore[import-untyped]
from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]
from pygments.lexers import PythonLexer  # type: ignore[import-untyped]

from coursekit.errors import FileError, Problem
from coursekit.notebooks import Notebook
from coursekit.site.addresses import lead, page_of, up, work_address
from coursekit.site.frame import frame
from coursekit.site.shown import Shelf, show
from coursekit.site.syllabus import Listed
from coursekit.site.written import Heading, write

__all__ = ["Neighbours", "lesson_page"]

_OPENING = re.compile(r"<h1\b.*?</h1>\s*<p>.*?</p>\n", re.DOTALL)


@dataclass(frozen=True)
class Neighbours:
    """The lessons before and after one, if there are any."""

    before: Listed | None
    after: Listed | None


def lesson_page(
    lesson: Listed, notebook: Notebook, beside: Neighbours, known: Mapping[str, str]
) -> tuple[str, dict[str, bytes]]:
    """Write the page of a lesson.

    Parameters
    ----------
    lesson : Listed
        The lesson.
    notebook : dict
        Its notebook, with outputs.
    beside : Neighbours
        The lessons beside it.
    known : mapping of str to str
        The files that have a place on the site.

    Returns
    -------
    tuple of str and dict
        The page, and the drawings it shows, by their names in `assets`.

    Raises
    ------
    FileError
        If the notebook does not begin with a title and a line below it, or shows what no page can.
    """
    page = page_of(lesson.name)
    shelf = Shelf(lesson.name, f"{up(page)}assets/")
    headings: list[Heading] = []
    parts = list(_parts(lesson, notebook, shelf, headings, known))
    opening = _OPENING.match("".join(parts))
    if opening is None:
        what = "does not begin with a title and a line below it. Write # Title, and how long the lesson takes."
        raise FileError([Problem(lesson.lesson, "cell 1", "", what)])
    work, rest = _work(lesson, known), opening.string[opening.end() :]
    chapters = [heading for heading in headings if heading.level == 2]
    main = (
        f'<div class="lesson">{_contents(chapters)}<article>{opening[0]}{work}{rest}{work}</article></div>'
        f"{_beside(page, beside)}"
    )
    return frame(page, lesson.title, lesson.question, "reading", main), shelf.files


def _parts(
    lesson: Listed, notebook: Notebook, shelf: Shelf, headings: list[Heading], known: Mapping[str, str]
) -> Iterator[str]:
    page, taken = page_of(lesson.name), {"text"}
    work = f"{up(page)}{work_address(lesson.lesson)}"
    for number, cell in enumerate(notebook["cells"], start=1):
        source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            written = write(source, lambda link: lead(link, lesson.lesson, page, known), taken)
            headings += written.headings
            yield written.html
        elif cell["cell_type"] == "code" and source.strip():
            place = Problem(lesson.lesson, f"cell {number}", "", "")
            yield f"{_code(source)}{show(cell['outputs'], place, shelf, work)}\n"


def _code(source: str) -> str:
    """Colour the code; each line is an element, so that one too long for the page goes on further in."""
    lines = highlight(source, PythonLexer(stripnl=False), HtmlFormatter(nowrap=True)).rstrip("\n").split("\n")
    inside = "".join(f'<span class="line">{line}\n</span>' for line in lines)
    return f'<div class="code"><p class="label">Code</p><pre><code>{inside}</code></pre></div>'


def _contents(chapters: Iterable[Heading]) -> str:
    """List the parts of a lesson twice: beside a wide page, and folded above a narrow one, which hides the other."""
    items = "".join(f'<li><a href="#{heading.id}">{heading.html}</a></li>' for heading in chapters)
    return (
        f'<nav class="contents beside" aria-labelledby="contents-beside"><p id="contents-beside">In this lesson</p>'
        f"<ol>{items}</ol></nav>"
        f'<nav class="contents above" aria-label="In this lesson"><details><summary>In this lesson</summary>'
        f"<ol>{items}</ol></details></nav>"
    )


def _work(lesson: Listed, known: Mapping[str, str]) -> str:
    top = up(page_of(lesson.name))
    exercises = known.get(lesson.exercises)
    more = f' <a href="{escape(top + exercises)}">Exercises for this lesson, in the browser</a>' if exercises else ""
    return (
        '<div class="work"><p>This page is for reading: every cell has been run. To change the code, open the source '
        "of each mark of a figure, and answer the questions, work on the lesson itself. Nothing needs to be "
        "installed.</p>"
        f'<p class="ways"><a class="button" href="{escape(top + work_address(lesson.lesson))}">'
        f"Work on this lesson in the browser</a>{more}</p></div>\n"
    )


def _beside(page: str, beside: Neighbours) -> str:
    links = "".join(
        f'<li class="{rel}"><a rel="{rel}" href="{up(page)}{page_of(each.name)}"><span>{word}</span> '
        f"{escape(each.title)}</a></li>"
        for rel, word, each in (("prev", "Lesson before", beside.before), ("next", "Next lesson", beside.after))
        if each is not None
    )
    return f'<nav class="neighbours" aria-label="Lessons before and after"><ul>{links}</ul></nav>' if links else ""
