"""The libraries of the extra ``exchange``."""

from __future__ import annotations

from importlib.util import find_spec

from kg.model.errors import CallError, Problem
from kg.model.message import Message


def check_installed(what: str, *libraries: str) -> None:
    """``CallError`` if a library is missing that something needs."""
    if missing := [name for name in libraries if find_spec(name) is None]:
        remedy = Message(
            "run `pip install 'chronicle-kg[{extra}]'`, or in a checkout `pip install -e '.[{extra}]'`",
            extra="exchange",
        )
        lacking = Message("{format} needs {library}, and it is not installed", format=what, library=missing[0])
        raise CallError(Problem("missing-extra", lacking, remedy))
