"""The answer log in the hands of a real system: killed, full, forbidden, and written by several at once."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from coursekit.work.answers import Answer, AnswerLog, AnswerNotSavedError
from killing import kill_writers, names, writer

KILLS = 40

# Writes until the system will not take any more, as a disk that fills up does: part of a line, then nothing.
FILLER = """
import resource, sys
from pathlib import Path
from coursekit.work.answers import AnswerLog, AnswerNotSavedError
limit = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
log = AnswerLog(Path(sys.argv[1]))
try:
    for number in range(1000):
        log.append("05.a", "v1", [f"full-{number}", "x" * 300])
        print(f"full-{number}", flush=True)
except AnswerNotSavedError as error:
    print(error, file=sys.stderr)
"""


@pytest.fixture
def log(tmp_path: Path) -> AnswerLog:
    return AnswerLog(tmp_path / "work" / "answers.jsonl")


@pytest.fixture
def plain_reader() -> Iterator[Path]:
    """Give a folder of somebody for whom permissions count, which they do not for the system's owner."""
    if not hasattr(os, "seteuid"):
        pytest.skip("no users here")
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:  # one that anybody may pass through
        Path(folder).chmod(0o777)
        owner = os.geteuid()
        if owner == 0:
            os.seteuid(65534)
        try:
            yield Path(folder)
        finally:
            os.seteuid(owner)


def test_killed_writers_lose_nothing_they_told_of(log: AnswerLog) -> None:
    told = list(kill_writers(log, KILLS, seed=1917))
    assert set(told) <= set(names(log))
    log.append("05.a", "v1", ["afterwards"])
    assert names(log)[-1] == "afterwards"
    found = log.recall("05.a", "v1").answer
    assert found is not None
    assert found.answer == ["afterwards"]


def test_writers_at_once_keep_every_line_of_each_whole(log: AnswerLog) -> None:
    runs = ("one", "two", "three")
    writers = [subprocess.Popen(writer(log, run, 150), stdout=subprocess.DEVNULL) for run in runs]
    assert [process.wait() for process in writers] == [0, 0, 0]
    assert sorted(names(log)) == sorted(f"{run}-{number}" for run in runs for number in range(150))
    assert log.tally() == (450, 0)


def test_notebook_that_reads_while_another_writes_sees_every_answer(log: AnswerLog) -> None:
    with subprocess.Popen(writer(log, "other", 300), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for number, line in enumerate(process.stdout):
            assert line == f"{number}\n"
            attempts = log.attempts("05.a", "v1")
            assert attempts is not None
            assert attempts.count > number
    assert log.tally() == (300, 0)


@pytest.mark.parametrize("limit", [1, 500, 4096, 9_999])
def test_full_disk_keeps_what_was_written_and_takes_up_again(log: AnswerLog, limit: int) -> None:
    arguments = [sys.executable, "-c", FILLER, str(log.path), str(limit)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=True)
    assert "Make room on the disk" in done.stderr
    assert "Earlier answers are untouched" in done.stderr
    assert log.path.stat().st_size == limit
    log.append("05.a", "v1", ["afterwards"])
    assert names(log) == [*done.stdout.split(), "afterwards"]


def test_read_only_folder_is_told_and_the_log_in_it_still_read(plain_reader: Path) -> None:
    log = AnswerLog(plain_reader / "work" / "answers.jsonl")
    log.append("05.a", "v1", ["before"])
    log.path.chmod(0o444)
    log.path.parent.chmod(0o555)
    with pytest.raises(AnswerNotSavedError, match=r"Permission denied.*a folder you may write to"):
        log.append("05.a", "v1", ["lost"])
    assert names(log) == ["before"]
    found = log.recall("05.a", "v1")
    assert isinstance(found.answer, Answer)
    log.path.parent.chmod(0o755)


def test_folder_that_takes_no_new_file_is_told(plain_reader: Path) -> None:
    course = plain_reader / "course"
    course.mkdir(mode=0o555)
    with pytest.raises(AnswerNotSavedError, match="Permission denied"):
        AnswerLog(course / "work" / "answers.jsonl").append("05.a", "v1", "62")


def test_log_that_may_not_be_read_is_told_once(plain_reader: Path) -> None:
    log = AnswerLog(plain_reader / "work" / "answers.jsonl")
    log.append("05.a", "v1", ["before"])
    log.path.chmod(0)
    assert "cannot be opened: Permission denied. Ask whoever" in log.recall("05.a", "v1").damage
    assert log.recall("05.a", "v1").damage == ""
    log.path.chmod(0o644)
    assert log.recall("05.a", "v1").answer is not None
