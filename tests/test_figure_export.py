"""A figure far from its kernel: exported to HTML and read without scripts, reopened in JupyterLab, and not trusted."""

from __future__ import annotations

import base64
import csv
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from playwright.sync_api import Browser, Locator, Page, expect

from browser import launched
from shown import NAME, notebook, opened

CELLS = [
    """
import coursekit as ck
votes = ck.load("preparliament_votes")
votes = votes[votes["date_os"] == "1917-10-18"]
ck.figure(ck.bars(votes, x="side", by="motion"), number="5.2", caption="Two votes.", leaves_out="Who voted how.")
""",
    'ck.figure(votes.plot.bar(x="side", y="value"), caption="A chart of my own.", data=votes)',
    'ck.passage("walkout-declaration")',
    'ck.source("pp-srs")',
]
OF_ANOTHER_MACHINE = {
    "kernelspec": {"name": "unheard-of", "display_name": "Unheard of", "language": "unheard-of"},
    "language_info": {"name": "unheard-of"},  # for a language that it knows JupyterLab would start its own kernel
}
TRUSTED = "[...window.jupyterapp.shell.currentWidget.content.model.cells].every((cell) => cell.trusted)"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def book() -> Any:  # noqa: ANN401 - as nbformat has it
    """Run a notebook with two figures and two panels, as if it had been saved with its outputs."""
    ran = notebook(CELLS)
    NotebookClient(ran, timeout=120).execute()
    return ran


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as running:
        yield running


@pytest.fixture(scope="module")
def exported(browser: Browser, book: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:  # noqa: ANN401
    """Export the notebook to HTML, and open the file without scripts and without a network."""
    html, _ = HTMLExporter().from_notebook_node(book)  # type: ignore[no-untyped-call]
    file = tmp_path_factory.mktemp("exported") / "figures.html"
    file.write_text(html, encoding="utf-8")
    with browser.new_context(java_script_enabled=False, offline=True) as context:
        page = context.new_page()
        page.goto(file.as_uri())
        yield page


@contextmanager
def reopened(browser: Browser, top: Path, book: Any, *steps: Callable[[Path], None]) -> Iterator[Page]:  # noqa: ANN401
    """Open the saved notebook in JupyterLab where no kernel can run it, after steps taken with the file."""
    saved = nbformat.v4.new_notebook(cells=book.cells, metadata=OF_ANOTHER_MACHINE)
    with opened(browser, top, saved) as lesson:
        for step in steps:
            step(top)
        lesson.page.goto(lesson.lab.address_of(NAME))
        lesson.page.locator(".jp-Dialog").get_by_role("button", name="No Kernel").click()
        expect(lesson.outputs.locator("figcaption")).to_have_count(2)
        yield lesson.page


def trust(top: Path) -> None:
    """Sign the notebook as its reader, with `jupyter trust`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    home = {"HOME": str(top / "home"), "USERPROFILE": str(top / "home")}
    command = [sys.executable, "-m", "jupyter", "trust", str(top / NAME)]
    subprocess.run(command, env={**kept, **home}, check=True, capture_output=True)


def check_figures(page: Page) -> None:
    """Find in both figures what a reader needs: caption, picture, alternative, words, table and links."""
    votes, own = page.locator("figure.ck-figure").all()
    expect(votes.locator("figcaption")).to_have_text("Figure 5.2. Two votes.")
    expect(own.locator("figcaption")).to_have_text("A chart of my own.")
    expect(votes).to_contain_text("Not in this chart: Who voted how.")
    for figure in (votes, own):
        check_picture(figure)
        check_table(figure)
        check_report(figure)


def check_picture(figure: Locator) -> None:
    picture = figure.get_by_role("img")
    expect(picture).to_be_visible()
    box = picture.bounding_box()
    assert box is not None
    assert box["width"] > 300
    assert box["height"] > 100
    alternative = picture.get_attribute("alt") or ""
    assert "127" in alternative
    assert len(alternative) > 200
    words = figure.locator(".ck-words")
    expect(words).to_be_hidden()
    figure.get_by_text("The chart in words").click()
    expect(words).to_be_visible()
    assert words.inner_text() == alternative


def check_table(figure: Locator) -> None:
    table = figure.get_by_role("table")
    expect(table).to_be_hidden()
    figure.get_by_text("The figures, and where they come from").click()
    expect(table).to_be_visible()
    expect(table.get_by_role("row").filter(has_text="127 votes")).to_contain_text("Trotsky 1932, line 567")


def check_saving(figure: Locator) -> None:
    link = figure.get_by_role("link", name="Save this table as CSV")
    expect(link).to_be_visible()
    kind, held = (link.get_attribute("href") or "").split(",")
    assert kind.startswith("data:text/csv")
    rows = list(csv.reader(StringIO(base64.b64decode(held).decode("utf-8-sig"))))
    assert "pp-sr-formula-against" in [row[-1] for row in rows]


def check_report(figure: Locator) -> None:
    link = figure.get_by_role("link", name="Report an error in this figure")
    expect(link).to_be_visible()
    (body,) = parse_qs(urlsplit(link.get_attribute("href") or "").query)["body"]
    assert "preparliament_votes" in body
    assert "pp-sr-formula-against" in body


def check_panels(page: Page) -> None:
    """Find the passage and the source with what they tell."""
    passage, source = page.locator("section.ck-panel").all()
    expect(passage.locator(".ck-rendering")).to_be_visible()
    expect(passage.locator(".ck-title")).to_be_visible()
    expect(source).to_contain_text("Leon Trotsky, The History of the Russian Revolution")
    expect(source).to_contain_text("paragraph 541")


def test_an_export_is_whole_without_scripts(exported: Page) -> None:
    check_figures(exported)
    check_saving(exported.locator("figure.ck-figure").first)
    check_panels(exported)


def test_a_notebook_without_a_kernel_is_whole(browser: Browser, book: Any, tmp_path: Path) -> None:  # noqa: ANN401
    with reopened(browser, tmp_path, book, trust) as page:
        assert page.evaluate(TRUSTED)
        check_figures(page)
        check_saving(page.locator("figure.ck-figure").first)
        check_panels(page)


def test_a_notebook_that_is_not_trusted_is_whole(browser: Browser, book: Any, tmp_path: Path) -> None:  # noqa: ANN401
    with reopened(browser, tmp_path, book) as page:
        assert not page.evaluate(TRUSTED)
        check_figures(page)
        check_panels(page)
