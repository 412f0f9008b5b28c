"""Values and targets: the same answers whatever else is in the data, patterns by XPath's rules, results kept apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.model.errors import InvalidValueError
from kg.model.terms import expand, literal
from kg.rdf.dataset import Dataset
from kg.validation import ENGINES, Engine, IllFormedError, validate
from kg.validation.patterns import matching, translated
from tests.project import kg
from tests.sampling import sampled
from tests.test_shacl_compiled import check, values
from tests.test_shacl_engines import turtle
from tests.test_validate_graphs import by_profile, partner

# ── the same whatever else is there ──────────────────────────────────────────────────────────────────────────

UNRELATED = {
    "a number of 20 digits": "ex:z ex:other 89460000000000000001 .",
    "a number of 19 decimals": "ex:z ex:other 43.2567890123456789012 .",
    "another spelling": "ex:z ex:other 1.50 , 01 , 05.0 .",
    "not a number": 'ex:z ex:other "NaN"^^xsd:double , "INF"^^xsd:double , "-INF"^^xsd:float .',
    "an odd datatype": 'ex:z ex:other "x"^^ex:odd , "2012"^^xsd:gYear , "P1Y"^^xsd:duration , "300"^^xsd:byte .',
    "a date without a time zone": 'ex:z ex:other "2012-01-01T00:00:00.0"^^xsd:dateTime , "-0044-03-15"^^xsd:date .',
    "an ill-typed literal": 'ex:z ex:other "abc"^^xsd:integer , "2012-02-30"^^xsd:date , "yes"^^xsd:boolean .',
}
QUERY = "SELECT $this ?value WHERE { $this <https://example.org/p> ?value ; <https://example.org/q> ?q FILTER ( ?value < ?q ) }"
RULES = {
    "less than": "sh:path ex:p ; sh:lessThan ex:q",
    "a bound": "sh:path ex:p ; sh:minInclusive 2",
    "a bound of truth": "sh:path ex:p ; sh:maxExclusive true",
    "a pattern": 'sh:path ex:p ; sh:pattern "^[1-5-[3]]$"',
    "a datatype": "sh:path ex:p ; sh:datatype xsd:integer",
    "a query": f'sh:sparql [ sh:select "{QUERY}" ]',
    "a query within a condition": f'sh:node ex:N . ex:N sh:sparql [ sh:select "{QUERY}" ]',
    "a count": "sh:path ex:p ; sh:maxCount 3",
    "members": "sh:path ex:p ; sh:in ( 1.5 5 )",
}
VALUES = 'ex:a ex:p 1 , 1.5 , "x" , true , ex:b , "2012-01-01"^^xsd:date , 5 ; ex:q 4 .'


@pytest.mark.parametrize("rule", RULES)
def test_an_unrelated_value_changes_no_result(rule: str) -> None:
    shape = f"ex:S sh:targetNode ex:a ; {RULES[rule]} ."
    alone = check(shape, VALUES).results
    assert alone
    for name, more in UNRELATED.items():
        assert check(shape, f"{VALUES} {more}").results == alone, name


def test_another_spelling_at_another_node_changes_no_result() -> None:
    shape = f'ex:S sh:targetNode ex:a ; sh:sparql [ sh:select "{QUERY}" ] .'
    for data in ("ex:a ex:p 1.5 ; ex:q 4 .", "ex:a ex:p 1.50 ; ex:q 4 ."):
        alone = check(shape, data).results
        assert len(alone) == 1
        assert check(shape, f"{data} ex:z ex:p 1.5 , 1.50 , 01.5 .").results == alone


LESS = {
    "12345678901234567889": "12345678901234567890",
    "1.0000000000000000001": "1.0000000000000000002",
    "-99999999999999999999": "0",
    "12345678901234567890": "1e30",
    "false": "true",
    '"0"^^xsd:boolean': "true",
    '"-INF"^^xsd:double': "-99999999999999999999",
    '"2012-01-01"^^xsd:date': '"2012-01-02"^^xsd:date',
    '"12345678901234567889"^^xsd:nonNegativeInteger': "12345678901234567890",
}


@pytest.mark.parametrize("less", LESS)
def test_values_are_ordered_as_sparql_orders_them(less: str) -> None:
    more = LESS[less]
    rule = "ex:S sh:targetNode ex:a ; sh:path ex:p ; sh:{kind} {other} ."
    for value, other, kind in (
        (less, more, "lessThan"),
        (less, more, "lessThanOrEquals"),
        (less, less, "lessThanOrEquals"),
    ):
        assert check(rule.format(kind=kind, other="ex:q"), f"ex:a ex:p {value} ; ex:q {other} .").results == ()
    for value, other, kind in ((more, less, "lessThan"), (more, less, "lessThanOrEquals"), (less, less, "lessThan")):
        assert len(check(rule.format(kind=kind, other="ex:q"), f"ex:a ex:p {value} ; ex:q {other} .").results) == 1
    assert check(rule.format(kind="maxExclusive", other=more), f"ex:a ex:p {less} .").results == ()
    assert len(check(rule.format(kind="minInclusive", other=more), f"ex:a ex:p {less} .").results) == 1


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", ["minInclusive", "minExclusive", "maxInclusive", "maxExclusive"])
@pytest.mark.parametrize("bound", ["18", "20.5", "2e1", "89460000000000000001"])
def test_not_a_number_is_within_no_bound(engine: Engine, kind: str, bound: str) -> None:
    shape = f"ex:S sh:targetNode ex:a ; sh:path ex:p ; sh:{kind} {bound} ."
    assert len(check(shape, 'ex:a ex:p "NaN"^^xsd:double . ex:z ex:other 89460000000000000001 .', engine).results) == 1


@pytest.mark.parametrize(
    ("datatype", "good", "bad"),
    [("nonNegativeInteger", "12345678901234567890", "-12345678901234567890"), ("unsignedLong", "18446744073709551615", "18446744073709551616"), ("long", "9223372036854775807", "9223372036854775808")],
)  # fmt: skip
def test_an_integer_of_any_length_is_in_range_or_not(datatype: str, good: str, bad: str) -> None:
    data = f'ex:a ex:p "{good}"^^xsd:{datatype} , "{bad}"^^xsd:{datatype} .'
    report = check(f"ex:S sh:targetNode ex:a ; sh:path ex:p ; sh:datatype xsd:{datatype} .", data)
    assert values(report) == [literal(bad, datatype=expand(f"xsd:{datatype}")[1:-1])]


# ── targets are nodes of the data ────────────────────────────────────────────────────────────────────────────

CONTEXT = (
    "ex:Low rdfs:subClassOf ex:High . ex:known a ex:High ; ex:p ex:other . ex:other a ex:Low . ex:own ex:p ex:other ."
)
OWN = "ex:own a ex:Low ; ex:q ex:known . ex:named a ex:Low ."
TARGETS = {
    "sh:targetClass ex:High": ["named", "own"],
    "sh:targetClass ex:Low , ex:High": ["named", "own"],
    "sh:targetSubjectsOf ex:p": [],
    "sh:targetObjectsOf ex:p": [],
    "sh:targetSubjectsOf ex:q": ["own"],
    "sh:targetObjectsOf ex:q": ["known"],
    "sh:targetNode ex:known": ["known"],
    "a sh:NodeShape , owl:Class": ["named"],
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("focused", [False, True])
def test_the_ontology_gives_subclasses_and_no_targets(engine: Engine, target: str, focused: bool) -> None:
    name = "ex:High" if "owl:Class" in target else "ex:S"
    rules = turtle(f"{name} {target} ; sh:nodeKind sh:Literal .")
    data = turtle(OWN.replace("ex:own a ex:Low ;", "ex:own a ex:Other ;") if "owl:Class" in target else OWN)
    focus = sorted({node for s, _, o in data for node in (s, o)}) if focused else None
    report = validate(data, rules, turtle(CONTEXT), engine=engine, focus=focus)
    assert [result.focus.rpartition("/")[2][:-1] for result in report.results] == TARGETS[target]


def test_what_the_ontology_says_too_is_still_of_the_data() -> None:
    rules = turtle("ex:S sh:targetClass ex:High ; sh:nodeKind sh:Literal .")
    assert len(validate(turtle(CONTEXT), rules, turtle(CONTEXT)).results) == 2


LABELLED = """\
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<x:S> a sh:NodeShape ; sh:targetClass skos:Concept ; sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ] .
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_a_profile_is_not_asked_of_chronicles_own_ontology(tmp_path: Path, engine: str) -> None:
    concept = '<x:a> a <http://www.w3.org/2004/02/skos/core#Concept> ; <http://www.w3.org/2004/02/skos/core#prefLabel> "a"@en .\n'
    data = partner(tmp_path, {"a.ttl": concept}, LABELLED)
    ran = by_profile(data, "--engine", engine)
    assert (ran.code, "violation [" in ran.out) == (0, False), ran.out


