"""The pages of the site in a browser: open to everybody, on a phone and on paper, from a folder and without script."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Literal

import pytest
from PIL import Image, ImageStat
from playwright.sync_api import Browser, Page, expect

from axe import violations
from built_pages import LESSONS, built_pages

pytestmark = pytest.mark.browser

Theme = Literal["light", "dark"]
READ = ["index.html", *(f"lessons/{name}.html" for name in LESSONS)]
BESIDE = ["syllabus.html", "codebook.html", "glossary.html", "licence.html"]
WIDE, PHONE, NARROW = (1280, 900), (390, 844), (320, 640)
MORE_OF_THE_SAME = (
    ".glossary > :nth-child(n + 20), td > :nth-child(n + 20), tr:nth-child(n + 6), h2:nth-of-type(n + 8) ~ *"
)
UNFOLD = "document.querySelectorAll('details').forEach((each) => (each.open = true))"
TOO_WIDE = """() => [...document.querySelectorAll('body *')]
    .filter((node) => !node.closest('.scroll, .ck-scroll, .unseen, .skip') && node.getClientRects().length)
    .filter((node) => node.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map((node) => node.outerHTML.slice(0, 90))"""
FOCUSED = """() => {
    const node = document.activeElement, style = getComputedStyle(node), box = node.getBoundingClientRect();
    return {
        place: [...document.querySelectorAll('*')].indexOf(node),
        what: node.outerHTML.slice(0, 90),
        outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
        seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    };
}"""
REACHABLE = """() => {
    const all = [...document.querySelectorAll('*')];
    return all.filter((node) => node.matches('a[href], summary, [tabindex="0"]') && node.checkVisibility({
        contentVisibilityAuto: true, visibilityProperty: true })).map((node) => all.indexOf(node));
}"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_pages(tmp_path_factory)


@contextmanager
def opened(
    browser: Browser, file: Path, size: tuple[int, int], theme: Theme = "light", *, script: bool = True
) -> Iterator[Page]:
    """Open a page from its folder; fail if it asks for what is not there, or for anything but files."""
    wide, tall = size
    asked: list[str] = []
    failed: list[str] = []
    with browser.new_context(
        viewport={"width": wide, "height": tall}, color_scheme=theme, java_script_enabled=script
    ) as context:
        context.on("request", lambda request: asked.append(request.url))
        context.on("requestfailed", lambda request: failed.append(request.url))
        page = context.new_page()
        page.goto(file.as_uri())
        assert failed == []  # before axe-core asks for the style sheet in a way that no file answers
        yield page
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


@pytest.mark.parametrize(("size", "theme"), [(WIDE, "light"), (NARROW, "dark")])
@pytest.mark.parametrize("name", READ)
def test_a_page_is_open_to_everybody_with_all_of_it_unfolded(
    pages: Path, chromium: Browser, name: str, size: tuple[int, int], theme: Theme
) -> None:
    with opened(chromium, pages / name, size, theme) as page:
        page.evaluate(UNFOLD)
        assert violations(page, ["body"]) == []
        assert page.evaluate(TOO_WIDE) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


@pytest.mark.parametrize("name", ["index.html", "lessons/05-preparliament.html"])
def test_contrast_is_enough_in_the_other_theme_too(pages: Path, chromium: Browser, name: str) -> None:
    for size, theme in ((WIDE, "dark"), (PHONE, "light")):
        with opened(chromium, pages / name, size, theme) as page:  # type: ignore[arg-type]
            page.evaluate(UNFOLD)
            assert violations(page, ["body"]) == []


@pytest.mark.parametrize("name", BESIDE)
def test_the_pages_beside_the_lessons_are_open_too(pages: Path, chromium: Browser, name: str) -> None:
    with opened(chromium, pages / name, NARROW, "dark") as page:
        page.evaluate(UNFOLD)
        assert page.evaluate(TOO_WIDE) == []
        page.locator(MORE_OF_THE_SAME).evaluate_all("nodes => nodes.forEach((node) => node.remove())")
        assert violations(page, ["body"]) == []


@pytest.mark.parametrize("name", LESSONS)
def test_without_script_a_lesson_is_whole(pages: Path, chromium: Browser, name: str) -> None:
    with opened(chromium, pages / "lessons" / f"{name}.html", PHONE, script=False) as page:
        figures = page.locator("figure.ck-figure")
        assert figures.count() >= 2
        for figure in figures.all():
            image = figure.locator("img")
            assert len(image.get_attribute("alt") or "") > 100
            expect(image).to_be_visible()
        first = figures.first
        for fold in first.locator("summary").all():
            fold.click()
        expect(first.locator(".ck-words")).to_be_visible()
        expect(first.locator("table")).to_be_visible()
        expect(page.locator(".ck-passage .ck-rendering").first).to_be_visible()
        expect(page.locator(".ck-exercise-still").first).to_be_visible()


@pytest.mark.parametrize(("theme", "light"), [("light", True), ("dark", False)])
def test_the_drawings_are_there_and_follow_the_theme(
    pages: Path, chromium: Browser, theme: Theme, *, light: bool
) -> None:
    with opened(chromium, pages / "lessons/05-preparliament.html", WIDE, theme) as page:
        drawings = page.locator("figure img")
        assert all(width > 100 for width in drawings.evaluate_all("all => all.map((each) => each.naturalWidth)"))
        picture = Image.open(BytesIO(drawings.first.screenshot())).convert("L")
        assert (ImageStat.Stat(picture).mean[0] > 128) is light


@pytest.mark.parametrize("name", ["index.html", "lessons/05-preparliament.html"])
def test_everything_is_reached_by_keyboard_and_seen_to_be(pages: Path, chromium: Browser, name: str) -> None:
    with opened(chromium, pages / name, WIDE) as page:
        due = page.evaluate(REACHABLE)
        assert len(due) > 20
        page.keyboard.press("Tab")
        assert "Skip to the text" in page.evaluate(FOCUSED)["what"]
        passed = []
        for _ in due:
            here = page.evaluate(FOCUSED)
            assert here["outline"] >= 2, here["what"]
            assert here["seen"], here["what"]
            passed.append(here["place"])
            page.keyboard.press("Tab")
        assert passed == due


def test_the_way_past_the_top_leads_to_the_text(pages: Path, chromium: Browser) -> None:
    with opened(chromium, pages / "lessons/05-preparliament.html", PHONE) as page:
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the text")).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.locator(".contents.above summary")).to_be_focused()


def test_on_paper_what_was_folded_is_there_and_what_cannot_be_pressed_is_not(pages: Path, chromium: Browser) -> None:
    with opened(chromium, pages / "lessons/05-preparliament.html", WIDE, "dark") as page:
        page.emulate_media(media="print", color_scheme="light")
        expect(page.locator("figure table").first).to_be_visible()
        expect(page.locator(".ck-panel details dl").first).to_be_visible()
        for gone in (".work", ".contents", ".neighbours", ".ck-report", ".answer"):
            assert not any(each.is_visible() for each in page.locator(gone).all()), gone
