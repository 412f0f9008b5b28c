"""The W3C's SHACL test suite (core and SPARQL), through both engines.

Each test gives data, shapes and the report that is expected, or says that the shapes must be refused. Where an engine
does something else, a table says why; a test that passes although it is listed there fails.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.model.errors import DataError
from kg.model.terms import Term, Triple, expand
from kg.model.terms import text_of as unquoted
from kg.validation import Result, reference
from kg.validation.compiled import Data, run
from kg.validation.compiled.compilation import compile_shapes, read_shapes
from kg.validation.compiled.model import Shapes, sh
from kg.validation.compiled.paths import read_path
from tests.project import SHARED
from tests.sampling import sampled

Graph = tuple[Triple, ...]

SUITE = SHARED / "conformance" / "shacl"
MF = "<http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "<http://www.w3.org/ns/shacl-test#"

REFERENCE_EXCEPTIONS = {
    "prefixes-001": "pySHACL does not follow owl:imports to prefixes that another node of the graph declares",
    "shapesGraph-001": "pySHACL does not give queries the shapes graph",
    "uniqueLang-002": 'pySHACL takes "1"^^xsd:boolean for true, where SHACL names true alone',
}
"""Tests that the reference engine fails; the fast one fails none."""


@dataclass(frozen=True, slots=True)
class Case:
    """A test: its name is its path below the suite; ``expected`` is ``None`` where the shapes must be refused."""

    name: str
    data: Graph
    shapes: Graph
    expected: Counter[tuple[Term, ...]] | None
    messages: frozenset[Term]


def read(path: Path, known: dict[Path, Graph]) -> Graph:
    if path not in known:
        quads = ox.parse(path=path, format=ox.RdfFormat.TURTLE, base_iri=path.as_uri())
        known[path] = tuple((str(q.subject), str(q.predicate), str(q.object)) for q in quads)
    return known[path]


def cases(folder: str) -> list[Path]:
    return [path for path in sorted((SUITE / folder).rglob("*.ttl")) if "sht:Validate" in path.read_text("utf-8")]


CASES = [*cases("core"), *cases("sparql")]


def read_case(path: Path) -> Case:
    known: dict[Path, Graph] = {}
    graph = read(path, known)
    said = tuple(dict.fromkeys(graph))

    def value(node: Term, predicate: Term) -> Term:
        return next((o for s, p, o in said if s == node and p == predicate), "")

    test = next(s for s, p, o in said if o == f"{SHT}Validate>")
    action, result = value(test, f"{MF}action>"), value(test, f"{MF}result>")
    data, shapes = (
        read(Path(value(action, f"{SHT}{part}Graph>")[len("<file://") : -1]), known) for part in ("data", "shapes")
    )
    if result == f"{SHT}Failure>":
        return Case(path.stem, data, shapes, None, frozenset())
    nodes = {
        s: {p: tuple(o for s2, p2, o in said if (s2, p2) == (s, p)) for s2, p, _ in said if s2 == s} for s, _, _ in said
    }
    found = [o for s, p, o in said if s == result and p == sh("result")]
    rows = [
        (
            value(node, sh("focusNode")),
            str(read_path(node, path_node, nodes)) if (path_node := value(node, sh("resultPath"))) else "",
            value(node, sh("value")),
            value(node, sh("sourceConstraintComponent")),
            value(node, sh("sourceShape")),
            value(node, sh("resultSeverity")),
        )
        for node in found
    ]
    messages = frozenset(o for s, p, o in said if p == sh("resultMessage"))
    return Case(path.stem, data, shapes, Counter(rows), messages)


def plain(results: Iterable[Result], model: Shapes) -> Counter[tuple[Term, ...]]:
    """The results as the suite has them: a path that is no IRI is that of the shape."""
    return Counter(
        (
            result.focus,
            result.path or str(model[result.shape].path or ""),
            result.value,
            result.component,
            result.shape,
            result.severity if result.severity.startswith("<") else expand(f"sh:{result.severity}"),
        )
        for result in results
    )


def without_names(rows: Counter[tuple[Term, ...]]) -> Counter[tuple[Term, ...]]:
    """All blank nodes alike: rdflib names them anew."""
    found: Counter[tuple[Term, ...]] = Counter()
    for row, count in rows.items():
        found[tuple("_:" if term.startswith("_:") else term for term in row)] += count
    return found


def fast(case: Case) -> list[Result]:
    data = Data.gather(case.data)
    outcome = run(compile_shapes(read_shapes(case.shapes), data), data, "en")
    assert outcome.left == {}, "the fast engine must not rely on the reference here"
    return outcome.results


here = pytest.mark.skipif(not SUITE.is_dir(), reason=f"{SUITE} does not exist")
every = pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")


@here
def test_the_suite_is_whole() -> None:
    assert [len(cases(folder)) for folder in ("core", "sparql")] == [98, 23]


@here
@every
def test_fast_engine(path: Path) -> None:
    case = read_case(path)
    if case.expected is None:
        with pytest.raises(DataError):
            fast(case)
        return
    found = fast(case)
    assert plain(found, read_shapes(case.shapes)) == case.expected
    assert {result.message for result in found} >= {unquoted(message) for message in case.messages}


@here
@pytest.mark.parametrize("path", sampled(CASES, 4, ids=[f"{path.parent.name}-{path.stem}" for path in CASES]))
def test_reference_engine(path: Path) -> None:
    case = read_case(path)
    assert passes_reference(case) == (path.stem not in REFERENCE_EXCEPTIONS)


def passes_reference(case: Case) -> bool:
    """Whether pySHACL gives the results that are expected, or refuses where it must."""
    try:
        found = reference.results(case.data, case.shapes)
    except Exception:  # pySHACL has no one class for what it refuses
        return case.expected is None
    if case.expected is None:
        return False
    return without_names(plain(found, read_shapes(case.shapes))) == without_names(case.expected)
