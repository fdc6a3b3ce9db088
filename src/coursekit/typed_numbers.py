"""Numbers as people type them: read, never evaluated.

How a typed number is understood:

- A space groups thousands: `1 234`. So does a comma before exactly three digits: `1,234`. Any other comma is a decimal
  comma: `12,5`. One after a nought is too (`0,336`), and one after groups made by spaces (`1 234,567`), since nobody
  groups thousands so.
- A point is a decimal point: `62.5`, `.5`.
- `12 per cent`, `12 percent` and `12%` are per cent; `1/2` is a fraction of two whole numbers.
- `4 1/2`, `½`, `half`, `two thirds` and `sixty-two` are read as the prose of the course is (see `coursekit.numerals`).
- The unit that stands beside the field may be typed after the number: `62 seats`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from coursekit import numerals

__all__ = ["LONGEST", "TypedNumber", "UnreadableNumberError", "read_number"]

LONGEST = 60
"""Characters of the longest answer that is read as a number."""

# The minus and fraction signs that a copied text brings along, and marks in it that have no width. Thin spaces need no
# entry, nor do those that do not break: to Python they are spaces.
_COPIED = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2044": "/", "\u2060": None, "\ufeff": None, "\u200b": None})
_SPACED = r"[0-9]{1,3}(?: [0-9]{3})+|[0-9]+"
_WHOLE = rf"[1-9][0-9]{{0,2}}(?:,[0-9]{{3}})+|{_SPACED}"
_SIGN = r"(?P<sign>[+-]?) ?"
_WITH_POINT = re.compile(rf"{_SIGN}(?P<whole>{_WHOLE})?(?:\.(?P<part>[0-9]*))?")
_WITH_COMMA = re.compile(rf"{_SIGN}(?P<whole>{_SPACED}),(?P<part>[0-9]+)")
_FRACTION = re.compile(rf"{_SIGN}(?P<above>{_WHOLE}) ?/ ?(?P<below>{_WHOLE})")
_BY_NOUGHT = re.compile(r"/ ?0+$")
_POINTS = re.compile(r"(?:percentage|per cent|%)[ -]?points?$|[0-9] ?(?:pp|p\.p\.|points?)$", re.IGNORECASE)
_PER_CENT = re.compile(r"\s*(?:%|per\s?cent)\.?$", re.IGNORECASE)


class UnreadableNumberError(ValueError):
    """What a student typed cannot be read as a number; the message is for the student."""


@dataclass(frozen=True)
class TypedNumber:
    """A number as it was typed.

    Parameters
    ----------
    value : float
        The number before the unit: 12 for `12 per cent`.
    per_cent : bool
        Whether a per cent sign or the words stood after it.
    """

    value: float
    per_cent: bool = False

    def as_shares(self) -> tuple[float, ...]:
        """Say which shares (0 to 1) the number may stand for.

        With a per cent sign there is one reading. Without, a number over 1 or under -1 is read as itself and as per
        cent, because no part is larger than its whole: who types 33.6 for a share means per cent.

        Examples
        --------
        >>> TypedNumber(12.0, per_cent=True).as_shares()
        (0.12,)
        >>> TypedNumber(0.12).as_shares()
        (0.12,)
        >>> TypedNumber(12.0).as_shares()
        (12.0, 0.12)
        """
        if self.per_cent:
            return (self.value / 100,)
        return (self.value, self.value / 100) if abs(self.value) > 1 else (self.value,)


def read_number(text: str, unit: str = "") -> TypedNumber:
    """Read a number that a student typed.

    Parameters
    ----------
    text : str
        What was typed.
    unit : str, optional
        The unit asked for, which may stand after the number.

    Returns
    -------
    TypedNumber
        The number, and whether it was given in per cent.

    Raises
    ------
    UnreadableNumberError
        If it is too long, is in percentage points, or is not written in one of the ways the module lists.

    Examples
    --------
    >>> [read_number(text, "seats").value for text in ("1 234", "1,234", "12,5", "1/2", "half", "62 seats")]
    [1234.0, 1234.0, 12.5, 0.5, 0.5, 62.0]
    >>> read_number("33.6 per cent").per_cent
    True
    """
    if len(text) > LONGEST:
        raise UnreadableNumberError(
            f"I read a number here, and this is {len(text)} characters long. Type only the number, such as 62 or 62.5."
        )
    typed = " ".join(text.translate(_COPIED).split())
    if unit and typed.lower().endswith(unit.lower()):
        typed = typed[: -len(unit)].rstrip()
    if _POINTS.search(typed):
        raise UnreadableNumberError(
            "You typed percentage points, which say how far apart two shares are. Type the number itself, with "
            "per cent after it if it is a share."
        )
    bare = _PER_CENT.sub("", typed)
    per_cent = bare != typed
    return TypedNumber(_value(bare), per_cent)


def _value(bare: str) -> float:
    if _BY_NOUGHT.search(bare):
        raise UnreadableNumberError("I cannot divide by nought. Look at the lower number of your fraction.")
    if fraction := _FRACTION.fullmatch(bare):
        return _fraction(fraction)
    decimal = _WITH_POINT.fullmatch(bare) or _WITH_COMMA.fullmatch(bare)
    if decimal and (decimal["whole"] or decimal["part"]):
        return float(f"{decimal['sign']}{_digits(decimal['whole'])}.{decimal['part'] or 0}")
    return _in_words(bare)


def _in_words(bare: str) -> float:
    found = numerals.find(bare)
    if len(found) == 1 and found[0].text == bare:
        return float(found[0].value)
    raise UnreadableNumberError(
        "I read a number here, such as 62 or 62.5, 1 234, 12 per cent or 1/2. Type the number, and no other words."
    )


def _digits(whole: str | None) -> str:
    return (whole or "0").replace(",", "").replace(" ", "")


def _fraction(match: re.Match[str]) -> float:
    above, below = int(_digits(match["above"])), int(_digits(match["below"]))
    return (-above if match["sign"] == "-" else above) / below
