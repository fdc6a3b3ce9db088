"""Stacked bars and bars of shares: what is drawn, what is said, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from itertools import combinations, pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from coursekit.charts import style
from coursekit.charts.composition import CompositionError
from coursekit.charts.drawing import Drawing, Mark, recall
from coursekit.charts.stackedbars import shares, stacked
from coursekit.frames import claims, load
from drawings.counts import EXAMPLES

BARS: dict[str, Callable[[], Axes]] = {
    **{name: draw for name, draw in EXAMPLES.items() if name.startswith(("stacked", "shares"))},
    "parts of parts": lambda: stacked(opening(), x="date_os", by="party"),
    "an open place": lambda: stacked(
        votes("kiev-soviet-15-october", "garrison-power-to-congress"), x="body", by="side"
    ),
    "shares of counts": lambda: shares(executive(), x="source", by="party"),
}


@pytest.fixture(autouse=True)
def _close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def executive() -> pd.DataFrame:
    bodies = claims("bodies")
    return bodies[bodies["body"] == "Central Executive Committee"]


def opening() -> pd.DataFrame:
    return claims("bodies").filter(regex="^t32-2(326|328-(men|srs$|left))", axis="index")


def moscow() -> pd.DataFrame:
    city = claims("city_elections")
    return city[(city["body"] == "Moscow city duma") & (city["unit"] == "per cent")]


def votes(*names: str) -> pd.DataFrame:
    table = load("votes")
    return table[table["vote"].isin(names)]


def own(bar: Sequence[float | None], unit: str = "men", **columns: Sequence[object]) -> pd.DataFrame:
    labels = [f"group {place}" for place in range(len(bar))]
    return pd.DataFrame({"bar": "A", "group": labels, "value": bar, "unit": unit, **columns})


def render(ax: Axes) -> None:
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.savefig(StringIO(), format="svg")


def drawn(ax: Axes) -> Drawing:
    drawing = recall(ax)
    assert drawing is not None
    return drawing


def words(ax: Axes) -> str:
    return " ".join(drawn(ax).sentences)


def mark(ax: Axes, label: str, within: str = "") -> Mark:
    return next(mark for mark in drawn(ax).marks if mark.label == label and within in mark.within)


def texts(ax: Axes) -> str:
    return " ".join(text.get_text() for text in ax.texts)


def boxes(shown: Mark) -> list[Rectangle]:
    """Find the parts of the bar that show a mark, without the samples of a key."""
    return [artist for artist in shown.artists if isinstance(artist, Rectangle) and artist.get_height() > 0.15]


def reach(shown: Mark) -> tuple[float, float]:
    ends = [(box.get_x(), box.get_x() + box.get_width()) for box in boxes(shown)]
    return min(start for start, _ in ends), max(end for _, end in ends)


# Stacked


def test_segments_lie_end_to_end_from_zero() -> None:
    ax = stacked(votes("kiev-soviet-15-october"), x="body", by="side")
    assert [reach(shown) for shown in drawn(ax).marks] == [(0, 159), (159, 187), (187, 190)]


def test_a_total_is_the_frame_and_what_its_parts_leave_open_is_grey() -> None:
    ax = stacked(executive(), x="source", by="party")
    assert reach(mark(ax, "Trotsky 1932")) == (0, 101)
    rest = mark(ax, "Not broken down", "Trotsky")
    assert (reach(rest), rest.figure, rest.origin) == ((91, 101), "10 seats", "course")
    assert rest.claims == ("t32-2655-cec", "t32-2655-cec-bolsheviks", "t32-2655-cec-left-srs")
    (box,) = boxes(rest)
    assert to_hex(box.get_edgecolor()) == style.colour("unknown")
    assert box.get_hatch()


def test_two_accounts_of_one_body_stand_side_by_side_with_their_claims() -> None:
    ax = stacked(executive(), x="source", by="party")
    found = [mark(ax, "Left Socialist Revolutionaries", author) for author in ("Trotsky", "Serge")]
    assert [(shown.figure, shown.claims) for shown in found] == [
        ("29 seats", ("t32-2655-cec-left-srs",)),
        ("20 seats", ("s30-41-left-srs",)),
    ]


def test_a_group_named_without_a_number_is_named_in_the_rest() -> None:
    ax = EXAMPLES["stacked"]()
    assert "Internationalists" in texts(ax)
    assert "named there: Internationalists" in words(ax)
    assert mark(ax, "Internationalists", "Serge").figure == "no number given"
    assert mark(ax, "Internationalists", "Trotsky").origin == "absent"


def test_hedged_parts_are_hollow_and_lie_within_their_group() -> None:
    ax = stacked(opening(), x="date_os", by="party")
    lefts, group = mark(ax, "Left Socialist Revolutionaries"), mark(ax, "Socialist Revolutionaries")
    assert lefts.figure == "about 0.6 of 159 seats"
    assert all(to_hex(box.get_facecolor()) == style.colour("paper") for box in boxes(lefts))
    assert reach(group)[0] == reach(lefts)[0]
    assert reach(lefts)[1] < reach(group)[1]
    assert "Not exact" in words(ax)
    assert "95" not in words(ax), "no head is counted from an approximate share"


def test_a_vote_without_a_number_keeps_an_open_place() -> None:
    ax = stacked(votes("kiev-soviet-15-october", "garrison-power-to-congress"), x="body", by="side")
    absent = mark(ax, "for", "Garrison")
    assert absent.figure == "no number given"
    assert absent.artists
    assert "no number" in texts(ax)
    assert "which is not zero" in words(ax)


def test_a_side_of_another_vote_of_the_body_is_not_called_left_out() -> None:
    table = votes("kiev-soviet-15-october", "cc-insurrection").drop("t32-1194-decision-by-majority")
    assert mark(stacked(table, x="body", by="side"), "abstaining", "Central").figure == "not given"


def test_a_side_the_reader_left_out_is_not_blamed_on_the_source() -> None:
    table = votes("kiev-soviet-15-october", "mrc-regulations-soldiers-section").drop("t32-673-kiev-abstaining")
    assert mark(stacked(table, x="body", by="side"), "abstaining", "Kiev").figure == "left out here"


def test_none_is_drawn_as_zero_and_not_as_missing() -> None:
    ax = stacked(votes("garrison-power-to-congress"), x="body", by="side")
    against = mark(ax, "against")
    start, end = reach(against)
    assert (against.figure, against.certainty, end - start) == ("0 votes", "none", 0)


def test_a_bar_without_a_total_says_so() -> None:
    (left_out,) = drawn(stacked(votes("kiev-soviet-15-october"), x="body", by="side")).leaves_out
    assert "No row of the table gives a total" in left_out
    assert drawn(stacked(executive(), x="source", by="party")).leaves_out == ()


def test_numbers_told_are_those_of_the_table_or_worked_out() -> None:
    ax = EXAMPLES["stacked"]()
    told = set(re.findall(r"\d+", words(ax)))
    printed = {f"{number:g}" for number in executive()["value"].dropna()}
    worked_out = set(re.findall(r"not broken down, (\d+) \(worked out", words(ax)))
    assert told <= printed | worked_out | {"1930", "1932", "2"}


def test_a_range_is_certain_to_its_lower_end() -> None:
    ax = stacked(own([3, None], low=[None, 5], high=[None, 8], qualifier=["exact", "between"]), x="bar", by="group")
    solid, edge, loose = boxes(mark(ax, "group 1"))
    assert (solid.get_width(), edge.get_width(), loose.get_width()) == (5, 5, 3)
    assert reach(mark(ax, "group 1")) == (3, 11)


def test_segments_differ_by_hatch_as_well_as_colour() -> None:
    ax = stacked(votes("kiev-soviet-15-october"), x="body", by="side")
    assert len({boxes(shown)[0].get_hatch() for shown in drawn(ax).marks}) == 3


def test_sides_of_a_vote_within_one_party_are_not_all_in_its_colour() -> None:
    table = votes("cc-insurrection").drop("t32-1194-decision-by-majority")
    ax = stacked(table, x="body", by="side")
    faces = {to_hex(boxes(shown)[0].get_facecolor()) for shown in drawn(ax).marks}
    assert len(faces) == 2
    assert style.colour("bolshevik") not in faces


def test_parts_above_their_whole_are_refused() -> None:
    changed = executive()
    changed.loc["t32-2655-cec-bolsheviks", "value"] = 90
    with pytest.raises(CompositionError, match="come to more than the whole: Bolsheviks 90"):
        stacked(changed, x="source", by="party")


def test_what_the_reader_changed_is_said_to_be_theirs() -> None:
    table = votes("kiev-soviet-15-october")
    ax = stacked(table.assign(value=table["value"] * 2), x="body", by="side")
    assert {shown.origin for shown in drawn(ax).marks} == {"reader"}


# Shares


def test_every_whole_reaches_to_a_hundred() -> None:
    ax = shares(moscow(), x="date_os", by="party")
    assert reach(mark(ax, "Not broken down", "June")) == (96, 100)
    assert reach(mark(ax, "Kadets", "September")) == (69, 100)
    assert list(ax.get_xticks()) == [0, 25, 50, 75, 100]
    assert "per cent" in ax.get_xlabel()


def test_a_share_is_given_with_its_base() -> None:
    ax = shares(moscow(), x="date_os", by="party")
    assert "June 1917 (of votes cast, Moscow, June)" in words(ax)
    assert "of votes cast, Moscow, June" in texts(ax)


def test_what_no_party_is_given_is_by_subtraction() -> None:
    ax = shares(moscow(), x="date_os", by="party")
    rest = mark(ax, "Not broken down")
    assert (rest.figure, rest.origin, len(rest.claims)) == ("4 per cent", "course", 4)
    assert "4 per cent by subtraction" in texts(ax)


def test_parts_of_a_part_leave_their_own_remainder() -> None:
    ax = EXAMPLES["shares with parts of parts"]()
    assert mark(ax, "Not broken down").figure == "29.5 per cent"
    assert reach(mark(ax, "Ukrainians")) == (43, 60)
    assert reach(mark(ax, "all other nationalities")) == (43, 100)


def test_a_share_worked_out_from_counts_says_so_and_names_its_base() -> None:
    ax = shares(executive(), x="source", by="party")
    bolsheviks = mark(ax, "Bolsheviks", "Trotsky")
    assert (bolsheviks.figure, bolsheviks.claims) == ("61.4 per cent (62 of 101 seats)", ("t32-2655-cec-bolsheviks",))
    assert "worked out by the course" in bolsheviks.certainty
    assert reach(bolsheviks)[1] == pytest.approx(100 * 62 / 101)
    assert reach(mark(ax, "Trotsky 1932")) == (0, 100)
    assert "Worked out by the course from counts" in words(ax)


def test_counts_without_a_total_are_shares_of_them_together() -> None:
    ax = shares(votes("kiev-soviet-15-october"), x="body", by="side")
    assert "of 190 votes, added up by the course" in texts(ax)
    assert mark(ax, "for").figure == "83.7 per cent (159 of 190 votes)"


def test_of_an_approximate_count_no_share_is_formed() -> None:
    ax = shares(opening(), x="body", by="party")
    assert mark(ax, "Left Socialist Revolutionaries").figure == "about 0.6 of 159"


def test_a_bound_leaves_a_bound() -> None:
    ax = shares(claims("city_elections").loc[["t32-2819-a-third-of-seats"]], x="body", by="party")
    assert mark(ax, "Bolsheviks").figure == "at least a third"
    assert mark(ax, "Not broken down").figure == "at most two thirds"


def test_all_of_a_duma_is_a_full_bar_without_a_number() -> None:
    ax = shares(claims("city_elections").loc[["t32-617-duma-kronstadt"]], x="place", by="party")
    assert (mark(ax, "Bolsheviks").figure, reach(mark(ax, "Bolsheviks"))) == ("all", (0, 100))


def test_rounding_in_print_may_reach_past_a_hundred_and_is_said() -> None:
    ax = shares(own([34, 33, 34], unit="per cent"), x="bar", by="group")
    assert "make 101 per cent together, as rounding in print may bring about" in words(ax)
    assert ax.get_xlim()[1] > 101


def test_a_remainder_that_may_be_rounding_is_said_to_be() -> None:
    assert "no more than rounding" in words(shares(own([33, 33, 33], unit="per cent"), x="bar", by="group"))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 1000), min_size=2, max_size=6).filter(any))
def test_shares_of_counts_fill_the_whole(counts: list[int]) -> None:
    ax = shares(own(counts), x="bar", by="group")
    ends = [reach(shown) for shown in drawn(ax).marks]
    plt.close("all")
    assert ends[0][0] == 0
    assert ends[-1][1] == pytest.approx(100)
    assert all(left[1] == pytest.approx(right[0]) for left, right in pairwise(ends))


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (own([60, 50], unit="per cent"), "make 110 per cent together, more than rounding explains"),
        (own([0.6, 0.41], unit="share"), "more than rounding explains"),
        (own([50, 3], unit="per cent").assign(unit=["per cent", "men"]), "mixes shares with counts"),
        (own([5, None]), "cannot be added up .*no number given"),
        (own([5]), "not two figures"),
        (own([0, 0]), "cannot be added up"),
        (own([5, 4], qualifier=["exact", "about"]), "about 4"),
    ],
)
def test_shares_that_cannot_be_are_refused_with_the_reason(table: pd.DataFrame, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        shares(table, x="bar", by="group")


def test_shares_of_different_wholes_are_refused_in_one_bar() -> None:
    table = moscow().loc[["f96-17-moscow-june", "f96-17-moscow-sr-september"]]
    with pytest.raises(ValueError, match="of different wholes: votes cast, Moscow, June; votes cast, Moscow, 24"):
        shares(table, x="place", by="party")


# Both


@pytest.mark.parametrize("form", [stacked, shares])
@pytest.mark.parametrize(
    ("table", "error", "message"),
    [
        (own([]), ValueError, "no rows"),
        (own([None, None]), ValueError, "nothing to draw|cannot be added up"),
        (own([1, -2]), ValueError, "'value' is -2"),
        (own([1, 2]).assign(unit=["men", "votes"]), ValueError, "different units"),
        (own(range(200)), ValueError, "at most 12 kinds of segment, and these are 200"),
        (own([1, 2]).assign(group="x"), ValueError, "two rows for 'x': row 1 and row 2"),
        (own([1, 2]).rename(columns={"group": "groups"}), ValueError, "Did you mean 'groups'"),
        (pd.Series([1]), TypeError, "Series"),
    ],
)
def test_what_a_bar_cannot_show_is_refused_with_the_reason(
    form: type, table: pd.DataFrame, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        form(table, x="bar", by="group")


@pytest.mark.parametrize("form", [stacked, shares])
def test_more_bars_than_a_page_holds_are_refused(form: type) -> None:
    table = pd.concat([own([1, 2]).assign(bar=f"bar {place}") for place in range(30)])
    with pytest.raises(ValueError, match="at most 12 bars, and these are 30"):
        form(table, x="bar", by="group")


def test_shares_of_something_else_are_refused_as_counts() -> None:
    with pytest.raises(ValueError, match="Draw shares with `shares`"):
        stacked(moscow(), x="date_os", by="party")


@pytest.mark.parametrize("form", [stacked, shares])
@pytest.mark.parametrize(
    "table",
    [
        own([7, 0]),
        own([1, 10**12]),
        own([3, 4]).assign(bar="Долгое название " * 8, group=["Большевики " * 6, "<b>&$x$\n\x00"]),
        own(range(1, 10)),
    ],
)
def test_a_readers_own_bars_are_drawn(form: type, table: pd.DataFrame) -> None:
    ax = form(table, x="bar", by="group")
    render(ax)
    assert len(drawn(ax).marks) == len(table)
    assert {shown.origin for shown in drawn(ax).marks} == {"none"}


def test_one_row_is_a_bar() -> None:
    ax = stacked(own([7]), x="bar", by="group")
    assert reach(mark(ax, "group 0")) == (0, 7)


def test_bars_stand_in_the_axes_they_are_given() -> None:
    _, (first, second) = plt.subplots(1, 2, figsize=(13, 6))
    assert stacked(executive(), first, x="source", by="party") is first
    assert recall(second) is None


def test_an_axes_too_low_for_the_labels_is_refused() -> None:
    _, low = plt.subplots(figsize=(5, 1))
    with pytest.raises(ValueError, match="inches high"):
        stacked(executive(), low, x="source", by="party")


@pytest.mark.parametrize("name", BARS)
def test_everything_that_is_drawn_can_be_pointed_at(name: str) -> None:
    ax = BARS[name]()
    children = set(ax.get_children())
    shown = [shown for shown in drawn(ax).marks if shown.artists]
    assert all(set(mark.artists) <= children for mark in shown)
    assert sum(len(mark.artists) for mark in shown) == len({artist for mark in shown for artist in mark.artists})
    assert all(mark.origin == "absent" or "no number" in mark.figure for mark in drawn(ax).marks if not mark.artists)


@pytest.mark.parametrize("name", BARS)
def test_no_text_is_clipped_or_covered(name: str) -> None:
    ax = BARS[name]()
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.canvas.draw()
    extents = [text.get_window_extent() for text in ax.texts if text.get_text()]
    page = figure.bbox.padded(1)
    assert all(page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 and box.y1 <= page.y1 for box in extents)
    assert not [1 for one, other in combinations(extents, 2) if one.padded(-2).overlaps(other.padded(-2))]
