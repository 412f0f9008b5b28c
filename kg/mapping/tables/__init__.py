"""Turns the rows of a partner's table into records, as a column map says: YAML that needs no Python."""
