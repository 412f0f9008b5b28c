"""The fast engine by itself: what it refuses, what it leaves to pySHACL, focus nodes, the cap, messages, spelling."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.model.errors import DataError
from kg.model.terms import Term, expand, literal
from kg.model.vocabulary import PREFIXES
from kg.rdf.syntax import read_triples
from kg.validation import ENGINES, Engine, IllFormedError, Report, located, validate
from kg.validation import compile_shapes as compiled_shapes
from kg.validation.compiled import Data, chaining, run, sparql
from kg.validation.compiled.compilation import compile_shapes, read_shapes
from kg.validation.compiled.spelling import spelt, stored
from tests import generated
from tests.test_shacl_engines import HEAD, found, turtle

XSD = PREFIXES["xsd"]


def check(shapes: str, data: str, engine: Engine = "fast", *, language: str = "en") -> Report:
    return validate(turtle(data), turtle(shapes), (), engine=engine, language=language)


def values(report: Report) -> list[Term]:
    return [result.value for result in report.results]


ILL_FORMED = {
    "sh:minCuont 1 ; sh:path ex:p": 'sh:minCuont would be ignored\n  did you mean "minCount"?',
    "sh:rule [] ; sh:nodeKind sh:IRI": "sh:rule would be ignored\n  remove it: it is not of SHACL Core or SHACL-SPARQL",
    "sh:path ex:p ; sh:minCount -1": 'sh:minCount is "-1"^^<http://www.w3.org/2001/XMLSchema#integer>\n  write a whole number of 0 or more',
    "sh:path ex:p ; sh:minCount 1 , 2": "sh:minCount occurs 2 times\n  write it once",
    "sh:minCount 1": "sh:minCount counts or compares values of a path, and it has no path\n  give it a sh:path",
    "a sh:PropertyShape ; sh:minCount 1": "it has no path\n  give it one sh:path",
    "sh:path ex:p , ex:q ; sh:minCount 1": "it has 2 paths\n  give it one sh:path",
    "sh:path ( ex:p ) ; sh:minCount 1": "a list in its path has one member\n  write two or more, or the one without a list",
    "sh:path [ ] ; sh:minCount 1": "its path is empty\n  write an IRI, or a path such as [ sh:inversePath hr:asserts ]",
    "sh:nodeKind ex:IRI": "sh:nodeKind is <https://example.org/IRI>\n  write sh:BlankNode, sh:BlankNodeOrIRI, sh:BlankNodeOrLiteral, sh:IRI, sh:IRIOrLiteral, sh:Literal",
    'sh:class "Person"': 'sh:class is "Person"\n  write an IRI',
    "sh:in ex:notAList": "the list of sh:in does not end\n  write it in round brackets: ( a b )",
    "sh:or ( 1 2 )": 'the list of sh:or contains "1"^^<http://www.w3.org/2001/XMLSchema#integer>\n  write an IRI or a blank node there',
    "sh:node [ sh:path ex:p ; sh:minCount 1 ]": "sh:node names",
    "sh:severity \"bad\" ; sh:nodeKind sh:IRI": "sh:severity is",
    "sh:sparql [ ]": "its query node has no sh:select\n  give it one",
    'sh:sparql [ sh:select "ASK { $this ?p ?o }" ]': "sh:select does not contain a SELECT\n  write SELECT $this … WHERE { … }",
    'sh:sparql [ sh:select "SELECT ?x WHERE { $this ?p ?x }" ]': "its query does not return $this\n  write SELECT $this … WHERE { … }",
    'sh:sparql [ sh:select "SELECT $this WHERE { $this no:p ?x }" ]': 'in its query: the prefix "no:" is not declared\n  change the query, or declare the prefix with sh:prefixes',
    'sh:sparql [ sh:select "SELECT $this WHERE { $this <urn:p> ?x" ]': "its query cannot be run: this is not SPARQL: expected",
    'sh:sparql [ sh:select "SELECT $this WHERE { $this $PATH ?x }" ]': "in its query: $PATH is used in the query of a node shape, which has no path\n  change the query, or declare the prefix with sh:prefixes",
    'sh:sparql [ sh:select "SELECT $this WHERE { GRAPH ?g { $this ?p ?o } }" ]': "in its query: it uses GRAPH, but the data are one graph\n  change the query, or declare the prefix with sh:prefixes",
}  # fmt: skip


# pySHACL reads queries itself.
CASES = [(said, engine) for said in ILL_FORMED for engine in ENGINES if engine == "fast" or "sh:sparql" not in said]


@pytest.mark.parametrize(("said", "engine"), CASES, ids=[f"{engine}-{said[:40]}" for said, engine in CASES])
def test_an_ill_formed_shape_is_refused_with_its_name(said: str, engine: Engine) -> None:
    with pytest.raises(IllFormedError) as caught:
        check(f"ex:S sh:targetNode ex:a ; {said} .", "ex:a ex:p 1 .", engine)
    text = str(caught.value)
    assert text.startswith("error[ill-formed-shape]: shape <https://example.org/S>: " + ILL_FORMED[said])


@pytest.mark.parametrize("engine", ENGINES)
def test_a_recursive_shape_is_refused_with_the_way_round(engine: Engine) -> None:
    shapes = "ex:S sh:targetNode ex:a ; sh:node ex:T . ex:T sh:or ( ex:S ex:U ) . ex:U sh:nodeKind sh:IRI ."
    with pytest.raises(IllFormedError) as caught:
        check(shapes, "ex:a ex:p 1 .", engine)
    assert str(caught.value) == (
        "error[recursive-shape]: shape <https://example.org/S>: it refers back to itself: "
        "https://example.org/S → https://example.org/T → https://example.org/S\n"
        "  remove one of these references: SHACL does not define what a recursive shape means"
    )


def test_the_file_and_line_of_an_ill_formed_shape_are_found(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.ttl", tmp_path / "bad.ttl"
    good.write_text(f"{HEAD}ex:G sh:targetNode ex:a ; sh:nodeKind sh:IRI .\n", encoding="utf-8")
    bad.write_text(f"{HEAD}\nex:S a sh:NodeShape ;\n  sh:nodeKind ex:Kind .\n", encoding="utf-8")
    triples = [triple for path in (good, bad) for triple in read_triples(path)]
    with pytest.raises(IllFormedError) as caught:
        validate((), triples, ())
    assert f"\n  {bad}:8\n" in str(located(caught.value, [good, bad]))


@pytest.mark.parametrize("engine", ENGINES)
def test_imports_are_never_fetched(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    imports = "<https://example.org/o> a owl:Ontology ; owl:imports <https://example.org/elsewhere> ."
    shapes = f"{imports} ex:S sh:targetNode ex:a ; sh:nodeKind sh:Literal ."
    assert values(check(shapes, f"{imports} ex:a ex:p 1 .", engine)) == ["<https://example.org/a>"]


def test_what_a_report_leaves_out_is_counted() -> None:
    data = list(generated.generate(200, 200))
    whole = validate(data, generated.shapes(), generated.ontology(), most=None)
    some = validate(data, generated.shapes(), generated.ontology(), most=7)
    assert len(some.results) == 7
    assert some.results == whole.results[:7]
    assert some.counts == whole.counts
    assert not some.conforms()
    told = f"\n\nthese are the first 7 of {len(whole.results)} results; the others are only counted\n"
    assert some.text().endswith(told)
    assert "only counted" not in whole.text()


def test_a_report_that_shows_nothing_does_not_conform() -> None:
    report = validate(generated.generate(10, 10), generated.shapes(), generated.ontology(), most=0)
    assert report.results == ()
    assert not report.conforms()
    (said,) = (value for _, predicate, value in report.triples() if predicate == expand("sh:conforms"))
    assert said.startswith('"false"')


FOCUS = """
ex:S sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:class ex:C ] ; sh:property [ sh:path ex:q ; sh:property [ sh:path ex:r ; sh:minCount 1 ] ] .
ex:O sh:targetObjectsOf ex:p ; sh:nodeKind sh:Literal .
ex:N sh:targetNode ex:b , 5 ; sh:nodeKind sh:BlankNode .
"""
FOCUSED = (
    "ex:a a ex:D ; ex:p ex:b , ex:x ; ex:q ex:z . ex:b a ex:C ; ex:p ex:y . ex:D rdfs:subClassOf ex:C . ex:x ex:p 5 ."
)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("nodes", "expected"),
    [
        ([], []),
        (["nowhere"], []),
        (["a"], [("a", "ClassConstraintComponent", "x"), ("z", "MinCountConstraintComponent", "")]),
        (["b"], [("b", "ClassConstraintComponent", "y"), ("b", "NodeKindConstraintComponent", "b"), ("b", "NodeKindConstraintComponent", "b")]),
    ],
)  # fmt: skip
def test_only_the_focus_nodes_are_targets(engine: Engine, nodes: list[str], expected: list[tuple[str, ...]]) -> None:
    focus = [f"<https://example.org/{node}>" for node in nodes]
    report = validate(turtle(FOCUSED), turtle(FOCUS), (), focus=focus, engine=engine)
    found = sorted(tuple(t.strip("<>").rpartition("/")[2].rpartition("#")[2] for t in (r.focus, r.component, r.value)) for r in report.results)  # fmt: skip
    assert found == expected


def test_a_blank_node_or_literal_can_be_a_focus_node() -> None:
    data = [("_:x", expand("rdf:type"), "<https://example.org/C>"), ("_:x", "<https://example.org/p>", "<urn:y>")]
    assert [r.focus for r in validate(data, turtle(FOCUS), (), focus=["_:x"]).results] == ["_:x"]
    five = literal("5", datatype=XSD + "integer")
    assert values(validate(turtle(FOCUSED), turtle(FOCUS), (), focus=[five])) == [five]


def test_a_focus_finds_what_a_whole_run_finds_of_these_nodes() -> None:
    data = list(generated.generate(60, 40))
    rules, classes = generated.shapes(), generated.ontology()
    every = sorted({subject for subject, _, _ in data})
    assert (
        validate(data, rules, classes, focus=every, most=None).results
        == validate(data, rules, classes, most=None).results
    )
    whole = validate(data, rules, classes, most=None).results
    nodes = [*sorted({result.focus for result in whole})[::2], *every[::20]]
    known = compiled_shapes(rules, classes)
    each = (validate(data, rules, classes, focus=[node], most=None, known=known) for node in nodes)
    alone = {result for report in each for result in report.results}
    assert len(alone) > 20
    assert alone <= set(whole)  # what a nested shape finds has another focus node than its target


LEFT = 'ex:S sh:targetNode 01 ; sh:sparql [ sh:select "SELECT $this WHERE { FILTER ( isLiteral($this) ) }" ] .'
"""A query asked of a literal that the store holds by value: the target alone decides that, and no other data."""


def test_what_cannot_be_compiled_is_left_to_the_reference_shape_by_shape() -> None:
    shapes = f"{LEFT} ex:T sh:targetNode ex:a ; sh:path ex:p ; sh:maxCount 1 ."
    store = Data.gather(turtle('ex:a ex:p "x1" , "x2" .'))
    outcome = run(compile_shapes(read_shapes(turtle(shapes)), store), store, "en")
    assert list(outcome.left) == ["<https://example.org/S>"]
    assert [result.shape for result in outcome.results] == ["<https://example.org/T>"]
    report = check(shapes, 'ex:a ex:p "x1" , "x2" .')
    assert literal("01", datatype=XSD + "integer") in values(report)
    assert found(report) == found(check(shapes, 'ex:a ex:p "x1" , "x2" .', "reference"))


SPELT = ["1.50", "01", "+7", "1.5E0", "300", "0", "2012-01-01T00:00:00.0", "P1Y0M"]
TYPES = ["decimal", "integer", "integer", "double", "byte", "boolean", "dateTime", "duration"]


@pytest.mark.parametrize(("text", "name"), list(zip(SPELT, TYPES, strict=True)))
def test_a_literal_is_told_as_it_is_spelt(text: str, name: str) -> None:
    term = literal(text, datatype=XSD + name)
    assert spelt(stored(term)) == term
    data = [("<https://example.org/a>", "<https://example.org/p>", term)]
    assert values(validate(data, turtle("ex:S sh:targetNode ex:a ; sh:path ex:p ; sh:nodeKind sh:IRI ."), ())) == [term]


def test_terms_are_compared_as_terms_and_numbers_as_numbers() -> None:
    data = 'ex:a ex:p 1 , 1.0 , "01"^^xsd:integer , "300"^^xsd:byte .'
    one = "ex:S sh:targetNode ex:a ; sh:path ex:p ; "
    assert len(values(check(one + "sh:in ( 1 ) .", data))) == 3
    assert len(check(one + "sh:maxCount 3 .", data).results) == 1
    assert check(one + "sh:maxCount 4 .", data).results == ()
    assert values(check(one + "sh:minExclusive 1 .", data)) == sorted(term for _, _, term in turtle(data))
    assert values(check(one + "sh:minInclusive 1 .", data)) == [literal("300", datatype=XSD + "byte")]
    assert check(one + 'sh:hasValue "01"^^xsd:integer .', data).results == ()
    assert len(check(one + 'sh:hasValue "+1"^^xsd:integer .', data).results) == 1


@pytest.mark.parametrize("kind", ["minInclusive", "minExclusive", "maxInclusive", "maxExclusive"])
@pytest.mark.parametrize(
    "value", ['"x"', '"x"@en', '"abc"^^xsd:integer', '"300"^^xsd:byte', '"2012-02-30"^^xsd:date', "ex:b", "_:b"]
)
def test_what_cannot_be_compared_is_at_fault(kind: str, value: str) -> None:
    report = check(f"ex:S sh:targetNode ex:a ; sh:path ex:p ; sh:{kind} 5 .", f"ex:a ex:p {value} .")
    assert len(report.results) == 1


@pytest.mark.parametrize("value", ['"x"', '"abc"^^xsd:integer', "ex:b", "_:b", "5"])
@pytest.mark.parametrize("kind", ["lessThan", "lessThanOrEquals"])
def test_what_is_not_less_than_or_cannot_be_compared_is_at_fault(kind: str, value: str) -> None:
    report = check(f"ex:S sh:targetNode ex:a ; sh:path ex:p ; sh:{kind} ex:q .", f"ex:a ex:p {value} ; ex:q 4 .")
    assert len(report.results) == 1


QUERY = """
ex: sh:declare [ sh:prefix "ex" ; sh:namespace "https://example.org/"^^xsd:anyURI ] .
ex:S sh:targetNode ex:a ; sh:message "of the shape"@en ; sh:sparql [ sh:prefixes ex: ; MESSAGE
    sh:select "SELECT $this ?value ?other WHERE { $this ex:p ?value ; ex:q ?other FILTER ( ?value > ?other ) }" ] .
