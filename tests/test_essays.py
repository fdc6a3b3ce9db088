"""Free answers: kept as written, judged by nobody but their writer, with the rubric beside them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.bank import read_banks
from coursekit.errors import FileError
from coursekit.kinds.base import Outcome
from coursekit.kinds.essays import MARKS, Essay
from coursekit.record import record

BANK = """
[[question]]
id = "05.why"
kind = "free answer"
aim = "Weigh a source."
prompt = "Why does it matter who counted?"
least = 5
answer_text = "Because a number is given by somebody for a purpose."
because = "The row names the one who says so."
source = ["pp-srs"]
hints = [{ text = "Look.", see = "pp-srs" }]
short = { feedback = "Write a sentence at least.", see = "pp-srs" }
rubric = [
  { name = "who", text = "Names who counted.", feedback = "Say who counted.", see = "pp-srs" },
  { name = "why", text = "Says **why**.", feedback = "Say for what purpose.", see = "pp-democratic" },
]
"""
LONG = "Somebody counted, and had a reason."


def read(tmp_path: Path, bank: str = BANK) -> Essay:
    (tmp_path / "05-essays.toml").write_text(bank, encoding="utf-8")
    (found,) = read_banks(tmp_path, record(), ["walkout-declaration"]).values()
    assert isinstance(found, Essay)
    return found


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Essay:
    """Give one question to all examples of a property."""
    return read(tmp_path_factory.mktemp("bank"))


@pytest.mark.parametrize(
    ("answer", "outcome", "message"),
    [
        ({"text": "", "marks": {}}, Outcome.NOT_ATTEMPTED, "kept as you wrote it"),
        ({"text": "Because.", "marks": {}}, Outcome.NOT_YET, "Write a sentence"),
        ({"text": LONG, "marks": {}}, Outcome.PARTLY, "Your answer is kept"),
        ({"text": LONG, "marks": {"who": "yes", "why": "no"}}, Outcome.PARTLY, "for what purpose"),
        ({"text": LONG, "marks": {"who": "yes", "why": "yes"}}, Outcome.RIGHT, "kept together"),
        ({"text": LONG, "marks": {"who": "perfect", "why": "yes"}}, Outcome.PARTLY, "mark your own"),
    ],
)
def test_the_writer_marks_and_the_course_says_what_is_next(
    tmp_path: Path, answer: dict[str, str], outcome: Outcome, message: str
) -> None:
    verdict = read(tmp_path).mark(answer)  # type: ignore[arg-type]
    assert verdict.outcome is outcome
    assert message in verdict.message
    assert verdict.see or outcome is Outcome.NOT_ATTEMPTED


def test_the_rubric_and_the_model_answer_appear_only_once_something_is_written(tmp_path: Path) -> None:
    question = read(tmp_path)
    assert question.reveal({"text": "Because.", "marks": {}}) == {}
    shown = question.reveal({"text": LONG, "marks": {}})
    assert [point["name"] for point in shown["points"]] == ["who", "why"]  # type: ignore[attr-defined]
    assert "who" not in str(question.content())


def test_what_was_written_is_said_with_the_marks(tmp_path: Path) -> None:
    said = read(tmp_path).said({"text": LONG, "marks": {"who": "yes", "why": "in part", "more": "yes"}})
    assert said == f"{LONG}\n\nMy own marks: Names who counted. yes. Says why. in part."


def test_a_new_point_makes_it_another_question_and_new_feedback_does_not(tmp_path: Path) -> None:
    version = read(tmp_path).version
    assert read(tmp_path, BANK.replace("Say who counted.", "Who was it?")).version == version
    assert read(tmp_path, BANK.replace("Names who counted.", "Names the counter.")).version != version


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("least = 5", "least = 2", "5 or more"),
        ('name = "why"', 'name = "who"', "2 have the name 'who'"),
        ('answer_text = "Because a number is given by somebody for a purpose."', 'answer_text = "So."', "is refused"),
    ],
)
def test_an_author_is_told_what_does_not_hold(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(FileError, match=told):
        read(tmp_path, BANK.replace(old, new))


@given(text=st.text(max_size=80), marks=st.dictionaries(st.sampled_from(["who", "why", "x"]), st.sampled_from(MARKS)))
def test_any_text_is_kept_word_for_word(asked: Essay, text: str, marks: dict[str, str]) -> None:
    said = asked.said({"text": text, "marks": dict(marks)})
    assert said.startswith(text.strip())
