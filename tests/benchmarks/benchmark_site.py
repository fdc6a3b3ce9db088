"""How soon a learner is at work in the browser: `PYTHONPATH=tests uv run python tests/benchmarks/benchmark_site.py`.

In turn, in a new browser each time: the course's site at lesson 00, and a plain JupyterLite of the same packages whose
notebook begins by importing pandas and matplotlib, as most do, and has a chart and a question of ordinary widgets. From
opening the link: the first text that can be read, the first figure, the first answer that is checked. The target is the
ratio of the last. Beside them, how long a page takes to read, and the course on this computer. What a reader is told of
these (`src/coursekit/site/start_times.toml`) is written anew.
"""

from __future__ import annotations

import json
import platform
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from os import cpu_count
from pathlib import Path
from typing import Any

import nbformat
from playwright.sync_api import Browser, Page, expect

from browser import Lesson, Reader, launched
from built_site import built_site, served
from coursekit.lab import START
from coursekit.site.distribution import opened
from coursekit.site.lite import PYODIDE, build_lite
from coursekit.site.packages import put_packages
from coursekit.site.start_times import FILE
from coursekit.site.wheels import wheels_in
from pyodide_distribution import assembled
from serving import serving
from shown import notebook

ROOT = Path(__file__).resolve().parents[2]
RUNS = 3
TARGET = 0.6
PLAIN = "lessons/plain.ipynb"
CELLS = (
    "import ipywidgets as widgets\nimport matplotlib.pyplot as plt\nimport pandas as pd",
    """
choice = widgets.RadioButtons(options=["one", "two", "three"])
button, verdict = widgets.Button(description="Check"), widgets.HTML()
button.on_click(lambda _: setattr(verdict, "value", "Right." if choice.value == "two" else "Wrong."))
display(choice, button, verdict)
""",
    'ax = pd.DataFrame({"seats": [308, 156]}, index=["a", "b"]).plot.bar()\nplt.show()',
)
RUN = """async ([wanted]) => {
    const app = window.jupyterapp;
    await app.restored;
    const { content, context, sessionContext } = app.shell.currentWidget;
    await context.ready;
    await sessionContext.ready;
    while (!sessionContext.session?.kernel) await new Promise(requestAnimationFrame);
    await sessionContext.session.kernel.info;
    for (const [place, cell] of content.widgets.entries()) {
        if (cell.model.type !== "code" || cell.model.executionCount) continue;
        content.activeCellIndex = place;
        await app.commands.execute("notebook:run-cell");
        if (cell.model.sharedModel.getSource().includes(wanted)) return;
    }
}"""
IMPORTED = 'print("imported:", sorted({"pandas", "matplotlib"} & set(__import__("sys").modules)))'
Times = Mapping[str, float]


def plain_site(into: Path) -> None:
    """Build JupyterLite with the same Pyodide, its packages as they come, and a notebook as most courses begin."""
    files = into / "made-of" / "files" / "lessons"
    files.mkdir(parents=True)
    book = notebook(CELLS, kernel="python")
    book.cells.insert(0, nbformat.v4.new_markdown_cell("# A plain lesson\n\nSome text to read."))
    nbformat.write(book, files / "plain.ipynb")
    build_lite(ROOT, into / "made-of", f"./{PYODIDE.as_posix()}/pyodide.mjs", "3.14.0", into / "lite")
    distribution = assembled()
    given = wheels_in(distribution.wheels)
    put_packages(ROOT, opened(str(distribution.folder)), given, into / "lite" / PYODIDE, lambda _: None)
    settings = into / "lite" / "jupyter-lite.json"
    told = json.loads(settings.read_text(encoding="utf-8"))
    kernel = told["jupyter-config-data"]["litePluginSettings"]["@jupyterlite/pyodide-kernel-extension:kernel"]
    packages = kernel["loadPyodideOptions"]["packages"]
    kernel["loadPyodideOptions"] = {"packages": [each for each in packages if each != "coursekit"]}
    settings.write_text(json.dumps(told), encoding="utf-8")


def journey(page: Page, address: str, wanted: tuple[str, str], answer: Callable[[Reader], None], figure: str) -> Times:
    """Open a link, read, answer the first question, and see the first figure; give the seconds from the opening."""
    reader, begun = Reader(page), time.perf_counter()
    page.set_default_timeout(180_000)
    page.goto(address)
    reader.notebook.locator(".jp-MarkdownOutput").first.wait_for()
    text = time.perf_counter() - begun
    page.evaluate(RUN, [wanted[0]])
    answer(reader)
    answered = time.perf_counter() - begun
    page.evaluate(RUN, [wanted[1]])
    reader.outputs.locator(figure).first.wait_for()
    return {"text": text, "answer": answered, "figure": time.perf_counter() - begun}


def answer_ours(reader: Reader) -> None:
    card = reader.outputs.locator(".ck-exercise").first
    card.get_by_role("slider").first.press("ArrowUp")
    card.get_by_role("button", name="Leave the others as they stand").click()
    card.get_by_role("button", name="Check", exact=True).click()
    expect(card.locator(".ck-status")).to_contain_text("Here is the record.")


