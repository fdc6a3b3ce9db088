"""The chart forms: each takes a table and an Axes, draws, and returns the Axes."""
