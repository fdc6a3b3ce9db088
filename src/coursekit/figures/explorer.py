"""The form of a figure that can be explored: its marks one by one, and the source of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import anywidget
import traitlets

from coursekit.charts import style
from coursekit.charts.drawing import Mark
from coursekit.figures.opened import source_html
from coursekit.figures.page import Text, figure_html, sheet
from coursekit.figures.pictures import Picture
from coursekit.figures.table import labels_of, sentence

__all__ = ["Explorer"]

_SYSTEM = {"paper": "Canvas"}


class Explorer(anywidget.AnyWidget):
    """The live form of a figure.

    What is written round the drawing is taken from the static form, so that it is sent once; where the page has none
    that is marked (an untrusted notebook drops the mark), the browser sends `{"do": "page"}` and the kernel answers
    with `{"page": html}`. To `{"do": "open", "mark": n}` it answers with the source of a mark,
    `{"mark": n, "html": html}`.

    Parameters
    ----------
    text : Text
        What is written about the figure.
    marks : sequence of Mark
        What it shows.
    picture : Picture
        Its drawing.
    token : str
        What the static form of the same figure is marked with, so that this one can take its place.
    """

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    content = traitlets.Dict().tag(sync=True)

    def __init__(self, text: Text, marks: Sequence[Mark], picture: Picture, token: str) -> None:
        # Without what shows them, which would keep every chart of the notebook in memory.
        self.text, self.marks = text, [replace(mark, artists=()) for mark in marks]
        script, looks = _form()
        super().__init__(_esm=script, _css=looks, content=_content(text, marks, picture, token))
        self.on_msg(self._receive)

    def __repr__(self) -> str:
        return "The same figure, to be explored in a running notebook."

    def _receive(self, _widget: object, message: object, _buffers: object) -> None:
        match message:
            case {"do": "open", "mark": int(place)} if 0 <= place < len(self.marks):
                html = source_html(self.marks[place], labels_of(self.marks))
                self.send({"mark": place, "html": html})
            case {"do": "page"}:
                self.send({"page": figure_html(self.text, self.marks, "<img>")})


def _content(text: Text, marks: Sequence[Mark], picture: Picture, token: str) -> dict[str, object]:
    labels = labels_of(marks)
    return {
        "token": token,
        "title": text.title,
        "stem": text.stem,
        "svg": picture.svg,
        "marks": [
            {"place": place, "shows": names, "title": f"{mark.label}: {mark.figure}", "says": sentence(mark, labels)}
            for place, (mark, names) in enumerate(zip(marks, picture.names, strict=True))
            if names
        ],
    }


@cache
def _form() -> tuple[str, str]:
    """Put script and style together."""
    script = "\n".join(map(sheet, ("live.js", "chart.js", "explorer.js")))
    return script, "\n".join([*map(sheet, ("figure.css", "panel.css", "explorer.css")), _colours()])


def _colours() -> str:
    """Give the roles of the house style their colours: by the theme of the notebook, else by that of the system."""
    light, dark = (
        ";".join(f"--ck-{name}:{getattr(role, theme)}" for name, role in style.ROLES.items())
        for theme in ("light", "dark")
    )
    system = ";".join(f"--ck-{name}:{_SYSTEM.get(name, 'CanvasText')}" for name in style.ROLES)
    return (
        f".ck-drawing{{{light}}}"
        f'body[data-jp-theme-light="false"] .ck-drawing{{{dark}}}'
        f"@media (prefers-color-scheme:dark){{body:not([data-jp-theme-light]) .ck-drawing{{{dark}}}}}"
        f"@media (forced-colors:active){{html body .ck-drawing.ck-drawing{{{system}}}}}"
        f"@media print{{html body .ck-drawing.ck-drawing{{{light}}}}}"
    )
