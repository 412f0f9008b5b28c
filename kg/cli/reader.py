"""Who reads what a command prints: in which language, how wide, with colours or without."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from kg.cli.group import ASKED
from kg.model.errors import CallError, Problem
from kg.model.message import Message


def warn(problems: Iterable[Problem]) -> None:
    """Prints problems that stop nothing to standard error."""
    for problem in problems:
        click.echo(str(problem), err=True)


def coloured() -> bool | None:
    """No colours where the reader wants none (https://no-color.org); else on a terminal only."""
    return False if os.environ.get("NO_COLOR") else None


def width() -> int | None:
    """How wide a terminal is, 100 at most, as longer lines are hard to read; nothing where the output goes elsewhere."""
    return max(40, min(100, shutil.get_terminal_size().columns)) if sys.stdout.isatty() else None


def message_language(paths: tuple[Path, ...], wanted: str | None, *, terminal: bool) -> str:
    """The language of messages: that asked for, on a terminal the reader's, else the project's.

    ``CallError`` where there are no messages in the language that was asked for.
    """
    from kg.check import project_language
    from kg.model.messages import languages, reader_language

    if wanted is not None and wanted not in languages():
        found = Message('there are no messages in "{language}"', language=wanted)
        raise CallError(Problem("wrong-call", found, Message("use one of {names}", names=", ".join(languages()))))
    if wanted:
        ASKED.append(wanted)
        return wanted
    reader = reader_language(os.environ) if terminal else ""
    own = project_language(paths)
    return reader or (own if own in languages() else "en")
