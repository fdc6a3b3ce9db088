"""Anchors: where a paragraph of the reference copy stands in a reader's own copy, whatever its edition."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Literal

from coursekit import course
from coursekit.fingerprints import GRAM, Fingerprint, gram_hashes, outputs, parse
from coursekit.sources import source
from coursekit.wording import words

__all__ = ["Finder", "Place", "Verdict", "anchors", "outputs"]

Verdict = Literal["found", "ambiguous", "not found"]

# A stretch is a paragraph if it has at least this share of its fingerprint ...
_LEAST = 0.5
# ... with no more than this many words thrown in (running heads, a note in the text), ...
_THROWN_IN = 80
# ... and if, of this many paragraphs before and after it, so many stand where they should, give or take some words of
# notes. A paragraph that another book quotes whole has none of them around it.
_AROUND = 4
_SUPPORT = 3
_ASTRAY = 300
# In finding where a stretch begins and ends, one more gram is worth as much as this many words thrown in before it.
# With more, a phrase of the last line that the next paragraph repeats would draw the end there; with less, a note among
# the last words cuts the end off, which is the smaller harm.
_WORTH = 25
_LOOK_BACK = 16

# Numbers are no words here, so the figure that ends a paragraph ("14 votes against 12.") is taken in afterwards, with
# the marks that open and close it; a number on a line of its own, or after the end of a sentence, belongs elsewhere.
_OPENED = re.compile(r"[“\"‘'(\[*_«]*\Z")
_CLOSED = re.compile(r"(?:[^\w\s.!?;:]*\s?[^\w\s.!?;:]*\d[\d.,:/½–—-]*)*[^\w\s]*")
_OPENING = 8


@dataclass(frozen=True)
class Place:
    """Where a paragraph stands in a copy.

    Parameters
    ----------
    verdict : str
        `found`; `ambiguous` if several stretches could be it; or `not found`.
    score : float
        The share of its fingerprint that the best stretch has, from 0 to 1.
    start, end : int
        The first character of the stretch and the one after its last; both 0 unless it is found.
    """

    verdict: Verdict
    score: float = 0.0
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class _Stretch:
    """Words of a copy, from `start` to before `end`, that may be a paragraph."""

    start: int
    end: int
    score: float


@cache
def anchors(name: str) -> tuple[Fingerprint, ...]:
    """Read the fingerprints of a work, once.

    Parameters
    ----------
    name : str
        Id of the work.

    Returns
    -------
    tuple of Fingerprint
        One for each paragraph, in order.

    Raises
    ------
    UnknownNameError
        If the course reads no such work; the message lists the near names.

    Examples
    --------
    >>> anchors("serge-1930")[0].first
    1
    """
    path = course.content() / "data" / "anchors" / f"{source(name).id}.json"
    return parse(path.read_text(encoding="utf-8"))


class Finder:
    r"""Finds the paragraphs of a work in one copy of it.

    Parameters
    ----------
    prints : sequence of Fingerprint
        The fingerprints of the work, from `anchors`.
    text : str
        The copy: plain text of any edition, or of a part of one. A paragraph is only found among its neighbours, so a
        part should be several paragraphs long.

    Examples
    --------
    >>> from coursekit.fingerprints import work
    >>> lines = ("The garrison voted.", "Nobody at the front knew of it.", "Smolny was awake.", "The city slept on.")
    >>> copy = "THE GARRISON VOTED. Nobody at the\nfront knew of it. Smolny was awake. The city slept on."
    >>> place = Finder(work(lines), copy).find(2)
    >>> place.verdict, place.start, place.end
    ('found', 20, 51)
    """

    def __init__(self, prints: Sequence[Fingerprint], text: str) -> None:
        self._prints = prints
        self._text = text
        self._twins = Counter(each.grams for each in prints)
        self._begins = [each.first for each in prints]
        read = list(words(text))
        self._words = [word for word, _, _ in read]
        self._spans = [(start, end) for _, start, end in read]
        self._at = _positions(self._words, prints)
        self._stretches = [list(_stretches(each, self._at)) for each in prints]
        # Where each paragraph would begin, in words, if the copy were the reference copy.
        self._offsets = list(accumulate((each.words for each in prints), initial=0))

    def find(self, line: int) -> Place:
        """Find the paragraph that a line of the reference copy belongs to.

        Parameters
        ----------
        line : int
            A line number of the reference copy, as the tables give it.

        Returns
        -------
        Place
            The stretch, or that there is none or more than one. A paragraph that is too short to be known by itself is
            found between its neighbours or not at all.

        Raises
        ------
        ValueError
            If the work has no paragraph at that line.
        """
        number = bisect_right(self._begins, line) - 1
        if number < 0 or line > self._prints[number].last:
            raise ValueError(f"Line {line} is in no paragraph of the reference copy. Give a line that has words on it.")
        return self._place(number)

    def _place(self, number: int) -> Place:
        chosen = self._chosen(number)
        if len(chosen) == 1 and not self._is_twin(number):
            [stretch] = chosen
            return Place("found", stretch.score, *self._characters(stretch))
        best = max((each.score for each in chosen or self._stretches[number]), default=0.0)
        return Place("ambiguous" if chosen else "not found", best)

    def _is_twin(self, number: int) -> bool:
        """Say whether the work has the same words twice, such as a title that its table of contents repeats."""
        wanted = self._prints[number]
        return wanted.words >= GRAM and self._twins[wanted.grams] > 1

    def _characters(self, stretch: _Stretch) -> tuple[int, int]:
        start = self._spans[stretch.start][0]
        end = self._spans[stretch.end - 1][1]
        opened = _OPENED.search(self._text[max(0, start - _OPENING) : start])
        closed = _CLOSED.match(self._text, end)
        return start - len(opened[0] if opened else ""), closed.end() if closed else end

    def _chosen(self, number: int) -> list[_Stretch]:
        if self._prints[number].words < GRAM:
            return self._between(number)
        supported = [each for each in self._stretches[number] if self._supported(number, each)]
        trimmed = [_trimmed(self._prints[number], each, self._at, len(self._words)) for each in supported]
        return [each for each in trimmed if each.score >= _LEAST]

    def _supported(self, number: int, stretch: _Stretch) -> bool:
        near = range(max(0, number - _AROUND), min(len(self._prints), number + _AROUND + 1))
        others = [other for other in near if other != number and self._prints[other].words >= GRAM]
        there = sum(any(self._agree(number, stretch, other, at) for at in self._stretches[other]) for other in others)
        return there >= min(_SUPPORT, len(others))

    def _agree(self, number: int, stretch: _Stretch, other: int, at: _Stretch) -> bool:
        apart = self._offsets[other] - self._offsets[number]
        in_order = at.start >= stretch.end if other > number else at.end <= stretch.start
        return in_order and abs(at.start - stretch.start - apart) <= _ASTRAY

    def _between(self, number: int) -> list[_Stretch]:
        """Look for a paragraph too short for a gram between the two beside it."""
        count = self._prints[number].words
        if not count or not 0 < number < len(self._prints) - 1:
            return []
        sides = [self._chosen(side) for side in (number - 1, number + 1) if self._prints[side].words >= GRAM]
        if [len(side) for side in sides] != [1, 1]:
            return []
        first, last = sides[0][0].end, sides[1][0].start
        hashes = gram_hashes(self._words[first:last], count)
        [(_, wanted)] = self._prints[number].grams
        starts = [first + at for at, hashed in enumerate(hashes) if hashed == wanted]
        return [_Stretch(start, start + count, 1.0) for start in starts]


def _positions(text: Sequence[str], prints: Sequence[Fingerprint]) -> Mapping[int, list[int]]:
    """Note where in a copy each gram of the fingerprints stands."""
    wanted = {hashed for each in prints for _, hashed in each.grams}
    found: dict[int, list[int]] = defaultdict(list)
    for at, hashed in enumerate(gram_hashes(text)):
        if hashed in wanted:
            found[hashed].append(at)
    return found


def _stretches(wanted: Fingerprint, at: Mapping[int, list[int]]) -> Iterator[_Stretch]:
    """List the stretches of a copy that have enough of a fingerprint, the best first, none on top of another."""
    if wanted.words < GRAM:
        return
    # A hit is where the paragraph would begin, going by one gram, and the number of the gram.
    hits = sorted(
        (position - offset, gram)
        for gram, (offset, hashed) in enumerate(wanted.grams)
        for position in at.get(hashed, ())
    )
    while hits:
        low, count = _densest(hits)
        score = count / len(wanted.grams)
        if score < _LEAST:
            return
        yield _Stretch(low, low + wanted.words, score)
        hits = [hit for hit in hits if not low - wanted.words < hit[0] < low + _THROWN_IN + wanted.words]


def _densest(hits: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Find the beginning that most different grams agree on, give or take the words thrown in, and how many do."""
    best = (0, 0)
    grams: Counter[int] = Counter()
    first = 0
    for begin, gram in hits:
        grams[gram] += 1
        while begin - hits[first][0] > _THROWN_IN:
            grams[hits[first][1]] -= 1
            if not grams[hits[first][1]]:
                del grams[hits[first][1]]
            first += 1
        if len(grams) > best[1]:
            best = (hits[first][0], len(grams))
    return best


