"""The contract of a question: its samples come out as they say, and between them reach everything it can say."""

from __future__ import annotations

from collections.abc import Iterator

from coursekit.kinds.base import Outcome, Question, Sample

__all__ = ["breaches"]


def breaches(question: Question) -> Iterator[tuple[str, str]]:
    """Say how a question breaks the contract of its kind.

    Parameters
    ----------
    question : Question
        A question that was read without a fault.

    Yields
    ------
    tuple of (str, str)
        The field to mend, and what is wrong with it.

    Examples
    --------
    >>> from coursekit.bank import question
    >>> list(breaches(question("05.remainder")))
    []
    """
    samples = tuple(question.samples())
    yield from _refused(question)
    for sample in samples:
        yield from _different(question, sample)
    yield from _too_few(question, samples)
    yield from _silent(question, samples)


def _refused(question: Question) -> Iterator[tuple[str, str]]:
    verdict = question.mark(question.right())
    if verdict.outcome is not Outcome.RIGHT:
        said = question.said(question.right())
        yield "answer", f"the model answer “{said}” is refused: {verdict.words} {verdict.message}"


def _different(question: Question, sample: Sample) -> Iterator[tuple[str, str]]:
    verdict = question.mark(sample.answer)
    if verdict.outcome is not sample.outcome or sample.message not in verdict.message:
        expected = f"{sample.outcome.value!r} and {sample.message!r}"
        yield (
            "answer",
            f"{sample.answer!r} should get {expected}, and gets {verdict.outcome.value!r} and {verdict.message!r}.",
        )
    if verdict.outcome is not Outcome.NOT_ATTEMPTED and verdict.message in question.feedback() and not verdict.see:
        yield "feedback", f"{verdict.message!r} leads nowhere. Give it a row or a passage to see."


def _too_few(question: Question, samples: tuple[Sample, ...]) -> Iterator[tuple[str, str]]:
    outcomes = [sample.outcome for sample in samples]
    for outcome, least in {Outcome.RIGHT: 1, Outcome.NOT_ATTEMPTED: 1, Outcome.NOT_YET: question.wrong_samples}.items():
        if outcomes.count(outcome) < least:
            yield "answer", f"needs at least {least} samples that are {outcome}, and has {outcomes.count(outcome)}."


def _silent(question: Question, samples: tuple[Sample, ...]) -> Iterator[tuple[str, str]]:
    heard = [question.mark(sample.answer).message for sample in samples]
    for message in question.feedback():
        if not any(message in each for each in heard):
            yield "feedback", f"{message!r} is said of no sample answer. Take it out, or try an answer that it is for."
