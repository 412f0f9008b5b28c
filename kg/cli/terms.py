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
    from kg.model.vocabulary import CONCEPTS
    from kg.rdf.vocabularies import LANGUAGES, read_vocabulary

    if lang not in LANGUAGES:
        raise CallError(Problem("wrong-call", f'no vocabulary has labels in "{lang}"', f"use {', '.join(LANGUAGES)}"))
    if scheme is None:
        for name, concepts in CONCEPTS.items():
            click.echo(f"{name} ({len(concepts)})")
        return
    if scheme not in CONCEPTS:
        remedy = f"{nearest(scheme, CONCEPTS)} `kg terms` lists all".strip()
        raise CallError(Problem("unknown-scheme", f'no vocabulary is called "{scheme}"', remedy))
    for concept in read_vocabulary(scheme):
        indent = "  " * concept.depth
        click.echo(f"{indent}{concept.labels[lang]}")
        click.echo(
            textwrap.fill(concept.definitions[lang], 100, initial_indent=indent + "  ", subsequent_indent=indent + "  ")
        )
