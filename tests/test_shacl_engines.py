"""Both engines find the same: focus node, path, component, value, shape, severity."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from kg.pipeline import Build, read_ontology
from kg.rdf import read_triples
from kg.terms import Term
from kg.validation import ENGINES, Report, Result, compiled, validate
from kg.validation.compiled.model import sh
from tests import generated
from tests.test_shapes import CASES, ontology, read_case, shapes, spoilt

Triple = tuple[Term, Term, Term]
Found = set[tuple[Term, ...]]


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """rdflib warns of each literal that it cannot read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


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


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_both_engines_find_the_same_in_bad_data(path: Path) -> None:
    fast, slow = both(spoilt(read_case(path).update), shapes(), ontology())
    assert fast == slow
    assert fast


def test_both_engines_find_the_same_in_the_seeds(built: Path, made: Build) -> None:
    data = list(read_triples(built / "kg.ttl"))
    fast, slow = both(data, shapes(), read_ontology())
    assert fast == slow == found(made.report)
    assert fast


def test_both_engines_find_every_error_put_into_a_generated_graph() -> None:
    data = list(generated.generate(1000, 200))
    fast, slow = both(data, generated.shapes(), generated.ontology())
    assert fast == slow
    components = {component for _, _, component, *_ in fast}
    assert len(fast) >= 200
    assert {each.term for each in compiled.COMPONENTS} | {sh("SPARQLConstraintComponent")} == components


@pytest.mark.parametrize("number", range(len(generated.ERRORS)))
def test_both_engines_find_each_kind_of_error(number: int) -> None:
    sound, own = list(generated.generate(3)), generated.record(1)
    assert found(validate(sound, generated.shapes(), generated.ontology())) == set()
    others = [triple for triple in sound if triple not in set(own)]
    fast, slow = both([*others, *generated.ERRORS[number](own, 1)], generated.shapes(), generated.ontology())
    assert fast == slow
    assert fast
