"""What the cells of a lesson showed, as it stands on a page: without what needs a kernel, a script or a second copy."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from typing import Any

from bs4 import BeautifulSoup, Tag

from coursekit.errors import FileError, Problem
from coursekit.site.printed_tables import tidy
from coursekit.site.written import scrolled

__all__ = ["Shelf", "show"]

Output = Mapping[str, Any]

_VIEW = "application/vnd.jupyter.widget-view+json"
_DRAWING = "data:image/svg+xml;base64,"
_SIZE = re.compile(r'<svg\b[^>]*? width="([\d.]+)pt" height="([\d.]+)pt"')
_NO_COPY = "The original words"
_MOST_COLUMNS = 2


@dataclass
class Shelf:
    """What a page keeps beside itself.

    Parameters
    ----------
    stem : str
        What the names of its files begin with.
    address : str
        The way from the page to the folder of its files, with a stroke at the end.
    files : dict of str to bytes
        What is kept, by name.
    tables : int
        How many tables of the page have been numbered.
    """

    stem: str
    address: str
    files: dict[str, bytes] = field(default_factory=dict)
    tables: int = 0

    def keep(self, drawing: bytes) -> str:
        """Keep a drawing, once however often it is shown, and give its address."""
        known = [name for name, held in self.files.items() if held == drawing]
        name = known[0] if known else f"{self.stem}-{len(self.files) + 1}.svg"
        self.files[name] = drawing
        return f"{self.address}{name}"

    def number(self, table: str) -> str:
        """Name a table so that no other of the page is named alike."""
        self.tables += 1
        return f"Table {self.tables}: {table}"


def show(outputs: Sequence[Output], cell: Problem, shelf: Shelf, work: str) -> str:
    r"""Write what a cell showed.

    Parameters
    ----------
    outputs : sequence of mapping
        Its outputs, as a notebook holds them.
    cell : Problem
        The cell, for messages.
    shelf : Shelf
        Takes the drawings.
    work : str
        The address where the notebook can be worked in.

    Returns
    -------
    str
        HTML without script and style.

    Raises
    ------
    FileError
        If the cell shows a picture that has no words.

    Examples
    --------
    >>> here = Problem("lessons/00-start-here.ipynb", "cell 24", "", "")
    >>> show([{"output_type": "stream", "text": "5500.0\n"}], here, Shelf("00", "../assets/"), "")
    '<div class="result"><p class="label">Result</p><pre>5500.0</pre></div>'
    """
    return "".join(_shown(output, cell, shelf, work) for output in _joined(outputs))


def _joined(outputs: Sequence[Output]) -> Iterator[Output]:
    """Join what was printed in one go, which a kernel hands over in pieces of any size."""
    for kind, group in groupby(outputs, lambda output: (output["output_type"], output.get("name"))):
        if kind[0] == "stream":
            yield {"output_type": "stream", "text": "".join(output["text"] for output in group)}
        else:
            yield from group


def _shown(output: Output, cell: Problem, shelf: Shelf, work: str) -> str:
    data = output.get("data", {})
    if output["output_type"] == "stream":
        return _text(output["text"])
    if _VIEW in data:
        return ""
    if "text/html" in data:
        return _html(data["text/html"], shelf, work)
    if any(kind.startswith("image/") for kind in data):
        what = "shows a picture without words, which not everybody can see. Show it with ck.figure."
        raise FileError([Problem(cell.file, cell.where, "", what)])
    return _text(data.get("text/plain", ""))


def _text(text: str) -> str:
    words = escape(text.rstrip("\n"), quote=False)
    return f'<div class="result"><p class="label">Result</p><pre>{words}</pre></div>' if words else ""


def _html(html: str, shelf: Shelf, work: str) -> str:
    page = BeautifulSoup(html, "html.parser")
    for node in page.find_all(["style", "script"]):
        node.decompose()
    for node in page.select("[data-ck-token]"):
        del node["data-ck-token"]  # new in every run, and of use to the live form only
    for table in page.select("table.dataframe"):
        heads = tidy(table)
        _scroll(table, shelf.number(", ".join(heads)))
    _make_still(page, shelf, work)
    for image in page.select("img[src]"):
        _put_aside(image, shelf)
    return f"{page}\n"


def _make_still(page: BeautifulSoup, shelf: Shelf, work: str) -> None:
    """Put a way to do it in place of what a notebook says of cells and kernels."""
    for node in page.select(".ck-still"):
        node.decompose()
    for node in page.select(".ck-panel > details"):
        if node.summary is not None and node.summary.get_text() == _NO_COPY:
            node.decompose()
    for question in page.select(".ck-exercise-still"):
        del question["style"]
        name = question.strong.get_text().lower() if question.strong else "this question"
        for table in question.select("table"):
            if _columns(table) > _MOST_COLUMNS:
                _scroll(table, shelf.number(name))
        last = question.select_one(":scope > p:last-child")
        if last is not None:
            answer = f'<p class="answer"><a href="{escape(work)}">Answer {escape(name)} in the browser</a></p>'
            last.replace_with(_read(answer))


def _columns(table: Tag) -> int:
    return max(len(row.find_all(["th", "td"])) for row in table.find_all("tr"))


def _scroll(table: Tag, label: str) -> None:
    table.replace_with(_read(scrolled(str(table), label)))


def _put_aside(image: Tag, shelf: Shelf) -> None:
    source = str(image["src"])
    if not source.startswith(_DRAWING):
        return
    drawing = base64.b64decode(source.removeprefix(_DRAWING))
    image["src"] = shelf.keep(drawing)
    size = _SIZE.search(drawing.decode("utf-8"))
    if size:  # so that the page does not jump when the picture comes
        image["width"], image["height"] = (str(round(float(side) * 4 / 3)) for side in size.groups())


def _read(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")
