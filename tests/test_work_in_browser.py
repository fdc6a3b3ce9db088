"""A student's work in JupyterLab: whatever is typed is only text, it is there again, and it can be taken away."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from all_kinds import (
    KINDS,
    OUT,
    WORDS,
    Hand,
    Theme,
    answer,
    course_of_all_kinds,
    name_of,
    opened,
    run,
    second_notebook,
    show,
    use,
)
from axe import violations
from browser import Lesson, launched
from coursekit.work.answers import Answer, AnswerLog

pytestmark = pytest.mark.browser

TEXTS = {"short text": 1, "number": 1, "date": 1, "fill a table": 2, "free answer": 1}
"""The kinds that take text, with how many fields they have."""
STARTS_OVER = ("order", "predict", "free answer", "mark the evidence", "source note")
HOSTILE = '<img src="x" onerror="ran=1"></script><script>ran=1</script>'
RESTORED = [kind for kind in KINDS if kind != "code"]
"""The kinds that are not answered anew when all cells are run again."""
BACKWARDS = "עשרים ושתיים"
LABELS = f"import pandas as pd; ck.check({name_of('code')!r}, pd.Series([1], index=[{HOSTILE!r}], name={HOSTILE!r}))"
PANELS = ("ck.progress()", f"ck.hand_in({HOSTILE!r})", "ck.stored()", LABELS)
RESTART = "async () => window.jupyterapp.shell.currentWidget.sessionContext.restartKernel()"


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lesson]:
    """Show a question of every kind in one notebook, with a cell below to work in."""
    top = tmp_path_factory.mktemp("course") / "all-kinds"
    course_of_all_kinds(top)
    with launched() as browser, opened(browser, top) as lesson:
        show(lesson)
        yield lesson


@pytest.fixture(scope="module")
def panels(lesson: Lesson) -> list[Locator]:
    """Show everything that speaks of a student's work, after a hostile answer to each question that takes text."""
    for kind in TEXTS:
        enter(lesson, kind, HOSTILE)
    return [run(lesson, source) for source in PANELS]


def enter(lesson: Lesson, kind: str, text: str) -> None:
    """Put the same text into every field of a question, and check it."""
    hand = Hand(lesson, kind)
    fields = hand.card.get_by_role("textbox")
    expect(fields).to_have_count(TEXTS[kind])
    for field in fields.all():
        field.fill(text)
    if kind == "date":
        hand.card.get_by_role("radio").first.check()
    checks = len(log(lesson))
    hand.card.get_by_role("button", name="Check", exact=True).click()
    expect(hand.status).to_contain_text(".")
    assert len(log(lesson)) == checks + 1


def log(lesson: Lesson) -> list[dict[str, Any]]:
    path = lesson.lab.top / "work" / "answers.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def nothing_ran(page: Page) -> bool:
    return page.evaluate("() => window.ran === undefined") and page.locator("[onerror], img[src='x']").count() == 0


def handed_in(lesson: Lesson) -> Path:
    return min((lesson.lab.top / "work" / "hand-in").glob("*.html"))


@pytest.mark.parametrize("kind", TEXTS)
def test_text_from_the_right_is_shown_so_and_long_text_keeps_its_place(lesson: Lesson, kind: str) -> None:
    use(lesson, "light", 400)
    hand = Hand(lesson, kind)
    enter(lesson, kind, f"{BACKWARDS} {'x' * 400}")
    for field in hand.card.get_by_role("textbox").all():
        assert field.evaluate("node => getComputedStyle(node).direction") == "rtl"
    assert hand.card.evaluate(OUT) == []


def test_what_a_student_types_is_text_wherever_it_is_shown(lesson: Lesson, panels: list[Locator]) -> None:
    assert all("<img" in json.dumps(each["answer"]) for each in log(lesson)[-len(TEXTS) - 1 :])
    expect(panels[1]).to_contain_text(HOSTILE)
    lesson.run_all()
    for kind in ("short text", "free answer"):
        expect(Hand(lesson, kind).status).to_contain_text(f"you answered “{HOSTILE}")
    assert nothing_ran(lesson.page)


