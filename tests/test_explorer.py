"""The live form of a figure without a browser: what it sends, and what it answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

import coursekit as ck
from coursekit.charts.drawing import Drawing, Mark, recall
from coursekit.figures import element as figures
from coursekit.figures import pictures
from coursekit.figures.explorer import Explorer
from coursekit.figures.opened import source_html
from coursekit.record import record
from coursekit.renderings import passages
from drawings import EXAMPLES
from drawings.own import HANDED

Make = Callable[..., Explorer]
Ask = Callable[[Explorer, object], list[dict[str, Any]]]


@pytest.fixture(autouse=True)
def _close_figures() -> Iterator[None]:
    yield
    plt.close("all")


@pytest.fixture
def live(monkeypatch: pytest.MonkeyPatch) -> Make:
    """Show a figure, and give its live form."""

    def make(ax: Axes, **options: Any) -> Explorer:  # noqa: ANN401 - as for figure
        shown: list[Any] = []
        monkeypatch.setattr(figures, "display", shown.append)
        figures.figure(ax, **{"caption": "A caption.", **options})
        made = shown[1]
        assert isinstance(made, Explorer)
        return made

    return make


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Let the browser say something, and collect what the kernel answers."""

    def ask(explorer: Explorer, message: object) -> list[dict[str, Any]]:
        sent: list[dict[str, Any]] = []
        monkeypatch.setattr(explorer, "send", sent.append)
        explorer._handle_custom_msg(message, [])
        return sent

    return ask


def drawn(ax: Axes) -> Drawing:
    drawing = recall(ax)
    assert drawing is not None
    return drawing


def handed(name: str) -> Mapping[str, Any]:
    return HANDED[name]() if name in HANDED else {}


def arc() -> Axes:
    seats = ck.load("preparliament_seats")
    return ck.hemicycle(seats[seats["body"] == "Pre-Parliament"])


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_mark_that_is_drawn_can_be_found_in_the_picture(live: Make, name: str) -> None:
    content = live(EXAMPLES[name](), **handed(name)).content
    groups = {node.get("id"): node for node in ET.fromstring(content["svg"]).iter() if node.get("id")}  # noqa: S314
    assert content["marks"], "nothing can be pointed at"
    for mark in content["marks"]:
        assert mark["shows"]
        assert all(len(groups[name]) for name in mark["shows"]), f"{mark['title']} is shown by nothing"


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_mark_tells_its_figure_certainty_claimant_and_source(live: Make, name: str) -> None:
    explorer = live(EXAMPLES[name](), **handed(name))
    for told in explorer.content["marks"]:
        mark = explorer.marks[told["place"]]
        assert mark.label in told["says"]
        assert f"{mark.figure}, {mark.certainty}." in told["says"]
        if mark.origin == "record":
            claim = record().claim(mark.claims[0])
            assert "Said by" in told["says"]
            assert f", line {claim.line}." in told["says"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_mark_opens_a_source_or_says_that_there_is_none(live: Make, answers: Ask, name: str) -> None:
    explorer = live(EXAMPLES[name](), **handed(name))
    for told in explorer.content["marks"]:
        (answer,) = answers(explorer, {"do": "open", "mark": told["place"]})
        assert answer["mark"] == told["place"]
        for claim in explorer.marks[told["place"]].claims:
            assert f"Claim</dt><dd>{claim}, in table" in answer["html"]


@pytest.mark.parametrize(
    "message", [None, "open", {}, {"do": "open"}, {"do": "open", "mark": -1}, {"do": "open", "mark": 99}, {"do": "run"}]
)
def test_what_no_figure_sends_is_not_answered(live: Make, answers: Ask, message: object) -> None:
    assert answers(live(arc()), message) == []


def test_what_is_written_round_the_drawing_is_sent_again_only_if_asked_for(live: Make, answers: Ask) -> None:
    explorer = live(arc())
    assert "figcaption" not in str({**explorer.content, "svg": ""})
    (answer,) = answers(explorer, {"do": "page"})
    assert answer["page"].startswith(
        '<figure class="ck-figure mathjax_ignore"><figcaption>A caption.</figcaption><img>'
    )
    assert 'class="ck-words"' in answer["page"]


def test_a_claim_in_a_passage_opens_the_passage() -> None:
    covered = next(
        claim
        for claim in record().claims.values()
        if any(each.source == claim["source"] and each.covers(claim.line) for each in passages().values())
    )
    html = source_html(Mark("x", "1", "exact", (covered.id,), "record"), {})
    assert html.index("ck-passage") < html.index("ck-source")


@pytest.mark.sources
def test_a_reader_with_a_copy_sees_the_figure_marked_in_its_paragraph() -> None:
    html = source_html(Mark("Bolsheviks", "66 seats", "exact", ("pp-bolsheviks",), "record"), {})
    assert "The paragraph in your copy" in html
    assert re.search(r'<mark title="claim [^"]*pp-bolsheviks[^"]*">[^<]*66', html)


def test_a_figure_worked_out_lists_every_claim_under_it() -> None:
    rest = next(mark for mark in drawn(arc()).marks if mark.label == "Not broken down")
    html = source_html(rest, {"pp-srs": "Socialist <Revolutionaries>"})
    assert html.startswith("<p>Worked out by the course from")
    assert html.count("<details><summary>") >= len(rest.claims)
    assert "Socialist &lt;Revolutionaries&gt;: 120 seats (Trotsky 1932, line 541)" in html


def test_a_place_left_open_says_that_nobody_fills_it() -> None:
    assert source_html(Mark("abstaining", "not given", "open", (), "absent"), {}) == (
        "<p>Nobody: no row of the table fills this place.</p>"
    )


def test_a_total_of_a_readers_own_chart_opens_each_claim(live: Make) -> None:
    votes = ck.load("preparliament_votes")
    votes = votes[votes["date_os"] == "1917-10-18"]
    explorer = live(votes.groupby("side")["value"].sum().plot.bar(), data=votes, by="side")
    mark = next(mark for mark in explorer.marks if mark.label == "against")
    assert source_html(mark, {}).count("<details><summary>139 votes (Trotsky 1932") == 1


def test_nothing_in_a_label_is_taken_for_html() -> None:
    evil = "<img src=x onerror=alert(1)>"
    assert "<img" not in source_html(Mark(evil, evil, evil, ("pp-srs", "pp-left-srs"), "course"), {"pp-srs": evil})


def test_the_live_form_keeps_no_chart_in_memory(live: Make) -> None:
    assert not any(mark.artists for mark in live(arc()).marks)


def test_a_group_that_is_only_named_is_told_in_the_table_alone(live: Make) -> None:
    explorer = live(arc())
    drawn_labels = {explorer.marks[told["place"]].label for told in explorer.content["marks"]}
    assert {mark.label for mark in explorer.marks} - drawn_labels == {"Co-operators", "Peasant delegates"}


def test_a_name_in_the_picture_is_each_artists_own() -> None:
    ax = ck.bars(pd.DataFrame({"label": ["A", "B"], "value": [3, 4]}), x="label")
    figure = ax.get_figure(root=True)
    assert figure is not None
    picture = pictures.draw(figure, drawn(ax).marks)
    names = [name for mark in picture.names for name in mark]
    assert len(names) == len(set(names))
    assert all(picture.svg.count(f'id="{name}"') == 1 for name in names)
