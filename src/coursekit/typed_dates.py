"""Dates as people type them: read, never evaluated, and left in whichever calendar they were meant.

How a typed date is understood:

- Words or digits for the month: `25 October 1917`, `October 25, 1917`, `25th of Oct. 1917`, `25 октября 1917`,
  `25.10.1917`, `25.X.1917`, `1917-10-25`. With points the day comes first. With strokes (`10/25/1917`) it may come
  second, if only one reading is a date; where both are, the month is asked for in words.
- Several days: `24-26 October 1917`, `24 October to 2 November 1917`, `1917-10-24/1917-10-26`.
- A month or a year alone: `October 1917`, `1917`. A year that is left out is the one the question is about.
- A weekday before it is passed over. `old style`, `o.s.`, `new style` and `n.s.` after it say the calendar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from coursekit.calendar import MONTHS, WEEKDAYS

__all__ = ["LONGEST", "TypedDate", "UnreadableDateError", "read_date"]

LONGEST = 80
"""Characters of the longest answer that is read as a date."""

Style = Literal["old", "new", ""]
Point = tuple[int, int, int]
"""Year, month and day; month or day 0 where they were not given."""

_RUSSIAN = (
    *("январ", "феврал", "март", "апрел", "ма[йя]", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"),
)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | {",": " ", "\u200b": None, "\ufeff": None})
_STYLES = (
    ("old", re.compile(r"\(?\b(?:old[ -]style|o\.? ?s\.?|julian|ст\. ?ст\.?)\)?$")),
    ("new", re.compile(r"\(?\b(?:new[ -]style|n\.? ?s\.?|gregorian|н\. ?ст\.?)\)?$")),
)
_WEEKDAY = re.compile(rf"^(?:on )?(?:{'|'.join(day.casefold() for day in WEEKDAYS)}) ")
_FILLER = re.compile(r"\b(?:the|of|on|from|between|г\.?|года)\b\.?")
_ORDINAL = re.compile(r"\b([0-9]{1,2})(?:st|nd|rd|th|-?го|-?е)\b")
_BETWEEN = re.compile(r" (?:to|till|until|and|-) |(?<=[0-9a-zа-я])-(?=[0-9a-zа-я])")
_TWO_ISO = re.compile(r"[0-9-]+/[0-9-]+")
_DAY = "(0?[1-9]|[12][0-9]|3[01])"
_ISO = re.compile(rf"([0-9]{{4}})-(0?[1-9]|1[0-2])(?:-{_DAY})?")
_IN_DIGITS = re.compile(rf"{_DAY}([./])([0-9]{{1,2}}|[ivx]+)\2([0-9]{{4}})")
_IN_WORDS = re.compile(rf"(?:{_DAY} )?([a-zа-я]+)\.?(?: {_DAY})?(?: ([0-9]{{4}}))?")
_UNREAD = (
    "I read a date here, such as 25 October 1917, 25.10.1917 or 24–26 October 1917. Type the date, and no other words."
)


class UnreadableDateError(ValueError):
    """What a student typed cannot be read as a date; the message is for the student."""


@dataclass(frozen=True)
class TypedDate:
    """A date as it was typed: its first and its last point, and the calendar if the text names one."""

    first: Point
    last: Point
    style: Style = ""


def read_date(text: str, year: int) -> TypedDate:
    """Read a date that a student typed.

    Parameters
    ----------
    text : str
        What was typed.
    year : int
        The year to take where none was typed.

    Returns
    -------
    TypedDate
        Its points. They are not checked against a calendar, since which one is meant may not be known yet.

    Raises
    ------
    UnreadableDateError
        If it is too long, is not written in one of the ways the module lists, or can be read as two dates.

    Examples
    --------
    >>> read_date("25 October 1917", 1917).first
    (1917, 10, 25)
    >>> read_date("24–26.X.1917", 1917) == read_date("October 24-26", 1917)
    True
    >>> read_date("24 to 26 October (New Style)", 1917)
    TypedDate(first=(1917, 10, 24), last=(1917, 10, 26), style='new')
    """
    if len(text) > LONGEST:
        raise UnreadableDateError(
            f"I read a date here, and this is {len(text)} characters long. Type only the date, such as 25 October 1917."
        )
    typed = " ".join(text.casefold().translate(_DASHES).split())
    style, typed = _style(typed)
    bare = " ".join(_FILLER.sub(" ", _ORDINAL.sub(r"\1", _WEEKDAY.sub("", typed))).split()).rstrip(".")
    first, last = _span(bare)
    return TypedDate(_complete(first, year), _complete(last, year), style)


def _style(typed: str) -> tuple[Style, str]:
    for style, pattern in _STYLES:
        if pattern.search(typed):
            return ("old" if style == "old" else "new"), pattern.sub("", typed).strip()
    return "", typed


def _span(bare: str) -> tuple[Point, Point]:
    if found := _point(bare):
        return found, found
    halves = bare.split("/") if _TWO_ISO.fullmatch(bare) else _BETWEEN.split(bare)
    if len(halves) != 2:
        raise UnreadableDateError(_UNREAD)
    return _joined(*halves)


def _joined(begin: str, end: str) -> tuple[Point, Point]:
    """Read two points, of which one may leave to the other what they share: `24-26 October`, `October 24-26`."""
    if re.fullmatch(_DAY, begin) and (last := _point(end)) and last[2]:
        return (last[0], last[1], int(begin)), last
    if (day := re.fullmatch(rf"{_DAY}( [0-9]{{4}})?", end)) and (first := _point(begin + (day[2] or ""))) and first[2]:
        return first, (first[0], first[1], int(day[1]))
    first, last = _point(begin), _point(end)
    if not first or not last:
        raise UnreadableDateError(_UNREAD)
    return (first[0] or last[0], *first[1:]), last


def _complete(point: Point, year: int) -> Point:
    return (point[0] or year, point[1], point[2])


def _point(text: str) -> Point | None:
    if iso := _ISO.fullmatch(text):
        return int(iso[1]), int(iso[2]), int(iso[3] or 0)
    if digits := _IN_DIGITS.fullmatch(text):
        return _in_digits(digits)
    if re.fullmatch(r"[0-9]{4}", text):
        return int(text), 0, 0
    words = _IN_WORDS.fullmatch(text)
    month = _month(words[2]) if words else 0
    if not words or not month or (words[1] and words[3]):
        return None
    return int(words[4] or 0), month, int(words[1] or words[3] or 0)


def _in_digits(match: re.Match[str]) -> Point | None:
    year, first = int(match[4]), int(match[1])
    second = int(match[3]) if match[3].isdecimal() else _roman(match[3])
    readings = {
        (year, month, day) for month, day in ((second, first), (first, second)) if 1 <= month <= 12 and 1 <= day <= 31
    }
    if match[2] == "." or not match[3].isdecimal():
        readings &= {(year, second, first)}
    if len(readings) > 1:
        one, other = (f"{day} {MONTHS[month - 1]}" for _, month, day in sorted(readings))
        raise UnreadableDateError(f"This can be read as {one} and as {other}. Write the month in words.")
    return readings.pop() if readings else None


def _roman(text: str) -> int:
    return _ROMAN.index(text) + 1 if text in _ROMAN else 0


def _month(word: str) -> int:
    for number, (english, russian) in enumerate(zip(MONTHS, _RUSSIAN, strict=True), start=1):
        short = len(word) >= 3 and (english.casefold().startswith(word) or (number == 9 and word == "sept"))
        if short or re.fullmatch(rf"{russian}[а-я]?", word):
            return number
    return 0
