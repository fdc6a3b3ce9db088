"""How much memory a program takes with everything it has started, as Linux counts it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_PROCESSES = Path("/proc")
COUNTED = _PROCESSES.joinpath("self", "smaps_rollup").exists()
"""Whether memory can be counted on this machine."""
GUARANTEED = 450
"""Megabytes that Binder promises to whoever opens the course there."""


@dataclass(frozen=True)
class Memory:
    """Megabytes (of a million bytes) that a program and its descendants hold.

    `whole` counts what several of them share once for each, and so is never too low; `parted` gives each sharer its
    part of it.
    """

    whole: float
    parted: float
    processes: int


def memory_of(process: int) -> Memory:
    """Add up a process and its descendants."""
    family = _family(process)
    counts = [_kilobytes(member) for member in family]
    return Memory(
        whole=sum(count["Rss"] for count in counts) * 1024 / 1e6,
        parted=sum(count["Pss"] for count in counts) * 1024 / 1e6,
        processes=len(family),
    )


def _family(process: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for stat in _PROCESSES.glob("[0-9]*/stat"):
        try:
            # After the name, which stands in brackets and may hold anything: the state, and then the parent.
            parent = int(stat.read_text("utf-8", "replace").rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):  # it has ended since the folder was listed
            continue
        children.setdefault(parent, []).append(int(stat.parent.name))
    family = [process]
    for member in family:
        family += children.get(member, [])
    return family


def _kilobytes(process: int) -> dict[str, int]:
    lines = _PROCESSES.joinpath(str(process), "smaps_rollup").read_text("utf-8").splitlines()[1:]
    return {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines)}
