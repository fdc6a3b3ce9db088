"""Days from a first to a last, as they are compared and written in either calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Self

from coursekit.calendar import MONTHS, Day, Moment, new_style, old_style
from coursekit.typed_dates import Point, Style, TypedDate, UnreadableDateError

__all__ = ["Span", "typed_span"]


@dataclass(frozen=True)
class Span:
    """Days from the first to the last, both included, old style."""

    first: Day
    last: Day

    @classmethod
    def of(cls, moment: Moment) -> Self:
        """Take the days a moment of the tables covers.

        Examples
        --------
        >>> from coursekit.calendar import parse
        >>> Span.of(parse("1917-10")).days
        31
        """
        return cls(moment.first, moment.last)

    @property
    def ends(self) -> tuple[int, int]:
        """The first and the last day, counted from a day long ago."""
        return _number(self.first), _number(self.last)

    @property
    def days(self) -> int:
        """How many days it covers."""
        first, last = self.ends
        return last - first + 1

    def __contains__(self, other: Span) -> bool:
        (first, last), (begins, ends) = self.ends, other.ends
        return first <= begins and ends <= last

    def is_near(self, other: Span, days: int) -> bool:
        """Say whether both ends are at most so many days apart."""
        return all(abs(one - two) <= days for one, two in zip(self.ends, other.ends, strict=True))

    def moved(self, days: int) -> Span:
        """Move both ends by so many days."""
        first, last = (old_style(_day(number + days)) for number in self.ends)
        return Span(first, last)

    def written(self, style: Style) -> str:
        """Write the days in a calendar, as a student could type them.

        Examples
        --------
        >>> Span(Day(1917, 10, 24), Day(1917, 10, 26)).written("new")
        '6–8 November 1917'
        """
        moment = Moment(self.first, self.last, "day")
        return moment.in_new_style() if style == "new" else moment.in_old_style()


def typed_span(typed: TypedDate, style: Style) -> Span:
    """Find the days of a typed date in a calendar.

    Parameters
    ----------
    typed : TypedDate
        What was typed.
    style : {"old", "new"}
        The calendar it is in.

    Returns
    -------
    Span
        The days; for a month or a year all of its days.

    Raises
    ------
    UnreadableDateError
        If the calendar has no such day, or the last day comes before the first.

    Examples
    --------
    >>> from coursekit.typed_dates import read_date
    >>> typed_span(read_date("7 November 1917", 1917), "new").first
    Day(year=1917, month=10, day=25)
    """
    first, last = (_in_old_style(day, style) for day in (_opening(typed.first), _closing(typed.last, style)))
    if first > last:
        raise UnreadableDateError("This ends before it begins. Type the earlier day first.")
    return Span(first, last)


def _opening(point: Point) -> Day:
    year, month, day = point
    return Day(year, month or 1, day or 1)


def _closing(point: Point, style: Style) -> Day:
    year, month, day = point
    if not month:
        return Day(year, 12, 31)
    return Day(year, month, day or _longest(year, month, style))


def _longest(year: int, month: int, style: Style) -> int:
    gregorian = style == "new" and year % 100 == 0 and year % 400
    if month == 2:
        return 29 if year % 4 == 0 and not gregorian else 28
    return 30 if month in {4, 6, 9, 11} else 31


def _in_old_style(day: Day, style: Style) -> Day:
    try:
        found = old_style(day) if style == "new" else day
        _number(found)
    except (ValueError, OverflowError):
        named = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        raise UnreadableDateError(f"There is no {named} in the {style} style. Look at the day again.") from None
    return found


def _number(day: Day) -> int:
    return date(*new_style(day)).toordinal()


def _day(number: int) -> Day:
    return Day(*date.fromordinal(number).timetuple()[:3])