# ── patterns ─────────────────────────────────────────────────────────────────────────────────────────────────

LONG = "a" * 40 + "!"
MATCHES = [
    ("^[a-z-[aeiou]]+$", "", "bcd", "aaa"), ("^[^a-z-[0-9]]$", "", "%", "5"), (r"^[\p{Lu}-[A-C]]$", "", "D", "A"),
    (r"^\i\c*$", "", "x9", "9x"), (r"^\p{IsCyrillic}+$", "", "Анна", "Anna"), (r"^\w+$", "", "a$b", "a_b"),
    (r"^\s$", "", "\t", "\u00a0"), (r"^\d$", "", "٣", "x"), (r"^\p{L}{1,50}$", "", "é" * 50, "é" * 51),
    ("^.{1,1000}$", "", "a" * 1000, "a" * 1001), ("^.{2}$", "", "ab", "a\n"), ("^.{2}$", "s", "a\n", "a"),
    ("^a#b$", "x", "a#b", "a"), ("^ a b $", "x", "ab", "a b"), ("^[ a]b$", "x", " b", "b"), ("a.b", "q", "a.b", "axb"),
    ("A", "iq", "xa", "b"), ("^abc$", "i", "ABC", "ab"), (r"^\p{Lu}$", "i", "A", "a"), ("^[^q]$", "i", "a", "Q"),
    ("^b$", "m", "a\nb\nc", "abc"), ("^a$", "", "a", "a\n"), ("^(a+)+$", "", "a" * 40, LONG), ("^(a|aa)+$", "", "aa", LONG),
    ("^[a&&b]$", "", "&", "c"), ("^[-a]$", "", "-", "b"), (r"^[\-\]\[]+$", "", "-][", "a"), ("^.$", "", "😀", "ab"),
]  # fmt: skip
"""A pattern, its flags, a text that matches and one that does not."""


