"""What an exercise costs: `PYTHONPATH=tests uv run python tests/benchmarks/benchmark_exercises.py`.

From an answer to its verdict, in the kernel with and without the disk, and in JupyterLab; and from running the cells of
a lesson to 15 questions that can be answered, in a kernel that has just started and in one that has shown them before,
beside what JupyterLab takes to show one word in as many cells. Each time stands beside its target; for verdicts the
99th percentile is what counts.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import nbformat

from browser import Lesson, launched
from coursekit.bank import questions
from coursekit.exercises import Exercise
from coursekit.kinds.base import Outcome, Question
from coursekit.work.answers import AnswerLog
from serving import serving
from shown import notebook

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = "lessons/shown.ipynb"
WORD = "HTML('<b class=ck-word-only>word</b>')"
SHOWN = 15
TURNS = 20
SHOWINGS = 5
TARGETS = {"kernel": 20, "browser": 150, "showing": 1000}  # milliseconds
IGNORED = (".git", ".venv", "work", "site")
SHOW = """async ([selector, count]) => {
    const app = window.jupyterapp;
    const panel = app.shell.currentWidget;
    await panel.sessionContext.session.kernel.info;
    await app.commands.execute("notebook:clear-all-cell-outputs");
    const start = performance.now();
    const run = app.commands.execute("notebook:run-all-cells");
    const there = () => panel.node.querySelectorAll(`.jp-OutputArea-output ${selector}`).length === count;
    while (!there()) await new Promise(requestAnimationFrame);
    const shown = performance.now() - start;
    await run;
    return shown;
}"""
RESTART = "async () => window.jupyterapp.shell.currentWidget.sessionContext.restartKernel()"
# A key or a pointer would take longer than the verdict, so each control is filled in from the page itself.
ANSWER = """async ([name, turns]) => {
    const card = [...document.querySelectorAll(".ck-exercise")].find((each) =>
        each.querySelector(".ck-name").textContent === `Question ${name}`);
    const [form, status] = [card.querySelector("form"), card.querySelector(".ck-status")];
    const fill = (selector, act) => form.querySelectorAll(`fieldset:first-child ${selector}`).forEach(act);
    fill("input[type=text]", (input) => (input.value = "1917"));
    fill("textarea", (area) => (area.value = "They counted, and they had their reasons to do so. ".repeat(20)));
    fill("select", (select) => (select.selectedIndex = 1));
    fill("input:is([type=radio], [type=checkbox])", (input) => (input.checked = true));
    fill("input[type=range]", (slider) => slider.dispatchEvent(new Event("input")));
    fill("[role=listbox]", (box) => box.dispatchEvent(new KeyboardEvent("keydown", { key: " " })));
    fill(".ck-order-moves button:last-child", (down, at) => at === 0 && down.click());
    const times = [];
    for (let turn = 0; turn < turns; turn += 1) {
        const start = performance.now();
        form.requestSubmit();
        const said = new Promise((tell) => {
            const observer = new MutationObserver(() => {
                if (!status.hasChildNodes()) return;
                observer.disconnect();
                tell();
            });
            observer.observe(status, { childList: true });
        });
        await said;
        times.push(performance.now() - start);
    }
    return [times, status.dataset.outcome];
}"""


def told(what: str, times: list[float], target: int) -> None:
    """Print the median and the 99th percentile, in milliseconds, beside a target."""
    cuts = statistics.quantiles(times, n=100)
    ratio = cuts[98] / target
    print(f"{what:44} median {cuts[49]:7.2f}   99 % {cuts[98]:7.2f} ms   {ratio:5.2f} of {target} ms   n {len(times)}")


def asked() -> list[Question]:
    """Take the first questions of the first lesson that has enough, and among them one of every kind it has."""
    lessons: dict[str, list[Question]] = {}
    for question in questions().values():
        lessons.setdefault(question.id[:2], []).append(question)
    lesson = next(each for each in lessons.values() if len(each) >= SHOWN)
    kinds = {question.kind: question for question in reversed(lesson)}
    rest = [question for question in lesson if question not in kinds.values()]
    return [*kinds.values(), *rest][:SHOWN]


def in_the_kernel() -> Iterator[float]:
    """Give the milliseconds from an answer to the state that goes back, for each sample answer of the course."""
    with tempfile.TemporaryDirectory() as folder:
        log = AnswerLog(Path(folder) / "work" / "answers.jsonl")
        for question in questions().values():
            live = Exercise(question, log, "t0")
            attempts = [sample for sample in question.samples() if sample.outcome is not Outcome.NOT_ATTEMPTED]
            for sample in attempts[:TURNS]:
                start = time.perf_counter()
                live._handle_custom_msg({"do": "check", "answer": sample.answer}, [])
                json.dumps(live.state)
                yield (time.perf_counter() - start) * 1000


def shown(lesson: Lesson, cells: list[str], selector: str) -> list[list[float]]:
    """Give the milliseconds from running cells to all their outputs, in a new kernel and then again, in turns."""
    nbformat.write(notebook(cells), lesson.lab.top / NOTEBOOK)
    lesson.open(NOTEBOOK)
    times: list[list[float]] = []
    for _ in range(SHOWINGS):
        lesson.page.evaluate(RESTART)
        lesson.wait_until_ready()
        times.append([lesson.page.evaluate(SHOW, [selector, SHOWN]) for _ in range(2)])
    return [list(each) for each in zip(*times, strict=True)]


def in_the_browser(folder: Path) -> None:
    """Print how long it takes to show the questions in JupyterLab, and then to answer them."""
    top, chosen = folder / "course", asked()
    shutil.copytree(ROOT, top, ignore=shutil.ignore_patterns(*IGNORED))
    cells = ["import coursekit as ck", *(f"ck.exercise({question.id!r})" for question in chosen)]
    with launched() as browser, serving(top, home=folder / "home") as lab:
        lesson = Lesson(browser.new_page(viewport={"width": 1280, "height": 900}), lab)
        bare = shown(lesson, ["from IPython.display import HTML", *[WORD] * SHOWN], "b.ck-word-only")
        for what, all_times in (("words", bare), ("questions", shown(lesson, cells, ".ck-exercise form"))):
            for how, times in zip(("in a new kernel", "again"), all_times, strict=True):
                middle, target = statistics.median(times), TARGETS["showing"]
                numbers = f"median {middle:5.0f}, longest {max(times):5.0f}: {middle / target:.2f} of {target} ms"
                print(f"{SHOWN} {what:9} {how:16} {numbers}")
        answered = [question for question in chosen if question.kind != "code"]
        taken = [lesson.page.evaluate(ANSWER, [question.id, TURNS]) for question in answered]
        told("answer to verdict in JupyterLab", [each for times, _ in taken for each in times], TARGETS["browser"])
        for question, (times, outcome) in zip(answered, taken, strict=True):
            print(f"    {question.id:28} {question.kind:20} {statistics.median(times):6.1f} ms   {outcome}")


def main() -> None:
    """Print all of it."""
    told("answer to verdict in the kernel, with fsync", list(in_the_kernel()), TARGETS["kernel"])
    with patch.object(os, "fsync"):
        told("answer to verdict in the kernel, without", list(in_the_kernel()), TARGETS["kernel"])
    sizes = {question.kind: Exercise(question, AnswerLog(Path("nowhere")), "t") for question in questions().values()}
    for kind, live in sizes.items():
        print(f"    sent for {kind:20} {len(live._esm) / 1000:5.1f} kB")
    with tempfile.TemporaryDirectory() as folder:
        in_the_browser(Path(folder))


if __name__ == "__main__":
    main()
