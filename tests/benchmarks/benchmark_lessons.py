"""How long a lesson takes with the course's tools, over the same cells with pandas and matplotlib alone.

Run `uv run python tests/benchmarks/benchmark_lessons.py`. Each lesson is executed headless in turn with a plain copy:
`ck.load` and `ck.claims` become `pandas.read_csv`, a figure becomes `plt.show`, a chart form a bar chart of the same
rows, and every other call of the course is left out. The ratio is the median over the pairs, beside its target of 1.25.
"""

from __future__ import annotations

import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

TOP = Path(__file__).resolve().parents[2]
PAIRS = int(os.environ.get("PAIRS", "3"))
_PLAIN = """
import pandas as pd
from matplotlib import pyplot as plt

class _Course:
    def load(self, name):
        return pd.read_csv("{top}/data/tables/" + name + ".csv", index_col="claim")

    claims = load

    def figure(self, ax, **_):
        plt.show()

    def __getattr__(self, name):
        if name in {forms}:
            return lambda data, *args, **kwargs: data.select_dtypes("number").plot.bar()
        return lambda *args, **kwargs: None

ck = _Course()
"""
FORMS = [
    *("bars", "coded_grid", "hemicycle", "histogram", "lines", "matrix", "places_map"),
    *("planned", "ranges", "shares", "slopes", "stacked", "timeline", "waffle"),
]


def plain(notebook: Any) -> Any:  # noqa: ANN401 - nbformat has no types
    """Copy a lesson, with the course's tools replaced by plain ones."""
    copy = nbformat.from_dict(notebook)
    first = _PLAIN.replace("{top}", str(TOP)).replace("{forms}", repr(set(FORMS)))
    code = [cell for cell in copy.cells if cell.cell_type == "code"]
    for cell in code:
        cell.source = re.sub(r"^import coursekit as ck$", first, cell.source, flags=re.MULTILINE)
    return copy


def seconds(notebook: Any, folder: Path, environment: Mapping[str, str]) -> float:  # noqa: ANN401
    """Execute a notebook and give the time of its cells, without the start of the kernel."""
    client = NotebookClient(notebook, timeout=300, allow_errors=True, resources={"metadata": {"path": str(folder)}})
    with client.setup_kernel(env={**os.environ, **environment}):
        start = time.perf_counter()
        for at, cell in enumerate(notebook.cells):
            client.execute_cell(cell, at)
        return time.perf_counter() - start


def main() -> None:
    """Print a line for each lesson."""
    for path in sorted((TOP / "lessons").glob("*.ipynb")):
        read: Any = nbformat.read(path, as_version=4)
        ratios = []
        for _ in range(PAIRS):
            with tempfile.TemporaryDirectory() as folder:
                ours = seconds(nbformat.from_dict(read), Path(folder), {})
                other = seconds(plain(read), Path(folder), {})
            ratios.append(ours / other)
        print(
            f"{path.stem:28} {statistics.median(ratios):.2f} (from {min(ratios):.2f} to {max(ratios):.2f}), target 1.25"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main()
