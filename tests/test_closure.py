"""What follows from the ontology, and what must not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import OWL, RDF, RDFS

from kg.model.errors import DataError
from kg.model.terms import Triple, expand
from kg.model.vocabulary import DERIVED
from kg.rdf import reference_closure
from kg.rdf.closure import closure
from kg.rdf.ontology import read_ontology
from tests import generated
from tests.project import OWN as BASE

ONTOLOGY = read_ontology()
HEAD = """\
@prefix : <https://w3id.org/chronicle/id/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def node(name: str) -> str:
    return f"<{BASE}{name}>"


def term(text: str) -> str:
    """``a`` is rdf:type, ``x:y`` a prefixed name, anything else a node of ours."""
    return expand("rdf:type") if text == "a" else expand(text) if ":" in text else node(text)


def follows(*facts: str) -> set[Triple]:
    """What the closure adds to some facts, each written as three words."""
    data: list[Triple] = []
    for fact in facts:
        s, p, o = map(term, fact.split())
        data.append((s, p, o))
    return set(closure(data, ONTOLOGY, bases=(BASE,)))


def triple(fact: str) -> Triple:
    s, p, o = map(term, fact.split())
    return s, p, o


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (["e hr:victim p"], "e hr:participant p"),
        (["e hr:allegedPerpetrator p"], "e hr:participant p"),
        (["e hr:victim p"], "e sem:hasActor p"),
        (["x hr:within y", "y hr:within z"], "x hr:within z"),
        (["x hr:within y", "y hr:within z"], "x schema:containedInPlace z"),
        (["x hr:partOf y", "y hr:partOf z"], "x hr:partOf z"),
        (["x hr:spouseOf y"], "y hr:spouseOf x"),
        (["x hr:spouseOf y"], "y hr:relativeOf x"),
        (["x hr:parentOf y"], "y hr:relativeOf x"),
        (["e hr:violates p"], "e hr:citesProvision p"),
        (["e hr:legalBasis p"], "e hr:citesProvision p"),
        (["e hr:charge p"], "e hr:citesProvision p"),
        (["e a hr:Act"], "e a hr:Event"),
        (["e a hr:Act"], "e a sem:Event"),
        (["e a hr:Proceeding"], "e a sem:Event"),
        (["c a hr:Assessment"], "c a hr:Claim"),
        (["c a hr:Assessment"], "c a prov:Entity"),
        (["p a hr:Person"], "p a foaf:Person"),
        (["p a hr:Person"], "p a hr:Agent"),
        (["o a hr:Organization"], "o a org:Organization"),
        (["g a hr:Group"], "g a foaf:Group"),
        (["d a hr:Document"], "d a foaf:Document"),
        (["p a hr:Passage"], "p a oa:SpecificResource"),
        (["c hr:claimant p"], "c prov:wasAttributedTo p"),
        (["x hr:derivedFrom y"], "x prov:wasDerivedFrom y"),
    ],
)
def test_what_follows(facts: list[str], expected: str) -> None:
    assert triple(expected) in follows(*facts)


@pytest.mark.parametrize(
    ("facts", "forbidden"),
    [
        (["e hr:participant p"], "e hr:victim p"),
        (["e hr:participant p"], "e hr:allegedPerpetrator p"),
        (["e hr:involvement i", "i hr:agent p"], "e hr:victim p"),
        (["e hr:involvement i", "i hr:agent p"], "e hr:participant p"),
        (["e hr:citesProvision p"], "e hr:violates p"),
        (["x hr:relativeOf y"], "x hr:spouseOf y"),
        (["x hr:parentOf y"], "y hr:parentOf x"),
        (["x hr:within y"], "y hr:within x"),
        (["e a hr:Event", "e hr:victim p"], "e a hr:Act"),
        (["e a hr:Event"], "e a prov:Activity"),
        (["p a hr:Person"], "p a prov:Agent"),
        (["c hr:evidence p"], "c prov:wasDerivedFrom p"),
        (["c a hr:Recommendation"], "c a hr:Claim"),
        (["e hr:content f"], "e hr:result f"),
    ],
)
def test_what_must_not_follow(facts: list[str], forbidden: str) -> None:
    assert triple(forbidden) not in follows(*facts)


