"""How far a student has come: each question tried or not, done or shaky, and how well they knew which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from coursekit.kinds.base import Outcome, Question
from coursekit.work.answer_index import EARLY, Attempts
from coursekit.work.answer_lines import CONFIDENCES, Answer
from coursekit.work.answers import AnswerLog

__all__ = ["Standing", "State", "judged", "standing"]

_ANOTHER_DAY = timedelta(hours=12)


class State(StrEnum):
    """Where a question stands."""

    DONE = "done"
    SHAKY = "shaky"
    NOT_YET = "not yet right"
    NOT_TRIED = "not tried"


@dataclass(frozen=True)
class Standing:
    """Where one question stands, and why, in words that follow its id; empty where the state says it all."""

    question: Question
    state: State
    why: str = ""


def standing(question: Question, log: AnswerLog) -> Standing:
    """Mark what a student has answered, and say where the question stands.

    Right is shaky where it was said to be a guess, or came only at the third try, until it is answered right again on
    another day. How many hints were taken does not count: they are there to be taken.

    Parameters
    ----------
    question : Question
        The question.
    log : AnswerLog
        The student's answers. Those to an earlier wording of the question do not count.

    Returns
    -------
    Standing
        Where it stands.

    Examples
    --------
    >>> from pathlib import Path
    >>> from coursekit.bank import question
    >>> standing(question("05.remainder"), AnswerLog(Path("no", "answers.jsonl"))).state
    <State.NOT_TRIED: 'not tried'>
    """
    attempts = log.attempts(question.id, question.version)
    if attempts is None:
        reworded = log.recall(question.id, question.version).answer is not None
        return Standing(question, State.NOT_TRIED, "reworded since you answered it" if reworded else "")
    outcome = question.mark(attempts.last.answer).outcome
    if outcome is Outcome.RIGHT:
        doubt = _doubt(question, attempts)
        return Standing(question, State.SHAKY if doubt else State.DONE, doubt)
    if outcome is Outcome.PARTLY:
        return Standing(question, State.SHAKY, "partly right")
    return Standing(question, State.NOT_YET)


def _doubt(question: Question, attempts: Attempts) -> str:
    if attempts.last.confidence == CONFIDENCES[0]:
        return "right, and you said it was a guess"
    several = attempts.count >= EARLY and not any(_is_right(question, each) for each in attempts.early[: EARLY - 1])
    came_back = attempts.last.when - attempts.early[-1].when > _ANOTHER_DAY
    return "right after several tries" if several and not came_back else ""


def judged(question: Question, log: AnswerLog) -> tuple[str, bool] | None:
    """Give the first confidence a student stated at a question, and whether the answer was right.

    Parameters
    ----------
    question : Question
        The question.
    log : AnswerLog
        The student's answers. Only the first few and the last are looked at.

    Returns
    -------
    tuple of (str, bool) or None
        One of `CONFIDENCES`, and whether that answer was right; None if the student never said.

    Examples
    --------
    >>> from pathlib import Path
    >>> from coursekit.bank import question
    >>> judged(question("05.remainder"), AnswerLog(Path("no", "answers.jsonl")))
    """
    attempts = log.attempts(question.id, question.version)
    given = [*attempts.early, attempts.last] if attempts else []
    first = next((each for each in given if each.confidence), None)
    return (first.confidence, _is_right(question, first)) if first else None


def _is_right(question: Question, answer: Answer) -> bool:
    return question.mark(answer.answer).outcome is Outcome.RIGHT
