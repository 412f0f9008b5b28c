"""The doctor of vocabularies: what is wrong with SKOS vocabularies and with the ontology, beyond what shapes can say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.doctor.labels import Fault
from kg.doctor.model import OWN, File, Graph, Use, Ward, read_schemes
from kg.doctor.table import CHECKS, Row
from kg.doctor.uses import uses_of
from kg.errors import Location, Problem
from kg.terms import Term, text_of
from kg.vocabulary import PREFIXES

__all__ = ["CHECKS", "Diagnosis", "File", "Use", "concerns", "examine", "is_own", "uses_of"]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One finding: how bad it is (``violation``, ``warning`` or ``info``), on which subject and value, and the fault."""

    severity: str
    subject: Term
    value: str
    problem: Problem


def concerns(files: Iterable[File]) -> bool:
    """Whether there is anything in the files for the doctor: a scheme, a concept, a class or a property."""
    return bool(read_schemes(Graph(tuple(files))))


def is_own(files: Iterable[File]) -> bool:
    """Whether the files are of the project's ontology or vocabularies, so that it is known what uses their terms."""
    own = (f"<{OWN}", f"<{PREFIXES['vocab']}")
    declared = (term for scheme in read_schemes(Graph(tuple(files))) for term in scheme.members)
    return any(term.startswith(own) for term in declared)


def examine(files: Iterable[File], uses: Iterable[Use] | None = None) -> list[Diagnosis]:
    """Everything that is wrong, in the order of the table of checks; ``uses`` are those of the project's terms."""
    graph = Graph(tuple(files))
    ward = Ward(graph, read_schemes(graph), None if uses is None else tuple(uses))
    if not ward.schemes:
        return []
    return list(dict.fromkeys(found for row in CHECKS for fault in row.check(ward) for found in _told(row, fault, graph)))


def _told(row: Row, fault: Fault, graph: Graph) -> Iterator[Diagnosis]:
    place = fault.location or _place(fault, graph)
    problem = Problem(row.code, row.found.format(**fault.parts), row.remedy.format(**fault.parts), place)
    yield Diagnosis(row.severity, fault.subject, text_of(fault.value) if fault.value else "", problem)


def _place(fault: Fault, graph: Graph) -> Location | None:
    places = graph.home.get(fault.subject)
    return places.find(fault.subject, fault.value) if places else None
