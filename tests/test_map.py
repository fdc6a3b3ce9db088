"""The map puts the places where the gazetteer has them, names each once, and says what it does not show."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

import coursekit as ck
from coursekit import course
from coursekit.charts import lettering, style
from coursekit.charts.cartography import MOST_NAMES, places_map
from coursekit.charts.coastlines import Conic
from coursekit.charts.drawing import Drawing, recall
from coursekit.charts.labelling import place_names
from coursekit.codebook import codebook
from coursekit.errors import UnknownNameError
from coursekit.gazetteer import Site, find_site, sites
from coursekit.record import record

PLACED = [site for site in sites().values() if site.position]
WITH_PLACES = [name for name in record().book.tables if any(claim["place"] for claim in record().table(name))]
Box = tuple[float, float, float, float]


@pytest.fixture(autouse=True)
def _close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def named(*places: str) -> pd.DataFrame:
    return pd.DataFrame({"place": list(places)})


def drawn(ax: Axes) -> Drawing:
    drawing = recall(ax)
    assert drawing is not None
    return drawing


def dots(ax: Axes) -> list[tuple[float, float]]:
    marks = [line for line in ax.get_lines() if line.get_marker() == "o"]
    return [(float(line.get_xdata()[0]), float(line.get_ydata()[0])) for line in marks]  # type: ignore[index,arg-type]


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("row", codebook().lists["places"].values(), ids=list(codebook().lists["places"]))
def test_a_position_is_whole_and_comes_from_the_gazetteer(row: dict[str, str]) -> None:
    filled = {bool(row[column]) for column in ("present_name", "latitude", "longitude", "gazetteer", "gazetteer_id")}
    assert len(filled) == 1
    if row["gazetteer_id"]:
        assert row["gazetteer"] == "GeoNames"
        assert row["gazetteer_id"].isdecimal()
        assert row["kind"] in {"city", "town", "village"}


def test_no_two_places_have_one_record_of_the_gazetteer() -> None:
    numbers = [row["gazetteer_id"] for row in codebook().lists["places"].values() if row["gazetteer_id"]]
    assert len(numbers) == len(set(numbers)) >= 40


@pytest.mark.parametrize("site", [s for s in PLACED if s.within == "Petrograd environs"], ids=lambda site: site.name)
def test_the_environs_of_petrograd_are_round_petrograd(site: Site) -> None:
    at = Conic(30.0)
    assert site.position is not None
    (x, y), (to_x, to_y) = at(site.position), at(find_site("Petrograd").position or (0.0, 0.0))
    assert abs(x - to_x) < 60
    assert abs(y - to_y) < 60


def test_the_projection_keeps_distances_and_directions() -> None:
    at = Conic(32.0)
    (x, y), (to_x, to_y) = at((30.3, 59.9)), at((37.6, 55.8))  # Petrograd and Moscow are about 635 km apart
    assert ((x - to_x) ** 2 + (y - to_y) ** 2) ** 0.5 == pytest.approx(635, rel=0.03)
    assert to_x > x
    assert to_y < y


def test_the_coast_is_small_and_says_where_it_comes_from() -> None:
    file = course.content() / "data" / "coastlines.json"
    held = json.loads(file.read_text(encoding="utf-8"))
    assert "Natural Earth" in held["source"]
    assert held["licence"] == "public domain"
    assert file.stat().st_size < 30_000


@pytest.mark.parametrize("name", WITH_PLACES)
def test_every_table_with_places_makes_a_map(name: str) -> None:
    data = ck.load(name)
    if not any(find_site(place).position for cell in data["place"] if cell for place in cell.split("; ")):
        with pytest.raises(ValueError, match="position in the gazetteer"):
            places_map(data)
        return
    drawing = drawn(places_map(data))
    assert all(record().claim(mark.claims[0]).table == name for mark in drawing.marks)
    assert {mark.origin for mark in drawing.marks} == {"record"}
    words = " ".join((*drawing.sentences, *drawing.leaves_out))
    for cell in filter(None, data["place"]):
        assert all(place in words for place in cell.split("; "))


@given(st.lists(st.sampled_from(PLACED), min_size=1, max_size=20, unique=True))
@settings(max_examples=25)
def test_dots_and_names_stay_apart_and_inside(chosen: list[Site]) -> None:
    ax = places_map(named(*(site.name for site in chosen)))
    (_, right), (_, top) = ax.get_xlim(), ax.get_ylim()
    for x, y in dots(ax):
        assert 0 < x < right
        assert 0 < y < top
    words = " ".join((*drawn(ax).sentences, *drawn(ax).leaves_out))
    assert all(site.title() in words for site in chosen)
    plt.close("all")


@given(st.lists(st.tuples(st.floats(0.3, 4.6), st.floats(0.3, 2.7)), min_size=1, max_size=15, unique=True))
@settings(max_examples=25)
def test_names_never_cover_each_other(points: list[tuple[float, float]]) -> None:
    names = [(f"Place {number}", point) for number, point in enumerate(points)]
    labels, crowded_out = place_names(names, (4.96, 3.0))
    assert {label.text for label in labels} | set(crowded_out) == {name for name, _ in names}
    assert not any(overlap(one.box(), other.box()) for one, other in combinations(labels, 2))
    for left, bottom, right, top in (label.box() for label in labels):
        assert 0 <= left < right <= 4.96
        assert 0 <= bottom < top <= 3.0


def test_the_words_tell_what_is_drawn() -> None:
    said = " ".join(drawn(places_map(named("Reval", "Pskov", "Moscow"))).sentences)
    assert "3 places" in said
    assert "Reval (Tallinn today); Pskov; Moscow" in said
    assert "Furthest west is Reval, furthest east Moscow." in said


def test_what_has_no_position_is_named_and_not_drawn() -> None:
    ax = places_map(named("Petrograd", "Smolny", "Pskov", ""))
    told = " ".join(drawn(ax).leaves_out)
    assert "no position for Smolny" in told
    assert "1 row names no place" in told
    assert "Smolny" not in {text.get_text() for text in ax.texts}


def test_places_too_near_for_the_scale_share_a_dot() -> None:
    ax = places_map(named("Petrograd", "Kronstadt", "Saratov"))
    assert "Petrograd +1" in {text.get_text() for text in ax.texts}
    assert "too near to be drawn apart: Kronstadt." in " ".join(drawn(ax).sentences)
    near = places_map(named("Petrograd", "Kronstadt"))
    assert {"Petrograd", "Kronstadt"} <= {text.get_text() for text in near.texts}


def test_a_lonely_place_comes_with_landmarks() -> None:
    ax = places_map(named("Minsk"))
    assert {"Minsk", "Petrograd", "Moscow", "Kiev"} <= {text.get_text() for text in ax.texts}
    assert "Hollow, only to show where one is: Petrograd, Moscow, Kiev." in drawn(ax).sentences


def test_a_place_the_reader_changed_is_the_readers() -> None:
    table = ck.load("city_elections")
    table["place"] = "Pskov"
    assert {mark.origin for mark in drawn(places_map(table)).marks} == {"reader"}


def test_it_draws_where_it_is_told_and_in_the_colours_of_the_course() -> None:
    _, ax = plt.subplots()
    assert places_map(named("Moscow", "Pskov"), ax) is ax
    known = {role.light for role in style.ROLES.values()}
    assert {text.get_color() for text in ax.texts} <= known
    assert lettering.size("Moscow")[0] < ax.get_xlim()[1]


def test_the_figure_shows_it(capsys: pytest.CaptureFixture[str]) -> None:
    ck.figure(places_map(ck.load("armed_forces")), caption="Where forces were counted.")
    assert "A map of" in capsys.readouterr().out


def test_a_name_the_record_lacks_is_refused_with_near_ones() -> None:
    with pytest.raises(UnknownNameError, match="Petrograd"):
        places_map(named("Petrogard"))


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (["Moscow"], TypeError, "DataFrame"),
        (pd.DataFrame({"plaice": ["Moscow"]}), ValueError, "no column 'place'"),
        (named(), ValueError, "position in the gazetteer"),
        (named("Smolny"), ValueError, "position in the gazetteer"),
    ],
    ids=["list", "column", "empty", "unplaced"],
)
def test_what_cannot_be_drawn_is_refused(data: pd.DataFrame, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        places_map(data)


def test_the_whole_list_fits() -> None:
    assert len(PLACED) <= MOST_NAMES
    places_map(named(*(site.name for site in PLACED)))
