"""One student at one question: what the screen is told."""

import json
import re
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.bank import question, questions
from coursekit.kinds.base import Question
from coursekit.kinds.choices import OneChoice
from coursekit.sitting import Sitting, cite
from coursekit.work.answer_lines import Json
from coursekit.work.answers import LONGEST_ANSWER, Answer, AnswerLog

ALL = list(questions().values())
REMAINDER = question("05.remainder")
MAJORITY = question("05.majority")
NOWHERE = AnswerLog(Path("no", "such", "folder", "answers.jsonl"))


@pytest.fixture
def log(tmp_path: Path) -> AnswerLog:
    return AnswerLog(tmp_path / "work" / "answers.jsonl")


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> AnswerLog:
    """Give one log that a property test fills."""
    return AnswerLog(tmp_path_factory.mktemp("sitting") / "answers.jsonl")


def write(log: AnswerLog, asked: Question, answer: Json, version: str = "") -> None:
    when = datetime(2026, 11, 3, 12, 30, tzinfo=UTC)
    log.path.parent.mkdir(exist_ok=True)
    with log.path.open("ab") as file:
        file.write(Answer(when, asked.id, version or asked.version, answer).line())


def test_new_sitting_says_nothing_yet(log: AnswerLog) -> None:
    state = Sitting(REMAINDER, log).state()
    assert (state["words"], state["restored"], state["unsaved"], state["kept"]) == ("", "", "", "")
    assert state["may_show"] is False
    assert not log.path.parent.exists()


def test_check_marks_and_saves(log: AnswerLog) -> None:
    sitting = Sitting(REMAINDER, log)
    sitting.check("42")
    state = sitting.state()
    assert state["words"] == "Not yet."
    assert "a second time" in str(state["message_html"])
    assert state["see"] == [cite(REMAINDER.slips[0].feedback.see)]  # type: ignore[attr-defined]
    assert "work/answers.jsonl" in str(state["kept"])
    recalled = log.recall(REMAINDER.id, REMAINDER.version).answer
    assert recalled is not None
    assert recalled.answer == "42"


def test_empty_answer_is_not_saved_and_opens_nothing(log: AnswerLog) -> None:
    sitting = Sitting(REMAINDER, log)
    sitting.check(" ")
    assert sitting.state()["words"] == "Not attempted."
    assert sitting.may_show is False
    assert not log.path.exists()


@pytest.mark.parametrize("asked", [each for each in ALL if each.hints_open_answer], ids=lambda asked: asked.id)
def test_model_answer_opens_after_the_last_hint(asked: Question) -> None:
    sitting = Sitting(asked, NOWHERE)
    for number in range(len(asked.hints)):
        assert sitting.may_show is False
        sitting.show()
        assert sitting.state()["model"] is None
        sitting.hint()
        assert len(sitting.state()["hints"]) == number + 1  # type: ignore[arg-type]
    sitting.hint()
    sitting.show()
    state = sitting.state()
    assert len(state["hints"]) == len(asked.hints)  # type: ignore[arg-type]
    assert state["hints"][-1]["see"]  # type: ignore[index]
    assert state["model"]


def test_model_answer_opens_after_an_attempt(log: AnswerLog) -> None:
    sitting = Sitting(REMAINDER, log)
    sitting.check("1")
    sitting.show()
    model = sitting.state()["model"]
    assert isinstance(model, dict)
    assert "62 seats" in model["answer_html"]
    assert len(model["see"]) == len(REMAINDER.source)


@pytest.mark.parametrize("asked", ALL, ids=lambda asked: asked.id)
def test_state_survives_the_wire_and_shows_no_binding(asked: Question) -> None:
    sitting = Sitting(asked, NOWHERE)
    for _ in asked.hints:
        sitting.hint()
    sitting.show()
    wire = json.dumps(sitting.state())
    assert json.loads(wire) == sitting.state()
    assert "<!--" not in wire
    assert "&lt;" not in wire


def test_no_two_states_are_equal(log: AnswerLog) -> None:
    sitting = Sitting(REMAINDER, log)
    states = [sitting.state()]
    check = partial(sitting.check, "42")
    for act in (check, check, sitting.hint, sitting.show, sitting.show):
        act()
        assert sitting.state() not in states
        states.append(sitting.state())


@given(st.text(st.characters(), max_size=80))
def test_student_text_never_becomes_html(scratch: AnswerLog, answer: str) -> None:
    mark = "<b>x</b>"
    sitting = Sitting(REMAINDER, scratch)
    sitting.check(answer + mark)
    again = Sitting(REMAINDER, scratch)
    for state in (sitting.state(), again.state()):
        assert state["answer"] == answer + mark
        assert mark not in json.dumps({key: state[key] for key in ("message_html", "hints", "model", "see", "words")})
    scratch.path.write_bytes(b"")


