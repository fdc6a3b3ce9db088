"""What a question bank may hold, as a JSON Schema for editors: `exercises/schema.json`, written by `coursekit build`.

The readers of the kinds decide; this says the same, so that an editor can help while a bank is written. What only a
reader can see, such as whether a claim exists, `coursekit check` says. Where there is a choice, plain keywords stand
(`enum` for a single value, no `if`), because editors of TOML help with those best.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from coursekit.kinds.schema_pieces import (
    Piece,
    Pieces,
    either,
    flag,
    number,
    one_of,
    rows,
    table,
    tables_by,
    text,
    texts,
)
from coursekit.kinds.source_notes import ASPECTS
from coursekit.operations import OPERATIONS

__all__ = ["bank_schema", "dump"]

_SEE = text("Where to look: the id of a claim or of a passage.")
_WHY = text("Why no claim holds it.")
_CLAIM = text("Id of a claim.")
_NAME = text("What answers call it; nobody sees it.")
_TEXT = text("What the student reads. Markdown, numbers bound by comments.")
_TOLD: Pieces = {"feedback": text("What is said of it: the kind of mistake and the next step."), "see": _SEE}
_NAMED_TOLD: Pieces = {"name": _NAME, **_TOLD}
_OTHERWISE = table(_TOLD, "What is said of any other answer.")
_ORDER = one_of("Which way round.", "falling", "rising")

_HINTS = rows(table({"text": _TEXT, "see?": _SEE}), "In stages. The last needs `see`.")

_AMOUNTS: tuple[Pieces, ...] = (
    {"claim": text("The claim that holds the number.")},
    {
        "operation": one_of("How it is worked.", *OPERATIONS),
        "claims": texts("What it is worked from, in order. A minus sign before an id takes its figure away."),
    },
    {"literal": number("The number, where no claim and no operation gives it."), "why": _WHY},
)
_DATES: tuple[Pieces, ...] = (
    {"claim": text("The claim whose date it is.")},
    {"date_os": text("A date, old style, such as 1917-10-25; where no claim has it."), "why": _WHY},
)
_WHO: tuple[Pieces, ...] = (
    {"entry": text("A name of the glossary or of a list, with all its spellings."), "names?": texts("More spellings.")},
    {"names": texts("Every spelling, the usual one first.")},
)
_GRID: Pieces = {
    "shape": one_of("A column (Series) or a table (DataFrame).", "series", "table"),
    "operation": one_of("What is done with the rows.", "as printed", "count", "sum", "share"),
    "table": text("The table of the record."),
    "label": text("The column that labels the rows, or claim."),
    "columns": texts("The columns that are asked for."),
    "where?": {"type": "object", "description": "Which rows: by column, what it holds."},
    "order?": _ORDER,
}
_AMOUNT = either(*_AMOUNTS, meaning="A number: a claim, an operation on claims, or a literal with the reason.")
_EXPECTED = table(_GRID, "The column or table that is asked for, worked from the record.")
_TOLERANCE = number("How far off is still right.")

_COMMON: Pieces = {
    "id": text("The lesson, a point, and a name in small letters: 05.remainder."),
    "aim": text("The aim it serves."),
    "prompt": text("What is asked: one paragraph of Markdown."),
    "hints": _HINTS,
    "answer_text": text("The model answer. Markdown."),
    "because": text("Its reason. Markdown."),
    "source": texts("What the answer rests on: ids of claims and passages."),
}

_NUMBER: Pieces = {
    "unit": text("The unit of the record that the answer is in."),
    "answer": _AMOUNT,
    "tolerance?": _TOLERANCE,
    "slips": rows(either(*_AMOUNTS, also=_NAMED_TOLD), "Mistakes with a name, each with the number it leads to."),
    "near?": table({"tolerance": _TOLERANCE, **_TOLD}, "What is said of a number close by."),
    "otherwise": _OTHERWISE,
}
_SHORT_TEXT: Pieces = {
    "answer": either(*_WHO),
    "others": rows(either(*_WHO, also=_TOLD), "Wrong names that are worth a word."),
    "otherwise": _OTHERWISE,
}
_OPTIONS = rows(table({"name": _NAME, "text": _TEXT, "right?": flag("Whether it fits."), **_TOLD}), "What to choose.")
_CHOICES = rows(
    either({"right": {"enum": [True]}}, {"right?": {"enum": [False]}, **_TOLD}, also={"name": _NAME, "text": _TEXT}),
    "One is right and has no feedback; the others have.",
)
_ITEM: Pieces = {"name": _NAME, "text": _TEXT, **_TOLD}
_ENDS: Pieces = {
    "first": table({"text": _TEXT}, "What the top stands for."),
    "last": table({"text": _TEXT}, "What the bottom stands for."),
    "backwards": table(_TOLD, "What is said of the right order the wrong way round."),
}
_IN_ORDER = "At least four, in the order in which the student gets them."


def _by(columns: tuple[str, ...], *ways: Pieces) -> Pieces:
    by = one_of("What of the claims gives the order.", *columns)
    return {"by": by, "order": _ORDER, "items": rows(either(*ways, also=_ITEM), _IN_ORDER), **_ENDS}


_NO_COLUMN: Pieces = {
    "why": text("Why no column of the record gives the order."),
    "items": rows(table({"place": number("Its place; what is equal shares one."), **_ITEM}), _IN_ORDER),
    **_ENDS,
}
_NUMBER_BLANK: Pieces = {name: piece for name, piece in _NUMBER.items() if name != "unit"}
_TABLE_ROW: Pieces = {
    "name": _NAME,
    "text": _TEXT,
    "given?": tables_by(either({"claim": _CLAIM}, {"text": _TEXT}), "Cells that are filled, by column."),
    "blanks?": tables_by(
        {"anyOf": [table(_NUMBER_BLANK), table(_SHORT_TEXT)]},
        "Cells to fill, by column: as a number or a short text is asked, without what all questions have.",
    ),
    "total_of?": texts("The rows above it that it adds up."),
}

_POINT: Pieces = {
    "name": _NAME,
    "label": text("What stands beside it."),
    "given?": flag("Whether it is shown from the start."),
    "above?": table(_TOLD, "What is said where a prediction lies far above the record."),
    "below?": table(_TOLD, "What is said where it lies far below."),
}
_DATED_POINT: Pieces = {**_POINT, "date?": text("When it is, where its claim does not say.")}
_GAP: Pieces = {"gap": {"enum": [True], "description": "The record has no figure here."}}


def _predictions() -> Iterator[Pieces]:
    """List the ways to write a prediction: without a gap, with one, and of parts that make up a whole."""
    scale: Pieces = {
        "unit": text("The unit of the record that the points are in; per cent for shares."),
        "step": number("How far one step of the slider goes."),
        "far": number("How far off the record is far."),
        "otherwise": _OTHERWISE,
    }
    most = number("Where the scale ends.")
    gaps = table(_TOLD, "What is said of a value where the record has none.")
    for shape, point in (("line", _DATED_POINT), ("bars", _POINT)):
        free: Pieces = {"shape": one_of("What is drawn.", shape), "most": most, **scale}
        yield {**free, "points": rows(either(*_AMOUNTS, also=point), "What to set, from left to right.")}
        yield {**free, "gaps": gaps, "points": rows(either(*_AMOUNTS, _GAP, also=point), "What to set, with gaps.")}
    yield {
        "shape": one_of("What is drawn.", "stack", "arc"),
        "whole": _AMOUNT,
        **scale,
        "points": rows(either(*_AMOUNTS, also=_POINT), "The parts."),
        "rest?": text("What the parts leave over."),
    }


_KINDS: dict[str, tuple[Pieces, ...]] = {
    "one choice": ({"options": _OPTIONS},),
    "several choices": ({"options": _OPTIONS},),
    "number": (_NUMBER,),
    "date": (
        {
            "answer": either(*_DATES),
            "tolerance?": number("How many days off are still right."),
            "slips?": rows(either(*_DATES, also=_NAMED_TOLD), "Mistakes with a name."),
            "other_calendar": table(_TOLD, "What is said of the right day in the wrong calendar."),
            "near?": table({"tolerance": _TOLERANCE, **_TOLD}, "What is said of a day close by."),
            "otherwise": _OTHERWISE,
        },
    ),
    "short text": (_SHORT_TEXT,),
    "code": tuple(
        {
            **way,
            "tolerance?": _TOLERANCE,
            "slips?": rows(
                either({"answer": _AMOUNT}, {"expected": _EXPECTED}, also=_NAMED_TOLD), "Mistakes with a name."
            ),
            "otherwise": _OTHERWISE,
        }
        for way in ({"answer": _AMOUNT}, {"expected": _EXPECTED})
    ),
    "free answer": (
        {
            "least": number("How many words are enough to judge."),
            "rubric": rows(table({**_NAMED_TOLD, "text": _TEXT}), "The points a good answer has."),
            "short": table(_TOLD, "What is said of fewer words."),
        },
    ),
    "mark the evidence": (
        {
            "passage": text("Id of the passage."),
            "accepted": texts("Phrases of its rendering, each enough by itself."),
            "decoys?": rows(table({"words": text("A phrase of its rendering."), **_TOLD}), "Phrases that mislead."),
            "otherwise": _OTHERWISE,
        },
    ),
    "source note": (
        {
            "passage": text("Id of the passage."),
            "aspects": table(
                {
                    f"{name}?": table({"choices": _CHOICES, "words?": texts("Phrases that support it.")}, asked)
                    for name, asked in ASPECTS.items()
                },
                "Three of these or more.",
            ),
        },
    ),
    "order": (_by(("value",), *_AMOUNTS), _by(("date_os", "rank"), {"claim": _CLAIM}), _NO_COLUMN),
    "match": (
        {
            "items": rows(table({**_ITEM, "answer": text("The name of an option.")}), "What to match."),
            "options": rows(table({"name": _NAME, "text": _TEXT}), "With what, in another order."),
            "swaps?": rows(table({"items": texts("The names of two."), **_TOLD}), "Pairs that are easily confused."),
        },
    ),
    "fill a table": (
        {
            "corner": table({"text": _TEXT}, "What stands above the names of the rows."),
            "columns": rows(
                table({"name": _NAME, "text": _TEXT, "unit?": text("The unit, where it holds figures.")}), "Columns."
            ),
            "rows": rows(table(_TABLE_ROW), "Rows, from the top; each column is given or blank."),
        },
    ),
    "predict": tuple(_predictions()),
}


def bank_schema() -> Piece:
    """Describe what a bank may hold.

    Returns
    -------
    dict
        A JSON Schema of draft 2020-12.

    Examples
    --------
    >>> "number" in bank_schema()["$defs"]
    True
    """
    kinds = {f"{kind}{number or ''}": (kind, way) for kind, ways in _KINDS.items() for number, way in enumerate(ways)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A question bank of Counting October",
        "description": "Written by `coursekit build` from src/coursekit/kinds/schema.py. Change it there.",
        "type": "object",
        "properties": {
            "question": {
                "type": "array",
                "minItems": 1,
                "items": {"oneOf": [{"$ref": f"#/$defs/{name.replace(' ', '-')}"} for name in kinds]},
            }
        },
        "required": ["question"],
        "additionalProperties": False,
        "$defs": {name.replace(" ", "-"): _question(kind, way) for name, (kind, way) in kinds.items()},
    }


def _question(kind: str, way: Pieces) -> Piece:
    return table({"kind": one_of("The kind of question.", kind), **_COMMON, **way})


def dump() -> str:
    """Write the schema as a file, a line for each kind; editors need it no more spacious.

    Examples
    --------
    >>> json.loads(dump()) == bank_schema()
    True
    """
    schema = bank_schema()
    kinds = schema.pop("$defs")
    head = json.dumps(schema, ensure_ascii=False).removesuffix("}")
    lines = (f"{json.dumps(name)}: {json.dumps(fields, ensure_ascii=False)}" for name, fields in kinds.items())
    return f'{head}, "$defs": {{\n' + ",\n".join(lines) + "\n}}\n"
