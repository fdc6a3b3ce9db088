"""The course without a network: after one visit everything is there, and an update is whole before it counts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from filecmp import cmp
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser import Reader
from built_site import Served, built_site, served
from coursekit.site.keeping import EXTENSION
from coursekit.site.offline import LIST, write_list
from publishing import edition

pytestmark = [pytest.mark.browser, pytest.mark.network]

START, OTHER = "lessons/00-start-here.ipynb", "lessons/05-preparliament.ipynb"
OLD, NEW = "This is the older edition.", "This is the newer edition."
READY = "The course is ready to be used without a network."
METERED = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
TRACES = ".jp-RenderedText[data-mime-type$='stderr'], .jp-RenderedText[data-mime-type$='error']"
LOADED = "import sys; print('pandas' in sys.modules, 'matplotlib' in sys.modules)"
RUN = """async code => {
    const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
    const future = kernel.requestExecute({ code });
    let said = "";
    future.onIOPub = ({ content }) => { said += content.text ?? ""; };
    await future.done;
    return said.trim();
}"""
SERVED = "path => fetch(new URL(`../files/${path}`, location)).then(answer => answer.text())"
# The browser looks at the worker itself again whenever it likes.
WORKER = {f"lite/extensions/{EXTENSION}/static/drive-worker.js", "lite/service-worker.js"}
KEPT = """async () => {
    const found = [];
    for (const name of await caches.keys()) {
        const keys = await (await caches.open(name)).keys();
        found.push(...keys.map(request => request.url));
    }
    return found;
}"""


def listed(site: Path, group: str) -> dict[str, list[str | int]]:
    files: dict[str, list[str | int]] = json.loads((site / LIST).read_text(encoding="utf-8"))["groups"][group]["files"]
    return files


def lesson(site: Served, notebook: str) -> str:
    return f"{site.address}lite/lab/index.html?path={notebook}"


def cut(site: Served, context: BrowserContext) -> None:
    """Take the network away, at both ends."""
    site.stop()
    context.set_offline(True)


@pytest.fixture(scope="module")
def site() -> Path:
    return built_site()


def test_list_holds_every_file_a_page_or_a_lesson_asks_for_with_its_sum(site: Path) -> None:
    groups = json.loads((site / LIST).read_text(encoding="utf-8"))["groups"]
    assert {path for path in groups["pages"]["files"] if path.endswith(".html")} == {
        path.relative_to(site).as_posix() for path in site.rglob("*.html") if path.relative_to(site).parts[0] != "lite"
    }
    for folder in ("lite/files", "lite/static/pyodide", "lite/api"):
        there = {path.relative_to(site).as_posix() for path in (site / folder).rglob("*") if path.is_file()}
        assert there
        assert there <= set(groups["lite"]["files"])
    for group in groups.values():
        assert group["bytes"] == sum(size for _, size in group["files"].values())
        for path, (sha256, size) in group["files"].items():
            content = (site / path).read_bytes()
            assert (sha256, size) == (hashlib.sha256(content).hexdigest(), len(content))


def test_list_is_the_same_whenever_it_is_written(tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / f"{number}.html").write_text("1917", encoding="utf-8")
    write_list(tmp_path, "counting-october", "1.0")
    before = (tmp_path / LIST).read_bytes()
    write_list(tmp_path, "counting-october", "1.0")
    assert (tmp_path / LIST).read_bytes() == before


def test_whoever_read_one_page_reads_all_of_them_without_a_network(chromium: Browser, site: Path) -> None:
    pages = [path for path in listed(site, "pages") if path.endswith("html")]
    with chromium.new_context() as context:
        page = context.new_page()
        with served(site, prefix="/october/") as running:
            page.goto(running.address)
            expect(page.get_by_role("status").filter(has_text="without a network")).to_be_visible()
            assert not any("/lite/build/" in path or "/lite/static/" in path for path in running.asked)
            cut(running, context)
            for path in pages:
                page.goto(f"{running.address}{path}")
                expect(page.get_by_role("heading", level=1)).to_be_visible()
                assert page.evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 0)")


@pytest.fixture(scope="module")
def visited(chromium: Browser, site: Path) -> Iterator[tuple[Page, str]]:
    """Visit one lesson once, until the page says that it is ready; then there is no network any more."""
    with chromium.new_context() as context:
        page = context.new_page()
        with served(site, prefix="/october/") as running:
            page.goto(lesson(running, START))
            expect(page.locator("[data-notice=later]").filter(has_text=READY)).to_be_visible()
            cut(running, context)
            address = running.address
        page.close()
        yield context.new_page(), address


def test_lesson_never_opened_before_runs_whole_without_a_network(visited: tuple[Page, str]) -> None:
    page, address = visited
    reader = Reader(page)
    reader.go_to(f"{address}lite/lab/index.html?path={OTHER}")
    reader.run_all()
    assert [trace.inner_text() for trace in reader.outputs.locator(TRACES).all()] == []
    expect(reader.outputs.locator(".ck-drawing > svg").first).to_be_visible()
    assert page.evaluate(RUN, LOADED) == "True True"
    assert page.locator("#ck-later").text_content() == READY


def test_answer_given_without_a_network_is_there_after_another_visit(visited: tuple[Page, str]) -> None:
    page, address = visited
    page.evaluate(RUN, "from coursekit.work.answers import answer_log; answer_log().append('05.a', '1a2b3c4d', '62')")
    expect(page.locator("#ck-count")).to_have_text("1 answer, 1 not downloaded")
    page.goto(f"{address}lite/lab/index.html?path={START}")
    expect(page.locator("#ck-count")).to_have_text("1 answer, 1 not downloaded")


def test_pages_too_can_be_read_after_a_visit_to_a_lesson(visited: tuple[Page, str]) -> None:
    page, address = visited
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("editions")
    return edition(folder / "old", "1.0", OLD), edition(folder / "new", "2.0", NEW)


@pytest.mark.edition
def test_update_fetches_what_changed_and_counts_when_it_is_whole(
    chromium: Browser, editions: tuple[Path, Path]
) -> None:
    old, new = editions
    missing = new / "lite" / OTHER.replace("lessons", "files/lessons")
    with chromium.new_context() as context:
        page = context.new_page()
        with served(old) as running:
            port = running.server.server_address[1]
            page.goto(lesson(running, START))
            expect(page.locator("[data-notice=later]").filter(has_text=READY)).to_be_visible()
            running.stop()
        kept = page.evaluate(KEPT)
        content = missing.read_bytes()
        missing.unlink()
        with served(new, port=port) as running:
            page.reload()
            told = page.locator("[data-notice=later]")
            expect(told).to_contain_text("is not what the list says")
            assert OLD in page.evaluate(SERVED, START)
            missing.write_bytes(content)
            told.get_by_role("button", name="Try again").press("Enter")
            expect(told).to_contain_text("A newer version of the course has been fetched.")
            fetched = {path.removeprefix("/") for path in running.asked}
            assert fetched & set(listed(new, "lite")) <= different(old, new) | WORKER
            page.get_by_role("button", name="Load again").press("Enter")
            expect(page.locator(".jp-MarkdownOutput").get_by_text(NEW)).to_be_visible()
        assert set(kept) <= set(page.evaluate(KEPT)), "what pages that are still open may ask for is gone"


def different(old: Path, new: Path) -> set[str]:
    """Name the files that are not the same in two editions."""
    paths = [path.relative_to(new).as_posix() for path in new.rglob("*") if path.is_file()]
    return {each for each in paths if not (old / each).is_file() or not cmp(old / each, new / each, shallow=False)}


@pytest.mark.edition
def test_reader_who_pays_for_the_amount_is_asked_first(chromium: Browser, site: Path) -> None:
    with chromium.new_context() as context, served(site) as running:
        context.add_init_script(METERED)
        page = context.new_page()
        page.goto(lesson(running, START))
        asked = page.locator("[data-notice=later]")
        expect(asked).to_contain_text("MB would be fetched")
        assert page.evaluate(KEPT) == []
        asked.get_by_role("button", name="Fetch it now").press("Enter")
        expect(asked.filter(has_text=READY)).to_be_visible()
