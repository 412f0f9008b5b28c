"""``kg terms``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.streams import say


@click.command("terms")
@click.argument("scheme", required=False)
@click.option("--search", metavar="WORDS", help="List the terms with this name or these words, in any language.")
@click.option("--lang", default="en", show_default=True, help="The language of labels and definitions: en, ru, kk, fr.")
@click.option("--documents", type=click.Path(path_type=Path), help="The folder of documents; by default the project's.")
def command(scheme: str | None, search: str | None, lang: str, documents: Path | None) -> None:
    """Show a vocabulary as a tree with definitions; without SCHEME, list the vocabularies.

    A word that is no vocabulary's name is searched for in all of them, in labels and synonyms of every language. A
    project's own terms are included.
    """
    from kg.answers.vocabularies import check_language, found, schemes, shown
    from kg.model.concepts import OURS
    from kg.model.errors import CallError
    from kg.model.project import find_project
    from kg.records.own_terms import vocabulary_of

    check_language(lang)
    try:
        vocabulary = vocabulary_of(find_project(documents).documents)
    except CallError:
        if documents:
            raise
        vocabulary = OURS
    if search is not None:
        say(found(vocabulary, search, lang, scheme or ""))
        return
    say(shown(vocabulary, scheme, lang) if scheme is not None else schemes(vocabulary))
