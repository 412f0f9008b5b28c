"""The integrity conditions of SKOS that hold for every resource, whatever scheme it is in, or none.

https://www.w3.org/TR/skos-reference/: S9, S13, S14, S19, S27, S37, S46.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from kg.model.message import Message, Part
from kg.model.terms import Term, expand, local_name
from kg.validation.vocabularies.labels import Fault
from kg.validation.vocabularies.model import XL, Graph, Vocabularies

_TYPE = expand("rdf:type")
_CONCEPT, _SCHEME, _COLLECTION = (expand(f"skos:{name}") for name in ("Concept", "ConceptScheme", "Collection"))
_LABEL = f"<{XL}Label>"
_KINDS: Mapping[Term, Message] = {
    _CONCEPT: Message("a concept"),
    _SCHEME: Message("a concept scheme"),
    _COLLECTION: Message("a collection"),
    _LABEL: Message("a label"),
}
"""Kinds of which nothing is two (S9, S37, S48)."""
_ABOVE = ("broader", "broaderTransitive", "broadMatch")
_BELOW = ("narrower", "narrowerTransitive", "narrowMatch")
_OTHER_LINKS = ("related", "relatedMatch", "exactMatch", "closeMatch", "semanticRelation", "mappingRelation")
_JOINS: Mapping[Term, tuple[frozenset[Term], frozenset[Term]]] = {
    **{expand(f"skos:{name}"): (frozenset({_CONCEPT}), frozenset({_CONCEPT})) for name in (*_ABOVE, *_BELOW, *_OTHER_LINKS)},
    expand("skos:inScheme"): (frozenset(), frozenset({_SCHEME})),
    expand("skos:topConceptOf"): (frozenset({_CONCEPT}), frozenset({_SCHEME})),
    expand("skos:hasTopConcept"): (frozenset({_SCHEME}), frozenset({_CONCEPT})),
    expand("skos:member"): (frozenset({_COLLECTION}), frozenset({_CONCEPT, _COLLECTION})),
}  # fmt: skip
"""What each link leads from and to (S4 to S8, S19, S31, S32); empty where it may be anything."""


def two_kinds(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Resources that are two of a concept, a scheme, a collection and a label."""
    for subject in vocabularies.graph.subjects:
        kinds = _kinds(vocabularies.graph, subject)
        if len(kinds) > 1:
            one, other = (_KINDS[kind] for kind in kinds[:2])
            yield Fault(subject, kinds[1], {"name": local_name(subject), "one": one, "other": other})


def _kinds(graph: Graph, subject: Term) -> list[Term]:
    types = {
        _COLLECTION if term.endswith("#OrderedCollection>") else term for term in graph.values(subject, "rdf:type")
    }
    return [kind for kind in _KINDS if kind in types]


def link_to_other_kind(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Links from or to something of another kind, or to a text."""
    graph = vocabularies.graph
    for subject, about in graph.subjects.items():
        for predicate in _JOINS.keys() & about.keys():
            allowed, wanted = _JOINS[predicate]
            link = f"skos:{local_name(predicate)}"
            own = _kinds(graph, subject)
            if allowed and own and allowed.isdisjoint(own):
                yield Fault(subject, predicate, {"name": local_name(subject), "link": link, "what": _KINDS[own[0]]})
            for value in dict.fromkeys(about[predicate]):
                found = Message("a text") if value[0] == '"' else _other_kind(graph, value, wanted)
                if found:
                    parts: dict[str, Part] = {"name": _short(value), "link": link, "what": found}
                    yield Fault(subject, value, parts)


def _other_kind(graph: Graph, value: Term, wanted: frozenset[Term]) -> Message | None:
    kinds = _kinds(graph, value)
    return _KINDS[kinds[0]] if kinds and wanted.isdisjoint(kinds) else None


def _short(value: Term) -> str:
    return value[1 : value.rindex('"')] if value[0] == '"' else local_name(value)


def above(graph: Graph) -> dict[Term, list[Term]]:
    """The concepts above each concept, by every link that SKOS has for that."""
    found: dict[Term, dict[Term, None]] = defaultdict(dict)
    for subject in graph.subjects:
        for upper in graph.values(subject, *(f"skos:{name}" for name in _ABOVE)):
            found[subject] |= {upper: None} if upper[0] != '"' else {}
        for lower in graph.values(subject, *(f"skos:{name}" for name in _BELOW)):
            found[lower] |= {subject: None} if lower[0] != '"' else {}
    return {node: list(uppers) for node, uppers in found.items()}


def related_and_broader(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Concepts that are related and also one above the other, directly or not (S27)."""
    graph = vocabularies.graph
    uppers = above(graph)
    seen: set[tuple[Term, Term]] = set()
    for subject in graph.subjects:
        for other in graph.values(subject, "skos:related", "skos:relatedMatch"):
            for low, high in ((subject, other), (other, subject)):
                if (low, high) not in seen and high in _all_above(uppers, low):
                    seen.add((low, high))
                    value = other if low == subject else ""
                    yield Fault(low, value, {"name": local_name(low), "other": local_name(high)})


def _all_above(uppers: Mapping[Term, list[Term]], node: Term) -> set[Term]:
    found: set[Term] = set()
    waiting = list(uppers.get(node, ()))
    while waiting:
        upper = waiting.pop()
        if upper not in found:
            found.add(upper)
            waiting += uppers.get(upper, ())
    return found


def exact_and_other_match(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Exact matches, also over several steps, that are linked as broader, narrower or related matches too (S46)."""
    graph = vocabularies.graph
    same = _Same()
    for subject in graph.subjects:
        for other in graph.values(subject, "skos:exactMatch"):
            same.join(subject, other)
    for subject in graph.subjects:
        for link in ("broadMatch", "narrowMatch", "relatedMatch"):
            for other in graph.values(subject, f"skos:{link}"):
                if subject != other and same.are(subject, other):
                    parts = {"name": local_name(subject), "other": local_name(other), "link": f"skos:{link}"}
                    yield Fault(subject, other, parts)


class _Same:
    """Terms that are the same, step by step."""

    def __init__(self) -> None:
        self._parent: dict[Term, Term] = {}

    def _root(self, term: Term) -> Term:
        while (parent := self._parent.get(term, term)) != term:
            term = parent
        return term

    def join(self, one: Term, other: Term) -> None:
        """Says that two terms are the same."""
        self._parent[self._root(one)] = self._root(other)

    def are(self, one: Term, other: Term) -> bool:
        """Whether two terms are the same."""
        return one in self._parent and self._root(one) == self._root(other)


def alternative_and_hidden(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Texts that are both an alternative and a hidden name of one resource (S13)."""
    graph = vocabularies.graph
    for subject in graph.subjects:
        hidden = {(language, text): value for language, text, value in graph.texts(subject, "skos:hiddenLabel")}
        for language, text, _ in graph.texts(subject, "skos:altLabel") if hidden else ():
            if value := hidden.get((language, text)):
                yield Fault(subject, value, {"name": local_name(subject), "text": text, "language": language})
