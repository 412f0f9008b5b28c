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
@click.option("--build", "builds", is_flag=True, help="Also keep the project's build up to date.")
@click.option("--once", is_flag=True, help="Check once and end, without waiting for anything to be saved.")
def command(
    paths: tuple[Path, ...], profiles: tuple[str, ...], lang: str | None, strict: bool, builds: bool, once: bool
) -> int:
    """Check files as soon as they are saved, until Ctrl-C.

    PATH is what `kg validate` takes; without one, the project in the working folder is watched. Everything is
    checked first, then each file that is saved. With --build, the project is built whenever something was saved or
    removed and is without fault; what has not changed since the last build is taken from there.
    """
    from kg.check import checked
    from kg.check.forms import render
    from kg.check.rebuilding import rebuilt
    from kg.check.watching import Watch, called, checkable
    from kg.cli.group import Terminated
    from kg.cli.reader import coloured, message_language, width
    from kg.model.messages import translated
    from kg.model.project import find_project
    from kg.model.worker import Limits

    language = message_language(paths, lang, terminal=sys.stdout.isatty())
    given = [path.resolve() for path in paths] or [find_project().documents.resolve()]
    watch = Watch(given)
    verdict = checked(given, Limits(), language=language, profiles=profiles)
    shown = render(verdict, "text", language, width=width())
    click.echo(f"{shown}{rebuilt(given, verdict, language) if builds else ''}", nl=False, color=coloured())
    if once:
        return 0 if verdict.conforms(strict=strict) else 1
    click.echo(f"\n{translated(watch.called, language)}")
    sys.stdout.flush()
    try:
        for saved in watch.saves():
            verdict = checked(checkable(saved), Limits(), language=language, profiles=profiles)
            shown = render(verdict, "text", language, width=width()) if checkable(saved) else ""
            shown += rebuilt(saved, verdict, language) if builds else ""
            if shown:
                click.echo(f"\n── {translated(called(saved), language)}\n\n{shown}", nl=False, color=coloured())
            sys.stdout.flush()
    except Terminated:
        raise
    except KeyboardInterrupt:
        click.echo()
    return 0
