"""``kg picture``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.answers.pictures import NAMES
from kg.cli.access import with_access
from kg.cli.language import with_language
from kg.cli.limits import limits
from kg.cli.streams import say

if TYPE_CHECKING:
    from kg.records.access import Access


@click.command("picture")
@click.argument("name", type=click.Choice(NAMES))
@click.option("--about", default="", help="Only what has to do with a person, body, place or event: label, id or IRI.")
@click.option("--from", "since", default="", help="Only what may have happened on or after a date, such as 2012-04.")
@click.option("--to", "until", default="", help="Only what may have happened on or before a date.")
@click.option("--place", default="", help="Only what happened in a place or in any place within it.")
@click.option("--document", default="", help="Only what a document tells of.")
@click.option("--certain", is_flag=True, help="Only what happened and is stated as fact, and only such details.")
@click.option("--out", type=click.Path(path_type=Path), help="The file to write, FILE.svg or FILE.png; by default SVG to standard output.")  # fmt: skip
@click.option("--build", "folder", type=click.Path(path_type=Path), help="The build to draw; by default the project's.")
@with_language
@limits
@with_access
def command(
    name: str,
    about: str,
    since: str,
    until: str,
    place: str,
    document: str,
    certain: bool,
    out: Path | None,
    folder: Path | None,
    lang: str | None,
    timeout: float,
    memory: float,
    access: Access,
) -> None:
    """Draw the graph as SVG or PNG, with marks for how sure each thing is.

    timeline: what happened when, a strip for each story. network: one person, body or event, and whoever took part in
    the same events; by default whoever took part in most. places: a map of the acts. With any other --access than public, nobody but
    you may read FILE.
    """
    from kg.answers.opening import from_build
    from kg.answers.pictures import check_target, picture
    from kg.answers.pictures.filters import Wanted
    from kg.cli.reader import answer_language
    from kg.model.worker import Limits
    from kg.model.writing import write_file

    if out:
        check_target(out)
    wanted, form = Wanted(about, since, until, place, document, certain), out.suffix if out else ".svg"
    allowed, language = Limits(timeout, memory), answer_language(lang, is_text=False)
    drawn = from_build(
        lambda build: picture(build.dataset, name, wanted=wanted, form=form, language=language),
        allowed,
        folder,
        access=access,
    )
    if out:
        write_file(out, drawn, private=access != "public")
        say(f"wrote {out}\n")
    else:
        sys.stdout.buffer.write(drawn)
