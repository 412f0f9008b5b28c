"""Libraries that are not installed by default: what is said where one is missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kg.model.errors import CallError, Problem
from kg.model.message import Message


@contextmanager
def needing(library: str, extra: str) -> Iterator[None]:
    """Imports a library that an extra installs; ``CallError`` says how to install it if it is not there."""
    try:
        yield
    except ModuleNotFoundError as error:
        found = Message("this needs {library}, and it is not installed", library=library)
        remedy = Message(
            "run `pip install 'chronicle-kg[{extra}]'`, or in a checkout `pip install -e '.[{extra}]'`", extra=extra
        )
        raise CallError(Problem("missing-extra", found, remedy)) from error
