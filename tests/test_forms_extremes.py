"""What no form was made for is drawn well or refused with a reason: nothing is cut off, on top of another, or blank."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D

import coursekit as ck
from coursekit.charts import forms
from coursekit.charts.drawing import recall
from coursekit.errors import UnknownNameError

Boxes = np.ndarray[tuple[int, int], np.dtype[np.float64]]

LONG = "The All-Russian Executive Committee of the Soviet of Peasants’ Deputies and everybody who came with it"
CYRILLIC = ["Российская социал-демократическая рабочая партия", "Партия народной свободы", "Ёлкин & <b>Ъ</b> $x_1$"]
PLACES = ("Petrograd", "Moscow", "Kiev")
DAYS = pd.date_range("1917-03-01", "1917-10-30")
AGES = ("0033-04-03", "1237-12-21", "1917-10-25")
_LEEWAY = 1.0  # points that a letter may reach beyond its page, or its box into another


def plain(count: int = 3, labels: Sequence[str] = (), values: Sequence[float | None] = (4, 2, 7)) -> pd.DataFrame:
    """Make a table with whatever columns the forms ask for; a missing number is a missing date and word, too."""
    numbers = list(islice(cycle(values), count))
    known = [number is not None for number in numbers]
    words = ["" if number is None else f"{number:g}" for number in numbers]
    days = [f"{day:%Y-%m-%d}" if given else "" for day, given in zip(islice(cycle(DAYS), count), known, strict=True)]
    return pd.DataFrame(
        {
            "label": list(labels) or [f"Row {place}" for place in range(1, count + 1)],
            "place": list(labels)
            or [place if given else "" for place, given in zip(cycle(PLACES), known, strict=False)],
            "value": pd.Series(numbers, dtype="float64"),
            "code": words,
            "whole": "The whole",
            "who": "A witness",
            "start": range(count),
            "end": range(1, count + 1),
            "date": days,
            "came": ["1917-11-02" if given else "" for given in known],
        }
    )


def negative() -> pd.DataFrame:
    """Give numbers below zero, and plans that came true before their day."""
    return plain(values=[-4, 2, -7]).assign(came="1917-02-01")


def huge() -> pd.DataFrame:
    """Give numbers of sixteen digits, and dates two thousand years apart."""
    return plain(values=[9_876_543_210_123_456, 1, 40_000_000_000]).assign(date=AGES)


EXTREMES: dict[str, Callable[[], pd.DataFrame]] = {
    "no rows": lambda: plain().iloc[:0],
    "one row": lambda: plain(1),
    "all missing": lambda: plain(values=[None]),
    "negative": negative,
    "huge": huge,
    "long labels": lambda: plain(labels=[f"{LONG}, number {place}" for place in range(3)]),
    "one long word": lambda: plain(labels=[f"{'Constantinople' * 12}{place}" for place in range(3)]),
    "two hundred rows": lambda: plain(200),
    "not Latin": lambda: plain(labels=CYRILLIC),
}


def slopes(table: pd.DataFrame) -> Axes:
    moments = [table.assign(moment=moment) for moment in ("before", "after")]
    return ck.slopes(pd.concat(moments, ignore_index=True), x="moment", by="label")


FORMS: dict[str, Callable[[pd.DataFrame], Axes]] = {
    "bars": lambda table: ck.bars(table, x="label"),
    "bars, grouped": lambda table: ck.bars(table, x="who", by="label"),
    "stacked": lambda table: ck.stacked(table, x="whole", by="label"),
    "stacked, a bar a row": lambda table: ck.stacked(table, x="label", by="who"),
    "shares": lambda table: ck.shares(table, x="whole", by="label"),
    "lines": lambda table: ck.lines(table, x="label"),
    "lines over time": lambda table: ck.lines(table, x="date"),
    "lines, several": lambda table: ck.lines(table, x="start", by="label"),
    "slopes": slopes,
    "ranges": lambda table: ck.ranges(table, x="whole", by="label"),
    "ranges, log": lambda table: ck.ranges(table, x="label", by="who", scale="log"),
    "hemicycle": lambda table: ck.hemicycle(table, label="label"),
    "waffle": lambda table: ck.waffle(table, x="label"),
    "histogram": lambda table: ck.histogram(table, start="start", end="end"),
    "timeline": lambda table: ck.timeline(table, x="date", label="label"),
    "timeline, lanes": lambda table: ck.timeline(table, x="date", label="who", lane="label"),
    "planned": lambda table: ck.planned(table, label="label", planned="date", actual="came"),
    "coded_grid": lambda table: ck.coded_grid(table, row="label", code="code"),
    "coded_grid, columns": lambda table: ck.coded_grid(table, row="who", code="code", column="label"),
    "matrix": lambda table: ck.matrix(table, row="label", column="who", value="code"),
    "places_map": ck.places_map,
}


@pytest.fixture(autouse=True)
def _close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def test_every_form_is_tried() -> None:
    assert {name.split(",")[0] for name in FORMS if name != "lines over time"} == set(forms.__all__)


class Pen(RendererAgg):
    """Draws a figure without its type, and keeps the box of each line of it: left, bottom, right and top in points."""

    def __init__(self, figure: Figure) -> None:
        self.wide, self.tall = figure.get_size_inches() * 72
        super().__init__(self.wide, self.tall, 72)  # type: ignore[no-untyped-call]
        self.written: list[tuple[str, tuple[float, float, float, float]]] = []
        self.sums: list[str] = []

    def draw_text(  # noqa: PLR0913, PLR0917 - as matplotlib calls it
        self,
        gc: GraphicsContextBase,  # noqa: ARG002
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: bool | Literal["TeX"] = False,
        mtext: Text | None = None,  # noqa: ARG002
    ) -> None:
        """Keep a line of type."""
        wide, tall, below = self.get_text_width_height_descent(s, prop, ismath)
        corners = [(0.0, -below), (wide, -below), (wide, tall - below), (0.0, tall - below)]
        placed = Affine2D().rotate_deg(angle).translate(x, self.tall - y).transform(corners)
        (left, bottom), (right, top) = placed.min(axis=0), placed.max(axis=0)
        self.written.append((s, (left, bottom, right, top)))
        self.sums += [s] if ismath else []

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: bool | Literal["TeX"]
    ) -> tuple[float, float, float]:
        """Measure outlines, as the figure's picture has them, and not letters fitted to the dots of a screen."""
        wide, tall, below = text_to_path.get_text_width_height_descent(s, prop, ismath)
        return float(wide), float(tall), float(below)


