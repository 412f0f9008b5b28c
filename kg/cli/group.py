"""The click group ``kg``: finds each command in its module, and prints every problem in one place."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from kg.cli import COMMANDS, OPTIONS, SUMMARY
from kg.cli.quick import version
from kg.cli.streams import discard_output, is_of_output
from kg.model.errors import CallError, ChronicleError, Location, Problem, reason
from kg.model.message import Message


@contextmanager
def _may_stay_unread() -> Iterator[None]:
    """The reader of the output may stop reading, as ``kg query | head -1`` does: that is not a fault."""
    try:
        yield
        if sys.stdout is not None:  # it is None if closed: kg query >&-
            sys.stdout.flush()
    except BrokenPipeError as error:
        discard_output()
        raise click.exceptions.Exit(0) from error


class Commands(click.Group):
    """Finds each command in the module of the same name."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Reads the options, which may print help."""
        with _may_stay_unread():
            return super().make_context(info_name, args, parent, **extra)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Reads the options; a call without a command is at fault and is answered with the help."""
        if not args and not ctx.resilient_parsing:
            click.echo(ctx.get_help(), err=True)
            ctx.exit(2)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Runs a command."""
        with _may_stay_unread():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command with this name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"kg.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command named first; an unknown one is answered with the nearest."""
        name = args[0]
        if name not in COMMANDS:
            from kg.model.errors import nearest

            found, remedy = Message('no command is called "{name}"', name=name), Message("`kg --help` lists all")
            raise CallError(Problem("wrong-call", found, remedy, offers=nearest(name, COMMANDS)))
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]}, help=SUMMARY)
@click.version_option(message=version(), help=OPTIONS["--version"])
@click.help_option("-h", "--help", help=OPTIONS["-h, --help"])
def cli() -> None:
    """The command ``kg``."""


class Terminated(KeyboardInterrupt):
    """The system asked the command to end, with SIGTERM."""


def terminate(*_: object) -> None:
    """Ends the command as Ctrl-C does, so that nothing is left behind."""
    raise Terminated


def main() -> None:
    """Runs the command; every fault is printed once, without a traceback."""
    ASKED.clear()
    try:
        sys.exit(cli.main(prog_name="kg", standalone_mode=False) or 0)
    except ChronicleError as error:
        report(error.problems)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        report((_usage(error),))
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt) as error:
        from kg.model.messages import translated

        click.echo(translated(Message("stopped; the last good build is as it was"), _language()), err=True)
        sys.exit(143 if Terminated in (type(error), type(error.__cause__)) else 130)
    except OSError as error:
        report((_unusable(error),))
        sys.exit(2)


def _unusable(error: OSError) -> Problem:
    """What the system refused: writing the answer, or something else."""
    if is_of_output(error):
        discard_output()
        found = Message("standard output cannot be written: {reason}", reason=reason(error))
        return Problem("unwritable-output", found, Message("send it somewhere with room for it"))
    place = Location(str(error.filename)) if error.filename else None
    return Problem("unreadable-file", reason(error), Message("check the path and its permissions"), place)


def _usage(error: click.ClickException) -> Problem:
    from kg.cli.usage import meant

    context = getattr(error, "ctx", None)
    path = context.command_path if context else "kg"
    return Problem("wrong-call", meant(error), Message("`{path} --help` shows how to use it", path=path))


ASKED: list[str] = []
"""The language given with ``--lang`` in this run."""


def _language() -> str:
    """The language of standard error: the one given, on a terminal the reader's, else English."""
    from kg.model.messages import ENGLISH, reader_language

    own = reader_language(os.environ) if sys.stderr.isatty() else ""
    return next(iter(ASKED), "") or own or ENGLISH


def report(problems: tuple[Problem, ...]) -> None:
    """Prints problems to standard error, grouped by file, and counts them if there are many."""
    from kg.model.display import printable
    from kg.model.messages import lines, translated

    language = _language()
    ordered = sorted(problems, key=lambda problem: (problem.location is not None, problem.location or ()))
    told = "\n\n".join("\n".join(lines(problem, language)) for problem in ordered)
    click.echo(printable(told), err=True)
    if len(ordered) > 1:
        count = Message("{count} errors; `kg explain CODE` tells more about one", count=len(ordered))
        click.echo(f"\n{translated(count, language)}", err=True)
