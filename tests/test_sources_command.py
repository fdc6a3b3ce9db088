"""`coursekit sources`: each command says what it did and what it did not, and running it again gets the rest."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import made_works
from coursekit import cli, copies, sources_command
from coursekit.fetching import Limits
from made_works import PAGE, Answer, Site, flood, lines_of, page, page_of, silence, status, text_of

ALL = {"/long-1900/ch1.htm", "/long-1900/ch2.htm", "/long-1900/ch3.htm", "/short-1901/ch1.htm"}

KILLED = """
import os, sys
import made_works
from coursekit import cli
made_works.install(sys.argv[1], setattr)
real, left = os.replace, int(sys.argv[2])
def die(*words):
    global left
    left -= 1
    if left < 0:
        os._exit(9)  # as a kill does: nothing is tidied up
    real(*words)
os.replace = die
cli.main(["sources", "fetch", "--yes"])
"""


@pytest.fixture
def site() -> Iterator[Site]:
    with made_works.serving() as serving:
        yield serving


@pytest.fixture(autouse=True)
def place(tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COURSEKIT_SOURCES", str(tmp_path / "copies"))
    made_works.install(site.address, monkeypatch.setattr)
    return tmp_path / "copies"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "My Book.txt"
    path.write_text(text_of("long-1900"), encoding="utf-8", newline="\n")
    return path


def answered(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(words))


def kept() -> set[str]:
    return {f"/{copy.source}/{copy.name}.htm" for name in made_works.FREE for copy in copies.held(name)}


def said(capsys: pytest.CaptureFixture[str]) -> str:
    printed = capsys.readouterr()
    return printed.out + printed.err


def test_add_keeps_the_reference_copy_to_the_byte(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["sources", "add", str(book)]) == 0
    [copy] = copies.held("long-1900")
    assert copy.path.read_bytes() == book.read_bytes()
    assert said(capsys) == f"Added {book}: the reference copy, to the byte; kept as {copy.path}\n"
    assert cli.main(["sources", "add", str(book)]) == 0
    assert said(capsys) == f"{book} is there already, as {copy.path}\n"


def test_add_keeps_the_text_of_a_chapter_in_html(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chapter = tmp_path / "chapter.html"
    chapter.write_bytes(page_of("long-1900", 2))
    assert cli.main(["sources", "add", "--as", "long-1900", str(chapter)]) == 0
    assert "30 of 120 paragraphs of Long 1900; kept as" in said(capsys)
    [copy] = copies.held("long-1900")
    assert copy.text().split("\n\n")[0].split() == lines_of("long-1900")[PAGE].split()


def test_add_goes_on_after_a_file_it_refuses(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other.txt"
    other.write_text("A recipe for bread.", encoding="utf-8")
    files = [str(other), str(tmp_path / "nothing.txt"), str(tmp_path), str(book)]
    assert cli.main(["sources", "add", *files]) == 1
    printed = capsys.readouterr()
    assert printed.out.startswith(f"Added {book}")
    reasons = printed.err.splitlines()
    assert reasons[0].startswith(f"Not added: {other}: no paragraph of any work the course reads is in it.")
    assert reasons[1] == f"Not added: {tmp_path / 'nothing.txt'}: there is no such file."
    assert reasons[2].startswith(f"Not added: {tmp_path}: a folder.")


def test_add_refuses_a_work_said_to_be_another(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["sources", "add", "--as", "short-1901", str(book)]) == 1
    assert "it is not Short 1901: 120 of 120 paragraphs of Long 1900 found in it" in said(capsys)
    assert copies.held("long-1900") == copies.held("short-1901") == ()


def test_add_says_when_the_disk_is_full(
    book: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_words: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    assert cli.main(["sources", "add", str(book)]) == 1
    assert "No space left on device. Nothing was kept of it." in said(capsys)
    assert copies.held("long-1900") == ()


@pytest.mark.parametrize("words", [["add", "x.txt"], ["fetch", "--yes"]])
def test_inside_the_course_nothing_is_kept_and_nothing_asked(
    words: list[str], course_copy: Path, site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSEKIT_SOURCES", str(course_copy / "copies"))
    assert cli.main(["sources", *words]) == 1
    assert "inside the copy of the course" in said(capsys)
    assert site.asked == []


def test_fetch_asks_first_and_gets_one_file_a_page(
    site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(monkeypatch, "y\n")
    assert cli.main(["sources", "fetch"]) == 0
    printed = capsys.readouterr().out
    assert "Long 1900: 3 pages of 127.0.0.1" in printed
    assert printed.index("Fetch them now") < printed.index("Fetched ")
    assert "Not fetched: Closed 1902 (made by a script). If you have a copy: coursekit sources add FILE" in printed
    assert printed.endswith("4 pages fetched.\n")
    assert sorted(site.asked) == sorted(ALL)
    assert kept() == ALL
    assert cli.main(["sources", "fetch"]) == 0
    assert "Nothing to fetch" in said(capsys)
    assert len(site.asked) == len(ALL)


@pytest.mark.parametrize("words", ["n\n", "\n", "", "what?\n"])
def test_fetch_takes_anything_but_yes_for_no(
    words: str, site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(monkeypatch, words)
    assert cli.main(["sources", "fetch"]) == 0
    assert said(capsys).endswith("Nothing was fetched.\n")
    assert site.asked == []


def test_fetch_gets_only_the_work_named(site: Site) -> None:
    assert cli.main(["sources", "fetch", "--yes", "short-1901"]) == 0
    assert site.asked == ["/short-1901/ch1.htm"]


def test_fetch_never_asks_for_a_work_that_is_not_free(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["sources", "fetch", "--yes", "closed-1902"]) == 0
    assert said(capsys).startswith("Not fetched: Closed 1902")
    assert site.asked == []


BAD: dict[str, tuple[Callable[[Site], Answer], str]] = {
    "not there": (lambda _: status(404), "404 Not Found"),
    "cut off": (lambda _: page(page_of("long-1900", 2)[:2000], announced=9000), "cut off, 2000 of 9000 bytes"),
    "cut off without a word": (
        lambda _: page(page_of("long-1900", 2)[:4000], announced=-1),
        "of the page's 30 paragraphs are there, so it is cut off",
    ),
    "another page": (lambda _: page(page_of("long-1900", 1)), "it is not the page of Long 1900 it should be"),
    "another work": (lambda _: page(page_of("short-1901", 1)), "it has 30 of 30 paragraphs of Short 1901 instead"),
    "an apology": (lambda _: page(b"<html><p>We are moving house.</p>"), "no paragraph of any work"),
    "nothing": (lambda _: page(b""), "there are no words in it"),
    "a picture": (lambda _: page(b"\x89PNG\r\n"), "a picture"),
    "huge": (lambda site: flood(site, 100 * 1024 * 1024, announced=False), "larger than 256 kB"),
    "elsewhere": (lambda _: status(302, Location="http://example.invalid/"), "leads away to http://example.invalid/"),
}


@pytest.mark.parametrize("case", BAD)
def test_fetch_goes_on_after_a_page_it_refuses_and_gets_it_when_mended(
    case: str, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    make, why = BAD[case]
    good, site.answers["/long-1900/ch2.htm"] = site.answers["/long-1900/ch2.htm"], make(site)
    assert cli.main(["sources", "fetch", "--yes"]) == 1
    printed = capsys.readouterr()
    assert why in printed.err
    assert printed.err.endswith("3 of 4 pages fetched. To get the rest, run the same command again.\n")
    assert kept() == ALL - {"/long-1900/ch2.htm"}
    site.answers["/long-1900/ch2.htm"] = good
    site.asked.clear()
    assert cli.main(["sources", "fetch", "--yes"]) == 0
    assert site.asked == ["/long-1900/ch2.htm"]
    assert kept() == ALL


@pytest.mark.parametrize("case", ["silent", "busy"])
def test_fetch_leaves_a_site_alone_that_does_not_answer(
    case: str, site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources_command, "_LIMITS", Limits(silence=0.1, pause=0))
    site.answers["/long-1900/ch2.htm"] = silence(site) if case == "silent" else status(503)
    assert cli.main(["sources", "fetch", "--yes"]) == 1
    assert site.asked == ["/long-1900/ch1.htm", "/long-1900/ch2.htm"]
    assert capsys.readouterr().err.count("Not tried: ") == 2
    assert kept() == {"/long-1900/ch1.htm"}


def test_fetch_stops_at_ctrl_c_and_keeps_what_came(
    site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coursekit.sources_command.time.sleep", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    assert cli.main(["sources", "fetch", "--yes"]) == 1
    assert "Stopped. Every page that came is whole.\n1 of 4 pages fetched." in said(capsys)
    assert kept() == {"/long-1900/ch1.htm"}
    assert len(site.asked) == 1


@pytest.mark.parametrize("renamed", [0, 1, 3])
def test_fetch_killed_at_any_page_gets_the_rest_next_time(renamed: int, site: Site, place: Path) -> None:
    words = [sys.executable, "-c", KILLED, site.address, str(renamed)]
    run = subprocess.run(words, cwd=Path(__file__).parent, capture_output=True, check=False)
    assert run.returncode == 9, run.stderr
    assert len(kept()) == renamed
    [aside] = place.rglob("*.part")
    os.utime(aside, (0, 0))
    site.asked.clear()
    assert cli.main(["sources", "fetch", "--yes"]) == 0
    assert len(site.asked) == len(ALL) - renamed
    assert kept() == ALL
    assert list(place.rglob("*.part")) == []


def test_status_says_what_is_there_and_what_is_free_nowhere(
    book: Path, site: Site, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chapter = book.with_name("chapter.html")
    chapter.write_bytes(page_of("long-1900", 4))
    cli.main(["sources", "add", str(book), str(chapter)])
    cli.main(["sources", "fetch", "--yes", "short-1901"])
    (place / "by hand.txt").write_text(text_of("closed-1902"), encoding="utf-8", newline="\n")
    site.asked.clear()
    capsys.readouterr()
    assert cli.main(["sources", "status"]) == 0
    first, long, short, closed = capsys.readouterr().out.split("\n\n")
    assert first == f"Copies are kept in {place}"
    assert "paragraphs of Long 1900); the reference copy, my-book" in long
    assert "coursekit sources fetch long-1900" in long
    assert f"no free copy covers lines {3 * PAGE + 1} to {4 * PAGE} of the reference copy" in long
    assert "here: 1 of 1 free page" in short
    assert "coursekit sources fetch" not in short
    assert "here: the reference copy, by hand.txt" in closed
    assert "no free copy: bring your own" in closed
    assert site.asked == []


def test_status_of_nothing_makes_nothing(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["sources", "status"]) == 0
    assert said(capsys).count("here: nothing") == 3
    assert not place.exists()


def test_status_names_a_copy_that_something_else_spoilt(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["sources", "add", str(book)])
    copies.held("long-1900")[0].path.write_text("spoilt", encoding="utf-8")
    assert cli.main(["sources", "status"]) == 0
    assert "which is not what was added (no paragraph of any work" in said(capsys)


def test_remove_takes_what_commands_put_there_and_nothing_else(
    book: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["sources", "add", str(book)])
    cli.main(["sources", "fetch", "--yes"])
    mine = place / "mine.txt"
    mine.write_bytes(book.read_bytes())
    capsys.readouterr()
    assert cli.main(["sources", "remove", "long-1900"]) == 0
    printed = capsys.readouterr().out
    assert printed.count("Removed ") == 4
    assert f"Left: {mine}, which no command put there." in printed
    assert mine.is_file()
    assert book.is_file()
    assert kept() == {"/short-1901/ch1.htm"}
    assert cli.main(["sources", "remove", "long-1900"]) == 0
    assert "Nothing removed: no copy of Long 1900 was added or fetched." in said(capsys)


@pytest.mark.parametrize(
    ("words", "message", "code"),
    [
        ([], "usage: coursekit sources", 2),
        (["stat"], "There is no command 'sources stat'. Did you mean 'sources status'", 2),
        (["add"], "the following arguments are required: FILE", 2),
        (["remove"], "the following arguments are required: ID", 2),
        (["fetch", "--yse"], "coursekit sources fetch: '--yse' is not understood. Did you mean '--yes'", 2),
        (["status", "x"], "'x' is not understood", 2),
        (["fetch", "long-1901"], "There is no source 'long-1901'. Did you mean 'long-1900'", 1),
        (["remove", "lnog-1900"], "Did you mean 'long-1900'", 1),
        (["add", "--as", "long", "x"], "There is no source 'long'.", 1),
    ],
)
def test_misuse_is_named(
    words: list[str], message: str, code: int, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["sources", *words]) == code
    printed = capsys.readouterr()
    assert message in printed.err
    assert printed.out == ""
    assert site.asked == []


@pytest.mark.parametrize("words", [["--help"], ["add", "--help"], ["fetch", "-h"], ["status", "-h"], ["remove", "-h"]])
def test_asking_for_help_is_no_failure(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["sources", *words]) == 0
    assert "usage: coursekit sources" in capsys.readouterr().out
