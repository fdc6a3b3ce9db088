"""The lessons in a browser with nothing installed: they run, they are answered by keyboard, and answers are kept."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import Page, ViewportSize, expect

from all_kinds import CARD, CELLS, KINDS, OUT, WORDS, Hand, Theme, answer, bank_of_all_kinds, name_of, use
from axe import violations
from browser import Reader, launched
from built_site import Served, built_site, served
from shown import notebook

pytestmark = [pytest.mark.browser, pytest.mark.network]

LESSONS = {path.stem: nbformat.read(path, 4) for path in sorted(Path(__file__).parents[1].glob("lessons/*.ipynb"))}
THEMES: dict[str, Theme] = dict(zip(LESSONS, cycle(("light", "dark")), strict=False))
PHONE: ViewportSize = {"width": 390, "height": 844}
PREFIX = "/october/"
TRACES = ".jp-RenderedText[data-mime-type$='stderr'], .jp-RenderedText[data-mime-type$='error']"
ALL_KINDS = "lessons/all-kinds.ipynb"
MADE = f"""
import shutil
from pathlib import Path
from coursekit import course
made = Path("/tmp/all-kinds")
shutil.copytree(course.content() / "data", made / "data", dirs_exist_ok=True)
(made / "exercises").mkdir(exist_ok=True)
(made / "exercises" / "99-all-kinds.toml").write_text({bank_of_all_kinds()!r}, encoding="utf-8")
course.read_from(made)
import coursekit as ck
"""
SAVE = """async ([path, text]) => {
    const content = JSON.parse(text);
    await window.jupyterapp.serviceManager.contents.save(path, { type: "notebook", format: "json", content });
}"""


READ = "path => window.jupyterapp.serviceManager.contents.get(path, { content: true })"


@pytest.fixture(scope="module")
def site() -> Iterator[Served]:
    with served(built_site(), prefix=PREFIX) as running:
        yield running


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """Come with an empty browser, and keep it for all the tests, as a learner does."""
    with launched() as browser, browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        yield Reader(context.new_page())


@pytest.fixture(scope="module")
def left(reader: Reader, site: Served) -> list[str]:
    """Collect the addresses asked for on other servers."""
    asked: list[str] = []
    here = (f"{site.origin}/", "data:", "blob:")
    reader.page.context.on(
        "request", lambda request: None if request.url.startswith(here) else asked.append(request.url)
    )
    return asked


@pytest.fixture(scope="module")
def faults(reader: Reader) -> list[str]:
    """Collect what goes wrong in the scripts of the page."""
    found: list[str] = []
    reader.page.on("pageerror", lambda error: found.append(str(error)))
    return found


def address_of(site: Served, notebook: str) -> str:
    return f"{site.address}lite/lab/index.html?path={notebook}"


def calls(lesson: str, function: str) -> int:
    code = "\n".join(cell.source for cell in LESSONS[lesson].cells if cell.cell_type == "code")
    return code.count(f"ck.{function}(")


@pytest.fixture(scope="module", params=LESSONS)
def lesson(request: pytest.FixtureRequest, reader: Reader, site: Served, left: list[str], faults: list[str]) -> str:
    """Open a lesson and run it; what goes wrong meanwhile, or is asked for elsewhere, is collected."""
    assert (left, faults) == ([], [])
    use(reader, "light")
    reader.go_to(address_of(site, f"lessons/{request.param}.ipynb"))
    reader.run_all()
    return str(request.param)


def test_lesson_runs_from_top_to_bottom(
    lesson: str, reader: Reader, site: Served, left: list[str], faults: list[str]
) -> None:
    expect(reader.page.locator(".jp-Dialog")).to_have_count(0)
    expect(reader.outputs.locator(".ck-drawing > svg")).to_have_count(calls(lesson, "figure"))
    expect(reader.outputs.locator(".ck-exercise")).to_have_count(calls(lesson, "exercise"))
    assert [trace.inner_text() for trace in reader.outputs.locator(TRACES).all()] == []
    assert left == []
    assert [path for path in site.asked if not path.startswith(PREFIX)] == []
    assert faults == []


def test_every_part_of_a_lesson_is_open_to_everybody(lesson: str, reader: Reader) -> None:
    check_open(reader, THEMES[lesson])


def check_open(reader: Reader, theme: Theme) -> None:
    light = "true" if theme == "light" else "false"
    reader.page.emulate_media(color_scheme=theme)
    expect(reader.page.locator(f'body[data-jp-theme-light="{light}"]')).to_have_count(1)
    parts = [f".jp-OutputArea-output {part}" for part in (".ck-explorer", ".ck-exercise", "section.ck-panel")]
    assert violations(reader.page, parts) == []
    assert [out for card in reader.outputs.locator(".ck-exercise").all() for out in card.evaluate(OUT)] == []


def test_lesson_can_be_worked_on_with_a_phone(reader: Reader, site: Served) -> None:
    browser = reader.page.context.browser
    assert browser is not None
    with browser.new_context(viewport=PHONE) as context:
        phone = Reader(context.new_page())
        phone.go_to(address_of(site, f"lessons/{min(LESSONS)}.ipynb"))
        phone.run_all()
        check_open(phone, "dark")
        assert phone.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.fixture(scope="module")
def answered(reader: Reader, site: Served) -> Reader:
    """Answer one question of every kind by keyboard alone, in a notebook of its own."""
    reader.page.goto(address_of(site, f"lessons/{min(LESSONS)}.ipynb"))
    reader.page.wait_for_function("() => window.jupyterapp?.serviceManager.isReady")
    reader.page.evaluate(SAVE, [ALL_KINDS, json.dumps(notebook([MADE, *CELLS], kernel="python"))])
    reader.go_to(address_of(site, ALL_KINDS))
    reader.run_all()
    for kind in KINDS:
        answer(reader, kind)
    return reader


def test_answers_of_every_kind_are_there_when_the_page_is_loaded_again(answered: Reader) -> None:
    answered.reload()
    answered.run_all()
    assert answered.page.locator(CARD).count() == len(KINDS)
    for kind in KINDS:
        expect(Hand(answered, kind).card).to_contain_text(WORDS[kind])


def test_answers_are_lines_of_the_same_log_as_elsewhere(answered: Reader) -> None:
    assert {line["question"] for line in log(answered.page)} == set(map(name_of, KINDS))


def log(page: Page) -> list[dict[str, Any]]:
    model = page.evaluate(READ, "work/answers.jsonl")
    content = b64decode(model["content"]).decode() if model["format"] == "base64" else model["content"]
    return [json.loads(line) for line in content.splitlines()]
