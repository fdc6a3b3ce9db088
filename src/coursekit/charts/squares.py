"""Counts as squares in rows of ten: a block of squares for each group, on a common baseline, with its label."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from coursekit.charts import lettering, style
from coursekit.charts.framing import write
from coursekit.charts.segment_labels import Wording, draw_slot
from coursekit.charts.segments import Gap, Segment

__all__ = ["Sheet", "draw_squares", "runs"]

ACROSS = 10
_SMALL, _LARGE = 0.15, 0.2  # from square to square: inches
_FACE = 0.84  # side of a square, as a part of that
_MOST_COLUMNS, _GUTTER, _BETWEEN = 3, 0.22, 0.3
_SAMPLE, _LINE = 0.2, 0.21

Item = Segment | Gap
_DOTS = Path.make_compound_path(*(Path.circle((x, y), 0.15) for x in (-0.5, 0.5) for y in (-0.5, 0.5)))
_STROKES = {"//": (2, 2, -45), "\\\\": (2, 2, 45), "xx": "x", "++": "+", "--": "_", "||": "|", "..": _DOTS}
_Box = tuple[float, float, float]  # left, bottom and width of a square or of a part of one


@dataclass(frozen=True)
class Sheet:
    """What is drawn.

    Parameters
    ----------
    groups : sequence of Segment or Gap
        A block of squares for each segment; a gap has an open place.
    each : float
        What one square stands for.
    looks : mapping of str to style.Look
        How each segment is drawn.
    wording : callable
        Gives the lines of a label.
    title : str
        What one square stands for, in words.
    """

    groups: Sequence[Item]
    each: float
    looks: Mapping[str, style.Look]
    wording: Wording
    title: str


@dataclass(frozen=True)
class _Run:
    """Neighbouring squares of one look, counted from the first of their block; parts of a square are parts."""

    segment: Segment
    start: float
    end: float
    filled: bool


def runs(segment: Segment) -> Iterator[_Run]:
    """Name the stretches of a block in their order: parts first, then what they leave to the group itself."""
    at = segment.start
    for part in segment.parts:
        yield from runs(part)
        at = part.start + part.extent
    end = segment.start + segment.extent
    sure = min(at + segment.sure, end)
    if sure > at:
        yield _Run(segment, at, sure, filled=True)
    if end > sure + 1e-9:
        yield _Run(segment, sure, end, filled=False)


def draw_squares(ax: Axes | None, sheet: Sheet) -> tuple[Axes, dict[int, tuple[Artist, ...]]]:
    """Draw the blocks from left to right and from the top down.

    Parameters
    ----------
    ax : matplotlib.axes.Axes or None
        Where; None for a figure of its own.
    sheet : Sheet
        What.

    Returns
    -------
    tuple
        The axes, and by the `id` of each segment and gap what shows it.

    Raises
    ------
    ValueError
        If the given axes is too small.
    """
    wide = style.WIDTH - 2 * style.MARGIN if ax is None else style.room(ax)[0]
    pitch = _LARGE if len(sheet.groups) < _MOST_COLUMNS else _SMALL
    columns = min(len(sheet.groups), int((wide + _GUTTER) / (ACROSS * pitch + _GUTTER)))
    if columns < 1:
        raise ValueError(f"The axes is {wide:.1f} inches wide, too narrow for rows of ten squares. Leave `ax` out.")
    title = lettering.lines(sheet.title, wide)
    step = (wide + _GUTTER) / columns
    room = step - _GUTTER if columns > 1 else wide - ACROSS * pitch - _GUTTER
    blocks = [_Block(group, sheet, pitch, room, beside=columns == 1) for group in sheet.groups]
    lines = [blocks[at : at + columns] for at in range(0, len(blocks), columns)]
    depth = lettering.size(title)[1] + 0.1 + sum(_high(line) for line in lines) + _BETWEEN * (len(lines) - 1)
    tall = depth if ax is None else style.room(ax)[1]
    if depth > tall + 1e-6:
        raise ValueError(
            f"The axes is {tall:.1f} inches high, and these squares need {depth:.1f}. Make it higher, or leave "
            "`ax` out."
        )
    ax = style.page(ax, depth)
    ax.set(xlim=(0, wide), ylim=(-tall, 0))
    write(ax, (0, -lettering.size(title)[1] / 2), title)
    level, shown = -lettering.size(title)[1] - 0.1, dict[int, tuple[Artist, ...]]()
    for line in lines:
        floor_level = level - max(block.tall for block in line)
        for column, block in enumerate(line):
            shown |= block.draw(ax, (column * step, floor_level))
        level -= _high(line) + _BETWEEN
    return ax, shown


def _high(line: Iterable[_Block]) -> float:
    """Measure a line of blocks: the highest of their squares over the longest of their labels."""
    blocks = list(line)
    return max(block.tall for block in blocks) + max(block.under for block in blocks)


class _Block:
    """The squares of one group with its label, measured before they are drawn."""

    def __init__(self, group: Item, sheet: Sheet, pitch: float, room: float, *, beside: bool) -> None:
        self.group, self.sheet, self.pitch, self.beside = group, sheet, pitch, beside
        name, *figures = sheet.wording(group)
        self.name = lettering.lines(name, room, bold=True)
        self.figure = "\n".join(lettering.lines(figure, room, rows=4) for figure in figures if figure)
        parts = [] if isinstance(group, Gap) else [part for part in group.walk() if part is not group]
        told = [": ".join(filter(None, sheet.wording(part))) for part in parts]
        self.parts = [(p, lettering.lines(t, room - _SAMPLE, rows=4)) for p, t in zip(parts, told, strict=True)]

    @property
    def squares(self) -> float:
        """How many squares it has."""
        return 0.0 if isinstance(self.group, Gap) else self.group.extent / self.sheet.each

    @property
    def _label(self) -> float:
        texts = [self.figure, *(text for _, text in self.parts)]
        lines = sum(text.count("\n") + 1 for text in texts if text)
        return lettering.size(self.name, bold=True)[1] + lines * _LINE + 0.08

    @property
    def tall(self) -> float:
        """Height above its baseline."""
        squares = max(ceil(round(self.squares / ACROSS, 9)), 1) * self.pitch
        return max(squares, self._label) if self.beside else squares

    @property
    def under(self) -> float:
        """Height under its baseline."""
        return 0.0 if self.beside else self._label + 0.06

    def draw(self, ax: Axes, corner: tuple[float, float]) -> dict[int, tuple[Artist, ...]]:
        """Draw it up from the corner of its first square, and its label under it or beside it."""
        left, level = corner
        seen: dict[int, tuple[Artist, ...]] = {}
        if isinstance(self.group, Gap):
            seen[id(self.group)] = draw_slot(ax, left, left + 3 * self.pitch, (level, self.pitch * _FACE))
        else:
            for run in runs(self.group):
                seen[id(run.segment)] = (*seen.get(id(run.segment), ()), *self._draw_run(ax, run, corner))
        ends = (left, left + ACROSS * self.pitch - self.pitch * (1 - _FACE))
        ax.plot(ends, (level - 0.025,) * 2, color=style.colour("quiet"), lw=1.2, clip_on=False)
        at = (left + ACROSS * self.pitch + _GUTTER, level + self.tall) if self.beside else (left, level - 0.06)
        for item, artists in self._draw_label(ax, at):
            seen[id(item)] = (*seen.get(id(item), ()), *artists)
        return seen

    def _draw_run(self, ax: Axes, run: _Run, corner: tuple[float, float]) -> tuple[Artist, ...]:
        look = self.sheet.looks[run.segment.label] if run.segment.row else None
        ends = (run.start / self.sheet.each, run.end / self.sheet.each)
        return _draw(ax, list(_boxes(*ends, corner, self.pitch)), look, self.pitch * _FACE, filled=run.filled)

    def _draw_label(self, ax: Axes, at: tuple[float, float]) -> Iterator[tuple[Item, tuple[Artist, ...]]]:
        left, level = at
        before = len(ax.texts)
        lettering.write(ax, at, self.name, heading=True)
        level -= lettering.size(self.name, bold=True)[1]
        if self.figure:
            lines = self.figure.count("\n") + 1
            lettering.write(ax, (left, level - lines * _LINE / 2), self.figure)
            level -= lines * _LINE
        yield self.group, tuple(ax.texts[before:])
        for part, text in self.parts:
            lines = text.count("\n") + 1
            look = self.sheet.looks[part.label] if part.row else None
            sample = [(left, level - _LINE / 2 - 0.07, 0.14)]
            drawn = _draw(ax, sample, look, 0.14, filled=bool(part.sure) or not part.extent)
            yield part, (*drawn, *write(ax, (left + _SAMPLE, level - lines * _LINE / 2), text))
            level -= lines * _LINE


def _boxes(start: float, end: float, corner: tuple[float, float], pitch: float) -> Iterator[_Box]:
    """Place the squares from one count to another, the first and the last in part where they are parts."""
    left, bottom = corner
    for square in range(floor(start + 1e-9), ceil(end - 1e-9)):
        row, column = divmod(square, ACROSS)
        first, last = max(start - square, 0.0), min(end - square, 1.0)
        yield left + (column + first * _FACE) * pitch, bottom + row * pitch, (last - first) * pitch * _FACE


def _draw(ax: Axes, boxes: Sequence[_Box], look: style.Look | None, face: float, *, filled: bool) -> tuple[Artist, ...]:
    """Fill squares that are certain, leave the others hollow, and hatch grey what is not broken down."""
    paper, outline = style.colour("paper"), _outline(boxes, face)
    if look is None:
        return (ax.add_patch(PathPatch(outline, fc=paper, ec=style.colour("unknown"), hatch="////", lw=0.8)),)
    shade = style.colour(look.role)
    if not filled:
        return (ax.add_patch(PathPatch(outline, fc=paper, ec=shade, lw=1.1)),)
    patch = ax.add_patch(PathPatch(outline, fc=shade, ec=shade, lw=0.3))
    # A hatch would run through small squares as it comes, so each has its stroke in the middle: never a hole, which
    # would be taken for a hollow square.
    middles = [(left + face / 2, bottom + face / 2) for left, bottom, wide in boxes if wide > 0.9 * face]
    if not look.hatch or not middles:
        return (patch,)
    size, stroke = face * 72 * 0.66, _STROKES[look.hatch]
    return (patch, *ax.plot(*zip(*middles, strict=True), ls="none", marker=stroke, ms=size, color=paper, mew=1.3))


def _outline(boxes: Sequence[_Box], face: float) -> Path:
    squares = [
        Path([(x, y), (x + wide, y), (x + wide, y + face), (x, y + face), (x, y)], closed=True) for x, y, wide in boxes
    ]
    return Path.make_compound_path(*squares)
