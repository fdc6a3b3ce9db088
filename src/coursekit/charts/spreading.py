"""Labels pushed apart along a line, each as near to its place as the others let it be."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["spread"]


def spread(wanted: Sequence[float], sizes: Sequence[float], most: float) -> list[float]:
    """Place labels along a line so that none covers another.

    Parameters
    ----------
    wanted : sequence of float
        Where the middle of each label would best be.
    sizes : sequence of float
        How much of the line each takes, in the same unit.
    most : float
        The end of the line. It begins at zero; labels that have no room there reach below it.

    Returns
    -------
    list of float
        The middle of each label, in the order given.

    Examples
    --------
    >>> spread([1.0, 1.0, 3.0], [0.5, 0.5, 0.5], 4.0)
    [0.75, 1.25, 3.0]
    """
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    before, at = {}, 0.0  # room taken by the labels below, up to the middle of each
    for place in order:
        before[place] = at + sizes[place] / 2
        at += sizes[place]
    # Pools of touching labels, each with the lowest edge it would best have; pools that would overlap become one.
    pools: list[tuple[float, int]] = []
    for place in order:
        edge, count = wanted[place] - before[place], 1
        while pools and pools[-1][0] > edge:
            below, members = pools.pop()
            edge, count = (edge * count + below * members) / (count + members), count + members
        pools.append((edge, count))
    edges = [min(max(edge, 0.0), most - at) for edge, count in pools for _ in range(count)]
    placed = {place: edge + before[place] for place, edge in zip(order, edges, strict=True)}
    return [placed[place] for place in range(len(wanted))]
