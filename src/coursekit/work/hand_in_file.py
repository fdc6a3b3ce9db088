"""The file a student hands in: a page that a teacher opens in a browser, with the same answers in it for a program.

It is HTML because that is the one format which every computer opens with a double click, in any script, and prints;
a program reads the block of JSON inside. The JSON is written in ASCII, so that mail cannot spoil it. The last line is
a checksum of all the others, for accidents only: whoever changes the file on purpose can change that too. No verdict
is in it. Whoever grades marks the answers again.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

from coursekit.calendar import MONTHS
from coursekit.work.answer_lines import Answer, Json

__all__ = [
    "CLOSES",
    "FORMAT",
    "LONGEST_TEXT",
    "OPENS",
    "SUM",
    "HandIn",
    "Handed",
    "checksum",
    "moment",
    "one_line",
    "page",
]

FORMAT = "coursekit hand-in 1"
"""What the data call themselves."""

LONGEST_TEXT = 20_000
"""Characters of the longest text in the data; a longer answer in words is cut there, and whole beside it."""

OPENS, CLOSES = '<script type="application/json" id="coursekit-hand-in">\n', "\n</script>"
"""What stands before the data and after them."""

SUM = "<!-- sha256 of all above: {} -->"
"""The last line, with the checksum in it."""


@dataclass(frozen=True)
class Handed:
    """One question of a lesson as it was handed in.

    Parameters
    ----------
    question, version : str
        The question, and its wording when the file was made.
    aim, prompt : str
        In words, as the student read them.
    answer : Answer or None
        The last answer, which may be to an earlier wording; None if the student gave none.
    said : str
        The answer in words.
    earlier : int
        How many answers to the same wording came before it.
    """

    question: str
    version: str
    aim: str
    prompt: str
    answer: Answer | None
    said: str
    earlier: int


@dataclass(frozen=True)
class HandIn:
    """What a student handed in for one lesson.

    Parameters
    ----------
    name : str
        The name or code, as the student gave it.
    lesson : str
        The name of the lesson, such as `05-preparliament`.
    course : str
        The version of the course.
    when : datetime.datetime
        When the file was made, by the student's clock.
    questions : tuple of Handed
        Every question of the lesson, in order.
    intact : bool
        Whether the file is, byte for byte but for line ends, what was written.
    """

    name: str
    lesson: str
    course: str
    when: datetime
    questions: tuple[Handed, ...]
    intact: bool = True


def page(work: HandIn) -> bytes:
    """Write the page.

    Parameters
    ----------
    work : HandIn
        What is handed in.

    Returns
    -------
    bytes
        HTML in UTF-8, which can run nothing.

    Examples
    --------
    >>> page(HandIn("Anna", "05-preparliament", "0.1.0", datetime(2026, 11, 3, tzinfo=UTC), ()))[:15]
    b'<!doctype html>'
    """
    title = f"{work.lesson}: {work.name}"
    answered = sum(each.answer is not None for each in work.questions)
    data = json.dumps(_as_json(work), indent=1)
    for character in "<>&":
        data = data.replace(character, f"\\u{ord(character):04x}")
    above = (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(title)}</title>\n<style>{_CSS}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>Lesson {escape(work.lesson)}</h1>\n<dl>\n"
        f"<dt>Name or code</dt><dd><bdi>{escape(work.name)}</bdi></dd>\n"
        f"<dt>Handed in</dt><dd>{moment(work.when)}</dd>\n"
        f"<dt>Answered</dt><dd>{answered} of {len(work.questions)} questions</dd>\n"
        f"<dt>Course</dt><dd>Counting October {escape(work.course)}</dd>\n</dl>\n"
        f"{''.join(map(_question_html, work.questions))}"
        "<p><small>These are the answers as they were given, without marks. The same answers follow as data, for a "
        f"program to mark.</small></p>\n</main>\n{OPENS}{data}{CLOSES}\n</body>\n</html>\n"
    ).encode("utf-8", "backslashreplace")
    return above + f"{SUM.format(checksum(above))}\n".encode()


_CSS = (
    "body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1rem/1.6 system-ui,sans-serif;"
    "color:#1f2328;background:#fff}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}dt{font-weight:600}dd{margin:0}"
    "h2{margin-top:2rem;font-size:1.1rem}small{color:#57606a}"
    ".answer{margin:.5rem 0;padding:.5rem 1rem;border-left:4px solid #8a3a1f;"
    "white-space:pre-wrap;overflow-wrap:anywhere}"
)


def _question_html(handed: Handed) -> str:
    head = f"<h2>{escape(handed.question)}</h2>\n<p>{escape(handed.prompt)}</p>\n"
    if handed.answer is None:
        return f"{head}<p><strong>Not answered.</strong></p>\n"
    notes = [
        f"Answered {moment(handed.answer.when)}",
        f"{handed.earlier} earlier {'answer' if handed.earlier == 1 else 'answers'}",
        f"said to be: {handed.answer.confidence}" if handed.answer.confidence else "",
        "to an earlier wording of the question" if handed.answer.version != handed.version else "",
        f"aim: {handed.aim}",
    ]
    said = escape(handed.said or json.dumps(handed.answer.answer, ensure_ascii=False))
    about = escape("; ".join(filter(None, notes)))
    return f'{head}<div class="answer" dir="auto">{said}</div>\n<p><small>{about}</small></p>\n'


def moment(when: datetime) -> str:
    """Write a moment in words.

    Examples
    --------
    >>> moment(datetime(2026, 11, 3, 9, 30, tzinfo=UTC))
    '3 November 2026, 09:30 UTC'
    """
    utc = when.astimezone(UTC)
    return f"{utc.day} {MONTHS[utc.month - 1]} {utc.year}, {utc:%H:%M} UTC"


def one_line(text: str) -> bool:
    r"""Tell whether a text is one line of signs that print, or that join the letters of some scripts.

    Examples
    --------
    >>> one_line("Anna"), one_line("An\x07na")
    (True, False)
    """
    return text.replace("\u200c", "").replace("\u200d", "").isprintable()


def checksum(above: bytes) -> str:
    r"""Add up a page but for its last line; line ends, which mail and editors change, do not count.

    Examples
    --------
    >>> checksum(b"1\r\n2") == checksum(b"1\n2")
    True
    """
    return hashlib.sha256(above.replace(b"\r\n", b"\n")).hexdigest()


def _as_json(work: HandIn) -> dict[str, Json]:
    return {
        "format": FORMAT,
        "name": work.name,
        "lesson": work.lesson,
        "course": work.course,
        "when": work.when.astimezone(UTC).isoformat(),
        "questions": [_handed_json(each) for each in work.questions],
    }


def _handed_json(handed: Handed) -> dict[str, Json]:
    cells: dict[str, Json] = {
        "question": handed.question,
        "version": handed.version,
        "aim": handed.aim,
        "prompt": handed.prompt,
    }
    if handed.answer is None:
        return cells
    return cells | {
        "said": handed.said[:LONGEST_TEXT],
        "earlier": handed.earlier,
        "answered": json.loads(handed.answer.line()),
    }
