"""Measures an extractor against annotated documents: acts, roles, dates, whole frames, names, demands, and a person's time."""
