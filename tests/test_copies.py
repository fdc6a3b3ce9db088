"""Copies: whole or not there at all, whenever the writing stops, and never inside the course."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest

from coursekit import copies
from coursekit.copies import Copy, CopyError
from coursekit.sources import reference_copy

BOOK = Copy("serge-1930", "added", "book")
OLD, NEW = b"the old text", b"the new text\n" * 100_000

KILLED = """
import os, sys
from coursekit import copies
name, when = sys.argv[1:]
real = getattr(os, name)
def die(*words):
    if when == "after":
        real(*words)
    os._exit(9)  # as a kill does: nothing is tidied up
setattr(os, name, die)
copies.write(copies.Copy("serge-1930", "added", "book"), b"the new text\\n" * 100_000)
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COURSEKIT_SOURCES", str(tmp_path / "copies"))
    return tmp_path / "copies"


def left_aside(place: Path) -> list[Path]:
    return sorted(place.rglob("*.part"))


def test_the_folder_is_the_one_named(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert copies.folder() == place
    monkeypatch.chdir(place.parent)
    monkeypatch.setenv("COURSEKIT_SOURCES", "here")
    assert copies.folder() == place.parent / "here"


def test_otherwise_it_is_where_the_system_keeps_a_users_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("COURSEKIT_SOURCES")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(platformdirs, "user_data_path", lambda name, appauthor: tmp_path / name)  # noqa: ARG005
    assert copies.folder() == tmp_path / "coursekit" / "sources"
    copies.write(BOOK, OLD)
    assert [copy.text() for copy in copies.held("serge-1930")] == [OLD.decode()]


def test_what_is_written_is_read_back_and_written_once(place: Path) -> None:
    assert copies.held("serge-1930") == ()
    assert copies.write(BOOK, OLD)
    assert not copies.write(BOOK, OLD)
    assert copies.held("serge-1930") == (BOOK,)
    assert BOOK.text() == OLD.decode()
    assert BOOK.path.is_relative_to(place)
    assert copies.held("trotsky-1932") == ()


@pytest.mark.parametrize("before", [None, OLD])
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("name", ["fsync", "replace"])
def test_a_killed_command_leaves_the_old_copy_or_the_new(
    place: Path, name: str, when: str, before: bytes | None
) -> None:
    if before:
        copies.write(BOOK, before)
    run = subprocess.run([sys.executable, "-c", KILLED, name, when], check=False)
    assert run.returncode == 9
    whole = [NEW] if (name, when) == ("replace", "after") else [before] if before else []
    assert [copy.text().encode() for copy in copies.held("serge-1930")] == whole
    for path in left_aside(place):
        assert copies.sweep() == ()  # it may still be at work
        os.utime(path, (0, 0))
        assert copies.sweep() == (path,)
    copies.write(BOOK, NEW)
    assert [copy.text().encode() for copy in copies.held("serge-1930")] == [NEW]
    assert left_aside(place) == []


@pytest.mark.parametrize("name", ["fsync", "replace"])
def test_a_full_disk_is_said_and_leaves_the_old_copy(place: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    copies.write(BOOK, OLD)

    def fail(*_words: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, name, fail)
    with pytest.raises(CopyError, match="No space left on device"):
        copies.write(BOOK, NEW)
    assert BOOK.text() == OLD.decode()
    assert left_aside(place) == []


def test_ctrl_c_leaves_nothing_aside(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_words: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        copies.write(BOOK, NEW)
    assert copies.held("serge-1930") == ()
    assert left_aside(place) == []


def test_a_folder_that_is_a_file_is_said(place: Path) -> None:
    place.write_text("not a folder", encoding="utf-8")
    with pytest.raises(CopyError, match="cannot be written"):
        copies.write(BOOK, OLD)


@pytest.mark.parametrize("inside", ["", "work/copies", "data"])
def test_no_copy_goes_into_the_course(course_copy: Path, inside: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSEKIT_SOURCES", str(course_copy / inside))
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(CopyError, match="inside the copy of the course"):
        copies.write(BOOK, OLD)
    assert not (course_copy / inside / "added").exists()


def test_a_copy_spoilt_by_something_else_is_said() -> None:
    copies.write(BOOK, b"\xff\xfe\x00")
    with pytest.raises(CopyError, match="coursekit sources remove serge-1930; then add"):
        BOOK.text()
    BOOK.path.unlink()
    with pytest.raises(CopyError, match="cannot be read"):
        BOOK.text()
    with pytest.raises(CopyError, match="cannot be read"):
        copies.digest(BOOK.path)


def test_removing_takes_the_file_and_the_folder_it_leaves_empty(place: Path) -> None:
    other = Copy("serge-1930", "added", "other")
    copies.write(BOOK, OLD)
    copies.write(other, NEW)
    copies.remove(BOOK)
    assert copies.held("serge-1930") == (other,)
    copies.remove(other)
    copies.remove(other)
    assert not (place / "added" / "serge-1930").exists()


def test_what_cannot_be_deleted_is_said() -> None:
    BOOK.path.mkdir(parents=True)
    with pytest.raises(CopyError, match="Delete it by hand"):
        copies.remove(BOOK)


@pytest.mark.parametrize("file", ["CON.txt", "Год первый.html", "../../etc/passwd", "a" * 300, ".hidden", ""])
def test_any_file_gets_a_name_that_every_system_takes(file: str) -> None:
    name = copies.name_for(file, OLD)
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(name) < 60
    assert name != copies.name_for(file, NEW)
    assert copies.write(Copy("serge-1930", "added", name), OLD)


@pytest.mark.sources
def test_a_reference_copy_that_was_added_is_one(sources: Path) -> None:
    content = next(path.read_bytes() for path in sources.glob("*.txt") if b"Brest-Litovsk" in path.read_bytes()[:100])
    copies.write(Copy("trotsky-1918", "added", "mine"), content)
    lines = reference_copy("trotsky-1918")
    assert lines is not None
    assert len(lines) == 176
    assert reference_copy("serge-1930") is None
