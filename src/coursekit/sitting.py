"""One student at one question: what has been answered, hinted at and shown, without anything that draws it."""

from __future__ import annotations

from collections.abc import Iterable

from coursekit.answers import Answer, AnswerLog, AnswerNotSavedError, AnswerTooLongError, Recalled
from coursekit.calendar import MONTHS
from coursekit.kinds import OneChoice, Pointer, Question
from coursekit.marking import Outcome, Verdict, mark
from coursekit.markup import plain, render
from coursekit.record import record
from coursekit.renderings import find_passage
from coursekit.sources import source

__all__ = ["Sitting", "cite"]


def cite(pointer: Pointer) -> dict[str, str]:
    """Say in plain text where a pointer leads.

    Parameters
    ----------
    pointer : Pointer
        A claim or a passage.

    Returns
    -------
    dict of str to str
        `go`: what to type in a cell to go there. `says`: for a claim the amount, who claims it and where it is printed;
        for a passage its title.

    Raises
    ------
    UnknownNameError
        If there is no such claim or passage.

    Examples
    --------
    >>> cite(Pointer("claim", "pp-left-srs"))
    {'go': 'ck.source("pp-left-srs")', 'says': 'about 20 seats; the author, in Trotsky 1932, line 541'}
    >>> cite(Pointer("passage", "walkout-declaration"))["go"]
    'ck.passage("walkout-declaration")'
    """
    if pointer.kind == "passage":
        return {"go": f'ck.passage("{pointer.id}")', "says": find_passage(pointer.id).title}
    claim = record().claim(pointer.id)
    who = "the author" if claim["claimed_by"] == "author" else claim["claimed_by"]
    place = f"{source(claim['source']).short}, line {claim.line}"
    return {"go": f'ck.source("{claim.id}")', "says": f"{claim.amount()}; {who}, in {place}"}


class Sitting:
    """A question in front of a student, with the log that their answers go to.

    Parameters
    ----------
    question : Question
        The question.
    log : AnswerLog
        Where answers are kept. The last one given to this wording of the question is marked again and shown.
    """

    def __init__(self, question: Question, log: AnswerLog) -> None:
        self.question, self.log = question, log
        self.answer = ""
        self.verdict: Verdict | None = None
        self.turn = 0
        self.checks = 0
        self.hints = 0
        self.shown = False
        recalled = log.recall(question.id, question.version)
        self.restored = self._restore(recalled.answer) if recalled.answer else ""
        self.unsaved = ""
        self.kept = _damage_note(log, recalled)

    @property
    def may_show(self) -> bool:
        """Whether the model answer may be shown: after an attempt, or when no hint is left."""
        attempted = self.verdict is not None and self.verdict.outcome is not Outcome.NOT_ATTEMPTED
        return attempted or self.hints == len(self.question.hints)

    def check(self, answer: str) -> None:
        """Mark an answer and write it down; whatever hinders the writing is said beside the verdict.

        Parameters
        ----------
        answer : str
            As in `coursekit.marking.mark`.
        """
        self.answer, self.verdict = answer, mark(self.question, answer)
        self.restored = self.unsaved = ""
        self.turn += 1
        self.checks += 1
        if self.verdict.outcome is Outcome.NOT_ATTEMPTED:
            return
        try:
            self.log.append(self.question.id, self.question.version, answer)
        except (AnswerNotSavedError, AnswerTooLongError) as error:
            self.unsaved = f"This answer was marked, but it is not saved. {error}"
        else:
            self.kept = f"Your answers are kept in {_short(self.log)}. Delete that file to forget them."

    def hint(self) -> None:
        """Show the next hint, if there is one."""
        self.turn += 1
        self.hints = min(self.hints + 1, len(self.question.hints))

    def show(self) -> None:
        """Show the model answer, if it may be shown."""
        self.turn += 1
        self.shown = self.may_show

    def state(self) -> dict[str, object]:
        """Describe everything that changes, for whatever draws it.

        Keys that end in `_html` hold HTML rendered from the bank; all others are plain text, numbers or flags. What
        the student typed is in `answer` and `restored` only, as text.

        Returns
        -------
        dict
            Of values that JSON can hold.

        Examples
        --------
        >>> from pathlib import Path
        >>> from coursekit.bank import question
        >>> sitting = Sitting(question("05.remainder"), AnswerLog(Path("no", "such", "answers.jsonl")))
        >>> sitting.check("")
        >>> sitting.state()["words"]
        'Not attempted.'
        """
        verdict, question = self.verdict, self.question
        return {
            "turn": self.turn,  # no two states are equal, so the browser hears of each
            "answer": self.answer,
            "checks": self.checks,
            "outcome": verdict.outcome.value if verdict else "",
            "words": verdict.words if verdict else "",
            "message_html": render(verdict.message) if verdict else "",
            "see": _places(verdict.see) if verdict else [],
            "restored": self.restored,
            "unsaved": self.unsaved,
            "kept": self.kept,
            "hints": [
                {"html": render(hint.text), "see": _places([hint.see] if hint.see else [])}
                for hint in question.hints[: self.hints]
            ],
            "may_show": self.may_show,
            "model": self._model() if self.shown else None,
        }

    def _model(self) -> dict[str, object]:
        question = self.question
        return {
            "answer_html": render(question.answer_text),
            "because_html": render(question.because),
            "see": _places(question.source),
        }

    def _restore(self, last: Answer) -> str:
        when = _on_day(last)
        if last.version != self.question.version:
            return (
                f"This question has been reworded since you answered it on {when}. "
                f"Your earlier answer is kept in {_short(self.log)}. Please answer again."
            )
        self.answer, self.verdict = last.answer, mark(self.question, last.answer)
        said = _as_read(self.question, last.answer)
        return f"Restored from your saved answers: you answered “{said}” on {when}."


def _places(pointers: Iterable[Pointer]) -> list[dict[str, str]]:
    return [cite(pointer) for pointer in pointers]


def _as_read(question: Question, answer: str) -> str:
    if isinstance(question, OneChoice):
        return next((plain(option.text) for option in question.options if option.name == answer), answer)
    return answer


def _on_day(answer: Answer) -> str:
    local = answer.when.astimezone()
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}, {local:%H:%M}"


def _short(log: AnswerLog) -> str:
    return f"{log.path.parent.name}/{log.path.name}"


def _damage_note(log: AnswerLog, recalled: Recalled) -> str:
    first = recalled.first_damage
    if first is None:
        return ""
    place = f"line {first.line} {first.reason}" if first.line else first.reason
    more = f", and {recalled.damaged - 1} more" if recalled.damaged > 1 else ""
    return f"{_short(log)} holds what cannot be read: {place}{more}. It was left as it is, and the rest is in use."
