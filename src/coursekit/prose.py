"""Numbers in prose, each bound to the claims it comes from, so that a sentence cannot drift from the record.

Behind a number stands an HTML comment that no reader sees: `308<!--pp-democratic-->`. It names the claim; or an
operation and its claims (`62<!--difference pp-democratic pp-srs pp-mensheviks pp-bolsheviks-->`; a claim with a minus
sign is taken away); or the claim whose
date it is (`7 October<!--date pp-democratic-->`); or it says why the number needs none (`two<!--exempt: the two
passages below-->`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import isclose

from coursekit import calendar
from coursekit.numerals import Numeral, find
from coursekit.operations import OPERATIONS, compute, signed
from coursekit.record import Record

__all__ = ["ORDINARY", "Tally", "agrees", "tally"]

# Words that are numbers only sometimes, and the year the course is about.
ORDINARY = {
    "one": "a pronoun more often than a number",
    "both": "a pronoun",
    "1917": "the year of the course",
}

_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_NOT_PROSE = re.compile(
    r"```.*?```|`[^`\n]*`|(?<![^\n])\s*\d+\.(?=\s)|\]\([^)\s]*\)|<(?!!--)[^>]*>"
    r"|\b(?:lessons?|figures?|exercises?|questions?|python)\s+\d+(?:\.\d+)*(?:\s+(?:to|and)\s+\d+(?:\.\d+)*)?",
    re.DOTALL | re.IGNORECASE,
)
_CLOSING = r"[*_)”’]*"
_MONTH = rf"\s+(?:{'|'.join(calendar.MONTHS)})"
_RANGE = re.compile(r"\s*(?:or|to|–)\s*")
_PER_CENT = r"\s+per\s+cent|%"


@dataclass
class Tally:
    """How many numbers are bound, how many are exempt, what is wrong with the others, and where in its text each is."""

    bound: int = 0
    exempt: int = 0
    faults: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)


def tally(record: Record, texts: Iterable[str]) -> Tally:
    """Check every number of some prose against the record.

    Parameters
    ----------
    record : Record
        Where the claims are.
    texts : iterable of str
        Markdown. Code, link targets, tags, and numbers of lessons, figures, exercises and questions are not prose.

    Returns
    -------
    Tally
        The counts, and one sentence for each number that is unbound or disagrees with its claims.

    Examples
    --------
    >>> from coursekit.record import record
    >>> tally(record(), ["Of 308<!--pp-democratic--> seats, 65<!--pp-bolsheviks--> were theirs."]).faults
    ["'65' is not what pp-bolsheviks says: 66"]
    """
    result = Tally()
    for text in texts:
        _tally_text(record, text, result)
    return result


def _tally_text(record: Record, text: str, result: Tally) -> None:
    prose = _NOT_PROSE.sub(lambda match: "\u2028" * len(match[0]), text)
    comments = {match.start(): match for match in _COMMENT.finditer(prose)}
    blank = _COMMENT.sub(lambda match: "\u2028" * len(match[0]), prose)
    following: tuple[Numeral, str | None] | None = None
    for numeral in reversed(find(blank)):
        binding = _binding(blank, numeral, comments)
        if binding is None and following and _RANGE.fullmatch(blank, numeral.end, following[0].start):
            binding = following[1]
        following = numeral, binding
        if binding is None and numeral.text.lower() in ORDINARY:
            result.exempt += 1
        elif binding is None:
            result.faults.append(f"{numeral.text!r} is bound to no claim: …{_around(text, numeral)}…")
        elif binding.startswith("exempt:"):
            result.exempt += 1
        else:
            result.bound += 1
            result.faults.extend(_disagreement(record, numeral, binding))
        result.places += [numeral.start] * (len(result.faults) - len(result.places))


def _around(text: str, numeral: Numeral) -> str:
    return re.sub(r"\s+", " ", text[max(0, numeral.start - 30) : numeral.end + 30])


def _binding(prose: str, numeral: Numeral, comments: dict[int, re.Match[str]]) -> str | None:
    """Find the comment that follows a number, over closing marks, a unit sign or the rest of a date."""
    at = numeral.end
    for start in (at, _skip(prose, at, _MONTH), _skip(prose, at, _PER_CENT)):
        for end in (start, _skip(prose, start, _CLOSING)):
            if end in comments:
                return comments[end][1].strip()
    return None


def _skip(prose: str, at: int, pattern: str) -> int:
    match = re.compile(pattern).match(prose, at)
    return match.end() if match else at


def _disagreement(record: Record, numeral: Numeral, binding: str) -> list[str]:
    head, *names = binding.split()
    try:
        if head == "date":
            return _date_disagreement(record, numeral, names[0])
        if head in OPERATIONS:
            said, known = [compute(head, [_only_figure(record, name) for name in names])], binding
        else:
            said, known = _figures(record, head), head
    except (LookupError, ValueError) as error:
        return [f"{numeral.text!r} is bound to {binding!r}: {error}"]
    if any(agrees(numeral, number) for number in said):
        return []
    return [f"{numeral.text!r} is not what {known} says: {', '.join(f'{n:g}' for n in said) or 'no number'}"]


def _figures(record: Record, name: str) -> list[float]:
    claim = record.claim(name)
    numbers = (claim.number(column) for column in ("value", "low", "high"))
    return [number for number in numbers if number is not None]


def _only_figure(record: Record, name: str) -> float:
    sign, name = signed(name)
    figures = set(_figures(record, name))
    if len(figures) != 1:
        raise ValueError(f"{name} holds no single figure to work with.")
    return sign * figures.pop()


def agrees(numeral: Numeral, number: float) -> bool:
    """Say whether a number in prose is the figure, rounded as it is written; a share may be in per cent.

    Parameters
    ----------
    numeral : Numeral
        The number as it stands in the prose.
    number : float
        The figure.

    Returns
    -------
    bool
        Whether they agree.

    Examples
    --------
    >>> from coursekit.numerals import find
    >>> [agrees(each, 0.3333) for each in find("a third, and a half")]
    [True, False]
    """
    if isclose(float(numeral.value), number, abs_tol=1e-9):
        return True
    if number.is_integer():
        return False
    decimals = len(numeral.text.partition(".")[2])
    written = float(numeral.value)
    # The record keeps a printed fraction to four decimals; in prose it is a fraction again.
    return round(written, 4) == number or written in {round(number, decimals), round(number * 100, decimals)}


def _date_disagreement(record: Record, numeral: Numeral, name: str) -> list[str]:
    claim = record.claim(name)
    moment = calendar.parse(claim["date_os"])
    days = (moment.first, moment.last, calendar.new_style(moment.first), calendar.new_style(moment.last))
    if numeral.value in {number for day in days for number in (day.year, day.day)}:
        return []
    return [f"{numeral.text!r} is no part of the date of {name}: {calendar.both(claim['date_os'])}"]
