"""A time axis graduated in the old style: months, days or hours named in the middle of what they name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import floor

from coursekit.calendar import MONTHS, Day, Moment, old_style
from coursekit.charts import lettering
from coursekit.charts.timescale import moment_span, new_day

__all__ = ["Graduation", "graduation", "written"]

_BETWEEN_LABELS = 0.1  # inches


@dataclass(frozen=True)
class Graduation:
    """The marks of a time axis, in matplotlib's days.

    Parameters
    ----------
    edges : tuple of float
        Where months, days or hours begin and end.
    labels : tuple of (float, str)
        The middle of what is named, and its name.
    title : str
        What the names leave out: the year, and that the days are old style.
    """

    edges: tuple[float, ...]
    labels: tuple[tuple[float, str], ...]
    title: str


def _day(place: float) -> Day:
    return old_style(new_day(place))


def written(start: float, end: float) -> str:
    """Write a stretch of whole days in the old style, by months or years where it is made of them.

    Examples
    --------
    >>> written(moment_span("1917-05").start, moment_span("1917-06").end)
    'May 1917–June 1917'
    """
    begins = (_day(start), _day(end))
    months = all(day.day == 1 for day in begins)
    years = months and all(day.month == 1 for day in begins)
    return Moment(_day(start), _day(end - 1), "year" if years else "month" if months else "day").in_old_style()


def graduation(start: float, end: float, inches: float, shortest: float) -> Graduation:
    """Graduate an axis as finely as its labels can be read and its dates need.

    Parameters
    ----------
    start, end : float
        The days the axis covers.
    inches : float
        How long it is drawn.
    shortest : float
        The shortest time that a date on it covers, in days.

    Returns
    -------
    Graduation
        By hours, days, months or years.

    Examples
    --------
    >>> summer = moment_span("1917-04/1917-07")
    >>> [name for _, name in graduation(summer.start, summer.end, 3.0, 30).labels]
    ['Apr', 'May', 'Jun', 'Jul']
    """
    scale = inches / (end - start)
    made = Graduation((), (), "")
    for made in _candidates(start, end, shortest):
        gaps = (
            (right - left) * scale - (lettering.size(name)[0] + lettering.size(after)[0]) / 2
            for (left, name), (right, after) in pairwise(made.labels)
        )
        if made.labels and all(gap >= _BETWEEN_LABELS for gap in gaps):
            break
    return made


def _candidates(start: float, end: float, shortest: float) -> Iterator[Graduation]:
    """List the graduations from fine to coarse."""
    days = end - start
    first, last = _day(start).year, _day(_inside(end)).year
    title = f"{first}, old style" if first == last else "old style"
    if days <= 3 and shortest < 1:
        yield from (_hours(start, end, step, title) for step in (1, 2, 3, 6, 12))
    if days <= 62 and shortest < 28:
        yield from (_days(start, end, step, title) for step in (1, 2, 5, 7, 14))
    if days <= 365 * 5:
        yield from (_months(start, end, step, title) for step in (1, 2, 3, 6))
    yield from (_years(first, last, step) for step in (1, 2, 5, 10, 20, 50, 100, 500))


def _inside(end: float) -> float:
    return end - 1e-6


def _hours(start: float, end: float, step: int, title: str) -> Graduation:
    places = (floor(start) + hour / 24 for hour in range(0, 24 * 5, step))
    ticks = tuple(place for place in places if start <= place <= end)
    labels = [(tick, _hour(tick)) for tick in ticks]
    if labels and ":" in labels[0][1]:
        labels[0] = (ticks[0], f"{labels[0][1]}\n{_named(_day(ticks[0]))}")
    return Graduation(ticks, tuple(labels), title)


def _hour(place: float) -> str:
    hour = round(place % 1 * 24) % 24
    return f"{hour}:00" if hour else _named(_day(place + 1e-6))


def _named(day: Day) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def _days(start: float, end: float, step: int, title: str) -> Graduation:
    days = range(floor(start), floor(_inside(end)) + 1)
    return Graduation((*days, days[-1] + 1), tuple((place + 0.5, _named(_day(place))) for place in days[::step]), title)


def _months(start: float, end: float, step: int, title: str) -> Graduation:
    first, last = _day(start), _day(_inside(end))
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    spans = [(month, moment_span(f"{month // 12:04}-{month % 12 + 1:02}")) for month in months]
    edges = tuple(span.start for _, span in spans)
    labels: list[tuple[float, str]] = []
    for month, span in spans:
        if month % step == 0:
            with_year = first.year != last.year and (not labels or month % 12 == 0)
            name = MONTHS[month % 12][:3]
            labels.append((span.middle, f"{name}\n{month // 12}" if with_year else name))
    return Graduation((*edges, spans[-1][1].end), tuple(labels), title)


def _years(first: int, last: int, step: int) -> Graduation:
    spans = [(year, moment_span(f"{year:04}")) for year in range(first, last + 1) if year % step == 0]
    edges = tuple(edge for _, span in spans for edge in (span.start, span.end))
    return Graduation(tuple(dict.fromkeys(edges)), tuple((span.middle, str(year)) for year, span in spans), "old style")
