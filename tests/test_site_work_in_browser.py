"""Work in the browser edition: no newer lesson hides, no changed one is lost, and answers can be taken away."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, StorageState, expect

import coursekit as ck
from axe import violations
from coursekit.site.keeping import install
from coursekit.work.answers import AnswerLog
from publishing import LEAVING, Host, edition, hosting

pytestmark = [pytest.mark.browser, pytest.mark.edition, pytest.mark.network]

UNCHANGED, CHANGED, START = "lessons/01-village.ipynb", "lessons/05-preparliament.ipynb", "lessons/00-start-here.ipynb"
BESIDE = re.compile(r"^05-preparliament \(my copy, \d{4}-\d\d-\d\d\)\.ipynb$")
OLD, NEW, MINE = "This is the older edition.", "This is the newer edition.", "What I found out."
PYTHON = "**/pyodide.mjs"  # which copies of lessons are shown has nothing to do with Python, so it need not start
# Where the reader pays for the amount, nothing is fetched for later; so these tests see what is published now.
METERED = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
WRITE = """words => {
    const { content, context } = window.jupyterapp.shell.currentWidget;
    const source = content.model.cells.get(1).sharedModel;
    source.setSource(`${source.source}\\n\\n${words}`);
    return context.save();
}"""
SAVE = "() => window.jupyterapp.shell.currentWidget.context.save()"
STORED = """async path => {
    const model = await window.jupyterapp.serviceManager.contents.get(path, { content: true });
    return model.content;
}"""
NAMES = """async folder => {
    const model = await window.jupyterapp.serviceManager.contents.get(folder, { content: true });
    return model.content.map(each => each.name);
}"""
RUN = """async code => {
    const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
    const future = kernel.requestExecute({ code });
    const said = [];
    future.onIOPub = ({ header, content }) => {
        if (header.msg_type === "stream") said.push(content.text);
        if (header.msg_type === "error") throw new Error(content.traceback.join("\\n"));
    };
    await future.done;
    return said.join("");
}"""
ANSWER = """
import time
from coursekit.work.answers import answer_log
for _ in range({}):
    answer_log().append("05.remainder", "1a2b3c4d", str(time.time_ns()))
