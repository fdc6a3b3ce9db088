"""The tests would notice nearly every single wrong cell."""

from __future__ import annotations

import pytest

from flips import trial


@pytest.mark.sources
def test_ninety_seven_of_a_hundred_wrong_cells_are_noticed() -> None:
    tries, missed = trial(count=1500, seed=1917)
    assert missed.total() <= 0.03 * tries.total(), missed
