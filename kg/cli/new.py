"""``kg new``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.streams import say


@click.command("new")
@click.argument("kind")
@click.argument("local", metavar="[ID]", required=False)
@click.option(
    "--to", "target", type=click.Path(path_type=Path), help="Add it to this file; without it, the record is printed."
)
@click.option("--shared", is_flag=True, help="For an authority file: an opaque id, and no evidence.")
@click.option("--all", "whole", is_flag=True, help="Show every key that a record of this kind may have.")
@click.option(
    "--lang",
    metavar="LANGUAGE",
    help="Language of what is explained: en, ru. By default the reader's on a terminal, in a file the project's.",
)
def command(kind: str, local: str | None, target: Path | None, shared: bool, whole: bool, lang: str | None) -> None:
    """Write a template for a record: act, intervention, recommendation, person and so on.

    Required keys come with an example, optional keys as comments below. In an authority file, a record gets an opaque
    id of its own.
    """
    from kg.cli.reader import message_language
    from kg.model.message import Message
    from kg.model.messages import translated
    from kg.records.additions import add, addition

    beside = (target.absolute().parent,) if target else ()
    language = message_language(beside, lang, terminal=target is None and sys.stdout.isatty())
    if target is None:
        click.echo(addition(kind, local, None, shared=shared, whole=whole, language=language).text, nl=False)
        return
    added, line = add(kind, local, target, shared=shared, whole=whole, language=language)
    answer = message_language(beside, lang, terminal=sys.stdout.isatty())
    done = Message("{kind} {local} is in {target} from line {line}: fill it in, then `kg validate {target}`")
    say(f"{translated(done.given(kind=kind, local=added.id, target=target, line=line), answer)}\n")
