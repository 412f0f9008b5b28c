"""Lines of a page, broken where they grow too long to read, though not within an id."""

from __future__ import annotations

import textwrap

_WIDTH = 100


def item(text: str) -> list[str]:
    """The lines of an item of a list."""
    return textwrap.wrap(f"* {text}", _WIDTH, subsequent_indent="  ", break_on_hyphens=False)


def indented(text: str) -> list[str]:
    """The lines of what belongs to the item above."""
    return textwrap.wrap(text, _WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
