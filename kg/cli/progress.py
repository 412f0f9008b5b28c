"""Shows the progress of a command on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

import click


class Progress:
    """Progress on standard error: a bar on a terminal, a line per stage elsewhere."""

    def __init__(self, stages: Sequence[str]) -> None:
        self._stages = stages
        self._name = ""

    def __enter__(self) -> Progress:
        self._bar = None
        if sys.stderr.isatty():
            self._bar = click.progressbar(
                length=len(self._stages), file=sys.stderr, item_show_func=lambda item: item, show_eta=False
            )
            self._bar.__enter__()
            self._begun = False
        return self

    def stage(self, name: str) -> None:
        """Notes that a stage begins."""
        self._name = name
        if self._bar is None:
            click.echo(f"{name} …", err=True)
            return
        self._bar.update(int(self._begun), current_item=name)
        self._begun = True

    def count(self, done: int, every: int) -> None:
        """Notes how much of a stage is done."""
        if self._bar is not None:
            self._bar.update(0, current_item=f"{self._name} {done}/{every}")
        elif done % _PARTS == 0 and done < every:
            click.echo(f"{self._name} {done}/{every} …", err=True)

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            if error[0] is None:
                self._bar.update(1, current_item="done")
            self._bar.__exit__(None, None, None)


_PARTS = 100
"""After so many documents or parts the progress of a stage is told again, where there is no bar."""
_EVERY = 5000
"""After so many rows the progress is told again."""


def counting(name: str) -> Callable[[int], None]:
    """Tells on standard error how many rows of a table are done, now and then."""

    def done(number: int) -> None:
        if number % _EVERY == 0:
            click.echo(f"{name}: row {number} …", err=True)

    return done
