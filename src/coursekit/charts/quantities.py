"""A figure as a row of a table holds it: number or bounds, hedge and unit, and how to say it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["QUALIFIERS", "SCALES", "Quantity"]

_CERTAINTY = {
    "exact": "exact",
    "about": "approximate",
    "almost": "an upper bound, nearly reached",
    "over": "a lower bound: more than this",
    "at least": "a lower bound",
    "under": "an upper bound: fewer than this",
    "at most": "an upper bound",
    "between": "a range",
    "vague": "no number given",
    "all": "all",
    "none": "none",
}
QUALIFIERS = tuple(_CERTAINTY)
_FRACTIONS = {
    0.2: "a fifth",
    0.25: "a quarter",
    0.3333: "a third",
    0.5: "half",
    0.6667: "two thirds",
    0.75: "three quarters",
}
SCALES = {"share": 1.0, "per cent": 100.0}


@dataclass(frozen=True)
class Quantity:
    """A figure with its bounds, its hedge and its unit, as one row of a table holds it.

    Parameters
    ----------
    value, low, high : float, optional
        The figure and its bounds in `unit`; None where the print gives none.
    qualifier : str
        How the print hedges it, from the list in `datapackage.json`.
    unit : str
        Unit of the numbers; empty where none is known.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    qualifier: str = "exact"
    unit: str = ""

    @property
    def number(self) -> float | None:
        """The number in the row, whichever column it stands in; None where there is none."""
        return next((n for n in (self.value, self.high, self.low) if n is not None), None)

    @property
    def exact(self) -> bool:
        """Whether the figure is given without a hedge."""
        return self.value is not None and self.qualifier in {"exact", "all", "none"}

    @property
    def sure(self) -> float:
        """How much of it is certain: all of an exact figure, the lower bound of others, else nothing."""
        return self.value if self.exact and self.value is not None else self.low or 0.0

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        """The least and the most it can be; None where the print sets no limit."""
        if self.exact:
            return self.value, self.value
        least = 0.0 if self.low is None and self.high is not None else self.low
        return least, self.high

    def written(self, base: str = "") -> str:
        """Write the figure with its hedge and without its unit.

        Parameters
        ----------
        base : str
            For a share, what it is a share of.

        Examples
        --------
        >>> Quantity(20, qualifier="about", unit="seats").written()
        'about 20'
        >>> Quantity(0.5, high=0.5, qualifier="almost", unit="share").written("156")
        'almost half of 156'
        """
        if self.number is None:
            return _CERTAINTY["all"] if self.qualifier == "all" else _CERTAINTY["vague"]
        if self.qualifier == "between":
            figure = f"{self._figure(self.low)} and {self._figure(self.high)}"
        else:
            figure = self._figure(self.number)
        hedged = figure if self.exact else f"{self.qualifier} {figure}"
        return f"{hedged} of {base}" if base and self.unit in SCALES else hedged

    def _figure(self, number: float | None) -> str:
        if number is None:
            return "no limit"
        if self.unit == "share":
            return _FRACTIONS.get(round(number, 4), f"{number:g}")
        percent = " per cent" if self.unit == "per cent" else ""
        if not float(number).is_integer():
            # Never with an exponent, which few readers know.
            written = f"{number:,.6f}".rstrip("0") if abs(number) >= 1e10 else f"{number:,.10g}"
            return f"{written}{percent}"
        return f"{number:,.0f}{percent}"

    def certainty(self) -> str:
        """Say in words how sure the figure is.

        Examples
        --------
        >>> Quantity(0.5, high=0.5, qualifier="almost", unit="share").certainty()
        'an upper bound, nearly reached: fewer than half'
        """
        words = _CERTAINTY[self.qualifier]
        if self.qualifier == "almost":
            return f"{words}: {'less' if self.unit == 'per cent' else 'fewer'} than {self._figure(self.high)}"
        return words