def test_a_broader_act_type_is_no_type_of_the_act() -> None:
    """Queries walk skos:broader; the closure puts no second type on an act, so types can be counted."""
    found = follows("e hr:actType vocab:act-type/detention")
    assert not [triple for triple in found if triple[1] == expand("hr:actType")]


def test_nothing_follows_from_nothing() -> None:
    assert follows() == set()


def test_labels_entail_nothing() -> None:
    label: Triple = (node("p"), expand("skos:prefLabel"), '"Anna"@en')
    assert closure([label], ONTOLOGY, bases=(BASE,)) == []


# ── Each rule, and how they work together ────────────────────────────────────────────────────────────────────


def inferred(axioms: str, facts: str) -> set[Triple]:
    """What the closure adds to facts by some axioms, both in Turtle."""
    return set(closure(parsed(facts), parsed(axioms), bases=(BASE,)))


def parsed(text: str) -> list[Triple]:
    quads = ox.parse(HEAD + text, format=ox.RdfFormat.TURTLE)
    return [(str(t.subject), str(t.predicate), str(t.object)) for t in quads]


RULES = {
    "a node of a class is of every class above it": (
        ":A rdfs:subClassOf :B . :B rdfs:subClassOf :C .", ":x a :A .", ":x a :B , :C ."
    ),
    "classes in a circle have the same nodes": (
        ":A rdfs:subClassOf :B . :B rdfs:subClassOf :A .", ":x a :A . :y a :B .", ":x a :B . :y a :A ."
    ),
    "a property holds where one below it does": (
        ":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :r .", ":x :p :y .", ":x :q :y ; :r :y ."
    ),
    "the domain is that of a property above too": (
        ":p rdfs:subPropertyOf :q . :q rdfs:domain :A . :A rdfs:subClassOf :B .", ":x :p :y .", ":x :q :y ; a :A , :B ."
    ),
    "the range is that of a property above too": (
        ":p rdfs:subPropertyOf :q . :q rdfs:range :A . :A rdfs:subClassOf :B .", ":x :p :y .", ":x :q :y . :y a :A , :B ."
    ),
    "a symmetric property has domain and range at both ends": (
        ":p a owl:SymmetricProperty ; rdfs:domain :A ; rdfs:range :B .", ":x :p :y .", ":y :p :x ; a :A , :B . :x a :A , :B ."
    ),
    "a property above a symmetric one holds both ways": (
        ":p a owl:SymmetricProperty ; rdfs:subPropertyOf :q .", ":x :p :y .", ":y :p :x ; :q :x . :x :q :y ."
    ),
    "a property below a symmetric one holds one way": (
        ":q a owl:SymmetricProperty . :p rdfs:subPropertyOf :q .", ":x :p :y .", ":x :q :y . :y :q :x ."
    ),
    "a transitive property goes all the way": (
        ":p a owl:TransitiveProperty .", ":a :p :b . :b :p :c . :c :p :d . :d :p :e .",
        ":a :p :c , :d , :e . :b :p :d , :e . :c :p :e .",
    ),
    "a transitive property in a circle leads back": (
        ":p a owl:TransitiveProperty .", ":a :p :b . :b :p :a .", ":a :p :a . :b :p :b ."
    ),
    "a transitive property takes steps of those below it": (
        ":r a owl:TransitiveProperty . :p rdfs:subPropertyOf :r . :q rdfs:subPropertyOf :r .", ":x :p :y . :y :q :z .",
        ":x :r :y , :z . :y :r :z .",
    ),
    "a symmetric and transitive property joins whole groups": (
        ":p a owl:SymmetricProperty , owl:TransitiveProperty .", ":x :p :y . :z :p :y .",
        ":x :p :x , :z . :y :p :x , :y , :z . :z :p :x , :z .",
    ),
    "properties in a circle have all that follows for one of them": (
        ":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :p ; a owl:SymmetricProperty .", ":x :p :y .",
        ":x :q :y . :y :p :x ; :q :x .",
    ),
    "what is above everything is never said": (
        ":A rdfs:subClassOf owl:Thing . :p rdfs:domain rdfs:Resource ; rdfs:range owl:Thing .", ":x a :A ; :p :y .", ""
    ),
    "classes that exclude one another entail nothing": (
        ":A owl:disjointWith :B . [] a owl:AllDisjointClasses ; owl:members ( :A :B ) .", ":x a :A , :B .", ""
    ),
    "a literal is of no class and passes to no other property": (
        ":p rdfs:subPropertyOf :q ; rdfs:range xsd:date ; a owl:DatatypeProperty .", ':x :p "2012-01-01"^^xsd:date .', ""
    ),
    "two nodes with one literal are not linked by it": (
        ":p a owl:SymmetricProperty , owl:TransitiveProperty .", ':x :p "a" . :y :p "a" .', ""
    ),
    "what leads through a blank node is inferred, and what is about it is not": (
        ":p a owl:TransitiveProperty ; rdfs:subPropertyOf :q .", ":x :p _:b . _:b :p :y .", ":x :p :y ; :q :y ."
    ),
    "a property without a name is passed through": (
        ":p rdfs:subPropertyOf _:q . _:q rdfs:subPropertyOf :r .", ":x :p :y .", ":x :r :y ."
    ),
    "nodes of others are left out, and links to them are not": (
        ":p rdfs:domain :A ; rdfs:range :A ; rdfs:subPropertyOf :q .", ":x :p <https://example.org/y> . <https://example.org/y> :p :x .",
        ":x a :A ; :q <https://example.org/y> .",
    ),
    "an axiom among the data counts, and no axiom is inferred": (
        "", ":p a owl:TransitiveProperty ; rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :r . :x :p :y . :y :p :z .",
        ":x :p :z ; :q :y , :z ; :r :y , :z . :y :q :z ; :r :z .",
    ),
}  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_exactly_this_follows(rule: str) -> None:
    axioms, facts, expected = RULES[rule]
    assert inferred(axioms, facts) == set(parsed(expected))


