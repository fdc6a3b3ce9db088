"""A text is told from its paragraphs: what it is, or why it is not what it is said to be."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import made_works
from coursekit import identity
from coursekit import sources as library
from coursekit.identity import NotTheWorkError, confirm, confirm_page, recognise
from coursekit.sources import sources as real_sources
from made_works import PAGE, lines_of, text_of


@pytest.fixture
def _made(monkeypatch: pytest.MonkeyPatch) -> None:
    made_works.install("http://localhost", monkeypatch.setattr)


made = pytest.mark.usefixtures("_made")


def part_of(name: str, first: int, count: int) -> str:
    return "\n".join(lines_of(name)[first : first + 2 * count])


@made
@pytest.mark.parametrize("name", made_works.LENGTHS)
def test_a_whole_work_is_recognised(name: str) -> None:
    held = recognise(text_of(name))
    assert held is not None
    assert (held.source, held.share) == (name, 1)


@made
def test_a_chapter_is_recognised_as_a_part() -> None:
    held = confirm(part_of("long-1900", PAGE, PAGE // 2))
    assert str(held) == "30 of 120 paragraphs of Long 1900"


@made
def test_a_text_that_is_no_work_is_refused_with_the_works_there_are() -> None:
    letters = random.Random(1).choices("abcdefghij ", k=20_000)  # noqa: S311 - the same text in every run
    with pytest.raises(NotTheWorkError, match="no paragraph of any work"):
        confirm("".join(letters))


@made
def test_a_text_that_quotes_a_work_is_refused() -> None:
    with pytest.raises(NotTheWorkError, match=r"only [1-4] of 120 paragraphs of Long 1900 found"):
        confirm(part_of("long-1900", 0, 4))


@made
def test_a_work_said_to_be_another_is_refused_with_its_own_name() -> None:
    with pytest.raises(NotTheWorkError, match=r"it is not Long 1900: 30 of 30 .* say --as short-1901"):
        confirm(text_of("short-1901"), library.source("long-1900"))


@made
def test_a_page_is_confirmed_by_its_own_stretch() -> None:
    work = library.source("long-1900")
    second = part_of("long-1900", PAGE, PAGE // 2)
    assert confirm_page(second, work, work.pages[1]).share == 1
    with pytest.raises(NotTheWorkError, match="it has 30 of 120 paragraphs of Long 1900 instead"):
        confirm_page(second, work, work.pages[0])
    with pytest.raises(NotTheWorkError, match="it has 30 of 30 paragraphs of Short 1901 instead"):
        confirm_page(text_of("short-1901"), work, work.pages[0])
    with pytest.raises(NotTheWorkError, match="it has no paragraph of any work"):
        confirm_page("Not found. Try our other pages.", work, work.pages[0])
    with pytest.raises(NotTheWorkError, match="only 15 of the page's 30 paragraphs are there, so it is cut off"):
        confirm_page(part_of("long-1900", PAGE, PAGE // 4), work, work.pages[1])


@pytest.mark.sources
@pytest.mark.parametrize("name", real_sources())
def test_every_reference_copy_is_recognised(name: str) -> None:
    lines = library.reference_copy(name)
    assert lines is not None
    held = confirm("\n".join(lines))
    assert held.source == name
    assert held.share > 0.95


PAGES = [(work.id, number) for work in real_sources().values() for number in range(len(work.pages))]


@pytest.mark.sources
@pytest.mark.parametrize(("name", "number"), PAGES)
def test_every_free_page_is_confirmed_by_the_lines_it_covers(name: str, number: int) -> None:
    work = library.source(name)
    lines = library.reference_copy(name)
    assert lines is not None
    page = work.pages[number]
    text = "\n".join(lines[page.lines.start - 1 : page.lines.stop - 1])
    assert confirm_page(text, work, page).share > 0.9
    assert confirm(text).source == name


def test_the_pages_of_a_work_follow_each_other_and_have_names_of_their_own() -> None:
    for work in real_sources().values():
        ends = [0, *(page.lines[-1] for page in work.pages)]
        assert all(page.lines.start > end for page, end in zip(work.pages, ends, strict=False))
        assert ends[-1] <= work.lines
        assert len({Path(page.address).stem for page in work.pages}) == len(work.pages)
        assert all(page.address.startswith("https://") for page in work.pages)


def test_a_work_in_copyright_has_no_page() -> None:
    assert [work.id for work in real_sources().values() if not work.pages] == ["figes-1996"]


def test_what_no_free_page_covers_is_known() -> None:
    gaps = {name: [(gap[0], gap[-1]) for gap in work.uncovered()] for name, work in real_sources().items()}
    assert gaps["trotsky-1932"] == [(1, 39), (2665, 3456)]
    assert gaps["serge-1930"] == gaps["isr-2008"] == gaps["trotsky-1918"] == []
    assert gaps["figes-1996"] == [(1, 96)]
    assert identity.recognise("") is None
