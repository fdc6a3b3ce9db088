"""What a word, a party, a body, a person or a place was: the glossary and the lists of the record, under one search."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from html import escape

from coursekit import course
from coursekit.codebook import codebook
from coursekit.errors import UnknownNameError
from coursekit.gazetteer import find_site
from coursekit.panel import Panel, facts_html, section_html
from coursekit.spelling import sound

__all__ = ["Entry", "entries", "find_entries", "term"]

_LISTS = {"parties": "party", "bodies": "body", "claimants": "person", "places": "place"}
_SLIP = 0.84  # how like a known spelling a word must be to be taken for a slip of it
_NEAR = 0.6


@dataclass(frozen=True)
class Entry:
    """One thing that can be looked up.

    Parameters
    ----------
    key : str
        Its key in the glossary, or its name in the list of the record it stands in.
    name : str
        What it is called in the course.
    kind : str
        "word", "party", "body", "person" (or the other kinds of claimant: "newspaper", "document"), or a kind of place.
    meaning : str
        What it is.
    also : tuple of str
        Other spellings, with the Russian word where there is one.
    see : tuple of str
        Keys of entries that belong to it.
    within, today : str
        For a place, what it lies in and its present name; else empty.
    """

    key: str
    name: str
    kind: str
    meaning: str
    also: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    within: str = ""
    today: str = ""


def _words() -> Iterator[Entry]:
    text = (course.content() / "data" / "glossary.toml").read_text(encoding="utf-8")
    for key, held in tomllib.loads(text).items():
        yield Entry(key, held["name"], "word", held["meaning"], tuple(held["also"]), tuple(held["see"]))


def _listed() -> Iterator[Entry]:
    for name, kind in _LISTS.items():
        for key, row in codebook().lists[name].items():
            also = tuple(spelling for spelling in row["spellings"].split("; ") if spelling not in {"", key})
            entry = Entry(key, row.get("name", key), row.get("kind", kind), row["meaning"], also)
            yield _placed(entry) if name == "places" else entry


def _placed(entry: Entry) -> Entry:
    site = find_site(entry.key)
    today = site.today if site.today != site.name else ""
    return replace(entry, within=site.within, today=today)


@cache
def entries() -> tuple[Entry, ...]:
    """List everything that can be looked up: the glossary, then the parties, bodies, claimants and places.

    Returns
    -------
    tuple of Entry
        The entries, each once, without those that have no name of their own.

    Examples
    --------
    >>> {"word", "party", "body", "person"} <= {entry.kind for entry in entries()}
    True
    """
    listed: dict[tuple[str, bool], Entry] = {}
    for entry in _listed():
        # A party or body that also makes claims stands in two lists; the place of the same name is another thing.
        place = (entry.name, bool(entry.within))
        known = listed.setdefault(place, entry)
        listed[place] = replace(known, also=tuple(dict.fromkeys((*known.also, *entry.also))))
    return (*_words(), *(entry for entry in listed.values() if entry.kind != "unnamed"))


@cache
def _plain() -> Mapping[str, tuple[Entry, ...]]:
    return _index(by_sound=False)


@cache
def _sounds() -> Mapping[str, tuple[Entry, ...]]:
    return _index(by_sound=True)


def _index(*, by_sound: bool) -> Mapping[str, tuple[Entry, ...]]:
    found: dict[str, tuple[Entry, ...]] = {}
    for entry in entries():
        for name in dict.fromkeys((entry.name, entry.key, *entry.also, *filter(None, [entry.today]))):
            key = sound(name) if by_sound else _written(name)
            if key and entry not in found.get(key, ()):
                found[key] = (*found.get(key, ()), entry)
    return found


def find_entries(name: str) -> tuple[Entry, ...]:
    """Look a name up as it is written, and if no entry has it so, by its sound.

    Parameters
    ----------
    name : str
        A word or name in any transliteration, in Cyrillic, or in the plural.

    Returns
    -------
    tuple of Entry
        Every entry it fits, those of the glossary first; empty if none.

    Examples
    --------
    >>> [entry.name for entry in find_entries("десятины")]
    ['dessiatin']
    """
    return _plain().get(_written(name)) or _sounds().get(sound(name), ())


def _written(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").split())


def term(name: str) -> Panel:
    """Say what a word of the course means, or who or what a name was in the sources.

    Parameters
    ----------
    name : str
        A word, party, body, person or place, such as `"kulak"`, `"Викжель"` or `"Dvinsk"`; in any transliteration.

    Returns
    -------
    Panel
        The meaning, other spellings, and where to read on. A name that fits several things shows them all.

    Raises
    ------
    UnknownNameError
        If nothing fits; the message lists the near names.

    Examples
    --------
    >>> print(term("Desyatina").text.splitlines()[0])
    dessiatin (word)
    """
    found = find_entries(name)
    if found:
        return _panel(found, "")
    alike = get_close_matches(sound(name), _sounds(), n=8, cutoff=_NEAR)
    if get_close_matches(sound(name), alike, n=1, cutoff=_SLIP):
        found = _sounds()[alike[0]]
        return _panel(found, f"Nothing is called “{name}” here; this is the nearest name.")
    near = {_sounds()[key][0].name for key in alike}
    raise UnknownNameError("term", name, near or [entry.name for entry in entries() if entry.kind == "word"])


def _panel(found: tuple[Entry, ...], note: str) -> Panel:
    shown = [(entry, _facts(entry)) for entry in found]
    html = "".join(
        section_html(
            entry.name,
            "ck-term",
            f'<p class="ck-kind">{escape(entry.kind.capitalize())}</p><p>{escape(_sentence(entry.meaning))}</p>'
            f"{facts_html(facts)}",
        )
        for entry, facts in shown
    )
    text = "\n\n".join(
        "\n".join([f"{entry.name} ({entry.kind})", _sentence(entry.meaning), *map(": ".join, facts)])
        for entry, facts in shown
    )
    return Panel(f"<p>{escape(note)}</p>{html}", f"{note}\n{text}") if note else Panel(html, text)


def _facts(entry: Entry) -> list[tuple[str, str]]:
    names = {other.key: other.name for other in entries() if other.kind == "word"}
    facts = [
        ("Also written", ", ".join(entry.also)),
        ("Lies in", entry.within),
        ("Today", entry.today),
        ("See also", ", ".join(f'ck.term("{names[key]}")' for key in entry.see)),
    ]
    return [(what, said) for what, said in facts if said]


def _sentence(meaning: str) -> str:
    return meaning[0].upper() + meaning[1:].rstrip(".") + "."
