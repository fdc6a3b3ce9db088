"""Filling a table: blanks marked one by one, counted together, and a slip that goes on into a total counted once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.errors import FileError
from coursekit.kinds.base import Outcome
from coursekit.work.answer_lines import Json
from made_questions import made

TABLE = """
corner = { text = "Party" }
columns = [
  { name = "who", text = "Also *called*" },
  { name = "seats", text = "Seats", unit = "seats" },
  { name = "share", text = "Of all", unit = "share" },
]

[[question.rows]]
name = "srs"
text = "SRs"
given = { seats = { claim = "pp-srs" }, who = { text = "the <b>SRs</b>" } }
[question.rows.blanks.share]
answer = { operation = "share", claims = ["pp-srs", "pp-democratic"] }
tolerance = 0.005
otherwise = { feedback = "Divide by the whole.", see = "pp-democratic" }
[[question.rows.blanks.share.slips]]
name = "two"
operation = "share"
claims = ["pp-srs", "pp-bolsheviks", "pp-srs"]
feedback = "Base."
see = "pp-srs"

[[question.rows]]
name = "bolsheviks"
text = "Bolsheviks"
given = { share = { text = "—" } }
[question.rows.blanks.seats]
answer = { claim = "pp-bolsheviks" }
slips = [{ name = "mensheviks", claim = "pp-mensheviks", feedback = "That is another row.", see = "pp-mensheviks" }]
near = { tolerance = 3, feedback = "Close: read it again.", see = "pp-bolsheviks" }
otherwise = { feedback = "Find the row.", see = "pp-bolsheviks" }
[question.rows.blanks.who]
answer = { entry = "bolshevik" }
others = [{ entry = "menshevik", feedback = "They are the others.", see = "pp-mensheviks" }]
otherwise = { feedback = "Who is it?", see = "pp-bolsheviks" }

