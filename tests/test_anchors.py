"""Every paragraph the course cites is found in every edition of its work, and in no other text."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit import course
from coursekit.anchors import Finder, Place, anchors, outputs
from coursekit.fingerprints import GRAM, WINDOW, Fingerprint, dump, fingerprint, parse, work
from coursekit.record import record
from coursekit.renderings import passages
from coursekit.sources import reference_copy, source, sources
from coursekit.wording import fold, normalise
from editions import Edition, Stretch, american, read_page, reference, rewrapped, web_page

SEED = 1917
LEAST_FOUND = {"reference": 1.0, "curly": 0.99, "straight": 0.99, "web": 0.97}

each_source = pytest.mark.parametrize("name", sources())


def copy_of(name: str) -> tuple[str, ...]:
    lines = reference_copy(name)
    assert lines is not None, f"COURSEKIT_SOURCES holds no reference copy of {name}"
    return lines


@cache
def edition(name: str, kind: str) -> Edition:
    lines = copy_of(name)
    if kind == "web":
        return read_page(web_page(lines, SEED))
    if kind == "reference":
        return reference(lines)
    return rewrapped(lines, "curly" if kind == "curly" else "straight", SEED)


def cited(name: str) -> set[int]:
    """List the first lines of the paragraphs that a row or passage cites."""
    lines = {claim.line for claim in record().claims.values() if claim["source"] == name}
    for passage in passages().values():
        if passage.source == name:
            lines.update(line for first, last in passage.lines for line in range(first, last + 1))
    return {each.first for each in anchors(name) if lines.intersection(range(each.first, each.last + 1))}


def is_right(place: Place, truth: Stretch) -> bool:
    """Say whether a stretch lies in the paragraph."""
    within = min(place.end, truth[1]) - max(place.start, truth[0])
    return within >= 0.95 * (place.end - place.start)


def is_whole(place: Place, truth: Stretch) -> bool:
    """Say whether a stretch is the whole paragraph, where nothing is thrown in among its first or last words."""
    return abs(place.start - truth[0]) <= 5 and abs(place.end - truth[1]) <= 5


@pytest.mark.sources
@pytest.mark.parametrize("kind", LEAST_FOUND)
def test_what_is_cited_is_found_and_nothing_wrong_is(kind: str) -> None:
    places: list[tuple[Place, Stretch]] = []
    for name in sources():
        other = edition(name, kind)
        finder = Finder(anchors(name), other.text)
        places += [(finder.find(first), other.stretches[first]) for first in cited(name)]
    found = [(place, truth) for place, truth in places if place.verdict == "found"]
    assert [place for place, truth in found if not is_right(place, truth)] == []
    assert len(found) >= LEAST_FOUND[kind] * len(places)
    assert sum(is_whole(place, truth) for place, truth in found) >= 0.9 * len(found)


@pytest.mark.sources
@each_source
def test_of_the_reference_copy_all_is_found_but_titles_that_the_contents_repeat(name: str) -> None:
    finder = Finder(anchors(name), edition(name, "reference").text)
    grams = Counter(each.grams for each in anchors(name))
    for each in anchors(name):
        assert finder.find(each.first).verdict == ("ambiguous" if grams[each.grams] > 1 else "found"), each.first


@pytest.mark.sources
@each_source
def test_nothing_is_found_in_another_work(name: str) -> None:
    for other in sources():
        if other != name:
            assert found(anchors(name), "\n".join(copy_of(other))) == [], other


@pytest.mark.sources
@each_source
def test_nothing_is_found_in_the_same_words_shuffled(name: str) -> None:
    shuffled = " ".join(copy_of(name)).split()
    Random(SEED).shuffle(shuffled)  # noqa: S311 - a text, no secret
    assert found(anchors(name), " ".join(shuffled)) == []


@pytest.mark.sources
@each_source
def test_a_paragraph_that_stands_twice_is_ambiguous(name: str) -> None:
    finder = Finder(anchors(name), "\n".join(copy_of(name)) * 2)
    verdicts = Counter(finder.find(first).verdict for first in cited(name))
    assert verdicts.keys() == {"ambiguous"}


@pytest.mark.sources
def test_in_a_copy_of_one_chapter_only_that_chapter_is_found() -> None:
    lines = copy_of("trotsky-1932")
    begin, end = (next(at for at, line in enumerate(lines) if re.match(rf"Chapter {n}:.*\D$", line)) for n in (40, 41))
    finder = Finder(anchors("trotsky-1932"), "\n".join(lines[begin:end]))
    for first in cited("trotsky-1932"):
        assert (finder.find(first).verdict == "found") == (begin < first <= end), first


@pytest.mark.sources
def test_the_files_are_as_the_reference_copies_make_them() -> None:
    kept = {f"data/anchors/{path.name}": path.read_text("utf-8") for path in files()}
    assert kept == dict(outputs())


def test_the_files_are_small_and_are_made_from_the_copies_that_lines_are_counted_in() -> None:
    assert {path.stem for path in files()} == set(sources())
    assert sum(path.stat().st_size for path in files()) < 400_000
    for path in files():
        content = json.loads(path.read_text("utf-8"))
        assert content["sha256"] == source(path.stem).sha256
        assert (content["gram"], content["window"]) == (GRAM, WINDOW)
        assert all(re.fullmatch("[A-Za-z0-9+/=]*", packed) for *_, packed in content["paragraphs"])


def test_every_row_cites_a_line_that_has_a_paragraph() -> None:
    for claim in record().claims.values():
        assert any(each.first <= claim.line <= each.last for each in anchors(claim["source"])), claim.id


def test_reading_anchors_needs_nothing_but_python() -> None:
    program = "import sys, coursekit.anchors; sys.exit(bool({'numpy', 'pandas', 'matplotlib'} & set(sys.modules)))"
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize("line", [0, 2, 99])
def test_a_line_without_a_paragraph_is_refused(line: int) -> None:
    with pytest.raises(ValueError, match=f"Line {line} is in no paragraph"):
        Finder(work(("One.", "", "Two.")), "One. Two.").find(line)


BOOK = (
    "The garrison of the capital held its meeting on Tuesday evening in the riding school.",
    "Nobody at the front had been told, and the telegraph was silent until the morning came.",
    "They voted.",
    "For the resolution there were 95 hands, and against it no more than 12.",
    "On Wednesday the committee printed both figures, and the newspapers argued about them.",
    "They voted.",
    "After a week everybody in the district claimed to have sat among the majority that night.",
)


def test_a_paragraph_too_short_to_be_known_is_found_between_its_neighbours() -> None:
    text = "\n".join(BOOK)
    finder = Finder(work(BOOK), text)
    assert [(place.verdict, text[place.start : place.end]) for place in map(finder.find, (3, 6))] == [
        ("found", "They voted."),
        ("found", "They voted."),
    ]
    assert finder.find(3).start < finder.find(6).start


def test_a_paragraph_too_short_to_be_known_is_not_found_where_a_neighbour_is_missing() -> None:
    finder = Finder(work(BOOK), "\n".join(BOOK[:6]))
    assert finder.find(3).verdict == "found"
    assert finder.find(6) == Place("not found")


def test_a_paragraph_too_short_to_be_known_is_ambiguous_where_it_stands_twice() -> None:
    assert Finder(work(BOOK), "\n".join((*BOOK[:3], *BOOK[2:]))).find(3).verdict == "ambiguous"


def test_the_figure_that_ends_a_paragraph_belongs_to_it_and_a_page_number_does_not() -> None:
    text = "\n\n12\n\n".join(BOOK)
    finder = Finder(work(BOOK), text)
    for line, paragraph in enumerate(BOOK, start=1):
        place = finder.find(line)
        assert text[place.start : place.end] == paragraph


def test_a_paragraph_quoted_whole_elsewhere_is_not_found_there() -> None:
    text = f"A reviewer of another country quotes one sentence. “{BOOK[1]}” He did not read on, and said so himself."
    assert Finder(work(BOOK), text).find(2) == Place("not found", 1.0)


@pytest.mark.parametrize("text", ["", "12", "***", "They", "They voted"])
def test_nothing_is_found_in_next_to_nothing(text: str) -> None:
    assert found(work(BOOK), text) == []


def test_a_work_without_words_has_nothing_to_find() -> None:
    assert Finder(work(("* * *",)), "* * *").find(1) == Place("not found")


@pytest.mark.parametrize(
    "british",
    [
        *("labour", "honourable", "organisation", "civilised", "centre", "theatres", "travelled", "defence", "grey"),
        *("programme", "programmes", "plough", "towards", "sceptical", "manoeuvres", "judgement", "connexion"),
        *("waggon", "whilst", "amongst", "fulfil", "wilful", "moulded", "moustache", "praesidium", "despatched"),
        *("dialogues", "paralysed", "marshalled", "sabre", "Analyse", "HARBOUR", "Acknowledgement"),
    ],
)
def test_british_and_american_spelling_are_folded_together(british: str) -> None:
    assert american(british) != british
    assert fold(american(british)) == fold(british)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("counter-revolution", "counterrevolution"),
        ("counter-\n   revolution", "counterrevolution"),
        ("coun\u00ad\nterrevolution", "counterrevolution"),
        ("Coöperators", "Co-operators"),
        ("re\u0301gime", "régime"),
        ("the workers’ ‘own’ power", 'the workers\' "own" power'),
        ("power – all of it", "power--all of it"),
        ("**All** _power_", "All power"),
        ("the *дума*", "the Duma"),
        ("enough.[12] Then", "enough. Then"),
        ("enough12 then", "enough then"),
        ("the ﬁrst oﬀice", "the first office"),
        ("Cæsar", "Caesar"),
        ("tsar", "czar"),
    ],
)
def test_what_printers_do_differently_is_folded_together(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


printed = st.text(st.sampled_from("abcdeghilmnorstuwzCS 12-–’'\n\u00ad_*.é½ﬁß"), max_size=60)


@given(st.text() | printed)
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.lists(st.from_regex("[a-z]{1,9}", fullmatch=True), min_size=GRAM, max_size=60))
def test_every_long_enough_run_of_words_holds_a_kept_gram(words: list[str]) -> None:
    kept = {at for at, _ in fingerprint(" ".join(words), 1, 1).grams}
    folded = len(normalise(" ".join(words)).split())
    assert all(kept.intersection(range(at, at + WINDOW)) for at in range(folded - GRAM - WINDOW + 2))
    assert {0, folded - GRAM} <= kept


def book_of(seed: int) -> list[list[str]]:
    """Make a work of eight paragraphs of words that follow no pattern."""
    random = Random(seed)  # noqa: S311 - a text, no secret
    vocabulary = ["".join(random.choices("abdfghklmnopqrtuvwxy", k=6)) for _ in range(400)]
    return [random.choices(vocabulary, k=random.randint(40, 80)) for _ in range(8)]


# Words that follow a pattern are no work anybody wrote: hypothesis chooses among works, not among words.
books = st.integers(min_value=0).map(book_of)


@given(books, st.integers(0, 7), st.integers(0, 3), st.integers(0, 3))
def test_a_paragraph_is_found_with_words_changed_at_its_ends(
    book: list[list[str]], number: int, before: int, behind: int
) -> None:
    anchored = work(tuple(" ".join(words) + "." for words in book))
    middle = book[number][before : len(book[number]) - behind]
    changed = ["changed"] * before + middle + ["otherwise"] * behind
    parts = [" ".join(words) for words in (*book[:number], changed, *book[number + 1 :])]
    text = "\n".join(parts)
    start = sum(len(part) + 1 for part in parts[:number])
    place = Finder(anchored, text).find(number + 1)
    assert (place.verdict, place.start, place.end) == ("found", start, start + len(parts[number]))
    assert (place.score == 1.0) == (not before and not behind)


@given(books, st.integers(0, 7))
def test_a_paragraph_left_out_is_not_found(book: list[list[str]], number: int) -> None:
    anchored = work(tuple(" ".join(words) + "." for words in book))
    text = "\n".join(" ".join(words) for words in (*book[:number], *book[number + 1 :]))
    assert Finder(anchored, text).find(number + 1).verdict == "not found"


@given(books)
def test_fingerprints_are_read_as_they_were_written(book: list[list[str]]) -> None:
    anchored = work(tuple(" ".join(words) + "." for words in book))
    assert parse(dump(anchored, "example", "")) == anchored


def files() -> list[Path]:
    return sorted((course.content() / "data" / "anchors").glob("*.json"))


def found(prints: tuple[Fingerprint, ...], text: str) -> list[int]:
    finder = Finder(prints, text)
    return [each.first for each in prints if finder.find(each.first).verdict == "found"]
