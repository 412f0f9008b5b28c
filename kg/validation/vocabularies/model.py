"""What the checks examine in a set of files: schemes with their concepts, and ontologies with their terms.

Most checks treat both alike: things of one kind with labels and definitions in several languages, in a hierarchy. SKOS: https://www.w3.org/TR/skos-reference/
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from kg.model.errors import Location
from kg.model.terms import Term, Triple, expand, text_of
from kg.model.vocabulary import PREFIXES
from kg.validation.vocabularies.places import Places

Text = tuple[str, str, Term]
"""The language of a literal (in lower case, or empty), its text, and the term."""

CLASS_TYPES = frozenset(map(expand, ("owl:Class", "rdfs:Class")))
PROPERTY_TYPES = frozenset(
    map(expand, ("owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty", "rdf:Property"))
)
XL = "http://www.w3.org/2008/05/skos-xl#"
"""The namespace of labels that are nodes of their own: https://www.w3.org/TR/skos-reference/#xl"""
LABELS = ("skos:prefLabel",)
OTHER_NAMES = ("skos:altLabel", "skos:hiddenLabel")


@dataclass(frozen=True, slots=True)
class File:
    """One file as read: ``tokens`` says whether places in it can be found by the tokens of Turtle."""

    path: str
    text: str
    triples: tuple[Triple, ...]
    tokens: bool = True


@dataclass(frozen=True)
class Graph:
    """All files together."""

    files: tuple[File, ...]

    @cached_property
    def subjects(self) -> dict[Term, dict[Term, list[Term]]]:
        """The values of each property of each subject, in the order of the files."""
        found: dict[Term, dict[Term, list[Term]]] = {}
        for file in self.files:
            for subject, predicate, value in file.triples:
                found.setdefault(subject, {}).setdefault(predicate, []).append(value)
        return found

    @cached_property
    def home(self) -> dict[Term, Places]:
        """The places in the first file that describes a subject, preferably one that gives its type."""
        typed: dict[Term, Places] = {}
        first: dict[Term, Places] = {}
        for file in self.files:
            places = Places(file.path, file.text, tokens=file.tokens)
            for subject, predicate, _ in file.triples:
                first.setdefault(subject, places)
                if predicate == _TYPE:
                    typed.setdefault(subject, places)
        return first | typed

    def values(self, subject: Term, *curies: str) -> list[Term]:
        """The values of some properties."""
        about = self.subjects.get(subject, {})
        return [value for curie in curies for value in dict.fromkeys(about.get(_term(curie), ()))]

    def texts(self, subject: Term, *curies: str) -> list[Text]:
        """The literals among the values, and those of labels that are nodes of their own (SKOS-XL, S55 to S57)."""
        values = self.values(subject, *curies)
        about = self.subjects.get(subject, {})
        if self.has_label_nodes:
            nodes = (node for curie in curies for node in about.get(f"<{XL}{curie.partition(':')[2]}>", ()))
            forms = (form for node in nodes for form in self.subjects.get(node, {}).get(f"<{XL}literalForm>", ()))
            values = list(dict.fromkeys((*values, *forms)))
        return [(language_of(value), _plain(value), value) for value in values if value[0] == '"']

    @cached_property
    def has_label_nodes(self) -> bool:
        """Whether any label is a node of its own."""
        return any(f"<{XL}literalForm>" in about for about in self.subjects.values())

    def of_type(self, types: Iterable[Term]) -> list[Term]:
        """The IRIs that have one of these types, in the order of the files."""
        wanted = frozenset(types)
        return [s for s, about in self.subjects.items() if s[0] == "<" and not wanted.isdisjoint(about.get(_TYPE, ()))]


