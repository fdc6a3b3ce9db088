"""Dates as students type them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.calendar import Day, parse
from coursekit.day_spans import Span, typed_span
from coursekit.typed_dates import LONGEST, Style, UnreadableDateError, read_date

OCTOBER_25 = (1917, 10, 25)
DAYS = st.integers(min_value=1, max_value=28)


@pytest.mark.parametrize(
    "text",
    [
        *("25 October 1917", "October 25, 1917", "25 Oct. 1917", "the 25th of October 1917", "25th October", "oct 25"),
        *("25.10.1917", "25.X.1917", "25/X/1917", "25/10/1917", "10/25/1917", "1917-10-25", "25 октября 1917 г."),
        *("Thursday, 25 October 1917", "on Thursday 25 October", " 25\u00a0October\u20091917 "),
    ],
)
def test_one_day_is_read_however_it_is_written(text: str) -> None:
    typed = read_date(text, 1917)
    assert (typed.first, typed.last, typed.style) == (OCTOBER_25, OCTOBER_25, "")


@pytest.mark.parametrize(
    "text",
    [
        *("24-26 October 1917", "24–26 October", "24 to 26 October", "October 24-26, 1917", "October 24 – 26 1917"),
        *("from 24 to 26 October 1917", "between 24 and 26 October", "24-26.X.1917", "1917-10-24/1917-10-26"),
        "24 October–26 October 1917",
    ],
)
def test_several_days_are_read_however_they_are_written(text: str) -> None:
    typed = read_date(text, 1917)
    assert (typed.first, typed.last) == ((1917, 10, 24), (1917, 10, 26))


@pytest.mark.parametrize(
    ("text", "style"),
    [
        *(("25 October 1917 old style", "old"), ("25 October (O.S.)", "old"), ("25 октября ст. ст.", "old")),
        *(("7 November 1917 n.s.", "new"), ("7 November, New Style", "new"), ("7 November Gregorian", "new")),
    ],
)
def test_a_calendar_may_be_typed(text: str, style: str) -> None:
    assert read_date(text, 1917).style == style


def test_a_month_or_a_year_has_no_day() -> None:
    assert read_date("October 1917", 1900).first == (1917, 10, 0)
    assert read_date("1917", 1900).first == (1917, 0, 0)
    assert read_date("мая", 1917).first == (1917, 5, 0)


@pytest.mark.parametrize(
    "text",
    [
        *("", "-", "25", "25 1917", "32 October", "0 October", "13.13.1917", "October 1917 25", "25 Octember 1917"),
        *("25 October 1917 or so", "1917-13-01", "24 October 26 October", "import os", "25..10.1917"),
    ],
)
def test_anything_else_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UnreadableDateError, match="I read a date here, such as 25 October 1917"):
        read_date(text, 1917)


def test_a_date_that_can_be_read_twice_is_asked_for_in_words() -> None:
    with pytest.raises(UnreadableDateError, match=r"11 July and as 7 November\. Write the month in words"):
        read_date("7/11/1917", 1917)
    assert read_date("11/11/1917", 1917).first == (1917, 11, 11)
    assert read_date("7.11.1917", 1917).first == (1917, 11, 7)


def test_a_long_text_is_refused_unread() -> None:
    with pytest.raises(UnreadableDateError, match=f"{LONGEST + 1} characters long"):
        read_date("1" * (LONGEST + 1), 1917)


@given(
    st.integers(min_value=1, max_value=12),
    DAYS,
    st.integers(min_value=0, max_value=400),
    st.sampled_from(["old", "new"]),
)
def test_what_is_written_in_a_calendar_is_read_back_in_it(month: int, day: int, more: int, style: Style) -> None:
    first = Span(Day(1917, month, day), Day(1917, month, day))
    span = Span(first.first, first.moved(more).last)
    assert typed_span(read_date(span.written(style), 1900), style) == span


@given(st.text(max_size=2 * LONGEST))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(UnreadableDateError):
        assert all(1 <= point[0] <= 9999 or point[0] == 0 for point in (read_date(text, 1917).first,))


@pytest.mark.parametrize("date_os", ["1917", "1917-02", "1917-10", "1917-10-25", "1917-10-24/1917-10-26", "1916-02"])
def test_a_moment_of_the_tables_covers_the_days_a_reader_would_type(date_os: str) -> None:
    moment = parse(date_os)
    assert typed_span(read_date(moment.in_old_style(), 0), "old") == Span.of(moment)
