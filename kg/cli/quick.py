"""What ``kg`` answers without click: help, the version and the list of queries.

Importing click takes three times as long as Python's own start, so nothing heavy is imported here. click's own answers
remain the reference (``tests/test_start.py``), and every call that is in any way unusual is left to click.
"""

from __future__ import annotations

import os
import sys

import kg
from kg.cli import COMMANDS, OPTIONS, SUMMARY

TYPE_CHECKING = False  # as in kg/__init__.py
if TYPE_CHECKING:
    from collections.abc import Iterable

WIDTH = 78
"""click's width on a terminal with 80 columns or more."""


def answered(arguments: list[str]) -> int | None:
    """Answers a call and gives its exit code; ``None``, with nothing printed, for one that is left to click."""
    stream, code = (sys.stdout, 0) if arguments else (sys.stderr, 2)
    if "_KG_COMPLETE" in os.environ or stream is None or stream.encoding.lower() != "utf-8":
        return None
    try:
        text = answer(arguments)
        if text is None:
            return None
        stream.write(text)
        stream.flush()
    except (OSError, UnicodeError):  # click meets it again and reports it: a full disk, a closed pipe
        return None
    return code


def answer(arguments: list[str]) -> str | None:
    """What a call prints; ``None`` for one that is left to click."""
    match arguments:
        case [] | ["--help" | "-h"]:
            return usage() if _wide() else None
        case ["--version"]:
            return f"{version()}\n"
        case ["query"]:
            return _queries()
    return None


def version() -> str:
    """The versions of the program and of the ontology that it reads."""
    from kg.model.vocabulary import VERSION

    return f"kg, version {kg.__version__}, ontology {VERSION}"


def usage() -> str:
    """The page of ``kg --help``."""
    lines = ["Usage: kg [OPTIONS] COMMAND [ARGS]...", "", *_folded(f"  {SUMMARY}", 2)]
    lines += ["", "Options:", *_rows(OPTIONS.items()), "", "Commands:", *_rows(sorted(COMMANDS.items()))]
    return "\n".join([*lines, ""])


def _rows(rows: Iterable[tuple[str, str]]) -> list[str]:
    known = list(rows)
    width = max(len(name) for name, _ in known)
    return [line for name, text in known for line in _folded(f"  {name:<{width}}  {text}", width + 4)]


def _folded(text: str, indent: int) -> list[str]:
    """A line wrapped to ``WIDTH``, with every line but the first indented."""
    lines = []
    while len(text) > WIDTH and (end := text.rfind(" ", indent + 1, WIDTH + 1)) > 0:
        lines.append(text[:end])
        text = " " * indent + text[end + 1 :]
    return [*lines, text]


def _wide() -> bool:
    """Whether 80 columns fit, determined as click does."""
    columns = os.environ.get("COLUMNS")
    if columns is not None:
        return columns.isdecimal() and int(columns) >= WIDTH + 2
    try:
        return os.get_terminal_size().columns >= WIDTH + 2
    except OSError:  # no terminal
        return True


def _queries() -> str | None:
    """The list of the queries in the folder that ``kg.model.project.resources`` finds; ``None`` if it is not plain.

    It is in English: a reader of another language on a terminal, and a project's own language, are left to click.
    """
    if not _in_english():
        return None
    from kg.answers.listing import headings, listing

    package = kg.__path__[0]
    packed = f"{package}/data/queries"
    found = headings(packed if os.path.isdir(packed) else f"{package}/../queries")
    return None if found is None else listing(found)


def _in_english() -> bool:
    """Whether nobody may want another language: no reader at a terminal, and no project around that sets one."""
    asked = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "en")
    if sys.stdout.isatty() and asked.partition(".")[0] not in ("C", "POSIX") and not asked.startswith("en"):
        return False
    folder = os.getcwd()
    while True:
        try:
            with open(f"{folder}/chronicle.toml", encoding="utf-8") as file:
                return "language" not in file.read()
        except OSError:
            pass
        if folder == (folder := os.path.dirname(folder)):
            return True
