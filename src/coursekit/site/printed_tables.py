"""A DataFrame as pandas writes it, made into a table that can be heard: one row of heads, each cell under its own."""

from __future__ import annotations

import re

from bs4 import Tag

__all__ = ["tidy"]

_NUMBER = re.compile(r"[-−+]?[\d,]+(?:\.\d+)?%?|NaN")


def tidy(table: Tag) -> list[str]:
    """Mend a table in its place.

    The name of the index moves into the row of heads, heads say what they are the head of, and what sets the looks
    goes.

    Parameters
    ----------
    table : bs4.Tag
        The table of a DataFrame, in the page it stands in.

    Returns
    -------
    list of str
        Its heads.

    Examples
    --------
    >>> import pandas as pd
    >>> from bs4 import BeautifulSoup
    >>> seats = pd.DataFrame({"seats": [66]}, index=pd.Index(["pp"], name="claim"))
    >>> page = BeautifulSoup(seats.to_html(), "html.parser")
    >>> tidy(page.table), page.tbody.th["scope"], page.td["class"]
    (['claim', 'seats'], 'row', 'number')
    """
    for node in (table, *table.find_all("tr")):
        for looks in ("border", "style", "class"):
            del node[looks]
    heads = _name_the_index(table)
    for row in table.select("tbody > tr"):
        for cell in row.find_all("th"):
            cell["scope"] = "row"
        for cell in row.find_all("td"):
            if _NUMBER.fullmatch(_said(cell)):
                cell["class"] = "number"
            elif " " not in _said(cell):  # a name or a date, which is not to be broken at its strokes
                cell["class"] = "whole"
    table["class"] = "data"
    return heads


def _name_the_index(table: Tag) -> list[str]:
    """Take the row of heads that only names the index into the one above it; give the heads."""
    rows = [row.find_all("th") for row in table.select("thead > tr")]
    if len(rows) == 2 and all(not (_said(above) and _said(below)) for above, below in zip(*rows, strict=True)):
        for above, below in zip(*rows, strict=True):
            above.string = _said(above) or _said(below)
        table.select("thead > tr")[1].decompose()
        del rows[1]
    for cell in (cell for row in rows for cell in row):
        cell["scope"] = "col"
        if not _said(cell):  # a head without words is none
            del cell["scope"]
            cell.name = "td"
    return [said for row in rows for cell in row if (said := _said(cell))]


def _said(cell: Tag) -> str:
    return str(cell.get_text(strip=True))
