"""What kinds share when they are read from a bank: pointers, feedback, amounts, and the fields of every question."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from coursekit.errors import near
from coursekit.fields import Fields
from coursekit.kinds.base import Amount, Feedback, Outcome, Pointer, Sample
from coursekit.operations import OPERATIONS, compute, signed
from coursekit.record import Record

__all__ = ["Known", "common", "distinct"]

_RESULTS = {"share": "share", "change": "share", "ratio": "per 1"}


@dataclass(frozen=True)
class Known:
    """What a bank may point to.

    Parameters
    ----------
    record : Record
        The record that answers are worked from.
    passages : frozenset of str
        Ids of the passages.
    """

    record: Record
    passages: frozenset[str]

    def pointer(self, fields: Fields, key: str, name: str) -> Pointer:
        """Find what an id of a bank points to."""
        claim, passage = name in self.record.claims, name in self.passages
        if claim == passage:
            both = "is a claim and a passage: give one of them another id."
            neither = (
                f"{name!r} is no claim and no passage. {self.nearest(name, [*self.record.claims, *self.passages])}"
            )
            fields.fault(key, both if claim else neither)
        return Pointer("passage" if passage else "claim", name)

    def see(self, fields: Fields) -> Pointer:
        """Read the required `see` of a table."""
        return self.pointer(fields, "see", name) if (name := fields.text("see")) else Pointer("claim", "")

    def feedback(self, fields: Fields) -> Feedback:
        """Read the required `feedback` and `see` of a table."""
        return Feedback(fields.text("feedback"), self.see(fields))

    def told(self, fields: Fields, key: str) -> Feedback:
        """Read a required inner table that holds `feedback` and `see` and nothing else."""
        inner = fields.inner(key)
        found = self.feedback(inner)
        inner.finish()
        return found

    def amount(self, fields: Fields) -> Amount:
        """Read a number: `claim` alone, `operation` and `claims`, or `literal` and `why`."""
        if fields.has("literal"):
            return Amount(fields.number("literal"), why=fields.text("why"))
        if fields.has("claim"):
            value = self._figure(fields, "claim", name := fields.text("claim"))
            return Amount(math.nan if value is None else value, claims=(name,))
        operation, names = fields.text("operation"), fields.names("claims")
        figures = [self._figure(fields, "claims", name) for name in names]
        values = [figure for figure in figures if figure is not None]
        if operation and operation not in OPERATIONS:
            fields.fault("operation", f"{operation!r} is none. {near(operation, OPERATIONS)}")
        elif operation and values and len(values) == len(names):
            try:
                return Amount(compute(operation, values), operation, names)
            except ValueError as error:
                fields.fault("claims", str(error))
        return Amount(math.nan, operation, names)

    def _figure(self, fields: Fields, key: str, name: str) -> float | None:
        sign, name = signed(name)
        claim = self.record.claims.get(name)
        if claim is None:
            fields.fault(key, f"{name!r} is no claim. {self.nearest(name, self.record.claims)}")
        elif (value := claim.number("value")) is not None:
            return sign * value
        else:
            fields.fault(key, f"{name!r} has no value to reckon with: the record gives {claim.amount()}.")
        return None

    def nearest(self, name: str, ids: Iterable[str]) -> str:
        """Say which ids a wrong one may have meant; there are too many of them to list all."""
        said = near(name, ids)
        return said if said.startswith("Did you mean") else "No id is near it: look it up in the tables of data/."

    def units_of(self, amount: Amount) -> set[str]:
        """Name the units a computed amount may come out in; more than one if its claims do not belong together."""
        names = [signed(name)[1] for name in amount.claims]
        units = {self.record.claims[name]["unit"] for name in names if name in self.record.claims}
        return {_RESULTS.get(amount.operation, unit) for unit in units} if len(units) == 1 else units

    def tried(self, fields: Fields) -> tuple[Sample, ...]:
        """Read `tried`: answers the author gives with what must come of each, where none can be derived.

        Each row has `answer` (text, list or table, as the control sends it), `outcome`, and `says`: words of the
        message that it must get.
        """
        rows = fields.rows("tried", "each with answer, outcome and says: what must come of this answer")
        found = tuple(Sample(row.json("answer"), _outcome(row), row.text("says")) for row in rows)
        for row in rows:
            row.finish()
        return found


def _outcome(row: Fields) -> Outcome:
    name = row.text("outcome")
    try:
        return Outcome(name)
    except ValueError:
        if name:
            row.fault("outcome", f"{name!r} is none. {near(name, Outcome)}")
        return Outcome.NOT_YET


def common(fields: Fields, known: Known) -> dict[str, Any]:
    """Read the fields of every question, as keyword arguments of its class."""
    prompt = fields.text("prompt")
    if "\n\n" in prompt:
        fields.fault("prompt", "must be one paragraph: it is read out as the legend of its controls.")
    return {
        "id": fields.text("id"),
        "aim": fields.text("aim"),
        "prompt": prompt,
        "hints": _hints(fields, known),
        "answer_text": fields.text("answer_text"),
        "because": fields.text("because"),
        "source": tuple(known.pointer(fields, "source", name) for name in fields.names("source")),
    }


def _hints(fields: Fields, known: Known) -> tuple[Feedback, ...]:
    rows = fields.rows("hints", "each with text, the last with see")
    hints = tuple(Feedback(row.text("text"), known.see(row) if row.has("see") else None) for row in rows)
    if rows and hints[-1].see is None:
        rows[-1].fault("see", "is missing. The last hint must lead to a claim or a passage.")
    for row in rows:
        row.finish()
    return hints


def distinct(fields: Fields, key: str, field: str, values: Iterable[str]) -> None:
    """Report every value that stands more than once."""
    for value, count in Counter(values).items():
        if value and count > 1:
            fields.fault(key, f"{count} have the {field} {value!r}. Each needs its own.")
