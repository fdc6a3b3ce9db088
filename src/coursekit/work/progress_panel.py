"""`ck.progress`: what is done, what is shaky and what comes next, for each aim of a lesson; for its reader only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from html import escape

from coursekit.markup import plain
from coursekit.panel import Panel
from coursekit.work.answer_lines import CONFIDENCES
from coursekit.work.answers import AnswerLog, answer_log
from coursekit.work.lesson_list import Lesson, lessons
from coursekit.work.lesson_list import lesson as find_lesson
from coursekit.work.standings import Standing, State, judged, standing
from coursekit.work.work_panels import paragraphs_html, table_html, work_panel

__all__ = ["progress"]

_PRIVATE = (
    "Only you see this. It is worked out here from work/answers.jsonl each time, written nowhere and sent to nobody. "
    "It is not in what you hand in."
)
_SIGNS = {State.DONE: "●", State.SHAKY: "◐", State.NOT_YET: "○", State.NOT_TRIED: "–"}
_NEXT = (State.NOT_YET, State.NOT_TRIED, State.SHAKY)


def progress(lesson: str = "") -> Panel:
    """Show how far you have come, aim by aim, and what to do next.

    It counts no points. A question is done when your last answer is right; shaky when that was a guess, partly right,
    or right only after several tries. Hints do not count against you.

    Parameters
    ----------
    lesson : str, optional
        Number of a lesson, such as `"05"`; every lesson you have begun if not given.

    Returns
    -------
    Panel
        For each aim its questions and the next step; and how well you knew when you were right.

    Raises
    ------
    UnknownNameError
        If there is no such lesson; the message lists the near ones.

    Examples
    --------
    >>> print(progress("05").text.splitlines()[0])
    Your progress
    """
    log = answer_log()
    begun = {question[:2] for question in log.questions()}
    shown = [find_lesson(lesson)] if lesson else [each for each in lessons().values() if each.number in begun]
    rest = [] if lesson else [each.number for each in lessons().values() if each.number not in begun]
    standings = [(each, _by_aim(each, log)) for each in shown]
    closing = [
        "" if shown else "You have answered nothing yet.",
        f"Not begun: {_named('lesson', rest)}." if rest else "",
        *_confidence(shown, log),
        _PRIVATE,
    ]
    tables = "".join(_table(each, aims) for each, aims in standings)
    lines = [line for each, aims in standings for line in _lines(each, aims)]
    return work_panel("Your progress", tables + paragraphs_html(closing), "\n".join([*lines, *filter(None, closing)]))


def _by_aim(lesson: Lesson, log: AnswerLog) -> dict[str, list[Standing]]:
    aims: dict[str, list[Standing]] = {}
    for question in lesson.questions:
        aims.setdefault(plain(question.aim), []).append(standing(question, log))
    return aims


def _table(lesson: Lesson, aims: dict[str, list[Standing]]) -> str:
    rows = ((escape(aim), "".join(map(_state_html, group)) + _next_html(group)) for aim, group in aims.items())
    return table_html(f"Lesson {lesson.name}", ("Aim", "Where you are, and what to do next"), rows)


def _state_html(each: Standing) -> str:
    sign = f'<span aria-hidden="true">{_SIGNS[each.state]}</span>'
    return f"<span>{sign} <strong>{each.state}</strong>: {escape(_named_with_reason(each))}</span>"


def _next_html(group: list[Standing]) -> str:
    step = _next(group)
    return f"<span>next: <code>{escape(step)}</code></span>" if step else ""


def _lines(lesson: Lesson, aims: dict[str, list[Standing]]) -> Iterable[str]:
    yield f"Lesson {lesson.name}"
    for aim, group in aims.items():
        yield f"  {aim}"
        for each in group:
            yield f"    {each.state}: {_named_with_reason(each)}"
        if step := _next(group):
            yield f"    next: {step}"


def _named_with_reason(each: Standing) -> str:
    return f"{each.question.id} ({each.why})" if each.why else each.question.id


def _next(group: list[Standing]) -> str:
    """Name the question to do next: what is not right yet, then what is new, then what is shaky."""
    for state in _NEXT:
        for each in group:
            if each.state is state:
                return f'ck.exercise("{each.question.id}")'
    return ""


def _confidence(shown: list[Lesson], log: AnswerLog) -> Iterable[str]:
    """Say how often the student was right, by how sure they said they were."""
    said = {question.id: judged(question, log) for lesson in shown for question in lesson.questions}
    counts = Counter(each for each in said.values() if each)
    if not counts:
        return
    parts = [
        f"{confidence} and right {counts[confidence, True]}, {confidence} and not right {counts[confidence, False]}"
        for confidence in reversed(CONFIDENCES)
        if counts[confidence, True] or counts[confidence, False]
    ]
    yield f"How well you knew, the first time you said how sure you were: {'; '.join(parts)}."
    mistaken = [name for name, each in said.items() if each == (CONFIDENCES[-1], False)]
    if mistaken:
        yield f"Worth reading again, because you were sure and not right: {', '.join(mistaken)}."


def _named(what: str, names: list[str]) -> str:
    return f"{what}{'' if len(names) == 1 else 's'} {', '.join(names)}"
