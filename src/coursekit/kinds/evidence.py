"""Marking the words of a passage that carry a point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Self

from coursekit.errors import near
from coursekit.fields import Fields
from coursekit.kinds.base import Feedback, Outcome, Pointer, Question, Sample, Verdict
from coursekit.kinds.reading import Known, common, distinct
from coursekit.kinds.spans import overlap, quoted, read_phrase, read_phrases, read_spans, span_answer, words_of
from coursekit.renderings import find_passage
from coursekit.work.answer_lines import Json

__all__ = ["Decoy", "Evidence", "read_passage_name"]

ENOUGH = 0.75
"""Share of an accepted phrase that must be marked."""

MOSTLY = 0.5
"""Share of what is marked that must belong to accepted phrases."""

_NOTHING = "Mark the words in the passage, then check them."
_MORE = (
    "You have found the place, but not all of the words that carry it. Read on from there and mark the whole phrase."
)
_LESS = "The words are among those you marked, but so is much else. Keep only the words that carry the point."


@dataclass(frozen=True)
class Decoy:
    """A phrase that looks like the evidence and is not."""

    words: frozenset[int]
    feedback: Feedback


@dataclass(frozen=True)
class Evidence(Question):
    """Mark words of a passage's rendering. The answer is a list of pairs: number of the first and of the last word."""

    kind = "mark the evidence"
    parts = ("words",)

    passage: str
    accepted: tuple[frozenset[int], ...]
    decoys: tuple[Decoy, ...]
    otherwise: Feedback

    @classmethod
    def read(cls, fields: Fields, known: Known) -> Self:
        """Read `passage`, `accepted` (phrases, each enough by itself), `decoys` and `otherwise`."""
        passage = read_passage_name(fields, known)
        rows = fields.rows("decoys", "each with words, feedback and see") if fields.has("decoys") else ()
        decoys = tuple(
            Decoy(read_phrase(row, "words", passage, row.text("words")), known.feedback(row)) for row in rows
        )
        for row in rows:
            row.finish()
        accepted = read_phrases(fields, "accepted", passage)
        distinct(fields, "decoys", "words", (quoted(decoy.words, passage) for decoy in decoys if passage))
        if any(decoy.words & phrase for decoy in decoys for phrase in accepted):
            fields.fault("decoys", "share words with an accepted phrase. Keep the two apart.")
        return cls(
            **common(fields, known),
            passage=passage,
            accepted=accepted,
            decoys=decoys,
            otherwise=known.told(fields, "otherwise"),
        )

    def mark(self, answer: Json) -> Verdict:
        """Compare what is marked with the accepted phrases."""
        marked = read_spans(answer, self.passage)
        if not marked:
            return Verdict(Outcome.NOT_ATTEMPTED, _NOTHING)
        fit = overlap(marked, self.accepted)
        here = (Pointer("passage", self.passage),)
        if fit.found >= ENOUGH:
            return self._rightly() if fit.meant >= MOSTLY else Verdict(Outcome.PARTLY, _LESS, here)
        if fit.found:
            return Verdict(Outcome.PARTLY, _MORE, here)
        for decoy in self.decoys:
            if marked & decoy.words:
                return decoy.feedback.verdict(Outcome.NOT_YET)
        return self.otherwise.verdict(Outcome.NOT_YET)

    def content(self) -> dict[str, object]:
        """Give the words of the passage, paragraph by paragraph."""
        return {
            "title": find_passage(self.passage).title,
            "paragraphs": [list(each) for each in words_of(self.passage)],
        }

    def still(self) -> str:
        """Give the passage to read."""
        paragraphs = "".join(f"<p>{escape(' '.join(words))}</p>" for words in words_of(self.passage))
        return f"<blockquote>{paragraphs}</blockquote><p>Answer: the words that carry the point.</p>"

    def said(self, answer: Json) -> str:
        """Quote what is marked."""
        return quoted(read_spans(answer, self.passage), self.passage)

    def right(self) -> Json:
        """Mark the first accepted phrase."""
        return span_answer(self.accepted[0])

    def samples(self) -> Iterator[Sample]:
        """Mark nothing, each accepted phrase, part of it, everything, each decoy, and words beside the point."""
        every = frozenset(range(sum(map(len, words_of(self.passage)))))
        blanks: tuple[Json, ...] = ("", [], {}, [["a", "b"]])
        for blank in blanks:
            yield Sample(blank, Outcome.NOT_ATTEMPTED, _NOTHING)
        for phrase in self.accepted:
            yield Sample(span_answer(phrase), Outcome.RIGHT, self.because)
            if len(phrase) > 2:
                yield Sample(span_answer(sorted(phrase)[:1]), Outcome.PARTLY, _MORE)
        yield Sample(span_answer(every), Outcome.PARTLY, _LESS)
        for decoy in self.decoys:
            yield Sample(span_answer(decoy.words), Outcome.NOT_YET, decoy.feedback.text)
        beside = sorted(every - frozenset().union(*self.accepted, *(decoy.words for decoy in self.decoys)))
        for words in (beside[:3], beside[-3:]):
            yield Sample(span_answer(words), Outcome.NOT_YET, self.otherwise.text)

    def feedback(self) -> tuple[str, ...]:
        """List what is said of the right words, of each decoy and of any others."""
        return (self.because, *(decoy.feedback.text for decoy in self.decoys), self.otherwise.text)

    def _substance(self) -> Sequence[object]:
        return [self.passage, words_of(self.passage), [sorted(phrase) for phrase in self.accepted]]


def read_passage_name(fields: Fields, known: Known) -> str:
    """Read which passage a question is about; empty, with a fault, if there is no such passage."""
    name = fields.text("passage")
    if name and name not in known.passages:
        fields.fault("passage", f"{name!r} is no passage. {near(name, known.passages)}")
        return ""
    return name
