"""Every passage is complete, gives every figure the tables hold for its lines, and shows as a panel."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

import coursekit as ck
from coursekit import course
from coursekit.errors import FileError, UnknownNameError
from coursekit.proof import numbers_said
from coursekit.record import record
from coursekit.renderings import Passage, passages, read_passage
from coursekit.sources import paragraph, reference_copy, source, sources

PASSAGES = list(passages().values())
each = pytest.mark.parametrize("passage", PASSAGES, ids=[passage.id for passage in PASSAGES])


@each
def test_the_rendering_holds_every_figure_of_its_lines(passage: Passage) -> None:
    said = set(numbers_said(passage.rendering))
    for claim in record().claims.values():
        if claim["source"] == passage.source and passage.covers(claim.line):
            held = {float(claim[column]) for column in ("value", "low", "high") if claim[column]}
            assert all(any(abs(figure - number) < 5e-5 for number in said) for figure in held), claim.id


@each
def test_the_rendering_can_be_read_in_a_minute_or_two(passage: Passage) -> None:
    assert 60 <= len(passage.rendering.split()) <= 200


@each
def test_a_teacher_gets_two_questions(passage: Passage) -> None:
    assert len(passage.questions) == 2
    assert all(question.endswith("?") for question in passage.questions)


@each
def test_the_panel_says_who_when_where_and_that_it_is_a_rendering(passage: Passage) -> None:
    panel = ck.passage(passage.id)
    for words in (passage.speaker, passage.audience, "old style", "new style", passage.work.author, "own words"):
        assert words in panel.text or words.replace("own words", "course’s words") in panel.html


@each
def test_every_figure_the_tables_take_from_it_can_be_followed(passage: Passage) -> None:
    html = ck.passage(passage.id).html
    for claim in record().claims.values():
        if claim["source"] == passage.source and passage.covers(claim.line) and claim["qualifier"]:
            assert f"ck.source(&quot;{claim.id}&quot;)" in html


@pytest.mark.sources
@each
def test_with_a_readers_copy_the_original_words_are_there_and_their_figures_marked(passage: Passage) -> None:
    lines = reference_copy(passage.source)
    assert lines is not None
    panel = ck.passage(passage.id)
    assert panel.html.count("<blockquote>") >= 1
    for claim in record().claims.values():
        if claim["source"] == passage.source and passage.covers(claim.line):
            assert re.search(rf'<mark title="claim [^"]*\b{claim.id}\b', panel.html), claim.id


@each
def test_without_a_copy_the_panel_says_what_to_do(
    passage: Passage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COURSEKIT_SOURCES", str(tmp_path))
    for platform, fetches in (("linux", True), ("emscripten", False)):
        monkeypatch.setattr(sys, "platform", platform)
        panel = ck.passage(passage.id)
        assert "<blockquote>" not in panel.html
        assert "run ck.add_source(" in panel.html
        assert ("coursekit sources fetch" in panel.html) == fetches


@pytest.mark.sources
@pytest.mark.parametrize(
    ("line", "first", "last"), [(539, 537, 539), (541, 541, 543), (545, 545, 549), (553, 551, 553)]
)
def test_a_paragraph_is_joined_over_the_end_of_a_page(line: int, first: int, last: int) -> None:
    lines = reference_copy("trotsky-1932")
    assert lines is not None
    joined = paragraph(lines, line)
    assert (joined[0], joined[-1]) == (first, last)


@pytest.mark.parametrize("line", [0, 2, 6])
def test_a_line_without_words_has_no_paragraph(line: int) -> None:
    with pytest.raises(ValueError, match=r"is empty or outside the copy, which has 5 lines"):
        paragraph(("One.", "", "Two", "", "and three."), line)


@pytest.mark.parametrize("name", sources())
def test_every_source_says_where_it_stands_and_what_it_depends_on(name: str) -> None:
    work = source(name)
    assert len(work.standpoint.split()) > 15
    assert set(work.depends_on) <= set(sources())
    assert work.rights


def test_there_are_passages_for_every_lesson_and_from_every_source() -> None:
    assert len(PASSAGES) >= 90
    assert {passage.source for passage in PASSAGES} == set(sources())
    assert {lesson for passage in PASSAGES for lesson in passage.lessons} >= {f"{n:02}" for n in range(1, 15)}


def test_near_names_are_offered() -> None:
    with pytest.raises(UnknownNameError, match=r"Did you mean 'walkout-declaration'"):
        ck.passage("walkout-declaraton")
    with pytest.raises(UnknownNameError, match=r"Did you mean 'pp-bolsheviks'"):
        ck.source("pp-bolshevik")
    with pytest.raises(UnknownNameError, match=r"Did you mean 'trotsky-1932'"):
        source("trotsky-1923")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "speech"', 'kind = "oration"', "kind: 'oration' is not allowed. Allowed: decree"),
        ('source = "trotsky-1932"', 'source = "trotsky"', "source: 'trotsky' is not in sources.toml. Did you mean"),
        ("lines = [[547, 551]]", "lines = [[551, 547]]", "lines: is no list of"),
        ("lines = [[547, 551]]", "lines = [547, 551]", "lines: is no list of"),
        ('date_os = "1917-10-07"', 'date_os = "7 October"', "date_os: '7 October' is no date"),
        ("audience = ", "audiance = ", "audiance: is not a field of a passage. Did you mean 'audience'"),
        ('lessons = ["05"]', "lessons = 5", "lessons: is missing or no list of texts"),
        ("+++\n", "", "does not begin with TOML"),
        ("title = ", "title ", "front matter: is not TOML"),
    ],
)
def test_a_faulty_passage_is_refused_by_file_and_field(old: str, new: str, said: str, tmp_path: Path) -> None:
    text = (course.content() / "data" / "passages" / "walkout-declaration.md").read_text(encoding="utf-8")
    path = tmp_path / "faulty.md"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FileError) as caught:
        read_passage(path)
    assert str(caught.value).startswith("data/passages/faulty.md")
    assert said in str(caught.value)


@each
def test_a_passage_is_found_by_its_lesson_kind_speaker_and_words(passage: Passage) -> None:
    command = f'ck.passage("{passage.id}")'
    assert command in ck.passages(lesson=passage.lessons[0], kind=passage.kind, source=passage.source).text
    assert command in ck.passages(speaker=passage.speaker.upper(), word=passage.title.split()[-1]).text


def test_a_search_that_finds_nothing_says_what_to_do() -> None:
    assert "Nothing fits: Ask for less" in ck.passages(speaker="nobody at all").text
    with pytest.raises(UnknownNameError, match=r"There is no kind of passage 'telegramm'. Did you mean 'telegram'"):
        ck.passages(kind="telegramm")
