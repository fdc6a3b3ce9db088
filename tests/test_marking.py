"""Marking, and the contract of every question of the course."""

from collections.abc import Iterator

import pytest

from coursekit.bank import questions
from coursekit.kinds import Number, OneChoice, Question, Slip
from coursekit.marking import Outcome, mark

ALL = list(questions().values())
NUMBERS = [question for question in ALL if isinstance(question, Number)]
CHOICES = [question for question in ALL if isinstance(question, OneChoice)]
BLANKS = ("", " ", "\n\t")
FAR = "-987654"


def name(value: object) -> str:
    return value.id if isinstance(value, Question) else getattr(value, "name", str(value))


def typed(number: float) -> str:
    return f"{number:.12g}"


def near_misses(question: Number) -> Iterator[str]:
    """Type the numbers on either side that are just too far off to be right."""
    for side in (1, -1):
        yield typed(question.answer.value + side * (question.tolerance * 1.01 + 1e-6))


def answers(question: Question) -> Iterator[str]:
    """Give every answer to a question that it has words of its own for."""
    if isinstance(question, OneChoice):
        yield from (option.name for option in question.options)
    elif isinstance(question, Number):
        yield typed(question.answer.value)
        yield from (typed(slip.amount.value) for slip in question.slips)
        yield from near_misses(question)
        yield FAR


def slips() -> Iterator[tuple[Number, Slip]]:
    for question in NUMBERS:
        yield from ((question, slip) for slip in question.slips)


@pytest.mark.parametrize("blank", BLANKS, ids=repr)
@pytest.mark.parametrize("question", ALL, ids=name)
def test_no_answer_is_not_attempted(question: Question, blank: str) -> None:
    verdict = mark(question, blank)
    assert verdict.outcome is Outcome.NOT_ATTEMPTED
    assert verdict.words == "Not attempted."


@pytest.mark.parametrize("question", ALL, ids=name)
def test_every_message_is_reached(question: Question) -> None:
    assert {mark(question, answer).message for answer in answers(question)} == set(question.feedback())


@pytest.mark.parametrize("question", ALL, ids=name)
def test_every_message_leads_somewhere(question: Question) -> None:
    assert all(mark(question, answer).see for answer in answers(question))


@pytest.mark.parametrize("question", ALL, ids=name)
def test_one_answer_is_right_and_at_least_two_are_not(question: Question) -> None:
    outcomes = [mark(question, answer).outcome for answer in answers(question)]
    assert outcomes.count(Outcome.RIGHT) == 1
    assert len(outcomes) >= 3


@pytest.mark.parametrize(
    ("question", "option"), [(q, o) for q in CHOICES for o in q.options], ids=name
)  # fmt: skip
def test_option_gets_its_own_words(question: OneChoice, option: object) -> None:
    chosen = next(o for o in question.options if o is option)
    verdict = mark(question, chosen.name)
    assert verdict.outcome is (Outcome.RIGHT if chosen.right else Outcome.NOT_YET)
    assert verdict.message == chosen.feedback.text


@pytest.mark.parametrize("question", CHOICES, ids=name)
def test_what_is_no_option_is_not_attempted(question: OneChoice) -> None:
    assert mark(question, "no-such-option").outcome is Outcome.NOT_ATTEMPTED


@pytest.mark.parametrize("question", NUMBERS, ids=name)
def test_model_answer_is_right_within_its_tolerance(question: Number) -> None:
    for offset in (0, question.tolerance, -question.tolerance):
        verdict = mark(question, typed(question.answer.value + offset))
        assert verdict.outcome is Outcome.RIGHT
        assert verdict.see == question.source


@pytest.mark.parametrize("question", NUMBERS, ids=name)
def test_near_miss_is_not_right(question: Number) -> None:
    for answer in near_misses(question):
        verdict = mark(question, answer)
        assert verdict.outcome is (Outcome.PARTLY if question.near else Outcome.NOT_YET)


@pytest.mark.parametrize(("question", "slip"), list(slips()), ids=name)
def test_slip_is_called_by_its_name(question: Number, slip: Slip) -> None:
    verdict = mark(question, typed(slip.amount.value))
    assert verdict.outcome is Outcome.NOT_YET
    assert verdict.message == slip.feedback.text


@pytest.mark.parametrize("question", NUMBERS, ids=name)
def test_text_is_not_yet_and_says_what_to_type(question: Number) -> None:
    verdict = mark(question, "quite a few")
    assert verdict.outcome is Outcome.NOT_YET
    assert "I read a number here" in verdict.message


@pytest.mark.parametrize("question", [q for q in NUMBERS if q.unit == "share"], ids=name)
def test_share_may_be_given_in_per_cent(question: Number) -> None:
    per_cent = typed(question.answer.value * 100)
    for answer in (f"{per_cent}%", f"{per_cent} per cent", per_cent):
        assert mark(question, answer).outcome is Outcome.RIGHT


@pytest.mark.parametrize("question", [q for q in NUMBERS if q.unit != "share"], ids=name)
def test_count_is_not_taken_in_per_cent(question: Number) -> None:
    verdict = mark(question, f"{typed(question.answer.value)} per cent")
    assert verdict.outcome is Outcome.NOT_YET
    assert f"counted in {question.unit}" in verdict.message


@pytest.mark.parametrize("question", [q for q in NUMBERS if q.unit != "share"], ids=name)
def test_unit_may_be_typed_after_the_number(question: Number) -> None:
    assert mark(question, f"{typed(question.answer.value)} {question.unit}").outcome is Outcome.RIGHT
