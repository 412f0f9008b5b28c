"""``kg digest``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.cli.facts import given_facts, with_facts
from kg.cli.streams import say, say_line


@click.command("digest")
@click.argument("original", type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), help="The folder for the digest; without it, the digest is printed."
)
@click.option(
    "--fix", "fixed", metavar="DIGEST", type=click.Path(path_type=Path), help="Relocate the spans of this digest.md."
)
@with_facts
def command(original: Path, out: Path | None, fixed: Path | None, **options: Any) -> None:
    """Prepare a digest of ORIGINAL, or relocate its spans with --fix.

    The digest has a line for each sentence, with its words and the span of the original that they are: write what it says
    in your own words in their place. What is not given here is read from a file beside the original (a.yaml for a.txt) or
    from the original itself, where it is plain. With --fix, each span that has moved in ORIGINAL is found by its hash,
    and the moves are listed.
    """
    from kg.cli.reader import warn
    from kg.sources.digest_files import anchor
    from kg.upkeep.added import digest_lines
    from kg.upkeep.adding import draft, prepare_digest, write

    given = given_facts(options)
    if fixed:
        anchored = anchor(fixed, original)
        warn(anchored.problems)
        say("\n".join([*anchored.lines(), ""]))
    elif out:
        made = prepare_digest(original, given, out)
        write([made])
        warn(made.facts.warnings)
        say_line("\n".join(digest_lines(made)))
    else:
        click.echo(draft(original, given), nl=False)
