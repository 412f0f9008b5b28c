"""The option that says in which language an answer is."""

from __future__ import annotations

import click

with_language = click.option(
    "--lang",
    metavar="LANGUAGE",
    is_eager=True,
    help="Language: en, ru. By default the reader's for text on a terminal, else the project's.",
)
