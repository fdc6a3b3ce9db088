"""The answer log: nothing that was written is lost, whatever happens to the file."""

import codecs
import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.work.answer_index import Index
from coursekit.work.answer_lines import (
    CONFIDENCES,
    DEEPEST,
    LONGEST_ANSWER,
    LONGEST_LINE,
    Answer,
    AnswerTooLongError,
    Damage,
    Json,
)
from coursekit.work.answers import AnswerLog, AnswerNotSavedError, answer_log

GOOD = '{"when": "2026-11-03T09:30:00Z", "question": "05.a", "version": "v1", "answer": "62"}'
OTHER = GOOD.replace("62", "42")
START = datetime(2026, 11, 3, tzinfo=UTC)

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
answers = st.recursive(scalars, lambda parts: st.lists(parts) | st.dictionaries(st.text(), parts), max_leaves=12)


@pytest.fixture
def log(tmp_path: Path) -> AnswerLog:
    return AnswerLog(tmp_path / "work" / "answers.jsonl")


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give one file that property tests write over and over."""
    return tmp_path_factory.mktemp("log") / "answers.jsonl"


def given_answers(log: AnswerLog) -> list[Json]:
    return [found.answer for found in log.read() if isinstance(found, Answer)]


def damage(log: AnswerLog) -> list[Damage]:
    return [found for found in log.read() if isinstance(found, Damage)]


def filled(path: Path, content: bytes) -> AnswerLog:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return AnswerLog(path)


def lines(count: int) -> list[bytes]:
    return [Answer(START + timedelta(hours=n), "05.a", "v1", f"answer {n}").line() for n in range(count)]


def nested(depth: int) -> Json:
    answer: Json = "62"
    for _ in range(depth):
        answer = [answer]
    return answer


def recalled(log: AnswerLog, question: str = "05.a", version: str = "v1") -> Json:
    found = log.recall(question, version).answer
    return found.answer if found else None


# One line


def test_log_lies_in_the_work_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert answer_log().path == tmp_path / "work" / "answers.jsonl"


def test_line_is_for_people_to_read(log: AnswerLog) -> None:
    log.append("05.a", "v1", "шестьдесят два")
    line = log.path.read_text(encoding="utf-8")
    assert '"answer": "шестьдесят два"' in line
    assert line.endswith("}\n")
    assert list(json.loads(line)) == ["when", "question", "version", "answer"]


@pytest.mark.parametrize("confidence", CONFIDENCES)
def test_confidence_is_kept_beside_the_answer(log: AnswerLog, confidence: str) -> None:
    kept = log.append("05.a", "v1", ["a", "c"], confidence)
    assert kept.confidence == confidence
    assert list(log.read()) == [kept]


def test_confidence_that_is_none_of_the_three_is_the_programs_mistake(log: AnswerLog) -> None:
    with pytest.raises(ValueError, match=r"no confidence 'shure'. Did you mean 'sure'"):
        log.append("05.a", "v1", "62", "shure")


def test_confidence_written_in_by_hand_does_not_spoil_an_answer(log: AnswerLog) -> None:
    (found,) = filled(log.path, GOOD.replace('"62"', '"62", "confidence": ["sure"]').encode()).read()
    assert isinstance(found, Answer)
    assert (found.answer, found.confidence) == ("62", "")


def test_recorded_verdict_is_not_read(log: AnswerLog) -> None:
    (found,) = filled(log.path, GOOD.replace('"62"', '"62", "verdict": "right"').encode()).read()
    assert not hasattr(found, "verdict")


@given(answers)
def test_any_answer_comes_back(scratch: Path, answer: Json) -> None:
    log = filled(scratch, b"")
    kept = log.append("05.a", "v1", answer)
    assert list(log.read()) == [kept]
    assert json.dumps(kept.answer) == json.dumps(answer)
    assert scratch.read_bytes().count(b"\n") == 1


@given(st.text(st.characters(), max_size=300))
def test_half_a_surrogate_pair_comes_back(scratch: Path, answer: str) -> None:
    log = filled(scratch, b"")
    log.append("05.a", "v1", {"typed": answer + "\ud800"})
    assert given_answers(log) == [{"typed": answer + "\ud800"}]


@pytest.mark.parametrize(
    "answer",
    ["\x00" * LONGEST_ANSWER, ["\x00" * (LONGEST_ANSWER - 4)], [""] * (LONGEST_ANSWER // 2 - 1)],
    ids=["text", "list of one", "list of many"],
)
def test_longest_answer_comes_back_even_when_every_character_is_escaped(log: AnswerLog, answer: Json) -> None:
    log.append("05.a", "v1", answer)
    assert given_answers(log) == [answer]


@pytest.mark.parametrize(
    "answer",
    ["x" * (LONGEST_ANSWER + 1), ["x" * LONGEST_ANSWER], {"x" * LONGEST_ANSWER: 1}, 10**40_000, [0] * 5_000],
    ids=["text", "list", "key", "digits", "many parts"],
)
def test_longer_answer_is_refused_and_nothing_is_written(log: AnswerLog, answer: Json) -> None:
    with pytest.raises(AnswerTooLongError, match=r"at most 10000 can be kept\. Shorten it"):
        log.append("05.a", "v1", answer)
    assert not log.path.exists()


def test_answer_in_too_many_parts_of_parts_is_refused(log: AnswerLog) -> None:
    log.append("05.a", "v1", nested(DEEPEST))
    with pytest.raises(AnswerTooLongError, match="parts in parts more than 8 deep"):
        log.append("05.a", "v1", nested(DEEPEST + 1))
    assert given_answers(log) == [nested(DEEPEST)]


@pytest.mark.parametrize("answer", [{1: "a"}, {"a"}, float("nan"), float("inf"), object()])
def test_what_json_cannot_say_is_the_programs_mistake(log: AnswerLog, answer: Json) -> None:
    with pytest.raises(TypeError, match=r"An answer (is|cannot be)"):
        log.append("05.a", "v1", answer)
    assert not log.path.exists()


# Whatever the file holds


@given(st.integers(min_value=1, max_value=6), st.data())
def test_random_bytes_spoil_one_line_at_most(scratch: Path, count: int, data: st.DataObject) -> None:
    whole = b"".join(lines(count))
    at = data.draw(st.integers(min_value=2, max_value=len(whole)))
    content = whole[:at] + data.draw(st.binary(max_size=60)) + whole[at:]
    log = filled(scratch, content)
    hit = whole[:at].count(b"\n")
    expected = [f"answer {number}" for number in range(count) if number != hit]
    assert [answer for answer in given_answers(log) if answer in expected] == expected
    assert scratch.read_bytes() == content


@given(st.integers(min_value=1, max_value=6), st.data())
def test_cut_off_log_keeps_its_whole_lines_and_goes_on(scratch: Path, count: int, data: st.DataObject) -> None:
    whole = b"".join(lines(count))
    cut = whole[: data.draw(st.integers(min_value=0, max_value=len(whole)))]
    log = filled(scratch, cut)
    log.append("05.a", "v1", "afterwards")
    kept = given_answers(log)
    assert kept[: cut.count(b"\n")] == [f"answer {number}" for number in range(cut.count(b"\n"))]
    assert kept[-1] == "afterwards"
    assert scratch.read_bytes().startswith(cut)


@given(st.binary(max_size=2000), st.sampled_from([b"", codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8]))
def test_any_bytes_are_read_without_complaint(scratch: Path, content: bytes, bom: bytes) -> None:
    log = filled(scratch, bom + content)
    log.append("05.a", "v1", "afterwards")
    assert given_answers(log)[-1] == "afterwards"
    assert all(found.line > 0 and found.reason for found in damage(log))
    assert recalled(log) == "afterwards"


@given(st.lists(st.sampled_from([GOOD, OTHER, "", "half a li", GOOD.replace("05.a", "05.Њ上ऊ")])), st.data())
def test_index_agrees_with_a_reading_from_the_beginning(scratch: Path, rows: list[str], data: st.DataObject) -> None:
    encoding, bom = data.draw(st.sampled_from([("utf-8", b""), ("utf-16-le", codecs.BOM_UTF16_LE)]))
    log, index = filled(scratch, bom), Index(scratch)
    for row in rows:
        with scratch.open("ab") as file:
            file.write((row + "\n").encode(encoding))
        index.refresh()
    read = list(log.read())
    good = {found.line() for found in read if isinstance(found, Answer)}
    assert index.answers == len(good)
    assert index.damaged == len(damage(log))
    assert [each.start for each in index.bad] == [each.start for each in _fresh(scratch).bad]


def _fresh(path: Path) -> Index:
    index = Index(path)
    index.refresh()
    return index


@pytest.mark.parametrize(
    "content",
    [
        f"{GOOD}\r\n{OTHER}\r\n".encode(),
        b"\xef\xbb\xbf" + f"{GOOD}\n{OTHER}\n".encode(),
        f"\n\n{GOOD}\n \n{OTHER}".encode(),
        f"  {GOOD}  \n{OTHER}\n".encode(),
        f'{GOOD}\n{OTHER[:-1]}, "more": [1, {{"deep": null}}]}}\n'.encode(),
        f"{GOOD}\n{OTHER}\n".replace("Z", "+02:00").encode(),
        f"{GOOD}\n{OTHER}\n".replace("Z", "").encode(),
        f"\ufeff{GOOD}\n{OTHER}\n".encode("utf-16-le"),
        f"\ufeff{GOOD}\r\n{OTHER}".encode("utf-16-le"),
        f"\ufeff{GOOD}\r\n{OTHER}\r\n".encode("utf-16-be"),
    ],
    ids=["CRLF", "BOM", "blank lines", "spaces", "another field", "another zone", "no zone", "16", "16 CRLF", "16 BE"],
)
def test_log_edited_by_hand_is_read_and_goes_on(tmp_path: Path, content: bytes) -> None:
    log = filled(tmp_path / "answers.jsonl", content)
    assert given_answers(log) == ["62", "42"]
    log.append("05.a", "v1", "上 and Њ")
    assert given_answers(log) == ["62", "42", "上 and Њ"]
    assert damage(log) == []
    assert recalled(log) == "上 and Њ"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_log_in_two_bytes_a_character_stays_in_them(tmp_path: Path, encoding: str) -> None:
    log = filled(tmp_path / "answers.jsonl", f"\ufeff{GOOD}\n{GOOD[:20]}".encode(encoding) + b"\x22")
    log.append("05.a", "v1", "上\u0a0a\u200a")
    log.append("05.a", "v1", "afterwards")
    assert given_answers(log) == ["62", "上\u0a0a\u200a", "afterwards"]
    assert log.path.read_bytes().decode(encoding).count("\n") == 4


def test_doubled_lines_are_one_answer(tmp_path: Path) -> None:
    log = filled(tmp_path / "answers.jsonl", f"{GOOD}\n{OTHER}\n{GOOD}\n{GOOD}\n{OTHER}\n".encode())
    attempts = log.attempts("05.a", "v1")
    assert attempts is not None
    assert attempts.count == 2
    assert (attempts.last.answer, [each.answer for each in attempts.early]) == ("42", ["62", "42"])
    assert log.tally() == (2, 0)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"not JSON", "is cut short, or is not an answer"),
        (b"[1]", "is cut short, or is not an answer"),
        (b"[" * 50_000, "is cut short, or is not an answer"),
        (b"1" * 5_000, "is cut short, or is not an answer"),
        (GOOD.replace('"62"', "NaN").encode(), "is cut short, or is not an answer"),
        (b"\xff\xfe" + GOOD.encode("utf-16-le"), "is in another encoding than the rest"),
        ("Ответ".encode("cp1251"), "is in another encoding than the rest"),
        (GOOD.replace('"answer"', '"verdict"').encode(), "has no 'answer'"),
        (GOOD.replace('"when"', '"then"').encode(), "has no 'when'"),
        (GOOD.replace('"v1"', "1").encode(), "has no 'version'"),
        (GOOD.replace("05.a", "5" * 201).encode(), "has a 'question' longer than 200 characters"),
        (GOOD.replace("2026-11-03T", "yesterday ").encode(), "has a date that cannot be read"),
        (GOOD.replace("2026", "0001").encode(), "has a date that cannot be read"),
        (GOOD.replace("2026-11-03T09:30:00Z", "0001-01-01T00:00:00+14:00").encode(), "has a date that cannot be read"),
        (
            GOOD.replace("62", "6" * (LONGEST_ANSWER + 1)).encode(),
            "has an answer longer than 10000 characters, or too deep",
        ),
        (
            GOOD.replace('"62"', "[" * 20 + "]" * 20).encode(),
            "has an answer longer than 10000 characters, or too deep",
        ),
        (GOOD.replace('"62"', "1e999").encode(), "has an answer longer than 10000 characters, or too deep"),
        (GOOD.replace("62", "6" * LONGEST_LINE).encode(), "is too long to be an answer"),
        (b"6" * (3 * LONGEST_LINE), "is too long to be an answer"),
    ],
)
def test_line_that_cannot_be_read_is_reported_with_its_number(tmp_path: Path, line: bytes, reason: str) -> None:
    log = filled(tmp_path / "answers.jsonl", b"\n".join([GOOD.encode(), line, OTHER.encode(), b""]))
    assert damage(log) == [Damage(2, reason)]
    assert given_answers(log) == ["62", "42"]
    assert recalled(log) == "42"


# Found again


def test_recall_prefers_this_wording_and_the_last_word(log: AnswerLog) -> None:
    for question, version, answer in [
        ("05.a", "v1", "first"),
        ("05.b", "v2", "another question"),
        ("05.a", "v2", "second"),
        ("05.a", "v2", "third"),
        ("05.a", "v1", "fourth"),
    ]:
        log.append(question, version, answer)
    assert recalled(log, version="v2") == "third"
    assert recalled(log, version="v1") == "fourth"
    assert recalled(log, version="v9") == "fourth"
    assert recalled(log, "05.c") is None
    assert log.questions() == ("05.a", "05.b")


def test_what_another_notebook_adds_is_found(log: AnswerLog) -> None:
    log.append("05.a", "v1", "mine")
    assert recalled(log) == "mine"
    filled_by_other = AnswerLog(log.path.parent / ".." / "work" / "answers.jsonl")
    filled_by_other.append("05.a", "v1", "theirs")
    assert recalled(log) == "theirs"


@pytest.mark.parametrize(
    "edited",
    [b"", GOOD.encode(), f"{OTHER}\n".encode() * 3, f"{OTHER}\n{GOOD}\n{'x' * 500}\n".encode(), b"\n" * 400],
)
def test_log_edited_while_a_notebook_runs_is_read_anew(log: AnswerLog, edited: bytes) -> None:
    log.append("05.a", "v1", "before")
    log.append("05.a", "v1", "before that")
    recalled(log)
    filled(log.path, edited)
    os.utime(log.path, ns=(0, 0))  # no editor is faster than the clock of the file system
    expected = given_answers(log)
    assert recalled(log) == (expected[-1] if expected else None)


def test_log_deleted_while_a_notebook_runs_begins_anew(log: AnswerLog) -> None:
    log.append("05.a", "v1", "before")
    assert recalled(log) == "before"
    log.path.unlink()
    assert recalled(log) is None
    log.append("05.a", "v1", "after")
    assert recalled(log) == "after"


def test_attempts_are_the_first_few_and_the_last(log: AnswerLog) -> None:
    for number in range(6):
        log.append("05.a", "v1", number)
    attempts = log.attempts("05.a", "v1")
    assert attempts is not None
    assert [each.answer for each in attempts.early] == [0, 1, 2]
    assert (attempts.last.answer, attempts.count) == (5, 6)
    assert log.attempts("05.a", "v2") is None


def test_what_was_brought_counts_as_last_only_if_it_is_newer(log: AnswerLog) -> None:
    here = Answer(START, "05.a", "v1", "here")
    for hours, last in [(-1, "here"), (1, "brought 1")]:
        log.add([here, Answer(START + timedelta(hours=hours), "05.a", "v1", f"brought {hours}", brought=True)])
        assert recalled(log) == last


def test_more_questions_than_an_index_holds_are_still_found(log: AnswerLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coursekit.work.answer_index._MOST_QUESTIONS", 2)
    monkeypatch.setattr("coursekit.work.answer_index._MOST_SEEN", 3)
    for number in range(6):
        log.append(f"05.q{number}", "v1", number)
    assert [recalled(log, f"05.q{number}") for number in range(6)] == list(range(6))


def test_showing_a_lesson_reads_a_long_log_once(log: AnswerLog, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = "x" * 9_000
    log.add(Answer(START + timedelta(minutes=n), f"05.q{n % 15}", "v1", f"{n}{answer}") for n in range(5_700))
    size = log.path.stat().st_size
    assert size > 50_000_000
    read = 0

    def counting(line: object, number: int, encoding: str) -> object:
        nonlocal read
        read += line.length  # type: ignore[attr-defined]
        return answer_in(line, number, encoding)  # type: ignore[arg-type]

    from coursekit.work.log_file import answer_in  # noqa: PLC0415

    monkeypatch.setattr("coursekit.work.answer_index.answer_in", counting)
    for question in range(15):
        assert str(recalled(log, f"05.q{question}")).startswith(str(5_685 + question))
        log.append(f"05.q{question}", "v1", "new")
        assert recalled(log, f"05.q{question}") == "new"
    assert size <= read < size + 2_000_000


# Damage is told once


def told(log: AnswerLog) -> str:
    return log.recall("05.a", "v1").damage


def test_damage_is_told_once_and_set_aside(log: AnswerLog) -> None:
    content = f"{GOOD}\nhalf a li\n{OTHER}\n<b>x\n".encode()
    filled(log.path, content)
    words = told(log)
    (aside,) = log.path.parent.glob("damaged-*.txt")
    assert words == (
        "work/answers.jsonl has 2 lines that cannot be read (the first is line 2, which is cut short, or is not an "
        f"answer). They were copied to work/{aside.name}, and the file itself was left as it is. "
        "All other answers are in use. If an answer of yours is missing, give it again."
    )
    assert aside.read_text(encoding="utf-8").splitlines()[2:] == ["half a li", "<b>x"]
    assert log.path.read_bytes() == content
    assert told(log) == ""


def test_line_that_has_no_end_yet_is_no_damage_until_another_follows(log: AnswerLog) -> None:
    filled(log.path, f"{OTHER}\n{GOOD[:30]}".encode())
    assert told(log) == ""
    log.append("05.a", "v1", "next")
    assert "line 2, which is cut short" in told(log)
    assert recalled(log) == "next"


def test_damage_is_not_told_again_on_another_day(log: AnswerLog, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(log.path, b"half a li\n")
    assert told(log)
    monkeypatch.setattr("coursekit.work.set_aside._told", set())
    assert told(log) == ""


def test_new_damage_is_told_and_set_aside_too(log: AnswerLog) -> None:
    filled(log.path, b"half a li\n")
    assert told(log)
    filled(log.path, b"half a li\nanother\n")
    assert "2 lines that cannot be read" in told(log)
    assert len(list(log.path.parent.glob("damaged-*.txt"))) == 2


def test_damage_where_nothing_can_be_written_is_told_once(log: AnswerLog, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(log.path, b"half a li\n")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("coursekit.work.set_aside.put", refuse)
    assert "could not be copied (Permission denied)" in told(log)
    assert told(log) == ""


def test_copy_of_much_damage_stays_small(log: AnswerLog) -> None:
    filled(log.path, (b"\xff" * 50_000 + b"\n") * 100 + GOOD.encode())
    assert "100 lines" in told(log)
    (aside,) = log.path.parent.glob("damaged-*.txt")
    assert aside.stat().st_size < 1_010_000
    assert "stand in the log only" in aside.read_text(encoding="utf-8")
    assert recalled(log) == "62"


# Something else in its place


def test_folder_in_place_of_the_log_is_reported(log: AnswerLog) -> None:
    log.path.mkdir(parents=True)
    assert [found.line for found in damage(log)] == [0]
    assert "Your saved answers cannot be read: work/answers.jsonl cannot be opened" in told(log)
    assert told(log) == ""
    with pytest.raises(AnswerNotSavedError, match="could not be written to"):
        log.append("05.a", "v1", "62")


def test_file_in_place_of_the_folder_is_reported(log: AnswerLog) -> None:
    log.path.parent.write_text("in the way", encoding="utf-8")
    with pytest.raises(AnswerNotSavedError, match="or move the course to a folder you may write to"):
        log.append("05.a", "v1", "62")
    assert recalled(log) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_pipe_in_place_of_the_log_does_not_wait(log: AnswerLog) -> None:
    log.path.parent.mkdir()
    os.mkfifo(log.path)
    assert "no ordinary file" in told(log)
    with pytest.raises(AnswerNotSavedError, match="no ordinary file"):
        log.append("05.a", "v1", "62")


def test_link_to_a_log_elsewhere_is_followed(log: AnswerLog, tmp_path: Path) -> None:
    log.path.parent.mkdir()
    log.path.symlink_to(tmp_path / "elsewhere.jsonl")
    log.append("05.a", "v1", "62")
    assert recalled(log) == "62"
    assert log.path.is_symlink()


def test_link_to_itself_is_reported(log: AnswerLog) -> None:
    log.path.parent.mkdir()
    log.path.symlink_to(log.path)
    assert "cannot be opened" in told(log)
    with pytest.raises(AnswerNotSavedError):
        log.append("05.a", "v1", "62")


# The platform


def test_disk_that_fills_is_reported_and_earlier_answers_stay(log: AnswerLog, monkeypatch: pytest.MonkeyPatch) -> None:
    log.append("05.a", "v1", "before")
    write = os.write
    with monkeypatch.context() as patched:
        patched.setattr("coursekit.work.log_file.os.write", lambda descriptor, line: write(descriptor, line[:20]))
        with pytest.raises(AnswerNotSavedError, match=r"No space left.*Make room on the disk.*Earlier answers are"):
            log.append("05.a", "v1", "lost")
    log.append("05.a", "v1", "after")
    assert given_answers(log) == ["before", "after"]
    assert [found.line for found in damage(log)] == [2]


def test_disk_that_fails_to_keep_is_reported(log: AnswerLog, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(5, "Input/output error", descriptor)

    monkeypatch.setattr("coursekit.work.log_file.os.fsync", fail)
    with pytest.raises(AnswerNotSavedError, match="Input/output error"):
        log.append("05.a", "v1", "62")


def test_platform_without_fsync_saves_all_the_same(log: AnswerLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("coursekit.work.log_file.os.fsync")
    log.append("05.a", "v1", "62")
    assert given_answers(log) == ["62"]


def test_log_needs_no_threads_sockets_or_processes() -> None:
    code = "import sys, coursekit.work.answers; print(*({'socket', 'subprocess', 'threading'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
