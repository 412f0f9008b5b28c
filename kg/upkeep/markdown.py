"""Rows of tables in Markdown."""

from __future__ import annotations


def table(*heads: str) -> tuple[str, str]:
    """The two lines that a table begins with."""
    return f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"


def row(*cells: str) -> str:
    r"""A row; a bar in a cell does not end it.

    >>> row("a|b", "c")
    '| a\\|b | c |'
    """
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
