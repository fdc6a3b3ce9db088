"""`ck.hand_in`: the answers to one lesson as one file, to give to a teacher."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import coursekit
from coursekit import course
from coursekit.kinds.base import Question
from coursekit.markup import plain
from coursekit.panel import Panel
from coursekit.work.answers import AnswerLog, answer_log
from coursekit.work.hand_in_file import Handed, HandIn, one_line, page
from coursekit.work.lesson_list import Lesson, lessons
from coursekit.work.lesson_list import lesson as find_lesson
from coursekit.work.reminders import reminder
from coursekit.work.whole_files import put
from coursekit.work.work_panels import LARGEST_LINK, link_html, paragraphs_html, reminder_html, work_panel

__all__ = ["LONGEST_NAME", "HandInError", "hand_in"]

LONGEST_NAME = 80
"""Characters of the longest name or code."""


_SHELF = {
    True: "in the list of files beside the notebook. To have it on your own disk, download it below",
    False: "in the folder of the course",
}


class HandInError(ValueError):
    """There is nothing to hand in, or no name to hand it in under; the message is for the student."""


def hand_in(name: str, lesson: str = "") -> Panel:
    """Make the file that a teacher gets: your answers to one lesson, readable by people and by a program.

    Nothing is sent anywhere. What is in the file: the name you give, and for each question of the lesson your last
    answer, when you gave it, how sure you said you were, and how many answers came before it.

    Parameters
    ----------
    name : str
        Your name, or the code your teacher gave you, in any script.
    lesson : str, optional
        Number of the lesson, such as `"05"`. Needed only if you have answers to more than one.

    Returns
    -------
    Panel
        Where the file is, with a link to download it, and which questions have no answer yet. Handing in again makes
        another file; the earlier one stays.

    Raises
    ------
    HandInError
        If there is no answer yet, if it is not clear which lesson is meant, or if the name cannot be one.
    UnknownNameError
        If there is no such lesson; the message lists the near ones.

    Examples
    --------
    >>> hand_in("")
    Traceback (most recent call last):
    coursekit.work.handing_in.HandInError: Say who hands in, by name or by your teacher's code: ck.hand_in("Anna").
    """
    who, log = _checked(name), answer_log()
    chosen = find_lesson(lesson) if lesson else _only_one(log)
    work = gather(who, chosen, log)
    if not any(each.answer for each in work.questions):
        raise HandInError(f"There are no answers to lesson {chosen.number} yet. Answer a question, then hand in.")
    content = page(work)
    folder = course.work_folder() / "hand-in"
    path = _free(folder, f"{chosen.name}-{_safe(who)}")
    try:
        put(path, content)
    except OSError as error:
        return _panel(work, path, content, unsaved=error.strerror or str(error))
    return _panel(work, path, content, unsaved="")


def gather(name: str, lesson: Lesson, log: AnswerLog) -> HandIn:
    """Gather what is handed in for a lesson.

    Parameters
    ----------
    name : str
        Who hands in.
    lesson : Lesson
        The lesson.
    log : AnswerLog
        Where the answers are.

    Returns
    -------
    HandIn
        Each question of the lesson, answered or not.

    Examples
    --------
    >>> gather("Anna", find_lesson("05"), AnswerLog(Path("no", "answers.jsonl"))).questions[0].answer is None
    True
    """
    now = datetime.now(UTC).replace(microsecond=0)
    handed = tuple(_handed(question, log) for question in lesson.questions)
    return HandIn(name, lesson.name, coursekit.__version__, now, handed)


def _handed(question: Question, log: AnswerLog) -> Handed:
    answer = log.recall(question.id, question.version).answer
    attempts = log.attempts(question.id, answer.version) if answer else None
    return Handed(
        question.id,
        question.version,
        question.aim,
        plain(question.prompt),
        answer,
        question.said(answer.answer) if answer else "",
        attempts.count - 1 if attempts else 0,
    )


def _checked(name: str) -> str:
    who = " ".join(unicodedata.normalize("NFC", str(name)).split())
    if not who:
        raise HandInError('Say who hands in, by name or by your teacher\'s code: ck.hand_in("Anna").')
    if len(who) > LONGEST_NAME:
        raise HandInError(f"That name has {len(who)} characters, and at most {LONGEST_NAME} fit. Shorten it.")
    if not one_line(who):
        raise HandInError(f"The name {who!r} holds signs that do not print. Type it again, in letters.")
    return who


def _only_one(log: AnswerLog) -> Lesson:
    answered = {question[:2] for question in log.questions()}
    found = [each for each in lessons().values() if each.number in answered]
    if not found:
        raise HandInError("There are no answers yet. Answer the questions of a lesson, then hand in.")
    if len(found) > 1:
        known = ", ".join(each.number for each in found)
        raise HandInError(
            f"You have answers to {len(found)} lessons ({known}). Say which one to hand in: "
            f'ck.hand_in("Anna", lesson="{found[-1].number}").'
        )
    return found[0]


def _safe(name: str) -> str:
    """Make a name part of a file's name: letters, marks and digits of any script."""
    kept = "".join(sign if unicodedata.category(sign)[0] in "LMN" else "-" for sign in name.lower())
    short = re.sub("-+", "-", kept).strip("-").encode("utf-8")[:100].decode("utf-8", "ignore")
    return short or sha256(name.encode("utf-8", "backslashreplace")).hexdigest()[:8]


def _free(folder: Path, stem: str) -> Path:
    path, number = folder / f"{stem}.html", 1
    while path.exists() or path.is_symlink():
        number += 1
        path = folder / f"{stem}-{number}.html"
    return path


def _panel(work: HandIn, path: Path, content: bytes, unsaved: str) -> Panel:
    open_ones = [each.question for each in work.questions if each.answer is None]
    done = len(work.questions) - len(open_ones)
    place = "/".join(path.parts[-3:])
    carried = len(content) <= LARGEST_LINK
    kept = (
        f"The file could not be written to {place}: {unsaved}. "
        + ("Download it below." if carried else "Make room on the disk, and hand in again.")
        if unsaved
        else f"The file is {place}, {_SHELF[course.in_a_browser()]}."
    )
    told = [
        kept,
        f"It holds your answers to {done} of {len(work.questions)} questions, each with when you gave it, how sure you "
        f"said you were and how many you gave before, and the name “{work.name}”. It holds no marks. "
        "Nothing was sent: give it to your teacher yourself. Open it first, to see what you hand in.",
        f"Not answered yet: {', '.join(open_ones)}. You may hand in again; this file stays." if open_ones else "",
    ]
    link = link_html(f"Download {path.name}", path.name, content, "text/html;charset=utf-8") if carried else ""
    title = f"Lesson {work.lesson}, to hand in"
    return work_panel(
        title, f"{paragraphs_html(told)}<p>{link}</p>{reminder_html()}", "\n".join(filter(None, [*told, reminder()]))
    )
