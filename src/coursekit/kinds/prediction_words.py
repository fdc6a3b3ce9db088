"""What is said of a prediction beside the record: where it lies near and far, and which way it goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from coursekit.charts.quantities import Quantity
from coursekit.kinds.predicted_points import Figure, Point

__all__ = ["Beside", "amount", "apart", "difference", "furthest_first", "listed", "sentences"]

_WAYS = {1: ("a rise", "rises"), 0: ("no change", "does not change"), -1: ("a fall", "falls")}
_MOST_TURNS = 2


@dataclass(frozen=True)
class Beside:
    """A predicted value beside the record's figure."""

    point: Point
    figure: Figure
    value: float

    @property
    def off(self) -> float:
        """How far the prediction lies above the record; below it, the number is negative."""
        return self.figure.off(self.value)


@dataclass(frozen=True)
class _Step:
    """From one figure to the next: the way that was expected (1, 0 or -1), and what the record changes by."""

    start: str
    end: str
    expected: int
    change: float


def amount(value: float, unit: str) -> str:
    """Write a number, with its unit only where it cannot be read without.

    Examples
    --------
    >>> amount(40, "seats"), amount(12.5, "per cent")
    ('40', '12.5 per cent')
    """
    return Quantity(value, unit=unit).written()


def apart(off: float, unit: str) -> str:
    """Write how far two numbers lie apart, whichever is the larger: per cents lie percentage points apart.

    Examples
    --------
    >>> apart(-31, "per cent"), apart(1, "per cent"), apart(40, "seats")
    ('31 percentage points', '1 percentage point', '40')
    """
    number = Quantity(round(abs(off), 9)).written()
    if unit != "per cent":
        return number
    return f"{number} percentage point{'' if number == '1' else 's'}"


def listed(words: Sequence[str]) -> str:
    """Write a list as English does.

    Examples
    --------
    >>> listed(["May", "June", "July"])
    'May, June and July'
    """
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def difference(off: float, unit: str) -> str:
    """Say in a few words how far a prediction lies from the record.

    Examples
    --------
    >>> difference(-80, "votes"), difference(0, "votes")
    ('80 under', 'none')
    """
    return f"{apart(off, unit)} {'over' if off > 0 else 'under'}" if off else "none"


def furthest_first(values: Mapping[str, float], points: Sequence[Point]) -> list[Beside]:
    """Set each predicted value beside its figure, the furthest off first; points without a figure are left out."""
    found = [
        Beside(point, point.figure, values[point.name])
        for point in points
        if point.figure is not None and point.name in values
    ]
    return sorted(found, key=lambda each: -abs(each.off))


def sentences(shape: str, unit: str, far: float, values: Mapping[str, float], points: Sequence[Point]) -> Iterator[str]:
    """Say of a whole prediction where it lies furthest and nearest, and whether it goes the way of the record.

    Parameters
    ----------
    shape, unit : str
        Of the question.
    far : float
        How much off counts as far, in `unit`.
    values : mapping of str to float
        What was predicted, by the names of the points.
    points : sequence of Point
        All points in their order.

    Yields
    ------
    str
        Sentences (Markdown) that neither praise nor blame.
    """
    verb = "drew" if shape == "line" else "set"
    beside = furthest_first(values, points)
    if beside:
        yield from _distances(verb, unit, far, beside)
    yield from _turns(values, points) if shape == "line" else _largest(values, points)


def _distances(verb: str, unit: str, far: float, beside: Sequence[Beside]) -> Iterator[str]:
    furthest, nearest = beside[0], beside[-1]
    also = [each for each in beside[1:] if abs(each.off) >= far]
    if not furthest.off:
        yield f"You {verb} everything as the record has it."
        return
    if abs(furthest.off) >= far:
        yield f"You were furthest off at {_compared(verb, unit, furthest)}."
    else:
        yield (
            f"You were less than {apart(far, unit)} off everywhere, "
            f"with the largest difference at {_compared(verb, unit, furthest)}."
        )
    if nearest is not furthest and nearest not in also:
        value, said = amount(nearest.value, unit), nearest.figure.quantity.written()
        yield f"You were nearest at {_bold([nearest.point.label])}: {value}, where the record has {said}."
    if also:
        yield f"You were far off at {_bold(each.point.label for each in also)} too."


def _bold(labels: Iterable[str]) -> str:
    return listed([f"**{label}**" for label in labels])


def _compared(verb: str, unit: str, each: Beside) -> str:
    gap = f", which is {apart(each.off, unit)} {'less' if each.off > 0 else 'more'}" if each.off else ""
    yours, label = amount(each.value, unit), _bold([each.point.label])
    return f"{label}: you {verb} {yours}, and the record has {each.figure.said}{gap}"


def _turns(values: Mapping[str, float], points: Sequence[Point]) -> Iterator[str]:
    """Compare the directions from each figure to the next, given ones included; a bound has no direction."""
    known = [
        (point.label, point.figure.number if point.given else values[point.name], point.figure.number)
        for point in points
        if point.figure is not None and point.figure.quantity.value is not None
    ]
    steps = [
        _Step(start, end, _way(value - drawn), number - before)
        for (start, drawn, before), (end, value, number) in pairwise(known)
    ]
    other = [step for step in steps if step.expected != _way(step.change)]
    if steps and not other:
        yield "From each figure to the next you went the way the record goes."
    largest = sorted(other, key=lambda step: -abs(step.change))[:_MOST_TURNS]
    for step in (step for step in other if step in largest):
        expected, found = _WAYS[step.expected][0], _WAYS[_way(step.change)][1]
        yield f"From **{step.start}** to **{step.end}** you expected {expected}, and the record {found}."


def _way(change: float) -> int:
    return (change > 0) - (change < 0)


def _largest(values: Mapping[str, float], points: Sequence[Point]) -> Iterator[str]:
    """Compare which is the largest, where every figure is a number and not only a bound."""
    figures = {point.name: point.figure for point in points if point.figure is not None}
    if len(figures) < len(points) or any(figure.quantity.value is None for figure in figures.values()):
        return
    labels = {point.name: point.label for point in points}
    record = {name: figure.number for name, figure in figures.items()}
    yours = {point.name: record[point.name] if point.given else values[point.name] for point in points}
    expected, found = (
        [labels[name] for name, number in numbers.items() if number == max(numbers.values())]
        for numbers in (yours, record)
    )
    if expected == found:
        yield f"For you as in the record, the largest is {_bold(found)}."
    elif len(expected) == len(points):
        yield f"You expected them all alike; in the record the largest is {_bold(found)}."
    else:
        yield f"You expected the largest to be {_bold(expected)}; in the record it is {_bold(found)}."
