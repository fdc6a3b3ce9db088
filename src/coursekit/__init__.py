"""Counting October: figures of 1917 as claims, beside their sources.

Everything a lesson uses is a name of this package. Each is imported when it is first used, so that an exercise can be
shown before pandas and matplotlib are loaded.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coursekit import calendar as calendar
    from coursekit.frames import claims as claims
    from coursekit.frames import load as load

__version__ = "0.1.0"

_HOMES = {
    "claims": "coursekit.frames",
    "load": "coursekit.frames",
}

__all__ = ["calendar", "claims", "load"]


def __getattr__(name: str) -> Any:
    if name == "calendar":
        return import_module("coursekit.calendar")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    from coursekit.errors import near

    raise AttributeError(f"coursekit has no {name!r}. {near(name, __all__)}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
