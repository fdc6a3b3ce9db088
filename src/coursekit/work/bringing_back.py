"""`ck.bring_back`: answers that were downloaded elsewhere, put beside those that are here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from coursekit.panel import Panel
from coursekit.work.answer_lines import Answer, Damage
from coursekit.work.answers import AnswerLog, answer_log
from coursekit.work.work_panels import paragraphs_html, work_panel

__all__ = ["BringBackError", "bring_back"]

_LARGEST = 50_000_000


class BringBackError(ValueError):
    """A file holds no answers to bring back; the message says why and what to do."""


def bring_back(path: str | Path) -> Panel:
    """Put the answers of a downloaded `answers.jsonl` beside those that are here.

    Nothing that is here is changed or lost. Doing it twice does no more than doing it once. Where both hold an answer
    to the same question, the later one is shown.

    Parameters
    ----------
    path : str or pathlib.Path
        The downloaded file, put into the folder of the notebook or anywhere else that can be read.

    Returns
    -------
    Panel
        How many answers came, and what in the file could not be read.

    Raises
    ------
    BringBackError
        If the file cannot be read, or holds no answers.
    AnswerNotSavedError
        If the log here cannot be written to; what came before is kept, and the rest comes when you try again.

    Examples
    --------
    >>> bring_back("no-such.jsonl")
    Traceback (most recent call last):
    coursekit.work.bringing_back.BringBackError: There is no file no-such.jsonl here. Upload it, and give its name.
    """
    file, log = Path(path), answer_log()
    found = list(_readable(file))
    answers = [each for each in found if isinstance(each, Answer)]
    damaged = len(found) - len(answers)
    if not answers:
        raise BringBackError(
            f"{file} holds no answers that can be read. Bring back the file that ck.stored() let you download."
        )
    new = list(_new(answers, log))
    log.add(new)
    told = [
        f"{_count(len(new), 'answer')} came back from {file.name}; {len(answers) - len(new)} were here already.",
        "Show a question again, by running its cell, to see your answer in it.",
        f"{_count(damaged, 'line')} of the file cannot be read, and did not come." if damaged else "",
    ]
    return work_panel("Your answers are back", paragraphs_html(told), "\n".join(filter(None, told)))


def _readable(file: Path) -> Iterator[Answer | Damage]:
    if not file.exists():
        raise BringBackError(f"There is no file {file} here. Upload it, and give its name.")
    if file.stat().st_size > _LARGEST:
        raise BringBackError(f"{file} is larger than {_LARGEST} bytes, which no student's answers are.")
    for found in AnswerLog(file).read():
        if isinstance(found, Damage) and not found.line:
            raise BringBackError(f"{file} {found.reason}.")
        yield found


def _new(answers: list[Answer], log: AnswerLog) -> Iterator[Answer]:
    there = {_mark(each) for each in log.read() if isinstance(each, Answer)}
    for answer in answers:
        if _mark(answer) not in there:
            there.add(_mark(answer))
            yield replace(answer, brought=True)


def _mark(answer: Answer) -> bytes:
    return replace(answer, brought=False).line()


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