def test_answer_is_restored_and_marked_again(log: AnswerLog) -> None:
    write(log, REMAINDER, "62")
    state = Sitting(REMAINDER, log).state()
    assert state["answer"] == "62"
    assert state["words"] == "Right."
    restored = str(state["restored"])
    assert re.fullmatch(
        r"Restored from your saved answers: you answered “62” on \d+ November 2026, \d\d:\d\d\.", restored
    )
    assert state["may_show"] is True


def test_restored_choice_is_told_in_its_own_words(log: AnswerLog) -> None:
    assert isinstance(MAJORITY, OneChoice)
    write(log, MAJORITY, "could-outvote")
    state = Sitting(MAJORITY, log).state()
    assert "“They could outvote the possessing classes on any question.”" in str(state["restored"])
    assert state["answer"] == "could-outvote"


def test_new_check_takes_the_restored_sentence_away(log: AnswerLog) -> None:
    write(log, REMAINDER, "62")
    sitting = Sitting(REMAINDER, log)
    sitting.check("42")
    assert sitting.state()["restored"] == ""


def test_reworded_question_says_so_and_restores_nothing(log: AnswerLog) -> None:
    write(log, REMAINDER, "62", version="00000000")
    state = Sitting(REMAINDER, log).state()
    assert str(state["restored"]).startswith("This question has been reworded since you answered it on")
    assert "kept in work/answers.jsonl" in str(state["restored"])
    assert (state["answer"], state["words"]) == (None, "")


def test_what_is_not_saved_is_still_marked_and_said(log: AnswerLog) -> None:
    log.path.parent.write_text("in the way", encoding="utf-8")
    sitting = Sitting(REMAINDER, log)
    sitting.check("62")
    state = sitting.state()
    assert state["words"] == "Right."
    assert str(state["unsaved"]).startswith("This answer was marked, but it is not saved.")
    assert "move the course to a folder you may write to" in str(state["unsaved"])


def test_answer_too_long_to_keep_is_said(log: AnswerLog) -> None:
    sitting = Sitting(REMAINDER, log)
    sitting.check("6" * (LONGEST_ANSWER + 1))
    assert "at most 10000 can be kept" in str(sitting.state()["unsaved"])
    assert sitting.state()["words"] == "Not yet."


def test_damaged_log_is_told_and_used(log: AnswerLog) -> None:
    write(log, REMAINDER, "62")
    with log.path.open("ab") as file:
        file.write(b"half a li\nand ano\n")
    state = Sitting(REMAINDER, log).state()
    assert state["words"] == "Right."
    assert "work/answers.jsonl has 2 lines that cannot be read" in str(state["kept"])
    assert "All other answers are in use." in str(state["kept"])


@pytest.mark.parametrize("said", ["a guess", "fairly sure", "sure"])
def test_how_sure_a_student_is_is_kept_and_changes_no_verdict(log: AnswerLog, said: str) -> None:
    sitting = Sitting(REMAINDER, log)
    sitting.check("62", said)
    assert sitting.state()["words"] == "Right."
    recalled = log.recall(REMAINDER.id, REMAINDER.version).answer
    assert recalled is not None
    assert recalled.confidence == said
    assert Sitting(REMAINDER, log).state()["confidence"] == said


def test_what_is_no_degree_of_confidence_counts_as_not_said(log: AnswerLog) -> None:
    sitting = Sitting(REMAINDER, log)
    sitting.check("62", "<b>very</b>")
    assert sitting.state()["confidence"] == ""


def test_rows_and_passages_open_and_what_is_neither_opens_nothing(log: AnswerLog) -> None:
    sitting = Sitting(REMAINDER, log)
    assert "about 20 seats" in sitting.look("claim", "pp-left-srs")
    assert "The Bolsheviks leave the Pre-Parliament" in sitting.look("passage", "walkout-declaration")
    assert sitting.look("claim", "<script>") == ""


def test_a_long_answer_is_repeated_in_part(log: AnswerLog) -> None:
    write(log, REMAINDER, "six " * 200)
    restored = str(Sitting(REMAINDER, log).state()["restored"])
    assert "six …”" in restored
    assert len(restored) < 500


def test_an_answer_of_the_wrong_shape_is_not_shown_to_the_control(log: AnswerLog) -> None:
    write(log, REMAINDER, {"typed": "62"})
    state = Sitting(REMAINDER, log).state()
    assert state["answer"] is None
    assert (state["words"], state["restored"]) == ("", "")


def test_a_sitting_follows_what_was_answered_at_another(log: AnswerLog) -> None:
    here, there = Sitting(REMAINDER, log), Sitting(REMAINDER, log)
    before = here.state()
    there.check("42")
    here.follow(there)
    after = here.state()
    assert (after["answer"], after["words"], after["kept"]) == ("42", "Not yet.", there.kept)
    assert after["may_show"]
    assert after["turn"] != before["turn"]
    assert log.tally() == (1, 0)
