"""Every shape is proved: by good data on which it is silent, and by bad data on which it alone speaks.

``shapes/good.ttl`` is the good data. ``shapes/<name>.ru`` spoils it for the shape of that name: a SPARQL update, headed
by what is wrong in prose and by one line ``#= focus component…`` for each node that must be found and the constraints
(``MinCount``, ``Class``, …) that must find it. Nothing else may be found, so no shape speaks for another.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from kg.model.kinds import KINDS
from kg.model.terms import Term, Triple, expand, text_of
from kg.model.vocabulary import CLASSES, CONCEPTS, PREFIXES
from kg.rdf.ontology import read_ontology
from kg.rdf.syntax import read_prefixes, read_triples
from kg.validation import CompiledShapes, Report, compile_shapes, validate
from kg.validation.report import SEVERITIES
from tests.sampling import sampled

Found = frozenset[tuple[Term, str]]
"""Focus nodes, each with the name of the constraint that it breaks."""

ROOT = Path(__file__).parents[1]
FOLDER = Path(__file__).parent / "shapes"
GOOD = FOLDER / "good.ttl"
CASES = sorted(FOLDER.glob("*.ru"))
SH = PREFIXES["sh"]
RULES = "<https://w3id.org/chronicle/shapes#"
CONDITIONS = "<https://w3id.org/chronicle/shapes/is#"
TARGETS = frozenset({"targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf"})
DESCRIPTIVE = TARGETS | {"path", "severity", "message", "qualifiedMinCount", "qualifiedMaxCount"}
NO_REPORT = frozenset({"severity", "message"}) | TARGETS
CHECK = "https://w3id.org/chronicle/check#"
NIL = expand("rdf:nil")
KEYS = {key.name for kind in KINDS for key in kind.keys} | {kind.name for kind in KINDS} | {"original"}
# Checked by way of the involvement that must have the same agent.
INVOLVED = {"<https://w3id.org/chronicle/ns#allegedPerpetrator>", "<https://w3id.org/chronicle/ns#victim>"}
# Oxigraph 0.5 reads a name with two dots in Turtle, but not in SPARQL.
_NAME = re.compile(r"\b(?P<prefix>[a-z][a-z-]*):(?P<local>[A-Za-z0-9_][\w.-]*\w|\w)(?=[\s,;.])")


@dataclass(frozen=True, slots=True)
class Case:
    """Bad data: the update that makes it, and what must be found."""

    name: str
    about: str
    expected: Found
    update: str


@cache
def shapes() -> tuple[Triple, ...]:
    """All shapes, with the prefixes that their queries use."""
    files = [*sorted((ROOT / "ontology" / "shapes").glob("*.ttl")), ROOT / "ontology" / "prefixes.ttl"]
    return tuple(triple for path in files for triple in read_triples(path))


@cache
def ontology() -> tuple[Triple, ...]:
    """What the shapes read of the ontology, which is small enough to be loaded for every case."""
    read = {expand("rdfs:subClassOf"), expand("skos:inScheme")}
    return tuple(triple for triple in read_ontology() if triple[1] in read or triple[2] == expand("skos:ConceptScheme"))


@cache
def compiled() -> CompiledShapes:
    return compile_shapes(shapes(), ontology())


def checked(data: Iterable[Triple]) -> Report:
    """The report on data by all shapes, which are compiled once."""
    return validate(data, shapes(), ontology(), known=compiled())


@cache
def prefixes() -> dict[str, str]:
    return read_prefixes(GOOD)


@cache
def properties() -> dict[Term, dict[str, list[Term]]]:
    """What each shape says, by the names of the SHACL properties."""
    found: dict[Term, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in shapes():
        if predicate.startswith(f"<{SH}"):
            found[subject][predicate.removeprefix(f"<{SH}").rstrip(">")].append(value)
    return {subject: dict(said) for subject, said in found.items()}


def rules() -> list[Term]:
    """The shapes that report."""
    return sorted(shape for shape in properties() if shape.startswith(RULES))


def named(shape: Term) -> str:
    return shape.rpartition("#")[2].rstrip(">")


def constraints(shape: Term) -> set[str]:
    """The constraints of a shape, as the first letters of their components, such as ``MinCount``."""
    called = {"sparql": "SPARQL", "class": "Class"}
    return {called.get(name, name[0].upper() + name[1:]) for name in properties()[shape] if name not in DESCRIPTIVE}


def texts(shape: Term, predicate: Term, language: str, triples: Iterable[Triple]) -> str:
    """What a shape says in a language, empty if it says nothing."""
    found = [o for s, p, o in triples if (s, p) == (shape, predicate) and o.endswith(f'"@{language}')]
    assert len(found) < 2, f"{named(shape)} has {len(found)} of {predicate} in {language}"
    return text_of(found[0]) if found else ""


def keys(shape: Term, triples: Iterable[Triple]) -> list[str]:
    """The keys that a shape lists."""
    said = {(s, p): o for s, p, o in triples}
    node, found = said.get((shape, f"<{CHECK}keys>"), NIL), []
    while node != NIL:
        found.append(text_of(said[node, expand("rdf:first")]))
        node = said[node, expand("rdf:rest")]
    return found


def read_case(path: Path) -> Case:
    lines = path.read_text(encoding="utf-8").splitlines()
    expected: set[tuple[Term, str]] = set()
    for line in lines:
        if line.startswith("#= "):
            focus, *components = line.removeprefix("#= ").split()
            prefix, _, local = focus.partition(":")
            node = focus if prefix == "_" or focus.startswith('"') else f"<{prefixes()[prefix]}{local}>"
            expected |= {(node, component) for component in components}
    about = " ".join(line.removeprefix("# ") for line in lines if line.startswith("# "))
    update = "\n".join(line for line in lines if not line.startswith("#"))
    return Case(path.stem, about, frozenset(expected), _NAME.sub(_spelt_out, update))


def _spelt_out(name: re.Match[str]) -> str:
    return f"<{prefixes()[name['prefix']]}{name['local']}>"


def spoilt(update: str = "") -> list[Triple]:
    """The good data after an update, which must change it."""
    store = ox.Store()
    store.load(path=GOOD, format=ox.RdfFormat.TURTLE)
    before = set(store)
    if update:
        store.update(update, prefixes=prefixes())
        assert set(store) != before, "the update changes nothing"
    return sorted((str(quad.subject), str(quad.predicate), str(quad.object)) for quad in store)


def found(report: Report) -> Found:
    """What a report finds; all blank nodes are alike."""
    pairs = set()
    for result in report.results:
        component = result.component.removeprefix(f"<{SH}").removesuffix("ConstraintComponent>")
        pairs.add(("_:" if result.focus.startswith("_:") else result.focus, component))
    return frozenset(pairs)


def test_good_data_conforms() -> None:
    report = checked(spoilt())
    assert report.results == (), report.text()


@pytest.mark.parametrize("path", sampled(CASES, 4, ids=[path.stem for path in CASES]))
def test_bad_data_is_caught_by_its_shape_alone(path: Path) -> None:
    case = read_case(path)
    report = checked(spoilt(case.update))
    assert {result.code for result in report.results} == {case.name}, report.text()
    assert found(report) == case.expected
    severity = properties()[f"{RULES}{case.name}>"]["severity"]
    assert {expand(f"sh:{result.severity}") for result in report.results} == set(severity)


def test_every_shape_has_bad_data_and_every_bad_datum_a_shape() -> None:
    assert sorted(path.stem for path in CASES) == sorted(map(named, rules()))


def test_bad_data_says_what_is_bad() -> None:
    assert [path.stem for path in CASES if not read_case(path).about.endswith(".")] == []


@pytest.mark.parametrize("shape", rules(), ids=named)
def test_every_constraint_of_a_shape_catches_something(shape: Term) -> None:
    case = read_case(FOLDER / f"{named(shape)}.ru")
    assert constraints(shape) == {component.removeprefix("Qualified") for _, component in case.expected}


@pytest.mark.parametrize("shape", rules(), ids=named)
def test_every_shape_has_one_severity_and_a_target(shape: Term) -> None:
    said = properties()[shape]
    assert len(said["severity"]) == 1
    assert said["severity"][0] in {expand(f"sh:{severity}") for severity in SEVERITIES}
    assert TARGETS & set(said)


@pytest.mark.parametrize("shape", rules(), ids=named)
def test_every_shape_says_what_is_wrong_and_what_to_do(shape: Term) -> None:
    says_what_to_do(shape, shapes())


def says_what_to_do(shape: Term, triples: tuple[Triple, ...]) -> None:
    """In both languages, and with the keys in the list: a new key in a text, or one that is gone, is seen here."""
    named_keys = []
    for language in ("en", "ru"):
        wrong = texts(shape, expand("sh:message"), language, triples)
        remedy = texts(shape, f"<{CHECK}remedy>", language, triples)
        for text in (wrong, remedy):
            assert text.endswith("."), text
        assert ". " not in wrong, f"a second sentence belongs to the remedy: {wrong}"
        assert means(remedy), f"no key and no command to fix it with: {remedy}"
        assert set(re.findall(r"`kg terms ([a-z-]+)`", remedy)) <= set(CONCEPTS)
        named_keys.append(means(f"{wrong} {remedy}"))
    assert named_keys[0] == named_keys[1]
    listed = keys(shape, triples)
    assert set(listed) == {key for key in named_keys[0] if not key.startswith("kg ")}
    assert set(listed) <= KEYS


def means(text: str) -> set[str]:
    """The keys of a record and the commands that a message names."""
    return set(re.findall(r"(?<![\w-])([a-z][a-z-]*):(?=[\s,;.]|$)", text)) | commands(text)


def commands(text: str) -> set[str]:
    return set(re.findall(r"`(kg [^`]+)`", text))


def test_conditions_report_nothing_and_are_used() -> None:
    conditions = {shape for shape in properties() if shape.startswith(CONDITIONS)}
    assert {shape for shape in conditions if NO_REPORT & set(properties()[shape])} == set()
    values = {value for _, _, value in shapes()}
    assert conditions - values == set()


def test_shapes_are_well_formed() -> None:
    """By the shapes of SHACL itself (SHACL, appendix C)."""
    of_shapes = read_triples(Path(pyshacl.__file__).parent / "assets" / "shacl-shacl.ttl")
    report = validate(shapes(), of_shapes, ())
    assert report.results == (), report.text()


@pytest.mark.slow_reference
def test_shapes_are_well_formed_says_pyshacl_too() -> None:
    text = "".join(f"{s} {p} {o} .\n" for s, p, o in shapes())
    graph = rdflib.Graph().parse(data=text, format="nt")
    conforms, _, report = pyshacl.validate(rdflib.Graph(), shacl_graph=graph, meta_shacl=True)
    assert conforms, report


def test_every_shape_has_a_name() -> None:
    kinds = {expand("sh:NodeShape"), expand("sh:PropertyShape")}
    typed = {subject for subject, predicate, value in shapes() if predicate == expand("rdf:type") and value in kinds}
    assert {shape for shape in typed if not shape.startswith((RULES, CONDITIONS))} == set()
    assert {shape for shape in properties() if shape.startswith((RULES, CONDITIONS))} == typed


def test_every_class_is_spoken_of() -> None:
    targets = {value for shape in rules() for value in properties()[shape].get("targetClass", ())}
    assert {name for name in CLASSES if not targets & above(expand(f"hr:{name}"))} == set()


def above(cls: Term) -> set[Term]:
    """A class and those above it."""
    direct = {up for below, predicate, up in ontology() if predicate == expand("rdfs:subClassOf") and below == cls}
    return {cls}.union(*(above(up) for up in direct))


def test_no_node_of_any_class_may_be_blank() -> None:
    targets = set(properties()[f"{RULES}blank-node>"]["targetClass"])
    assert {name for name in CLASSES if not targets & above(expand(f"hr:{name}"))} == set()


def test_every_property_that_holds_concepts_is_held_to_the_vocabularies() -> None:
    lists = {node: value for node, predicate, value in shapes() if predicate == expand("rdf:first")}
    patterned = {
        said["path"][0]
        for said in properties().values()
        for choice in said.get("or", ())
        if any("/vocab/" in text for text in properties().get(lists[choice], {}).get("pattern", ()))
    }
    assert set(properties()[f"{RULES}unknown-concept>"]["targetObjectsOf"]) == patterned


def test_every_property_of_the_ontology_is_checked() -> None:
    """A node stands where a node belongs, a literal of the right datatype where a literal does."""
    links = {
        paths[0]
        for said in properties().values()
        if f"<{SH}IRI>" in said.get("nodeKind", ()) and (paths := said.get("path"))
    }
    texts = {
        paths[0] for said in properties().values() if {"datatype", "or"} & set(said) and (paths := said.get("path"))
    }
    kinds = defaultdict(set)
    for subject, predicate, value in read_triples(ROOT / "ontology" / "hr.ttl"):
        if predicate == expand("rdf:type") and "chronicle/ns#" in subject:
            kinds[value].add(subject)
    assert kinds[expand("owl:ObjectProperty")] - links == INVOLVED | {expand("hr:relatedEvent")}
    assert kinds[expand("owl:DatatypeProperty")] - texts == set()


def test_good_data_uses_every_class_and_property() -> None:
    data = spoilt()
    used = {value for _, predicate, value in data if predicate == expand("rdf:type")} | {p for _, p, _ in data}
    terms = {subject for subject, _, _ in read_triples(ROOT / "ontology" / "hr.ttl") if "chronicle/ns#" in subject}
    assert terms - used == {expand("hr:Agent"), expand("hr:relatedEvent")}
