"""A prediction and the record as a table and as numbers to draw: what is shown only after the prediction is made."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from coursekit.kinds.predicted_points import Figure, Point
from coursekit.kinds.prediction_words import amount, difference
from coursekit.markup import plain
from coursekit.record import Record
from coursekit.sources import source

__all__ = ["citations", "drawn", "left_over", "rows"]


def citations(record: Record, points: Sequence[Point]) -> dict[str, tuple[str, str]]:
    """Say for every claim of some points what it says, and where it is printed."""
    claims = [record.claims[name] for point in points for name in point.claims if name in record.claims]
    return {claim.id: (claim.said(), f"{source(claim['source']).short}, line {claim.line}") for claim in claims}


def drawn(points: Sequence[Point]) -> dict[str, dict[str, object]]:
    """Give what is drawn of the record, by point: number, bounds (None where none is set), and the words beside it."""
    return {point.name: _drawn(point.figure) for point in points if point.figure}


def _drawn(figure: Figure) -> dict[str, object]:
    low, high = (end if math.isfinite(end) else None for end in figure.bounds)
    return {"value": figure.number, "low": low, "high": high, "said": _bare(figure)}


def rows(
    points: Sequence[Point], values: Mapping[str, float], unit: str, cited: Mapping[str, tuple[str, str]]
) -> Iterator[dict[str, object]]:
    """Set each point's prediction beside the record, with the difference and the sources: plain text, numbers bare.

    Parameters
    ----------
    points : sequence of Point
        In their order.
    values : mapping of str to float
        What was predicted.
    unit : str
        Of all of them.
    cited : mapping of str to tuple
        As `citations` gives it.
    """
    for point in points:
        value = values.get(point.name)
        yield {
            "label": plain(point.label),
            "you": "given" if point.given else "" if value is None else amount(value, ""),
            "record": _recorded(point),
            "difference": "–" if value is None or point.figure is None else difference(point.figure.off(value), unit),
            "see": [{"kind": "claim", "id": name, "says": says} for name, says in _cited(point, cited)],
        }


def _cited(point: Point, cited: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Cite what a figure is worked from with what it says; a figure as printed stands in the row already."""
    for name in point.claims:
        said, printed = cited[name]
        yield name, f"{said}, {printed}" if len(point.claims) > 1 else printed


def _recorded(point: Point) -> str:
    if point.figure is None:
        return "no figure"
    return f"{_bare(point.figure)}{', worked out' if len(point.claims) > 1 else ''}"


def _bare(figure: Figure) -> str:
    """Write a figure with its hedge; the unit of all stands above them."""
    return replace(figure.quantity, unit="").written()


def left_over(rest: str, left: float, most: float, points: Sequence[Point], unit: str) -> dict[str, object]:
    """Set what a prediction leaves of the whole beside what the record leaves, known where every part is exact.

    Parameters
    ----------
    rest : str
        What it is (Markdown).
    left, most : float
        What the prediction leaves, and the whole.
    points : sequence of Point
        The parts.
    unit : str
        Of both.
    """
    figures = [point.figure for point in points if point.figure]
    over = round(most - sum(figure.number for figure in figures), 9)
    known = all(figure.quantity.exact for figure in figures)
    return {
        "label": plain(rest),
        "you": amount(left, ""),
        "record": f"{amount(over, '')}, worked out" if known else "not known exactly",
        "difference": difference(left - over, unit) if known else "–",
        "see": [],
    }
