"""What a shape can see from a node: a part of the data gives the results of the whole, and a change tells whom it concerns."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.terms import Term, Triple, expand
from kg.rdf.ontology import read_ontology, read_shapes
from kg.validation import CompiledShapes, Result, compile_shapes, compiled
from kg.validation.compiled import Data
from kg.validation.compiled.steps import Step, Turn
from kg.validation.compiled.walks import walks
from kg.validation.neighbourhood import Held, affected, seen
from tests.project import OWN, SEEDS
from tests.shared import Answering

ONTOLOGY = read_ontology()
DOCUMENTS = {path.parent.name for path in SEEDS.glob("*/digest.md")}
RINGS = ("hr:partOf", "hr:within", "hr:memberOf")


@pytest.fixture(scope="module")
def shapes() -> CompiledShapes:
    """Chronicle's own shapes."""
    return compile_shapes(read_shapes(), ONTOLOGY)


@pytest.fixture(scope="module")
def asserted(built: Path, dataset: Answering) -> list[Triple]:
    """The asserted triples of the seeds, without those about the terms of the ontology, which are in no document."""
    _, rows = dataset.rows(
        f"SELECT DISTINCT ?s ?p ?o WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER (?g != <{OWN}graph/ontology>) }}"
    )
    return sorted((s, p, o) for s, p, o in rows if unit(s) is not None)


def results(shapes: CompiledShapes, data: Iterable[Triple]) -> set[Result]:
    return set(compiled.run(shapes, Data.gather(data, ONTOLOGY), "en").results)


def unit(node: Term) -> str | None:
    """The document that a node belongs to, empty for a shared one; ``None`` for a concept or a literal."""
    if not node.startswith(f"<{OWN}"):
        return None
    name = node.strip("<>").rpartition("/")[2].partition(".")[0]
    return name if name in DOCUMENTS else ""


def spoilt(data: Iterable[Triple], chance: random.Random, times: int) -> set[Triple]:
    """The data with random faults: triples gone, moved or made up, and rings longer than any step."""
    before = sorted(data)
    found, nodes = set(before), sorted({s for s, _, _ in before})
    for _ in range(times):
        s, p, o = chance.choice(before)
        kind = chance.randrange(5)
        if kind in (0, 1):
            found.discard((s, p, o))
        if kind == 1 and o.startswith("<"):
            found.add((s, p, chance.choice(nodes)))
        if kind == 2:
            found.add((s, p, chance.choice(before)[2]))
        if kind == 3:
            found.add((chance.choice(nodes), p, o))
        if kind == 4:
            ring = chance.sample(nodes, 6)
            name = expand(chance.choice(RINGS))
            found |= {(one, name, other) for one, other in zip(ring, [*ring[1:], ring[0]], strict=True)}
    return found


def in_parts(shapes: CompiledShapes, data: set[Triple]) -> set[Result]:
    """The results of each document by itself, each with what its nodes can see."""
    held, found = Held(data), set[Result]()
    for name in (*sorted(DOCUMENTS), ""):
        own = {s for s, _, _ in data if unit(s) == name}
        focus = own | {o for s, _, o in data if s in own and unit(o) is None}
        part = seen(shapes, held, focus)
        assert part is not None
        found |= {result for result in results(shapes, part) if result.focus in focus}
    return found


@pytest.mark.parametrize("seed", [1, *(pytest.param(n, marks=pytest.mark.slow_reference) for n in range(2, 30))])
def test_documents_one_by_one_have_the_results_of_the_whole(
    shapes: CompiledShapes, asserted: list[Triple], seed: int
) -> None:
    chance = random.Random(seed)
    data = spoilt(asserted, chance, chance.choice((3, 40, 400)))
    assert in_parts(shapes, data) == results(shapes, data)


@pytest.mark.parametrize("seed", [1, *(pytest.param(n, marks=pytest.mark.slow_reference) for n in range(2, 30))])
def test_only_nodes_that_a_change_concerns_have_other_results(
    shapes: CompiledShapes, asserted: list[Triple], seed: int
) -> None:
    chance = random.Random(seed)
    before = spoilt(asserted, chance, 40)
    after = spoilt(before, chance, chance.choice((1, 3, 10)))
    changed = results(shapes, before) ^ results(shapes, after)
    found = [
        affected(shapes, Held(data), triples) for data, triples in ((before, before - after), (after, after - before))
    ]
    assert {result.focus for result in changed} <= (found[0] or set()) | (found[1] or set())


def test_every_shape_of_ours_can_be_asked_of_a_part(shapes: CompiledShapes) -> None:
    assert [shape.name for shape in shapes.shapes if shape.walks is None] == []


