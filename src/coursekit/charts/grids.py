"""Grids of words: the answers of a muster-roll as codes, and what each source says of each event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from coursekit.charts import lettering, style
from coursekit.charts.cells import Box, Code, codes, draw_cell, draw_heads, draw_letter, draw_open, heads, write
from coursekit.charts.drawing import Drawing, Mark, remember
from coursekit.charts.entries import Entry, listed, read_entries
from coursekit.charts.keys import flow
from coursekit.charts.matrices import matrix
from coursekit.charts.rooms import height, width

__all__ = ["coded_grid", "matrix"]

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 40, 9, 160
_CELL, _PITCH, _GAP = 0.28, 0.34, 0.1  # height of a cell, from row to row, between things: inches
_WIDE = 0.5
NO_ANSWER, NO_ROW = "no answer given", "no row in the table"


@dataclass(frozen=True, eq=False)
class _Cell:
    """One place of the grid: its row and column, and the entry that fills it, if one does."""

    row: str
    column: str
    entry: Entry | None
    answer: str

    def mark(self, code: str, artists: tuple[Artist, ...]) -> Mark:
        if self.entry is None:
            return Mark(self.row, NO_ROW, "open, which is no answer", (), "absent", self.column, artists)
        told = (self.answer, "words, without a figure") if self.answer else (NO_ANSWER, "open, which is no answer")
        return Mark(self.row, *told, self.entry.claims, self.entry.origin(code), self.column, artists)


def coded_grid(data: pd.DataFrame, ax: Axes | None = None, *, row: str, code: str, column: str | None = None) -> Axes:
    """Draw answers that are no numbers, one cell for each, told apart by letter, hatch and colour.

    Nothing is counted. Where no answer is given the cell stays open. Without columns the answers stand in words beside
    the cells, once for each run of like ones; with columns, below the grid.

    Parameters
    ----------
    data : pandas.DataFrame
        One row per answer: a table such as `rosters`, as from `load` or `claims`, indexed by claim, or one's own.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if not given.
    row : str
        Column of who or what answers (str), such as `"who"`.
    code : str
        Column of the answers (str), at most six besides the names of parties; empty where none is given.
    column : str, optional
        Column that sets the answers side by side (str), such as a day or a question.

    Returns
    -------
    matplotlib.axes.Axes
        The axes, for `figure` or for anything matplotlib does.

    Raises
    ------
    TypeError
        If `data` is no DataFrame.
    ValueError
        If a column is missing, no answer is given, there are more rows, columns or answers than can be told apart, or
        a cell would have two answers.

    Examples
    --------
    >>> from coursekit.frames import load
    >>> rolls = load("rosters")
    >>> roll = rolls[(rolls["body"] == "Petrograd Garrison Conference") & (rolls["date_os"] == "1917-10-18")]
    >>> ax = coded_grid(roll, row="who", code="answer")
    >>> ax.get_legend() is None
    True
    """
    entries = read_entries(data, [row, code, *([column] if column else [])], MOST_CELLS if column else MOST_ROWS)
    cells = list(_cells(entries, row, code, column))
    known = codes(cell.answer for cell in cells)
    if not known:
        raise ValueError(f"No row has an answer in {code!r}, so every cell would be open. Show the table instead.")
    with style.house():
        ax, shown = _draw_grid(ax, cells, known) if column else _draw_roll(ax, cells, known)
    marks = tuple(cell.mark(code, shown[cell]) for cell in cells)
    remember(ax, Drawing("coded_grid", tuple(_sentences(cells, known)), marks, ("Nothing in this chart is counted.",)))
    return ax


def _cells(entries: Sequence[Entry], row: str, code: str, column: str | None) -> Iterator[_Cell]:
    if column is None:
        yield from (_Cell(entry.name_in(row), "", entry, entry.text(code)) for entry in entries)
        return
    rows = list(dict.fromkeys(entry.name_in(row) for entry in entries))
    columns = list(dict.fromkeys(entry.name_in(column) for entry in entries))
    if len(rows) > MOST_ROWS or len(columns) > MOST_COLUMNS:
        raise ValueError(
            f"A grid can be read with at most {MOST_ROWS} rows and {MOST_COLUMNS} columns, and this would have "
            f"{len(rows)} and {len(columns)}. Draw a part of the table."
        )
    places = {(each, other): None for each in rows for other in columns}
    filled: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        place = entry.name_in(row), entry.name_in(column)
        if place in filled:
            raise ValueError(
                f"{place[0]!r} has two answers under {place[1]!r}. Keep one, or give them rows of their own."
            )
        filled[place] = entry
    for place in places:
        found = filled.get(place)
        yield _Cell(*place, found, found.text(code) if found else "")


def _draw_roll(
    ax: Axes | None, cells: Sequence[_Cell], known: Mapping[str, Code]
) -> tuple[Axes, dict[_Cell, tuple[Artist, ...]]]:
    """Draw one cell for each row, with the answer in words beside each run of like ones."""
    wide = width(ax)
    names = [lettering.lines(cell.row, wide * 0.5, rows=2) for cell in cells]
    left = max(lettering.size(name)[0] for name in names) + _GAP
    tops = _tops(names)
    tall = height(ax, tops[-1])
    ax = style.page(ax, tall)
    ax.set(xlim=(0, wide), ylim=(-tall, 0))
    shown: dict[_Cell, tuple[Artist, ...]] = {}
    for cell, name, top, bottom in zip(cells, names, tops, tops[1:], strict=False):
        middle = -(top + bottom) / 2
        label = write(ax, (left - _GAP, middle), name, align="right")
        shown[cell] = *_draw_answer(ax, cell, Box(left, middle - _CELL / 2, _WIDE, _CELL), known), *label
    _draw_runs(ax, cells, tops, left + _WIDE, wide)
    return ax, shown


def _tops(names: Sequence[str]) -> list[float]:
    """Set rows one under another: the top of each, and last the bottom of all."""
    tops = [0.0]
    for name in names:
        tops.append(tops[-1] + max(_PITCH, lettering.size(name)[1] + 0.06))
    return tops


def _draw_answer(ax: Axes, cell: _Cell, box: Box, known: Mapping[str, Code]) -> tuple[Artist, ...]:
    if not cell.answer:
        return draw_open(ax, box)
    code = known[cell.answer]
    return *draw_cell(ax, box, code.look), *draw_letter(ax, box.middle, code.letter)


def _draw_runs(ax: Axes, cells: Sequence[_Cell], tops: Sequence[float], left: float, wide: float) -> None:
    """Write each answer once beside the neighbouring rows that give it, with a line along them."""
    start = 0
    for end in range(1, len(cells) + 1):
        if end < len(cells) and cells[end].answer == cells[start].answer:
            continue
        middle = -(tops[start] + tops[end]) / 2
        if end - start > 1:
            edges = (-tops[start] - 0.05, -tops[end] + 0.05)
            ax.plot((left + _GAP, left + _GAP), edges, color=style.colour("quiet"), lw=1.2)
        room = wide - left - 2 * _GAP
        write(ax, (left + 2 * _GAP, middle), lettering.lines(cells[start].answer or NO_ANSWER, room, rows=2))
        start = end


def _draw_grid(
    ax: Axes | None, cells: Sequence[_Cell], known: Mapping[str, Code]
) -> tuple[Axes, dict[_Cell, tuple[Artist, ...]]]:
    """Draw the cells under the heads of their columns, with a key below."""
    wide = width(ax)
    columns = list(dict.fromkeys(cell.column for cell in cells))
    names = {cell.row: lettering.lines(cell.row, wide * 0.42, rows=2) for cell in cells}
    left = max(lettering.size(name)[0] for name in names.values()) + _GAP
    pitch = min((wide - left) / len(columns), 1.6)
    above = heads(columns, pitch - 0.06)
    levels = dict(zip(names, _tops(list(names.values())), strict=False))
    top = above.height + _GAP
    depth = top + _tops(list(names.values()))[-1]
    absent = " or ".join(dict.fromkeys(_told(cell) for cell in cells if not cell.answer))
    key = [*known, *([absent] if absent else [])]
    places, below = flow(key, wide, _WIDE + _GAP)
    tall = height(ax, depth + _GAP + below)
    ax = style.page(ax, tall)
    ax.set(xlim=(0, wide), ylim=(-tall, 0))
    middles = {column: left + (place + 0.5) * pitch for place, column in enumerate(columns)}
    draw_heads(ax, above, middles, -above.height + 0.04)
    shown: dict[_Cell, tuple[Artist, ...]] = {}
    for name, text in names.items():
        middle = -(top + levels[name] + max(_PITCH, lettering.size(text)[1] + 0.06) / 2)
        write(ax, (left - _GAP, middle), text, align="right")
        for cell in (cell for cell in cells if cell.row == name):
            box = Box(middles[cell.column] - (pitch - 0.06) / 2, middle - _CELL / 2, pitch - 0.06, _CELL)
            shown[cell] = _draw_answer(ax, cell, box, known)
    for words, (at, down, text) in zip(key, places, strict=True):
        middle = -(depth + _GAP + down + lettering.size(text)[1] / 2)
        sample = _Cell("", "", None, words if words in known else "")
        _draw_answer(ax, sample, Box(at, middle - 0.1, _WIDE, 0.2), known)
        write(ax, (at + _WIDE + _GAP, middle), text)
    return ax, shown


def _sentences(cells: Sequence[_Cell], known: Mapping[str, Code]) -> Iterator[str]:
    columns = [column for column in dict.fromkeys(cell.column for cell in cells) if column]
    sides = f", with columns for {listed(columns)}" if columns else ""
    yield f"A grid of answers without numbers, one cell for each{sides}. Each answer has its letter, hatch and colour."
    if columns:
        for row in dict.fromkeys(cell.row for cell in cells):
            told = [f"{cell.column}, {_told(cell)}" for cell in cells if cell.row == row]
            yield f"{row}: {listed(told)}."
    else:
        for answer, code in known.items():
            told = [cell.row for cell in cells if cell.answer == answer]
            yield f"{answer} (letter {code.letter}): {listed(told)}."
        silent = [cell.row for cell in cells if not cell.answer]
        if silent:
            yield f"No answer is given, so the cell stays open: {listed(silent)}."


def _told(cell: _Cell) -> str:
    return cell.answer or (NO_ANSWER if cell.entry else NO_ROW)
