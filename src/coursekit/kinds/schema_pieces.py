"""The pieces that the schema of a question bank is put together from: texts, numbers, lists, tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["Piece", "Pieces", "either", "flag", "number", "one_of", "rows", "table", "tables_by", "text", "texts"]

Piece = dict[str, Any]
"""A JSON Schema, or a part of one."""

Pieces = Mapping[str, Piece]
"""Fields by name; one whose name ends in a question mark may be left out."""


def text(meaning: str) -> Piece:
    r"""Ask for a text that is not blank.

    Examples
    --------
    >>> text("What is asked.")["pattern"]
    '\\S'
    """
    return {"type": "string", "pattern": r"\S", "description": meaning}


def texts(meaning: str) -> Piece:
    """Ask for a list of texts, at least one."""
    return {"type": "array", "minItems": 1, "items": {"type": "string"}, "description": meaning}


def number(meaning: str) -> Piece:
    """Ask for a number."""
    return {"type": "number", "description": meaning}


def flag(meaning: str) -> Piece:
    """Ask for true or false."""
    return {"type": "boolean", "description": meaning}


def one_of(meaning: str, *allowed: str) -> Piece:
    """Ask for one of some words."""
    return {"type": "string", "enum": list(allowed), "description": meaning}


def table(fields: Pieces, meaning: str = "") -> Piece:
    """Ask for a table with these fields and no other.

    Examples
    --------
    >>> table({"name": text("A name."), "see?": text("Where to look.")})["required"]
    ['name']
    """
    piece: Piece = {
        "type": "object",
        "properties": {name.removesuffix("?"): piece for name, piece in fields.items()},
        "required": [name for name in fields if not name.endswith("?")],
        "additionalProperties": False,
    }
    return piece | ({"description": meaning} if meaning else {})


def either(*ways: Pieces, also: Pieces | None = None, meaning: str = "") -> Piece:
    """Ask for a table in one of several ways, each with the same fields besides."""
    piece: Piece = {"anyOf": [table({**way, **(also or {})}) for way in ways]}
    return piece | ({"description": meaning} if meaning else {})


def rows(item: Piece, meaning: str) -> Piece:
    """Ask for a list of tables, at least one."""
    return {"type": "array", "minItems": 1, "items": item, "description": meaning}


def tables_by(item: Piece, meaning: str) -> Piece:
    """Ask for a table of tables, under names that the bank gives itself."""
    return {"type": "object", "additionalProperties": item, "description": meaning}
