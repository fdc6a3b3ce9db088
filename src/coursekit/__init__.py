"""Counting October: figures of 1917 as claims, beside their sources.

Everything a lesson uses is a name of this package. Each is imported when it is first used, so that an exercise can be
shown before pandas and matplotlib are loaded.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from coursekit import calendar as calendar
from coursekit.errors import near

if TYPE_CHECKING:
    from coursekit.bringing_back import bring_back as bring_back
    from coursekit.checking import check as check
    from coursekit.codebook_panel import about as about
    from coursekit.exercises import exercise as exercise
    from coursekit.figures import figure as figure
    from coursekit.forms import bars as bars
    from coursekit.forms import coded_grid as coded_grid
    from coursekit.forms import hemicycle as hemicycle
    from coursekit.forms import histogram as histogram
    from coursekit.forms import lines as lines
    from coursekit.forms import matrix as matrix
    from coursekit.forms import places_map as places_map
    from coursekit.forms import planned as planned
    from coursekit.forms import ranges as ranges
    from coursekit.forms import shares as shares
    from coursekit.forms import slopes as slopes
    from coursekit.forms import stacked as stacked
    from coursekit.forms import timeline as timeline
    from coursekit.forms import waffle as waffle
    from coursekit.frames import claims as claims
    from coursekit.frames import load as load
    from coursekit.glossary import term as term
    from coursekit.handing_in import hand_in as hand_in
    from coursekit.panel import passage as passage
    from coursekit.panel import source as source
    from coursekit.passage_search import passages as passages
    from coursekit.progress_panel import progress as progress
    from coursekit.stored_work import stored as stored

__version__ = "0.1.0"

_HOMES = {
    "about": "codebook_panel",
    "bars": "forms",
    "bring_back": "bringing_back",
    "check": "checking",
    "claims": "frames",
    "coded_grid": "forms",
    "exercise": "exercises",
    "figure": "figures",
    "hand_in": "handing_in",
    "hemicycle": "forms",
    "histogram": "forms",
    "lines": "forms",
    "load": "frames",
    "matrix": "forms",
    "passage": "panel",
    "passages": "passage_search",
    "places_map": "forms",
    "planned": "forms",
    "progress": "progress_panel",
    "ranges": "forms",
    "shares": "forms",
    "slopes": "forms",
    "source": "panel",
    "stacked": "forms",
    "stored": "stored_work",
    "term": "glossary",
    "timeline": "forms",
    "waffle": "forms",
}

__all__ = [
    "about",
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
    return getattr(import_module(f"coursekit.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
