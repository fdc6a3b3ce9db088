"""In place of `conftest.py`, which starts browsers and servers: the fixtures that the core's tests ask for."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Generator
from itertools import groupby
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("data", "exercises", "lessons", "solutions", "src", "tests")


_REFUSED = ("emscripten does not support processes.", "can't start new thread", "no servers here")

CASES = 4
"""Of a test that is tried on many cases as many are tried here, first, last and between: the rest are the same code."""


def pytest_configure() -> None:
    """Refuse servers as Pyodide refuses processes: it would ask node for a package, and end when that is not there."""

    def refuse(*_words: object) -> None:
        raise OSError("no servers here")

    socket.socket.listen = refuse  # type: ignore[method-assign]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep some cases of each test, and skip what compares with the reference copies, which are not taken along."""
    items[:] = [item for _, cases in groupby(items, _test) for item in _spread(list(cases))]
    for item in items:
        if item.get_closest_marker("sources"):
            item.add_marker(pytest.mark.skip(reason="no reference copies"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Skip what asks for a process, a thread or a server, and was refused."""
    report = yield
    error = call.excinfo.value if call.excinfo else None
    if isinstance(error, (OSError, RuntimeError)) and str(error).endswith(_REFUSED):
        report.outcome = "skipped"
        report.longrepr = (__file__, 0, "Skipped: no processes, threads or servers")
    return report


def _test(item: pytest.Item) -> str:
    return item.nodeid.partition("[")[0]


def _spread(cases: list[pytest.Item]) -> list[pytest.Item]:
    places = {round(at * (len(cases) - 1) / (CASES - 1)) for at in range(CASES)}
    return [case for at, case in enumerate(cases) if at in places]


@pytest.fixture
def course_copy(tmp_path: Path) -> Path:
    """Copy the course, so that a test may write in it."""
    top = tmp_path / "counting-october"
    for part in PARTS:
        shutil.copytree(ROOT / part, top / part)
    return top


@pytest.fixture
def sources() -> Path:
    """Stand in for the folder of reference copies, for tests that are skipped."""
    return Path("no", "such", "folder")
