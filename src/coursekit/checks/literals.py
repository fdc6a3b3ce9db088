"""Numbers written into a bank that the record holds, or that can be worked from what the question rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from math import isclose, nan

from coursekit.kinds.base import Amount
from coursekit.kinds.reading import Known
from coursekit.operations import OPERATIONS, compute

__all__ = ["worked"]

_MOST = 8  # claims that are tried with each other; no question rests on more
_LONGEST = 4  # claims in one operation


def worked(question: Mapping[str, object], known: Known) -> Iterator[tuple[str, str]]:
    """Find every literal of a question that should be claims and an operation.

    Parameters
    ----------
    question : mapping
        Its table, read without a fault.
    known : Known
        The record.

    Yields
    ------
    tuple of (str, str)
        The field, and what to write instead.

    Examples
    --------
    >>> from coursekit.record import record
    >>> asked = {"source": ["pp-democratic", "pp-srs"], "unit": "seats", "answer": {"literal": 308, "why": "So."}}
    >>> next(worked(asked, Known(record(), frozenset())))[1]
    '308 is what claim = "pp-democratic" gives. Write that instead: a corrected figure then corrects the question.'
    """
    named = question.get("source")
    names = [str(name) for name in named if str(name) in known.record.claims][:_MOST] if isinstance(named, list) else []
    for field, number in _literals(question, ""):
        instead = _instead(number, str(question.get("unit", "")), names, known)
        if instead:
            mend = "Write that instead: a corrected figure then corrects the question."
            yield field, f"{number:.12g} is what {instead} gives. {mend}"


def _literals(node: object, path: str) -> Iterator[tuple[str, float]]:
    if isinstance(node, list):
        for number, value in enumerate(node, start=1):
            yield from _literals(value, f"{path} {number}")
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "literal" and isinstance(value, int | float):
                yield f"{path} literal".strip(), float(value)
            yield from _literals(value, f"{path} {key}".strip())


def _instead(number: float, unit: str, names: Sequence[str], known: Known) -> str:
    """Write the claims and the operation that come to a number of some unit; empty if none do."""
    values = {name: known.record.claims[name].number("value") for name in names}
    figures = {name: value for name, value in values.items() if value is not None}
    for amount in _tried(tuple(figures)):
        units = known.units_of(amount)
        fits = units == {unit} if unit else len(units) == 1
        if fits and _comes_to(number, amount.operation, [figures[name] for name in amount.claims]):
            return _written(amount)
    return ""


def _tried(names: tuple[str, ...]) -> Iterator[Amount]:
    for name in names:
        yield Amount(nan, claims=(name,))
    for operation in OPERATIONS:
        for length in range(2, _LONGEST + 1):
            yield from (Amount(nan, operation, claims) for claims in permutations(names, length))


def _comes_to(number: float, operation: str, figures: list[float]) -> bool:
    try:
        return isclose(compute(operation, figures) if operation else figures[0], number)
    except ValueError:  # an operation that these figures do not allow
        return False


def _written(amount: Amount) -> str:
    listed = ", ".join(f'"{name}"' for name in amount.claims)
    return f'operation = "{amount.operation}", claims = [{listed}]' if amount.operation else f"claim = {listed}"
