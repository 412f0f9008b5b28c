"""``kg terms``."""

from __future__ import annotations

import textwrap

import click


@click.command("terms")
@click.argument("scheme", required=False)
@click.option("--lang", default="en", show_default=True, help="The language of labels and definitions: en, ru, kk, fr.")
def command(scheme: str | None, lang: str) -> None:
    """Show a vocabulary as a tree with definitions; without SCHEME, list the vocabularies."""
    from kg.model.errors import CallError, Problem, nearest
    from kg.model.message import Message
    from kg.model.vocabulary import CONCEPTS
    from kg.rdf.vocabularies import LANGUAGES, read_vocabulary

    if lang not in LANGUAGES:
        raise CallError(
            Problem(
                "wrong-call",
                Message('no vocabulary has labels in "{language}"', language=lang),
                Message("use {names}", names=", ".join(LANGUAGES)),
            )
        )
    if scheme is None:
        for name, concepts in CONCEPTS.items():
            click.echo(f"{name} ({len(concepts)})")
        return
    if scheme not in CONCEPTS:
        found, remedy = Message('no vocabulary is called "{name}"', name=scheme), Message("`kg terms` lists all")
        raise CallError(Problem("unknown-scheme", found, remedy, offers=nearest(scheme, CONCEPTS)))
    for concept in read_vocabulary(scheme):
        indent = "  " * concept.depth
        click.echo(f"{indent}{concept.labels[lang]}")
        click.echo(
            textwrap.fill(concept.definitions[lang], 100, initial_indent=indent + "  ", subsequent_indent=indent + "  ")
        )
