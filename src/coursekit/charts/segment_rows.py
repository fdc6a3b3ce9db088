"""The rows of a table sorted into bars: which bar and segment a row is, and which segments a bar lacks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from coursekit.calendar import parse
from coursekit.charts import style
from coursekit.charts.barchart import FILTERED, NO_VALUE, NOT_GIVEN
from coursekit.charts.composition import Part
from coursekit.charts.drawing import Row
from coursekit.charts.quantities import SCALES
from coursekit.charts.segments import Bar, Gap, lay
from coursekit.codebook import codebook
from coursekit.record import Claim, record
from coursekit.sources import source

__all__ = [
    "check_size",
    "divide",
    "grouped",
    "looks_for",
    "one_unit",
    "part_of_row",
    "party_of",
    "with_absent",
    "worded",
]

MOST_BARS, MOST_LABELS = 12, 12


def worded(row: Row, column: str) -> str:
    """Read a cell as a label: parties and works by their names, dates written out.

    Parameters
    ----------
    row : Row
        The row.
    column : str
        The column; where its cell is empty, the row's `subject` stands in.

    Returns
    -------
    str
        The label.
    """
    text = row.text(column) or row.text("subject") or "without a name"
    if row.claim is None or text != row.claim[column]:
        return text
    if column == "party":
        return codebook().lists["parties"][text]["name"]
    if column == "source":
        return source(text).short
    return parse(text).in_old_style() if column == "date_os" else text


def part_of_row(row: Row, column: str) -> Part:
    """Turn a row into a part of whatever its claim says it is a part of."""
    links = (row.claim["part_of"], row.claim["of"]) if row.claim else ("", "")
    return Part(row.id, worded(row, column), row.quantity, *links, party=party_of(row))


def party_of(row: Row) -> str:
    """Say which party a row is; a name that the reader gives a whole does not make it one."""
    return row.claim["party"] if row.claim else row.text("party")


def divide(rows: Sequence[Row], x: str, by: str) -> list[Bar]:
    """Divide the rows of a table into bars, and each bar into its segments.

    Parameters
    ----------
    rows : sequence of Row
        The rows, figures in counts or in shares of another row of the same bar.
    x, by : str
        Columns that name the bars and their segments.

    Returns
    -------
    list of Bar
        In the order of the table; the segments of every bar in one order.

    Raises
    ------
    ValueError
        If a bar has two rows for one segment, or its parts exceed their whole (`CompositionError`).
    """
    groups = grouped(rows, x, by)
    bars = [lay(label, [part_of_row(row, by) for row in members], members) for label, members in groups.items()]
    return with_absent(bars, groups, x, by)


def grouped(rows: Sequence[Row], x: str, by: str) -> dict[str, list[Row]]:
    """Collect the rows of each bar, their segments in one order throughout.

    Raises
    ------
    ValueError
        If a bar has two rows for one segment.
    """
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(worded(row, x), []).append(row)
    order = {label: place for place, label in enumerate(dict.fromkeys(worded(row, by) for row in rows))}
    for label, members in groups.items():
        _check_twice(label, members, by)
        members.sort(key=lambda row: order[worded(row, by)])
    return groups


def _check_twice(bar: str, members: Sequence[Row], by: str) -> None:
    seen: dict[str, Row] = {}
    for row in members:
        label = worded(row, by)
        if label in seen:
            raise ValueError(
                f"The bar {bar!r} has two rows for {label!r}: {seen[label].id} and {row.id}. Drawn end to end they "
                f"would be counted twice. Keep one of them, or choose another column for `x` or `by`."
            )
        seen[label] = row


def with_absent(bars: Sequence[Bar], groups: Mapping[str, Sequence[Row]], x: str, by: str) -> list[Bar]:
    """Add to each bar the segments that only others have, with the reason it has none."""
    totals = {bar.total.id for bar in bars if bar.total}
    labels = dict.fromkeys(worded(row, by) for rows in groups.values() for row in rows if row.id not in totals)
    done = []
    for bar in bars:
        held = {worded(row, by) for row in groups[bar.label]}
        # Beside a total, what has no row of its own lies in the part that is not broken down.
        missing = [
            Gap(name, _absence(groups[bar.label], x, by, name), None, bar.whole is None)
            for name in labels
            if name not in held
        ]
        done.append(replace(bar, gaps=(*bar.gaps, *missing)))
    return done


def _absence(members: Sequence[Row], x: str, by: str, label: str) -> str:
    """Say why a segment is missing: the source does not give it, or the reader's table leaves it out."""
    if not all(row.claim for row in members):
        return NO_VALUE
    held = any(
        worded(Row(claim.id, {}, row.quantity, claim, "record"), by) == label
        for row in members[:1]
        if row.claim
        for claim in record().table(row.claim.table)
        if _belongs(claim, members, (x, by))
    )
    return FILTERED if held else NOT_GIVEN


def _belongs(claim: Claim, members: Sequence[Row], apart: tuple[str, str]) -> bool:
    """Say whether a claim agrees with the rows of a bar in all that these have in common."""
    mine = [row.claim for row in members if row.claim]
    own = (column.name for column in record().book.tables[claim.table].columns if column.name not in {*apart, "party"})
    shared = [name for name in (*own, "measure", "date_os", "source") if len({row[name] for row in mine}) == 1]
    return claim not in mine and all(claim[name] == mine[0][name] for name in (*shared, apart[0]))


def looks_for(rows: Iterable[tuple[str, Row]]) -> dict[str, style.Look]:
    """Give every kind of segment its look: that of its party, where it alone is that party's.

    Parameters
    ----------
    rows : iterable of (str, Row)
        Rows with the labels of their segments, in the order of the chart.

    Returns
    -------
    dict of str to style.Look
        The look of each label.
    """
    parties: dict[str, set[str]] = {}
    for label, row in rows:
        parties.setdefault(label, set()).add(party_of(row))
    alone = {label: next(iter(names)) for label, names in parties.items() if len(names) == 1}
    named = list(alone.values())
    return {
        label: style.look(alone[label] if label in alone and named.count(alone[label]) == 1 else label, place)
        for place, label in enumerate(parties)
    }


def check_size(bars: Sequence[Bar], labels: int) -> None:
    """Refuse what no page can hold.

    Raises
    ------
    ValueError
        If there is nothing to draw, or too many bars or segments.
    """
    if not any(bar.segments for bar in bars):
        raise ValueError("No row has a figure, so there is nothing to draw. Show the table instead.")
    if len(bars) > MOST_BARS:
        raise ValueError(
            f"A figure holds at most {MOST_BARS} bars, and these are {len(bars)}. Draw a part of the table."
        )
    if labels > MOST_LABELS:
        raise ValueError(
            f"A bar can be told apart into at most {MOST_LABELS} kinds of segment, and these are {labels}. "
            "Draw the largest, or keep fewer rows."
        )


def one_unit(rows: Iterable[Row]) -> str:
    """Name the one unit in which rows count; shares of other rows count in the unit of those.

    Raises
    ------
    ValueError
        If there are several.
    """
    numbered = (row.quantity.unit for row in rows if row.quantity.number is not None)
    units = [unit for unit in dict.fromkeys(numbered) if unit not in SCALES]
    if len(units) > 1:
        named = ", ".join(unit or "no unit" for unit in units)
        raise ValueError(f"The bars would be in different units ({named}). Keep the rows of one unit.")
    return units[0] if units else ""
