"""``kg digest``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.model.errors import CallError, Problem, reason
from kg.model.message import Message

if TYPE_CHECKING:
    from kg.sources.documents import Document


@click.command("digest")
@click.argument("original", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="The folder for the digest; without it, it is printed.")
@click.option("--fix", "fixed", metavar="DIGEST", type=click.Path(path_type=Path), help="Re-anchor this digest.md.")
def command(original: Path, out: Path | None, fixed: Path | None) -> None:
    """Lay out a digest of ORIGINAL, or re-anchor one with --fix.

    The digest has a line for each sentence, which ends in the span of the original that it restates. With --fix each
    span that moved in ORIGINAL is found again by its hash, and what moved is shown.
    """
    from kg.model.files import decode, read_bytes, shown
    from kg.model.layout import DIGEST, SPANS
    from kg.model.terms import digest
    from kg.sources.digests import name_for, sentences, skeleton, table
    from kg.sources.documents import Document

    data = read_bytes(original)
    source = Document(shown(original), decode(data, original), digest(data))
    if fixed:
        _fix(fixed, source)
        return
    text = skeleton(source, out.name if out else name_for(original))
    if out is None:
        click.echo(text, nl=False)
        return
    targets = {out / DIGEST: text, out / SPANS: table(source.text, list(sentences(source.text)))}
    taken = [path for path in targets if path.exists()]
    if taken:
        raise CallError(
            Problem(
                "file-exists",
                Message("{path} already exists", path=taken[0]),
                Message("name another folder, or use --fix"),
            )
        )
    for path, content in targets.items():
        write(path, content)
        click.echo(f"wrote {path}")


def _fix(path: Path, original: Document) -> None:
    from kg.model.layout import SPANS
    from kg.sources.digests import long_spans, refit, table
    from kg.sources.readers import read_document
    from kg.sources.spans import read_spans

    document = read_document(path)
    beside = path.with_name(SPANS)
    hashes = read_spans(beside) if beside.exists() else {}
    text, moves, spans = refit(document, original, hashes)
    for problem in long_spans(document, original.text):
        click.echo(str(problem), err=True)
    for move in moves:
        before, after = move.before, move.after
        click.echo(f"{path}:{move.line}: [{before.start}:{before.end}] is now [{after.start}:{after.end}]")
    write(path, text)
    write(beside, table(original.text, spans))
    click.echo(f"{len(moves)} of {len(spans)} spans moved")


def write(path: Path, text: str) -> None:
    """Writes a file beside and renames it, so that none is ever half-written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.new")
        beside.write_text(text, encoding="utf-8", newline="")
        beside.replace(path)
    except OSError as error:
        found = Message("{folder} cannot be written: {reason}", folder=path, reason=reason(error))
        raise CallError(Problem("unwritable-output", found, Message("name a folder that you may write to"))) from error
