"""The sums that answers and prose are worked with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.errors import UnknownNameError
from coursekit.operations import OPERATIONS, compute

FIGURES = st.lists(st.integers(min_value=1, max_value=10**6), min_size=2, max_size=6)


@pytest.mark.parametrize(
    ("operation", "figures", "result"),
    [
        ("sum", [1, 2, 3], 6),
        ("difference", [10, 3, 2], 5),
        ("share", [1, 4], 0.25),
        ("share", [1, 1, 3], 0.25),
        ("ratio", [6, 4], 1.5),
        ("change", [4, 3], -0.25),
    ],
)
def test_operation(operation: str, figures: list[float], result: float) -> None:
    assert compute(operation, figures) == pytest.approx(result)


@given(FIGURES)
def test_shares_of_one_base_make_up_the_whole(figures: list[int]) -> None:
    assert sum(compute("share", [figure, *figures]) for figure in figures) == pytest.approx(1)


@given(FIGURES)
def test_difference_undoes_the_sum(figures: list[int]) -> None:
    assert compute("difference", [compute("sum", figures), *figures[1:]]) == figures[0]


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_one_figure_is_too_few(operation: str) -> None:
    with pytest.raises(ValueError, match=f"{operation} takes two"):
        compute(operation, [1])


@pytest.mark.parametrize("operation", ["ratio", "change"])
def test_a_pair_takes_no_third(operation: str) -> None:
    with pytest.raises(ValueError, match=f"{operation} takes two claims, and 3 are given"):
        compute(operation, [1, 2, 3])


@pytest.mark.parametrize(("operation", "figures"), [("share", [1, 0]), ("ratio", [1, 0]), ("change", [0, 1])])
def test_base_of_nought_is_named(operation: str, figures: list[float]) -> None:
    with pytest.raises(ValueError, match="divides by nought"):
        compute(operation, figures)


def test_unknown_operation_lists_the_near_ones() -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'difference'"):
        compute("diference", [1, 2])
