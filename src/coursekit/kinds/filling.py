"""Filling a table: some of its cells are given, the others are worked out and typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from coursekit.fields import Fields
from coursekit.kinds.base import Outcome, Pointer, Question, Sample, Verdict
from coursekit.kinds.reading import Known, common
from coursekit.kinds.table_cells import Blank, Cell, Column, Row, read_columns, read_rows
from coursekit.markup import plain, render_inline, without_comments
from coursekit.work.answer_lines import Json

__all__ = ["FEWEST", "MOST", "FilledTable"]

FEWEST, MOST = 2, 12
"""How many blanks a question may have."""

_NOTHING_TYPED = "Type what belongs into the empty cells, then check them."
_UNITS = {"share": "a share or per cent"}
_ADDED_UP = "Your total adds up what you typed above it, so mend that first and add again."


@dataclass(frozen=True)
class FilledTable(Question):
    """Fill the blanks of a table; the answer is `{"row/column": text}`, each text as it was typed.

    Parameters
    ----------
    corner : str
        What the rows are, at the head of their names (Markdown).
    columns : tuple of Column
        From left to right.
    rows : tuple of Row
        From the top.
    """

    kind = "fill a table"

    corner: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @classmethod
    def read(cls, fields: Fields, known: Known) -> Self:
        """Read `corner`, `columns` and `rows`."""
        inner = fields.inner("corner")
        corner = inner.text("text")
        inner.finish()
        shared = common(fields, known)
        columns = read_columns(fields, known)
        found = cls(**shared, corner=corner, columns=columns, rows=read_rows(fields, known, columns, shared))
        if not FEWEST <= len(found.blanks) <= MOST:
            fields.fault("rows", f"have {len(found.blanks)} blanks. Leave {FEWEST} to {MOST}.")
        return found

    @property
    def blanks(self) -> tuple[Blank, ...]:
        """The cells to be filled, row by row."""
        return tuple(cell for row in self.rows for cell in row.cells if isinstance(cell, Blank))

    def mark(self, answer: Json) -> Verdict:
        """Mark each blank; say how many are right, and speak of the first that is not.

        A total that adds up what was typed above it, a slip and all, is not counted as another mistake.
        """
        typed = self._typed(answer)
        if not typed:
            return Verdict(Outcome.NOT_ATTEMPTED, _NOTHING_TYPED)
        verdicts = {blank: blank.asked.mark(typed[blank.key]) for blank in self.blanks if blank.key in typed}
        off = [blank for blank, verdict in verdicts.items() if verdict.outcome is not Outcome.RIGHT]
        wrong = [blank for blank in off if not blank.adds_up(typed)]
        empty = [blank for blank in self.blanks if blank.key not in typed]
        if not wrong and not empty:
            return self._rightly()
        right = len(verdicts) - len(off)
        lead = _standing(right, len(self.blanks), len(empty))
        if not wrong:
            return Verdict(Outcome.PARTLY, f"{lead} {_next(empty[0])}", _leads(empty[0]))
        verdict = verdicts[wrong[0]]
        after = f" {_ADDED_UP}" if len(off) > len(wrong) else ""
        message = f"{lead} Look at {wrong[0].place}. {verdict.message}{after}"
        return Verdict(self._outcome(right), message, verdict.see or _leads(wrong[0]))

    def _typed(self, answer: Json) -> dict[str, str]:
        """Keep what was typed into a blank of this table."""
        given = answer if isinstance(answer, dict) else {}
        found = ((blank.key, given.get(blank.key)) for blank in self.blanks)
        return {key: text.strip() for key, text in found if isinstance(text, str) and text.strip()}

    def _outcome(self, right: int) -> Outcome:
        return Outcome.PARTLY if 2 * right >= len(self.blanks) else Outcome.NOT_YET

    def content(self) -> dict[str, object]:
        """Give the table: heads, given cells, and the keys of the blanks."""
        columns = [{"html": _head(column), "label": plain(column.text)} for column in self.columns]
        rows = [
            {"html": render_inline(row.text), "label": plain(row.text), "cells": [_content(each) for each in row.cells]}
            for row in self.rows
        ]
        return {"corner_html": render_inline(self.corner), "columns": columns, "rows": rows}

    def still(self) -> str:
        """Write the table, with dots for what is to be filled in."""
        heads = "".join(f'<th scope="col">{head}</th>' for head in self._heads())
        rows = "".join(f"<tr>{_still(row)}</tr>" for row in self.rows)
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"

    def _heads(self) -> tuple[str, ...]:
        return (render_inline(self.corner), *map(_head, self.columns))

    def said(self, answer: Json) -> str:
        """Give what was typed, by row and column."""
        typed = self._typed(answer)
        return "; ".join(
            f"{plain(blank.row)}, {plain(blank.column)}: {typed[blank.key]}"
            for blank in self.blanks
            if blank.key in typed
        )

    def right(self) -> Json:
        """Fill every blank."""
        return {blank.key: blank.asked.right() for blank in self.blanks}

    def samples(self) -> Iterator[Sample]:
        """Try the samples of each blank with the rest right, leave each empty, fill one alone wrongly, and none."""
        nothing: tuple[Json, ...] = ("", {}, [], {self.blanks[0].key: " "}, {"no/cell": "1"}, None)
        for each in nothing:
            yield Sample(each, Outcome.NOT_ATTEMPTED, _NOTHING_TYPED)
        right: dict[str, Json] = {blank.key: blank.asked.right() for blank in self.blanks}
        yield Sample(right, Outcome.RIGHT, self.because)
        for blank in self.blanks:
            yield from self._tried(blank, right)

    def _tried(self, blank: Blank, right: Mapping[str, Json]) -> Iterator[Sample]:
        rest = {key: text for key, text in right.items() if key != blank.key}
        yield Sample(rest, Outcome.PARTLY, _next(blank))
        tried = [sample for sample in blank.asked.samples() if sample.outcome is not Outcome.NOT_ATTEMPTED]
        wrong = [sample for sample in tried if sample.outcome is not Outcome.RIGHT]
        yield Sample({blank.key: wrong[-1].answer}, Outcome.NOT_YET, wrong[-1].message)
        for sample in tried:
            outcome = self._outcome(len(rest)) if sample in wrong else Outcome.RIGHT
            yield Sample({**rest, blank.key: sample.answer}, outcome, sample.message)

    def feedback(self) -> tuple[str, ...]:
        """List what is said when all is right, and of each blank when it is not."""
        told = (text for blank in self.blanks for text in blank.asked.feedback() if text != self.because)
        return (self.because, *told)

    def _substance(self) -> Sequence[object]:
        blanks = [[blank.key, blank.asked.version] for blank in self.blanks]
        columns = [[without_comments(column.text), column.unit] for column in self.columns]
        rows = [without_comments(row.text) for row in self.rows]
        given = [without_comments(cell.text) for row in self.rows for cell in row.cells if not isinstance(cell, Blank)]
        return [columns, rows, given, blanks]


def _leads(blank: Blank) -> tuple[Pointer, ...]:
    return (blank.asked.otherwise.see,) if blank.asked.otherwise.see else ()


def _next(blank: Blank) -> str:
    return f"Fill in {blank.place} next."


def _head(column: Column) -> str:
    """Write the head of a column, with its unit unless the unit is all it says."""
    if column.unit in {"", plain(column.text).casefold()}:
        return render_inline(column.text)
    return f"{render_inline(column.text)} <small>({_UNITS.get(column.unit, column.unit)})</small>"


def _content(cell: Cell) -> dict[str, object]:
    return {"key": cell.key} if isinstance(cell, Blank) else {"html": render_inline(cell.text)}


def _still(row: Row) -> str:
    cells = ("…" if isinstance(cell, Blank) else render_inline(cell.text) for cell in row.cells)
    return f'<th scope="row">{render_inline(row.text)}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}'


def _standing(right: int, total: int, empty: int) -> str:
    """Say how many blanks are right, and how many are empty.

    Examples
    --------
    >>> _standing(1, 4, 2), _standing(0, 3, 0)
    ('1 of 4 is right, and 2 are still empty.', 'None of the 3 is right.')
    """
    good = f"{right} of {total} {'is' if right == 1 else 'are'} right" if right else f"None of the {total} is right"
    still = f", and {empty} {'is' if empty == 1 else 'are'} still empty" if empty else ""
    return f"{good}{still}."
