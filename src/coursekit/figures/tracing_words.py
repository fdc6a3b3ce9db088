"""A chart that no form of the course drew, in words: what was read off it, and how much of that is traced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from matplotlib.axes import Axes
from matplotlib.axis import Axis

from coursekit.charts.drawing import Mark, Origin
from coursekit.figures.handed import number_words
from coursekit.figures.seen import Kind, Reading, Seen, short
from coursekit.figures.totals import SURE

__all__ = ["called", "leaves_out", "sentences"]

_MOST_TOLD = 12
_SHAPES: dict[Kind, tuple[str, str]] = {
    "bar": ("bar", "bars"),
    "interval": ("bar of a histogram", "bars of a histogram"),
    "point": ("point", "points"),
    "area": ("point", "points"),
    "dot": ("dot", "dots"),
    "slice": ("slice", "slices"),
}
_FORMS: dict[Kind, str] = {
    "bar": "bars",
    "interval": "a histogram",
    "point": "lines",
    "area": "filled areas, one on another where there are several",
    "dot": "scattered dots",
    "slice": "a pie",
}


def sentences(ax: Axes, reading: Reading, marks: Sequence[Mark]) -> Iterator[str]:
    """Compose a chart in words.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        The chart.
    reading : Reading
        What was read off it.
    marks : sequence of Mark
        What of it is listed, with its origin.

    Yields
    ------
    str
        Sentences, in the order in which they are to be read.
    """
    seen = [*chain.from_iterable(reading.series)]
    yield from _kind(ax, reading)
    yield from _axes(ax, reading)
    if not seen:
        yield "No figure could be read off it."
        return
    yield from _what(reading)
    for series in reading.series:
        start = f"{series[0].series or 'A series without a name'}: " if len(reading.series) > 1 else ""
        if len(seen) <= _MOST_TOLD:
            yield from _one_by_one(ax, start, series)
        yield from _extremes(ax, start, series)
    yield from _below(ax, seen, sideways=reading.sideways)
    yield from _traced(marks)


def leaves_out(ax: Axes, reading: Reading, listed: int) -> Iterator[str]:
    """Say what the figures read off a chart do not hold.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        The chart.
    reading : Reading
        What was read off it.
    listed : int
        How many of its figures are listed.

    Yields
    ------
    str
        Sentences.
    """
    count = sum(map(len, reading.series))
    if count > listed:
        yield f"The chart shows {count:,} figures; only the first {listed} of them are listed one by one and traced."
    if reading.unread:
        yield f"Drawn, but not read: {_and(reading.unread)}."
    whole = ax.get_figure(root=True)
    others = [other for other in whole.axes if other is not ax and other.get_visible()] if whole else []
    scales = [other for other in others if other.get_label() == "<colorbar>"]
    twins = [other for other in others if other.get_position().bounds == ax.get_position().bounds]
    apart = len(others) - len(scales) - len(twins)
    if scales:
        yield "The scale of colours beside it is not read."
    if twins:
        yield "A second axes lies over it with a scale of its own, and is not read here."
    if apart:
        yield f"The picture holds {apart} more chart{'' if apart == 1 else 's'}, not described here."


def _kind(ax: Axes, reading: Reading) -> Iterator[str]:
    kinds = dict.fromkeys(series[0].kind for series in reading.series)
    forms = _and([_FORMS[kind] for kind in kinds])
    if "bar" in kinds:
        way = "horizontal" if reading.sideways else "vertical"
        forms = forms.replace("bars", f"{'stacked ' if _stacked(reading) else ''}{way} bars", 1)
    whole = ax.get_figure(root=True)
    titles = (*(ax.get_title(loc) for loc in ("center", "left", "right")), whole.get_suptitle() if whole else "")
    title = next((short(title) for title in titles if title), "")
    named = f", titled “{title}”" if title else ""
    yield f"A chart of the reader's own{f': {forms}' if forms else ''}{named}."


def _stacked(reading: Reading) -> bool:
    """Tell whether bars of two series stand on one another: at one place, and ending elsewhere than their length."""
    side = 1 if reading.sideways else 0
    spots = [{seen.at[side] for seen in series} for series in reading.series if series[0].kind == "bar"]
    return len(spots) > 1 and any(one & other for one, other in pairwise(spots))


def _axes(ax: Axes, reading: Reading) -> Iterator[str]:
    if all(series[0].kind == "slice" for series in reading.series) and reading.series:
        return
    for name, axis in (("horizontal", ax.xaxis), ("vertical", ax.yaxis)):
        label = short(axis.get_label_text())
        told = [f"shows {label}"] if label else []
        told += ["is logarithmic: equal steps multiply"] if axis.get_scale() == "log" else []
        told += ["runs backwards"] if axis.get_inverted() else []
        if told:
            yield f"Its {name} axis {' and '.join(told)}."
    yield from _cut(ax.xaxis if reading.sideways else ax.yaxis, reading)


def _cut(axis: Axis, reading: Reading) -> Iterator[str]:
    """Say so where bars do not begin at zero: their lengths then mislead."""
    low, high = sorted(axis.get_view_interval())
    bars = any(series[0].kind in {"bar", "interval"} for series in reading.series)
    if bars and axis.get_scale() == "linear" and not low <= 0 <= high:
        yield f"Its axis begins at {number_words(low)}, not at zero, so the bars are not as long as their figures."


def _what(reading: Reading) -> Iterator[str]:
    counts: dict[Kind, int] = {}
    for series in reading.series:
        counts[series[0].kind] = counts.get(series[0].kind, 0) + len(series)
    told = [f"{count:,} {_SHAPES[kind][count > 1]}" for kind, count in counts.items()]
    names = [series[0].series or "without a name" for series in reading.series]
    among = f" in {len(names)} series: {_and(names)}" if len(names) > 1 else ""
    yield f"It shows {_and(told)}{among}."


def _one_by_one(ax: Axes, start: str, series: Sequence[Seen]) -> Iterator[str]:
    given = [_told(ax, seen) for seen in series if seen.figure is not None]
    if given:
        yield f"{start or 'In order: '}{'; '.join(given)}."


def _extremes(ax: Axes, start: str, series: Sequence[Seen]) -> Iterator[str]:
    given = [seen for seen in series if seen.figure is not None]
    if len(given) > 1:
        least, most = (end(given, key=lambda seen: seen.figure or 0) for end in (min, max))
        ends = f"largest is {_told(ax, most)}; smallest is {_told(ax, least)}"
        yield _sentence(start, f"{'all are the same' if least.figure == most.figure else ends}{_trend(given)}.")
    if gaps := [called(ax, seen) for seen in series if seen.figure is None]:
        yield _sentence(start, f"no number at {_few(gaps)}: nothing is drawn there, which is not zero.")


def _sentence(start: str, words: str) -> str:
    return f"{start}{words}" if start else f"{words[0].upper()}{words[1:]}"


def _trend(given: Sequence[Seen]) -> str:
    steps = [(b.figure or 0) - (a.figure or 0) for a, b in pairwise(given)]
    if len(steps) < 2 or given[0].kind not in {"bar", "point", "area"} or not any(steps):
        return ""
    if all(step >= 0 for step in steps):
        return "; the figures never fall"
    return "; the figures never rise" if all(step <= 0 for step in steps) else ""


def called(ax: Axes, seen: Seen) -> str:
    """Say what a figure stands at: its label; for a dot, its place across.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> called(plt.gca(), Seen("", 3.0, "bar", 0, (0, 3)))
    'no label'
    >>> plt.close()
    """
    if seen.kind == "dot":
        return f"{short(ax.get_xlabel()) or 'across'} {seen.label}"
    return seen.label or "no label"


def _told(ax: Axes, seen: Seen) -> str:
    figure = number_words(seen.figure or 0)
    if seen.kind == "slice":
        return f"{called(ax, seen)}, {100 * (seen.figure or 0):.3g} per cent"
    up = f"{short(ax.get_ylabel()) or 'up'} " if seen.kind == "dot" else ""
    return f"{called(ax, seen)}, {up}{figure}"


def _below(ax: Axes, seen: Sequence[Seen], *, sideways: bool) -> Iterator[str]:
    low = [each for each in seen if each.figure is not None and each.figure < 0]
    if low:
        yield f"Below zero: {_few([_told(ax, each) for each in low])}."
    flat = [each for each in seen if each.figure is not None and each.figure <= 0]
    if flat and (ax.get_xscale() if sideways else ax.get_yscale()) == "log":
        yield f"A logarithmic axis cannot show what is not above zero: {_few([_told(ax, each) for each in flat])}."


_FOUND: dict[Origin, tuple[str, str]] = {
    "record": ("stands in the record", "stand in the record"),
    "reader": ("is worked out in this notebook from a claim", "are worked out in this notebook from claims"),
    "total": ("is a total of claims of the record", "are totals of claims of the record"),
    "absent": ("is a place that the table does not fill", "are places that the table does not fill"),
    "none": ("is not traced", "are not traced"),
}


def _traced(marks: Sequence[Mark]) -> Iterator[str]:
    counts = Counter(mark.origin for mark in marks)
    told = [(counts[origin], words[counts[origin] > 1]) for origin, words in _FOUND.items() if counts[origin]]
    if counts["none"] == len(marks) > 1:
        yield f"None of its {len(marks)} figures is traced."
    elif len(told) == 1:
        whole = {1: "Its one figure", 2: "Both figures"}.get(len(marks), f"All {len(marks)} figures")
        yield f"{whole} {told[0][1]}."
    else:
        yield f"Of {len(marks)} places, {_and([f'{count} {words}' for count, words in told])}."
    lost = dict.fromkeys(mark.remark for mark in marks if mark.origin == "none" and mark.remark)
    for remark in [*lost][:3]:
        yield f"Not traced: {_few([mark.label for mark in marks if mark.remark == remark])}; {remark}."
    doubtful = [mark for mark in marks if mark.origin == "total" and mark.certainty != SURE]
    for mark in doubtful[:3]:
        yield f"With care: {mark.label}, {mark.figure}, {mark.certainty}."


def _few(names: Sequence[str]) -> str:
    names = list(dict.fromkeys(names))
    return _and([*names[:5], f"{len(names) - 5} more"]) if len(names) > 5 else _and(names)


def _and(parts: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1]))) if parts else ""
