"""Rows of the record held against the page: what the words that are copied must bear out.

For maintainers and for tests: a reader without the reference copies cannot be asked for this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from coursekit import calendar
from coursekit.calendar import Day, Moment
from coursekit.numerals import find
from coursekit.sources import source

__all__ = ["date_faults", "figure_faults", "numbers_said", "page_faults"]

Row = Mapping[str, str]

_ORDINALS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_OTHER_WAYS = [
    (re.compile(r"\b(?:no|not|none|nobody|nothing|neither|never|without|absence|bloodless)\b"), 0.0),
    (re.compile(r"\b(?:an?|the|one|single|sole|only|alone|once|another|each|every|first|same)\b"), 1.0),
    (re.compile(r"\b(?:all|whole|always|entire|entirely|every)\b"), 1.0),
    (re.compile(r"\bfortnight\b"), 1.0),
    (re.compile(r"\btrio|triple\b"), 3.0),
    (re.compile(r"\bquarter of an hour\b"), 0.25),
    *((re.compile(rf"\b{word}\b"), float(number)) for number, word in enumerate(_ORDINALS, start=2)),
]
_SHARED_SCALE = re.compile(r"([\w-]+)[\s,]+(?:or|to|and|perhaps|even|\s)+[\w-]+[\s-]+(hundred|thousand|million)\b")
_AND_A_HALF = re.compile(r"\b(?:an?\s+)?(\w+) and a half\b")
_DAY = re.compile(r"\b([12]?\d|3[01])(?:st|nd|rd|th)?\b")
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
_NEW_STYLE = "new style throughout"


def page_faults(row: Row, lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Check that the copied words stand where the row says.

    Parameters
    ----------
    row : mapping
        A row of a table, cells as text.
    lines : sequence of str
        The reference copy of its source.

    Yields
    ------
    tuple of str
        A column and what is wrong with it.

    Examples
    --------
    >>> list(page_faults({"printed": "66 Bolsheviks", "line": "1"}, ["60 Mensheviks, 66 Bolsheviks"]))
    []
    """
    found = lines[int(row["line"]) - 1].count(row["printed"])
    if found != 1:
        yield "printed", f"{row['printed']!r} stands {found} times on line {row['line']}, and must stand once."
    date_line = int(row.get("date_line") or row["line"])
    if row.get("date_printed") and row["date_printed"] not in lines[date_line - 1]:
        yield "date_printed", f"{row['date_printed']!r} does not stand on line {date_line}."


def figure_faults(row: Row) -> Iterator[tuple[str, str]]:
    """Check that the copied words hold the figures of the row.

    Parameters
    ----------
    row : mapping
        A row of a measure table, cells as text.

    Yields
    ------
    tuple of str
        A column and what is wrong with it.

    Examples
    --------
    >>> list(figure_faults({"printed": "two or three votes", "low": "2", "high": "4"}))
    [('high', "'two or three votes' does not say 4.")]
    """
    said = set(numbers_said(row["printed"]))
    for column in ("value", "low", "high"):
        if row.get(column) and not any(abs(float(row[column]) - number) < 5e-5 for number in said):
            yield column, f"{row['printed']!r} does not say {row[column]}."


def numbers_said(words: str) -> Iterator[float]:
    """List every number that words may stand for: numerals first, and then the other ways English has.

    Parameters
    ----------
    words : str
        A phrase or a text.

    Yields
    ------
    float
        A number; the same one may come more than once.

    Examples
    --------
    >>> sorted(set(numbers_said("in a month and a half")))
    [0.5, 1.0, 1.5]
    """
    yield from (float(numeral.value) for numeral in find(words))
    lowered = words.lower()
    yield from (number for pattern, number in _OTHER_WAYS if pattern.search(lowered))
    for match in _SHARED_SCALE.finditer(lowered):
        for numeral in find(match[1]):
            yield float(numeral.value) * float(find(f"one {match[2]}")[0].value)
    for match in _AND_A_HALF.finditer(lowered):
        yield 1.5 * float(find(f"one {match[1]}")[0].value)


def date_faults(row: Row) -> Iterator[tuple[str, str]]:
    """Check that the words of the date, where they are copied, agree with the date of the row.

    Parameters
    ----------
    row : mapping
        A row of a table, cells as text.

    Yields
    ------
    tuple of str
        A column and what is wrong with it.

    Examples
    --------
    >>> row = {"source": "figes-1996", "date_os": "1917-10-08", "date_basis": "printed", "date_printed": "October 7"}
    >>> list(date_faults(row))
    [('date_os', "'October 7' names no day from 8 October 1917 to 8 October 1917.")]
    """
    words = row.get("date_printed", "")
    if not words or row.get("date_basis") != "printed":
        return
    moment = calendar.parse(row["date_os"])
    faults = [list(_disagreement(words, moment, *ends)) for ends in _as_printed(moment, row)]
    yield from min(faults, key=len)


def _disagreement(words: str, moment: Moment, first: Day, last: Day) -> Iterator[tuple[str, str]]:
    span = f"from {_text(first)} to {_text(last)}"
    years = {int(year) for year in _YEAR.findall(words)}
    if years and not any(first.year <= year <= last.year for year in years):
        yield "date_os", f"{words!r} names no year {span}."
    months = {number for number, name in enumerate(calendar.MONTHS, start=1) if re.search(rf"\b{name}\b", words)}
    if months and not months & set(_months(first, last)):
        yield "date_os", f"{words!r} names no month {span}."
    days = {int(day) for day in _DAY.findall(_YEAR.sub("", words))}
    if moment.precision in {"day", "minute"} and months and days and not days & {first.day, last.day}:
        yield "date_os", f"{words!r} names no day {span}."


def _as_printed(moment: Moment, row: Row) -> Iterator[tuple[Day, Day]]:
    """List the calendars the words may be in: that of the source, and the new one where the note says so."""
    if not source(row["source"]).calendar.startswith(_NEW_STYLE):
        yield moment.first, moment.last
        if "new style" not in f"{row.get('note', '')} {row['date_printed']}".lower():
            return
    yield calendar.new_style(moment.first), calendar.new_style(moment.last)


def _months(first: Day, last: Day) -> Iterator[int]:
    count = (last.year - first.year) * 12 + last.month - first.month
    return ((first.month - 1 + step) % 12 + 1 for step in range(min(count, 11) + 1))


def _text(day: Day) -> str:
    return f"{day.day} {calendar.MONTHS[day.month - 1]} {day.year}"