"""


def test_a_query_sees_numbers_by_value_and_tells_them_as_they_are_spelt() -> None:
    data = "ex:a ex:p 1.50 , 01.0 ; ex:q 1.2 ."
    assert values(check(QUERY.replace("MESSAGE", ""), data)) == [literal("1.50", datatype=XSD + "decimal")]


def test_a_number_that_a_query_gives_and_a_node_spells_twice_is_told_in_both_spellings() -> None:
    data = "ex:a ex:p 1.50 , 1.5 ; ex:q 1.2 ."
    found = values(check(QUERY.replace("MESSAGE", ""), data))
    assert found == [literal(text, datatype=XSD + "decimal") for text in ("1.5", "1.50")]


def test_a_query_compares_numbers_of_any_length() -> None:
    data = "ex:a ex:p 12345678901234567890 ; ex:q 12345678901234567889 ."
    assert values(check(QUERY.replace("MESSAGE", ""), data)) == [
        literal("12345678901234567890", datatype=XSD + "integer")
    ]


def test_a_message_is_that_of_the_query_in_the_language_with_its_values() -> None:
    data = "ex:a ex:p 3 ; ex:q 1 ."
    told = 'sh:message "{?value} is above {$other}, not {?nothing}"@en , "{?value} больше {?other}"@ru ;'
    assert [r.message for r in check(QUERY.replace("MESSAGE", told), data).results] == ["3 is above 1, not {?nothing}"]
    assert [r.message for r in check(QUERY.replace("MESSAGE", told), data, language="ru").results] == ["3 больше 1"]
    assert [r.message for r in check(QUERY.replace("MESSAGE", ""), data).results] == ["of the shape"]


ADVICE = """<https://w3id.org/chronicle/check#remedy> "Write p:, or not."@en , "Укажите p:."@ru ;
    <https://w3id.org/chronicle/check#keys> ( "p" "a" )"""


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "shapes",
    [
        f"ex:S sh:targetNode ex:a ; sh:path ex:p ; sh:minCount 2 ; sh:message 'Too few.'@en ; {ADVICE} .",
        QUERY.replace("MESSAGE", "").replace('"of the shape"@en ;', f"'Too few.'@en ; {ADVICE} ;"),
        QUERY.replace("MESSAGE", f"sh:message 'Too few.'@en ; {ADVICE} ;").replace(
            'sh:message "of the shape"@en ;', ""
        ),
    ],
    ids=["a constraint", "a query", "a query with words of its own"],
)
def test_what_to_do_and_the_keys_come_with_the_result(engine: Engine, shapes: str) -> None:
    for language, remedy in (("en", "Write p:, or not."), ("ru", "Укажите p:.")):
        (result,) = check(shapes, "ex:a ex:p 3 ; ex:q 1 .", engine=engine, language=language).results
        assert (result.message, result.remedy, result.keys) == ("Too few.", remedy, ("p", "a"))
        assert result.text == f"Too few. {remedy}"


