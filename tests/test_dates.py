"""Dating something: the day, the calendar, and the ways of missing either."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.errors import FileError
from coursekit.kinds.base import Outcome
from coursekit.work.answer_lines import Json
from made_questions import made

FIELDS = """
answer = { claim = "pp-sr-formula-for" }
slips = [{ name = "rising", date_os = "1917-10-25", why = "made up", feedback = "Too late.", see = "pp-srs" }]
other_calendar = { feedback = "The other calendar.", see = "pp-srs" }
near = { tolerance = 3, feedback = "A few days off.", see = "pp-srs" }
otherwise = { feedback = "Look again.", see = "pp-srs" }
"""
SPAN = FIELDS.replace('claim = "pp-sr-formula-for"', 'date_os = "1917-10-24/1917-10-26", why = "made for this test"')
DAY = made("date", FIELDS)
DAYS = made("date", SPAN)


def dated(typed: str, calendar: str = "old") -> Json:
    return {"typed": typed, "calendar": calendar}


@pytest.mark.parametrize(
    ("typed", "calendar"),
    [
        *(("18 October 1917", "old"), ("18.10.1917", "old"), ("1917-10-18", "old"), ("18 октября", "old")),
        *(
            ("31 October 1917", "new"),
            ("31 Oct.", "new"),
            ("18 October 1917 O.S.", ""),
            ("31.X.1917 new style", "unknown"),
        ),
    ],
)
def test_a_day_is_right_in_either_calendar(typed: str, calendar: str) -> None:
    assert DAY.mark(dated(typed, calendar)).outcome is Outcome.RIGHT


@pytest.mark.parametrize(("typed", "calendar"), [("18 October 1917", "new"), ("31 October 1917", "old")])
def test_the_right_day_in_the_wrong_calendar_is_called_by_its_name(typed: str, calendar: str) -> None:
    verdict = DAY.mark(dated(typed, calendar))
    assert (verdict.outcome, verdict.message) == (Outcome.NOT_YET, "The other calendar.")


@pytest.mark.parametrize("typed", ["18 October 1917", "31 October 1917"])
@pytest.mark.parametrize("calendar", ["unknown", ""])
def test_a_day_without_its_calendar_is_partly_right(typed: str, calendar: str) -> None:
    verdict = DAY.mark(dated(typed, calendar))
    assert verdict.outcome is Outcome.PARTLY
    assert "choose it, and check again" in verdict.message
    assert verdict.see == DAY.source


@pytest.mark.parametrize(
    ("typed", "calendar", "outcome", "message"),
    [
        ("25 October 1917", "old", Outcome.NOT_YET, "Too late."),
        ("7 November 1917", "new", Outcome.NOT_YET, "Too late."),
        ("16 October 1917", "old", Outcome.PARTLY, "A few days off."),
        ("October 1917", "old", Outcome.PARTLY, "What you typed covers it"),
        ("1917", "old", Outcome.PARTLY, "What you typed covers it"),
        ("1 May 1917", "old", Outcome.NOT_YET, "Look again."),
        ("1 May 1917", "unknown", Outcome.NOT_YET, "Look again."),
        ("31 June 1917", "old", Outcome.NOT_YET, "There is no 31 June 1917 in the old style."),
        ("29 February 1900", "new", Outcome.NOT_YET, "There is no 29 February 1900 in the new style."),
        ("20-18 October", "old", Outcome.NOT_YET, "This ends before it begins."),
        ("18 October 1917 old style", "new", Outcome.NOT_YET, "You typed one calendar and chose the other."),
        ("when the leaves fell", "old", Outcome.NOT_YET, "I read a date here"),
        ("7/11/1917", "old", Outcome.NOT_YET, "This can be read as 11 July and as 7 November."),
    ],
)
def test_each_way_of_missing_a_day_has_its_own_words(typed: str, calendar: str, outcome: Outcome, message: str) -> None:
    verdict = DAY.mark(dated(typed, calendar))
    assert verdict.outcome is outcome
    assert verdict.message.startswith(message)


def test_days_are_asked_for_as_far_as_they_are_known() -> None:
    assert DAYS.mark(dated("24-26 October 1917")).outcome is Outcome.RIGHT
    assert DAYS.mark(dated("6 to 8 November 1917", "new")).outcome is Outcome.RIGHT
    assert DAYS.mark(dated("26 October 1917")).message.startswith("This lies inside it")
    assert DAYS.mark(dated("20-30 October 1917")).message.startswith("What you typed covers it")


def test_a_month_of_the_old_style_is_right_however_it_is_typed() -> None:
    month = made(
        "date", FIELDS.replace('claim = "pp-sr-formula-for"', 'date_os = "1917-09", why = "made for this test"')
    )
    for typed, calendar in (("September 1917", "old"), ("1-30 September", "old"), ("14 September-13 October", "new")):
        assert month.mark(dated(typed, calendar)).outcome is Outcome.RIGHT


def test_tolerance_is_in_days() -> None:
    loose = made("date", "tolerance = 1\n" + FIELDS)
    assert loose.mark(dated("19 October 1917")).outcome is Outcome.RIGHT
    assert loose.mark(dated("20 October 1917")).outcome is Outcome.PARTLY


def test_an_answer_is_told_with_its_calendar() -> None:
    assert DAY.said(dated(" 18 October ", "old")) == "18 October, old style"
    assert DAY.said(dated("18 October", "unknown")) == "18 October"
    assert DAY.said({"typed": ["18"]}) == ""


@given(typed=st.text(max_size=100), calendar=st.sampled_from(["old", "new", "unknown", "", "else"]))
def test_any_text_is_read_or_refused(typed: str, calendar: str) -> None:
    verdict = DAY.mark(dated(typed, calendar))
    assert (verdict.outcome is Outcome.NOT_ATTEMPTED) == (not typed.strip())


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"pp-sr-formula-for"', '"pp-sr-formula"', "answer claim: 'pp-sr-formula' is no claim. Did you mean"),
        ('"1917-10-25"', '"25 October"', "slips 1 date_os: '25 October' is no date."),
        ('"1917-10-25"', '"1917-10-18"', "'rising' and 'the answer' are the same days"),
        ('"1917-10-25", why = "made up"', '"1917-10-25"', "slips 1 why: is missing"),
        ("tolerance = 3", "tolerance = 13", "near: tolerance must be over 0 days and under 13"),
        ("tolerance = 3", "tolerance = 2.5", "near tolerance: must be a whole number of days, and is 2.5."),
        ("other_calendar =", "other =", "other_calendar: is missing."),
    ],
)
def test_an_author_is_told(old: str, new: str, told: str) -> None:
    assert old in FIELDS
    with pytest.raises(FileError, match=told):
        made("date", FIELDS.replace(old, new, 1))
