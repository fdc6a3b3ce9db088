"""Segmented bars on the page: each bar under its heading, its segments labelled beside it or in a key below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from coursekit.charts import lettering, style
from coursekit.charts.segment_labels import Tier, Wording, draw_key, draw_labels, draw_slot, draw_stretch, key, tier
from coursekit.charts.segments import Bar, Gap, Segment

__all__ = ["Heading", "Plan", "Shown", "draw_bars"]

_THICK, _NESTED = 0.3, 0.2  # a bar, and the strip of what lies within its segments: inches
_BETWEEN = 0.32
_STEP = 0.05  # between a bar and the strip within it
_SLOT, _SLOT_GAP = 0.34, 0.12


@dataclass(frozen=True)
class Heading:
    """What stands over a bar: its name at the left, its total or unit at the right."""

    name: str
    aside: str


@dataclass(frozen=True)
class Plan:
    """All that the drawing needs to know.

    Parameters
    ----------
    bars : sequence of Bar
        The bars.
    headings : sequence of Heading
        One for each bar.
    looks : mapping of str to style.Look
        How each kind of segment is drawn.
    text : callable
        Gives the lines of a segment's or gap's label: its name, then its figure.
    longest : float
        Length that fills the page.
    foot : float
        Room to leave under the last bar, in inches.
    """

    bars: Sequence[Bar]
    headings: Sequence[Heading]
    looks: Mapping[str, style.Look]
    text: Wording
    longest: float
    foot: float = 0.0


@dataclass(frozen=True)
class Shown:
    """The artists that show one bar: its total; its segments in the order they are walked; its gaps."""

    total: tuple[Artist, ...]
    segments: tuple[tuple[Artist, ...], ...]
    gaps: tuple[tuple[Artist, ...], ...]


def draw_bars(ax: Axes | None, plan: Plan) -> tuple[Axes, list[Shown], float]:
    """Draw segmented bars, one under another.

    Parameters
    ----------
    ax : matplotlib.axes.Axes or None
        Where; None for a figure of its own.
    plan : Plan
        What.

    Returns
    -------
    tuple
        The axes, what shows each bar, and the level under the last bar (inches, from 0 at the top down).

    Raises
    ------
    ValueError
        If the given axes is too small.
    """
    wide = style.WIDTH - 2 * style.MARGIN if ax is None else style.room(ax)[0]
    slots = max(sum(gap.drawn for gap in bar.gaps) for bar in plan.bars)
    inch = plan.longest / (wide - slots * (_SLOT + _SLOT_GAP) - 0.04)  # one inch of the page in the unit of the bars
    rows = [_Row(bar, heading, plan, inch, wide) for bar, heading in zip(plan.bars, plan.headings, strict=True)]
    if any(row.outer.is_key for row in rows):
        for row in rows:
            row.use_key()
    nested = any(row.inner for row in rows)
    depth = sum(row.height for row in rows) + _BETWEEN * (len(rows) - 1) + plan.foot
    tall = depth if ax is None else style.room(ax)[1]
    if depth > tall + 1e-6:
        raise ValueError(
            f"The axes is {tall:.1f} inches high and {wide:.1f} wide, and these bars with their labels need "
            f"{depth:.1f} in height. Make it higher, or leave `ax` out."
        )
    ax = style.page(ax, depth)
    ax.set(xlim=(-0.02 * inch, (wide - 0.02) * inch), ylim=(-tall, 0))
    shown, level = [], 0.0
    for row in rows:
        shown.append(row.draw(ax, level, labels_above=nested))
        level -= row.height + _BETWEEN
    return ax, shown, level + _BETWEEN


class _Row:
    """One bar with its heading and labels, measured before it is drawn."""

    def __init__(self, bar: Bar, heading: Heading, plan: Plan, inch: float, wide: float) -> None:
        self.bar, self.plan, self.inch, self.wide = bar, plan, inch, wide
        self.name = lettering.lines(heading.name, wide - 0.04, bold=True)
        self.aside = lettering.lines(heading.aside, wide - 0.04)
        both = lettering.size(self.name, bold=True)[0] + lettering.size(self.aside)[0] + 0.25
        self.beside = both < wide and "\n" not in self.name + self.aside
        self.slots = dict(self._slots())
        items: list[Segment | Gap] = [*bar.segments, *self.slots.values()]
        aims = [segment.middle / inch for segment in bar.segments] + [at + _SLOT / 2 for at in self.slots]
        self.outer = tier(items, aims, plan.text, wide - 0.04)
        self.strips = max((segment.depth for segment in bar.segments), default=0)
        self.inner = self._inner()

    def _inner(self) -> Tier | None:
        """Label what lies within the segments: side by side if that is one strip, else in a key."""
        parts = [part for segment in self.bar.segments for part in segment.walk() if part is not segment]
        if self.strips > 1:
            return key(parts, self.plan.text, self.wide - 0.04)
        aims = [part.middle / self.inch for part in parts]
        return tier(parts, aims, self.plan.text, self.wide - 0.04) if parts else None

    def use_key(self) -> None:
        """Label the segments in a key, because another bar of the chart has one."""
        self.outer = key(self.outer.items, self.plan.text, self.wide - 0.04)

    @property
    def height(self) -> float:
        """Its height on the page."""
        inner = self.strips * (_STEP + _NESTED) + self.inner.height if self.inner else 0.0
        return self._head + self.outer.height + _THICK + inner

    @property
    def _head(self) -> float:
        under = lettering.size(self.aside)[1] if self.aside and not self.beside else 0.0
        return lettering.size(self.name, bold=True)[1] + under + 0.06

    def _slots(self) -> Iterator[tuple[float, Gap]]:
        """Give a place, open at its end, to each gap that is drawn: its left in inches."""
        at = self.bar.extent / self.inch + _SLOT_GAP
        for gap in self.bar.gaps:
            if gap.drawn:
                yield at, gap
                at += _SLOT + _SLOT_GAP

    def draw(self, ax: Axes, level: float, *, labels_above: bool) -> Shown:
        """Draw it from a level downwards."""
        self._draw_head(ax, level)
        level -= self._head
        top = level - self.outer.height if labels_above else level
        under = top - _THICK
        seen: dict[int, tuple[Artist, ...]] = {}
        for segment in self.bar.segments:
            self._draw_segment(ax, segment, (top, _THICK), seen)
        for at, gap in self.slots.items():
            seen[id(gap)] = draw_slot(ax, at * self.inch, (at + _SLOT) * self.inch, (under, _THICK))
        total = (self._draw_frame(ax, under),) if self.bar.frame else ()
        ax.plot((0, 0), (top + 0.05, under - 0.05), color=style.colour("quiet"), lw=1.2, clip_on=False)
        start, edge = (level, top) if labels_above else (under, under)
        self._draw_tier(ax, self.outer, start, edge, seen)
        if self.inner:
            lowest = under - self.strips * (_STEP + _NESTED)
            self._draw_tier(ax, self.inner, lowest, lowest, seen)
        segments = tuple(seen[id(segment)] for segment in self.bar.walk())
        return Shown(total, segments, tuple(seen.get(id(gap), ()) for gap in self.bar.gaps))

    def _draw_head(self, ax: Axes, level: float) -> None:
        lettering.write(ax, (0, level), self.name, heading=True)
        tall = lettering.size(self.aside)[1]
        if self.aside and self.beside:
            lettering.write(ax, ((self.wide - 0.04) * self.inch, level - tall / 2), self.aside, align="right")
        elif self.aside:
            under = level - lettering.size(self.name, bold=True)[1] - tall / 2
            lettering.write(ax, (0, under), self.aside)

    def _draw_segment(
        self, ax: Axes, segment: Segment, band: tuple[float, float], seen: dict[int, tuple[Artist, ...]]
    ) -> None:
        top, thick = band
        look = self.plan.looks[segment.label] if segment.row else None
        seen[id(segment)] = draw_stretch(ax, segment, look, (top - thick, thick))
        for part in segment.parts:
            self._draw_segment(ax, part, (top - thick - _STEP, _NESTED), seen)

    def _draw_frame(self, ax: Axes, under: float) -> Artist:
        """Draw the total as a frame round all it holds."""
        frame = Rectangle((0, under - 0.03), self.bar.frame, _THICK + 0.06, fill=False, lw=0.9, clip_on=False)
        frame.set_edgecolor(style.colour("quiet"))
        return ax.add_patch(frame)

    def _draw_tier(
        self, ax: Axes, labels: Tier, level: float, edge: float, seen: dict[int, tuple[Artist, ...]]
    ) -> None:
        """Write the labels at the edge of the bar, or the key from a level downwards."""
        if labels.is_key:
            told = draw_key(ax, labels, level, self.inch, self.plan.looks)
        else:
            told = draw_labels(ax, labels, edge, self.inch, under=level <= edge)
        for item, artists in zip(labels.items, told, strict=True):
            seen[id(item)] = (*seen[id(item)], *artists)
