"""Numbers worked out and typed: what the contract of a question does not say."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coursekit.bank import questions, read_banks
from coursekit.kinds.base import Outcome
from coursekit.kinds.numbers import Number, Slip
from coursekit.record import record

ALL = [question for question in questions().values() if isinstance(question, Number)]
EACH = pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
COUNTS = pytest.mark.parametrize(
    "question", [q for q in ALL if q.unit not in {"share", "per cent"}], ids=lambda question: question.id
)
CHANGE = """
[[question]]
id = "05.change"
kind = "number"
aim = "Tell a change from a difference."
prompt = "By what share did it change?"
unit = "share"
answer = { literal = 0.25, why = "made for this test" }
answer_text = "A quarter."
because = "The rise over where it began."
source = ["pp-srs"]
hints = [{ text = "Divide.", see = "pp-srs" }]
slips = [
  { name = "points", operation = "difference", claims = [CLAIMS], feedback = "These are points.", see = "pp-srs" },
  { name = "alone", claim = "pp-srs", feedback = "This is the count.", see = "pp-srs" },
]
otherwise = { feedback = "Look again.", see = "pp-srs" }
"""


def typed(number: float) -> str:
    return f"{number:.12g}"


def slips() -> Iterator[tuple[Number, Slip]]:
    for question in ALL:
        yield from ((question, slip) for slip in question.slips)


@EACH
def test_the_model_answer_is_right_within_its_tolerance(question: Number) -> None:
    for offset in (0, question.tolerance, -question.tolerance):
        verdict = question.mark(typed(question.answer.value + offset))
        assert verdict.outcome is Outcome.RIGHT
        assert verdict.see == question.source


@EACH
def test_a_near_miss_is_not_right(question: Number) -> None:
    for side in (1, -1):
        verdict = question.mark(typed(question.answer.value + side * (question.tolerance * 1.01 + 1e-6)))
        assert verdict.outcome is (Outcome.PARTLY if question.near else Outcome.NOT_YET)


@pytest.mark.parametrize(("question", "slip"), list(slips()), ids=lambda each: getattr(each, "id", "") or each.name)
def test_a_slip_is_called_by_its_name(question: Number, slip: Slip) -> None:
    verdict = question.mark(typed(slip.amount.value))
    assert verdict.outcome is Outcome.NOT_YET
    assert verdict.message == slip.feedback.text


@EACH
def test_words_are_not_yet_and_say_what_to_type(question: Number) -> None:
    verdict = question.mark("quite a few")
    assert verdict.outcome is Outcome.NOT_YET
    assert "I read a number here" in verdict.message


@pytest.mark.parametrize("question", [q for q in ALL if q.unit == "share"], ids=lambda question: question.id)
def test_a_share_may_be_given_in_per_cent(question: Number) -> None:
    per_cent = typed(question.answer.value * 100)
    for answer in (f"{per_cent}%", f"{per_cent} per cent", per_cent):
        assert question.mark(answer).outcome is Outcome.RIGHT


@COUNTS
def test_a_count_is_not_taken_in_per_cent(question: Number) -> None:
    verdict = question.mark(f"{typed(question.answer.value)} per cent")
    assert verdict.outcome is Outcome.NOT_YET
    assert f"counted in {question.unit}" in verdict.message


@COUNTS
def test_the_unit_may_be_typed_after_the_number(question: Number) -> None:
    assert question.mark(f"{typed(question.answer.value)} {question.unit}").outcome is Outcome.RIGHT


def per_cent_claims() -> list[str]:
    """Find two figures in per cent that are less than a hundred points apart."""
    rows = [claim for claim in record().claims.values() if claim["unit"] == "per cent" and claim["value"]]
    first = max(rows, key=lambda claim: claim.number("value") or 0)
    return [first.id, min(rows, key=lambda claim: claim.number("value") or 0).id]


def test_percentage_points_taken_for_a_share_are_named(tmp_path: Path) -> None:
    names = per_cent_claims()
    more, less = (record().claim(name).number("value") or 0 for name in names)
    text = CHANGE.replace("CLAIMS", ", ".join(f'"{name}"' for name in names))
    (tmp_path / "05-test.toml").write_text(text, encoding="utf-8")
    question = read_banks(tmp_path, record(), ())["05.change"]
    assert question.mark(f"{more - less:g} per cent").message == "These are points."
    assert question.mark("120").message == "This is the count."
    assert question.mark("a quarter").outcome is Outcome.RIGHT
