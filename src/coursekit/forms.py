"""The forms of a chart: each takes a table and an Axes, draws, and returns the Axes."""

from __future__ import annotations

from coursekit.barchart import bars
from coursekit.cartography import places_map
from coursekit.parliament import hemicycle

__all__ = ["bars", "hemicycle", "places_map"]
