"""What a build gives a check to lean on: its triples, its ontology, and what was found in it before."""

from __future__ import annotations

from collections.abc import Callable, Set
from pathlib import Path

from kg.checks.options import Triple
from kg.documents import shown
from kg.errors import CallError, DataError, Location, Problem
from kg.index import Index, ontology_fingerprint, read_index
from kg.pipeline import read_ontology
from kg.rdf import read_triples
from kg.terms import Term, expand


def need_index(build: Path, documents: Path) -> Index:
    """The index of a build that was named; ``CallError`` if there is none."""
    index = read_index(build, documents)
    if index is None:
        remedy = "run `kg build` first, or name the folder of a build with --against"
        raise CallError(Problem("no-build", f"there is no build in {build}", remedy))
    return index


def read_build(build: Path, index: Index, wanted: Callable[[str], bool]) -> tuple[set[Triple], list[Triple]]:
    """The asserted triples of the wanted graphs of a build, and the ontology: the build's if it is still the same."""
    ontology_graph = f"<{index.base}graph/ontology>"
    same = index.ontology == ontology_fingerprint()
    data: set[Triple] = set()
    ontology: list[Triple] = [] if same else read_ontology()
    try:
        text = (build / "kg.nq").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        found = f"the build in {shown(build)} cannot be read"
        raise DataError(Problem("broken-build", found, "run `kg build` again", Location(shown(build)))) from error
    chosen: dict[str, bool] = {}
    for line in text.splitlines():
        subject, predicate, rest = line.split(" ", 2)
        value, graph, _ = rest.rsplit(" ", 2)
        if graph == ontology_graph:
            if same:
                ontology.append((subject, predicate, value))
            continue
        if graph not in chosen:
            chosen[graph] = wanted(graph)
        if chosen[graph]:
            data.add((subject, predicate, value))
    return data, ontology


def known_results(build: Path) -> Set[Term]:
    """The results that the validation of a build had."""
    path = build / "validation.ttl"
    if not path.is_file():
        return set()
    return {value for _, predicate, value in read_triples(path) if predicate == expand("sh:result")}