def _trimmed(wanted: Fingerprint, rough: _Stretch, at: Mapping[int, list[int]], length: int) -> _Stretch:
    """Find where exactly a stretch begins and ends, by the longest row of grams that stand in order there."""
    hits = [
        (offset, position)
        for offset, hashed in wanted.grams
        for position in at.get(hashed, ())
        if rough.start - _ASTRAY <= position <= rough.end + _ASTRAY
    ]
    row = _row(hits)
    start = max(0, row[0][1] - row[0][0])
    end = min(length, row[-1][1] - row[-1][0] + wanted.words)
    return _Stretch(start, end, len(row) / len(wanted.grams))


def _row(hits: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    worth: list[float] = []
    before: list[int | None] = []
    for number, hit in enumerate(hits):
        links = [
            (worth[other] - abs((hit[1] - hit[0]) - (hits[other][1] - hits[other][0])) / _WORTH, other)
            for other in range(max(0, number - _LOOK_BACK), number)
            if hits[other][0] < hit[0] and hits[other][1] < hit[1]
        ]
        gain, link = max(links, default=(0.0, None))
        worth.append(1 + max(0.0, gain))
        before.append(link if gain > 0 else None)
    at: int | None = max(range(len(hits)), key=worth.__getitem__)
    row = []
    while at is not None:
        row.append(hits[at])
        at = before[at]
    return row[::-1]
