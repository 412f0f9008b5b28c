"""The ontology and its vocabularies: everything is labelled and defined, and everything is used."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.model.concepts import OURS
from kg.model.terms import slug, text_of
from kg.model.vocabulary import CLASSES, CONCEPTS, DERIVED, LABELS, PREFIXES, PROPERTIES, VERSION
from kg.rdf.syntax import read_triples
from kg.rdf.vocabularies import LANGUAGES
from kg.upkeep import generate
from kg.upkeep.steps import read_steps
from tests.project import ROOT

ONTOLOGY = ROOT / "ontology"
HEADER = f"<{PREFIXES['hr'].rstrip('#')}>"
TERMS = sorted([*CLASSES, *PROPERTIES])
TRIPLES = [triple for name in ("hr.ttl", "alignments.ttl") for triple in read_triples(ONTOLOGY / name)]
SCHEMES = {scheme: list(read_triples(ONTOLOGY / "vocabularies" / f"{scheme}.ttl")) for scheme in CONCEPTS}
WITHOUT_INSTANCE: dict[str, str] = {}
"""Classes that no record of the seeds needs yet, and which document brings the first."""


REGISTERED = ("dct:creator", "dct:license", "dct:title", "skos:hasTopConcept", "skos:prefLabel")


WITHOUT_USE = {"age", "ageGroup", "charge", "ethnicity", "from", "responseKind", "retrieved"}
WITHOUT_USE |= {"lastLine", "reviews", "until"}
"""Properties that no record of the seeds needs yet: the contract names them, or docs/examples shows them."""

SAME_IN_BOTH = {
    *("адресат", "блогер", "брифинг", "журналист", "инцидент", "кассация", "компания", "конференция", "мигрант"),
    *("мониторинг", "парламент", "полиция", "прокуратура", "прокурор", "судья", "цензура"),
}
"""Labels that Kazakh shares with Russian."""


def iri(curie: str) -> str:
    prefix, _, local = curie.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def languages(triples: list[tuple[str, str, str]], subject: str, predicate: str) -> Counter[str]:
    """How many texts of each language a node has."""
    return Counter(o.rpartition("@")[2] for s, p, o in triples if (s, p) == (subject, iri(predicate)))


@pytest.mark.parametrize("name", TERMS)
def test_a_term_has_one_label_and_one_definition_in_each_language(name: str) -> None:
    for predicate in ("rdfs:label", "skos:definition"):
        assert languages(TRIPLES, iri(f"hr:{name}"), predicate) == dict.fromkeys(LANGUAGES, 1), predicate


@pytest.mark.parametrize("name", [*TERMS, *DERIVED])
def test_a_term_says_which_ontology_defines_it(name: str) -> None:
    triples = [*TRIPLES, *read_triples(ONTOLOGY / "derived.ttl")] if name in DERIVED else TRIPLES
    assert [o for s, p, o in triples if (s, p) == (iri(f"hr:{name}"), iri("rdfs:isDefinedBy"))] == [HEADER]


def test_the_header_says_what_registries_ask() -> None:
    said = defaultdict(list)
    for s, p, o in TRIPLES:
        if s == HEADER:
            said[p].append(o)
    one = {"creator", "publisher", "license", "issued", "modified"}
    assert {name: len(said[iri(f"dct:{name}")]) for name in one} == dict.fromkeys(one, 1)
    for name in ("dct:title", "dct:description"):
        assert languages(TRIPLES, HEADER, name) == dict.fromkeys(LANGUAGES, 1), name
    assert said[iri("vann:preferredNamespacePrefix")] == ['"hr"']
    assert said[iri("vann:preferredNamespaceUri")] == [f'"{PREFIXES["hr"]}"']
    assert said[iri("owl:versionIRI")] == [f"<{PREFIXES['hr'].rstrip('#')}/{VERSION}>"]
    assert said[iri("owl:priorVersion")] == [f"<{PREFIXES['hr'].rstrip('#')}/{read_steps()[-1].before}>"]
    assert said[iri("dct:issued")] <= said[iri("dct:modified")]


def test_a_term_is_a_class_or_a_property_and_not_both() -> None:
    kinds: dict[str, set[str]] = defaultdict(set)
    for s, p, o in TRIPLES:
        if p == iri("rdf:type") and s.startswith(f"<{PREFIXES['hr']}"):
            kinds[s].add(o)
    assert set(kinds) == {iri(f"hr:{name}") for name in TERMS}
    for name, found in kinds.items():
        main = found & {iri(f"owl:{kind}") for kind in ("Class", "ObjectProperty", "DatatypeProperty")} or found
        assert len(main) == 1, name


def test_no_two_terms_have_one_label() -> None:
    for kind in (CLASSES, PROPERTIES):
        own = {iri(f"hr:{name}") for name in kind}
        for language in LANGUAGES:
            labels = Counter(
                o for s, p, o in TRIPLES if s in own and p == iri("rdfs:label") and o.endswith(f"@{language}")
            )
            assert [label for label, count in labels.items() if count > 1] == []


@pytest.mark.parametrize("predicate", ["rdfs:subClassOf", "rdfs:subPropertyOf"])
def test_the_hierarchy_has_no_cycle(predicate: str) -> None:
    above: dict[str, set[str]] = defaultdict(set)
    for s, p, o in TRIPLES:
        if p == iri(predicate):
            above[s].add(o)
    for term in list(above):
        seen, waiting = set(), list(above[term])
        while waiting:
            upper = waiting.pop()
            assert upper != term
            if upper not in seen:
                seen.add(upper)
                waiting += above[upper]


def test_what_a_term_leads_to_is_there() -> None:
    named = {iri(f"hr:{name}") for name in TERMS}
    for s, p, o in TRIPLES:
        for part in (s, p, o):
            assert not part.startswith(f"<{PREFIXES['hr']}") or part in named, (s, p, o)


def test_domains_and_ranges_are_classes() -> None:
    own = {iri(f"hr:{name}") for name in CLASSES}
    for s, p, o in TRIPLES:
        if p in (iri("rdfs:domain"), iri("rdfs:range")) and o.startswith(f"<{PREFIXES['hr']}"):
            assert o in own, (s, p)


def test_nothing_is_imported() -> None:
    assert not [triple for triple in TRIPLES if triple[1] == iri("owl:imports")]


@pytest.mark.parametrize("scheme", sorted(CONCEPTS))
def test_a_concept_is_labelled_and_defined(scheme: str) -> None:
    triples = SCHEMES[scheme]
    concepts = {s for s, p, o in triples if (p, o) == (iri("rdf:type"), iri("skos:Concept"))}
    assert concepts == {f"<{PREFIXES['vocab']}{scheme}/{local}>" for local in CONCEPTS[scheme].values()}
    for concept in sorted(concepts):
        assert languages(triples, concept, "skos:prefLabel") == dict.fromkeys(LANGUAGES, 1), concept
        assert languages(triples, concept, "skos:definition") == dict.fromkeys(LANGUAGES, 1), concept


@pytest.mark.parametrize("scheme", sorted(CONCEPTS))
def test_a_scheme_is_labelled_and_defined(scheme: str) -> None:
    whole = f"<{PREFIXES['vocab']}{scheme}>"
    assert (whole, iri("rdf:type"), iri("skos:ConceptScheme")) in SCHEMES[scheme]
    assert languages(SCHEMES[scheme], whole, "skos:prefLabel") == dict.fromkeys(LANGUAGES, 1)
    assert languages(SCHEMES[scheme], whole, "skos:definition") == dict.fromkeys(LANGUAGES, 1)


@pytest.mark.parametrize("scheme", sorted(CONCEPTS))
def test_a_scheme_says_what_registries_ask(scheme: str) -> None:
    triples, whole = SCHEMES[scheme], f"<{PREFIXES['vocab']}{scheme}>"
    said = {name: {o for s, p, o in triples if (s, p) == (whole, iri(name))} for name in REGISTERED}
    assert said["dct:title"] == said["skos:prefLabel"]
    assert said["dct:creator"] == {o for s, p, o in TRIPLES if (s, p) == (HEADER, iri("dct:creator"))}
    assert said["dct:license"] == {o for s, p, o in TRIPLES if (s, p) == (HEADER, iri("dct:license"))}
    assert said["skos:hasTopConcept"] == {s for s, p, o in triples if (p, o) == (iri("skos:topConceptOf"), whole)}


@pytest.mark.parametrize("scheme", sorted(CONCEPTS))
def test_a_slug_is_the_english_label(scheme: str) -> None:
    assert slug(scheme)
    for label, local in CONCEPTS[scheme].items():
        assert re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-") == local
        assert label == text_of(f'"{label}"')


@pytest.mark.parametrize("scheme", sorted(CONCEPTS))
def test_no_label_stands_twice_in_a_scheme(scheme: str) -> None:
    named = (iri("skos:prefLabel"), iri("skos:altLabel"))
    whole = f"<{PREFIXES['vocab']}{scheme}>"
    labels = Counter(o.lower() for s, p, o in SCHEMES[scheme] if p in named and s != whole)
    assert [label for label, count in labels.items() if count > 1] == []


@pytest.mark.parametrize("scheme", sorted(CONCEPTS))
def test_a_scheme_is_a_tree_without_cycle_or_orphan(scheme: str) -> None:
    triples = SCHEMES[scheme]
    whole = f"<{PREFIXES['vocab']}{scheme}>"
    concepts = {f"<{PREFIXES['vocab']}{scheme}/{local}>" for local in CONCEPTS[scheme].values()}
    broader = {s: {o for t, p, o in triples if (t, p) == (s, iri("skos:broader"))} for s in concepts}
    for concept in sorted(concepts):
        assert (concept, iri("skos:inScheme"), whole) in triples
        is_top = (concept, iri("skos:topConceptOf"), whole) in triples
        assert is_top == (not broader[concept]), concept
        assert broader[concept] <= concepts
        assert len(broader[concept]) <= 1
    assert len(OURS.tree(scheme)) == len(concepts)


@pytest.mark.parametrize("scheme", sorted(CONCEPTS))
def test_labels_are_not_shifted(scheme: str) -> None:
    """Russian and Kazakh are Cyrillic, English and French are not, and letters that only Kazakh has stand in Kazakh."""
    by_language: dict[str, list[str]] = defaultdict(list)
    for concept in OURS.concepts(scheme):
        for language, label in concept.labels.items():
            by_language[language].append(label)
    for language, labels in by_language.items():
        for label in labels:
            is_cyrillic = bool(re.search(r"[а-яёА-ЯЁ]", label))
            assert is_cyrillic == (language in ("ru", "kk")), label
    assert not re.search(r"[әіңғүұқөһӘІҢҒҮҰҚӨҺ]", " ".join(by_language["ru"]))
    assert not set(by_language["ru"]) & set(by_language["kk"]) - SAME_IN_BOTH


def test_kazakh_labels_have_letters_of_their_own() -> None:
    labels = " ".join(concept.labels["kk"] for scheme in CONCEPTS for concept in OURS.concepts(scheme))
    assert set("әіңғүұқө") <= set(labels)


def test_every_file_of_the_ontology_is_valid_turtle_with_the_projects_prefixes() -> None:
    for path in sorted([*ONTOLOGY.glob("*.ttl"), *ONTOLOGY.glob("vocabularies/*.ttl")]):
        parser = ox.parse(path=path, format=ox.RdfFormat.TURTLE)
        assert list(parser)
        for prefix, namespace in parser.prefixes.items():
            assert PREFIXES.get(prefix, namespace) == namespace, path
            assert prefix in PREFIXES or namespace.startswith(PREFIXES["vocab"]), path


def test_generated_files_are_as_they_would_be_generated() -> None:
    assert generate.concepts(ONTOLOGY) == (ROOT / "kg" / "model" / "concepts.json").read_text(encoding="utf-8")
    assert generate.vocabulary(ONTOLOGY) == (ROOT / "kg" / "model" / "vocabulary.py").read_text(encoding="utf-8")


def test_the_labels_of_concepts_are_the_english_ones() -> None:
    assert {f"{scheme}/{local}": label for scheme in CONCEPTS for label, local in CONCEPTS[scheme].items()} == LABELS


def test_every_class_has_an_instance_in_the_seeds(built: Path) -> None:
    types = {q.object for q in ox.parse(path=built / "kg.nq") if q.predicate.value == f"{PREFIXES['rdf']}type"}
    inferred = {
        t.object for t in ox.parse(path=built / "inferred.ttl") if t.predicate.value == f"{PREFIXES['rdf']}type"
    }
    met = {term.value for term in types | inferred if isinstance(term, ox.NamedNode)}
    assert {name for name in CLASSES if PREFIXES["hr"] + name not in met} == set(WITHOUT_INSTANCE)


def test_every_property_has_an_instance_in_the_seeds(built: Path) -> None:
    """A property stays out until a record needs it."""
    met = {q.predicate.value for q in ox.parse(path=built / "kg.nq")}
    met |= {t.predicate.value for t in ox.parse(path=built / "inferred.ttl")}
    assert {name for name in PROPERTIES if PREFIXES["hr"] + name not in met} == WITHOUT_USE


CODES = {"huridocs-4": r"[0-9]{12}", "iccs": r"[0-9]{4,6}"}
"""What a code of each other classification looks like."""


def notations() -> list[tuple[str, str, str]]:
    """The notations of all concepts: concept, code, and the classification that it is of."""
    found = ((s, o) for triples in SCHEMES.values() for s, p, o in triples if p == iri("skos:notation"))
    return [(s, *re.fullmatch(rf'"(.*)"\^\^<{PREFIXES["vocab"]}notation#(.*)>', o).groups()) for s, o in found]  # type: ignore[union-attr]


def test_a_code_has_the_datatype_of_its_classification() -> None:
    declared = {s for s, p, o in SCHEMES["act-type"] if (p, o) == (iri("rdf:type"), iri("rdfs:Datatype"))}
    assert declared == {f"<{PREFIXES['vocab']}notation#{name}>" for name in CODES}
    assert {name for _, _, name in notations()} == set(CODES)
    assert [code for _, code, name in notations() if not re.fullmatch(CODES[name], code)] == []


def test_a_concept_has_one_code_of_a_classification_and_a_code_one_concept() -> None:
    for pairs in ([(s, name) for s, _, name in notations()], [(code, name) for _, code, name in notations()]):
        assert [pair for pair, count in Counter(pairs).items() if count > 1] == []


def test_each_code_stands_in_the_documentation() -> None:
    page = (ROOT / "docs" / "ontology.md").read_text("utf-8")
    shown = set(re.findall(r"^\| ([a-z -]+) \| (huridocs-4|iccs) \| `([0-9]+)` \|", page, re.MULTILINE))
    assert shown == {(LABELS["/".join(s.strip("<>").rsplit("/", 2)[1:])], name, code) for s, code, name in notations()}
