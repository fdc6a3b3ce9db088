"""A numeral is found wherever a reader would see one, and says what the reader would understand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.numerals import find


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("308 men", 308),
        ("1,500 to", 1500),
        ("42.5 per cent", Fraction(85, 2)),
        ("4 1/2 per cent", Fraction(9, 2)),
        ("1/40 of the land", Fraction(1, 40)),
        ("3½ million", Fraction(7, 2) * 10**6),
        ("Forty-eight right wing members", 48),
        ("by seventy votes", 70),
        ("a hundred and thirty", 130),
        ("two hundred thousand", 200_000),
        ("five thousand and six", 5006),
        ("30 million dessiatins", 30_000_000),
        ("almost half", Fraction(1, 2)),
        ("one and a half times", Fraction(3, 2)),
        ("two thirds", Fraction(2, 3)),
        ("three-quarters", Fraction(3, 4)),
        ("every fourth", Fraction(1, 4)),
        ("a third of", Fraction(1, 3)),
        ("over half a million workers", 500_000),
        ("a half million", 500_000),
        ("a dozen", 12),
        ("two dozen", 24),
        ("twice as many", 2),
        ("all votes except one", 1),
    ],
)
def test_one_numeral_is_read(text: str, value: Fraction) -> None:
    assert [numeral.value for numeral in find(text)] == [value]


@pytest.mark.parametrize("text", ["the second vote", "dozens of men", "a few score of them", "a man", "every man", ""])
def test_what_does_not_count_is_not_a_numeral(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("two or three votes", [2, 3]),
        ("95 votes against 127, with 50 abstaining", [95, 127, 50]),
        ("seventy votes against fifty", [70, 50]),
        ("twenty, thirty", [20, 30]),
        ("ten to one", [10, 1]),
    ],
)
def test_neighbours_stay_apart(text: str, values: list[int]) -> None:
    assert [numeral.value for numeral in find(text)] == values


def _in_words(number: int) -> str:
    small = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    names = [*small.split(), "seventeen", "eighteen", "nineteen"]
    tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    if number < 20:
        return names[number]
    if number < 100:
        return tens[number // 10] + (f"-{names[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{names[number // 100]} hundred" + (f" and {_in_words(number % 100)}" if number % 100 else "")
    thousands = f"{_in_words(number // 1000)} thousand"
    rest = number % 1000
    return thousands if not rest else f"{thousands}{' and' if rest < 100 else ''} {_in_words(rest)}"


@given(st.integers(min_value=1, max_value=999_999))
def test_every_number_in_words_is_read_whole(number: int) -> None:
    words = _in_words(number)
    found = [(int(numeral.value), numeral.text) for numeral in find(f"They were {words}, it is said.")]
    assert found == [(number, words)]


@given(st.integers(min_value=0, max_value=10**9))
def test_every_number_in_digits_is_read_whole(number: int) -> None:
    for written in (str(number), f"{number:,}"):
        assert [numeral.value for numeral in find(f"There were {written} of them.")] == [number]


@given(st.text(max_size=200))
def test_any_text_can_be_searched_and_places_are_true(text: str) -> None:
    for numeral in find(text):
        assert text[numeral.start : numeral.end] == numeral.text
