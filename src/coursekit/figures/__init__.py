"""`ck.figure`: a drawing with its caption, its words, its table, and the way from every mark to its source."""
