"""The reader of what a command prints: language, width, and whether with colours."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from kg.cli.group import ASKED
from kg.model.display import printable
from kg.model.errors import CallError, Problem
from kg.model.message import Message


def warn(problems: Iterable[Problem]) -> None:
    """Prints problems that do not stop the command to standard error."""
    for problem in problems:
        click.echo(printable(str(problem)), err=True)


def standard_input() -> str:
    """The text on standard input; ``DataError`` if there is none, if it is too long or if it is not UTF-8."""
    from kg.model.errors import DataError
    from kg.model.files import MOST_BYTES, decode, first_bytes

    place = Path("standard input")
    try:
        data = first_bytes(sys.stdin.buffer, MOST_BYTES + 1)
    except OSError as error:
        found, remedy = (
            Message("standard input is closed"),
            Message("write the query to standard input, or name a file"),
        )
        raise CallError(Problem("unreadable-file", found, remedy)) from error
    if len(data) > MOST_BYTES:
        found = Message("there are more than {most} MB on standard input", most=MOST_BYTES // 1_000_000)
        raise DataError(Problem("file-too-large", found, Message("split it, or check that it is what you mean")))
    return decode(data, place).removeprefix("\ufeff")


def coloured() -> bool | None:
    """``False`` if the reader wants no colours (https://no-color.org), else ``None``: colours on a terminal only."""
    return False if os.environ.get("NO_COLOR") else None


def width() -> int | None:
    """The width of the terminal, at most 100, as longer lines are hard to read; ``None`` if the output goes elsewhere."""
    return max(40, min(100, shutil.get_terminal_size().columns)) if sys.stdout.isatty() else None


def reading_language() -> str:
    """The language of an answer in sentences: on a terminal the reader's if there are messages in it, else English."""
    from kg.model.messages import ENGLISH, reader_language

    return (reader_language(os.environ) if sys.stdout.isatty() else "") or ENGLISH


def answer_language(wanted: str | None, *, is_text: bool) -> str:
    """The language of an answer: the one given; of ``is_text`` on a terminal the reader's; else the project's.

    A file, and a form that programs read, do not depend on the reader. ``CallError`` if there are no messages in the one given.
    """
    return message_language((), wanted, terminal=is_text and sys.stdout.isatty())


def message_language(paths: tuple[Path, ...], wanted: str | None, *, terminal: bool) -> str:
    """The language of messages: the one given, on a terminal the reader's, else the project's.

    ``CallError`` if there are no messages in the language given.
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
