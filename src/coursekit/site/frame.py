"""What stands round every page of the site: its head, the way to the other pages, and its foot."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files
from string import Template

import coursekit
from coursekit.site.addresses import CODEBOOK, GLOSSARY, SYLLABUS, up

__all__ = ["NAME", "START", "assets", "frame"]

NAME = "Counting October"
START = "index.html"
_COURSE = {START: "Lessons", SYLLABUS: "Syllabus", GLOSSARY: "Glossary", CODEBOOK: "Codebook"}
_SHEETS = ("figure.css", "panel.css", "work.css", "site/page.css", "site/lesson.css", "site/start.css")


def frame(page: str, title: str, description: str, kind: str, main: str) -> str:
    """Write a page.

    Parameters
    ----------
    page : str
        Its address, from the top of the site.
    title, description : str
        What it is, in a few words and in a sentence, both plain text.
    kind : str
        The class that the style sheet knows such pages by.
    main : str
        What stands on it, as HTML.

    Returns
    -------
    str
        The whole page. It asks for no script, and for no file but those of `assets` and its own pictures.

    Examples
    --------
    >>> '<html lang="en-GB">' in frame("index.html", "Start", "A course.", "start", "<h1>Start</h1>")
    True
    """
    return _template().substitute(
        title=escape(title if title == NAME else f"{title} · {NAME}"),
        description=escape(description),
        kind=kind,
        main=main.strip(),
        up=up(page),
        version=coursekit.__version__,
        course="".join(_link(page, target, name) for target, name in _COURSE.items()),
    )


def _link(page: str, target: str, name: str) -> str:
    here = ' aria-current="page"' if page == target else ""
    return f'<li><a href="{up(page)}{target}"{here}>{name}</a></li>'


def assets() -> dict[str, str]:
    """Give the files that all pages share, by name: one style sheet, and the icon."""
    return {"course.css": "\n".join(map(_static, _SHEETS)), "icon.svg": _static("site/icon.svg")}


@cache
def _template() -> Template:
    return Template(_static("site/page.html"))


def _static(name: str) -> str:
    return files("coursekit").joinpath("static", *name.split("/")).read_text(encoding="utf-8")