def test_a_message_alone_is_all_that_is_said() -> None:
    (result,) = check("ex:S sh:targetNode ex:a ; sh:path ex:p ; sh:minCount 2 ; sh:message 'Too few.'@en .", "ex:a ex:p 3 .").results  # fmt: skip
    assert (result.text, result.remedy, result.keys) == ("Too few.", "", ())


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ('check:remdy "x"@en', "check:remdy would be ignored"),
        ('check:keys "date"', "the list of check:keys does not end"),
        ("check:keys ( ex:date )", "the list of check:keys contains <https://example.org/date>"),
    ],
)
def test_an_annotation_that_nobody_would_read_is_refused(said: str, found: str) -> None:
    said = re.sub(r"check:(\w+)", r"<https://w3id.org/chronicle/check#\1>", said)
    with pytest.raises(IllFormedError) as refused:
        check(f"ex:S sh:targetNode ex:a ; sh:nodeKind sh:IRI ; {said} .", "ex:a ex:p 3 .")
    assert found in str(refused.value)


def test_a_shape_without_message_has_one_of_ours() -> None:
    report = check("ex:S sh:targetNode ex:a ; sh:path ex:p ; sh:minCount 2 .", "ex:a ex:p 3 .")
    assert [result.message for result in report.results] == ["There are fewer values than 2."]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", ["rdfs:Class", "owl:Class", "ex:Kind"])
