"""What runs inside Pyodide: pytest over some files, with the few fixtures that need neither processes nor browsers."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import settings

HERE = Path(__file__).parent


class Tally:
    """What came of the tests: passed, failed, or why they were skipped."""

    def __init__(self) -> None:
        self.outcomes: Counter[str] = Counter()
        self.files: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a test once: when it ran, or when something kept it from running."""
        self.files.add(report.nodeid.partition("::")[0])
        if report.skipped and isinstance(report.longrepr, tuple):
            self.outcomes[_reason(report.longrepr[2])] += 1
        elif report.when == "call" or report.failed:
            self.outcomes[report.outcome] += 1


def _reason(words: str) -> str:
    reason = words.removeprefix("Skipped: ")
    return "no such files in the wheel" if reason.startswith("got empty parameter set") else reason


def run(files: list[str]) -> dict[str, object]:
    """Run the tests in some files.

    Parameters
    ----------
    files : list of str
        From the top of the repository.

    Returns
    -------
    dict
        `exit`: pytest's own code. `outcomes`: how many tests passed, failed, or were skipped for each
        reason. `files`: those with tests.
    """
    settings.register_profile("here", deadline=None, derandomize=True, database=None, max_examples=20)
    settings.load_profile("here")
    tally = Tally()
    words = ["-c", str(HERE / "pytest.ini"), "--rootdir=.", "--noconftest", "-p", "standing_in", *files]
    code = pytest.main(words, plugins=[tally])
    return {"exit": int(code), "outcomes": dict(tally.outcomes), "files": sorted(tally.files)}
