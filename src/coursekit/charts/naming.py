"""What a group of marks is called: the name a reader knows for what a cell of the tables holds."""

from __future__ import annotations

from coursekit.charts.lettering import plain
from coursekit.codebook import codebook
from coursekit.record import Claim
from coursekit.sources import source, sources

__all__ = ["group_name"]

_NOBODY = {"claimed_by": "nobody named", "who": "nobody named"}


def group_name(text: str, column: str, claim: Claim | None = None) -> str:
    """Name a group of rows by the cell that they share.

    Parameters
    ----------
    text : str
        The cell; empty where the table has nothing.
    column : str
        Its column.
    claim : Claim, optional
        The claim behind the row; without one, `"author"` stands as it is.

    Returns
    -------
    str
        A party or a source by its name, an author with the year of the book, anything else as it stands; where there
        is nothing, words that say so.

    Examples
    --------
    >>> group_name("left-sr", "party"), group_name("trotsky-1932", "source"), group_name("", "party")
    ('Left Socialist Revolutionaries', 'Trotsky 1932', 'no party named')
    """
    if not text:
        return _NOBODY.get(column) or f"no {plain(column).replace('_', ' ')} named"
    parties = codebook().lists["parties"]
    if column == "party" and text in parties:
        return parties[text]["name"]
    if column == "claimed_by" and text == "author" and claim:
        work = source(claim["source"])
        return f"{work.author}, {work.year}"
    return sources()[text].short if text in sources() else text
