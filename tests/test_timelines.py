"""Time is drawn to scale under both calendars, and nothing is drawn as surer than the record has it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from io import StringIO
from itertools import combinations, pairwise

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
from matplotlib.transforms import Bbox

import coursekit as ck
from coursekit.calendar import Day, new_style
from coursekit.charts import style
from coursekit.charts.delays import delay
from coursekit.charts.drawing import Drawing, Mark, recall
from coursekit.charts.timelines import planned, timeline
from coursekit.charts.timescale import Finest, Span, moment_span, new_day, old_place, step_for

COMMITTEE = ["t32-2162-mrc-resolution-9th", "t32-2264-mrc-resolution-12th", "t32-851-mrc-passed-plenum"]
PROMISES = ["t32-1904-promise-noon", "t32-1906-set-for-three", "t32-1906-promise-six"]
ARREST = "t32-2076-government-arrested"


@pytest.fixture(autouse=True)
def _close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def events(*claims: str) -> pd.DataFrame:
    return ck.claims("events").loc[list(claims)]


def own(**dates: object) -> pd.DataFrame:
    return pd.DataFrame({"what": list(dates), "date_os": list(dates.values())})


def drawn(ax: Axes) -> Drawing:
    drawing = recall(ax)
    assert drawing is not None
    return drawing


def told(ax: Axes) -> str:
    return " ".join(drawn(ax).sentences)


def mark(ax: Axes, words: str) -> Mark:
    return next(mark for mark in drawn(ax).marks if words in mark.label)


def bar(ax: Axes, words: str) -> Rectangle:
    return next(artist for artist in mark(ax, words).artists if isinstance(artist, Rectangle))


def dot(ax: Axes, words: str) -> Line2D:
    return next(artist for artist in mark(ax, words).artists if isinstance(artist, Line2D))


def across(line: Line2D) -> list[float]:
    return [float(place) for place in np.asarray(line.get_xdata())]


def down(line: Line2D) -> list[float]:
    return [float(place) for place in np.asarray(line.get_ydata())]


def hollow(artist: Line2D | Rectangle) -> bool:
    face = artist.get_markerfacecolor() if isinstance(artist, Line2D) else artist.get_facecolor()
    return to_hex(face) == style.colour("paper")


def links(ax: Axes) -> list[Line2D]:
    """Lines that lead from one mark to another: those that turn."""
    return [line for line in ax.get_lines() if len(across(line)) > 2]


def labels(ax: Axes) -> tuple[list[tuple[float, str]], list[tuple[float, str]]]:
    """Read the marks of the axis below and above: where each is, and what it says."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.canvas.draw()
    (above,) = ax.child_axes
    below, on_top = (
        list(zip(axis.get_ticklocs(), (text.get_text() for text in axis.get_ticklabels()), strict=True))
        for axis in (ax.xaxis, above.xaxis)
    )
    return below, on_top