@pytest.mark.parametrize(("pattern", "flags", "good", "bad"), MATCHES)
def test_a_pattern_means_what_xpath_says(pattern: str, flags: str, good: str, bad: str) -> None:
    calls = (matching(literal(text), pattern, flags) for text in (good, bad))
    query = f"SELECT {' '.join(f'({call} AS ?v{at})' for at, call in enumerate(calls))} WHERE {{}}"
    assert [term[1:5] for term in next(Dataset.gather(()).rows(query)[1])] == ["true", "fals"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("pattern", "flags", "value"),
    [("^[a-z-[aeiou]]+$", "", "aaa"), (r"^\i\c*$", "", "9x"), ("^a#b$", "x", "a"), ("^(a+)+$", "", LONG)],
)
def test_both_engines_match_a_pattern_alike(engine: Engine, pattern: str, flags: str, value: str) -> None:
    rule = f"ex:S sh:targetNode ex:a ; sh:path ex:p ; sh:pattern {literal(pattern)} ; sh:flags {literal(flags)} ."
    assert literal(value) in values(check(rule, f'ex:a ex:p {literal(value)} , "a#b" .', engine))


UNREAD = [
    ("^(a", ""), ("a**", ""), ("[]", ""), ("]", ""), ("[a", ""), ("[z-a]", ""), (r"[a-\d]", ""), ("a{3,2}", ""), ("{2}", ""),
    (r"\q", ""), (r"\bword", ""), (r"\p{Foo}", ""), (r"\p{IsFoo}", ""), ("(?i)a", ""), ("^(?=a)(a+)+$", ""), (r"(a)\1", ""),
    ("\\", ""), ("a", "z"), ("[a-z-[b]x]", ""), (r"[^\p{Lu}]", "i"), ("a|*", ""),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "flags"), UNREAD)
