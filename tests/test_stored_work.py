"""What is kept of a student's work: shown, taken away, brought back, deleted."""

from __future__ import annotations

import base64
import io
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answering import NOON, answered
from coursekit import cli, copies
from coursekit.kinds.base import Outcome
from coursekit.work.answer_lines import Answer
from coursekit.work.answers import AnswerLog, answer_log
from coursekit.work.bringing_back import BringBackError, bring_back
from coursekit.work.handing_in import hand_in
from coursekit.work.kept_files import SORTS
from coursekit.work.stored_work import stored
from coursekit.work.work_panels import LARGEST_LINK

QUESTION = "05.remainder"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COURSEKIT_SOURCES", str(tmp_path / "books"))


def fill() -> None:
    """Keep one file of each sort, and a damaged line."""
    answered(QUESTION, Outcome.RIGHT)
    with answer_log().path.open("ab") as file:
        file.write(b"half a li\n")
    answer_log().recall(QUESTION, "v1")
    hand_in("Anna")
    Path("work", "earlier").mkdir()
    Path("work", "earlier", "05-preparliament-2026-11-03-120000.ipynb").write_text("{}", encoding="utf-8")


def names() -> list[str]:
    return sorted(path.as_posix() for path in Path("work").rglob("*") if not path.is_dir())


def answering(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(words))


# Shown


def test_everything_that_is_kept_is_shown_with_how_to_delete_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill()
    monkeypatch.setattr(sys, "platform", "linux")
    copies.write(copies.Copy("trotsky-1932", "added", "mine-00000000"), b"In October")
    text = stored().text
    assert "Your answers: 1 answer, 1 kB, 1 line that cannot be read, 1 copy of such lines, set aside;" in text
    assert "What you made to hand in: 1 file" in text
    assert "Notebooks set aside when you started a lesson again: 1 file" in text
    assert f"Your copies of books: 1 file, 1 kB; {tmp_path / 'books'}; to delete: coursekit sources remove ID" in text
    for sort in SORTS:
        assert f"to delete: coursekit work --delete {sort.name}" in text


def test_in_a_browser_no_terminal_is_spoken_of(monkeypatch: pytest.MonkeyPatch) -> None:
    fill()
    monkeypatch.delenv("COURSEKIT_SOURCES")
    monkeypatch.setattr(sys, "platform", "emscripten")
    shown = stored()
    assert "In the files of this browser" in shown.html
    assert "Your copies of books: nothing; work/books" in shown.text
    assert "coursekit " not in shown.text
    assert "in a terminal" not in shown.html


def test_nothing_kept_is_said_and_made_by_looking() -> None:
    assert stored().text.count(": nothing; ") == 4
    assert "to delete: coursekit" not in stored().text
    assert not Path("work").exists()


def test_answers_can_be_downloaded_where_files_have_no_address() -> None:
    fill()
    found = re.search(r'download="answers.jsonl" href="data:application/x-ndjson;base64,([^"]+)"', stored().html)
    assert found
    assert base64.b64decode(found[1]) == answer_log().path.read_bytes()


def test_answers_too_many_for_a_link_are_where_they_are() -> None:
    answered(QUESTION, Outcome.RIGHT)
    with answer_log().path.open("ab") as file:
        file.write(b" " * LARGEST_LINK)
    assert "download=" not in stored().html
    assert "answers.jsonl" in stored().html


def test_log_that_cannot_be_read_does_not_hinder_the_rest() -> None:
    answer_log().path.mkdir(parents=True)
    assert "What you made to hand in: nothing" in stored().text


def test_what_is_shown_is_escaped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = tmp_path / "<img src=x>"
    hostile.mkdir()
    monkeypatch.chdir(hostile)
    monkeypatch.setattr(sys, "platform", "linux")
    answered(QUESTION, Outcome.RIGHT)
    assert "<img" not in stored().html
    assert "&lt;img src=x&gt;" in stored().html


# Brought back


def downloaded(*answers: Answer, rest: bytes = b"") -> Path:
    path = Path("downloaded.jsonl")
    path.write_bytes(b"".join(each.line() for each in answers) + rest)
    return path


def at(hours: int, answer: str, name: str = QUESTION) -> Answer:
    return Answer(NOON.replace(hour=hours), name, "v1", answer)


def last(name: str = QUESTION) -> object:
    found = answer_log().recall(name, "v1").answer
    return found.answer if found else None


def test_answers_come_back_to_an_empty_folder() -> None:
    panel = bring_back(downloaded(at(1, "a"), at(2, "b"), at(3, "c", "05.majority")))
    assert "3 answers came back from downloaded.jsonl; 0 were here already." in panel.text
    assert (last(), last("05.majority")) == ("b", "c")


def test_bringing_back_twice_is_bringing_back_once() -> None:
    answer_log().add([at(1, "a")])
    bring_back(downloaded(at(1, "a"), at(2, "b")))
    content = answer_log().path.read_bytes()
    assert "0 answers came back from downloaded.jsonl; 2 were here already." in bring_back("downloaded.jsonl").text
    assert answer_log().path.read_bytes() == content


