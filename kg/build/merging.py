"""The files of a build, merged from its blocks and written as streams.

Most subjects belong to one block, so long runs of its texts are copied as they are. Only what several blocks say of the
same subject is put together triple by triple.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO, NamedTuple

from kg.build.blocks import Block
from kg.model.terms import Triple
from kg.rdf.serialization import head_of, line_of, order, triple_of, turtle_of


class Run(NamedTuple):
    """Consecutive subjects that only one block speaks of, from the number of the first to that after the last."""

    block: Block
    first: int
    end: int


class Shared(NamedTuple):
    """A subject that several blocks speak of, and its number in each."""

    subject: str
    places: list[tuple[Block, int]]


class Merged(NamedTuple):
    """How many triples there are: asserted and inferred, each once."""

    asserted: int
    inferred: int


def merged(blocks: Sequence[Block]) -> Iterator[Run | Shared]:
    """Every subject of the blocks, in order."""
    heap = [(block.subjects[0], number, 0) for number, block in enumerate(blocks) if block.subjects]
    heapq.heapify(heap)
    while heap:
        subject, number, at = heapq.heappop(heap)
        places = [(number, at)]
        while heap and heap[0][0] == subject:
            places.append(heapq.heappop(heap)[1:])
        if len(places) > 1:
            yield Shared(subject, [(blocks[n], place) for n, place in places])
            following = [(n, place + 1) for n, place in places]
        else:
            subjects = blocks[number].subjects
            end = bisect_left(subjects, heap[0][0], at) if heap else len(subjects)
            yield Run(blocks[number], at, end)
            following = [(number, end)]
        for n, place in following:
            if place < len(blocks[n].subjects):
                heapq.heappush(heap, (blocks[n].subjects[place], n, place))


def said(shared: Shared) -> tuple[set[Triple], set[Triple]]:
    """What the blocks together assert of a subject, and what follows besides."""
    asserted, inferred = set[Triple](), set[Triple]()
    for block, at in shared.places:
        span = block.span(at, at + 1)
        asserted.update(_triples(block.part("asserted", span.asserted)))
        inferred.update(_triples(block.part("inferred", span.inferred)))
    return asserted, inferred - asserted


def _triples(text: bytes) -> Iterator[Triple]:
    return map(triple_of, text.decode().split("\n")[:-1])


def write_turtle(
    blocks: Sequence[Block], asserted: BinaryIO, inferred: BinaryIO, prefixes: Mapping[str, str]
) -> Merged:
    """Writes ``kg.ttl`` and ``inferred.ttl``: all triples of all blocks, each once."""
    used = ({name for b in blocks for name in b.prefixes}, {name for b in blocks for name in b.inferred_prefixes})
    for file, names in zip((asserted, inferred), used, strict=True):
        file.write(head_of({name: prefixes[name] for name in names}).encode())
    counts = [sum(block.counts[n] for block in blocks) for n in (0, 1)]
    for part in merged(blocks):
        if isinstance(part, Run):
            span = part.block.span(part.first, part.end)
            asserted.write(_spaced(part.block.part("turtle", span.turtle)))
            inferred.write(_spaced(part.block.part("inferred_turtle", span.inferred_turtle)))
            continue
        for n, (file, triples, name) in enumerate(
            zip((asserted, inferred), said(part), ("asserted", "inferred"), strict=True)
        ):
            counts[n] += len(triples) - sum(_count(block, at, name) for block, at in part.places)
            for piece in turtle_of("".join(map(line_of, sorted(triples, key=order))), prefixes)[0]:
                file.write(_spaced(piece.encode()))
    return Merged(*counts)


def _count(block: Block, at: int, name: str) -> int:
    span = block.span(at, at + 1)
    return block.part(name, getattr(span, name)).count(b"\n")


def _spaced(pieces: bytes) -> bytes:
    """The Turtle of some subjects, each after an empty line; that of a subject ends with a full stop and a line end."""
    return b"\n" + pieces[:-1].replace(b" .\n", b" .\n\n") + b"\n" if pieces else b""


def write_quads(blocks: Iterable[Block], file: BinaryIO) -> None:
    """Writes ``kg.nq``: the asserted triples of each block in its graph."""
    for block in blocks:
        file.write(quads_of(block))


def quads_of(block: Block) -> bytes:
    """The asserted triples of a block as N-Quads; a line end occurs only after a triple."""
    return block.section("asserted").replace(b" .\n", f" {block.graph} .\n".encode())


def write_trig(blocks: Sequence[Block], file: BinaryIO, prefixes: Mapping[str, str]) -> None:
    """Writes ``kg.trig``: the asserted triples of each block in its graph."""
    names = {name for block in blocks for name in block.prefixes}
    opening = {block.graph: _opening(block, prefixes) for block in blocks}
    names |= {name for _, used in opening.values() for name in used}
    file.write(head_of({name: prefixes[name] for name in names}).encode() + b"\n")
    for block in blocks:
        text = _spaced(block.section("turtle"))
        if text:
            file.write(opening[block.graph][0] + _indented(text[1:]) + b"}\n")


def _opening(block: Block, prefixes: Mapping[str, str]) -> tuple[bytes, list[str]]:
    """How the graph of a block begins in TriG, and the prefixes that its name uses."""
    pieces, used = turtle_of(line_of((block.graph, block.graph, block.graph)), prefixes)
    return pieces[0].split(" ", 1)[0].encode() + b" {\n", used


def _indented(text: bytes) -> bytes:
    return b"\t" + text[:-1].replace(b"\n", b"\n\t").replace(b"\n\t\n", b"\n\n") + b"\n"
