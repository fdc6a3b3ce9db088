"""A student's own chart is read mark by mark, linked where a row fits it and only there, and told in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle, Wedge

import coursekit as ck
from coursekit.charts.drawing import Drawing, Mark
from coursekit.figures.tracing import MOST_MARKS, MOST_ROWS, trace
from coursekit.record import record
from drawings.own import EXAMPLES, HANDED

DAY = "1917-10-18"
FORMULAS = ("pp-sr-formula-for", "pp-sr-formula-against", "pp-sr-formula-abstaining")


@pytest.fixture(autouse=True)
def _close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def votes() -> pd.DataFrame:
    table = ck.load("preparliament_votes")
    return table[table["date_os"] == DAY]


def seats() -> pd.DataFrame:
    return ck.load("preparliament_seats")


def canvas() -> Axes:
    return plt.subplots()[1]


def on(draw: Callable[[Axes], object]) -> Axes:
    ax = canvas()
    draw(ax)
    return ax


def words(drawing: Drawing) -> str:
    return " ".join(drawing.sentences)


def left_out(drawing: Drawing) -> str:
    return " ".join(drawing.leaves_out)


def claims(drawing: Drawing) -> list[tuple[str, ...]]:
    return [mark.claims for mark in drawing.marks]


def origins(drawing: Drawing) -> set[str]:
    return {mark.origin for mark in drawing.marks}


def mark(drawing: Drawing, label: str, within: str = "") -> Mark:
    return next(mark for mark in drawing.marks if label in mark.label and mark.within == within)


def on_a_new_page(plot: Callable[[pd.DataFrame], Axes]) -> Axes:
    plt.figure()  # a Series draws into the axes that is there
    return plot(votes())


# Reading


PLOTS: dict[str, Callable[[pd.DataFrame], Axes]] = {
    "bars": lambda table: table.plot.bar(x="side", y="value"),
    "bars of the index": lambda table: table["value"].plot.bar(),
    "bars lying down": lambda table: table.plot.barh(y="value"),
    "a line": lambda table: table["value"].plot(),
    "a line on a logarithmic axis": lambda table: table["value"].plot(logy=True),
    "an area": lambda table: table[["value"]].plot.area(),
    "a pie": lambda table: table.plot.pie(y="value"),
    "bars of matplotlib": lambda table: on(lambda ax: ax.bar(table.index, table["value"])),
    "bars that lie, of matplotlib": lambda table: on(lambda ax: ax.barh(table.index, table["value"])),
    "a line of matplotlib": lambda table: on(lambda ax: ax.plot(table.index, table["value"])),
    "a line lying down": lambda table: on(lambda ax: ax.plot(table["value"], table.index)),
    "a line without labels": lambda table: on(lambda ax: ax.plot(table["value"].to_numpy())),
    "dots of matplotlib": lambda table: on(lambda ax: ax.scatter(table.index, table["value"])),
    "dots of pandas": lambda table: table.assign(n=range(len(table))).plot.scatter(x="n", y="value"),
    "a pie of matplotlib": lambda table: on(lambda ax: ax.pie(table["value"], labels=list(table.index))),
}


@pytest.mark.parametrize("plot", PLOTS.values(), ids=PLOTS)
def test_every_mark_of_an_ordinary_chart_leads_to_its_claim(plot: Callable[[pd.DataFrame], Axes]) -> None:
    table = votes()
    ax = plot(table)
    drawing = trace(ax, table.assign(n=range(len(table))), None)
    assert claims(drawing) == [(claim,) for claim in table.index]
    assert origins(drawing) == {"record"}
    assert [mark.figure for mark in drawing.marks] == [record().claim(name).amount() for name in table.index]


@pytest.mark.parametrize("plot", PLOTS.values(), ids=PLOTS)
def test_every_mark_has_an_artist_of_its_own(plot: Callable[[pd.DataFrame], Axes]) -> None:
    drawing = trace(plot(votes()), None, None)
    artists = [artist for mark in drawing.marks for artist in mark.artists]
    assert len(artists) == len(set(map(id, artists))) == len(votes())
    for artist in artists:
        assert isinstance(artist, Rectangle | Wedge) or artist.get_alpha() == 0
        assert artist.get_window_extent().width > 0


@pytest.mark.parametrize("plot", PLOTS.values(), ids=PLOTS)
def test_reading_a_chart_changes_nothing_that_is_seen(plot: Callable[[pd.DataFrame], Axes]) -> None:
    untouched, traced = (on_a_new_page(plot) for _ in range(2))
    assert untouched is not traced
    trace(traced, votes(), None)
    assert untouched.get_xlim() == traced.get_xlim()
    assert untouched.get_ylim() == traced.get_ylim()
    assert untouched.get_legend_handles_labels()[1] == traced.get_legend_handles_labels()[1]
    assert _png(untouched) == _png(traced)


def _png(ax: Axes) -> bytes:
    stream = BytesIO()
    whole = ax.get_figure(root=True)
    assert whole is not None
    whole.savefig(stream, format="png", bbox_inches="tight")
    return stream.getvalue()


def test_a_chart_read_twice_is_read_the_same() -> None:
    ax = votes()["value"].plot()
    one, other = trace(ax, votes(), None), trace(ax, votes(), None)
    assert (one.sentences, claims(one)) == (other.sentences, claims(other))


def test_series_are_told_apart() -> None:
    wide = votes().pivot_table(index="motion", columns="side", values="value")
    drawing = trace(wide.plot.bar(stacked=True), votes(), None)
    assert "stacked vertical bars" in words(drawing)
    assert {mark.within for mark in drawing.marks} == {"for", "against", "abstaining"}
    linked = [mark for mark in drawing.marks if mark.claims]
    assert sorted(mark.claims[0] for mark in linked) == sorted(votes().index)
    assert all(record().claim(mark.claims[0])["side"] == mark.within for mark in linked)


def test_stacked_areas_are_read_by_their_height() -> None:
    table = pd.DataFrame({"a": [1.0, 2.0], "b": [10.0, 20.0]}, index=["x", "y"])
    drawing = trace(table.plot.area(), table, None)
    assert [mark.figure for mark in drawing.marks] == ["1", "2", "10", "20"]


def test_a_legend_names_series_without_a_name() -> None:
    ax = canvas()
    ax.plot([1, 2])
    ax.plot([3, 4])
    ax.legend(["mine", "yours"])
    assert [mark.within for mark in trace(ax, None, None).marks] == ["mine", "mine", "yours", "yours"]


def test_dates_are_read_as_dates() -> None:
    days = pd.DataFrame({"value": [1.0, 2.0, 4.0]}, index=pd.to_datetime([DAY, "1917-10-24", "1917-10-26"]))
    even = days.asfreq("D")
    for ax in (days.plot(), on(lambda ax: ax.bar(days.index, days["value"])), even.plot()):
        labels = [mark.label for mark in trace(ax, None, None).marks]
        assert labels[0] == DAY
        assert labels[-1] == "1917-10-26"


def test_reference_lines_are_no_figures() -> None:
    ax = votes()["value"].plot.bar()
    ax.axhline(100)
    ax.axline((0, 0), slope=1)
    drawing = trace(ax, votes(), None)
    assert len(drawing.marks) == len(votes())
    assert "not read: 2 reference lines" in left_out(drawing)


def test_what_cannot_be_read_is_said_to_be_drawn() -> None:
    ax = canvas()
    ax.imshow(np.ones((2, 2)))
    ax.fill_between([0, 1], [1, 1])
    ax.text(0, 0, "a word")
    drawing = trace(ax, votes(), None)
    assert drawing.marks == ()
    assert "No figure could be read off it" in words(drawing)
    assert "1 image, 1 filled area and 1 text" in left_out(drawing)


def test_a_box_plot_is_not_taken_for_lines() -> None:
    drawing = trace(votes().plot.box(), votes(), None)
    assert drawing.marks == ()
    assert "lines without figures of their own" in left_out(drawing)


def test_other_axes_of_the_picture_are_told_of() -> None:
    whole, (one, other) = plt.subplots(2)
    one.bar(["a"], [1])
    one.twinx().plot([3, 4])
    whole.colorbar(other.scatter([1], [2], c=[3]))
    told = left_out(trace(one, None, None))
    assert "second axes lies over it" in told
    assert "scale of colours" in told
    assert "1 more chart," in told


@pytest.mark.parametrize("plot", ["bar", "barh", "line", "scatter"])
def test_long_charts_are_cut_with_a_sentence(plot: str) -> None:
    table = pd.DataFrame({"n": range(500), "value": np.arange(500.0)})
    drawing = trace(getattr(table.plot, plot)(x="n", y="value"), table, None)
    assert len(drawing.marks) == MOST_MARKS
    assert "499" in words(drawing), "the extremes are of the whole chart"
    assert f"shows 500 figures; only the first {MOST_MARKS}" in left_out(drawing)


# Words


def test_the_words_tell_kind_title_axes_order_and_extremes() -> None:
    ax = votes().plot.bar(x="side", y="value", title="Votes $of$ a\nday", ylabel="votes")
    told = words(trace(ax, votes(), None))
    assert "vertical bars, titled “Votes $of$ a day”" in told
    assert "horizontal axis shows side" in told
    assert "vertical axis shows votes" in told
    assert "In order: for, 95; against, 127; abstaining, 50; for, 135; against, 139." in told
    assert "Largest is against, 139; smallest is abstaining, 50." in told


def test_negatives_and_logarithmic_axes_are_told() -> None:
    ax = canvas()
    ax.bar(["a", "b", "c"], [100, -2, 0])
    ax.set_yscale("log")
    drawing = trace(ax, None, None)
    told = words(drawing)
    assert "vertical axis is logarithmic" in told
    assert "Below zero: b, -2." in told
    assert "cannot show what is not above zero: b, -2 and c, 0." in told


def test_bars_that_do_not_begin_at_zero_are_told() -> None:
    ax = votes()["value"].plot.bar()
    assert "not at zero" not in words(trace(ax, None, None))
    ax.set_ylim(40, 140)
    assert "begins at 40, not at zero" in words(trace(ax, None, None))


def test_a_gap_stays_open() -> None:
    table = seats()
    for kind in ("line", "bar"):
        plt.figure()
        drawing = trace(getattr(table["value"].plot, kind)(), table, None)
        gap = mark(drawing, "pp-cooperators")
        assert (gap.figure, gap.claims) == ("not drawn: no number given", ("pp-cooperators",))
        assert gap.artists
        assert "smallest is pp-kadets, 0.5" in words(drawing), "a missing number is never zero"
        assert "pp-cooperators, pp-peasant-delegates and pp-walkout: nothing is drawn there" in words(drawing)


def test_a_place_the_table_does_not_fill_is_no_zero() -> None:
    wide = votes().pivot_table(index="motion", columns="side", values="value")
    drawing = trace(wide.plot.bar(), votes(), None)
    (absent,) = [mark for mark in drawing.marks if mark.origin == "absent"]
    assert absent.within == "abstaining"
    assert absent.figure.startswith("not drawn")


def test_labels_are_one_line_of_print_and_not_too_long() -> None:
    ax = canvas()
    ax.bar(["a\nb\x00", "Крестьяне", "x" * 5000], [1, 2, 3], label="<b>&")
    drawing = trace(ax, None, None)
    assert [len(mark.label) for mark in drawing.marks][2] < 200
    assert [mark.label for mark in drawing.marks][:2] == ["a b", "Крестьяне"]
    assert all(sentence.isprintable() for sentence in drawing.sentences)


@pytest.mark.parametrize("table", [None, pd.DataFrame(), pd.DataFrame({"words": ["a"]}), pd.DataFrame({"value": [1]})])
def test_an_empty_chart_and_a_strange_table_are_told(table: pd.DataFrame | None) -> None:
    empty, one = canvas(), canvas()
    one.bar(["a"], [1])
    assert "No figure could be read" in words(trace(empty, table, None))
    assert origins(trace(one, table, None)) == {"none"}


# Rows


TRAVELS: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "filter": lambda table: table[table["value"] > 100],
    "sort": lambda table: table.sort_values("value", ascending=False),
    "assign": lambda table: table.assign(words=table["side"].str.upper()),
    "query": lambda table: table.query("side == 'for'"),
    "categorical": lambda table: table.astype({"side": "category"}),
    "two levels": lambda table: table.set_index("side", append=True),
    "twice": lambda table: pd.concat([table, table]),
    "one row": lambda table: table.head(1),
}


@pytest.mark.parametrize("travel", TRAVELS.values(), ids=TRAVELS)
def test_provenance_travels_on_the_index(travel: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    table = travel(votes())
    drawing = trace(table["value"].plot.bar(), table, None)
    found = [record().claim(mark.claims[0]).number("value") for mark in drawing.marks]
    assert found == table["value"].to_list()
    assert origins(drawing) == {"record"}


def test_a_part_of_the_table_is_traced_in_the_whole() -> None:
    part = votes().sort_values("value").tail(3)
    assert claims(trace(part["value"].plot.bar(), votes(), None)) == [(claim,) for claim in part.index]


def test_the_index_reset_loses_the_claims_and_the_figure_says_how_to_mend_it() -> None:
    table = votes().reset_index()
    drawing = trace(table.plot.bar(x="side", y="value"), table, None)
    assert origins(drawing) == {"none"}
    assert "names no claims" in words(drawing)
    assert ".set_index('claim')" in words(drawing)


def test_grouping_loses_the_claims_and_the_figure_says_so() -> None:
    table = votes().groupby("side")[["value"]].sum()
    drawing = trace(table.plot.bar(), table, None)
    assert origins(drawing) == {"none"}
    assert "names no claims" in words(drawing)
    assert ".set_index" not in words(drawing)


def test_without_a_table_nothing_is_guessed() -> None:
    drawing = trace(votes()["value"].plot.bar(), None, None)
    assert origins(drawing) == {"none"}
    assert "ck.figure(ax, data=frame)" in words(drawing)


def test_a_figure_altered_is_the_readers() -> None:
    table = votes().assign(value=lambda frame: frame["value"] * 2)
    drawing = trace(table.plot.bar(y="value"), table, None)
    assert origins(drawing) == {"reader"}
    first = drawing.marks[0]
    assert (first.figure, first.claims, first.remark) == ("190 votes", FORMULAS[:1], "the record has 95 votes here")


def test_a_column_worked_out_is_the_readers() -> None:
    table = votes().assign(share=lambda frame: frame["value"] / frame["value"].sum())
    drawing = trace(table.plot.bar(y="share"), table, None)
    assert origins(drawing) == {"reader"}
    assert claims(drawing) == [(claim,) for claim in table.index]


def test_a_number_under_an_event_is_the_readers() -> None:
    table = ck.load("events").head(3).assign(weight=[1.0, 2.0, 3.0], value=[4.0, 5.0, np.nan])
    for column in ("weight", "value"):
        drawing = trace(table.plot.bar(y=column), table, None)
        assert origins(drawing) == {"reader"}
        assert drawing.marks[0].remark.startswith("the record has “")


def test_a_figure_in_another_unit_is_the_readers() -> None:
    table = votes().assign(unit="people")
    assert origins(trace(table.plot.bar(y="value"), table, None)) == {"reader"}


def test_a_figure_that_differs_from_its_row_is_not_traced() -> None:
    ax = canvas()
    ax.bar(list(votes().index), votes()["value"] + 1)
    drawing = trace(ax, votes(), None)
    assert origins(drawing) == {"none"}
    assert drawing.marks[0].remark == "the table has 95 here, in the column value"
    assert "None of its 5 figures is traced." in words(drawing)


def test_a_figure_under_another_name_is_not_traced() -> None:
    ax = canvas()
    ax.bar(["nobody"], [95])
    assert trace(ax, votes(), None).marks[0].remark == "no row of the table is called “nobody”"


def test_a_figure_under_the_name_of_another_row_is_not_traced() -> None:
    ax = canvas()
    ax.bar(["for", "against"], [127, 95])
    assert origins(trace(ax, votes(), None)) == {"none"}


def test_two_rows_that_fit_leave_a_figure_untraced() -> None:
    twins = ["i08-138-conflicts", "t32-152-landlord-conflicts"]
    table = ck.load("peasant_revolt").loc[[*twins, "t32-152-bourgeois-conflicts"]].assign(what="conflicts")
    ax = canvas()
    ax.bar(["conflicts"], [4954])
    (found,) = trace(ax, table.iloc[::-1], None).marks
    assert (found.origin, found.claims) == ("none", ())
    assert found.remark.startswith("could be either of ")
    assert all(claim in found.remark for claim in twins)


def test_the_order_of_the_table_tells_like_rows_apart() -> None:
    table = ck.load("peasant_revolt").loc[["i08-138-conflicts", "t32-152-landlord-conflicts"]]
    drawing = trace(table.assign(what="conflicts").plot.bar(x="what", y="value"), table.assign(what="conflicts"), None)
    assert claims(drawing) == [(claim,) for claim in table.index]


def test_one_end_of_a_range_is_told_as_one() -> None:
    table = ck.load("preparliament_votes").loc[["pp-withdrawal-rumour"]]
    drawing = trace(table.plot.bar(y="low"), table, None)
    assert drawing.marks[0].figure == "2, one end of between 2 and 3 votes"


@pytest.mark.parametrize("series", [[95, 127], pd.Series([95.0])])
def test_what_is_no_table_is_refused(series: object) -> None:
    with pytest.raises(TypeError, match="DataFrame"):
        trace(canvas(), series, None)  # type: ignore[arg-type]


def test_a_table_too_long_to_look_through_is_refused() -> None:
    with pytest.raises(ValueError, match="at most 5,000"):
        trace(canvas(), pd.DataFrame({"value": range(MOST_ROWS + 1)}), None)


_CELLS = st.one_of(st.none(), st.integers(-3, 3).map(float), st.sampled_from([95.0, 127.0, 1e12]))


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.sampled_from(sorted(record().claims)[:400]), _CELLS, st.sampled_from("ab")), min_size=1),
    st.sampled_from(["claim", "word"]),
    st.randoms(use_true_random=False),
)
def test_a_mark_is_linked_only_to_a_row_that_has_its_figure_and_its_name(
    rows: list[tuple[str, float | None, str]], labels: str, random: object
) -> None:
    table = pd.DataFrame(rows, columns=["claim", "value", "word"]).set_index("claim")
    table["value"] = table["value"].astype("float64")
    shown = table.sample(frac=1, random_state=random.randrange(1000)).reset_index()  # type: ignore[attr-defined]
    ax = canvas()
    ax.bar(range(len(shown)), shown["value"])
    ax.set_xticks(range(len(shown)), shown[labels])
    drawing = trace(ax, table, None)
    plt.close("all")
    assert len(drawing.marks) == len(shown)
    for found, label, number in zip(drawing.marks, shown[labels], shown["value"], strict=True):
        for claim in found.claims:
            held = table.loc[[claim]]
            fits = held["value"].isna() if np.isnan(number) else held["value"] == number
            named = held["word"] == label if labels == "word" else held.index == label
            assert (fits & named).any()
        if found.origin == "record":
            printed = record().claim(found.claims[0]).number("value")
            assert printed == (None if np.isnan(number) else number)


# Totals


def test_rows_are_counted_even_where_no_column_holds_numbers() -> None:
    table = ck.load("rank_orders")
    drawing = trace(table["date_os"].value_counts().plot.bar(), table, "date_os")
    assert origins(drawing) == {"total"}
    assert sorted(claim for mark in drawing.marks for claim in mark.claims) == sorted(table.index)
    assert drawing.marks[0].remark.startswith("the number of rows in all")


def test_a_total_lists_the_claims_under_it() -> None:
    table = votes()
    drawing = trace(table.groupby("side")["value"].sum().plot.bar(), table, "side")
    assert origins(drawing) == {"total"}
    found = mark(drawing, "against")
    assert (found.figure, found.claims) == ("266 votes", ("pp-sr-formula-against", "pp-right-formula-against"))
    assert found.remark == "the sum of value in all 2 rows of “against”"


@pytest.mark.parametrize(
    ("work", "told"),
    [
        ("sum", "the sum of value"),
        ("mean", "the mean of value"),
        ("min", "the least of value"),
        ("max", "the most of value"),
        ("count", "the number of figures of value"),
        ("size", "the number of rows"),
    ],
)
def test_a_total_says_how_it_was_worked_out(work: str, told: str) -> None:
    table = ck.load("preparliament_votes").drop("pp-sr-formula-abstaining")
    totals = table.groupby("side")["value"].agg(work)
    drawing = trace(totals.plot.bar(), table, "side")
    assert told in mark(drawing, "against").remark


@pytest.mark.parametrize("kind", ["bar", "barh", "line", "pie"])
def test_totals_are_traced_in_whatever_they_are_drawn(kind: str) -> None:
    table = votes()
    ax = getattr(table.groupby("side")["value"].sum().plot, kind)()
    assert origins(trace(ax, table, "side")) == {"total"}


def test_totals_of_several_kinds_go_by_the_names_of_the_series() -> None:
    table = votes()
    drawing = trace(table.groupby("side")["value"].agg(["sum", "mean"]).plot.bar(), table, "side")
    assert mark(drawing, "against", "mean").figure == "133 votes"
    assert "the mean of" in mark(drawing, "against", "mean").remark


def test_totals_of_two_names_are_traced_by_both() -> None:
    table = votes()
    wide = table.pivot_table(index="motion", columns="side", values="value", aggfunc="sum")
    for by in ("motion", "side"):
        drawing = trace(wide.plot.bar(), table, by)
        found = [mark for mark in drawing.marks if mark.origin == "total"]
        assert sorted(mark.claims[0] for mark in found) == sorted(table.index)
        assert [mark.within for mark in drawing.marks if mark.origin == "absent"] == ["abstaining"]


def test_what_is_no_total_is_not_traced_and_the_total_is_told() -> None:
    ax = canvas()
    ax.bar(["for", "against", "abstaining", "asleep"], [230, 267, 50, 1])
    drawing = trace(ax, votes(), "side")
    wrong = mark(drawing, "against")
    assert (wrong.origin, wrong.claims) == ("none", ())
    assert wrong.remark == "the sum of value in the group “against” is 266 instead"
    assert mark(drawing, "asleep").remark == "no row of the table has “asleep” as side"
    assert mark(drawing, "for").origin == "total"


def caution(claims: list[str], table: str) -> Mark:
    rows = ck.load(table).loc[claims].assign(group="all")
    (found,) = trace(rows.groupby("group")["value"].sum().plot.bar(), rows, "group").marks
    return found


def test_a_total_of_a_part_and_its_whole_is_named_as_one() -> None:
    found = caution(["pp-democratic", "pp-left-srs"], "preparliament_seats")
    assert found.origin == "total"
    assert "counts a part and its whole" in found.certainty
    assert "Left Socialist Revolutionaries is part of" in found.remark, "through the 120 of which they are part"


def test_a_total_of_two_figures_for_one_thing_is_named_as_one() -> None:
    found = caution(["t32-2328-srs", "t32-2328-srs-other"], "bodies")
    assert "figures that disagree" in found.certainty
    assert "t32-2328-srs-other" in found.remark


def test_a_total_of_a_figure_and_its_repetition_is_named_as_one() -> None:
    name, copied = next(
        (claim.id, other)
        for claim in record().claims.values()
        for other in claim.listed("depends_on")
        if claim["value"] and record().claim(other)["value"] and record().claim(other).table == claim.table
    )
    assert "repetition" in caution([name, copied], record().claim(name).table).certainty


def test_a_total_says_which_rows_hold_no_number() -> None:
    found = caution(["pp-srs", "pp-cooperators"], "preparliament_seats")
    assert (found.certainty, found.claims) == ("incomplete", ("pp-srs",))
    assert "Not in it, because they hold no number" in found.remark
    assert "Co-operators" in found.remark


def test_a_total_of_no_numbers_is_no_figure() -> None:
    found = caution(["pp-peasant-delegates", "pp-cooperators"], "preparliament_seats")
    assert (found.origin, found.claims) == ("none", ())
    assert "this zero is no figure" in found.remark


def test_a_total_says_what_is_not_exact() -> None:
    found = caution(["pp-srs", "pp-left-srs"], "preparliament_seats")
    assert "not exact" in found.certainty
    assert "about 20 seats" in found.remark


def test_a_total_of_different_units_says_so_and_has_none() -> None:
    found = caution(["t32-2308-moscow-week", "t32-851-five-days-before"], "durations")
    assert "different units" in found.certainty
    assert found.figure == "6"


def test_a_total_of_altered_figures_says_so() -> None:
    table = votes().assign(value=lambda frame: frame["value"] + 1)
    drawing = trace(table.groupby("side")["value"].sum().plot.bar(), table, "side")
    assert "changed in this notebook" in mark(drawing, "against").remark


def test_a_total_of_figures_without_a_hedge_needs_no_care() -> None:
    drawing = trace(votes().groupby("side")["value"].sum().plot.bar(), votes(), "side")
    assert {mark.certainty for mark in drawing.marks} == {"worked out from figures without a hedge"}
    assert "With care" not in words(drawing)


def test_totals_of_a_table_without_claims_are_not_traced() -> None:
    table = votes().reset_index()
    drawing = trace(table.groupby("side")["value"].sum().plot.bar(), table, "side")
    assert origins(drawing) == {"none"}
    assert "names no claims" in words(drawing)


def test_bars_of_a_histogram_list_the_claims_they_count() -> None:
    table = votes()
    drawing = trace(table["value"].plot.hist(bins=3), table, None)
    assert sorted(claim for mark in drawing.marks for claim in mark.claims) == sorted(table.index)
    assert [mark.figure for mark in drawing.marks] == ["1 row", "1 row", "3 rows"]
    assert "a histogram" in words(drawing)


def test_a_histogram_of_another_table_is_not_traced() -> None:
    drawing = trace((votes()["value"] * 3).plot.hist(bins=3), seats(), None)
    assert origins(drawing) == {"none"}


def test_a_column_to_group_by_must_be_there() -> None:
    with pytest.raises(ValueError, match="Did you mean 'side'"):
        trace(canvas(), votes(), "sides")
    with pytest.raises(ValueError, match="give data="):
        trace(canvas(), None, "side")


# Examples


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_are_traced(name: str) -> None:
    drawing = trace(EXAMPLES[name](), **{"by": None, **HANDED[name]()})  # type: ignore[arg-type]
    assert origins(drawing) <= {"record", "total"}
    assert all(mark.claims for mark in drawing.marks)


def test_the_total_of_the_example_counts_parts_and_their_whole() -> None:
    drawing = trace(EXAMPLES["a student's totals"](), **HANDED["a student's totals"]())  # type: ignore[arg-type]
    assert "counts a part and its whole" in mark(drawing, "democratic").certainty
    assert "With care: democratic" in words(drawing)
