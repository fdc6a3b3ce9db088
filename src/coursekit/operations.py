"""The sums that a lesson asks for, worked on the figures of claims: nothing computed is stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from coursekit.errors import UnknownNameError

__all__ = ["OPERATIONS", "compute", "signed"]


def signed(name: str) -> tuple[int, str]:
    """Read a claim as an operation names it: with a minus sign before it, its figure is taken away.

    Parameters
    ----------
    name : str
        A claim's id, or a minus sign and the id.

    Returns
    -------
    tuple of (int, str)
        1 or -1, and the id.

    Examples
    --------
    >>> signed("pp-srs"), signed("-pp-srs")
    ((1, 'pp-srs'), (-1, 'pp-srs'))
    """
    return (-1, name[1:]) if name.startswith("-") else (1, name)


def _difference(values: Sequence[float]) -> float:
    return values[0] - sum(values[1:])


def _share(values: Sequence[float]) -> float:
    return values[0] / sum(values[1:])


def _ratio(values: Sequence[float]) -> float:
    first, second = values
    return first / second


def _change(values: Sequence[float]) -> float:
    before, after = values
    return (after - before) / before


OPERATIONS: Mapping[str, Callable[[Sequence[float]], float]] = {
    "sum": sum,
    "difference": _difference,
    "share": _share,
    "ratio": _ratio,
    "change": _change,
}
"""How each operation is worked, by the name a question bank calls it."""


def compute(operation: str, values: Sequence[float]) -> float:
    """Work one operation.

    Parameters
    ----------
    operation : str
        `sum`; `difference`, the first less all the rest; `share`, the first over the second, or over the sum of all
        the rest where the base is known by its parts; `ratio`, the first over the second; `change`, from the first to
        the second as a share of the first.
    values : sequence of float
        The figures of the claims, at least two of them (for `ratio` and `change` exactly two), in one unit.

    Returns
    -------
    float
        The result: in the unit of the figures for `sum` and `difference`, otherwise a share (0 to 1) or a ratio.

    Raises
    ------
    UnknownNameError
        If there is no such operation.
    ValueError
        If there are too few or too many figures, or the base is nought; the message says which.

    Examples
    --------
    >>> compute("difference", [10, 3, 2])
    5
    >>> compute("share", [1, 1, 3])
    0.25
    """
    if operation not in OPERATIONS:
        raise UnknownNameError("operation", operation, OPERATIONS)
    pair = operation in {"ratio", "change"}
    if len(values) < 2 or (pair and len(values) > 2):
        raise ValueError(f"{operation} takes {'two' if pair else 'two or more'} claims, and {len(values)} are given.")
    try:
        return OPERATIONS[operation](values)
    except ZeroDivisionError:
        raise ValueError(f"{operation} divides by nought: look at the claims it is taken of.") from None
