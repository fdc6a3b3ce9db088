"""The student's own work: the answer log, what is handed in, progress, and what is stored and deleted."""
