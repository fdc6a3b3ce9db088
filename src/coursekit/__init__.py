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
    from coursekit.codebook_panel import about as about
    from coursekit.exercises import exercise as exercise
    from coursekit.figures import figure as figure
    from coursekit.forms import bars as bars
    from coursekit.forms import hemicycle as hemicycle
    from coursekit.forms import places_map as places_map
    from coursekit.frames import claims as claims
    from coursekit.frames import load as load
    from coursekit.glossary import term as term
    from coursekit.panel import passage as passage
    from coursekit.panel import source as source
    from coursekit.passage_search import passages as passages

__version__ = "0.1.0"

_HOMES = {
    "about": "codebook_panel",
    "bars": "forms",
    "claims": "frames",
    "exercise": "exercises",
    "figure": "figures",
    "hemicycle": "forms",
    "load": "frames",
    "passage": "panel",
    "passages": "passage_search",
    "places_map": "forms",
    "source": "panel",
    "term": "glossary",
}

__all__ = [
    "about",
    "bars",
    "calendar",
    "claims",
    "exercise",
    "figure",
    "hemicycle",
    "load",
    "passage",
    "passages",
    "places_map",
    "source",
    "term",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"coursekit has no {name!r}. {near(name, __all__)}")
    return getattr(import_module(f"coursekit.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
