"""``kg explain``."""

from __future__ import annotations

import sys
import textwrap

import click

from kg.model.errors import CallError, Problem, nearest
from kg.model.message import Message


@click.command("explain")
@click.argument("code", required=False)
@click.option("--lang", metavar="LANGUAGE", help="Language: en, ru. By default the reader's on a terminal.")
def command(code: str | None, lang: str | None) -> None:
    """Explain an error code; without one, list them all."""
    from kg.cli.reader import message_language
    from kg.validation.explanations import paragraphs

    language = message_language((), lang, terminal=sys.stdout.isatty())
    known = paragraphs(language)
    if code is None:
        width = max(map(len, known))
        for name, (text, *_) in known.items():
            click.echo(f"{name:<{width}}  {text.partition('. ')[0].rstrip('.')}.")
        return
    if code not in known:
        found, remedy = Message('no error has the code "{code}"', code=code), Message("`kg explain` lists all")
        raise CallError(Problem("unknown-code", found, remedy, offers=nearest(code, known)))
    click.echo("\n\n".join([code, *(textwrap.fill(text, 100, break_on_hyphens=False) for text in known[code])]))
