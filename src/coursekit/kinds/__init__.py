"""The kinds of question, each a class that reads, marks and describes its own; `KINDS` is where they are registered."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from coursekit.kinds.base import Question
from coursekit.kinds.choices import OneChoice, SeveralChoices
from coursekit.kinds.code import Code
from coursekit.kinds.dates import Date
from coursekit.kinds.essays import Essay
from coursekit.kinds.evidence import Evidence
from coursekit.kinds.filling import FilledTable
from coursekit.kinds.matching import Match
from coursekit.kinds.numbers import Number
from coursekit.kinds.ordering import Order
from coursekit.kinds.predictions import Prediction
from coursekit.kinds.source_notes import SourceNote
from coursekit.kinds.texts import ShortText

__all__ = ["KINDS", "control", "control_styles"]

_CLASSES: tuple[type[Question], ...] = (
    OneChoice,
    SeveralChoices,
    Number,
    Date,
    ShortText,
    Code,
    Essay,
    Evidence,
    SourceNote,
    Order,
    Match,
    FilledTable,
    Prediction,
)

KINDS: Mapping[str, type[Question]] = {each.kind: each for each in _CLASSES}
"""Every kind by what a bank calls it. A new one is added here, with its control in `static/controls/`."""

_CONTROLS = Path(__file__).parents[1] / "static" / "controls"


def control(kind: str) -> str:
    """Give the script of the control that a kind is answered with.

    Parameters
    ----------
    kind : str
        One of `KINDS`.

    Returns
    -------
    str
        JavaScript that defines `control`.

    Examples
    --------
    >>> "function control(content, uid)" in control("number")
    True
    """
    parts = [_CONTROLS / "parts" / part for part in KINDS[kind].parts]
    scripts = [*parts, _CONTROLS / kind.replace(" ", "-")]
    return "\n".join(each.with_suffix(".js").read_text(encoding="utf-8") for each in scripts)


def control_styles() -> str:
    """Give the style of every control.

    A page keeps one style sheet for all questions, so each must bring the looks of all kinds.

    Returns
    -------
    str
        CSS.

    Examples
    --------
    >>> ".ck-words-box" in control_styles()
    True
    """
    return "\n".join(each.read_text(encoding="utf-8") for each in sorted(_CONTROLS.rglob("*.css")))
