"""``kg diff``."""

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


@click.command("diff")
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", default="text", show_default=True, type=click.Choice(("text", "json", "csv", "patch")),
    help="Form of the answer; patch is RDF Patch, for stores.",
)  # fmt: skip
@click.option("--gone-words", "words", is_flag=True, help="Show also the words of what is gone. They may have been withheld: show them to nobody else.")  # fmt: skip
@click.option("--exit-code", "has_code", is_flag=True, help="Exit with 1 if anything differs, as git does.")
@with_language
@limits
@with_access
def command(
    before: Path,
    after: Path,
    form: str,
    words: bool,
    has_code: bool,
    lang: str | None,
    timeout: float,
    memory: float,
    access: Access,
) -> int:
    """Say what came, what changed and what is gone between two releases.

    BEFORE and AFTER are each the folder of a build, the folder of an export of the whole graph (turtle, trig, nquads,
    ntriples, rdfxml, jsonld), or a file of one of these. Of what is gone only IRI and kind are told.
    """
    from kg.answers.speech import Speech
    from kg.cli.reader import answer_language
    from kg.exchange.comparison import answered
    from kg.model.worker import Limits, limited

    speech = Speech(answer_language(lang, is_text=form == "text"))
    allowed = Limits(timeout, memory)
    told, differs = limited(lambda: answered(before, after, form, speech=speech, words=words, access=access), allowed)
    say(told, form)
    return 1 if has_code and differs else 0
