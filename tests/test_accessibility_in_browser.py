"""What the course shows in JupyterLab is open to everybody: axe-core, focus in forced colours, and reduced motion."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Literal

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from axe import violations
from browser import Lesson, launched
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
    'ck.about("preparliament_votes")',
    'ck.term("agitator")',
    'ck.passages(kind="decree")',
]
STILL = ".ck-figure[data-ck-token]"
LIVE = ".ck-explorer"
PANEL = "section.ck-panel"
WITHOUT_LIVE = f"{STILL} {{ display: block !important }} {LIVE} {{ display: none }}"
ALL_OPEN = "document.querySelectorAll('.jp-OutputArea-output details').forEach((each) => (each.open = true))"
MOVING = """() => [...document.querySelectorAll(".ck-explorer, .ck-explorer *, .ck-panel, .ck-panel *, .ck-figure *")]
    .filter((node) => {
        const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(node);
        const moves = transitionDuration.split(", ").some((time) => parseFloat(time) > 0.001);
        return moves || animationName !== "none" || scrollBehavior !== "auto";
    })
    .map((node) => node.outerHTML.slice(0, 90))"""
Theme = Literal["light", "dark"]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lesson]:
    """Show two figures and the panels in a notebook, with the source of a mark open and everything unfolded."""
    with launched() as browser, opened(browser, tmp_path_factory.mktemp("course"), notebook(CELLS)) as lesson:
        lesson.open(NAME)
        lesson.run_all()
        expect(lesson.outputs.locator(".ck-drawing > svg")).to_have_count(2)
        lesson.outputs.locator(".ck-mark").first.focus()
        lesson.page.keyboard.press("Enter")
        expect(lesson.outputs.locator(".ck-opened").first).to_be_visible()
        lesson.page.evaluate(ALL_OPEN)
        yield lesson


def use(lesson: Lesson, theme: Theme) -> None:
    lesson.page.emulate_media(color_scheme=theme, forced_colors="none", reduced_motion="no-preference")
    light = "true" if theme == "light" else "false"
    expect(lesson.page.locator(f'body[data-jp-theme-light="{light}"]')).to_have_count(1)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("shown", [STILL, LIVE, PANEL])
def test_axe_finds_nothing_wrong(lesson: Lesson, theme: Theme, shown: str) -> None:
    use(lesson, theme)
    assert lesson.outputs.locator(shown).count() >= 2
    # The live form of a figure hides the other while it is there, so it has to make way.
    made_way = lesson.page.add_style_tag(content=WITHOUT_LIVE if shown == STILL else " ")
    found = violations(lesson.page, [f".jp-OutputArea-output {shown}"])
    made_way.evaluate("style => style.remove()")
    assert found == []


def test_axe_would_find_something(lesson: Lesson) -> None:
    use(lesson, "light")
    bad = "document.querySelector('main, body').insertAdjacentHTML('beforeend', '<div id=bad><img src=x></div>')"
    lesson.page.evaluate(bad)
    found = violations(lesson.page, ["#bad"])
    lesson.page.evaluate("document.getElementById('bad').remove()")
    assert [fault.split(" ")[0] for fault in found] == ["image-alt"]


def photograph(lesson: Lesson, box: dict[str, float]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Photograph a part of the page, and give how light each pixel is, from 0 to 1, as WCAG reckons it."""
    image = Image.open(BytesIO(lesson.page.screenshot(clip=box, caret="hide"))).convert("RGB")  # type: ignore[arg-type]
    part = np.asarray(image, float) / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ [0.2126, 0.7152, 0.0722])


def newly_seen(lesson: Lesson, target: Locator) -> int:
    """Count the pixels that focus changes by a contrast of three to one, on an element and close round it."""
    lesson.page.keyboard.press("Shift")  # so that the browser knows of a reader at the keyboard
    target.focus()
    target.scroll_into_view_if_needed()
    frame = target.bounding_box()
    assert frame is not None
    box = {"x": frame["x"] - 8, "y": frame["y"] - 8, "width": frame["width"] + 16, "height": frame["height"] + 16}
    seen = photograph(lesson, box)
    target.blur()
    unseen = photograph(lesson, box)
    contrast = (np.maximum(seen, unseen) + 0.05) / (np.minimum(seen, unseen) + 0.05)
    return int((contrast >= 3).sum())


FOCUSED = {
    "a mark": f"{LIVE} .ck-mark:not(.ck-open)",
    "a link": f"{LIVE} .ck-report a",
    "a button": f"{LIVE} .ck-saving button",
    "what unfolds in a figure": f"{LIVE} summary",
    "a table that scrolls": f"{LIVE} .ck-scroll",
    "what unfolds in a panel": f"{PANEL} summary",
}


@pytest.mark.parametrize("colours", ["forced", "light", "dark"])
@pytest.mark.parametrize("where", FOCUSED)
def test_focus_is_seen(lesson: Lesson, where: str, colours: str) -> None:
    use(lesson, "dark" if colours == "dark" else "light")
    lesson.page.emulate_media(forced_colors="active" if colours == "forced" else "none")
    target = lesson.outputs.locator(FOCUSED[where]).first
    box = target.bounding_box()
    assert box is not None
    assert newly_seen(lesson, target) >= box["width"] + box["height"], "less than a line half round it"


def test_nothing_moves_for_readers_who_asked_for_less(lesson: Lesson) -> None:
    use(lesson, "light")
    moving = lesson.page.evaluate(MOVING)
    assert [each for each in moving if "ck-keys" in each], "nothing moves at all, so this test looks in the wrong place"
    lesson.page.emulate_media(reduced_motion="reduce")
    assert lesson.page.evaluate(MOVING) == []
