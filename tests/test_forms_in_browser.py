"""Every form as a reader without a mouse or without sight meets it in JupyterLab: walked mark by mark, and heard."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from matplotlib import pyplot as plt
from playwright.sync_api import Locator, Page, expect

from browser import Lesson, launched
from coursekit.charts.drawing import Drawing, Mark, recall
from coursekit.figures.tracing import trace
from coursekit.record import record
from coursekit.sources import source
from drawings import EXAMPLES
from drawings.own import HANDED
from shown import NAME, TESTS, notebook, opened

COMMANDS = "ddabxmyz00"  # keys that delete, add, cut and change cells, or restart the kernel, in command mode
SETUP = f"""
import sys
sys.path.insert(0, {str(TESTS)!r})
import coursekit as ck
from drawings import EXAMPLES
from drawings.own import HANDED

def show(names):
    for name in names:
        ck.figure(EXAMPLES[name](), caption=name, **HANDED.get(name, dict)())
"""
IN_A_CELL = 16  # figures, which are two outputs each; of more than fifty JupyterLab shows only the first
CELLS = """() => {
    const { model } = window.jupyterapp.shell.currentWidget.content;
    return [...model.cells].map((cell) => [cell.type, cell.sharedModel.source]);
}"""
AT = """explorer => [document.activeElement.ariaLabel ?? document.activeElement.outerHTML.slice(0, 200),
    explorer.querySelector(".ck-told").innerText]"""

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Walk:
    """What a reader came upon in one figure.

    Parameters
    ----------
    described : str
        The words of the chart in the accessibility tree.
    heard : list of str
        The names of its marks there.
    walked : list of str
        What had the focus, from the first Tab on and after each arrow key.
    told : list of str
        What stood below the chart meanwhile.
    harmless : bool
        Whether the keys of the command mode, pressed on a mark, left the notebook as it was.
    """

    described: str
    heard: list[str]
    walked: list[str]
    told: list[str]
    harmless: bool


@pytest.fixture(scope="module")
def drawings() -> dict[str, Drawing]:
    """Say what each example shows."""
    return {name: read(name) for name in EXAMPLES}


def read(name: str) -> Drawing:
    ax = EXAMPLES[name]()
    handed: Mapping[str, Any] = HANDED[name]() if name in HANDED else {}
    drawing = recall(ax) or trace(ax, handed.get("data"), handed.get("by"))
    plt.close("all")
    return drawing


@pytest.fixture(scope="module")
def walks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Walk]:
    """Walk through all the examples, in one notebook."""
    names = list(EXAMPLES)
    cells = [SETUP, *(f"show({names[at : at + IN_A_CELL]!r})" for at in range(0, len(names), IN_A_CELL))]
    with launched() as browser, opened(browser, tmp_path_factory.mktemp("course"), notebook(cells)) as lesson:
        lesson.open(NAME)
        lesson.run_all()
        figures = lesson.outputs.locator(".ck-explorer")
        expect(figures.locator(".ck-drawing > svg")).to_have_count(len(names))
        heard = charts(lesson.page)
        return {name: walk(lesson, figures.nth(place), heard[name]) for place, name in enumerate(names)}


def charts(page: Page) -> dict[str, tuple[str, list[str]]]:
    """Find every chart in the accessibility tree by its name, with its description and the names of its marks."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}

    def under(node: dict[str, Any]) -> Iterator[str]:
        if node.get("role", {}).get("value") == "graphics-symbol" and not node["ignored"]:
            yield node["name"]["value"]
        for child in node.get("childIds", []):
            yield from under(by_id[child])

    found = [node for node in nodes if node.get("role", {}).get("value") == "graphics-document"]
    return {node["name"]["value"]: (node["description"]["value"], list(under(node))) for node in found}


def walk(lesson: Lesson, figure: Locator, heard: tuple[str, list[str]]) -> Walk:
    """Go from the words of a figure into its chart with Tab, and from mark to mark with the arrow keys."""
    keyboard, cells = lesson.page.keyboard, lesson.page.evaluate(CELLS)
    figure.focus()
    keyboard.press("Tab")
    met = [figure.evaluate(AT)]
    for _ in heard[1][1:]:
        keyboard.press("ArrowRight")
        met.append(figure.evaluate(AT))
    keyboard.type(COMMANDS)
    harmless = lesson.page.evaluate(CELLS) == cells and lesson.page.locator(".jp-Dialog").count() == 0
    return Walk(*heard, [label for label, _ in met], [told for _, told in met], harmless)


def visible(drawing: Drawing) -> list[Mark]:
    return [mark for mark in drawing.marks if mark.artists]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_keyboard_reaches_every_mark_in_reading_order(
    walks: Mapping[str, Walk], drawings: Mapping[str, Drawing], name: str
) -> None:
    marks = visible(drawings[name])
    assert marks, "there is nothing to walk to"
    assert walks[name].walked == walks[name].heard
    assert walks[name].told == walks[name].heard
    assert len(walks[name].walked) == len(marks)
    for mark, said in zip(marks, walks[name].walked, strict=True):
        assert said.startswith(f"{mark.label} ({mark.within}): " if mark.within else f"{mark.label}: ")


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_mark_is_announced_with_figure_certainty_claimant_and_source(
    walks: Mapping[str, Walk], drawings: Mapping[str, Drawing], name: str
) -> None:
    for mark, said in zip(visible(drawings[name]), walks[name].heard, strict=True):
        assert f": {mark.figure}, {mark.certainty}. " in said
        if mark.origin == "record":
            claim = record().claim(mark.claims[0])
            work = source(claim["source"])
            claimant = f"the author, {work.author}" if claim["claimed_by"] == "author" else claim["claimed_by"]
            assert said.endswith(f"Said by {claimant}; {work.short}, line {claim.line}.")
        else:
            assert "Said by" not in said
            assert re.search(r"[Ww]orked out|[Nn]obody|[Nn]ot traceable", said)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_chart_is_described_in_words(
    walks: Mapping[str, Walk], drawings: Mapping[str, Drawing], name: str
) -> None:
    assert walks[name].described == " ".join(" ".join(drawings[name].sentences).split())


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_key_pressed_on_a_mark_reaches_the_notebook(walks: Mapping[str, Walk], name: str) -> None:
    assert walks[name].harmless
