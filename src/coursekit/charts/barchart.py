"""Horizontal bars from zero, in groups: one bar for one figure, an open slot where a figure is not given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from coursekit.charts import lettering, style
from coursekit.charts.drawing import Drawing, Mark, Row, read_rows, remember
from coursekit.charts.quantities import SCALES
from coursekit.record import record, singular

__all__ = ["bars"]

MOST_BARS = 40
_THICK, _PITCH, _BETWEEN = 0.27, 0.36, 0.3  # a bar, from bar to bar, between groups: inches
_APART = 0.1  # between labels of two lines
_SLOT = 0.34  # length of the open end that stands for a figure not given
NOT_GIVEN, FILTERED, NO_VALUE = "not given", "left out here", "no value"


@dataclass(frozen=True)
class _Slot:
    """The place of one bar: its group and label, and the row that fills it, if one does."""

    group: str
    label: str
    row: Row | None
    absence: str = ""

    @property
    def number(self) -> float | None:
        """The number the bar reaches to; None where it stays open."""
        return self.row.quantity.number if self.row else None


def bars(data: pd.DataFrame, ax: Axes | None = None, *, x: str, y: str = "value", by: str | None = None) -> Axes:
    """Draw figures as horizontal bars that begin at zero, each with its figure beside it.

    Every group has the same bars in the same order. Where one group lacks a figure that another has, its place stays
    open and says why; it is never drawn as zero. A figure that is not exact is drawn hollow.

    Parameters
    ----------
    data : pandas.DataFrame
        One row per bar: a table as from `load` or `claims`, indexed by claim, or any table of one's own.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if not given.
    x : str
        Column of the labels of the bars (str), such as `"side"`.
    y : str
        Column of the figures: numbers from zero up in one unit, missing where none is given.
    by : str, optional
        Column that groups the bars (str), such as `"motion"`.

    Returns
    -------
    matplotlib.axes.Axes
        The axes, for `figure` or for anything matplotlib does.

    Raises
    ------
    TypeError
        If `data` is no DataFrame.
    ValueError
        If a column is missing, no row has a figure, the units differ, or there are more bars than can be read.

    Examples
    --------
    >>> from coursekit.frames import load
    >>> votes = load("preparliament_votes")
    >>> ax = bars(votes[votes["date_os"] == "1917-10-18"], x="side", by="motion")
    >>> ax.get_legend() is None
    True
    """
    rows = read_rows(data, y, [x] if by is None else [x, by])
    _check(rows)
    slots = list(_slots(rows, x, by))
    with style.house():
        ax, shown = _draw(ax, slots, _looks(slots, x, by))
    remember(ax, Drawing("bars", tuple(_sentences(slots, y)), tuple(map(_mark, slots, shown))))
    return ax


def _check(rows: Sequence[Row]) -> None:
    units = dict.fromkeys(row.quantity.unit for row in rows if row.quantity.number is not None)
    if not units:
        raise ValueError("No row has a figure, so there is nothing to draw. Show the table instead.")
    if len(units) > 1:
        named = ", ".join(unit or "no unit" for unit in units)
        raise ValueError(f"The bars would be in different units ({named}). Keep the rows of one unit.")


def _slots(rows: Sequence[Row], x: str, by: str | None) -> Iterator[_Slot]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.text(by) if by else "", []).append(row)
    if not by:
        yield from (_Slot("", row.text(x), row) for row in rows)
        return
    labels = list(dict.fromkeys(row.text(x) for row in rows))
    for group, members in groups.items():
        for label in labels:
            found = [row for row in members if row.text(x) == label]
            yield from (_Slot(group, label, row) for row in found)
            if not found:
                yield _Slot(group, label, None, _absence(members, x, by, label))


def _absence(members: Sequence[Row], x: str, by: str, label: str) -> str:
    """Say why a bar is missing: the source does not give it, or the reader's table leaves it out."""
    if not all(row.claim for row in members):
        return NO_VALUE
    held = any(
        claim[x] == label and claim[by] == row.claim[by]
        for row in members
        if row.claim
        for claim in record().table(row.claim.table)
    )
    return FILTERED if held else NOT_GIVEN


