"""How much memory a running lesson takes, with the server: `uv run python tests/benchmarks/benchmark_memory.py`.

Each notebook is opened in JupyterLab in a browser and run from top to bottom. What is counted is the server and the
notebook's kernel; the browser is the reader's own. Binder promises 450 MB. Linux only.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests"))

from browser import Lesson, launched  # noqa: E402 - the tests' own tools, in the folder above
from memory import COUNTED, Memory, memory_of  # noqa: E402
from serving import serving  # noqa: E402


def measured(notebook: str, browser: Browser) -> tuple[Memory, Memory]:
    """Open a notebook in a server of its own; count before and after it has run."""
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder) / "counting-october"
        for name in ("data", "exercises", "lessons"):
            shutil.copytree(TOP / name, top / name)
        with serving(top, home=Path(folder) / "home") as lab, browser.new_context() as context:
            lesson = Lesson(context.new_page(), lab)
            lesson.open(notebook)
            before = memory_of(lab.process.pid)
            lesson.run_all()
            return before, memory_of(lab.process.pid)


def main() -> None:
    """Print a line for each notebook."""
    if not COUNTED:
        sys.exit("This machine does not say what memory a process holds (no /proc/self/smaps_rollup).")
    print(f"{'megabytes, server and kernel':42} opened   run (shared parts counted once)")
    notebooks = [*sorted(TOP.glob("lessons/*.ipynb")), *sorted(TOP.glob("exercises/*.ipynb"))]
    with launched() as browser:
        for path in notebooks:
            notebook = path.relative_to(TOP).as_posix()
            before, after = measured(notebook, browser)
            print(f"{notebook:42} {before.whole:6.0f} {after.whole:6.0f} ({after.parted:.0f})", flush=True)


if __name__ == "__main__":
    main()
