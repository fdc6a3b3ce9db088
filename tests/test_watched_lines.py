"""Answers that two notebooks of one browser write at the same moment."""

from __future__ import annotations

import asyncio
import errno
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coursekit.work import watched_lines
from coursekit.work.answer_lines import Answer, Damage, read_line
from coursekit.work.answers import AnswerLog
from coursekit.work.log_file import append
from coursekit.work.shallow_json import DEEPEST_JSON, check_depth
from coursekit.work.watched_lines import ENOUGH, Watch

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
OURS, THEIRS = (Answer(NOON, "05.remainder", "v1", words) for words in ("62", "63"))


@pytest.fixture
def log(tmp_path: Path) -> AnswerLog:
    return AnswerLog(tmp_path / "work" / "answers.jsonl")


def held(log: AnswerLog) -> list[object]:
    return [each.answer if isinstance(each, Answer) else each for each in log.read()]


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], None]]:
    """Give what a browser would be asked to do later, in place of waiting for it."""
    later: list[Callable[[], None]] = []

    class Loop:
        def call_later(self, seconds: float, do: Callable[[], None]) -> None:
            assert 0 < seconds < 10
            later.append(do)

    monkeypatch.setattr(asyncio, "get_running_loop", Loop)
    return later


def look_until_the_end(looks: list[Callable[[], None]]) -> int:
    count = 0
    while looks:
        looks.pop(0)()
        count += 1
    return count


def test_what_another_file_came_over_is_written_again(log: AnswerLog, looks: list[Callable[[], None]]) -> None:
    append(log.path, [OURS.line()])
    Watch(log.path).add([OURS])
    log.path.write_bytes(THEIRS.line())  # as of a notebook that opened the file before and closes it now
    assert look_until_the_end(looks) == ENOUGH + 1
    assert held(log) == ["63", "62"]


def test_it_is_written_again_as_often_as_it_is_lost(log: AnswerLog, looks: list[Callable[[], None]]) -> None:
    append(log.path, [OURS.line()])
    Watch(log.path).add([OURS])
    for _ in range(5):
        looks.pop(0)()
        log.path.write_bytes(THEIRS.line())
    look_until_the_end(looks)
    assert held(log) == ["63", "62"]


def test_two_notebooks_that_lose_each_others_lines_end_with_all(
    log: AnswerLog, looks: list[Callable[[], None]]
) -> None:
    for number in range(20):
        mine = Answer(NOON, "05.remainder", "v1", number)
        log.path.unlink(missing_ok=True)
        append(log.path, [mine.line()])
        Watch(log.path).add([mine])
    look_until_the_end(looks)
    assert sorted(map(str, held(log))) == sorted(map(str, range(20)))


def test_what_is_there_is_not_written_twice(log: AnswerLog, looks: list[Callable[[], None]]) -> None:
    append(log.path, [OURS.line(), THEIRS.line()])
    before = log.path.read_bytes()
    Watch(log.path).add([OURS])
    assert look_until_the_end(looks) == ENOUGH
    assert log.path.read_bytes() == before


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_log_that_an_editor_saved_is_read_as_what_it_is(
    log: AnswerLog, looks: list[Callable[[], None]], encoding: str
) -> None:
    append(log.path, [OURS.line()])
    log.path.write_bytes(log.path.read_text(encoding="utf-8").encode(encoding))
    before = log.path.read_bytes()
    Watch(log.path).add([OURS])
    look_until_the_end(looks)
    assert log.path.read_bytes() == before


def test_a_log_that_was_deleted_stays_deleted(log: AnswerLog, looks: list[Callable[[], None]]) -> None:
    append(log.path, [OURS.line()])
    Watch(log.path).add([OURS])
    log.path.unlink()
    assert look_until_the_end(looks) == 1
    assert not log.path.exists()


def test_after_a_full_disk_it_is_looked_again(
    log: AnswerLog, looks: list[Callable[[], None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    append(log.path, [OURS.line()])
    Watch(log.path).add([OURS])
    log.path.write_bytes(THEIRS.line())

    def full(_path: Path, _lines: list[bytes]) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(watched_lines, "append", full)
        with pytest.raises(OSError, match="No space left"):
            looks.pop(0)()
    look_until_the_end(looks)
    assert held(log) == ["63", "62"]


def test_in_a_browser_every_answer_is_watched(
    log: AnswerLog, looks: list[Callable[[], None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "emscripten")
    log.add([OURS])
    log.path.write_bytes(THEIRS.line())
    look_until_the_end(looks)
    assert held(log) == ["63", "62"]


def test_elsewhere_none_is(log: AnswerLog, looks: list[Callable[[], None]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    log.add([OURS])
    assert looks == []


# A parser that goes too deep takes Python in a browser down with it


@pytest.mark.parametrize("sign", ["[", '{"a":', '[{"a":'])
def test_a_line_nested_too_deep_is_damage(sign: str, log: AnswerLog) -> None:
    assert isinstance(read_line(1, sign * 20_000), Damage)
    append(log.path, [(sign * 20_000).encode() + b"\n", OURS.line()])
    assert [type(each) for each in log.read()] == [Damage, Answer]


@pytest.mark.parametrize(
    "text",
    [
        "[" * DEEPEST_JSON + "]" * DEEPEST_JSON,
        "[[], " * 50 + "1" + "]" * 50,
        '{"a": "' + "[" * 1000 + '"}',
        r'{"a": "\"' + "[" * 1000 + '"}',
        "[],{}" * 1000,
    ],
)
def test_a_line_of_ordinary_depth_is_read_however_many_brackets_it_has(text: str) -> None:
    check_depth(text)


def test_brackets_after_a_string_count() -> None:
    with pytest.raises(ValueError, match="more than 100 deep"):
        check_depth(r'["\\", ' + "[" * 1000)
