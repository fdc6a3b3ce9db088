"""The kinds of question, as data: what is asked, what is right, and what is said of each mistake."""

from __future__ import annotations

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from coursekit.markup import without_comments

__all__ = ["Amount", "Feedback", "Near", "Number", "OneChoice", "Option", "Pointer", "Question", "Slip"]


@dataclass(frozen=True)
class Pointer:
    """Where to look: a row of the record, or a passage."""

    kind: Literal["claim", "passage"]
    id: str


@dataclass(frozen=True)
class Feedback:
    """Words for the student, and where they lead; only a first hint may lead nowhere."""

    text: str
    see: Pointer | None


@dataclass(frozen=True)
class Amount:
    """A number a question knows: worked from claims, or literal with the reason why no claim holds it."""

    value: float
    operation: str = ""
    claims: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Question(ABC):
    """What every question has, whatever its kind."""

    kind: ClassVar[str]

    id: str
    aim: str
    prompt: str
    hints: tuple[Feedback, ...]
    answer_text: str
    because: str
    source: tuple[Pointer, ...]

    @property
    def version(self) -> str:
        """Name this wording of the question: eight hexadecimal digits.

        The name changes with everything that makes it another question: the prompt, the options, the unit, and every
        number that decides the verdict. It does not change with hints, feedback or the model answer: an answer given
        before they were mended is still an answer to this question.
        """
        substance = json.dumps([self.kind, without_comments(self.prompt), self._substance()], ensure_ascii=False)
        return hashlib.sha256(substance.encode()).hexdigest()[:8]

    @abstractmethod
    def _substance(self) -> Sequence[object]:
        """List what, beside the prompt, makes it this question."""

    @abstractmethod
    def feedback(self) -> tuple[str, ...]:
        """List every message that marking may choose from the bank, as it stands there."""


@dataclass(frozen=True)
class Option:
    """One thing to choose."""

    name: str
    text: str
    right: bool
    feedback: Feedback


@dataclass(frozen=True)
class OneChoice(Question):
    """Choose one of several; the answer is the name of an option, so that options may be put in another order."""

    kind = "one choice"

    options: tuple[Option, ...]

    def _substance(self) -> Sequence[object]:
        return sorted([option.name, without_comments(option.text), option.right] for option in self.options)

    def feedback(self) -> tuple[str, ...]:
        """List what is said of each option, in their order."""
        return tuple(option.feedback.text for option in self.options)


@dataclass(frozen=True)
class Slip:
    """A mistake with a name, and the number it leads to."""

    name: str
    amount: Amount
    feedback: Feedback


@dataclass(frozen=True)
class Near:
    """What is said of a number within `tolerance` of the answer that is not right."""

    tolerance: float
    feedback: Feedback


@dataclass(frozen=True)
class Number(Question):
    """Type a number, in `unit`; within `tolerance` of the answer it is right."""

    kind = "number"

    unit: str
    answer: Amount
    tolerance: float
    slips: tuple[Slip, ...]
    near: Near | None
    otherwise: Feedback

    def _substance(self) -> Sequence[object]:
        margins = [self.tolerance, self.near.tolerance if self.near else None]
        return [self.unit, self.answer.value, *margins, sorted(slip.amount.value for slip in self.slips)]

    def feedback(self) -> tuple[str, ...]:
        """List what is said of the right number, of each slip, of a near one and of any other."""
        near_ones = (self.near.feedback.text,) if self.near else ()
        slips = (slip.feedback.text for slip in self.slips)
        return (self.because, *slips, *near_ones, self.otherwise.text)