def _looks(slots: Sequence[_Slot], x: str, by: str | None) -> dict[str, style.Look]:
    labels = list(dict.fromkeys(slot.label for slot in slots))
    parties = {slot.label: slot.row.text("party") for slot in slots if slot.row and x in {"group", "party"}}
    return {label: style.look(parties.get(label) or label, place if by else 0) for place, label in enumerate(labels)}


def _figure(slot: _Slot, *, unit: bool = True) -> str:
    if slot.row is None:
        return slot.absence
    quantity = slot.row.quantity
    figure = quantity.written(slot.row.base())
    if not unit or quantity.number is None or quantity.unit in SCALES:
        return figure
    return f"{figure} {singular(quantity.unit) if figure == '1' else quantity.unit}".rstrip()


def _draw(
    ax: Axes | None, slots: Sequence[_Slot], looks: Mapping[str, style.Look]
) -> tuple[Axes, list[tuple[Artist, ...]]]:
    """Draw the bars; give the axes, and for each bar what shows it: the bar and its figure."""
    if len(slots) > MOST_BARS:
        raise ValueError(
            f"A figure holds at most {MOST_BARS} bars, and these are {len(slots)}. Draw a part of the table."
        )
    wide = style.WIDTH - 2 * style.MARGIN if ax is None else style.room(ax)[0]
    names = {slot.label: lettering.lines(slot.label, wide * 0.3, rows=2) for slot in slots}
    heads = {slot.group: lettering.lines(slot.group, wide, bold=True) for slot in slots if slot.group}
    figures = [_figure(slot) for slot in slots]
    # A long number may take more than words do, because one broken in two reads as two.
    numbers = [lettering.size(word)[0] for figure in figures for word in figure.split() if word[0].isdecimal()]
    most = min(max(wide * 0.3, *numbers, 0.0), wide * 0.45)
    figures = [lettering.lines(figure, most, rows=2) for figure in figures]
    left = max(lettering.size(name)[0] for name in names.values()) + 0.12
    right = max(lettering.size(figure)[0] for figure in figures) + 0.1
    longest = max(slot.number or 0.0 for slot in slots) or 1.0
    inch = longest / (wide - left - right)  # one inch of the page in the unit of the bars

    tallest = max(lettering.size(text)[1] for text in (*names.values(), *figures))
    pitch = max(_PITCH, tallest + _APART)
    middles, groups, depth = _levels(slots, heads, pitch)
    ax = style.page(ax, depth)
    ax.set(xlim=(-left * inch, (wide - left) * inch), ylim=(-depth, 0))
    for group, (top, first, last) in groups.items():
        if group:
            lettering.write(ax, (-left * inch, top), heads[group], heading=True)
        baseline = (first + pitch / 2, last - pitch / 2)
        ax.plot((0, 0), baseline, color=style.colour("quiet"), linewidth=1.2, clip_on=False)
    shown: list[tuple[Artist, ...]] = []
    for slot, figure, middle in zip(slots, figures, middles, strict=True):
        lettering.write(ax, (-0.1 * inch, middle), names[slot.label], align="right")
        before = set(ax.get_children())
        end = (
            _draw_bar(ax, slot, looks[slot.label], middle) if slot.number is not None else _draw_open(ax, middle, inch)
        )
        lettering.write(ax, (end + 0.08 * inch, middle), figure)
        shown.append(tuple(artist for artist in ax.get_children() if artist not in before))
    return ax, shown


