"""The options that give the facts of a document, shared by ``kg add`` and ``kg digest``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

_OPTIONS = (
    ("--language", "TAG", False, "The language of the text: en, fr, kk, ru …"),
    ("--title", "TEXT", False, "The title, as the text has it."),
    ("--creator", "NAME", True, "Who wrote it, by label or id; repeat it for several."),
    ("--publisher", "NAME", True, "Who published it, by label or id."),
    ("--date", "EDTF", False, "When it was published: 2012-04-27, 2012-04, 2012 …"),
    ("--created", "EDTF", False, "When it was written, if the text says so."),
    ("--genre", "TERM", False, "What kind of text it is; `kg terms genre` lists them."),
    ("--url", "URL", False, "Where it is on the web; nothing is fetched."),
    ("--archived", "URL", False, "Where an archived copy of it is."),
    ("--retrieved", "DAY", False, "The day on which the text was taken from there."),
    ("--access", "TERM", False, "Who may see it; `kg terms access` lists the levels."),
)
_KEYS = {"date": "issued"}


def with_facts(command: Command) -> Command:
    """Adds the options to a command."""
    for name, what, many, about in reversed(_OPTIONS):
        command = click.option(name, metavar=what, multiple=many, help=about)(command)
    return command


def given_facts(options: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """What was given, by the keys of a document."""
    found = {_KEYS.get(name, name): value for name, value in options.items() if value not in (None, ())}
    return {key: value if isinstance(value, tuple) else (value,) for key, value in found.items()}
