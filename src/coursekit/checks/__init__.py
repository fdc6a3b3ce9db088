"""`coursekit check`: the banks, notebooks, tables and passages of one copy of the course, each fault with its place."""