def _levels(
    slots: Sequence[_Slot], heads: Mapping[str, str], pitch: float
) -> tuple[list[float], dict[str, tuple[float, float, float]], float]:
    """Set the bars one under another: the middle of each; the top, first and last middle of each group; the depth."""
    at = 0.0
    middles: list[float] = []
    groups: dict[str, tuple[float, float, float]] = {}
    for slot in slots:
        top = at
        if slot.group not in groups:
            top = at = at - _BETWEEN if groups else at
            at -= lettering.size(heads[slot.group], bold=True)[1] + 0.06 if slot.group else 0.0
        middle = at - pitch / 2
        start, first, _ = groups.get(slot.group, (top, middle, middle))
        groups[slot.group] = (start, first, middle)
        middles.append(middle)
        at -= pitch
    return middles, groups, -at


def _draw_bar(ax: Axes, slot: _Slot, look: style.Look, middle: float) -> float:
    """Draw one bar and return its end: filled as far as the figure is certain, hollow up to where it may reach."""
    bottom, shade, paper = middle - _THICK / 2, style.colour(look.role), style.colour("paper")
    end, sure = slot.number or 0.0, slot.row.quantity.sure if slot.row else 0.0
    if sure:
        # The hatch takes the colour of the edge, so the outline is a bar of its own.
        ax.add_patch(Rectangle((0, bottom), sure, _THICK, facecolor=shade, edgecolor=paper, hatch=look.hatch, lw=0))
        ax.add_patch(Rectangle((0, bottom), sure, _THICK, fill=False, edgecolor=shade, lw=1.2, clip_on=False))
    if end > sure:
        loose = Rectangle((sure, bottom), end - sure, _THICK, facecolor=paper, edgecolor=shade, lw=1.2, ls=(0, (3, 2)))
        ax.add_patch(loose)
    return end


def _draw_open(ax: Axes, middle: float, inch: float) -> float:
    """Draw the place of a figure that is not given, open at its end, and return that end."""
    for edge in (middle - _THICK / 2, middle + _THICK / 2):
        dashes = (0, (3, 2))
        ax.plot((0, _SLOT * inch), (edge, edge), color=style.colour("unknown"), lw=1.2, ls=dashes, clip_on=False)
    return _SLOT * inch


def _mark(slot: _Slot, artists: tuple[Artist, ...]) -> Mark:
    if slot.row is None:
        return Mark(slot.label, slot.absence, "open, which is not zero", (), "absent", slot.group, artists)
    return slot.row.mark(slot.label, _figure(slot), slot.row.quantity.certainty(), slot.group, artists)


def _sentences(slots: Sequence[_Slot], y: str) -> Iterator[str]:
    unit = next(slot.row.quantity.unit for slot in slots if slot.row and slot.number is not None)
    yield f"A bar chart of {unit or y}, with horizontal bars that begin at zero, in the order of the table."
    for group in dict.fromkeys(slot.group for slot in slots):
        told = [f"{slot.label} {_figure(slot, unit=False)}" for slot in slots if slot.group == group]
        yield f"{group}: {', '.join(told)}." if group else f"{'; '.join(told)}."
    exact = sorted(
        (slot for slot in slots if slot.row and slot.row.quantity.exact),
        key=lambda slot: slot.row.quantity.sure if slot.row else 0.0,
    )
    if len(exact) > 1:
        yield f"The longest bar is {_place(exact[-1])}; the shortest is {_place(exact[0])}."
    unsure = [slot for slot in slots if slot.row and not slot.row.quantity.exact and slot.number is not None]
    if unsure:
        yield f"Hollow, because not exact: {'; '.join(map(_place, unsure))}."
    for slot in slots:
        if slot.number is None:
            group = f" ({slot.group})" if slot.group else ""
            yield f"{_figure(slot).capitalize()}: {slot.label}{group}. Its place stays open, which is not zero."


def _place(slot: _Slot) -> str:
    return f"{slot.label} ({slot.group}), {_figure(slot)}" if slot.group else f"{slot.label}, {_figure(slot)}"
