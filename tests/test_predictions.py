"""Predictions: neither right nor wrong, kept as they were made, and set beside the record in words and numbers."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.errors import FileError
from coursekit.kinds.base import Outcome
from coursekit.kinds.contract import breaches
from coursekit.kinds.predictions import Prediction
from coursekit.record import record
from coursekit.sitting import Sitting
from coursekit.work.answer_lines import Json
from coursekit.work.answers import AnswerLog
from made_questions import made
from predictable import ARC, BARS, LINE, SHAPES, STACK

EACH = pytest.mark.parametrize("fields", SHAPES.values(), ids=list(SHAPES))
FLAT: dict[str, Json] = dict.fromkeys(["may", "june", "july", "august", "september", "october"], 40)
SEATS: dict[str, Json] = {"srs": 100, "mensheviks": 80, "bolsheviks": 134, "others": 60, "possessing": 90}


def asked(fields: str) -> Prediction:
    question = made("predict", fields)
    assert isinstance(question, Prediction)
    return question


def drawn(**values: float) -> Json:
    return {"values": {**FLAT, **values}}


@EACH
def test_every_shape_keeps_the_contract(fields: str) -> None:
    question = asked(fields)
    assert not list(breaches(question))
    assert not [sample for sample in question.samples() if sample.outcome in {Outcome.NOT_YET, Outcome.PARTLY}]


@EACH
def test_nobody_is_told_right_or_not_yet(fields: str) -> None:
    question = asked(fields)
    headings = {question.mark(sample.answer).words for sample in question.samples()}
    assert headings == {"Not attempted.", "Not complete yet.", "Here is the record."}


@EACH
def test_the_browser_does_not_hear_of_the_record_before_a_check(fields: str) -> None:
    content = cast("dict[str, Any]", asked(fields).content())
    for point, row in zip(content["points"], tomllib.loads(fields)["question"]["points"], strict=True):
        assert ("value" in point) == row.get("given", False)
        assert set(point) <= {"name", "label", "day", "given", "value"}


def test_a_prediction_is_told_where_it_lies_furthest_and_nearest() -> None:
    message = asked(LINE).mark(drawn(august=60)).message
    assert "furthest off at **July**: you drew 40, and the record has 120 organised per 100 disorganised" in message
    assert "which is 80 more" in message
    assert "nearest at **August**: 60, where the record has 62" in message
    assert "far off at **June** too" in message


def test_a_near_prediction_is_told_that_it_is_near_and_where_it_differs_most() -> None:
    message = asked(LINE).mark(drawn(june=80, july=120, august=62, october=14)).message
    assert "less than 30 off everywhere, with the largest difference at **June**: you drew 80" in message


def test_a_direction_against_the_record_is_named() -> None:
    message = asked(LINE).mark(drawn(june=80, july=40, august=64)).message
    assert "From **June** to **July** you expected a fall, and the record rises." in message
    assert "From **July** to **August** you expected a rise, and the record falls." in message
    assert "From each figure" in asked(LINE).mark(drawn(june=50, july=90, august=64, october=30)).message


def test_a_month_without_a_figure_is_predicted_and_stays_a_gap() -> None:
    question = asked(LINE)
    revealed = cast("dict[str, Any]", question.reveal(drawn()))
    assert set(revealed["record"]) == {"april", "june", "july", "august", "october"}
    rows = {row["label"]: row for row in revealed["rows"]}
    assert (rows["May"]["you"], rows["May"]["record"], rows["May"]["difference"]) == ("40", "no figure", "–")
    assert "no ratio" in question.mark(drawn()).message
    assert "**May**" not in question.mark(drawn()).message


def test_months_stand_where_they_were_in_time() -> None:
    days = [cast("float", point["day"]) for point in cast("list[dict[str, Json]]", asked(LINE).content()["points"])]
    assert days == sorted(days)
    assert days[1] - days[0] == pytest.approx(30.5)


def test_shares_lie_percentage_points_apart() -> None:
    answer: Json = {"values": {"august": 40, "june": 25, "september": 20, "turnout": 10}}
    message = asked(BARS).mark(answer).message
    assert "the record has almost 50 per cent, which is 40 percentage points more" in message


def test_a_printed_half_is_turned_into_per_cent_and_keeps_its_hedge() -> None:
    answer: Json = {"values": {"august": 40, "june": 25, "september": 20, "turnout": 10}}
    rows = cast("list[dict[str, Json]]", asked(BARS).reveal(answer)["rows"])
    assert rows[-1]["record"] == "almost 50"


@pytest.mark.parametrize(("value", "words"), [(30, "12 under"), (42, "none"), (80, "none")])
def test_inside_a_bound_nothing_is_off(value: float, words: str) -> None:
    over = """
