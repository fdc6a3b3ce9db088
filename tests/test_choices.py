"""Choosing several: the set that was ticked against the set that fits."""

import pytest

from coursekit.errors import FileError
from coursekit.kinds.base import Outcome
from coursekit.work.answer_lines import Json
from made_questions import made

OPTIONS = """
options = [
  { name = "srs", text = "The *SRs*", right = true, feedback = "Read the first row.", see = "pp-srs" },
  { name = "mensheviks", text = "The Mensheviks", right = true, feedback = "Read on.", see = "pp-mensheviks" },
  { name = "kadets", text = "The Kadets", feedback = "They sat elsewhere.", see = "pp-kadets" },
  { name = "others", text = "All <b>others</b>", feedback = "Who would they be?", see = "pp-possessing" },
]
"""
QUESTION = made("several choices", OPTIONS)


@pytest.mark.parametrize(
    ("ticked", "outcome", "message"),
    [
        (["mensheviks", "srs"], Outcome.RIGHT, "The reason."),
        (["srs", "mensheviks", "srs", "no such option", 7], Outcome.RIGHT, "The reason."),
        (["srs"], Outcome.PARTLY, "One that fits is missing. Read on."),
        (["srs", "mensheviks", "kadets"], Outcome.NOT_YET, "One of these does not fit. They sat elsewhere."),
        (["srs", "kadets"], Outcome.NOT_YET, "One of these does not fit, and one that fits is missing."),
        (["kadets"], Outcome.NOT_YET, "What you ticked does not fit, and two that fit are missing."),
        (["kadets", "others"], Outcome.NOT_YET, "None of these two fits, and two that fit are missing."),
        (["srs", "kadets", "others"], Outcome.NOT_YET, "Two of these do not fit, and one that fits is missing."),
        (["srs", "mensheviks", "kadets", "others"], Outcome.NOT_YET, "You ticked all of them"),
    ],
)
def test_each_way_of_missing_the_set_has_its_own_words(ticked: list[Json], outcome: Outcome, message: str) -> None:
    verdict = QUESTION.mark(ticked)
    assert verdict.outcome is outcome
    assert verdict.message.startswith(message)
    assert verdict.see


@pytest.mark.parametrize("answer", [[], ["no such option"], "srs", {"srs": True}, None])
def test_nothing_ticked_is_not_attempted(answer: Json) -> None:
    assert QUESTION.mark(answer).outcome is Outcome.NOT_ATTEMPTED


def test_what_was_ticked_is_told_in_its_own_words() -> None:
    assert QUESTION.said(["kadets", "srs"]) == "The SRs; The Kadets"


def test_markup_in_an_option_is_shown_as_text() -> None:
    assert "&lt;b&gt;others&lt;/b&gt;" in QUESTION.still()
    assert "&lt;b&gt;" in str(QUESTION.content())


def test_the_order_of_the_options_is_no_part_of_the_version() -> None:
    head, first, second, *rest = OPTIONS.strip().splitlines()
    swapped = made("several choices", "\n".join([head, second, first, *rest]))
    assert swapped.version == QUESTION.version
    assert made("several choices", OPTIONS.replace("The Kadets", "Kadets")).version != QUESTION.version


@pytest.mark.parametrize(
    ("kind", "old", "new", "told"),
    [
        (
            "several choices",
            ', right = true, feedback = "Read the first',
            ', feedback = "Read the first',
            "1 of them are",
        ),
        ("several choices", 'name = "others"', 'name = "others", right = true', "need at least two that are wrong"),
        ("several choices", "They sat elsewhere.", "Read on.", "2 have the words 'Read on.'"),
        ("one choice", "They", "They", "2 of them are right, and exactly one must be."),
    ],
)
def test_an_author_is_told(kind: str, old: str, new: str, told: str) -> None:
    assert old in OPTIONS
    with pytest.raises(FileError, match=told):
        made(kind, OPTIONS.replace(old, new, 1))


def test_nobody_has_to_weigh_a_dozen() -> None:
    many = [f'{{ name = "n{at}", text = "T{at}", feedback = "F{at}.", see = "pp-srs" }}' for at in range(12)]
    with pytest.raises(FileError, match=r"are 14\. Nobody weighs more than 12: split the question"):
        made("several choices", OPTIONS.rstrip().removesuffix("]") + ",\n".join(many[2:]) + ",\n]")
