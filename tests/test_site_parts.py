"""The parts that pages are put together from: the syllabus, texts, and what cells have shown."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from coursekit.errors import FileError, Problem
from coursekit.site.shown import Shelf, show
from coursekit.site.syllabus import read_syllabus
from coursekit.site.written import write

CELL = Problem("lessons/01-small.ipynb", "cell 2", "", "")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("No table.", "lessons/README.md: has no table with the columns lesson, its question, minutes."),
        ("| [01 A](01-small.ipynb) | Q? | many |", "row 1, minutes: 'many' is no whole number of minutes."),
        ("| 01 A | Q? | 5 |", "row 1, lesson: names no notebook."),
        ("| [01 A](01-other.ipynb) | Q? | 5 |", "lists 01-other, and there is no lessons/01-other.ipynb."),
        ("| [01 A](01-other.ipynb) | Q? | 5 |", "has no row for lessons/01-small.ipynb."),
        ("| [01 A](01-small.ipynb) | Q? | 5 |\n" * 2, "lists 01-small more than once."),
    ],
)
def test_a_syllabus_that_does_not_fit_is_named(tmp_path: Path, table: str, said: str) -> None:
    (tmp_path / "lessons").mkdir()
    (tmp_path / "lessons" / "01-small.ipynb").write_text("{}", encoding="utf-8")
    head = "| lesson | its question | minutes |\n|---|---|---|\n"
    text = f"{head}{table}" if table.startswith("|") else table
    (tmp_path / "lessons" / "README.md").write_text(text, encoding="utf-8")
    with pytest.raises(FileError, match=re.escape(said)):
        read_syllabus(tmp_path)


def nowhere(_link: str) -> str | None:
    return None


def anywhere(link: str) -> str | None:
    return f"to:{link}"


@pytest.mark.parametrize(
    ("markdown", "lead", "html"),
    [
        ("a <b onclick='x()'>b</b>", nowhere, "<p>a &lt;b onclick=&#x27;x()&#x27;&gt;b&lt;/b&gt;</p>\n"),
        ("<div><img src=x onerror=y></div>", nowhere, "&lt;div&gt;&lt;img src=x onerror=y&gt;&lt;/div&gt;"),
        ('a <i lang="ru">b</i>', nowhere, '<p>a <i lang="ru">b</i></p>\n'),
        ("H<sub>2</sub>O<br>", nowhere, "<p>H<sub>2</sub>O<br></p>\n"),
        ("H<sub>2 is left open", nowhere, "<p>H&lt;sub&gt;2 is left open</p>\n"),
        ("[*all*](x.md) of [it](y)", nowhere, "<p><em>all</em> of it</p>\n"),
        ("[it](y)", anywhere, '<p><a href="to:y">it</a></p>\n'),
        ("![A <map>](map.png)", anywhere, "<p>A &lt;map&gt;</p>\n"),
        ("[bad](javascript:alert(1))", anywhere, "<p>[bad](javascript:alert(1))</p>\n"),
        ("12<!--exempt: months--> months", nowhere, "<p>12 months</p>\n"),
    ],
)
def test_a_text_may_mark_words_and_no_more(markdown: str, lead: Callable[[str], str | None], html: str) -> None:
    assert write(markdown, lead, set()).html == html


def test_headings_of_the_same_words_are_told_apart() -> None:
    taken = {"text"}
    names = [write(heading, nowhere, taken).headings[0].id for heading in ("## The end", "## The end", "## Text")]
    assert names == ["the-end", "the-end-2", "text-2"]


def displayed(html: str) -> dict[str, object]:
    return {"output_type": "display_data", "data": {"text/html": html}}


def test_what_needs_a_kernel_or_a_script_is_left_out() -> None:
    view = {"application/vnd.jupyter.widget-view+json": {}, "text/plain": "A widget"}
    looks = displayed("<style>p { color: red }</style><script>run()</script><p>Words.</p>")
    html = show([{"output_type": "display_data", "data": view}, looks], CELL, Shelf("x", ""), "")
    assert html == "<p>Words.</p>\n"


def test_printed_text_is_text() -> None:
    printed = {"output_type": "stream", "name": "stdout", "text": "<b>5 & 6</b>\n"}
    assert "<pre>&lt;b&gt;5 &amp; 6&lt;/b&gt;</pre>" in show([printed], CELL, Shelf("x", ""), "")


def test_a_drawing_shown_twice_is_kept_once() -> None:
    held = base64.b64encode(b'<svg xmlns="x" width="72pt" height="36pt" viewBox="0 0 72 36"/>').decode()
    figure = displayed(f'<img alt="A line." src="data:image/svg+xml;base64,{held}">')
    shelf = Shelf("01-small", "../assets/")
    html = show([figure, figure], CELL, shelf, "")
    assert html == '<img alt="A line." height="48" src="../assets/01-small-1.svg" width="96"/>\n' * 2
    assert list(shelf.files) == ["01-small-1.svg"]


def test_a_table_with_heads_above_heads_keeps_them() -> None:
    table = (
        '<table class="dataframe"><thead><tr><th></th><th colspan="2">votes</th></tr>'
        "<tr><th></th><th>for</th><th>against</th></tr></thead>"
        "<tbody><tr><th>first</th><td>95</td><td>1917-10-18/1917-10-19</td></tr></tbody></table>"
    )
    html = show([displayed(table)], CELL, Shelf("x", ""), "")
    assert html.count('<th scope="col">') == 2
    assert '<th colspan="2" scope="col">votes</th>' in html
    assert '<td class="number">95</td><td class="whole">1917-10-18/1917-10-19</td>' in html
    assert 'aria-label="Table 1: votes, for, against"' in html
