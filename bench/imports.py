"""What an import of a table costs by its rows: processor time and highest memory of the whole command.

``python -m bench.imports [ROWS…]``, by default 1,000, 10,000 and 100,000. The rows are incidents made up by rule, as in
docs/imports.md, of some 40 bytes; with ``--bad`` the cells of each cannot be taken. What the program needs without rows is measured
by a table of one, and taken off for the figure of each row.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.test_imports import INCIDENTS

_SETTINGS = 'base = "https://example.org/id/"\nlanguage = "en"\nontology = "1.0"\n'


class Cost(NamedTuple):
    """Seconds of processor time and bytes of memory."""

    seconds: float
    memory: int


def cost(rows: int, *, is_bad: bool) -> Cost:
    """What it costs to import a table of so many rows into an empty project."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "texts").mkdir()
        (folder / "texts" / "chronicle.toml").write_text(_SETTINGS)
        (folder / "incidents.yaml").write_text(INCIDENTS)
        what = "taken away" if is_bad else "held"
        with (folder / "march.csv").open("w") as table:
            table.write("number,what,day,people\n")
            table.writelines(f"{n},{what},{n % 28 + 1:02}.03.2024,{n % 9 + 1}\n" for n in range(rows))
        call = [sys.executable, "-m", "kg", "import", "incidents.yaml", "march.csv", "--into", "texts", "--keep-going"]
        child = os.fork()
        if not child:
            os.chdir(folder)
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, 1)
            os.dup2(null, 2)
            os.execv(call[0], call)
        _, _, used = os.wait4(child, 0)
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def main(arguments: list[str]) -> None:
    """Prints a row of a table for each number of rows."""
    is_bad = "--bad" in arguments
    numbers = [int(text) for text in arguments if text.isdecimal()] or [1_000, 10_000, 100_000]
    least = cost(1, is_bad=is_bad)
    print("| rows | seconds | µs a row | MB | bytes a row |\n|---:|---:|---:|---:|---:|")
    for rows in numbers:
        found = cost(rows, is_bad=is_bad)
        each = (found.seconds - least.seconds) / rows * 1e6
        memory = (found.memory - least.memory) / rows
        print(f"| {rows:,} | {found.seconds:.1f} | {each:.0f} | {found.memory / 1e6:.0f} | {memory:.0f} |")


if __name__ == "__main__":
    main(sys.argv[1:])
