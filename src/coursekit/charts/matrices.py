"""Events by sources: what each says in its cell, and an open cell where one is silent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes

from coursekit.calendar import MONTHS, Day, Moment, both, parse
from coursekit.charts import style
from coursekit.charts.cells import Code, codes
from coursekit.charts.drawing import Drawing, Mark, remember
from coursekit.charts.entries import Entry, listed, read_entries
from coursekit.charts.matrix_drawing import CONFLICT, COPY, Place, Said, Shown, draw_matrix

__all__ = ["matrix"]

MOST_ROWS, MOST_COLUMNS, MOST_STATEMENTS = 20, 6, 80
FEW = 6
"""Number of different words up to which each has a look of its own, if they come again."""
SILENT = "silent in this table"


def matrix(data: pd.DataFrame, ax: Axes | None = None, *, row: str, column: str, value: str) -> Axes:
    """Draw what several sources say of several events, each in its cell; where one is silent its cell stays open.

    Words are written as they stand, and dates as the tables write them in short, old style. A cell that the record has
    in conflict with another of its row is marked ≠, one that is taken from another of its row is marked =. A few words
    that come again are told apart by colour and hatch as well.

    Parameters
    ----------
    data : pandas.DataFrame
        One row per statement: a table as from `load` or `claims`, indexed by claim, or any table of one's own.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if not given.
    row : str
        Column of what is spoken of (str), such as an event.
    column : str
        Column of who speaks (str), such as `"source"`; at most six.
    value : str
        Column of what is said (str), in a few words, such as `"date_os"`; empty where nothing is.

    Returns
    -------
    matplotlib.axes.Axes
        The axes, for `figure` or for anything matplotlib does.

    Raises
    ------
    TypeError
        If `data` is no DataFrame.
    ValueError
        If a column is missing, nothing is said, there are more rows or columns than can be read, or the axes is too
        small for them.

    Examples
    --------
    >>> from coursekit.frames import claims
    >>> lenin = claims("events").loc[["t32-1846-lenin-appears", "t18-12-soviet-meeting"]]
    >>> ax = matrix(lenin.assign(event="Lenin in public again"), row="event", column="source", value="date_os")
    >>> [text.get_text() for text in ax.texts if "Oct" in text.get_text()]
    ['≠ 25 Oct', '≠ 26 Oct']
    """
    entries = read_entries(data, [row, column, value], MOST_STATEMENTS)
    writer, note = _writer([text for text in (entry.text(value) for entry in entries) if text])
    cells = _cells(entries, (row, column, value), writer)
    with style.house():
        ax, shown = draw_matrix(ax, cells, _looks(cells), note)
    marks = tuple(mark for cell in cells for mark in _marks(cell, value, shown))
    silent = any(not cell.said for cell in cells)
    left_out = ("An open cell says only that the table has nothing there, not that the source has.",) if silent else ()
    remember(ax, Drawing("matrix", tuple(_sentences(cells, note)), marks, left_out))
    return ax


Writer = Callable[[str], tuple[str, str]]


def _writer(texts: Sequence[str]) -> tuple[Writer, str]:
    """Choose how a cell writes its words and how its mark tells them, and what is to be said of that in the key.

    Where all are dates, and not only years, which may be other numbers, they are written in short and told in full.
    """
    try:
        moments = [parse(text) for text in texts]
    except ValueError:
        moments = []
    years = {day.year for moment in moments for day in (moment.first, moment.last)}
    if all(moment.precision == "year" for moment in moments):
        return lambda text: (text, text), ""
    if len(years) == 1:
        return lambda text: (_short(parse(text), ""), both(text)), f"Dates of {years.pop()}, old style."
    return lambda text: (_short(parse(text), _years(parse(text))), both(text)), "Dates are old style."


def _short(moment: Moment, year: str) -> str:
    """Write a date in short, with or without its year.

    Examples
    --------
    >>> _short(parse("1917-10-24/1917-10-26"), ""), _short(parse("1917-10-26T02:10"), "1917")
    ('24–26 Oct', '26 Oct 1917 02:10')
    """
    if moment.precision == "year":
        return _years(moment)
    first, last = (_name(day, moment.precision) for day in (moment.first, moment.last))
    month = last[-4:]
    days = first if first == last else f"{first.removesuffix(month)}–{last}"
    return " ".join(filter(None, (days, year, moment.clock)))


def _name(day: Day, precision: str) -> str:
    month = MONTHS[day.month - 1][:3]
    return month if precision == "month" else f"{day.day} {month}"


def _years(moment: Moment) -> str:
    return "–".join(dict.fromkeys(f"{day.year}" for day in (moment.first, moment.last)))


def _cells(entries: Sequence[Entry], names: tuple[str, str, str], writer: Writer) -> list[Place]:
    row, column, value = names
    rows, columns = (list(dict.fromkeys(entry.name_in(name) for entry in entries)) for name in (row, column))
    if len(rows) > MOST_ROWS or len(columns) > MOST_COLUMNS:
        raise ValueError(
            f"A matrix can be read with at most {MOST_ROWS} rows and {MOST_COLUMNS} columns, and this would have "
            f"{len(rows)} and {len(columns)}. Draw a part of the table."
        )
    speaking = [entry for entry in entries if entry.text(value)]
    if not speaking:
        raise ValueError(f"No row says anything in {value!r}, so every cell would be open. Show the table instead.")
    cells = []
    for each in rows:
        members = [entry for entry in speaking if entry.name_in(row) == each]
        said = [
            (entry.name_in(column), Said(entry, *writer(entry.text(value)), _signs(entry, members)))
            for entry in members
        ]
        cells += [Place(each, other, tuple(one for place, one in said if place == other)) for other in columns]
    return cells


def _signs(entry: Entry, members: Sequence[Entry]) -> str:
    """Say how a statement stands to the others of its row."""
    if entry.claim is None:
        return ""
    others = {name for member in members for name in member.claims}
    conflict = others & {*entry.claim.listed("conflicts_with")}
    copy = others & {*entry.claim.listed("depends_on")}
    return (CONFLICT if conflict else "") + (COPY if copy else "")


def _looks(cells: Sequence[Place]) -> Mapping[str, Code]:
    """Give words a look of their own where they are few and come again."""
    texts = [said.text for cell in cells for said in cell.said]
    return codes(texts) if len(set(texts)) <= min(FEW, len(texts) - 1) else {}


def _marks(place: Place, value: str, shown: Shown) -> Iterator[Mark]:
    if not place.said:
        why = "open, which does not prove silence"
        yield Mark(place.row, SILENT, why, (), "absent", place.column, shown[place])
    for said in place.said:
        told = {CONFLICT: "in conflict with another of its row", COPY: "taken from another of its row"}
        certainty = "; ".join(["words, without a figure", *(told[sign] for sign in said.signs)])
        entry = said.entry
        yield Mark(place.row, said.figure, certainty, entry.claims, entry.origin(value), place.column, shown[said])


def _sentences(places: Sequence[Place], note: str) -> Iterator[str]:
    columns = list(dict.fromkeys(place.column for place in places))
    what = "one column" if len(columns) == 1 else f"{len(columns)} columns"
    yield f"A table of what is said, in {what}: {listed(columns)}." + (f" {note}" if note else "")
    for row in dict.fromkeys(place.row for place in places):
        told = [_told(place) for place in places if place.row == row and place.said]
        silent = [place.column for place in places if place.row == row and not place.said]
        quiet = f"silent: {', '.join(silent)}"
        yield f"{row}: {listed([*told, quiet] if silent else told)}."
    signs = {sign for place in places for said in place.said for sign in said.signs}
    if CONFLICT in signs:
        yield "What is in conflict is so, by the record, with another cell of its row."
    if COPY in signs:
        yield "What is taken over is so, by the record, from another cell of its row, and is no second witness."


def _told(place: Place) -> str:
    names = {CONFLICT: "in conflict", COPY: "taken over"}
    said = [
        f"{said.text} ({', '.join(names[sign] for sign in said.signs)})" if said.signs else said.text
        for said in place.said
    ]
    return f"{place.column}, {' and '.join(said)}"
