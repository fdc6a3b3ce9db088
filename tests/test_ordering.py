"""Putting in order and matching: what each mistake is called, and what an author is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.errors import FileError
from coursekit.kinds.base import Outcome, Pointer
from coursekit.work.answer_lines import Json
from made_questions import made

ENDS = """
first = { text = "the *most* seats" }
last = { text = "the fewest" }
backwards = { feedback = "This runs from the fewest to the most.", see = "pp-democratic" }
"""
BY_VALUE = (
    ENDS
    + """
by = "value"
order = "falling"
items = [
  { name = "possessing", text = "Possessing *classes*", claim = "pp-possessing", feedback = "P.", see = "pp-srs" },
  { name = "srs", text = "SRs", claim = "pp-srs", feedback = "S.", see = "pp-srs" },
  { name = "all", text = "All", operation = "sum", claims = WHOLE, feedback = "A.", see = "pp-board" },
  { name = "mensheviks", text = "Mensheviks", claim = "pp-mensheviks", feedback = "M.", see = "pp-mensheviks" },
  { name = "bolsheviks", text = "Bolsheviks", claim = "pp-bolsheviks", feedback = "B.", see = "pp-bolsheviks" },
]
""".replace("WHOLE", '["pp-democratic", "pp-possessing"]')
)
RIGHT = ["all", "possessing", "srs", "bolsheviks", "mensheviks"]
WITH_TIES = (
    ENDS
    + """
why = "The steps of an argument; no claim holds them."
items = [
  { name = "d", text = "D", place = 3, feedback = "About D.", see = "pp-srs" },
  { name = "b", text = "B", place = 2, feedback = "About B.", see = "pp-srs" },
  { name = "a", text = "A", place = 1, feedback = "About A.", see = "pp-srs" },
  { name = "c", text = "C", place = 2, feedback = "About C.", see = "walkout-declaration" },
]
"""
)
BY_DATE = (
    ENDS
    + """
