"""The start page of the site: what the course is, its lessons, the ways into it, and where a reader's work is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode, urlsplit

from coursekit.links import repository
from coursekit.site.addresses import SYLLABUS, page_of, work_address
from coursekit.site.frame import NAME, START, frame
from coursekit.site.start_times import StartTime, said
from coursekit.site.syllabus import Listed

__all__ = ["start_page"]

_DESCRIPTION = "A course on the Russian Revolution of 1917, read through its numbers and its sources."
_KEPT = (
    "Your answers and the notebooks you have changed stay where you work, and are sent nowhere: in the browser they "
    "are kept by that browser on that computer until its site data is cleared, on your own computer they are in the "
    "folder of the course, the answers in <code>work</code>, and on Binder they end with the session.",
    "So before you stop, run <code>ck.stored()</code> in any lesson and download the file of your answers, or make one "
    "file to hand in with <code>ck.hand_in</code>.",
    "In whichever way you go on, on whichever computer, <code>ck.bring_back</code> puts them all back.",
)


@dataclass(frozen=True)
class _Way:
    """A way into the course: its id, its name, what it is good for, and where it leads."""

    id: str
    name: str
    text: str
    address: str
    link: str


def start_page(lessons: Sequence[Listed], known: Mapping[str, str], times: Iterable[StartTime], picture: str) -> str:
    """Write the start page.

    Parameters
    ----------
    lessons : sequence of Listed
        The lessons in their order.
    known : mapping of str to str
        The files that have a place on the site.
    times : iterable of StartTime
        How long each way takes to start, as far as it was measured.
    picture : str
        A figure of the course as HTML; may be empty.

    Returns
    -------
    str
        The page.

    Examples
    --------
    >>> lesson = Listed("00-start-here", "00 Start here", "Is that a fact?", 45)
    >>> "not measured" in start_page([lesson], {}, [], "")
    True
    """
    measured = tuple(times)
    main = (
        f"{_opening(lessons, picture)}"
        f'<section aria-labelledby="lessons"><h2 id="lessons">The lessons</h2>'
        f'<ol class="lessons">{"".join(_lesson(lesson, known) for lesson in lessons)}</ol>'
        "<p>The minutes are for reading and the quick checks; the exercises take as long again. "
        f'<a href="{SYLLABUS}">The syllabus</a> says what each lesson needs, and has shorter routes.</p></section>'
        f'<section aria-labelledby="ways"><h2 id="ways">Ways to take the course</h2>'
        f'<ul class="ways-in">{"".join(_way(way, measured) for way in _ways(lessons))}</ul></section>'
        f'<section aria-labelledby="kept"><h2 id="kept">What is kept, and how not to lose it</h2>'
        f"<p>{' '.join(_KEPT)}</p></section>"
    )
    return frame(START, NAME, _DESCRIPTION, "start", main)


def _opening(lessons: Sequence[Listed], picture: str) -> str:
    first = lessons[0]
    return (
        '<div class="opening"><div>'
        "<h1>Counting October</h1>"
        '<p class="lead">The Russian Revolution of 1917, read through its numbers and its sources.</p>'
        "<p><strong>A figure is a claim.</strong> Somebody made it, about something exactly defined, on some day in "
        "some calendar, for some purpose. In these lessons every number leads to who said it, where it is printed, and "
        "how sure it is. You need no knowledge of Russia, and none of programming.</p>"
        f'<p class="ways"><a class="button" href="{page_of(first.name)}">Read the first lesson</a> '
        f'<a href="{escape(work_address(first.lesson))}">Work on it in the browser</a></p>'
        f"</div>{picture}</div>"
    )


def _lesson(lesson: Listed, known: Mapping[str, str]) -> str:
    number, _, title = lesson.title.partition(" ")
    links = [(page_of(lesson.name), "Read"), (work_address(lesson.lesson), "Work in the browser")]
    if lesson.exercises in known:
        links.append((known[lesson.exercises], "Exercises in the browser"))
    items = "".join(
        f'<li><a href="{escape(address)}">{words}<span class="unseen">: lesson {escape(lesson.title)}</span></a></li>'
        for address, words in links
    )
    return (
        f'<li><span class="number" aria-hidden="true">{escape(number)}</span><div>'
        f'<h3><span class="unseen">{escape(number)} </span>{escape(title)}</h3>'
        f'<p class="question">{escape(lesson.question)}</p>'
        f'<ul class="links"><li class="minutes">{lesson.minutes} minutes</li>{items}</ul></div></li>'
    )


def _ways(lessons: Sequence[Listed]) -> tuple[_Way, ...]:
    first = lessons[0]
    return (
        _Way(
            "read",
            "Read here",
            "Every lesson is a page with its figures, passages, tables and questions. It needs no script, and works "
            "from a folder or a USB stick too. You cannot answer or change anything on it.",
            page_of(first.name),
            "Read the first lesson",
        ),
        _Way(
            "browser",
            "Work in the browser",
            "The same lessons as notebooks in JupyterLab: open the source of each mark of a figure, change the code, "
            "answer the questions. Nothing is installed, and there is no account. It opens from a web address only, "
            "not from a folder, and after the first visit also without a network.",
            work_address(first.lesson),
            "Work on the first lesson",
        ),
        _Way(
            "computer",
            "On your own computer",
            "JupyterLab with the course in a folder of your own. You need Python and a terminal. The first start "
            "fetches JupyterLab; later ones do not.",
            f"{repository()}#open-the-course",
            "How to install it",
        ),
        _Way(
            "binder",
            "On Binder",
            "A public service that runs the course on a computer of its own for as long as you are there. It forgets "
            "everything when you leave.",
            _binder(first),
            "Open it on Binder",
        ),
    )


def _binder(first: Listed) -> str:
    place = urlsplit(repository()).path.strip("/")
    return f"https://mybinder.org/v2/gh/{place}/HEAD?{urlencode({'urlpath': f'lab/tree/{first.lesson}'}, safe='/')}"


def _way(way: _Way, times: Iterable[StartTime]) -> str:
    told = "".join(f"<li>{escape(sentence)}</li>" for sentence in said(times, way.id))
    return (
        f'<li><h3>{way.name}</h3><p>{way.text}</p><div class="times"><p>Time to start:</p><ul>{told}</ul></div>'
        f'<p><a href="{escape(way.address)}">{way.link}</a></p></li>'
    )
