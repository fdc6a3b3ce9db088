"""The pages beside the lessons: the syllabus, the codebook, the glossary, the licence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape

from coursekit.glossary import Entry
from coursekit.site.addresses import GLOSSARY, lead
from coursekit.site.frame import frame
from coursekit.site.written import write

__all__ = ["glossary_page", "text_page"]

_GROUPS = {
    "Words": ("word",),
    "Parties": ("party",),
    "Bodies": ("body",),
    "People, papers and documents": ("person", "newspaper", "document"),
}
_PLACES = "Places"
_CYRILLIC = re.compile("[\u0400-\u04ff]")


def text_page(markdown: str, file: str, page: str, description: str, known: Mapping[str, str]) -> str:
    """Write a page of a text that the course keeps as Markdown.

    Parameters
    ----------
    markdown : str
        The text; it begins with its title.
    file : str
        Where it is kept, from the top of the course.
    page : str
        Where it is read, from the top of the site.
    description : str
        What it is, in a sentence.
    known : mapping of str to str
        The files that have a place on the site.

    Returns
    -------
    str
        The page.

    Examples
    --------
    >>> "<h1" in text_page("# Syllabus", "lessons/README.md", "syllabus.html", "What to read.", {})
    True
    """
    title = markdown.lstrip().partition("\n")[0].lstrip("# ")
    written = write(markdown, lambda link: lead(link, file, page, known), {"text"})
    chapters = [heading for heading in written.headings if heading.level == 2]
    items = "".join(f'<li><a href="#{heading.id}">{heading.html}</a></li>' for heading in chapters)
    head, ends, rest = written.html.partition("</h1>\n")
    main = f"<article>{head}{ends}{_contents(items) if items else ''}{rest}</article>"
    return frame(page, title, description, "book", main)


def glossary_page(entries: Iterable[Entry]) -> str:
    """Write a page of everything that `ck.term` can look up.

    Parameters
    ----------
    entries : iterable of Entry
        As `coursekit.glossary.entries` gives them.

    Returns
    -------
    str
        The page, each group in the order of the alphabet.

    Examples
    --------
    >>> "<dt>kulak</dt>" in glossary_page([Entry("kulak", "kulak", "word", "A rich peasant.")])
    True
    """
    groups: dict[str, list[Entry]] = {name: [] for name in (*_GROUPS, _PLACES)}
    for entry in entries:
        groups[next((name for name, kinds in _GROUPS.items() if entry.kind in kinds), _PLACES)].append(entry)
    filled = [(name, f"group-{number}", group) for number, (name, group) in enumerate(groups.items(), 1) if group]
    items = "".join(f'<li><a href="#{place}">{escape(name)}</a></li>' for name, place, _ in filled)
    body = "".join(_group(name, place, group) for name, place, group in filled)
    text = "What <code>ck.term</code> can look up in any lesson, in whatever spelling."
    main = f"<article><h1>Glossary</h1>{_contents(items)}<p>{text}</p>{body}</article>"
    return frame(GLOSSARY, "Glossary", "What a word, a party, a body, a person or a place was.", "book", main)


def _contents(items: str) -> str:
    return (
        f'<nav class="contents" aria-label="On this page"><details><summary>On this page</summary><ol>{items}</ol>'
        "</details></nav>"
    )


def _group(name: str, place: str, group: Iterable[Entry]) -> str:
    listed = "".join(map(_entry, sorted(group, key=lambda entry: entry.name.casefold())))
    return f'<h2 id="{place}">{escape(name)}</h2><dl class="glossary">{listed}</dl>'


def _entry(entry: Entry) -> str:
    spelt = ", ".join(map(_spelt, entry.also))
    also = f'<span class="also">Also: {spelt}</span>' if spelt else ""
    place = ", ".join(filter(None, (entry.within, f"today {entry.today}" if entry.today else "")))
    return f"<dt>{escape(entry.name)}</dt><dd>{escape(entry.meaning)} {escape(place)}{also}</dd>"


def _spelt(name: str) -> str:
    return f'<i lang="ru">{escape(name)}</i>' if _CYRILLIC.search(name) else escape(name)
