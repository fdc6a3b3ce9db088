"""A figure of four digits is written alike in the picture, in its description and in its table; a year has no comma."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

import coursekit as ck
from coursekit.charts.drawing import recall
from coursekit.figures.tracing import trace


@pytest.fixture(autouse=True)
def _close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def table(**columns: object) -> pd.DataFrame:
    """Make a table of two figures that look like years."""
    figures = {"label": ["Reds", "Whites"], "whole": "Everybody", "value": [1917, 1905], "unit": "people"}
    return pd.DataFrame({**figures, "start": [0, 1], "end": [1, 2], **columns})


def written(ax: Axes) -> str:
    """Gather all that a chart writes and tells."""
    figure, drawing = ax.get_figure(root=True), recall(ax)
    assert figure is not None
    assert drawing is not None
    figure.canvas.draw()
    ticks = [*ax.get_xticklabels(), *ax.get_yticklabels()]
    marks = [f"{mark.label} {mark.figure} {mark.certainty}" for mark in drawing.marks]
    letters = [text.get_text() for text in (*ax.texts, *ticks)]
    return " | ".join([*drawing.sentences, *drawing.leaves_out, *marks, *letters])


FORMS: dict[str, Callable[[], Axes]] = {
    "bars": lambda: ck.bars(table(), x="label"),
    "stacked": lambda: ck.stacked(table(), x="whole", by="label"),
    "shares": lambda: ck.shares(table(), x="whole", by="label"),
    "lines": lambda: ck.lines(table(), x="label"),
    "slopes": lambda: ck.slopes(table(label=["before", "after"]), x="label", by="whole"),
    "ranges": lambda: ck.ranges(table(), x="whole", by="label"),
    "ranges, log": lambda: ck.ranges(table(value=[1917, 1000]), x="whole", by="label", scale="log"),
    "waffle": lambda: ck.waffle(table(), x="label"),
    "histogram": lambda: ck.histogram(table(), start="start", end="end"),
    "planned": lambda: ck.planned(table(came=[3000, 2000]), label="label", planned="value", actual="came"),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_figure_of_four_digits_has_its_comma_wherever_a_form_writes_it(form: str) -> None:
    said = written(FORMS[form]())
    assert "1,917" in said
    assert "1917" not in said


def test_a_house_of_more_than_a_thousand_has_its_comma() -> None:
    said = written(ck.hemicycle(table(value=[1105, 5], unit="seats"), label="label"))
    assert "1,105" in said
    assert "1105" not in said


def test_the_scale_has_the_comma_of_the_figures() -> None:
    assert {"500", "1,000", "1,500"} <= set(written(ck.lines(table(), x="label")).split(" | "))


def test_a_total_of_a_chart_of_ones_own_is_written_so_too() -> None:
    own = table()
    ax = own.plot.bar(x="label", y="value")
    assert {mark.figure for mark in trace(ax, own).marks} == {"1,917 people", "1,905 people"}


@pytest.mark.parametrize(
    "draw",
    [
        lambda: ck.lines(table(value=[4, 2], date_os=["1905", "1917"]), x="date_os"),
        lambda: ck.lines(table(value=[4, 2], year=[1905, 1917]), x="year"),
        lambda: ck.histogram(table(value=[4, 2], start=[1900, 1905], end=[1905, 1917]), start="start", end="end"),
        lambda: ck.timeline(table(date_os=["1905", "1917"]), label="label"),
        lambda: ck.planned(table(unit="", came=1917, plan=1905), label="label", planned="plan", actual="came"),
    ],
)
def test_a_year_has_none(draw: Callable[[], Axes]) -> None:
    said = written(draw())
    assert "1917" in said
    assert "1,917" not in said
