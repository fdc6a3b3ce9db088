"""Tables and links in the panels about a student's own work."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from html import escape
from importlib.resources import files

from coursekit.panel import Panel, section_html
from coursekit.work.reminders import reminder

__all__ = ["LARGEST_LINK", "link_html", "paragraphs_html", "reminder_html", "table_html", "work_panel"]

LARGEST_LINK = 2_000_000
"""Bytes of the largest file that a notebook carries in a link; a larger one is taken from the folder."""


@cache
def _css() -> str:
    return (files("coursekit") / "static" / "work.css").read_text(encoding="utf-8")


def work_panel(title: str, body: str, text: str) -> Panel:
    r"""Wrap a body, which is HTML already, and the same as text.

    Examples
    --------
    >>> work_panel("Your work", "<p>None.</p>", "None.").text
    'Your work\nNone.'
    """
    return Panel(section_html(title, "ck-work", f"<style>{_css()}</style>{body}"), f"{title}\n{text}")


def table_html(caption: str, heads: tuple[str, str], rows: Iterable[tuple[str, str]]) -> str:
    """Write a table of two columns, which fits on a phone: caption and heads are text, cells are HTML.

    Examples
    --------
    >>> table_html("05", ("Aim", "Next"), [("Count", "<em>again</em>")])[-74:]
    '<tr><th scope="row">Count</th><td><em>again</em></td></tr></tbody></table>'
    """
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
    body = "".join(f'<tr><th scope="row">{first}</th><td>{second}</td></tr>' for first, second in rows)
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def paragraphs_html(sentences: Iterable[str]) -> str:
    """Write paragraphs, each text; empty ones are left out.

    Examples
    --------
    >>> paragraphs_html(["1 < 2", ""])
    '<p>1 &lt; 2</p>'
    """
    return "".join(f"<p>{escape(each)}</p>" for each in sentences if each)


def reminder_html() -> str:
    """Write, where work does not last, how to take it away; empty where it does.

    Examples
    --------
    >>> bool(reminder_html()) == bool(reminder())
    True
    """
    told = reminder()
    return f'<p class="ck-warning"><strong>Take your work with you.</strong> {escape(told)}</p>' if told else ""


def link_html(words: str, name: str, content: bytes, mime: str) -> str:
    """Write a link that downloads a file, which it carries, so that it works where files have no address.

    Examples
    --------
    >>> link_html("Download", "a.txt", b"62", "text/plain")
    '<a class="ck-take" download="a.txt" href="data:text/plain;base64,NjI=">Download</a>'
    """
    address = f"data:{mime};base64,{b64encode(content).decode('ascii')}"
    return f'<a class="ck-take" download="{escape(name)}" href="{address}">{escape(words)}</a>'
