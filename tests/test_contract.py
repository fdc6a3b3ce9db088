"""The contract of every question of every bank: each sample answer comes out as it says, and nothing stays unsaid."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.bank import questions
from coursekit.kinds import KINDS, control
from coursekit.kinds.base import Outcome, Question, Sample
from coursekit.kinds.contract import breaches
from coursekit.kinds.numbers import Number
from coursekit.work.answer_lines import Json, check_answer

ALL = list(questions().values())
EACH = pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
EACH_KIND = pytest.mark.parametrize("question", {each.kind: each for each in ALL}.values(), ids=lambda each: each.kind)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(), inner, max_size=6),
    max_leaves=20,
)
INERT = {"p", "ul", "ol", "li", "em", "strong", "code", "table", "caption", "thead", "tbody", "tr", "th", "td", "dl"}
INERT |= {"dt", "dd", "a", "br", "span", "div", "blockquote", "section", "h4", "small", "mark", "details", "summary"}


def samples() -> Iterator[tuple[Question, Sample]]:
    for question in ALL:
        yield from ((question, sample) for sample in question.samples())


def name(value: object) -> str:
    return value.id if isinstance(value, Question) else f"{value.outcome}-{value.answer!r:.40}"  # type: ignore[attr-defined]


class Tags(HTMLParser):
    """Collects tags and attributes of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one tag."""
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize(("question", "sample"), list(samples()), ids=name)
def test_a_sample_gets_its_outcome_and_its_message(question: Question, sample: Sample) -> None:
    verdict = question.mark(sample.answer)
    assert verdict.outcome is sample.outcome
    assert sample.message.strip()
    assert sample.message in verdict.message


@EACH
def test_the_model_answer_is_right_and_rests_on_something(question: Question) -> None:
    verdict = question.mark(question.right())
    assert verdict.outcome is Outcome.RIGHT
    assert verdict.see


@EACH
def test_the_samples_hold_a_right_an_empty_and_two_wrong_answers(question: Question) -> None:
    outcomes = [sample.outcome for sample in question.samples()]
    assert Outcome.RIGHT in outcomes
    assert Outcome.NOT_ATTEMPTED in outcomes
    assert outcomes.count(Outcome.NOT_YET) >= question.wrong_samples


@EACH
def test_every_message_is_said_of_some_sample(question: Question) -> None:
    said = [question.mark(sample.answer).message for sample in question.samples()]
    for message in question.feedback():
        assert any(message in each for each in said), message


@EACH
def test_no_message_is_without_a_next_step(question: Question) -> None:
    for sample in question.samples():
        verdict = question.mark(sample.answer)
        if any(message in verdict.message for message in question.feedback()):
            assert verdict.see, verdict.message


@EACH
@pytest.mark.parametrize("answer", ["", " \n", None, [], {}, False, 7], ids=repr)
def test_what_is_no_answer_is_not_attempted(question: Question, answer: Json) -> None:
    verdict = question.mark(answer)
    assert verdict.outcome is Outcome.NOT_ATTEMPTED
    assert verdict.message


@EACH_KIND
@given(answer=ANY_JSON)
def test_any_json_is_marked_and_put_into_words(question: Question, answer: Json) -> None:
    verdict = question.mark(answer)
    assert isinstance(verdict.outcome, Outcome)
    assert verdict.message
    assert isinstance(question.said(answer), str)
    if verdict.outcome is not Outcome.NOT_ATTEMPTED:
        json.dumps(question.reveal(answer))


@EACH
def test_an_answer_survives_the_wire_and_the_log(question: Question) -> None:
    for sample in question.samples():
        check_answer(sample.answer)
        assert question.mark(cast("Json", json.loads(json.dumps(sample.answer)))) == question.mark(sample.answer)


@EACH
def test_every_attempt_can_be_put_into_words(question: Question) -> None:
    for sample in question.samples():
        if sample.outcome is not Outcome.NOT_ATTEMPTED:
            assert question.said(sample.answer).strip()


@EACH
def test_the_control_is_told_all_it_needs_as_json(question: Question) -> None:
    wire = json.dumps(question.content())
    assert json.loads(wire) == question.content()
    assert "<!--" not in wire
    assert "&lt;!--" not in wire


@EACH
def test_the_static_form_holds_nothing_that_acts(question: Question) -> None:
    for tag, attributes in Tags(question.still()).found:
        assert tag in INERT
        assert not [attribute for attribute in attributes if attribute.startswith("on") or attribute == "style"]
        assert not str(attributes.get("href", "")).casefold().startswith("javascript")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_control(kind: str) -> None:
    assert KINDS[kind].kind == kind
    assert "function control(content, uid)" in control(kind)


class Stubborn(Number):
    """A question whose marking refuses its own model answer, and which has more to say than it says."""

    def right(self) -> Json:
        """Give an answer that marking does not take."""
        return "-1"

    def samples(self) -> Iterator[Sample]:
        """Give too few."""
        yield Sample("", Outcome.RIGHT, "Well done.")


def test_a_marking_that_refuses_its_own_model_answer_is_the_authors_error() -> None:
    made = questions()["05.remainder"]
    assert isinstance(made, Number)
    told = [what for _, what in breaches(Stubborn(**vars(made)))]
    assert told[0].startswith("the model answer “-1” is refused: Not yet.")
    assert told[1].startswith("'' should get 'right' and 'Well done.', and gets 'not attempted'")
    assert "needs at least 2 samples that are not yet, and has 0." in told
    assert any("is said of no sample answer" in each for each in told)
