"""Derives direct properties and display texts from the blocks of a build: block by block, and again only where they change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from kg.build.blocks import Block, without
from kg.build.making import BlockMaker
from kg.build.packing import Made
from kg.build.partition import BlockLinks, parts
from kg.model.parallel import Counted, in_processes, uncounted
from kg.model.terms import Term, Triple
from kg.rdf.closure import Consequences
from kg.rdf.dataset import Dataset
from kg.rdf.serialization import line_of
from kg.validation.neighbourhood import affected_over, reached, seen_over

Derived = Mapping[str, Block]
"""The block of what is derived for the nodes of each document, an empty id for those that are shared.

Its asserted triples are display texts, its inferred ones direct properties.
"""
_MANY = 20_000
"""After a change that touches more nodes, everything is derived anew."""


def derive(maker: BlockMaker, blocks: Sequence[Block], workers: int, counted: Counted = uncounted) -> Derived:
    """What is derived from the blocks that are published."""
    links = BlockLinks(blocks, maker.base, maker.rulebook.entrances)
    found = in_processes(partial(_of_part, maker, links), [*parts(blocks)], workers, counted)
    return {document: maker.open(file) for some in found for document, file in some.items()}


def derive_together(maker: BlockMaker, blocks: Sequence[Block], inferred: Iterable[Triple]) -> Derived:
    """The same from all blocks at once, with what a reference engine inferred from them."""
    links = BlockLinks(blocks, maker.base, maker.rulebook.entrances)
    every = chain(maker.rulebook.context, inferred, *(block.triples() for block in blocks))
    found = _made(maker, Dataset.gather(map(line_of, every)))
    return {name: maker.open(file) for name, file in _blocks(maker, _by_owner(found, links)).items()}


def _of_part(maker: BlockMaker, links: BlockLinks, documents: Collection[str]) -> dict[str, str]:
    """The files of the blocks of what is derived for the nodes of some documents."""
    part = links.part(documents)
    others = part.others | seen_over(maker.rulebook.derivations.walks, links, part.crossings)
    links.forget()
    data = _with_consequences(maker, others, chain.from_iterable(block.triples("links") for block in part.blocks))
    for block in part.blocks:
        data.add_text(block.section("asserted"))
        data.add_text(block.section("inferred"))
    found = _by_owner(_made(maker, data), links)
    return _blocks(maker, {document: found.get(document, set()) for document in documents})


def _with_consequences(maker: BlockMaker, data: Collection[Triple], links: Iterable[Triple] = ()) -> Dataset:
    """Some data and what follows from them, with the ontology; ``links`` by transitive properties are those of other data."""
    follows = maker.rules.within(data)
    joined = maker.rules.across(chain(follows.links, links))
    return Dataset.gather(map(line_of, chain(maker.rulebook.context, data, follows.inferred, joined)))


def _made(maker: BlockMaker, data: Dataset) -> Iterable[Triple]:
    """What is derived from some data."""
    return maker.rulebook.derivations.derive(data, maker.rulebook.display)


def _by_owner(found: Iterable[Triple], links: BlockLinks) -> dict[str, set[Triple]]:
    """The triples by the document of their subject; those of concepts and other terms are left out."""
    owned: dict[str, set[Triple]] = {}
    for triple in found:
        if (owner := links.owner(triple[0])) is not None:
            owned.setdefault(owner, set()).add(triple)
    return owned


def _blocks(maker: BlockMaker, found: Mapping[str, Collection[Triple]]) -> dict[str, str]:
    return {document: block(maker, document, triples).name for document, triples in found.items()}


def block(maker: BlockMaker, document: str, triples: Collection[Triple]) -> Block:
    """The block of what is derived for some nodes."""
    texts = maker.rulebook.derivations.texts
    display = {triple for triple in triples if triple[1] in texts}
    return maker.make(Made(maker.graph("display"), document, display, Consequences(set(triples) - display, set())))


def derive_again(
    maker: BlockMaker, former: Sequence[Block], now: Sequence[Block], known: Derived, kept: Path
) -> Derived | None:
    """What is derived after some blocks were replaced, given what was before; ``None`` if too much may have changed."""
    old, new = without(former, now), without(now, former)
    before, after = ({triple for each in some for triple in each.triples()} for some in (old, new))
    entered, walks = maker.rulebook.entrances, maker.rulebook.derivations.walks
    earlier, links = (BlockLinks(blocks, maker.base, entered) for blocks in (former, now))
    for each in new:
        links.held(each.document)
    touched = affected_over(walks, earlier, before - after) | affected_over(walks, links, after - before)
    focus = {node for node in touched if earlier.owner(node) is not None or links.owner(node) is not None}
    if len(focus) > _MANY:
        return None
    data = _with_consequences(maker, reached(walks, links, focus))
    found = _by_owner((triple for triple in _made(maker, data) if triple[0] in focus), links)
    changed = {owner for node in focus for owner in (earlier.owner(node), links.owner(node)) if owner is not None}
    result = dict[str, Block]()
    for document in {each.document for each in now}:
        if document in changed or document not in known:
            result[document] = block(maker, document, _kept(known.get(document), focus) | found.get(document, set()))
        else:
            result[document] = maker.keep(known[document], kept)
    return result


def _kept(known: Block | None, focus: Collection[Term]) -> set[Triple]:
    """What was derived for other nodes."""
    if known is None:
        return set()
    return {triple for name in ("asserted", "inferred") for triple in known.triples(name) if triple[0] not in focus}
