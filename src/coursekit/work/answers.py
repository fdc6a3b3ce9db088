"""The answer log: `work/answers.jsonl`, which belongs to the student and which anyone can read.

One answer is one line (see `coursekit.work.answer_lines`). There is no verdict in it: answers are marked again
whenever they are shown, so that nothing written into the file is believed. Lines are only ever added. A line that
cannot be read is told of, copied beside the log and left where it is; the others stay good.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from coursekit import course
from coursekit.errors import near
from coursekit.work.answer_index import Attempts, index_of
from coursekit.work.answer_lines import (
    CONFIDENCES,
    LONGEST_ANSWER,
    Answer,
    AnswerTooLongError,
    Damage,
    Json,
    check_answer,
)
from coursekit.work.log_file import answer_in, append, encoding_of, lines, open_ordinary
from coursekit.work.set_aside import tell
from coursekit.work.watched_lines import watch

__all__ = [
    "CONFIDENCES",
    "LONGEST_ANSWER",
    "Answer",
    "AnswerLog",
    "AnswerNotSavedError",
    "AnswerTooLongError",
    "Damage",
    "Json",
    "Recalled",
    "answer_log",
]


class AnswerNotSavedError(OSError):
    """An answer could not be written down; the message says why, and what to do."""

    def __init__(self, path: Path, cause: OSError) -> None:
        why = cause.strerror or str(cause) or "the system gave no reason"
        super().__init__(
            f"The answer could not be written to {path}: {why}. Make room on the disk, or move the course to a folder "
            "you may write to, and check the answer again. Earlier answers are untouched."
        )


@dataclass(frozen=True)
class Recalled:
    """What the log holds for one question; and what there is to tell of damage, once, for the student."""

    answer: Answer | None
    damage: str


@dataclass(frozen=True)
class AnswerLog:
    """The log in one file.

    Parameters
    ----------
    path : pathlib.Path
        The file. Neither it nor its folder need exist yet.
    """

    path: Path

    def append(self, question: str, version: str, answer: Json, confidence: str = "") -> Answer:
        """Write an answer down, now.

        The line is handed to the system in one piece, at the end of the file whoever else is writing there, and is on
        the disk when this returns, where the platform can promise that. A line cut short by a full disk or a crash is
        closed off by the next one.

        Parameters
        ----------
        question, version : str
            As in `Answer`.
        answer : Json
            As in `Answer`.
        confidence : str, optional
            One of `CONFIDENCES`, or empty if the student did not say.

        Returns
        -------
        Answer
            What was written.

        Raises
        ------
        AnswerTooLongError
            If the answer is larger than the log keeps; the message is for the student.
        AnswerNotSavedError
            If the file cannot be written to its end.
        ValueError
            If there is no such confidence.

        Examples
        --------
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     log = AnswerLog(Path(folder) / "work" / "answers.jsonl")
        ...     kept = log.append("05.remainder", "1a2b3c4d", "62", "fairly sure")
        ...     log.recall("05.remainder", "1a2b3c4d").answer == kept
        True
        """
        if confidence and confidence not in CONFIDENCES:
            raise ValueError(f"There is no confidence {confidence!r}. {near(confidence, CONFIDENCES)}")
        check_answer(answer)
        given = Answer(datetime.now(UTC).replace(microsecond=0), question, version, answer, confidence)
        self.add([given])
        return given

    def add(self, answers: Iterable[Answer]) -> None:
        """Write answers down as they are.

        Raises
        ------
        AnswerNotSavedError
            If the file cannot be written to its end.
        """
        given = tuple(answers)
        try:
            append(self.path, (answer.line() for answer in given))
        except OSError as error:
            raise AnswerNotSavedError(self.path, error) from error
        if course.in_a_browser():
            watch(self.path).add(given)

    def read(self) -> Iterator[Answer | Damage]:
        """Read the log from its beginning, one line at a time, whatever it holds.

        There is no limit to the file, since only one line of it is held at once.

        Yields
        ------
        Answer or Damage
            For each line that is not blank what it says, or why it cannot be read. A log that is not there holds
            nothing; one that cannot be opened is one `Damage` of line 0.

        Examples
        --------
        >>> list(AnswerLog(Path("no", "such", "answers.jsonl")).read())
        []
        """
        try:
            with open_ordinary(self.path) as file:
                encoding = encoding_of(file)
                for number, line in enumerate(lines(file, encoding), start=1):
                    found = answer_in(line, number, encoding)
                    if found:
                        yield found
        except FileNotFoundError:
            return
        except OSError as error:
            yield Damage(0, f"cannot be opened: {error.strerror or error}")

    def recall(self, question: str, version: str) -> Recalled:
        """Find the answer to a question that was given last.

        Parameters
        ----------
        question, version : str
            Id of the question, and the wording it has now.

        Returns
        -------
        Recalled
            The last answer to this wording; where there is none, the last to any. And what there is to tell of damage.

        Examples
        --------
        >>> AnswerLog(Path("no", "such", "answers.jsonl")).recall("05.remainder", "1a2b3c4d")
        Recalled(answer=None, damage='')
        """
        index = index_of(self.path)
        index.refresh()
        return Recalled(index.latest(question, version), tell(self.path, index))

    def attempts(self, question: str, version: str) -> Attempts | None:
        """Gather the answers to one wording of a question.

        Parameters
        ----------
        question, version : str
            Id of the question, and the wording.

        Returns
        -------
        Attempts or None
            How many, the first few and the last; None if there are none.

        Examples
        --------
        >>> AnswerLog(Path("no", "such", "answers.jsonl")).attempts("05.remainder", "1a2b3c4d")
        """
        index = index_of(self.path)
        index.refresh()
        return index.attempts(question, version)

    def tally(self) -> tuple[int, int]:
        """Count the answers, and the lines that cannot be read.

        Examples
        --------
        >>> AnswerLog(Path("no", "such", "answers.jsonl")).tally()
        (0, 0)
        """
        index = index_of(self.path)
        index.refresh()
        return index.answers, index.damaged

    def questions(self) -> tuple[str, ...]:
        """List the questions that have answers, as they were first answered.

        Examples
        --------
        >>> AnswerLog(Path("no", "such", "answers.jsonl")).questions()
        ()
        """
        index = index_of(self.path)
        index.refresh()
        return index.questions()


def answer_log() -> AnswerLog:
    """Find the log of the copy of the course that the current folder lies in.

    Returns
    -------
    AnswerLog
        The log at `work/answers.jsonl`.

    Examples
    --------
    >>> answer_log().path.name
    'answers.jsonl'
    """
    return AnswerLog(course.work_folder() / "answers.jsonl")
