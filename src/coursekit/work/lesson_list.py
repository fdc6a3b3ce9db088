"""The lessons that have questions: their numbers, the name of their files, and what they ask."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from coursekit import course
from coursekit.bank import questions
from coursekit.errors import UnknownNameError
from coursekit.kinds.base import Question

__all__ = ["Lesson", "lesson", "lessons"]


@dataclass(frozen=True)
class Lesson:
    """One lesson: its number (`05`), the name its files share (`05-preparliament`), and its questions in order."""

    number: str
    name: str
    questions: tuple[Question, ...]


@cache
def lessons() -> dict[str, Lesson]:
    """List the lessons that have a bank of questions.

    Returns
    -------
    dict of str to Lesson
        By number.

    Examples
    --------
    >>> lessons()["05"].name
    '05-preparliament'
    """
    names = sorted(path.stem for path in (course.content() / "exercises").glob("*.toml"))
    return {
        name[:2]: Lesson(name[:2], name, tuple(each for each in questions().values() if each.id[:2] == name[:2]))
        for name in names
    }


def lesson(name: str) -> Lesson:
    """Look one lesson up.

    Parameters
    ----------
    name : str
        Its number, with or without the zero, or the name of its files.

    Returns
    -------
    Lesson
        The lesson.

    Raises
    ------
    UnknownNameError
        If no lesson has that name; the message lists the near ones.

    Examples
    --------
    >>> lesson("5") == lesson("05") == lesson("05-preparliament")
    True
    """
    number = str(name).strip().zfill(2)
    named = {each.name: each for each in lessons().values()} | lessons()
    if number not in named:
        raise UnknownNameError("lesson with questions", str(name), named)
    return named[number]
