"""Every word that needs explaining is explained, without figures, and found however it is spelled."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.codebook import codebook
from coursekit.errors import UnknownNameError
from coursekit.glossary import Entry, entries, find_entries, term
from coursekit.numerals import find
from coursekit.renderings import Passage, passages
from coursekit.spelling import sound

LESSONS = Path(__file__).resolve().parents[1] / "lessons"
WORDS = [entry for entry in entries() if entry.kind == "word"]
each_word = pytest.mark.parametrize("entry", WORDS, ids=[entry.key for entry in WORDS])


@pytest.mark.parametrize("passage", passages().values(), ids=list(passages()))
def test_every_term_a_passage_marks_is_defined(passage: Passage) -> None:
    assert [name for name in passage.terms if not find_entries(name)] == []


@pytest.mark.parametrize("lesson", sorted(LESSONS.glob("*.ipynb")), ids=lambda lesson: lesson.stem)
def test_every_term_a_lesson_asks_for_is_defined(lesson: Path) -> None:
    cells = json.loads(lesson.read_text(encoding="utf-8"))["cells"]
    asked = re.findall(r"""ck\.term\((["'])(.+?)\1\)""", "".join("".join(cell["source"]) for cell in cells))
    assert [name for _, name in asked if not find_entries(name)] == []


def test_the_glossary_is_as_large_as_was_asked() -> None:
    assert len(WORDS) >= 120


@each_word
def test_a_meaning_is_short_and_holds_no_figure(entry: Entry) -> None:
    assert find(entry.meaning) == []
    assert 1 <= len(re.findall(r"[.?!]”?(?:\s|$)", entry.meaning)) <= 3
    assert entry.meaning.endswith((".", ".”"))


@each_word
def test_an_entry_leads_on_to_others(entry: Entry) -> None:
    keys = {other.key for other in WORDS}
    assert entry.see
    assert set(entry.see) <= keys - {entry.key}


@each_word
def test_a_word_is_found_by_each_of_its_spellings(entry: Entry) -> None:
    for name in (entry.name, entry.name.upper(), *entry.also):
        assert entry in find_entries(name)


def test_no_two_words_share_a_spelling() -> None:
    for entry in WORDS:
        shared = {other.key for name in (entry.name, *entry.also) for other in find_entries(name) if other in WORDS}
        assert shared <= {entry.key, "cadet", "kadet"}


@pytest.mark.parametrize("name", ["parties", "bodies", "claimants", "places"])
def test_every_name_of_the_record_is_found_with_its_meaning(name: str) -> None:
    for key, row in codebook().lists[name].items():
        if row.get("kind") != "unnamed":
            for spelling in filter(None, (row.get("name", key), *row["spellings"].split("; "))):
                said = {entry.name for entry in find_entries(spelling)}
                assert row.get("name", key) in said, spelling


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Desyatina", "dessiatin"),
        ("десятины", "dessiatin"),
        ("KULAKI", "kulak"),
        ("Викжель", "Vikzhel"),
        ("Vikjel", "Vikzhel"),
        ("Sowjet", "soviet"),
        ("yunkers", "junker"),
        ("Douma", "duma"),
        ("praesidium", "præsidium"),
        ("pre parliament", "Pre-Parliament"),
        ("Троцкий", "Trotsky"),
        ("Trotskii", "Trotsky"),
        ("Miljukow", "Miliukov"),
        ("Korniloff", "Kornilov"),
        ("Иоффе", "Joffé"),
        ("Kerenskij", "Kerensky"),
        ("Dwinsk", "Dvinsk"),
        ("Daugavpils", "Dvinsk"),
        ("Петроград", "Petrograd"),
        ("Tsarskoïe Selo", "Tsarskoe Selo"),
    ],
)
def test_a_name_is_found_in_any_transliteration(asked: str, name: str) -> None:
    assert name in {entry.name for entry in find_entries(asked)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alexandra", "Aleksandra"),
        ("Zinoviev", "Zinowjew"),
        ("Shliapnikov", "Schljapnikow"),
        ("Bolshevik's", "bolsheviks"),
    ],
)
def test_spellings_of_a_name_sound_the_same(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), [("Kiev", "Pskov"), ("cell", "shell"), ("Rada", "Riga"), ("Dan", "Don")])
def test_different_names_do_not(one: str, other: str) -> None:
    assert sound(one) != sound(other)


@given(st.text())
def test_any_text_has_a_sound_and_case_does_not_change_it(text: str) -> None:
    assert sound(text) == sound(text.casefold())


def test_a_slip_is_forgiven_and_said() -> None:
    panel = term("zemsztvo")
    assert "zemstvo (word)" in panel.text
    assert panel.text.startswith("Nothing is called “zemsztvo” here")


def test_a_name_that_fits_several_things_shows_them_all() -> None:
    panel = term("Petrograd city duma")
    assert "(body)" in panel.text
    assert "(building)" in panel.text
    assert "See also" in term("soviet").text
    assert "Lies in: Finland" in term("Helsinki").text


def test_a_panel_is_escaped() -> None:
    assert "&lt;" in term("zemsz<tvo").html
    assert "z<t" not in term("zemsz<tvo").html


@pytest.mark.parametrize("asked", ["Чхеидзе", "", "blorf", "42", "?"])
def test_what_nothing_fits_is_refused(asked: str) -> None:
    with pytest.raises(UnknownNameError, match="There is no term"):
        term(asked)
