"""What a body was made of, as far as its claims say: groups within wholes, bounds, and what no number fills.

Nothing here is stored in the record. What the course works out by itself (a remainder) is marked as such, and a figure
that would only be a guess (half of 156 is not "78 Kadets") is never formed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from coursekit.charts.quantities import SCALES, Quantity

__all__ = ["Block", "Composition", "CompositionError", "Part", "Rest", "compose"]

_SLACK = 1e-6


class CompositionError(ValueError):
    """The parts of a body do not fit together; the message names them and what to correct."""


@dataclass(frozen=True)
class Part:
    """One row of a composition table: a group, its figure, and what it is a part of.

    Parameters
    ----------
    id : str
        Unique name of the row; for a claim, the claim.
    label : str
        The group.
    quantity : Quantity
        Its figure.
    part_of : str
        Id of the row it is a part of; empty for a whole.
    of : str
        For a share, id of the row it is a share of.
    party : str
        The party it is; empty for a section of a body. What the parts of a party leave open is still that party's.
    """

    id: str
    label: str
    quantity: Quantity
    part_of: str = ""
    of: str = ""
    party: str = ""


@dataclass(frozen=True)
class Rest:
    """What no named number fills of a whole: worked out by the course, never printed.

    Parameters
    ----------
    quantity : Quantity
        What can be said of it: exact if all its neighbours are, else a bound, else no number.
    extent : float
        The room left beside the named parts when they are drawn; no figure to be quoted.
    claims : tuple of str
        Ids of the rows it was worked out from: the whole first.
    """

    quantity: Quantity
    extent: float
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """A group with a number, the parts within it, and what they leave open.

    Parameters
    ----------
    part : Part
        The group.
    sure, extent : float
        How much of it is certain, and how much room it takes when drawn, both in the unit of its whole. For a bound
        the room is the bound; it is no figure to be quoted.
    parts : tuple of Block
        Parts with a number, in the order given.
    unnumbered : tuple of Part
        Parts named without a number.
    rest : Rest or None
        What the parts leave open; None if they fill the block or there are none.
    base : str
        For a share, the figure it is a share of, as printed.
    """

    part: Part
    sure: float
    extent: float
    parts: tuple[Block, ...] = ()
    unnumbered: tuple[Part, ...] = ()
    rest: Rest | None = None
    base: str = ""

    def figure(self) -> str:
        """Write its figure with its hedge and without its unit."""
        return self.part.quantity.written(self.base)

    def rest_figure(self) -> str:
        """Write what its parts leave open, as far as that can be said."""
        return self.rest.quantity.written(self.figure()) if self.rest else "none"

    @property
    def divided(self) -> bool:
        """Whether it is only known by its parts, so that what they leave open is nobody's by name."""
        return bool(self.parts or self.unnumbered) and not self.part.party

    def walk(self) -> Iterator[Block]:
        """Name the block and every block within it, outermost first."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True)
class Composition:
    """A body: its wholes with everything inside them, and the rows that have no place in it.

    Parameters
    ----------
    wholes : tuple of Block
        The outermost groups, in the order given.
    unplaced : tuple of Part
        Rows without a number that belong to no whole, and shares of something that is not among the rows.
    """

    wholes: tuple[Block, ...]
    unplaced: tuple[Part, ...]


def compose(parts: Iterable[Part]) -> Composition:
    """Work out the blocks of a body from the rows that name its parts.

    Parameters
    ----------
    parts : iterable of Part
        The rows. A part whose whole is not among them stands as a whole of its own.

    Returns
    -------
    Composition
        Blocks within blocks, in the order of the rows.

    Raises
    ------
    CompositionError
        If parts exceed their whole, are counted in another unit, lead back to themselves or share an id, or if a
        figure is negative or no finite number.

    Examples
    --------
    >>> house = Part("house", "The house", Quantity(308, unit="seats"))
    >>> srs = Part("srs", "Socialist Revolutionaries", Quantity(120, unit="seats"), part_of="house")
    >>> compose([house, srs]).wholes[0].rest.quantity.written()
    '188'
    """
    rows: dict[str, Part] = {}
    for part in parts:
        if part.id in rows:
            raise CompositionError(f"{part.id!r} stands in the table twice. Keep one of the two rows.")
        _check_figure(part)
        rows[part.id] = part
    homes = {name: _home(part, rows) for name, part in rows.items()}
    inside: dict[str, list[Part]] = {}
    for name, home in homes.items():
        inside.setdefault(home, []).append(rows[name])
    outermost = inside.get("", [])
    placed = [part for part in outermost if _scale(part, rows) is not None and part.quantity.number is not None]
    wholes = tuple(_block(part, rows, inside) for part in placed)
    return Composition(wholes, tuple(part for part in outermost if part not in placed))


def _check_figure(part: Part) -> None:
    for number in (part.quantity.value, part.quantity.low, part.quantity.high):
        if number is not None and not 0 <= number < float("inf"):
            raise CompositionError(
                f"{part.label!r} has the figure {number:g}. A group has a finite number, not below 0."
            )


def _whole_of(part: Part) -> str:
    return part.part_of or (part.of if part.quantity.unit in SCALES else "")


def _home(part: Part, rows: Mapping[str, Part]) -> str:
    """Find the nearest whole that has a number: a group named without one holds no block."""
    seen = {part.id}
    at = _whole_of(part)
    home = ""
    while at in rows:
        if at in seen:
            raise CompositionError(f"{part.label!r} leads back to itself. Correct `part_of` of {part.id!r}.")
        if not home and rows[at].quantity.number is not None:
            home = at
        seen.add(at)
        at = _whole_of(rows[at])
    return home


def _scale(part: Part, rows: Mapping[str, Part]) -> float | None:
    """Say what one unit of the figure is in the unit of the body; None for a share of something unknown."""
    if part.quantity.unit not in SCALES:
        return 1.0
    base = rows.get(part.of)
    if base is None or base.quantity.unit in SCALES or base.quantity.number is None:
        return None
    return base.quantity.number / SCALES[part.quantity.unit]


def _block(part: Part, rows: Mapping[str, Part], inside: Mapping[str, list[Part]]) -> Block:
    scale, number = _scale(part, rows) or 0.0, part.quantity.number or 0.0
    children = inside.get(part.id, [])
    for child in children:
        _check_unit(child, part, rows)
    numbered = [c for c in children if c.quantity.number is not None and _scale(c, rows) is not None]
    parts = tuple(_block(child, rows, inside) for child in numbered)
    extent, filled = number * scale, sum(block.extent for block in parts)
    if filled > extent + _SLACK:
        raise CompositionError(_excess(part, numbered))
    unnumbered = tuple(child for child in children if child not in numbered)
    rest = None
    if children and extent - filled > _SLACK:
        names = (part.id, *(child.id for child in numbered))
        rest = Rest(_remainder(part, numbered), extent - filled, names)
    base = rows[part.of].quantity.written() if part.quantity.unit in SCALES else ""
    return Block(part, part.quantity.sure * scale, extent, parts, unnumbered, rest, base)


def _check_unit(part: Part, whole: Part, rows: Mapping[str, Part]) -> None:
    units = [_unit(part, rows), _unit(whole, rows)]
    if part.quantity.number is not None and units[0] != units[1]:
        raise CompositionError(
            f"{part.label!r} is counted in {units[0] or 'no unit'}, its whole {whole.label!r} in "
            f"{units[1] or 'no unit'}. Parts and whole need one unit."
        )


def _unit(part: Part, rows: Mapping[str, Part]) -> str:
    base = rows.get(part.of)
    return base.quantity.unit if part.quantity.unit in SCALES and base else part.quantity.unit


def _excess(whole: Part, parts: Iterable[Part]) -> str:
    named = ", ".join(f"{part.label} {part.quantity.written()}" for part in parts)
    return (
        f"The parts of {whole.label!r} ({whole.quantity.written()}) come to more than the whole: {named}. "
        "Correct the figures or the column `part_of`."
    )


def _remainder(whole: Part, parts: list[Part]) -> Quantity:
    """Take the parts from the whole as far as the claims allow, in seats or, among shares of it, in shares."""
    none = Quantity(qualifier="vague", unit=whole.quantity.unit)
    if not whole.quantity.exact or whole.quantity.value is None or not parts:
        return none
    total, unit = whole.quantity.value, whole.quantity.unit
    units = {part.quantity.unit for part in parts}
    if len(units) == 1 and units <= set(SCALES) and {part.of for part in parts} == {whole.id}:
        # Turning a bound on a share into heads would print a figure no source has.
        unit = units.pop()
        total = SCALES[unit]
    elif units & set(SCALES):
        return none
    bounds = [part.quantity.bounds for part in parts]
    highs = [high for _, high in bounds if high is not None]
    lows = [low for low, _ in bounds if low is not None]
    least = max(total - sum(highs), 0.0) if len(highs) == len(parts) else None
    most = total - sum(lows) if len(lows) == len(parts) and sum(lows) > 0 else None
    strict = any(part.quantity.qualifier in {"almost", "under", "over"} for part in parts)
    return _between(least, most, unit, strict=strict)


def _between(least: float | None, most: float | None, unit: str, *, strict: bool) -> Quantity:
    if least is not None and least == most:
        return Quantity(round(least, 6), unit=unit)
    if least is not None and most is not None:
        return Quantity(low=least, high=most, qualifier="between", unit=unit)
    if least is not None:
        return Quantity(low=least, qualifier="over" if strict else "at least", unit=unit)
    if most is not None:
        return Quantity(high=most, qualifier="under" if strict else "at most", unit=unit)
    return Quantity(qualifier="vague", unit=unit)
