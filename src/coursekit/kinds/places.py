"""Which place each of several things has in an order: worked from the record, or given with the reason why."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations

from coursekit.charts.timescale import moment_span
from coursekit.errors import near
from coursekit.fields import Fields
from coursekit.kinds.reading import Known

__all__ = ["read_places"]

_BY = ("date_os", "rank", "value")
_ORDERS = ("falling", "rising")
_NOWHERE = (math.nan, math.nan)

_Stretch = tuple[float, float]
"""From where to where a thing may lie: one point for a number, all of the time that it covers for a date."""


def read_places(fields: Fields, rows: Sequence[Fields], known: Known) -> tuple[int, ...]:
    """Read the places of the items of a question.

    Parameters
    ----------
    fields : Fields
        The question: `by` (`value`, `date_os` or `rank`) and `order` (`rising` or `falling`), or, where no column of
        the record holds the order, `why`.
    rows : sequence of Fields
        The items. By value each has what an amount has (a claim alone, for one); by date or rank each has `claim`;
        without `by` each has `place`, a number.
    known : Known
        The record.

    Returns
    -------
    tuple of int
        The place of each item, 0 the first; things that are equal share one. Items keep their order where `fields`
        has collected a fault.
    """
    if fields.has("by"):
        by, order = _one_of(fields, "by", _BY), _one_of(fields, "order", _ORDERS)
        stretches = [_stretch(row, by, known) for row in rows]
    else:
        fields.text("why")
        order, stretches = "rising", [(place, place) for place in (row.number("place") for row in rows)]
    if any(math.isnan(first) for first, _ in stretches) or _overlapping(fields, rows, stretches):
        return tuple(range(len(rows)))
    ladder = sorted(set(stretches), reverse=order == "falling")
    return tuple(ladder.index(stretch) for stretch in stretches)


def _one_of(fields: Fields, key: str, allowed: tuple[str, ...]) -> str:
    name = fields.text(key)
    if name and name not in allowed:
        fields.fault(key, f"{name!r} is none. {near(name, allowed)}")
    return name


def _stretch(row: Fields, by: str, known: Known) -> _Stretch:
    if by == "value":
        value = known.amount(row).value
        return value, value
    name = row.text("claim")
    claim = known.record.claims.get(name)
    if claim is None:
        row.fault("claim", f"{name!r} is no claim. {near(name, known.record.claims)}")
        return _NOWHERE
    if not claim[by]:
        row.fault("claim", f"{name!r} has no {by} in the record.")
        return _NOWHERE
    if by == "date_os":
        time = moment_span(claim[by])
        return time.start, time.end
    return float(claim[by]), float(claim[by])


def _overlapping(fields: Fields, rows: Sequence[Fields], stretches: Sequence[_Stretch]) -> bool:
    pairs = [
        f"{row.text('name')!r} and {other.text('name')!r}"
        for (row, one), (other, two) in combinations(zip(rows, stretches, strict=True), 2)
        if one != two and one[0] < two[1] and two[0] < one[1]
    ]
    for pair in pairs:
        fields.fault("items", f"{pair} overlap in time, so neither comes first. Leave one out, or take a closer date.")
    return bool(pairs)
