"""Notebooks that a student changes in the browser edition: they are named, reminded of, and taken away whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from axe import violations
from built_site import Served, built_site, served
from publishing import LEAVING

pytestmark = [pytest.mark.browser, pytest.mark.edition, pytest.mark.network]

LESSON = "lessons/05-preparliament.ipynb"
NAME = "“05-preparliament”"
WRITE = """words => {
    const source = window.jupyterapp.shell.currentWidget.content.model.cells.get(1).sharedModel;
    source.setSource(`${source.source}\\n\\n${words}`);
}"""
PUT_OUT = """() => {
    const cells = [...window.jupyterapp.shell.currentWidget.content.model.cells];
    const code = cells.find(each => each.type === "code");
    code.outputs.add({ output_type: "stream", name: "stdout", text: "1917" });
}"""
SAVE = "() => window.jupyterapp.shell.currentWidget.context.save()"
STORED = """async path => {
    const model = await window.jupyterapp.serviceManager.contents.get(path, { content: true });
    return JSON.stringify(model.content);
}"""
CHANGE_OTHER = """async ([path, as, words]) => {
    const { contents } = window.jupyterapp.serviceManager;
    const { content } = await contents.get(path, { content: true });
    content.cells.push({ cell_type: "markdown", id: "mine", metadata: {}, source: words });
    await contents.save(as, { type: "notebook", format: "json", content });
}"""
COME_BACK = "() => document.dispatchEvent(new Event('visibilitychange'))"


@pytest.fixture(scope="module")
def site() -> Iterator[Served]:
    with served(built_site(), prefix="/october/") as running:
        yield running


@contextmanager
def working(chromium: Browser, site: Served) -> Iterator[Page]:
    """Open a lesson. What the student writes in it has nothing to do with Python, which does not start."""
    with chromium.new_context(viewport={"width": 1280, "height": 800}, service_workers="block") as context:
        context.route("**/pyodide.mjs", lambda route: route.abort())
        page = context.new_page()
        page.goto(f"{site.address}lite/lab/index.html?path={LESSON}")
        shown(page)
        yield page


@pytest.fixture
def page(chromium: Browser, site: Served) -> Iterator[Page]:
    with working(chromium, site) as page:
        yield page


def shown(page: Page) -> None:
    """Wait for the lesson; by then the bar is where it stays, and JupyterLab has put the focus where it wants it."""
    expect(page.locator(".jp-NotebookPanel .jp-MarkdownOutput").first).to_be_visible()
    expect(page.locator(".jp-Notebook:focus-within")).to_be_visible()


def write(page: Page, words: str) -> None:
    page.evaluate(WRITE, words)
    page.evaluate(SAVE)


def count(page: Page) -> Locator:
    return page.locator("#ck-count")


def reminder(page: Page) -> Locator:
    return page.locator("[data-notice=reminder]")


def open_panel(page: Page) -> Locator:
    page.locator("#ck-bar summary").press("Enter")
    return page.locator("#ck-bar details")


def test_changed_lesson_is_counted_and_named_and_nobody_is_nagged(page: Page) -> None:
    expect(count(page)).to_have_text("No answers yet")
    write(page, "a")
    expect(count(page)).to_have_text("No answers yet; 1 notebook changed, not downloaded")
    panel = open_panel(page)
    expect(panel.get_by_role("list", name="Notebooks you have changed").get_by_role("listitem")).to_contain_text(
        f"{NAME}: 1 cell changed by you, not downloaded."
    )
    expect(reminder(page)).to_have_count(0)


def test_outputs_are_no_change_and_every_changed_notebook_of_the_folders_is_named(page: Page) -> None:
    page.evaluate(PUT_OUT)
    page.evaluate(SAVE)
    expect(open_panel(page)).to_contain_text("You have changed no notebook yet.")
    beside = "lessons/05-preparliament (my copy, 2026-01-01).ipynb"
    page.evaluate(CHANGE_OTHER, ["exercises/01-village.ipynb", "exercises/01-village.ipynb", "Mine."])
    page.evaluate(CHANGE_OTHER, [LESSON, beside, "Mine, too."])
    expect(count(page)).to_have_text("No answers yet; 2 notebooks changed, 2 not downloaded")
    for name in ("exercises/01-village", "05-preparliament (my copy, 2026-01-01)"):
        expect(page.get_by_role("button", name=f"Download “{name}”")).to_be_visible()


def test_one_click_downloads_the_lesson_as_it_is_now_and_this_is_remembered(page: Page, tmp_path: Path) -> None:
    write(page, "Saved.")
    button = open_panel(page).get_by_role("button", name=f"Download {NAME}")
    expect(button).to_be_visible()
    page.evaluate(WRITE, "Not saved yet.")
    with page.expect_download() as coming:
        button.press("Enter")
    taken = tmp_path / coming.value.suggested_filename
    coming.value.save_as(taken)
    assert taken.name == "05-preparliament.ipynb"
    assert json.loads(taken.read_bytes()) == json.loads(page.evaluate(STORED, LESSON))
    assert "Not saved yet." in taken.read_text(encoding="utf-8")
    expect(page.locator("[data-notice=taken]")).to_contain_text(f"{NAME} as it is now is in the file {taken.name}")
    expect(count(page)).to_have_text("No answers yet; 1 notebook changed, downloaded")
    expect(button).to_be_focused()
    assert not page.evaluate(LEAVING)
    page.reload()
    shown(page)
    open_panel(page)
    expect(count(page)).to_have_text("No answers yet; 1 notebook changed, downloaded")


def test_lesson_that_is_changed_after_its_download_counts_again(page: Page) -> None:
    write(page, "Once.")
    with page.expect_download():
        open_panel(page).get_by_role("button", name=f"Download {NAME}").press("Enter")
    expect(count(page)).to_contain_text("1 notebook changed, downloaded")
    write(page, "Twice.")
    expect(count(page)).to_contain_text("1 notebook changed, not downloaded")
    assert page.evaluate(LEAVING)


def test_each_button_downloads_one_file_of_its_own(page: Page) -> None:
    write(page, "One.")
    page.evaluate(CHANGE_OTHER, ["exercises/05-preparliament.ipynb", "exercises/05-preparliament.ipynb", "Two."])
    files: list[str] = []
    page.on("download", lambda download: files.append(download.suggested_filename))
    open_panel(page)
    for number, name in enumerate(("05-preparliament", "exercises/05-preparliament"), start=1):
        page.get_by_role("button", name=f"Download “{name}”").press("Enter")
        left = f"{2 - number}" if number < 2 else "all"
        expect(count(page)).to_contain_text(f"2 notebooks changed, {left}")
    assert files == ["05-preparliament.ipynb", "exercises-05-preparliament.ipynb"]


def test_reminder_comes_when_the_page_is_left_or_come_back_to(page: Page) -> None:
    write(page, "a")
    expect(count(page)).to_contain_text("not downloaded")
    page.evaluate(COME_BACK)
    expect(reminder(page)).to_contain_text(f"Your changes in {NAME} are in this browser only. They are lost if")
    reminder(page).get_by_role("button", name="Not now").press("Enter")
    page.evaluate(COME_BACK)
    expect(reminder(page)).to_have_count(0)
    assert page.evaluate(LEAVING)
    with page.expect_download() as coming:
        reminder(page).get_by_role("button", name=f"Download {NAME}").press("Enter")
    assert coming.value.suggested_filename == "05-preparliament.ipynb"
    expect(reminder(page)).to_have_count(0)
    expect(page.locator("#ck-bar summary")).to_be_focused()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_list_and_reminder_are_open_to_everybody(page: Page, theme: Literal["light", "dark"], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=theme)
    expect(page.locator("body")).to_have_attribute("data-jp-theme-name", f"JupyterLab {theme.title()}")
    write(page, "a")
    expect(open_panel(page).get_by_role("button", name=f"Download {NAME}")).to_be_visible()
    assert page.evaluate(LEAVING)
    expect(reminder(page)).to_be_visible()
    assert violations(page, ["#ck-bar"]) == []
    assert page.evaluate("document.querySelector('#ck-bar').scrollWidth <= innerWidth")
