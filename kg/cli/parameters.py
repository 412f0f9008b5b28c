"""The parameters of a query, which follow its name; only the catalogue knows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile
from typing import Any, TypeVar

import click

from kg.cli.streams import say
from kg.model.errors import CallError, Problem
from kg.model.message import Message

Command = TypeVar("Command", bound=Callable[..., Any])


def with_help(command: Command) -> Command:
    """Adds ``--help``, which with the name of a query shows the parameters of that query."""
    return click.option(
        "-h",
        "--help",
        is_flag=True,
        expose_value=False,
        callback=_help,
        help="Show this message and exit; after NAME, the parameters of that query.",
    )(command)


def _help(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Prints the help that is asked for, of the command or of the query that it names, and ends."""
    from kg.answers.catalogue import find_query
    from kg.answers.explanation import parameters
    from kg.answers.speech import Speech
    from kg.cli.reader import answer_language
    from kg.model.project import resources

    if not wanted:
        return
    name = context.params["name"]
    is_listed = name and name != "-" and not name.endswith(".rq")
    speech = Speech(answer_language(context.params.get("lang"), is_text=True))
    say(parameters(find_query(resources("queries"), name), speech) if is_listed else f"{context.get_help()}\n")
    context.exit()


def given_values(args: Iterable[str]) -> dict[str, str]:
    """``--name value`` and ``--name=value`` pairs; ``CallError`` for anything else."""
    values: dict[str, str] = {}
    waiting = iter(args)
    for head in waiting:
        if not head.startswith("--") or head == "--":
            found, remedy = (
                Message('"{given}" is not understood', given=head),
                Message("write parameters as --name value"),
            )
            raise CallError(Problem("wrong-call", found, remedy))
        key, has_value, value = head[2:].partition("=")
        following = value if has_value else next(waiting, None)
        if following is None:
            found, remedy = Message("{name} has no value", name=head), Message("write {name} VALUE", name=head)
            raise CallError(Problem("wrong-call", found, remedy))
        values[key] = following
    return values


def names_and_values(given: Sequence[str], question: str | None) -> tuple[tuple[str, ...], dict[str, str]]:
    """The names before the first parameter, and the parameters of a query; ``CallError`` for neither, or without it."""
    names = tuple(takewhile(lambda part: not part.startswith("-"), given))
    values = given_values(given[len(names) :])
    if not names and not question:
        remedy = Message("`kg dossier ABOUT`, or `kg dossier --query NAME --parameter value`")
        raise CallError(Problem("wrong-call", Message("no name is given"), remedy))
    if values and not question:
        found = Message("{name} has no query", name=f"--{next(iter(values))}")
        raise CallError(Problem("wrong-call", found, Message("name the query with --query")))
    return names, values


def no_values(args: Iterable[str], name: str) -> None:
    """``CallError`` if a query outside the catalogue is given a parameter."""
    for head in args:
        found = Message("{query} takes no parameters, but {given} is given", query=name, given=head)
        remedy = Message("write the values into the query, or add it to the catalogue")
        raise CallError(Problem("unknown-parameter", found, remedy))
