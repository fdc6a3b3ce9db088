"""Strict reading of tables: every fault is collected, with its place."""

import pytest

from coursekit.errors import Problem
from coursekit.fields import Fields


@pytest.fixture
def problems() -> list[Problem]:
    return []


def test_inner_tables_name_the_way_to_them(problems: list[Problem]) -> None:
    fields = Fields({"options": [{}, {"feedback": {"text": 7}}]}, "a.toml", "05.a", problems)
    rows = fields.rows("options", "things to choose")
    rows[1].inner("feedback").text("text")
    assert str(problems[0]) == "a.toml, 05.a, options 2 feedback text: must be a text in quotation marks, and is 7."


def test_reading_goes_on_after_a_fault(problems: list[Problem]) -> None:
    fields = Fields({"names": "a", "rows": 7, "flag": 1, "inner": []}, "a.toml", "05.a", problems)
    assert fields.text("text") == ""
    assert fields.number("number") == 0
    assert fields.names("names") == ()
    assert fields.rows("rows", "each") == ()
    assert fields.flag("flag") is False
    assert fields.inner("inner").table == {}
    assert [problem.field for problem in problems] == ["text", "number", "names", "rows", "flag", "inner"]


def test_field_that_was_asked_for_is_no_fault(problems: list[Problem]) -> None:
    fields = Fields({"unit": "seats"}, "a.toml", "05.a", problems)
    assert fields.has("unit")
    assert fields.number("tolerance", 0) == 0
    assert fields.flag("right") is False
    fields.finish()
    assert problems == []
