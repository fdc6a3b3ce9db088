"""What a figure costs: `PYTHONPATH=tests uv run python tests/benchmarks/benchmark_figures.py`.

For every example in `tests/drawings`: the time of `ck.figure` over that of matplotlib's own SVG of the same chart, as
the median of the ratios of 15 pairs done in turn (with the middle half), and what is sent. Then, in JupyterLab, the
time from a click on a mark to its source shown, asking the kernel each time.
"""

from __future__ import annotations

import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import nbformat
from matplotlib import pyplot as plt
from playwright.sync_api import expect

from browser import Lesson, launched
from coursekit.figures import element as figures
from coursekit.figures.page import sheet
from drawings import EXAMPLES
from drawings.own import HANDED
from serving import serving

PAIRS = 15
ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = "lessons/figures.ipynb"
CELL = """
import sys
sys.path.insert(0, {tests!r})
import coursekit as ck
from drawings import EXAMPLES
ck.figure(EXAMPLES[{name!r}](), caption={name!r})
"""
CLICK = """async figure => {
    const times = [];
    for (const mark of figure.querySelectorAll(".ck-mark")) {
        const start = performance.now();
        mark.dispatchEvent(new MouseEvent("click", { bubbles: true }));
        while (figure.querySelector(".ck-opened").hidden) await new Promise(requestAnimationFrame);
        times.push(performance.now() - start);
        figure.querySelector(".ck-opened button").click();
    }
    return times;
}"""


def timed(work: Callable[[], object]) -> float:
    """Give the seconds a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def middle(numbers: list[float]) -> str:
    """Write a median with the middle half around it."""
    low, median, high = statistics.quantiles(numbers, n=4)
    return f"{median:.2f} ({low:.2f} to {high:.2f})"


def cost(name: str) -> None:
    """Print what one figure costs and what is sent."""
    ax, sent = EXAMPLES[name](), list[Any]()
    whole = ax.get_figure(root=True)
    assert whole is not None
    handed: Mapping[str, Any] = HANDED[name]() if name in HANDED else {}

    def ours() -> None:
        figures.figure(ax, caption="A caption.", **handed)

    with patch.object(figures, "display", sent.append):
        ours()
        ratios = [timed(ours) / timed(lambda: whole.savefig(StringIO(), format="svg")) for _ in range(PAIRS)]
    still, live = sent[-2:]
    picture = live.content["svg"]
    image = still.html.index('src="data:image'), still.html.index('"', still.html.index('src="data:image') + 5)
    text = len(still.html) - (image[1] - image[0]) - len(sheet("figure.css"))
    text += len(json.dumps({**live.content, "svg": ""}))
    print(
        f"{name:32} {middle(ratios):24} drawing {(image[1] - image[0]) / 1000:.0f} + {len(picture) / 1000:.0f} kB, "
        f"text and table {text / 1000:.1f} kB, code {(len(live._esm) + len(live._css)) / 1000:.0f} kB"
    )
    plt.close("all")


def clicks(names: list[str]) -> None:
    """Print how long a source takes to be shown."""
    with tempfile.TemporaryDirectory() as folder, launched() as browser:
        top = Path(folder) / "course"
        shutil.copytree(ROOT, top, ignore=shutil.ignore_patterns(".git", ".venv", "work", "site"))
        sources = [CELL.format(tests=str(ROOT / "tests"), name=name).strip() for name in names]
        book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
        book.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(book, top / NOTEBOOK)
        with serving(top, home=Path(folder) / "home") as lab:
            lesson = Lesson(browser.new_page(), lab)
            lesson.open(NOTEBOOK)
            lesson.run_all()
            for place, name in enumerate(names):
                figure = lesson.outputs.locator(".ck-explorer").nth(place)
                expect(figure.locator("svg")).to_be_visible()
                times = figure.evaluate(CLICK)
                print(
                    f"{name:32} click to source: {middle(times)} ms over {len(times)} marks, longest {max(times):.0f}"
                )


def main() -> None:
    """Print everything."""
    for name in EXAMPLES:
        cost(name)
    clicks(["bars", "grouped bars", "arc", "map"])


if __name__ == "__main__":
    main()
