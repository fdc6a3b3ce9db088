"""The pages of the site: whole, plain, free of what belongs to others, and with no link that leads nowhere."""

from __future__ import annotations

import ast
import base64
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from built_pages import LESSONS, ROOT, built_pages
from coursekit.markup import without_comments
from coursekit.renderings import find_passage
from coursekit.site.syllabus import read_syllabus
from page_parts import at, first, maybe, page, words

PAGES = [
    *(f"lessons/{name}.html" for name in LESSONS),
    *("index.html", "syllabus.html", "codebook.html", "glossary.html", "licence.html"),
]
VOID = {"br", "hr", "img", "input", "link", "meta"}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_pages(tmp_path_factory)


def lesson_page(pages: Path, name: str) -> BeautifulSoup:
    return page(pages / "lessons" / f"{name}.html")


def sources_of(name: str, kind: str) -> list[str]:
    notebook = json.loads((ROOT / "lessons" / f"{name}.ipynb").read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == kind]


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    """List what a lesson asks of the course, with the name of what it asks for."""
    for source in sources_of(name, "code"):
        for node in ast.walk(ast.parse(source)):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="ck"), attr=asked)):
                    yield asked, node


def first_argument(call: ast.Call) -> str:
    assert isinstance(call.args[0], ast.Constant)
    return str(call.args[0].value)


# Whole: what a lesson says and shows is on its page.


def test_every_lesson_has_a_page_and_no_page_is_left_out_of_these_tests(pages: Path) -> None:
    assert sorted(path.relative_to(pages).as_posix() for path in pages.rglob("*.html")) == sorted(PAGES)


@pytest.mark.parametrize("name", LESSONS)
def test_every_question_passage_and_figure_of_a_lesson_is_on_its_page(pages: Path, name: str) -> None:
    shown, asked = lesson_page(pages, name), list(calls(name))
    questions = [first_argument(call) for what, call in asked if what == "exercise"]
    titles = [find_passage(first_argument(call)).title for what, call in asked if what == "passage"]
    figures = [{each.arg: each.value for each in call.keywords} for what, call in asked if what == "figure"]
    assert questions
    assert [words(each) for each in shown.select(".ck-exercise-still > p:first-child > strong")] == [
        f"Question {q}" for q in questions
    ]
    assert titles
    assert [panel["aria-label"] for panel in shown.select(".ck-passage")] == titles
    assert figures
    numbers = [f"Figure {ast.literal_eval(each['number'])}." for each in figures]
    assert [words(each) for each in shown.select("figcaption > strong")] == numbers
    for what, kind in (("source", "source"), ("about", "about"), ("term", "term")):
        assert len(shown.select(f".ck-{kind}")) >= sum(each == what for each, _ in asked)


@pytest.mark.parametrize("name", LESSONS)
def test_every_figure_has_its_words_its_table_and_a_drawing_of_known_size(pages: Path, name: str) -> None:
    for figure in lesson_page(pages, name).select("figure"):
        image = first(figure, "img")
        alternative = " ".join(at(image, "alt").split())
        assert len(alternative) > 100
        assert words(first(figure, ".ck-words")) == alternative
        assert len(figure.select("tbody tr")) >= 2
        drawn = ratio((pages / "lessons" / at(image, "src")).read_text(encoding="utf-8"))
        assert abs(float(at(image, "width")) / float(at(image, "height")) - drawn) < 0.02


def ratio(svg: str) -> float:
    box = re.search(r'viewBox="\S+ \S+ (\S+) (\S+)"', svg)
    assert box is not None
    return float(box[1]) / float(box[2])


@pytest.mark.parametrize("name", LESSONS)
def test_the_code_of_every_cell_is_on_the_page_as_it_is_run(pages: Path, name: str) -> None:
    shown = [each.get_text().rstrip("\n") for each in lesson_page(pages, name).select(".code code")]
    assert shown == [source.rstrip("\n") for source in sources_of(name, "code")]


@pytest.mark.parametrize("name", LESSONS)
def test_the_text_of_a_lesson_is_on_its_page_in_its_order(pages: Path, name: str) -> None:
    parsed = [MarkdownIt().enable("table").parse(without_comments(text)) for text in sources_of(name, "markdown")]
    said = [
        "".join(child.content for child in token.children or () if child.type in {"text", "code_inline"})
        for tokens in parsed
        for token in tokens
        if token.type == "inline"
    ]
    whole = re.sub(r"\s", "", first(lesson_page(pages, name), "article").get_text())
    place = 0
    assert len(said) > 50
    for text in said:
        found = whole.find(re.sub(r"\s", "", text), place)
        assert found >= 0, text
        place = found


@pytest.mark.parametrize("name", LESSONS)
def test_every_question_says_how_it_is_answered(pages: Path, name: str) -> None:
    for question in lesson_page(pages, name).select(".ck-exercise-still"):
        link = first(question, ".answer a")
        assert link["href"] == f"../lite/lab/index.html?path=lessons/{name}.ipynb"
        assert words(link) == f"Answer {words(first(question, 'strong')).lower()} in the browser"


