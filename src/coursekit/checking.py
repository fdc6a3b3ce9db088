"""`ck.check`: the result of a student's own cell, compared with what a question of the kind code asks for."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable
from html import escape
from numbers import Real
from typing import TYPE_CHECKING

from IPython.display import display

from coursekit.bank import question, questions
from coursekit.errors import UnknownNameError
from coursekit.exercises import tell
from coursekit.kinds.code import Code
from coursekit.markup import plain, render
from coursekit.panel import Panel, section_html
from coursekit.sitting import Sitting, cite
from coursekit.work.answer_lines import Json
from coursekit.work.answers import answer_log

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["check", "described"]

MOST_ROWS = 200
"""Rows of a result that are compared; no question asks for as many."""

_LONGEST_CELL = 120


def check(name: str, value: object) -> None:
    """Check what a cell has worked out, and say what differs first.

    The result is compared with the record; nothing is run. It is kept in the answer log like any other answer.

    Parameters
    ----------
    name : str
        Id of a question of the kind code, such as `"01.share"`.
    value : object
        The result: a number, a column (Series) or a table (DataFrame). `...` and None count as not attempted.

    Raises
    ------
    UnknownNameError
        If there is no such question; the message lists the near names.
    ValueError
        If the question is answered in its own form, with `exercise`.

    Examples
    --------
    >>> check("05.remainder", 62)
    Traceback (most recent call last):
    ValueError: '05.remainder' is answered in its own form. Show it with ck.exercise("05.remainder").
    """
    asked = _asked(name)
    sitting = Sitting(asked, answer_log())
    sitting.check(described(value))
    tell(sitting)
    display(_panel(sitting))  # type: ignore[no-untyped-call]


def _asked(name: str) -> Code:
    if name not in questions():
        known = [each for each, found in questions().items() if isinstance(found, Code)]
        raise UnknownNameError("question", name, known)
    asked = question(name)
    if not isinstance(asked, Code):
        raise ValueError(  # noqa: TRY004 - it is the question that does not fit, not the type of an argument
            f'{name!r} is answered in its own form. Show it with ck.exercise("{name}").'
        )
    return asked


def described(value: object) -> Json:
    """Describe a result so that it can be compared, kept in the log, and marked again.

    Parameters
    ----------
    value : object
        Anything a cell can hold.

    Returns
    -------
    Json
        `""` for nothing; else what `coursekit.kinds.code.Code` takes, cut off after `MOST_ROWS` rows.

    Examples
    --------
    >>> described(62)
    {'is': 'number', 'value': 62.0}
    >>> described([62])
    {'is': 'other', 'type': 'list'}
    """
    if value is None or value is Ellipsis:
        return ""
    pandas = sys.modules.get("pandas")  # who has made a table has loaded it
    if pandas is not None and isinstance(value, pandas.Series):
        return _described_table("series", value.to_frame())
    if pandas is not None and isinstance(value, pandas.DataFrame):
        return _described_table("table", value)
    number = _number(value)
    return {"is": "other", "type": type(value).__name__[:60]} if number is None else {"is": "number", "value": number}


def _number(value: object) -> float | None:
    if hasattr(value, "item") and getattr(value, "shape", None) == ():
        value = value.item()
    if isinstance(value, bool) or not isinstance(value, Real) or not math.isfinite(value):
        return None
    return float(value)


def _described_table(shape: str, table: pd.DataFrame) -> dict[str, Json]:
    kept = table.head(MOST_ROWS)
    rows: list[Json] = [_cells(row) for row in kept.itertuples(index=False, name=None)]
    return {"is": shape, "labels": _texts(kept.index), "columns": _texts(kept.columns), "rows": rows}


def _texts(labels: Iterable[object]) -> list[Json]:
    return [str(label)[:_LONGEST_CELL] for label in labels]


def _cells(row: Iterable[object]) -> list[Json]:
    return [_cell(cell) for cell in row]


def _cell(cell: object) -> Json:
    number = _number(cell)
    if number is not None:
        return number
    missing = cell is None or cell != cell or type(cell).__name__ == "NAType"  # noqa: PLR0124 - NaN is not itself
    return None if missing else str(cell)[:_LONGEST_CELL]


def _panel(sitting: Sitting) -> Panel:
    verdict = sitting.verdict
    assert verdict is not None  # noqa: S101 - it has just been given
    places = [cite(pointer) for pointer in verdict.see]
    rows = "".join(f"<li>{escape(place['says'])}: <code>{escape(place['go'])}</code></li>" for place in places)
    see = f"<p><strong>Look at:</strong></p><ul>{rows}</ul>" if rows else ""
    notes = "".join(f"<p>{escape(note)}</p>" for note in (sitting.unsaved, sitting.kept) if note)
    more = f'<p>Hints and the model answer: <code>ck.exercise("{sitting.question.id}")</code></p>'
    said = f"<p><strong>{escape(verdict.words)}</strong></p>{render(verdict.message)}"
    body = f'<div role="status">{said}</div>{see}{more}{notes}'
    text = "\n".join([f"{verdict.words} {plain(verdict.message)}", *(f"Look at: {place['go']}" for place in places)])
    return Panel(section_html(f"Question {sitting.question.id}", "ck-checked", body), text)
