"""How long each way into the course takes to start: what was measured, on what and when, and how that is said."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from importlib.resources import files
from typing import Any

from coursekit.calendar import MONTHS
from coursekit.errors import FileError, Problem, near

__all__ = ["FILE", "WAYS", "StartTime", "measured", "read_times", "said"]

FILE = "src/coursekit/site/start_times.toml"
WAYS = ("read", "browser", "computer", "binder")
NOT_MEASURED = "not measured"


@dataclass(frozen=True)
class StartTime:
    """One measurement.

    Parameters
    ----------
    way : str
        One of `WAYS`: reading the pages, working in the browser, on a computer of one's own, on Binder.
    what : str
        From what to what, beginning with "from".
    seconds : float
        The median of the runs.
    runs : int
        How many there were.
    on : str
        The machine, the browser and where the site was.
    date : datetime.date
        When.
    """

    way: str
    what: str
    seconds: float
    runs: int
    on: str
    date: date


def measured() -> tuple[StartTime, ...]:
    """Read what was measured of this version of the course.

    Examples
    --------
    >>> all(time.way in WAYS for time in measured())
    True
    """
    return read_times(files("coursekit").joinpath("site", "start_times.toml").read_text(encoding="utf-8"))


def read_times(toml: str) -> tuple[StartTime, ...]:
    """Read measurements.

    Parameters
    ----------
    toml : str
        Tables `[[time]]` with the fields of `StartTime`.

    Returns
    -------
    tuple of StartTime
        In their order.

    Raises
    ------
    FileError
        If a field is missing, not known, or cannot be what was measured.

    Examples
    --------
    >>> read_times("")
    ()
    """
    try:
        held = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise FileError([Problem(FILE, "", "", f"is not TOML: {error}")]) from error
    entries = held.get("time", [])
    problems = [Problem(FILE, "", name, f"is not known. {near(name, ['time'])}") for name in held if name != "time"]
    for number, entry in enumerate(entries, start=1):
        problems += [Problem(FILE, f"time {number}", name, what) for name, what in _faults(entry)]
    if problems:
        raise FileError(problems)
    return tuple(StartTime(**entry) for entry in entries)


def _faults(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    known = [each.name for each in fields(StartTime)]
    yield from ((name, f"is not known. {near(name, known)}") for name in entry if name not in known)
    missing = [name for name in known if name not in entry]
    yield from ((name, "is missing.") for name in missing)
    if missing:
        return
    if entry["way"] not in WAYS:
        yield "way", f"{entry['way']!r} is no way into the course. {near(str(entry['way']), WAYS)}"
    if not (isinstance(entry["what"], str) and entry["what"].startswith("from ")):
        yield "what", "does not say from what to what. Begin with the word from."
    if not (isinstance(entry["on"], str) and entry["on"].strip()):
        yield "on", "does not say on what it was measured."
    if isinstance(entry["seconds"], bool) or not isinstance(entry["seconds"], int | float) or entry["seconds"] <= 0:
        yield "seconds", "is no number of seconds above 0."
    if type(entry["runs"]) is not int or entry["runs"] < 1:
        yield "runs", "is no whole number of runs."
    if type(entry["date"]) is not date:
        yield "date", "is no day. Write it without quotation marks, as in 2026-11-22."


def said(times: Iterable[StartTime], way: str) -> tuple[str, ...]:
    """Say how long a way takes to start.

    Parameters
    ----------
    times : iterable of StartTime
        What was measured.
    way : str
        One of `WAYS`.

    Returns
    -------
    tuple of str
        A sentence for each measurement, or that nothing was measured.

    Examples
    --------
    >>> said([], "binder")
    ('not measured',)
    >>> one = StartTime("read", "from the link to the text", 0.42, 5, "one laptop", date(2026, 11, 22))
    >>> said([one], "read")
    ('0.4 seconds from the link to the text (measured on 22 November 2026, on one laptop; median of 5 runs)',)
    """
    return tuple(_sentence(time) for time in times if time.way == way) or (NOT_MEASURED,)


def _sentence(time: StartTime) -> str:
    day = f"{time.date.day} {MONTHS[time.date.month - 1]} {time.date.year}"
    runs = f"median of {time.runs} runs" if time.runs > 1 else "one run"
    return f"{_duration(time.seconds)} {time.what} (measured on {day}, on {time.on}; {runs})"


def _duration(seconds: float) -> str:
    """Round to what a reader can use.

    Examples
    --------
    >>> _duration(3.56), _duration(11.2), _duration(150)
    ('3.6 seconds', '11 seconds', '2.5 minutes')
    """
    if seconds < 10:
        return f"{seconds:.1f} seconds"
    return f"{seconds:.0f} seconds" if seconds < 120 else f"{seconds / 60:.1f} minutes"
