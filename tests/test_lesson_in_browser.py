"""Lesson 05 as a reader meets it: opened by the README's command, run and answered with the keyboard alone."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from browser import Lesson

LESSON = "lessons/05-preparliament.ipynb"
COMMANDS = "ddabxmyz00"  # keys that delete, add, cut and change cells, or restart the kernel, in command mode


def exercise(lesson: Lesson, name: str) -> Locator:
    return lesson.outputs.locator(".ck-exercise").filter(has_text=f"Question {name}")


def shape(lesson: Lesson) -> list[str]:
    """Say which cells the notebook has, and of which kind."""
    kinds: list[str] = lesson.notebook.locator(".jp-Cell").evaluate_all(
        "cells => cells.map(cell => cell.className.match(/jp-(Code|Markdown|Raw)Cell/)[1])"
    )
    return kinds


def statuses(lesson: Lesson) -> dict[int, str]:
    """Read the status regions of the accessibility tree: what each says, by the element behind it."""
    session = lesson.page.context.new_cdp_session(lesson.page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}

    def words(node: dict[str, Any]) -> str:
        own = node["name"]["value"] if node.get("role", {}).get("value") == "StaticText" else ""
        return own + " ".join(words(by_id[child]) for child in node.get("childIds", []) if child in by_id)

    return {
        node["backendDOMNodeId"]: words(node)
        for node in nodes
        if not node["ignored"] and node["role"]["value"] == "status"
    }


@pytest.mark.browser
def test_a_number_is_answered_wrong_then_right_by_keyboard_and_is_there_tomorrow(lesson: Lesson) -> None:
    keyboard = lesson.page.keyboard
    lesson.open(LESSON)
    lesson.run_all()
    cells = shape(lesson)
    question = exercise(lesson, "05.remainder")
    field = question.get_by_label("Your answer")

    lesson.tab_to(field)
    before = statuses(lesson)
    keyboard.type("42")
    keyboard.press("Enter")
    expect(question.get_by_role("status")).to_contain_text("Not yet.")
    expect(question.get_by_role("status")).to_contain_text("off a second time")
    after = statuses(lesson)
    (changed,) = [node for node in after if after[node] != before.get(node, after[node])]
    assert before[changed] == ""
    assert after[changed].startswith("Not yet.")

    keyboard.press("Control+A")
    keyboard.type(COMMANDS)
    keyboard.press("Escape")
    keyboard.type(COMMANDS)
    expect(field).to_be_focused()
    assert shape(lesson) == cells

    keyboard.press("Control+A")
    keyboard.type("62")
    keyboard.press("Enter")
    expect(question.get_by_role("status")).to_contain_text("Right.")

    keyboard.press("Control+S")
    expect(lesson.page.locator(".jp-mod-dirty")).to_have_count(0)
    lesson.reload()
    expect(question.get_by_role("status")).to_contain_text("Right.")
    expect(field).to_have_value("62")

    lesson.open(LESSON)
    lesson.run_all()
    expect(question.get_by_role("status")).to_contain_text("you answered “62”")
    expect(question.get_by_role("status")).to_contain_text("Right.")
    log = (lesson.lab.top / "work" / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["answer"] for line in log] == ["42", "62"]


@pytest.mark.browser
def test_a_choice_is_made_by_keyboard_and_no_key_reaches_the_notebook(lesson: Lesson) -> None:
    keyboard = lesson.page.keyboard
    lesson.open(LESSON)
    lesson.run_all()
    cells = shape(lesson)
    question = exercise(lesson, "05.kadets")
    options = question.locator(".ck-options").get_by_role("radio")

    lesson.tab_to(options.first)
    keyboard.type(COMMANDS)
    keyboard.press("Escape")
    keyboard.type(COMMANDS)
    assert shape(lesson) == cells

    status = question.get_by_role("status")
    keyboard.press("Space")
    for option in options.all():
        said = status.inner_text()
        expect(option).to_be_checked()
        keyboard.press("Enter")
        expect(status).not_to_have_text(said)
        expect(status).to_contain_text(re.compile(r"(Not yet|Right)\..*(Next, look at|This rests on):", re.DOTALL))
        keyboard.press("ArrowDown")
    assert shape(lesson) == cells


@pytest.mark.browser
def test_every_figure_has_a_caption_an_alternative_and_a_table(lesson: Lesson) -> None:
    lesson.open(LESSON)
    lesson.run_all()
    still = lesson.outputs.locator("figure[data-ck-token]")
    live = lesson.outputs.locator("figure:not([data-ck-token])")
    expect(live).to_have_count(5)
    expect(still).to_have_count(5)
    for figure in (*still.all(), *live.all()):
        expect(figure.locator("figcaption")).to_contain_text("Figure 5.")
        assert figure.locator("table tbody tr").count() > 2
    for figure in still.all():
        expect(figure).to_be_hidden()
        assert len(figure.locator("img").get_attribute("alt") or "") > 200
