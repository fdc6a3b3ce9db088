"""How long the course takes, as ratios within one run: `uv run python tests/benchmarks/run.py`.

Each line compares two things done in turn, fifteen times, and gives the median of the ratios with the range of the
middle half. Times differ from machine to machine; a ratio within one run says more.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

import coursekit as ck
from coursekit import course
from coursekit.bank import question
from coursekit.record import record
from coursekit.sitting import Sitting
from coursekit.work.answers import AnswerLog

PAIRS = 15


def timed(work: Callable[[], object]) -> float:
    """Give the seconds a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare(name: str, ours: Callable[[], object], other: Callable[[], object], target: str) -> None:
    """Do both in turn and print the ratio of their times."""
    ratios = sorted(timed(ours) / timed(other) for _ in range(PAIRS))
    low, middle, high = statistics.quantiles(ratios, n=4)
    print(f"{name:52} {middle:6.2f} ({low:.2f} to {high:.2f}), target {target}")


def python(code: str) -> Callable[[], object]:
    """Run a line in a fresh interpreter."""
    return lambda: subprocess.run([sys.executable, "-c", code], check=True)


def biggest() -> str:
    """Name the table with the most rows."""
    tables = record().tables
    return max(tables, key=lambda name: len(tables[name]))


def verdicts(folder: Path) -> None:
    """Print how long an answer takes to its verdict, with the disk's part beside it."""
    sitting = Sitting(question("05.remainder"), AnswerLog(folder / "answers.jsonl"))
    seconds = sorted(timed(lambda: sitting.check("62")) for _ in range(300))
    print(
        f"answer to verdict, fsync included, 99th percentile: {1000 * seconds[297]:.1f} ms (target without it: 20 ms)"
    )


def main() -> None:
    """Print every comparison."""
    bare = "pass"
    others = "import pandas, matplotlib.pyplot, ipywidgets"
    path = course.content() / "data" / record().book.tables[biggest()].path
    compare("import coursekit, over bare Python", python("import coursekit"), python(bare), "10")
    used = "import coursekit as ck; ck.load, ck.hemicycle, ck.figure, ck.exercise"
    compare("all of coursekit, over pandas, pyplot, ipywidgets", python(used), python(others), "1.10")
    compare(
        f"ck.load({biggest()!r}) after the first, over pandas.read_csv",
        lambda: ck.load(biggest()),
        lambda: pd.read_csv(path),
        "3",
    )
    with tempfile.TemporaryDirectory() as folder:
        verdicts(Path(folder))


if __name__ == "__main__":
    main()
