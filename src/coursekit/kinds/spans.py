"""The words of a passage's rendering, by number: what is marked, what may be marked, and how far the two overlap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from coursekit.fields import Fields
from coursekit.markup import plain
from coursekit.renderings import find_passage, passages
from coursekit.work.answer_lines import Json

__all__ = ["Overlap", "overlap", "quoted", "read_phrase", "read_phrases", "read_spans", "span_answer", "words_of"]

_EDGES = " .,;:!?()“”‘’'\"…–-"
_MOST_SPANS = 40


@cache
def words_of(passage: str) -> tuple[tuple[str, ...], ...]:
    """Cut the rendering of a passage into words.

    Parameters
    ----------
    passage : str
        Id of the passage.

    Returns
    -------
    tuple of tuple of str
        Per paragraph its words, with their punctuation.

    Examples
    --------
    >>> words_of("walkout-declaration")[0][:4]
    ('The', 'house', 'knew', 'that')
    """
    paragraphs = find_passage(passage).rendering.split("\n\n")
    return tuple(tuple(plain(each).split()) for each in paragraphs if each.strip())


def _flat(passage: str) -> tuple[str, ...]:
    return tuple(word for paragraph in words_of(passage) for word in paragraph)


def read_phrase(fields: Fields, key: str, passage: str, phrase: str) -> frozenset[int]:
    """Find a phrase that an author quotes from a rendering; one that is not there exactly once is a fault.

    Parameters
    ----------
    fields : Fields
        Where faults go.
    key : str
        The field the phrase stands in.
    passage, phrase : str
        Id of the passage, and the words.

    Returns
    -------
    frozenset of int
        The numbers of its words, from 0.
    """
    words = [word.strip(_EDGES) for word in _flat(passage)] if passage in passages() else []
    wanted = [word.strip(_EDGES) for word in phrase.split()]
    starts = [at for at in range(len(words)) if wanted and words[at : at + len(wanted)] == wanted]
    if len(starts) != 1 and words:
        stands = "does not stand" if not starts else f"stands {len(starts)} times"
        fields.fault(key, f"{phrase!r} {stands} in the rendering of {passage!r}. Quote words that stand there once.")
    return frozenset(range(starts[0], starts[0] + len(wanted))) if starts else frozenset()


def read_phrases(fields: Fields, key: str, passage: str) -> tuple[frozenset[int], ...]:
    """Read a required list of phrases quoted from a rendering, each acceptable by itself."""
    return tuple(read_phrase(fields, key, passage, phrase) for phrase in fields.names(key))


def read_spans(answer: Json, passage: str) -> frozenset[int]:
    """Read what a student has marked: a list of first and last words; what is no such pair is passed over.

    Examples
    --------
    >>> sorted(read_spans([[2, 4], "x", [9]], "walkout-declaration"))
    [2, 3, 4]
    """
    total = len(_flat(passage))
    found: set[int] = set()
    for pair in answer[:_MOST_SPANS] if isinstance(answer, list) else ():
        if isinstance(pair, list) and len(pair) == 2 and all(type(end) is int for end in pair):
            first, last = (int(end) for end in pair if isinstance(end, int))
            found.update(range(max(first, 0), min(last, total - 1) + 1))
    return frozenset(found)


def span_answer(words: Iterable[int]) -> list[Json]:
    """Write marked words as a list of first and last words, as the browser sends it.

    Examples
    --------
    >>> span_answer({4, 2, 3, 9})
    [[2, 4], [9, 9]]
    """
    return [list(run) for run in _runs(words)]


def _runs(words: Iterable[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for word in sorted(words):
        if runs and runs[-1][1] == word - 1:
            runs[-1] = (runs[-1][0], word)
        else:
            runs.append((word, word))
    return runs


def quoted(words: frozenset[int], passage: str) -> str:
    """Write out marked words, with an ellipsis between runs.

    Examples
    --------
    >>> quoted(frozenset({0, 1, 6}), "walkout-declaration")
    '“The house … coming.”'
    """
    every = _flat(passage)
    texts = (" ".join(every[first : last + 1]) for first, last in _runs(words))
    return f"“{' … '.join(texts)}”" if words else ""


@dataclass(frozen=True)
class Overlap:
    """How far marked words and an accepted phrase overlap.

    Parameters
    ----------
    found : float
        Share of the phrase that is marked, of the accepted phrase marked best: 0 to 1.
    meant : float
        Share of what is marked that belongs to any accepted phrase: 0 to 1.
    """

    found: float
    meant: float


def overlap(marked: frozenset[int], accepted: Sequence[frozenset[int]]) -> Overlap:
    """Compare marked words with accepted phrases.

    Examples
    --------
    >>> overlap(frozenset({1, 2, 3, 4}), [frozenset({3, 4, 5, 6})])
    Overlap(found=0.5, meant=0.5)
    """
    every = frozenset().union(*accepted)
    found = max((len(marked & phrase) / len(phrase) for phrase in accepted if phrase), default=0.0)
    return Overlap(found, len(marked & every) / len(marked) if marked else 0.0)
