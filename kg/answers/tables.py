"""Solutions as text: a table on a terminal, a Markdown table."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence

from kg.answers.speech import IN_ENGLISH, Speech
from kg.model.display import markdown as as_markdown
from kg.model.display import one_line, without_commands
from kg.model.message import Message
from kg.model.terms import shortener
from kg.rdf.dataset import Solutions


def table(
    found: Solutions, prefixes: Mapping[str, str], *, most: int | None = None, speech: Speech = IN_ENGLISH
) -> str:
    """A table as wide as the terminal (100 columns elsewhere), or a block per row where that is too narrow.

    At most ``most`` rows are shown; their total number follows below.
    """
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 100
    short = shortener(prefixes.items())
    cells = [[one_line(" ".join(short(term).split())) for term in row] for row in found.rows[:most]]
    widths = [max(map(len, column)) for column in zip(found.columns, *cells, strict=True)]
    lines = _grid(found.columns, cells, width) if sum(widths) < 2 * width else _blocks(found.columns, cells, width)
    count = len(found.rows)
    total = Message("{count} row", count=count) if count == 1 else Message("{count} rows", count=count)
    if len(cells) < count:
        total = Message("{shown} of {count} rows", shown=len(cells), count=count)
    return without_commands("\n".join([*lines, f"({speech.say(total)})", ""]))


def _grid(columns: Sequence[str], cells: list[list[str]], width: int) -> list[str]:
    """A grid of rows, with long cells wrapped."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for column in columns:
        drawn.add_column(column, overflow="fold")
    for row in cells:
        drawn.add_row(*map(Text, row))
    console = Console(width=width, color_system=None, force_terminal=False, legacy_windows=False)
    with console.capture() as captured:
        console.print(drawn)
    return [line.rstrip() for line in captured.get().splitlines()]


def _blocks(columns: Sequence[str], cells: list[list[str]], width: int) -> Iterator[str]:
    """Each row as a block with a line per column, without empty ones."""
    margin = max(map(len, columns)) + 2
    for number, row in enumerate(cells, 1):
        yield f"── {number}"
        for column, text in zip(columns, row, strict=True):
            if text:
                yield from textwrap.wrap(
                    text,
                    width,
                    initial_indent=column.ljust(margin),
                    subsequent_indent=" " * margin,
                    break_on_hyphens=False,
                )
        yield ""


def markdown(found: Solutions, prefixes: Mapping[str, str]) -> str:
    """A table in GitHub-flavoured Markdown, in which every cell is shown as it is."""
    short = shortener(prefixes.items())
    rows = [tuple(map(as_markdown, found.columns)), tuple("---" for _ in found.columns)]
    rows += [tuple(as_markdown(short(term)) for term in row) for row in found.rows]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)
