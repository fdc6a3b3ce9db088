"""Whether the words that print a date hedge it: "about the 8th of September", "at about six"."""

from __future__ import annotations

import re

from coursekit.calendar import MONTHS, parse
from coursekit.record import Claim

__all__ = ["dated_about"]

_HEDGE = r"\b(?:about|around|approximately|roughly)"
_MONTH = rf"(?:{'|'.join(MONTHS)})"
_DAY = re.compile(rf"{_HEDGE} (?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)\b|\d{{1,2}} {_MONTH}\b|{_MONTH} \d)", re.IGNORECASE)
_OF_DAY = r"o['’]clock|[ap]\.? ?m\b|in the (?:morning|afternoon|evening)|at night"
_HOUR = re.compile(
    rf"{_HEDGE} (?:noon|midnight|[\w.:]+ (?:{_OF_DAY})|from \w+ to \w+)|\bat {_HEDGE} \w+$",
    re.IGNORECASE,
)


def dated_about(claim: Claim) -> bool:
    """Tell whether a date of the record is given only as about then.

    A hedge counts where it stands before the hour of a date with a time of day, or before the day of one without:
    "about six" leaves the day as sure as it was.

    Parameters
    ----------
    claim : Claim
        Any claim; one without a date is not dated at all.

    Returns
    -------
    bool
        Whether the printed words of its date say so.

    Examples
    --------
    >>> from coursekit.record import record
    >>> [dated_about(record().claim(name)) for name in ("t32-106-sychevka", "t32-110-tauride")]
    [True, False]
    """
    if not claim["date_os"]:
        return False
    moment = parse(claim["date_os"])
    hedged = _HOUR if moment.clock else _DAY
    lasts = not moment.clock and moment.first != moment.last
    return not lasts and any(hedged.search(words) for words in (claim["date_printed"], claim["printed"]))
