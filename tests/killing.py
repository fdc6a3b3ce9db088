"""Kill writers of the answer log at random moments, and count what they told of that is gone.

Run by itself for as many kills as one likes: `python tests/killing.py 1000`.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from coursekit.work.answers import Answer, AnswerLog

# Writes answers until it is stopped, and tells of each only when it is down. Some are long, to be cut in the middle.
WRITER = """
import sys
from pathlib import Path
from coursekit.work.answers import AnswerLog
log, run = AnswerLog(Path(sys.argv[1])), sys.argv[2]
for number in range(int(sys.argv[3])):
    log.append("05.a", "v1", [f"{run}-{number}", "ж" * (number % 7 * 1200)], "sure")
    print(number, flush=True)
"""


def writer(log: AnswerLog, run: str, answers: int = 100_000) -> list[str]:
    """Give the command of a process that writes answers named by its run."""
    return [sys.executable, "-c", WRITER, str(log.path), run, str(answers)]


def kill_writers(log: AnswerLog, kills: int, seed: int) -> Iterator[str]:
    """Let one writer after another write until it is killed, and yield what each told of."""
    moments = random.Random(seed)  # noqa: S311  # no secret hangs on it
    for run in range(kills):
        with subprocess.Popen(writer(log, f"r{run}"), stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for number in range(moments.randint(1, 12)):
                assert process.stdout.readline() == f"{number}\n"
                yield f"r{run}-{number}"
            for _ in range(moments.randint(0, 20_000)):  # a moment within a write, without waiting for a clock
                pass
            process.kill()


def names(log: AnswerLog) -> list[str]:
    """List the answers in a log by the name their writer gave them."""
    return [
        str(found.answer[0]) for found in log.read() if isinstance(found, Answer) and isinstance(found.answer, list)
    ]


def _main(kills: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        log = AnswerLog(Path(folder) / "work" / "answers.jsonl")
        told = set(kill_writers(log, kills, seed=1917))
        there, damaged = names(log), log.tally()[1]
        print(f"{kills} kills, {len(told)} answers told of, {len(told - set(there))} lost")
        print(f"{len(there)} answers read, {damaged} lines cut short, {log.path.stat().st_size} bytes")


if __name__ == "__main__":
    _main(int(sys.argv[1]))
