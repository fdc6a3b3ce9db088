"""Working something out in a cell of one's own, and handing the result to `ck.check`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Self

from coursekit.fields import Fields
from coursekit.kinds.base import Amount, Feedback, Outcome, Question, Sample, Verdict
from coursekit.kinds.differences import DIFFERS, Observed, first_difference, observed, written
from coursekit.kinds.reading import Known, common, distinct
from coursekit.kinds.selections import Grid, read_grid
from coursekit.work.answer_lines import Json

__all__ = ["Code", "CodeSlip"]

_NOTHING = "Work the answer out in a cell of your own, then run `ck.check` on the result."
_ROUNDING = 1e-9
_MOST = 1e15
_OFF = 98765.25  # off by more than any slip of the course


@dataclass(frozen=True)
class CodeSlip:
    """A mistake with a name, and the number or the figures it leads to."""

    name: str
    wrong: float | Grid
    feedback: Feedback


@dataclass(frozen=True)
class Code(Question):
    """Give `ck.check` a number, a column or a table that a cell has worked out.

    The answer is `{"is": "number", "value": 62}`, or `{"is": "series", ...}` with `labels`, `columns` and `rows`, or
    the same with `table`; `{"is": "other", "type": ...}` for anything else. It is compared, never run.
    """

    kind = "code"
    asks_confidence = False

    expected: Amount | Grid
    tolerance: float
    slips: tuple[CodeSlip, ...]
    otherwise: Feedback

    @classmethod
    def read(cls, fields: Fields, known: Known) -> Self:
        """Read `answer` (a number) or `expected` (a column or a table), `tolerance`, `slips` and `otherwise`."""
        inner = fields.inner("answer" if fields.has("answer") else "expected")
        expected: Amount | Grid = known.amount(inner) if fields.has("answer") else read_grid(inner, known)
        inner.finish()
        return cls(
            **common(fields, known),
            expected=expected,
            tolerance=fields.number("tolerance", 0),
            slips=_slips(fields, known),
            otherwise=known.told(fields, "otherwise"),
        )

    def mark(self, answer: Json) -> Verdict:
        """Compare a result with what was asked for, and name the first difference."""
        if not isinstance(answer, dict) or not isinstance(answer.get("is"), str):
            return Verdict(Outcome.NOT_ATTEMPTED, _NOTHING)
        if isinstance(self.expected, Amount):
            return self._mark_number(answer, self.expected)
        found = observed(answer)
        if found is None:
            return Verdict(Outcome.NOT_YET, f"{self._given(answer)} {_wanted(self.expected)}", self.source)
        for slip in self.slips:
            if isinstance(slip.wrong, Grid) and first_difference(slip.wrong, found, self.tolerance) is None:
                return slip.feedback.verdict(Outcome.NOT_YET)
        return self._compared(self.expected, found)

    def _compared(self, expected: Grid, found: Observed) -> Verdict:
        difference = first_difference(expected, found, self.tolerance)
        if difference is None:
            return self._rightly()
        if difference.message.startswith(DIFFERS):
            said = f"{difference.message}\n\n{self.otherwise.text}"
            return Verdict(difference.outcome, said, self.otherwise.verdict(difference.outcome).see)
        return Verdict(difference.outcome, difference.message, self.source)

    def _mark_number(self, answer: dict[str, Json], expected: Amount) -> Verdict:
        number = answer.get("value")
        if answer["is"] != "number" or isinstance(number, bool) or not isinstance(number, int | float):
            return Verdict(Outcome.NOT_YET, f"{self._given(answer)} One number is asked for.", self.source)
        if self._near(number, expected.value):
            return self._rightly()
        for slip in self.slips:
            if isinstance(slip.wrong, float) and self._near(number, slip.wrong):
                return slip.feedback.verdict(Outcome.NOT_YET)
        return self.otherwise.verdict(Outcome.NOT_YET)

    def _near(self, number: float, target: float) -> bool:
        return abs(number) < _MOST and abs(number - target) <= self.tolerance + _ROUNDING

    def _given(self, answer: dict[str, Json]) -> str:
        kinds = {"number": "a single number", "series": "a column (Series)", "table": "a table (DataFrame)"}
        kind = str(answer.get("is"))
        return f"You gave {kinds.get(kind, 'something that is neither a number nor a column nor a table')}."

    def content(self) -> dict[str, object]:
        """Give what to type in a cell."""
        return {"call": self._call(), "wanted": self._asked()}

    def still(self) -> str:
        """Say what is asked for, and how to have it checked."""
        return f"<p>{escape(self._asked())} To check it, run <code>{escape(self._call())}</code> in a cell.</p>"

    def _call(self) -> str:
        return f'ck.check("{self.id}", your_result)'

    def _asked(self) -> str:
        return "Answer: one number." if isinstance(self.expected, Amount) else _wanted(self.expected)

    def said(self, answer: Json) -> str:
        """Write a result out, a row a line."""
        if not isinstance(answer, dict) or not isinstance(answer.get("is"), str):
            return ""
        if answer["is"] == "number":
            number = answer.get("value")
            return f"{number:.12g}" if isinstance(number, float) or _is_small(number) else "no number"
        found = observed(answer)
        if found is None:
            return self._given(answer)
        rows = ("; ".join(map(str, (label, *row))) for label, row in zip(found.labels, found.rows, strict=True))
        return "\n".join(rows)

    def right(self) -> Json:
        """Give the right number, column or table."""
        if isinstance(self.expected, Amount):
            return {"is": "number", "value": self.expected.value}
        return written(self.expected)

    def samples(self) -> Iterator[Sample]:
        """Try the right result, nothing, every slip, and a result of another shape, of other labels or values."""
        blanks: tuple[Json, ...] = ("", None, {})
        for blank in blanks:
            yield Sample(blank, Outcome.NOT_ATTEMPTED, _NOTHING)
        yield Sample(self.right(), Outcome.RIGHT, self.because)
        for slip in self.slips:
            wrong: Json = written(slip.wrong) if isinstance(slip.wrong, Grid) else {"is": "number", "value": slip.wrong}
            yield Sample(wrong, Outcome.NOT_YET, slip.feedback.text)
        yield Sample({"is": "other", "type": "list"}, Outcome.NOT_YET, "neither a number nor a column")
        if isinstance(self.expected, Amount):
            off: Json = {"is": "number", "value": self.expected.value + _OFF}
            yield Sample(off, Outcome.NOT_YET, self.otherwise.text)
            return
        yield from self._altered(self.expected)

    def _altered(self, grid: Grid) -> Iterator[Sample]:
        fewer = Grid(grid.shape, grid.label, grid.labels[:-1], grid.columns, grid.rows[:-1])
        yield Sample(written(fewer), Outcome.NOT_YET, "asked for")
        last = tuple(_OFF if isinstance(cell, int | float) else f"{cell}?" for cell in grid.rows[-1])
        other = Grid(grid.shape, grid.label, grid.labels, grid.columns, (*grid.rows[:-1], last))
        yield Sample(written(other), Outcome.NOT_YET, self.otherwise.text)

    def feedback(self) -> tuple[str, ...]:
        """List what is said of the right result, of each slip, and of a figure that differs."""
        return (self.because, *(slip.feedback.text for slip in self.slips), self.otherwise.text)

    def _substance(self) -> Sequence[object]:
        return [self.right(), self.tolerance]


def _is_small(number: Json) -> bool:
    return isinstance(number, int) and abs(number) < _MOST


def _wanted(grid: Grid) -> str:
    labels = "the claims, as `ck.load` gives them" if grid.label == "claim" else f"the column {grid.label}"
    if grid.shape == "series":
        return f"One column of figures (a Series) is asked for, its rows labelled by {labels}."
    named = ", ".join(grid.columns)
    return f"A table (a DataFrame) with the columns {named} is asked for, its rows labelled by {labels}."


def _slips(fields: Fields, known: Known) -> tuple[CodeSlip, ...]:
    if not fields.has("slips"):
        return ()
    rows = fields.rows("slips", "each with name, answer or expected, feedback and see")
    slips = tuple(CodeSlip(row.text("name"), _wrong(row, known), known.feedback(row)) for row in rows)
    for row in rows:
        row.finish()
    distinct(fields, "slips", "name", (slip.name for slip in slips))
    return slips


def _wrong(row: Fields, known: Known) -> float | Grid:
    inner = row.inner("answer" if row.has("answer") else "expected")
    wrong = known.amount(inner).value if row.has("answer") else read_grid(inner, known)
    inner.finish()
    return wrong
