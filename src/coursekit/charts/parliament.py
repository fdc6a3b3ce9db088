"""The parliament arc: one dot for one place, filled where the figure is exact and hollow where it is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import atan2, cos, sin

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from coursekit.charts import lettering, style
from coursekit.charts.arc import Arc, Label, Wedge, arrange, place_labels
from coursekit.charts.composition import Block, Composition, Part, compose
from coursekit.charts.drawing import Drawing, Row, read_rows, remember
from coursekit.charts.parliament_words import Shown, left_out, marks, rest_label, sentences

__all__ = ["hemicycle"]

MOST_SEATS, MOST_BLOCKS = 1200, 14
_NARROW, _BROAD = 1.3, 2.2  # widths of a label in inches: beside the arc, above it
_OVERHANG = 0.35  # how far the names of the sections reach past the arc
SMALLEST, LARGEST = 6, 22  # radius of an arc, in tenths of an inch


def hemicycle(data: pd.DataFrame, ax: Axes | None = None, *, label: str | None = None, value: str = "value") -> Axes:
    """Draw how the places of a body were divided, as a parliament arc.

    A whole and its parts are told from the claims (`part_of`, `of`). What no named number fills stays grey and
    hollow; a bound or an approximate figure is drawn in colour but hollow. Rows that count something else than places
    (people who left the hall) are left out, and the figure says so.

    Parameters
    ----------
    data : pandas.DataFrame
        One row per group: a table of seats as from `load` or `claims`, indexed by claim, or any table with a column
        of labels (str) and one of whole numbers from zero up (missing where none is given).
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if not given.
    label : str, optional
        Column of the groups' names; `group` or `label` if not given.
    value : str
        Column of the figures, in places.

    Returns
    -------
    matplotlib.axes.Axes
        The axes, for `figure` or for anything matplotlib does.

    Raises
    ------
    TypeError
        If `data` is no DataFrame.
    ValueError
        If there is nothing to draw, rows of several bodies are mixed, parts exceed their whole, or the dots or labels
        would not be readable.

    Examples
    --------
    >>> from coursekit.frames import load
    >>> seats = load("preparliament_seats")
    >>> ax = hemicycle(seats[seats["body"] == "Pre-Parliament"])
    >>> ax.name
    'rectilinear'
    """
    column = label or ("label" if isinstance(data, pd.DataFrame) and "group" not in data.columns else "group")
    rows, others = _of_one_measure(read_rows(data, value, [column]))
    body = compose(_part(row, column) for row in rows)
    with style.house():
        ax, shown = _draw(ax, body)
    skipped = [(row.text(column), row.claim["measure"]) for row in others if row.claim]
    known = {row.id: row for row in rows}
    remember(ax, Drawing("hemicycle", sentences(body), marks(body, known, shown), left_out(body, skipped)))
    return ax


def _of_one_measure(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Keep what counts the same thing as the first number does; a row that is no claim counts as that."""
    bodies = list(dict.fromkeys(row.text("body") for row in rows))
    if len(bodies) > 1:
        raise ValueError(
            f"The table mixes several bodies: {', '.join(map(repr, bodies))}. Keep one, for instance with "
            f'seats[seats["body"] == {bodies[0]!r}].'
        )
    measures = [row.claim["measure"] for row in rows if row.claim and row.quantity.number is not None]
    kept = [row for row in rows if not row.claim or not measures or row.claim["measure"] == measures[0]]
    return kept, [row for row in rows if row not in kept]


def _part(row: Row, column: str) -> Part:
    links = (row.claim["part_of"], row.claim["of"]) if row.claim else ("", "")
    return Part(row.id, row.text(column), row.quantity, *links, party=row.text("party"))


@dataclass(frozen=True)
class _Span:
    """Neighbouring seats of one group: with a look they are drawn, with a text they are labelled."""

    group: str
    section: int
    start: int
    end: int
    text: str = ""
    look: style.Look | None = None
    filled: int = 0
    braced: bool = False

    def seats(self, arc: Arc) -> tuple[tuple[float, float], ...]:
        return arc.sections[self.section][self.start : self.end]

    def wedge(self, arc: Arc) -> Wedge:
        seats = self.seats(arc)
        return Wedge(self.text, atan2(sum(y for _, y in seats), sum(x for x, _ in seats)))


