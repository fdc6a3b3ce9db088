"""A reader at a browser: open a notebook of a running JupyterLab, run it, and move about it by keyboard."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from serving import Lab

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
)
_RUN_ALL = """async () => {
    const app = window.jupyterapp;
    await app.restored;
    const { context, sessionContext } = app.shell.currentWidget;
    await context.ready;
    await sessionContext.ready;
    await sessionContext.session.kernel.info;
    await app.commands.execute("notebook:run-all-cells");
}"""
_PATIENCE = 60_000  # milliseconds; playwright goes on as soon as what it waits for is there


def chromium_path() -> str | None:
    """Find the system's Chromium."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


@contextmanager
def launched() -> Iterator[Browser]:
    """Start Chromium without a window, with an empty profile."""
    expect.set_options(timeout=_PATIENCE)
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=chromium_path(), args=list(_QUIET)) as browser,
    ):
        yield browser


@dataclass(frozen=True)
class Reader:
    """A reader at a page that shows notebooks, in JupyterLab or in the browser edition."""

    page: Page

    @property
    def notebook(self) -> Locator:
        """The notebook that is shown."""
        return self.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook")

    @property
    def cells(self) -> Locator:
        """Its code cells."""
        return self.notebook.locator(".jp-CodeCell")

    @property
    def outputs(self) -> Locator:
        """What its cells have put out; text looked for here is never the source of a cell."""
        return self.notebook.locator(".jp-OutputArea-output")

    def go_to(self, address: str) -> None:
        """Open a notebook by its address, and wait until its kernel is ready."""
        self.page.set_default_timeout(_PATIENCE)
        self.page.goto(address)
        self.wait_until_ready()

    def reload(self) -> None:
        """Load the page again, as a reader does who comes back."""
        self.page.reload()
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        """Wait until the notebook has the focus and its kernel is idle; before that, JupyterLab drops what is typed."""
        expect(self.page.locator(".jp-Notebook:focus-within")).to_be_visible()
        expect(self.page.locator(".jp-NotebookPanel .jp-Spinner")).to_have_count(0)
        expect(self.page.locator("#jp-main-statusbar")).to_contain_text("| Idle")

    def run_all(self) -> None:
        """Run every cell, as the menu does, and wait until all have run.

        JupyterLab is asked itself: a key that comes while the page is still drawn is lost, and a cell run before the
        kernel has answered does not run at all.
        """
        self.page.evaluate(_RUN_ALL)
        for cell in self.cells.all():
            expect(cell.locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]"))
        self.wait_until_ready()

    def tab_to(self, target: Locator, *, most: int = 200) -> list[str]:
        """Press Tab until an element has the focus; give what was passed, in order, and the element.

        A cell's editor keeps Tab for itself, so Escape leaves it first, as it does for a reader.
        """
        passed: list[str] = []
        for _ in range(most):
            if target.evaluate("element => element === document.activeElement"):
                return passed
            if self.page.evaluate("document.activeElement.closest('.cm-editor') !== null"):
                self.page.keyboard.press("Escape")
            self.page.keyboard.press("Tab")
            passed.append(self.focused())
        raise AssertionError(f"Tab never reached it; it went through {passed}")

    def focused(self) -> str:
        """Describe the element that has the focus: its role or tag, and its name."""
        described: str = self.page.evaluate(
            """() => {
                const element = document.activeElement;
                const role = element.getAttribute('role') || element.type || element.tagName.toLowerCase();
                const label = element.labels?.[0]?.innerText;
                const name = element.getAttribute('aria-label') || label || element.innerText || '';
                return `${role}: ${name.trim().split('\\n')[0]}`;
            }"""
        )
        return described


@dataclass(frozen=True)
class Lesson(Reader):
    """A page on a running JupyterLab."""

    lab: Lab

    def open(self, notebook: str) -> None:
        """Open a notebook, named from the top of the course, and wait until its kernel is ready."""
        self.go_to(self.lab.address_of(notebook))
