"""The options that limit work which may never end: queries, and profiles that somebody else wrote."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from kg.model.worker import Limits

Command = TypeVar("Command", bound=Callable[..., Any])
_USUAL = Limits()


def limits(command: Command, *, seconds: float = _USUAL.seconds) -> Command:
    """Adds ``--timeout`` and ``--memory`` to a command, which is stopped after so many seconds if nobody says other."""
    timeout = click.option(
        "--timeout",
        metavar="SECONDS",
        type=click.FloatRange(min=0, min_open=True),
        default=seconds,
        show_default=True,
        help="Stop after this time.",
    )
    memory = click.option(
        "--memory",
        metavar="GB",
        type=click.FloatRange(min=0, min_open=True),
        default=_USUAL.memory,
        show_default=True,
        help="Stop if it needs more memory.",
    )
    return timeout(memory(command))


def long_limits(command: Command) -> Command:
    """The same for a command that makes thousands of files: a quarter of an hour unless somebody says other."""
    return limits(command, seconds=900)
