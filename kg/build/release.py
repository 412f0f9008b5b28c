"""What of a build is published: the data without what was withdrawn, what follows and is derived, and the terms in use."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from kg.build.blocks import Block
from kg.build.derivations import Derivations
from kg.build.deriving import Derived, derive, derive_again, derive_together
from kg.build.describing import description
from kg.build.former import Former
from kg.build.layers import Layer
from kg.build.making import BlockMaker, Blocks
from kg.build.merging import Source
from kg.build.packing import Made
from kg.build.used_terms import used_part
from kg.build.withdrawing import without_withdrawn
from kg.model.parallel import Counted, uncounted
from kg.model.project import Project
from kg.model.terms import Term, Triple
from kg.rdf.closure import Consequences

_VOCABULARY, _LINKS, _DESCRIPTION, _TERMS = "vocabulary", "links", "description", "ontology"
"""The names of blocks that are no unit's."""


class Release(NamedTuple):
    """The blocks that the files are merged from, by layer and name, and the triples that were withdrawn."""

    layers: Mapping[Layer, Mapping[str, Block]]
    withdrawn: Collection[Triple]

    @property
    def sources(self) -> list[Source]:
        """The blocks with their layers, in the order of their graphs."""
        return sources(self.layers)


def sources(layers: Mapping[Layer, Mapping[str, Block]]) -> list[Source]:
    """Blocks with their layers, in the order of their graphs."""
    found = (Source(block, layer) for layer, some in layers.items() for block in some.values())
    return sorted(found, key=lambda source: (source.block.graph, source.block.document, source.block.name))


def release(
    maker: BlockMaker,
    project: Project,
    blocks: Blocks,
    former: Former | None,
    workers: int,
    inferred: Collection[Triple] | None = None,
    counted: Counted = uncounted,
) -> Release:
    """What is published of some blocks; ``inferred`` is all that follows from them, if a reference engine found it."""
    named = [(name, block) for name, block in blocks.by_name.items() if name != _TERMS]
    shown, withdrawn = without_withdrawn(maker, [block for _, block in named])
    data = dict(zip((name for name, _ in named), shown, strict=True))
    links = _links(maker, [*shown, blocks.ontology], inferred)
    if inferred is not None:
        derived = derive_together(maker, shown, inferred)
    else:
        derived = _derived(maker, data, former, workers, counted)
    about = maker.make(Made(maker.graph("dataset"), "", [*description(project, shown)], maker.inferred(())))
    data |= {_LINKS: links, _DESCRIPTION: about}
    terms = {term for block in (*data.values(), *derived.values()) for term in block.terms}
    ontology, labels = _terms(maker, terms)
    layers: dict[Layer, Mapping[str, Block]] = {
        "asserted": data,
        "display": {**derived, _TERMS: labels},
        "ontology": {_TERMS: ontology},
    }
    return Release(layers, withdrawn)


def _links(maker: BlockMaker, blocks: Sequence[Block], inferred: Collection[Triple] | None) -> Block:
    """The block of what only follows from all blocks together."""
    if inferred is None:
        inferred = maker.rules.across(chain.from_iterable(block.triples("links") for block in blocks))
    return maker.make(Made("", "", (), Consequences(set(inferred), set())))


def _derived(
    maker: BlockMaker, data: Mapping[str, Block], former: Former | None, workers: int, counted: Counted
) -> Derived:
    """What is derived from the data: anew, or from that of the last build if the same terms were in use."""
    if former:
        known = former.published["asserted"]
        before = [block for name, block in known.items() if name not in (_LINKS, _DESCRIPTION)]
        texts = {name: block for name, block in former.published["display"].items() if name != _TERMS}
        if known[_VOCABULARY].name == data[_VOCABULARY].name:
            found = derive_again(maker, before, list(data.values()), texts, former.folder)
            if found is not None:
                return found
    return derive(maker, list(data.values()), workers, counted)


def _terms(maker: BlockMaker, used: Collection[Term]) -> tuple[Block, Block]:
    """The block of the terms of the ontology in use, and that of what they are called."""
    rules = maker.rulebook
    triples = used_part(rules.ontology, {*used, *_display_terms(rules.derivations)})
    described = {triple[0] for triple in triples} | {triple[0] for triple in rules.own}
    labels = {triple for triple in rules.texts_of_terms if triple[0] in described}
    nothing = Consequences(set(), set())
    ontology = maker.make(Made(maker.graph("ontology"), "", triples, nothing))
    return ontology, maker.make(Made(maker.graph("display"), "", labels, nothing))


def _display_terms(derivations: Derivations) -> set[Term]:
    """The properties of what a partner finds in the files, whether or not these data have them."""
    return {one.name for one in derivations.each}
