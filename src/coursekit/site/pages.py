"""The pages of the site: the start page, every lesson to be read, and the pages that they lead to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bs4 import BeautifulSoup

from coursekit.glossary import entries
from coursekit.site.addresses import CODEBOOK, GLOSSARY, LICENCE, SYLLABUS, page_of, places
from coursekit.site.book_pages import glossary_page, text_page
from coursekit.site.executed import run_notebooks
from coursekit.site.frame import START, assets
from coursekit.site.lesson_page import Neighbours, lesson_page
from coursekit.site.start_page import start_page
from coursekit.site.start_times import measured
from coursekit.site.syllabus import Listed, read_syllabus

__all__ = ["write_pages"]

_OPENS_WITH = "05-preparliament"
"""The lesson whose first figure stands on the start page."""
_TEXTS = {
    SYLLABUS: ("lessons/README.md", "The lessons, what each asks and needs, and three routes through them."),
    CODEBOOK: ("data/README.md", "Every table of the course: what a row is, who is counted, what is missing."),
    LICENCE: ("LICENSE-CONTENT.md", "What you may do with the course, and who else made something of it."),
}


def write_pages(out: Path, top: Path) -> None:
    """Write the pages that can be read without a kernel, a script or a network.

    Parameters
    ----------
    out : pathlib.Path
        The folder of the site. What it holds besides is left as it is.
    top : pathlib.Path
        The top of the course. A process that reads another course of its own first calls `coursekit.course.read_from`.

    Raises
    ------
    FileError
        If the syllabus does not fit the lessons, or a lesson does not run or cannot be shown; nothing is written then.
    """
    lessons = read_syllabus(top)
    known = places((each.name for each in lessons), (path.stem for path in (top / "exercises").glob("*.ipynb")))
    files = _lessons(lessons, top, known)
    files |= {f"assets/{name}": text.encode() for name, text in assets().items()}
    for page, (file, description) in _TEXTS.items():
        text = (top / file).read_text(encoding="utf-8")
        files[page] = text_page(text, file, page, description, known).encode()
    files[GLOSSARY] = glossary_page(entries()).encode()
    picture = _picture(files.get(page_of(_OPENS_WITH), b"").decode())
    files[START] = start_page(lessons, known, measured(), picture).encode()
    for name, content in files.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(content)


def _lessons(lessons: tuple[Listed, ...], top: Path, known: Mapping[str, str]) -> dict[str, bytes]:
    ran = run_notebooks([lesson.lesson for lesson in lessons], top)
    files: dict[str, bytes] = {}
    for lesson, before, after in zip(lessons, (None, *lessons), (*lessons[1:], None), strict=False):
        page, drawings = lesson_page(lesson, ran[lesson.lesson], Neighbours(before, after), known)
        files[page_of(lesson.name)] = page.encode()
        files |= {f"assets/{name}": drawing for name, drawing in drawings.items()}
    return files


def _picture(page: str) -> str:
    """Take the first figure of a page: its picture with its words, and its caption."""
    figure = BeautifulSoup(page, "html.parser").find("figure")
    if figure is None or figure.img is None or figure.figcaption is None:
        return ""
    figure.img["src"] = str(figure.img["src"]).removeprefix("../")
    return f'<figure class="ck-figure">{figure.img}{figure.figcaption}</figure>'
