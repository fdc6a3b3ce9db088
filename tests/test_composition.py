"""What a body was made of is told from its claims, and nothing is told that they do not hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.charts.composition import Block, CompositionError, Part, compose
from coursekit.charts.quantities import Quantity
from coursekit.record import record


def seats(number: float | None, qualifier: str = "exact") -> Quantity:
    if qualifier in {"over", "at least"}:
        return Quantity(low=number, qualifier=qualifier, unit="seats")
    if qualifier in {"under", "at most"}:
        return Quantity(high=number, qualifier=qualifier, unit="seats")
    return Quantity(number, qualifier="vague" if number is None else qualifier, unit="seats")


def pre_parliament() -> tuple[Block, ...]:
    claims = [claim for claim in record().table("preparliament_seats") if claim["body"] == "Pre-Parliament"]
    parts = [
        Part(
            claim.id,
            claim["group"],
            Quantity(
                claim.number("value"), claim.number("low"), claim.number("high"), claim["qualifier"], claim["unit"]
            ),
            claim["part_of"],
            claim["of"],
            claim["party"],
        )
        for claim in claims
    ]
    return compose(parts).wholes


def test_the_pre_parliament_has_two_sections_and_no_total() -> None:
    assert [whole.figure() for whole in pre_parliament()] == ["308", "156"]


def test_the_left_srs_stand_inside_the_srs() -> None:
    srs = pre_parliament()[0].parts[0]
    assert (srs.figure(), [part.figure() for part in srs.parts]) == ("120", ["about 20"])
    assert srs.rest is not None
    assert srs.rest.quantity.number is None, "no source has a number for the other SRs"


def test_what_the_named_numbers_leave_of_the_308_is_worked_out_from_them() -> None:
    democratic = pre_parliament()[0]
    assert democratic.rest is not None
    assert democratic.rest_figure() == "62"
    assert democratic.rest.claims == ("pp-democratic", "pp-srs", "pp-mensheviks", "pp-bolsheviks")
    assert [part.label for part in democratic.unnumbered] == ["Co-operators", "Peasant delegates"]


def test_almost_half_stays_almost_half() -> None:
    kadets = pre_parliament()[1].parts[0]
    assert kadets.figure() == "almost half of 156"
    assert kadets.sure == 0
    assert pre_parliament()[1].rest_figure() == "over half of 156"


@pytest.mark.parametrize(
    ("hedge", "rest"),
    [
        ("exact", "60"),
        ("about", "no number given"),
        ("under", "over 60"),
        ("at most", "at least 60"),
        ("over", "under 60"),
        ("at least", "at most 60"),
    ],
)
def test_a_rest_is_as_sure_as_what_it_is_taken_from(hedge: str, rest: str) -> None:
    body = compose([Part("all", "All", seats(100)), Part("some", "Some", seats(40, hedge), "all")])
    assert body.wholes[0].rest_figure() == rest


def test_a_range_leaves_a_range() -> None:
    some = Quantity(low=10, high=30, qualifier="between", unit="seats")
    body = compose([Part("all", "All", seats(100)), Part("some", "Some", some, "all")])
    assert body.wholes[0].rest_figure() == "between 70 and 90"


def test_shares_and_heads_beside_each_other_leave_no_number() -> None:
    share = Quantity(0.25, unit="share")
    body = compose(
        [Part("all", "All", seats(100)), Part("a", "A", share, "all", "all"), Part("b", "B", seats(9), "all")]
    )
    assert body.wholes[0].rest_figure() == "no number given"


def test_exact_shares_leave_a_share() -> None:
    share = Quantity(0.25, unit="share")
    body = compose([Part("all", "All", seats(100)), Part("a", "A", share, "all", "all")])
    assert body.wholes[0].rest_figure() == "three quarters of 100"


def test_a_part_whose_whole_is_not_in_the_table_stands_alone() -> None:
    assert [whole.part.id for whole in compose([Part("a", "A", seats(3), "gone")]).wholes] == ["a"]


def test_a_share_of_something_not_in_the_table_is_not_placed() -> None:
    body = compose([Part("a", "A", Quantity(0.5, unit="share"), "gone", "gone"), Part("b", "B", seats(None))])
    assert body.wholes == ()
    assert [part.id for part in body.unplaced] == ["a", "b"]


def test_a_part_of_a_group_without_a_number_belongs_to_the_next_whole() -> None:
    rows = [
        Part("all", "All", seats(9)),
        Part("some", "Some", seats(None), "all"),
        Part("few", "Few", seats(2), "some"),
    ]
    assert [part.part.id for part in compose(rows).wholes[0].parts] == ["few"]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([Part("a", "All", seats(10)), Part("b", "Some", seats(11), "a")], "come to more than the whole: Some 11"),
        ([Part("a", "All", seats(10)), Part("a", "Some", seats(1))], "stands in the table twice"),
        ([Part("a", "All", seats(-1))], "not below 0"),
        ([Part("a", "All", seats(float("nan")))], "finite"),
        ([Part("a", "All", seats(1), "b"), Part("b", "Some", seats(1), "a")], "leads back to itself"),
        (
            [Part("a", "All", seats(10)), Part("b", "Some", Quantity(3, unit="votes"), "a")],
            "'Some' is counted in votes, its whole 'All' in seats",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(rows: list[Part], message: str) -> None:
    with pytest.raises(CompositionError, match=message):
        compose(rows)


@st.composite
def bodies(draw: st.DrawFn) -> list[Part]:
    """Draw wholes with exact, approximate or missing parts, two levels deep, that fit."""
    rows: list[Part] = []
    for number in range(draw(st.integers(1, 3))):
        total = draw(st.integers(1, 400))
        rows.append(Part(f"w{number}", f"Whole {number}", seats(total)))
        _fill(draw, rows, f"w{number}", total, depth=2)
    return rows


def _fill(draw: st.DrawFn, rows: list[Part], whole: str, left: int, depth: int) -> None:
    for number in range(draw(st.integers(0, 3)) if depth else 0):
        size = draw(st.integers(0, left))
        left -= size
        name = f"{whole}-{number}"
        # Nothing is fewer than none, so a group of none has no hedge.
        hedge = draw(st.sampled_from(["exact", "about", "under", "over", "vague"])) if size else "exact"
        rows.append(Part(name, name, seats(None if hedge == "vague" else size, hedge), whole))
        if hedge != "vague":
            _fill(draw, rows, name, size, depth - 1)


@given(bodies())
def test_parts_and_rest_fill_their_whole_to_the_seat(rows: list[Part]) -> None:
    for whole in compose(rows).wholes:
        for block in whole.walk():
            inside = sum(part.extent for part in block.parts) + (block.rest.extent if block.rest else 0)
            assert not inside or inside == pytest.approx(block.extent)
            assert 0 <= block.sure <= block.extent


@given(bodies())
def test_every_row_has_exactly_one_place(rows: list[Part]) -> None:
    body = compose(rows)
    placed = [part.id for part in body.unplaced]
    for whole in body.wholes:
        for block in whole.walk():
            placed += [block.part.id, *(part.id for part in block.unnumbered)]
    assert sorted(placed) == sorted(part.id for part in rows)


@given(bodies())
def test_a_number_for_the_rest_is_never_given_beside_an_approximate_part(rows: list[Part]) -> None:
    for whole in compose(rows).wholes:
        for block in whole.walk():
            hedges = {part.part.quantity.qualifier for part in block.parts}
            if block.rest and "about" in hedges:
                assert block.rest.quantity.number is None
            if block.rest and block.rest.quantity.exact:
                assert hedges <= {"exact"}
