"""A text alternative written by hand, held against the table behind its figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coursekit.calendar import both
from coursekit.charts.drawing import Mark
from coursekit.numerals import find
from coursekit.prose import ORDINARY, agrees
from coursekit.record import Claim, record

__all__ = ["check_words"]

_MOST_NAMED = 12


def check_words(words: str, marks: Sequence[Mark]) -> None:
    """Refuse words about a chart that tell a number its table does not hold.

    Parameters
    ----------
    words : str
        The text alternative.
    marks : sequence of Mark
        What the chart shows. Without any there is no table to hold the words against.

    Raises
    ------
    ValueError
        If a number, in digits or words, stands in no mark: not in its label, its figure, the words of its claims or
        their dates. A number may be rounded as it is written, and a share may be told in per cent.

    Examples
    --------
    >>> seats = [Mark("Bolsheviks", "66 seats", "exact", ("pp-bolsheviks",), "record")]
    >>> check_words("Sixty-six dots for the Bolsheviks.", seats)
    >>> check_words("Sixty-five dots.", seats)
    Traceback (most recent call last):
    ValueError: The words of the figure say 'Sixty-five', which no mark has. Its table has Bolsheviks: 66 seats.
    """
    if not marks:
        return
    known = set(_numbers(marks))
    for numeral in find(words):
        if numeral.text.lower() not in ORDINARY and not any(agrees(numeral, number) for number in known):
            named = "; ".join(f"{mark.label}: {mark.figure}" for mark in marks[:_MOST_NAMED])
            more = f"; and {len(marks) - _MOST_NAMED} more" if len(marks) > _MOST_NAMED else ""
            raise ValueError(
                f"The words of the figure say {numeral.text!r}, which no mark has. Its table has {named}{more}."
            )


def _numbers(marks: Sequence[Mark]) -> Iterator[float]:
    for mark in marks:
        texts = [mark.label, mark.within, mark.figure, mark.certainty]
        for claim in map(record().claim, mark.claims):
            texts += [claim["printed"], both(claim["date_os"]) if claim["date_os"] else ""]
            yield from _own(claim)
        yield from (float(numeral.value) for text in texts for numeral in find(text))


def _own(claim: Claim) -> Iterator[float]:
    numbers = (claim.number(column) for column in ("value", "low", "high"))
    yield from (number for number in numbers if number is not None)
