"""Dates against the page: what a row says of when must be named in the words of its date or nearby on the page.

A date that is printed names its day. One that is inferred from the narrative must still lie where the narrative is: its
year and month are named within a chapter's reach, its day too, its hour on the line itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from coursekit import calendar
from coursekit.calendar import Day
from coursekit.numerals import find
from coursekit.sources import reference_copy, source

Row = Mapping[str, str]

# Dates that no words around the line name, and how they are known all the same.
UNNAMED = {
    "f96-43-pasture": "spring begins in March",
    "i08-213-released": "until the civil war of the winter",
    "s30-99-strike-length": "the strike ran on into the next year, the source says elsewhere",
    "t18-12-four-months": "four months counted back from the sitting",
    "t18-24-six-months": "the first six months of the revolution",
    "t18-40-million-army": "the army as it was at the rising",
    "t18-152-convocation": "the twenty-fifth of the month is a plan; the interval is what was left to it",
    "t18-152-eight-nine": "months counted from the revolution of the spring",
    "t18-154-lists": "two or three months counted back",
    "t18-156-lists-right": "the lists were drawn up before the rising",
    "t18-166-second-third": "months counted from the revolution of the spring",
    "t32-48-five-years": "five years counted from 1789",
    "t32-136-two-or-three-years": "years counted from the autumn",
    "t32-262-thirteen-years": "years counted to the writing of the book",
    "t32-405-lett-volunteers": "the first months of the war",
    "t32-475-kuomintang": "years counted back from 1927",
    "t32-489-years-of-war": "the years of the war",
    "t32-607-evacuated": "during the war",
    "t32-989-within-a-year": "within a year of the autumn",
    "t32-1740-fourteen-years": "years counted to the writing of the book",
    "t32-1740-laid-down-lives": "years counted to the writing of the book",
    "t32-1766-bolshevik-majority": "the hour stands on the line of the report",
    "t32-1864-polkovnikov-reports": "twelve days counted back",
    "t32-1976-coalition-groups": "the coalition of the month before",
    "t32-2038-aurora-blank": "after the lull and before the arrest, both timed elsewhere",
    "t32-2040-group-surrenders": "after the lull and before the arrest, both timed elsewhere",
    "t32-2044-aurora-only-blank": "after the lull and before the arrest, both timed elsewhere",
    "t32-2044-naval-shell": "after the lull and before the arrest, both timed elsewhere",
    "t32-2218-after-1924": "after 1924 and before the book was written",
    "t32-2302-chudnovsky-killed": "some months after the rising",
    "t32-2699-two-months-tsar": "the first two months of the year",
    "t32-2705-fifteen-years-after": "years counted to the writing of the book",
    "t32-2705-socialism-fifteen-years": "years counted to the writing of the book",
    "t32-2721-two-chapters": "the book itself",
    "t32-2725-tenth-or-hundredth-readers": "readers of the book itself",
    "t32-2803-trotsky-second-anniversary": "a second anniversary",
    "t32-2841-lenin-four-months": "four months counted back",
    "t32-3041-stalin-august-25": "twelve days after the 13th",
    "t32-3276-two-years-ensuing": "two years after 1926",
    "t32-3284-stalin-can-and-must": "autumn, as months of the new style",
    "t32-3312-first-in-print": "autumn, as months of the new style",
    "t32-3314-trotskyism-1924": "autumn, as months of the new style",
}

REACH = 110  # lines before and after: about a third of a chapter
_DAY = re.compile(r"\b(3[01]|[12]?\d)(?:st|nd|rd|th)?\b")
_TIME = re.compile(r"\b\d{1,2}[.:]\d\d\b")
_YEAR = re.compile(r"\b(1[5-9]\d\d)\b")
_TWELVE = re.compile(r"\b(?:noon|midnight|midday|noonday|twelve)\b", re.IGNORECASE)


@cache
def _named(name: str, line: int, reach: int) -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
    """List the years, months and days of the month that a source names around a line."""
    copy = reference_copy(name)
    assert copy is not None
    text = " ".join(copy[max(0, line - 1 - reach) : line + reach])
    years = frozenset(int(year) for year in _YEAR.findall(text))
    months = frozenset(n for n, month in enumerate(calendar.MONTHS, start=1) if re.search(rf"\b{month}\b", text))
    return years, months, frozenset(_days(text))


def _days(text: str) -> set[int]:
    """List the days of the month a text names, leaving out years and times of day."""
    return {int(day) for day in _DAY.findall(_TIME.sub("", _YEAR.sub("", text)))}


def chronology_faults(row: Row) -> Iterator[tuple[str, str]]:
    """Check a row's date; yields a column and what is wrong with it."""
    if not row.get("date_os"):
        return
    try:
        moment = calendar.parse(row["date_os"])
    except ValueError as error:
        yield "date_os", str(error)
        return
    lines = [int(row["line"]), *([int(row["date_line"])] if row.get("date_line") else [])]
    old = (moment.first, moment.last)
    new = (calendar.new_style(moment.first), calendar.new_style(moment.last))
    faults = [list(_faults(row, moment.precision, ends, lines)) for ends in (old, new)]
    best = faults[1] if source(row["source"]).calendar.startswith("new style") else min(faults, key=len)
    yield from best
    yield from _clock_faults(row, moment.clock, lines)


def _faults(row: Row, precision: str, ends: tuple[Day, Day], lines: list[int]) -> Iterator[tuple[str, str]]:
    known = [_named(row["source"], line, REACH) for line in lines]
    years = {1917}.union(*(each[0] for each in known))
    counted = row["date_basis"] == "reckoned" and re.search(r"years? (?:later|after)", row.get("date_printed", ""))
    months = set().union(*(each[1] for each in known))
    days = set().union(*(each[2] for each in known))
    for end in ends:
        if end.year not in years and not counted:
            yield "date_os", f"{end.year} is a year that nothing around the line names."
        if precision != "year" and end.month not in months | {
            month % 12 + 1 for month in months if precision == "month"
        }:
            yield "date_os", f"month {end.month} is one that nothing around the line names."
        if precision in {"day", "minute"} and not _ends_a_month(end) and not {end.day - 1, end.day, end.day + 1} & days:
            yield "date_os", f"day {end.day} is one that nothing around the line names."
    yield from _word_faults(row, precision, ends)


def _ends_a_month(day: Day) -> bool:
    """Say whether a day is the first or last of its month: a bound of "in March", which names no day."""
    return day.day in {1, 30, 31} or (day.month, day.day) == (2, 28)


def _word_faults(row: Row, precision: str, ends: tuple[Day, Day]) -> Iterator[tuple[str, str]]:
    words = row.get("date_printed") or (row["printed"] if row["date_basis"] == "printed" else "")
    said = _days(words)
    if precision not in {"day", "minute"} or not said or row["date_basis"] == "reckoned":
        return
    close = {day + step for day in said for step in (-1, 0, 1)}
    if not {ends[0].day, ends[1].day} & (said if row["date_basis"] == "printed" else close):
        yield "date_os", f"{words!r} names another day."


def _clock_faults(row: Row, clock: str, lines: list[int]) -> Iterator[tuple[str, str]]:
    copy = reference_copy(row["source"])
    assert copy is not None
    text = " ".join([row.get("date_printed", ""), *(copy[line - 1] for line in lines)])
    hours = {int(numeral.value) % 12 for numeral in find(text)} | ({0} if _TWELVE.search(text) else set())
    for time in filter(None, clock.split("–")):
        if int(time[:2]) % 12 not in hours:
            yield "date_os", f"{time} is an hour that the line does not name."