def test_a_pattern_that_xpath_does_not_have_is_refused(pattern: str, flags: str) -> None:
    with pytest.raises(InvalidValueError):
        translated(pattern, flags)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("pattern", ["^(a", r"(a)\1", "(a{1000}){1000}"])
def test_a_pattern_that_cannot_be_used_is_a_fault_of_the_shapes_at_its_place(
    tmp_path: Path, engine: str, pattern: str
) -> None:
    rule = f"<x:S> a sh:NodeShape ; sh:targetSubjectsOf <x:p> ;\n sh:property [ sh:path <x:p> ;\n sh:pattern {literal(pattern)} ] ."
    data = partner(tmp_path, {"a.ttl": '<x:a> <x:p> "a" .\n'}, "@prefix sh: <http://www.w3.org/ns/shacl#> .\n" + rule)
    ran = by_profile(data, "--engine", engine)
    assert ran.code == 2
    assert ran.err.startswith("error[ill-formed-shape]: shape <x:S>: the pattern ")
    assert "shapes.ttl:4\n" in ran.err


def test_a_pattern_far_down_in_a_shape_is_read_too() -> None:
    with pytest.raises(IllFormedError):
        check('ex:S sh:targetNode ex:a ; sh:not [ sh:or ( [ sh:path ex:p ; sh:pattern "(" ] ) ] .', "")


# ── results stay apart ───────────────────────────────────────────────────────────────────────────────────────

TWICE = {
    "not": "sh:not [ sh:class ex:A ] , [ sh:class ex:B ]",
    "or": "sh:or ( [ sh:class ex:C ] ) , ( [ sh:class ex:D ] )",
    "and": "sh:and ( [ sh:class ex:C ] ) , ( [ sh:class ex:D ] )",
    "xone": "sh:xone ( [ sh:class ex:A ] [ sh:class ex:B ] ) , ( [ sh:class ex:C ] )",
    "node": "sh:node [ sh:class ex:C ] , [ sh:class ex:D ]",
    "class": "sh:class ex:C , ex:D",
    "hasValue": "sh:hasValue ex:C , ex:D",
    "qualifiedValueShape": "sh:property [ sh:path ex:p ; sh:qualifiedValueShape [ sh:class ex:A ] ; sh:qualifiedMinCount 1 ] , "
    "[ sh:path ex:p ; sh:qualifiedValueShape [ sh:class ex:B ] ; sh:qualifiedMinCount 1 ]",
    "uniqueLang": "sh:property [ sh:path ex:label ; sh:uniqueLang true ]",
}
MARKS = {
    "text": "  violation [",
    "json": '"severity": ',
    "shacl": "sh:ValidationResult",
    "sarif": '"ruleId": ',
    "github": "::error ",
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("component", sampled(list(TWICE), 4, ids=list(TWICE)))
def test_two_constraints_of_a_kind_are_two_results_in_every_form(tmp_path: Path, component: str, engine: str) -> None:
    head = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://example.org/> .\n"
    rule = f'{head}ex:S a sh:NodeShape ; sh:targetClass ex:T ; sh:message "As it must not be." ; {TWICE[component]} .'
    text = f'{head}ex:c a ex:T , ex:A , ex:B ; ex:label "a"@en , "b"@en , "c"@fr , "d"@fr .'
    data = partner(tmp_path, {"a.ttl": text}, rule)
    for form, mark in MARKS.items():
        ran = kg("validate", str(data), "--profile", str(tmp_path / "shapes.ttl"), "--format", form, "--engine", engine)
        if engine == "fast" or component != "uniqueLang":
            assert ran.out.count(mark) == 2, (form, ran.out)
