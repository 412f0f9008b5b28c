"""What follows from the ontology, and what must not."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import owlrl
import pyoxigraph as ox
import pytest

from kg.model.terms import Triple, expand
from kg.rdf.inference import closure
from kg.rdf.ontology import read_ontology
from tests.project import BASE

ONTOLOGY = read_ontology()


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


AXIOMS = """\
@prefix : <https://w3id.org/chronicle/id/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
:f a owl:FunctionalProperty . :g a owl:InverseFunctionalProperty . :s a owl:SymmetricProperty . :t a owl:TransitiveProperty .
:p rdfs:subPropertyOf :q ; rdfs:domain :A ; rdfs:range :B . :q owl:inverseOf :r . :u owl:equivalentProperty :v .
:w owl:propertyChainAxiom ( :p :q ) . :A rdfs:subClassOf :C . :C owl:equivalentClass :D .
:E owl:intersectionOf ( :A :B ) . :F owl:unionOf ( :A :G ) .
:H owl:onProperty :p ; owl:someValuesFrom :B . :I owl:onProperty :p ; owl:allValuesFrom :J . :C rdfs:subClassOf :I .
:K owl:onProperty :v ; owl:hasValue :x1 . :M owl:onProperty :q ; owl:maxCardinality 1 . :L owl:oneOf ( :x1 :x2 ) .
:N owl:hasKey ( :u ) . :x9 owl:sameAs :x3 .
"""
FACTS = """\
@prefix : <https://w3id.org/chronicle/id/> .
:x1 :f :x2 , :x3 ; :p :x4 ; :s :x5 ; :t :x6 . :x6 :t :x7 . :x2 :g :x8 . :x4 :g :x8 ; :q :x9 ; :u :x1 . :x5 a :A , :B .
:x6 :v :x1 ; a :K . :x7 a :N ; :u :x1 . :x8 a :N ; :v :x1 . :x3 a :M ; :q :x6 , :x7 . :x9 :w :x1 ; a :G . :x2 :r :x4 .
"""


def parsed(text: str) -> list[Triple]:
    return [(str(t.subject), str(t.predicate), str(t.object)) for t in ox.parse(text, format=ox.RdfFormat.TURTLE)]


@pytest.mark.parametrize("part", ["axioms of every kind", "the seeds"])
def test_the_closure_is_that_of_owlrl_asked_of_every_triple(
    part: str, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if part == "the seeds":
        data, ontology = sorted(triples(built / "kg.ttl"))[::9], ONTOLOGY
    else:
        data, ontology = parsed(FACTS), parsed(AXIOMS)
    ours = closure(data, ontology, bases=(BASE,))
    monkeypatch.setattr("kg.rdf.inference._semantics", lambda: owlrl.OWLRL.OWLRL_Semantics)
    assert ours == closure(data, ontology, bases=(BASE,))
    assert len(ours) > 50


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
    for s, p, o in inferred:
        assert s.startswith(f"<{BASE}")
        assert o.startswith("<")
        assert p != expand("owl:sameAs")
        assert o not in (expand("owl:Thing"), expand("rdfs:Resource"))
        assert not p.startswith("<http://www.w3.org/2002/07/owl#")
    assert inferred.isdisjoint(triples(built / "kg.ttl"))


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
