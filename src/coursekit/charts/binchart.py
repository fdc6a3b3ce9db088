"""A histogram on the page: bars whose areas are the counts, each with its count above it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from coursekit.charts import lettering, style
from coursekit.charts.bins import Bin, Bins
from coursekit.charts.framing import framed, place_words, tick_words, write
from coursekit.charts.graduation import graduation

__all__ = ["count_of", "draw_bins"]

_TALL, _BELOW, _ABOVE = 2.9, 0.62, 0.5  # the axes, what stands below it, and its title within it: inches
_EDGE, _CLEAR = 0.12, 0.12
_DASHES = (0, (3, 2))


def count_of(stretch: Bin) -> str:
    """Write the count of a bin with its hedge and unit."""
    if stretch.row is None:
        return "no row of the table"
    quantity = stretch.row.quantity
    unit = quantity.unit if quantity.number is not None else ""
    return f"{quantity.written()} {unit}".rstrip()


def draw_bins(ax: Axes | None, bins: Bins, title: str, across: str) -> tuple[Axes, list[tuple[Artist, ...]]]:
    """Draw the bins on a true axis.

    Parameters
    ----------
    ax : matplotlib.axes.Axes or None
        Where; None for a figure of its own.
    bins : Bins
        What.
    title : str
        What the heights count.
    across : str
        What the horizontal axis shows, where it is no time.

    Returns
    -------
    tuple
        The axes, and for each bin what shows it.
    """
    most = max(bins.height(stretch, stretch.number or 0.0) for stretch in bins.bins) or 1.0
    ticks = MaxNLocator(5).tick_values(0, most)
    ax = framed(ax, _TALL, max(lettering.size(tick_words(tick))[0] for tick in ticks) + 0.1, _BELOW)
    wide, tall = style.room(ax)
    inch = _set_across(ax, bins, across, wide)
    labels = _labels(bins, inch)
    top, levels = _levels(bins, labels, inch, tall, most)
    ax.set_ylim(0, top)
    ax.yaxis.set_major_locator(MaxNLocator(5))
    ax.yaxis.set_major_formatter(tick_words)
    ax.grid(visible=True, axis="y", color=style.colour("pale"), alpha=0.4, linewidth=0.8)
    _write_title(ax, title)
    shown = []
    for stretch, label in zip(bins.bins, labels, strict=True):
        if stretch.number is None:
            shown.append(_leave_open(ax, stretch, label, top / tall))
        else:
            level = levels[stretch.start]
            shown.append((*_draw_bar(ax, bins, stretch), *_write_label(ax, bins, label, level, top / tall)))
    return ax, shown


@dataclass(frozen=True)
class _Label:
    """The count of a bin in lines, and the bin it stands over."""

    text: str
    stretch: Bin
    left: float
    right: float


def _labels(bins: Bins, inch: float) -> list[_Label]:
    """Write the counts with their unit where all have room for it, else without: the title names it."""
    rooms = [stretch.width / inch * 0.96 for stretch in bins.bins]
    counted = [stretch.number is not None for stretch in bins.bins]
    full = [lettering.lines(count_of(stretch), room, rows=2) for stretch, room in zip(bins.bins, rooms, strict=True)]
    whole = all(
        text.split() == count_of(stretch).split()
        for stretch, text, is_counted in zip(bins.bins, full, counted, strict=True)
        if is_counted
    )
    texts = [
        text if whole or not is_counted or stretch.row is None else stretch.row.quantity.written()
        for stretch, text, is_counted in zip(bins.bins, full, counted, strict=True)
    ]
    return [_placed(stretch, text, bins, inch) for stretch, text in zip(bins.bins, texts, strict=True)]


def _placed(stretch: Bin, text: str, bins: Bins, inch: float) -> _Label:
    """Centre a label on its bin, but within the axis."""
    half, first, last = lettering.size(text)[0] / 2, bins.bins[0].start / inch, bins.bins[-1].end / inch
    middle = (stretch.start + stretch.width / 2) / inch
    middle = min(max(middle, first - _EDGE + half), last + _EDGE - half)
    return _Label(text, stretch, middle - half, middle + half)


def _set_across(ax: Axes, bins: Bins, across: str, wide: float) -> float:
    """Set the horizontal axis; give the width of an inch in its unit."""
    start, end = bins.bins[0].start, bins.bins[-1].end
    inches = wide - 2 * _EDGE
    if bins.is_time:
        marks = graduation(start, end, inches, min(stretch.width for stretch in bins.bins))
        ax.xaxis_date()
        ax.set_xticks(marks.edges, [""] * len(marks.edges))
        ax.set_xticks(*zip(*marks.labels, strict=True), minor=True)
        ax.tick_params(axis="x", which="minor", length=0, pad=6)
        ax.set_xlabel(marks.title)
        start, end = min(start, *marks.edges), max(end, *marks.edges)
    else:
        ax.xaxis.set_major_locator(MaxNLocator(6))
        ax.xaxis.set_major_formatter(place_words)
        ax.set_xlabel(lettering.lines(across, wide, rows=1))
    inch = (end - start) / inches
    ax.set_xlim(start - _EDGE * inch, end + _EDGE * inch)
    ax.spines["bottom"].set_bounds(start, end)
    ax.xaxis.label.set(color=style.colour("ink"), fontsize=style.TEXT, parse_math=False)
    return inch


def _levels(
    bins: Bins, labels: Sequence[_Label], inch: float, tall: float, most: float
) -> tuple[float, dict[float, float]]:
    """Scale the bars so that every label has room above them; give the top, and the level of each label in inches."""
    room = tall - _ABOVE
    levels: dict[float, float] = {}
    top = most
    for part in (0.92, 0.84, 0.76, 0.68, 0.6, 0.5, 0.4):
        top = most * tall / (room * part)
        levels = dict(_stacked(bins, labels, inch, top / tall))
        tops = (levels.get(label.stretch.start, 0.0) + lettering.size(label.text)[1] for label in labels)
        if max(tops) <= room:
            return top, levels
    raise ValueError(
        f"The {len(bins.bins)} bins are too narrow to write their counts above them. Draw fewer of them, or give an "
        "axes that is wider or higher."
    )


def _stacked(bins: Bins, labels: Sequence[_Label], inch: float, step: float) -> Iterator[tuple[float, float]]:
    """Set each label over its bar, and over whatever it would cover: bars beside it and labels set before."""
    numbered = [label for label in labels if label.stretch.number is not None]
    heights = {label.stretch.start: _height(bins, label.stretch) / step for label in numbered}
    placed: list[tuple[_Label, float]] = []
    for label in sorted(numbered, key=lambda label: heights[label.stretch.start]):
        tall = lettering.size(label.text)[1]
        level = max(
            heights[other.stretch.start]
            for other in numbered
            if other.stretch.start / inch < label.right and label.left < other.stretch.end / inch
        )
        for other, below in sorted(placed, key=lambda pair: pair[1]):
            beside = other.right + _CLEAR < label.left or label.right + _CLEAR < other.left
            if not beside and below < level + tall and level < below + lettering.size(other.text)[1]:
                level = below + lettering.size(other.text)[1]
        placed.append((label, level))
        yield label.stretch.start, level


def _height(bins: Bins, stretch: Bin) -> float:
    return bins.height(stretch, stretch.number or 0.0)


def _draw_bar(ax: Axes, bins: Bins, stretch: Bin) -> tuple[Artist, ...]:
    """Draw a bar: filled as far as its count is certain, hollow and dashed beyond."""
    paper, shade = style.colour("paper"), style.colour("middle")
    sure = bins.height(stretch, stretch.row.quantity.sure if stretch.row else 0.0)
    height = _height(bins, stretch)
    done: list[Artist] = []
    if sure or not height:
        box = Rectangle((stretch.start, 0), stretch.width, sure, fc=shade, ec=paper if sure else shade, lw=1.2)
        done.append(ax.add_patch(box))
    if height > sure:
        loose = Rectangle(
            (stretch.start, sure), stretch.width, height - sure, fc=paper, ec=shade, lw=1.2, ls=_DASHES, clip_on=False
        )
        done.append(ax.add_patch(loose))
    return tuple(done)


def _write_label(ax: Axes, bins: Bins, label: _Label, level: float, step: float) -> tuple[Artist, ...]:
    stretch, tall = label.stretch, lettering.size(label.text)[1]
    (low, high), height = ax.get_xlim(), _height(bins, stretch)
    inch = (high - low) / style.room(ax)[0]
    middle = (label.left + label.right) / 2 * inch
    leader: list[Artist] = []
    if level * step > height + 0.02 * step:
        ends = (stretch.start + stretch.width / 2, middle), (height, (level + 0.03) * step)
        leader = list(ax.plot(*ends, color=style.colour("quiet"), lw=0.9))
    return (*leader, *write(ax, (middle, (level + tall / 2 + 0.02) * step), label.text, align="center"))


def _leave_open(ax: Axes, stretch: Bin, label: _Label, step: float) -> tuple[Artist, ...]:
    """Mark a bin without a count, with no height that anyone could read as one."""
    shade = style.colour("unknown")
    band = Rectangle((stretch.start, 0), stretch.width, 0.84, transform=ax.get_xaxis_transform(), fc=shade, alpha=0.16)
    ax.add_patch(band).set(zorder=0.5, edgecolor="none")
    if label.text.endswith("…") or len(label.text) < 2:
        return (band,)
    level = (0.1 + lettering.size(label.text)[1] / 2) * step
    return (band, *write(ax, (stretch.start + stretch.width / 2, level), label.text, align="center"))


def _write_title(ax: Axes, title: str) -> None:
    text = lettering.lines(title, style.room(ax)[0], rows=2)
    for row, line in enumerate(text.split("\n")):
        ax.annotate(
            line,
            (0, 1),
            (2, -2 - row * style.TEXT * lettering.LINE),
            xycoords="axes fraction",
            textcoords="offset points",
            va="top",
            color=style.colour("quiet"),
            fontsize=style.TEXT,
            parse_math=False,
        )
