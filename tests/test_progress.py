"""Progress: by aim, in words, from answers that are marked again, and for nobody but the student."""

from __future__ import annotations

from pathlib import Path

import pytest

from answering import answered
from coursekit.bank import question
from coursekit.errors import UnknownNameError
from coursekit.kinds.base import Outcome
from coursekit.markup import plain
from coursekit.work.answers import answer_log
from coursekit.work.lesson_list import lesson, lessons
from coursekit.work.progress_panel import progress
from coursekit.work.standings import State, judged, standing

QUESTION = "05.remainder"
RIGHT, NOT_YET = Outcome.RIGHT, Outcome.NOT_YET


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def state(name: str = QUESTION) -> tuple[State, str]:
    found = standing(question(name), answer_log())
    return found.state, found.why


def test_new_question_is_not_tried() -> None:
    assert state() == (State.NOT_TRIED, "")


def test_wrong_answer_is_not_yet_right() -> None:
    answered(QUESTION, NOT_YET)
    assert state() == (State.NOT_YET, "")


@pytest.mark.parametrize("confidence", ["", "fairly sure", "sure"])
def test_right_answer_is_done(confidence: str) -> None:
    answered(QUESTION, RIGHT, confidence=confidence)
    assert state() == (State.DONE, "")


def test_right_guess_is_shaky_until_it_is_no_guess() -> None:
    answered(QUESTION, RIGHT, confidence="a guess")
    assert state() == (State.SHAKY, "right, and you said it was a guess")
    answered(QUESTION, RIGHT, hours=1, confidence="sure")
    assert state() == (State.DONE, "")


@pytest.mark.parametrize(("tries", "expected"), [(1, State.DONE), (2, State.SHAKY), (5, State.SHAKY)])
def test_right_after_several_tries_is_shaky(tries: int, expected: State) -> None:
    for hour in range(tries):
        answered(QUESTION, NOT_YET, hours=hour)
    answered(QUESTION, RIGHT, hours=tries)
    assert state()[0] is expected


def test_right_again_on_another_day_is_done() -> None:
    for hour, outcome in enumerate([NOT_YET, NOT_YET, RIGHT]):
        answered(QUESTION, outcome, hours=hour)
    assert state() == (State.SHAKY, "right after several tries")
    answered(QUESTION, RIGHT, hours=30)
    assert state() == (State.DONE, "")


def test_last_answer_is_what_counts() -> None:
    answered(QUESTION, RIGHT)
    answered(QUESTION, NOT_YET, hours=1)
    assert state()[0] is State.NOT_YET


def test_partly_right_is_shaky() -> None:
    partly = [each for each in lesson("05").questions if any(s.outcome is Outcome.PARTLY for s in each.samples())]
    assert partly
    answered(partly[0].id, Outcome.PARTLY)
    assert state(partly[0].id) == (State.SHAKY, "partly right")


def test_reworded_question_is_to_be_tried_again() -> None:
    answered(QUESTION, RIGHT, version="00000000")
    assert state() == (State.NOT_TRIED, "reworded since you answered it")


def test_verdict_written_into_the_log_is_not_believed() -> None:
    answered(QUESTION, NOT_YET)
    path = answer_log().path
    path.write_text(path.read_text("utf-8").replace("{", '{"verdict": "right", "outcome": "right", '), "utf-8")
    assert state()[0] is State.NOT_YET


def test_first_confidence_is_what_is_judged() -> None:
    assert judged(question(QUESTION), answer_log()) is None
    answered(QUESTION, NOT_YET)
    assert judged(question(QUESTION), answer_log()) is None
    answered(QUESTION, NOT_YET, hours=1, confidence="sure")
    answered(QUESTION, RIGHT, hours=2, confidence="a guess")
    assert judged(question(QUESTION), answer_log()) == ("sure", False)


def test_panel_counts_confidence_in_words() -> None:
    first, second, third, *_ = lesson("05").questions
    answered(first.id, RIGHT, confidence="sure")
    answered(second.id, NOT_YET, confidence="sure")
    answered(third.id, RIGHT, confidence="a guess")
    text = progress().text
    assert "sure and right 1, sure and not right 1; a guess and right 1, a guess and not right 0" in text
    assert f"because you were sure and not right: {second.id}." in text
    assert "fairly sure" not in text


def test_panel_without_confidence_says_nothing_of_it() -> None:
    answered(QUESTION, RIGHT)
    assert "How well you knew" not in progress().text


@pytest.mark.parametrize("number", lessons())
def test_every_aim_has_a_row_with_its_questions_and_a_next_step(number: str) -> None:
    panel = progress(number)
    for asked in lesson(number).questions:
        assert plain(asked.aim) in panel.text
        assert f"not tried: {asked.id}" in panel.text
    aims = {plain(asked.aim) for asked in lesson(number).questions}
    assert panel.text.count("next: ck.exercise(") == len(aims)
    assert panel.html.count('<th scope="row">') == len(aims)
    assert panel.html.count("<caption>") == 1


def test_next_step_is_what_is_not_right_and_none_when_all_is_done() -> None:
    answered(QUESTION, NOT_YET)
    assert f'next: ck.exercise("{QUESTION}")' in progress().text
    answered(QUESTION, RIGHT, hours=1)
    assert f'next: ck.exercise("{QUESTION}")' not in progress().text


def test_lessons_not_begun_are_named_only() -> None:
    answered(QUESTION, RIGHT)
    text = progress().text
    assert "Lesson 05-preparliament" in text
    assert "Lesson 00-" not in text
    assert "Not begun: lesson" in text


def test_nothing_answered_says_so() -> None:
    assert "You have answered nothing yet." in progress().text


def test_unknown_lesson_is_told_the_near_ones() -> None:
    with pytest.raises(UnknownNameError, match="no lesson with questions '99'"):
        progress("99")


def test_progress_says_that_it_is_private_and_writes_nothing() -> None:
    answered(QUESTION, RIGHT)
    before = {path: path.read_bytes() for path in Path("work").rglob("*")}
    assert "Only you see this" in progress().text
    assert {path: path.read_bytes() for path in Path("work").rglob("*")} == before


def test_states_are_words_and_not_only_signs() -> None:
    answered(QUESTION, NOT_YET)
    html = progress().html
    assert "<strong>not yet right</strong>" in html
    assert '<span aria-hidden="true">' in html
