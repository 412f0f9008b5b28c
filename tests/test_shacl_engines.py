"""Both engines find the same: focus node, path, component, value, shape, severity."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.build.pipeline import Build
from kg.model.terms import Term, Triple
from kg.rdf.ontology import read_ontology
from kg.rdf.syntax import read_triples
from kg.validation import ENGINES, Report, Result, reference, validate
from kg.validation.compiled import Data
from kg.validation.compiled.compilation import compile_shapes, read_shapes
from kg.validation.compiled.components import COMPONENTS
from kg.validation.compiled.model import sh
from tests import generated
from tests.project import ROOT
from tests.sampling import sampled
from tests.test_shacl_suite import REFERENCE_EXCEPTIONS
from tests.test_shapes import CASES, RULES, checked, ontology, read_case, shapes, spoilt

Found = set[tuple[Term, ...]]


HEAD = """\
@prefix ex: <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def turtle(text: str) -> list[Triple]:
    quads = ox.parse(HEAD + text, format=ox.RdfFormat.TURTLE)
    return [(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads]


def found(report: Report) -> Found:
    """The results without their messages; blank nodes are alike, since rdflib names them anew."""
    return {tuple("_:" if term.startswith("_:") else term for term in row) for row in map(parts, report.results)}


def parts(result: Result) -> tuple[Term, ...]:
    return result.focus, result.path, result.component, result.value, result.shape, result.severity


def both(
    data: Iterable[Triple], rules: Iterable[Triple], classes: Iterable[Triple], focus: Iterable[Term] | None = None
) -> tuple[Found, Found]:
    kept = list(data), list(rules), list(classes), None if focus is None else list(focus)
    fast, slow = (found(validate(*kept[:3], engine=engine, focus=kept[3], most=None)) for engine in ENGINES)
    return fast, slow


@pytest.mark.parametrize("path", sampled(CASES, 12, ids=[path.stem for path in CASES]))
def test_both_engines_find_the_same_in_bad_data_for_its_shape(path: Path) -> None:
    data, shape = spoilt(read_case(path).update), f"{RULES}{path.stem}>"
    slow = Report.of(reference.results([*data, *ontology()], said_of(shape)))
    assert found(slow) == found(checked(data))
    assert slow.results


def said_of(shape: Term) -> list[Triple]:
    """The triples of a shape, and of the shapes, lists and queries that it leads to."""
    reached, waiting = {shape}, [shape]
    while waiting:
        fresh = {value for _, _, value in by_subject()[waiting.pop()] if value in by_subject()} - reached
        reached |= fresh
        waiting += fresh
    return [triple for node in sorted(reached) for triple in by_subject()[node]]


@cache
def by_subject() -> dict[Term, list[Triple]]:
    return {node: list(triples) for node, triples in groupby(sorted(shapes()), key=itemgetter(0))}


@pytest.mark.slow_reference
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_both_engines_find_the_same_in_bad_data_for_all_shapes(path: Path) -> None:
    fast, slow = both(spoilt(read_case(path).update), shapes(), ontology())
    assert fast == slow
    assert fast


@pytest.mark.slow_reference
def test_both_engines_find_the_same_in_the_seeds(built: Path, made: Build) -> None:
    data = list(read_triples(built / "kg.ttl"))
    fast, slow = both(data, shapes(), read_ontology())
    assert fast == slow == found(made.report)
    assert fast


@pytest.mark.parametrize(("records", "errors"), [(50, 50), pytest.param(1000, 200, marks=pytest.mark.slow_reference)])
def test_both_engines_find_every_error_put_into_a_generated_graph(records: int, errors: int) -> None:
    data = list(generated.generate(records, errors))
    fast, slow = both(data, generated.shapes(), generated.ontology())
    assert fast == slow
    components = {component for _, _, component, *_ in fast}
    assert len(fast) >= errors
    assert {each.term for each in COMPONENTS} | {sh("SPARQLConstraintComponent")} == components


KINDS_OF_ERROR = range(len(generated.ERRORS))


@pytest.mark.parametrize("number", sampled(KINDS_OF_ERROR, 4, ids=list(map(str, KINDS_OF_ERROR))))
def test_both_engines_find_each_kind_of_error(number: int) -> None:
    sound, own = list(generated.generate(3)), generated.record(1)
    assert found(validate(sound, generated.shapes(), generated.ontology())) == set()
    others = [triple for triple in sound if triple not in set(own)]
    fast, slow = both([*others, *generated.ERRORS[number](own, 1)], generated.shapes(), generated.ontology())
    assert fast == slow
    assert fast


DIFFERENCES = {
    "an IRI is not less than another": (
        "ex:S sh:targetNode ex:a ; sh:path ex:p ; sh:lessThan ex:q .",
        "ex:a ex:p ex:b ; ex:q ex:c .",
    ),
    "an IRI is not less than a text": (
        "ex:S sh:targetNode ex:a ; sh:path ex:p ; sh:lessThan ex:q .",
        'ex:a ex:p ex:b ; ex:q "y" .',
    ),
    "a date that is not in the calendar compares with nothing": (
        "ex:S sh:targetNode ex:a ; sh:path ex:p ; sh:lessThanOrEquals ex:q .",
        'ex:a ex:p "2012-02-30"^^xsd:date ; ex:q "2013-01-01"^^xsd:date .',
    ),
    "a boolean is no number": (
        "ex:S sh:targetNode ex:a ; sh:path ex:p ; sh:maxInclusive 90 .",
        'ex:a ex:p "1"^^xsd:boolean .',
    ),
    "a number outside its datatype compares with nothing": (
        "ex:S sh:targetNode ex:a ; sh:path ex:p ; sh:maxExclusive 0 .",
        'ex:a ex:p "300"^^xsd:byte .',
    ),
    "a date with a time is no `xsd:date`": (
        "ex:S sh:targetNode ex:a ; sh:path ex:p ; sh:datatype xsd:date .",
        'ex:a ex:p "2022-10-05T01:02:03"^^xsd:date .',
    ),
    "a time zone of 15 hours is none": (
        "ex:S sh:targetNode ex:a ; sh:path ex:p ; sh:datatype xsd:date .",
        'ex:a ex:p "2022-10-05+15:00"^^xsd:date .',
    ),
    "a date is no `xsd:gYear`": (
        "ex:S sh:targetNode ex:a ; sh:path ex:p ; sh:datatype xsd:gYear .",
        'ex:a ex:p "1982-01-01"^^xsd:gYear .',
    ),
}
"""Where pySHACL (0.40) lets through what SHACL has fail (sections 4.1.2, 4.3, 4.5); docs/validation.md has these as a table."""


@pytest.mark.parametrize("reason", DIFFERENCES)
def test_what_pyshacl_lets_through_is_found_by_the_fast_engine(reason: str) -> None:
    rules, data = (list(turtle(text)) for text in DIFFERENCES[reason])
    fast, slow = both(data, rules, ())
    assert len(fast) == 1
    assert slow == set()


def test_the_docs_say_where_pyshacl_is_wrong() -> None:
    text = (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")
    table = text.partition("## The engines")[2].partition("\n## ")[0]
    for reason in (*DIFFERENCES, *REFERENCE_EXCEPTIONS.values()):
        assert f"| {reason[0].upper()}{reason[1:]} |" in table, reason


PREFIX = 'ex: sh:declare [ sh:prefix "ex" ; sh:namespace "https://example.org/"^^xsd:anyURI ] .'
IN_SPARQL = {
    "a query within not": """
        ex:S sh:targetSubjectsOf ex:p ; sh:not ex:T .
        ex:T sh:sparql [ sh:prefixes ex: ; sh:select "SELECT $this WHERE { $this ex:p ?a , ?b FILTER ( ?a != ?b ) }" ] .""",
    "a query within or, on the values of a path": """
        ex:S sh:targetSubjectsOf ex:p ; sh:path ex:p ; sh:or ( ex:T [ sh:nodeKind sh:Literal ] ) .
        ex:T sh:sparql [ sh:prefixes ex: ; sh:select "SELECT $this WHERE { $this ex:q ?a . FILTER NOT EXISTS { $this ex:p ?b . ?b ex:q ?a } }" ] .""",
    "a query of a property shape with its path": """
        ex:S sh:targetSubjectsOf ex:p ; sh:path ( ex:p [ sh:zeroOrOnePath ex:q ] ) ;
          sh:sparql [ sh:prefixes ex: ; sh:select "SELECT $this ?value WHERE { $this $PATH ?value . FILTER isIRI(?value) }" ] .""",
    "a query that counts": """
        ex:S sh:targetSubjectsOf ex:p ;
          sh:sparql [ sh:prefixes ex: ; sh:select "SELECT $this (COUNT(?a) AS ?value) WHERE { $this ex:p ?a } GROUP BY $this HAVING ( COUNT(?a) > 1 )" ] .""",
    "a query with OPTIONAL, UNION and BIND": """
        ex:S sh:targetSubjectsOf ex:p ; sh:sparql [ sh:prefixes ex: ; sh:select '''
          SELECT DISTINCT $this ?value WHERE {
            { $this ex:p ?value } UNION { ?value ex:p $this FILTER ( $this != ex:c ) }
            OPTIONAL { ?value ex:q ?more }
            BIND ( BOUND(?more) AS ?has ) FILTER ( ?has )
          }''' ] .""",
    "two components of the shapes graph, one within a condition": """
        ex:Component a sh:ConstraintComponent ; sh:parameter [ sh:path ex:least ] , [ sh:path ex:most ; sh:optional true ] ;
          sh:validator [ a sh:SPARQLAskValidator ; sh:prefixes ex: ; sh:ask
            "ASK { FILTER ( isLiteral($value) && STRLEN(STR($value)) >= $least && ( !BOUND($most) || STRLEN(STR($value)) <= $most ) ) }" ] .
        ex:S a sh:NodeShape ; sh:targetObjectsOf ex:p ; ex:least 2 .
        ex:U sh:targetSubjectsOf ex:p ; sh:property [ sh:path ex:p ; sh:not ex:T ] . ex:T a sh:NodeShape ; ex:least 1 ; ex:most 2 .""",
}  # fmt: skip
LINKED = 'ex:a ex:p ex:b , ex:c , "x" , "long" . ex:b ex:p "yy" ; ex:q 1 . ex:c ex:p ex:b ; ex:q 2 , 3 .'


@pytest.mark.parametrize("name", IN_SPARQL)
def test_both_engines_ask_queries_of_a_shapes_graph_alike(name: str) -> None:
    rules = turtle(f"{PREFIX}\n{IN_SPARQL[name]}")
    fast, slow = both(turtle(LINKED), rules, ())
    assert fast == slow
    assert fast
    assert not any(shape.left for shape in compile_shapes(read_shapes(rules), Data.gather(turtle(LINKED))).shapes)
