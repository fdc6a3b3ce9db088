"""Where the files of the course are found on the site, and where a link in one of them leads there."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urlsplit

__all__ = ["CODEBOOK", "GLOSSARY", "LICENCE", "SYLLABUS", "lead", "page_of", "places", "up", "work_address"]

CODEBOOK, GLOSSARY, LICENCE, SYLLABUS = "codebook.html", "glossary.html", "licence.html", "syllabus.html"


def work_address(file: str) -> str:
    """Say where a notebook can be worked in, in the browser.

    Parameters
    ----------
    file : str
        The notebook, from the top of the course.

    Returns
    -------
    str
        The address, from the top of the site.

    Examples
    --------
    >>> work_address("lessons/05-preparliament.ipynb")
    'lite/lab/index.html?path=lessons/05-preparliament.ipynb'
    """
    return f"lite/lab/index.html?path={quote(file)}"


def page_of(name: str) -> str:
    """Say where the reading page of a lesson is, from the top of the site."""
    return f"lessons/{name}.html"


def places(lessons: Iterable[str], exercises: Iterable[str]) -> dict[str, str]:
    """List the files of the course that have a place on the site.

    Parameters
    ----------
    lessons, exercises : iterable of str
        The names of the notebooks, without folder and ending.

    Returns
    -------
    dict of str to str
        By file, from the top of the course: its address, from the top of the site.

    Examples
    --------
    >>> places(["01-village"], [])["lessons/01-village.ipynb"]
    'lessons/01-village.html'
    """
    pages = {
        "data/README.md": CODEBOOK,
        "data/glossary.toml": GLOSSARY,
        "lessons/README.md": SYLLABUS,
        "LICENSE-CONTENT.md": LICENCE,
    }
    pages |= {f"lessons/{name}.ipynb": page_of(name) for name in lessons}
    return pages | {f"exercises/{name}.ipynb": work_address(f"exercises/{name}.ipynb") for name in exercises}


def lead(link: str, file: str, page: str, known: Mapping[str, str]) -> str | None:
    """Say where a link leads on the site.

    Parameters
    ----------
    link : str
        The link, as it is written.
    file : str
        The file it is written in, from the top of the course.
    page : str
        The page it is read on, from the top of the site.
    known : mapping of str to str
        As `places` gives it.

    Returns
    -------
    str or None
        The address to write on the page; None if the link leads to nothing that the site has.

    Examples
    --------
    >>> known = places(["01-village"], ["01-village"])
    >>> lead("../data/README.md#sources", "lessons/01-village.ipynb", "lessons/01-village.html", known)
    '../codebook.html#sources'
    >>> lead("../solutions/01-village.md", "lessons/01-village.ipynb", "lessons/01-village.html", known) is None
    True
    """
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return link if parts.scheme in {"http", "https"} else None
    if not parts.path:
        return link
    target = known.get(posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(parts.path))))
    if target is None:
        return None
    anchor = f"#{parts.fragment}" if parts.fragment and "?" not in target else ""
    return f"{up(page)}{target}{anchor}"


def up(page: str) -> str:
    """Write the way from a page to the top of the site.

    Examples
    --------
    >>> up("lessons/01-village.html"), up("index.html")
    ('../', '')
    """
    return "../" * (len(PurePosixPath(page).parts) - 1)
