"""A course with one question of every kind, in JupyterLab, and hands that answer each by keyboard alone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import nbformat
from playwright.sync_api import Browser, Locator, expect

from browser import Lesson, Reader
from coursekit.kinds.base import Question
from every_kind import EVERY
from made_questions import made, table
from serving import serving
from shown import NAME, notebook

__all__ = [
    "ANSWERED",
    "CARD",
    "CELLS",
    "KINDS",
    "OUT",
    "WORDS",
    "Hand",
    "Theme",
    "answer",
    "bank_of_all_kinds",
    "course_of_all_kinds",
    "name_of",
    "opened",
    "run",
    "second_notebook",
    "show",
    "use",
]

Theme = Literal["light", "dark"]

ROOT = Path(__file__).parents[1]
KINDS = list(EVERY)
WORDS = dict.fromkeys(KINDS, "Right.") | {"predict": "Here is the record."}
CARD = ".jp-OutputArea-output .ck-exercise"
OUT = """card => {
    const edge = card.getBoundingClientRect();
    const apart = (node) => node.closest("thead, .ck-fill td, .ck-fill th, .ck-fill table");
    return [...card.querySelectorAll("*")]
        .filter((node) => node.getClientRects().length > 0 && !apart(node))
        .filter((node) => {
            const { left, right } = node.getBoundingClientRect();
            return left < edge.left - 1 || right > edge.right + 1;
        })
        .map((node) => node.outerHTML.slice(0, 120));
}"""
"""Finds what sticks out of a card; what scrolls in it, or is there for the ear only, may."""

BEGIN = """async card => {
    card.focus();
    // JupyterLab draws a cell, and puts it into the accessibility tree, once it has come into sight.
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
}"""
NEXT_CELL = "xpath=ancestor::*[contains(@class, 'jp-CodeCell')]/following-sibling::*[1]"
HERE = """
from coursekit import course
course.read_from(course.find_copy())
import coursekit as ck
"""


def name_of(kind: str) -> str:
    """Name the question of a kind."""
    return f"99.{kind.replace(' ', '-')}"


CELLS = [
    source for kind in KINDS for source in (f'ck.exercise("{name_of(kind)}")', *(["..."] if kind == "code" else []))
]
"""The cells that show one question of each kind; the one that asks for code has a cell below to write it in."""


def bank_of_all_kinds() -> str:
    """Write a bank that has one question of every kind."""
    return "\n".join(table(name_of(kind), kind, fields) for kind, fields in EVERY.items())


def course_of_all_kinds(top: Path) -> None:
    """Write a course with the record of this one and a bank of every kind, and a notebook that shows it."""
    shutil.copytree(ROOT / "data", top / "data")
    for part in ("exercises", "lessons"):
        (top / part).mkdir()
    (top / "exercises" / "99-all-kinds.toml").write_text(bank_of_all_kinds(), encoding="utf-8")
    nbformat.write(notebook([HERE, *CELLS]), top / NAME)


RUN = """async source => {
    const { content } = window.jupyterapp.shell.currentWidget;
    content.activeCellIndex = content.widgets.length - 1;
    await window.jupyterapp.commands.execute("notebook:insert-cell-below");
    content.activeCell.model.sharedModel.setSource(source);
    await window.jupyterapp.commands.execute("notebook:run-cell");
}"""


def show(lesson: Lesson) -> None:
    """Open the notebook beside nothing else, and run it."""
    lesson.open(NAME)
    lesson.page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
    lesson.run_all()


def use(lesson: Reader, theme: Theme, width: int = 1280) -> None:
    """Set the light and the width of the window."""
    lesson.page.set_viewport_size({"width": width, "height": 900})
    lesson.page.emulate_media(color_scheme=theme)
    light = "true" if theme == "light" else "false"
    expect(lesson.page.locator(f'body[data-jp-theme-light="{light}"]')).to_have_count(1)


def run(lesson: Reader, source: str) -> Locator:
    """Run something in a new cell at the end; give what it puts out."""
    place = lesson.cells.count()
    lesson.page.evaluate(RUN, source)
    cell = lesson.cells.nth(place)
    expect(cell.locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]"))
    return cell.locator(".jp-OutputArea-output")


def second_notebook(lesson: Lesson, kind: str) -> Lesson:
    """Open another notebook that shows the question of a kind, on another page and with a kernel of its own."""
    nbformat.write(notebook([HERE, f'ck.exercise("{name_of(kind)}")']), lesson.lab.top / "lessons" / "second.ipynb")
    other = Lesson(lesson.page.context.new_page(), lesson.lab)
    other.open("lessons/second.ipynb")
    other.run_all()
    return other


@contextmanager
def opened(browser: Browser, top: Path) -> Iterator[Lesson]:
    """Start JupyterLab on a course, and give a page to open its notebook in; end both afterwards."""
    with (
        serving(top, home=top / "home") as lab,
        browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True) as context,
    ):
        yield Lesson(context.new_page(), lab)


@dataclass(frozen=True)
class Hand:
    """A reader who has no pointer, at the card of one kind."""

    lesson: Reader
    kind: str

    @property
    def card(self) -> Locator:
        """The card."""
        named = self.lesson.page.get_by_text(f"Question {name_of(self.kind)}", exact=True)
        return self.lesson.outputs.locator(".ck-exercise").filter(has=named)

    @property
    def status(self) -> Locator:
        """The region in which its verdicts are announced."""
        return self.card.locator(".ck-status")

    @property
    def question(self) -> Question:
        """The question, for what a reader would know."""
        return made(self.kind, EVERY[self.kind])

    def begin(self) -> None:
        """Take the place before the card, from where Tab goes into it."""
        self.card.evaluate(BEGIN)
        expect(self.card).to_be_in_viewport()

    def to(self, target: Locator) -> None:
        """Go on with Tab until something has the focus."""
        self.lesson.tab_to(target, most=40)

    def is_inside(self) -> bool:
        """Whether something in the card has the focus."""
        inside: bool = self.card.evaluate("card => card.contains(document.activeElement)")
        return inside

    def keys(self, *keys: str) -> None:
        """Press keys."""
        for key in keys:
            self.lesson.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Write over what stands in the field that has the focus."""
        self.keys("Control+A")
        self.lesson.page.keyboard.type(text)

    def to_button(self, name: str) -> None:
        """Go to a button."""
        self.to(self.card.get_by_role("button", name=name, exact=True))

    def check(self) -> None:
        """Press Check, by going there."""
        self.to_button("Check")
        self.keys("Enter")

    def mark_words(self, first: int, last: int) -> None:
        """Mark words of the list that has the focus, by their numbers."""
        self.keys("Home", *["ArrowRight"] * first, "Space", *["Shift+ArrowRight"] * (last - first))