def test_own_log_brought_back_after_a_round_trip_adds_nothing() -> None:
    bring_back(downloaded(at(1, "a")))
    Path("again.jsonl").write_bytes(answer_log().path.read_bytes())
    assert "0 answers came back" in bring_back(Path("again.jsonl")).text


def test_what_is_here_and_newer_stays_the_last_word() -> None:
    answer_log().add([at(5, "here")])
    bring_back(downloaded(at(4, "older")))
    assert last() == "here"
    bring_back(downloaded(at(6, "newer")))
    assert last() == "newer"
    answer_log().add([at(7, "after")])
    assert last() == "after"


def test_nothing_that_was_here_is_changed() -> None:
    answer_log().add([at(5, "here")])
    before = answer_log().path.read_bytes()
    bring_back(downloaded(at(4, "older"), rest=b"half a li\n\xff\n"))
    assert answer_log().path.read_bytes().startswith(before)
    assert answer_log().tally() == (2, 0)


def test_lines_that_cannot_be_read_are_counted_and_left_out() -> None:
    assert "2 lines of the file cannot be read" in bring_back(downloaded(at(4, "a"), rest=b"half a li\n\xff\n")).text


@given(st.binary(max_size=500))
def test_any_file_is_brought_back_or_refused_in_words(content: bytes) -> None:
    path = downloaded(rest=content)
    with pytest.raises(BringBackError, match="holds no answers that can be read"):
        bring_back(path)


def test_files_that_cannot_hold_answers_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BringBackError, match=r"no file nowhere\.jsonl here"):
        bring_back("nowhere.jsonl")
    with pytest.raises(BringBackError, match="cannot be opened"):
        bring_back(tmp_path)
    with Path("huge.jsonl").open("wb") as file:
        file.truncate(50_000_001)
    with pytest.raises(BringBackError, match="larger than"):
        bring_back("huge.jsonl")


# Deleted


def test_command_lists_what_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    fill()
    assert cli.main(["work"]) == 0
    printed = capsys.readouterr().out
    assert "Your answers: 1 answer" in printed
    assert "to delete: coursekit work --delete hand-ins" in printed
    assert len(names()) == 4


@pytest.mark.parametrize(
    ("what", "gone"),
    [
        ("answers", {"answers.jsonl", "damaged"}),
        ("hand-ins", {"hand-in"}),
        ("earlier", {"earlier"}),
        ("all", {"answers.jsonl", "damaged", "hand-in", "earlier"}),
    ],
)
def test_yes_deletes_what_was_named_and_nothing_else(
    what: str, gone: set[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fill()
    before = names()
    answering("yes\n", monkeypatch)
    assert cli.main(["work", "--delete", what]) == 0
    assert names() == [name for name in before if not any(part in name for part in gone)]
    assert capsys.readouterr().out.count("Deleted ") == len(before) - len(names())
    assert Path("work").exists() == (what != "all")


@pytest.mark.parametrize("words", ["", "y\n", "no\n", "\n"])
def test_anything_but_yes_deletes_nothing(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fill()
    before = names()
    answering(words, monkeypatch)
    assert cli.main(["work", "--delete", "all"]) == 0
    assert names() == before


def test_yes_can_be_given_beforehand() -> None:
    fill()
    assert cli.main(["work", "--delete", "all", "--yes"]) == 0
    assert names() == []


def test_own_files_in_the_work_folder_stay(capsys: pytest.CaptureFixture[str]) -> None:
    Path("work").mkdir()
    for own in ("notes.txt", "essay.ipynb"):
        Path("work", own).write_text("mine", encoding="utf-8")
    assert cli.main(["work", "--delete", "all", "--yes"]) == 0
    assert "There is nothing to delete" in capsys.readouterr().out
    assert len(names()) == 2


def test_what_a_link_leads_to_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    elsewhere = AnswerLog(tmp_path / "elsewhere.jsonl")
    elsewhere.append(QUESTION, "v1", "62")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "05-mine.html").write_text("mine", encoding="utf-8")
    Path("work").mkdir()
    answer_log().path.symlink_to(elsewhere.path)
    Path("work", "hand-in").symlink_to(outside)
    assert cli.main(["work", "--delete", "all", "--yes"]) == 0
    assert "what it led to stays" in capsys.readouterr().out
    assert elsewhere.path.exists()
    assert (outside / "05-mine.html").exists()
    assert not answer_log().path.is_symlink()


def test_file_that_cannot_be_deleted_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fill()

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("coursekit.work.kept_files.Path.unlink", refuse)
    assert cli.main(["work", "--delete", "answers", "--yes"]) == 1
    assert "answers.jsonl cannot be deleted: Permission denied" in capsys.readouterr().err


def test_unknown_sort_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["work", "--delete", "everything"]) == 2
    assert "invalid choice" in capsys.readouterr().err


def test_deleted_answers_are_gone_from_a_running_notebook() -> None:
    fill()
    assert answer_log().tally() == (1, 1)
    assert cli.main(["work", "--delete", "answers", "--yes"]) == 0
    assert answer_log().tally() == (0, 0)
