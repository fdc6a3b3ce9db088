"""One question of every kind, made of claims and a passage of the record: the fields of its own, as TOML."""

from __future__ import annotations

from predictable import LINE

__all__ = ["EVERY", "LONG"]

LONG = "Konstantinopolitanische" * 12
EVERY = {
    "one choice": """
options = [
  { name = "srs", text = "The *SRs*", right = true, feedback = "They had the most seats.", see = "pp-srs" },
  { name = "mensheviks", text = "The Mensheviks", feedback = "Read on.", see = "pp-mensheviks" },
  { name = "others", text = "LONG", feedback = "Who would they be?", see = "pp-possessing" },
]""".replace("LONG", LONG),
    "number": """
unit = "seats"
answer = { operation = "difference", claims = ["pp-democratic", "pp-srs"] }
slips = [{ name = "part", claim = "pp-srs", feedback = "That is the part itself.", see = "pp-srs" }]
otherwise = { feedback = "Take the part from the whole.", see = "pp-democratic" }""",
    "code": """
answer = { operation = "difference", claims = ["pp-democratic", "pp-srs"] }
otherwise = { feedback = "Look the rows up.", see = "pp-democratic" }
[[question.slips]]
name = "added"
answer = { operation = "sum", claims = ["pp-democratic", "pp-srs"] }
feedback = "You added."
see = "pp-srs"
""",
    "free answer": """
least = 5
short = { feedback = "Write a sentence at least.", see = "pp-srs" }
rubric = [
  { name = "who", text = "Names who counted.", feedback = "Say who counted.", see = "pp-srs" },
  { name = "why", text = "Says **why**.", feedback = "Say for what purpose.", see = "pp-democratic" },
]""",
    "mark the evidence": """
passage = "walkout-declaration"
accepted = ["The hall went quiet.", "A storm broke out"]
decoys = [{ words = "He was given ten minutes.", feedback = "That is time, not mood.", see = "walkout-declaration" }]
otherwise = { feedback = "Look for the mood of the hall.", see = "walkout-declaration" }""",
    "source note": """
passage = "walkout-declaration"
[question.aspects.author]
choices = [
  { name = "trotsky", text = "Trotsky, for his faction", right = true },
  { name = "sukhanov", text = "Sukhanov", feedback = "He describes the hall.", see = "walkout-declaration" },
]
words = ["“A mere nothing,” Trotsky answered"]
[question.aspects.audience]
choices = [
  { name = "house", text = "The Pre-Parliament", right = true },
  { name = "smolny", text = "The Smolny", feedback = "The Smolny is only compared.", see = "walkout-declaration" },
]
[question.aspects.silence]
choices = [
  { name = "end", text = "What came of it", right = true },
  { name = "start", text = "That it would be heard", feedback = "He was heard.", see = "walkout-declaration" },
]""",
    "several choices": """
options = [
  { name = "srs", text = "The *SRs*", right = true, feedback = "Read the first row.", see = "pp-srs" },
  { name = "mensheviks", text = "The Mensheviks", right = true, feedback = "Read on.", see = "pp-mensheviks" },
  { name = "kadets", text = "The Kadets", feedback = "They sat elsewhere.", see = "walkout-declaration" },
  { name = "others", text = "LONG", feedback = "Who would they be?", see = "pp-possessing" },
]""".replace("LONG", LONG),
    "date": """
answer = { claim = "pp-sr-formula-for" }
other_calendar = { feedback = "The other calendar.", see = "pp-srs" }
near = { tolerance = 3, feedback = "A few days off.", see = "pp-srs" }
otherwise = { feedback = "Look again.", see = "pp-srs" }""",
    "short text": """
answer = { entry = "kadet" }
others = [{ entry = "menshevik", feedback = "They sat with the others.", see = "pp-mensheviks" }]
otherwise = { feedback = "Look again.", see = "pp-srs" }""",
    "order": """
by = "value"
order = "falling"
first = { text = "the most seats" }
last = { text = "the fewest" }
backwards = { feedback = "From the fewest to the most.", see = "pp-democratic" }
items = [
  { name = "srs", text = "The *SRs*", claim = "pp-srs", feedback = "Read the first row.", see = "pp-srs" },
  { name = "whole", text = "LONG", claim = "pp-democratic", feedback = "It is a whole.", see = "pp-democratic" },
  { name = "mensheviks", text = "Mensheviks", claim = "pp-mensheviks", feedback = "Read on.", see = "pp-mensheviks" },
  { name = "bolsheviks", text = "Bolsheviks", claim = "pp-bolsheviks", feedback = "Compare.", see = "pp-bolsheviks" },
]""".replace("LONG", LONG),
    "match": """
items = [
  { name = "srs", text = "The *SRs*", answer = "120", feedback = "Read the first row.", see = "pp-srs" },
  { name = "whole", text = "LONG", answer = "308", feedback = "It is a whole.", see = "pp-democratic" },
  { name = "mensheviks", text = "Mensheviks", answer = "60", feedback = "Read on.", see = "pp-mensheviks" },
]
options = [
  { name = "60", text = "60 seats" },
  { name = "120", text = "120 seats" },
  { name = "308", text = "308 seats" },
]
swaps = [{ items = ["srs", "mensheviks"], feedback = "Which is larger?", see = "pp-srs" }]""".replace("LONG", LONG),
    "fill a table": """
corner = { text = "Party" }
columns = [
  { name = "also", text = "Also called" },
  { name = "seats", text = "Seats", unit = "seats" },
  { name = "share", text = "Part of the whole", unit = "share" },
]

[[question.rows]]
name = "srs"
text = "Socialist Revolutionaries"
given = { also = { text = "*SRs*" }, seats = { claim = "pp-srs" } }
[question.rows.blanks.share]
answer = { operation = "share", claims = ["pp-srs", "pp-democratic"] }
tolerance = 0.005
slips = [{ name = "all", operation = "share", claims = ["pp-srs", "pp-srs"], feedback = "Itself.", see = "pp-srs" }]
otherwise = { feedback = "Divide by the whole.", see = "pp-democratic" }

[[question.rows]]
name = "whole"
text = "All of them"
given = { also = { text = "a “democratic” majority" }, share = { text = "1" } }
[question.rows.blanks.seats]
answer = { claim = "pp-democratic" }
slips = [{ name = "others", claim = "pp-possessing", feedback = "The others.", see = "pp-possessing" }]
otherwise = { feedback = "Read the first row.", see = "pp-democratic" }""",
    "predict": LINE,
}