def _spans(body: Composition) -> Iterator[_Span]:
    blocks = [block for whole in body.wholes for block in whole.walk()]
    if len(blocks) > MOST_BLOCKS:
        raise ValueError(f"An arc names at most {MOST_BLOCKS} groups, and these are {len(blocks)}. Draw the largest.")
    parts = [block.part for block in blocks if not block.divided]
    looks = {part.id: style.look(part.party or part.label, place) for place, part in enumerate(parts)}
    for section, whole in enumerate(whole for whole in body.wholes if whole.extent):
        yield from (span for span in _block_spans(whole, None, section, 0, looks) if span.end > span.start)


def _block_spans(
    block: Block, whole: Block | None, section: int, start: int, looks: Mapping[str, style.Look]
) -> Iterator[_Span]:
    end = start + round(block.extent)
    if not block.divided:
        yield _Span(block.part.id, section, start, end, _block_label(block, whole), braced=bool(block.parts))
    at = start
    for part in block.parts:
        yield from _block_spans(part, block, section, at, looks)
        at = min(at + round(part.extent), end)
    if block.divided:
        yield _Span(block.part.id, section, at, end, _rest_lines(block), style.UNKNOWN)
    else:
        sure = round(min(block.sure, end - at))
        yield _Span(block.part.id, section, at, end, "", looks[block.part.id], sure)


def _block_label(block: Block, whole: Block | None) -> str:
    within = whole is not None and not whole.divided and not block.base
    figure = f"{block.figure()} of the {whole.figure()}" if whole and within else block.figure()
    return f"{lettering.lines(block.part.label, _NARROW)}\n{lettering.lines(figure, _NARROW)}"


def _rest_lines(block: Block) -> str:
    return lettering.lines(rest_label(block), _BROAD if block.unnumbered else _NARROW, rows=5)


def _foot_label(whole: Block, broad: float) -> str:
    return (
        f"{lettering.lines(whole.part.label, broad, bold=True)}\n{whole.figure()} {whole.part.quantity.unit}".rstrip()
    )


def _sizes(body: Composition) -> list[int]:
    sizes = [whole.extent for whole in body.wholes if whole.extent]
    if not sizes:
        raise ValueError("No row has a number of places, so there is nothing to draw. Show the table instead.")
    if any(size % 1 for size in sizes):
        given = ", ".join(f"{size:g}" for size in sizes)
        raise ValueError(f"An arc needs whole places, and these are {given}. Try bars.")
    if sum(sizes) > MOST_SEATS:
        raise ValueError(f"An arc shows at most {MOST_SEATS:,} places, a dot for each, and these are more. Try bars.")
    return [int(size) for size in sizes]


def _draw(ax: Axes | None, body: Composition) -> tuple[Axes, Shown]:
    sizes = _sizes(body)
    spans = list(_spans(body))
    unit = arrange(sizes, 1.0)
    wedges = sorted((span.wedge(unit) for span in spans if span.text), key=lambda wedge: -wedge.angle)
    if ax is None:
        wide, tall = style.WIDTH - 2 * style.MARGIN, None
    else:
        wide, tall = style.room(ax)
    sections = [whole for whole in body.wholes if whole.extent and whole.divided]
    feet = [_foot_label(whole, wide * 0.66 / len(sections)) for whole in sections]
    under = max((lettering.size(foot, bold=True)[1] + 0.2 for foot in feet), default=0.0)
    frame = _fit(wedges, wide, None if tall is None else tall - under)
    ax = style.page(ax, frame.top - frame.bottom + under)
    height = tall or frame.top - frame.bottom + under
    ax.set(xlim=(frame.left, frame.right), ylim=(frame.bottom - under, frame.bottom - under + height))
    ax.set_aspect("equal")
    arc = arrange(sizes, frame.radius)
    dots = {span.group: tuple(_draw_seats(ax, span, arc)) for span in spans if span.look}
    outlines = {span.group: (_draw_brace(ax, span, arc),) for span in spans if span.braced}
    for label in frame.labels:
        _draw_label(ax, label)
    rules = _draw_feet(ax, feet, frame)
    outlines |= {whole.part.id: (rule,) for whole, rule in zip(sections, rules, strict=True)}
    return ax, Shown(dots, outlines)


