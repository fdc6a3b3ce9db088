"""Finding passages: by lesson, kind, speaker, source or a word they hold."""

from __future__ import annotations

from coursekit.errors import UnknownNameError
from coursekit.panel import Panel, facts_html, section_html
from coursekit.renderings import KINDS, Passage
from coursekit.renderings import passages as all_passages

__all__ = ["passages"]


def passages(*, lesson: str = "", kind: str = "", speaker: str = "", source: str = "", word: str = "") -> Panel:
    """List the passages that fit everything asked for.

    Parameters
    ----------
    lesson : str, optional
        Number of a lesson, such as `"05"` or `"5"`.
    kind : str, optional
        What sort of document, such as `"telegram"`.
    speaker : str, optional
        Part of a speaker's name, in any case.
    source : str, optional
        Id of the work it is printed in.
    word : str, optional
        A word or phrase of the title or the rendering, in any case.

    Returns
    -------
    Panel
        The titles, each with who speaks and what to type to read it.

    Raises
    ------
    UnknownNameError
        If there is no such kind, or no passage for such a lesson or source; the message lists the near names.

    Examples
    --------
    >>> print(passages(lesson="05", kind="speech").text.splitlines()[1])
    ck.passage("walkout-declaration"): The Bolsheviks leave the Pre-Parliament (Leon Trotsky, for the Bolshevik faction)
    """
    everything = all_passages().values()
    number = lesson.zfill(2) if lesson else ""
    _must_be_known("kind of passage", kind, KINDS)
    _must_be_known("lesson with passages", number, {name for passage in everything for name in passage.lessons})
    _must_be_known("source with passages", source, {passage.source for passage in everything})
    found = [
        passage
        for passage in everything
        if (not number or number in passage.lessons)
        and (not kind or kind == passage.kind)
        and (not source or source == passage.source)
        and _holds(speaker, passage.speaker)
        and _holds(word, f"{passage.title} {passage.rendering}")
    ]
    return _listed(found)


def _must_be_known(what: str, name: str, known: set[str] | tuple[str, ...]) -> None:
    if name and name not in known:
        raise UnknownNameError(what, name, known)


def _holds(part: str, text: str) -> bool:
    return part.casefold() in text.casefold()


def _listed(found: list[Passage]) -> Panel:
    title = f"{len(found)} passage{'' if len(found) == 1 else 's'}"
    facts = [(f'ck.passage("{p.id}")', f"{p.title} ({p.speaker})") for p in found]
    if not facts:
        facts = [("Nothing fits", "Ask for less: leave out the speaker or the word.")]
    text = "\n".join([title, *(f"{term}: {value}" for term, value in facts)])
    return Panel(section_html(title, "ck-search", facts_html(facts)), text)
