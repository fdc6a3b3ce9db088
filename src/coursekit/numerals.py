"""Numerals in English prose: digits, words and fractions, with the place where each stands.

Ordinals ("the second vote"), vague plurals ("dozens") and Roman numerals are not read: they name or hint, and do not
count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

__all__ = ["Numeral", "find"]

_DIGITS = re.compile(
    r"(?P<whole>\d+)\s(?P<over>\d+)/(?P<under>\d+)"
    r"|(?P<part>\d+)/(?P<base>\d+)"
    r"|(?P<grouped>\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+(?!\d))"
    r"|(?P<plain>\d+(?:\.\d+)?)?(?P<glyph>[½⅓⅔¼¾])"
    r"|(?P<bare>\d+(?:\.\d+)?)"
)
_WORD = re.compile(r"[^\W\d_]+")
_GLYPHS = {
    "½": Fraction(1, 2),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
}
_SMALL = {
    word: number
    for number, word in enumerate(
        (
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
            *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
        )
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2
    )
}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "milliard": 10**9, "billion": 10**9}
_COUNTS = {"dozen": 12, "score": 20, "couple": 2, "twice": 2, "thrice": 3, "double": 2, "treble": 3, "both": 2}
_PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "twelfth": 12,
    "twentieth": 20,
    "fiftieth": 50,
    "hundredth": 100,
    "thousandth": 1000,
}
_PLURAL_PARTS = {"halves": 2, **{f"{word}s": number for word, number in _PARTS.items() if word != "half"}}


@dataclass(frozen=True)
class Numeral:
    """A numeral as it stands in a text.

    Parameters
    ----------
    value : fractions.Fraction
        What it says.
    text : str
        The words or digits.
    start, end : int
        Where it stands in the text, as for slicing.
    """

    value: Fraction
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class _Token:
    text: str
    start: int
    end: int
    digits: Fraction | None = None


def find(text: str) -> list[Numeral]:
    """Find the numerals of a text.

    Parameters
    ----------
    text : str
        English prose.

    Returns
    -------
    list of Numeral
        In order of appearance, none overlapping another.

    Examples
    --------
    >>> [(n.text, str(n.value)) for n in find("Of 1,500 men, forty-eight and then two thirds left.")]
    [('1,500', '1500'), ('forty-eight', '48'), ('two thirds', '2/3')]
    """
    tokens = list(_tokens(text))
    found: list[Numeral] = []
    at = 0
    while at < len(tokens):
        value, used = _read(tokens[at:])
        if value is None:
            at += 1
            continue
        start, end = tokens[at].start, tokens[at + used - 1].end
        found.append(Numeral(value, text[start:end], start, end))
        at += used
    return found


def _tokens(text: str) -> Iterator[_Token]:
    for match in re.finditer(f"(?:{_DIGITS.pattern})|(?P<word>{_WORD.pattern})|(?P<stop>[^\\s\\w])", text):
        start, end = match.span()
        if match["stop"] and match["stop"] in "-‐‑":
            continue
        digits = None if match["word"] or match["stop"] else _digits(match)
        yield _Token(match[0].lower(), start, end, digits)


def _digits(match: re.Match[str]) -> Fraction:
    if match["whole"]:
        return int(match["whole"]) + _ratio(match["over"], match["under"])
    if match["part"]:
        return _ratio(match["part"], match["base"])
    if match["grouped"]:
        return Fraction(re.sub(r"\D", "", match["grouped"]))
    if match["glyph"]:
        return Fraction(match["plain"] or 0) + _GLYPHS[match["glyph"]]
    return Fraction(match["bare"])


def _ratio(over: str, under: str) -> Fraction:
    return Fraction(int(over), int(under)) if int(under) else Fraction(0)


def _read(tokens: Sequence[_Token]) -> tuple[Fraction | None, int]:
    words = [token.text for token in tokens[:12]]
    if words[0] == "every" and len(words) > 1 and words[1] in _PARTS:
        return Fraction(1, _PARTS[words[1]]), 2
    if words[:2] in (["half", "a"], ["a", "half"]) and words[2:3] and words[2] in _SCALES:
        return Fraction(_SCALES[words[2]], 2), 3
    article = int(words[0] in {"a", "an"})
    if article and not _counts_after_article(words[1:]):
        return None, 0
    value, used = (Fraction(1), 1) if article else _cardinal(tokens)
    if value is None:
        return (Fraction(1, 2), 1) if words[0] == "half" else (None, 0)
    return _finish(value, used, words, tokens) if not article else _after_article(words, tokens)


def _counts_after_article(words: Sequence[str]) -> bool:
    return bool(words) and (words[0] in _SCALES or words[0] in {"dozen", "score", "couple"} or words[0] in _PARTS)


def _after_article(words: Sequence[str], tokens: Sequence[_Token]) -> tuple[Fraction | None, int]:
    if words[1] in _SCALES:
        value, used = _cardinal([_Token("one", 0, 0), *tokens[1:]])
        return value, used
    if words[1] in _COUNTS:
        return Fraction(_COUNTS[words[1]]), 2
    return Fraction(1, _PARTS[words[1]]), 2


def _finish(value: Fraction, used: int, words: Sequence[str], tokens: Sequence[_Token]) -> tuple[Fraction, int]:
    rest = words[used:]
    if rest[:3] == ["and", "a", "half"]:
        return value + Fraction(1, 2), used + 3
    if rest and (rest[0] in _PLURAL_PARTS or (value == 1 and rest[0] in _PARTS)) and tokens[used - 1].digits is None:
        return value / (_PLURAL_PARTS | _PARTS)[rest[0]], used + 1
    if rest and rest[0] in {"dozen", "score"}:
        return value * _COUNTS[rest[0]], used + 1
    return value, used


def _cardinal(tokens: Sequence[_Token]) -> tuple[Fraction | None, int]:
    total, group, used = Fraction(0), Fraction(0), 0
    last = ""
    for position, token in enumerate(tokens):
        step = _step(token, last)
        if step == "and" and last == "scale" and position + 1 < len(tokens) and _step(tokens[position + 1], "and"):
            last = "and"
            continue
        if step in {None, "and"}:
            break
        if step == "scale":
            size = _SCALES[token.text]
            group = (group or Fraction(1)) * size
            if size >= 1000:
                total, group = total + group, Fraction(0)
        else:
            group += token.digits if token.digits is not None else (_SMALL | _TENS | _COUNTS)[token.text]
        used, last = position + 1, str(step)
    return (total + group, used) if used else (None, 0)


def _step(token: _Token, last: str) -> str | None:
    """Say what a token is in a cardinal that has come as far as `last`, or None if it cannot follow."""
    if token.digits is not None:
        return "digits" if last == "" else None
    if token.text in _SCALES:
        return "scale" if last != "and" else None
    if token.text == "and":
        return "and"
    if token.text in _TENS:
        return "tens" if last in {"", "scale", "and"} else None
    if token.text in _SMALL:
        return "small" if last in {"", "scale", "and", "tens"} else None
    return "count" if token.text in {"twice", "thrice", "double", "treble", "both"} and last == "" else None
