"""JSON that is nested no deeper than anything of the course's is, known before a parser goes down into it.

A parser that goes too deep is stopped by Python on most systems. In a browser it takes Python down with it.
"""

from __future__ import annotations

import re
from itertools import accumulate

__all__ = ["DEEPEST_JSON", "check_depth"]

DEEPEST_JSON = 100
"""How many lists and objects may stand inside one another in a file."""

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"?', re.DOTALL)
_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}


def check_depth(text: str) -> None:
    r"""Refuse a text that is nested too deep.

    Parameters
    ----------
    text : str
        What may be JSON.

    Raises
    ------
    ValueError
        If more than `DEEPEST_JSON` lists and objects stand inside one another in it.

    Examples
    --------
    >>> check_depth('{"answer": "' + "[" * 1000 + '"}')
    >>> check_depth("[" * 1000)
    Traceback (most recent call last):
    ValueError: There are lists and objects inside one another more than 100 deep.
    """
    if text.count("[") + text.count("{") <= DEEPEST_JSON:
        return
    depths = accumulate(_STEPS.get(sign, 0) for sign in _STRING.sub("", text))
    if max(depths, default=0) > DEEPEST_JSON:
        raise ValueError(f"There are lists and objects inside one another more than {DEEPEST_JSON} deep.")
