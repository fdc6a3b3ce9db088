"""`ck.exercise`: a question of the course in a notebook, kept readable where no kernel runs."""

from __future__ import annotations

import json
from functools import cache
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from uuid import uuid4
from weakref import WeakSet

import anywidget
import traitlets
from IPython.display import display

from coursekit.bank import question
from coursekit.kinds import control, control_styles
from coursekit.kinds.base import Pointer, Question
from coursekit.markup import plain, render, render_inline
from coursekit.sitting import Sitting, cite
from coursekit.work.answers import AnswerLog, answer_log

__all__ = ["Exercise", "exercise", "still", "tell"]

_STATIC = Path(__file__).parent / "static"
_OPENS = {
    True: "The model answer opens after a first attempt, or after the last hint.",
    False: "The model answer opens once you have answered.",
}
_BEGINS = {"li": "\n- ", "p": "\n", "tr": "\n", "td": " ", "th": " ", "br": "\n"}


_shown: WeakSet[Exercise] = WeakSet()


class Exercise(anywidget.AnyWidget):
    """The live form of a question.

    The browser sends `{"do": "check", "answer": ..., "confidence": ...}`, `{"do": "hint"}` or `{"do": "show"}`; the
    kernel answers by setting `state`. Both traits live in the kernel, so that a page loaded again shows the same. To
    `{"do": "look", "kind": ..., "id": ...}` it answers with a message that holds the panel, since that is for one
    reader at one moment.

    Parameters
    ----------
    question : Question
        The question.
    log : AnswerLog
        Where answers are kept.
    token : str
        What the static form of the same question is marked with, so that the live one can take its place.
    """

    _esm = traitlets.Unicode().tag(sync=True)
    content = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, question: Question, log: AnswerLog, token: str) -> None:
        self.sitting = Sitting(question, log)
        script = _script(question.kind)
        super().__init__(_esm=script, content=_content(question, token), state=self.sitting.state())
        self.on_msg(self._receive)
        _shown.add(self)

    def __repr__(self) -> str:
        return f"Question {self.sitting.question.id}, to be answered where the course runs"

    def _receive(self, _widget: object, message: object, _buffers: object) -> None:
        match message:
            case {"do": "check", "answer": answer, **rest}:
                self.sitting.check(answer, str(rest.get("confidence", "")))
            case {"do": "hint"}:
                self.sitting.hint()
            case {"do": "show"}:
                self.sitting.show()
            case {"do": "look", "kind": str(kind), "id": str(name)}:
                self.send({"kind": kind, "id": name, "html": self.sitting.look(kind, name)})
        self.state = self.sitting.state()


def tell(sitting: Sitting) -> None:
    """Show on every card of a question what was answered to it elsewhere, so that its status region announces it.

    Parameters
    ----------
    sitting : Sitting
        Where it was answered.
    """
    for card in [each for each in _shown if each.sitting.question.id == sitting.question.id]:
        card.sitting.follow(sitting)
        card.state = card.sitting.state()


@cache
def _script(kind: str) -> str:
    """Put the looks, the frame and the control of a kind together."""
    shared, frame = ((_STATIC / name).read_text(encoding="utf-8") for name in ("live.js", "exercise.js"))
    looks = f"const LOOKS = {json.dumps(_style())};"
    return f"{shared}\n{looks}\n{frame}\nconst control = (() => {{\n{control(kind)}\nreturn control;\n}})();\n"


@cache
def _style() -> str:
    """Put the looks of the frame, of the panels opened in it and of every control together.

    They go with the script and not as anywidget's `_css`, which is written into the page again for each question: the
    whole page would be laid out anew each time.
    """
    frame, panel = ((_STATIC / name).read_text(encoding="utf-8") for name in ("exercise.css", "panel.css"))
    return f"{frame}\n{panel}\n{control_styles()}"


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
    >>> exercise("05.share-possesing")
    Traceback (most recent call last):
    coursekit.errors.UnknownNameError: There is no question '05.share-possesing'. Did you mean '05.share-possessing'?
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
        f'<div class="ck-exercise-still mathjax_ignore" data-ck-token="{token}" style="max-width: 42rem; '
        'margin: 12px 0; padding: 16px 20px; border: 1px solid #8c959f; border-radius: 8px; line-height: 1.6">'
        f"<p><strong>Question {escape(question.id)}</strong></p>"
        f"<p>{render_inline(question.prompt)}</p>{question.still()}{_hints(question)}"
        "<p><em>To answer here, start the kernel and run the cell above; your saved answers come back with it. "
        "Until then JupyterLab may say “Error displaying widget” below.</em></p></div>"
    )


class _Words(HTMLParser):
    """Reads HTML as lines of text, for a terminal."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.words += _BEGINS.get(tag, "")

    def handle_data(self, data: str) -> None:
        self.words += data


def _hints(question: Question) -> str:
    """Fold the hints away, each with what to type in a cell to follow it."""
    said = "".join(f"<li>{render(hint.text)}{_typed(hint.see)}</li>" for hint in question.hints)
    return f"<details><summary>Hints</summary><ol>{said}</ol></details>"


def _typed(see: Pointer | None) -> str:
    if see is None:
        return ""
    place = cite(see)
    return f"<p>Look at: {escape(place['says'])}: <code>{escape(place['go'])}</code></p>"


def _as_text(question: Question) -> str:
    return f"Question {question.id}\n{plain(question.prompt)}\n{_Words(question.still()).words.strip()}"


def _content(question: Question, token: str) -> dict[str, object]:
    return {
        "id": question.id,
        "token": token,
        "prompt_html": render_inline(question.prompt),
        "hints": len(question.hints),
        "confidence": question.asks_confidence,
        "opens": _OPENS[question.hints_open_answer],
        "control": question.content(),
    }
