"""How the store of a build differs from that of the last one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kg.build.blocks import without
from kg.build.merging import Shared, Source, quads_of, said
from kg.model.terms import Term

_SHARE = 5
"""Where more than one in so many triples changes, writing the store anew is quicker."""


class StoreChanges(NamedTuple):
    """The N-Quads lines to remove from a ``former`` store and to add to it."""

    former: Path
    removed: list[str]
    added: list[str]


def store_changes(former: Path, before: Sequence[Source], now: Sequence[Source], inferred: Term) -> StoreChanges | None:
    """The changes from the blocks of the former store to those of the new one; ``None`` if there are too many.

    ``inferred`` is the graph of what follows.
    """
    blocks = [[source.block for source in some] for some in (before, now)]
    gone, come = without(*blocks), without(blocks[1], blocks[0])
    total = sum(sum(block.counts) for block in blocks[1])
    if sum(sum(block.counts) for block in (*gone, *come)) * _SHARE > total:
        return None
    texts = [
        {line for block in some for name in ("asserted", "inferred") for line in block.section(name).splitlines()}
        for some in (gone, come)
    ]
    subjects = {line.split(b" ", 1)[0].decode().rstrip(">") for line in texts[0] ^ texts[1]}
    lines = [{line for subject in subjects for line in _lines(subject, some, inferred)} for some in (before, now)]
    return StoreChanges(former, sorted(lines[0] - lines[1]), sorted(lines[1] - lines[0]))


def _lines(subject: str, sources: Sequence[Source], inferred: Term) -> Iterator[str]:
    """All that blocks say of a subject, as N-Quads: in the default graph, and in those of the dataset."""
    places = [(source, at) for source in sources if (at := _number(subject, source.block.subjects)) is not None]
    for (block, _), at in places:
        span = block.span(at, at + 1)
        asserted, follows = block.part("asserted", span.asserted), block.part("inferred", span.inferred)
        lines = (asserted + follows + quads_of(asserted, block.graph)).splitlines(keepends=True)
        yield from (line.decode() for line in lines)
    for text in said(Shared(subject, places))["inferred"]:
        yield quads_of(text, inferred).decode()


def _number(subject: str, subjects: Sequence[str]) -> int | None:
    at = bisect_left(subjects, subject)
    return at if at < len(subjects) and subjects[at] == subject else None
