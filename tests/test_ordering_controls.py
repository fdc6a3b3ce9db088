"""Ordering, matching and filling a table by keyboard and pointer: the focus stays, and every move is said."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, expect

from every_kind import EVERY
from every_kind import LONG as LONG_NAME
from made_questions import made
from stage import Stage, staged
from test_controls import press, stage, tabbed

__all__ = ["stage"]

pytestmark = pytest.mark.browser


def on(kind: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("stage", [kind], indirect=True)


def rows(shown: Stage) -> Locator:
    return shown.card.locator(".ck-order-text")


def move(shown: Stage, name: str) -> Locator:
    return shown.card.get_by_role("button", name=f"Move {name}")


@on("order")
def test_an_item_is_moved_with_its_buttons_and_keeps_the_focus(stage: Stage) -> None:
    press(stage, move(stage, "Bolsheviks up"), "Enter")
    expect(move(stage, "Bolsheviks up")).to_be_focused()
    expect(stage.card.locator(".ck-moves")).to_have_text("Bolsheviks moved to place 3 of 4.")
    stage.page.keyboard.press("Space")
    expect(rows(stage)).to_have_text(["The SRs", "Bolsheviks", LONG_NAME, "Mensheviks"], use_inner_text=True)
    expect(stage.card.locator(".ck-place-number")).to_have_text(["1.", "2.", "3.", "4."])


@on("order")
def test_the_arrow_keys_move_an_item_as_far_as_the_end_and_say_so(stage: Stage) -> None:
    press(stage, move(stage, "The SRs down"), "ArrowDown")
    for _ in range(3):
        stage.page.keyboard.press("Alt+ArrowDown")
    expect(stage.card.locator(".ck-moves")).to_have_text("The SRs is last already.")
    expect(move(stage, "The SRs down")).to_be_focused()
    expect(move(stage, "The SRs down")).to_have_attribute("aria-disabled", "true")
    assert next(tabbed(stage))[0] == "A guess"


@on("order")
def test_the_whole_order_is_put_right_by_keyboard_and_checked(stage: Stage) -> None:
    press(stage, move(stage, "Bolsheviks up"), "ArrowUp")
    stage.page.keyboard.press("ArrowUp")
    check = stage.card.get_by_role("button", name="Check")
    press(stage, check, "Enter")
    expect(stage.status).to_contain_text("is furthest from its place")
    whole = move(stage, f"{LONG_NAME} up")
    whole.focus()
    stage.page.keyboard.press("ArrowUp")
    stage.page.keyboard.press("ArrowUp")
    press(stage, check, "Enter")
    expect(stage.status).to_contain_text("Right.")


@on("order")
def test_starting_over_is_no_attempt(stage: Stage) -> None:
    press(stage, move(stage, "Bolsheviks up"), "Enter")
    press(stage, stage.card.get_by_role("button", name="Start over"), "Enter")
    expect(move(stage, "The SRs up")).to_be_focused()
    press(stage, stage.card.get_by_role("button", name="Check"), "Enter")
    expect(stage.status).to_contain_text("Nothing has been moved yet.")


@on("order")
def test_an_item_may_be_dragged_and_is_announced_where_it_is_dropped(stage: Stage) -> None:
    grip, target = (stage.card.locator(".ck-grip").nth(at).bounding_box() for at in (3, 0))
    assert grip is not None
    assert target is not None
    stage.page.mouse.move(grip["x"] + 8, grip["y"] + 8)
    stage.page.mouse.down()
    stage.page.mouse.move(target["x"] + 8, target["y"] + target["height"], steps=12)
    stage.page.mouse.move(target["x"] + 8, target["y"] + 4, steps=4)
    stage.page.mouse.up()
    expect(rows(stage).first).to_have_text("Bolsheviks")
    expect(stage.card.locator(".ck-moves")).to_have_text("Bolsheviks moved to place 1 of 4.")


@on("match")
def test_pairs_are_chosen_by_keyboard(stage: Stage) -> None:
    press(stage, stage.card.get_by_label("The SRs"), "ArrowDown")
    press(stage, stage.card.get_by_role("button", name="Check"), "Enter")
    expect(stage.status).to_contain_text("None of the 3 fits, and 2 are still open. Look again at “The SRs”.")
    stage.page.keyboard.press("Shift+Tab")
    for label, typed in (("The SRs", "12"), ("Mensheviks", "60"), (LONG_NAME, "3")):
        stage.card.get_by_label(label).focus()
        stage.page.keyboard.type(typed)
    press(stage, stage.card.get_by_role("button", name="Check"), "Enter")
    expect(stage.status).to_contain_text("Right.")


@on("fill a table")
def test_a_table_is_filled_from_blank_to_blank_and_checked_with_enter(stage: Stage) -> None:
    stage.page.keyboard.press("Tab")
    stage.page.keyboard.type("39%")
    stage.page.keyboard.press("Tab")
    stage.page.keyboard.type("156")
    stage.page.keyboard.press("Enter")
    expect(stage.status).to_contain_text("1 of 2 is right. Look at row “All of them”, column “Seats”. The others.")
    field = stage.card.get_by_label("All of them, Seats")
    expect(field).to_be_focused()
    field.fill("308")
    stage.page.keyboard.press("Enter")
    expect(stage.status).to_contain_text("Right.")


def test_a_wide_table_scrolls_in_its_own_place_and_never_hides_the_blank_that_has_the_focus(chromium: Browser) -> None:
    with staged(chromium, made("fill a table", EVERY["fill a table"]), width=400) as shown:
        region = shown.card.get_by_role("region", name="Table to fill in")
        assert region.evaluate("node => node.scrollWidth > node.clientWidth")
        shown.page.keyboard.press("Tab")
        expect(region).to_be_focused()
        for name in ("Socialist Revolutionaries, Part of the whole", "All of them, Seats"):
            shown.page.keyboard.press("Tab")
            field = shown.card.get_by_label(name)
            expect(field).to_be_focused()
            head = shown.card.locator("tbody th").first.bounding_box()
            box, place = field.bounding_box(), region.bounding_box()
            assert head is not None
            assert box is not None
            assert place is not None
            assert box["x"] >= head["x"] + head["width"] - 1
            assert box["x"] + box["width"] <= place["x"] + place["width"] + 1
