"""Dating something, in either calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from coursekit import calendar
from coursekit.day_spans import Span, typed_span
from coursekit.fields import Fields
from coursekit.kinds.base import Feedback, Outcome, Question, Sample, Verdict
from coursekit.kinds.reading import Known, common, distinct
from coursekit.typed_dates import Style, TypedDate, UnreadableDateError, read_date
from coursekit.work.answer_lines import Json

__all__ = ["Date", "DateNear", "DateSlip"]

_APART = 13  # days between the calendars from 1900 to 2100
_NOTHING_TYPED = "Type a date and say in which calendar it is, then check it."
_SAY_WHICH = "In one of the two calendars this is right. Find out which of them it is, choose it, and check again."
_TWO_STYLES = "You typed one calendar and chose the other. Keep the one you mean."
_TOO_WIDE = "What you typed covers it, and it is known more exactly than that. Give no day more than you must."
_TOO_NARROW = "This lies inside it, and it is not known as exactly as that. Give the first day and the last."
_STYLES: Mapping[str, Style] = {"old": "old", "new": "new"}
_SAID = {"old": "old style", "new": "new style"}


@dataclass(frozen=True)
class DateSlip:
    """A mistake with a name, and the days it leads to."""

    name: str
    date_os: str
    feedback: Feedback

    @property
    def span(self) -> Span:
        """The days of the slip."""
        return Span.of(calendar.parse(self.date_os))


@dataclass(frozen=True)
class DateNear:
    """What is said of a date within `tolerance` days of the answer that is not right."""

    tolerance: int
    feedback: Feedback


@dataclass(frozen=True)
class Date(Question):
    """Type a date and say its calendar: the answer is `{"typed": ..., "calendar": "old", "new" or "unknown"}`.

    Parameters
    ----------
    date_os : str
        The right days, as the tables write dates.
    tolerance : int
        How many days the first and the last may be off.
    slips : tuple of DateSlip
        Mistakes with a name.
    other_calendar : Feedback
        What is said where the day is right in the calendar that was not chosen.
    near, otherwise : DateNear or None, Feedback
        What is said of a date close by, and of any other.
    """

    kind = "date"

    date_os: str
    tolerance: int
    slips: tuple[DateSlip, ...]
    other_calendar: Feedback
    near: DateNear | None
    otherwise: Feedback

    @classmethod
    def read(cls, fields: Fields, known: Known) -> Self:
        """Read `answer`, `tolerance`, `slips`, `other_calendar`, `near` and `otherwise`."""
        inner = fields.inner("answer")
        date_os = _dated(inner, known)
        inner.finish()
        found = cls(
            **common(fields, known),
            date_os=date_os,
            tolerance=_days(fields, "tolerance", 0),
            slips=_slips(fields, known) if fields.has("slips") else (),
            other_calendar=known.told(fields, "other_calendar"),
            near=_near(fields.inner("near"), known) if fields.has("near") else None,
            otherwise=known.told(fields, "otherwise"),
        )
        _apart(fields, found)
        return found

    @property
    def span(self) -> Span:
        """The right days."""
        return Span.of(calendar.parse(self.date_os))

    def mark(self, answer: Json) -> Verdict:
        """Mark a typed date in the calendar that was chosen."""
        typed, chosen = _parts(answer)
        if not typed:
            return Verdict(Outcome.NOT_ATTEMPTED, _NOTHING_TYPED)
        try:
            date = read_date(typed, self.span.first.year)
            return self._judged(date, _style(date, chosen))
        except UnreadableDateError as error:
            return Verdict(Outcome.NOT_YET, str(error))

    def _judged(self, date: TypedDate, style: Style) -> Verdict:
        if not style:
            readings = [self._right_in(date, each) for each in _STYLES.values()]
            return self._told(_SAY_WHICH) if any(readings) else self._compared(typed_span(date, "old"))
        if not self._right_in(date, style) and self._right_in(date, "new" if style == "old" else "old"):
            slip = self._slip(typed_span(date, style))
            return (slip or self.other_calendar).verdict(Outcome.NOT_YET)
        return self._compared(typed_span(date, style))

    def _right_in(self, date: TypedDate, style: Style) -> bool:
        try:
            return typed_span(date, style).is_near(self.span, self.tolerance)
        except UnreadableDateError:
            return False

    def _compared(self, days: Span) -> Verdict:
        if days.is_near(self.span, self.tolerance):
            return self._rightly()
        if slip := self._slip(days):
            return slip.verdict(Outcome.NOT_YET)
        if self.span in days:
            return self._told(_TOO_WIDE)
        if days in self.span:
            return self._told(_TOO_NARROW)
        if self.near and days.is_near(self.span, self.near.tolerance):
            return self.near.feedback.verdict(Outcome.PARTLY)
        return self.otherwise.verdict(Outcome.NOT_YET)

    def _slip(self, days: Span) -> Feedback | None:
        return next((slip.feedback for slip in self.slips if days.is_near(slip.span, self.tolerance)), None)

    def _told(self, words: str) -> Verdict:
        return Verdict(Outcome.PARTLY, words, self.source)

    def content(self) -> dict[str, object]:
        """Name the calendars that may be chosen."""
        calendars = {"old": "Old style (Julian)", "new": "New style (Gregorian)", "unknown": "I do not know"}
        return {"calendars": [{"name": name, "text": text} for name, text in calendars.items()]}

    def still(self) -> str:
        """Say that a date is asked for."""
        return "<p>Answer: a date, and whether it is old style or new style.</p>"

    def said(self, answer: Json) -> str:
        """Give what was typed, and the calendar chosen."""
        typed, chosen = _parts(answer)
        return ", ".join(filter(None, (typed, _SAID.get(chosen, "")))) if typed else ""

    def right(self) -> Json:
        """Type the days in the old style."""
        return {"typed": self.span.written("old"), "calendar": "old"}

    def samples(self) -> Iterator[Sample]:
        """Type the right days in both calendars, with the wrong one and with none, each slip, days off, and nothing."""
        blanks: tuple[Json, ...] = ("", {}, {"typed": " ", "calendar": "old"}, {"typed": 7}, None)
        for blank in blanks:
            yield Sample(blank, Outcome.NOT_ATTEMPTED, _NOTHING_TYPED)
        for style, other in (("old", "new"), ("new", "old")):
            typed = self.span.written(_STYLES[style])
            yield Sample({"typed": typed, "calendar": style}, Outcome.RIGHT, self.because)
            yield Sample({"typed": typed, "calendar": "unknown"}, Outcome.PARTLY, _SAY_WHICH)
            told = self._slip(typed_span(read_date(typed, 0), _STYLES[other])) or self.other_calendar
            yield Sample({"typed": typed, "calendar": other}, Outcome.NOT_YET, told.text)
        for slip in self.slips:
            yield self._typed(slip.span, Outcome.NOT_YET, slip.feedback.text)
        yield from self._near_ones()
        yield self._typed(self.span.moved(2000), Outcome.NOT_YET, self.otherwise.text)
        yield Sample({"typed": "some day", "calendar": "old"}, Outcome.NOT_YET, "I read a date here")

    def _near_ones(self) -> Iterator[Sample]:
        if self.span.days > 2 * self.tolerance + 1:
            first = Span(self.span.first, self.span.first)
            told = self._slip(first)
            yield self._typed(first, Outcome.NOT_YET if told else Outcome.PARTLY, told.text if told else _TOO_NARROW)
        off = self.span.moved(self.tolerance + 1)
        if self.near and not self._slip(off) and off not in self.span:
            yield self._typed(off, Outcome.PARTLY, self.near.feedback.text)

    def _typed(self, days: Span, outcome: Outcome, message: str) -> Sample:
        return Sample({"typed": days.written("old"), "calendar": "old"}, outcome, message)

    def feedback(self) -> tuple[str, ...]:
        """List what is said of the right day, of each slip, of the other calendar, of a near day and of any other."""
        near_ones = (self.near.feedback.text,) if self.near else ()
        slips = (slip.feedback.text for slip in self.slips)
        return (self.because, *slips, self.other_calendar.text, *near_ones, self.otherwise.text)

    def _substance(self) -> Sequence[object]:
        margins = [self.tolerance, self.near.tolerance if self.near else None]
        return [self.date_os, *margins, sorted(slip.date_os for slip in self.slips)]


def _parts(answer: Json) -> tuple[str, str]:
    if not isinstance(answer, dict):
        return "", ""
    typed, chosen = answer.get("typed"), answer.get("calendar")
    return (typed.strip() if isinstance(typed, str) else ""), (chosen if isinstance(chosen, str) else "")


def _style(date: TypedDate, chosen: str) -> Style:
    picked = _STYLES.get(chosen, "")
    if date.style and picked and date.style != picked:
        raise UnreadableDateError(_TWO_STYLES)
    return date.style or picked


def _days(fields: Fields, key: str, default: int | None = None) -> int:
    number = fields.number(key, default)
    if number != int(number) or number < 0:
        fields.fault(key, f"must be a whole number of days, and is {number:g}.")
    return int(number)


def _dated(fields: Fields, known: Known) -> str:
    """Read when something was so: the `claim` whose date it is, or `date_os` and `why`."""
    if fields.has("date_os"):
        date_os, _ = fields.text("date_os"), fields.text("why")
        return _parsed(fields, "date_os", date_os)
    name = fields.text("claim")
    claim = known.record.claims.get(name)
    if name and claim is None:
        fields.fault("claim", f"{name!r} is no claim. {known.nearest(name, known.record.claims)}")
    elif claim and not claim["date_os"]:
        fields.fault("claim", f"{name!r} has no date in the record.")
    return claim["date_os"] if claim and claim["date_os"] else "1917"


def _parsed(fields: Fields, key: str, date_os: str) -> str:
    try:
        calendar.parse(date_os)
    except ValueError as error:
        if date_os:
            fields.fault(key, str(error))
        return "1917"
    return date_os


def _slips(fields: Fields, known: Known) -> tuple[DateSlip, ...]:
    rows = fields.rows("slips", "each with name, claim or date_os and why, feedback and see")
    slips = tuple(DateSlip(row.text("name"), _dated(row, known), known.feedback(row)) for row in rows)
    for row in rows:
        row.finish()
    distinct(fields, "slips", "name", (slip.name for slip in slips))
    return slips


def _near(fields: Fields, known: Known) -> DateNear:
    close = DateNear(_days(fields, "tolerance"), known.feedback(fields))
    fields.finish()
    return close


def _apart(fields: Fields, asked: Date) -> None:
    days = [("the answer", asked.span), *((slip.name, slip.span) for slip in asked.slips)]
    for at, (name, span) in enumerate(days):
        for other, earlier in days[:at]:
            if span.is_near(earlier, asked.tolerance):
                fields.fault("slips", f"{name!r} and {other!r} are the same days: a student could not be told which.")
    if asked.near and not asked.tolerance < asked.near.tolerance < _APART - asked.tolerance:
        least, most = asked.tolerance, _APART - asked.tolerance
        fields.fault("near", f"tolerance must be over {least} days and under {most}, where the other calendar begins.")