"""
READ = "import base64; print(base64.b64encode(open('/drive/work/answers.jsonl', 'rb').read()).decode())"
HERE = """() => window.jupyterapp.serviceManager.contents.save(
    "only-here.txt", { type: "file", format: "text", content: "1" }
)"""
PREFER = """() => window.jupyterapp.serviceManager.settings.save(
    "@jupyterlab/apputils-extension:themes", '{"theme": "Theirs"}'
)"""
PREFERRED = """async () => {
    return (await window.jupyterapp.serviceManager.settings.fetch("@jupyterlab/apputils-extension:themes")).raw;
}"""
RUNNING = """async () => {
    const { kernels, sessions } = window.jupyterapp.serviceManager;
    await Promise.all([kernels.refreshRunning(), sessions.refreshRunning()]);
    return { sessions: [...sessions.running()].map(each => each.path), kernels: [...kernels.running()].length };
}"""


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("editions")
    return edition(folder / "old", "1.0", OLD), edition(folder / "new", "2.0", NEW)


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory, editions: tuple[Path, Path]) -> Iterator[Host]:
    with hosting(tmp_path_factory.mktemp("host") / "www") as running:
        running.publish("october", editions[0])
        yield running


@pytest.fixture(scope="module")
def worked(chromium: Browser, host: Host, editions: tuple[Path, Path]) -> StorageState:
    """Save one lesson of the older edition as it is and another with notes in it; leave; a newer edition comes out."""
    with chromium.new_context(service_workers="block") as context:
        context.route(PYTHON, lambda route: route.abort())
        page = context.new_page()
        page.goto(host.address("october", UNCHANGED))
        shown(page, OLD, UNCHANGED)
        page.evaluate(SAVE)
        page.goto(host.address("october", CHANGED))
        shown(page, OLD, CHANGED)
        page.evaluate(WRITE, MINE)
        shown(page, MINE)
        left = context.storage_state(indexed_db=True)
    host.publish("october", editions[1])
    return left


@pytest.fixture
def page(chromium: Browser, worked: StorageState) -> Iterator[Page]:
    """Come back, after the newer edition came out, with no lesson left open."""
    closed: Any = deepcopy(worked)  # playwright's types do not know of IndexedDB yet
    for store in (each for origin in closed["origins"] for kept in origin["indexedDB"] for each in kept["stores"]):
        if store["name"] == "statedb":
            store["records"] = []
    with come_back(chromium, closed) as page:
        yield page


@contextmanager
def come_back(chromium: Browser, worked: StorageState) -> Iterator[Page]:
    with chromium.new_context(storage_state=worked, service_workers="block") as context:
        context.route(PYTHON, lambda route: route.abort())
        yield context.new_page()


def shown(page: Page, words: str, notebook: str = "") -> None:
    """Wait until a notebook is in front and shows some words; JupyterLab may open others first that were left open."""
    page.wait_for_function(
        "path => (window.jupyterapp?.shell.currentWidget?.context?.path ?? '').endsWith(path)", arg=notebook
    )
    expect(page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-MarkdownOutput").get_by_text(words)).to_be_visible()


def notice(page: Page, name: str) -> Locator:
    return page.locator(f"[data-notice={name}]")


def by_link(page: Page, host: Host, notebook: str) -> None:
    page.goto(host.address("october", notebook))


def by_file_browser(page: Page, host: Host, notebook: str) -> None:
    page.goto(host.address("october", START))
    shown(page, NEW, START)
    page.locator(f".jp-DirListing-item[title*='{notebook.rpartition('/')[2]}']").dblclick()


def test_unchanged_copy_gives_way_to_the_newer_lesson_and_the_page_says_so(page: Page, host: Host) -> None:
    by_link(page, host, UNCHANGED)
    shown(page, NEW)
    expect(notice(page, "lesson")).to_contain_text("“01-village” is now the course’s version 2.0.")
    expect(notice(page, "lesson")).to_contain_text("of version 1.0, and you had changed nothing in it")
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize("open_it", [by_link, by_file_browser])
def test_changed_copy_is_never_shown_nor_replaced_before_the_student_has_chosen(
    page: Page,
    host: Host,
    open_it: Callable[[Page, Host, str], None],
) -> None:
    open_it(page, host, CHANGED)
    asked(page)
    assert violations(page, [".ck-dialog"]) == []


def test_changed_copy_that_was_left_open_is_not_shown_either(
    chromium: Browser, host: Host, worked: StorageState
) -> None:
    with come_back(chromium, worked) as page:
        page.goto(host.address("october"))  # names no lesson, so that what was left open is opened
        asked(page)
        page.get_by_role("button", name="Go on with mine").press("Enter")
        shown(page, MINE, CHANGED)


def test_link_opens_its_lesson_and_none_that_was_left_open(chromium: Browser, host: Host, worked: StorageState) -> None:
    with come_back(chromium, worked) as page:
        by_link(page, host, UNCHANGED)
        shown(page, NEW, UNCHANGED)
        page.evaluate("() => window.jupyterapp.restored")
        page.wait_for_url(host.address("october"))  # JupyterLab has opened what it had to, and tidied the address
        expect(page.locator(".jp-NotebookPanel")).to_have_count(1)
        expect(page.get_by_role("dialog")).to_have_count(0)
        assert page.evaluate(RUNNING) == {"sessions": [UNCHANGED], "kernels": 1}


def asked(page: Page) -> None:
    dialog = page.get_by_role("dialog", name="Two versions of “05-preparliament”")
    expect(dialog).to_contain_text("begun with version 1.0 of the course; last saved on")
    expect(dialog).to_contain_text("1 cell changed by you")
    expect(dialog).to_contain_text("version 2.0; as its authors wrote it")
    expect(page.get_by_text(MINE)).to_have_count(0)


def test_student_takes_the_newer_lesson_and_finds_the_old_one_beside_it(page: Page, host: Host) -> None:
    by_link(page, host, CHANGED)
    expect(page.get_by_role("dialog")).to_be_visible()
    mine = page.evaluate(STORED, CHANGED)
    page.keyboard.press("Enter")  # the first choice has the focus
    shown(page, NEW)
    expect(page.get_by_role("dialog")).to_have_count(0)
    beside = [name for name in page.evaluate(NAMES, "lessons") if BESIDE.match(name)]
    assert len(beside) == 1
    expect(notice(page, "lesson")).to_contain_text(f"Yours is kept beside it as “{beside[0]}”")
    assert page.evaluate(STORED, f"lessons/{beside[0]}") == mine
    assert MINE in json.dumps(mine)
    page.goto(host.address("october", f"lessons/{beside[0]}"))
    shown(page, MINE, beside[0])
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_student_goes_on_with_the_old_lesson_and_chooses_again_later(page: Page, host: Host) -> None:
    by_link(page, host, CHANGED)
    page.get_by_role("button", name="Go on with mine").press("Enter")
    shown(page, MINE)
    page.reload()
    shown(page, MINE)
    expect(page.get_by_role("dialog")).to_have_count(0)
    mine = page.evaluate(STORED, CHANGED)
    page.locator("#ck-bar summary").press("Enter")
    page.get_by_role("button", name="My copy of this lesson").press("Enter")
    page.get_by_role("button", name="Open the course’s version 2.0").press("Enter")
    shown(page, NEW)
    beside = next(name for name in page.evaluate(NAMES, "lessons") if BESIDE.match(name))
    assert page.evaluate(STORED, f"lessons/{beside}")["cells"] == mine["cells"]


def test_dialog_left_with_escape_changes_nothing_and_comes_again(page: Page, host: Host) -> None:
    by_link(page, host, CHANGED)
    expect(page.get_by_role("dialog")).to_be_visible()
    mine = page.evaluate(STORED, CHANGED)
    page.keyboard.press("Escape")
    shown(page, MINE)
    assert page.evaluate(STORED, CHANGED) == mine
    page.reload()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_two_courses_of_one_host_do_not_see_each_other(
    chromium: Browser,
    worked: StorageState,
    host: Host,
    editions: tuple[Path, Path],
) -> None:
    host.publish("other", editions[0])
    with chromium.new_context(storage_state=worked) as context:
        context.add_init_script(METERED)
        check_apart(context.new_page(), host)


def check_apart(page: Page, host: Host) -> None:
    page.goto(host.address("october", UNCHANGED))
    shown(page, NEW)
    page.evaluate(HERE)
    page.evaluate(PREFER)
    page.goto(host.address("other", CHANGED))
    shown(page, OLD)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert "only-here.txt" not in page.evaluate(NAMES, "")
    assert "Theirs" not in page.evaluate(PREFERRED)
    stores = page.evaluate("indexedDB.databases().then(all => all.map(each => each.name).sort())")
    assert stores == ["counting-october - /october/lite/", "counting-october - /other/lite/"]
    workers = page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.map(each => each.scope))")
    assert {each.removeprefix(host.server.address) for each in workers} == {"october/", "other/"}


@pytest.fixture(scope="module")
def context(chromium: Browser, host: Host, editions: tuple[Path, Path]) -> Iterator[BrowserContext]:
    host.publish("october", editions[1])
    with chromium.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True) as context:
        context.add_init_script(METERED)
        yield context


@pytest.fixture(scope="module")
def python(context: BrowserContext, host: Host) -> Page:
    """Open a lesson and wait for Python, once for the tests below."""
    page = context.new_page()
    page.goto(host.address("october", START))
    expect(notice(page, "python")).to_contain_text("Python starts in your browser")
    expect(notice(page, "python").filter(has_text="Python is ready.")).to_be_visible()
    return page


def test_link_starts_one_python_and_shows_the_folder_of_its_lesson(python: Page) -> None:
    assert python.evaluate(RUNNING) == {"sessions": [START], "kernels": 1}
    expect(python.locator(".jp-BreadCrumbs")).to_contain_text("lessons")
    expect(python.locator(".jp-DirListing-item.jp-mod-selected")).to_contain_text("00-start-here")


def log(page: Page) -> bytes:
    return base64.b64decode(page.evaluate(RUN, READ))


def test_reminder_comes_with_the_fifth_answer_and_can_be_put_off(python: Page) -> None:
    expect(python.locator("#ck-count")).to_have_text("No answers yet")
    python.evaluate(RUN, ANSWER.format(4))
    expect(python.locator("#ck-count")).to_have_text("4 answers, 4 not downloaded")
    expect(notice(python, "reminder")).to_have_count(0)
    python.evaluate(RUN, ANSWER.format(1))
    expect(notice(python, "reminder")).to_contain_text("5 answers are in this browser only. They are lost if")
    assert python.evaluate(LEAVING)
    notice(python, "reminder").get_by_role("button", name="Not now").press("Enter")
    expect(notice(python, "reminder")).to_have_count(0)
    python.evaluate(RUN, ANSWER.format(1))
    expect(python.locator("#ck-count")).to_have_text("6 answers, 6 not downloaded")
    expect(notice(python, "reminder")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_bar_is_open_to_everybody(python: Page, theme: Literal["light", "dark"], width: int) -> None:
    python.set_viewport_size({"width": width, "height": 800})
    python.emulate_media(color_scheme=theme)
    expect(python.locator("body")).to_have_attribute("data-jp-theme-name", f"JupyterLab {theme.title()}")
    python.locator("#ck-bar summary").press("Enter")
    expect(python.get_by_label("Bring back downloaded answers")).to_be_visible()
    assert violations(python, ["#ck-bar"]) == []
    assert python.evaluate("document.querySelector('#ck-bar').scrollWidth <= innerWidth")
    python.locator("#ck-bar summary").press("Enter")


def test_one_click_downloads_the_log_byte_for_byte_and_it_opens_elsewhere(
    python: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = log(python)
    with python.expect_download() as coming:
        python.get_by_role("button", name="Download my answers").press("Enter")
    taken = tmp_path / coming.value.suggested_filename
    coming.value.save_as(taken)
    assert taken.name.endswith(".jsonl")
    assert taken.read_bytes() == before == log(python)
    expect(python.locator("#ck-count")).to_have_text("6 answers, all downloaded")
    python.evaluate("window.jupyterapp.commands.execute('docmanager:save-all')")
    python.wait_for_function("!window.jupyterapp.shell.currentWidget.context.model.dirty")
    assert not python.evaluate(LEAVING)
    monkeypatch.chdir(tmp_path)
    assert "6 answers came back" in ck.bring_back(taken).text


def test_log_from_elsewhere_is_merged_into_the_one_here(python: Page, tmp_path: Path) -> None:
    elsewhere = AnswerLog(tmp_path / "answers.jsonl")
    for answer in ("62", "124"):
        elsewhere.append("05.remainder", "1a2b3c4d", answer)
    before = log(python)
    python.locator("#ck-bar summary").press("Enter")
    python.get_by_label("Bring back downloaded answers").set_input_files(elsewhere.path)
    expect(notice(python, "brought")).to_contain_text("2 answers came back")
    assert log(python).startswith(before)
    assert [json.loads(line)["answer"] for line in log(python)[len(before) :].splitlines()] == ["62", "124"]
    expect(python.locator("#ck-count")).to_have_text("8 answers, all downloaded")
    assert python.evaluate(NAMES, "work") == ["answers.jsonl"]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"<b>no answers</b>\n", b'{"question": 1}\n'])
def test_file_without_answers_is_refused_and_nothing_is_stored(python: Page, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "<b>mine.jsonl"
    file.write_bytes(content)
    before = log(python)
    python.get_by_label("Bring back downloaded answers").set_input_files(file)
    expect(notice(python, "brought")).to_contain_text("“<b>mine.jsonl” holds no answers that can be read")
    assert log(python) == before


def test_reminder_names_a_changed_lesson_beside_the_answers(python: Page) -> None:
    python.evaluate(WRITE, MINE)
    expect(python.locator("#ck-count")).to_have_text("8 answers, all downloaded; 1 notebook changed, not downloaded")
    expect(notice(python, "reminder")).to_have_count(0)
    python.evaluate(RUN, ANSWER.format(5))
    expect(notice(python, "reminder")).to_contain_text("5 answers and your changes in “00-start-here” are in")
    for name, ending in (("Download “00-start-here”", ".ipynb"), ("Download the answers now", ".jsonl")):
        button = notice(python, "reminder").get_by_role("button", name=name)
        with python.expect_download() as coming:
            button.press("Enter")
        assert coming.value.suggested_filename.endswith(ending)
        expect(button).to_have_count(0)
        expect(python.locator("#ck-bar button:focus, #ck-bar summary:focus")).to_have_count(1)
    expect(notice(python, "reminder")).to_have_count(0)
    expect(python.locator("#ck-count")).to_have_text("13 answers, all downloaded; 1 notebook changed, downloaded")
    assert not python.evaluate(LEAVING)


FAULTS = {
    "delete globalThis.WebAssembly": ("python", "this browser has no WebAssembly"),
    "delete Navigator.prototype.serviceWorker": ("worker", "Your answers cannot be kept"),
    "navigator.serviceWorker.register = () => Promise.reject(new Error('blocked'))": ("worker", "Allow site data"),
    "IDBFactory.prototype.open = () => { throw new Error('blocked') }": ("store", "the browser lets it store nothing"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_page_says_in_words_what_the_browser_cannot_do(chromium: Browser, host: Host, fault: str) -> None:
    name, words = FAULTS[fault]
    with chromium.new_context() as context:
        context.add_init_script(fault)
        page = context.new_page()
        page.goto(host.address("october", START), wait_until="commit")
        expect(notice(page, name)).to_contain_text(words)
        assert violations(page, ["#ck-bar"]) == []


def test_installing_twice_changes_nothing(editions: tuple[Path, Path]) -> None:
    before = {path: path.read_bytes() for path in editions[0].rglob("*") if path.is_file()}
    install(editions[0] / "lite")
    assert {path: path.read_bytes() for path in editions[0].rglob("*") if path.is_file()} == before
