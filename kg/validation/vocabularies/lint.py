"""Checks the ontology itself: what each property joins, unused terms, and terms used without being declared."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model.errors import nearest
from kg.model.message import Message, Part
from kg.model.terms import Term, local_name, text_of
from kg.model.vocabulary import PREFIXES
from kg.validation.vocabularies.hierarchy import ancestors
from kg.validation.vocabularies.labels import Fault
from kg.validation.vocabularies.model import OWN, Vocabularies, language_of

_WHERE = {
    "query": Message("a query"),
    "record": Message("a record"),
    "shape": Message("a shape"),
    "table": Message("the table of kinds"),
}
"""How each kind of use names a term outside the ontology."""


def property_without_domain(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Properties without a domain."""
    yield from _without(vocabularies, "rdfs:domain", "schema:domainIncludes")


def property_without_range(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Properties without a range."""
    yield from _without(vocabularies, "rdfs:range", "schema:rangeIncludes")


def _without(vocabularies: Vocabularies, *curies: str) -> Iterator[Fault]:
    """Properties that neither state it nor inherit it from a property above them."""
    for scheme in vocabularies.kind("property"):
        for member in scheme.members:
            if not any(vocabularies.graph.values(term, *curies) for term in (member, *ancestors(scheme, member))):
                yield Fault(member, parts={"name": local_name(member)})


def class_and_property(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Terms declared both as a class and as a property."""
    classes = {member for scheme in vocabularies.kind("class") for member in scheme.members}
    for scheme in vocabularies.kind("property"):
        for member in scheme.members:
            if member in classes:
                yield Fault(member, parts={"name": local_name(member)})


def term_undeclared(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Terms of the ontology, and concepts of its vocabularies, that are used but not declared."""
    declared = {member for scheme in vocabularies.schemes for member in (*scheme.members, scheme.iri)}
    spaces = _own_spaces(vocabularies)
    seen: set[tuple[Term, Term]] = set()
    for subject, about in vocabularies.graph.subjects.items():
        for predicate, values in about.items():
            for term in (predicate, *values):
                if _is_unknown(term, spaces, declared) and (subject, term) not in seen:
                    seen.add((subject, term))
                    parts = {"term": local_name(term), "where": local_name(subject)}
                    yield Fault(subject, term, parts, offers=_offers(term, declared))
    for use in vocabularies.uses or ():
        if _is_unknown(use.term, spaces, declared):
            named: dict[str, Part] = {"term": local_name(use.term), "where": _WHERE[use.where]}
            yield Fault("", use.term, named, use.location, _offers(use.term, declared))


def _own_spaces(vocabularies: Vocabularies) -> tuple[str, ...]:
    """The namespaces whose terms are all in these files: the ontology's if it is declared, that of each scheme."""
    terms = {term for scheme in vocabularies.kind("class", "property") for term in scheme.members}
    ontology = {f"<{OWN}"} if any(term.startswith(f"<{OWN}") for term in terms) else set()
    schemes = {
        f"{scheme.iri[:-1]}/"
        for scheme in vocabularies.kind("concept")
        if scheme.iri.startswith(f"<{PREFIXES['vocab']}")
    }
    return tuple(sorted(ontology | schemes))


def _is_unknown(term: Term, spaces: tuple[str, ...], declared: set[Term]) -> bool:
    return (
        bool(spaces)
        and term.startswith(spaces)
        and term not in declared
        and bool(re.fullmatch(r"<[^>]*[/#][\w-]+>", term))
    )


def _offers(term: Term, declared: set[Term]) -> tuple[str, ...]:
    space = term[: len(term) - 1 - len(local_name(term))]
    return nearest(local_name(term), [local_name(other) for other in declared if other.startswith(space)])


def term_unused(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Classes and properties of the project that no record, shape, query or table uses."""
    used = _used(vocabularies)
    for scheme in vocabularies.kind("class", "property") if used else ():
        parents = {upper for uppers in scheme.above.values() for upper in uppers}
        for member in scheme.members:
            if member.startswith(f"<{OWN}") and member not in used | parents:
                yield Fault(member, parts={"name": local_name(member)})


def concept_unused(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Concepts of the project that, like all concepts below them, no record, shape, query or table uses.

    Without records, nothing can be said about that.
    """
    used = _used(vocabularies) if any(use.where == "record" for use in vocabularies.uses or ()) else set()
    for scheme in vocabularies.kind("concept") if used else ():
        if not scheme.iri.startswith(f"<{PREFIXES['vocab']}"):
            continue
        met = {member for member in scheme.members if member in used}
        waiting = list(met)
        while waiting:
            for upper in scheme.above[waiting.pop()]:
                if upper not in met:
                    met.add(upper)
                    waiting.append(upper)
        left = [local_name(member) for member in scheme.members if member not in met]
        if left:
            yield Fault(
                scheme.iri, parts={"count": len(left), "names": ", ".join(left), "scheme": local_name(scheme.iri)}
            )


def _used(vocabularies: Vocabularies) -> set[Term]:
    return {use.term for use in vocabularies.uses or ()}


def slug_not_label(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Concepts of the project whose IRI does not end in their English label."""
    for scheme in vocabularies.kind("concept"):
        if not scheme.iri.startswith(f"<{PREFIXES['vocab']}"):
            continue
        for member in scheme.members:
            for value in (
                term
                for term in vocabularies.graph.values(member, "skos:prefLabel")
                if term[0] == '"' and language_of(term) == "en"
            ):
                slug = re.sub(r"[^a-z0-9]+", "-", text_of(value).lower()).strip("-")
                if slug != local_name(member):
                    yield Fault(member, value, {"name": local_name(member), "text": text_of(value), "slug": slug})
