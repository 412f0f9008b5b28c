"""How the store of a build differs from that of the last one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from kg.build.blocks import Block, without
from kg.build.merging import quads_of

_SHARE = 5
"""Where more than one in so many triples changes, writing the store anew is quicker."""


class StoreChanges(NamedTuple):
    """The N-Quads lines to remove from a ``former`` store and to add to it."""

    former: Path
    removed: list[str]
    added: list[str]


def store_changes(former: Path, before: Sequence[Block], now: Sequence[Block]) -> StoreChanges | None:
    """The changes from the blocks of the former store to those of the new one; ``None`` if there are too many.

    A triple that another block also has stays in the default graph.
    """
    gone, come = without(before, now), without(now, before)
    total = sum(sum(block.counts) for block in now)
    if sum(sum(block.counts) for block in (*gone, *come)) * _SHARE > total:
        return None
    quads = [{line for block in some if block.graph for line in _lines(quads_of(block))} for some in (gone, come)]
    triples = [
        {line for block in some for name in ("asserted", "inferred") for line in _lines(block.section(name))}
        for some in (gone, come)
    ]
    lost = {line for line in triples[0] - triples[1] if not _is_held(line, now)}
    removed, added = (quads[0] - quads[1]) | lost, (quads[1] - quads[0]) | (triples[1] - triples[0])
    return StoreChanges(former, sorted(line.decode() for line in removed), sorted(line.decode() for line in added))


def _lines(text: bytes) -> Collection[bytes]:
    return text.splitlines(keepends=True)


def _is_held(line: bytes, blocks: Sequence[Block]) -> bool:
    subject = line.split(b" ", 1)[0].decode().rstrip(">")
    return any(block.has(subject, line) for block in blocks)
