"""A figure as a reader meets it in JupyterLab: walked with the keyboard, heard, opened at its sources, and saved."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import nbformat
import pytest
from playwright.sync_api import Locator, expect

from browser import Lesson

NOTEBOOK = "lessons/figures.ipynb"
COMMANDS = "ddabxmyz00"  # keys that delete, add, cut and change cells, or restart the kernel, in command mode
BARS = """
import coursekit as ck
votes = ck.load("preparliament_votes")
votes = votes[votes["date_os"] == "1917-10-18"]
ck.figure(ck.bars(votes, x="side", by="motion"), number="5.2", caption="Two votes.")
"""
ARC = """
seats = ck.load("preparliament_seats")
ck.figure(ck.hemicycle(seats[seats["body"] == "Pre-Parliament"]), number="5.1", caption="Who sat there.")
"""
OWN = """
evil = "<img src=x onerror=document.title='run'></title><script>document.title='run'</script>"
own = votes.assign(side=[evil, *votes["side"][1:]])
ck.figure(own.plot.bar(x="side", y="value", title=evil), caption=evil, data=own)
"""


@pytest.fixture
def figures(lesson: Lesson) -> Locator:
    """Show three figures in a notebook: bars, an arc, and a reader's own chart. Give those that can be explored."""
    cells = [nbformat.v4.new_code_cell(source.strip()) for source in (BARS, ARC, OWN)]
    book = nbformat.v4.new_notebook(cells=cells)
    book.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(book, lesson.lab.top / NOTEBOOK)
    lesson.open(NOTEBOOK)
    lesson.run_all()
    explorers = lesson.outputs.locator(".ck-explorer")
    for explorer in (explorers.nth(0), explorers.nth(1), explorers.nth(2)):
        expect(explorer.locator("svg")).to_be_visible()
    return explorers


def marks(figure: Locator) -> list[str]:
    """Say what is told of each mark, in order."""
    said: list[str] = figure.locator(".ck-mark").evaluate_all("marks => marks.map(mark => mark.ariaLabel)")
    return said


