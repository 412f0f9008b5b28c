"""``kg digest``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("digest")
@click.argument("original", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="The folder for the digest; without it, it is printed.")
@click.option("--fix", "fixed", metavar="DIGEST", type=click.Path(path_type=Path), help="Re-anchor this digest.md.")
def command(original: Path, out: Path | None, fixed: Path | None) -> None:
    """Lay out a digest of ORIGINAL, or re-anchor one with --fix.

    The digest has a line for each sentence, which ends in the span of the original that it restates. With --fix each
    span that moved in ORIGINAL is found again by its hash, and what moved is shown.
    """
    from kg.cli.reader import warn
    from kg.sources.digest_files import anchor, draft, lay_out

    if fixed:
        anchored = anchor(fixed, original)
        warn(anchored.problems)
        click.echo("\n".join(anchored.lines()))
    elif out:
        for path in lay_out(original, out):
            click.echo(f"wrote {path}")
    else:
        click.echo(draft(original), nl=False)
