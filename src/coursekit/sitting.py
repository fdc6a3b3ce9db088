"""One student at one question: what has been answered, hinted at and shown, without anything that draws it."""

from __future__ import annotations

from collections.abc import Iterable

from coursekit.calendar import MONTHS
from coursekit.errors import UnknownNameError
from coursekit.kinds.base import Outcome, Pointer, Question, Verdict
from coursekit.markup import render
from coursekit.panel import passage
from coursekit.panel import source as source_panel
from coursekit.record import record
from coursekit.renderings import find_passage
from coursekit.sources import source
from coursekit.work.answer_lines import CONFIDENCES, Json
from coursekit.work.answers import Answer, AnswerLog, AnswerNotSavedError, AnswerTooLongError
from coursekit.work.reminders import reminder

__all__ = ["Sitting", "cite"]

_MOST_SAID = 300
"""Characters of an answer that are repeated beside the control that shows all of it."""


def cite(pointer: Pointer) -> dict[str, str]:
    """Say where a pointer leads, all as plain text.

    Parameters
    ----------
    pointer : Pointer
        A claim or a passage.

    Returns
    -------
    dict of str to str
        `kind` and `id` of the pointer. `go`: what to type in a cell to go there. `says`: for a claim the amount, who
        claims it and where it is printed; for a passage its title.

    Raises
    ------
    UnknownNameError
        If there is no such claim or passage.

    Examples
    --------
    >>> cite(Pointer("claim", "pp-left-srs"))["says"]
    'about 20 seats; the author, in Trotsky 1932, line 541'
    >>> cite(Pointer("passage", "walkout-declaration"))["go"]
    'ck.passage("walkout-declaration")'
    """
    place = {"kind": pointer.kind, "id": pointer.id}
    if pointer.kind == "passage":
        return place | {"go": f'ck.passage("{pointer.id}")', "says": find_passage(pointer.id).title}
    claim = record().claim(pointer.id)
    who = "the author" if claim["claimed_by"] == "author" else claim["claimed_by"]
    printed = f"{source(claim['source']).short}, line {claim.line}"
    return place | {"go": f'ck.source("{claim.id}")', "says": f"{claim.said()}; {who}, in {printed}"}


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
        self.answer: Json = None
        self.confidence = ""
        self.verdict: Verdict | None = None
        self.turn = 0
        self.checks = 0
        self.hints = 0
        self.shown = False
        recalled = log.recall(question.id, question.version)
        self.restored = self._restore(recalled.answer) if recalled.answer else ""
        self.unsaved = ""
        self.kept = recalled.damage

    @property
    def may_show(self) -> bool:
        """Whether the model answer may be shown: after an attempt, or for most kinds when no hint is left."""
        return self._attempted or (self.question.hints_open_answer and self.hints == len(self.question.hints))

    @property
    def _attempted(self) -> bool:
        return self.verdict is not None and self.verdict.outcome is not Outcome.NOT_ATTEMPTED

    def check(self, answer: Json, confidence: str = "") -> None:
        """Mark an answer and write it down; whatever hinders the writing is said beside the verdict.

        Parameters
        ----------
        answer : Json
            As in `Question.mark`.
        confidence : str, optional
            One of `CONFIDENCES`; anything else counts as not said. The verdict does not hear of it.
        """
        self.answer, self.verdict = answer, self.question.mark(answer)
        self.confidence = confidence if confidence in CONFIDENCES else ""
        self.restored = self.unsaved = ""
        self.turn += 1
        self.checks += 1
        if not self._attempted:
            return
        try:
            self.log.append(self.question.id, self.question.version, answer, self.confidence)
        except (AnswerNotSavedError, AnswerTooLongError) as error:
            self.unsaved = f"This answer was marked, but it is not saved. {error}"
        else:
            self.kept = f"Your answers are kept in {_short(self.log)}. Delete that file to forget them."

    def follow(self, other: Sitting) -> None:
        """Take over what was answered at another sitting at the same question; it is written down already.

        Parameters
        ----------
        other : Sitting
            The other sitting, with its answer, its verdict and what came of writing it down.
        """
        self.answer, self.confidence, self.verdict = other.answer, other.confidence, other.verdict
        self.restored, self.unsaved, self.kept = "", other.unsaved, other.kept
        self.turn += 1
        self.checks += 1

    def hint(self) -> None:
        """Show the next hint, if there is one."""
        self.turn += 1
        self.hints = min(self.hints + 1, len(self.question.hints))

    def show(self) -> None:
        """Show the model answer, if it may be shown."""
        self.turn += 1
        self.shown = self.may_show

    def look(self, kind: str, name: str) -> str:
        """Open what a pointer leads to.

        Parameters
        ----------
        kind, name : str
            As in `Pointer`.

        Returns
        -------
        str
            A panel as HTML; empty if there is no such row or passage.

        Examples
        --------
        >>> from pathlib import Path
        >>> from coursekit.bank import question
        >>> sitting = Sitting(question("05.remainder"), AnswerLog(Path("no", "such", "answers.jsonl")))
        >>> "about 20 seats" in sitting.look("claim", "pp-left-srs")
        True
        """
        try:
            return (passage(name) if kind == "passage" else source_panel(name)).html
        except UnknownNameError:
            return ""

    def state(self) -> dict[str, object]:
        """Describe everything that changes, for whatever draws it.

        Keys that end in `html` hold HTML rendered from the bank; all others are plain text, numbers or flags. What the
        student entered is in `answer`, `restored` and `reveal` only, and is not HTML. `answer` is None until something
        was attempted: a control is never asked to show what marking could not read.

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
            "answer": self.answer if self._attempted else None,
            "confidence": self.confidence,
            "reveal": question.reveal(self.answer) if self._attempted else {},
            "checks": self.checks,
            "outcome": verdict.outcome.value if verdict else "",
            "words": verdict.words if verdict else "",
            "message_html": render(verdict.message) if verdict else "",
            "see": _places(verdict.see) if verdict else [],
            "restored": self.restored,
            "unsaved": self.unsaved,
            "kept": self.kept,
            "reminder": reminder(),
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
        verdict = self.question.mark(last.answer)
        if verdict.outcome is Outcome.NOT_ATTEMPTED:  # a log edited by hand may hold what is no answer to this
            return ""
        self.answer, self.verdict = last.answer, verdict
        self.confidence = last.confidence if last.confidence in CONFIDENCES else ""
        said = _shortened(self.question.said(last.answer))
        return f"Restored from your saved answers: you answered “{said}” on {when}."


def _places(pointers: Iterable[Pointer]) -> list[dict[str, str]]:
    return [cite(pointer) for pointer in pointers]


def _shortened(words: str) -> str:
    return words if len(words) <= _MOST_SAID else words[:_MOST_SAID].rsplit(" ", 1)[0] + " …"


def _on_day(answer: Answer) -> str:
    local = answer.when.astimezone()
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}, {local:%H:%M}"


def _short(log: AnswerLog) -> str:
    return f"{log.path.parent.name}/{log.path.name}"
