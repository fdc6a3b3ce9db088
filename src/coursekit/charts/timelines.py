"""The timeline: events in lanes, to scale, under both calendars, and the same in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from coursekit.calendar import both, parse
from coursekit.charts import style
from coursekit.charts.dated_about import dated_about
from coursekit.charts.drawing import Drawing, Mark, remember
from coursekit.charts.entries import Entry, listed, read_entries
from coursekit.charts.flags import Event, Flag, chains, draw
from coursekit.charts.plans import planned
from coursekit.charts.timescale import Finest, Kind, moment_span, step_for
from coursekit.record import record

__all__ = ["planned", "timeline"]

MOST_EVENTS = 40
_BASIS = {
    "printed": "the date is printed with the event",
    "reckoned": "the date is reckoned from the words of the source",
    "inferred": "the date is inferred from the narrative",
    "": "",
}


def timeline(
    data: pd.DataFrame, ax: Axes | None = None, *, x: str = "date_os", label: str, lane: str | None = None
) -> Axes:
    """Draw events to scale on an axis of time, with the old style below and the new style above.

    A moment is a mark; an interval, a month, or a day on an axis of hours is a bar over all the time it may be. A date
    that the source does not print with the event, but that is reckoned or inferred, is hollow. Claims that the record
    has in conflict are linked. Positions are matplotlib's own days, which are new style.

    Parameters
    ----------
    data : pandas.DataFrame
        One row per event: a table as from `load` or `claims`, indexed by claim, or any table of one's own.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if not given.
    x : str
        Column of the dates (str), old style, as `coursekit.calendar.parse` reads them; empty where none is given.
    label : str
        Column of what happened (str).
    lane : str, optional
        Column that sorts the events into lanes (str), such as `"source"` or `"place"`; events without an entry there
        have a lane that says so.

    Returns
    -------
    matplotlib.axes.Axes
        The axes, for `figure` or for anything matplotlib does.

    Raises
    ------
    TypeError
        If `data` is no DataFrame.
    ValueError
        If a column is missing, a date cannot be read, no event has a date, there are more events than can be read, or
        the axes is too small for them.

    Examples
    --------
    >>> from coursekit.frames import load
    >>> events = load("events")
    >>> night = events[events["date_os"].str.startswith("1917-10-25T2")]
    >>> ax = timeline(night, label="subject")
    >>> ax.get_xlabel()
    '1917, old style (Julian calendar)'
    """
    entries = read_entries(data, [x, label, *([lane] if lane else [])], MOST_EVENTS)
    events = [_event(entry, x, label, lane) for entry in entries if entry.text(x)]
    if not events:
        raise ValueError(f"No row has a date in {x!r}, so there is nothing to place in time. Show the table instead.")
    finest: Finest = "hours" if any(event.span.clock for event in events) else "days"
    with style.house():
        ax, shown = draw(ax, events, finest)
    undated = [entry.text(label) for entry in entries if not entry.text(x)]
    first, last = ax.get_xlim()
    words = _Words(x, step_for(last - first, finest=finest).kind, shown)
    marks = tuple(words.mark(flag, artists) for flag, artists in shown.items())
    remember(ax, Drawing("timeline", tuple(words.sentences()), marks, tuple(words.leaves_out(undated))))
    return ax


def _event(entry: Entry, x: str, label: str, lane: str | None) -> Event:
    try:
        span = moment_span(entry.text(x))
    except ValueError as error:
        raise ValueError(f"The date of {entry.name!r} cannot be placed in time: {error}") from error
    known = entry.claim if entry.origin(x) == "record" else None
    span = replace(span, about=bool(known and dated_about(known)))
    basis = known["date_basis"] if known else ""
    return Event(entry, entry.text(label), span, basis, entry.name_in(lane) if lane else "")


@dataclass(frozen=True)
class _Words:
    """A timeline as it is told: its marks, its sentences, and what it does not show."""

    x: str
    scale: Kind
    shown: Mapping[Flag, tuple[Artist, ...]]

    @property
    def events(self) -> list[Event]:
        return [flag.event for flag in self.shown]

    def mark(self, flag: Flag, artists: tuple[Artist, ...]) -> Mark:
        event = flag.event
        certainty = "; ".join(filter(None, (event.span.certainty(), _BASIS[event.basis])))
        when = both(event.entry.text(self.x))
        return Mark(event.text, when, certainty, event.entry.claims, event.entry.origin(self.x), event.lane, artists)

    def sentences(self) -> Iterator[str]:
        first = min(self.events, key=lambda event: event.span.start)
        last = max(self.events, key=lambda event: (event.span.end, event.span.start))
        what = "1 event" if len(self.events) == 1 else f"{len(self.events)} events"
        yield (
            f"A timeline of {what}, to scale in {self.scale}, with the old style (Julian calendar) below and the new "
            "style (Gregorian calendar) above."
        )
        dates = [both(event.entry.text(self.x)) for event in (first, last)]
        yield f"It runs from {dates[0]} to {dates[1]}." if dates[0] != dates[1] else f"All of it is of {dates[0]}."
        for lane in dict.fromkeys(event.lane for event in self.events):
            told = [self._told(flag) for flag in self.shown if flag.event.lane == lane]
            yield f"{lane}: {listed(told)}." if lane else f"In order: {listed(told)}."
        yield from self._signs()
        for chain in chains(self.events):
            told = [f"{event.text} ({event.span.written})" for event in chain]
            yield f"Linked, because the record has these accounts in conflict: {listed(told)}."

    def _told(self, flag: Flag) -> str:
        sign = " ".join(filter(None, ("hollow" if flag.event.loose else "", "bar" if flag.bar else "")))
        return f"{flag.event.span.written}, {flag.event.text}" + (f" ({sign})" if sign else "")

    def _signs(self) -> Iterator[str]:
        if any(flag.bar for flag in self.shown):
            yield "A bar covers all the time in which something happened or may have happened."
        if any(event.loose for event in self.events):
            yield "What is hollow has a date that is reckoned or inferred, not printed with it."
        rough = [f"{event.text} ({event.span.written})" for event in self.events if event.span.about]
        if rough:
            yield f"Given only as about then, so that its mark could stand a little elsewhere: {listed(rough)}."
        short = [flag.event for flag in self.shown if not flag.bar and not flag.event.span.day]
        short = [event for event in short if event.span.end > event.span.start]
        if short:
            told = listed([f"{event.text} ({event.span.written})" for event in short])
            yield f"Drawn as marks, because too short for a bar at this scale: {told}."

    def leaves_out(self, undated: Sequence[str]) -> Iterator[str]:
        if undated:
            yield f"Not drawn, because no date is given: {listed(undated)}."
        drawn = {name for event in self.events for name in event.entry.claims}
        for event in self.events:
            claim = event.entry.claim
            others = [name for name in claim.listed("conflicts_with") if name not in drawn] if claim else []
            if others:
                told = listed([f"{record().claim(name)['subject']} ({_when(name)})" for name in others])
                yield f"In conflict with {event.text}, and not drawn: {told}."


def _when(name: str) -> str:
    date = record().claim(name)["date_os"]
    return parse(date).in_old_style() if date else "no date"
