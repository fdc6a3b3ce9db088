"""The answer log: nothing that was written is lost, whatever happens to the file."""

import json
import os
import random
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.answers import (
    LONGEST_ANSWER,
    LONGEST_LINE,
    Answer,
    AnswerLog,
    AnswerNotSavedError,
    AnswerTooLongError,
    Damage,
    answer_log,
)

KILLS = 20
GOOD = '{"when": "2026-11-03T09:30:00Z", "question": "05.a", "version": "v1", "answer": "62"}'
# Writes answers until it is stopped, and tells of each only when it is down.
WRITER = """
import sys
from pathlib import Path
from coursekit.answers import AnswerLog
log = AnswerLog(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    log.append(sys.argv[2], "v1", f"{sys.argv[2]}-{number}")
    print(number, flush=True)
"""


@pytest.fixture
def log(tmp_path: Path) -> AnswerLog:
    return AnswerLog(tmp_path / "work" / "answers.jsonl")


def given_answers(log: AnswerLog) -> list[str]:
    return [found.answer for found in log.read() if isinstance(found, Answer)]


def damage(log: AnswerLog) -> list[Damage]:
    return [found for found in log.read() if isinstance(found, Damage)]


def filled(path: Path, content: bytes) -> AnswerLog:
    path.write_bytes(content)
    return AnswerLog(path)


