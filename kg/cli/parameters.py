"""The parameters of a query, which follow its name and are known only to the catalogue."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model.errors import CallError, Problem


def given_values(args: Iterable[str]) -> dict[str, str]:
    """``--name value`` and ``--name=value`` pairs; ``CallError`` for anything else."""
    found: dict[str, str] = {}
    waiting = iter(args)
    for head in waiting:
        if not head.startswith("--") or head == "--":
            raise CallError(Problem("wrong-call", f'"{head}" is not understood', "write parameters as --name value"))
        key, has_value, value = head[2:].partition("=")
        following = value if has_value else next(waiting, None)
        if following is None:
            raise CallError(Problem("wrong-call", f"{head} has no value", f"write {head} VALUE"))
        found[key] = following
    return found


def no_values(args: Iterable[str], name: str) -> None:
    """``CallError`` if a query that is in no catalogue is given a parameter."""
    for head in args:
        remedy = "write the values into the query, or add it to the catalogue"
        raise CallError(Problem("unknown-parameter", f"{name} takes no parameters, but {head} is given", remedy))
