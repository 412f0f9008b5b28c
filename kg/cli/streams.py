"""Standard output and standard error: what cannot be written there is no reason to fail in the middle of the work."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable
from contextlib import suppress

import click


class Lenient(io.TextIOWrapper):
    """Standard error that drops what nobody can read: a closed pipe or a full disk changes no exit code."""

    def write(self, text: str, /) -> int:
        """Writes a text, or drops it."""
        with suppress(OSError):
            return super().write(text)
        return len(text)

    def flush(self) -> None:
        """Writes what is waiting, or drops it."""
        with suppress(OSError):
            super().flush()


def prepare() -> None:
    """Makes both streams write characters that their encoding lacks as escapes, and standard error lenient."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    if isinstance(sys.stderr, io.TextIOWrapper):
        name = sys.stderr.encoding
        sys.stderr = Lenient(sys.stderr.detach(), encoding=name, errors="backslashreplace", line_buffering=True)


def say(text: str, form: str = "text") -> None:
    """Prints an answer for people or in a form, with nothing in it that a terminal or a build server would obey."""
    from kg.model.display import escaped, printable

    safe: dict[str, Callable[[str], str]]
    safe = {"csl-json": escaped, "csv": str, "json": escaped, "sarif": escaped, "github": str}
    click.echo(safe.get(form, printable)(text), nl=False)


def say_line(text: str) -> None:
    """Prints lines for people."""
    say(f"{text}\n")


def is_terminal() -> bool:
    """Whether a person sees what is printed."""
    return sys.stdout.isatty()


def is_of_output(error: OSError) -> bool:
    """Whether an error comes from standard output, which alone has no name."""
    return error.filename is None and error.errno in (errno.ENOSPC, errno.EIO, errno.EBADF, errno.EFBIG, errno.EDQUOT)


def discard_output() -> None:
    """Lets what still waits for standard output go nowhere, so that it does not fail once more when Python ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