@pytest.mark.parametrize("rule", RULES)
def test_the_same_follows_by_all_rules_of_owl_rl(rule: str) -> None:
    axioms, facts, expected = RULES[rule]
    assert set(reference_closure.closure(parsed(facts), parsed(axioms), bases=(BASE,))) == set(parsed(expected))


# ── What is refused ──────────────────────────────────────────────────────────────────────────────────────────

COVERED = {"rdf:type", "rdfs:subClassOf", "rdfs:subPropertyOf", "rdfs:domain", "rdfs:range"}
CHARACTERISTICS = {"owl:SymmetricProperty", "owl:TransitiveProperty"}
HARMLESS = {
    *(
        "owl:AnnotationProperty",
        "owl:Class",
        "owl:DatatypeProperty",
        "owl:NamedIndividual",
        "owl:ObjectProperty",
        "owl:Ontology",
    ),
    *("rdf:List", "rdf:Property", "rdfs:Class", "rdfs:Datatype"),
    *("owl:Thing", "rdf:langString", "rdfs:Literal", "rdfs:Resource"),
    *("owl:AllDisjointClasses", "owl:disjointWith", "owl:members", "rdf:first", "rdf:nil", "rdf:rest"),
    *(
        "owl:backwardCompatibleWith",
        "owl:deprecated",
        "owl:incompatibleWith",
        "owl:priorVersion",
        "owl:versionIRI",
        "owl:versionInfo",
    ),
    *("rdfs:comment", "rdfs:isDefinedBy", "rdfs:label", "rdfs:seeAlso"),
}
"""No rule of OWL 2 RL says anything about a node because of one of these."""
TERMS = {
    f"{name}:{term.removeprefix(str(space))}"
    for name, space in (("owl", OWL), ("rdf", RDF), ("rdfs", RDFS))
    for term in map(str, dir(space))
}
"""The whole vocabularies of OWL, RDF and RDFS."""


def refused(axioms: Iterable[Triple]) -> list[str]:
    """What is said about each term that no rule covers."""
    with pytest.raises(DataError) as caught:
        closure([], axioms, bases=(BASE,))
    assert {problem.code for problem in caught.value.problems} == {"unknown-axiom"}
    return [str(problem.found) for problem in caught.value.problems]


