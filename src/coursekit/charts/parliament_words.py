"""What a parliament arc shows, in words: its labels, its marks and its text alternative."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from matplotlib.artist import Artist

from coursekit.charts.composition import Block, Composition
from coursekit.charts.drawing import Mark, Row

__all__ = ["Shown", "left_out", "marks", "rest_label", "sentences", "whole_label"]


@dataclass(frozen=True)
class Shown:
    """What shows the groups of an arc, by the ids of their rows.

    Parameters
    ----------
    dots : mapping of str to tuple of Artist
        The seats of each group, without those of the groups within it.
    outlines : mapping of str to tuple of Artist
        What ties a group together that has others within it.
    """

    dots: Mapping[str, tuple[Artist, ...]]
    outlines: Mapping[str, tuple[Artist, ...]]

    def whole(self, block: Block) -> tuple[Artist, ...]:
        """List everything that shows a group, with the groups within it."""
        parts = (artist for each in block.walk() for artist in self.dots.get(each.part.id, ()))
        return (*self.outlines.get(block.part.id, ()), *parts)


def rest_label(block: Block) -> str:
    """Label what the parts of a block leave open, with the groups that are only named."""
    rest = block.rest_figure()
    if block.rest and block.rest.quantity.exact:
        figure = f"{rest} by subtraction"
    else:
        figure = "The rest" if block.rest and block.rest.quantity.number is None else f"The rest, {rest}"
    names = ", ".join(part.label for part in block.unnumbered)
    return f"{figure}: not broken down" + (f" ({names} and others)" if names else "")


def whole_label(block: Block) -> str:
    """Name a whole with its figure and unit."""
    return f"{block.part.label}: {block.figure()} {block.part.quantity.unit}".rstrip()


def marks(body: Composition, rows: Mapping[str, Row], shown: Shown) -> tuple[Mark, ...]:
    """List everything the arc shows or names, whole by whole.

    Parameters
    ----------
    body : Composition
        What is drawn.
    rows : mapping of str to Row
        The rows of the table by the ids of the parts.
    shown : Shown
        What shows them on the axes.

    Returns
    -------
    tuple of Mark
        Each whole, its parts, the groups without a number, and what is left.
    """
    return tuple(mark for whole in body.wholes for mark in _block_marks(whole, None, rows, shown))


def _block_marks(block: Block, whole: Block | None, rows: Mapping[str, Row], shown: Shown) -> Iterator[Mark]:
    quantity, within = block.part.quantity, whole.part.label if whole else ""
    unit = whole.part.quantity.unit if whole else quantity.unit
    figure = f"{block.figure()} {unit}".rstrip()
    yield rows[block.part.id].mark(block.part.label, figure, quantity.certainty(), within, shown.whole(block))
    for part in block.parts:
        yield from _block_marks(part, block, rows, shown)
    for named in block.unnumbered:
        yield rows[named.id].mark(named.label, named.quantity.written(), named.quantity.certainty(), block.part.label)
    if block.divided and block.rest:
        rest = block.rest.quantity
        figure = block.rest_figure() if rest.number is None else f"{block.rest_figure()} {quantity.unit}".rstrip()
        certainty = "exact, if the figures it is taken from are" if rest.exact else rest.certainty()
        claims = tuple(claim.id for claim in (rows[name].claim for name in block.rest.claims) if claim)
        dots = shown.dots.get(block.part.id, ())
        yield Mark("Not broken down", figure, certainty, claims, "course", block.part.label, dots)


def sentences(body: Composition) -> tuple[str, ...]:
    """Tell the arc to somebody who cannot see it.

    Parameters
    ----------
    body : Composition
        What is drawn.

    Returns
    -------
    tuple of str
        What is drawn, each whole with its parts from left to right, extremes, and what is uncertain.
    """
    blocks = [block for whole in body.wholes for block in whole.walk()]
    flat = [_told(whole) for whole in body.wholes if not whole.divided]
    told = ["A parliament arc of dots, one dot for each place."]
    told += [f"From left to right: {_listed(flat)}."] if flat else []
    told += [sentence for whole in body.wholes if whole.divided for sentence in _whole_sentences(whole)]
    told += _extremes([block for block in blocks if not block.divided and block.part.quantity.exact])
    unsure = [block for block in blocks if not block.part.quantity.exact]
    if unsure:
        hedged = [f"{block.part.label}, {block.figure()} ({block.part.quantity.certainty()})" for block in unsure]
        told.append(f"Drawn hollow, because not exact: {_listed(hedged)}.")
    if any(block.divided and block.rest for block in blocks):
        told.append("Small grey hollow dots are places that no number in the table breaks down.")
    return tuple(told)


def _whole_sentences(whole: Block) -> Iterator[str]:
    parts = [_told(part) for part in whole.parts]
    if whole.rest:
        parts.append(f"not broken down, {whole.rest_figure()} (worked out by the course)")
    yield f"{whole_label(whole)}; from left to right: {_listed(parts)}."
    if whole.unnumbered:
        yield f"Named there without a number of places: {_listed([part.label for part in whole.unnumbered])}."


def _told(block: Block) -> str:
    within = [_told(part) for part in block.parts]
    within += [f"{part.label}, without a number" for part in block.unnumbered]
    among = f" (among them {_listed(within)})" if within else ""
    return f"{block.part.label}, {block.figure()}{among}"


def _extremes(exact: Sequence[Block]) -> list[str]:
    if len(exact) < 2:
        return []
    exact = sorted(exact, key=lambda block: block.part.quantity.sure)
    least, most = exact[0].part, exact[-1].part
    return [
        f"Of the groups with a figure without a hedge, the largest is {most.label} ({most.quantity.written()}), "
        f"the smallest {least.label} ({least.quantity.written()})."
    ]


def _listed(items: Sequence[str]) -> str:
    return "; ".join(items)


def left_out(body: Composition, skipped: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Say what the arc does not show.

    Parameters
    ----------
    body : Composition
        What is drawn.
    skipped : sequence of (str, str)
        Label and measure of each row that counts something else.

    Returns
    -------
    tuple of str
        Sentences.
    """
    told = ["The order of the blocks is that of the table; it is not a seating plan."]
    told += [f"Not drawn, because it counts {measure}: {label}." for label, measure in skipped]
    if body.unplaced:
        names = _listed([f"{part.label} ({part.quantity.written()})" for part in body.unplaced])
        told.append(f"Not drawn, because no number of places can be told from the table: {names}.")
    return tuple(told)