@dataclass(frozen=True)
class _Frame:
    """The largest arc that leaves room for its labels, and the box around both, in inches from its centre."""

    radius: float
    left: float
    right: float
    labels: list[Label]

    @property
    def top(self) -> float:
        return max(self.radius, *(label.top for label in self.labels))

    @property
    def bottom(self) -> float:
        return min(-0.05, *(label.bottom for label in self.labels))


def _fit(wedges: Sequence[Wedge], wide: float, tall: float | None) -> _Frame:
    sizes = range(min(int(wide * 5), LARGEST), SMALLEST - 1, -1)
    for radius, shift in product((size / 10 for size in sizes), (0.0, 0.2, -0.2, 0.4, -0.4)):
        left, right = -wide / 2 - shift, wide / 2 - shift
        labels = place_labels(wedges, radius, (left, right)) if min(-left, right) >= radius else None
        if labels is not None:
            frame = _Frame(radius, left, right, labels)
            if tall is None or frame.top - frame.bottom <= tall:
                return frame
    raise ValueError("The axes is too small for an arc with its labels. Make it larger, or let the arc make its own.")


def _draw_seats(ax: Axes, span: _Span, arc: Arc) -> Iterator[Artist]:
    dot = min(arc.dot * 0.74, 0.2) * 72
    seats = span.seats(arc)
    for part, filled in ((seats[: span.filled], True), (seats[span.filled :], False)):
        if part and span.look:
            shade = style.colour(span.look.role)
            yield from ax.plot(
                *zip(*part, strict=True),
                linestyle="none",
                marker=span.look.marker,
                markersize=dot if filled else dot - 1,
                markerfacecolor=shade if filled else style.colour("paper"),
                markeredgecolor=shade,
                markeredgewidth=0.4 if filled else 1.1,
                clip_on=False,
            )


def _draw_label(ax: Axes, label: Label) -> None:
    ax.plot(*zip(*label.leader, strict=True), color=style.colour("quiet"), linewidth=0.9, clip_on=False)
    middle, (end, level) = (label.left + label.right) / 2, label.leader[1]
    off = middle if level < 0 else end - middle  # under a foot of the arc: flush with it
    align: lettering.Align = "center" if abs(off) < 0.3 else "right" if off > 0 else "left"
    x = {"right": label.right, "left": label.left, "center": middle}[align]
    lettering.write(ax, (x, (label.bottom + label.top) / 2), label.text, align=align)


def _draw_brace(ax: Axes, span: _Span, arc: Arc) -> Artist:
    """Draw a line along the seats of a group that has others within it."""
    ends = [atan2(y, x) for x, y in span.seats(arc)]
    first, last = max(ends), min(ends)
    turns = [first + (last - first) * step / 40 for step in range(41)]
    reach = arc.radius + 0.04
    points = ([reach * cos(turn) for turn in turns], [reach * sin(turn) for turn in turns])
    return ax.plot(*points, color=style.colour("quiet"), linewidth=1.2, clip_on=False)[0]


def _draw_feet(ax: Axes, feet: Sequence[str], frame: _Frame) -> list[Artist]:
    """Name the sections under their sides of the arc, from left to right, and give the line above each name."""
    rules: list[Artist] = []
    broad = max((lettering.size(foot, bold=True)[0] + 0.25 for foot in feet), default=0.0)
    broad = max(broad, 2 * (frame.radius + _OVERHANG) / max(len(feet), 1))
    rule = frame.bottom - 0.1
    for place, foot in enumerate(feet):
        left, right = ((place + step - len(feet) / 2) * broad for step in (0, 1))
        left, right = left + 0.1 * (place > 0), right - 0.1 * (place < len(feet) - 1)
        rules += ax.plot((left, right), (rule, rule), color=style.colour("quiet"), linewidth=1.2, clip_on=False)
        at: tuple[float, lettering.Align] = (right, "right") if place == len(feet) - 1 > 0 else (left, "left")
        lettering.write(ax, (at[0], rule - 0.06), foot, align=at[1], heading=True)
    return rules