def _one_choice(hand: Hand) -> None:
    hand.to(hand.card.get_by_role("radio").first)
    hand.keys("Space", "Enter")


def _several_choices(hand: Hand) -> None:
    for name in ("The SRs", "The Mensheviks"):
        box = hand.card.get_by_label(name)
        hand.to(box)
        if not box.is_checked():
            hand.keys("Space")
    hand.keys("Enter")


def _date(hand: Hand) -> None:
    hand.to(hand.card.get_by_label("Your answer"))
    hand.type("18 October 1917")
    hand.keys("Tab", "Space", "Enter")


def _typed(text: str) -> Callable[[Hand], None]:
    def answer(hand: Hand) -> None:
        hand.to(hand.card.get_by_label("Your answer"))
        hand.type(text)
        hand.keys("Enter")

    return answer


def _order(hand: Hand) -> None:
    for name in ("Konstantinopolitanische", "Bolsheviks"):
        hand.to(hand.card.get_by_role("button", name=f"Move {name}").first)
        hand.keys("Enter")
    hand.check()


def _match(hand: Hand) -> None:
    for at, typed in enumerate(("12", "30", "60")):
        hand.to(hand.card.get_by_role("combobox").nth(at))
        hand.lesson.page.keyboard.type(typed)
    hand.check()


def _fill(hand: Hand) -> None:
    for at, typed in enumerate(("0.39", "308")):
        hand.to(hand.card.get_by_role("textbox").nth(at))
        hand.type(typed)
    hand.keys("Enter")


def _predict(hand: Hand) -> None:
    hand.to(hand.card.get_by_role("slider").first)
    hand.keys("ArrowUp")
    hand.to_button("Leave the others as they stand")
    hand.keys("Enter")
    hand.check()


def _free_answer(hand: Hand) -> None:
    hand.to(hand.card.get_by_role("textbox"))
    hand.type("Somebody counted, and had a reason.")
    hand.check()
    expect(hand.status).to_contain_text("Your answer is kept.")
    hand.begin()
    for point in hand.card.locator(".ck-point").all():
        hand.to(point.get_by_role("radio").first)
        hand.keys("Space")
    hand.check()


def _evidence(hand: Hand) -> None:
    hand.to(hand.card.get_by_role("listbox"))
    spans: Any = hand.question.right()
    for first, last in spans:
        hand.mark_words(first, last)
    hand.check()


def _source_note(hand: Hand) -> None:
    note: Any = hand.question.right()
    for at, typed in enumerate(("Trot", "The Pre", "What")):
        hand.to(hand.card.get_by_role("combobox").nth(at))
        hand.lesson.page.keyboard.type(typed)
        if at == 0:
            hand.to(hand.card.get_by_text("Mark the words that support it"))
            hand.keys("Enter")
            hand.to(hand.card.get_by_role("listbox"))
            for first, last in note["author"]["words"]:
                hand.mark_words(first, last)
    hand.check()


def _code(hand: Hand) -> None:
    hand.card.locator(NEXT_CELL).locator(".cm-content").focus()  # as JupyterLab's own keys for moving to a cell do
    hand.type(f'ck.check("{name_of("code")}", 308 - 120)')
    hand.keys("Control+Enter")


ANSWERED: Mapping[str, Callable[[Hand], None]] = {
    "one choice": _one_choice,
    "several choices": _several_choices,
    "number": _typed("188"),
    "date": _date,
    "short text": _typed("Kadets"),
    "order": _order,
    "match": _match,
    "fill a table": _fill,
    "predict": _predict,
    "free answer": _free_answer,
    "mark the evidence": _evidence,
    "source note": _source_note,
    "code": _code,
}
"""How each kind is answered rightly by keyboard, from the place before its card."""


def answer(lesson: Reader, kind: str) -> Hand:
    """Answer the question of a kind rightly, from the beginning."""
    hand = Hand(lesson, kind)
    hand.begin()
    if hand.card.get_by_role("button", name="Start over").is_visible():
        hand.to_button("Start over")
        hand.keys("Enter")
        hand.begin()
    ANSWERED[kind](hand)
    expect(hand.status).to_contain_text(WORDS[kind])
    return hand
