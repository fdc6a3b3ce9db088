"""Dates in the two calendars of 1917: old style (Julian), which the tables store, and new style (Gregorian).

Soviet Russia took up the new style in 1918: the day after 31 January was 14 February, and thirteen dates never were.
Days are turned into each other through the Julian day number, with the integer formulas in common use; the tests
count day by day instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

__all__ = ["Day", "Moment", "both", "new_style", "old_style", "parse", "russian", "weekday"]

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2}))?)?)?")


class Day(NamedTuple):
    """One day of a calendar; which calendar, the name that holds it says."""

    year: int
    month: int
    day: int


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CHANGE = Day(1918, 2, 14)
"""The first day on which Soviet Russia wrote the new style."""


def _number(day: Day, *, gregorian: bool) -> int:
    before_march = (14 - day.month) // 12
    year, month = day.year + 4800 - before_march, day.month + 12 * before_march - 3
    number = day.day + (153 * month + 2) // 5 + 365 * year + year // 4
    return number - year // 100 + year // 400 - 32045 if gregorian else number - 32083


def _day(number: int, *, gregorian: bool) -> Day:
    shifted = number + 1401
    if gregorian:
        shifted += (4 * number + 274277) // 146097 * 3 // 4 - 38
    years = 4 * shifted + 3
    days = 5 * (years % 1461 // 4) + 2
    month = (days // 153 + 2) % 12 + 1
    return Day(years // 1461 - 4716 + (14 - month) // 12, month, days % 153 // 5 + 1)


def _checked(day: Day, *, gregorian: bool) -> Day:
    if not 1 <= day.month <= 12 or _day(_number(day, gregorian=gregorian), gregorian=gregorian) != day:
        style = "Gregorian" if gregorian else "Julian"
        raise ValueError(f"{day.year}-{day.month:02}-{day.day:02} is no day of the {style} calendar.")
    return day


def new_style(day: Day) -> Day:
    """Turn an old-style (Julian) day into the new style (Gregorian).

    Parameters
    ----------
    day : Day
        Year, month and day, old style.

    Returns
    -------
    Day
        The same day, new style.

    Raises
    ------
    ValueError
        If the Julian calendar has no such day.

    Examples
    --------
    >>> new_style(Day(1917, 10, 25))
    Day(year=1917, month=11, day=7)
    """
    return _day(_number(_checked(day, gregorian=False), gregorian=False), gregorian=True)


def old_style(day: Day) -> Day:
    """Turn a new-style (Gregorian) day into the old style (Julian).

    Parameters
    ----------
    day : Day
        Year, month and day, new style.

    Returns
    -------
    Day
        The same day, old style.

    Raises
    ------
    ValueError
        If the Gregorian calendar has no such day.

    Examples
    --------
    >>> old_style(Day(1917, 11, 7))
    Day(year=1917, month=10, day=25)
    """
    return _day(_number(_checked(day, gregorian=True), gregorian=True), gregorian=False)


def weekday(day: Day) -> str:
    """Name the day of the week of an old-style day.

    Parameters
    ----------
    day : Day
        Year, month and day, old style.

    Returns
    -------
    str
        `"Monday"` to `"Sunday"`; it is the same in both calendars.

    Raises
    ------
    ValueError
        If the Julian calendar has no such day.

    Examples
    --------
    >>> weekday(Day(1917, 10, 25))
    'Wednesday'
    """
    return WEEKDAYS[_number(_checked(day, gregorian=False), gregorian=False) % 7]


def russian(day: Day) -> Day:
    """Say which date stood on a Russian newspaper of a day.

    Until 31 January 1918 that was the old style; from the next day, 14 February, the new.

    Parameters
    ----------
    day : Day
        Year, month and day, new style.

    Returns
    -------
    Day
        The date as Russia wrote it then.

    Raises
    ------
    ValueError
        If the Gregorian calendar has no such day.

    Examples
    --------
    >>> russian(Day(1918, 2, 13)), russian(Day(1918, 2, 14))
    (Day(year=1918, month=1, day=31), Day(year=1918, month=2, day=14))
    """
    return _checked(day, gregorian=True) if day >= CHANGE else old_style(day)


@dataclass(frozen=True)
class Moment:
    """When something was so, as exactly as it is known, in old-style days.

    Parameters
    ----------
    first, last : Day
        The first and the last day it may cover (inclusive, old style).
    precision : {"year", "month", "day", "minute"}
        How finely the two ends are given.
    clock : str
        The time of day, such as `"02:10"`; empty where none is given.
    """

    first: Day
    last: Day
    precision: Literal["year", "month", "day", "minute"]
    clock: str = ""

    def in_old_style(self) -> str:
        """Write the moment in the old style, for a reader.

        Examples
        --------
        >>> parse("1917-10-24/1917-10-26").in_old_style()
        '24–26 October 1917'
        """
        return self._written(self.first, self.last, self.precision)

    def in_new_style(self) -> str:
        """Write the moment in the new style; a month or year of the old becomes the days it covers.

        Examples
        --------
        >>> parse("1917-10").in_new_style()
        '14 October–13 November 1917'
        """
        precision = "minute" if self.precision == "minute" else "day"
        return self._written(new_style(self.first), new_style(self.last), precision)

    def _written(self, first: Day, last: Day, precision: str) -> str:
        if precision == "year":
            return f"{first.year}" if first.year == last.year else f"{first.year}–{last.year}"
        if precision == "month" and (first.year, first.month) == (last.year, last.month):
            return f"{MONTHS[first.month - 1]} {first.year}"
        if precision == "month":
            return f"{MONTHS[first.month - 1]} {first.year}–{MONTHS[last.month - 1]} {last.year}"
        text = _days(first, last)
        return f"{text}, {self.clock}" if self.clock else text


def _days(first: Day, last: Day) -> str:
    end = f"{last.day} {MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]}–{end}"
    return f"{first.day} {MONTHS[first.month - 1]} {first.year}–{end}"


def _point(text: str) -> Moment:
    match = _POINT.fullmatch(text)
    if match is None:
        raise ValueError(
            f"{text!r} is no date. Write 1917, 1917-10, 1917-10-25, 1917-10-26T02:10, or two of them joined by /."
        )
    year, month, day, hour, minute = match.groups()
    if month is None:
        return Moment(Day(int(year), 1, 1), Day(int(year), 12, 31), "year")
    if not 1 <= int(month) <= 12:
        raise ValueError(f"{text!r} has no month {month}. Months run from 01 to 12.")
    if day is None:
        first = Day(int(year), int(month), 1)
        after = Day(first.year + first.month // 12, first.month % 12 + 1, 1)
        return Moment(first, _day(_number(after, gregorian=False) - 1, gregorian=False), "month")
    exact = _checked(Day(int(year), int(month), int(day)), gregorian=False)
    if hour is None:
        return Moment(exact, exact, "day")
    if int(hour) > 23 or int(minute) > 59:
        raise ValueError(f"{text!r} has no time {hour}:{minute}. Hours run to 23, minutes to 59.")
    return Moment(exact, exact, "minute", f"{hour}:{minute}")


def parse(date_os: str) -> Moment:
    """Read a date as the tables write it.

    Parameters
    ----------
    date_os : str
        Old style: a year, month, day or minute, or two of them joined by `/` (both included).

    Returns
    -------
    Moment
        The days it covers.

    Raises
    ------
    ValueError
        If it is not written so, if the Julian calendar has no such day, or if an interval runs backwards.

    Examples
    --------
    >>> parse("1917-10-26T02:10").clock
    '02:10'
    """
    begin, slash, end = date_os.partition("/")
    start = _point(begin)
    if not slash:
        return start
    stop = _point(end)
    if (start.first, start.clock) > (stop.last, stop.clock):
        raise ValueError(f"{date_os!r} ends before it begins. Write the earlier date first.")
    clock = f"{start.clock}–{stop.clock}" if start.clock and stop.clock else start.clock or stop.clock
    return Moment(start.first, stop.last, stop.precision, clock)


def both(date_os: str) -> str:
    """Write a date of the tables in both calendars, for a reader.

    Parameters
    ----------
    date_os : str
        As in `parse`.

    Returns
    -------
    str
        The old style, and the new style in brackets.

    Raises
    ------
    ValueError
        As `parse`.

    Examples
    --------
    >>> both("1917-10-07")
    '7 October 1917 old style (20 October 1917 new style)'
    """
    moment = parse(date_os)
    return f"{moment.in_old_style()} old style ({moment.in_new_style()} new style)"
