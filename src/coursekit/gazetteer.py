"""Where the places of the record are: the list of places, with the coordinates a named gazetteer gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from coursekit.codebook import codebook
from coursekit.errors import UnknownNameError

__all__ = ["Site", "find_site", "sites"]


@dataclass(frozen=True)
class Site:
    """One place of the record.

    Parameters
    ----------
    name : str
        Its name in the tables.
    within : str
        The place it lies in; empty if the list names none.
    today : str
        The gazetteer's name for it; empty where the gazetteer has no such place.
    position : tuple of float or None
        Longitude and latitude in degrees, from the gazetteer; None where it has no such place.
    """

    name: str
    within: str
    today: str
    position: tuple[float, float] | None

    def title(self) -> str:
        """Write its name, with the present one where that differs.

        Examples
        --------
        >>> find_site("Reval").title()
        'Reval (Tallinn today)'
        """
        return f"{self.name} ({self.today} today)" if self.today not in {"", self.name} else self.name


def _site(row: Mapping[str, str]) -> Site:
    position = (float(row["longitude"]), float(row["latitude"])) if row["gazetteer_id"] else None
    return Site(row["place"], row["part_of"], row["present_name"], position)


@cache
def sites() -> Mapping[str, Site]:
    """List every place of the record by the name the tables use.

    Returns
    -------
    mapping of str to Site
        The places.

    Examples
    --------
    >>> sites()["Dvinsk"].today
    'Daugavpils'
    """
    return {name: _site(row) for name, row in codebook().lists["places"].items()}


@cache
def _spellings() -> Mapping[str, str]:
    rows = codebook().lists["places"].items()
    return {spelling.casefold(): name for name, row in rows for spelling in (*row["spellings"].split("; "), name)}


def find_site(name: str) -> Site:
    """Look a place up by its name or by a spelling of the five books.

    Parameters
    ----------
    name : str
        Such as `"Petrograd"` or `"St. Petersburg"`.

    Returns
    -------
    Site
        The place.

    Raises
    ------
    UnknownNameError
        If the list has no such place; the message lists the near names.

    Examples
    --------
    >>> find_site("St. Petersburg").name
    'Petrograd'
    """
    if name in sites():
        return sites()[name]
    known = _spellings().get(name.strip().casefold())
    if not known:
        raise UnknownNameError("place", name, sites())
    return sites()[known]
