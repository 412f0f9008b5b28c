"""``kg digest``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.streams import say


@click.command("digest")
@click.argument("original", type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), help="The folder for the digest; without it, the digest is printed."
)
@click.option(
    "--fix", "fixed", metavar="DIGEST", type=click.Path(path_type=Path), help="Relocate the spans of this digest.md."
)
def command(original: Path, out: Path | None, fixed: Path | None) -> None:
    """Prepare a digest of ORIGINAL, or relocate its spans with --fix.

    The digest has a line for each sentence, ending in the span of the original that it restates. With --fix, each span
    that has moved in ORIGINAL is found by its hash, and the moves are listed.
    """
    from kg.cli.reader import warn
    from kg.sources.digest_files import anchor, draft, lay_out

    if fixed:
        anchored = anchor(fixed, original)
        warn(anchored.problems)
        say("\n".join([*anchored.lines(), ""]))
    elif out:
        for path in lay_out(original, out):
            say(f"wrote {path}\n")
    else:
        click.echo(draft(original), nl=False)