def test_a_datatype_may_be_defined_but_not_a_class() -> None:
    strings = [
        (node("b"), expand("rdf:type"), expand("rdfs:Datatype")),
        (node("b"), expand("owl:onDatatype"), expand("xsd:string")),
    ]
    defined = [*strings, (node("a"), expand("owl:equivalentClass"), node("b"))]
    assert refused(defined) == ["no inference rule covers owl:equivalentClass, used in: id:a owl:equivalentClass id:b"]
    assert closure([], [*defined, (node("a"), expand("rdf:type"), expand("rdfs:Datatype"))], bases=(BASE,)) == []


@pytest.mark.parametrize("name", sorted(TERMS - HARMLESS - COVERED))
def test_a_property_of_owl_that_no_rule_covers_is_refused_by_name(name: str) -> None:
    for target, shown in ((node("b"), "id:b"), ('"1"', '"1"')):
        said = refused([(node("a"), expand(name), target)])
        assert said == [f"no inference rule covers {name}, used in: id:a {name} {shown}"]


@pytest.mark.parametrize("name", [*sorted(TERMS - HARMLESS - CHARACTERISTICS), "xsd:date"])
def test_a_class_of_owl_that_no_rule_covers_is_refused_by_name(name: str) -> None:
    said = refused([(node("a"), expand("rdf:type"), expand(name))])
    assert said == [f"no inference rule covers {name}, used in: id:a rdf:type {name}"]


@pytest.mark.parametrize("name", sorted(HARMLESS))
def test_what_has_no_consequences_is_allowed(name: str) -> None:
    used = [
        (node("a"), expand(name), node("b")),
        (node("a"), expand("rdf:type"), expand(name)),
        (node("a"), expand("rdfs:subClassOf"), expand(name)),
        (node("a"), expand("rdfs:subPropertyOf"), expand(name)),
    ]
    assert closure([], used, bases=(BASE,)) == []


@pytest.mark.parametrize(
    ("axiom", "name"),
    [
        (":isa rdfs:subPropertyOf rdf:type .", "rdf:type"),
        (":p rdfs:subPropertyOf rdfs:subClassOf .", "rdfs:subClassOf"),
        (":p rdfs:subPropertyOf owl:sameAs .", "owl:sameAs"),
        (":Kin rdfs:subClassOf owl:SymmetricProperty .", "owl:SymmetricProperty"),
        (":p rdfs:range owl:TransitiveProperty .", "owl:TransitiveProperty"),
        (":p rdfs:domain owl:FunctionalProperty .", "owl:FunctionalProperty"),
        (":A rdfs:subClassOf owl:Nothing .", "owl:Nothing"),
        (":A rdfs:subClassOf [ owl:onProperty :p ; owl:maxCardinality 1 ] .", "owl:maxCardinality"),
        ("owl:Thing rdfs:subClassOf :A .", "owl:Thing"),
        ("rdf:type rdfs:subPropertyOf :is .", "rdf:type"),
        ("rdf:type rdfs:domain :A .", "rdf:type"),
        ("rdfs:subClassOf a owl:SymmetricProperty .", "rdfs:subClassOf"),
        ("rdfs:seeAlso a owl:TransitiveProperty .", "rdfs:seeAlso"),
        (':p rdfs:domain "A" .', '"A"'),
    ],
)
def test_an_axiom_that_would_make_others_is_refused(axiom: str, name: str) -> None:
    assert any(said.startswith(f"no inference rule covers {name}, used in: ") for said in refused(parsed(axiom)))


def test_every_term_that_no_rule_covers_is_told_at_once() -> None:
    said = refused(parsed(":p owl:inverseOf :q ; a owl:FunctionalProperty . :r owl:inverseOf :s ; rdfs:domain :A ."))
    assert said == [
        "no inference rule covers owl:FunctionalProperty, used in: id:p rdf:type owl:FunctionalProperty",
        "no inference rule covers owl:inverseOf, used in: id:p owl:inverseOf id:q",
    ]


def test_an_axiom_that_no_rule_covers_is_refused_among_the_data_too() -> None:
    with pytest.raises(DataError, match=r"no inference rule covers owl:sameAs"):
        closure(parsed(":x owl:sameAs :y ."), ONTOLOGY, bases=(BASE,))


def test_the_reference_knows_the_axioms_that_no_rule_covers() -> None:
    axioms, facts = parsed(":p owl:inverseOf :q ; rdfs:range :A ."), parsed(":x :p :y .")
    assert refused(axioms)
    assert set(reference_closure.closure(facts, axioms, bases=(BASE,))) == set(parsed(":y :q :x ; a :A ."))


