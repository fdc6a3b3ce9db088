"""What a line chart shows, in words: its marks and its text alternative."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import starmap
from math import ceil, floor

from matplotlib.artist import Artist

from coursekit.charts.drawing import Mark
from coursekit.charts.graduation import written
from coursekit.charts.lineseries import Gap, Point, Series
from coursekit.charts.placing import Placing

__all__ = ["doubts", "listed", "marks", "sentences"]

MOST_TOLD = 12
Artists = Mapping[int, tuple[Artist, ...]]


def listed(items: Sequence[str]) -> str:
    """Join names in a sentence.

    Examples
    --------
    >>> listed(["May 1917", "June 1917", "July 1917"])
    'May 1917, June 1917 and July 1917'
    """
    return " and ".join(filter(None, (", ".join(items[:-1]), items[-1])))


def marks(series: Sequence[Series], shown: Artists) -> Iterator[Mark]:
    """List everything the chart shows, line by line and from left to right.

    Parameters
    ----------
    series : sequence of Series
        The lines.
    shown : mapping of int to tuple of matplotlib.artist.Artist
        What shows each point and gap, by its `id()`.

    Yields
    ------
    Mark
        Points, and the gaps between them.
    """
    for line in series:
        for part in line.parts():
            artists = shown.get(id(part), ())
            if isinstance(part, Gap):
                yield Mark(part.place.words, part.why, "open, which is not zero", (), "absent", line.name, artists)
            else:
                yield part.row.mark(part.place.words, part.figure(), part.certainty(), line.name, artists)


def sentences(series: Sequence[Series], placing: Placing, unit: str) -> Iterator[str]:
    """Tell the chart to somebody who cannot see it.

    Parameters
    ----------
    series : sequence of Series
        The lines.
    placing : Placing
        How they are placed.
    unit : str
        What the vertical axis counts.

    Yields
    ------
    str
        What is drawn, each line, extremes, what is uncertain, and what is missing.
    """
    yield _about(series, placing, unit)
    yield from _times(placing)
    yield from map(_told, series)
    yield from _extremes(series)
    yield from doubts(series)


def doubts(series: Sequence[Series]) -> Iterator[str]:
    """Tell what is uncertain in a chart of lines, what disagrees, and what is missing."""
    yield from _unsure(series)
    yield from _several(series)
    yield from _missing(series)


def _about(series: Sequence[Series], placing: Placing, unit: str) -> str:
    lines = f", with {len(series)} lines" if len(series) > 1 else ""
    return f"A line chart of {unit}{lines}, {_stretch(placing)}. The vertical scale begins at zero."


def _stretch(placing: Placing) -> str:
    if placing.kind == "time":
        start, end = min(place.start for place in placing.places), max(place.end for place in placing.places)
        days = dict.fromkeys((written(start, floor(start) + 1), written(ceil(end) - 1, ceil(end))))
        return f"along time to scale, in the old style, {'on' if len(days) == 1 else 'from'} {' to '.join(days)}"
    words = dict.fromkeys(place.words for place in (min(placing.places), max(placing.places)))
    return f"{'at' if len(words) == 1 else 'from'} {' to '.join(words)}"


def _times(placing: Placing) -> Iterator[str]:
    longest = max(place.end - place.start for place in placing.places)
    if placing.kind == "time" and longest > 1:
        bar = ", and a bar shows how long a time of more than a month is" if longest > 31 else ""
        yield f"A figure for a longer time than a day stands at the middle of that time{bar}."


def _told(line: Series) -> str:
    points = line.drawn
    if not points:
        return f"{line.name or 'The line'}: no number given."
    said = [f"{point.place.words}, {point.figure(unit=False)}" for point in points]
    if len(said) > MOST_TOLD:
        said = [f"{len(said)} figures, the first {said[0]}", f"the last {said[-1]}"]
    return f"{line.name}: {'; '.join(said)}." if line.name else f"{'; '.join(said)}."


def _extremes(series: Sequence[Series]) -> Iterator[str]:
    exact = [(line, point) for line in series for point in line.drawn if point.sure]
    numbers = {point.row.quantity.sure for _, point in exact}
    if len(numbers) < 2:
        return
    told = []
    for word, number in (("highest", max(numbers)), ("lowest", min(numbers))):
        at = [(line, point) for line, point in exact if point.row.quantity.sure == number]
        told.append(f"the {word} is {at[0][1].figure(unit=False)} ({'; '.join(starmap(_where, at))})")
    what = "printed figures" if any(point.worked for line in series for point in line.drawn) else "figures"
    yield f"Of the {what} without a hedge, {', and '.join(told)}."


def _where(line: Series, part: Point | Gap) -> str:
    return f"{line.name}, {part.place.words}" if line.name else part.place.words


def _unsure(series: Sequence[Series]) -> Iterator[str]:
    points = [(line, point) for line in series for point in line.drawn]
    hedged = [f"{_where(*each)}, {each[1].figure(unit=False)}" for each in points if not each[1].row.quantity.exact]
    worked = [f"{_where(*each)}, {each[1].figure(unit=False)}" for each in points if each[1].worked]
    if hedged:
        yield f"Hollow, because not exact: {'; '.join(hedged)}."
    if worked:
        yield f"Hollow on a dashed line, because worked out and not printed: {'; '.join(worked)}."


def _several(series: Sequence[Series]) -> Iterator[str]:
    for line, stop in [(each, stop) for each in series for stop in each.stops if len(stop.drawn) > 1]:
        figures = listed([point.figure(unit=False) for point in stop.drawn])
        places = list(dict.fromkeys(point.place.words for point in stop.drawn))
        name = f"{line.name}, " if line.name else ""
        if len(places) == 1:
            yield f"{name}{places[0]}: the table has {len(stop.drawn)} figures, {figures}, and all are drawn."
        else:
            yield f"{name}{listed(places)} overlap in time, so no line leads from one to the other: {figures}."


def _missing(series: Sequence[Series]) -> Iterator[str]:
    for line in series:
        whys: dict[str, list[str]] = {}
        for part in line.parts():
            if isinstance(part, Gap):
                whys.setdefault(part.why, []).append(part.place.words)
            elif not part.reach.ends:
                whys.setdefault(part.figure(), []).append(part.place.words)
        for why, places in whys.items():
            name = f"{line.name}, " if line.name else ""
            yield f"{why.capitalize()}: {name}{listed(places)}. The line stays open there, which is not zero."
