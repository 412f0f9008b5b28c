"""What is withdrawn from a graph before it is published: claims that were retracted or replaced, and what only they say.

With such a claim goes every claim that only relays it or speaks of a detail of what it alone told of; every value that no
other claim gives; and every node of a document to which nothing else leads.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.build.blocks import Block
from kg.build.making import BlockMaker
from kg.build.packing import Made
from kg.build.partition import BlockLinks
from kg.model.terms import Term, Triple, expand

_ASSERTS, _ASPECT, _VALUE, _STATUS, _DATE, _INVOLVEMENT, _AGENT, _ROLE, _MODALITY, _CLAIMANT = map(
    expand,
    (
        "hr:asserts",
        "hr:aspect",
        "hr:value",
        "hr:status",
        "hr:date",
        "hr:involvement",
        "hr:agent",
        "hr:role",
        "hr:modality",
        "hr:claimant",
    ),
)
WITHDRAWN = tuple(expand(f"vocab:status/{name}") for name in ("superseded", "retracted"))
"""The statuses of claims that are withdrawn."""
_WITH_DATE = tuple(map(expand, ("hr:earliest", "hr:latest", "hr:dateVerbatim")))
"""What goes with the date of an event."""
_OF_ROLES = {
    expand("hr:victim"): {expand(f"vocab:role/{name}") for name in ("victim", "intended-target")},
    expand("hr:allegedPerpetrator"): {expand(f"vocab:role/{name}") for name in ("alleged-perpetrator", "order-giver")},
}
"""The properties that an event has because of the roles in its involvements."""


class Shown(NamedTuple):
    """The blocks of the data that are published, and the triples that are not because they were withdrawn."""

    blocks: list[Block]
    withdrawn: set[Triple]


def without_withdrawn(maker: BlockMaker, blocks: Sequence[Block]) -> Shown:
    """The blocks without what was withdrawn; those in which nothing was are the same."""
    claims = {claim for block in blocks for claim in _withdrawn_claims(block)}
    if not claims:
        return Shown(list(blocks), set())
    links = BlockLinks(blocks, maker.base, maker.rulebook.entrances)
    lost = _Withdrawal(links).of(claims)
    return Shown([_without(maker, block, lost) for block in blocks], lost)


def _withdrawn_claims(block: Block) -> Iterator[Term]:
    text = block.section("asserted")
    if any(status.encode() in text for status in WITHDRAWN):
        yield from (s for s, p, o in block.triples() if p == _STATUS and o in WITHDRAWN)


def _without(maker: BlockMaker, block: Block, lost: Collection[Triple]) -> Block:
    before = set(block.triples())
    if before.isdisjoint(lost):
        return block
    left = before.difference(lost)
    return maker.make(Made(block.graph, block.document, left, maker.inferred(left), block.asked))


class _Withdrawal:
    """Follows withdrawn claims to all that goes with them."""

    def __init__(self, links: BlockLinks) -> None:
        self._links = links
        self._gone: set[Term] = set()
        self._values: set[Triple] = set()

    def of(self, claims: Iterable[Term]) -> set[Triple]:
        """The triples that go with some claims."""
        waiting = sorted(claims)
        while waiting:
            node = waiting.pop()
            if node not in self._gone:
                self._gone.add(node)
                waiting += self._following(node)
        return {*self._values, *(triple for node in self._gone for triple in self._around(node))}

    def _around(self, node: Term) -> Iterator[Triple]:
        yield from self._links.about(node)
        for name in self._links.pointers(node):
            yield from self._links.pointing(name, node)

    def _following(self, node: Term) -> Iterator[Term]:
        """The nodes that go because a node is gone."""
        for claim in self._subjects(_ASSERTS, node):
            if self._gone.issuperset(self._objects(claim, _ASSERTS)):
                yield claim
        stated = set(self._stated(node)) - self._values
        self._values |= stated
        for triple in (*self._links.about(node), *stated):
            if self._is_lost(triple[2]):
                yield triple[2]

    def _is_lost(self, node: Term) -> bool:
        """Whether nothing that stays leads to a node: no claim that it is so or, without one, no link.

        A claim stays unless all that it speaks of is lost. Of what the authority files have, only an event can be lost,
        and only if no document links to it any more.
        """
        owner = self._links.owner(node) if node.startswith("<") else None
        if owner is None or node in self._gone or node.endswith(f"/document/{owner}>"):
            return False
        if self._links.along(_CLAIMANT, node):
            return False
        tellers = [claim for claim in self._subjects(_ASSERTS, node) if not self._objects(claim, _ASPECT)]
        if tellers and (owner or not self._gone.issuperset(tellers)):
            return self._gone.issuperset(tellers)
        if not owner and not (tellers and self._links.along(_MODALITY, node)):
            return False
        pointing = (triple for name in self._links.pointers(node) for triple in self._links.pointing(name, node))
        return all(triple[0] in self._gone or triple in self._values for triple in pointing)

    def _stated(self, claim: Term) -> Iterator[Triple]:
        """The values of other nodes that only this claim gives, or others that are gone."""
        for node in self._objects(claim, _ASSERTS) - self._gone:
            for name in self._objects(claim, _ASPECT):
                for value in self._objects(claim, _VALUE):
                    triple = (node, name, value)
                    if self._is_of_a_document(triple) and not self._is_stated(*triple):
                        yield triple
                        yield from self._with_value(*triple)

    def _is_of_a_document(self, triple: Triple) -> bool:
        """Whether a triple is there because of a document, and not because the authority files say so."""
        node, name, _ = triple
        return triple in self._links.along(name, node) and triple not in self._links.held("").along(name, node)

    def _is_stated(self, node: Term, name: Term, value: Term) -> bool:
        """Whether a claim that stays gives a value."""
        return any(
            name in self._objects(claim, _ASPECT) and value in self._objects(claim, _VALUE)
            for claim in self._subjects(_ASSERTS, node)
            if claim not in self._gone
        )

    def _with_value(self, node: Term, name: Term, value: Term) -> Iterator[Triple]:
        """What else a node has because of a value."""
        if name == _DATE:
            yield from (triple for other in _WITH_DATE for triple in self._links.along(other, node))
        if name == _INVOLVEMENT:
            for agent in self._objects(value, _AGENT):
                for short, roles in _OF_ROLES.items():
                    if not any(self._has_part(part, agent, roles) for part in self._objects(node, name) - {value}):
                        yield from (triple for triple in self._links.along(short, node) if triple[2] == agent)

    def _has_part(self, involvement: Term, agent: Term, roles: Collection[Term]) -> bool:
        return agent in self._objects(involvement, _AGENT) and bool(self._objects(involvement, _ROLE) & set(roles))

    def _objects(self, node: Term, name: Term) -> set[Term]:
        return {o for _, _, o in self._links.along(name, node)}

    def _subjects(self, name: Term, node: Term) -> set[Term]:
        return {s for s, _, _ in self._links.pointing(name, node)}