# ── Against owlrl ────────────────────────────────────────────────────────────────────────────────────────────

PROPERTIES, CLASSES, NODES = ([f":{letter}{n}" for n in range(4)] for letter in "pCx")
ANYTHING = st.sampled_from([*PROPERTIES, *CLASSES, *NODES, "_:b", "<https://example.org/x>"])
"""A term may be all at once: a node, a class and a property."""


def mostly(terms: list[str]) -> st.SearchStrategy[str]:
    return st.integers(0, 9).flatmap(lambda n: ANYTHING if n == 0 else st.sampled_from(terms))


def statements(*parts: st.SearchStrategy[str], most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.tuples(*parts).map(lambda words: f"{' '.join(words)} ."), max_size=most)


BEYOND = st.sampled_from(
    ["owl:Thing", "rdfs:Resource", "owl:Class", "rdf:Property", "rdfs:Literal", "xsd:date", "rdfs:seeAlso"]
)
ONTOLOGIES = st.tuples(
    statements(mostly(PROPERTIES), st.just("rdfs:subPropertyOf"), mostly(PROPERTIES), most=4),
    statements(mostly(CLASSES), st.just("rdfs:subClassOf"), mostly(CLASSES), most=4),
    statements(mostly(PROPERTIES), st.sampled_from(["rdfs:domain", "rdfs:range"]), mostly(CLASSES), most=4),
    statements(mostly(PROPERTIES), st.just("a"), st.sampled_from(sorted(CHARACTERISTICS)), most=3),
    statements(ANYTHING, st.sampled_from(sorted(COVERED - {"rdf:type"})), BEYOND, most=1),
    statements(mostly(CLASSES), st.just("owl:disjointWith"), mostly(CLASSES), most=1),
).map(lambda parts: " ".join(chain(*parts)))
VERBS = mostly(PROPERTIES).filter(lambda term: term != "_:b") | st.just("rdfs:seeAlso")
FACTS = st.tuples(
    statements(mostly(NODES), VERBS, mostly(NODES), most=8),
    statements(mostly(NODES), st.just("a"), mostly(CLASSES), most=3),
    statements(mostly(NODES), VERBS, st.just('"text"'), most=1),
).map(lambda parts: " ".join(chain(*parts)))


def assert_both_infer_the_same(data: Sequence[Triple], axioms: Sequence[Triple]) -> int:
    ours = closure(data, axioms, bases=(BASE,))
    assert ours == reference_closure.closure(data, axioms, bases=(BASE,))
    return len(ours)


@given(axioms=ONTOLOGIES, facts=FACTS)
@settings(max_examples=25)
def test_the_same_follows_from_a_small_ontology(axioms: str, facts: str) -> None:
    assert_both_infer_the_same(parsed(facts), parsed(axioms))


@pytest.mark.slow_reference
@given(axioms=ONTOLOGIES, facts=FACTS)
@settings(max_examples=500)
def test_the_same_follows_from_any_small_ontology(axioms: str, facts: str) -> None:
    assert_both_infer_the_same(parsed(facts), parsed(axioms))


@pytest.mark.slow_reference
def test_the_same_follows_from_the_seeds(built: Path) -> None:
    assert assert_both_infer_the_same(sorted(triples(built / "asserted.ttl")), ONTOLOGY) > 10_000


@pytest.mark.slow_reference
def test_the_same_follows_from_a_generated_graph() -> None:
    other = "https://example.org/id/"
    data = [(s.replace(other, BASE), p, o.replace(other, BASE)) for s, p, o in generated.generate(300, 60)]
    assert assert_both_infer_the_same(data, [*ONTOLOGY, *generated.ontology()]) > 1000


# ── The whole graph of the seeds ─────────────────────────────────────────────────────────────────────────────


def triples(path: Path) -> set[Triple]:
    found = ((str(t.subject), str(t.predicate), str(t.object)) for t in ox.parse(path=path))
    return set(found)


