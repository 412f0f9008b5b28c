"""Solutions for reading: a table on a terminal, a Markdown table."""

from __future__ import annotations

from collections.abc import Mapping

from kg.dataset import Solutions
from kg.terms import Term, text_of


def shown(term: Term | None, prefixes: Mapping[str, str]) -> str:
    """A term as a person reads it: literals without their marks, IRIs with a prefix."""
    if term is None:
        return ""
    text = text_of(term)
    if term.startswith("<"):
        for name, iri in sorted(prefixes.items(), key=lambda item: -len(item[1])):
            if text.startswith(iri) and "/" not in text[len(iri) :]:
                return f"{name}:{text[len(iri) :]}"
    return text


def table(found: Solutions, prefixes: Mapping[str, str]) -> str:
    """A table as wide as the terminal (100 columns elsewhere), and the number of rows."""
    import shutil
    import sys

    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for column in found.columns:
        drawn.add_column(column, overflow="fold")
    for row in found.rows:
        drawn.add_row(*(Text(shown(term, prefixes)) for term in row))
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 100
    console = Console(width=width, color_system=None, force_terminal=False, legacy_windows=False)
    with console.capture() as captured:
        console.print(drawn)
    lines = [line.rstrip() for line in captured.get().splitlines()]
    rows = len(found.rows)
    return "\n".join([*lines, f"({rows} row{'' if rows == 1 else 's'})", ""])


def markdown(found: Solutions, prefixes: Mapping[str, str]) -> str:
    """A table in GitHub-flavoured Markdown."""

    def cell(text: str) -> str:
        return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")

    rows = [found.columns, tuple("---" for _ in found.columns)]
    rows += [tuple(cell(shown(term, prefixes)) for term in row) for row in found.rows]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)