@pytest.mark.parametrize("name", LESSONS)
def test_a_page_tells_nobody_to_run_a_cell_of_its_own(pages: Path, name: str) -> None:
    shown = lesson_page(pages, name)
    assert not shown.select(".ck-still")
    for of_a_kernel in ("start the kernel", "Error displaying widget", "Then run this cell again", "Loading widget"):
        assert of_a_kernel not in shown.get_text()


@pytest.mark.parametrize("name", LESSONS)
def test_work_is_offered_at_top_and_bottom_and_the_lessons_beside_are_linked(pages: Path, name: str) -> None:
    shown, place = lesson_page(pages, name), LESSONS.index(name)
    buttons = [each for each in shown.select("a.button") if words(each) == "Work on this lesson in the browser"]
    assert [each["href"] for each in buttons] == [f"../lite/lab/index.html?path=lessons/{name}.ipynb"] * 2
    before, after = (maybe(shown, f'.neighbours a[rel="{rel}"]', "href") for rel in ("prev", "next"))
    assert before == (f"../lessons/{LESSONS[place - 1]}.html" if place else None)
    assert after == (f"../lessons/{LESSONS[place + 1]}.html" if name != LESSONS[-1] else None)


@pytest.mark.parametrize("name", LESSONS)
def test_the_contents_name_every_part_of_a_lesson(pages: Path, name: str) -> None:
    shown = lesson_page(pages, name)
    parts = [(each["id"], words(each)) for each in shown.select("article h2")]
    for contents in shown.select(".contents"):
        assert [(each["href"][1:], words(each)) for each in contents.select("a")] == parts


def test_the_start_page_lists_the_lessons_of_the_syllabus(pages: Path) -> None:
    listed = page(pages / "index.html").select(".lessons > li")
    for item, lesson in zip(listed, read_syllabus(ROOT), strict=True):
        assert words(first(item, "h3")) == lesson.title
        assert words(first(item, ".question")) == lesson.question
        assert words(first(item, ".minutes")) == f"{lesson.minutes} minutes"
        work = "lite/lab/index.html?path="
        assert [each["href"] for each in item.select("a")] == [
            f"lessons/{lesson.name}.html",
            f"{work}{lesson.lesson}",
            f"{work}{lesson.exercises}",
        ]


def test_the_start_page_opens_binder_as_the_readme_does(pages: Path) -> None:
    links = [at(each, "href") for each in page(pages / "index.html").select(".ways-in a")]
    binder = [link for link in links if "mybinder.org" in link]
    assert len(binder) == 1
    assert f"({binder[0]})" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_start_page_says_what_is_kept_in_three_sentences(pages: Path) -> None:
    kept = words(first(page(pages / "index.html"), "[aria-labelledby=kept] > p"))
    assert len(re.findall(r"\.(?= [A-Z]|$)", kept)) == 3
    for word in ("work", "ck.stored()", "ck.hand_in", "ck.bring_back", "Binder", "download"):
        assert word in kept


# Plain: what a browser, a screen reader and a USB stick can do with them.


