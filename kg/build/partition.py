"""Validates the blocks of a build part by part: each part with what its nodes can see in the others.

So memory does not grow with the data and, after a change, only what the change can touch is looked at again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import chain
from typing import NamedTuple

from kg.build.blocks import Block, without
from kg.build.rulebook import Rulebook
from kg.model.parallel import Counted, in_processes, uncounted
from kg.model.terms import Term, Triple
from kg.validation import Result, validate
from kg.validation.neighbourhood import Crossing, Entrances, Held, affected, seen, seen_from_part

_NOTHING: Mapping[str, Collection[Triple]] = {}
_LARGE = 60_000
"""Asserted triples that are validated together, unless one block alone has more."""


class BlockLinks:
    """The asserted triples of blocks as a graph to walk in: a block is read when a walk comes to it.

    ``entered`` is where walks may come to a node from one that it points to, as the blocks were made for; ``fresh`` are
    the triples of documents, by id, that have no block.
    """

    def __init__(
        self,
        blocks: Iterable[Block],
        base: str,
        entered: Entrances,
        fresh: Mapping[str, Collection[Triple]] = _NOTHING,
    ) -> None:
        self._blocks: dict[str, list[Block]] = {document: [] for document in fresh}
        for block in blocks:
            self._blocks.setdefault(block.document, []).append(block)
        self._base = f"<{base}"
        self._fresh = fresh
        self._entrances = entered
        self._held: dict[str, Held] = {}
        self._alone: dict[Term, Held] = {}
        self._owners: dict[Term, str | None] = {}

    def owner(self, node: Term) -> str | None:
        """The document of a node, empty for what is shared; ``None`` for what is not of this project, as a concept."""
        if node not in self._owners:
            document = node.rstrip(">").rpartition("/")[2].partition(".")[0]
            shared = "" if node.startswith(self._base) else None
            self._owners[node] = document if shared == "" and document in self._blocks else shared
        return self._owners[node]

    def held(self, document: str) -> Held:
        """The triples of a document."""
        if document not in self._held:
            blocks = self._blocks.get(document, ())
            old = (block.triples() for block in blocks)
            self._held[document] = Held(chain(self._fresh.get(document, ()), *old))
        return self._held[document]

    def part(self, documents: Collection[str]) -> Part:
        """The blocks of some documents, and what links their nodes to others."""
        part = Part(documents, [block for document in documents for block in self._blocks[document]], set(), [])
        for document in documents:
            for origin, triple in self._entering.get(document, ()):
                if origin not in documents and self.owner(triple[0]) == document:
                    part.others.add(triple)
                elif origin not in documents:
                    part.crossings.append(Crossing(triple, triple[0]))
        leading = (
            triple for block in part.blocks for triple in block.triples("outside" if block.document else "asserted")
        )
        for triple in {*part.others, *leading}:
            part.crossings.extend(self._crossings(triple, documents))
        return part

    def _crossings(self, triple: Triple, documents: Collection[str]) -> Iterator[Crossing]:
        """Where a triple leads out of some documents."""
        subject, name, value = triple
        if self.owner(subject) not in documents:
            yield Crossing(triple, subject)
        if self.owner(value) not in (None, *documents):
            yield Crossing(triple, value)
        if name in self._entrances.of_texts and value[0] == '"':
            yield from (Crossing(other, other[0]) for other in self._outside.pointing(name, value))

    def is_of(self, node: Term, part: Part) -> bool:
        """Whether a part decides about a node: one of its documents, or a concept or text that it has as a value."""
        owner = self.owner(node)
        if owner is not None:
            return owner in part.documents
        ending = f" {node} .\n".encode()
        return any(ending in block.section("asserted") for block in part.blocks) or node in {
            o for _, _, o in part.others
        }

    @cached_property
    def _entering(self) -> dict[str, list[tuple[str, Triple]]]:
        """The triples about nodes of a document, or that point to them, from other documents: each with where it is from."""
        found: dict[str, list[tuple[str, Triple]]] = {}
        for document, some in self._told.items():
            for triple in some:
                for owner in {self.owner(triple[0]), self.owner(triple[2])} - {None, document}:
                    found.setdefault(str(owner), []).append((document, triple))
        return found

    def forget(self) -> None:
        """Lets go of all that was read of documents."""
        self._held.clear()
        self._alone.clear()
        for block in chain.from_iterable(self._blocks.values()):
            block.rest()
        self._owners.clear()

    def about(self, node: Term) -> Collection[Triple]:
        """The triples whose subject is the node."""
        return [triple for held in self._of(node) for triple in held.about(node)]

    def along(self, name: Term, node: Term) -> Collection[Triple]:
        """The triples of a property whose subject is the node."""
        return [triple for held in self._of(node) for triple in held.along(name, node)]

    def _of(self, node: Term) -> Iterator[Held]:
        """Where there may be triples about a node."""
        yield self._outside
        owner = self.owner(node)
        if owner is None:
            return
        if owner in self._held or owner in self._fresh:
            yield self.held(owner)
        elif node not in self._described:
            yield self._of_one(node, owner)

    def _of_one(self, node: Term, owner: str) -> Held:
        """What the blocks of a document say of one of its nodes, without reading all that they say."""
        if node not in self._alone:
            self._alone[node] = Held(triple for block in self._blocks[owner] for triple in block.about(node))
        return self._alone[node]

    def pointing(self, name: Term, node: Term) -> Collection[Triple]:
        """The triples of a property whose object is the node; of a concept, those in documents that have been read."""
        owner = self.owner(node)
        if owner is None or owner in self._held or owner in self._fresh or name not in self._entrances.of_nodes:
            return [triple for held in self._around(node) for triple in held.pointing(name, node)]
        own = (triple for block in self._blocks[owner] for triple in block.pointing(name, node))
        return [*own, *self._outside.pointing(name, node)]

    def pointers(self, node: Term) -> Collection[Term]:
        """The properties of the triples whose object is the node; of a concept, as in ``pointing``."""
        return {name for held in self._around(node) for name in held.pointers(node)}

    def _around(self, node: Term) -> Iterator[Held]:
        """Where there may be triples that point to a node."""
        owner = self.owner(node)
        yield from self._held.values() if owner is None else (self.held(owner),)
        yield self._outside

    def read(self, node: Term) -> None:
        """Reads every document that points to a node."""
        text = f" {node} .\n".encode()
        for document, blocks in self._blocks.items():
            if any(text in block.section("asserted") for block in blocks):
                self.held(document)

    @cached_property
    def _described(self) -> set[Term]:
        """The nodes of which their blocks tell all others everything, because a shape may come to them from there."""
        return {
            s
            for document, triples in self._told.items()
            for s, p, o in triples
            if self._is_entrance(p, o) and self.owner(s) == document
        }

    def _is_entrance(self, name: Term, value: Term) -> bool:
        return name in (self._entrances.of_texts if value[0] == '"' else self._entrances.of_nodes)

    @cached_property
    def _outside(self) -> Held:
        """What documents say of nodes that are not their own, and where they point to these."""
        return Held(chain(*self._fresh.values(), *self._told.values()))

    @cached_property
    def _told(self) -> dict[str, list[Triple]]:
        """What each document tells all others; a term that many of them name is in memory once."""
        known: dict[Term, Term] = {}

        def told(block: Block) -> Iterator[Triple]:
            for s, p, o in block.triples("outside"):
                yield known.setdefault(s, s), known.setdefault(p, p), known.setdefault(o, o)

        return {
            document: [triple for block in blocks for triple in told(block)]
            for document, blocks in self._blocks.items()
        }


class Part(NamedTuple):
    """Some documents with their blocks, what ``others`` say of their nodes, and the triples that link these to others."""

    documents: Collection[str]
    blocks: list[Block]
    others: set[Triple]
    crossings: list[Crossing]


def validate_all(
    rules: Rulebook, blocks: Sequence[Block], base: str, workers: int = 1, counted: Counted = uncounted
) -> list[Result] | None:
    """The results of all blocks; ``None`` if a shape may see everything, so that there are no parts."""
    links = BlockLinks(blocks, base, rules.entrances)
    found = in_processes(partial(_results_of_part, rules, links), [*parts(blocks)], workers, counted)
    return None if any(results is None for results in found) else [r for results in found for r in results or ()]


def _results_of_part(rules: Rulebook, links: BlockLinks, documents: Collection[str]) -> list[Result] | None:
    part = links.part(documents)
    more = seen_from_part(rules.compiled, links, part.crossings)
    if more is None:
        return None
    links.forget()
    texts = [block.section("asserted") for block in part.blocks]
    return [result for result in _found(rules, part.others | more, texts) if links.is_of(result.focus, part)]


def parts(blocks: Iterable[Block]) -> Iterator[list[str]]:
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
    return None if part is None else [result for result in _found(rules, part) if result.focus in focus]


def _found(rules: Rulebook, data: Iterable[Triple], texts: Sequence[bytes] = ()) -> Sequence[Result]:
    language, known = rules.language, rules.compiled
    return validate(data, rules.shapes, rules.context, language=language, known=known, most=None, texts=texts).results


def validate_again(
    rules: Rulebook, former: Sequence[Block], now: Sequence[Block], known: Sequence[Result], base: str
) -> list[Result] | None:
    """The results after some blocks were replaced, given those before; ``None`` as in ``validate_all``."""
    old, new = without(former, now), without(now, former)
    before, after = ({triple for block in some for triple in block.triples()} for some in (old, new))
    links = BlockLinks(now, base, rules.entrances)
    gone = affected(rules.compiled, BlockLinks(former, base, rules.entrances), before - after)
    come = affected(rules.compiled, links, after - before)
    if gone is None or come is None:
        return None
    focus = gone | come
    for block in new:
        links.held(block.document)  # concepts and texts are looked for in what has been read
    for result in known:
        if result.focus in focus and links.owner(result.focus) is None:
            links.read(result.focus)
    results = results_at(rules, links, focus)
    return None if results is None else [*(result for result in known if result.focus not in focus), *results]
