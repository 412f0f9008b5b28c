"""``kg show``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.access import with_access
from kg.cli.language import with_language
from kg.cli.limits import limits
from kg.cli.streams import say

if TYPE_CHECKING:
    from kg.records.access import Access


@click.command("show")
@click.argument("name")
@click.option("--build", "folder", type=click.Path(path_type=Path), help="The build to read; by default the project's.")
@with_language
@limits
@with_access
def command(name: str, folder: Path | None, lang: str | None, timeout: float, memory: float, access: Access) -> None:
    """Show a page on a person, body, place, act or document, with every claim about it, or on a concept.

    NAME is a label, another name, a part of a name, an id or an IRI.
    """
    from kg.answers.opening import from_build
    from kg.answers.pages import named_page
    from kg.cli.reader import answer_language, warn
    from kg.model.worker import Limits

    allowed, language = Limits(timeout, memory), answer_language(lang, is_text=True)
    shown = from_build(lambda build: named_page(build.dataset, name, language=language), allowed, folder, access=access)
    say(shown.text)
    warn(shown.told)
