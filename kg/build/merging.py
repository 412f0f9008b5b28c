"""The files of a build, merged from its blocks and written as streams.

Each triple is in one of four layers: what is asserted, what follows from it, display texts, and the ontology. Each layer
is a Turtle file of its own and ``kg.ttl`` has them all. Most subjects belong to one block in each layer, so the text of a
subject is copied as it is; only what several blocks say in the same layer is put together triple by triple.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeGuard

from kg.build.blocks import Block
from kg.build.layers import LAYERS, Layer
from kg.model.terms import Term
from kg.rdf.serialization import head_of, line_of, turtle_of
from kg.rdf.turtle import rank_of_line


class Source(NamedTuple):
    """A block, and the layer of its asserted triples; its inferred ones are always in the layer ``inferred``."""

    block: Block
    layer: Layer


class Run(NamedTuple):
    """Consecutive subjects that only one block speaks of, from the number of the first to that after the last."""

    source: Source
    first: int
    end: int


class Shared(NamedTuple):
    """A subject that several blocks speak of, and its number in each."""

    subject: str
    places: list[tuple[Source, int]]


def merged(sources: Sequence[Source]) -> Iterator[Run | Shared]:
    """Every subject of the blocks, in order."""
    blocks = [source.block for source in sources]
    heap = [(block.subjects[0], number, 0) for number, block in enumerate(blocks) if block.subjects]
    heapq.heapify(heap)
    while heap:
        subject, number, at = heapq.heappop(heap)
        places = [(number, at)]
        while heap and heap[0][0] == subject:
            places.append(heapq.heappop(heap)[1:])
        if len(places) > 1:
            yield Shared(subject, [(sources[n], place) for n, place in places])
            following = [(n, place + 1) for n, place in places]
        else:
            subjects = blocks[number].subjects
            end = bisect_left(subjects, heap[0][0], at) if heap else len(subjects)
            yield Run(sources[number], at, end)
            following = [(number, end)]
        for n, place in following:
            if place < len(blocks[n].subjects):
                heapq.heappush(heap, (blocks[n].subjects[place], n, place))


def said(shared: Shared) -> dict[Layer, list[bytes]]:
    """The lines of what the blocks together say of a subject, by layer; what is asserted is not also inferred."""
    found: dict[Layer, set[bytes]] = {layer: set() for layer in LAYERS}
    for source, at in shared.places:
        span = source.block.span(at, at + 1)
        found[source.layer].update(_lines(source.block.part("asserted", span.asserted)))
        found["inferred"].update(_lines(source.block.part("inferred", span.inferred)))
    found["inferred"] -= found["asserted"]
    return {layer: sorted(lines, key=rank_of_line) for layer, lines in found.items()}


def _lines(text: bytes) -> list[bytes]:
    return [line + b"\n" for line in text.split(b"\n")[:-1]]


# ── Turtle ───────────────────────────────────────────────────────────────────────────────────────────────────


class TurtleFiles(NamedTuple):
    """A file for everything, and one for each layer."""

    whole: BinaryIO
    layers: Mapping[Layer, BinaryIO]


def write_turtle(sources: Sequence[Source], files: TurtleFiles, prefixes: Mapping[str, str]) -> Counter[Layer]:
    """Writes all triples of all blocks, each once; gives how many there are in each layer."""
    used: dict[Layer, set[str]] = {layer: set() for layer in LAYERS}
    counts = Counter[Layer]()
    for block, layer in sources:
        used[layer].update(block.prefixes)
        used["inferred"].update(block.inferred_prefixes)
        counts[layer] += block.counts[0]
        counts["inferred"] += block.counts[1]
    files.whole.write(_head(set().union(*used.values()), prefixes))
    for layer in LAYERS:
        files.layers[layer].write(_head(used[layer], prefixes))
    parts = merged(sources)
    while some := list(islice(parts, _AT_ONCE)):
        together = _put_together(filter(_may_repeat, some), prefixes)
        for part in some:
            if isinstance(part, Run):
                _write_run(part, files)
            else:
                counts.update(_write_shared(part, files, together))
    return counts


_AT_ONCE = 1_000
"""So many subjects and runs are put together at once: the engine that writes terms is called seldom."""


def _may_repeat(part: Run | Shared) -> TypeGuard[Shared]:
    """Whether several blocks of data speak of a subject, which may say the same."""
    return isinstance(part, Shared) and sum(source.layer == "asserted" for source, _ in part.places) > 1


_Together = Mapping[str, Mapping[Layer, tuple[bytes, int]]]
"""The Turtle of subjects by layer, and how many triples it has."""


def _put_together(shared: Iterable[Shared], prefixes: Mapping[str, str]) -> _Together:
    """What several blocks say of some subjects, each triple once."""
    found: dict[str, dict[Layer, tuple[bytes, int]]] = {}
    lines = {part.subject: said(part) for part in shared}
    for layer in LAYERS:
        some = {subject: by_layer[layer] for subject, by_layer in lines.items() if by_layer[layer]}
        text = b"".join(chain.from_iterable(some.values())).decode()
        for (subject, each), piece in zip(some.items(), turtle_of(text, prefixes)[0], strict=True):
            found.setdefault(subject, {})[layer] = piece.encode(), len(each)
    return found


def _head(names: Iterable[str], prefixes: Mapping[str, str]) -> bytes:
    return head_of({name: prefixes[name] for name in names}).encode()


def _write_run(run: Run, files: TurtleFiles) -> None:
    block, layer = run.source
    span = block.span(run.first, run.end)
    files.layers[layer].write(_spaced(block.part("turtle", span.turtle)))
    inferred = block.part("inferred_turtle", span.inferred_turtle)
    files.layers["inferred"].write(_spaced(inferred))
    if not inferred:
        files.whole.write(_spaced(block.part("turtle", span.turtle)))
        return
    for at in range(run.first, run.end):
        files.whole.write(b"\n" + _joined(_pieces(block, at)))


def _write_shared(part: Shared, files: TurtleFiles, together: _Together) -> Counter[Layer]:
    """Writes what is said of a subject; gives how many more triples there are in each layer than its blocks count."""
    pieces: dict[Layer, list[bytes]] = {layer: [] for layer in LAYERS}
    for (block, layer), at in part.places:
        asserted, inferred = _pieces(block, at)
        pieces[layer] += [asserted] if asserted else []
        pieces["inferred"] += [inferred] if inferred else []
    more = Counter[Layer]()
    if part.subject in together:
        for layer in LAYERS:
            piece, count = together[part.subject].get(layer, (b"", 0))
            more[layer] = count - sum(_count(source, at, layer) for source, at in part.places)
            pieces[layer] = [piece] if piece else []
    for layer, some in pieces.items():
        if some:
            files.layers[layer].write(b"\n" + _joined(some))
    files.whole.write(b"\n" + _joined(piece for some in pieces.values() for piece in some))
    return more


def _pieces(block: Block, at: int) -> tuple[bytes, bytes]:
    """The Turtle of what a block asserts of a subject, and of what follows; empty if there is nothing."""
    span = block.span(at, at + 1)
    return block.part("turtle", span.turtle), block.part("inferred_turtle", span.inferred_turtle)


def _joined(pieces: Iterable[bytes]) -> bytes:
    """The Turtle of one subject from several pieces, which all begin with the subject and end with a full stop."""
    first, *rest = filter(None, pieces)
    return b"".join([first[: -len(_END)], *(b" ;\n\t" + piece.split(b" ", 1)[1][: -len(_END)] for piece in rest), _END])


_END = b" .\n"


def _count(source: Source, at: int, layer: Layer) -> int:
    """How many triples of a subject a block has in a layer."""
    span = source.block.span(at, at + 1)
    found = source.block.part("asserted", span.asserted).count(b"\n") if source.layer == layer else 0
    return found + (source.block.part("inferred", span.inferred).count(b"\n") if layer == "inferred" else 0)


def _spaced(pieces: bytes) -> bytes:
    """The Turtle of some subjects, each after an empty line; that of a subject ends with a full stop and a line end."""
    return b"\n" + pieces[:-1].replace(b" .\n", b" .\n\n") + b"\n" if pieces else b""


# ── Datasets ─────────────────────────────────────────────────────────────────────────────────────────────────


def write_quads(sources: Sequence[Source], inferred: Term, file: BinaryIO) -> None:
    """Writes ``kg.nq``: what each block asserts in its graph, and what follows in one of its own."""
    for block, _ in sources:
        file.write(quads_of(block.section("asserted"), block.graph))
    for part in merged(sources):
        if isinstance(part, Run):
            span = part.source.block.span(part.first, part.end)
            file.write(quads_of(part.source.block.part("inferred", span.inferred), inferred))
        else:
            file.write(quads_of(b"".join(said(part)["inferred"]), inferred))


def quads_of(lines: bytes, graph: Term) -> bytes:
    """N-Triples as N-Quads in a graph; a line end occurs only after a triple."""
    return lines.replace(b" .\n", f" {graph} .\n".encode())


def write_trig(
    sources: Sequence[Source], layers: Mapping[Term, Path], file: BinaryIO, prefixes: Mapping[str, str]
) -> None:
    """Writes ``kg.trig``: what each block of data asserts in its graph, and graphs that are in Turtle files already."""
    graphs = {block.graph: block for block, layer in sources if layer == "asserted" and block.graph}
    opening = {graph: _opening(graph, prefixes) for graph in (*graphs, *layers)}
    names = {name for block, _ in sources for name in (*block.prefixes, *block.inferred_prefixes)}
    names |= {name for _, used in opening.values() for name in used}
    file.write(_head(names, prefixes) + b"\n")
    for graph in sorted(opening):
        lines = _lines_of(graphs[graph]) if graph in graphs else _body(layers[graph])
        first = next(lines, None)
        if first is not None:
            file.write(opening[graph][0] + b"\t" + first)
            file.writelines(b"\t" + line if line != b"\n" else line for line in lines)
            file.write(b"}\n")


def _lines_of(block: Block) -> Iterator[bytes]:
    """The Turtle of what a block asserts, without prefixes."""
    yield from _spaced(block.section("turtle"))[1:].splitlines(keepends=True)


def _body(path: Path) -> Iterator[bytes]:
    """The lines of a Turtle file after its prefixes and the empty line."""
    with path.open("rb") as file:
        for line in file:
            if line == b"\n":
                break
        yield from file


def _opening(graph: Term, prefixes: Mapping[str, str]) -> tuple[bytes, list[str]]:
    """How a graph begins in TriG, and the prefixes that its name uses."""
    pieces, used = turtle_of(line_of((graph, graph, graph)), prefixes)
    return pieces[0].split(" ", 1)[0].encode() + b" {\n", used
