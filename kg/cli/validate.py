"""``kg validate``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.limits import limits

if TYPE_CHECKING:
    from kg.validation import Engine

_FORMS = ("text", "json", "shacl", "sarif", "github")


@click.command("validate")
@click.argument("paths", nargs=-1, metavar="[PATH]…", type=click.Path(path_type=Path))
@click.option(
    "--against",
    metavar="BUILD",
    type=click.Path(path_type=Path),
    help="A build that the records or the RDF may refer to.",
)
@click.option(
    "--profile",
    "profiles",
    metavar="NAME",
    multiple=True,
    help="Check against this profile; may be repeated: full, minimum, sdg-16-10-1, or a file of shapes.",
)
@click.option(
    "--format", "form", type=click.Choice(_FORMS), default="text", show_default=True, help="Form of the answer."
)
@click.option(
    "--lang",
    metavar="LANGUAGE",
    help="Language of the messages: en, ru. By default the reader's on a terminal, else the project's.",
)
@click.option("--strict", is_flag=True, help="Count a warning as a violation.")
@click.option(
    "--engine",
    type=click.Choice(("fast", "reference")),
    default="fast",
    show_default=True,
    help="The engine that checks the shapes; docs/validation.md says where pySHACL, the reference, is known to be wrong.",
)
@click.option(
    "--fix",
    is_flag=True,
    help="First write the document's own words into evidence that differs from them only in form, and say what changed.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=1000,
    show_default=True,
    help="The largest number of findings to show.",
)
@limits
def command(
    paths: tuple[Path, ...],
    against: Path | None,
    profiles: tuple[str, ...],
    form: str,
    lang: str | None,
    strict: bool,
    engine: Engine,
    fix: bool,
    limit: int,
    timeout: float,
    memory: float,
) -> int:
    """Check records, documents, authority files, projects or RDF, and say what to fix.

    PATH is a document's folder, its digest.md or records.yaml, an authority file, a project, or a file of RDF (Turtle,
    N-Triples, TriG, N-Quads, JSON-LD, RDF/XML); without one, the project in the working folder is checked. Records are
    checked in the context of their project. The exit code is 0 if there is no violation, 1 if there is one, 2 if the
    command was called wrongly. A check against a --profile is stopped when it reaches --timeout or --memory.
    """
    from kg.check import checked
    from kg.check.forms import render
    from kg.cli.reader import coloured, message_language, width
    from kg.model.worker import Limits

    language = message_language(paths, lang, terminal=form == "text" and sys.stdout.isatty())
    if fix:
        from kg.check.fixing import fix as mend
        from kg.model.messages import translated

        for made in mend(paths):
            click.echo(translated(made.message, language), err=form != "text")
    allowed = Limits(timeout, memory)
    found = checked(paths, allowed, language=language, engine=engine, against=against, profiles=profiles, limit=limit)
    click.echo(render(found, form, language, width=width()), nl=False, color=coloured())
    return 0 if found.conforms(strict=strict) else 1
