"""A figure is a claim: caption, what is missing, the chart in words, and a source for every mark."""

from __future__ import annotations

import base64
import csv
import gc
import re
import subprocess
import sys
import weakref
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from matplotlib import pyplot as plt

import coursekit as ck
from coursekit.charts import style
from coursekit.charts.drawing import Mark, read_rows
from coursekit.figures import element as figures
from coursekit.figures.explorer import Explorer
from coursekit.figures.page import Shown, sheet
from coursekit.figures.table import csv_text
from coursekit.record import record

Show = Callable[..., "Page"]


class Page(HTMLParser):
    """A figure as a browser would read it: elements, the rows of its table, and whether all is closed."""

    VOID = frozenset({"img"})

    def __init__(self, shown: Shown, live: Explorer) -> None:
        super().__init__()
        self.html, self.plain = shown._repr_html_(), repr(shown)
        self.live = live
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str]]] = []
        self.rows: list[list[str]] = []
        self.text = ""
        self.feed(self.html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element, and open a row or a cell."""
        self.found.append((tag, {key: value or "" for key, value in attrs}))
        if tag not in self.VOID:
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        """Refuse an element that closes another."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Read the text that a reader would."""
        if "style" in self.open:
            return
        self.text += data
        if "td" in self.open or "th" in self.open:
            self.rows[-1][-1] += data

    def the(self, tag: str) -> dict[str, str]:
        """Find the one element of a kind."""
        (attributes,) = (attributes for name, attributes in self.found if name == tag)
        return attributes

    def link(self, start: str) -> str:
        """Find the one link that starts so."""
        links = [attributes["href"] for name, attributes in self.found if name == "a"]
        (found,) = (link for link in links if link.startswith(start))
        return found

    def picture(self) -> str:
        """Read the picture."""
        return base64.b64decode(self.the("img")["src"].removeprefix("data:image/svg+xml;base64,")).decode()


@pytest.fixture(autouse=True)
def _close_figures() -> Iterator[None]:
    yield
    plt.close("all")


@pytest.fixture
def show(monkeypatch: pytest.MonkeyPatch) -> Show:
    """Show a figure, and read what was shown."""

    def read(ax: object, **options: object) -> Page:
        shown: list[Any] = []
        monkeypatch.setattr(figures, "display", shown.append)
        figures.figure(ax, **{"caption": "A caption.", **options})  # type: ignore[arg-type]
        still, live = shown
        return Page(still, live)

    return read


@pytest.fixture
def house() -> pd.DataFrame:
    seats = ck.load("preparliament_seats")
    return seats[seats["body"] == "Pre-Parliament"]


@pytest.fixture
def failed() -> pd.DataFrame:
    votes = ck.load("preparliament_votes")
    return votes[votes["date_os"] == "1917-10-18"]


def test_a_figure_has_its_parts_in_reading_order(show: Show, house: pd.DataFrame) -> None:
    page = show(ck.hemicycle(house), number="5.1", caption="Who sat there.", leaves_out="The Cossacks.")
    tags = [tag for tag, _ in page.found if tag in {"figure", "figcaption", "img", "details", "a"}]
    assert tags == ["figure", "figcaption", "img", "details", "details", "a", "a"]
    assert "Figure 5.1. Who sat there." in page.text
    assert "Not in this chart: The Cossacks. The order of the blocks is that of the table" in page.text


def test_the_alternative_is_also_on_the_page(show: Show, house: pd.DataFrame) -> None:
    page = show(ck.hemicycle(house))
    assert page.the("img")["alt"] in page.text
    assert page.plain == f"A caption.\n{page.the('img')['alt']}"


def test_the_author_may_write_the_alternative(show: Show, house: pd.DataFrame) -> None:
    words = 'Dots, "in" <arcs>: sixty-six, about 20, and 62 that nobody names, on 20 October 1917.'
    assert show(ck.hemicycle(house), alt=words).the("img")["alt"] == words


@pytest.mark.parametrize("words", ["78 Kadets.", "Seventy-eight Kadets.", "A third of them.", "On 5 November."])
def test_a_number_that_no_mark_has_is_refused_in_the_alternative(show: Show, house: pd.DataFrame, words: str) -> None:
    number = words.removeprefix("On ").split(" K")[0].split(" of")[0].split(" N")[0]
    with pytest.raises(ValueError, match=f"'{number}', which no mark has.*Bolsheviks: 66 seats"):
        show(ck.hemicycle(house), alt=words)


def test_where_there_is_no_table_the_alternative_is_the_authors_alone(show: Show) -> None:
    _, ax = plt.subplots()
    assert show(ax, alt="Ninety-nine red balloons.").the("img")["alt"] == "Ninety-nine red balloons."


def test_every_row_leads_to_its_source(show: Show, house: pd.DataFrame) -> None:
    page = show(ck.hemicycle(house))
    row = next(row for row in page.rows if row[0].startswith("Left Socialist Revolutionaries"))
    assert row[1:] == [
        "about 20 seats",
        "approximate",
        "the author, Leon Trotsky",
        "Trotsky 1932, line 541: “among them about 20 Lefts”",
        "7 October 1917 old style (20 October 1917 new style); date inferred",
    ]


def test_every_claim_drawn_stands_in_the_table_behind_the_figure(show: Show, house: pd.DataFrame) -> None:
    page = show(ck.hemicycle(house))
    printed = " ".join(cell for row in page.rows for cell in row)
    for claim in house.index.drop("pp-walkout"):
        assert record().claim(claim)["printed"] in printed


def test_what_the_course_worked_out_says_so(show: Show, house: pd.DataFrame) -> None:
    page = show(ck.hemicycle(house))
    rests = [row for row in page.rows if row[0].startswith("Not broken down")]
    assert [row[1] for row in rests] == ["62 seats", "over half of 156 seats"]
    assert rests[0][3].startswith("worked out by the course from All “democratic” groups, Socialist")


def test_the_kadets_are_nowhere_given_a_number(show: Show, house: pd.DataFrame) -> None:
    assert not re.search(r"\b78\b", show(ck.hemicycle(house)).text)


def test_a_side_not_given_is_a_row_without_a_source(show: Show, failed: pd.DataFrame) -> None:
    page = show(ck.bars(failed, x="side", by="motion"))
    row = page.rows[-1]
    assert row[0].startswith("abstaining")
    assert row[1:] == ["not given", "open, which is not zero", "nobody: no row of the table fills this place"]


def test_an_error_can_be_reported_with_what_is_needed_to_find_it(show: Show, house: pd.DataFrame) -> None:
    link = show(ck.hemicycle(house), number="5.1").link(
        "https://github.com/counting-october/counting-october/issues/new?"
    )
    asked = parse_qs(urlsplit(link).query)
    assert asked["title"] == ["Error in figure 5.1"]
    assert "Table: preparliament_seats" in asked["body"][0]
    assert "pp-left-srs" in asked["body"][0]
    assert f"Version: {ck.__version__}" in asked["body"][0]


def test_a_long_list_of_claims_is_cut_in_the_report(show: Show) -> None:
    votes = ck.load("preparliament_votes")
    link = show(ck.bars(votes, x="side", by="motion")).link("https:")
    assert "and 2 more" in parse_qs(urlsplit(link).query)["body"][0]
    assert len(link) < 2000


def test_nothing_in_a_label_is_taken_for_html(show: Show) -> None:
    evil = "<script>alert(1)</script>&\"'"
    table = pd.DataFrame({"label": [evil], "value": [3]})
    page = show(ck.hemicycle(table), number=evil, caption=evil, leaves_out=evil)
    assert "script" not in {tag for tag, _ in page.found}
    assert page.text.count(evil) >= 5


def test_rows_that_are_no_claims_are_said_not_to_be_traced(show: Show) -> None:
    page = show(ck.bars(pd.DataFrame({"label": ["A"], "value": [3]}), x="label"))
    assert "Not in the sources: no claim of the record stands behind A." in page.text
    assert "not traceable" in page.rows[-1][-1]


def test_a_readers_own_figure_is_not_passed_off_as_printed(show: Show, failed: pd.DataFrame) -> None:
    page = show(ck.bars(failed.assign(value=failed["value"] * 2), x="side", by="motion"))
    assert "Not in the sources: worked out in this notebook, not printed: for, against" in page.text
    assert "worked out in this notebook; the record has 95 votes here (Trotsky 1932, line 567" in page.rows[1][-1]


def test_a_chart_of_another_hand_is_captioned_tabulated_and_said_not_to_be_traced(
    show: Show, failed: pd.DataFrame
) -> None:
    page = show(failed.plot.bar(x="side", y="value", title="Mine"), data=failed)
    assert page.the("img")["alt"].startswith("A chart of the reader's own: vertical bars, titled “Mine”.")
    assert len(page.rows) == len(failed) + 1
    assert "Trotsky 1932, line 567" in page.rows[1][4]
    assert page.rows[1][1] == "95 votes"


def test_a_chart_of_another_hand_without_a_table_is_not_traced(show: Show, failed: pd.DataFrame) -> None:
    page = show(failed.plot.bar(x="side", y="value"))
    assert "Not in the sources: no claim of the record stands behind for, against, abstaining." in page.text
    assert page.rows[1][1] == "95"


def test_a_total_lists_the_claims_under_it(show: Show, failed: pd.DataFrame) -> None:
    totals = failed.groupby("side")["value"].sum()
    page = show(totals.plot.bar(), data=failed, by="side")
    row = next(row for row in page.rows if row[0].startswith("against"))
    assert row[1] == "266 votes"
    assert "worked out in this notebook" in row[-1]
    assert "127 votes (pp-sr-formula-against), 139 votes (pp-right-formula-against)" in row[-1]


def test_the_picture_is_the_same_every_time(show: Show, house: pd.DataFrame, failed: pd.DataFrame) -> None:
    arcs = [show(ck.hemicycle(house)).picture() for _ in range(2)]
    bars = [show(ck.bars(failed, x="side", by="motion")).picture() for _ in range(2)]
    assert (arcs[0], bars[0]) == (arcs[1], bars[1])


def test_the_picture_is_drawn_in_roles_alone(show: Show, house: pd.DataFrame, failed: pd.DataFrame) -> None:
    for ax in (ck.hemicycle(house), ck.bars(failed, x="side", by="motion")):
        picture = show(ax).picture()
        body = picture.split("</style>", 1)[1]
        assert re.findall(r"#[0-9a-f]{6}\b", body) == [], "a colour that does not follow the theme"
        assert ET.fromstring(picture).tag.endswith("svg")  # noqa: S314 - our own picture


def test_a_title_the_reader_adds_follows_the_theme_and_is_not_cut(show: Show, failed: pd.DataFrame) -> None:
    ax = ck.bars(failed, x="side", by="motion")
    plain = show(ck.bars(failed, x="side", by="motion")).picture()
    ax.set_title("A title of my own")
    height = [float(re.search(r'height="([\d.]+)pt"', svg)[1]) for svg in (plain, show(ax).picture())]  # type: ignore[index]
    assert height[1] > height[0]


def test_a_picture_of_two_hands_stays_in_one_theme(show: Show, failed: pd.DataFrame) -> None:
    _, axes = plt.subplots(2, figsize=(6, 8))
    failed["value"].plot(ax=axes[1])
    assert "--ck-" not in show(ck.bars(failed, axes[0], x="side", by="motion")).picture()


def test_the_notebook_does_not_draw_the_figure_again(show: Show, house: pd.DataFrame) -> None:
    show(ck.hemicycle(house))
    assert plt.get_fignums() == []


def test_the_table_can_be_saved_without_a_kernel(show: Show, house: pd.DataFrame) -> None:
    page = show(ck.hemicycle(house), number="5.1")
    held = base64.b64decode(page.link("data:text/csv").partition(",")[2]).decode("utf-8-sig")
    rows = list(csv.reader(held.splitlines()))
    assert [f"{row[0]} {row[1]}".strip() for row in rows[1:]] == [row[0] for row in page.rows[1:]]
    assert ["Bolsheviks", "66 seats", "pp-bolsheviks"] in [[row[0], row[2], row[-1]] for row in rows]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_no_cell_of_a_saved_table_is_a_formula(start: str) -> None:
    text = csv_text([Mark(f"{start}cmd|calc", f"{start}1", "exact", within=f"{start}2")])
    (row,) = list(csv.reader(text.splitlines()))[1:]
    assert not [cell for cell in row if cell.startswith(start)]


def test_on_a_narrow_page_every_cell_says_which_column_it_is(show: Show, house: pd.DataFrame) -> None:
    page = show(ck.hemicycle(house))
    told = re.findall(r'td:nth-of-type\((\d)\)::before \{ content: "([^"]*): "', sheet("figure.css"))
    assert told == [(str(place), heading) for place, heading in enumerate(page.rows[0]) if place]


def test_two_charts_of_one_picture_are_told_together(show: Show, failed: pd.DataFrame, house: pd.DataFrame) -> None:
    _, axes = plt.subplots(2, figsize=(6, 14))
    ck.hemicycle(house, axes[1])
    page = show(ck.bars(failed, axes[0], x="side", by="motion"))
    words = page.the("img")["alt"]
    assert words.index("A bar chart of votes") < words.index("Another chart stands") < words.index("A parliament arc")
    assert {"127 votes", "66 seats"} <= {row[1] for row in page.rows}
    assert "--ck-" in page.picture()


def test_a_neighbour_of_another_hand_is_said_to_be_there(show: Show, failed: pd.DataFrame) -> None:
    _, axes = plt.subplots(2, figsize=(6, 8))
    failed["value"].plot(ax=axes[1])
    assert "The picture holds another chart" in show(ck.bars(failed, axes[0], x="side", by="motion")).text


def test_an_empty_drawing_is_captioned_and_described(show: Show) -> None:
    _, ax = plt.subplots()
    page = show(ax)
    assert "A caption." in page.text
    assert "No figure could be read off it." in page.the("img")["alt"]
    assert page.live.content["marks"] == []


def test_an_axes_taken_out_of_its_figure_is_refused(show: Show, failed: pd.DataFrame) -> None:
    ax = ck.bars(failed, x="side", by="motion")
    ax.remove()
    with pytest.raises(TypeError, match="taken out of its figure"):
        show(ax)


def test_what_the_reader_named_keeps_its_name(show: Show, failed: pd.DataFrame) -> None:
    ax = ck.bars(failed, x="side", by="motion")
    before = [(artist, artist.get_gid()) for artist in ax.get_children()]
    ax.patches[0].set_gid("mine")
    show(ax)
    assert ax.patches[0].get_gid() == "mine"
    assert [artist.get_gid() for artist, _ in before if artist is not ax.patches[0]] == [None] * (len(before) - 1)


@pytest.mark.filterwarnings("ignore:Glyph")
def test_letters_that_xml_cannot_hold_do_not_spoil_the_picture(show: Show) -> None:
    _, ax = plt.subplots()
    ax.set_title("Ночь\x01 & <b> ]]> -- й")
    ET.fromstring(show(ax).picture())  # noqa: S314 - our own picture


def test_a_legend_beside_the_axes_is_not_cut(show: Show, failed: pd.DataFrame) -> None:
    ax = failed.plot.bar(x="side", y="value")
    ax.legend(loc="upper left", bbox_to_anchor=(1.1, 1), title="beside")
    picture = show(ax).picture()
    left, _, wide, _ = map(float, re.search(r'viewBox="([^"]*)"', picture)[1].split())  # type: ignore[index]
    legend = picture[picture.index('id="legend_1"') :]
    reach = [float(x) for x in re.findall(r"translate\(([\d.]+) ", legend)]
    assert max(reach) > 6.4 * 72
    assert left <= 0
    assert max(reach) < left + wide


def test_a_word_far_off_does_not_make_the_picture_a_speck(show: Show) -> None:
    _, ax = plt.subplots()
    ax.set(xlim=(0, 1), ylim=(0, 1))
    ax.text(1e6, -1e6, "lost")
    width, height = map(float, re.search(r'viewBox="[^"]* ([\d.]+ [\d.]+)"', show(ax).picture())[1].split())  # type: ignore[index]
    assert width < 2.1 * 6.4 * 72
    assert height < 2.1 * 4.8 * 72


def test_a_whole_array_of_axes_is_refused(show: Show) -> None:
    _, axes = plt.subplots(2)
    with pytest.raises(TypeError, match="one Axes"):
        show(axes)


def test_the_figure_keeps_to_its_size(show: Show, house: pd.DataFrame) -> None:
    page = show(ck.hemicycle(house))
    words = len(page.html) - len(page.the("img")["src"]) - len(sheet("figure.css"))
    words += len(str(page.live.content)) - len(str(page.live.content["svg"]))
    assert words < 20_000
    assert len(page.the("img")["src"]) < 130_000


@pytest.mark.parametrize(("name", "own"), [("figure.css", ".ck-figure"), ("explorer.css", ".ck-explorer")])
def test_the_sheets_touch_nothing_but_figures(name: str, own: str) -> None:
    rules = re.sub(r"/\*.*?\*/", "", sheet(name), flags=re.DOTALL)
    selectors = [
        part.strip() for block in re.findall(r"([^{}]+)\{", rules) for part in re.split(r",(?![^(]*\))", block)
    ]
    assert all(own in part or part.startswith("@") for part in selectors), selectors


def test_the_house_style_does_not_leak_into_the_readers_charts(show: Show, house: pd.DataFrame) -> None:
    before = plt.rcParams.copy()
    show(ck.hemicycle(house))
    assert plt.rcParams == before
    assert before["font.size"] != style.TEXT


def test_the_package_opens_without_pandas_and_matplotlib() -> None:
    code = "import sys, coursekit; sys.exit(bool({'pandas', 'matplotlib'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_chart_that_is_closed_is_forgotten() -> None:
    ax = ck.bars(pd.DataFrame({"what": ["a"], "value": [1]}), x="what")
    kept = weakref.ref(ax)
    plt.close("all")
    del ax
    gc.collect()
    assert kept() is None


def test_a_claim_whose_bound_or_unit_was_changed_is_the_readers() -> None:
    banks = ck.claims("land_and_money")
    bound = banks[banks["value"].isna() & banks["low"].notna()].iloc[:1]
    assert [row.origin for row in read_rows(bound, "value", [])] == ["record"]
    assert [row.origin for row in read_rows(bound.assign(low=1.0), "value", [])] == ["reader"]
    assert [row.quantity.low for row in read_rows(bound.assign(low=1.0), "value", [])] == [1.0]
    assert [row.origin for row in read_rows(bound.assign(unit="seats"), "value", [])] == ["reader"]
