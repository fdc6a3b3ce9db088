"""Naming somebody: any transliteration is right, a slip of the pen is told, another name is another name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.errors import FileError
from coursekit.glossary import entries
from coursekit.kinds.base import Outcome
from coursekit.kinds.texts import LONGEST, Named
from made_questions import made

FIELDS = """
answer = { entry = "kadet" }
others = [
  { entry = "menshevik", feedback = "They sat with the others.", see = "pp-mensheviks" },
  { names = ["Octobrists"], feedback = "They are named elsewhere.", see = "pp-possessing" },
]
otherwise = { feedback = "Look again.", see = "pp-srs" }
"""
QUESTION = made("short text", FIELDS)


@pytest.mark.parametrize(
    "typed",
    ["Kadets", "the Kadets", "CADETS", "kadety", "кадеты", "Constitutional Democrats", " constitutional-democrats."],
)
def test_a_name_is_right_in_any_spelling(typed: str) -> None:
    verdict = QUESTION.mark(typed)
    assert verdict.outcome is Outcome.RIGHT
    assert verdict.see == QUESTION.source


@pytest.mark.parametrize(
    ("known", "typed"),
    [
        *(("Kerensky", "Kerenskii"), ("Kerensky", "Kerenski"), ("Kerensky", "Kérensky"), ("Chernov", "Tchernoff")),
        *(("Dvinsk", "Dwinsk"), ("Tsereteli", "Cereteli"), ("Vikzhel", "Wikzhel"), ("Milyukov", "Miliukov")),
        *(("Smol'ny", "Smolny"), ("Smol’ny", "Smolnyi")),
    ],
)  # fmt: skip
def test_transliterations_fall_together(known: str, typed: str) -> None:
    assert Named((known,)).is_meant(typed)


@pytest.mark.parametrize(
    ("known", "typed"), [("Kerensky", "Karensky"), ("Kerensky", "Keernsky"), ("Constitutional", "Constitutonel")]
)  # fmt: skip
def test_a_slip_of_the_pen_is_near(known: str, typed: str) -> None:
    assert Named((known,)).is_nearly(typed)
    assert not Named((known,)).is_meant(typed)


@pytest.mark.parametrize(("known", "typed"), [("Dvinsk", "Minsk"), ("SRs", "SDs"), ("Reval", "Riga"), ("Rada", "Duma")])
def test_short_names_are_not_taken_for_one_another(known: str, typed: str) -> None:
    assert not Named((known,)).is_nearly(typed)
    assert not Named((known,)).is_meant(typed)


def test_a_slip_is_told_with_the_spelling_of_the_course() -> None:
    verdict = QUESTION.mark("Constitutional Demokrads")
    assert verdict.outcome is Outcome.PARTLY
    assert verdict.message.startswith("You mean the right one. The course spells it “Kadet”.")


@pytest.mark.parametrize(
    ("typed", "message"),
    [("меньшевики", "They sat with the others."), ("octobrist", "They are named elsewhere."), ("Don", "Look again.")],
)  # fmt: skip
def test_another_name_gets_its_own_words(typed: str, message: str) -> None:
    verdict = QUESTION.mark(typed)
    assert (verdict.outcome, verdict.message) == (Outcome.NOT_YET, message)


def test_a_name_of_something_else_is_no_slip() -> None:
    """Where the course knows what was typed, it is not taken for a misspelling of the answer."""
    question = made("short text", FIELDS.replace('entry = "kadet"', 'names = ["Kadyts"]'))
    assert question.mark("Kadits").outcome is Outcome.RIGHT
    assert question.mark("Kadets").message == "Look again."


def test_a_whole_essay_is_refused_unread() -> None:
    verdict = QUESTION.mark("Kadets " * LONGEST)
    assert verdict.outcome is Outcome.NOT_YET
    assert "Type the name alone" in verdict.message


@given(st.text(max_size=300))
def test_any_text_is_marked(typed: str) -> None:
    assert (QUESTION.mark(typed).outcome is Outcome.NOT_ATTEMPTED) == (not typed.strip())


@pytest.mark.parametrize("key", [each.key for each in entries() if each.kind == "party"])
def test_every_party_can_be_asked_for(key: str) -> None:
    rest = 'others = [{ names = ["Nobody"], feedback = "Who?", see = "pp-srs" }]\n'
    question = made("short text", f'answer = {{ entry = "{key}" }}\n{rest}' + FIELDS.splitlines()[-1])
    assert question.mark(question.right()).outcome is Outcome.RIGHT


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            'entry = "kadet"',
            'entry = "kadett"',
            "answer entry: 'kadett' is in no list and not in the glossary. Did you",
        ),
        ('entry = "kadet"', 'entry = ""', "answer entry: is blank."),
        ('names = ["Octobrists"]', 'names = ["Cadets"]', "others 2: 'Cadets' is a name of the right answer too."),
        ('names = ["Octobrists"]', "names = []", "others 2 names: is empty."),
    ],
)
def test_an_author_is_told(old: str, new: str, told: str) -> None:
    assert old in FIELDS
    with pytest.raises(FileError, match=told):
        made("short text", FIELDS.replace(old, new, 1))
