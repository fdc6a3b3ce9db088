"""Marking: what an answer to a question comes to, in words first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import singledispatch

from coursekit.kinds import Feedback, Number, OneChoice, Pointer, Question
from coursekit.typed_numbers import UnreadableNumberError, read_number

__all__ = ["Outcome", "Verdict", "mark"]

# Half of the last digit a double carries at the size of our figures; no answer of the course is that fine.
_ROUNDING = 1e-9


class Outcome(StrEnum):
    """How far an answer has come."""

    NOT_ATTEMPTED = "not attempted"
    NOT_YET = "not yet"
    PARTLY = "partly"
    RIGHT = "right"


@dataclass(frozen=True)
class Verdict:
    """What is said of one answer.

    Parameters
    ----------
    outcome : Outcome
        Which of the four.
    message : str
        What was right, or what kind of mistake it is and what to do next; Markdown.
    see : tuple of Pointer
        The rows and passages to look at next; empty where the message itself says what to do.
    """

    outcome: Outcome
    message: str
    see: tuple[Pointer, ...] = ()

    @property
    def words(self) -> str:
        """The outcome as a sentence, which comes before the message.

        Examples
        --------
        >>> Verdict(Outcome.NOT_YET, "Look again at the base.").words
        'Not yet.'
        """
        return f"{self.outcome.capitalize()}."


def mark(question: Question, answer: str) -> Verdict:
    """Mark an answer.

    Parameters
    ----------
    question : Question
        The question.
    answer : str
        The name of the option chosen, or the number as it was typed. It is read, never evaluated.

    Returns
    -------
    Verdict
        The outcome, the message for exactly this mistake, and where to look.

    Examples
    --------
    >>> from coursekit.bank import question
    >>> mark(question("05.remainder"), "62 seats").outcome
    <Outcome.RIGHT: 'right'>
    >>> mark(question("05.remainder"), " ").message
    'Type a number, then check it.'
    """
    return _mark(question, answer.strip())


@singledispatch
def _mark(question: Question, answer: str) -> Verdict:
    raise NotImplementedError(f"There is no marking for {question.kind!r}, the kind of {question.id} ({answer!r}).")


@_mark.register
def _(question: OneChoice, answer: str) -> Verdict:
    for option in question.options:
        if option.name == answer:
            outcome = Outcome.RIGHT if option.right else Outcome.NOT_YET
            return _said(outcome, option.feedback)
    return Verdict(Outcome.NOT_ATTEMPTED, "Choose one of the answers, then check it.")


@_mark.register
def _(question: Number, answer: str) -> Verdict:
    if not answer:
        return Verdict(Outcome.NOT_ATTEMPTED, "Type a number, then check it.")
    try:
        numbers = _readings(answer, question.unit)
    except UnreadableNumberError as error:
        return Verdict(Outcome.NOT_YET, str(error))
    if _within(numbers, question.answer.value, question.tolerance):
        return Verdict(Outcome.RIGHT, question.because, question.source)
    for slip in question.slips:
        if _within(numbers, slip.amount.value, question.tolerance):
            return _said(Outcome.NOT_YET, slip.feedback)
    if question.near and _within(numbers, question.answer.value, question.near.tolerance):
        return _said(Outcome.PARTLY, question.near.feedback)
    return _said(Outcome.NOT_YET, question.otherwise)


def _readings(answer: str, unit: str) -> tuple[float, ...]:
    typed = read_number(answer, unit)
    if unit == "share":
        return typed.as_shares()
    if typed.per_cent:
        raise UnreadableNumberError(f"The answer is counted in {unit}, not in per cent. Type how many {unit}.")
    return (typed.value,)


def _within(numbers: tuple[float, ...], target: float, tolerance: float) -> bool:
    return any(abs(number - target) <= tolerance + _ROUNDING for number in numbers)


def _said(outcome: Outcome, feedback: Feedback) -> Verdict:
    return Verdict(outcome, feedback.text, (feedback.see,) if feedback.see else ())