def answer_plain(reader: Reader) -> None:
    reader.outputs.get_by_label("two").first.check()
    reader.outputs.get_by_role("button", name="Check").click()
    expect(reader.outputs.locator(".widget-html-content").last).to_contain_text("Right.")


def visits(browser: Browser, ours: str, plain: str) -> tuple[list[Times], list[Times]]:
    """Visit both in turn, each time as somebody new."""
    found: tuple[list[Times], list[Times]] = ([], [])
    for _ in range(RUNS):
        with browser.new_context() as context:
            address = f"{plain}lite/lab/index.html?path={PLAIN}"
            found[1].append(journey(context.new_page(), address, ("RadioButtons", "plot"), answer_plain, "img"))
        with browser.new_context() as context:
            page, address = context.new_page(), f"{ours}lite/lab/index.html?path={START}"
            found[0].append(journey(page, address, ("ck.exercise(", "ck.figure("), answer_ours, ".ck-drawing > svg"))
    return found


def imported(browser: Browser, ours: str) -> str:
    """Say what has been imported when a question has been shown and an answer checked."""
    with browser.new_context() as context:
        reader = Reader(context.new_page())
        reader.page.goto(f"{ours}lite/lab/index.html?path={START}")
        reader.notebook.locator(".jp-MarkdownOutput").first.wait_for()
        reader.page.evaluate(RUN, ["ck.exercise("])
        answer_ours(reader)
        reader.page.evaluate(
            """async source => {
                const { content } = window.jupyterapp.shell.currentWidget;
                await window.jupyterapp.commands.execute("notebook:insert-cell-below");
                content.activeCell.model.sharedModel.setSource(source);
                await window.jupyterapp.commands.execute("notebook:run-cell");
            }""",
            IMPORTED,
        )
        said: str = reader.outputs.filter(has_text="imported:").first.inner_text()
        return said


def page_read(browser: Browser, ours: str) -> float:
    """Give the seconds from a link to a lesson to read until all of it is there."""
    with browser.new_context() as context:
        page, begun = context.new_page(), time.perf_counter()
        page.goto(f"{ours}lessons/05-preparliament.html", wait_until="load")
        return time.perf_counter() - begun


def opened_here(browser: Browser, folder: Path) -> float:
    """Give the seconds from the command, with everything installed, until the first lesson can be read."""
    top, begun = folder / "course", time.perf_counter()
    for part in ("data", "lessons"):
        shutil.copytree(ROOT / part, top / part, dirs_exist_ok=True)
    with serving(top, home=folder / "home") as lab, browser.new_context() as context:
        lesson = Lesson(context.new_page(), lab)
        lesson.open(START)
        return time.perf_counter() - begun


def median(times: list[Times], name: str) -> float:
    return statistics.median(each[name] for each in times)


def entry(way: str, what: str, seconds: list[float], on: str) -> str:
    """Write one measurement for the start page."""
    fields: dict[str, Any] = {"way": way, "what": what, "seconds": round(statistics.median(seconds), 1)}
    fields |= {"runs": len(seconds), "on": on}
    lines = (f"{name} = {json.dumps(value)}" for name, value in fields.items())
    return "\n".join(("[[time]]", *lines, f"date = {datetime.now(UTC).date()}", ""))


def main() -> None:
    """Measure, print, and write down what readers are told."""
    site = built_site()
    with tempfile.TemporaryDirectory() as folder, launched() as browser:
        plain_site(Path(folder) / "plain")
        with served(site) as ours, served(Path(folder) / "plain") as plain:
            mine, others = visits(browser, ours.address, plain.address)
            for name in ("text", "answer", "figure"):
                a, b = median(mine, name), median(others, name)
                target = f", target {TARGET}" if name == "answer" else ""
                print(f"first {name:8} {a:6.1f} s beside {b:6.1f} s: ratio {a / b:.2f}{target}")
            print(imported(browser, ours.address), "after an answer was checked")
            pages = [page_read(browser, ours.address) for _ in range(RUNS)]
        here = [opened_here(browser, Path(folder) / f"here-{run}") for run in range(RUNS)]
        on = f"a computer with {cpu_count()} cores and {platform.system()}, Chromium {browser.version.split('.')[0]}"
    near, far = f"{on}, the site on the same machine", f"{on}, everything installed"
    entries = [
        entry("read", "from the link to the whole lesson", pages, near),
        entry("browser", "from the link to the first text", [each["text"] for each in mine], near),
        entry("browser", "from the link to the first answer checked", [each["answer"] for each in mine], near),
        entry("browser", "from the link to the first figure", [each["figure"] for each in mine], near),
        entry("computer", "from the command to the first lesson with Python ready", here, far),
    ]
    file = ROOT / FILE
    head = [line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    file.write_text("\n".join((*head, "", *entries)), encoding="utf-8")


if __name__ == "__main__":
    main()
