"""The core's own tests, run by Pyodide: the Python of a browser, in node, without the browser."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from coursekit.site.distribution import opened
from coursekit.site.packages import put_packages
from coursekit.site.wheels import wheels_in
from pyodide_distribution import CACHE, NODE, assembled

ROOT = Path(__file__).resolve().parents[1]
TESTS = ROOT / "tests"
RUN = TESTS / "pyodide" / "run.mjs"

BROWSERS = {"nbclient", "nbconvert", "nbformat", "playwright", "tornado"}
COMPILED = {"filelock", "jsonschema", "yaml"}  # or of use to programs only; Pyodide is given no wheel of them here
COMMANDS = {"coursekit.build", "coursekit.site"}  # which read what the wheel does not carry
NOT_THERE = BROWSERS | COMPILED | COMMANDS
"""A test file is left out if it, or a module of the tests that it uses, imports one of these, and for nothing else."""

SKIPPED = {
    *("no loop of one's own", "no pipes with names here", "no processes, threads or servers", "no reference copies"),
    *("no such files in the wheel", "no users here"),
}
"""Why single tests are skipped in the files that are run."""

# The last hypothesis without a compiled part.
PURE = ("hypothesis==6.155.7", "iniconfig", "pluggy", "pypdf", "pytest==9.2.0", "sortedcontainers")


@cache
def asked_by(name: str) -> frozenset[str]:
    """List what a module of the tests imports, and what the modules of the tests it uses import."""
    path = TESTS / f"{name}.py"
    if not path.exists():
        return frozenset()
    names: set[str] = set()
    for each in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(each, ast.Import):
            names.update(alias.name for alias in each.names)
        elif isinstance(each, ast.ImportFrom) and each.module:
            names.update({each.module, *(f"{each.module}.{alias.name}" for alias in each.names)})
    parts = {".".join(each.split(".")[:length]) for each in names for length in (1, 2)}
    return frozenset(parts.union(*(asked_by(each) for each in parts if each != name)))


FILES = sorted(path.stem for path in TESTS.glob("test_*.py"))
RUN_HERE = [name for name in FILES if not asked_by(name) & NOT_THERE]


def two_shares(names: list[str]) -> list[list[str]]:
    """Deal files out to two processes, the largest first, so that both have as much to do."""
    shares: list[list[str]] = [[], []]
    for name in sorted(names, key=lambda each: -(TESTS / f"{each}.py").stat().st_size):
        min(shares, key=lambda share: sum((TESTS / f"{each}.py").stat().st_size for each in share)).append(name)
    return shares


def pure_wheels() -> Path:
    """Fetch what the tests need besides the course, once for a machine."""
    place = CACHE / "pytest-for-pyodide"
    with FileLock(f"{place}.lock"):
        if not place.exists():
            scratch = place.with_suffix(".part")
            shutil.rmtree(scratch, ignore_errors=True)
            words = ["--no-deps", "--only-binary=:all:", "--platform=any", "--implementation=py", "--abi=none"]
            words += ["--python-version=3.14", "--quiet", f"--dest={scratch}", *PURE]
            subprocess.run([sys.executable, "-m", "pip", "download", *words], check=True)
            scratch.rename(place)
    return place


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[dict[str, Any], str]]:
    distribution = assembled()
    pyodide = tmp_path_factory.mktemp("pyodide") / "all"
    put_packages(ROOT, opened(str(distribution.folder)), wheels_in(distribution.wheels), pyodide, print)
    wheels = pure_wheels()

    def run(names: list[str]) -> tuple[dict[str, Any], str]:
        files = [f"tests/{name}.py" for name in sorted(names)]
        command = [NODE, str(RUN), str(pyodide), str(wheels), str(ROOT), *files]
        ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
        said = ran.stdout.splitlines() or [""]
        report = json.loads(said[-1]) if said[-1].startswith("{") else {"exit": -1, "outcomes": {}, "files": []}
        return report, "\n".join(said[:-1]) + ran.stderr

    with ThreadPoolExecutor(max_workers=2) as pool:
        return list(pool.map(run, two_shares(RUN_HERE)))


def test_most_test_files_ask_for_nothing_that_a_browser_lacks() -> None:
    assert len(RUN_HERE) > len(FILES) / 2
    assert {"test_answers", "test_exercises", "test_figure", "test_stored_work"} <= set(RUN_HERE)


def test_what_is_left_out_is_left_out_for_a_reason_that_is_named() -> None:
    reasons = [asked_by(name) & NOT_THERE for name in FILES if name not in RUN_HERE]
    assert all(reasons)
    assert set().union(*reasons) == NOT_THERE


@pytest.mark.network
def test_core_passes_its_tests_in_pyodide(reports: list[tuple[dict[str, Any], str]]) -> None:
    for report, said in reports:
        assert report["exit"] == 0, said[-20_000:]
    counts = sum((Counter(report["outcomes"]) for report, _ in reports), Counter[str]())
    print(f"In {len(RUN_HERE)} of {len(FILES)} files: {dict(counts)}")
    assert counts.pop("passed") > 1500
    assert sum(counts.values()) < 300, counts
    assert set(counts) <= SKIPPED


@pytest.mark.network
def test_every_chosen_file_was_run_in_pyodide(reports: list[tuple[dict[str, Any], str]]) -> None:
    ran = {name for report, _ in reports for name in report["files"]}
    assert ran == {f"tests/{name}.py" for name in RUN_HERE}
