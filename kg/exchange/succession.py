"""What a release says of an earlier one: which of its IRIs are gone, and of withdrawn claims what took their place."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.answers.opening import OpenBuild
from kg.exchange.model import File
from kg.exchange.releases import Release, check_base, read_release, release_of
from kg.exchange.tombstones import Tombstone, as_file
from kg.model.concepts import concept_iri
from kg.model.terms import Term, Triple, expand
from kg.records.access import Access

_ASSERTS, _ASPECT = map(expand, ("hr:asserts", "hr:aspect"))
_SUPERSEDED = concept_iri("status", "superseded")

_Matter = tuple[Term, Term]
"""The node that a claim is about, and the property of it."""


def about_earlier(build: OpenBuild, since: Path | None, *, access: Access) -> tuple[File, ...]:
    """The file of tombstones in an export that follows an earlier release, if it does; ``CallError`` if it cannot."""
    if since is None:
        return ()
    before, after = read_release(since, access=access), release_of(build)
    check_base(before, after)
    return (as_file(left_behind(before, after), after.dataset, build.dataset.prefixes),)


def left_behind(before: Release, after: Release) -> list[Tombstone]:
    """A tombstone for each IRI that an earlier release had, or had one for, and a later one has no more.

    A claim that was superseded is replaced by those that came since then about the same property of the same node.
    """
    carried = {node: stone for node, stone in before.tombstones.items() if node not in after.nodes}
    gone = before.nodes - after.nodes
    came = [triple for triple in after.triples if triple[0] not in before.nodes]
    matters, successors = _matters(before.triples), _by_matter(came)
    for node in gone:
        status = after.withdrawn.get(node, "")
        others = successors.get(matters[node], []) if status == _SUPERSEDED and node in matters else []
        carried[node] = Tombstone(node, after.version, status, tuple(sorted(others)))
    return sorted(carried.values())


def _matters(triples: Iterable[Triple]) -> dict[Term, _Matter]:
    """What each claim is about, where that is one thing."""
    asserted, aspects = dict[Term, list[Term]](), dict[Term, Term]()
    for s, p, o in triples:
        if p == _ASSERTS:
            asserted.setdefault(s, []).append(o)
        elif p == _ASPECT:
            aspects[s] = o
    return {claim: (nodes[0], aspects.get(claim, "")) for claim, nodes in asserted.items() if len(nodes) == 1}


def _by_matter(triples: Iterable[Triple]) -> dict[_Matter, list[Term]]:
    found: dict[_Matter, list[Term]] = {}
    for claim, matter in _matters(triples).items():
        found.setdefault(matter, []).append(claim)
    return found
