"""Every control, by keyboard and in sight: what it shows it reads, it has room, names and order, in light and dark."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, expect

from coursekit.bank import questions
from coursekit.kinds import KINDS
from coursekit.kinds.base import Outcome, Question
from every_kind import EVERY
from made_questions import made
from stage import Stage, staged

pytestmark = pytest.mark.browser

TARGET = 44  # pixels


def asked() -> dict[str, Question]:
    """Take one question of each kind: from the banks where they hold one, else one that is made."""
    found = {question.kind: question for question in questions().values()}
    return {kind: made(kind, fields) for kind, fields in EVERY.items()} | found


SHOWN = {kind: question for kind, question in asked().items() if kind in KINDS}
EACH = pytest.mark.parametrize("question", SHOWN.values(), ids=list(SHOWN))


@pytest.fixture
def stage(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Stage]:
    """Show the question of a kind."""
    with staged(chromium, made(request.param, EVERY[request.param])) as shown:
        yield shown


def on(kind: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("stage", [kind], indirect=True)


def tabbed(shown: Stage) -> Iterator[tuple[str, dict[str, float]]]:
    """Walk through the card with Tab; give each place's name and box."""
    while True:
        shown.page.keyboard.press("Tab")
        found: tuple[str, dict[str, float]] | None = shown.page.evaluate(
            """() => {
                const at = document.activeElement;
                if (!at.closest(".ck-exercise")) return null;
                const by = document.getElementById(at.getAttribute("aria-labelledby"))?.innerText;
                const name = by || at.getAttribute("aria-label") || at.labels?.[0]?.innerText || at.innerText || "";
                const { top, height } = at.getBoundingClientRect();
                return [name.trim(), { top: top + window.scrollY, height }];
            }"""
        )
        if found is None:
            return
        yield found[0], found[1]


def type_and_check(shown: Stage, text: str) -> None:
    shown.page.keyboard.press("Tab")
    shown.page.keyboard.press("Control+A")
    shown.page.keyboard.type(text)
    shown.page.keyboard.press("Enter")


def press(shown: Stage, target: Locator, key: str) -> None:
    """Tab to something and press a key on it."""
    for _ in range(60):
        if target.evaluate("node => node === document.activeElement"):
            shown.page.keyboard.press(key)
            return
        shown.page.keyboard.press("Tab")
    raise AssertionError("Tab never reached it.")


def faults(shown: Stage) -> list[Any]:
    """Ask axe-core about the page, leaving out what a bare page lacks and a notebook has."""
    found: list[Any] = (
        Axe().run(shown.page, options={"rules": {"page-has-heading-one": {"enabled": False}}}).response["violations"]
    )
    return [(fault["id"], [node["html"][:120] for node in fault["nodes"]]) for fault in found]


@EACH
def test_a_control_reads_what_it_was_told_to_show(chromium: Browser, question: Question) -> None:
    with staged(chromium, question) as shown:
        for sample in question.samples() if shown.is_answered_here else ():
            if sample.outcome is not Outcome.NOT_ATTEMPTED:
                read = shown.written_and_read(sample.answer)
                assert question.mark(read) == question.mark(sample.answer), json.dumps(read)


@EACH
def test_an_untouched_control_gives_no_answer(chromium: Browser, question: Question) -> None:
    with staged(chromium, question) as shown:
        check = shown.card.get_by_role("button", name="Check", exact=True)
        expect(check).to_have_count(int(shown.is_answered_here))
        if shown.is_answered_here:
            check.click()
            expect(shown.status).to_contain_text("Not attempted.")


@EACH
def test_places_to_go_have_a_name_and_come_in_the_order_of_reading(chromium: Browser, question: Question) -> None:
    with staged(chromium, question) as shown:
        places = list(tabbed(shown))
        assert places
        assert all(name for name, _ in places)
        tops = [box["top"] + box["height"] for _, box in places]
        assert all(later >= earlier - TARGET for earlier, later in pairwise(tops))


@EACH
@pytest.mark.parametrize("width", [800, 400, 320])
def test_targets_are_large_and_nothing_runs_out_of_the_page(chromium: Browser, question: Question, width: int) -> None:
    with staged(chromium, question, width=width) as shown:
        assert shown.overflow() == 0
        small = shown.card.locator(
            "button:visible, select:visible, textarea:visible, label:has(input), input[type=text]"
        )
        for target in small.all():
            box = target.bounding_box()
            assert box is not None
            if not target.evaluate("node => node.matches('label') && !node.querySelector('input')"):
                assert box["height"] >= TARGET - 0.5, target.inner_text()


