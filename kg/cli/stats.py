"""``kg stats``."""

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

_SECTIONS = ("type", "place", "year", "perpetrator", "certainty")


@click.command("stats")
@click.option("--by", type=click.Choice(_SECTIONS), help="Count by this only; without it, by all five.")
@click.option(
    "--format", "form", default="table", show_default=True, type=click.Choice(("table", "csv", "json", "markdown")),
    help="Form of the answer.",
)  # fmt: skip
@click.option("--build", "folder", type=click.Path(path_type=Path), help="The build to read; by default the project's.")
@with_language
@limits
@with_access
def command(
    by: str | None, form: str, folder: Path | None, lang: str | None, timeout: float, memory: float, access: Access
) -> None:
    """Count acts, people and groups by type, place, year, kind of perpetrator and certainty.

    Counts actual acts that somebody affirms, and the people affected. Narrower values are listed
    below broader ones, which include them.
    """
    from kg.answers.count_forms import FORMS
    from kg.answers.counts import count
    from kg.answers.opening import from_build
    from kg.answers.speech import Speech
    from kg.cli.reader import answer_language
    from kg.model.worker import Limits

    allowed, sections = Limits(timeout, memory), (by,) if by else _SECTIONS
    speech = Speech(answer_language(lang, is_text=form == "table"))
    counts = from_build(lambda build: count(build.dataset, sections, speech=speech), allowed, folder, access=access)
    say(FORMS[form](counts), form)
