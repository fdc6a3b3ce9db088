"""Counting October: figures of 1917 as claims, beside their sources.

Everything a lesson uses is a name of this package. Each is imported when it is first used, so that an exercise can be
shown before pandas and matplotlib are loaded.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from coursekit import calendar as calendar
from coursekit.errors import near

if TYPE_CHECKING:
    from coursekit.adding import add_source as add_source
    from coursekit.charts.forms import bars as bars
    from coursekit.charts.forms import coded_grid as coded_grid
    from coursekit.charts.forms import hemicycle as hemicycle
    from coursekit.charts.forms import histogram as histogram
    from coursekit.charts.forms import lines as lines
    from coursekit.charts.forms import matrix as matrix
    from coursekit.charts.forms import places_map as places_map
    from coursekit.charts.forms import planned as planned
    from coursekit.charts.forms import ranges as ranges
    from coursekit.charts.forms import shares as shares
    from coursekit.charts.forms import slopes as slopes
    from coursekit.charts.forms import stacked as stacked
    from coursekit.charts.forms import timeline as timeline
    from coursekit.charts.forms import waffle as waffle
    from coursekit.checking import check as check
    from coursekit.codebook_panel import about as about
    from coursekit.exercises import exercise as exercise
    from coursekit.figures.element import figure as figure
    from coursekit.frames import claims as claims
    from coursekit.frames import load as load
    from coursekit.glossary import term as term
    from coursekit.panel import passage as passage
    from coursekit.panel import source as source
    from coursekit.passage_search import passages as passages
    from coursekit.work.bringing_back import bring_back as bring_back
    from coursekit.work.handing_in import hand_in as hand_in
    from coursekit.work.progress_panel import progress as progress
    from coursekit.work.stored_work import stored as stored

__version__ = "0.1.0"

_HOMES = {
    "about": "codebook_panel",
    "add_source": "adding",
    "bars": "charts.forms",
    "bring_back": "work.bringing_back",
    "check": "checking",
    "claims": "frames",
    "coded_grid": "charts.forms",
    "exercise": "exercises",
    "figure": "figures.element",
    "hand_in": "work.handing_in",
    "hemicycle": "charts.forms",
    "histogram": "charts.forms",
    "lines": "charts.forms",
    "load": "frames",
    "matrix": "charts.forms",
    "passage": "panel",
    "passages": "passage_search",
    "places_map": "charts.forms",
    "planned": "charts.forms",
    "progress": "work.progress_panel",
    "ranges": "charts.forms",
    "shares": "charts.forms",
    "slopes": "charts.forms",
    "source": "panel",
    "stacked": "charts.forms",
    "stored": "work.stored_work",
    "term": "glossary",
    "timeline": "charts.forms",
    "waffle": "charts.forms",
}

__all__ = [
    "about",
    "add_source",
    "bars",
    "bring_back",
    "calendar",
    "check",
    "claims",
    "coded_grid",
    "exercise",
    "figure",
    "hand_in",
    "hemicycle",
    "histogram",
    "lines",
    "load",
    "matrix",
    "passage",
    "passages",
    "places_map",
    "planned",
    "progress",
    "ranges",
    "shares",
    "slopes",
    "source",
    "stacked",
    "stored",
    "term",
    "timeline",
    "waffle",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"coursekit has no {name!r}. {near(name, __all__)}")
    try:
        home = import_module(f"coursekit.{_HOMES[name]}")
    except ModuleNotFoundError as error:
        if sys.platform == "emscripten":
            raise import_module("coursekit.in_browser").too_early(error) from None
        raise
    return getattr(home, name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])


if sys.platform == "emscripten":
    from coursekit.in_browser import prepare

    prepare()
