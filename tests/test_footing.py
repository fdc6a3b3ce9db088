"""Totals against their parts: every total a source prints is compared with what it says the parts are."""

from __future__ import annotations

import pytest

from coursekit.record import Claim, record

CLAIMS = record().claims

FOOTS, REMAINDER, OVERLAP = "the parts make the whole", "a remainder is left", "the parts overlap or disagree"

# Totals whose parts do not make them up, and why that is as it should be.
REASONS: dict[str, tuple[str, str]] = {
    "i08-222-delegates": (OVERLAP, "the 505 who were for soviet power are counted across all parties"),
    "pp-democratic": (REMAINDER, "the source's list ends in 'etc.'"),
    "s30-41-executive": (REMAINDER, "other groups are named without a number"),
    "t32-56-counties-all": (OVERLAP, "482 involved, and 481 that make a smaller base: two different measures"),
    "t32-303-other-nationalities": (REMAINDER, "only the three largest peoples are named"),
    "t32-1552-guards-corps": (REMAINDER, "communists and sympathisers are the only ones counted"),
    "t32-2326-delegates": (REMAINDER, "the smaller groups follow without numbers"),
    "t32-2584-candidates": (OVERLAP, "four descriptions of the same fifteen men"),
    "t32-2655-cec": (REMAINDER, "the smaller groups are not counted"),
}


def number(claim: Claim) -> float | None:
    return claim.number("value") if claim["qualifier"] in {"exact", "about", "none"} else None


def parts_of(whole: str) -> list[Claim]:
    unit = CLAIMS[whole]["unit"]
    found = [claim for claim in CLAIMS.values() if claim["part_of"] == whole]
    shares = [claim for claim in found if claim["unit"] == "share" and claim["of"] == whole]
    return [claim for claim in (shares or found) if number(claim) is not None and (shares or claim["unit"] == unit)]


def outcome(whole: str) -> str:
    parts = parts_of(whole)
    total = sum(number(part) or 0 for part in parts)
    whole_number = 1.0 if parts[0]["unit"] == "share" else CLAIMS[whole].number("value") or 0
    if abs(total - whole_number) < 1e-9:
        return FOOTS
    return REMAINDER if total < whole_number else OVERLAP


WHOLES = sorted({claim["part_of"] for claim in CLAIMS.values() if claim["part_of"]})
COMPARED = [whole for whole in WHOLES if len(parts_of(whole)) > 1]


@pytest.mark.parametrize("whole", COMPARED)
def test_a_total_is_what_its_parts_make_or_the_reason_is_known(whole: str) -> None:
    expected, _ = REASONS.get(whole, (FOOTS, ""))
    assert outcome(whole) == expected


@pytest.mark.parametrize("whole", REASONS)
def test_every_reason_is_still_needed(whole: str) -> None:
    assert whole in COMPARED
    assert outcome(whole) != FOOTS


@pytest.mark.parametrize("whole", [whole for whole in WHOLES if whole not in COMPARED])
def test_a_single_part_is_no_more_than_its_whole(whole: str) -> None:
    size = max((CLAIMS[whole].number(column) or 0 for column in ("value", "low", "high")), default=0)
    for part in parts_of(whole):
        assert (number(part) or 0) <= size


def counted(vote: str, side: str) -> float | None:
    rows = [claim for claim in CLAIMS.values() if claim["vote"] == vote and claim["side"] == side]
    numbers = [number(claim) for claim in rows if claim["unit"] in {"votes", "people"}]
    return numbers[0] if len(numbers) == 1 else None


@pytest.mark.parametrize("vote", sorted({c["vote"] for c in CLAIMS.values() if c["side"] == "voting" and number(c)}))
def test_those_who_voted_are_the_sum_of_the_sides_where_all_are_given(vote: str) -> None:
    sides = [counted(vote, side) for side in ("for", "against", "abstaining")]
    if None not in sides:
        assert sum(filter(None, sides)) == counted(vote, "voting")
