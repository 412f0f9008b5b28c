"""Checks a project's own vocabulary: its concepts are under its base and below ours, and ours stay as they are."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model.concepts import OURS, folded
from kg.model.errors import Location, Problem
from kg.model.kinds import KINDS
from kg.model.message import Message
from kg.model.terms import Term, expand, local_name
from kg.model.vocabulary import CONCEPTS, LABELS, PREFIXES
from kg.rdf.vocabularies import OUR_SPACE, Facts, facts_of, own_vocabulary, scheme_of
from kg.validation.vocabularies.model import File
from kg.validation.vocabularies.places import Places

_ADDED = (expand("skos:altLabel"), expand("skos:hiddenLabel"))
"""What a project may say of a concept of ours."""
_KINDS = {"document", "graph", "passage", *(kind.name for kind in KINDS)}


def own_faults(file: File, base: str) -> Iterator[Problem]:
    """What a project's vocabulary may not say; ``base`` is that of the project."""
    facts = facts_of(file.triples)
    places = Places(file.path, file.text, tokens=file.tokens)
    for subject in facts:
        place = places.find(subject) or Location(file.path)
        if subject.startswith(OUR_SPACE):
            yield from _of_ours(subject, facts, place)
        else:
            yield from _of_own(subject, facts, place, base)
    yield from _names_of_others(file, places)


def _of_ours(subject: Term, facts: Facts, place: Location) -> Iterator[Problem]:
    """A concept of ours may only be given synonyms, and must be one."""
    name = subject.strip("<>").removeprefix(PREFIXES["vocab"])
    if name not in LABELS and name not in CONCEPTS:
        remedy = Message("mint it under the base of the project, below a concept of ours")
        found = Message('"{name}" is in the namespace of our vocabularies, which has no such concept', name=name)
        yield Problem("concept-not-own", found, remedy, place)
        return
    for predicate in facts[subject]:
        if predicate not in _ADDED:
            found = Message(
                '"{name}" is a concept of ours, and {property} changes it', name=name, property=local_name(predicate)
            )
            remedy = Message("add skos:altLabel or skos:hiddenLabel to it, or make a concept of your own below it")
            yield Problem("concept-redefined", found, remedy, place)


def _of_own(subject: Term, facts: Facts, place: Location, base: str) -> Iterator[Problem]:
    """A concept of the project is under its base, and below one of ours."""
    name = subject.strip("<>")
    local = name.removeprefix(base)
    if not name.startswith(base) or name.startswith(PREFIXES["hr"]) or local.partition("/")[0] in _KINDS:
        example = f"{base}vocab/act-type/{local_name(subject)}"
        found = Message('"{name}" is not under {base}vocab/', name=name, base=base)
        yield Problem("concept-not-own", found, Message("call it {example}, for instance", example=example), place)
    above = facts[subject].get(expand("skos:broader"), ())
    unknown = [term for term in above if term.startswith(OUR_SPACE) and term[len(OUR_SPACE) : -1] not in LABELS]
    if not scheme_of(subject, facts) or unknown:
        found = Message('"{name}" is below no concept of ours', name=local_name(subject))
        remedy = Message("add skos:broader and the concept of ours that it is a kind of")
        yield Problem("concept-without-broader", found, remedy, place)


def _names_of_others(file: File, places: Places) -> Iterator[Problem]:
    """A name that already is the label of another concept would never find the new one; a label that is one, neither."""
    whole = own_vocabulary(file.triples)
    for concept in whole.own:
        for text in (*concept.labels.values(), *(text for texts in concept.synonyms.values() for text in texts)):
            for other in OURS.concepts(concept.scheme):
                if other.iri != concept.iri and folded(text) in {folded(label) for label in other.labels.values()}:
                    place = places.find(concept.iri) or Location(file.path)
                    found = Message('"{text}" is already the label of "{other}"', text=text, other=other.label())
                    yield Problem("name-taken", found, Message("give it another name, or use that concept"), place)
