"""Working a number out and typing it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Self

from coursekit.errors import near as near_names
from coursekit.fields import Fields
from coursekit.kinds.base import Amount, Feedback, Outcome, Question, Sample, Verdict
from coursekit.kinds.reading import Known, common, distinct
from coursekit.typed_numbers import UnreadableNumberError, read_number
from coursekit.work.answer_lines import Json

__all__ = ["Near", "Number", "Slip"]

_NOTHING_TYPED = "Type a number, then check it."
_NO_NUMBER = "quite a few"
_UNITS = {"share": "as a share or in per cent"}
"""What stands beside the field where the unit alone does not say what to type."""

# Half of the last digit a double carries at the size of our figures; no answer of the course is that fine.
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Slip:
    """A mistake with a name, and the number it leads to."""

    name: str
    amount: Amount
    feedback: Feedback


@dataclass(frozen=True)
class Near:
    """What is said of a number within `tolerance` of the answer that is not right."""

    tolerance: float
    feedback: Feedback


@dataclass(frozen=True)
class Number(Question):
    """Type a number, in `unit`; within `tolerance` of the answer it is right. The answer is the text as typed."""

    kind = "number"

    unit: str
    answer: Amount
    tolerance: float
    slips: tuple[Slip, ...]
    near: Near | None
    otherwise: Feedback

    @classmethod
    def read(cls, fields: Fields, known: Known) -> Self:
        """Read `unit`, `answer`, `tolerance`, `slips`, `near` and `otherwise`."""
        inner = fields.inner("answer")
        answer, unit = known.amount(inner), fields.text("unit")
        inner.finish()
        _unit_fits(fields, known, unit, answer)
        tolerance = fields.number("tolerance", 0)
        slips = _slips(fields, known, unit)
        _apart(fields, tolerance, [("the answer", answer.value), *((slip.name, slip.amount.value) for slip in slips)])
        return cls(
            **common(fields, known),
            unit=unit,
            answer=answer,
            tolerance=tolerance,
            slips=slips,
            near=_near(fields.inner("near"), known, tolerance) if fields.has("near") else None,
            otherwise=known.told(fields, "otherwise"),
        )

    def mark(self, answer: Json) -> Verdict:
        """Mark what was typed: right, a named slip, near, or anything else."""
        if not isinstance(answer, str) or not answer.strip():
            return Verdict(Outcome.NOT_ATTEMPTED, _NOTHING_TYPED)
        try:
            numbers = self._readings(answer.strip())
        except UnreadableNumberError as error:
            return Verdict(Outcome.NOT_YET, str(error))
        return self._judged(numbers)

    def _judged(self, numbers: tuple[float, ...]) -> Verdict:
        if _within(numbers, self.answer.value, self.tolerance):
            return self._rightly()
        for slip in self.slips:
            if _within(numbers, slip.amount.value, self.tolerance):
                return slip.feedback.verdict(Outcome.NOT_YET)
        if self.near and _within(numbers, self.answer.value, self.near.tolerance):
            return self.near.feedback.verdict(Outcome.PARTLY)
        return self.otherwise.verdict(Outcome.NOT_YET)

    def _readings(self, answer: str) -> tuple[float, ...]:
        typed = read_number(answer, self.unit)
        if self.unit == "share":
            return typed.as_shares()
        if typed.per_cent and self.unit != "per cent":
            raise UnreadableNumberError(
                f"The answer is counted in {self.unit}, not in per cent. Type how many {self.unit}."
            )
        return (typed.value,)

    def content(self) -> dict[str, object]:
        """Give what stands beside the field."""
        return {"unit": _UNITS.get(self.unit, self.unit)}

    def still(self) -> str:
        """Say in what unit a number is asked for."""
        return f"<p>Answer: a number ({escape(_UNITS.get(self.unit, self.unit))}).</p>"

    def said(self, answer: Json) -> str:
        """Give what was typed."""
        return answer.strip() if isinstance(answer, str) else ""

    def right(self) -> Json:
        """Type the answer."""
        return _typed(self.answer.value)

    def samples(self) -> Iterator[Sample]:
        """Type the answer, each slip, a number just too far off on either side, one far off, words, and nothing."""
        blanks: tuple[Json, ...] = ("", " ", None, [], {})
        for blank in blanks:
            yield Sample(blank, Outcome.NOT_ATTEMPTED, _NOTHING_TYPED)
        for offset in (0, self.tolerance, -self.tolerance):
            yield Sample(_typed(self.answer.value + offset), Outcome.RIGHT, self.because)
        for slip in self.slips:
            yield Sample(_typed(slip.amount.value), Outcome.NOT_YET, slip.feedback.text)
        yield from self._misses()
        yield Sample(_NO_NUMBER, Outcome.NOT_YET, "I read a number here")

    def _misses(self) -> Iterator[Sample]:
        for side in (1, -1):
            # By more than the twelve digits that are typed can hide.
            miss = self.answer.value + side * (self.tolerance * 1.01 + max(1e-6, abs(self.answer.value) * 1e-9))
            if not any(_within((miss,), slip.amount.value, self.tolerance) for slip in self.slips):
                near, otherwise = self.near, (Outcome.NOT_YET, self.otherwise.text)
                yield Sample(_typed(miss), *((Outcome.PARTLY, near.feedback.text) if near else otherwise))
        # Below nought no count or share of the course can lie, and no reading of it as per cent helps.
        yield Sample("-987654", Outcome.NOT_YET, self.otherwise.text)

    def feedback(self) -> tuple[str, ...]:
        """List what is said of the right number, of each slip, of a near one and of any other."""
        near_ones = (self.near.feedback.text,) if self.near else ()
        slips = (slip.feedback.text for slip in self.slips)
        return (self.because, *slips, *near_ones, self.otherwise.text)

    def _substance(self) -> Sequence[object]:
        margins = [self.tolerance, self.near.tolerance if self.near else None]
        return [self.unit, self.answer.value, *margins, sorted(slip.amount.value for slip in self.slips)]


def _typed(number: float) -> str:
    return f"{number:.12g}"


def _within(numbers: tuple[float, ...], target: float, tolerance: float) -> bool:
    return any(abs(number - target) <= tolerance + _ROUNDING for number in numbers)


def _unit_fits(fields: Fields, known: Known, unit: str, answer: Amount) -> None:
    units = known.record.book.lists["units"]
    if unit and unit not in units:
        fields.fault("unit", f"{unit!r} is no unit of the record. {near_names(unit, units)}")
    elif unit and known.units_of(answer) - {unit}:
        fields.fault("unit", f"is {unit!r}, and the answer is in {' and '.join(sorted(known.units_of(answer)))}.")


def _in_unit(known: Known, unit: str, slip: Amount) -> Amount:
    """Say percentage points taken for a share as the share they are typed as; all other numbers stay."""
    factor = {("share", "per cent"): 0.01, ("per cent", "share"): 100.0}
    units = known.units_of(slip)
    times = factor.get((unit, units.pop()), 1.0) if len(units) == 1 else 1.0
    return replace(slip, value=slip.value * times)


def _slips(fields: Fields, known: Known, unit: str) -> tuple[Slip, ...]:
    rows = fields.rows("slips", "each with name, operation and claims, feedback and see")
    slips = tuple(Slip(row.text("name"), _in_unit(known, unit, known.amount(row)), known.feedback(row)) for row in rows)
    for row in rows:
        row.finish()
    distinct(fields, "slips", "name", (slip.name for slip in slips))
    return slips


def _near(fields: Fields, known: Known, tolerance: float) -> Near:
    close = Near(fields.number("tolerance"), known.feedback(fields))
    if close.tolerance <= tolerance:
        fields.fault("tolerance", f"must be over {tolerance:g}, the tolerance of the question itself.")
    fields.finish()
    return close


def _apart(fields: Fields, tolerance: float, numbers: list[tuple[str, float]]) -> None:
    for at, (name, value) in enumerate(numbers):
        for other, number in numbers[:at]:
            if math.isfinite(value) and abs(value - number) <= tolerance + _ROUNDING:
                fields.fault("slips", f"{name!r} and {other!r} come to {number:g}: a student could not be told which.")
