"""Marking evidence and writing a source note: words are compared by overlap, and never with more than was asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.bank import read_banks
from coursekit.errors import FileError
from coursekit.kinds.base import Outcome, Question
from coursekit.kinds.source_notes import SourceNote
from coursekit.kinds.spans import overlap, quoted, read_spans, span_answer, words_of
from coursekit.record import record
from coursekit.work.answer_lines import Json

PASSAGE = "walkout-declaration"
WORDS = [word for paragraph in words_of(PASSAGE) for word in paragraph]
COMMON = """
aim = "Read a source."
prompt = "Which words show it?"
answer_text = "These words."
because = "They say so."
source = ["walkout-declaration"]
hints = [{ text = "Look.", see = "walkout-declaration" }]
passage = "walkout-declaration"
"""
EVIDENCE = f"""
[[question]]
id = "05.words"
kind = "mark the evidence"
{COMMON}
accepted = ["The hall went quiet.", "A storm broke out"]
decoys = [{{ words = "He was given ten minutes.", feedback = "That is time, not mood.", see = "walkout-declaration" }}]
otherwise = {{ feedback = "Look for the mood of the hall.", see = "walkout-declaration" }}
"""
NOTE = f"""
[[question]]
id = "05.note"
kind = "source note"
{COMMON}
[question.aspects.author]
choices = [
  {{ name = "trotsky", text = "Trotsky, for his faction", right = true }},
  {{ name = "sukhanov", text = "Sukhanov", feedback = "He describes the hall.", see = "walkout-declaration" }},
]
words = ["“A mere nothing,” Trotsky answered"]
[question.aspects.audience]
choices = [
  {{ name = "house", text = "The Pre-Parliament", right = true }},
  {{ name = "smolny", text = "The Smolny", feedback = "The Smolny is only compared.", see = "walkout-declaration" }},
]
[question.aspects.silence]
choices = [
  {{ name = "end", text = "What came of it", right = true }},
  {{ name = "start", text = "That it would be heard", feedback = "He was heard.", see = "walkout-declaration" }},
]
"""


def read(tmp_path: Path, bank: str) -> Question:
    (tmp_path / "05-words.toml").write_text(bank, encoding="utf-8")
    (found,) = read_banks(tmp_path, record(), [PASSAGE]).values()
    return found


def at(phrase: str) -> Json:
    words = phrase.split()
    start = next(i for i in range(len(WORDS)) if WORDS[i : i + len(words)] == words)
    return [[start, start + len(words) - 1]]


@pytest.mark.parametrize(
    ("marked", "outcome", "message"),
    [
        ([], Outcome.NOT_ATTEMPTED, "Mark the words"),
        (at("The hall went quiet."), Outcome.RIGHT, "They say so."),
        (at("minutes. The hall went quiet. The"), Outcome.RIGHT, "They say so."),
        (at("The hall"), Outcome.PARTLY, "not all of the words"),
        ([[0, len(WORDS)]], Outcome.PARTLY, "so is much else"),
        (at("ten minutes."), Outcome.NOT_YET, "time, not mood"),
        (at("the sealed train."), Outcome.NOT_YET, "mood of the hall"),
    ],
)
def test_marked_words_are_judged_by_overlap(tmp_path: Path, marked: Json, outcome: Outcome, message: str) -> None:
    verdict = read(tmp_path, EVIDENCE).mark(marked)
    assert verdict.outcome is outcome
    assert message in verdict.message


def test_what_is_marked_is_quoted(tmp_path: Path) -> None:
    assert read(tmp_path, EVIDENCE).said(at("The hall went quiet.")) == "“The hall went quiet.”"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("A storm broke out", "A storm broke in", "does not stand in the rendering"),
        ("The hall went quiet.", "The", "stands"),
        ("He was given ten minutes.", "The hall went", "share words with an accepted phrase"),
        ('passage = "walkout-declaration"', 'passage = "walkout-declaratio"', "Did you mean 'walkout-declaration'"),
    ],
)
def test_an_author_must_quote_the_rendering(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(FileError, match=told):
        read(tmp_path, EVIDENCE.replace(old, new))


def note(**changes: Json) -> Json:
    right: dict[str, Json] = {
        "author": {"choice": "trotsky", "words": at("Trotsky answered,")},
        "audience": {"choice": "house", "words": []},
        "silence": {"choice": "end", "words": []},
    }
    return right | changes


@pytest.mark.parametrize(
    ("answer", "outcome", "message"),
    [
        (note(), Outcome.RIGHT, "They say so."),
        (note(author={"choice": "trotsky", "words": at("The house knew")}), Outcome.PARTLY, "do not support"),
        (note(author={"choice": "trotsky", "words": []}), Outcome.PARTLY, "mark in the passage"),
        (note(audience={"choice": "smolny"}), Outcome.PARTLY, "only compared"),
        ({"audience": {"choice": "smolny"}}, Outcome.NOT_YET, "only compared"),
        (note(silence={"choice": "nobody"}), Outcome.PARTLY, "Still open: What could the speaker"),
        ({"author": {"choice": ""}}, Outcome.NOT_ATTEMPTED, "Choose an answer"),
    ],
)
def test_a_note_is_judged_by_its_choices_then_by_its_words(
    tmp_path: Path, answer: Json, outcome: Outcome, message: str
) -> None:
    verdict = read(tmp_path, NOTE).mark(answer)
    assert (verdict.outcome, message in verdict.message) == (outcome, True), verdict


def test_a_note_with_the_words_that_show_it_is_right(tmp_path: Path) -> None:
    question = read(tmp_path, NOTE)
    assert isinstance(question, SourceNote)
    assert question.mark(question.right()).outcome is Outcome.RIGHT
    assert "Who speaks here? Trotsky, for his faction “" in question.said(question.right())


def test_a_note_asks_three_things_or_more(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="needs three or more"):
        read(tmp_path, NOTE[: NOTE.index("[question.aspects.silence]")])


@given(words=st.sets(st.integers(0, len(WORDS) - 1)))
def test_marked_words_survive_being_sent(words: set[int]) -> None:
    assert read_spans(span_answer(words), PASSAGE) == words or len(span_answer(words)) > 40
    assert quoted(frozenset(), PASSAGE) == ""


@given(words=st.frozensets(st.integers(0, 30), min_size=1), phrase=st.frozensets(st.integers(0, 30), min_size=1))
def test_overlap_is_whole_only_for_the_phrase_itself(words: frozenset[int], phrase: frozenset[int]) -> None:
    fit = overlap(words, [phrase])
    assert (fit.found == 1 and fit.meant == 1) == (words == phrase)
    assert (fit.found > 0) == bool(words & phrase)


def test_what_the_browser_gets_is_the_same_whatever_is_right(tmp_path: Path) -> None:
    other = EVIDENCE.replace("The hall went quiet.", "The right protested.")
    assert read(tmp_path, EVIDENCE).content() == read(tmp_path, other).content()
    assert "True" not in str(read(tmp_path, NOTE).content()["aspects"][0]["choices"])  # type: ignore[index]
