"""Checks how concepts are connected: what is above what, in which scheme, and whether it is declared at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.model.errors import nearest
from kg.model.terms import Term, expand, local_name
from kg.model.vocabulary import PREFIXES
from kg.validation.vocabularies.integrity import above
from kg.validation.vocabularies.labels import Fault
from kg.validation.vocabularies.model import Scheme, Vocabularies

_LINKS = ("skos:broader", "skos:narrower", "skos:related", "skos:topConceptOf")
_SKOS = frozenset(
    [
        "Concept",
        "ConceptScheme",
        "Collection",
        "OrderedCollection",
        "altLabel",
        "broadMatch",
        "broader",
        "broaderTransitive",
        "changeNote",
        "closeMatch",
        "definition",
        "editorialNote",
        "exactMatch",
        "example",
        "hasTopConcept",
        "hiddenLabel",
        "historyNote",
        "inScheme",
        "mappingRelation",
        "member",
        "memberList",
        "narrowMatch",
        "narrower",
        "narrowerTransitive",
        "notation",
        "note",
        "prefLabel",
        "related",
        "relatedMatch",
        "scopeNote",
        "semanticRelation",
        "topConceptOf",
    ]
)
"""All that SKOS declares (SKOS, appendix B)."""


_LONGEST_WAY = 12
"""A longer circle is described by its two ends."""
_MOST_OFFERS = 10
"""For how many slips the nearest spelling is looked for: in a large thesaurus that takes long."""


def cycle(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Members that are above themselves, by any link of SKOS; each circle is reported once."""
    for hierarchy in (above(vocabularies.graph), *(scheme.above for scheme in vocabularies.kind("class", "property"))):
        for circle in _circles(hierarchy):
            names = [local_name(member) for member in (*circle, circle[0])]
            if len(names) > _LONGEST_WAY:
                names[_LONGEST_WAY // 2 : -_LONGEST_WAY // 2] = ["…"]
            yield Fault(circle[0], parts={"way": " → ".join(names)})


def _circles(above: Mapping[Term, list[Term]]) -> Iterator[list[Term]]:
    """Each circle that a walk upwards finds, without recursion: hierarchies can be deep."""
    done: set[Term] = set()
    for start in above:
        path: list[Term] = []
        at: dict[Term, int] = {}
        waiting: list[tuple[Term, int]] = [(start, 0)]
        while waiting:
            node, depth = waiting.pop()
            for left in path[depth:]:
                del at[left]
                done.add(left)
            del path[depth:]
            if node in at:
                yield path[at[node] :]
            elif node not in done:
                at[node] = depth
                path.append(node)
                waiting += [(upper, depth + 1) for upper in reversed(above.get(node, []))]
        done.update(path)


def ancestors(scheme: Scheme, member: Term) -> set[Term]:
    """Everything above a member, however far."""
    seen: set[Term] = set()
    waiting = list(scheme.above[member])
    while waiting:
        upper = waiting.pop()
        if upper not in seen:
            seen.add(upper)
            waiting += scheme.above.get(upper, [])
    return seen


def concept_undeclared(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Links to a concept or scheme that the files do not declare, in a namespace whose concepts they do."""
    declared = {member for scheme in vocabularies.kind("concept") for member in scheme.members}
    schemes = {scheme.iri for scheme in vocabularies.kind("concept")}
    spaces = {_namespace(member) for member in declared}
    known = declared | schemes
    offers: dict[Term, tuple[str, ...]] = {}
    for scheme in vocabularies.kind("concept"):
        for subject in dict.fromkeys((*scheme.members, *filter(None, [scheme.iri]))):
            for value in vocabularies.graph.values(subject, *_LINKS, "skos:hasTopConcept"):
                if value.startswith("<") and value not in known and _namespace(value) in spaces:
                    if len(offers) < _MOST_OFFERS and value not in offers:
                        offers[value] = nearest(local_name(value), map(local_name, declared))
                    parts = {"name": local_name(subject), "other": local_name(value)}
                    yield Fault(subject, value, parts, offers=offers.get(value, ()))


def _namespace(term: Term) -> str:
    return term[: len(term) - 1 - len(local_name(term))]


def concept_without_scheme(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Concepts that are in no scheme, although there is one."""
    kinds = vocabularies.kind("concept")
    for scheme in kinds:
        if not scheme.iri and len(kinds) > 1:
            for member in scheme.members:
                yield Fault(member, parts={"name": local_name(member)})


def concept_in_two_schemes(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Concepts that are in several schemes."""
    homes: dict[Term, list[Term]] = {}
    for scheme in vocabularies.kind("concept"):
        for member in scheme.members:
            homes.setdefault(member, []).append(scheme.iri)
    for member, schemes in homes.items():
        if len(schemes) > 1:
            yield Fault(
                member, schemes[1], {"name": local_name(member), "schemes": ", ".join(map(local_name, schemes))}
            )


def concept_orphan(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Concepts without a place in a scheme that has a hierarchy: neither at its top nor below another."""
    for scheme in vocabularies.kind("concept"):
        tops = {member for member in scheme.members if vocabularies.graph.values(member, "skos:topConceptOf")}
        tops |= set(vocabularies.graph.values(scheme.iri, "skos:hasTopConcept"))
        above = {upper for uppers in scheme.above.values() for upper in uppers}
        for member in scheme.members:
            alone = (
                not scheme.above[member]
                and member not in tops
                and all(upper[0] == '"' for upper in vocabularies.graph.values(member, "skos:broader"))
            )
            if alone and (
                tops or (above and member not in above and not vocabularies.graph.values(member, "skos:related"))
            ):
                yield Fault(member, parts={"name": local_name(member), "scheme": local_name(scheme.iri)})


def top_with_broader(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Concepts at the top of a scheme with another of the scheme above them."""
    for scheme in vocabularies.kind("concept"):
        for member in scheme.members:
            at_top = scheme.iri in vocabularies.graph.values(member, "skos:topConceptOf")
            if at_top and scheme.above[member]:
                upper = scheme.above[member][0]
                yield Fault(member, upper, {"name": local_name(member), "other": local_name(upper)})


def scheme_empty(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Schemes without a concept."""
    for scheme in vocabularies.kind("concept"):
        if not scheme.members:
            yield Fault(scheme.iri, parts={"scheme": local_name(scheme.iri)})


def scheme_undeclared(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Schemes that have concepts but are not declared."""
    declared = set(vocabularies.graph.of_type([expand("skos:ConceptScheme")]))
    for scheme in vocabularies.kind("concept"):
        if scheme.iri and scheme.iri not in declared:
            yield Fault(scheme.members[0], scheme.iri, {"scheme": local_name(scheme.iri), "count": len(scheme.members)})


def scheme_without_label(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Declared schemes that have no name."""
    for iri in vocabularies.graph.of_type([expand("skos:ConceptScheme")]):
        if not vocabularies.graph.texts(iri, "skos:prefLabel", "rdfs:label", "dct:title"):
            yield Fault(iri, parts={"scheme": local_name(iri)})


def skos_term_unknown(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Properties and classes in the namespace of SKOS that SKOS does not define."""
    start = f"<{PREFIXES['skos']}"
    offers: dict[str, tuple[str, ...]] = {}
    for subject, about in vocabularies.graph.subjects.items():
        for predicate, values in about.items():
            for term in (predicate, *values):
                if term.startswith(start) and term[len(start) : -1] not in _SKOS:
                    local = term[len(start) : -1]
                    if local not in offers:
                        offers[local] = nearest(local, _SKOS)
                    yield Fault(subject, term, {"term": f"skos:{local}"}, offers=offers[local])
