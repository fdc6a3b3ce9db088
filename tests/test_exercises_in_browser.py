"""Every kind of question in JupyterLab: by keyboard alone, announced, kept, at every width and in every light."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from all_kinds import ANSWERED, CARD, KINDS, OUT, WORDS, Hand, Theme, answer, course_of_all_kinds, opened, show, use
from axe import violations
from browser import Lesson, launched
from coursekit.kinds import KINDS as REGISTERED
from test_lesson_in_browser import COMMANDS, shape, statuses

pytestmark = pytest.mark.browser

LOOKS_AT_MOST = 100
EACH = pytest.mark.parametrize("kind", KINDS)

LOOKS = {  # what no kind has unless the sheet that all share holds its own part
    ".ck-order": ("display", "grid"),
    ".ck-fill": ("overflow-x", "auto"),
    ".ck-pair": ("display", "grid"),
    ".ck-words-box": ("user-select", "none"),
    ".ck-predict": ("container-type", "inline-size"),
    ".ck-quoted": ("border-left-width", "3px"),
}


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lesson]:
    """Show a question of every kind in one notebook, with a cell below to work in."""
    top = tmp_path_factory.mktemp("course") / "all-kinds"
    course_of_all_kinds(top)
    with launched() as browser, opened(browser, top) as lesson:
        show(lesson)
        yield lesson


def test_there_is_a_hand_for_every_kind() -> None:
    assert set(ANSWERED) == set(REGISTERED)


@EACH
def test_no_key_pressed_anywhere_in_a_card_reaches_the_notebook(lesson: Lesson, kind: str) -> None:
    hand, cells = Hand(lesson, kind), shape(lesson)
    hand.begin()
    places = 0
    while hand.is_inside():
        for _ in range(2):
            hand.lesson.page.keyboard.type(COMMANDS)
            hand.keys("Escape")
        assert hand.is_inside()
        assert shape(lesson) == cells
        hand.keys("Tab")
        places += 1
    assert places > 2


def node_behind(hand: Hand) -> int:
    """Give the number by which the accessibility tree knows the status region of a card."""
    hand.status.evaluate("node => (window.region = node)")
    devtools = hand.lesson.page.context.new_cdp_session(hand.lesson.page)
    found = devtools.send("Runtime.evaluate", {"expression": "window.region"})["result"]["objectId"]
    node: int = devtools.send("DOM.describeNode", {"objectId": found})["node"]["backendNodeId"]
    return node


def heard(lesson: Lesson, region: int, begins: str) -> str:
    """Read a status region of the accessibility tree, which the browser brings up to date a little after the page."""
    for _ in range(LOOKS_AT_MOST):
        said = statuses(lesson).get(region)
        if said is not None and said.startswith(begins):
            return said
    raise AssertionError(f"no status region says {begins!r}")


@EACH
def test_a_kind_is_answered_by_keyboard_alone_and_its_verdict_is_announced(lesson: Lesson, kind: str) -> None:
    hand = Hand(lesson, kind)
    hand.begin()
    region = node_behind(hand)
    assert heard(lesson, region, "") == ""
    answer(lesson, kind)
    assert len(heard(lesson, region, WORDS[kind])) > len(WORDS[kind])
    assert node_behind(hand) == region


def test_all_kinds_have_their_looks_at_the_same_time(lesson: Lesson) -> None:
    for part, (look, value) in LOOKS.items():
        shown = lesson.outputs.locator(f".ck-exercise {part}").first
        assert shown.evaluate("(node, look) => getComputedStyle(node).getPropertyValue(look)", look) == value, part


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 400])
def test_axe_finds_nothing_wrong_with_any_card(lesson: Lesson, theme: Theme, width: int) -> None:
    use(lesson, theme, width)
    assert lesson.page.locator(CARD).count() == len(KINDS)
    assert violations(lesson.page, [CARD]) == []


@pytest.mark.parametrize(("width", "height", "zoom"), [(1280, 900, 1), (400, 900, 1), (640, 450, 2)])
def test_nothing_runs_out_of_a_card(lesson: Lesson, width: int, height: int, zoom: int) -> None:
    # To a page, zoom is a window of fewer, larger pixels; that is what is set here.
    devtools = lesson.page.context.new_cdp_session(lesson.page)
    metrics = {"width": width, "height": height, "deviceScaleFactor": zoom, "mobile": False}
    devtools.send("Emulation.setDeviceMetricsOverride", metrics)
    assert lesson.page.evaluate("() => [innerWidth, devicePixelRatio]") == [width, zoom]
    cards = lesson.outputs.locator(".ck-exercise").all()
    assert {name: out for card in cards for name, out in [(card.inner_text()[:40], card.evaluate(OUT))] if out} == {}
    devtools.send("Emulation.clearDeviceMetricsOverride")
