"""Examples of every chart form, drawn from the record: what the picture, keyboard and table tests go through.

A module of this package holds `EXAMPLES`, which maps a name to a function that draws one chart and returns its axes.
A new form is tested by adding its example.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from matplotlib.axes import Axes

__all__ = ["EXAMPLES"]

EXAMPLES: dict[str, Callable[[], Axes]] = {
    name: draw
    for module in iter_modules(__path__)
    for name, draw in import_module(f"{__name__}.{module.name}").EXAMPLES.items()
}