shape = "bars"
unit = "per cent"
most = 100
step = 1
far = 10
points = [
  { name = "forests", label = "One", claim = "CLAIM" },
  { name = "august", label = "Two", claim = "f96-17-petrograd-august" },
]
otherwise = { feedback = "Look again.", see = "f96-17-petrograd-august" }"""
    bound = next(c for c in record().claims.values() if c["qualifier"] == "over" and c["low"] == "42")
    question = asked(over.replace("CLAIM", bound.id))
    rows = cast("list[dict[str, Json]]", question.reveal({"values": {"forests": value, "august": 33}})["rows"])
    assert rows[0]["record"] == "over 42"
    assert str(rows[0]["difference"]).replace(" percentage points", "") == words


def test_what_is_said_of_one_point_is_said_only_when_it_is_far_off_on_that_side() -> None:
    question = asked(LINE)
    assert "top of the series" in question.mark(drawn(july=40)).message
    assert "top of the series" not in question.mark(drawn(july=100)).message
    assert "top of the series" not in question.mark(drawn(july=160)).message
    assert question.mark(drawn(july=40)).see[0].id == "t32-250-organised-july"


@pytest.mark.parametrize("left_out", [["may"], ["may", "october"]])
def test_what_is_still_to_set_is_named(left_out: list[str]) -> None:
    verdict = asked(LINE).mark({"values": {name: v for name, v in FLAT.items() if name not in left_out}})
    assert verdict.outcome is Outcome.NOT_ATTEMPTED
    assert f"Still to set: {' and '.join(name.capitalize() for name in left_out)}." in verdict.message


def test_the_parts_must_fill_the_whole() -> None:
    question = asked(ARC)
    assert question.mark({"values": SEATS}).outcome is Outcome.RIGHT
    assert "Not yet given out: 10 seats." in question.mark({"values": {**SEATS, "bolsheviks": 124}}).message
    assert "come to 1 seat more than the whole" in question.mark({"values": {**SEATS, "bolsheviks": 135}}).message


def test_a_figure_worked_out_says_so_and_from_what() -> None:
    rows = cast("list[dict[str, Any]]", asked(ARC).reveal({"values": SEATS})["rows"])
    others = rows[3]
    assert others["record"] == "62, worked out"
    assert [place["id"] for place in others["see"]] == ["pp-democratic", "pp-srs", "pp-mensheviks", "pp-bolsheviks"]
    assert others["see"][0]["says"].startswith("308 seats")


def test_what_the_record_leaves_over_is_compared_too() -> None:
    answer: Json = {"values": {"bolsheviks": 30, "srs": 25, "mensheviks": 20, "kadets": 10}}
    rows = cast("list[dict[str, Json]]", asked(STACK).reveal(answer)["rows"])
    assert (rows[-1]["you"], rows[-1]["record"]) == ("15", "4, worked out")


def test_which_part_was_expected_to_be_the_largest_is_said() -> None:
    message = asked(ARC).mark({"values": SEATS}).message
    assert "largest to be **Bolsheviks**; in the record it is **The possessing classes**" in message


def test_a_given_value_cannot_be_predicted_and_is_shown() -> None:
    question = asked(LINE)
    assert question.mark({"values": {**FLAT, "april": 150}}) == question.mark({"values": {**FLAT}})
    assert "33 organised per 100 disorganised (given)" in question.still()
    assert "120" not in question.still()


def test_a_prediction_is_put_into_words() -> None:
    assert asked(LINE).said({"values": {"may": 40, "june": 8}}) == "May: 40; June: 8 (organised per 100 disorganised)"
    assert asked(LINE).said({"values": {"april": 40}}) == ""


def test_a_prediction_comes_back_at_the_end_of_the_lesson_with_the_record_over_it(tmp_path: Path) -> None:
    question, log = asked(LINE), AnswerLog(tmp_path / "work" / "answers.jsonl")
    Sitting(question, log).check(drawn(), "")
    later = Sitting(question, log).state()
    assert later["answer"] == drawn()
    assert later["words"] == "Here is the record."
    assert later["reveal"] == question.reveal(drawn())
    assert "you answered “May: 40" in str(later["restored"])


def test_an_unfinished_prediction_is_not_kept_and_shows_no_record(tmp_path: Path) -> None:
    sitting = Sitting(asked(LINE), AnswerLog(tmp_path / "work" / "answers.jsonl"))
    sitting.check({"values": {"may": 40}}, "")
    assert sitting.state()["reveal"] == {}
    assert not sitting.may_show


def test_no_hint_shows_the_record_before_something_is_predicted(tmp_path: Path) -> None:
    question = asked(LINE)
    sitting = Sitting(question, AnswerLog(tmp_path / "work" / "answers.jsonl"))
    for _ in question.hints:
        sitting.hint()
    sitting.show()
    assert sitting.state()["model"] is None
    sitting.check(drawn(), "")
    sitting.show()
    assert sitting.state()["model"]


def test_a_corrected_figure_or_feedback_leaves_a_prediction_what_it_was() -> None:
    version = asked(LINE).version
    assert asked(LINE.replace("t32-250-organised-august", "t32-250-organised-june").replace(*DATED)).version == version
    assert asked(LINE.replace("far = 30", "far = 40")).version == version
    assert asked(LINE.replace("most = 160", "most = 150")).version != version
    assert asked(LINE.replace('given = true\nclaim = "t32-250-organised-april"', GIVEN)).version != version


DATED = ('label = "August"', 'label = "August"\ndate = "1917-08"')
GIVEN = 'given = true\ndate = "1917-04"\nclaim = "t32-250-organised-june"'
MISTAKES = [
    (LINE, 'shape = "line"', 'shape = "lines"', "'lines' is none. Did you mean 'line'"),
    (LINE, 'unit = "organised per 100 disorganised"', 'unit = "organised"', "is no unit of the record"),
    (BARS, 'unit = "per cent"', 'unit = "share"', "must be 'per cent'"),
    (ARC, 'unit = "seats"', 'unit = "votes"', "is in seats, not in votes"),
    (
        LINE,
        'claim = "t32-250-organised-july"',
        'claim = "t32-250-organized-july"',
        "Did you mean 't32-250-organised-july'",
    ),
    (LINE, "most = 160", "most = 100", "'july' is 120 in the record, and the scale goes to 100"),
    (LINE, "most = 160", "most = 0", "more than nought"),
    (LINE, "step = 2", "step = 3", "3 does not divide 160"),
    (LINE, "step = 2", "step = 0.01", "2000 is the most"),
    (LINE, "step = 2", "step = 0", "more than nought"),
    (LINE, "far = 30", "far = 1", "must be a step"),
    (LINE, 'date = "1917-05"', "", "no claim gives it"),
    (LINE, 'date = "1917-05"', 'date = "1917-13"', "has no month 13"),
    (LINE, 'date = "1917-05"', 'date = "1917-08"', "follow one another in time"),
    (LINE, "gap = true", "gap = true\ngiven = true", "no figure to show"),
    (LINE, "gaps = {", "gap = {", "Did you mean 'gaps'"),
    (LINE, 'name = "may"', 'name = "june"', "2 have the name 'june'"),
    (LINE, 'below = { feedback = "July', 'bellow = { feedback = "July', "Did you mean 'below'"),
    (STACK, "whole = { literal = 100", "whole = { literal = 90", "the parts come to 96"),
    (STACK, 'rest = "all other lists"', "", "The parts leave 4 of 100"),
    (ARC, "far = 30", 'far = 30\nrest = "nobody"', "the parts fill the whole"),
    (ARC, "step = 1", "step = 4", "4 does not divide 66"),
    (ARC, 'claim = "pp-srs"', 'claim = "pp-cooperators"', "'srs' has no figure"),
    (BARS, 'below = { feedback = "Half', 'above = { feedback = "Half', "is said of no sample"),
]


@pytest.mark.parametrize(("fields", "old", "new", "told"), MISTAKES, ids=[each[-1] for each in MISTAKES])
def test_an_author_is_told_what_does_not_hold(fields: str, old: str, new: str, told: str) -> None:
    assert old in fields
    wrong = fields.replace(old, new).replace("far = 15", "far = 60" if "no sample" in told else "far = 15")
    with pytest.raises(FileError) as raised:
        made("predict", wrong)
    assert told in str(raised.value)


ANYTHING = st.integers() | st.floats() | st.text() | st.none()


@given(values=st.dictionaries(st.sampled_from([*FLAT, "april", "x"]), ANYTHING))
def test_any_values_are_marked_said_and_drawn(values: dict[str, Json]) -> None:
    question = QUESTIONS["line"]
    verdict = question.mark({"values": values})
    assert verdict.message
    json.dumps([question.said({"values": values}), question.reveal({"values": values})], allow_nan=False)


@given(value=st.floats(0, 160))
def test_the_difference_said_is_the_difference(value: float) -> None:
    message = QUESTIONS["line"].mark({"values": {**FLAT, "july": value}}).message
    furthest = max((abs(value - 120), "July"), (abs(40 - 86), "June"))[1]
    assert f"furthest off at **{furthest}**" in message or abs(value - 120) == abs(40 - 86)


QUESTIONS = {shape: asked(fields) for shape, fields in SHAPES.items()}
