"""`ck.add_source`: a reader's own copy, from a cell of a notebook, in JupyterLab and in a browser."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import made_works
from coursekit import copies
from coursekit.adding import add_source
from coursekit.copies import CopyError
from coursekit.identity import NotTheWorkError
from coursekit.sources import reference_copy
from coursekit.texts import TextError
from made_works import lines_of, page_of, text_of

WORK = "long-1900"


@pytest.fixture(autouse=True)
def _own_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COURSEKIT_SOURCES", str(tmp_path / "books"))
    made_works.install("https://example.org", monkeypatch.setattr)


def in_a_browser(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    """Give the top of a copy of the course, as JupyterLite has it, in whose lessons a notebook runs."""
    top = folder / "drive"
    (top / "lessons").mkdir(parents=True)
    (top / "data").mkdir()
    (top / "data" / "datapackage.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(sys, "platform", "emscripten")
    monkeypatch.delenv("COURSEKIT_SOURCES")
    monkeypatch.chdir(top / "lessons")
    return top


def uploaded(name: str, content: bytes) -> str:
    Path(name).write_bytes(content)
    return name


def test_a_reference_copy_is_kept_to_the_byte_and_read_at_once() -> None:
    assert reference_copy(WORK) is None
    said = add_source(uploaded("mine.txt", text_of(WORK).encode())).text
    assert "mine.txt is the reference copy, to the byte." in said
    assert reference_copy(WORK) == lines_of(WORK)


def test_a_chapter_in_html_is_known_for_what_it_is() -> None:
    said = add_source(uploaded("chapter.html", page_of(WORK, 1))).text
    assert "chapter.html is 30 of 120 paragraphs of Long 1900." in said
    assert len(copies.held(WORK)) == 1


def test_the_same_file_again_is_said_to_be_there() -> None:
    name = uploaded("mine.txt", text_of(WORK).encode())
    add_source(name)
    assert "mine.txt was there already" in add_source(name).text
    assert len(copies.held(WORK)) == 1


@pytest.mark.parametrize(
    ("content", "error"),
    [(b"Bread, peace and land.", NotTheWorkError), (b"", TextError), (b"PK\x03\x04", TextError)],
)
def test_what_is_none_of_the_works_is_refused_in_words(content: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        add_source(uploaded("other.txt", content))
    assert not Path("books").exists()


def test_a_deep_file_is_refused_in_words() -> None:
    with pytest.raises((NotTheWorkError, TextError)):
        add_source(uploaded("deep.html", b"<html>" + b"<div>" * 50_000 + b"x"))


def test_names_are_escaped(tmp_path: Path) -> None:
    name = uploaded("<img src=x>.txt", text_of(WORK).encode())
    assert "<img" not in add_source(name).html
    assert (tmp_path / "books").is_dir()


def test_in_a_browser_the_copy_lies_with_the_files_that_it_keeps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = in_a_browser(monkeypatch, tmp_path)
    said = add_source(uploaded("mine.txt", text_of(WORK).encode())).text
    [copy] = copies.held(WORK)
    assert copy.path.is_relative_to(top / "work" / "books")
    assert f"kept as {copy.path.relative_to(top).as_posix()}." in said
    assert reference_copy(WORK) == lines_of(WORK)


def test_where_the_course_is_a_folder_of_its_own_no_copy_goes_into_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = in_a_browser(monkeypatch, tmp_path)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("COURSEKIT_SOURCES", str(top / "work" / "books"))
    with pytest.raises(CopyError, match="inside the copy of the course"):
        add_source(uploaded("mine.txt", text_of(WORK).encode()))


def test_the_folder_is_one_that_git_passes_over() -> None:
    ignored = (Path(__file__).resolve().parents[1] / ".gitignore").read_text(encoding="utf-8").split()
    assert "/work/" in ignored
