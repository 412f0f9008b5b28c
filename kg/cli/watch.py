"""``kg watch``."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command("watch")
@click.argument("paths", nargs=-1, metavar="[PATH]…", type=click.Path(path_type=Path))
@click.option(
    "--profile", "profiles", metavar="NAME", multiple=True, help="Check against this profile; may be repeated."
)
@click.option("--lang", metavar="LANGUAGE", help="Language of the messages: en, ru.")
@click.option("--strict", is_flag=True, help="Count a warning as a violation.")
@click.option("--once", is_flag=True, help="Check once and end, without waiting for anything to be saved.")
def command(paths: tuple[Path, ...], profiles: tuple[str, ...], lang: str | None, strict: bool, once: bool) -> int:
    """Check files as soon as they are saved, until Ctrl-C.

    PATH is what `kg validate` takes; without one, the project in the working folder is watched. Everything is
    checked first, then each file that is saved.
    """
    from kg.check import checked
    from kg.check.forms import render
    from kg.check.watching import Watch, called, checkable
    from kg.cli.group import Terminated
    from kg.cli.reader import coloured, message_language, width
    from kg.model.message import Message
    from kg.model.messages import translated
    from kg.model.project import find_project
    from kg.model.worker import Limits

    language = message_language(paths, lang, terminal=sys.stdout.isatty())
    given = [path.resolve() for path in paths] or [find_project().documents.resolve()]
    watch = Watch(given)
    verdict = checked(given, Limits(), language=language, profiles=profiles)
    click.echo(render(verdict, "text", language, width=width()), nl=False, color=coloured())
    if once:
        return 0 if verdict.conforms(strict=strict) else 1
    count = len(watch)
    one, several = Message("watching {count} file; Ctrl-C ends"), Message("watching {count} files; Ctrl-C ends")
    click.echo(f"\n{translated((one if count == 1 else several).given(count=count), language)}")
    sys.stdout.flush()
    try:
        for saved in watch.saves():
            if not (files := checkable(saved)):
                continue
            verdict = checked(files, Limits(), language=language, profiles=profiles)
            click.echo(
                f"\n── {translated(called(saved), language)}\n\n{render(verdict, 'text', language, width=width())}",
                nl=False,
                color=coloured(),
            )
            sys.stdout.flush()
    except Terminated:
        raise
    except KeyboardInterrupt:
        click.echo()
    return 0