def above(predicate: str) -> dict[str, set[str]]:
    """Each class or property with all that stand above it, itself included."""
    direct: dict[str, set[str]] = defaultdict(set)
    for s, p, o in ONTOLOGY:
        if p == expand(predicate):
            direct[s].add(o)
    found: dict[str, set[str]] = {}
    for name in {*direct, *(o for upper in direct.values() for o in upper)}:
        reached, waiting = {name}, [name]
        while waiting:
            fresh = direct[waiting.pop()] - reached
            reached |= fresh
            waiting += fresh
        found[name] = reached
    return found


def test_no_node_gets_a_class_that_its_own_does_not_imply(built: Path) -> None:
    """Principle 7 of the contract: the closure types no node outside its class and that class's superclasses."""
    classes = above("rdfs:subClassOf")
    asserted: dict[str, set[str]] = defaultdict(set)
    for s, p, o in triples(built / "kg.ttl"):
        if p == expand("rdf:type"):
            asserted[s] |= classes.get(o, {o})
    for s, p, o in triples(built / "inferred.ttl"):
        if p == expand("rdf:type"):
            assert o in asserted[s], (s, o)


def test_every_superclass_of_a_node_is_inferred(built: Path) -> None:
    data, inferred, classes = triples(built / "kg.ttl"), triples(built / "inferred.ttl"), above("rdfs:subClassOf")
    both = data | inferred
    for s, p, o in data:
        if p == expand("rdf:type"):
            for upper in classes.get(o, ()):
                assert (s, p, upper) in both


def test_whoever_takes_part_is_a_victim_or_a_doer_only_where_that_is_asserted(built: Path) -> None:
    data, inferred = triples(built / "kg.ttl"), triples(built / "inferred.ttl")
    strong = {expand("hr:victim"), expand("hr:allegedPerpetrator")}
    assert {p for _, p, _ in inferred}.isdisjoint(strong)
    expected = {(s, expand("hr:participant"), o) for s, p, o in data if p in strong}
    assert {t for t in inferred if t[1] == expand("hr:participant")} == expected


def test_what_follows_is_about_our_nodes_and_worth_having(built: Path) -> None:
    inferred = triples(built / "inferred.ttl")
    assert inferred
    made = {expand(f"hr:{name}") for name in DERIVED} | {expand("dct:identifier")}
    for s, p, o in inferred:
        if p in made:
            continue
        assert s.startswith(f"<{BASE}")
        assert o.startswith("<")
        assert p != expand("owl:sameAs")
        assert o not in (expand("owl:Thing"), expand("rdfs:Resource"))
        assert not p.startswith("<http://www.w3.org/2002/07/owl#")
    assert inferred.isdisjoint(triples(built / "asserted.ttl"))


def test_nothing_is_the_same_as_something_else(built: Path) -> None:
    found = triples(built / "kg.ttl") | triples(built / "inferred.ttl")
    assert not [t for t in found if t[1] == expand("owl:sameAs")]


def test_no_value_stands_for_a_node_or_a_node_for_a_value(built: Path) -> None:
    """No literal where the ontology's range is a class, no node where it is a datatype."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for s, p, o in ONTOLOGY:
        if p == expand("rdf:type"):
            kinds[s].add(o)
    for s, p, o in triples(built / "kg.ttl"):
        if expand("owl:ObjectProperty") in kinds[p]:
            assert o.startswith("<"), (s, p, o)
        elif expand("owl:DatatypeProperty") in kinds[p]:
            assert o.startswith('"'), (s, p, o)


def test_a_value_has_the_datatype_of_its_propertys_range(built: Path) -> None:
    ranges = {s: o for s, p, o in ONTOLOGY if p == expand("rdfs:range") and expand("xsd:string") != o}
    datatypes = {s: o for s, o in ranges.items() if "XMLSchema#" in o or "datatypes/edtf" in o}
    checked = 0
    for s, p, o in triples(built / "kg.ttl"):
        if p in datatypes:
            assert o.endswith(f"^^{datatypes[p]}"), (s, p, o)
            checked += 1
    assert checked > 500


def test_every_node_that_the_data_leads_to_is_described(built: Path) -> None:
    """Nothing dangles: each of our IRIs that is an object is a subject too."""
    data = triples(built / "kg.ttl")
    subjects = {s for s, _, _ in data}
    assert {o for _, _, o in data if o.startswith(f"<{BASE}")} <= subjects