class Nesting(HTMLParser):
    """Finds tags that are closed in the wrong place, or never."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.feed(html)
        self.faults += [f"<{tag}> is never closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: D102
        if len(attrs) != len(dict(attrs)):
            self.faults.append(f"line {self.getpos()[0]}: <{tag}> says something twice")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002, D102
        if tag not in VOID:
            self.faults.append(f"line {self.getpos()[0]}: <{tag}/>")

    def handle_endtag(self, tag: str) -> None:  # noqa: D102
        if self.open[-1:] != [tag]:
            self.faults.append(f"line {self.getpos()[0]}: </{tag}> inside {self.open[-1:]}")
        else:
            self.open.pop()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_well_formed(pages: Path, name: str) -> None:
    html = (pages / name).read_text(encoding="utf-8")
    assert html.startswith("<!doctype html>")
    assert Nesting(html.removeprefix("<!doctype html>")).faults == []


def test_nesting_would_be_found_wrong() -> None:
    assert Nesting("<p><b>one</p></b>").faults
    assert Nesting('<p class="a" class="b">').faults


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_one_title_and_headings_in_order(pages: Path, name: str) -> None:
    shown = page(pages / name)
    levels = [int(each.name[1]) for each in shown.select("h1, h2, h3, h4, h5, h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert first(shown, "html")["lang"] == "en-GB"
    assert words(first(shown, "title")).endswith("Counting October")
    assert first(shown, 'meta[name="description"]')["content"]


def test_titles_differ(pages: Path) -> None:
    titles = [words(first(page(pages / name), "title")) for name in PAGES]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("name", PAGES)
def test_no_id_is_given_twice(pages: Path, name: str) -> None:
    counted = Counter(each["id"] for each in page(pages / name).select("[id]"))
    assert [each for each, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_landmarks_and_a_way_past_what_is_the_same_on_all(pages: Path, name: str) -> None:
    shown = page(pages / name)
    assert [len(shown.select(each)) for each in ("body > header", "main", "body > footer")] == [1, 1, 1]
    skip = first(shown, "a")
    assert skip["class"] == ["skip"]
    assert skip["href"] == f"#{first(shown, 'main')['id']}"
    assert all(nav.has_attr("aria-label") or nav.has_attr("aria-labelledby") for nav in shown.select("nav"))


@pytest.mark.parametrize("name", PAGES)
def test_tables_say_what_their_heads_are_heads_of(pages: Path, name: str) -> None:
    for head in page(pages / name).select("table th"):
        assert words(head)
        assert head.get("scope") in {"col", "row"}


@pytest.mark.parametrize("name", PAGES)
def test_whatever_scrolls_can_be_reached_and_is_named(pages: Path, name: str) -> None:
    for part in page(pages / name).select(".scroll, .ck-scroll"):
        assert (part["role"], part["tabindex"]) == ("region", "0")
        assert part["aria-label"]
    for table in page(pages / name).select("article table"):
        columns = max(len(row.find_all(["td", "th"])) for row in table.select("tr"))
        assert columns <= 2 or table.find_parent(role="region") or table.find_parent(class_="ck-panel")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_for_no_script_and_for_nothing_from_elsewhere(pages: Path, name: str) -> None:
    shown = page(pages / name)
    assert not shown.select("script, style, iframe, object, embed, base, form, [style], [srcset], [background]")
    assert not [each for node in shown.find_all(True) for each in node.attrs if each.startswith("on")]
    for asked in (
        *(at(each, "href") for each in shown.select("link")),
        *(at(each, "src") for each in shown.select("[src]")),
    ):
        assert ":" not in asked
        assert (pages / name).parent.joinpath(asked).is_file()


def test_style_and_drawings_ask_for_nothing(pages: Path) -> None:
    for file in (*pages.glob("assets/*.css"), *pages.glob("assets/*.svg")):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"@import|url\((?!#)|<script|<foreignObject|<text|(?:href|src)=\"(?!#)", text), file.name


@pytest.mark.parametrize("name", PAGES)
def test_no_link_is_dead(pages: Path, name: str) -> None:
    here = pages / name
    links = [at(each, "href") for each in page(here).select("a[href]")]
    assert links
    for link in links:
        parts = urlsplit(link)
        if parts.scheme == "data":
            assert base64.b64decode(parts.path.partition(",")[2]).decode("utf-8-sig").startswith("What,")
        elif parts.scheme or parts.netloc:
            assert (parts.scheme, bool(parts.netloc)) == ("https", True), link
        elif parts.query:
            assert (here.parent / parts.path).resolve() == (pages / "lite/lab/index.html").resolve()
            assert (ROOT / parse_qs(parts.query)["path"][0]).is_file(), link
        else:
            target = (here.parent / unquote(parts.path)) if parts.path else here
            assert target.is_file(), link
            assert not parts.fragment or page(target).find(id=parts.fragment), link


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_is_small_and_no_drawing_is_kept_twice(pages: Path, name: str) -> None:
    drawings = [path.read_bytes() for path in pages.glob(f"assets/{name}-*.svg")]
    assert len(drawings) == len({*drawings}) > 0
    size = (pages / "lessons" / f"{name}.html").stat().st_size + sum(map(len, drawings))
    assert size < 1_000_000
    assert "base64" not in "".join(str(image) for image in lesson_page(pages, name).select("img"))


# Free of what belongs to others: the works, a reader's answers, and the machine that wrote the pages.


@pytest.mark.parametrize("name", PAGES)
def test_a_page_knows_nothing_of_where_it_was_written(pages: Path, name: str) -> None:
    html = (pages / name).read_text(encoding="utf-8")
    for trace in (str(ROOT), tempfile.gettempdir(), "coursekit-site-", "data-ck-token", "/sources/", "object at 0x"):
        assert trace not in html


@pytest.mark.sources
@pytest.mark.parametrize("name", PAGES)
def test_no_thirteen_words_in_a_row_are_those_of_a_work(pages: Path, sources: Path, name: str) -> None:
    said = set(runs(page(pages / name).get_text(" ")))
    assert said & works_runs(sources) == set()


@cache
def works_runs(sources: Path) -> frozenset[tuple[str, ...]]:
    return frozenset(run for copy in sources.glob("*.txt") for run in runs(copy.read_text(encoding="utf-8")))


def runs(text: str) -> Iterator[tuple[str, ...]]:
    found = re.findall(r"[^\W_]+", text.casefold())
    yield from zip(*(found[start:] for start in range(13)), strict=False)
