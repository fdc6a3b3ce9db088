"""The forms draw what the claims say and nothing more, for the course's tables and for a reader's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import StringIO
from itertools import combinations
from math import hypot

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

import coursekit as ck
from coursekit.charts import style
from coursekit.charts.arc import Wedge, arrange, place_labels
from coursekit.charts.composition import CompositionError
from coursekit.charts.drawing import Drawing, Mark, recall

HOUSE, BOARD = "Pre-Parliament", "Presiding board of the Pre-Parliament"


@pytest.fixture(autouse=True)
def _close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def seats(body: str = HOUSE) -> pd.DataFrame:
    table = ck.load("preparliament_seats")
    return table[table["body"] == body]


def votes() -> pd.DataFrame:
    table = ck.load("preparliament_votes")
    return table[table["date_os"] == "1917-10-18"]


def own(**groups: float | None) -> pd.DataFrame:
    return pd.DataFrame({"label": list(groups), "value": list(groups.values())})


def drawn(ax: Axes) -> Drawing:
    drawing = recall(ax)
    assert drawing is not None
    return drawing


def mark(ax: Axes, label: str, within: str = "") -> Mark:
    return next(mark for mark in drawn(ax).marks if mark.label == label and within in mark.within)


def dots(ax: Axes, role: str, *, filled: bool) -> int:
    """Count the dots in the colour of a role."""
    face = style.colour(role if filled else "paper")
    lines = [line for line in ax.get_lines() if line.get_marker() != "None"]
    return sum(
        np.size(line.get_xdata())
        for line in lines
        if to_hex(line.get_markeredgecolor()) == style.colour(role) and to_hex(line.get_markerfacecolor()) == face
    )


def dots_of(mark: Mark) -> int:
    """Count the dots that show a mark."""
    lines = [artist for artist in mark.artists if isinstance(artist, Line2D) and artist.get_marker() != "None"]
    return sum(np.size(line.get_xdata()) for line in lines)


def texts(ax: Axes) -> str:
    return " ".join(text.get_text() for text in ax.texts)


def render(ax: Axes) -> None:
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.savefig(StringIO(), format="svg")


def bars_of(ax: Axes) -> list[float]:
    """Lengths of the outlined bars, from the top."""
    boxes = [patch for patch in ax.patches if isinstance(patch, Rectangle) and patch.get_linewidth()]
    return [box.get_width() for box in sorted(boxes, key=lambda box: -box.get_y())]


# The parliament arc


def test_one_dot_for_each_place_and_no_more() -> None:
    ax = ck.hemicycle(seats())
    assert dots(ax, "menshevik", filled=True) == 60
    assert dots(ax, "bolshevik", filled=True) == 66
    assert dots(ax, "sr", filled=True) + dots(ax, "left-sr", filled=False) == 120


def test_the_about_twenty_lefts_are_hollow_inside_the_srs() -> None:
    ax = ck.hemicycle(seats())
    assert (dots(ax, "left-sr", filled=False), dots(ax, "left-sr", filled=True)) == (20, 0)
    assert mark(ax, "Left Socialist Revolutionaries").within == "Socialist Revolutionaries"
    assert "about 20 of the 120" in texts(ax)


def test_no_dot_of_the_kadets_is_certain() -> None:
    ax = ck.hemicycle(seats())
    assert dots(ax, "kadet", filled=True) == 0
    assert dots(ax, "kadet", filled=False) > 0
    assert mark(ax, "Kadets").certainty.endswith("fewer than half")


def test_what_has_no_number_is_grey_and_named() -> None:
    ax = ck.hemicycle(seats())
    assert dots(ax, "unknown", filled=True) == 0
    assert "not broken down" in texts(ax)
    assert "Co-operators" in texts(ax)
    assert "Peasant delegates" in texts(ax)


def test_nobody_counts_the_kadets() -> None:
    drawing = drawn(ck.hemicycle(seats()))
    words = [*drawing.sentences, *drawing.leaves_out]
    words += [f"{mark.figure} {mark.certainty}" for mark in drawing.marks]
    assert "78" not in re.findall(r"\d+", " ".join(words))


def test_every_number_told_is_in_the_table_or_said_to_be_worked_out() -> None:
    table = ck.claims("preparliament_seats")
    printed = {f"{number:g}" for number in table.loc[table["body"] == HOUSE, "value"].dropna()}
    words = " ".join(drawn(ck.hemicycle(seats())).sentences)
    worked_out = set(re.findall(r"not broken down, (\d+) \(worked out by the course\)", words))
    assert worked_out == {"62"}
    assert set(re.findall(r"\d+", words)) <= printed | worked_out


def test_a_remainder_leads_to_the_claims_it_is_taken_from() -> None:
    rest = mark(ck.hemicycle(seats()), "Not broken down", "democratic")
    assert (rest.origin, rest.figure) == ("course", "62 seats")
    assert rest.claims == ("pp-democratic", "pp-srs", "pp-mensheviks", "pp-bolsheviks")


def test_every_group_with_seats_has_them_for_its_artists() -> None:
    ax = ck.hemicycle(seats())
    counts = {mark.label: dots_of(mark) for mark in drawn(ax).marks if mark.artists}
    assert counts["Socialist Revolutionaries"] == 120, "with the Lefts within them"
    assert (counts["Left Socialist Revolutionaries"], counts["Bolsheviks"]) == (20, 66)
    assert counts["All “democratic” groups"] == 308
    assert "Co-operators" not in counts, "named, but nowhere drawn"


def test_the_rest_is_shown_by_its_own_seats() -> None:
    rest = mark(ck.hemicycle(seats()), "Not broken down", "democratic")
    assert dots_of(rest) == 62


def test_people_leaving_are_no_seats() -> None:
    told = " ".join(drawn(ck.hemicycle(seats())).leaves_out)
    assert "because it counts people leaving: Bolsheviks" in told
    assert "not a seating plan" in told


def test_provenance_survives_what_beginners_do() -> None:
    worked = seats().sort_values("value").assign(share=lambda table: table["value"] / 308)
    worked = worked[worked["party"].isin(["menshevik", "bolshevik"])]
    ax = ck.hemicycle(worked)
    assert [(mark.claims, mark.origin) for mark in drawn(ax).marks] == [
        (("pp-mensheviks",), "record"),
        (("pp-bolsheviks",), "record"),
    ]


def test_a_figure_the_reader_changed_is_no_longer_the_records() -> None:
    changed = seats(BOARD)
    changed = changed.assign(value=changed["value"] * 2)
    assert [mark.origin for mark in drawn(ck.hemicycle(changed)).marks if mark.claims] == ["reader", "reader", "course"]


def test_a_house_without_its_whole_still_stands() -> None:
    ax = ck.hemicycle(seats().drop(index="pp-democratic"))
    assert dots(ax, "sr", filled=True) + dots(ax, "left-sr", filled=False) == 120


def test_the_arc_stands_in_the_axes_it_is_given() -> None:
    _, axes = plt.subplots(1, 2, figsize=(13, 6))
    assert ck.hemicycle(seats(), axes[0]) is axes[0]
    assert recall(axes[1]) is None


def test_a_readers_own_table_is_drawn_and_not_traced() -> None:
    ax = ck.hemicycle(own(Reds=12, Whites=7, Bolsheviks=3))
    assert [(mark.label, mark.figure, mark.origin) for mark in drawn(ax).marks] == [
        ("Reds", "12", "none"),
        ("Whites", "7", "none"),
        ("Bolsheviks", "3", "none"),
    ]
    assert dots(ax, "bolshevik", filled=True) == 3, "a party keeps its colour in a reader's own table"


def test_one_place_is_a_house() -> None:
    assert dots(ck.hemicycle(own(Only=1)), "deep", filled=True) == 1


@pytest.mark.parametrize(
    ("table", "error", "message"),
    [
        (own(), ValueError, "no rows"),
        (own(A=None, B=None), ValueError, "nothing to draw"),
        (own(A=3, B=-1), ValueError, "'value' is -1 in row 1"),
        (own(A=float("inf")), ValueError, "inf"),
        (own(A=1.5), ValueError, "whole places"),
        (own(A=5000), ValueError, "Try bars"),
        (own(**{f"g{n}": 1 for n in range(30)}), ValueError, "at most 14 groups"),
        (own(A=1).rename(columns={"value": "seats"}), ValueError, "no column 'value'"),
        (own(A=1).rename(columns={"label": "labels"}), ValueError, "Did you mean"),
        (pd.DataFrame({"label": ["A"], "value": ["many"]}), ValueError, "no number"),
        (pd.Series([1, 2]), TypeError, "Series"),
        (pd.DataFrame({"label": ["A"], "value": [1.0], "qualifier": ["abot"]}), ValueError, "Did you mean 'about'"),
    ],
)
def test_what_an_arc_cannot_show_is_refused_with_the_reason(
    table: pd.DataFrame, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        ck.hemicycle(table)


def test_two_bodies_in_one_arc_are_refused() -> None:
    with pytest.raises(ValueError, match="several bodies: 'Pre-Parliament', 'Presiding board"):
        ck.hemicycle(ck.load("preparliament_seats"))


def test_parts_above_their_whole_are_refused() -> None:
    changed = seats()
    changed.loc["pp-bolsheviks", "value"] = 266
    with pytest.raises(CompositionError, match="come to more than the whole: Socialist Revolutionaries 120"):
        ck.hemicycle(changed)


def test_a_claim_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="'pp-democratic' stands in the table twice"):
        ck.hemicycle(pd.concat([seats(), seats()]))


LABELS = st.text(alphabet="Абвгд ghij<b>&$_^{}\\'\"", min_size=1, max_size=70)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(LABELS, st.integers(1, 60)), min_size=1, max_size=8))
def test_labels_of_any_writing_stand_clear_of_each_other(groups: list[tuple[str, int]]) -> None:
    arc = arrange([number for _, number in groups], 1.4)
    assert [len(section) for section in arc.sections] == [number for _, number in groups]
    assert all(hypot(x, y) <= 1.4 and y >= -0.01 for section in arc.sections for x, y in section)
    ax = ck.hemicycle(pd.DataFrame(groups, columns=["label", "value"]))
    render(ax)
    plt.close("all")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(0.05, 3.09), min_size=1, max_size=7, unique=True))
def test_labels_keep_off_the_arc_and_each_other(angles: list[float]) -> None:
    wedges = [Wedge("A label\nof two lines", angle) for angle in sorted(angles, reverse=True)]
    labels = place_labels(wedges, 1.5, (-4.0, 4.0)) or []
    assert not any(one.meets(other) for one, other in combinations(labels, 2))
    assert all(label.nearest() > 1.5 or label.top < 0 for label in labels)


def test_no_text_of_the_pre_parliament_is_clipped_or_covered() -> None:
    ax = ck.hemicycle(seats())
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.canvas.draw()
    boxes = [text.get_window_extent() for text in ax.texts]
    page = figure.bbox
    assert all(page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 and box.y1 <= page.y1 for box in boxes)
    assert not [1 for one, other in combinations(boxes, 2) if one.padded(-2).overlaps(other.padded(-2))]


# Bars


def test_bars_are_as_long_as_their_figures_and_begin_at_zero() -> None:
    ax = ck.bars(votes(), x="side", by="motion")
    assert bars_of(ax) == [95, 127, 50, 135, 139]
    assert all(patch.get_x() == 0 for patch in ax.patches if isinstance(patch, Rectangle))


@pytest.mark.parametrize("table", [votes(), votes().assign(value=0)], ids=["votes", "nothing but zero"])
def test_every_bar_has_artists_of_its_own(table: pd.DataFrame) -> None:
    ax = ck.bars(table, x="side", by="motion")
    artists = [artist for mark in drawn(ax).marks for artist in mark.artists]
    assert all(mark.artists for mark in drawn(ax).marks)
    assert len(artists) == len(set(artists))
    assert set(artists) <= set(ax.get_children())


def test_a_side_the_source_does_not_give_stays_open() -> None:
    ax = ck.bars(votes(), x="side", by="motion")
    absent = mark(ax, "abstaining", "right wing")
    assert (absent.figure, absent.origin, absent.claims) == ("not given", "absent", ())
    assert "not given" in texts(ax)
    assert "not zero" in " ".join(drawn(ax).sentences)


def test_a_side_the_reader_left_out_is_not_blamed_on_the_source() -> None:
    ax = ck.bars(votes().drop(index="pp-sr-formula-for"), x="side", by="motion")
    assert mark(ax, "for", "Socialist Revolutionaries").figure == "left out here"


def test_sides_differ_by_hatch() -> None:
    ax = ck.bars(votes(), x="side", by="motion")
    assert len({patch.get_hatch() for patch in ax.patches if not patch.get_linewidth()}) == 3


def test_a_bound_is_drawn_as_a_bound() -> None:
    table = ck.load("preparliament_votes")
    ax = ck.bars(table[table["vote"] == "pp-withdrawal"], x="side")
    assert mark(ax, "margin").figure == "between 2 and 3 votes"
    assert bars_of(ax) == [1, 2, 1], "one against; a margin certain to two, and hollow from there to three"


def test_numbers_told_of_the_votes_are_those_of_the_table() -> None:
    words = " ".join(drawn(ck.bars(votes(), x="side", by="motion")).sentences)
    assert set(re.findall(r"\d+", words)) == {f"{number:g}" for number in votes()["value"]}


def test_a_column_the_reader_worked_out_is_said_to_be_theirs() -> None:
    table = votes().assign(share=lambda frame: frame["value"] / 272)
    ax = ck.bars(table, x="side", y="share", by="motion")
    assert {mark.origin for mark in drawn(ax).marks} == {"reader", "absent"}


def test_a_party_is_drawn_in_its_colour() -> None:
    ax = ck.bars(seats().loc[["pp-mensheviks", "pp-bolsheviks"]], x="group")
    edges = {to_hex(patch.get_edgecolor()) for patch in ax.patches if patch.get_linewidth()}
    assert edges == {style.colour("menshevik"), style.colour("bolshevik")}


@pytest.mark.parametrize(
    "table",
    [
        own(A=1),
        own(A=0, B=0),
        own(A=None, B=2),
        own(A=1, B=10**9),
        own(**{"Долгое название " * 8: 3, "<b>&$x$": 4, "": 1}),
    ],
)
def test_a_readers_own_bars_are_drawn(table: pd.DataFrame) -> None:
    ax = ck.bars(table, x="label")
    render(ax)
    assert len(drawn(ax).marks) == len(table)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (own(), "no rows"),
        (own(A=None), "nothing to draw"),
        (own(A=-2), "draw differences"),
        (own(**{f"g{n}": 1 for n in range(200)}), "at most 40 bars, and these are 200"),
        (own(A=1, B=2).assign(unit=["votes", "people"]), "different units"),
    ],
)
def test_bars_that_mislead_are_refused_with_the_reason(table: pd.DataFrame, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        ck.bars(table, x="label")


def test_bars_with_labels_of_two_lines_stand_further_apart() -> None:
    long = [f"the {place} of the parties that kept away from the vote" for place in ("first", "second")]
    ax = ck.bars(pd.DataFrame({"who": long, "value": [1, 2]}), x="who")
    render(ax)
    boxes = [text.get_window_extent() for text in ax.texts if text.get_horizontalalignment() == "right"]
    assert len(boxes) == 4
    rows = sorted(boxes, key=lambda box: -box.y0)
    within, between = rows[0].y0 - rows[1].y0, rows[1].y0 - rows[2].y0
    assert between > 1.2 * within


def test_a_long_number_is_not_broken() -> None:
    ax = ck.bars(pd.DataFrame({"who": ["all"], "value": [9_876_543_210_123_456]}), x="who")
    assert "9,876,543,210,123,456" in {text.get_text() for text in ax.texts}
