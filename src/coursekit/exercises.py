"""`ck.exercise`: a question of the course in a notebook, kept readable where no kernel runs."""

from __future__ import annotations

from html import escape
from pathlib import Path
from uuid import uuid4

import anywidget
import traitlets
from IPython.display import display

from coursekit.answers import AnswerLog, answer_log
from coursekit.bank import question
from coursekit.kinds import Number, OneChoice, Question
from coursekit.markup import plain, render_inline
from coursekit.sitting import Sitting

__all__ = ["Exercise", "exercise"]

_STATIC = Path(__file__).parent / "static"
_UNITS = {"share": "as a share or in per cent"}
"""What stands beside the field where the unit alone does not say what to type."""


class Exercise(anywidget.AnyWidget):
    """The live form of a question.

    The browser sends `{"do": "check", "answer": ...}`, `{"do": "hint"}` or `{"do": "show"}`; the kernel answers by
    setting `state`. Both traits live in the kernel, so that a page loaded again shows the same.

    Parameters
    ----------
    question : Question
        The question.
    log : AnswerLog
        Where answers are kept.
    token : str
        What the static form of the same question is marked with, so that the live one can take its place.
    """

    _esm = _STATIC / "exercise.js"
    _css = _STATIC / "exercise.css"
    content = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, question: Question, log: AnswerLog, token: str) -> None:
        self.sitting = Sitting(question, log)
        super().__init__(content=_content(question, token), state=self.sitting.state())
        self.on_msg(self._receive)

    def _receive(self, _widget: object, message: object, _buffers: object) -> None:
        if not isinstance(message, dict):
            return
        answer = message.get("answer")
        if message.get("do") == "check" and isinstance(answer, str):
            self.sitting.check(answer)
        elif message.get("do") == "hint":
            self.sitting.hint()
        elif message.get("do") == "show":
            self.sitting.show()
        self.state = self.sitting.state()


def exercise(name: str) -> None:
    """Show a question and mark its answers.

    Two outputs appear: the question to read, which stays in an exported or untrusted notebook and where no kernel
    runs, and the question to answer, which hides the first while it is alive. Answers are kept in
    `work/answers.jsonl`; the last one is there again when the question is shown again.

    Parameters
    ----------
    name : str
        Id of the question, such as `"05.remainder"`.

    Raises
    ------
    UnknownNameError
        If no bank holds the question; the message lists the near names.

    Examples
    --------
    >>> exercise("05.remaindr")
    Traceback (most recent call last):
    coursekit.errors.UnknownNameError: There is no question '05.remaindr'. Did you mean '05.remainder'?
    """
    asked, token = question(name), uuid4().hex[:12]
    live = Exercise(asked, answer_log(), token)
    display({"text/html": still(asked, token), "text/plain": _as_text(asked)}, raw=True)  # type: ignore[no-untyped-call]
    display(live)  # type: ignore[no-untyped-call]


def still(question: Question, token: str) -> str:
    """Write a question as HTML that needs neither kernel nor script.

    Parameters
    ----------
    question : Question
        The question.
    token : str
        What the live form looks for.

    Returns
    -------
    str
        One element, whose inline style an untrusted notebook may drop without harm.

    Examples
    --------
    >>> "start the kernel" in still(question("05.remainder"), "t0")
    True
    """
    return (
        f'<div class="ck-exercise-still" data-ck-token="{token}" style="max-width: 42rem; margin: 12px 0; '
        'padding: 16px 20px; border: 1px solid #8c959f; border-radius: 8px; line-height: 1.6">'
        f"<p><strong>Question {escape(question.id)}</strong></p>"
        f"<p>{render_inline(question.prompt)}</p>{_choices(question)}"
        "<p><em>To answer here, start the kernel and run the cell above; your saved answers come back with it. "
        "Until then JupyterLab may say “Error displaying widget” below.</em></p></div>"
    )


def _choices(question: Question) -> str:
    if isinstance(question, OneChoice):
        return "<ul>" + "".join(f"<li>{render_inline(option.text)}</li>" for option in question.options) + "</ul>"
    return f"<p>Answer: a number ({escape(_unit(question))}).</p>" if isinstance(question, Number) else ""


def _as_text(question: Question) -> str:
    options = question.options if isinstance(question, OneChoice) else ()
    return "\n".join([f"Question {question.id}", plain(question.prompt), *(f"- {plain(o.text)}" for o in options)])


def _unit(question: Number) -> str:
    return _UNITS.get(question.unit, question.unit)


def _content(question: Question, token: str) -> dict[str, object]:
    options = question.options if isinstance(question, OneChoice) else ()
    return {
        "id": question.id,
        "token": token,
        "kind": question.kind,
        "prompt_html": render_inline(question.prompt),
        "options": [{"name": option.name, "html": render_inline(option.text)} for option in options],
        "unit": _unit(question) if isinstance(question, Number) else "",
        "hints": len(question.hints),
    }
