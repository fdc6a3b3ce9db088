"""A source note: who speaks, when, to whom, for what, with what silence, and the words of the passage that show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Self

from coursekit.fields import Fields
from coursekit.kinds.base import Feedback, Outcome, Pointer, Question, Sample, Verdict
from coursekit.kinds.evidence import read_passage_name
from coursekit.kinds.reading import Known, common, distinct
from coursekit.kinds.spans import overlap, quoted, read_phrases, read_spans, span_answer, words_of
from coursekit.markup import plain, render_inline, without_comments
from coursekit.renderings import find_passage
from coursekit.work.answer_lines import Json

__all__ = ["ASPECTS", "Aspect", "Choice", "SourceNote"]

ASPECTS = {
    "author": "Who speaks here?",
    "date": "When was it said?",
    "audience": "To whom?",
    "purpose": "For what purpose?",
    "silence": "What could the speaker not know, or not say?",
}
"""What a source note is about, in the order in which it is asked."""

ENOUGH = 0.4
"""Share of a phrase that must be marked: the words support an answer here, they are not the answer."""

_NOTHING = "Choose an answer for each question, then check the note."
_UNANSWERED = "This much fits. Still open: {named}. Answer that too, then check again."
_UNSUPPORTED = "Your answers fit. Now mark in the passage the words that support this one: {named}"
_OTHER_WORDS = "Your answers fit, but the words you marked do not support this one: {named} Look for the words that do."


@dataclass(frozen=True)
class Choice:
    """One possible answer about a source."""

    name: str
    text: str
    right: bool
    feedback: Feedback


@dataclass(frozen=True)
class Aspect:
    """One question of a source note, with the phrases that support its right answer; none where nothing could."""

    name: str
    choices: tuple[Choice, ...]
    words: tuple[frozenset[int], ...]

    @property
    def right(self) -> Choice:
        """The answer that fits."""
        return next(choice for choice in self.choices if choice.right)

    def find(self, name: Json) -> Choice | None:
        """Find a choice by its name."""
        return next((choice for choice in self.choices if choice.name == name), None)


@dataclass(frozen=True)
class SourceNote(Question):
    """Say of a passage who, when, to whom, for what, and what it is silent about, and mark the words that show it.

    The answer is `{"author": {"choice": ..., "words": [[first, last], ...]}, ...}`.
    """

    kind = "source note"
    parts = ("words",)

    passage: str
    aspects: tuple[Aspect, ...]

    @classmethod
    def read(cls, fields: Fields, known: Known) -> Self:
        """Read `passage` and `aspects`: per name of `ASPECTS` its `choices`, and `words` that support the right one."""
        passage = read_passage_name(fields, known)
        inner = fields.inner("aspects")
        aspects = tuple(
            _aspect(inner.inner(name), name, passage, known) for name in ASPECTS if inner.has(name) and passage
        )
        inner.finish()
        if passage and len(aspects) < 3:
            fields.fault("aspects", f"has {len(aspects)}, and a note needs three or more of {', '.join(ASPECTS)}.")
        return cls(**common(fields, known), passage=passage, aspects=aspects)

    def mark(self, answer: Json) -> Verdict:
        """Judge the choices first, then the words that support them."""
        given = {aspect.name: _given(answer, aspect) for aspect in self.aspects}
        if not any(choice for choice, _ in given.values()):
            return Verdict(Outcome.NOT_ATTEMPTED, _NOTHING)
        for aspect in self.aspects:
            choice = given[aspect.name][0]
            if choice and not choice.right:
                return choice.feedback.verdict(self._outcome(given))
        for aspect in self.aspects:
            if not given[aspect.name][0]:
                return Verdict(Outcome.PARTLY, _UNANSWERED.format(named=ASPECTS[aspect.name]), self._here())
        return self._supported({name: words for name, (_, words) in given.items()})

    def _outcome(self, given: Mapping[str, tuple[Choice | None, Json]]) -> Outcome:
        """Call a note partly right when more than half of its questions are answered rightly."""
        right = sum(choice is not None and choice.right for choice, _ in given.values())
        return Outcome.PARTLY if right * 2 > len(self.aspects) else Outcome.NOT_YET

    def _supported(self, words: Mapping[str, Json]) -> Verdict:
        for aspect in self.aspects:
            marked = read_spans(words[aspect.name], self.passage)
            if aspect.words and not marked:
                return Verdict(Outcome.PARTLY, _UNSUPPORTED.format(named=ASPECTS[aspect.name]), self._here())
            if aspect.words and overlap(marked, aspect.words).found < ENOUGH:
                return Verdict(Outcome.PARTLY, _OTHER_WORDS.format(named=ASPECTS[aspect.name]), self._here())
        return self._rightly()

    def _here(self) -> tuple[Pointer, ...]:
        return (Pointer("passage", self.passage),)

    def content(self) -> dict[str, object]:
        """Give the passage word by word, and the questions with their choices."""
        return {
            "title": find_passage(self.passage).title,
            "paragraphs": [list(each) for each in words_of(self.passage)],
            "aspects": [
                {
                    "name": aspect.name,
                    "asks": ASPECTS[aspect.name],
                    "choices": [{"name": each.name, "text": plain(each.text)} for each in aspect.choices],
                    "wants_words": bool(aspect.words),
                }
                for aspect in self.aspects
            ],
        }

    def still(self) -> str:
        """Give the passage and the questions to read."""
        paragraphs = "".join(f"<p>{escape(' '.join(words))}</p>" for words in words_of(self.passage))
        asked = "".join(f"<li>{escape(ASPECTS[aspect.name])}{_listed(aspect)}</li>" for aspect in self.aspects)
        return f"<blockquote>{paragraphs}</blockquote><ol>{asked}</ol>"

    def said(self, answer: Json) -> str:
        """Write the note out, a line for each question answered."""
        lines = []
        for aspect in self.aspects:
            choice, words = _given(answer, aspect)
            if choice:
                support = quoted(read_spans(words, self.passage), self.passage)
                lines.append(" ".join(filter(None, (ASPECTS[aspect.name], plain(choice.text), support))))
        return "\n".join(lines)

    def right(self) -> Json:
        """Give the right choices with the first phrase that supports each."""
        return {aspect.name: self._answer(aspect, aspect.right) for aspect in self.aspects}

    def _answer(self, aspect: Aspect, choice: Choice) -> Json:
        return {"choice": choice.name, "words": span_answer(aspect.words[0]) if aspect.words else []}

    def samples(self) -> Iterator[Sample]:
        """Leave all open or one, choose each wrong answer, and support the right ones with no words."""
        right: dict[str, Json] = {aspect.name: self._answer(aspect, aspect.right) for aspect in self.aspects}
        yield Sample(right, Outcome.RIGHT, self.because)
        yield Sample({}, Outcome.NOT_ATTEMPTED, _NOTHING)
        first = self.aspects[0]
        rest: dict[str, Json] = {name: each for name, each in right.items() if name != first.name}
        yield Sample(rest, Outcome.PARTLY, ASPECTS[first.name])
        for aspect in self.aspects:
            for choice in aspect.choices:
                if not choice.right:
                    wrong = self._answer(aspect, choice)
                    yield Sample({aspect.name: wrong}, Outcome.NOT_YET, choice.feedback.text)
                    yield Sample(right | {aspect.name: wrong}, Outcome.PARTLY, choice.feedback.text)
            if aspect.words:
                bare: Json = {"choice": aspect.right.name, "words": []}
                yield Sample(right | {aspect.name: bare}, Outcome.PARTLY, "mark in the passage")

    def feedback(self) -> tuple[str, ...]:
        """List what is said of each wrong choice, and of a note that is right."""
        wrong = [each.feedback.text for aspect in self.aspects for each in aspect.choices if not each.right]
        return (self.because, *wrong)

    def _substance(self) -> Sequence[object]:
        return [
            self.passage,
            [
                [aspect.name, sorted([each.name, without_comments(each.text), each.right] for each in aspect.choices)]
                for aspect in self.aspects
            ],
        ]


def _given(answer: Json, aspect: Aspect) -> tuple[Choice | None, Json]:
    """Read one answer of a note, whatever came."""
    own = answer.get(aspect.name) if isinstance(answer, dict) else None
    return (aspect.find(own.get("choice")), own.get("words")) if isinstance(own, dict) else (None, None)


def _listed(aspect: Aspect) -> str:
    return "<ul>" + "".join(f"<li>{render_inline(choice.text)}</li>" for choice in aspect.choices) + "</ul>"


def _aspect(fields: Fields, name: str, passage: str, known: Known) -> Aspect:
    rows = fields.rows("choices", "each with name and text; one with right = true, the others with feedback and see")
    choices = tuple(_choice(row, known) for row in rows)
    words = read_phrases(fields, "words", passage) if fields.has("words") else ()
    fields.finish()
    right = sum(choice.right for choice in choices)
    if rows and right != 1:
        fields.fault("choices", f"{right} of them are right, and exactly one must be.")
    if rows and len(rows) < 2:
        fields.fault("choices", "need at least one that is wrong.")
    distinct(fields, "choices", "name", (choice.name for choice in choices))
    return Aspect(name, choices or (Choice("", "", right=True, feedback=Feedback("", None)),), words)


def _choice(row: Fields, known: Known) -> Choice:
    name, text, right = row.text("name"), row.text("text"), row.flag("right")
    feedback = Feedback("", None) if right else known.feedback(row)
    row.finish()
    return Choice(name, text, right, feedback)
