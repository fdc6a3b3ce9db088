"""What every kind of question has: a wording, a mark for any answer, and samples that prove the marking."""

from __future__ import annotations

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from coursekit.markup import without_comments
from coursekit.work.answer_lines import Json

if TYPE_CHECKING:
    from coursekit.fields import Fields
    from coursekit.kinds.reading import Known

__all__ = ["Amount", "Feedback", "Outcome", "Pointer", "Question", "Sample", "Verdict"]


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

    def verdict(self, outcome: Outcome) -> Verdict:
        """Say these words of an answer.

        Examples
        --------
        >>> Feedback("Look at the base.", None).verdict(Outcome.NOT_YET).words
        'Not yet.'
        """
        return Verdict(outcome, self.text, (self.see,) if self.see else ())


@dataclass(frozen=True)
class Amount:
    """A number a question knows: worked from claims, or literal with the reason why no claim holds it."""

    value: float
    operation: str = ""
    claims: tuple[str, ...] = ()
    why: str = ""


class Outcome(StrEnum):
    """How far an answer has come."""

    NOT_ATTEMPTED = "not attempted"
    NOT_YET = "not yet"
    PARTLY = "partly"
    RIGHT = "right"


@dataclass(frozen=True)
class Verdict:
    """What is said of one answer.

    Parameters
    ----------
    outcome : Outcome
        Which of the four.
    message : str
        What was right, or what kind of mistake it is and what to do next; Markdown.
    see : tuple of Pointer
        The rows and passages to look at next; empty where the message itself says what to do.
    heading : str
        What stands before the message instead of the outcome, where a kind neither praises nor blames.
    """

    outcome: Outcome
    message: str
    see: tuple[Pointer, ...] = ()
    heading: str = ""

    @property
    def words(self) -> str:
        """The outcome or the heading as a sentence, which comes before the message.

        Examples
        --------
        >>> Verdict(Outcome.NOT_YET, "Look again at the base.").words
        'Not yet.'
        """
        return self.heading or f"{self.outcome.capitalize()}."


@dataclass(frozen=True)
class Sample:
    """An answer, and what must come of it.

    Parameters
    ----------
    answer : Json
        What the browser might send.
    outcome : Outcome
        Which outcome it must get.
    message : str
        Words that must stand in the message it gets.
    """

    answer: Json
    outcome: Outcome
    message: str


@dataclass(frozen=True)
class Question(ABC):
    """What every question has, whatever its kind.

    Parameters
    ----------
    id, aim, prompt : str
        Name, what it serves, and what is asked (Markdown, one paragraph).
    hints : tuple of Feedback
        In stages; the last leads somewhere.
    answer_text, because : str
        The model answer and its reason, Markdown.
    source : tuple of Pointer
        What the answer rests on.
    """

    kind: ClassVar[str]
    """What a bank calls this kind; `static/controls/` holds its control under this name, with hyphens for spaces."""

    parts: ClassVar[tuple[str, ...]] = ()
    """What its control is made with besides: scripts of `static/controls/parts/`, put before it."""

    wrong_samples: ClassVar[int] = 2
    """How many samples must come out as not yet. Only a kind that has no wrong answers says 0."""

    asks_confidence: ClassVar[bool] = True
    """Whether the student may say how sure they are before a check."""

    hints_open_answer: ClassVar[bool] = True
    """Whether the last hint opens the model answer. A kind that asks what somebody expects says no."""

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

    @classmethod
    @abstractmethod
    def read(cls, fields: Fields, known: Known) -> Self:
        """Read a question from its table; every fault goes to `fields`, and neutral values stand in.

        Parameters
        ----------
        fields : Fields
            The table of the question, read strictly.
        known : Known
            What it may point to.
        """

    @abstractmethod
    def mark(self, answer: Json) -> Verdict:
        """Mark an answer, whatever it is.

        Parameters
        ----------
        answer : Json
            What came from the browser or the log. It is read, never evaluated, and never believed to have the right
            shape: what this kind cannot read as an answer at all is not attempted.

        Returns
        -------
        Verdict
            The outcome, the message for exactly this mistake, and where to look. Nothing is raised.
        """

    @abstractmethod
    def content(self) -> dict[str, object]:
        """Give all that the control in the browser needs; keys that end in `html` hold HTML rendered from the bank."""

    @abstractmethod
    def still(self) -> str:
        """Write what stands in place of the control where no kernel runs: HTML without script, style or inputs."""

    @abstractmethod
    def said(self, answer: Json) -> str:
        """Put an answer into words, as plain text, for its giver and for a teacher; empty for what is no answer."""

    @abstractmethod
    def right(self) -> Json:
        """Give the model answer as the browser would send it."""

    @abstractmethod
    def samples(self) -> Iterator[Sample]:
        """Give answers that reach every outcome and every message, each with what must come of it."""

    @abstractmethod
    def feedback(self) -> tuple[str, ...]:
        """List every message that marking may choose from the bank, as it stands there."""

    def reveal(self, answer: Json) -> dict[str, object]:  # noqa: ARG002
        """Give what the control may draw beside an attempt, such as the record over a prediction; most draw nothing.

        Parameters
        ----------
        answer : Json
            An answer that was attempted.
        """
        return {}

    @abstractmethod
    def _substance(self) -> Sequence[object]:
        """List what, beside the prompt, makes it this question."""

    def _rightly(self) -> Verdict:
        return Verdict(Outcome.RIGHT, self.because, self.source)
