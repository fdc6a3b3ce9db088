"""A link to a lesson in the browser: what is shown before Python is there, and what is said if it does not come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, ViewportSize, expect

from axe import violations
from built_site import Served, built_site, served

pytestmark = [pytest.mark.browser, pytest.mark.edition, pytest.mark.network]

START = "lessons/00-start-here.ipynb"
DESK: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
SHOW_IN_FOLDER = "() => window.jupyterapp.commands.execute('docmanager:show-in-file-browser')"
RUNNING = "() => [...window.jupyterapp.serviceManager.sessions.running()].map(each => each.path)"
MISSING = """async () => {
    const { lite } = window.countingOctober;
    const parts = await import(new URL("extensions/counting-october/static/parts.js", lite));
    return parts.missingPart();
}"""
PARTS = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")


@pytest.fixture(scope="module")
def site() -> Iterator[Served]:
    with served(built_site(), prefix="/october/") as running:
        yield running


def no_network(route: Route) -> None:
    route.abort()


def not_found(route: Route) -> None:
    route.fulfill(status=404)


@contextmanager
def without(
    chromium: Browser, part: str, answer: Callable[[Route], None] = no_network, viewport: ViewportSize = DESK
) -> Iterator[Page]:
    """Come with an empty browser, for which a part of Python is not to be had."""
    with chromium.new_context(viewport=viewport, service_workers="block") as context:
        context.route(f"**/pyodide/{part}", answer)
        yield context.new_page()


def follow(page: Page, site: Served, notebook: str) -> None:
    page.goto(f"{site.address}lite/lab/index.html?path={notebook}")


def shown(page: Page) -> None:
    expect(page.locator(".jp-NotebookPanel .jp-MarkdownOutput").first).to_be_visible()


def python(page: Page) -> Locator:
    return page.locator("[data-notice=python]")


def test_lesson_has_the_room_of_a_phone_before_python_is_there(chromium: Browser, site: Served) -> None:
    with without(chromium, "pyodide.mjs", viewport=PHONE) as page:
        follow(page, site, START)
        shown(page)
        expect(page.locator(".jp-BreadCrumbs")).to_contain_text("lessons")
        page.evaluate(SHOW_IN_FOLDER)  # as JupyterLab does, at a time of its own, for what a link asks for
        expect(page.locator("#filebrowser")).to_be_hidden()
        assert page.locator(".jp-NotebookPanel").evaluate("panel => panel.offsetWidth") > 0.75 * PHONE["width"]


def test_reader_of_a_phone_opens_the_folder_and_a_lesson_from_it_folds_it_again(
    chromium: Browser, site: Served
) -> None:
    with without(chromium, "pyodide.mjs", viewport=PHONE) as page:
        follow(page, site, START)
        shown(page)
        expect(page.locator(".jp-BreadCrumbs")).to_contain_text("lessons")
        expect(page.locator("#filebrowser")).to_be_hidden()
        page.locator(".lm-TabBar-tab[data-id=filebrowser]").click()
        page.locator(".jp-DirListing-item[title*='01-village']").dblclick()
        page.wait_for_function("window.jupyterapp.shell.currentWidget.context.path.endsWith('01-village.ipynb')")
        expect(page.locator("#filebrowser")).to_be_hidden()


def test_link_to_no_lesson_says_so_and_starts_no_python_until_one_is_chosen(chromium: Browser, site: Served) -> None:
    with without(chromium, "pyodide.mjs") as page:
        follow(page, site, "lessons/<b>nothing.ipynb")
        expect(python(page)).to_contain_text("There is no “lessons/<b>nothing.ipynb” in this course.")
        assert page.evaluate(RUNNING) == []
        page.locator(".jp-DirListing-item[title*='Name: lessons']").dblclick()
        page.locator(".jp-DirListing-item[title*='00-start-here']").dblclick()
        shown(page)
        expect(page.locator(".jp-NotebookPanel")).to_have_count(1)
        expect(page.locator(".jp-Dialog")).to_have_count(0)
        expect(python(page)).to_contain_text("Python could not start")  # since it was asked to


@pytest.mark.parametrize("answer", [no_network, not_found])
@pytest.mark.parametrize("part", PARTS)
def test_page_says_so_when_a_part_of_python_does_not_come(
    chromium: Browser, site: Served, part: str, answer: Callable[[Route], None]
) -> None:
    with without(chromium, part, answer) as page:
        follow(page, site, START)
        expect(python(page)).to_contain_text("Python could not start: a part of it")
        expect(python(page)).to_contain_text("See that you are connected to the network")
        expect(python(page).get_by_role("button", name="Load again")).to_be_visible()
        expect(python(page).get_by_role("button", name="Read the lessons as pages")).to_be_visible()
        assert violations(page, ["#ck-bar"]) == []


@pytest.mark.parametrize(
    ("part", "answer", "missing"),
    [
        ("pyodide.asm.wasm", no_network, "pyodide.asm.wasm"),
        ("python_stdlib.zip", not_found, "python_stdlib.zip"),
        ("nothing", no_network, ""),
    ],
    ids=["no network", "not found", "none"],
)
def test_page_knows_which_part_is_missing(
    chromium: Browser, site: Served, part: str, answer: Callable[[Route], None], missing: str
) -> None:
    with without(chromium, part, answer) as page:
        follow(page, site, START)
        shown(page)
        assert page.evaluate(MISSING) == missing
