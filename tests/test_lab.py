"""The course in a reader's browser: it opens where it should, asks nothing, and looks as the reader's system does."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browser import Lesson
from coursekit.lab import START

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("color_scheme", "theme"), [("light", "JupyterLab Light"), ("dark", "JupyterLab Dark")])
def test_start_lesson_opens_without_a_question(lesson: Lesson, theme: str) -> None:
    lesson.page.goto(lesson.lab.address)
    lesson.wait_until_ready()
    expect(lesson.notebook.get_by_role("heading", level=1)).to_have_count(1)
    expect(lesson.page.locator("body")).to_have_attribute("data-jp-theme-name", theme)
    expect(lesson.page.locator(".jp-Dialog, .Toastify__toast")).to_have_count(0)


def test_start_lesson_runs_from_the_keyboard(lesson: Lesson) -> None:
    lesson.open(START)
    lesson.run_all()
    expect(lesson.outputs.filter(has_text="Traceback")).to_have_count(0)
