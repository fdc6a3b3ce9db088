"""The scale a prediction is drawn on: its shape, its unit, how far it goes, and whether the record fits on it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from coursekit.errors import near
from coursekit.fields import Fields
from coursekit.kinds.predicted_points import MOST, PARTS, Point
from coursekit.kinds.reading import Known

__all__ = [
    "MOST_DOTS",
    "MOST_STEPS",
    "check_parts",
    "check_points",
    "check_scale",
    "read_most",
    "read_shape",
    "read_unit",
]

MOST_DOTS, MOST_STEPS = 1200, 2000
"""How many dots an arc may have, and how many places a slider."""

_CLOSE = 1e-6


def read_shape(fields: Fields) -> str:
    """Read `shape`."""
    shape = fields.text("shape")
    if shape and shape not in MOST:
        fields.fault("shape", f"{shape!r} is none. {near(shape, MOST)}")
    return shape


def read_unit(fields: Fields, known: Known) -> str:
    """Read `unit`, one of the record."""
    unit, units = fields.text("unit"), set(known.record.book.lists["units"]) - {"share"}
    if unit == "share":
        fields.fault("unit", "must be 'per cent': nobody sets a slider to a fraction. Claims in shares are turned.")
    elif unit and unit not in units:
        fields.fault("unit", f"{unit!r} is no unit of the record. {near(unit, units)}")
    return unit


def read_most(fields: Fields, known: Known, shape: str) -> float:
    """Read the end of the scale: `whole`, an amount, where the points are parts of it, else `most`."""
    if shape not in PARTS:
        return fields.number("most")
    inner = fields.inner("whole")
    whole = known.amount(inner).value
    inner.finish()
    return whole


def check_scale(fields: Fields, shape: str, most: float, step: float, far: float) -> None:
    """Report a scale that no slider can have."""
    end = "whole" if shape in PARTS else "most"
    if not math.isfinite(most):
        return  # the fault of its claims is told already
    if most <= 0:
        fields.fault(end, "must be more than nought.")
    if step <= 0:
        fields.fault("step", "must be more than nought.")
    elif not _divides(step, most):
        fields.fault("step", f"{step:g} does not divide {most:g}, where the scale ends.")
    elif most / step > MOST_STEPS:
        fields.fault("step", f"gives a slider {most / step:.0f} places, and {MOST_STEPS} is the most. Make it larger.")
    if far < step:
        fields.fault("far", f"must be a step ({step:g}) or more: nobody can come nearer.")
    if shape == "arc" and not (_divides(1, most) and _divides(1, step) and most <= MOST_DOTS):
        fields.fault("shape", f"is an arc of dots, which takes whole numbers up to {MOST_DOTS}.")


def check_points(fields: Fields, points: Sequence[Point], most: float) -> None:
    """Report figures that the scale has no place for."""
    for point in points:
        ends = [end for end in point.figure.bounds if math.isfinite(end)] if point.figure else []
        for end in ends:
            if not 0 <= end <= most:
                fields.fault("points", f"{point.name!r} is {end:g} in the record, and the scale goes to {most:g}.")
        for side, told, room in _sides(point, ends, most):
            if told and room <= 0:
                fields.fault("points", f"{point.name!r} has words for {side} the record, where the scale has no place.")


def check_parts(fields: Fields, points: Sequence[Point], most: float, step: float, rest: str) -> None:
    """Report parts that do not make the whole."""
    without = [point.name for point in points if point.figure is None]
    if without:
        fields.fault("points", f"{', '.join(map(repr, without))} has no figure. Leave it to `rest`.")
        return
    numbers = {point.name: point.figure.number for point in points if point.figure}
    for name, number in numbers.items():
        if step > 0 and not _divides(step, number):
            fields.fault("step", f"{step:g} does not divide {number:g}, the figure of {name!r}.")
    over = most - sum(numbers.values())
    if over < -_CLOSE:
        fields.fault("whole", f"is {most:g}, and the parts come to {most - over:g}. Does a part stand in another?")
    elif over > _CLOSE and not rest:
        fields.fault("rest", f"is missing. The parts leave {over:g} of {most:g}: say what that is.")
    elif abs(over) <= _CLOSE and rest:
        fields.fault("rest", "must go: the parts fill the whole.")


def _sides(point: Point, ends: list[float], most: float) -> list[tuple[str, bool, float]]:
    low, high = point.figure.bounds if ends and point.figure else (0.0, most)
    return [("far above", point.above is not None, most - high), ("far below", point.below is not None, low)]


def _divides(step: float, number: float) -> bool:
    return math.isfinite(number) and abs(number / step - round(number / step)) < _CLOSE
