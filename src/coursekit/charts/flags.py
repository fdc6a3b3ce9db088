"""Where the events of a timeline stand: each label beside its own mark, in rows so that nothing overlaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from coursekit.charts import lettering
from coursekit.charts.brush import GAP, MARK, Brush, Sign, key_height
from coursekit.charts.calendar_axis import dress, new_axes
from coursekit.charts.entries import Entry
from coursekit.charts.rooms import height, width
from coursekit.charts.timescale import Finest, Span, ends, step_for, view

__all__ = ["Event", "Flag", "Plan", "chains", "draw", "plan"]

_APART, _ROW, _LANE = 0.18, 0.1, 0.16
_LABEL, _NARROWEST = 2.3, 1.25  # widths of a label in inches: the most it takes, the least it is set beside a mark in


@dataclass(frozen=True, eq=False)
class Event:
    """What is to be placed: when it was, what it is called, how its date is known, and its lane."""

    entry: Entry
    text: str
    span: Span
    basis: str
    lane: str

    @property
    def loose(self) -> bool:
        """Whether the date is not printed with the event, so that it is drawn hollow."""
        return self.basis in {"reckoned", "inferred"}


@dataclass(frozen=True, eq=False)
class Flag:
    """An event with its mark and label, in inches from the upper left corner.

    Parameters
    ----------
    event : Event
        What it shows.
    start, end : float
        The ends of its bar; equal for a mark.
    text : str
        Its label in lines.
    at : float
        Where the label begins.
    above : bool
        Whether the label stands above its bar, for want of room beside it.
    """

    event: Event
    start: float
    end: float
    text: str
    at: float
    above: bool

    @property
    def bar(self) -> bool:
        """Whether it is drawn as a bar."""
        return self.end > self.start

    @property
    def middle(self) -> float:
        """Where links meet it: clear of its label, if that stands above and leaves room."""
        label = self.at + lettering.size(self.text)[0]
        clear = label if self.above and self.end - label > 2 * MARK else self.start
        return (clear + self.end) / 2

    @property
    def edges(self) -> tuple[float, float]:
        """What it takes up from left to right."""
        far = self.at + lettering.size(self.text)[0]
        return min(self.start - MARK / 2, self.at), max(self.end + MARK / 2, far)

    @property
    def height(self) -> float:
        """What it takes up from top to bottom."""
        tall = lettering.size(self.text)[1]
        return tall + MARK + GAP if self.above else max(tall, MARK)


@dataclass(frozen=True)
class Plan:
    """The lanes with their rows, and the levels at which they stand, in inches from the upper edge.

    Parameters
    ----------
    flags : tuple of Flag
        Lane by lane, in order of time.
    rows : mapping of Flag to (float, float)
        The top and the bottom of the row of each.
    lanes : tuple of (str, float)
        The name of each lane in lines, and its top.
    key : tuple of (Sign, str)
        The signs that are used, with what they mean.
    depth : float
        The whole height.
    """

    flags: tuple[Flag, ...]
    rows: Mapping[Flag, tuple[float, float]]
    lanes: tuple[tuple[str, float], ...]
    key: tuple[tuple[Sign, str], ...]
    depth: float


def plan(events: Sequence[Event], limits: tuple[float, float], finest: Finest, wide: float) -> Plan:
    """Set events in lanes and rows.

    Parameters
    ----------
    events : sequence of Event
        In any order.
    limits : tuple of float
        The ends of the axis, in matplotlib's days.
    finest : {"hours", "days"}
        The finest unit that the dates know. A day is a bar where the axis counts hours.
    wide : float
        Width of the axis in inches.

    Returns
    -------
    Plan
        Where everything stands.
    """
    scale = step_for(limits[1] - limits[0], finest=finest).kind
    flags = [_flag(event, ends(event.span, limits, wide, scale), wide) for event in _in_order(events)]
    rows: dict[Flag, tuple[float, float]] = {}
    lanes: list[tuple[str, float]] = []
    key = tuple(_key(flags))
    at = _ROW + (key_height(key, wide) + _LANE if key else 0.0)
    names = list(dict.fromkeys(event.lane for event in events))
    for name in names:
        head = lettering.lines(name, wide, bold=True) if name else ""
        lanes.append((head, at))
        at += lettering.size(head, bold=True)[1] + _ROW if head else 0.0
        for row in _packed([flag for flag in flags if flag.event.lane == name]):
            tall = max(flag.height for flag in row)
            rows |= dict.fromkeys(row, (at, at + tall))
            at += tall + _ROW
        at += _LANE
    in_lanes = sorted(flags, key=lambda flag: names.index(flag.event.lane))
    return Plan(tuple(in_lanes), rows, tuple(lanes), key, at - _LANE + _ROW)


def _in_order(events: Sequence[Event]) -> list[Event]:
    """Put events in order of time, each chain of conflicting accounts together where its first one stands."""
    ordered = sorted(events, key=lambda event: event.span.middle)
    first = {event: event for event in ordered} | {event: chain[0] for chain in chains(ordered) for event in chain}
    return sorted(ordered, key=lambda event: ordered.index(first[event]))


def _flag(event: Event, reach: tuple[float, float], wide: float) -> Flag:
    """Set the label of an event to the right of its mark, or where there is more room."""
    start, end = reach
    left, right = start - MARK / 2 - GAP, wide - end - MARK / 2 - GAP
    after, before = _label(event.text, right), _label(event.text, left)
    if right >= _NARROWEST and not after.endswith("…"):
        return Flag(event, start, end, after, wide - right, above=False)
    if left >= _NARROWEST and not before.endswith("…"):
        return Flag(event, start, end, before, left - lettering.size(before)[0], above=False)
    text = _label(event.text, wide)
    return Flag(event, start, end, text, max(0.0, min(start, wide - lettering.size(text)[0])), above=True)


def _label(text: str, room: float) -> str:
    """Break a label into few lines of moderate length, or into longer ones where it would be cut."""
    broken = lettering.lines(text, min(_LABEL, room), rows=4)
    return lettering.lines(text, room, rows=4) if broken.endswith("…") else broken


def _packed(flags: Sequence[Flag]) -> list[list[Flag]]:
    """Put each flag in the first row where it is clear of the others."""
    rows: list[list[Flag]] = []
    for flag in flags:
        free = (row for row in rows if all(_clear(flag.edges, other.edges) for other in row))
        row = next(free, None)
        if row is None:
            rows.append(row := [])
        row.append(flag)
    return rows


def _clear(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] >= other[1] + _APART or other[0] >= one[1] + _APART


def chains(events: Sequence[Event]) -> list[list[Event]]:
    """Gather the events that the record has in conflict, directly or through another.

    Returns
    -------
    list of list of Event
        Each chain in the order given.
    """
    found: list[list[Event]] = []
    for event in events:
        joined = [chain for chain in found if any(_conflict(event, other) for other in chain)]
        found = [chain for chain in found if chain not in joined]
        found.append([*(other for chain in joined for other in chain), event])
    return [sorted(chain, key=events.index) for chain in found if len(chain) > 1]


def _conflict(one: Event, other: Event) -> bool:
    claims = one.entry.claim, other.entry.claim
    return bool(claims[0] and claims[1] and claims[1].id in claims[0].listed("conflicts_with"))


def _key(flags: Sequence[Flag]) -> Iterator[tuple[Sign, str]]:
    loose = [flag.event.loose for flag in flags]
    if any(loose):
        if not all(loose):
            yield "filled", "date printed"
        yield "hollow", "date reckoned or inferred"
    bars = [flag.event.loose for flag in flags if flag.bar]
    if not all(bars):
        yield "full bar", "at some time in this, or all of it"
    if any(bars):
        yield "bar", "at some time in this, or all of it" if all(bars) else "the same, reckoned or inferred"
    if chains([flag.event for flag in flags]):
        yield "link", "accounts in conflict"


def draw(ax: Axes | None, events: Sequence[Event], finest: Finest) -> tuple[Axes, dict[Flag, tuple[Artist, ...]]]:
    """Draw events in their lanes.

    Returns
    -------
    tuple
        The axes, and what shows each event, in reading order.

    Raises
    ------
    ValueError
        If the axes is too small.
    """
    limits = view([event.span for event in events], finest)
    wide = width(ax)
    places = plan(events, limits, finest, wide)
    tall = height(ax, places.depth)
    ax = new_axes(places.depth) if ax is None else ax
    ax.set(xlim=limits, ylim=(-tall, 0))
    dress(ax, finest=finest)
    inch = (limits[1] - limits[0]) / wide
    brush = Brush(ax, limits[0], inch)
    brush.key(places.key, _ROW, wide)
    for head, top in places.lanes:
        _draw_lane(brush, head, top, wide)
    for chain in chains([flag.event for flag in places.flags]):
        _draw_chain(brush, [flag for flag in places.flags if flag.event in chain], places)
    return ax, {flag: _draw_flag(brush, flag, *places.rows[flag]) for flag in places.flags}


def _draw_lane(brush: Brush, head: str, top: float, wide: float) -> None:
    if head:
        brush.line([(0, top - 0.06), (wide, top - 0.06)], dashed=False)
        brush.write(0, top, head, heading=True)


def _draw_chain(brush: Brush, flags: Sequence[Flag], places: Plan) -> None:
    ordered = sorted(flags, key=lambda flag: (places.rows[flag], flag.middle))
    for one, other in pairwise(ordered):
        level = places.rows[one][1] + _ROW / 2
        (x1, y1), (x2, y2) = ((flag.middle, _level(flag, *places.rows[flag])) for flag in (one, other))
        brush.line([(x1, y1), (x1, level), (x2, level), (x2, y2)], dashed=True)


def _draw_flag(brush: Brush, flag: Flag, top: float, bottom: float) -> tuple[Artist, ...]:
    level = _level(flag, top, bottom)
    down = level - MARK / 2 - GAP - lettering.size(flag.text)[1] / 2 if flag.above else level
    before = flag.at < flag.start and not flag.above
    at = flag.at + lettering.size(flag.text)[0] if before else flag.at
    words = brush.write(at, down, flag.text, align="right" if before else "left")
    return brush.sign(flag.start, flag.end, level, hollow=flag.event.loose), *words


def _level(flag: Flag, top: float, bottom: float) -> float:
    return bottom - MARK / 2 if flag.above else (top + bottom) / 2