@EACH
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_before_and_after_an_answer(
    chromium: Browser, question: Question, scheme: Literal["light", "dark"]
) -> None:
    with staged(chromium, question, scheme=scheme, width=400) as shown:
        assert faults(shown) == []
        for number, _ in enumerate(question.hints, start=1):
            shown.card.get_by_role("button", name=f"Hint {number} of").click()
            expect(shown.card.locator(".ck-hint")).to_have_count(number)
        if not question.hints_open_answer:
            shown.card.get_by_role("button", name="Leave the others").click()
            shown.card.get_by_role("button", name="Check", exact=True).click()
            expect(shown.status).not_to_be_empty()
        shown.card.get_by_role("button", name="Show the model answer").click()
        shown.card.locator(".ck-place").first.click()
        expect(shown.card.locator(".ck-reading")).to_be_visible()
        assert faults(shown) == []


@on("number")
def test_a_number_is_typed_and_checked_with_enter(stage: Stage) -> None:
    type_and_check(stage, "quite a few")
    expect(stage.status).to_contain_text("I read a number here")
    assert stage.page.evaluate("document.activeElement.tagName") == "INPUT"


@on("several choices")
def test_several_choices_are_ticked_with_the_space_bar(stage: Stage) -> None:
    press(stage, stage.card.get_by_label("The SRs"), "Space")
    press(stage, stage.card.get_by_role("button", name="Check"), "Enter")
    expect(stage.status).to_contain_text("One that fits is missing.")
    press(stage, stage.card.get_by_label("The Mensheviks"), "Space")
    stage.page.keyboard.press("Enter")
    expect(stage.status).to_contain_text("Right.")


@on("date")
def test_a_date_in_the_wrong_calendar_is_told_so(stage: Stage) -> None:
    stage.page.keyboard.press("Tab")
    stage.page.keyboard.type("18 October 1917")
    stage.page.keyboard.press("Tab")
    stage.page.keyboard.press("ArrowDown")
    stage.page.keyboard.press("Enter")
    expect(stage.status).to_contain_text("The other calendar.")
    stage.page.keyboard.press("ArrowUp")
    stage.page.keyboard.press("Enter")
    expect(stage.status).to_contain_text("Right.")


@on("short text")
def test_a_name_that_runs_from_the_right_is_shown_so_and_marked(stage: Stage) -> None:
    type_and_check(stage, "קאדטים <b>x</b>")
    expect(stage.status).to_contain_text("Look again.")
    field = stage.card.get_by_label("Your answer")
    assert field.evaluate("node => getComputedStyle(node).direction") == "rtl"
    assert stage.card.locator("b").count() == 0


@on("short text")
def test_how_sure_a_student_is_goes_to_the_log_and_changes_no_verdict(stage: Stage) -> None:
    press(stage, stage.card.get_by_label("A guess"), "Space")
    stage.page.keyboard.press("Shift+Tab")
    stage.page.keyboard.type("Kadets")
    stage.page.keyboard.press("Enter")
    expect(stage.status).to_contain_text("Right.")
    kept = stage.live.sitting.log.recall(stage.live.sitting.question.id, stage.live.sitting.question.version).answer
    assert kept is not None
    assert (kept.answer, kept.confidence) == ("Kadets", "a guess")


@on("number")
def test_a_row_is_opened_and_closed_without_losing_the_place(stage: Stage) -> None:
    type_and_check(stage, "-1")
    place = stage.status.locator(".ck-place").first
    press(stage, place, "Enter")
    panel = stage.card.locator(".ck-reading")
    expect(panel).to_be_focused()
    expect(panel).to_contain_text("Who says so")
    expect(place).to_have_attribute("aria-expanded", "true")
    assert stage.status.locator(".ck-reading").count() == 0
    stage.page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(place).to_be_focused()
    stage.page.keyboard.press("Enter")
    press(stage, panel.get_by_role("button", name="Close"), "Enter")
    expect(place).to_be_focused()


@on("number")
def test_the_model_answer_takes_the_focus_when_it_opens(stage: Stage) -> None:
    type_and_check(stage, "-1")
    press(stage, stage.card.get_by_role("button", name="Show the model answer"), "Enter")
    expect(stage.card.locator(".ck-model .ck-title")).to_be_focused()
