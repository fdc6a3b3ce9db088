"""Planned against actual: hollow for what was planned, filled for what came, and a line for the delay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from coursekit.calendar import both
from coursekit.charts import lettering, style
from coursekit.charts.brush import GAP, MARK, Brush, Sign, key_height
from coursekit.charts.calendar_axis import AXIS_ROOM, dress, dress_numbers, new_axes
from coursekit.charts.delays import Delay, delay, unit_of
from coursekit.charts.drawing import Drawing, Mark, Origin, remember
from coursekit.charts.entries import Entry, listed, read_entries
from coursekit.charts.framing import place_words, tick_words
from coursekit.charts.keys import LINE
from coursekit.charts.rooms import height, width
from coursekit.charts.timescale import Finest, Span, ends, moment_span, step_for, view
from coursekit.record import record

__all__ = ["planned"]

MOST_PLANS = 24
_ROW, _HEAD, _OPEN = 0.14, 0.06, 0.5  # under a line, under a heading, length of a line that stays open: inches


@dataclass(frozen=True, eq=False)
class _Moment:
    """One end of a line: when, and where that is known from."""

    span: Span
    told: str
    certainty: str
    claims: tuple[str, ...]
    origin: Origin

    @property
    def same(self) -> tuple[str, tuple[str, ...]]:
        """What tells it from another."""
        return self.told, self.claims


@dataclass(frozen=True, eq=False)
class _Line:
    """One row: what was planned and what came of it; None where that is not given."""

    entry: Entry
    label: str
    plan: _Moment | None
    actual: _Moment | None
    delay: Delay | None

    @property
    def words(self) -> str:
        """What is written above the line."""
        if self.delay:
            return self.delay.words
        return "no actual moment given" if self.plan else "no plan given"

    @property
    def moments(self) -> list[_Moment]:
        return [moment for moment in (self.plan, self.actual) if moment]


def planned(data: pd.DataFrame, ax: Axes | None = None, *, label: str, planned: str, actual: str) -> Axes:
    """Draw what was planned against what came, with the delay between them.

    What was planned is hollow, what came is filled, and the line between them is the delay, which the course works
    out and the words above it tell. Several rows with one label are several plans of one thing, such as an hour that
    slipped. Where no actual moment is given, the line stays open.

    Parameters
    ----------
    data : pandas.DataFrame
        One row per plan: a table as from `load` or `claims`, indexed by claim, or any table of one's own.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if not given.
    label : str
        Column of what was planned (str); neighbouring rows with one label stand together.
    planned, actual : str
        Columns of the two moments: dates (str), old style, as `coursekit.calendar.parse` reads them; or the names of
        claims, whose dates are taken; or numbers in one unit, named in a column `unit`. Missing where none is given.

    Returns
    -------
    matplotlib.axes.Axes
        The axes, for `figure` or for anything matplotlib does.

    Raises
    ------
    TypeError
        If `data` is no DataFrame.
    ValueError
        If a column is missing, a moment cannot be read, dates and numbers or several units are mixed, no row has a
        plan or an actual moment, there are more plans than can be read, or the axes is too small for them.

    Examples
    --------
    >>> congress = pd.DataFrame({"what": ["Congress"], "set for": ["1917-10-20"], "opened": ["1917-10-25"]})
    >>> ax = planned(congress, label="what", planned="set for", actual="opened")
    >>> ax.texts[-1].get_text()
    '5 days later'
    """
    entries = read_entries(data, [label, planned, actual], MOST_PLANS)
    unit = unit_of(entries, [planned, actual])
    lines = [_line(entry, label, (planned, actual), unit) for entry in entries]
    drawn = [line for line in lines if line.moments]
    if not drawn:
        raise ValueError(
            f"No row has a moment in {planned!r} or {actual!r}, so there is nothing to draw. Show the table instead."
        )
    with style.house():
        ax, shown = _draw(ax, drawn, unit, f"{planned}, {actual}")
    lost = [line.label for line in lines if not line.moments]
    left_out = [f"Not drawn, because neither a plan nor an actual moment is given: {listed(lost)}."] if lost else []
    remember(ax, Drawing("planned", tuple(_sentences(drawn, unit)), tuple(_marks(drawn, shown)), tuple(left_out)))
    return ax


def _line(entry: Entry, label: str, columns: tuple[str, str], unit: str | None) -> _Line:
    plan, actual = (_moment(entry, column, unit) for column in columns)
    lag = delay(plan.span, actual.span, unit) if plan and actual else None
    return _Line(entry, entry.text(label), plan, actual, lag)


def _moment(entry: Entry, column: str, unit: str | None) -> _Moment | None:
    text = entry.text(column)
    if not text:
        return None
    if unit is not None:
        number = float(text)
        told = f"{(tick_words if unit else place_words)(number)} {unit}".rstrip()
        return _Moment(Span(number, number, told), told, "as given", entry.claims, entry.origin(column))
    named = record().claims.get(text)
    date = named["date_os"] if named else text
    try:
        span = moment_span(date)
    except ValueError as error:
        raise ValueError(f"{column!r} of {entry.name!r} cannot be placed in time: {error}") from error
    if named:
        return _Moment(span, both(date), span.certainty(), (named.id,), "record")
    return _Moment(span, both(date), span.certainty(), entry.claims, entry.origin(column))


def _draw(
    ax: Axes | None, lines: Sequence[_Line], unit: str | None, name: str
) -> tuple[Axes, dict[_Line | _Moment, tuple[Artist, ...]]]:
    """Draw the lines; give the axes, and what shows each moment and the delay between two."""
    spans = [moment.span for line in lines for moment in line.moments]
    finest: Finest = "hours" if any(span.clock for span in spans) else "days"
    limits = view(spans, finest) if unit is None else _number_view(spans)
    scale = step_for(limits[1] - limits[0], finest=finest).kind
    wide = width(ax)
    key = tuple(_key(lines))
    heads, levels, depth = _levels(lines, key, wide)
    tall = height(ax, depth)
    ax = new_axes(depth, AXIS_ROOM if unit is None else style.MARGIN) if ax is None else ax
    ax.set(xlim=limits, ylim=(-tall, 0))
    if unit is None:
        dress(ax, finest=finest)
    else:
        dress_numbers(ax, unit or name, tick_words if unit else place_words)
    brush = Brush(ax, limits[0], (limits[1] - limits[0]) / wide)
    brush.key(key, _ROW, wide)
    for head, top in heads:
        brush.write(0, top, head, heading=True)
    shown: dict[_Line | _Moment, tuple[Artist, ...]] = {}
    for line in lines:
        places = {moment: ends(moment.span, limits, wide, scale) for moment in line.moments}
        shown |= _draw_line(brush, line, places, levels[line], wide)
    return ax, shown


def _number_view(spans: Sequence[Span]) -> tuple[float, float]:
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    air = (end - start) * 0.05 or abs(end) * 0.1 or 1.0
    return start - air, end + air


def _levels(
    lines: Sequence[_Line], key: Sequence[tuple[Sign, str]], wide: float
) -> tuple[list[tuple[str, float]], dict[_Line, float], float]:
    """Set headings and lines one under another: the top of each heading, the level of each line, and the depth."""
    heads: list[tuple[str, float]] = []
    levels: dict[_Line, float] = {}
    at = _ROW + key_height(key, wide) + _ROW
    for label, members in groupby(lines, key=lambda line: line.label):
        head = lettering.lines(label, wide, bold=True)
        heads.append((head, at))
        at += lettering.size(head, bold=True)[1] + _HEAD
        for line in members:
            at += LINE + GAP + MARK
            levels[line] = at - MARK / 2
            at += _ROW
        at += _HEAD
    return heads, levels, at


def _key(lines: Sequence[_Line]) -> Iterator[tuple[Sign, str]]:
    if any(line.plan for line in lines):
        yield "hollow", "planned"
    if any(line.actual for line in lines):
        yield "filled", "what came of it"
    lasting = [moment is line.plan for line in lines for moment in line.moments if moment.span.end > moment.span.start]
    if lasting:
        yield "bar" if any(lasting) else "full bar", "at some time in this"
    if any(line.delay for line in lines):
        yield "delay", "delay, worked out here"


def _draw_line(
    brush: Brush, line: _Line, places: Mapping[_Moment, tuple[float, float]], level: float, wide: float
) -> dict[_Line | _Moment, tuple[Artist, ...]]:
    left, right = min(start for start, _ in places.values()), max(end for _, end in places.values())
    across = lettering.size(line.words)[0]
    at = max(0.0, min(left - MARK / 2, wide - across))
    words = brush.write(at, level - MARK / 2 - GAP - LINE / 2, line.words)
    if line.delay:
        middles = [(start + end) / 2 for start, end in places.values()]
        stretch = brush.line([(middle, level) for middle in middles], dashed=False)
    else:
        stretch = brush.line([(place, level) for place in _open(left, right, wide, ahead=line.plan)], dashed=True)
    signs: dict[_Line | _Moment, tuple[Artist, ...]] = {
        moment: (brush.sign(*place, level, hollow=moment is line.plan),) for moment, place in places.items()
    }
    return {line: (stretch, *words), **signs}


def _open(left: float, right: float, wide: float, *, ahead: _Moment | None) -> tuple[float, float]:
    """Lead a line that stays open away from the moment that is given: on from a plan, back from what came."""
    on = (right, right + _OPEN)
    back = (left, left - _OPEN)
    return on if (ahead and on[1] <= wide) or back[1] < 0 else back


def _marks(lines: Sequence[_Line], shown: Mapping[_Line | _Moment, tuple[Artist, ...]]) -> Iterator[Mark]:
    """List plans, what came, and delays, line by line; what came of several plans is one thing."""
    for _, group in groupby(lines, key=lambda line: line.label):
        members = list(group)
        told: set[tuple[str, tuple[str, ...]]] = set()
        for line in members:
            if line.plan:
                yield _mark(f"{line.label}, planned", [line.plan], shown)
            if line.actual and line.actual.same not in told:
                told.add(line.actual.same)
                alike = [other.actual for other in members if other.actual and other.actual.same == line.actual.same]
                yield _mark(f"{line.label}, actual", alike, shown)
            yield _delay_mark(line, shown[line])


def _mark(label: str, moments: Sequence[_Moment], shown: Mapping[_Line | _Moment, tuple[Artist, ...]]) -> Mark:
    first = moments[0]
    artists = tuple(artist for moment in moments for artist in shown[moment])
    return Mark(label, first.told, first.certainty, first.claims, first.origin, "", artists)


def _delay_mark(line: _Line, artists: tuple[Artist, ...]) -> Mark:
    if line.delay is None:
        return Mark(
            f"{line.label}, delay", line.words, "open, which does not say that it never came", (), "absent", "", artists
        )
    claims = tuple(dict.fromkeys(name for moment in line.moments for name in moment.claims))
    certainty = "exact, if the moments it is taken from are" if line.delay.exact else "a range"
    return Mark(f"{line.label}, delay", line.words, certainty, claims, "course" if claims else "none", "", artists)


def _sentences(lines: Sequence[_Line], unit: str | None) -> Iterator[str]:
    scale = "time, with the old style (Julian calendar) below and the new style (Gregorian calendar) above"
    yield (
        "A chart of what was planned, hollow, against what came of it, filled, to scale on an axis of "
        f"{scale if unit is None else unit or 'numbers'}. The line between the two is the delay, worked out by the "
        "course."
    )
    for label, members in groupby(lines, key=lambda line: line.label):
        yield f"{label}: {listed([_told(line) for line in members])}."
    exact = sorted((line for line in lines if line.delay and line.delay.exact), key=_gap)
    if len(exact) > 1 and _gap(exact[0]) < _gap(exact[-1]):
        yield f"The longest exact delay is {_named(exact[-1])}; the shortest is {_named(exact[0])}."
    if any(line.delay is None for line in lines):
        yield "Where a moment is not given the line stays open; that does not say that it never came."


def _gap(line: _Line) -> float:
    return line.delay.least if line.delay else 0.0


def _named(line: _Line) -> str:
    plan = f" planned for {line.plan.span.written}" if line.plan else ""
    return f"that of {line.label}{plan}, {line.words}"


def _told(line: _Line) -> str:
    plan = f"planned for {line.plan.span.written}, " if line.plan else ""
    came = f"came {line.actual.span.written}, " if line.actual else ""
    return f"{plan}{came}{line.words}"
