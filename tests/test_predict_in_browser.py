"""Predicting in a browser: by keys alone, by drawing, and what is seen once the record lies over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FloatRect, Locator, expect

from coursekit.kinds.base import Outcome, Question
from made_questions import made
from predictable import SHAPES
from stage import Stage, staged

pytestmark = pytest.mark.browser

ASKED = {shape: made("predict", fields) for shape, fields in SHAPES.items()}
EACH = pytest.mark.parametrize("shape", ASKED)
TARGET = 44  # pixels
LEAST_TYPE = 12  # pixels


@pytest.fixture
def stage(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Stage]:
    """Show a prediction of one shape."""
    with staged(chromium, ASKED[request.param]) as shown:
        yield shown


def on(shape: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("stage", [shape], indirect=True)


def chart(shown: Stage) -> Locator:
    return shown.card.locator("svg.ck-drawing")


def place(shown: Stage, across: float, down: float) -> tuple[float, float]:
    """Find a point of the chart, given as shares of its width and its height."""
    box = chart(shown).bounding_box()
    assert box is not None
    return box["x"] + across * box["width"], box["y"] + down * box["height"]


def drag(shown: Stage, *path: tuple[float, float]) -> None:
    """Press at the first place of a path over the chart, and let go at the last."""
    mouse = shown.page.mouse
    mouse.move(*place(shown, *path[0]))
    mouse.down()
    for each in path[1:]:
        mouse.move(*place(shown, *each), steps=3)
    mouse.up()


def values(shown: Stage) -> list[str]:
    return shown.card.locator("output").all_inner_texts()


def press_until(shown: Stage, target: Locator, key: str) -> None:
    """Tab to something and press a key on it."""
    for _ in range(40):
        if target.evaluate("node => node === document.activeElement"):
            shown.page.keyboard.press(key)
            return
        shown.page.keyboard.press("Tab")
    raise AssertionError("Tab never reached it.")


def answered(shown: Stage, question: Question) -> None:
    """Predict something far off, and look at the record."""
    sample = [each for each in question.samples() if each.outcome is Outcome.RIGHT][-1]
    given: Any = sample.answer
    for slider in shown.card.get_by_role("slider").all():
        slider.evaluate("(node) => node.dispatchEvent(new Event('input', { bubbles: true }))")
    for at, value in sorted(enumerate(given["values"].values()), key=lambda pair: pair[1]):
        slider = shown.card.get_by_role("slider").nth(at)
        slider.evaluate("(node, to) => { node.value = to; node.dispatchEvent(new Event('input')); }", value)
    shown.card.get_by_role("button", name="Check", exact=True).click()
    expect(shown.status).to_contain_text("Here is the record.")


@on("line")
def test_a_line_is_predicted_by_keys_alone(stage: Stage) -> None:
    keyboard = stage.page.keyboard
    keyboard.press("Tab")
    expect(stage.card.get_by_label("May")).to_be_focused()
    keyboard.press("ArrowUp")
    assert values(stage)[:2] == ["82 organised per 100 disorganised", "not set"]
    keyboard.press("Tab")
    keyboard.press("Home")
    keyboard.press("Enter")
    expect(stage.status).to_contain_text("Not complete yet.")
    expect(stage.status).to_contain_text("Still to set: July, August, September and October.")
    expect(stage.card.get_by_label("June")).to_be_focused()
    press_until(stage, stage.card.get_by_role("button", name="Leave the others"), "Enter")
    assert values(stage)[1:3] == ["0 organised per 100 disorganised", "80 organised per 100 disorganised"]
    press_until(stage, stage.card.get_by_role("button", name="Check", exact=True), "Enter")
    expect(stage.status).to_contain_text("Here is the record.")
    expect(stage.status).to_contain_text("furthest off at June: you drew 0, and the record has 86")
    source = stage.card.get_by_role("button", name="July: Trotsky 1932, line 250")
    source.focus()
    keyboard.press("Enter")
    expect(stage.card.locator(".ck-reading")).to_be_focused()
    keyboard.press("Escape")
    expect(source).to_be_focused()


@on("line")
def test_a_line_is_drawn_in_one_movement(stage: Stage) -> None:
    drag(stage, (0.2, 0.75), (0.95, 0.2))
    drawn = [int(value.split()[0]) for value in values(stage)]
    assert drawn == sorted(drawn)
    assert drawn[0] < 60
    assert drawn[-1] > 100
    expect(stage.card.get_by_label("October")).to_be_focused()


@on("line")
def test_what_is_given_cannot_be_drawn_over(stage: Stage) -> None:
    drag(stage, (0.1, 0.3), (0.12, 0.2))
    assert set(values(stage)) == {"not set"}


@on("bars")
def test_a_bar_is_drawn_in_its_own_row(stage: Stage) -> None:
    box = stage.card.locator("svg .ck-unset").nth(1).bounding_box()
    assert box is not None
    stage.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert values(stage) == ["not set", "25 per cent", "not set", "not set"]


@on("stack")
def test_a_part_takes_no_more_than_is_left(stage: Stage) -> None:
    for name, key in {"Bolsheviks": "End", "Kadets": "End"}.items():
        stage.card.get_by_label(name).focus()
        stage.page.keyboard.press(key)
    assert values(stage) == ["100 per cent", "not set", "not set", "0 per cent"]
    expect(stage.card.get_by_text("Nothing is left to give out")).to_be_visible()
    expect(stage.card.get_by_text("Left for all other lists: 0 per cent")).to_be_visible()


@on("stack")
def test_a_stack_is_dealt_out_from_the_top_and_its_borders_can_be_moved(stage: Stage) -> None:
    drag(stage, (0.05, 0.15), (0.05, 0.3))
    drag(stage, (0.05, 0.5), (0.05, 0.7))
    first, second, *rest = values(stage)
    assert rest == ["not set", "not set"]
    assert int(first.split()[0]) < int(second.split()[0])
    drag(stage, (0.05, 0.31), (0.05, 0.2))
    assert int(values(stage)[0].split()[0]) < int(first.split()[0])
    assert values(stage)[1] == second


@on("arc")
def test_seats_are_dealt_out_along_the_arc(stage: Stage) -> None:
    box = chart(stage).bounding_box()
    assert box is not None
    middle = (box["width"] / 2, stage.card.locator("svg circle").last.bounding_box())
    assert middle[1] is not None
    top = (middle[1]["y"] - box["y"]) / box["height"]
    drag(stage, (0.5, 0.08), (0.52, 0.08))
    assert "not set" not in values(stage)[0]
    assert 200 < int(values(stage)[0].split()[0]) < 264
    drag(stage, (0.8, top - 0.05), (0.8, top - 0.04))
    assert "not set" not in values(stage)[1]


@on("line")
def test_start_over_takes_the_record_away_and_the_sliders_back(stage: Stage) -> None:
    answered(stage, ASKED["line"])
    expect(stage.card.get_by_role("slider")).to_have_count(0)
    press_until(stage, stage.card.get_by_role("button", name="Start over"), "Enter")
    expect(stage.card.get_by_label("May")).to_be_focused()
    assert set(values(stage)) == {"not set"}
    expect(stage.card.get_by_role("table")).to_have_count(0)


@on("line")
def test_nothing_is_checked_twice_once_the_record_is_shown(stage: Stage) -> None:
    check = stage.card.get_by_role("button", name="Check", exact=True)
    press_until(stage, stage.card.get_by_role("button", name="Leave the others"), "Enter")
    press_until(stage, check, "Enter")
    expect(stage.card.locator(".ck-compared")).to_be_focused()
    expect(check).to_be_hidden()
    press_until(stage, stage.card.get_by_role("button", name="Start over"), "Enter")
    expect(check).to_be_visible()


@on("line")
def test_the_place_is_not_lost_when_enter_on_a_slider_shows_the_record(stage: Stage) -> None:
    stage.card.get_by_role("button", name="Leave the others").click()
    stage.card.get_by_label("May").focus()
    stage.page.keyboard.press("Enter")
    expect(stage.card.locator(".ck-compared")).to_be_focused()


@on("line")
def test_the_record_over_a_line_is_open_where_it_has_no_figure(stage: Stage) -> None:
    answered(stage, ASKED["line"])
    line = stage.card.locator("svg path.ck-record-line").get_attribute("d") or ""
    assert (line.count("M"), line.count("L")) == (3, 2)
    assert stage.card.locator("svg").get_by_text("no figure").count() == 2
    expect(stage.card.get_by_role("row", name="May").get_by_role("cell", name="no figure")).to_be_visible()


def meet(one: FloatRect, other: FloatRect) -> bool:
    """Whether two boxes lie on one another by more than the empty rim that letters have."""
    rim = 2.0
    return (
        one["x"] + rim < other["x"] + other["width"]
        and other["x"] + rim < one["x"] + one["width"]
        and one["y"] + rim * 2 < other["y"] + other["height"]
        and other["y"] + rim * 2 < one["y"] + one["height"]
    )


def boxes(shown: Stage) -> list[tuple[str, FloatRect]]:
    found = [(text.text_content() or "", text.bounding_box()) for text in shown.card.locator("svg text").all()]
    return [(text, box) for text, box in found if box is not None]


@EACH
@pytest.mark.parametrize("width", [1000, 400, 320])
def test_no_word_of_a_chart_lies_on_another_or_outside(chromium: Browser, shape: str, width: int) -> None:
    with staged(chromium, ASKED[shape], width=width) as shown:
        for prepare in (lambda _shown: None, lambda staged: answered(staged, ASKED[shape])):
            check_words(shown, prepare, width)


def check_words(shown: Stage, prepare: Callable[[Stage], None], width: int) -> None:
    prepare(shown)
    words = boxes(shown)
    assert words
    assert not [(one[0], other[0]) for one, other in combinations(words, 2) if meet(one[1], other[1])]
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= width for _, box in words)
    assert shown.overflow() == 0


@EACH
def test_type_is_no_smaller_on_a_phone(chromium: Browser, shape: str) -> None:
    with staged(chromium, ASKED[shape], width=380) as shown:
        answered(shown, ASKED[shape])
        sizes = shown.card.locator("svg text").evaluate_all(
            "texts => texts.map(text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a || 13)"
        )
        assert min(sizes) >= LEAST_TYPE


@EACH
def test_sliders_are_large_enough_to_touch(chromium: Browser, shape: str) -> None:
    with staged(chromium, ASKED[shape], width=400) as shown:
        for slider in shown.card.get_by_role("slider").all():
            box = slider.bounding_box()
            assert box is not None
            assert box["height"] >= TARGET


@EACH
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_before_and_after(chromium: Browser, shape: str, scheme: Literal["light", "dark"]) -> None:
    rules = {"rules": {"page-has-heading-one": {"enabled": False}}}  # a notebook has one
    with staged(chromium, ASKED[shape], scheme=scheme, width=400) as shown:
        assert not Axe().run(shown.page, options=rules).response["violations"]
        answered(shown, ASKED[shape])
        assert not Axe().run(shown.page, options=rules).response["violations"]


@EACH
def test_marks_stay_in_sight_in_forced_colours(chromium: Browser, shape: str) -> None:
    with staged(chromium, ASKED[shape], width=400) as shown:
        answered(shown, ASKED[shape])
        shown.page.emulate_media(forced_colors="active")
        looks = shown.card.locator("svg :is(.ck-you, .ck-record, .ck-record-line, text)").evaluate_all(
            "marks => marks.map(mark => { const look = getComputedStyle(mark);"
            " return look.stroke === 'none' ? look.fill : look.stroke; })"
        )
        paper = shown.page.evaluate("getComputedStyle(document.querySelector('.ck-exercise')).backgroundColor")
        assert paper not in looks
