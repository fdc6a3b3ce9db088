"""Writing freely, then marking oneself against a rubric beside the model answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from coursekit.fields import Fields
from coursekit.kinds.base import Feedback, Outcome, Question, Sample, Verdict
from coursekit.kinds.reading import Known, common, distinct
from coursekit.markup import plain, render, render_inline, without_comments
from coursekit.work.answer_lines import Json

__all__ = ["MARKS", "Essay", "Point"]

MARKS = ("yes", "in part", "no")
"""How far a student may say that an answer meets a point of the rubric."""

_NOTHING = "Write your answer, then check it. It is kept as you wrote it."
_KEPT = "Your answer is kept. Now read the model answer below, and mark your own against each point of the rubric."
_MET = "You have marked every point as met. What you wrote, your marks and the model answer are kept together."


@dataclass(frozen=True)
class Point:
    """One point of a rubric: what a good answer does, and where to look if it does not yet."""

    name: str
    text: str
    feedback: Feedback


@dataclass(frozen=True)
class Essay(Question):
    """Write in one's own words. The answer is `{"text": ..., "marks": {point: "yes" | "in part" | "no"}}`.

    Nobody but the student judges the text: after a first version is kept, the rubric and the model answer appear, and
    the marks the student gives go into the log with it.
    """

    kind = "free answer"
    asks_confidence = False

    least: int
    rubric: tuple[Point, ...]
    short: Feedback

    @classmethod
    def read(cls, fields: Fields, known: Known) -> Self:
        """Read `least` (words), `rubric` (points) and `short`, which is said of fewer words."""
        least = fields.number("least")
        if least < 5:
            fields.fault("least", f"is {least:g} words, and a free answer needs 5 or more.")
        return cls(
            **common(fields, known), least=int(least), rubric=_rubric(fields, known), short=known.told(fields, "short")
        )

    def mark(self, answer: Json) -> Verdict:
        """Say whether there is enough to judge, and then what the student's own marks come to."""
        text, marks = _parts(answer)
        if not text:
            return Verdict(Outcome.NOT_ATTEMPTED, _NOTHING)
        if len(text.split()) < self.least:
            return self.short.verdict(Outcome.NOT_YET)
        if any(marks.get(point.name) not in MARKS for point in self.rubric):
            return Verdict(Outcome.PARTLY, _KEPT, self.source)
        for point in self.rubric:
            if marks[point.name] != "yes":
                return point.feedback.verdict(Outcome.PARTLY)
        return Verdict(Outcome.RIGHT, _MET, self.source)

    def content(self) -> dict[str, object]:
        """Give how many words are asked for, and how a point may be marked."""
        return {"least": self.least, "marks": list(MARKS)}

    def reveal(self, answer: Json) -> dict[str, object]:
        """Give the rubric and the model answer, once something is written."""
        if self.mark(answer).outcome is Outcome.NOT_YET:
            return {}
        points = [{"name": point.name, "text_html": render_inline(point.text)} for point in self.rubric]
        return {"points": points, "answer_html": render(self.answer_text), "because_html": render(self.because)}

    def still(self) -> str:
        """Say how much is asked for."""
        return f"<p>Answer in your own words, in {self.least} words or more.</p>"

    def said(self, answer: Json) -> str:
        """Give what was written, with the marks the student gave it."""
        text, marks = _parts(answer)
        given = [f"{plain(point.text)} {marks[point.name]}." for point in self.rubric if marks.get(point.name) in MARKS]
        return "\n\n".join(filter(None, (text, "My own marks: " + " ".join(given) if text and given else "")))

    def right(self) -> Json:
        """Give the model answer, marked as meeting every point."""
        return {"text": plain(self.answer_text), "marks": self._marked("yes")}

    def _marked(self, how: str) -> dict[str, Json]:
        return {point.name: how for point in self.rubric}

    def samples(self) -> Iterator[Sample]:
        """Write nothing, too little, enough, and mark it in every way."""
        text = plain(self.answer_text)
        blanks: tuple[Json, ...] = ({"text": " ", "marks": {}}, {})
        for blank in blanks:
            yield Sample(blank, Outcome.NOT_ATTEMPTED, _NOTHING)
        for words in ("No.", "I do not know."):
            yield Sample({"text": words, "marks": {}}, Outcome.NOT_YET, self.short.text)
        yield Sample({"text": text, "marks": {}}, Outcome.PARTLY, _KEPT)
        for point in self.rubric:
            for how in ("in part", "no"):
                marked: dict[str, Json] = self._marked("yes") | {point.name: how}
                yield Sample({"text": text, "marks": marked}, Outcome.PARTLY, point.feedback.text)
        yield Sample(self.right(), Outcome.RIGHT, _MET)

    def feedback(self) -> tuple[str, ...]:
        """List what is said of too few words, and of each point that is not met."""
        return (self.short.text, *(point.feedback.text for point in self.rubric))

    def _substance(self) -> Sequence[object]:
        return [[point.name, without_comments(point.text)] for point in self.rubric]


def _parts(answer: Json) -> tuple[str, Mapping[str, Json]]:
    """Read what was written and how it was marked, whatever came."""
    if not isinstance(answer, dict):
        return "", {}
    text, marks = answer.get("text"), answer.get("marks")
    return text.strip() if isinstance(text, str) else "", marks if isinstance(marks, dict) else {}


def _rubric(fields: Fields, known: Known) -> tuple[Point, ...]:
    rows = fields.rows("rubric", "each with name, text, feedback and see")
    points = tuple(Point(row.text("name"), row.text("text"), known.feedback(row)) for row in rows)
    for row in rows:
        row.finish()
    if rows and len(rows) < 2:
        fields.fault("rubric", "has one point, and a rubric needs two or more.")
    distinct(fields, "rubric", "name", (point.name for point in points))
    return points