by = "date_os"
order = "rising"
items = [
  { name = "formula", text = "F", claim = "pp-sr-formula-for", feedback = "F.", see = "pp-srs" },
  { name = "conference", text = "C", claim = "dc-boycott-for", feedback = "C.", see = "pp-srs" },
  { name = "withdrawal", text = "W", claim = "pp-withdrawal-against", feedback = "W.", see = "pp-srs" },
  { name = "coalition", text = "D", claim = "dc-coalition-final-for", feedback = "D.", see = "pp-srs" },
]
"""
)
ORDER = made("order", BY_VALUE)

PAIRS = """
items = [
  { name = "srs", text = "The *SRs*", answer = "120", feedback = "First row.", see = "pp-srs" },
  { name = "mensheviks", text = "The Mensheviks", answer = "60", feedback = "Second row.", see = "pp-mensheviks" },
  { name = "bolsheviks", text = "The Bolsheviks", answer = "66", feedback = "Third row.", see = "pp-bolsheviks" },
  { name = "kadets", text = "The Kadets", answer = "none", feedback = "A share only.", see = "pp-kadets" },
]
options = [
  { name = "60", text = "60<!--pp-mensheviks--> seats" },
  { name = "66", text = "66 & *more*" },
  { name = "120", text = "120 seats" },
  { name = "20", text = "20 seats" },
  { name = "none", text = "No number" },
]
swaps = [{ items = ["mensheviks", "bolsheviks"], feedback = "Which is the larger?", see = "pp-bolsheviks" }]
"""
MATCH = made("match", PAIRS)
ALL: dict[str, Json] = {"srs": "120", "mensheviks": "60", "bolsheviks": "66", "kadets": "none"}

scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
anything = st.recursive(
    scalars | st.sampled_from([*RIGHT, *ALL, "60", "120"]),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=4) | st.sampled_from([*ALL]), inner),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("row", "outcome", "message"),
    [
        (RIGHT, Outcome.RIGHT, "The reason."),
        (RIGHT[::-1], Outcome.NOT_YET, "This runs from the fewest to the most."),
        (["all", "possessing", "bolsheviks", "srs", "mensheviks"], Outcome.PARTLY, "look at “Bolsheviks” and “SRs”"),
        (
            ["possessing", "srs", "bolsheviks", "mensheviks", "all"],
            Outcome.NOT_YET,
            "“All” is furthest from its place. A.",
        ),
        (["mensheviks", "all", "possessing", "srs", "bolsheviks"], Outcome.NOT_YET, "“Mensheviks” is furthest from"),
        (
            ["possessing", "all", "bolsheviks", "srs", "mensheviks"],
            Outcome.NOT_YET,
            "“Possessing *classes*” is furthest",
        ),
    ],
)
def test_each_way_of_missing_the_order_has_its_own_words(row: list[Json], outcome: Outcome, message: str) -> None:
    verdict = ORDER.mark(row)
    assert (verdict.outcome, message in verdict.message) == (outcome, True)
    assert verdict.see


@pytest.mark.parametrize(
    "answer", ["", [], RIGHT[:-1], [*RIGHT, "srs"], ["all"] * 5, {"all": 1}, [[], {}, None, 1, "all"]]
)
def test_what_is_no_order_of_all_the_items_is_not_attempted(answer: Json) -> None:
    assert ORDER.mark(answer).outcome is Outcome.NOT_ATTEMPTED
    assert ORDER.said(answer) == ""


def test_what_is_equal_may_stand_either_way_round() -> None:
    question = made("order", WITH_TIES)
    for row in (["a", "b", "c", "d"], ["a", "c", "b", "d"]):
        assert question.mark(list(row)).outcome is Outcome.RIGHT
    for row in (["d", "b", "c", "a"], ["d", "c", "b", "a"]):
        assert "from the fewest to the most" in question.mark(list(row)).message


def test_two_neighbours_lead_to_both_their_rows() -> None:
    swapped: list[Json] = ["possessing", "all", "srs", "bolsheviks", "mensheviks"]
    assert ORDER.mark(swapped).see == (Pointer("claim", "pp-srs"), Pointer("claim", "pp-board"))


def test_dates_of_the_record_give_the_order_and_equal_ones_a_tie() -> None:
    question = made("order", BY_DATE)
    for row in (["conference", "coalition"], ["coalition", "conference"]):
        assert question.mark([*row, "withdrawal", "formula"]).outcome is Outcome.RIGHT
    assert question.mark(["withdrawal", "conference", "coalition", "formula"]).outcome is Outcome.NOT_YET


def test_ranks_of_the_record_give_the_order() -> None:
    names = [
        "t32-86-july-3-food-fodder",
        "t32-86-july-1-meadows",
        "t32-86-july-4-ploughed-fields",
        "t32-86-july-2-crops",
    ]
    items = ", ".join(
        f'{{ name = "{name.split("-")[3]}", text = "{name}", claim = "{name}", feedback = "{name}.", see = "pp-srs" }}'
        for name in names
    )
    question = made("order", f'{ENDS}by = "rank"\norder = "rising"\nitems = [{items}]')
    assert question.right() == ["1", "2", "3", "4"]


def test_a_corrected_figure_corrects_the_order() -> None:
    corrected = BY_VALUE.replace('claim = "pp-srs"', 'literal = 400\nwhy = "as if corrected"'.replace("\n", ", "))
    question = made("order", corrected)
    assert question.mark([*RIGHT]).outcome is Outcome.PARTLY
    assert question.version != ORDER.version


def test_an_order_is_said_and_shown_in_words() -> None:
    assert ORDER.said([*RIGHT]).startswith("1. All; 2. Possessing classes; 3. SRs")
    assert "First: the <em>most</em> seats. Last: the fewest." in ORDER.still()
    assert "<li>Possessing <em>classes</em></li>" in ORDER.still()


def test_the_order_to_begin_with_is_no_part_of_the_version_and_never_the_right_one() -> None:
    lines = BY_VALUE.splitlines()
    at = next(number for number, line in enumerate(lines) if "srs" in line)
    lines[at], lines[at + 1] = lines[at + 1], lines[at]
    assert made("order", "\n".join(lines)).version == ORDER.version
    assert made("order", BY_VALUE.replace('"Mensheviks"', '"The Mensheviks"')).version != ORDER.version
    assert made("order", BY_VALUE.replace('"M."', '"Look."')).version == ORDER.version


@pytest.mark.parametrize(
    ("fields", "old", "new", "told"),
    [
        (BY_VALUE, 'by = "value"', 'by = "values"', "'values' is none. Did you mean 'value'"),
        (BY_VALUE, '"falling"', '"fallen"', "order: 'fallen' is none. Did you mean 'falling'"),
        (BY_VALUE, '"pp-mensheviks", f', '"pp-menshevik", f', "items 4 claim: 'pp-menshevik' is no claim"),
        (BY_VALUE, "backwards = {", "backward = {", "backward: is no field here. Did you mean 'backwards'"),
        (BY_VALUE, "first = {", 'first = { place = "top",', "first place: is no field here"),
        (WITH_TIES, 'why = "The steps of an argument; no claim holds them."', "", "why: is missing"),
        (WITH_TIES, "place = 3", "place = 2", "fewer than three different places"),
        (WITH_TIES, '"C", place = 2', '"C", place = 2, claim = "pp-srs"', "items 4 claim: is no field here"),
        (BY_DATE, '"pp-withdrawal-against"', '"t32-86-july-1-meadows"', ""),
        (BY_DATE, '"dc-boycott-for"', '"t32-56-counties-all"', "'conference' and '.*' overlap in time"),
        (BY_DATE, "date_os", "rank", "'dc-boycott-for' has no rank in the record"),
    ],
)
def test_an_author_of_an_order_is_told(fields: str, old: str, new: str, told: str) -> None:
    assert old in fields
    if not told:
        assert made("order", fields.replace(old, new)).right()
        return
    with pytest.raises(FileError, match=told):
        made("order", fields.replace(old, new))


def test_items_that_stand_right_already_are_an_authors_mistake() -> None:
    straight = WITH_TIES.replace("place = 3", "place = 0")
    with pytest.raises(FileError, match="stand in the right order already"):
        made("order", straight.replace("place = 1", "place = 5").replace('"C", place = 2', '"C", place = 5'))


def test_three_items_are_too_few_and_eleven_too_many() -> None:
    lines = [line for line in WITH_TIES.splitlines() if 'name = "c"' not in line]
    with pytest.raises(FileError, match=r"are 3\. Give 4"):
        made("order", "\n".join(lines))
    more = [lines[-2].replace('"a"', f'"a{at}"').replace('"A"', f'"A{at}"') for at in range(9)]
    with pytest.raises(FileError, match=r"are 12\. Give 4"):
        made("order", "\n".join([*lines[:-1], *more, "]"]))


@pytest.mark.parametrize(
    ("answer", "outcome", "message"),
    [
        (ALL, Outcome.RIGHT, "The reason."),
        (ALL | {"no such item": "60", "kadets ": "20"}, Outcome.RIGHT, "The reason."),
        (
            ALL | {"kadets": ""},
            Outcome.PARTLY,
            "3 of 4 fit, and 1 is still open. Choose what belongs to “The Kadets” next.",
        ),
        ({"srs": "120"}, Outcome.PARTLY, "1 of 4 fits, and 3 are still open."),
        (ALL | {"srs": "20"}, Outcome.PARTLY, "3 of 4 fit. Look again at “The *SRs*”. First row."),
        (ALL | {"mensheviks": "66", "bolsheviks": "60"}, Outcome.PARTLY, "2 of 4 fit. Which is the larger?"),
        (
            {"mensheviks": "66", "bolsheviks": "60"},
            Outcome.NOT_YET,
            "None of the 4 fits, and 2 are still open. Which is",
        ),
        (dict.fromkeys(ALL, "20"), Outcome.NOT_YET, "None of the 4 fits. Look again at “The *SRs*”."),
        (dict.fromkeys(ALL, "60"), Outcome.NOT_YET, "1 of 4 fits. Look again at “The *SRs*”."),
    ],
)
def test_pairs_that_fit_are_counted_and_the_first_that_does_not_is_named(
    answer: dict[str, Json], outcome: Outcome, message: str
) -> None:
    verdict = MATCH.mark(answer)
    assert (verdict.outcome, verdict.message[: len(message)]) == (outcome, message)
    assert verdict.see


@pytest.mark.parametrize("answer", [{}, "", None, ["120"], {"srs": "no such option"}, {"srs": ["120"]}, {"x": "120"}])
def test_no_pair_is_not_attempted(answer: Json) -> None:
    assert MATCH.mark(answer).outcome is Outcome.NOT_ATTEMPTED


def test_one_option_may_belong_to_several() -> None:
    question = made("match", PAIRS.replace('answer = "none"', 'answer = "120"'))
    assert question.mark(ALL | {"kadets": "120"}).outcome is Outcome.RIGHT


def test_pairs_are_said_and_shown_in_words() -> None:
    assert (
        MATCH.said({"kadets": "none", "mensheviks": "66", "x": "60"})
        == "The Mensheviks: 66 & more; The Kadets: No number"
    )
    assert MATCH.still().count("<li>") == 9
    assert "<li>The <em>SRs</em></li>" in MATCH.still()
    assert "<li>66 &amp; <em>more</em></li>" in MATCH.still()


def test_the_order_of_items_and_options_is_no_part_of_the_version_of_a_match() -> None:
    head, first, second, *rest = PAIRS.strip().splitlines()
    assert made("match", "\n".join([head, second, first, *rest])).version == MATCH.version
    assert made("match", PAIRS.replace("20 seats", "21 seats")).version != MATCH.version
    assert made("match", PAIRS.replace("Which is the larger?", "Compare them.")).version == MATCH.version


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('answer = "none"', 'answer = "nine"', "items 4 answer: 'nine' is none. Did you mean 'none'"),
        (
            '["mensheviks", "bolsheviks"]',
            '["menshevik", "bolsheviks"]',
            "swaps 1 items: 'menshevik' is none. Did you mean",
        ),
        ('["mensheviks", "bolsheviks"]', '["mensheviks"]', "swaps 1 items: are 1. Two are swapped"),
        ('["mensheviks", "bolsheviks"]', '["mensheviks", "mensheviks"]', "belong to the same option"),
        ('"The Mensheviks"', '"The Kadets"', "2 have the text 'The Kadets'"),
        ('"20 seats', '"' + "Twenty " * 9, "options 4 text: has more than 60 characters"),
        ('{ name = "120"', '{ nam = "120"', "options 3 name: is missing"),
    ],
)
def test_an_author_of_a_match_is_told(old: str, new: str, told: str) -> None:
    assert old in PAIRS
    with pytest.raises(FileError, match=told):
        made("match", PAIRS.replace(old, new))


def test_options_in_the_order_of_their_items_are_an_authors_mistake() -> None:
    straight = PAIRS.replace('answer = "120"', 'answer = "kept"').replace('answer = "60"', 'answer = "120"')
    straight = straight.replace('answer = "66"', 'answer = "20"').replace('answer = "kept"', 'answer = "60"')
    with pytest.raises(FileError, match="stand in the order of the items they belong to"):
        made("match", straight)


@given(anything)
def test_any_answer_is_marked_and_said_without_an_error(answer: Json) -> None:
    for question in (ORDER, MATCH):
        attempted = question.mark(answer).outcome is not Outcome.NOT_ATTEMPTED
        assert bool(question.said(answer)) == attempted


@given(st.permutations(RIGHT))
def test_exactly_one_order_is_right_and_every_other_leads_somewhere(row: list[str]) -> None:
    verdict = ORDER.mark([*row])
    assert (verdict.outcome is Outcome.RIGHT) == (row == RIGHT)
    assert verdict.see