def lines(count: int) -> list[bytes]:
    start = datetime(2026, 11, 3, tzinfo=UTC)
    return [Answer(start + timedelta(hours=n), "05.a", "v1", f"answer {n}").line() for n in range(count)]


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give one file that property tests write over and over."""
    return tmp_path_factory.mktemp("log") / "answers.jsonl"


def test_log_lies_in_the_work_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert answer_log().path == tmp_path / "work" / "answers.jsonl"


def test_line_is_for_people_to_read(log: AnswerLog) -> None:
    log.append("05.a", "v1", "шестьдесят два")
    line = log.path.read_text(encoding="utf-8")
    assert '"answer": "шестьдесят два"' in line
    assert line.endswith("}\n")
    assert list(json.loads(line)) == ["when", "question", "version", "answer"]


def test_recorded_verdict_is_not_read(log: AnswerLog) -> None:
    log.path.parent.mkdir()
    filled(log.path, GOOD.replace('"62"', '"62", "verdict": "right"').encode())
    (found,) = log.read()
    assert not hasattr(found, "verdict")


@given(st.text(st.characters(), max_size=300))
def test_any_answer_comes_back(scratch: Path, answer: str) -> None:
    log = filled(scratch, b"")
    kept = log.append("05.a", "v1", answer)
    assert list(log.read()) == [kept]
    assert kept.answer == answer
    assert scratch.read_bytes().count(b"\n") == 1


def test_longest_answer_comes_back_even_when_every_character_is_escaped(log: AnswerLog) -> None:
    answer = "\x00" * LONGEST_ANSWER
    log.append("05.a", "v1", answer)
    assert given_answers(log) == [answer]


def test_longer_answer_is_refused_and_nothing_is_written(log: AnswerLog) -> None:
    with pytest.raises(AnswerTooLongError, match=r"10001 characters, and at most 10000 can be kept\. Shorten it"):
        log.append("05.a", "v1", "x" * (LONGEST_ANSWER + 1))
    assert not log.path.exists()


@given(st.integers(min_value=1, max_value=6), st.data())
def test_random_bytes_spoil_one_line_at_most(scratch: Path, count: int, data: st.DataObject) -> None:
    written = lines(count)
    whole = b"".join(written)
    at = data.draw(st.integers(min_value=0, max_value=len(whole)))
    content = whole[:at] + data.draw(st.binary(max_size=60)) + whole[at:]
    log = filled(scratch, content)
    hit = whole[:at].count(b"\n")
    expected = [f"answer {number}" for number in range(count) if number != hit]
    assert [answer for answer in given_answers(log) if answer in expected] == expected
    assert scratch.read_bytes() == content


@given(st.integers(min_value=1, max_value=6), st.data())
def test_cut_off_log_keeps_its_whole_lines_and_goes_on(scratch: Path, count: int, data: st.DataObject) -> None:
    written = lines(count)
    whole = b"".join(written)
    cut = whole[: data.draw(st.integers(min_value=0, max_value=len(whole)))]
    log = filled(scratch, cut)
    log.append("05.a", "v1", "afterwards")
    kept = given_answers(log)
    assert kept[: cut.count(b"\n")] == [f"answer {number}" for number in range(cut.count(b"\n"))]
    assert kept[-1] == "afterwards"
    assert scratch.read_bytes().startswith(cut)


@given(st.binary(max_size=2000))
def test_any_bytes_are_read_without_complaint(scratch: Path, content: bytes) -> None:
    log = filled(scratch, content)
    log.append("05.a", "v1", "afterwards")
    assert given_answers(log)[-1] == "afterwards"
    assert all(found.line > 0 and found.reason for found in damage(log))


@pytest.mark.parametrize(
    "content",
    [
        f"{GOOD}\r\n{GOOD}\r\n".encode(),
        b"\xef\xbb\xbf" + f"{GOOD}\n{GOOD}\n".encode(),
        f"\n\n{GOOD}\n \n{GOOD}".encode(),
        f"  {GOOD}  \n{GOOD}\n".encode(),
        f'{GOOD}\n{GOOD[:-1]}, "more": [1, {{"deep": null}}]}}\n'.encode(),
        f"{GOOD}\n{GOOD}\n".replace("Z", "+02:00").encode(),
        f"{GOOD}\n{GOOD}\n".replace("Z", "").encode(),
    ],
    ids=["CRLF", "BOM", "blank lines", "spaces", "another field", "another zone", "no zone"],
)
def test_log_edited_by_hand_is_read(tmp_path: Path, content: bytes) -> None:
    log = filled(tmp_path / "answers.jsonl", content)
    assert given_answers(log) == ["62", "62"]
    assert damage(log) == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"not JSON", "is not a JSON object"),
        (b"[1]", "is not a JSON object"),
        (b"[" * 50_000, "is not a JSON object"),
        (b"1" * 5_000, "is not a JSON object"),
        (b"\xff\xfe" + GOOD.encode("utf-16-le"), "is not UTF-8 text"),
        (GOOD.replace('"62"', "62").encode(), "has no text for 'answer'"),
        (GOOD.replace('"when"', '"then"').encode(), "has no text for 'when'"),
        (GOOD.replace("2026-11-03T", "yesterday ").encode(), "has a date that cannot be read"),
        (GOOD.replace("2026", "0001").encode(), "has a date when nobody can have answered"),
        (GOOD.replace("2026-11-03T09:30:00Z", "0001-01-01T00:00:00+14:00").encode(), "has a date that cannot be read"),
        (GOOD.replace("62", "6" * (LONGEST_ANSWER + 1)).encode(), "has an answer longer than 10000 characters"),
        (GOOD.replace("62", "6" * LONGEST_LINE).encode(), "is longer than 100000 bytes"),
        (b"6" * (3 * LONGEST_LINE), "is longer than 100000 bytes"),
    ],
)
def test_line_that_cannot_be_read_is_reported_with_its_number(tmp_path: Path, line: bytes, reason: str) -> None:
    log = filled(tmp_path / "answers.jsonl", b"\n".join([GOOD.encode(), line, GOOD.encode(), b""]))
    assert damage(log) == [Damage(2, reason)]
    assert given_answers(log) == ["62", "62"]


def test_folder_in_place_of_the_log_is_reported(log: AnswerLog) -> None:
    log.path.mkdir(parents=True)
    (found,) = log.read()
    assert isinstance(found, Damage)
    assert found.line == 0
    assert found.reason.startswith("the file cannot be read")
    with pytest.raises(AnswerNotSavedError, match="could not be written to"):
        log.append("05.a", "v1", "62")


def test_file_in_place_of_the_folder_is_reported(log: AnswerLog) -> None:
    log.path.parent.write_text("in the way", encoding="utf-8")
    with pytest.raises(AnswerNotSavedError, match="or move the course to a folder you may write to"):
        log.append("05.a", "v1", "62")


def test_full_disk_is_reported_and_earlier_answers_stay(log: AnswerLog, monkeypatch: pytest.MonkeyPatch) -> None:
    log.append("05.a", "v1", "before")
    write = os.write
    with monkeypatch.context() as patched:
        patched.setattr("coursekit.answers.os.write", lambda descriptor, line: write(descriptor, line[:20]))
        with pytest.raises(AnswerNotSavedError, match=r"No space left.*Make room on the disk.*Earlier answers are"):
            log.append("05.a", "v1", "lost")
    log.append("05.a", "v1", "after")
    assert given_answers(log) == ["before", "after"]
    assert [found.line for found in damage(log)] == [2]


def test_disk_that_fails_to_keep_is_reported(log: AnswerLog, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(5, "Input/output error", descriptor)

    monkeypatch.setattr("coursekit.answers.os.fsync", fail)
    with pytest.raises(AnswerNotSavedError, match="Input/output error"):
        log.append("05.a", "v1", "62")


def test_platform_without_fsync_saves_all_the_same(log: AnswerLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("coursekit.answers.os.fsync")
    log.append("05.a", "v1", "62")
    assert given_answers(log) == ["62"]


def test_recall_prefers_this_wording_and_the_last_word(log: AnswerLog) -> None:
    for question, version, answer in [
        ("05.a", "v1", "first"),
        ("05.b", "v2", "another question"),
        ("05.a", "v2", "second"),
        ("05.a", "v2", "third"),
        ("05.a", "v1", "fourth"),
    ]:
        log.append(question, version, answer)

    def recalled(version: str) -> str | None:
        found = log.recall("05.a", version).answer
        return found.answer if found else None

    assert recalled("v2") == "third"
    assert recalled("v1") == "fourth"
    assert recalled("v9") == "fourth"
    assert log.recall("05.c", "v1").answer is None


def test_killed_writer_loses_nothing_it_told_of(log: AnswerLog) -> None:
    moments = random.Random(1917)  # noqa: S311  # no secret hangs on it
    told = []
    for run in range(KILLS):
        arguments = [sys.executable, "-c", WRITER, str(log.path), f"05.r{run}", "100000"]
        with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            for number in range(moments.randint(1, 40)):
                assert writer.stdout.readline() == f"{number}\n"
                told.append(f"05.r{run}-{number}")
            writer.kill()
    assert set(told) <= set(given_answers(log))
    log.append("05.a", "v1", "afterwards")
    assert given_answers(log)[-1] == "afterwards"


def test_two_writers_at_once_lose_nothing(log: AnswerLog) -> None:
    names = ("05.one", "05.two")
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(log.path), name, "100"]) for name in names]
    assert [writer.wait() for writer in writers] == [0, 0]
    assert sorted(given_answers(log)) == sorted(f"{name}-{number}" for name in names for number in range(100))
    assert damage(log) == []


def test_log_needs_no_threads_sockets_or_processes() -> None:
    code = "import sys, coursekit.answers; print(*({'socket', 'subprocess', 'threading'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
