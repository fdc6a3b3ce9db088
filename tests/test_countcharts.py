"""Squares and histograms: what is drawn, what is said, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import combinations, pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import pyplot as plt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.patches import PathPatch, Rectangle

from coursekit.charts import style
from coursekit.charts.composition import CompositionError
from coursekit.charts.countcharts import histogram, waffle
from coursekit.charts.drawing import Drawing, Mark, recall
from coursekit.frames import claims, load
from drawings.counts import EXAMPLES

CHARTS = [name for name in EXAMPLES if name.startswith(("waffle", "histogram"))]


@pytest.fixture(autouse=True)
def _close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def own(numbers: Sequence[float | None], unit: str = "men", **columns: Sequence[object]) -> pd.DataFrame:
    labels = [f"group {place}" for place in range(len(numbers))]
    return pd.DataFrame({"group": labels, "value": numbers, "unit": unit, **columns})


def binned(edges: Sequence[object], numbers: Sequence[float | None], **columns: Sequence[object]) -> pd.DataFrame:
    return pd.DataFrame({"begin": edges[:-1], "end": edges[1:], "value": numbers, "unit": "farms", **columns})


def sent() -> pd.DataFrame:
    return load("peasant_revolt").filter(like="t32-188-force", axis="index")


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


def mark(ax: Axes, label: str) -> Mark:
    return next(mark for mark in drawn(ax).marks if mark.label == label)


def texts(ax: Axes) -> str:
    return " ".join(text.get_text() for text in ax.texts)


def squares(shown: Mark, *, filled: bool) -> float:
    """Count the squares of a mark by their area, without the sample of a key."""
    patches = [artist for artist in shown.artists if isinstance(artist, PathPatch)]
    faces = [(patch, to_hex(patch.get_facecolor()) != style.colour("paper")) for patch in patches]
    found = [area for patch, is_filled in faces if is_filled == filled for area in areas(patch)]
    tallest = max((height for _, height in found), default=0.0)
    return sum(area / height**2 for area, height in found if height == pytest.approx(tallest))


def areas(patch: PathPatch) -> list[tuple[float, float]]:
    """Measure the squares of a patch: area and height of each."""
    corners = [np.asarray(box) for box in patch.get_path().to_polygons(closed_only=True)]
    return [(np.prod(np.ptp(box, axis=0)), np.ptp(box, axis=0)[1]) for box in corners]


# Squares


def test_as_many_squares_as_the_figure_has_units() -> None:
    ax = waffle(own([23, 7]), x="group")
    assert squares(mark(ax, "group 0"), filled=True) == pytest.approx(23)
    assert squares(mark(ax, "group 1"), filled=True) == pytest.approx(7)
    assert "Every square is one of the men." in texts(ax)


def test_rows_have_ten_squares() -> None:
    ax = waffle(own([23]), x="group")
    patch = next(artist for artist in mark(ax, "group 0").artists if isinstance(artist, PathPatch))
    bottoms = [round(float(np.asarray(box)[:, 1].min()), 4) for box in patch.get_path().to_polygons()]
    assert sorted(np.unique(bottoms, return_counts=True)[1]) == [3, 10, 10]


@pytest.mark.parametrize(
    ("numbers", "each"), [([300], 1), ([301], 2), ([103, 97, 180, 20], 2), ([1000], 5), ([90_000_000], 500_000)]
)
def test_a_square_stands_for_a_round_number_and_says_so(numbers: list[float], each: int) -> None:
    ax = waffle(own(numbers), x="group")
    said = (
        "is one of the men" if each == 1 else f"stands for {each:,} men" if each > 10_000 else f"stands for {each} men"
    )
    assert said in texts(ax)
    assert said in words(ax)


def test_a_part_of_a_square_is_drawn_as_a_part_and_said() -> None:
    ax = waffle(load("soviet_elections").filter(like="t32-675-petrograd", axis="index"), x="party", each=5)
    assert squares(mark(ax, "Bolsheviks"), filled=True) == pytest.approx(443 / 5, abs=0.01)
    assert "a part of the square is drawn" in words(ax)
    assert "a part of the square" not in words(waffle(own([5]), x="group"))


def test_parts_are_squares_of_their_whole_and_the_rest_is_grey() -> None:
    ax = EXAMPLES["waffle"]()
    assert squares(mark(ax, "Social-democrats"), filled=True) == pytest.approx(103 / 2, abs=0.01)
    rest = mark(ax, "Not broken down")
    assert (rest.figure, rest.origin, rest.within) == ("97 seats", "course", "The Seim before")
    assert squares(rest, filled=False) == pytest.approx(97 / 2, abs=0.01)
    assert mark(ax, "Social-democrats").claims == ("t32-335-seim-social-democrats",)


def test_a_name_the_reader_gives_a_whole_does_not_make_it_a_party() -> None:
    ax = EXAMPLES["waffle of one whole"]()
    assert mark(ax, "Not broken down").figure == "21 seats"


def test_squares_that_are_not_certain_are_hollow() -> None:
    ax = waffle(own([30, None], low=[None, 10], high=[None, 25], qualifier=["about", "between"]), x="group")
    assert squares(mark(ax, "group 0"), filled=False) == pytest.approx(30)
    assert squares(mark(ax, "group 0"), filled=True) == 0
    assert squares(mark(ax, "group 1"), filled=True) == pytest.approx(10)
    assert squares(mark(ax, "group 1"), filled=False) == pytest.approx(15)
    assert "Squares that are not certain are hollow" in words(ax)


def test_a_group_without_a_number_keeps_an_open_place() -> None:
    ax = waffle(own([3, None]), x="group")
    assert mark(ax, "group 1").figure == "no number given"
    assert mark(ax, "group 1").artists
    assert "which is not zero" in words(ax)


def test_groups_differ_by_marker_as_well_as_colour() -> None:
    ax = waffle(own([3, 4, 5]), x="group")
    markers = {line.get_marker() for line in ax.get_lines() if line.get_marker() != "None"}
    assert len(markers) == 2, "the first group is plain"


def test_an_exact_square_has_no_hole_that_would_make_it_look_hollow() -> None:
    ax = waffle(own([3, 4, 5, 6, 7, 8]), x="group")
    markers = [line.get_marker() for line in ax.get_lines() if line.get_marker() != "None"]
    assert len(markers) == 5
    assert not {"s", "o", "D", "^", "v", "P"} & {marker for marker in markers if isinstance(marker, str)}


def test_per_cents_are_squares_of_one_per_cent() -> None:
    table = claims("nationalities").filter(regex="^t32-303-(ruling|other)", axis="index")
    ax = waffle(table.assign(group=["Great Russians", "others"]), x="group")
    assert "Every square stands for 1 per cent." in texts(ax)
    assert squares(mark(ax, "Great Russians"), filled=True) == pytest.approx(43)
    assert mark(ax, "others").figure == "57 per cent"


@pytest.mark.parametrize(
    ("table", "options", "message"),
    [
        (own([]), {}, "no rows"),
        (own([None]), {}, "no square to draw"),
        (own([0, 0]), {}, "no square to draw"),
        (own([3, -1]), {}, "'value' is -1"),
        (own(range(1, 201)), {}, "at most 12 groups, and these are 200"),
        (own([1, 2]).assign(unit=["men", "votes"]), {}, "different units"),
        (own([1, 2]).assign(unit=["men", "per cent"]), {}, "mixes per cents with counts"),
        (own([0.5], unit="share"), {}, "Draw it with `shares`"),
        (own([5000]), {"each": 1}, "5,000 squares, and a page holds 1,200"),
        (own([5]), {"each": 0}, "cannot stand for 0"),
        (own([5]), {"each": float("nan")}, "cannot stand for nan"),
    ],
)
def test_what_squares_cannot_show_is_refused_with_the_reason(
    table: pd.DataFrame, options: dict[str, float], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        waffle(table, x="group", **options)  # type: ignore[arg-type]


def test_parts_above_their_whole_are_refused() -> None:
    table = load("nationalities").filter(like="t32-335-seim", axis="index")
    table.loc["t32-335-seim-social-democrats", "value"] = 203
    with pytest.raises(CompositionError, match="come to more than the whole"):
        waffle(table, x="subject")


@pytest.mark.parametrize(
    "table",
    [
        own([1]),
        own([0, 3]),
        own([10**12, 1]),
        own([2.5, 0.25]),
        own([3, 4]).assign(group=["Большевики " * 9, "<b>&$x$\n\x00"]),
        own(range(1, 13)),
    ],
)
def test_a_readers_own_squares_are_drawn(table: pd.DataFrame) -> None:
    ax = waffle(table, x="group")
    render(ax)
    assert len(drawn(ax).marks) == len(table)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.floats(0.1, 120), min_size=1, max_size=4))
def test_the_squares_of_any_counts_have_their_area(numbers: list[float]) -> None:
    ax = waffle(own(numbers), x="group", each=1)
    found = [squares(shown, filled=True) for shown in drawn(ax).marks]
    plt.close("all")
    assert found == pytest.approx(numbers, rel=0.01)


# Histograms


def test_the_area_of_a_bar_is_its_count() -> None:
    ax = histogram(sent(), start="date_os", end="date_os")
    counts = [sum(box.get_width() * box.get_height() for box in rectangles(shown.artists)) for shown in drawn(ax).marks]
    assert [count / 30 for count in counts] == pytest.approx([17, 39, 105])


def rectangles(artists: Sequence[Artist]) -> list[Rectangle]:
    return [artist for artist in artists if isinstance(artist, Rectangle)]


def test_time_is_to_scale_in_the_old_style() -> None:
    ax = histogram(sent(), start="date_os", end="date_os")
    widths = [rectangles(shown.artists)[0].get_width() for shown in drawn(ax).marks]
    assert widths == [122, 62, 61]
    assert ax.get_xlabel() == "1917, old style"


def test_the_height_says_what_it_counts() -> None:
    ax = histogram(sent(), start="date_os", end="date_os")
    assert "cases per 30 days" in texts(ax)
    assert "count per 30 days, worked out by the course" in words(ax)
    assert ax.get_ylim()[0] == 0


def test_each_count_stands_over_its_bar_with_its_claim() -> None:
    ax = histogram(sent(), start="date_os", end="date_os")
    assert all(figure in texts(ax) for figure in ("17 cases", "39 cases", "105 cases"))
    assert [shown.claims[0] for shown in drawn(ax).marks] == list(sent().index)
    assert {shown.origin for shown in drawn(ax).marks} == {"record"}


def test_a_gap_stays_open_and_is_no_zero() -> None:
    ax = EXAMPLES["histogram with a gap"]()
    gap = mark(ax, "July 1917–August 1917")
    assert (gap.figure, gap.origin, gap.certainty) == ("no row of the table", "absent", "open, which is not zero")
    assert rectangles(gap.artists)[0].get_transform() != ax.transData, "a band, without a height on the scale"


def test_a_bin_without_a_number_stays_open() -> None:
    ax = histogram(binned([0, 10, 20, 40], [4, None, 8]), start="begin", end="end")
    assert mark(ax, "10 to 20").figure == "no number given"
    assert "No number given: 10 to 20" in words(ax)


def test_bins_of_numbers_count_for_a_round_width() -> None:
    ax = histogram(binned([0, 10, 20, 50], [30, 55, 90]), start="begin", end="end")
    assert [rectangles(shown.artists)[0].get_height() for shown in drawn(ax).marks] == pytest.approx([30, 55, 30])
    assert "farms per 10 of the scale" in texts(ax)
    assert "highest for 10 to 20, and lowest for 0 to 10 and 20 to 50" in words(ax)


def test_the_last_day_of_a_bin_is_in_it() -> None:
    table = pd.DataFrame({"a": ["1917-10-24", "1917-10-26"], "b": ["1917-10-25", "1917-10-26"], "value": [4, 3]})
    ax = histogram(table, start="a", end="b")
    assert [rectangles(shown.artists)[0].get_width() for shown in drawn(ax).marks] == [2, 1]
    assert [shown.label for shown in drawn(ax).marks] == ["24–25 October 1917", "26 October 1917"]


def test_a_hedged_count_is_hollow_and_has_no_height_in_words() -> None:
    ax = histogram(binned([0, 1, 2], [4, 6], qualifier=["exact", "about"]), start="begin", end="end")
    (loose,) = rectangles(mark(ax, "1 to 2").artists)
    assert to_hex(loose.get_facecolor()) == style.colour("paper")
    assert mark(ax, "1 to 2").figure == "about 6 farms"


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 50), st.integers(0, 500)), min_size=1, max_size=5))
def test_the_area_is_the_count_whatever_the_widths(pairs: list[tuple[int, int]]) -> None:
    edges = np.cumsum([0, *(width for width, _ in pairs)])
    ax = histogram(binned(list(edges), [count for _, count in pairs]), start="begin", end="end")
    boxes = [rectangles(shown.artists)[0] for shown in drawn(ax).marks]
    plt.close("all")
    areas_of = np.array([box.get_width() * box.get_height() for box in boxes])
    per = areas_of.sum() / sum(count for _, count in pairs) if areas_of.any() else 1.0
    assert areas_of / per == pytest.approx([count for _, count in pairs])
    assert all(left.get_x() + left.get_width() == pytest.approx(right.get_x()) for left, right in pairwise(boxes))


def dates(*edges: str) -> pd.DataFrame:
    return pd.DataFrame({"begin": edges[::2], "end": edges[1::2], "value": range(1, len(edges) // 2 + 1)})


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (binned([0], []), "no rows"),
        (binned([0, 1], [None]), "nothing to draw"),
        (binned([0, 1], [-3]), "'value' is -3"),
        (binned(list(range(201)), [1] * 200), "at most 16 bins, and these are 200"),
        (binned([0, 1, float("inf")], [1, 2]), "row 2 has no 'end'"),
        (binned([float("nan"), 1], [1]), "row 1 has no 'begin'"),
        (binned([0, 2, 2], [1, 2]), "ends where it begins"),
        (pd.DataFrame({"begin": [0, 3], "end": [5, 9], "value": [1, 2]}), "'0 to 5' and '3 to 9' overlap"),
        (dates("1917-03", "1917-06", "1917-06", "1917-07"), "overlap"),
        (dates("1917-03", ""), "row 1 has no 'end'"),
        (dates("1917-03", "1917-02"), "before"),
        (dates("1917-02-31", "1917-03"), "no day of the Julian calendar"),
        (binned([0, 1, 2], [1, 2]).assign(unit=["men", "votes"]), "different units"),
        (binned([0, 1], [0.5]).assign(unit="share"), "Shares are no counts"),
        (binned([pd.Timestamp("1917-03-01"), pd.Timestamp("1917-04-01")], [3]), "old-style dates are needed"),
        (binned([0, 1], [3]).rename(columns={"end": "ende"}), "Did you mean 'ende'"),
    ],
)
def test_what_a_histogram_cannot_show_is_refused_with_the_reason(table: pd.DataFrame, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        histogram(table, start="begin", end="end")


@pytest.mark.parametrize(
    "table",
    [
        binned([0, 5], [10**12]),
        binned([0, 1, 2], [0, 0]),
        binned(list(range(17)), [(place * 7) % 13 * 1000 for place in range(16)]),
        binned([0, 1, 1000], [3, 4]).assign(unit="десятины <b>&$x$"),
        dates("1917-10-25T02:10", "1917-10-25T05:00"),
        dates("1861", "1905", "1906", "1917"),
    ],
)
def test_a_readers_own_bins_are_drawn(table: pd.DataFrame) -> None:
    ax = histogram(table, start="begin", end="end")
    render(ax)
    assert len(drawn(ax).marks) == len(table)


# Both


def test_charts_stand_in_the_axes_they_are_given() -> None:
    _, (first, second, third) = plt.subplots(1, 3, figsize=(18, 6))
    assert waffle(own([12, 5]), first, x="group") is first
    assert histogram(sent(), second, start="date_os", end="date_os") is second
    assert recall(third) is None


def test_an_axes_too_small_for_its_squares_is_refused() -> None:
    _, low = plt.subplots(figsize=(5, 1))
    with pytest.raises(ValueError, match="inches high"):
        waffle(own([100]), low, x="group")


@pytest.mark.parametrize("name", CHARTS)
def test_everything_that_is_drawn_can_be_pointed_at(name: str) -> None:
    ax = EXAMPLES[name]()
    children = set(ax.get_children())
    shown = [shown for shown in drawn(ax).marks if shown.artists]
    assert all(set(mark.artists) <= children for mark in shown)
    assert sum(len(mark.artists) for mark in shown) == len({artist for mark in shown for artist in mark.artists})
    assert [mark.figure for mark in drawn(ax).marks if not mark.artists] == []


@pytest.mark.parametrize("name", CHARTS)
def test_no_text_is_clipped_or_covered(name: str) -> None:
    ax = EXAMPLES[name]()
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.canvas.draw()
    extents = [text.get_window_extent() for text in ax.texts if text.get_text()]
    page = figure.bbox.padded(1)
    assert all(page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 and box.y1 <= page.y1 for box in extents)
    assert not [1 for one, other in combinations(extents, 2) if one.padded(-2).overlaps(other.padded(-2))]
