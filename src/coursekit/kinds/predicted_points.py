"""What a prediction is made of: points to be set, what the record has for each, and how they are read from a bank."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from coursekit.charts.quantities import SCALES, Quantity
from coursekit.charts.timescale import moment_span
from coursekit.fields import Fields
from coursekit.kinds.base import Amount, Feedback
from coursekit.kinds.reading import Known, distinct
from coursekit.record import Claim

__all__ = ["FEWEST", "MOST", "PARTS", "Figure", "Point", "read_points", "snapped", "with_unit"]

PARTS = ("stack", "arc")
"""The shapes in which the points are parts of one whole."""

FEWEST = 2
MOST = {"line": 12, "bars": 12, "stack": 8, "arc": 8}
"""How many points a chart of each shape has room for."""


@dataclass(frozen=True)
class Figure:
    """What the record has for a point.

    Parameters
    ----------
    quantity : Quantity
        The figure with its hedge, in the unit of the question.
    said : str
        The figure with its unit, for a reader.
    claims : tuple of str
        Ids of the claims it is, or is worked out from.
    """

    quantity: Quantity
    said: str
    claims: tuple[str, ...]

    @property
    def number(self) -> float:
        """The number to draw where one is enough."""
        return math.nan if self.quantity.number is None else self.quantity.number

    @property
    def bounds(self) -> tuple[float, float]:
        """The least and the most it says; without end where it sets no limit."""
        quantity = self.quantity
        if quantity.value is not None:
            return quantity.value, quantity.value
        low, high = quantity.low, quantity.high
        return -math.inf if low is None else low, math.inf if high is None else high

    def off(self, value: float) -> float:
        """Say how far a value lies above what the record says; below it, the number is negative.

        Examples
        --------
        >>> over = Figure(Quantity(low=42, qualifier="over"), "over 42 votes", ())
        >>> over.off(40), over.off(60)
        (-2, 0.0)
        """
        low, high = self.bounds
        return value - low if value < low else value - high if value > high else 0.0


@dataclass(frozen=True)
class Point:
    """One value to set, or one that is given.

    Parameters
    ----------
    name, label : str
        Its name in the answer, and what stands beside it (Markdown).
    figure : Figure or None
        What the record has; None where it has no figure.
    claims : tuple of str
        Where to read about it.
    given : bool
        Whether it is shown from the start.
    day : float
        Its place in time, in days; nought in a shape without time.
    above, below : Feedback or None
        What is said where a prediction lies far above or far below the record.
    """

    name: str
    label: str
    figure: Figure | None
    claims: tuple[str, ...]
    given: bool
    day: float
    above: Feedback | None
    below: Feedback | None

    def spoken(self, off: float) -> Feedback | None:
        """Choose what is said of a prediction that lies far off on one side."""
        return self.above if off > 0 else self.below


def snapped(value: float, step: float, most: float) -> float:
    """Move a number to the nearest place where a slider can stand.

    Examples
    --------
    >>> snapped(33, 10, 100), snapped(0.34, 0.1, 1)
    (30, 0.3)
    """
    steps = min(round(value / step), math.floor(most / step + 1e-9))
    return round(max(steps, 0) * step, 9)


def with_unit(value: float, unit: str) -> str:
    """Write a number with its unit.

    Examples
    --------
    >>> with_unit(40, "votes"), with_unit(12.5, "per cent"), with_unit(1, "seats")
    ('40 votes', '12.5 per cent', '1 seat')
    """
    cells = {"value": f"{value:.10g}", "qualifier": "exact", "unit": unit}
    return Claim("", "", cells).amount()


def read_points(fields: Fields, known: Known, shape: str, unit: str) -> tuple[Point, ...]:
    """Read `points`: each with `name`, `label` and a figure, or `gap`; some with `given`, `date`, `above`, `below`."""
    rows = fields.rows("points", "each with name, label and a claim, or an operation and claims")
    points = tuple(_point(row, known, shape, unit) for row in rows)
    for row in rows:
        row.finish()
    distinct(fields, "points", "name", (point.name for point in points))
    distinct(fields, "points", "label", (point.label for point in points))
    most = MOST.get(shape, max(MOST.values()))
    if points and (len(points) > most or sum(not point.given for point in points) < FEWEST):
        fields.fault(
            "points", f"must be {most} or fewer, and leave {FEWEST} or more to be set: {len(points)} stand here."
        )
    if shape == "line" and any(later.day <= earlier.day for earlier, later in pairwise(points)):
        fields.fault("points", "must follow one another in time, each with a date of its own.")
    return points


def _point(row: Fields, known: Known, shape: str, unit: str) -> Point:
    name, label, gap = row.text("name"), row.text("label"), row.flag("gap")
    figure, claims = (None, ()) if gap else _figure(row, known, unit)
    given = row.flag("given")
    if given and figure is None:
        row.fault("given", "cannot be: the record has no figure to show.")
    told = {} if given or figure is None else {key: known.told(row, key) for key in ("above", "below") if row.has(key)}
    day = _day(row, known, claims) if shape == "line" else 0.0
    return Point(name, label, figure, claims, given, day, told.get("above"), told.get("below"))


def _figure(row: Fields, known: Known, unit: str) -> tuple[Figure | None, tuple[str, ...]]:
    """Read a figure as printed, with its hedge; or one worked out; None for a claim that gives no number."""
    if not row.has("claim"):
        amount = known.amount(row)
        _unit_fits(row, known, unit, amount)
        return _worked(amount, unit), _ids(amount)
    name = row.text("claim")
    claim = known.record.claims.get(name)
    if claim is None:
        if name:
            row.fault("claim", f"{name!r} is no claim. {known.nearest(name, known.record.claims)}")
        return None, ()
    _unit_fits(row, known, unit, Amount(math.nan, claims=(name,)))
    return _printed(claim, unit), (name,)


def _ids(amount: Amount) -> tuple[str, ...]:
    return tuple(name.removeprefix("-") for name in amount.claims)


def _unit_fits(row: Fields, known: Known, unit: str, amount: Amount) -> None:
    units = known.units_of(amount)
    if unit and units and units != {unit} and not (unit in SCALES and units <= set(SCALES)):
        row.fault("claims" if amount.operation else "claim", f"is in {' and '.join(sorted(units))}, not in {unit}.")


def _printed(claim: Claim, unit: str) -> Figure | None:
    times = SCALES.get(unit, 1.0) / SCALES.get(claim["unit"], 1.0)
    value, low, high = (
        None if number is None else round(number * times, 9) for number in map(claim.number, ("value", "low", "high"))
    )
    quantity = Quantity(value, low, high, claim["qualifier"], unit)
    if quantity.number is None:
        return None
    return Figure(quantity, claim.amount() if times == 1 else quantity.written(), (claim.id,))


def _worked(amount: Amount, unit: str) -> Figure:
    times = SCALES.get(unit, 1.0) if amount.operation in {"share", "change"} else 1.0
    value = round(amount.value * times, 9)
    return Figure(Quantity(value, unit=unit), with_unit(value, unit), _ids(amount))


def _day(row: Fields, known: Known, claims: Sequence[str]) -> float:
    """Find a point's place in time: its own date, else that of its only claim."""
    dates = {known.record.claims[name]["date_os"] for name in claims if name in known.record.claims}
    date = row.text("date") if row.has("date") else dates.pop() if len(dates) == 1 else ""
    if not date:
        if not row.has("date"):
            row.fault("date", "is missing, and no claim gives it. Write when the point is, such as 1917-05.")
        return math.nan
    try:
        return moment_span(date).middle
    except ValueError as error:
        row.fault("date", str(error))
        return math.nan
