"""A figure is a claim: caption, what is missing, the chart in words, and a source for every mark."""

from __future__ import annotations

import base64
import re
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from matplotlib import pyplot as plt

import coursekit as ck
from coursekit import figures, style
from coursekit.figures import Shown
from coursekit.record import record

Show = Callable[..., "Page"]


class Page(HTMLParser):
    """A figure as a browser would read it: elements, the rows of its table, and whether all is closed."""

    VOID = frozenset({"img"})

    def __init__(self, shown: Shown) -> None:
        super().__init__()
        self.html, self.plain = shown._repr_html_(), repr(shown)
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

    def picture(self) -> str:
        """Read the picture."""
        return base64.b64decode(self.the("img")["src"].removeprefix("data:image/svg+xml;base64,")).decode()


@pytest.fixture
def show(monkeypatch: pytest.MonkeyPatch) -> Show:
    """Show a figure, and read what was shown."""

    def read(ax: object, **options: object) -> Page:
        shown: list[Shown] = []
        monkeypatch.setattr(figures, "display", shown.append)
        figures.figure(ax, **{"caption": "A caption.", **options})  # type: ignore[arg-type]
        assert len(shown) == 1, "one output"
        return Page(shown[0])

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
    assert tags == ["figure", "figcaption", "img", "details", "details", "a"]
    assert "Figure 5.1. Who sat there." in page.text
    assert "Not in this chart: The Cossacks. The order of the blocks is that of the table" in page.text


def test_the_alternative_is_also_on_the_page(show: Show, house: pd.DataFrame) -> None:
    page = show(ck.hemicycle(house))
    assert page.the("img")["alt"] in page.text
    assert page.plain == f"A caption.\n{page.the('img')['alt']}"


def test_the_author_may_write_the_alternative(show: Show, house: pd.DataFrame) -> None:
    page = show(ck.hemicycle(house), alt='Dots, "in" <arcs>.')
    assert page.the("img")["alt"] == 'Dots, "in" <arcs>.'


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
    link = show(ck.hemicycle(house), number="5.1").the("a")["href"]
    assert link.startswith("https://github.com/counting-october/counting-october/issues/new?")
    asked = parse_qs(urlsplit(link).query)
    assert asked["title"] == ["Error in figure 5.1"]
    assert "Table: preparliament_seats" in asked["body"][0]
    assert "pp-left-srs" in asked["body"][0]
    assert f"Version: {ck.__version__}" in asked["body"][0]


def test_a_long_list_of_claims_is_cut_in_the_report(show: Show) -> None:
    votes = ck.load("preparliament_votes")
    link = show(ck.bars(votes, x="side", by="motion")).the("a")["href"]
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
    assert "Not traced: no claim of the record stands behind A." in page.text
    assert "not traceable" in page.rows[-1][-1]


def test_a_readers_own_figure_is_not_passed_off_as_printed(show: Show, failed: pd.DataFrame) -> None:
    page = show(ck.bars(failed.assign(value=failed["value"] * 2), x="side", by="motion"))
    assert "Not traced: worked out in this notebook, not printed: for, against" in page.text
    assert "worked out in this notebook; the record has 95 votes here (Trotsky 1932, line 567" in page.rows[1][-1]


def test_a_chart_of_another_hand_is_captioned_tabulated_and_said_not_to_be_traced(
    show: Show, failed: pd.DataFrame
) -> None:
    page = show(failed.plot.bar(x="side", y="value", title="Mine"), data=failed)
    assert "no form of the course drew this chart" in page.text
    assert page.the("img")["alt"].startswith("A chart titled Mine. Its horizontal axis shows side.")
    assert len(page.rows) == len(failed) + 1
    assert page.rows[1][1] == "95 votes"


def test_a_chart_of_another_hand_without_a_table_has_none(show: Show, failed: pd.DataFrame) -> None:
    page = show(failed.plot.bar(y="value"))
    assert "table" not in {tag for tag, _ in page.found}


def test_a_table_of_no_claims_is_shown_as_it_is(show: Show) -> None:
    table = pd.DataFrame({"town": ["Tver"], "votes": [4.0]})
    page = show(table.plot.bar(), data=table)
    assert page.rows[1][:2] == ["Tver", "votes 4"]


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


def test_a_whole_array_of_axes_is_refused(show: Show) -> None:
    _, axes = plt.subplots(2)
    with pytest.raises(TypeError, match="one Axes"):
        show(axes)
    plt.close("all")


def test_the_figure_keeps_to_its_size(show: Show, house: pd.DataFrame) -> None:
    page = show(ck.hemicycle(house))
    assert len(page.html) - len(page.the("img")["src"]) < 20_000
    assert len(page.the("img")["src"]) < 130_000


def test_the_sheet_touches_nothing_but_figures() -> None:
    sheet = re.sub(r"/\*.*?\*/", "", figures._sheet(), flags=re.DOTALL)
    selectors = [part.strip() for block in re.findall(r"([^{}]+)\{", sheet) for part in block.split(",")]
    assert all(".ck-figure" in part or part.startswith("@") for part in selectors), selectors


def test_the_house_style_does_not_leak_into_the_readers_charts(show: Show, house: pd.DataFrame) -> None:
    before = plt.rcParams.copy()
    show(ck.hemicycle(house))
    assert plt.rcParams == before
    assert before["font.size"] != style.TEXT


def test_the_package_opens_without_pandas_and_matplotlib() -> None:
    code = "import sys, coursekit; sys.exit(bool({'pandas', 'matplotlib'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
