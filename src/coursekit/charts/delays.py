"""How long after its plan something came, worked out from two moments and told in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite
from numbers import Real

import pandas as pd

from coursekit.charts.entries import Entry
from coursekit.charts.framing import tick_words
from coursekit.charts.timescale import Span

__all__ = ["Delay", "delay", "unit_of"]

_DAY = 1440


@dataclass(frozen=True)
class Delay:
    """By how much something came later than planned.

    Parameters
    ----------
    least, most : float
        In whole days, in minutes where a time of day is given, or in the unit of the numbers; below zero if earlier.
    words : str
        The same for a reader.
    """

    least: float
    most: float
    words: str

    @property
    def exact(self) -> bool:
        """Whether both moments are as fine as what they are counted in."""
        return self.least == self.most


def unit_of(entries: Sequence[Entry], columns: Sequence[str]) -> str | None:
    """Say what the moments are counted in.

    Parameters
    ----------
    entries : sequence of Entry
        The rows.
    columns : sequence of str
        The columns of the moments.

    Returns
    -------
    str or None
        None for dates; for numbers their unit, from the column `unit`, or an empty string.

    Raises
    ------
    ValueError
        If dates and numbers or several units are mixed, or a number is not finite.
    """
    cells = [entry.cells[column] for entry in entries for column in columns if not pd.isna(entry.cells[column])]
    numbers = [float(cell) for cell in cells if isinstance(cell, Real) and not isinstance(cell, bool)]
    if not numbers:
        return None
    if len(numbers) < len([cell for cell in cells if cell != ""]):
        raise ValueError(f"{' and '.join(map(repr, columns))} mix numbers and dates. Write all moments the same way.")
    if not all(map(isfinite, numbers)):
        raise ValueError(f"{' or '.join(map(repr, columns))} holds a number that is not finite. Leave the cell empty.")
    units = dict.fromkeys(entry.text("unit") if "unit" in entry.cells else "" for entry in entries)
    if len(units) > 1:
        named = ", ".join(unit or "no unit" for unit in units)
        raise ValueError(f"The moments would be in different units ({named}). Keep the rows of one unit.")
    return next(iter(units))


def delay(plan: Span, actual: Span, unit: str | None) -> Delay:
    """Work out how long after its plan something came.

    Parameters
    ----------
    plan, actual : Span
        The two moments.
    unit : str or None
        Unit of numbers; None for dates.

    Returns
    -------
    Delay
        With both ends, where a moment is not known as finely as they are counted.

    Examples
    --------
    >>> from coursekit.charts.timescale import moment_span
    >>> noon, arrest = moment_span("1917-10-25T12:00"), moment_span("1917-10-26T02:10")
    >>> delay(noon, arrest, None).words
    '14 hours 10 minutes later'
    >>> delay(moment_span("1917-10-10/1917-10-15"), moment_span("1917-10-25"), None).words
    'between 10 and 15 days later'
    """
    if unit is not None:
        gap = actual.start - plan.start
        return Delay(gap, gap, _told(gap, gap, lambda number: f"{tick_words(number)} {unit}".rstrip()))
    if not plan.clock and not actual.clock:
        least, most = actual.start - (plan.end - 1), (actual.end - 1) - plan.start
        return Delay(least, most, _told(least, most, _days))
    least, most = (float(round(days * _DAY)) for days in (actual.start - plan.end, actual.end - plan.start))
    return Delay(least, most, _told(least, most, _clock))


def _told(least: float, most: float, say: Callable[[float], str]) -> str:
    if least == most == 0:
        return "as planned"
    if least == most:
        return f"{say(abs(least))} {'later' if least > 0 else 'earlier'}"
    if least >= 0:
        return f"{_between(least, most, say)} later"
    if most <= 0:
        return f"{_between(-most, -least, say)} earlier"
    return f"between {say(-least)} earlier and {say(most)} later"


def _between(least: float, most: float, say: Callable[[float], str]) -> str:
    if least == 0:
        return f"up to {say(most)}"
    near, unit = say(least).rsplit(" ", 1)
    short = near if near.replace(",", "").isdecimal() and say(most).endswith(f" {unit}") else say(least)
    return f"between {short} and {say(most)}"


def _days(number: float) -> str:
    return "1 day" if number == 1 else f"{tick_words(number)} days"


def _clock(minutes: float) -> str:
    days, rest = divmod(int(minutes), _DAY)
    if days < 2:
        days, rest = 0, int(minutes)
    parts = [(days, "day"), (rest // 60, "hour"), (rest % 60, "minute")]
    return " ".join(f"{number:,} {unit}{'' if number == 1 else 's'}" for number, unit in parts if number) or "no time"