def step(*names: str, many: bool = False) -> Step:
    """A step; ``^`` stands before a property that it goes against."""
    return Step(tuple(Turn(f"<{name.removeprefix('^')}>", name.startswith("^")) for name in names), many)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?f <p> ?x", {(step("p"),)}),
        ("?x <p> ?f", {(step("^p"),)}),
        ("?f <p>/<q> ?x", {(step("p"),), (step("p"), step("q"))}),
        ("?f ^<p>/<q> ?x", {(step("^p"),), (step("^p"), step("q"))}),
        ("?f (<p>|^<q>)+ ?x", {(step("p", "^q", many=True),)}),
        ("?f <p> ?x . FILTER NOT EXISTS { ?y <q> ?x }", {(step("p"),), (step("p"), step("^q"))}),
        ("?f <p> ?x . ?f <q> ?x", {(step("p"),), (step("q"),)}),
        ("{ SELECT ?f WHERE { ?f <p> ?x . ?x <q> ?y } }", {(step("p"),), (step("p"), step("q"))}),
        ("BIND (?f AS ?t) ?t <p> ?x", {(step("p"),)}),
        ("?f <p> ?x . ?x a ?c . ?c <http://www.w3.org/2000/01/rdf-schema#subClassOf>* ?d",
         {(step("p"),), (step("p"), Step((Turn(expand("rdf:type")),)))}),
    ],
)  # fmt: skip
def test_a_query_sees_what_its_patterns_walk_to(query: str, expected: set[tuple[Step, ...]]) -> None:
    assert set(walks([query], ["f"]) or ()) == expected


@pytest.mark.parametrize(
    "query",
    [
        "?f <p> ?x . ?y <q> ?z",  # nothing leads to ?y
        "{ ?f <p> ?x } UNION { ?f <q> ?x } ?x <r> ?y",  # which branch led to ?x is not known
        "OPTIONAL { ?f <p> ?x } ?x <q> ?y",
        "{ SELECT ?f WHERE { ?f <p> ?x } } ?x <q> ?y",  # another ?x
        "?f (<p>/<q>)+ ?x",
        "?x ?p ?f",
        "?f ?p ?x . ?x <q> ?y",
        "GRAPH ?g { ?f <p> ?x }",
        "?f <p> [ <q> ?x ]",
    ],
)
def test_a_query_that_is_not_understood_may_see_everything(query: str) -> None:
    assert walks([query], ["f"]) is None


WORDS = [
    "{",
    "}",
    "(",
    ")",
    "?x",
    "?this",
    "<p>",
    "a",
    "^",
    "/",
    "|",
    "*",
    "+",
    "?",
    "!",
    ".",
    ";",
    ",",
    "FILTER",
    "BIND",
    "AS",
    "SELECT",
    "WHERE",
    "VALUES",
    "EXISTS",
    "NOT",
    "OPTIONAL",
    "GRAPH",
    "GROUP",
    "BY",
    "'x'",
    '"y"@en',
    "1",
    "_:b",
    "[",
    "]",
    "UNION",
    "true",
]
QUERIES = (
    "?this <p> ?x . FILTER NOT EXISTS { ?x <q>/<r>* ?y . FILTER (?y IN (<a>,<b>)) }",
    (
        "BIND (?f AS ?this) LATERAL { { SELECT DISTINCT ?this ?v WHERE { ?this ^<p>|<q> ?v ; <r> ?z , 'a'@en . "
        "BIND ( IRI(STR(?v)) AS ?w ) } GROUP BY ?this HAVING (COUNT(?v) > 1) } }"
    ),
    "VALUES ?k { <a> } ?f a ?k . OPTIONAL { ?f ?p ?o } UNION { ?f !<p> 1 }",
)


@given(st.sampled_from(QUERIES), st.lists(st.tuples(st.integers(0, 60), st.sampled_from(["", *WORDS])), max_size=6))
def test_a_misspelt_query_has_walks_or_may_see_everything(query: str, changes: list[tuple[int, str]]) -> None:
    spoilt_words = query.split()
    for at, word in changes:
        spoilt_words[at : at + (not word)] = [word] if word else []
    walks([" ".join(spoilt_words)], ["this", "f"])


@pytest.mark.parametrize(
    "query",
    [
        "?f " + "(" * 3000 + "<p>" + ")" * 3000 + " ?x",
        "?f " + "^" * 5000 + "<p> ?x",
        "?f " + "/".join(["(<p>|<q>)"] * 30) + " ?x",
        " . ".join(f"?x{n} <p> ?x{n + 1}" for n in range(5000)),
        "{ " * 5000 + "?f <p> ?x" + " }" * 5000,
    ],
    ids=("brackets", "carets", "alternatives", "patterns", "groups"),
)
def test_a_query_that_is_too_large_may_see_everything(query: str) -> None:
    assert walks([query], ["f"]) is None
