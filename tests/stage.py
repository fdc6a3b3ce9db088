"""An exercise on a bare page: the script, the style and the kernel's side of one question, without JupyterLab."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from playwright.sync_api import Browser, Locator, Page, expect

from coursekit.exercises import Exercise
from coursekit.kinds.base import Question
from coursekit.work.answer_lines import Json
from coursekit.work.answers import AnswerLog

_PATIENCE = 10_000  # milliseconds; nothing here waits for a server
_PAGE = '<!doctype html><html lang="en"><title>Stage</title><body style="margin: 0"><main></main></body></html>'
_RAISE = """async ({ script, content, state }) => {
    const address = URL.createObjectURL(new Blob([`${script}\\nexport { control };`], { type: "text/javascript" }));
    const { default: widget, control } = await import(address);
    const traits = { content, state };
    const heard = { "change:state": [], "msg:custom": [] };
    const model = {
        get: (name) => traits[name],
        on: (event, listener) => heard[event].push(listener),
        off: () => {},
        send: async (message) => {
            const [next, said] = await window.toKernel(message);
            traits.state = next;
            heard["change:state"].forEach((listener) => listener());
            said.forEach((each) => heard["msg:custom"].forEach((listener) => listener(each)));
        },
    };
    widget.render({ model, el: document.querySelector("main") });
    window.answered = Boolean(control(content.control, "asked").read);
    window.tried = (answer) => {
        const made = control(content.control, "tried");
        made.write(answer);
        return made.read();
    };
}"""


@dataclass(frozen=True)
class Stage:
    """A question on a page."""

    page: Page
    live: Exercise

    @property
    def card(self) -> Locator:
        """The exercise."""
        return self.page.locator(".ck-exercise")

    @property
    def status(self) -> Locator:
        """Its status region."""
        return self.card.locator(".ck-status")

    @property
    def is_answered_here(self) -> bool:
        """Whether the control takes the answer; a result of code comes from a cell."""
        return bool(self.page.evaluate("() => window.answered"))

    def written_and_read(self, answer: Json) -> Any:  # noqa: ANN401
        """Have a fresh control show an answer, and give what it then reads."""
        return self.page.evaluate("answer => window.tried(answer)", answer)

    def overflow(self) -> int:
        """Say by how many pixels the page is wider than its window."""
        wider: int = self.page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return wider


@contextmanager
def staged(
    browser: Browser, question: Question, *, width: int = 800, scheme: Literal["light", "dark"] = "light"
) -> Iterator[Stage]:
    """Show a question; what is answered goes to a log that is gone afterwards."""
    with (
        TemporaryDirectory() as folder,
        browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}) as context,
    ):
        live = Exercise(question, AnswerLog(Path(folder) / "work" / "answers.jsonl"), "t0")
        said: list[object] = []
        live.send = said.append

        def to_kernel(message: object) -> list[object]:
            said.clear()
            live._handle_custom_msg(message, [])
            return [dict(live.state), list(said)]

        page = context.new_page()
        page.set_default_timeout(_PATIENCE)
        expect.set_options(timeout=_PATIENCE)
        page.set_content(_PAGE)
        page.expose_function("toKernel", to_kernel)
        page.evaluate(_RAISE, {"script": live._esm, "content": dict(live.content), "state": dict(live.state)})
        yield Stage(page, live)