def test_a_shape_that_is_a_class_is_for_its_instances(engine: Engine, kind: str) -> None:
    shapes = turtle(f"ex:S a {kind} , sh:NodeShape ; sh:nodeKind sh:BlankNode . ex:Kind rdfs:subClassOf rdfs:Class .")
    data = turtle("ex:a a ex:S . ex:b a ex:T . ex:T rdfs:subClassOf ex:S . ex:c a ex:Other .")
    assert values(validate(data, shapes, (), engine=engine)) == ["<https://example.org/a>", "<https://example.org/b>"]
    focused = validate(data, shapes, (), engine=engine, focus=["<https://example.org/b>", "<https://example.org/c>"])
    assert values(focused) == ["<https://example.org/b>"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_severity_of_somebody_else_counts_as_a_violation(engine: Engine) -> None:
    report = check("ex:S sh:targetNode ex:a ; sh:severity ex:Grave ; sh:nodeKind sh:Literal .", "", engine)
    assert [result.severity for result in report.results] == ["<https://example.org/Grave>"]
    assert report.counts == {"Violation": 1, "Warning": 0, "Info": 0}
    assert not report.conforms()
    assert (
        f"<{report.results[0].iri}>",
        expand("sh:resultSeverity"),
        "<https://example.org/Grave>",
    ) in report.triples()


def test_a_component_of_the_shapes_graph_tells_each_value_of_a_path() -> None:
    component = """
        ex:Component a sh:ConstraintComponent ; sh:parameter [ sh:path ex:least ] ;
            sh:validator [ a sh:SPARQLAskValidator ; sh:message "shorter than {$least}" ;
                sh:ask "ASK { FILTER ( isLiteral($value) && STRLEN(STR($value)) >= $least ) }" ] ."""
    report = check(component + "ex:S a sh:PropertyShape ; sh:targetNode ex:a ; sh:path ex:p ; ex:least 2 , 3 .", 'ex:a ex:p "a" , "bb" , "ccc" .')  # fmt: skip
    assert [(result.value, result.message) for result in report.results] == [
        ('"a"', "shorter than 2"),
        ('"a"', "shorter than 3"),
        ('"bb"', "shorter than 3"),
    ]
    assert {result.component for result in report.results} == {"<https://example.org/Component>"}


def test_values_of_nested_properties_are_told_at_their_own_node() -> None:
    shapes = "ex:S sh:targetNode ex:a ; sh:property [ sh:path ex:p ; sh:property [ sh:path ex:q ; sh:maxCount 0 ] ] ."
    report = check(shapes, "ex:a ex:p ex:b , ex:c . ex:b ex:q 1 .")
    assert [result.focus for result in report.results] == ["<https://example.org/b>"]


CHAINED = {
    "ASK { FILTER EXISTS { ?x <urn:r> ?y . ?this <urn:p> ?x } }": "ASK { FILTER EXISTS { ?this <urn:p> ?x . LATERAL { ?x <urn:r> ?y . } } }",
    'ASK { FILTER NOT EXISTS { ?x <urn:r> ?y ; ^<urn:q>/<urn:s>* "a"@en , 5 } }': None,
    'ASK { ?this <urn:p> ?y FILTER NOT EXISTS { ?x <urn:r> "a"@en ; ^<urn:q>/<urn:s>* ?y . FILTER ( ?x != ?y ) } }': 'ASK { ?this <urn:p> ?y FILTER NOT EXISTS { ?x ^<urn:q>/<urn:s>* ?y . LATERAL { ?x <urn:r> "a"@en . } FILTER ( ?x != ?y ) } }',
    "ASK { FILTER EXISTS { OPTIONAL { ?this <urn:p> ?x } ?x <urn:q> ?y } }": None,
    "ASK { FILTER EXISTS { [] <urn:p> ?x . ?x <urn:q> ?y } }": None,
}  # fmt: skip


@pytest.mark.parametrize("query", CHAINED)
def test_what_must_exist_is_looked_for_step_by_step(query: str) -> None:
    written = sparql.joined(chaining.chained(sparql.resolved(query, {}, ""), ["this"]))
    assert " ".join(written.split()) == (CHAINED[query] or query)


def test_strings_and_comments_in_a_query_are_left_as_they_are() -> None:
    text = "SELECT $this WHERE { # MINUS no:name\n $this ex:p \"MINUS { no:name }\" , '''VALUES \"''' FILTER ( 1<2 && ?a >= 3.5e1 ) }"
    query = sparql.resolved(text, {"ex": "urn:"}, "")
    sparql.refuse(query, ("this",))
    assert " ".join(sparql.joined(query).split()) == (
        "SELECT ?this WHERE { ?this <urn:p> \"MINUS { no:name }\" , '''VALUES \"''' FILTER ( 1<2 && ?a >= 3.5e1 ) }"
    )


def test_a_query_that_fails_while_it_runs_is_no_conforming(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> Iterator[tuple[Term, ...]]:
        raise DataError(())

    monkeypatch.setattr("kg.rdf.dataset.Dataset.rows", fail)
    with pytest.raises(DataError):
        check("ex:S sh:targetNode ex:a ; sh:nodeKind sh:Literal .", "")


def test_an_ill_typed_literal_is_told_once_and_nothing_else_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    data = turtle('ex:a ex:p "2012-02-30"^^xsd:date , "yes"^^xsd:boolean .')
    shapes = turtle("ex:S sh:targetNode ex:a ; sh:path ex:p ; sh:datatype xsd:date .")
    assert len(validate(data, shapes, (), engine="reference").results) == 2
    assert capfd.readouterr() == ("", "")


def test_where_the_reference_gives_up_nothing_conforms() -> None:
    query = 'sh:sparql [ sh:select "SELECT $this WHERE { GRAPH $shapesGraph { $this ?p ?o } }" ]'
    with pytest.raises(DataError) as caught:
        check(f"ex:S sh:targetNode ex:a ; {query} .", "", "reference")
    assert str(caught.value).startswith("error[reference-failed]: pySHACL gives up: ")
    assert len(check(f"ex:S sh:targetNode ex:a ; {query} . ex:a ex:b ex:c .", "").results) == 1


def test_the_fast_engine_loads_no_rdflib(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from tests.generated import *; from kg.validation import validate;"
        "validate(generate(5, 5), shapes(), ontology());"
        "sys.exit(any(name in sys.modules for name in ('rdflib', 'pyshacl', 'owlrl')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


TEXTS = {
    "boolean": ("true false 0 1", "True yes 2"),
    "byte": ("-128 127 +5 007", "128 -129 1.0 x"),
    "date": ("2012-02-29 -0044-03-15 2012-01-31Z 2012-01-31+05:00", "2012-02-30 2012-2-1 12-01-01 2012-01-31+15:00"),
    "dateTime": ("2012-01-31T00:00:00 2012-01-31T23:59:59.5Z 2012-01-31T24:00:00", "2012-01-31 2012-01-31T25:00:00 2012-02-30T00:00:00"),
    "dateTimeStamp": ("2012-01-31T00:00:00Z", "2012-01-31T00:00:00"),
    "decimal": ("1 -1.50 .5 5. +0", "1e5 . 1,5 INF"),
    "double": ("1 1e5 -INF NaN 1.5E-3", "x 1e inf"),
    "duration": ("P1Y P1Y2M3DT4H5M6.7S PT1S -P1D", "P P1S PT 1Y"),
    "gMonthDay": ("--02-29 --12-31", "--02-30 --04-31 02-01"),
    "gYear": ("2012 -0044 12012", "12 02012 2012-01"),
    "gYearMonth": ("2012-01", "2012-13 2012"),
    "hexBinary": ("0aFF", "0a0 xy"),
    "integer": ("0 -5 +5 00 123456789012345678901234", "1.0 x 1e5"),
    "nonNegativeInteger": ("0 5", "-1 x"),
    "positiveInteger": ("1", "0 -1"),
    "time": ("23:59:59 24:00:00 00:00:00.5Z", "25:00:00 12:00"),
    "unsignedByte": ("0 255", "256 -1"),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_an_ill_typed_literal_is_not_of_its_datatype(name: str) -> None:
    good, bad = ([literal(text, datatype=XSD + name) for text in texts.split()] for texts in TEXTS[name])
    data = [("<https://example.org/a>", "<https://example.org/p>", term) for term in (*good, *bad)]
    report = validate(data, turtle(f"ex:S sh:targetNode ex:a ; sh:path ex:p ; sh:datatype xsd:{name} ."), ())
    assert values(report) == sorted(bad)
