"""Lines and slopes join only what the claims join: gaps stay open, doubt is hollow, and time is to scale."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from io import StringIO
from itertools import combinations, pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

import coursekit as ck
from coursekit.charts import style
from coursekit.charts.drawing import Drawing, Mark, recall
from coursekit.charts.graduation import graduation
from coursekit.charts.linecharts import lines
from coursekit.charts.slopechart import slopes
from coursekit.charts.spreading import spread
from coursekit.charts.timescale import moment_span

MONTHS = ("1917-03", "1917-04", "1917-05", "1917-06", "1917-07")


@pytest.fixture(autouse=True)
def _close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def organised() -> pd.DataFrame:
    revolt = ck.claims("peasant_revolt")
    return revolt[revolt["measure"] == "organised conflicts"]


def force() -> pd.DataFrame:
    revolt = ck.claims("peasant_revolt")
    return revolt[revolt["measure"] == "armed force sent"]


def moscow() -> pd.DataFrame:
    votes = ck.claims("city_elections")
    return votes[votes["body"].str.startswith("Moscow") & (votes["unit"] == "per cent")]


def duma() -> pd.DataFrame:
    return moscow().drop("t32-617-moscow-districts")


def own(*values: float | None, **columns: object) -> pd.DataFrame:
    return pd.DataFrame({"when": MONTHS[: len(values)], "value": values, **columns})


def drawn(ax: Axes) -> Drawing:
    drawing = recall(ax)
    assert drawing is not None
    return drawing


def words(ax: Axes) -> str:
    return " ".join(drawn(ax).sentences)


def mark(ax: Axes, label: str, within: str = "") -> Mark:
    return next(mark for mark in drawn(ax).marks if mark.label == label and mark.within == within)


def dot(shown: Mark) -> Line2D:
    artist = shown.artists[0]
    assert isinstance(artist, Line2D)
    return artist


def place(shown: Mark) -> tuple[float, float]:
    return float(np.asarray(dot(shown).get_xdata())[0]), float(np.asarray(dot(shown).get_ydata())[0])


def filled(shown: Mark) -> bool:
    return to_hex(str(dot(shown).get_markerfacecolor())) != style.colour("paper")


def joins(ax: Axes) -> list[tuple[tuple[float, float], tuple[float, float], bool]]:
    """Find the lines between marks: where each begins and ends, and whether it is dashed."""
    found = [line for line in ax.get_lines() if line.get_linewidth() == 1.8 and line.get_marker() == "None"]
    ends = [tuple(zip(*(np.asarray(data).tolist() for data in line.get_data()), strict=True)) for line in found]
    return [(start, end, line.is_dashed()) for line, (start, end) in zip(found, ends, strict=True)]


def texts(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts]


def render(ax: Axes) -> None:
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.savefig(StringIO(), format="svg")


def clear_of_each_other(ax: Axes) -> bool:
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.canvas.draw()
    boxes = [text.get_window_extent() for text in ax.texts if text.get_text()]
    page = figure.bbox
    inside = all(page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 and box.y1 <= page.y1 for box in boxes)
    return inside and not any(one.padded(-2).overlaps(other.padded(-2)) for one, other in combinations(boxes, 2))


# Lines


def test_every_month_that_is_given_has_a_mark_of_its_own() -> None:
    ax = lines(organised(), x="date_os")
    given_here = [mark for mark in drawn(ax).marks if mark.origin == "record"]
    assert [place(mark)[1] for mark in given_here] == organised()["value"].tolist()
    assert len({mark.artists[0] for mark in given_here}) == len(given_here)
    assert [mark.claims for mark in given_here] == [(name,) for name in organised().index]


def test_a_month_that_is_not_given_stays_open() -> None:
    ax = lines(organised(), x="date_os")
    assert [mark.label for mark in drawn(ax).marks if mark.origin == "absent"] == ["May 1917", "September 1917"]
    may = moment_span("1917-05").middle
    assert joins(ax), "June to July and on are joined"
    assert not [1 for start, end, _ in joins(ax) if start[0] < may < end[0]]
    assert "Not given: May 1917 and September 1917." in words(ax)


def test_an_open_month_is_marked_over_its_whole_length_at_no_height() -> None:
    band = mark(lines(organised(), x="date_os"), "May 1917").artists[0]
    assert isinstance(band, Rectangle)
    may = moment_span("1917-05")
    assert (band.get_x(), band.get_x() + band.get_width()) == pytest.approx((may.start, may.end))
    assert band.get_y() == 0


def test_a_month_the_reader_left_out_is_not_blamed_on_the_source() -> None:
    ax = lines(organised().drop("t32-250-organised-july"), x="date_os")
    assert mark(ax, "July 1917").figure == "left out here"
    assert mark(ax, "May 1917").figure == "not given"


def test_time_is_to_scale() -> None:
    ax = lines(organised(), x="date_os")
    for shown, month in zip(drawn(ax).marks, ("04", "05", "06"), strict=False):
        if shown.origin == "record":
            assert place(shown)[0] == moment_span(f"1917-{month}").middle


def test_the_axis_takes_dates() -> None:
    ax = lines(organised(), x="date_os")
    ax.set_xlim(date(1917, 5, 1), date(1917, 11, 1))  # type: ignore[arg-type]  # matplotlib turns dates into numbers
    render(ax)
    assert ax.get_xlim()[1] - ax.get_xlim()[0] == 184


def test_a_time_longer_than_a_month_has_a_bar_as_long_as_it_is() -> None:
    ax = lines(force().dropna(subset="value"), x="date_os")
    for shown, dates in zip(drawn(ax).marks, force()["date_os"], strict=False):
        (bar,) = shown.artists[1:]
        assert isinstance(bar, Line2D)
        assert np.asarray(bar.get_xdata()).tolist() == [moment_span(dates).start, moment_span(dates).end]
    assert "a bar shows how long a time of more than a month is" in words(ax)


def test_the_scale_begins_at_zero_unless_the_reader_says_otherwise() -> None:
    assert lines(organised(), x="date_os").get_ylim()[0] == 0
    _, ax = plt.subplots()
    ax.set_ylim(10, 130)
    assert lines(organised(), ax, x="date_os").get_ylim() == (10, 130)


def test_numbers_told_are_those_of_the_table() -> None:
    told = set(re.findall(r"(?<!\d)\d+(?!\d)", words(lines(organised(), x="date_os"))))
    assert told == {f"{number:g}" for number in organised()["value"]} | {"1917", "1", "31", "100"}


def test_claims_that_disagree_are_both_drawn() -> None:
    ax = lines(moscow(), x="date_os", by="party")
    figures = [mark.figure for mark in drawn(ax).marks if mark.within == "Bolsheviks"]
    assert [figure.split(" ")[0] for figure in figures] == ["11", "52", "51"]
    assert "overlap in time, so no line leads from one to the other: 52 per cent and 51 per cent" in words(ax)
    ends = [end for _, end, _ in joins(ax)]
    assert {52.0, 51.0} <= {end[1] for end in ends}
    assert not [1 for start, end, _ in joins(ax) if {start[1], end[1]} == {52.0, 51.0}]


def test_two_figures_for_one_month_are_both_drawn_and_both_joined() -> None:
    table = pd.DataFrame({"when": ["1917-03", "1917-04", "1917-04"], "value": [10, 20, 30]})
    ax = lines(table, x="when")
    assert {(start[1], end[1]) for start, end, _ in joins(ax)} == {(10, 20), (10, 30)}
    assert "April 1917: the table has 2 figures, 20 and 30, and all are drawn." in words(ax)


def test_a_party_keeps_its_colour_and_its_name_stands_at_the_end() -> None:
    ax = lines(duma(), x="date_os", by="party")
    assert to_hex(str(dot(mark(ax, "June 1917", "Bolsheviks")).get_markeredgecolor())) == style.colour("bolshevik")
    assert {"Bolsheviks", "Kadets", "Mensheviks"} <= set(texts(ax))
    assert len({dot(mark).get_marker() for mark in drawn(ax).marks}) == 4


def test_a_name_that_stands_for_two_figures_gives_both() -> None:
    ax = lines(moscow(), x="date_os", by="party")
    assert texts(ax)[texts(ax).index("Bolsheviks") + 1] == "51 and 52"


def test_the_leader_to_a_name_begins_clear_of_the_time_of_its_figure() -> None:
    ax = lines(own(10, 20, who="Group").assign(when=["1917-03", "1917-05/1917-08"]), x="when", by="who")
    (bar,) = (line for line in ax.get_lines() if line.get_marker() == "|")
    (leader,) = (line for line in ax.get_lines() if line.get_linewidth() == 0.9)
    assert np.min(leader.get_xdata()) > np.max(bar.get_xdata())


def test_no_line_of_the_grid_runs_through_what_is_said() -> None:
    ax = lines(organised(), x="date_os")
    paper = [p for p in ax.patches if isinstance(p, Rectangle) and to_hex(p.get_facecolor()) == style.colour("paper")]
    openings = [mark for mark in drawn(ax).marks if mark.origin == "absent"]
    assert len(openings) == len(paper) == 2
    figures = [text for text in ax.texts if text.get_text().isdecimal()]
    assert figures
    assert all(text.get_bbox_patch() for text in figures)


def test_what_covers_less_stands_over_what_covers_more() -> None:
    ax = slopes(duma(), x="date_os", by="party")
    square, triangle = (dot(mark(ax, "June 1917", party)) for party in ("Mensheviks", "Bolsheviks"))
    assert square.get_zorder() < triangle.get_zorder()


def test_numbers_are_marked_only_where_the_axis_is_drawn() -> None:
    table = pd.DataFrame({"year": [1, 2, 3] * 2, "value": range(6), "who": ["A long name"] * 3 + ["Another"] * 3})
    ax = lines(table, x="year", by="who")
    assert list(ax.get_xticks()) == [1, 2, 3]
    assert ax.spines["bottom"].get_bounds() == (1, 3)


def test_the_last_mark_of_the_axis_is_not_lost_in_a_sum() -> None:
    ax = lines(pd.DataFrame({"part": [0, 0.25, 0.6], "value": [1, 2, 3]}), x="part")
    assert ax.get_xticks()[-1] == pytest.approx(0.6)


def test_figures_that_would_reach_off_the_page_are_left_to_the_scale() -> None:
    ax = lines(pd.DataFrame({"part": [0, 1, 2], "value": [30_000_000_000, 5, 20_000_000_000]}), x="part")
    assert not any("000" in text for text in texts(ax))
    assert "20,000,000,000" in words(ax)


def test_names_at_the_ends_keep_off_each_other() -> None:
    table = pd.DataFrame([(month, 10 + n / 9, f"Group {n}") for n in range(8) for month in MONTHS[:2]])
    ax = lines(table.set_axis(["when", "value", "who"], axis=1), x="when", by="who")
    assert clear_of_each_other(ax)


def test_what_is_worked_out_is_hollow_on_a_dashed_line() -> None:
    ax = lines(own(100, 67, 87.1, made=[False, True, True]), x="when", chained="made")
    assert [filled(mark) for mark in drawn(ax).marks] == [True, False, False]
    assert all(dashed for *_, dashed in joins(ax))
    assert "because worked out and not printed: April 1917, 67; May 1917, 87.1" in words(ax)


def test_how_it_was_worked_out_is_told() -> None:
    ax = lines(own(100, 130, how=["", "30 per cent more"]), x="when", chained="how")
    assert mark(ax, "March 1917").certainty == "exact"
    assert mark(ax, "April 1917").certainty == "worked out, not printed: 30 per cent more"


def test_a_chained_figure_on_a_claim_is_the_readers() -> None:
    rises = ck.claims("peasant_revolt").loc[["t32-90-affected-september", "t32-90-affected-october"]]
    ax = lines(rises.assign(value=[130.0, 185.9], made=True), x="date_os", chained="made")
    assert {mark.origin for mark in drawn(ax).marks} == {"reader"}


def test_doubt_is_hollow_and_shows_how_far_it_reaches() -> None:
    table = own(None, 20, None, None, low=[10, None, 20, None], high=[15, None, None, 30]).assign(
        qualifier=["between", "about", "at least", "at most"]
    )
    ax = lines(table, x="when")
    assert not any(filled(mark) for mark in drawn(ax).marks)
    both_ends = mark(ax, "March 1917").artists
    assert [place(Mark("", "", "", artists=(end,)))[1] for end in both_ends[:2]] == [10, 15]
    whisker = both_ends[2]
    assert isinstance(whisker, Line2D)
    assert np.asarray(whisker.get_ydata()).tolist() == [10, 15]
    assert {(start[1], end[1]) for start, end, _ in joins(ax)} == {(10, 20), (15, 20), (20, 20), (20, 30)}
    for month, points_up in (("May 1917", True), ("June 1917", False)):
        arrow = mark(ax, month).artists[1]
        assert (arrow.xyann[1] > 0) is points_up  # type: ignore[attr-defined]  # an annotation


def test_a_row_without_a_number_is_a_place_left_open() -> None:
    ax = lines(own(1, None, 3), x="when")
    assert (mark(ax, "April 1917").figure, len(joins(ax))) == ("no number given", 0)
    assert isinstance(mark(ax, "April 1917").artists[0], Rectangle)
    assert "which is not zero" in words(ax)


def test_days_are_joined_and_months_between_them_are_not_missing() -> None:
    table = pd.DataFrame({"when": ["1917-05-20", "1917-08-20"], "value": [20, 33]})
    ax = lines(table, x="when")
    assert len(joins(ax)) == 1
    assert "absent" not in {mark.origin for mark in drawn(ax).marks}


def test_a_label_of_the_order_that_a_line_lacks_stays_open() -> None:
    table = pd.DataFrame(
        {"stage": ["first", "second", "third", "first", "third"], "value": [1, 2, 3, 2, 1], "who": list("aaabb")}
    )
    ax = lines(table, x="stage", by="who")
    assert (mark(ax, "second", "b").origin, mark(ax, "second", "b").figure) == ("absent", "no value")
    assert len(joins(ax)) == 2


def test_an_ordered_categorical_knows_what_is_missing() -> None:
    stages = pd.Categorical(["late", "early"], ["early", "middle", "late"], ordered=True)
    ax = lines(pd.DataFrame({"stage": stages, "value": [1, 2]}), x="stage")
    assert [mark.label for mark in drawn(ax).marks] == ["early", "middle", "late"]


def test_numbers_are_placed_as_numbers() -> None:
    ax = lines(pd.DataFrame({"week": [1, 2, 10], "value": [1, 2, 3]}), x="week")
    assert [place(mark)[0] for mark in drawn(ax).marks] == [1, 2, 10]
    assert len(joins(ax)) == 2


def test_lines_stand_in_the_axes_they_are_given() -> None:
    _, axes = plt.subplots(1, 2, figsize=(13, 5))
    assert lines(organised(), axes[0], x="date_os") is axes[0]
    assert recall(axes[1]) is None


@pytest.mark.parametrize(
    "table",
    [
        own(1),
        own(0, 0),
        own(None, 2),
        own(1, 10**12),
        own(1, 2, who=["Долгое название " * 8, "<b>&$x$"]),
        own(1, 2, 3, who=["", "a", "a"]),
        pd.DataFrame({"when": ["1917-10-26T02:10", "1917-10-26T14:35"], "value": [1, 2]}),
        pd.DataFrame({"when": ["1917-10-26T02:10"], "value": [1]}),
        pd.DataFrame({"when": ["1812", "1905", "1917"], "value": [1, 2, 3]}),
        pd.DataFrame({"when": ["1917-10-24", "1917-11-20"], "value": [1, 2]}),
        pd.DataFrame({"when": ["1916-11", "1917-01"], "value": [1, 2]}),
        pd.DataFrame({"when": [f"a rather long stage {n}" for n in range(40)], "value": range(40)}),
        pd.DataFrame({"when": [3.5], "value": [1]}),
    ],
)
def test_a_readers_own_lines_are_drawn(table: pd.DataFrame) -> None:
    ax = lines(table, x="when", by="who" if "who" in table else None)
    render(ax)
    assert {mark.origin for mark in drawn(ax).marks} <= {"none", "absent"}
    assert all(mark.artists for mark in drawn(ax).marks)


@pytest.mark.parametrize(
    ("table", "error", "message"),
    [
        (own(), ValueError, "no rows"),
        (own(None), ValueError, "nothing to draw"),
        (own(-2), ValueError, "draw differences"),
        (own(1).rename(columns={"when": "whem"}), ValueError, "no column 'when'. Did you mean 'whem'"),
        (own(1, 2, unit=["votes", "people"]), ValueError, "different units"),
        (own(*range(5)).assign(when=["1917-03", "", "1917-05", "1917-06", "1917-07"]), ValueError, "no place"),
        (own(1, 2).assign(when=["1917-03", "later"]), ValueError, "'later' is no date"),
        (own(1).assign(when=pd.to_datetime(["1917-03-01"])), ValueError, "use date_os"),
        (pd.DataFrame({"when": range(200), "value": range(200)}), ValueError, "At most 120 marks"),
        (pd.Series([1]), TypeError, "Series"),
    ],
)
def test_lines_that_mislead_are_refused_with_the_reason(
    table: pd.DataFrame, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        lines(table, x="when")


def test_more_lines_than_can_be_told_apart_are_refused() -> None:
    table = pd.DataFrame({"when": ["1917-03"] * 9, "value": 1, "who": list("abcdefghi")})
    with pytest.raises(ValueError, match="At most 8 lines can be told apart, and these are 9"):
        lines(table, x="when", by="who")


def test_chained_says_yes_or_no_or_how() -> None:
    with pytest.raises(TypeError, match="True or False, or in words"):
        lines(own(1, made=[3.5]), x="when", chained="made")


@pytest.mark.parametrize(
    ("dates", "inches", "shortest", "names"),
    [
        ("1917-03/1917-04", 4.0, 30, ["Mar", "Apr"]),
        ("1917-10-25T02:00/1917-10-26T01:00", 3.0, 0, ["6:00\n25 Oct", "12:00", "18:00", "26 Oct"]),
        ("1917-03/1917-05", 3.0, 30, ["Mar", "Apr", "May"]),
        ("1916-12/1917-02", 3.0, 30, ["Dec\n1916", "Jan\n1917", "Feb"]),
        ("1917-03/1917-10", 2.4, 1, ["Mar", "May", "Jul", "Sep"]),
        ("1917-10-24/1917-10-26", 2.2, 1, ["24 Oct", "25 Oct", "26 Oct"]),
        ("1914/1917", 3.0, 365, ["1914", "1915", "1916", "1917"]),
    ],
)
def test_time_is_divided_as_finely_as_can_be_read(dates: str, inches: float, shortest: float, names: list[str]) -> None:
    span = moment_span(dates)
    made = graduation(span.start, span.end, inches, shortest)
    assert [name for _, name in made.labels] == names


@given(
    st.lists(st.tuples(st.floats(0, 5), st.floats(0.1, 0.6)), min_size=1, max_size=8),
)
def test_labels_pushed_apart_touch_nowhere_and_keep_their_order(labels: list[tuple[float, float]]) -> None:
    wanted, sizes = [place for place, _ in labels], [size for _, size in labels]
    placed = spread(wanted, sizes, 5.0)
    order = sorted(range(len(labels)), key=lambda at: placed[at])
    assert [wanted[at] for at in order] == sorted(wanted)
    for below, above in pairwise(order):
        assert placed[above] - placed[below] >= (sizes[above] + sizes[below]) / 2 - 1e-9
    if sum(sizes) <= 5:
        assert all(size / 2 - 1e-9 <= at <= 5 - size / 2 + 1e-9 for at, size in zip(placed, sizes, strict=True))


# Slopes


def test_a_slope_leads_from_the_first_figure_to_the_last() -> None:
    ax = slopes(duma(), x="date_os", by="party")
    assert {(start[1], end[1]) for start, end, _ in joins(ax)} == {(11, 51), (56, 14), (12, 4), (17, 31)}
    assert ax.get_ylim()[0] < 0, "below zero is room for words"
    assert "The scale begins at zero." in words(ax)


def test_slopes_are_named_with_their_figures_at_both_ends() -> None:
    shown = " ".join(texts(slopes(duma(), x="date_os", by="party")))
    for label in ("Bolsheviks 11", "51 Bolsheviks", "Kadets 17", "31 Kadets", "Mensheviks 12", "4 Mensheviks"):
        assert label in shown


def test_labels_of_slopes_keep_off_each_other() -> None:
    assert clear_of_each_other(slopes(duma(), x="date_os", by="party"))
    table = pd.DataFrame([(when, 10 + n / 20, f"Group {n}") for n in range(10) for when in ("before", "after")])
    assert clear_of_each_other(slopes(table.set_axis(["when", "value", "who"], axis=1), x="when", by="who"))


def test_who_rose_and_who_fell_is_said() -> None:
    told = words(slopes(duma(), x="date_os", by="party"))
    assert "Bolsheviks and Kadets rose; Socialist Revolutionaries and Mensheviks fell." in told


def test_numbers_told_of_the_slopes_are_those_of_the_table() -> None:
    told = set(re.findall(r"\d+", words(slopes(duma(), x="date_os", by="party"))))
    assert told == {f"{number:g}" for number in duma()["value"]} | {"1917", "24"}


def test_time_runs_to_the_right_whatever_the_order_of_the_table() -> None:
    ax = slopes(duma().iloc[::-1], x="date_os", by="party")
    assert place(mark(ax, "June 1917", "Kadets"))[0] < place(mark(ax, "24 September 1917", "Kadets"))[0]


@pytest.mark.parametrize(
    ("left_out", "label"),
    [("f96-17-moscow-kadet-september", "24 September 1917"), ("f96-17-moscow-kadet-june", "June 1917")],
)
def test_a_missing_end_is_said_and_the_other_stands_alone(left_out: str, label: str) -> None:
    ax = slopes(duma().drop(left_out), x="date_os", by="party")
    open_end = mark(ax, label, "Kadets")
    assert (open_end.origin, open_end.figure) == ("absent", "left out here")
    assert open_end.artists
    assert len(joins(ax)) == 3
    assert "Kadets: left out" in " ".join(texts(ax))


def test_a_moment_between_that_a_group_lacks_is_not_joined_across() -> None:
    table = pd.DataFrame({"when": list("abcac"), "value": [1, 2, 3, 3, 1], "who": list("XXXYY")})
    ax = slopes(table, x="when", by="who")
    assert len(joins(ax)) == 2
    assert mark(ax, "b", "Y").figure == "no value"
    assert "not to scale" in words(ax)


def test_a_slope_from_a_figure_in_doubt_is_dashed() -> None:
    table = pd.DataFrame({"when": list("ab"), "value": [1, 2], "qualifier": ["about", "exact"], "who": "X"})
    ax = slopes(table, x="when", by="who")
    assert [dashed for *_, dashed in joins(ax)] == [True]
    assert [filled(mark) for mark in drawn(ax).marks] == [False, True]


@pytest.mark.parametrize(
    "table",
    [
        pd.DataFrame({"when": list("ab"), "value": [0, 0], "who": "X"}),
        pd.DataFrame({"when": list("ab"), "value": [1, None], "who": "X"}),
        pd.DataFrame({"when": list("ab"), "value": [1, 10**12], "who": "Долгое название " * 8}),
        pd.DataFrame(
            {"when": ["a long heading of a moment " * 3, "b", "c", "d"], "value": [1, 2, 3, 4], "who": "<b>&$x$"}
        ),
        pd.DataFrame({"when": [1905, 1917], "value": [1, 2], "who": ["X", "Y"]}),
        pd.DataFrame({"when": list("aab"), "value": [1, 2, 3], "who": "X"}),
    ],
)
def test_a_readers_own_slopes_are_drawn(table: pd.DataFrame) -> None:
    ax = slopes(table, x="when", by="who")
    render(ax)
    assert all(mark.artists for mark in drawn(ax).marks)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (pd.DataFrame({"when": [], "value": [], "who": []}), "no rows"),
        (pd.DataFrame({"when": ["a"], "value": [1], "who": ["X"]}), r"'when' has 1 \(a\). Draw bars"),
        (pd.DataFrame({"when": list("abcde"), "value": 1, "who": "X"}), "or draw lines"),
        (pd.DataFrame({"when": list("ab"), "value": [None, None], "who": "X"}), "nothing to draw"),
        (pd.DataFrame({"when": list("ab"), "value": [1, -1], "who": "X"}), "draw differences"),
        (pd.DataFrame({"when": list("ab"), "value": 1, "unit": ["seats", "per cent"], "who": "X"}), "different units"),
        (pd.DataFrame({"when": list("ab") * 100, "value": 1, "who": range(200)}), "At most 12 slopes"),
    ],
)
def test_slopes_that_mislead_are_refused_with_the_reason(table: pd.DataFrame, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        slopes(table, x="when", by="who")
