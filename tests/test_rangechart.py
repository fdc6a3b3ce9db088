"""Dots and ranges show what each claimant says, how sure it is, and who gives no number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import StringIO
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D

import coursekit as ck
from coursekit.charts import style
from coursekit.charts.drawing import Drawing, Mark, recall
from coursekit.charts.rangechart import ranges
from coursekit.errors import UnknownNameError

KRASNOV = ["t18-44-ten-thousand", "t18-44-one-thousand", "t18-84-thousand-cavalry", "t18-40-numberless"]
LAND = ["s30-38-owners-land", "s30-38-all-land"]


@pytest.fixture(autouse=True)
def _close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def krasnov() -> pd.DataFrame:
    return ck.claims("armed_forces").loc[KRASNOV].assign(question="Men led against Petrograd")


def land() -> pd.DataFrame:
    return ck.claims("land_and_money").loc[LAND]


def own(**cells: object) -> pd.DataFrame:
    return pd.DataFrame({"subject": "Reds", **cells})


def drawn(ax: Axes) -> Drawing:
    drawing = recall(ax)
    assert drawing is not None
    return drawing


def words(ax: Axes) -> str:
    return " ".join(drawn(ax).sentences)


def dots(shown: Mark) -> list[tuple[float, bool]]:
    """Where the dots of a mark stand, and whether each is filled."""
    found = [artist for artist in shown.artists if isinstance(artist, Line2D) and artist.get_marker() == "o"]
    return [
        (float(np.asarray(dot.get_xdata())[0]), to_hex(str(dot.get_markerfacecolor())) != style.colour("paper"))
        for dot in found
    ]


def render(ax: Axes) -> None:
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.savefig(StringIO(), format="svg")


def test_exact_is_filled_and_about_is_hollow() -> None:
    ten, _, cavalry, _ = drawn(ranges(krasnov(), x="question")).marks
    assert dots(ten) == [(10_000, True)]
    assert dots(cavalry) == [(1000, False)]


def test_what_is_filled_is_said_to_have_no_hedge_and_not_to_be_exact() -> None:
    told = words(ranges(krasnov(), x="question"))
    assert "A filled dot is a figure without a hedge" in told
    assert "exact figure" not in told


@pytest.mark.parametrize(("qualifier", "end", "way"), [("at most", "high", -1), ("over", "low", 1)])
def test_a_bound_has_an_arrow_to_where_the_figure_may_lie(qualifier: str, end: str, way: int) -> None:
    table = own(value=[None, 60], who=["a", "b"], **{end: [50, None]}, qualifier=[qualifier, "exact"])
    (bound, _) = drawn(ranges(table, x="subject", by="who")).marks
    assert dots(bound) == [(50, False)]
    assert np.sign(bound.artists[1].xyann[0]) == way  # type: ignore[attr-defined]  # an annotation


def test_between_is_a_bar_with_two_ends() -> None:
    crowd = ck.claims("crowds").loc[["t32-2106-marchers", "t32-2382-procession"]].assign(question="The procession")
    between, exact = drawn(ranges(crowd, x="question")).marks
    assert dots(between) == [(300, False), (400, False)]
    bar = between.artists[2]
    assert isinstance(bar, Line2D)
    assert np.asarray(bar.get_xdata()).tolist() == [300, 400]
    assert dots(exact) == [(300, True)]


def test_a_claim_in_words_only_is_named_and_has_no_dot() -> None:
    ax = ranges(krasnov(), x="question")
    numberless = drawn(ax).marks[-1]
    assert (numberless.label, numberless.figure, dots(numberless)) == ("bourgeois newspapers", "no number", [])
    assert numberless.artists, "its words can be pointed at"
    assert "Without a number, so without a mark, which is not zero: bourgeois newspapers" in words(ax)


def test_rows_are_named_by_who_claims_them() -> None:
    labels = [mark.label for mark in drawn(ranges(krasnov(), x="question")).marks]
    assert labels == ["unnamed informants", "unnamed informants", "Leon Trotsky, 1918", "bourgeois newspapers"]


def test_the_claimant_need_not_be_in_the_table() -> None:
    table = krasnov()[["question", "value", "low", "high", "qualifier", "unit"]]
    assert drawn(ranges(table, x="question")).marks[2].label == "Leon Trotsky, 1918"


def test_one_author_who_says_two_things_is_told_apart_by_line() -> None:
    crowd = ck.claims("crowds").loc[["t32-2106-marchers", "t32-2382-procession"]].assign(question="The procession")
    labels = [mark.label for mark in drawn(ranges(crowd, x="question")).marks]
    assert labels == ["Leon Trotsky, 1932, line 2106", "Leon Trotsky, 1932, line 2382"]


def test_rows_stand_under_their_subject() -> None:
    table = pd.DataFrame({"subject": ["A", "B", "A"], "who": list("xyz"), "value": [1, 2, 3]})
    ax = ranges(table, x="subject", by="who")
    assert [(mark.within, mark.label) for mark in drawn(ax).marks] == [("A", "x"), ("A", "z"), ("B", "y")]
    assert [text.get_text() for text in ax.texts if text.get_fontweight() == "bold"] == ["A", "B"]


def test_an_emended_figure_is_drawn_at_both_places() -> None:
    ax = ranges(land(), x="subject", scale="log")
    printed, emended, *_ = drawn(ax).marks
    assert (dots(printed), dots(emended)) == ([(2916, False)], [(2_916_000, True)])
    assert (printed.origin, emended.origin) == ("record", "course")
    assert printed.claims == emended.claims == ("s30-38-owners-land",)
    assert "x" in {artist.get_marker() for artist in printed.artists if isinstance(artist, Line2D)}
    assert "as printed" in printed.figure
    assert emended.certainty == f"emended: {land()['emendation'].iloc[0]}"


def test_a_figure_the_reader_mended_is_the_readers() -> None:
    mended = land().assign(value=lambda table: table["value"] * 1000)
    marks = drawn(ranges(mended, x="subject")).marks
    assert [mark.origin for mark in marks] == ["reader", "reader"]


def test_a_linear_scale_begins_at_zero() -> None:
    ax = ranges(krasnov(), x="question")
    assert (ax.get_xscale(), ax.spines["bottom"].get_bounds()[0]) == ("linear", 0)


def test_on_a_logarithmic_scale_equal_distances_are_equal_ratios() -> None:
    ax = ranges(land(), x="subject", scale="log")
    one, ten, hundred = (ax.transData.transform((number, -1))[0] for number in (10_000, 100_000, 1_000_000))
    assert ten - one == pytest.approx(hundred - ten)
    assert "logarithmic" in ax.get_xlabel()
    assert "logarithmic" in words(ax)


def test_zero_is_refused_on_a_logarithmic_scale() -> None:
    with pytest.raises(ValueError, match=r'\'b\' says zero about \'Reds\'.*Use scale="linear"'):
        ranges(own(value=[1, 0], who=["a", "b"]), x="subject", by="who", scale="log")
    assert dots(drawn(ranges(own(value=[1, 0], who=["a", "b"]), x="subject", by="who")).marks[1]) == [(0, True)]


def test_an_unknown_scale_is_answered_with_the_near_ones() -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'log'"):
        ranges(krasnov(), x="question", scale="logg")


def test_what_the_record_holds_to_disagree_is_said() -> None:
    told = words(ranges(krasnov(), x="question"))
    assert "unnamed informants (10,000) and unnamed informants (at most 1,000)" in told
    assert told.count("disagree") == 1


def test_numbers_told_are_those_of_the_table() -> None:
    told = {number.replace(",", "") for number in re.findall(r"\d[\d,]*\d", words(ranges(krasnov(), x="question")))}
    printed = krasnov()[["value", "low", "high"]].stack().dropna()
    assert told == {f"{number:.0f}" for number in printed} | {"1918"}


def test_no_text_is_cut_or_covered() -> None:
    for ax in (ranges(krasnov(), x="question", scale="log"), ranges(land(), x="subject", scale="log")):
        figure = ax.get_figure(root=True)
        assert figure is not None
        figure.canvas.draw()
        labels = [*ax.texts, *ax.get_xticklabels(), ax.xaxis.label]
        boxes = [text.get_window_extent() for text in labels if text.get_text()]
        page = figure.bbox
        assert all(page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 for box in boxes)
        assert not [1 for one, other in combinations(boxes, 2) if one.padded(-2).overlaps(other.padded(-2))]


def test_ranges_stand_in_the_axes_they_are_given() -> None:
    _, axes = plt.subplots(1, 2, figsize=(13, 5))
    assert ranges(krasnov(), axes[1], x="question") is axes[1]
    assert recall(axes[0]) is None


@pytest.mark.parametrize("scale", ["linear", "log"])
@pytest.mark.parametrize(
    "table",
    [
        own(value=[5], who=["me"]),
        own(value=[None, 5], who=["a", "b"]),
        own(value=[1, 10**12], who=["a", "b"]),
        own(value=[0.2, 0.5], who=["", "Долгое название " * 8]),
        own(value=[3, 4], who=["<b>&$x$", "two\nlines"]).assign(subject="Очень долгий вопрос " * 6),
        own(value=[1000.0] * 30, who=range(30)),
    ],
)
def test_a_readers_own_ranges_are_drawn(table: pd.DataFrame, scale: str) -> None:
    ax = ranges(table, x="subject", by="who", scale=scale)
    render(ax)
    assert len(drawn(ax).marks) == len(table)
    assert all(mark.artists for mark in drawn(ax).marks)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (own(value=[], who=[]), "no rows"),
        (own(value=[None], who=["a"]), "nothing to draw"),
        (own(value=[-2], who=["a"]), "draw differences"),
        (own(value=[1, 2], who=["a", "b"], unit=["people", "rifles"]), "different units"),
        (own(value=[1.0] * 200, who="a"), "at most 30 rows, and these are 200"),
        (own(value=[1], whom=["a"]), "no column 'who'. Did you mean 'whom'"),
    ],
)
def test_ranges_that_mislead_are_refused_with_the_reason(table: pd.DataFrame, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        ranges(table, x="subject", by="who")
