"""Predicting: the student draws what they expect, and then sees the record over it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Self

from coursekit.charts.quantities import SCALES
from coursekit.fields import Fields
from coursekit.kinds.base import Feedback, Outcome, Question, Sample, Verdict
from coursekit.kinds.predicted_points import PARTS, Point, read_points, snapped, with_unit
from coursekit.kinds.prediction_scale import check_parts, check_points, check_scale, read_most, read_shape, read_unit
from coursekit.kinds.prediction_table import citations, drawn, left_over, rows
from coursekit.kinds.prediction_words import amount, furthest_first, listed, sentences
from coursekit.kinds.reading import Known, common
from coursekit.markup import plain, render_inline, without_comments
from coursekit.work.answer_lines import Json

__all__ = ["Prediction"]

_NOTHING_SET = "Set each value to what you expect, by its slider or on the chart, and then check. A guess is enough."
_INCOMPLETE = "Not complete yet."
_SEEN = "Here is the record."
_AS_THEY_STAND = "Where the value that stands there is what you expect, press “Leave the others as they stand”."
_SPOKEN_OF = 2  # in two parts of one whole, what one has too much the other lacks
_CLOSE = 1e-6


@dataclass(frozen=True)
class Prediction(Question):
    """Draw a line, bars, a stack or an arc; the answer is `{"values": {name: number}}`.

    A prediction is neither right nor wrong: each complete one is taken, kept and set beside the record. Corrected
    figures do not make it another question, for what somebody expected stays what they expected.

    Parameters
    ----------
    shape : str
        `line`, `bars`, `stack` or `arc`.
    unit : str
        Of all values.
    most, step : float
        The end of the scale, or the whole that the parts make; and the smallest move of a slider.
    far : float
        How much off counts as far.
    points : tuple of Point
        What is set, in order.
    rest : str
        What the record leaves over of a whole (Markdown); empty where the parts fill it.
    gaps, otherwise : Feedback
        What is said of points without a figure, if there are any, and after everything else.
    """

    kind = "predict"
    parts = ("drawing", "predicted-line", "predicted-bars", "predicted-parts")
    wrong_samples = 0
    asks_confidence = False
    hints_open_answer = False

    shape: str
    unit: str
    most: float
    step: float
    far: float
    points: tuple[Point, ...]
    rest: str
    gaps: Feedback | None
    otherwise: Feedback
    citations: Mapping[str, tuple[str, str]]

    @classmethod
    def read(cls, fields: Fields, known: Known) -> Self:
        """Read `shape`, `unit`, `most` or `whole`, `step`, `far`, `points`, `rest`, `gaps` and `otherwise`."""
        shape, unit = read_shape(fields), read_unit(fields, known)
        points = read_points(fields, known, shape, unit)
        has_gap = any(point.figure is None for point in points)
        found = cls(
            **common(fields, known),
            shape=shape,
            unit=unit,
            most=read_most(fields, known, shape),
            step=fields.number("step"),
            far=fields.number("far"),
            points=points,
            rest=fields.text("rest") if shape in PARTS and fields.has("rest") else "",
            gaps=known.told(fields, "gaps") if has_gap and shape not in PARTS else None,
            otherwise=known.told(fields, "otherwise"),
            citations=citations(known.record, points),
        )
        check_scale(fields, shape, found.most, found.step, found.far)
        check_points(fields, points, found.most)
        if shape in PARTS:
            check_parts(fields, points, found.most, found.step, found.rest)
        return found

    @property
    def asked(self) -> tuple[Point, ...]:
        """The points that are to be set."""
        return tuple(point for point in self.points if not point.given)

    def left(self, values: Mapping[str, float]) -> float:
        """Say how much of the whole is not given out yet; given parts are."""
        given = sum(point.figure.number for point in self.points if point.given and point.figure)
        return round(self.most - given - sum(values.values()), 9)

    def mark(self, answer: Json) -> Verdict:
        """Take a complete prediction and set it beside the record; of any other say what is missing."""
        values = self._values(answer)
        if not values:
            return Verdict(Outcome.NOT_ATTEMPTED, _NOTHING_SET)
        if missing := self._missing(values):
            return Verdict(Outcome.NOT_ATTEMPTED, missing, heading=_INCOMPLETE)
        told = [*self._told(values), *filter(None, (self.gaps, self.otherwise))]
        measured = " ".join(sentences(self.shape, self.unit, self.far, values, self.points))
        message = "\n\n".join(filter(None, (measured, " ".join(each.text for each in told))))
        see = dict.fromkeys([*(each.see for each in told if each.see), *self.source])
        return Verdict(Outcome.RIGHT, message, tuple(see), _SEEN)

    def _values(self, answer: Json) -> dict[str, float]:
        """Keep what is a value of this scale, by the points that are to be set."""
        given = answer.get("values") if isinstance(answer, dict) else None
        found = {point.name: given.get(point.name) for point in self.asked} if isinstance(given, dict) else {}
        return {
            name: value
            for name, value in found.items()
            if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= self.most
        }

    def _missing(self, values: Mapping[str, float]) -> str:
        unset = [point.label for point in self.asked if point.name not in values]
        if unset:
            return f"Still to set: {listed(unset)}. {_AS_THEY_STAND}"
        left = self.left(values) if self.shape in PARTS else 0.0
        if left < -_CLOSE:
            return f"The parts come to {self._in_unit(-left)} more than the whole. Make one of them smaller."
        if left > _CLOSE and not self.rest:
            return f"Not yet given out: {self._in_unit(left)}. Give them to one of the parts."
        return ""

    def _in_unit(self, value: float) -> str:
        return with_unit(value, self.unit)

    def _told(self, values: Mapping[str, float]) -> list[Feedback]:
        """Choose what the bank says of the points that are furthest off, if they are far off."""
        far = [each for each in furthest_first(values, self.points) if abs(each.off) >= self.far]
        return [told for each in far if (told := each.point.spoken(each.off))][:_SPOKEN_OF]

    def content(self) -> dict[str, object]:
        """Give the scale and the points; of the record no more than what is given."""
        return {
            "shape": self.shape,
            "unit": self.unit,
            "most": self.most,
            "step": self.step,
            "start": 0 if self.shape in PARTS else snapped(self.most / 2, self.step, self.most),
            "rest": plain(self.rest),
            "points": [self._content(point) for point in self.points],
        }

    def _content(self, point: Point) -> dict[str, object]:
        shown = {"value": point.figure.number} if point.given and point.figure else {}
        return {"name": point.name, "label": plain(point.label), "day": point.day, "given": point.given, **shown}

    def reveal(self, answer: Json) -> dict[str, object]:
        """Give the record to draw over a prediction, and both as a table."""
        values = self._values(answer)
        table = [*rows(self.points, values, self.unit, self.citations)]
        if self.rest:
            table.append(left_over(self.rest, self.left(values), self.most, self.points, self.unit))
        return {"record": drawn(self.points), "rows": table}

    def still(self) -> str:
        """Write the points as a table, with dots for what is to be set."""
        table = "".join(
            f'<tr><th scope="row">{render_inline(point.label)}</th><td>{self._shown(point)}</td></tr>'
            for point in self.points
        )
        scale = f"<p>Set each value from 0 to {escape(self._in_unit(self.most))}.</p>"
        return f"{scale}<table><tbody>{table}</tbody></table>"

    def _shown(self, point: Point) -> str:
        return f"{escape(point.figure.said)} (given)" if point.given and point.figure else "…"

    def said(self, answer: Json) -> str:
        """Say what was predicted, point by point."""
        values = self._values(answer)
        set_ones = [(point.label, values[point.name]) for point in self.asked if point.name in values]
        told = "; ".join(f"{plain(label)}: {amount(value, self.unit)}" for label, value in set_ones)
        return f"{told} ({self.unit})" if told and self.unit not in SCALES else told

    def right(self) -> Json:
        """Predict what the record has, as near as a slider comes; in the middle where it has nothing."""
        return {"values": {**self._best()}}

    def _best(self) -> dict[str, float]:
        return {
            point.name: snapped(point.figure.number if point.figure else self.most / 2, self.step, self.most)
            for point in self.asked
        }

    def samples(self) -> Iterator[Sample]:
        """Predict the record, each point at either end, all but one, too much, too little, and nothing."""
        blanks: tuple[Json, ...] = ("", {}, {"values": {}}, {"values": "all"}, [], None)
        for blank in blanks:
            yield Sample(blank, Outcome.NOT_ATTEMPTED, _NOTHING_SET)
        best = self._best()
        yield Sample({"values": {**best}}, Outcome.RIGHT, self.otherwise.text)
        if self.gaps:
            yield Sample({"values": {**best}}, Outcome.RIGHT, self.gaps.text)
        for point in self.asked:
            fewer: Json = {"values": {name: value for name, value in best.items() if name != point.name}}
            yield Sample(fewer, Outcome.NOT_ATTEMPTED, point.label)
            yield from self._ends(point, best)

    def _ends(self, point: Point, best: Mapping[str, float]) -> Iterator[Sample]:
        for values in self._moved(point.name, best):
            off = point.figure.off(values[point.name]) if point.figure else 0.0
            told = point.spoken(off) if abs(off) >= self.far else None
            yield Sample({"values": {**values}}, Outcome.RIGHT, (told or self.otherwise).text)

    def _moved(self, name: str, best: Mapping[str, float]) -> Iterator[Mapping[str, float]]:
        """Set one point to the end of the scale and to nought; of a whole, the others lose and gain what it does."""
        others = [other for other in best if other != name]
        if self.shape not in PARTS:
            yield from ({**best, name: end} for end in (snapped(self.most, self.step, self.most), 0.0))
            return
        nothing = dict.fromkeys(best, 0.0)
        yield nothing | {name: self.left(nothing)}
        for other in others:
            yield {**best, name: 0.0, other: round(best[other] + best[name], 9)}

    def feedback(self) -> tuple[str, ...]:
        """List what is said of points far above and far below, of gaps, and after all."""
        told = [each for point in self.points for each in (point.above, point.below)]
        return tuple(each.text for each in (*told, self.gaps, self.otherwise) if each)

    def _substance(self) -> Sequence[object]:
        points = [
            [point.name, without_comments(point.label), point.figure.number if point.given and point.figure else None]
            for point in self.points
        ]
        return [self.shape, self.unit, self.most, self.step, without_comments(self.rest), points]
