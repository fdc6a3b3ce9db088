"""What the tests share: the rule on skipping, copies of the course to work in, JupyterLab and a browser.

A test asks for what it may lack with a marker or a fixture, and is skipped by name where that is missing. In CI nothing
is missing, and a skipped test fails the run.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Request

from browser import Lesson, chromium_path, launched
from serving import Lab, serving

ROOT = Path(__file__).resolve().parents[1]
ColorScheme = Literal["light", "dark"]
IN_CI = os.environ.get("CI") == "true"

# No deadline, since no test asserts a time. In CI every run tries the same examples; elsewhere each run tries new ones.
settings.register_profile("everywhere", deadline=None)
settings.register_profile("ci", settings.get_profile("everywhere"), derandomize=True)
settings.load_profile("ci" if IN_CI else "everywhere")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, by name, what needs copies or a browser where none are."""
    missing = {
        "sources": ""
        if os.environ.get("COURSEKIT_SOURCES")
        else "COURSEKIT_SOURCES names no folder of reference copies",
        "browser": "" if chromium_path() else "no Chromium on the PATH",
    }
    for item in items:
        for marker, reason in missing.items():
            if reason and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run in CI that skipped a test."""
    if IN_CI and session.exitstatus == pytest.ExitCode.OK and _skipped(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say why such a run failed."""
    skipped = _skipped(config)
    if IN_CI and skipped:
        terminalreporter.section("skipped in CI, where nothing may be missing", red=True)
        for name in skipped:
            terminalreporter.line(name)


def _skipped(config: pytest.Config) -> list[str]:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return [report.nodeid for report in reporter.stats.get("skipped", [])] if reporter else []


@pytest.fixture(scope="session")
def sources() -> Path:
    """Give the folder of reference copies; a test that uses it is marked `sources`.

    Examples
    --------
    ::

        @pytest.mark.sources
        def test_printed_words_stand_on_their_line(sources: Path) -> None: ...
    """
    return Path(os.environ["COURSEKIT_SOURCES"])


@pytest.fixture
def course_copy(tmp_path: Path) -> Path:
    """Copy the repository, without what git ignores, so that a test may write in it."""
    lines = [".git", *(ROOT / ".gitignore").read_text(encoding="utf-8").split()]
    anywhere = shutil.ignore_patterns(*(line.strip("/") for line in lines if not line.startswith("/")))
    at_the_top = shutil.ignore_patterns(*(line.strip("/") for line in lines))

    def ignored(folder: str, names: list[str]) -> set[str]:
        return (at_the_top if Path(folder) == ROOT else anywhere)(folder, names)

    top = tmp_path / "counting-october"
    shutil.copytree(ROOT, top, ignore=ignored)
    return top


@pytest.fixture
def lab(course_copy: Path, tmp_path: Path) -> Iterator[Lab]:
    """Open a copy of the course in JupyterLab, as the README does but without a browser; close it afterwards.

    Examples
    --------
    ::

        def test_start_lesson_is_served(lab: Lab) -> None:
            urlopen(lab.address)
            urlopen(lab.address_of("lessons/05-pre-parliament.ipynb"))
            assert (lab.top / "work").exists()
    """
    with serving(course_copy, home=tmp_path / "home") as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Start Chromium once for a module; `lesson` gives each test a profile of its own."""
    with launched() as browser:
        yield browser


@pytest.fixture
def color_scheme() -> ColorScheme:
    """Say what the reader's system prefers. A test parametrises `color_scheme` to have it dark."""
    return "light"


@pytest.fixture
def lesson(chromium: Browser, lab: Lab, color_scheme: ColorScheme) -> Iterator[Lesson]:
    """Give an empty browser page on a running JupyterLab; fail if anything asked for an address off this machine.

    Examples
    --------
    ::

        @pytest.mark.browser
        def test_wrong_answer_is_told_so(lesson: Lesson) -> None:
            lesson.open("lessons/05-pre-parliament.ipynb")
            lesson.run_all()
            lesson.tab_to(lesson.outputs.get_by_role("radio").first)
            lesson.page.keyboard.press("Space")
            expect(lesson.outputs.get_by_role("status").first).to_contain_text("of the 308")
    """
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    with chromium.new_context(color_scheme=color_scheme, viewport={"width": 1280, "height": 900}) as context:
        context.on("request", note)
        yield Lesson(context.new_page(), lab)
    away = [url for url in asked if not url.startswith((lab.root, "data:", "blob:"))]
    assert not away, f"asked for addresses off this machine: {away}"
