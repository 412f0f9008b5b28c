"""Validates the blocks of a build part by part: each part with what its nodes can see in the others.

So memory does not grow with the data and, after a change, only what the change can touch is looked at again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple, Self

from kg.build.blocks import Block
from kg.model.terms import Term, Triple, expand
from kg.rdf.serialization import triple_of
from kg.validation import CompiledShapes, Result, ShapeFiles, compile_shapes, validate
from kg.validation.neighbourhood import Held, affected, seen

_NOTHING: Mapping[str, Collection[Triple]] = {}
_SUBCLASS = expand("rdfs:subClassOf")
_LARGE = 60_000
"""Asserted triples that are validated together, unless one block alone has more."""


class BlockLinks:
    """The asserted triples of blocks as a graph to walk in: a block is read when a walk comes to it.

    ``fresh`` are the triples of documents, by id, that have no block.
    """

    def __init__(self, blocks: Iterable[Block], base: str, fresh: Mapping[str, Collection[Triple]] = _NOTHING) -> None:
        self._blocks: dict[str, list[Block]] = {document: [] for document in fresh}
        for block in blocks:
            self._blocks.setdefault(block.document, []).append(block)
        self._base = f"<{base}"
        self._fresh = fresh
        self._held: dict[str, Held] = {}

    def owner(self, node: Term) -> str | None:
        """The document of a node, empty for what is shared; ``None`` for what is not of this project, as a concept."""
        if not node.startswith(self._base):
            return None
        document = node.rstrip(">").rpartition("/")[2].partition(".")[0]
        return document if document in self._blocks else ""

    def held(self, document: str) -> Held:
        """The triples of a document."""
        if document not in self._held:
            blocks = self._blocks.get(document, ())
            old = (block.triples() for block in blocks)
            self._held[document] = Held(chain(self._fresh.get(document, ()), *old))
        return self._held[document]

    def forget(self) -> None:
        """Lets go of all that was read of documents."""
        self._held.clear()

    def about(self, node: Term) -> Collection[Triple]:
        """The triples whose subject is the node."""
        owner = self.owner(node)
        own = () if owner is None else self.held(owner).about(node)
        return [*own, *self._outside.about(node)]

    def pointing(self, name: Term, node: Term) -> Collection[Triple]:
        """The triples of a property whose object is the node; of a concept, those in documents that have been read."""
        owner = self.owner(node)
        held = self._held.values() if owner is None else (self.held(owner),)
        return [*(triple for each in held for triple in each.pointing(name, node)), *self._outside.pointing(name, node)]

    def read(self, node: Term) -> None:
        """Reads every document that points to a node."""
        text = f" {node} .\n".encode()
        for document, blocks in self._blocks.items():
            if any(text in block.section("asserted") for block in blocks):
                self.held(document)

    @cached_property
    def _outside(self) -> Held:
        """What documents say of nodes that are not their own, and where they point to these."""
        old = (block.triples("outside") for blocks in self._blocks.values() for block in blocks)
        return Held(chain(*self._fresh.values(), *old))


class Rulebook(NamedTuple):
    """What blocks are validated with; ``own`` are the project's own terms, ``language`` is that of the messages."""

    shapes: ShapeFiles
    compiled: CompiledShapes
    ontology: Sequence[Triple]
    own: Sequence[Triple]
    language: str

    @classmethod
    def of(cls, shapes: ShapeFiles, ontology: Sequence[Triple], own: Sequence[Triple], language: str) -> Self:
        """The shapes compiled for this ontology; ``IllFormedError`` for a shape that SHACL does not allow."""
        known = shapes.known
        if known is None or any(predicate == _SUBCLASS for _, predicate, _ in own):
            known = compile_shapes(shapes, [*ontology, *own], known)
        return cls(shapes, known, ontology, own, language)

    @property
    def context(self) -> list[Triple]:
        """The ontology and the project's own terms."""
        return [*self.ontology, *self.own]


def validate_all(rules: Rulebook, blocks: Sequence[Block], base: str) -> list[Result] | None:
    """The results of all blocks; ``None`` if a shape may see everything, so that there are no parts."""
    links = BlockLinks(blocks, base)
    found: list[Result] = []
    for documents in _parts(blocks):
        focus: set[Term] = set()
        for document in documents:
            held = links.held(document)
            focus.update(held.nodes, (o for s in held.nodes for _, _, o in held.about(s) if links.owner(o) is None))
        results = results_at(rules, links, focus)
        if results is None:
            return None
        found += results
        links.forget()
    return found


def _parts(blocks: Iterable[Block]) -> Iterator[list[str]]:
    """The documents of the blocks in groups of some size."""
    sizes: dict[str, int] = {}
    for block in blocks:
        sizes[block.document] = sizes.get(block.document, 0) + block.counts[0]
    part: list[str] = []
    size = 0
    for document, count in sizes.items():
        if part and size + count > _LARGE:
            yield part
            part, size = [], 0
        part.append(document)
        size += count
    if part:
        yield part


def results_at(rules: Rulebook, links: BlockLinks, focus: Collection[Term]) -> list[Result] | None:
    """The results of some nodes; ``None`` as in ``validate_all``."""
    part = seen(rules.compiled, links, focus)
    if part is None:
        return None
    report = validate(part, rules.shapes, rules.context, language=rules.language, known=rules.compiled, most=None)
    return [result for result in report.results if result.focus in focus]


def validate_again(
    rules: Rulebook, former: Sequence[Block], now: Sequence[Block], known: Sequence[Result], base: str
) -> list[Result] | None:
    """The results after some blocks were replaced, given those before; ``None`` as in ``validate_all``."""
    before, after = _told_apart(former, now)
    links = BlockLinks(now, base)
    gone = affected(rules.compiled, BlockLinks(former, base), before)
    come = affected(rules.compiled, links, after)
    if gone is None or come is None:
        return None
    focus = gone | come
    for result in known:
        if result.focus in focus and links.owner(result.focus) is None:
            links.read(result.focus)
    results = results_at(rules, links, focus)
    return None if results is None else [*(result for result in known if result.focus not in focus), *results]


def _told_apart(former: Iterable[Block], now: Iterable[Block]) -> tuple[set[Triple], set[Triple]]:
    """The asserted triples of the blocks that were replaced, and of those in their place."""
    old, new = {block.name for block in former}, {block.name for block in now}
    gone = {line for block in former if block.name not in new for line in block.lines("asserted")}
    come = {line for block in now if block.name not in old for line in block.lines("asserted")}
    return {triple_of(line) for line in gone - come}, {triple_of(line) for line in come - gone}
