"""Make `data/coastlines.json`, the base of the course's maps, from Natural Earth's land at 1:10 million.

Run as `uv run tools/outlines.py`. It takes `land-10m.json` from the npm package world-atlas, which repacks Natural
Earth (public domain), and keeps the old world from the Atlantic to the Yenisei and beyond, in few points: finely drawn
round Petrograd, where the fleet and the garrisons lay, and coarser the further from there.
"""

from __future__ import annotations

import json
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

PACKAGE = "world-atlas@2.0.2"
OUTPUT = Path(__file__).resolve().parents[1] / "data" / "coastlines.json"
SOURCE = "Natural Earth 4.1.0, land, 1:10m (npm package world-atlas 2.0.2), simplified by tools/outlines.py"

# West, south, east, north in degrees, and how far a line may be from the coast there; the first that holds counts.
DETAIL = (
    ((27.5, 59.2, 32.0, 60.8), 0.004),
    ((21.0, 57.0, 33.0, 61.5), 0.04),
    ((5.0, 40.0, 62.0, 71.0), 0.12),
    ((-15.0, 30.0, 130.0, 80.0), 0.5),
)
ELSEWHERE = 3.0
SHOWN = DETAIL[-1][0]
DATE_LINE = -169.0  # Asia's last cape reaches over the meridian of 180 degrees to here

Point = tuple[float, float]


def main() -> None:
    """Read, simplify and write."""
    rings = [ring for ring in map(_simplified, _rings(_topology())) if _kept(ring)]
    lines = ",\n".join(json.dumps([[round(x, 2), round(y, 2)] for x, y in ring]) for ring in rings)
    head = f'"source": {json.dumps(SOURCE)},\n"licence": "public domain"'
    OUTPUT.write_text(f'{{\n{head},\n"rings": [\n{lines}\n]\n}}\n', encoding="utf-8", newline="\n")
    print(f"{len(rings)} rings, {sum(map(len, rings))} points, {OUTPUT.stat().st_size} bytes")


def _topology() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=subprocess.DEVNULL)  # noqa: S607
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as package:
            member = package.extractfile("package/land-10m.json")
            if member is None:
                raise SystemExit(f"{PACKAGE} holds no land-10m.json.")
            topology: dict[str, Any] = json.load(member)
    return topology


def _rings(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """Put the shared arcs of a TopoJSON file together into rings of longitude and latitude."""
    (across, up), (west, south) = (topology["transform"][key] for key in ("scale", "translate"))

    def arc(number: int) -> list[Point]:
        x = y = 0
        points = []
        for step_x, step_y in topology["arcs"][number if number >= 0 else ~number]:
            x, y = x + step_x, y + step_y
            east = west + x * across
            points.append((east if east > DATE_LINE else east + 360, south + y * up))
        return points if number >= 0 else points[::-1]

    (land,) = topology["objects"]["land"]["geometries"]
    for polygon in land["arcs"]:
        for ring in polygon:
            first, *others = map(arc, ring)
            yield [*first, *(point for other in others for point in other[1:])]


def _tolerance(point: Point) -> float:
    x, y = point
    inside = (far for (west, south, east, north), far in DETAIL if west <= x <= east and south <= y <= north)
    return next(inside, ELSEWHERE)


def _simplified(ring: list[Point]) -> list[Point]:
    """Douglas and Peucker's method, with a tolerance that depends on the place."""
    middle = max(range(len(ring)), key=lambda n: hypot(ring[n][0] - ring[0][0], ring[n][1] - ring[0][1]))
    kept = {0, middle}
    stack = [(0, middle), (middle, len(ring) - 1)]
    while stack:
        first, last = stack.pop()
        if last - first < 2:
            continue
        excess, furthest = max(
            (_distance(ring[n], ring[first], ring[last]) / _tolerance(ring[n]), n) for n in range(first + 1, last)
        )
        if excess > 1:
            kept.add(furthest)
            stack += [(first, furthest), (furthest, last)]
    return [ring[n] for n in sorted(kept)]


def _distance(point: Point, start: Point, end: Point) -> float:
    """Measure how far a point is from a line, in degrees of latitude."""
    narrow = cos(radians(point[1]))
    x, y = (point[0] - start[0]) * narrow, point[1] - start[1]
    dx, dy = (end[0] - start[0]) * narrow, end[1] - start[1]
    length = dx * dx + dy * dy
    along = min(1.0, max(0.0, (x * dx + y * dy) / length)) if length else 0.0
    return hypot(x - along * dx, y - along * dy)


def _kept(ring: list[Point]) -> bool:
    """Keep what reaches into the map and is more than a speck on it."""
    west, south, east, north = SHOWN
    return len(ring) > 3 and any(west <= x <= east and south <= y <= north for x, y in ring)


if __name__ == "__main__":
    main()
