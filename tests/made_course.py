"""A course in little: two tables, two passages, one lesson with its exercises and questions, all without a fault."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from coursekit import build, course, notebooks

__all__ = ["BANK", "LESSON", "PAGE", "PASSAGE", "SEATS", "SOLUTION", "make"]

BANK = "exercises/05-house.toml"
LESSON = "lessons/05-house.ipynb"
SOLUTION = "solutions/05-house.ipynb"
PAGE = "solutions/05-house.md"
SEATS = "data/tables/preparliament_seats.csv"
PASSAGE = "data/passages/walkout-declaration.md"

_TABLES = ("preparliament_seats", "preparliament_votes")
_PASSAGES = ("walkout-declaration", "plekhanov-little-house", "no-majority")

_QUESTIONS = '''#:schema ./schema.json
# A comment, and then the questions.

[[question]]
id = "05.remainder"
kind = "number"
aim = "Work out a part."
prompt = """
Of the 308<!--pp-democratic--> seats, how many
are left for groups without a number?
"""
unit = "seats"
answer = { operation = "difference", claims = ["pp-democratic", "pp-srs", "pp-mensheviks", "pp-bolsheviks"] }
answer_text = "62<!--difference pp-democratic pp-srs pp-mensheviks pp-bolsheviks--> seats."
because = "It is what the named parties leave."
source = ["pp-democratic", "pp-srs", "pp-mensheviks", "pp-bolsheviks"]
hints = [
  { text = "Find the seats of each party." },
  { text = "Read who stands *among* whom.", see = "pp-left-srs" },
]

[[question.slips]]
name = "left-srs-twice"
operation = "difference"
claims = ["pp-democratic", "pp-srs", "pp-left-srs", "pp-mensheviks", "pp-bolsheviks"]
feedback = """
You took some of them off again. The source counts about 20<!--pp-left-srs--> among the
120<!--pp-srs-->, not beside them. Put them back.
"""
see = "pp-left-srs"

[question.near]
tolerance = 3
feedback = "Close. Go through it again."
see = "pp-democratic"

[question.otherwise]
feedback = "Begin with the whole, and take each party off."
see = "pp-democratic"


[[question]]
id = "05.largest"
kind = "one choice"
aim = "Compare."
prompt = "Which party has the most seats?"
answer_text = "The Socialist Revolutionaries."
because = "Their row has the largest number."
source = ["pp-srs"]
hints = [{ text = "Read the rows.", see = "pp-srs" }]
options = [
  { name = "srs", text = "The Socialist Revolutionaries", right = true, feedback = "So it is.", see = "pp-srs" },
  { name = "mensheviks", text = "The Mensheviks", feedback = "Compare them with the others.", see = "pp-mensheviks" },
  { name = "bolsheviks", text = "The Bolsheviks", feedback = "Compare them with the first.", see = "pp-bolsheviks" },
]
'''

_LESSON = (
    ("markdown", "# The house\n\nA house of 308<!--pp-democratic--> seats and more.\nWhom did it stand for?"),
    ("code", "import coursekit as ck"),
    ("markdown", "## The joke"),
    ("code", '# read it\nck.passage("plekhanov-little-house")'),
    ("code", 'seats = ck.load("preparliament_seats")\nprint(seats["value"].max())'),
    ("code", 'ck.exercise("05.remainder")'),
    ("code", 'ck.figure(\n    ck.hemicycle(seats),\n    caption="Seats of the house.",\n)'),
)
_SOLUTION = (
    ("markdown", "# Exercises"),
    ("code", 'import coursekit as ck\n\nck.exercise("05.largest")'),
    ("markdown", "120<!--pp-srs--> are the most."),
)


def make(top: Path) -> None:
    """Write the course."""
    _write_data(top / "data")
    for file, text in {
        BANK: _QUESTIONS,
        LESSON: _notebook(LESSON, _LESSON),
        SOLUTION: _notebook(SOLUTION, _SOLUTION),
    }.items():
        (top / file).parent.mkdir(exist_ok=True)
        (top / file).write_text(text, encoding="utf-8")
    (top / PAGE).write_text('# For teachers\n\nThe seats: `ck.source("pp-srs")`.\n', encoding="utf-8")
    build.write(top)


def _write_data(data: Path) -> None:
    shutil.copytree(course.content() / "data", data, ignore=shutil.ignore_patterns("passages", "tables", "anchors"))
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"] = [each for each in package["resources"] if _is_kept(each)]
    (data / "datapackage.json").write_text(json.dumps(package, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    for file in [f"tables/{name}.csv" for name in _TABLES] + [f"passages/{name}.md" for name in _PASSAGES]:
        (data / file).parent.mkdir(exist_ok=True)
        shutil.copy(course.content() / "data" / file, data / file)


def _is_kept(resource: dict[str, Any]) -> bool:
    return resource["coursekit:kind"] == "list" or resource["name"] in _TABLES


def _notebook(file: str, cells: tuple[tuple[str, str], ...]) -> str:
    made = {"cells": [{"cell_type": kind, "source": text, "metadata": {}} for kind, text in cells]}
    return notebooks.dump(notebooks.canonical(made, Path(file).stem))
