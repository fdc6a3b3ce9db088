"""Numbers as students type them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.typed_numbers import LONGEST, TypedNumber, UnreadableNumberError, read_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("62", 62),
        (" 62 ", 62),
        ("62.", 62),
        ("+62", 62),
        ("-3", -3),
        ("\u22123", -3),
        (".5", 0.5),
        ("12.5", 12.5),
        ("12,5", 12.5),
        ("1,2345", 1.2345),
        ("0,336", 0.336),
        ("1 234", 1234),
        ("1\u202f234", 1234),
        ("1\u00a0234,5", 1234.5),
        ("1 234,567", 1234.567),
        ("1,234", 1234),
        ("12,500", 12500),
        ("1,234,567", 1234567),
        ("1,234.5", 1234.5),
        ("1/2", 0.5),
        ("1 / 2", 0.5),
        ("-3/4", -0.75),
        ("1,234/2", 617),
        ("62 seats", 62),
        ("62 SEATS", 62),
        ("1\u2009234", 1234),
        ("1\u2007234", 1234),
        ("62\u2060", 62),
        ("1\u20442", 0.5),
        ("4 1/2", 4.5),
        ("half", 0.5),
        ("A quarter", 0.25),
        ("two thirds", 2 / 3),
        ("½", 0.5),
        ("sixty-two seats", 62),
        ("٦٢", 62),
    ],
)
def test_number_is_read(text: str, value: float) -> None:
    assert read_number(text, "seats") == TypedNumber(value)


@pytest.mark.parametrize(
    "text", ["12%", "12 %", "12 per cent", "12 Per Cent.", "12 percent", "12percent", "12,0%", "twelve per cent"]
)
def test_per_cent_is_read_as_typed(text: str) -> None:
    assert read_number(text) == TypedNumber(12, per_cent=True)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", ".", ",", "-", "%", "seats", "quite a few", "62 votes", "6 2", "1 23", "1,23,456", "1.234,5"),
        *(
            "1e5",
            "0x10",
            "nan",
            "inf",
            "1_000",
            "2**10",
            "__import__('os')",
            "1/2/3",
            "half or so",
            "6\n2",
            "sixty two three",
        ),
    ],
)
def test_anything_else_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UnreadableNumberError, match="I read a number here, such as 62"):
        read_number(text, "seats")


def test_division_by_nought_is_named() -> None:
    for text in ("1/0", "1/0%", "4 1/0", "-1 / 00"):
        with pytest.raises(UnreadableNumberError, match="divide by nought"):
            read_number(text)


@pytest.mark.parametrize("text", ["5 percentage points", "5 percentage point", "5 points", "5pp", "5 %-points"])
def test_percentage_points_are_told_from_per_cent(text: str) -> None:
    with pytest.raises(UnreadableNumberError, match="how far apart two shares are"):
        read_number(text)


def test_long_text_is_refused_unread() -> None:
    with pytest.raises(UnreadableNumberError, match=f"{LONGEST + 1} characters long"):
        read_number("1" * (LONGEST + 1))


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("0.336", (0.336,)),
        ("33.6%", (0.336,)),
        ("33.6", (33.6, 0.336)),
        ("1", (1.0,)),
        ("1/4", (0.25,)),
        ("-2.5", (-2.5, -0.025)),
        ("-1", (-1.0,)),
    ],
)
def test_share_is_read_in_the_ways_people_write_it(text: str, shares: tuple[float, ...]) -> None:
    assert read_number(text).as_shares() == pytest.approx(shares)


@given(st.integers(min_value=0, max_value=10**12), st.sampled_from(["", ",", " ", "\u202f"]))
def test_whole_numbers_come_back_however_grouped(number: int, separator: str) -> None:
    assert read_number(f"{number:,}".replace(",", separator)).value == number


@given(st.decimals(min_value=0, max_value=10**6, places=4), st.sampled_from([".", ","]))
def test_decimals_come_back_with_point_and_comma(number: object, mark: str) -> None:
    assert read_number(str(number).replace(".", mark)).value == pytest.approx(float(str(number)))


@given(st.text(max_size=2 * LONGEST), st.sampled_from(["", "seats", "share"]))
def test_any_text_is_read_or_refused(text: str, unit: str) -> None:
    with suppress(UnreadableNumberError):
        assert isinstance(read_number(text, unit).value, float)
