"""Both calendars agree with a count of days made another way, and dates are read as the tables write them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit import calendar
from coursekit.calendar import Day, new_style, old_style

_FIRST, _LAST = datetime.date(1500, 1, 1), datetime.date(2100, 12, 31)


LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def _length(year: int, month: int) -> int:
    return LENGTHS[month - 1] + (month == 2 and year % 4 == 0)


def _julian_by_stepping() -> dict[datetime.date, Day]:
    """Count old-style days one by one, both ways from 5 October 1582, which was 15 October in the new style."""
    found: dict[datetime.date, Day] = {}
    today, (year, month, day) = datetime.date(1582, 10, 15), (1582, 10, 5)
    while today <= _LAST:
        found[today] = Day(year, month, day)
        today += datetime.timedelta(days=1)
        day += 1
        if day > _length(year, month):
            year, month, day = (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)
    today, (year, month, day) = datetime.date(1582, 10, 15), (1582, 10, 5)
    while today >= _FIRST:
        found[today] = Day(year, month, day)
        today -= datetime.timedelta(days=1)
        day -= 1
        if day == 0:
            year, month = (year, month - 1) if month > 1 else (year - 1, 12)
            day = _length(year, month)
    return found


def test_every_day_since_1500_agrees_with_counting_day_by_day() -> None:
    for date, julian in _julian_by_stepping().items():
        assert new_style(julian) == (date.year, date.month, date.day)
        assert calendar.weekday(julian) == f"{date:%A}"


def test_russia_wrote_every_date_but_thirteen() -> None:
    days = [datetime.date(1917, 1, 14) + datetime.timedelta(days=step) for step in range(800)]
    written = [calendar.russian(Day(day.year, day.month, day.day)) for day in days]
    assert written == sorted(written)
    assert len(set(written)) == len(days)
    never = {Day(1918, 2, day) for day in range(1, 14)}
    assert not never & set(written)
    assert {Day(1918, 1, 31), Day(1918, 2, 14)} <= set(written)


@given(st.dates(_FIRST, _LAST))
def test_there_and_back_is_the_same_day(date: datetime.date) -> None:
    day = Day(date.year, date.month, date.day)
    assert new_style(old_style(day)) == day


@given(st.dates(datetime.date(1900, 3, 14), datetime.date(2100, 2, 28)))
def test_in_the_twentieth_century_the_calendars_are_thirteen_days_apart(date: datetime.date) -> None:
    earlier = date - datetime.timedelta(days=13)
    assert old_style(Day(date.year, date.month, date.day)) == (earlier.year, earlier.month, earlier.day)


@pytest.mark.parametrize(
    ("date_os", "both"),
    [
        ("1917-10-07", "7 October 1917 old style (20 October 1917 new style)"),
        ("1917-10-26T02:10", "26 October 1917, 02:10 old style (8 November 1917, 02:10 new style)"),
        ("1917-10-24/1917-10-26", "24–26 October 1917 old style (6–8 November 1917 new style)"),
        ("1917-09", "September 1917 old style (14 September–13 October 1917 new style)"),
        ("1917-12", "December 1917 old style (14 December 1917–13 January 1918 new style)"),
        ("1905", "1905 old style (14 January 1905–13 January 1906 new style)"),
        ("1917-03/1917-06", "March 1917–June 1917 old style (14 March–13 July 1917 new style)"),
    ],
)
def test_a_date_is_shown_in_both_calendars(date_os: str, both: str) -> None:
    assert calendar.both(date_os) == both


def test_the_old_style_has_a_leap_day_in_1900_and_the_new_has_none() -> None:
    assert new_style(Day(1900, 2, 29)) == (1900, 3, 13)
    with pytest.raises(ValueError, match="1900-02-29 is no day of the Gregorian calendar"):
        old_style(Day(1900, 2, 29))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("October 25", "is no date"),
        ("1917-13", "no month 13"),
        ("1917-02-29", "is no day of the Julian calendar"),
        ("1917-10-26T24:10", "no time 24:10"),
        ("1917-10-26/1917-10-24", "ends before it begins"),
        ("1917-10-26/", "is no date"),
        ("", "is no date"),
    ],
)
def test_a_wrong_date_is_refused_with_the_reason(wrong: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        calendar.parse(wrong)


@given(st.text(max_size=30))
def test_any_other_text_is_refused_or_read(text: str) -> None:
    try:
        moment = calendar.parse(text)
    except ValueError:
        return
    assert moment.first <= moment.last
