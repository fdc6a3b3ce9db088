"""How many single wrong cells the tests would notice: `python tests/flips.py [flips] [seed]`.

One cell of one table is changed at a time (a digit of a figure, date or line, the source, the unit, a word that is
copied), and the checks that hold a row against the codebook, the page and its neighbours are asked. No check knows what
the cell held before.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence

from chronology import UNNAMED, chronology_faults
from coursekit.codebook import codebook
from coursekit.proof import date_faults, figure_faults, page_faults
from coursekit.record import Claim, record
from coursekit.sources import reference_copy, sources
from coursekit.validation import table_problems
from test_tables import WORDED

CELLS = ("value", "low", "high", "date_os", "source", "line", "unit", "printed")


def noticed(claim: Claim, row: dict[str, str]) -> bool:
    """Say whether any check objects to a row that stands in the place of a claim."""
    if table_problems(codebook(), claim.table, list(row), [row]):
        return True
    return any(_page_and_words(claim, row))


def _page_and_words(claim: Claim, row: dict[str, str]) -> Iterator[tuple[str, str]]:
    lines = reference_copy(row["source"])
    assert lines is not None
    yield from page_faults(row, lines)
    if not row.get("ocr") and claim.id not in WORDED:
        yield from figure_faults(row)
    yield from date_faults(row)
    if claim.id not in UNNAMED:
        yield from chronology_faults(row)


def flip(row: dict[str, str], column: str, chance: random.Random) -> dict[str, str]:
    """Spoil one cell."""
    return {**row, column: _spoiled(row[column], column, chance)}


def _spoiled(cell: str, column: str, chance: random.Random) -> str:
    if column in {"source", "unit"}:
        return _another(cell, list(sources()) if column == "source" else list(codebook().lists["units"]), chance)
    if column == "printed":
        words = cell.split(" ")
        at = chance.randrange(len(words))
        words[at] = _another(words[at], ["the", "of", "three", "some", "men", "17"], chance)
        return " ".join(words)
    digits = [match.start() for match in re.finditer(r"\d", cell)]
    at = chance.choice(digits)
    return cell[:at] + _another(cell[at], "0123456789", chance) + cell[at + 1 :]


def _another(thing: str, of: Sequence[str], chance: random.Random) -> str:
    return chance.choice([other for other in of if other != thing])


def trial(count: int, seed: int) -> tuple[Counter[str], Counter[str]]:
    """Spoil so many cells; count the tries and the misses by column."""
    chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
    claims = sorted(record().claims.values(), key=lambda claim: claim.id)
    tries: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    while tries.total() < count:
        claim = chance.choice(claims)
        row = dict(claim.cells)
        column = chance.choice([name for name in CELLS if row.get(name)])
        tries[column] += 1
        if not noticed(claim, flip(row, column, chance)):
            missed[column] += 1
    return tries, missed


def main() -> None:
    """Print what was noticed, column by column."""
    count, seed = (int(word) for word in [*sys.argv[1:], "2000", "1917"][:2])
    tries, missed = trial(count, seed)
    for column in CELLS:
        print(f"{column:10} {tries[column] - missed[column]:5} of {tries[column]:5} noticed")
    print(f"all        {tries.total() - missed.total():5} of {tries.total():5} noticed")


if __name__ == "__main__":
    main()
