"""A prediction of every shape, made of claims of the record, for tests."""

from __future__ import annotations

__all__ = ["ARC", "BARS", "LINE", "SHAPES", "STACK"]

LINE = """
shape = "line"
unit = "organised per 100 disorganised"
most = 160
step = 2
far = 30
gaps = { feedback = "For two of these months no ratio is printed.", see = "t32-250-organised-april" }
otherwise = { feedback = "Look at what is counted in each row.", see = "t32-250-organised-june" }
[[question.points]]
name = "april"
label = "April"
given = true
claim = "t32-250-organised-april"
[[question.points]]
name = "may"
label = "May"
gap = true
date = "1917-05"
[[question.points]]
name = "june"
label = "June"
claim = "t32-250-organised-june"
[[question.points]]
name = "july"
label = "July"
claim = "t32-250-organised-july"
below = { feedback = "July is the top of the series: read its row.", see = "t32-250-organised-july" }
[[question.points]]
name = "august"
label = "August"
claim = "t32-250-organised-august"
[[question.points]]
name = "september"
label = "September"
gap = true
date = "1917-09"
[[question.points]]
name = "october"
label = "October"
claim = "t32-250-organised-october"
above = { feedback = "October is the lowest of the series: read its row.", see = "t32-250-organised-october" }
"""

BARS = """
shape = "bars"
unit = "per cent"
most = 100
step = 1
far = 15
otherwise = { feedback = "Look at the turn-out beside each share.", see = "f96-17-petrograd-turnout" }
[[question.points]]
name = "may"
label = "Petrograd, May"
given = true
claim = "f96-17-petrograd-may"
[[question.points]]
name = "august"
label = "Petrograd, 20 August"
claim = "f96-17-petrograd-august"
[[question.points]]
name = "june"
label = "Moscow, June"
claim = "f96-17-moscow-june"
[[question.points]]
name = "september"
label = "Moscow, 24 September"
claim = "f96-17-moscow-september"
below = { feedback = "Half of those who voted did so. How many voted?", see = "f96-17-moscow-turnout" }
[[question.points]]
name = "turnout"
label = "Fall of the turn-out in Moscow"
claim = "f96-17-moscow-turnout"
"""

STACK = """
shape = "stack"
unit = "per cent"
whole = { literal = 100, why = "all votes cast" }
step = 1
far = 10
rest = "all other lists"
otherwise = { feedback = "Now look at September.", see = "f96-17-moscow-september" }
[[question.points]]
name = "bolsheviks"
label = "Bolsheviks"
claim = "f96-17-moscow-june"
above = { feedback = "Read the figure of June again.", see = "f96-17-moscow-june" }
[[question.points]]
name = "srs"
label = "Socialist Revolutionaries"
claim = "f96-17-moscow-sr-june"
below = { feedback = "More than half of the votes were theirs.", see = "f96-17-moscow-sr-june" }
[[question.points]]
name = "mensheviks"
label = "Mensheviks"
claim = "f96-17-moscow-menshevik-june"
[[question.points]]
name = "kadets"
label = "Kadets"
claim = "f96-17-moscow-kadet-june"
"""

ARC = """
shape = "arc"
unit = "seats"
whole = { operation = "sum", claims = ["pp-democratic", "pp-possessing"] }
step = 1
far = 30
otherwise = { feedback = "Compare the two sides of the house.", see = "pp-democratic" }
[[question.points]]
name = "srs"
label = "Socialist Revolutionaries"
claim = "pp-srs"
[[question.points]]
name = "mensheviks"
label = "Mensheviks"
claim = "pp-mensheviks"
[[question.points]]
name = "bolsheviks"
label = "Bolsheviks"
claim = "pp-bolsheviks"
above = { feedback = "Read how many seats the Bolsheviks had.", see = "pp-bolsheviks" }
[[question.points]]
name = "others"
label = "Co-operators, peasant delegates and the others of the “democratic” side"
operation = "difference"
claims = ["pp-democratic", "pp-srs", "pp-mensheviks", "pp-bolsheviks"]
[[question.points]]
name = "possessing"
label = "The possessing classes"
claim = "pp-possessing"
below = { feedback = "A third of the seats went to them.", see = "pp-possessing" }
"""

SHAPES = {"line": LINE, "bars": BARS, "stack": STACK, "arc": ARC}