[[question.rows]]
name = "both"
text = "Both"
total_of = ["srs", "bolsheviks"]
given = { share = { text = "—" }, who = { text = "—" } }
[question.rows.blanks.seats]
answer = { operation = "sum", claims = ["pp-srs", "pp-bolsheviks"] }
otherwise = { feedback = "Add the two.", see = "pp-srs" }
[[question.rows.blanks.seats.slips]]
name = "less"
operation = "difference"
claims = ["pp-srs", "pp-bolsheviks"]
feedback = "Add."
see = "pp-srs"
"""
QUESTION = made("fill a table", TABLE)
WHO, SEATS, BOTH = "bolsheviks/who", "bolsheviks/seats", "both/seats"
RIGHT: dict[str, Json] = {
    "srs/share": "39 per cent",
    "bolsheviks/who": "Bolsheviks",
    "bolsheviks/seats": " 66 seats ",
    "both/seats": "186",
}
scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["66", "1/0", "7" * 99])
anything = (
    scalars | st.lists(scalars) | st.dictionaries(st.sampled_from([*RIGHT, "no/cell"]), scalars | st.lists(scalars))
)


@pytest.mark.parametrize(
    ("changed", "outcome", "standing", "place", "words"),
    [
        ({}, Outcome.RIGHT, "", "", "The reason."),
        ({"no/cell": "7"}, Outcome.RIGHT, "", "", "The reason."),
        ({"bolsheviks/who": "большевики"}, Outcome.RIGHT, "", "", "The reason."),
        ({"srs/share": "0.65"}, Outcome.PARTLY, "3 of 4 are right.", "row “SRs”, column “Of all”", "Base."),
        ({WHO: "Mensheviks"}, Outcome.PARTLY, "3 of 4 are right.", "column “Also *called*”", "They are the others."),
        (
            {SEATS: "65"},
            Outcome.PARTLY,
            "3 of 4 are right.",
            "row “Bolsheviks”, column “Seats”",
            "Close: read it again.",
        ),
        ({SEATS: "many"}, Outcome.PARTLY, "3 of 4 are right.", "row “Bolsheviks”, column “Seats”", "I read a number"),
        ({BOTH: "54"}, Outcome.PARTLY, "3 of 4 are right.", "row “Both”, column “Seats”", "Add."),
        (
            {BOTH: " "},
            Outcome.PARTLY,
            "3 of 4 are right, and 1 is still empty.",
            "row “Both”, column “Seats”",
            "Fill in",
        ),
        (
            {BOTH: "", "srs/share": "7", WHO: "x"},
            Outcome.NOT_YET,
            "1 of 4 is right, and 1 is still empty.",
            "“SRs”",
            "Divide",
        ),
        (dict.fromkeys(RIGHT, "x"), Outcome.NOT_YET, "None of the 4 is right.", "row “SRs”", "I read a number"),
    ],
)
def test_blanks_are_counted_and_the_first_that_is_not_right_is_named(
    changed: dict[str, Json], outcome: Outcome, standing: str, place: str, words: str
) -> None:
    verdict = QUESTION.mark(RIGHT | changed)
    assert verdict.outcome is outcome
    assert verdict.message.startswith(standing)
    assert place in verdict.message
    assert words in verdict.message
    assert verdict.see


def test_a_slip_that_goes_on_into_the_total_is_one_mistake() -> None:
    verdict = QUESTION.mark(RIGHT | {"bolsheviks/seats": "60", "both/seats": "180"})
    assert verdict.outcome is Outcome.PARTLY
    assert "Look at row “Bolsheviks”, column “Seats”. That is another row." in verdict.message
    assert verdict.message.endswith("Your total adds up what you typed above it, so mend that first and add again.")


def test_a_total_that_adds_up_nothing_is_a_mistake_of_its_own() -> None:
    verdict = QUESTION.mark(RIGHT | {"bolsheviks/seats": "60", "both/seats": "181"})
    assert "Your total" not in verdict.message
    alone = QUESTION.mark({"both/seats": "120"})
    assert "Look at row “Both”" in alone.message


@pytest.mark.parametrize(
    "answer", [{}, "", None, ["66"], {"no/cell": "66"}, {"both/seats": 186}, {"both/seats": " \n"}]
)
def test_nothing_typed_is_not_attempted(answer: Json) -> None:
    assert QUESTION.mark(answer).outcome is Outcome.NOT_ATTEMPTED


def test_a_given_figure_stands_without_the_unit_of_its_column() -> None:
    assert '<th scope="row">SRs</th><td>the &lt;b&gt;SRs&lt;/b&gt;</td><td>120</td><td>…</td>' in QUESTION.still()
    assert '<th scope="col">Seats</th><th scope="col">Of all <small>(a share or per cent)</small>' in QUESTION.still()


@pytest.mark.parametrize(
    ("claim", "unit", "shown"),
    [
        ("pp-left-srs", "seats", "about 20"),
        ("pp-board-bolsheviks", "seats", "1"),
        ("pp-cooperators", "seats", "no number given"),
        ("pp-withdrawal-rumour", "votes", "between 2 and 3"),
        ("pp-kadets", "share", "almost 0.5"),
        ("t32-56-counties-involved-share", "per cent", "77"),
    ],
)
def test_hedges_and_gaps_of_a_given_figure_stay(claim: str, unit: str, shown: str) -> None:
    extra = f'  {{ name = "more", text = "More", unit = "{unit}" }},\n]\n\n[[question.rows]]\nname = "srs"'
    table = TABLE.replace(']\n\n[[question.rows]]\nname = "srs"', extra, 1)
    table = table.replace("given = { ", f'given = {{ more = {{ claim = "{claim}" }}, ').replace(
        'total_of = ["srs", "bolsheviks"]', ""
    )
    assert f"<td>{shown}</td>" in made("fill a table", table).still()


def test_what_was_typed_is_said_by_row_and_column() -> None:
    said = QUESTION.said({"both/seats": " 186 ", "srs/share": "<b>", "no/cell": "7", "bolsheviks/who": ""})
    assert said == "SRs, Of all: <b>; Both, Seats: 186"


def test_the_right_answers_do_not_go_to_the_browser() -> None:
    assert "186" not in str(QUESTION.content())
    assert "Bolshevik'" not in str(QUESTION.content()["rows"])


def test_what_is_asked_makes_the_version_and_what_is_said_of_it_does_not() -> None:
    assert made("fill a table", TABLE.replace("Find the row.", "Look for it.")).version == QUESTION.version
    assert made("fill a table", TABLE.replace('text = "Both"', 'text = "Together"')).version != QUESTION.version
    assert made("fill a table", TABLE.replace("0.005", "0.01")).version != QUESTION.version


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('unit = "share"', 'unit = "shares"', "columns 3 unit: 'shares' is no unit of the record. Did you mean"),
        ("blanks.who]", "blanks.whom]", "rows 2 blanks whom: is no field here. Did you mean 'who'"),
        ("blanks.who]", "blanks.whom]", "rows 2 who: has no cell in this row"),
        ('who = { text = "the', 'share = { text = "x" }, who = { text = "the', "rows 1 share: is given and blank"),
        ('{ claim = "pp-srs" }, who', '{ claim = "pp-sr" }, who', "rows 1 given seats claim: 'pp-sr' is no claim"),
        ('{ claim = "pp-srs" }, who', '{ claim = "pp-kadets" }, who', "'pp-kadets' is in share, and the column"),
        ('total_of = ["srs",', 'total_of = ["srs", "both",', "rows 3 total_of: 'both' is no row above this one"),
        ('total_of = ["srs",', 'total_of = ["srs", "srs",', "total_of: comes to 306 in the column “Seats”"),
        ('total_of = ["srs", "bolsheviks"]', 'total_of = ["srs"]', "comes to 120 .* counted twice, or left out"),
        ('{ claim = "pp-srs" }, who', '{ text = "120" }, who', "adds up a cell without a figure"),
        ("near = {", 'unit = "seats"\nnear = {', "seats unit: is no field"),
        ('answer = { claim = "pp-bolsheviks" }', 'answer = { claim = "pp-kadets" }', "and the answer is in share"),
        ('name = "both"', 'name = "srs"', "2 have the name 'srs'"),
        ('corner = { text = "Party" }', "", "corner: is missing"),
        ("tolerance = 0.005", "tolerence = 0.005", "share tolerence: is no field here. Did you mean 'tolerance'"),
        ('"Find the row."', '"Add the two."', "2 have the words 'Add the two.'"),
    ],
)
def test_an_author_is_told(old: str, new: str, told: str) -> None:
    assert old in TABLE
    with pytest.raises(FileError, match=told):
        made("fill a table", TABLE.replace(old, new, 1))


def test_a_fault_of_the_question_is_told_once() -> None:
    with pytest.raises(FileError) as told:
        made("fill a table", TABLE.replace('corner = { text = "Party" }', 'prompts = "What?"\ncorner = { text = "P" }'))
    assert len(told.value.problems) == 1


def test_one_blank_is_no_table() -> None:
    first, *_ = TABLE.split('\n[[question.rows]]\nname = "bolsheviks"')
    with pytest.raises(FileError, match="have 1 blanks"):
        made("fill a table", first)


@given(anything)
def test_any_answer_is_marked_and_said_without_an_error(answer: Json) -> None:
    attempted = QUESTION.mark(answer).outcome is not Outcome.NOT_ATTEMPTED
    assert bool(QUESTION.said(answer)) == attempted