def test_a_file_to_hand_in_runs_nothing_where_a_teacher_opens_it(lesson: Lesson, panels: list[Locator]) -> None:
    assert panels
    page = lesson.page.context.new_page()
    page.goto(handed_in(lesson).as_uri())
    assert page.get_by_text(HOSTILE).count() > len(TEXTS)
    assert nothing_ran(page)
    assert violations(page, ["html"]) == []
    page.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 400])
def test_axe_finds_nothing_wrong_with_a_panel(lesson: Lesson, panels: list[Locator], theme: Theme, width: int) -> None:
    use(lesson, theme, width)
    for panel in panels:
        panel.scroll_into_view_if_needed()
        assert panel.locator(".ck-panel").evaluate(OUT) == []
    assert violations(lesson.page, [".jp-OutputArea-output .ck-work", ".jp-OutputArea-output .ck-checked"]) == []


def test_work_is_downloaded_from_its_panels(lesson: Lesson, panels: list[Locator]) -> None:
    for panel, path in ((panels[1], handed_in(lesson)), (panels[2], lesson.lab.top / "work" / "answers.jsonl")):
        with lesson.page.expect_download() as download:
            panel.get_by_role("link").press("Enter")
        assert download.value.suggested_filename == path.name
        assert path.read_bytes().startswith(download.value.path().read_bytes())


def test_a_page_that_is_loaded_again_shows_the_same_as_before(lesson: Lesson) -> None:
    use(lesson, "light")
    for kind in ("number", "predict", "free answer"):
        answer(lesson, kind)
    before = {kind: Hand(lesson, kind).status.inner_text() for kind in KINDS}
    lesson.page.keyboard.press("Control+S")
    expect(lesson.page.locator(".jp-mod-dirty")).to_have_count(0)
    lesson.reload()
    for kind, said in before.items():
        expect(Hand(lesson, kind).status).to_have_text(said, use_inner_text=True)


def test_every_answer_is_there_again_in_a_new_kernel(lesson: Lesson) -> None:
    for kind in RESTORED:
        question = Hand(lesson, kind).question
        given = Answer(datetime.now(UTC).replace(microsecond=0), name_of(kind), question.version, question.right())
        AnswerLog(lesson.lab.top / "work" / "answers.jsonl").add([given])
    lesson.page.evaluate(RESTART)
    lesson.run_all()
    for kind in RESTORED:
        status = Hand(lesson, kind).status
        expect(status).to_contain_text("Restored from your saved answers")
        expect(status).to_contain_text(WORDS[kind])


def test_starting_over_clears_the_card_and_not_the_log(lesson: Lesson) -> None:
    for kind in STARTS_OVER:
        answer(lesson, kind)
    kept = log(lesson)
    for kind in STARTS_OVER:
        hand = Hand(lesson, kind)
        hand.begin()
        hand.to_button("Start over")
        hand.keys("Enter")
        hand.check()
        expect(hand.status).to_contain_text("Not attempted.")
    assert log(lesson) == kept
    lesson.run_all()
    for kind in STARTS_OVER:
        expect(Hand(lesson, kind).status).to_contain_text(WORDS[kind])


def test_of_two_notebooks_the_later_answer_counts_and_the_log_has_both(lesson: Lesson) -> None:
    other = second_notebook(lesson, "number")
    second = Hand(other, "number")
    enter(lesson, "number", "7")
    enter(other, "number", "188")
    enter(lesson, "number", "120")
    assert [each["answer"] for each in log(lesson)[-3:]] == ["7", "188", "120"]
    other.run_all()
    expect(second.status).to_contain_text("you answered “120”")
    expect(second.card.get_by_label("Your answer")).to_have_value("120")
    other.page.close()
