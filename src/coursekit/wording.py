"""Words as every edition has them: without case, accents, quotes, hyphens, numbers, or the spelling of one country."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

__all__ = ["fold", "normalise", "words"]

# A word goes on over an apostrophe, a soft hyphen, an invisible sign, or one hyphen, with or without a line end behind
# it. Marks of italics are let in here and dropped by `fold`.
_WORD = re.compile(
    r"[\w\u0300-\u036f]+"
    r"(?:(?:['’‘ʼ`´]|[\u00ad¬]\s*|[-‐‑](?:[ \t]*\n\s*)?|[\u200b-\u200d\u2060\ufeff])[\w\u0300-\u036f]+)*"
)

# Where two spellings of a word are about, both become the same letters. The letters need not be a word: folding only
# has to be the same for both, and may make two words one now and then ("could" and "cold"). These three hold for every
# word: labour and labor, organise and organize, defence and defense, travelled and traveled.
_SOFT_C = re.compile("c(?=[ei])")
_DOUBLED = re.compile(r"(.)\1+")
# These are rare, and written in the letters that the three leave.
_RARE = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        ("дума", "duma"),  # so printed by one reference copy
        ("æ|œ|ae|oe", "e"),
        ("^gray", "grey"),
        ("^plow", "plogh"),
        ("^zkep", "zep"),
        ("^cheque", "check"),
        ("^gaol", "jail"),
        ("^draught", "draft"),
        ("^mozt(?=ach)", "muzt"),
        ("^czar", "tzar"),
        ("^enquir", "inquir"),
        ("^dezpatch", "dizpatch"),
        ("^whilzt$", "while"),
        ("(?<=^among)zt$|(?<=^amid)zt$", ""),
        ("(?<=ward)z$", ""),
        ("(?<=[bcdfghklmnptvwz])re(?=[dz]?$)", "er"),
        ("ogue(?=z?$)", "og"),
        ("(?<=.ram)e(?=z?$)", ""),
        ("(?<=g)e(?=ment|ing)|(?<=[kv])e(?=able)", ""),
        ("(?<=.e)xion", "ction"),
    )
)
_ANY_RARE = re.compile("|".join(pattern.pattern for pattern, _ in _RARE))


def words(text: str) -> Iterator[tuple[str, int, int]]:
    r"""Read the words of a text, folded, each with the characters it stands on.

    Parameters
    ----------
    text : str
        Plain text of any edition.

    Yields
    ------
    tuple of (str, int, int)
        A folded word, its first character, and the character after its last. Numbers are left out, so that a page
        number or the number of a note thrown in between changes nothing.

    Examples
    --------
    >>> list(words("Page 12: the *gray* hou-\nses"))
    [('page', 0, 4), ('the', 9, 12), ('grey', 14, 18), ('hozez', 20, 28)]
    """
    for match in _WORD.finditer(text):
        word = fold(match.group())
        if word:
            yield word, match.start(), match.end()


def normalise(text: str) -> str:
    r"""Write a text in folded words.

    Parameters
    ----------
    text : str
        Plain text of any edition.

    Returns
    -------
    str
        The words with one space between them. Normalising that again changes nothing.

    Examples
    --------
    >>> normalise("The Labour\xad\ners’ Theatre") == normalise("the “laborers'” _theater_")
    True
    """
    return " ".join(word for word, _, _ in words(text))


# A book of 160,000 words has some 15,000 different ones.
@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    r"""Fold one word.

    Parameters
    ----------
    word : str
        A word as printed, with any hyphens, apostrophes and marks inside it.

    Returns
    -------
    str
        Small letters and digits; empty if there is no letter.

    Examples
    --------
    >>> fold("Organisation") == fold("organi-\nzation")
    True
    >>> fold("1917")
    ''
    """
    folded = _spell(_letters(word))
    return folded if folded == word else fold(folded)


def _letters(word: str) -> str:
    if word.isascii() and word.isalpha():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word).casefold()
    kept = "".join(letter for letter in plain if letter.isalnum())
    # A number behind a word is the number of a note; a word behind a number ("12th") is not.
    bare = kept.rstrip("0123456789")
    return bare if any(letter.isalpha() for letter in bare) else ""


def _spell(word: str) -> str:
    word = _DOUBLED.sub(r"\1", _SOFT_C.sub("z", word.replace("ou", "o").replace("s", "z")))
    if _ANY_RARE.search(word):
        for pattern, letters in _RARE:
            word = pattern.sub(letters, word)
    return word