def heard(lesson: Lesson) -> list[dict[str, Any]]:
    """Read role, name, description and what else is told of every element of the accessibility tree."""
    session = lesson.page.context.new_cdp_session(lesson.page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    return [
        {
            "role": node["role"]["value"],
            "name": node.get("name", {}).get("value", ""),
            "description": node.get("description", {}).get("value", ""),
            **{each["name"]: each["value"].get("value") for each in node.get("properties", [])},
        }
        for node in nodes
        if not node["ignored"]
    ]


def colour(figure: Locator, role: str) -> str:
    found: str = figure.locator("svg").evaluate(
        "(svg, role) => getComputedStyle(svg).getPropertyValue(`--ck-${role}`).trim()", role
    )
    return found


@pytest.mark.browser
def test_a_figure_is_walked_heard_and_opened_with_the_keyboard_alone(lesson: Lesson, figures: Locator) -> None:
    keyboard, bars = lesson.page.keyboard, figures.nth(0)
    cells = lesson.notebook.locator(".jp-Cell").count()
    expect(lesson.outputs.locator("figure[data-ck-token]").first).to_be_hidden()
    said = marks(bars)
    assert said[0] == (
        "for (The Socialist Revolutionaries’ formula on the army’s fighting capacity): 95 votes, exact. "
        "Said by the author, Leon Trotsky; Trotsky 1932, line 567."
    )
    assert said[-1].endswith("not given, open, which is not zero. Nobody: no row of the table fills this place.")

    tree = heard(lesson)
    assert [node["name"] for node in tree if node["role"] in {"graphics-symbol", "GraphicsSymbol"}][: len(said)] == said
    (chart,) = [node for node in tree if node["name"] == "Figure 5.2. Two votes."]
    assert chart["role"] in {"graphics-document", "GraphicsDocument"}
    assert chart["roledescription"] == "chart"
    assert chart["description"].startswith("A bar chart of votes")

    lesson.tab_to(bars.locator(".ck-mark").first)
    walked = [lesson.focused().removeprefix("graphics-symbol: ")]
    for key in ("ArrowRight", "ArrowDown", *["ArrowRight"] * (len(said) - 3)):
        keyboard.press(key)
        walked.append(lesson.focused().removeprefix("graphics-symbol: "))
        expect(bars.locator(".ck-told")).to_have_text(walked[-1])
    assert walked == said
    for key, at in (("ArrowRight", -1), ("Home", 0), ("ArrowLeft", 0), ("End", -1), ("ArrowUp", -2)):
        keyboard.press(key)
        expect(bars.locator(".ck-told")).to_have_text(said[at])
    keyboard.press("Home")
    keyboard.type(COMMANDS)
    assert lesson.notebook.locator(".jp-Cell").count() == cells

    for key in ("Enter", "Space"):
        keyboard.press(key)
        expect(bars.get_by_role("heading", name="for: 95 votes")).to_be_focused()
        expect(bars.locator(".ck-opened")).to_contain_text("pp-sr-formula-for")
        keyboard.type(COMMANDS)
        keyboard.press("Escape")
        expect(bars.locator(".ck-opened")).to_be_hidden()
        expect(bars.locator(".ck-mark").first).to_be_focused()
    assert lesson.notebook.locator(".jp-Cell").count() == cells

    keyboard.press("Shift+Tab")
    expect(bars.locator(".ck-mark:focus")).to_have_count(0)
    lesson.page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")
    expect(figures).to_have_count(3)
    expect(figures.nth(0).locator(".ck-mark")).to_have_count(len(said))
    expect(lesson.outputs.locator("figure[data-ck-token]").first).to_be_hidden()


@pytest.mark.browser
def test_a_mark_is_opened_with_the_pointer_where_it_is_drawn(lesson: Lesson, figures: Locator) -> None:
    bars, arc, own = (figures.nth(place) for place in range(3))
    names = [each.locator("svg [id]").evaluate_all("nodes => nodes.map(node => node.id)") for each in (bars, arc)]
    assert all(names)
    assert not set(names[0]) & set(names[1]), "names of two pictures collide"

    box = bars.locator(".ck-mark").nth(1).locator(".ck-ring").bounding_box()
    assert box is not None
    lesson.page.mouse.move(box["x"] + 20, box["y"] + box["height"] / 2)
    expect(bars.locator(".ck-told")).to_have_text(marks(bars)[1])
    lesson.page.mouse.click(box["x"] + 20, box["y"] + box["height"] / 2)
    expect(bars.get_by_role("heading", name="against: 127 votes")).to_be_focused()
    bars.get_by_role("button", name="Close").click()
    expect(bars.locator(".ck-mark").nth(1)).to_be_focused()

    rest = next(place for place, said in enumerate(marks(arc)) if said.startswith("Not broken down"))
    arc.locator(".ck-mark").nth(rest).focus()
    lesson.page.keyboard.press("Enter")
    expect(arc.locator(".ck-opened")).to_contain_text("Worked out by the course from")
    expect(arc.locator(".ck-opened details")).not_to_have_count(0)

    expect(own.locator("figcaption")).to_contain_text("<img src=x onerror")
    assert own.locator("figcaption img, svg script, .ck-told img").count() == 0
    assert marks(own)[1].startswith("against: 127 votes, exact.")
    assert lesson.page.title() != "run"


@pytest.mark.browser
@pytest.mark.parametrize("color_scheme", ["dark"])
def test_a_figure_follows_theme_and_forced_colours_and_can_be_saved(
    lesson: Lesson, figures: Locator, tmp_path: Path
) -> None:
    bars, arc, own = (figures.nth(place) for place in range(3))
    for scheme, light, paper in (("light", "true", "#ffffff"), ("dark", "false", "#111111")):
        lesson.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        expect(lesson.page.locator(f'body[data-jp-theme-light="{light}"]')).to_have_count(1)
        assert colour(bars, "paper") == paper
    assert colour(own, "paper") == "#fff"
    assert own.locator(".ck-own-colours").count() == 1, "another hand's chart keeps its paper, and has rings that show"

    saved = {}
    for name in ("Save table as CSV", "Save picture as SVG", "Save picture as PNG"):
        with lesson.page.expect_download() as download:
            arc.get_by_role("button", name=name).click()
        file = tmp_path / download.value.suggested_filename
        download.value.save_as(file)
        expect(arc.get_by_role("status").filter(has_text=f"{file.name} is saved")).to_be_visible()
        saved[file.suffix] = file
    rows = list(csv.reader(saved[".csv"].read_text(encoding="utf-8-sig").splitlines()))
    assert ["Bolsheviks", "66 seats"] in [[row[0], row[2]] for row in rows]
    drawing = saved[".svg"].read_text(encoding="utf-8")
    assert ET.fromstring(drawing).tag.endswith("svg")  # noqa: S314 - our own picture
    assert "var(" not in drawing, "a drawing program knows no variables"
    assert "#f2777f" in drawing, "in the colours it was shown in"
    assert saved[".png"].read_bytes().startswith(b"\x89PNG")

    lesson.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    arc.get_by_role("button", name="Copy table as CSV").click()
    expect(arc.get_by_role("status").filter(has_text="The table is copied")).to_be_visible()
    assert lesson.page.evaluate("navigator.clipboard.readText()").startswith("What,Part of,Figure")

    lesson.page.emulate_media(forced_colors="active")
    assert (colour(bars, "paper"), colour(bars, "bolshevik")) == ("Canvas", "CanvasText")
    bars.locator(".ck-mark").first.focus()
    ring = bars.locator(".ck-mark").first.locator(".ck-ring")
    assert ring.evaluate("ring => getComputedStyle(ring).strokeWidth") == "3px"
    assert ring.evaluate("ring => getComputedStyle(ring).stroke") != "none"
