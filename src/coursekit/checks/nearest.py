"""What a misspelt name may have meant, where there are too many names to list."""

from __future__ import annotations

from collections.abc import Iterable

from coursekit.errors import near

__all__ = ["nearest"]

_MOST = 12


def nearest(name: str, known: Iterable[str]) -> str:
    """Say which names a wrong one may have meant.

    Parameters
    ----------
    name : str
        The wrong name.
    known : iterable of str
        What it could have been.

    Returns
    -------
    str
        A sentence.

    Examples
    --------
    >>> nearest("05.remaindr", ["05.remainder"])
    "Did you mean '05.remainder'?"
    >>> nearest("x", map(str, range(99)))
    'None is spelt like it: look it up, or take the words out.'
    """
    names = list(known)
    said = near(name, names)
    if said.startswith("Did you mean") or len(names) <= _MOST:
        return said
    return "None is spelt like it: look it up, or take the words out."
