"""Russian names however they are spelled: one key for a word in any transliteration, in Cyrillic, in the plural."""

from __future__ import annotations

import re
from unicodedata import combining, normalize

__all__ = ["sound"]

_CYRILLIC = dict(zip("абвгдеёзийклмнопрстуфыэіѣѳѵ", "abvgdeeziiklmnoprstufieiefi", strict=True)) | {
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "sh",
    "ю": "iu",
    "я": "ia",
    "ъ": "",
    "ь": "",
}
# In this order, since a later rule sees what an earlier one left.
_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"[æœ]", "e"),
        (r"[^a-z0-9]", ""),
        (r"^(.{3,}?)ies$", r"\1i"),
        (r"^(.{2,}(?:sh|ch|x|z|ss))es$", r"\1"),
        (r"^(.{2,}[^su])s$", r"\1"),
        (r"shch|sch|sh", "S"),
        (r"tch|ch", "C"),
        (r"dzh|dj|zh", "Z"),
        (r"tz|cz|ts|c(?=[eiy])", "s"),
        (r"kh", "h"),
        (r"ph|ff?$", "f"),
        (r"x", "ks"),
        (r"c|q", "k"),
        (r"w", "v"),
        (r"ou", "u"),
        (r"[yj]", "i"),
        (r"i+e", "e"),
        (r"(.)\1+", r"\1"),
        (r"(?<=..)f$", "v"),
        (r"^(.{3,}?)[aeiou]+$", r"\1"),
    )
)


def sound(text: str) -> str:
    """Reduce a name to what its spellings have in common.

    Letters that only transliterations tell apart fall together (x and ks, y and i and j, w and v, sh and sch), doubled
    letters become single, and apostrophes, accents and the endings of the plural go.

    Parameters
    ----------
    text : str
        A word or several, in Latin or Cyrillic letters.

    Returns
    -------
    str
        A key, for comparison only.

    Examples
    --------
    >>> sound("dessiatins") == sound("Desyatina") == sound("десятина")
    True
    """
    words = re.split(r"[\s\-–—/]+", text.casefold())
    return " ".join(filter(None, map(_word, words)))


def _word(word: str) -> str:
    # Cyrillic first, because taking the accents off would split й and ё into a letter and its mark.
    latin = "".join(_CYRILLIC.get(letter, letter) for letter in word)
    plain = "".join(letter for letter in normalize("NFKD", latin) if not combining(letter))
    for pattern, replacement in _RULES:
        plain = pattern.sub(replacement, plain)
    return plain
