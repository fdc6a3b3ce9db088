"""How far two readers of the same chapters agree on its figures.

Each chapter was transcribed twice, by readers who did not see each other's work. Both readings are kept as they were
handed in; the differences were settled at the paragraph. Agreement is measured before that, with the coefficient of
Dice (1945): twice the figures both found, over all the figures each found.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Agreement", "agreement"]

_FIGURE = ("source", "line", "value", "low", "high")


@dataclass(frozen=True)
class Agreement:
    """How many figures the first and the second reader found, and how many of them are the same."""

    first: int
    second: int
    both: int

    @property
    def rate(self) -> float:
        """Agreement of the readers, from 0 to 1.

        Examples
        --------
        >>> Agreement(first=10, second=10, both=9).rate
        0.9
        """
        return 2 * self.both / (self.first + self.second)


def agreement(readings: Path) -> Agreement:
    r"""Count the figures that two readings have in common.

    Parameters
    ----------
    readings : pathlib.Path
        A folder with `first` and `second`, each holding one CSV file a chapter under the same names. A figure is a
        source, a line, and what stands in value, low and high.

    Returns
    -------
    Agreement
        Over all chapters.

    Raises
    ------
    FileNotFoundError
        If a chapter was read only once; the message names it.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     for reader, value in (("first", "308"), ("second", "303")):
    ...         chapter = Path(folder, reader, "ch40.csv")
    ...         chapter.parent.mkdir()
    ...         _ = chapter.write_text(f"source,line,value,low,high\ntrotsky-1932,541,{value},,\n")
    ...     agreement(Path(folder))
    Agreement(first=1, second=1, both=0)
    """
    names = [{path.name for path in (readings / reader).glob("*.csv")} for reader in ("first", "second")]
    alone = names[0] ^ names[1]
    if alone:
        raise FileNotFoundError(
            f"{readings}: {', '.join(sorted(alone))} was read only once. Each chapter is read twice."
        )
    first, second = (
        Counter(figure for name in names[0] for figure in _figures(readings / reader / name))
        for reader in ("first", "second")
    )
    return Agreement(first.total(), second.total(), (first & second).total())


def _figures(path: Path) -> Iterator[tuple[str, ...]]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["value"] or row["low"] or row["high"]:
                yield tuple(f"{float(row[c]):g}" if c in _FIGURE[2:] and row[c] else row[c] for c in _FIGURE)
