"""The vocabulary of a project: its own concepts below ours, and its synonyms of ours, in ``vocabulary.ttl``."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kg.model.concepts import Concept, Vocabulary
from kg.model.terms import Term, Triple, expand, iri, literal, local_name, text_of
from kg.model.vocabulary import CONCEPTS, PREFIXES
from kg.rdf.syntax import read_triples

LANGUAGES = ("en", "ru", "kk", "fr")
"""The languages of our vocabularies."""

Facts = Mapping[Term, Mapping[Term, Sequence[Term]]]
"""The values of each property of each subject."""

_TYPE, _CONCEPT, _LABEL, _DEFINITION, _BROADER, _SCHEME = map(
    expand, ("rdf:type", "skos:Concept", "skos:prefLabel", "skos:definition", "skos:broader", "skos:inScheme")
)
_SYNONYMS = (expand("skos:altLabel"), expand("skos:hiddenLabel"))
OUR_SPACE = f"<{PREFIXES['vocab']}"
"""How the IRIs of our concepts begin."""


def own_vocabulary(triples: Iterable[Triple]) -> Vocabulary:
    """All vocabularies with what these triples add: concepts below ours, and synonyms of ours."""
    facts = facts_of(triples)
    found = (_concept(subject, facts) for subject in facts)
    return Vocabulary(tuple(concept for concept in found if concept.scheme in CONCEPTS))


def facts_of(triples: Iterable[Triple]) -> Facts:
    """The triples by subject and property, in their order."""
    found: dict[Term, dict[Term, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in triples:
        found[subject][predicate].append(value)
    return found


def _concept(subject: Term, facts: Facts) -> Concept:
    about = facts[subject]
    is_ours = subject.startswith(OUR_SPACE)
    synonyms: dict[str, list[str]] = defaultdict(list)
    for value in (value for name in _SYNONYMS for value in about.get(name, ())):
        synonyms[_language(value)].append(text_of(value))
    labels, definitions = ({} if is_ours else _texts(about.get(name, ())) for name in (_LABEL, _DEFINITION))
    above = "" if is_ours else next(iter(about.get(_BROADER, ())), "")
    return Concept(subject, scheme_of(subject, facts), labels, dict(synonyms), definitions, above)


def scheme_of(concept: Term, facts: Facts) -> str:
    """The name of our scheme that a concept belongs to, by the concept of ours above it; empty if there is none."""
    seen, waiting = set[Term](), [concept]
    while waiting:
        term = waiting.pop()
        if term.startswith(OUR_SPACE):
            return term.removeprefix(OUR_SPACE).partition("/")[0].rstrip(">")
        if term not in seen:
            seen.add(term)
            waiting += facts.get(term, {}).get(_BROADER, ())
    return ""


def completed(triples: Iterable[Triple]) -> list[Triple]:
    """The triples with what queries need and a file may leave out: type, scheme, and a label in English.

    A concept without an English label is called by the end of its IRI.
    """
    triples = list(triples)
    facts, more = facts_of(triples), list[Triple]()
    for subject, about in facts.items():
        if subject.startswith("<") and not subject.startswith(OUR_SPACE) and (scheme := scheme_of(subject, facts)):
            more += [(subject, _TYPE, _CONCEPT), (subject, _SCHEME, iri(f"{PREFIXES['vocab']}{scheme}"))]
            if "en" not in _texts(about.get(_LABEL, ())):
                more.append((subject, _LABEL, literal(local_name(subject).replace("-", " "), language="en")))
    return sorted({*triples, *more})


def read_own(path: Path) -> Vocabulary:
    """All vocabularies with those of a project's file; ``DataError`` if it is not Turtle."""
    return own_vocabulary(read_triples(path))


def _texts(values: Iterable[Term]) -> dict[str, str]:
    return {_language(value): text_of(value) for value in values if value.startswith('"')}


def _language(value: Term) -> str:
    found = re.search(r'"@([a-z]+)[a-z0-9-]*$', value)
    return found[1] if found else ""
