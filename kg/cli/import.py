"""``kg import``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.cli.facts import given_facts, with_facts
from kg.cli.language import with_language
from kg.cli.streams import say, say_line


@click.command("import")
@click.argument("kind", metavar="[KIND]", default="")
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--into", type=click.Path(path_type=Path), help="The folder of documents; by default the project's.")
@click.option(
    "--id", "ident", metavar="ID", default="", help="The id of the document; by default made of the file's name."
)
@click.option("--encoding", metavar="NAME", default="", help="The encoding of the text, if it is not UTF-8.")
@click.option("--sheet", metavar="NAME", default="", help="The sheet of a workbook that has several.")
@click.option(
    "--set", "given", metavar="COLUMN=CELL", multiple=True, help="A cell that every row has and the table lacks."
)
@click.option(
    "--same", metavar="NAME=ID", multiple=True, help="Which entry of the authority files a name in the table means."
)
@click.option("--keep-going", is_flag=True, help="Take the good rows even if others are rejected.")
@with_facts
@with_language
def command(
    kind: str,
    files: tuple[Path, ...],
    into: Path | None,
    ident: str,
    encoding: str,
    sheet: str,
    given: tuple[str, ...],
    same: tuple[str, ...],
    keep_going: bool,
    lang: str | None,
    **options: Any,
) -> None:
    """Import a partner's tables: each row becomes records, with the row as evidence.

    KIND is a kind of table that Chronicle knows, or a column map of your own (a YAML file). Without it, all kinds are
    listed. Every row is checked; those that cannot be taken are written to rejects.csv, with the reason. The same table
    imported again changes nothing.
    """  # fmt: skip
    from kg.answers.speech import Speech
    from kg.cli.progress import counting
    from kg.cli.reader import answer_language
    from kg.exchange.imports.column_maps import listed
    from kg.exchange.imports.importing import Wanted, check_call, given_pairs, prepare, write
    from kg.exchange.imports.telling import refused, told
    from kg.model.errors import DataError
    from kg.model.project import find_project
    from kg.model.writing import scratch_folder

    if not kind:
        say(listed())
        return
    cells, sames = given_pairs(given, "COLUMN=CELL"), given_pairs(same, "NAME=ID")
    wanted = Wanted(ident, encoding, sheet, cells, sames, given_facts(options), keep_going)
    check_call(kind, files, wanted)
    project = find_project(into)
    speech, problems = Speech(answer_language(lang, is_text=True)), []
    for path in files:
        with scratch_folder() as scratch:
            made = prepare(path, kind, project=project, wanted=wanted, scratch=scratch, progress=counting(path.name))
            write(made)
        say_line("\n".join(speech.every(told(made))))
        problems += refused(made)
    if problems:
        raise DataError(problems)