@dataclass(frozen=True)
class Scheme:
    """Things of one kind: the concepts of a scheme, or the classes or the properties of the ontology.

    ``iri`` is empty for those in no scheme. ``members`` are in the order of the file.
    """

    graph: Graph
    kind: str
    iri: Term
    members: tuple[Term, ...]
    labels: tuple[str, ...] = LABELS
    definitions: tuple[str, ...] = ("skos:definition",)
    parents: tuple[str, ...] = ("skos:broader",)

    @cached_property
    def texts(self) -> dict[Term, list[Text]]:
        """The labels of each member."""
        return {member: self.graph.texts(member, *self.labels) for member in self.members}

    @cached_property
    def defined(self) -> dict[Term, list[Text]]:
        """The definitions of each member."""
        return {member: self.graph.texts(member, *self.definitions) for member in self.members}

    @cached_property
    def others(self) -> dict[Term, list[Text]]:
        """The other names of each member."""
        return {member: self.graph.texts(member, *OTHER_NAMES) for member in self.members}

    @cached_property
    def above(self) -> dict[Term, list[Term]]:
        """The members directly above each member; ``skos:narrower`` counts in reverse."""
        mine = set(self.members)
        found: dict[Term, list[Term]] = defaultdict(list)
        for member in self.members:
            found[member] += [value for value in self.graph.values(member, *self.parents) if value in mine]
            if self.kind == "concept":
                for below in self.graph.values(member, "skos:narrower"):
                    if below in mine and member not in found[below]:
                        found[below].append(member)
        return found

    def languages(self, texts: dict[Term, list[Text]]) -> dict[str, int]:
        """The number of members with a text in each language."""
        counts: dict[str, int] = defaultdict(int)
        for found in texts.values():
            for language in {language for language, _, _ in found if language}:
                counts[language] += 1
        return dict(sorted(counts.items()))


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a record, a shape, a query or the program's table names a term."""

    term: Term
    where: str
    location: Location


@dataclass(frozen=True)
class Vocabularies:
    """All that is examined; ``uses`` are the uses of the project's terms outside the ontology, if they are known."""

    graph: Graph
    schemes: tuple[Scheme, ...]
    uses: tuple[Use, ...] | None = None

    def kind(self, *kinds: str) -> list[Scheme]:
        """The schemes of these kinds."""
        return [scheme for scheme in self.schemes if scheme.kind in kinds]


def read_schemes(graph: Graph) -> tuple[Scheme, ...]:
    """Every scheme of the files with its concepts, then the classes and properties."""
    members: dict[Term, list[Term]] = {scheme: [] for scheme in graph.of_type([expand("skos:ConceptScheme")])}
    concepts = set(graph.of_type([expand("skos:Concept")]))
    tops = {top: scheme for scheme in members for top in graph.values(scheme, "skos:hasTopConcept")}
    for subject in graph.subjects:
        schemes = dict.fromkeys(graph.values(subject, "skos:inScheme", "skos:topConceptOf"))
        if subject in tops:
            schemes.setdefault(tops[subject])
        if subject in concepts or graph.values(subject, "skos:topConceptOf", "skos:broader", "skos:narrower"):
            for scheme in schemes or {"": None}:
                members.setdefault(scheme, []).append(subject)
    found = [Scheme(graph, "concept", iri, tuple(its)) for iri, its in members.items()]
    texts = {"labels": ("rdfs:label",), "definitions": ("skos:definition", "rdfs:comment")}
    ontologies = tuple(iri[:-1] for iri in graph.of_type([expand("owl:Ontology")]))
    for kind, types, parent in (
        ("class", CLASS_TYPES, "rdfs:subClassOf"),
        ("property", PROPERTY_TYPES, "rdfs:subPropertyOf"),
    ):
        own = tuple(term for term in graph.of_type(types) if term.startswith(ontologies) or not ontologies)
        if own:
            found.append(Scheme(graph, kind, "", own, parents=(parent,), **texts))
    return tuple(found)


def language_of(value: Term) -> str:
    """The language of a literal, in lower case; empty if it has none."""
    tag = value[value.rindex('"') + 1 :]
    return tag[1:].lower() if tag.startswith("@") else ""


def _plain(literal: Term) -> str:
    """The text of a literal; most contain no escapes."""
    return text_of(literal) if "\\" in literal else literal[1 : literal.rindex('"')]


_term = cache(expand)
_TYPE = expand("rdf:type")
OWN = PREFIXES["hr"]
"""The namespace of the project's ontology."""