def drawn(ax: Axes) -> Pen:
    """Draw the figure that an axes belongs to."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.set_dpi(72)
    pen = Pen(figure)
    figure.draw(pen)
    return pen


def measured(pen: Pen) -> tuple[list[str], Boxes]:
    """Give every line of type, and their boxes."""
    written = [(text, box) for text, box in pen.written if text.strip()]
    return [text for text, _ in written], np.array([box for _, box in written])


def cut_off(pen: Pen) -> list[str]:
    says, box = measured(pen)
    out = (box[:, :2] < -_LEEWAY).any(axis=1) | (box[:, 2] > pen.wide + _LEEWAY) | (box[:, 3] > pen.tall + _LEEWAY)
    return [text for text, is_out in zip(says, out, strict=True) if is_out]


def on_top_of_each_other(pen: Pen) -> list[tuple[str, str]]:
    says, box = measured(pen)
    shared = np.minimum(box[:, None, 2:], box[None, :, 2:]) - np.maximum(box[:, None, :2], box[None, :, :2])
    pairs = np.argwhere(np.triu((shared > _LEEWAY).all(axis=2), 1))
    return [(says[one], says[other]) for one, other in pairs]


def check_refusal(error: Exception) -> None:
    """See that it is the course that refuses, in a sentence that says why and another that says what to do."""
    raised = Path(traceback.extract_tb(error.__traceback__)[-1].filename)
    assert raised.is_relative_to(Path(ck.__file__).parent), f"refused by {raised}, not by the course: {error}"
    assert len(re.findall(r"\w[^.]*[.?](?=\s|$)", str(error))) >= 2, f"what is wrong, or what to do? {error}"


@pytest.mark.parametrize("extreme", EXTREMES)
@pytest.mark.parametrize("form", FORMS)
def test_it_is_drawn_well_or_refused_with_a_reason(form: str, extreme: str) -> None:
    try:
        ax = FORMS[form](EXTREMES[extreme]())
    except (TypeError, ValueError, UnknownNameError) as error:
        check_refusal(error)
        return
    drawing, pen = recall(ax), drawn(ax)
    assert drawing is not None
    assert any(mark.artists for mark in drawing.marks), "nothing is drawn"
    assert drawing.sentences
    assert cut_off(pen) == []
    assert on_top_of_each_other(pen) == []
    assert pen.sums == [], "set as a formula"


@pytest.mark.parametrize("form", FORMS)
def test_a_table_without_rows_is_refused(form: str) -> None:
    with pytest.raises(ValueError, match=r"no rows|None of the places"):
        FORMS[form](EXTREMES["no rows"]())


def test_type_that_is_cut_off_on_another_or_a_formula_is_found() -> None:
    _, ax = plt.subplots(figsize=(2, 2))
    ax.set_axis_off()
    for place, said in ((0.2, "under"), (0.2, "over"), (0.9, "far too long"), (0.5, "$x_1$")):
        ax.text(place, place, said)
    pen = drawn(ax)
    assert on_top_of_each_other(pen) == [("under", "over")]
    assert cut_off(pen) == ["far too long"]
    assert pen.sums == ["$x_1$"]
