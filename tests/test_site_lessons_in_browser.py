"""The lessons in a browser with nothing installed: they run, they are answered by keyboard, and answers are kept."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from all_kinds import CARD, CELLS, KINDS, OUT, WORDS, Hand, Theme, answer, bank_of_all_kinds, name_of
from axe import violations
from browser import Reader, launched
from built_site import Served, built_site, served
from shown import notebook

pytestmark = [pytest.mark.browser, pytest.mark.network]

LESSONS = {path.stem: nbformat.read(path, 4) for path in sorted(Path(__file__).parents[1].glob("lessons/*.ipynb"))}
FIRST, *REST = LESSONS
THEMES: dict[str, Theme] = dict(zip(LESSONS, cycle(("light", "dark")), strict=False))
DESK: ViewportSize = {"width": 1280, "height": 900}
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
def chromium() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@contextmanager
def newcomer(chromium: Browser, viewport: ViewportSize) -> Iterator[Reader]:
    """Come with an empty browser. Whoever came before would have the lessons open that were left open."""
    with chromium.new_context(viewport=viewport) as context:
        yield Reader(context.new_page())


@dataclass(frozen=True)
class Opened:
    """A lesson that has been run, with what was asked for on other servers and went wrong in scripts meanwhile."""

    name: str
    reader: Reader
    left: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def address_of(site: Served, notebook: str) -> str:
    return f"{site.address}lite/lab/index.html?path={notebook}"


def calls(lesson: str, function: str) -> int:
    code = "\n".join(cell.source for cell in LESSONS[lesson].cells if cell.cell_type == "code")
    return code.count(f"ck.{function}(")


@pytest.fixture(scope="module", params=[FIRST, *(pytest.param(name, marks=pytest.mark.edition) for name in REST)])
def lesson(request: pytest.FixtureRequest, chromium: Browser, site: Served) -> Iterator[Opened]:
    here = (f"{site.origin}/", "data:", "blob:")
    with newcomer(chromium, DESK) as reader:
        opened = Opened(request.param, reader)
        reader.page.on("pageerror", lambda error: opened.faults.append(str(error)))
        reader.page.context.on(
            "request", lambda asked: None if asked.url.startswith(here) else opened.left.append(asked.url)
        )
        reader.go_to(address_of(site, f"lessons/{opened.name}.ipynb"))
        reader.run_all()
        yield opened


def test_lesson_runs_from_top_to_bottom(lesson: Opened, site: Served) -> None:
    reader = lesson.reader
    expect(reader.page.locator(".jp-Dialog")).to_have_count(0)
    expect(reader.outputs.locator(".ck-drawing > svg")).to_have_count(calls(lesson.name, "figure"))
    expect(reader.outputs.locator(".ck-exercise")).to_have_count(calls(lesson.name, "exercise"))
    assert [trace.inner_text() for trace in reader.outputs.locator(TRACES).all()] == []
    assert lesson.left == []
    assert [path for path in site.asked if not path.startswith(PREFIX)] == []
    assert lesson.faults == []


def test_every_part_of_a_lesson_is_open_to_everybody(lesson: Opened) -> None:
    check_open(lesson.reader, THEMES[lesson.name])


def check_open(reader: Reader, theme: Theme) -> None:
    light = "true" if theme == "light" else "false"
    reader.page.emulate_media(color_scheme=theme)
    expect(reader.page.locator(f'body[data-jp-theme-light="{light}"]')).to_have_count(1)
    parts = [f".jp-OutputArea-output {part}" for part in (".ck-explorer", ".ck-exercise", "section.ck-panel")]
    assert violations(reader.page, parts) == []
    assert [out for card in reader.outputs.locator(".ck-exercise").all() for out in card.evaluate(OUT)] == []


@pytest.mark.edition
def test_lesson_can_be_worked_on_with_a_phone(chromium: Browser, site: Served) -> None:
    with newcomer(chromium, PHONE) as phone:
        phone.go_to(address_of(site, f"lessons/{FIRST}.ipynb"))
        phone.run_all()
        check_open(phone, "dark")
        assert phone.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.fixture(scope="module")
def answered(chromium: Browser, site: Served) -> Iterator[Reader]:
    """Answer one question of every kind by keyboard alone, in a notebook of its own."""
    with newcomer(chromium, DESK) as reader:
        reader.page.goto(f"{site.address}lite/lab/index.html")
        reader.page.wait_for_function("() => window.jupyterapp?.serviceManager.isReady")
        reader.page.evaluate(SAVE, [ALL_KINDS, json.dumps(notebook([MADE, *CELLS], kernel="python"))])
        reader.go_to(address_of(site, ALL_KINDS))
        reader.run_all()
        for kind in KINDS:
            answer(reader, kind)
        yield reader


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
