"""Nanopublications (https://nanopub.net): one for each claim, with graphs for the claim, its provenance and its publication.

No graph has what a claim is about as a bare fact: whoever loads all of them together learns only who says what, how surely.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from kg.answers.opening import OpenBuild
from kg.exchange.dcat import dataset_of
from kg.exchange.model import File, Format
from kg.model.terms import Quad, Term, Triple, expand, iri, literal, text_of
from kg.model.vocabulary import DERIVED, PREFIXES
from kg.rdf.serialization import quads
from kg.rdf.syntax import read_triples

_TYPE, _CLAIM, _DOCUMENT = map(expand, ("rdf:type", "hr:Claim", "hr:document"))
_MODALITY, _CLAIMANT, _EVIDENCE, _DERIVED_FROM = map(
    expand, ("hr:modality", "hr:claimant", "hr:evidence", "hr:derivedFrom")
)
_SPEAKS_OF = set(map(expand, ("hr:asserts", "hr:concerns", "hr:value")))
_HR = expand("hr:")[:-1]
_WORKED_OUT = {expand(f"hr:{name}") for name in DERIVED if name != "relayedBy"}
_SOURCES = {_CLAIMANT, _EVIDENCE, *map(expand, ("hr:relayedBy", "prov:wasDerivedFrom"))}
"""What of a claim belongs to its provenance."""
_PROGRAM = iri(PREFIXES["hr"].removesuffix("/ns#"))

_Said = dict[Term, list[Triple]]


class _Names(NamedTuple):
    """The IRIs of a nanopublication and of its graphs."""

    whole: Term
    head: Term
    assertion: Term
    provenance: Term
    publication: Term


def _files(build: OpenBuild) -> Iterator[File]:
    said: _Said = defaultdict(list)
    for triple in read_triples(build.held.path / "kg.ttl"):
        said[triple[0]].append(triple)
    about = _about(said, dataset_of(build.dataset))
    claims = [node for node, triples in said.items() if (node, _TYPE, _CLAIM) in triples]
    made = [quad for claim in claims for quad in _nanopub(claim, said, about)]
    data = quads(made, "trig", prefixes=build.dataset.prefixes)
    yield File("nanopubs.trig", "application/trig", "a nanopublication for each claim", data)


def _about(said: _Said, dataset: Term) -> list[tuple[Term, Term]]:
    """What each nanopublication says of its own publication."""
    own = [(p, o) for _, p, o in said[dataset] if p in (expand("dct:license"), expand("owl:versionInfo"))]
    return [(expand("dct:isPartOf"), dataset), (expand("dct:creator"), _PROGRAM), *own]


def _nanopub(claim: Term, said: _Said, about: list[tuple[Term, Term]]) -> Iterator[Quad]:
    names = _names(claim)
    for kind, graph in (
        ("hasAssertion", names.assertion),
        ("hasProvenance", names.provenance),
        ("hasPublicationInfo", names.publication),
    ):
        yield Quad(names.whole, expand(f"np:{kind}"), graph, names.head)
    yield Quad(names.whole, _TYPE, expand("np:Nanopublication"), names.head)
    yield from (Quad(*triple, names.assertion) for triple in _assertion(claim, said))
    yield from (Quad(*triple, names.provenance) for triple in _provenance(claim, said, names.assertion))
    yield from (Quad(names.whole, p, o, names.publication) for p, o in about)
    yield Quad(_PROGRAM, expand("rdfs:label"), literal("Chronicle"), names.publication)


def _names(claim: Term) -> _Names:
    whole = f"{text_of(claim)}/np"
    return _Names(iri(whole), *(iri(f"{whole}/{part}") for part in ("head", "assertion", "provenance", "pubinfo")))


def _assertion(claim: Term, said: _Said) -> Iterator[Triple]:
    """What the claim says, and whether that which it speaks of took place at all or was only planned, say, or threatened."""
    for triple in said[claim]:
        _, p, o = triple
        if _is_own(triple) and p not in _SOURCES:
            yield triple
        if p in _SPEAKS_OF:
            yield from (one for one in said[o] if one[1] == _MODALITY)


def _provenance(claim: Term, said: _Said, assertion: Term) -> Iterator[Triple]:
    """Whose claim it is, who passed it on, and the words of the document that it rests on."""
    for triple in said[claim]:
        _, p, o = triple
        if p in _SOURCES:
            yield triple
        if p == _CLAIMANT:
            yield assertion, expand("prov:wasAttributedTo"), o
        if p == _EVIDENCE:
            yield assertion, expand("prov:wasDerivedFrom"), o
            yield from _passage(o, said)
            yield from ((assertion, expand("prov:wasDerivedFrom"), d) for _, q, d in said[o] if q == _DOCUMENT)


def _passage(passage: Term, said: _Said) -> Iterator[Triple]:
    """The words of a passage and where they are, and where in the original is what they restate."""
    for triple in filter(_is_own, said[passage]):
        yield triple
        if triple[1] == _DERIVED_FROM:
            yield from filter(_is_own, said[triple[2]])


def _is_own(triple: Triple) -> bool:
    """Whether a triple is recorded rather than derived, inferred or made for display."""
    _, p, o = triple
    if p == _TYPE:
        return o.startswith(_HR)
    return p == expand("dct:description") or (p.startswith(_HR) and p not in _WORKED_OUT)


FORMATS = (
    Format(
        "nanopubs",
        "Nanopublications, one for each claim",
        (
            "claims",
            "rivals",
            "reserves",
            "relayed",
            "evidence",
            "originals",
            "assessments",
            "left-open",
            "self-given",
            "relatives",
            "attempted",
        ),
        _files,
    ),
)
