"""Answers and statements stand in cells as they are: nothing is counted, and what is not said stays open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import StringIO
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle
from matplotlib.transforms import Bbox

import coursekit as ck
from coursekit.charts import style
from coursekit.charts.cells import codes
from coursekit.charts.drawing import Drawing, Mark, recall
from coursekit.charts.grids import coded_grid, matrix

RESIGNATION = ["t32-1045-lenin-resigns", "i08-174-resignation", "f96-81-tirade"]
RISING = ["t32-1736-main-operation", "i08-205-insurrection", "t18-146-insurrection"]


@pytest.fixture(autouse=True)
def _close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def roll() -> pd.DataFrame:
    rolls = ck.load("rosters")
    return rolls[rolls.index.str.startswith("t32-811-")]


def own(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["who", "answer", "day"][: len(rows[0]) if rows else 3])


def sayings() -> pd.DataFrame:
    rows = ck.claims("events").loc[[*RESIGNATION, *RISING]]
    return rows.assign(event=["Lenin would leave"] * 3 + ["Insurrection"] * 3)


def said(table: pd.DataFrame) -> Axes:
    return matrix(table, row="event", column="source", value="date_os")


def drawn(ax: Axes) -> Drawing:
    drawing = recall(ax)
    assert drawing is not None
    return drawing


def told(ax: Axes) -> str:
    return " ".join(drawn(ax).sentences)


def mark(ax: Axes, label: str, within: str = "") -> Mark:
    return next(mark for mark in drawn(ax).marks if (mark.label, mark.within) == (label, within))


def cells(mark: Mark) -> list[Rectangle]:
    return [artist for artist in mark.artists if isinstance(artist, Rectangle)]


def is_open(mark: Mark) -> bool:
    (cell,) = cells(mark)
    return (
        not cell.get_fill() and cell.get_linestyle() != "-" and to_hex(cell.get_edgecolor()) == style.colour("unknown")
    )


def hatches(mark: Mark) -> set[str]:
    return {cell.get_hatch() or "" for cell in cells(mark) if cell.get_fill()}


def texts(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts]


def boxes(ax: Axes) -> list[Bbox]:
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.canvas.draw()
    return [text.get_window_extent() for text in ax.texts if text.get_text().strip()]


def stands_clear(ax: Axes) -> bool:
    page = ax.get_figure(root=True).bbox.padded(1)  # type: ignore[union-attr]
    found = boxes(ax)
    assert all(page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 and box.y1 <= page.y1 for box in found)
    return not [1 for one, other in combinations(found, 2) if one.padded(-2.5).overlaps(other.padded(-2.5))]


def render(ax: Axes) -> None:
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.savefig(StringIO(), format="svg")


# The muster-roll


def test_every_regiment_has_one_cell_and_its_claim() -> None:
    ax = coded_grid(roll(), row="who", code="answer")
    assert [mark.claims[0] for mark in drawn(ax).marks] == list(roll().index)
    assert {mark.origin for mark in drawn(ax).marks} == {"record"}
    assert mark(ax, "Ninth Cavalry regiment").figure == "against"
    assert all(len(cells(mark)) == 2 for mark in drawn(ax).marks), "a fill and its outline"


def test_no_regiment_is_counted() -> None:
    ax = coded_grid(roll(), row="who", code="answer")
    assert not any(sign.isdigit() for sign in told(ax) + "".join(texts(ax)))
    assert drawn(ax).leaves_out == ("Nothing in this chart is counted.",)


def test_answers_differ_by_letter_and_hatch_and_are_told_in_words() -> None:
    ax = coded_grid(roll(), row="who", code="answer")
    answers = {mark.figure: mark for mark in drawn(ax).marks}
    assert len({frozenset(hatches(mark)) for mark in answers.values()}) == len(answers) == 6
    assert "ready (letter R): Egersky regiment; Moscow regiment" in told(ax)
    assert "ready for the Congress (letter C): grenadier regiment" in told(ax)


def test_a_run_of_like_answers_is_named_once_beside_it() -> None:
    shown = texts(coded_grid(roll(), row="who", code="answer"))
    assert shown.count("ready") == shown.count("against") == 1


def test_no_answer_is_an_open_cell() -> None:
    ax = coded_grid(own(("A", "ready"), ("B", None), ("C", "")), row="who", code="answer")
    assert is_open(mark(ax, "B"))
    assert hatches(mark(ax, "A")), "an answer fills its cell"
    assert mark(ax, "C").figure == "no answer given"
    assert "the cell stays open: B; C" in told(ax)


def test_a_place_that_no_row_fills_is_open_and_nobodys() -> None:
    ax = coded_grid(own(("A", "ready", "Mon"), ("B", "against", "Tue")), row="who", code="answer", column="day")
    absent = mark(ax, "A", "Tue")
    assert is_open(absent)
    assert (absent.origin, absent.claims, absent.figure) == ("absent", (), "no row in the table")
    assert "no row in the table" in texts(ax), "the key says so"


def test_columns_stand_side_by_side_in_the_order_of_the_table() -> None:
    ax = coded_grid(
        own(("A", "x", "Tue"), ("A", "y", "Mon"), ("B", "x", "Mon")), row="who", code="answer", column="day"
    )
    assert [(mark.label, mark.within) for mark in drawn(ax).marks] == [
        ("A", "Tue"),
        ("A", "Mon"),
        ("B", "Tue"),
        ("B", "Mon"),
    ]
    tuesday, monday = (cells(mark(ax, "A", day))[0].get_x() for day in ("Tue", "Mon"))
    assert tuesday < monday


def test_a_key_below_a_grid_with_columns_names_every_answer() -> None:
    table = own(("A", "ready", "Mon"), ("A", "against", "Tue"))
    assert {"ready", "against"} <= set(texts(coded_grid(table, row="who", code="answer", column="day")))


def test_a_party_keeps_its_colour_as_an_answer() -> None:
    ax = coded_grid(own(("A", "bolshevik"), ("B", "sr")), row="who", code="answer")
    assert to_hex(cells(mark(ax, "A"))[0].get_facecolor()) == style.colour("bolshevik")


def test_an_answer_the_reader_changed_is_no_longer_the_records() -> None:
    ax = coded_grid(roll().assign(answer="ready"), row="who", code="answer")
    assert mark(ax, "Ninth Cavalry regiment").origin == "reader"
    assert mark(ax, "Egersky regiment").origin == "record"


@given(st.lists(st.text(min_size=1, max_size=8).filter(str.strip), min_size=1, max_size=6, unique=True))
def test_no_two_answers_share_a_letter_or_a_look(answers: list[str]) -> None:
    known = list(codes(answers).values())
    assert len({code.letter for code in known}) == len(known) == len(answers)
    assert len({(code.look.role, code.look.hatch) for code in known}) == len(known)


@pytest.mark.parametrize(
    "table",
    [
        own(("A", "ready")),
        own(("Долгое название " * 9, "ответ " * 20), ("$x^2$ <b>", "&"), ("", "\x00\n!")),
        own(*[(f"unit {n}", "ready" if n % 3 else "against") for n in range(40)]),
    ],
)
def test_a_readers_own_roll_is_drawn(table: pd.DataFrame) -> None:
    ax = coded_grid(table, row="who", code="answer")
    render(ax)
    assert stands_clear(ax)
    assert len(drawn(ax).marks) == len(table)


@pytest.mark.parametrize(
    ("table", "error", "message"),
    [
        (own(), ValueError, "no rows"),
        (own(("A", None)), ValueError, "No row has an answer in 'answer'"),
        (own(*[("A", f"answer {n}") for n in range(7)]), ValueError, "7 different answers.* matrix"),
        (own(*[("A", "x")] * 200), ValueError, "200 rows, and this chart can be read with at most 40"),
        (own(("A", "x")).rename(columns={"who": "whom"}), ValueError, "Did you mean 'whom'"),
        (pd.Series(["x"]), TypeError, "not Series"),
    ],
)
def test_what_a_roll_cannot_show_is_refused_with_the_reason(
    table: pd.DataFrame, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        coded_grid(table, row="who", code="answer")


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (own(("A", "x", "Mon"), ("A", "y", "Mon")), "'A' has two answers under 'Mon'"),
        (own(*[("A", "x", f"day {n}") for n in range(10)]), "at most 40 rows and 9 columns.* 1 and 10"),
        (own(*[(f"unit {n}", "x", "Mon") for n in range(200)]), "200 rows"),
    ],
)
def test_a_grid_that_cannot_be_read_is_refused_with_the_reason(table: pd.DataFrame, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        coded_grid(table, row="who", code="answer", column="day")


def test_many_columns_have_upright_heads() -> None:
    table = own(*[("A", "x", f"Constantinople {n}") for n in range(9)])
    ax = coded_grid(table, row="who", code="answer", column="day")
    assert {text.get_rotation() for text in ax.texts if "Constantinople" in text.get_text()} == {90}
    assert stands_clear(ax)


# Events by sources


def test_each_statement_is_a_mark_in_the_column_of_its_source() -> None:
    ax = said(sayings())
    assert mark(ax, "Lenin would leave", "Figes 1996").claims == ("f96-81-tirade",)
    assert {mark.origin for mark in drawn(ax).marks if mark.claims} == {"record"}
    assert mark(ax, "Insurrection", "Trotsky 1918").figure == "25 October 1917 old style (7 November 1917 new style)"


def test_a_silent_source_has_an_open_cell_that_proves_nothing() -> None:
    ax = said(sayings())
    silent = mark(ax, "Insurrection", "Figes 1996")
    assert is_open(silent)
    assert (silent.figure, silent.origin, silent.claims) == ("silent in this table", "absent", ())
    assert "not that the source has" in drawn(ax).leaves_out[0]
    assert "silent: Figes 1996" in told(ax)


def test_sources_in_conflict_are_marked_and_one_taken_from_another_too() -> None:
    ax = said(sayings())
    shown = texts(ax)
    assert {"≠ 28 Sep", "≠ 8 Oct", "≠ 29 Sep", "= 25 Oct"} <= set(shown)
    assert "in conflict with another" in mark(ax, "Lenin would leave", "ISR 2008").certainty
    assert "taken from another" in mark(ax, "Insurrection", "ISR 2008").certainty
    assert "ISR 2008, 25 Oct 02:00 (taken over)" in told(ax)
    assert "is no second witness" in told(ax)


def test_a_conflict_with_what_is_not_in_its_row_is_not_marked() -> None:
    alone = sayings().loc[["f96-81-tirade"]]
    assert not any("≠" in text for text in texts(said(alone)))


def test_dates_in_the_cells_say_their_year_once() -> None:
    assert "Dates of 1917, old style." in texts(said(sayings()))
    dates = ["1917-09", "1918-01-02", "1905", "1917-10-25T02:10"]
    shown = texts(matrix(own(*[("A", date, "x") for date in dates]), row="who", column="day", value="answer"))
    assert {"Sep 1917", "2 Jan 1918", "1905", "25 Oct 1917 02:10", "Dates are old style."} <= set(shown)


def test_years_alone_may_be_other_numbers_and_stay_as_they_are() -> None:
    ax = matrix(own(("A", "1500", "x"), ("B", "2000", "x")), row="who", column="day", value="answer")
    assert [mark.figure for mark in drawn(ax).marks] == ["1500", "2000"]
    assert not any("old style" in text for text in texts(ax))


def test_words_that_come_again_have_a_look_of_their_own() -> None:
    table = own(("A", "agrees", "x"), ("B", "agrees", "y"), ("C", "differs", "x"))
    ax = matrix(table, row="who", column="day", value="answer")
    agreeing = [hatches(mark(ax, *place)) for place in (("A", "x"), ("B", "y"))]
    assert agreeing[0] == agreeing[1] != hatches(mark(ax, "C", "x"))


def test_several_statements_of_one_source_share_its_cell() -> None:
    table = own(("A", "noon", "x"), ("A", "midnight", "x"), ("A", "dawn", "y"))
    ax = matrix(table, row="who", column="day", value="answer")
    both = [mark for mark in drawn(ax).marks if mark.within == "x"]
    assert [mark.figure for mark in both] == ["noon", "midnight"]
    upper, lower = (cells(mark)[0] for mark in both)
    assert lower.get_y() + lower.get_height() == pytest.approx(upper.get_y())


@pytest.mark.parametrize("form", ["roll", "matrix"])
def test_every_mark_has_artists_of_its_own(form: str) -> None:
    ax = coded_grid(roll(), row="who", code="answer") if form == "roll" else said(sayings())
    shown = [artist for mark in drawn(ax).marks for artist in mark.artists]
    assert all(mark.artists for mark in drawn(ax).marks)
    assert len(shown) == len(set(shown))


WORDS = st.text(alphabet="Абвгд ghijkl<b>&$_^{}\\'", min_size=1, max_size=60)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(WORDS, WORDS, st.sampled_from("abcde")), min_size=1, max_size=12))
def test_cells_of_any_writing_hold_their_words(rows: list[tuple[str, str, str]]) -> None:
    table = pd.DataFrame([("event", "said", "x"), *rows], columns=["event", "said", "source"])
    assert stands_clear(matrix(table, row="event", column="source", value="said"))
    plt.close("all")


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (own(), "no rows"),
        (own(("A", "", "x")), "No row says anything in 'answer'"),
        (own(*[("A", "x", f"source {n}") for n in range(7)]), "at most 20 rows and 6 columns.* 1 and 7"),
        (own(*[(f"event {n}", "x", "s") for n in range(30)]), "30 and 1"),
        (own(*[("A", "x", "s")] * 200), "200 rows, and this chart can be read with at most 80"),
    ],
)
def test_a_matrix_that_cannot_be_read_is_refused_with_the_reason(table: pd.DataFrame, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        matrix(table, row="who", column="day", value="answer")


@pytest.mark.parametrize(
    "draw",
    [
        lambda table, ax: coded_grid(table, ax, row="who", code="answer"),
        lambda table, ax: coded_grid(table, ax, row="who", code="answer", column="day"),
        lambda table, ax: matrix(table, ax, row="who", column="day", value="answer"),
    ],
)
def test_an_axes_that_is_too_small_is_refused(draw: Callable[[pd.DataFrame, Axes], Axes]) -> None:
    _, ax = plt.subplots(figsize=(5, 0.5))
    with pytest.raises(ValueError, match=r"inches tall.* need .* Make it taller"):
        draw(own(("A", "x", "Mon"), ("B", "y", "Tue")), ax)


def test_a_grid_stands_in_the_axes_it_is_given() -> None:
    _, axes = plt.subplots(1, 2, figsize=(13, 10))
    assert coded_grid(roll(), axes[0], row="who", code="answer") is axes[0]
    assert matrix(sayings(), axes[1], row="event", column="source", value="date_os") is axes[1]
