"""Questions answered from a cell: the first difference is named, nothing is run, and the answer is not given away."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import coursekit as ck
from coursekit import checking, course
from coursekit.bank import read_banks
from coursekit.checking import MOST_ROWS, described
from coursekit.errors import FileError, UnknownNameError
from coursekit.kinds.base import Outcome
from coursekit.kinds.code import Code
from coursekit.record import record
from coursekit.work.answer_lines import Json
from coursekit.work.answers import AnswerLog

COMMON = """
aim = "Work with a table."
answer_text = "So many."
because = "The rows say so."
source = ["pp-srs"]
hints = [{ text = "Look.", see = "pp-srs" }]
otherwise = { feedback = "Look the rows up.", see = "pp-democratic" }
"""
NUMBER = (
    '[[question]]\nid = "05.rest"\nkind = "code"\nprompt = "How many?"\n'
    'answer = { operation = "difference", claims = ["pp-democratic", "pp-srs"] }\n'
    'slips = [{ name = "added", answer = { operation = "sum", claims = ["pp-democratic", "pp-srs"] }, '
    'feedback = "You added.", see = "pp-srs" }]' + COMMON
)
# A vote with abstentions, so that the share of those for is not the complement of those against.
VOTE = next(row["vote"] for row in record().table("preparliament_votes") if row["side"] == "abstaining")
SELECTION = f'table = "preparliament_votes", where = {{ vote = "{VOTE}" }}, label = "side", columns = ["value"]'
TABLES = (
    '[[question]]\nid = "05.sides"\nkind = "code"\nprompt = "Which share?"\ntolerance = 0.001\n'
    f'expected = {{ shape = "series", operation = "share", {SELECTION} }}\n'
    f'slips = [{{ name = "raw", expected = {{ shape = "series", operation = "sum", {SELECTION} }}, '
    'feedback = "These are votes.", see = "pp-srs" }]' + COMMON
)


def read(tmp_path: Path, bank: str) -> Code:
    (tmp_path / "05-code.toml").write_text(bank, encoding="utf-8")
    (found,) = read_banks(tmp_path, record(), ["walkout-declaration"]).values()
    assert isinstance(found, Code)
    return found


@pytest.fixture
def votes() -> pd.DataFrame:
    """Give the three rows of one vote of the Pre-Parliament."""
    table = ck.load("preparliament_votes")
    rows: pd.DataFrame = table[table["vote"] == VOTE]
    return rows


@pytest.fixture
def shares(tmp_path: Path) -> Code:
    """Ask for the shares of these votes."""
    return read(tmp_path, TABLES)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Code, Code]:
    """Give one question about a table and one about a number to all examples of a property."""
    return read(tmp_path_factory.mktemp("table"), TABLES), read(tmp_path_factory.mktemp("number"), NUMBER)


def said(question: Code, value: object) -> tuple[Outcome, str]:
    verdict = question.mark(described(value))
    return verdict.outcome, verdict.message


def test_a_number_is_compared_and_a_slip_is_named(tmp_path: Path) -> None:
    question = read(tmp_path, NUMBER)
    seats = ck.load("preparliament_seats")["value"]
    assert said(question, seats["pp-democratic"] - seats["pp-srs"])[0] is Outcome.RIGHT
    assert said(question, seats["pp-democratic"] + seats["pp-srs"]) == (Outcome.NOT_YET, "You added.")
    assert said(question, 1) == (Outcome.NOT_YET, "Look the rows up.")
    assert said(question, seats)[1] == "You gave a column (Series). One number is asked for."
    assert said(question, ...)[0] is Outcome.NOT_ATTEMPTED


def test_the_right_column_is_right_in_any_order(shares: Code, votes: pd.DataFrame) -> None:
    column = votes.set_index("side")["value"]
    assert said(shares, column / column.sum())[0] is Outcome.RIGHT
    assert said(shares, (column / column.sum()).sort_values())[0] is Outcome.RIGHT


def test_what_differs_first_is_named(shares: Code, votes: pd.DataFrame) -> None:
    column = votes.set_index("side")["value"]
    right = column / column.sum()
    other = right.copy()
    other.iloc[1] += 0.5
    assert said(shares, column) == (Outcome.NOT_YET, "These are votes.")
    assert "whole table" in said(shares, right.to_frame())[1]
    assert f"Your result has {len(right) - 1} rows" in said(shares, right.iloc[1:])[1]
    assert right.index[0] in said(shares, right.iloc[1:])[1]
    assert "hundred times" in said(shares, right * 100)[1]
    assert "divide by the total" in said(shares, column / 7)[1]
    assert "labelled `0`" in said(shares, right.reset_index(drop=True))[1]
    assert said(shares, right.reset_index(drop=True))[0] is Outcome.PARTLY
    assert "holds the text" in said(shares, right.astype(str))[1]
    assert f"`{right.index[1]}`: you have" in said(shares, other)[1]
    assert "Look the rows up." in said(shares, other)[1]
    assert "neither a number nor a column" in said(shares, [1, 2])[1]


def test_the_right_figure_is_not_given_away(shares: Code, votes: pd.DataFrame) -> None:
    column = votes.set_index("side")["value"] * 0 + 0.25
    right = {f"{cell:.3g}" for row in shares.expected.rows for cell in row}  # type: ignore[union-attr]
    assert not any(figure in said(shares, column)[1] for figure in right)


def test_the_order_counts_where_it_is_asked_for(tmp_path: Path, votes: pd.DataFrame) -> None:
    question = read(tmp_path, TABLES.replace('"share",', '"share", order = "falling",', 1))
    column = votes.set_index("side")["value"]
    right = (column / column.sum()).sort_values(ascending=False)
    assert said(question, right)[0] is Outcome.RIGHT
    assert said(question, right.sort_values()) == (
        Outcome.PARTLY,
        "The figures are right, but not in the order asked for. Sort them last, with `sort_values`.",
    )


def test_a_table_is_compared_by_its_columns(tmp_path: Path, votes: pd.DataFrame) -> None:
    bank = TABLES[: TABLES.index("slips")] + COMMON
    bank = bank.replace('shape = "series", operation = "share"', 'shape = "table", operation = "as printed"')
    question = read(tmp_path, bank.replace('["value"]', '["value", "unit"]'))
    right = votes.set_index("side")[["unit", "value"]]
    assert said(question, right)[0] is Outcome.RIGHT
    assert "`unit` is missing" in said(question, right[["value"]])[1]
    assert "`motion` is not asked for" in said(question, votes.set_index("side")[["unit", "value", "motion"]])[1]
    assert "one column, and a table" in said(question, right["value"])[1]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"preparliament_votes"', '"preparliament_vote"', "Did you mean 'preparliament_votes'"),
        ('label = "side"', 'label = "sides"', "Did you mean 'side'"),
        ('["value"]', '["valeu"]', "Did you mean 'value'"),
        ('operation = "share"', 'operation = "shares"', "Did you mean 'share'"),
        ("where = { vote", "where = { wote", "has no column 'wote'"),
        (VOTE, "no such vote", "keeps 0 rows"),
    ],
)
def test_an_author_is_told_what_cannot_be_worked_out(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(FileError, match=told):
        read(tmp_path, TABLES.replace(old, new))


def test_labels_must_tell_printed_rows_apart(tmp_path: Path) -> None:
    bank = TABLES.replace('operation = "share"', 'operation = "as printed"').replace('"side"', '"body"')
    with pytest.raises(FileError, match="does not tell the rows apart"):
        read(tmp_path, bank)


CELLS = st.one_of(st.none(), st.booleans(), st.integers(), st.just(10**400), st.floats(), st.text(max_size=20))
JSON: st.SearchStrategy[Json] = st.recursive(
    CELLS, lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4))
)
LABELS = st.lists(st.one_of(st.sampled_from(["for", "against", "abstaining"]), JSON), max_size=4)


@given(labels=LABELS, columns=st.lists(st.sampled_from(["value", "x"]), max_size=3), cells=st.lists(JSON, max_size=12))
def test_any_result_from_the_log_is_marked(
    asked: tuple[Code, Code], labels: list[Json], columns: list[Json], cells: list[Json]
) -> None:
    question, _ = asked
    width = len(columns)
    rows: list[Json] = [cells[at * width : (at + 1) * width] for at in range(len(labels))]
    for shape in ("series", "table", "number", "other"):
        answer: Json = {"is": shape, "labels": labels, "columns": columns, "rows": rows, "value": rows}
        assert question.mark(answer).outcome in set(Outcome)
        assert isinstance(question.said(answer), str)


@given(value=CELLS)
def test_any_number_from_the_log_is_marked(asked: tuple[Code, Code], value: Json) -> None:
    _, question = asked
    answer: Json = {"is": "number", "value": value}
    assert question.mark(answer).outcome is Outcome.NOT_YET or value == question.expected.value  # type: ignore[union-attr]
    assert isinstance(question.said(answer), str)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), True, "62", b"62", object(), {62}, lambda: 62])
def test_what_is_no_result_is_described_without_being_run(value: object) -> None:
    answer = described(value)
    assert isinstance(answer, dict)
    assert answer["is"] == "other"


def test_a_long_table_is_cut_and_missing_cells_stay_missing() -> None:
    answer = described(pd.DataFrame({"a": [1.5, None] * MOST_ROWS, "b": ["x", pd.NA] * MOST_ROWS}))
    assert isinstance(answer, dict)
    rows = answer["rows"]
    assert isinstance(rows, list)
    assert len(rows) == MOST_ROWS
    assert rows[:2] == [[1.5, "x"], [None, None]]


def test_a_result_is_checked_said_and_kept(
    tmp_path: Path, shares: Code, votes: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[object] = []
    log = AnswerLog(tmp_path / "work" / "answers.jsonl")
    monkeypatch.setattr(checking, "questions", lambda: {shares.id: shares})
    monkeypatch.setattr(checking, "question", lambda name: {shares.id: shares}[name])
    monkeypatch.setattr(checking, "answer_log", lambda: log)
    monkeypatch.setattr(checking, "display", shown.append)
    column = votes.set_index("side")["value"].rename({votes["side"].iloc[0]: "<script>alert(1)</script>"})
    checking.check("05.sides", column)
    (panel,) = shown
    html = panel._repr_mimebundle_()["text/html"]  # type: ignore[attr-defined]
    assert 'role="status"' in html
    assert "Not yet." in html
    assert "<script>" not in html
    assert "Not yet." in str(panel)
    assert log.recall(shares.id, shares.version).answer is not None


def test_a_wrong_name_lists_near_ones() -> None:
    with pytest.raises(UnknownNameError, match="There is no question"):
        checking.check("05.shar", 1)
    assert (course.content() / "exercises").exists()
