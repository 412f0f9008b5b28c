"""``kg terms``."""

from __future__ import annotations

import click

from kg.cli.streams import say


@click.command("terms")
@click.argument("scheme", required=False)
@click.option("--lang", default="en", show_default=True, help="The language of labels and definitions: en, ru, kk, fr.")
def command(scheme: str | None, lang: str) -> None:
    """Show a vocabulary as a tree with definitions; without SCHEME, list the vocabularies."""
    from kg.answers.vocabularies import check_language, schemes, tree

    check_language(lang)
    say(tree(scheme, lang) if scheme is not None else schemes())
