"""``kg explain``."""

from __future__ import annotations

import sys
import textwrap

import click

from kg.model.errors import CallError, Problem, explanations, nearest


@click.command("explain")
@click.argument("code", required=False)
@click.option("--lang", metavar="LANGUAGE", help="Language: en, ru. By default the reader's on a terminal.")
def command(code: str | None, lang: str | None) -> None:
    """Tell more about an error code; without one, list them all."""
    from kg.cli.reader import message_language
    from kg.model.messages import explanation

    language = message_language((), lang, terminal=sys.stdout.isatty())
    known = {name: explanation(name, language) for name in explanations()}
    if code is None:
        width = max(map(len, known))
        for name, text in known.items():
            click.echo(f"{name:<{width}}  {text.partition('. ')[0].rstrip('.')}.")
        return
    if code not in known:
        remedy = f"{nearest(code, known)} `kg explain` lists all".strip()
        raise CallError(Problem("unknown-code", f'no error has the code "{code}"', remedy))
    click.echo(f"{code}\n\n{textwrap.fill(known[code], 100)}")
