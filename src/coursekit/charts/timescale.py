"""Time to scale: where a date lies on an axis, and how finely the axis is divided.

Positions are matplotlib's own days, so that `ax.set_xlim` takes the dates of Python, which are new style.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from math import floor
from typing import Literal

from coursekit.calendar import Day, Moment, new_style, parse

__all__ = [
    "Finest",
    "Kind",
    "Span",
    "Step",
    "ends",
    "moment_span",
    "new_day",
    "new_place",
    "old_place",
    "step_for",
    "view",
]

MOST_TICKS = 9
SHORTEST = 0.08
"""Length in inches under which a bar could not be told from a mark, and is drawn as one."""
EARLIEST, LATEST = 100, 9900
_EPOCH = datetime.date(1970, 1, 1).toordinal()  # where matplotlib begins to count
_FIRST, _LAST = (datetime.date(year, 1, 1).toordinal() for year in (EARLIEST - 50, LATEST + 50))
_LEAST = {"hours": 0.5, "days": 6.0}  # what an axis shows at the least, in days
Kind = Literal["hours", "days", "months", "years"]
Finest = Literal["hours", "days"]


@dataclass(frozen=True)
class Span:
    """The time that a moment may take up, on the axis.

    Parameters
    ----------
    start, end : float
        Its ends in days, as matplotlib counts them; equal for a moment that is given to the minute.
    written : str
        The moment in words.
    clock : bool
        Whether it has a time of day.
    about : bool
        Whether it is given only as about then.
    """

    start: float
    end: float
    written: str
    clock: bool = False
    about: bool = False

    @property
    def middle(self) -> float:
        """Where a mark for the whole of it stands."""
        return (self.start + self.end) / 2

    @property
    def day(self) -> bool:
        """Whether it is one day without a time of day."""
        return not self.clock and self.end - self.start == 1

    def certainty(self) -> str:
        """Say in words how finely it is given.

        Examples
        --------
        >>> moment_span("1917-10").certainty()
        'at some time within this, or all through it'
        """
        if self.start == self.end:
            return "given as about this time" if self.about else "given to the minute"
        if self.day:
            return "given as about this day" if self.about else "given to the day"
        within = "within about this" if self.about else "within this"
        return f"at some time {within}, or all through it"


@dataclass(frozen=True)
class Step:
    """From one mark of the axis to the next."""

    kind: Kind
    size: int

    @property
    def days(self) -> float:
        """About how long it is."""
        return self.size * {"hours": 1 / 24, "days": 1.0, "months": 30.4, "years": 365.0}[self.kind]


_STEPS = (
    *(Step("hours", size) for size in (1, 2, 3, 6, 12)),
    *(Step("days", size) for size in (1, 2, 7, 14)),
    *(Step("months", size) for size in (1, 2, 3, 6)),
    *(Step("years", size * ten) for ten in (1, 10, 100, 1000) for size in (1, 2, 5)),
)


def moment_span(date_os: str) -> Span:
    """Find the place of a date on the axis.

    Parameters
    ----------
    date_os : str
        As `coursekit.calendar.parse` reads it.

    Returns
    -------
    Span
        From the first to the last minute that it may cover.

    Raises
    ------
    ValueError
        As `parse`, or if the year is beyond what an axis can carry.

    Examples
    --------
    >>> noon = moment_span("1917-10-25T12:00")
    >>> noon.start == noon.end == moment_span("1917-10-25").middle
    True
    """
    moment = parse(date_os)
    begin, _, end = date_os.partition("/")
    start, stop = parse(begin), parse(end or begin)
    if not EARLIEST <= start.first.year <= stop.last.year <= LATEST:
        raise ValueError(
            f"{date_os!r} lies outside the years {EARLIEST} to {LATEST}, which the axis can carry. Leave its row out."
        )
    last = old_place(stop.last)
    close = last + _time(stop) if stop.clock else last + 1
    return Span(old_place(start.first) + _time(start), close, moment.in_old_style(), bool(moment.clock))


def old_place(day: Day) -> float:
    """Place the beginning of an old-style day.

    Examples
    --------
    >>> old_place(Day(1969, 12, 19))
    0.0
    """
    return new_place(new_style(day))


def new_place(day: Day) -> float:
    """Place the beginning of a new-style day.

    Examples
    --------
    >>> new_place(Day(1970, 1, 1))
    0.0
    """
    return float(datetime.date(*day).toordinal() - _EPOCH)


def new_day(place: float) -> Day:
    """Read off the new-style day of a place, or the nearest day that the axis can carry.

    Examples
    --------
    >>> new_day(0.99), new_day(-1e9)
    (Day(year=1970, month=1, day=1), Day(year=50, month=1, day=1))
    """
    date = datetime.date.fromordinal(min(max(floor(place) + _EPOCH, _FIRST), _LAST))
    return Day(date.year, date.month, date.day)


def _time(moment: Moment) -> float:
    hour, _, minute = moment.clock.partition(":")
    return (int(hour) * 60 + int(minute)) / 1440 if moment.clock else 0.0


def step_for(days: float, *, finest: Finest) -> Step:
    """Choose how far apart the marks of the axis stand.

    Parameters
    ----------
    days : float
        Length of the axis.
    finest : {"hours", "days"}
        The finest unit that the dates know.

    Returns
    -------
    Step
        The shortest step that leaves every mark room for its label.

    Examples
    --------
    >>> step_for(1.5, finest="hours"), step_for(1.5, finest="days")
    (Step(kind='hours', size=6), Step(kind='days', size=1))
    """
    steps = [step for step in _STEPS if step.days >= Step(finest, 1).days]
    return next((step for step in steps if days / step.days <= MOST_TICKS), steps[-1])


def ends(span: Span, limits: tuple[float, float], wide: float, scale: Kind) -> tuple[float, float]:
    """Place a moment on an axis: the ends of its bar, or twice the place of its mark.

    Parameters
    ----------
    span : Span
        The moment.
    limits : tuple of float
        The ends of the axis, in days.
    wide : float
        Length of the axis in inches.
    scale : {"hours", "days", "months", "years"}
        What the axis counts; where it is not hours, a day is a mark.

    Returns
    -------
    tuple of float
        Inches from the left end of the axis.

    Examples
    --------
    >>> ends(Span(1.0, 2.0, ""), (0.0, 4.0), 4.0, "hours"), ends(Span(1.0, 2.0, ""), (0.0, 4.0), 4.0, "days")
    ((1.0, 2.0), (1.5, 1.5))
    """
    start, end = ((place - limits[0]) / (limits[1] - limits[0]) * wide for place in (span.start, span.end))
    middle = (start + end) / 2
    return (middle, middle) if end - start < SHORTEST or (span.day and scale != "hours") else (start, end)


def view(spans: Sequence[Span], finest: Finest) -> tuple[float, float]:
    """Choose the ends of the axis: all of the spans, with some air.

    Examples
    --------
    >>> start, end = view([moment_span("1917-10-25T12:00")], "hours")
    >>> end - start
    0.5
    """
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    air = max((end - start) * 0.05, (_LEAST[finest] - (end - start)) / 2)
    return max(start - air, _FIRST - _EPOCH), min(end + air, _LAST - _EPOCH)
