"""Fingerprints of paragraphs: enough to know a paragraph again in another edition, too little to read it."""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from coursekit.sources import paragraph, reference_copy, source, sources
from coursekit.wording import words

__all__ = ["GRAM", "Fingerprint", "dump", "fingerprint", "gram_hash", "gram_hashes", "outputs", "parse", "work"]

# Words in a gram, and how many grams in a row may pass without one that is kept (Schleimer, Wilkerson and Aiken,
# "Winnowing", 2003). Every run of GRAM + WINDOW - 1 words that two editions share holds a kept gram. A kept gram is a
# word or two apart from the next, so that most words stand in one gram or none and none can be guessed from the last.
GRAM = 4
WINDOW = 8

# Three bytes: among the 160,000 grams of the longest work one in a hundred is met by chance, and a paragraph is told
# by dozens that lie in order. Longer hashes would tell a guesser more than they tell a finder.
_HASH_BYTES = 3
_BYTES = 1 + _HASH_BYTES


@dataclass(frozen=True)
class Fingerprint:
    """What is kept of one paragraph.

    Parameters
    ----------
    first, last : int
        Its first and last line in the reference copy.
    words : int
        How many words it has, numbers not counted.
    grams : tuple of (int, int)
        The kept grams in order: number of the word each begins at, from 0, and its hash. A paragraph of fewer than
        `GRAM` words has one, of all its words; a paragraph without words has none.
    """

    first: int
    last: int
    words: int
    grams: tuple[tuple[int, int], ...]


def gram_hash(gram: Iterable[str]) -> int:
    """Hash some words in a row.

    Parameters
    ----------
    gram : iterable of str
        Folded words.

    Returns
    -------
    int
        A number of three bytes.

    Examples
    --------
    >>> gram_hash(["all", "power", "to", "the"]) < 1 << 24
    True
    """
    return zlib.crc32(" ".join(gram).encode()) >> (32 - 8 * _HASH_BYTES)


def gram_hashes(text: Sequence[str], size: int = GRAM) -> list[int]:
    """Hash every run of some words in a text.

    Parameters
    ----------
    text : sequence of str
        Folded words.
    size : int
        Words in a run.

    Returns
    -------
    list of int
        The hash of the run that begins at each word, for as many words as begin one.

    Examples
    --------
    >>> len(gram_hashes(["all", "power", "to", "the", "soviets"]))
    2
    """
    return [gram_hash(text[at : at + size]) for at in range(len(text) - size + 1)]


def fingerprint(text: str, first: int, last: int) -> Fingerprint:
    """Make the fingerprint of a paragraph.

    Parameters
    ----------
    text : str
        The paragraph.
    first, last : int
        Its first and last line in the reference copy.

    Returns
    -------
    Fingerprint
        The hashes that winnowing keeps, and those of its first and last gram, which tell where it begins and ends.

    Examples
    --------
    >>> fingerprint("In 1917: all power to the soviets!", 5, 5).words
    6
    """
    folded = [word for word, _, _ in words(text)]
    if len(folded) < GRAM:
        grams = ((0, gram_hash(folded)),) if folded else ()
        return Fingerprint(first, last, len(folded), grams)
    hashes = gram_hashes(folded)
    kept = {0, len(hashes) - 1, *_winnow(hashes)}
    return Fingerprint(first, last, len(folded), tuple((at, hashes[at]) for at in sorted(kept)))


def _winnow(hashes: Sequence[int]) -> Iterator[int]:
    for start in range(len(hashes) - WINDOW + 1):
        # The rightmost of equal hashes, so that windows that overlap choose the same one.
        yield min(range(start, start + WINDOW), key=lambda at: (hashes[at], -at))


def work(lines: tuple[str, ...]) -> tuple[Fingerprint, ...]:
    """Make the fingerprints of all paragraphs of a work, joined over page ends.

    Parameters
    ----------
    lines : tuple of str
        The reference copy.

    Returns
    -------
    tuple of Fingerprint
        One for each paragraph, in order.

    Examples
    --------
    >>> [(each.first, each.last) for each in work(("It stops in mid", "", "sentence here.", "", "Another."))]
    [(1, 3), (5, 5)]
    """
    made: list[Fingerprint] = []
    for number, line in enumerate(lines, start=1):
        if line.strip() and not (made and number <= made[-1].last):
            joined = paragraph(lines, number)
            text = " ".join(lines[at - 1] for at in joined)
            made.append(fingerprint(text, joined[0], joined[-1]))
    return tuple(made)


def dump(prints: Iterable[Fingerprint], name: str, sha256: str) -> str:
    """Write fingerprints as the text of a file in `data/anchors`.

    Parameters
    ----------
    prints : iterable of Fingerprint
        The fingerprints of a work.
    name : str
        Id of the work.
    sha256 : str
        The reference copy they were made from.

    Returns
    -------
    str
        JSON with one paragraph a line: first line, last line, number of words, and the kept grams as base64, four
        bytes for each: how many words after the one before it begins, and its hash.

    Examples
    --------
    >>> prints = work(("All power to the soviets.", "", "They voted."))
    >>> parse(dump(prints, "example", "")) == prints
    True
    """
    head = json.dumps({"source": name, "sha256": sha256, "gram": GRAM, "window": WINDOW})[:-1]
    rows = (f'[{each.first},{each.last},{each.words},"{_packed(each.grams)}"]' for each in prints)
    return head + ', "paragraphs": [\n' + ",\n".join(rows) + "\n]}\n"


def parse(text: str) -> tuple[Fingerprint, ...]:
    """Read what `dump` wrote.

    Parameters
    ----------
    text : str
        Text of a file in `data/anchors`.

    Returns
    -------
    tuple of Fingerprint
        The fingerprints of the work.

    Examples
    --------
    >>> parse('{"paragraphs": [[1, 3, 2, "AAECAw=="]]}')
    (Fingerprint(first=1, last=3, words=2, grams=((0, 66051),)),)
    """
    rows = json.loads(text)["paragraphs"]
    return tuple(Fingerprint(first, last, count, tuple(_unpacked(packed))) for first, last, count, packed in rows)


def _packed(grams: Iterable[tuple[int, int]]) -> str:
    before = 0
    packed = bytearray()
    for at, hashed in grams:
        packed += bytes([at - before]) + hashed.to_bytes(_HASH_BYTES)
        before = at
    return b64encode(packed).decode("ascii")


def _unpacked(packed: str) -> Iterator[tuple[int, int]]:
    content = b64decode(packed)
    at = 0
    for start in range(0, len(content), _BYTES):
        at += content[start]
        yield at, int.from_bytes(content[start + 1 : start + _BYTES])


def outputs() -> Iterator[tuple[str, str]]:
    """List the files of fingerprints that can be made here.

    Yields
    ------
    tuple of str
        A file, from the top of the course, and the text it should have: one for each work whose reference copy is in
        the folder named by `COURSEKIT_SOURCES`.

    Examples
    --------
    >>> all(file.startswith("data/anchors/") for file, _ in outputs())
    True
    """
    for name in sources():
        lines = reference_copy(name)
        if lines is not None:
            yield f"data/anchors/{name}.json", dump(work(lines), name, source(name).sha256)