def boxes(ax: Axes) -> list[Bbox]:
    """Lines of type as drawn, without the paper behind them."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.canvas.draw()
    return [text.get_window_extent() for text in ax.texts if text.get_text().strip()]


def stand_clear(ax: Axes) -> bool:
    return not [1 for one, other in combinations(boxes(ax), 2) if one.padded(-2.5).overlaps(other.padded(-2.5))]


def render(ax: Axes) -> None:
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.savefig(StringIO(), format="svg")


# The axis


def test_the_two_calendars_name_one_place_thirteen_days_apart() -> None:
    below, above = labels(timeline(own(a="1917-10-24", b="1917-10-28"), label="what"))
    assert [place for place, _ in below] == [place for place, _ in above]
    assert [text.split() for _, text in below] == [[], ["24", "Oct"], *([f"{day}"] for day in range(25, 30))]
    assert [text.split() for _, text in above] == [[], ["Nov", "6"], *([f"{day}"] for day in range(7, 12))]


def test_a_bar_over_time_is_in_the_key_as_it_is_drawn() -> None:
    ax = timeline(own(a="1917-06", b="1917-10"), label="what")
    sample, *bars = (patch for patch in ax.patches if isinstance(patch, Rectangle))
    assert "at some time in this, or all of it" in {text.get_text() for text in ax.texts}
    assert len(bars) == 2
    assert {bar.get_facecolor() for bar in bars} == {sample.get_facecolor()}


def test_the_axes_say_in_words_which_calendar_is_which() -> None:
    ax = timeline(own(a="1917-12-20", b="1917-12-28"), label="what")
    assert ax.get_xlabel() == "1917, old style (Julian calendar)"
    assert ax.child_axes[0].get_xlabel() == "1918, new style (Gregorian calendar)"


def test_months_begin_at_another_place_in_each_calendar() -> None:
    below, above = labels(timeline(own(a="1917-06", b="1917-10"), label="what"))
    julys = [next(place for place, text in row if "Jul" in text) for row in (below, above)]
    assert julys[0] - julys[1] == 13


def test_the_marks_follow_what_is_in_view() -> None:
    ax = timeline(own(a="1917-06-01", b="1917-10-25T12:00"), label="what")
    ax.set_xlim(datetime.datetime(1917, 11, 7), datetime.datetime(1917, 11, 8))  # type: ignore[arg-type]
    below, _ = labels(ax)
    assert [text.strip() for _, text in below[:5]] == ["", "03:00\n25 Oct", "06:00", "09:00", "12:00"]


def test_a_name_that_would_reach_off_the_page_is_left_out_and_the_next_one_says_its_month() -> None:
    ax = timeline(own(a="1917-10-24"), label="what")
    render(ax)
    figure = ax.get_figure(root=True)
    assert figure is not None
    named = [text for text in (*ax.get_xticklabels(), *ax.child_axes[0].get_xticklabels()) if text.get_text()]
    ends = [text.get_window_extent() for text in named]
    assert min(box.x0 for box in ends) >= 0
    assert max(box.x1 for box in ends) <= figure.bbox.x1
    assert "Oct" in next(text for _, text in labels(ax)[0] if text)


@pytest.mark.parametrize(
    ("days", "finest", "kind"),
    [
        (0.2, "hours", "hours"),
        (2, "hours", "hours"),
        (2, "days", "days"),
        (30, "hours", "days"),
        (70, "days", "days"),
        (200, "days", "months"),
        (3000, "days", "years"),
        (600_000, "days", "years"),
    ],
)
def test_the_span_chooses_the_scale(days: float, finest: Finest, kind: str) -> None:
    assert step_for(days, finest=finest).kind == kind


@given(st.dates(datetime.date(200, 1, 1), datetime.date(2500, 1, 1)))
def test_a_day_is_read_off_where_it_was_placed(date: datetime.date) -> None:
    day = Day(date.year, date.month, min(date.day, 28))
    assert new_day(old_place(day)) == new_style(day)


def test_a_month_spans_its_days_and_an_hour_none() -> None:
    october = moment_span("1917-10")
    assert october.end - october.start == 31
    assert moment_span("1917-10-26T02:10").start == moment_span("1917-10-26").start + 130 / 1440
    night = moment_span("1917-10-25T23:00/1917-10-26T02:10")
    assert night.end - night.start == pytest.approx(190 / 1440)


# The timeline


def test_a_moment_is_a_mark_and_a_day_on_an_axis_of_hours_a_bar() -> None:
    ax = timeline(own(exact="1917-10-25T12:00", night="1917-10-26"), label="what")
    assert across(dot(ax, "exact"))[0] == pytest.approx(moment_span("1917-10-25T12:00").start)
    night = bar(ax, "night")
    assert night.get_x() == pytest.approx(moment_span("1917-10-26").start)
    assert night.get_width() == pytest.approx(1)


def test_a_day_on_an_axis_of_days_is_a_mark_at_its_noon() -> None:
    ax = timeline(own(a="1917-10-10", b="1917-10-20"), label="what")
    assert across(dot(ax, "a"))[0] == pytest.approx(moment_span("1917-10-10").middle)


def test_an_interval_and_a_month_are_bars_to_scale() -> None:
    ax = timeline(own(days="1917-09-10/1917-09-19", month="1917-10", other="1917-12-01"), label="what")
    assert bar(ax, "month").get_width() == pytest.approx(31)
    assert bar(ax, "days").get_width() == pytest.approx(10)
    assert mark(ax, "month").certainty == "at some time within this, or all through it"


def test_what_is_too_short_for_a_bar_is_said_to_be() -> None:
    ax = timeline(own(short="1917-10-24/1917-10-26", long_ago="1905"), label="what")
    assert isinstance(dot(ax, "short"), Line2D)
    assert "too short for a bar at this scale: short (24–26 October 1917)" in told(ax)


def test_a_date_that_is_not_printed_is_hollow_and_said_to_be_so() -> None:
    ax = timeline(events(*COMMITTEE), label="subject")
    assert hollow(dot(ax, "plenary session"))
    assert not hollow(dot(ax, "adopted"))
    assert "reckoned from the words of the source" in mark(ax, "plenary session").certainty
    assert "Soviet's plenary session passes the Military Revolutionary Committee (hollow)" in told(ax)


def test_a_date_the_reader_changed_is_no_longer_the_records() -> None:
    changed = events(*COMMITTEE).assign(date_os="1917-10-13")
    assert {mark.origin for mark in drawn(timeline(changed, label="subject")).marks} == {"reader"}


def test_dates_in_conflict_are_all_drawn_and_linked() -> None:
    ax = timeline(events(*COMMITTEE), label="subject")
    assert len(drawn(ax).marks) == 3
    ends = [(across(line)[0], across(line)[-1]) for line in links(ax)]
    places = [across(dot(ax, words))[0] for words in ("is adopted", "to create", "plenary")]
    assert ends == [pytest.approx(pair) for pair in pairwise(places)]
    assert "the record has these accounts in conflict" in told(ax)


def test_an_account_in_conflict_that_is_not_drawn_is_named() -> None:
    ax = timeline(events("t18-12-soviet-meeting"), label="subject")
    assert not links(ax)
    assert "and not drawn: Lenin appears in public for the first time" in drawn(ax).leaves_out[0]


def test_events_without_a_date_are_left_out_by_name() -> None:
    ax = timeline(own(a="1917-10-25", b=None, c=""), label="what")
    assert drawn(ax).leaves_out == ("Not drawn, because no date is given: b; c.",)
    assert [mark.label for mark in drawn(ax).marks] == ["a"]


def test_lanes_stand_in_the_order_of_the_table_and_events_in_that_of_time() -> None:
    table = own(b2="1917-10-09", a1="1917-10-03", b1="1917-10-05").assign(lane=["B", "A", "B"])
    ax = timeline(table, label="what", lane="lane")
    assert [(mark.within, mark.label) for mark in drawn(ax).marks] == [("B", "b1"), ("B", "b2"), ("A", "a1")]
    levels = [down(dot(ax, label))[0] for label in ("b1", "a1")]
    assert levels[0] > levels[1]


def test_a_lane_of_one_source_has_its_name() -> None:
    ax = timeline(events(*COMMITTEE), label="subject", lane="source")
    assert {mark.within for mark in drawn(ax).marks} == {"Trotsky 1932"}


@pytest.mark.parametrize(
    ("lane", "names"),
    [
        ("party", ["Left Socialist Revolutionaries", "no party named"]),
        ("body", ["no body named", "Petrograd Soviet"]),
        ("claimed_by", ["Victor Serge, 1930", "Leon Trotsky, 1932"]),
    ],
)
def test_a_lane_has_a_name_that_a_reader_knows_and_none_is_without(lane: str, names: list[str]) -> None:
    ax = timeline(events("s30-197-left-srs-withdraw", "t32-785-soviet-plenum-mrc"), label="subject", lane=lane)
    heads = {text.get_text() for text in ax.texts if text.get_fontweight() == "bold"}
    assert list(dict.fromkeys(mark.within for mark in drawn(ax).marks)) == names
    assert heads == set(names)
    assert all(f"{name}: " in told(ax) for name in names)


def test_a_lane_of_a_readers_own_says_what_its_events_lack() -> None:
    table = own(a="1917-10-03", b="1917-10-05").assign(home_town=["Kiev", ""])
    ax = timeline(table, label="what", lane="home_town")
    assert [mark.within for mark in drawn(ax).marks] == ["Kiev", "no home town named"]


@pytest.mark.parametrize(
    ("claim", "certainty"),
    [
        ("t32-106-sychevka", "given as about this day; the date is printed with the event"),
        ("t32-1904-overthrow-announced", "given as about this time; the date is printed with the event"),
        ("t32-2034-lull", "at some time within about this, or all through it; the date is inferred from the narrative"),
    ],
)
def test_a_date_given_as_about_is_not_told_as_given_to_the_day_or_minute(claim: str, certainty: str) -> None:
    ax = timeline(events(claim, ARREST), label="subject")
    (rough,) = (mark for mark in drawn(ax).marks if mark.claims == (claim,))
    assert rough.certainty == certainty
    assert f"Given only as about then, so that its mark could stand a little elsewhere: {rough.label} (" in told(ax)
    assert mark(ax, "Antonov").certainty.startswith("given to the minute")


@pytest.mark.parametrize("claim", ["t32-2795-session-10", "f96-43-vyazemsky", ARREST])
def test_a_hedge_on_something_else_leaves_a_date_as_sure_as_it_was(claim: str) -> None:
    ax = timeline(events(claim), label="subject")
    assert "as about" not in f"{told(ax)} {drawn(ax).marks[0].certainty}"


def test_a_date_the_reader_gives_has_no_hedge_of_the_records() -> None:
    ax = timeline(events("t32-106-sychevka").assign(date_os="1917-09-07"), label="subject")
    assert drawn(ax).marks[0].certainty == "given to the day"


def test_a_mark_leads_to_its_claim_and_is_told_in_both_calendars() -> None:
    arrest = mark(timeline(events(ARREST), label="subject"), "Antonov")
    assert (arrest.claims, arrest.origin) == ((ARREST,), "record")
    assert arrest.figure == "26 October 1917, 02:10 old style (8 November 1917, 02:10 new style)"


@pytest.mark.parametrize("form", ["timeline", "planned"])
def test_every_mark_has_artists_of_its_own(form: str) -> None:
    if form == "timeline":
        ax = timeline(events(*COMMITTEE, ARREST), label="subject")
    else:
        ax = planned(promises(), label="what", planned="date_os", actual="came")
    shown = [artist for mark in drawn(ax).marks for artist in mark.artists]
    assert all(mark.artists for mark in drawn(ax).marks)
    assert len(shown) == len(set(shown))
    assert all(artist.axes is ax for artist in shown)


DATES = st.sampled_from(
    ["1917-10-25", "1917-10-25T02:10", "1917-10-26T23:00", "1917-10-25/1917-10-26", "1917-10-24T12:00", "1917-10-26"]
)
WORDS = st.text(alphabet="Абвгд ghijkl<b>&$_^{}\\'", min_size=1, max_size=110)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(WORDS, DATES, st.sampled_from("xyz")), min_size=1, max_size=9))
def test_labels_of_any_writing_stand_clear_of_each_other(rows: list[tuple[str, str, str]]) -> None:
    ax = timeline(pd.DataFrame(rows, columns=["what", "date_os", "lane"]), label="what", lane="lane")
    assert stand_clear(ax)
    page = ax.get_figure(root=True).bbox  # type: ignore[union-attr]
    assert all(box.x0 >= page.x0 - 1 and box.x1 <= page.x1 + 1 for box in boxes(ax))
    plt.close("all")


def test_a_timeline_stands_in_the_axes_it_is_given() -> None:
    _, axes = plt.subplots(1, 2, figsize=(13, 6))
    assert timeline(own(a="1917-10-25"), axes[0], label="what") is axes[0]
    assert recall(axes[1]) is None


def test_a_timeline_refuses_an_axes_that_is_too_small() -> None:
    _, ax = plt.subplots(figsize=(5, 1.2))
    with pytest.raises(ValueError, match=r"0\.9 inches tall.* need .* Make it taller"):
        timeline(events(*COMMITTEE), ax, label="subject")


@pytest.mark.parametrize(
    "table",
    [
        own(a="1917"),
        own(a=1917, b=1918),
        own(a="1525", b="1917-10-25T02:10"),
        own(a="0100", b="9900"),
        own(a="9900"),
        own(a="1917-10-25T02:10"),
        own(**{"Долгое название " * 12: "1917-10", "$x^2$ <b>": "1917-11", "\x00\n": "1917-12"}),
        own(**{f"event {n}": f"1917-10-{n % 28 + 1:02}" for n in range(40)}),
    ],
)
def test_a_readers_own_timeline_is_drawn(table: pd.DataFrame) -> None:
    ax = timeline(table, label="what")
    render(ax)
    assert len(drawn(ax).marks) == len(table)
    assert {mark.origin for mark in drawn(ax).marks} == {"none"}


@pytest.mark.parametrize(
    ("table", "error", "message"),
    [
        (own(), ValueError, "no rows"),
        (own(a=None, b=""), ValueError, "No row has a date in 'date_os'"),
        (own(a="25 October"), ValueError, "date of 'row 1' cannot be placed in time: '25 October' is no date"),
        (own(a="1917-10-32"), ValueError, "no day of the Julian calendar"),
        (own(a="0044"), ValueError, "outside the years 100 to 9900"),
        (own(**{f"g{n}": "1917" for n in range(200)}), ValueError, "200 rows, and this chart .* at most 40"),
        (own(a="1917").rename(columns={"what": "whit"}), ValueError, "no column 'what'. Did you mean 'whit'"),
        (pd.concat([events(ARREST)] * 2).assign(what="x"), ValueError, "stands in the table twice"),
        (pd.Series(["1917"]), TypeError, "not Series"),
    ],
)
def test_what_a_timeline_cannot_show_is_refused_with_the_reason(
    table: pd.DataFrame, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        timeline(table, label="what")


# Planned and actual


def promises() -> pd.DataFrame:
    table = ck.load("events").loc[PROMISES]
    return table.assign(what="Capture of the palace", came=ARREST)


def plans(*rows: tuple[object, object]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["plan", "came"])
    return table.assign(what=[f"plan {n}" for n in range(len(rows))])


def test_the_hour_that_slipped_is_drawn_three_times_against_one_arrest() -> None:
    ax = planned(promises(), label="what", planned="date_os", actual="came")
    delays = [mark for mark in drawn(ax).marks if "delay" in mark.label]
    assert [mark.figure.split(" minutes")[0] for mark in delays] == ["14 hours 10", "11 hours 10", "8 hours 10"]
    assert [mark.claims for mark in delays] == [(promise, ARREST) for promise in PROMISES]
    assert {mark.origin for mark in delays} == {"course"}
    assert len([mark for mark in drawn(ax).marks if "actual" in mark.label]) == 1
    assert mark(ax, "actual").claims == (ARREST,)
    assert "worked out by the course" in told(ax)


def test_a_plan_is_hollow_and_what_came_is_filled() -> None:
    ax = planned(plans(("1917-10-20", "1917-10-25")), label="what", planned="plan", actual="came")
    assert hollow(dot(ax, "planned"))
    assert not hollow(dot(ax, "actual"))


def test_the_line_is_as_long_as_the_delay() -> None:
    ax = planned(plans(("1917-10-20", "1917-10-25")), label="what", planned="plan", actual="came")
    start, end = across(dot(ax, "delay"))
    assert end - start == pytest.approx(5)


def test_a_plan_for_some_time_in_an_interval_is_a_bar_and_its_delay_a_range() -> None:
    ax = planned(plans(("1917-10-10/1917-10-20", "1917-10-25")), label="what", planned="plan", actual="came")
    assert bar(ax, "planned").get_width() == pytest.approx(11)
    assert mark(ax, "delay").figure == "between 5 and 15 days later"
    assert mark(ax, "delay").certainty == "a range"


@pytest.mark.parametrize(("row", "words"), [(("1917-10-17", None), "no actual"), ((None, "1917-10-17"), "no plan")])
def test_what_is_not_given_stays_open(row: tuple[object, object], words: str) -> None:
    ax = planned(plans(row), label="what", planned="plan", actual="came")
    still_open = mark(ax, "delay")
    assert still_open.figure.startswith(words)
    assert (still_open.origin, still_open.claims) == ("absent", ())
    assert dot(ax, "delay").get_linestyle() == "--"
    assert "does not say that it never came" in told(ax)


def test_plans_without_any_moment_are_left_out_by_name() -> None:
    ax = planned(plans(("1917", "1918"), (None, "")), label="what", planned="plan", actual="came")
    assert "neither a plan nor an actual moment is given: plan 1" in drawn(ax).leaves_out[0]


def test_numbers_are_compared_in_their_unit() -> None:
    table = plans((2, 3.5), (4, 1)).assign(unit="hours")
    ax = planned(table, label="what", planned="plan", actual="came")
    assert [mark.figure for mark in drawn(ax).marks if "delay" in mark.label] == ["1.5 hours later", "3 hours earlier"]
    assert ax.get_xlabel() == "hours"
    assert not ax.child_axes, "numbers have no calendar"


def test_the_longest_and_the_shortest_delay_are_told() -> None:
    words = told(planned(promises(), label="what", planned="date_os", actual="came"))
    assert "The longest exact delay is that of Capture of the palace planned for 25 October 1917, 12:00" in words
    assert "the shortest is that of Capture of the palace planned for 25 October 1917, 18:00, 8 hours" in words


@pytest.mark.parametrize(
    ("plan", "came", "words"),
    [
        ("1917-10-25", "1917-10-25", "as planned"),
        ("1917-10-25", "1917-10-24", "1 day earlier"),
        ("1917-10-25", "1917-10-25/1917-10-27", "up to 2 days later"),
        ("1917-10-25/1917-10-27", "1917-10-26", "between 1 day earlier and 1 day later"),
        ("1917-10-20/1917-10-22", "1917-10-18", "between 2 and 4 days earlier"),
        ("1917-10-25T12:00", "1917-10-25T12:01", "1 minute later"),
        ("1917-10-25T12:00", "1917-10-28T13:00", "3 days 1 hour later"),
        ("1917-10-25", "1917-10-26T02:10", "between 2 hours 10 minutes and 26 hours 10 minutes later"),
    ],
)
def test_a_delay_is_told_as_finely_as_its_ends_are_known(plan: str, came: str, words: str) -> None:
    assert delay(moment_span(plan), moment_span(came), None).words == words


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_a_delay_turned_round_is_the_same_and_earlier(one: int, other: int) -> None:
    start, end = (Span(minute / 1440, minute / 1440, "", clock=True) for minute in (one, other))
    there, back = delay(start, end, None), delay(end, start, None)
    assert there.least == -back.most == other - one
    assert there.words.replace("later", "earlier") == back.words.replace("later", "earlier")


@pytest.mark.parametrize(
    "table",
    [
        plans((0, 0)),
        plans((1e12, -5.0)),
        plans(("1917", "1918-01")),
        plans(*[("1917-10-20", f"1917-10-{20 + n % 9}") for n in range(24)]),
        plans(("1917-10-20", "1917-10-25")).assign(what="Долгое название $x^2$ " * 9),
    ],
)
def test_a_readers_own_plans_are_drawn(table: pd.DataFrame) -> None:
    ax = planned(table, label="what", planned="plan", actual="came")
    render(ax)
    assert stand_clear(ax)
    assert {mark.origin for mark in drawn(ax).marks} == {"none"}


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (plans(), "no rows"),
        (plans((None, None)), "No row has a moment in 'plan' or 'came'"),
        (plans(("1917", 3)), "mix numbers and dates"),
        (plans((1, float("inf"))), "not finite"),
        (plans((1, 2), (3, 4)).assign(unit=["hours", "days"]), r"different units \(hours, days\)"),
        (plans(("noon", "1917")), "'plan' of 'row 1' cannot be placed in time: 'noon' is no date"),
        (plans(*[("1917", "1918")] * 200), "200 rows, and this chart can be read with at most 24"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_the_reason(table: pd.DataFrame, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        planned(table, label="what", planned="plan", actual="came")
