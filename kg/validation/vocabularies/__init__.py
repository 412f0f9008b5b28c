"""Checks SKOS vocabularies and the ontology for what shapes cannot express.

``table.py`` lists the checks; ``labels.py``, ``hierarchy.py``, ``integrity.py``, ``lint.py`` and ``shifted.py`` implement them.
Whether a text is in its own row is worked out step by step: ``columns.py`` (the table), ``letters.py`` and
``cooccurrence.py`` (what texts have in common), ``scores.py`` (how well a text fits a row), ``evidence.py`` (how many
bits that is worth), ``alignment.py`` (which span moved); ``background.py`` supplies further texts to learn words from.
"""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.model.errors import Location, Problem
from kg.model.terms import Term, expand, text_of
from kg.model.vocabulary import PREFIXES
from kg.validation.vocabularies.labels import Fault
from kg.validation.vocabularies.model import OWN, XL, File, Graph, Use, Vocabularies, read_schemes
from kg.validation.vocabularies.own import own_faults
from kg.validation.vocabularies.table import CHECKS, Row
from kg.validation.vocabularies.uses import uses_of

__all__ = [
    "CHECKS",
    "Diagnosis",
    "File",
    "Use",
    "concerns",
    "examine",
    "is_own",
    "ontology_folder",
    "own_faults",
    "uses_of",
]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One finding: its severity (``violation``, ``warning`` or ``info``), its subject and value, and the fault.

    ``place`` is where the subject begins, if it is in a file; the fault's own place is that of the value.
    """

    severity: str
    subject: Term
    value: str
    problem: Problem
    place: Location | None = None


def concerns(file: File) -> bool:
    """Whether a file has anything to check: a scheme, a concept, a class, a property, or whatever else SKOS speaks of.

    Records have labels of SKOS too; these the shapes check.
    """
    type_, of_skos = expand("rdf:type"), (f"<{PREFIXES['skos']}", f"<{XL}")
    records = {s for s, p, o in file.triples if p == type_ and o.startswith(f"<{OWN}")}
    return bool(read_schemes(Graph((file,)))) or any(
        (p == type_ and "/shacl#" in o)
        or (s not in records and (p.startswith(of_skos) or (p == type_ and o.startswith(of_skos))))
        for s, p, o in file.triples
    )


def ontology_folder(files: Iterable[File]) -> Path | None:
    """The folder of the file that declares the project's ontology, if one of the files does."""
    declared = (f"<{OWN[:-1]}>", expand("rdf:type"), expand("owl:Ontology"))
    return next((Path(file.path).parent for file in files if declared in file.triples), None)


def is_own(files: Iterable[File]) -> bool:
    """Whether the files belong to the project's ontology or vocabularies, so that the uses of their terms are known."""
    own = (f"<{OWN}", f"<{PREFIXES['vocab']}")
    declared = (term for scheme in read_schemes(Graph(tuple(files))) for term in scheme.members)
    return any(term.startswith(own) for term in declared)


def examine(files: Iterable[File], uses: Iterable[Use] | None = None, *, but: Collection[str] = ()) -> list[Diagnosis]:
    """Everything that is wrong, in the order of the table of checks; ``uses`` are the uses of the project's terms.

    ``but`` are the codes of checks that are left out.
    """
    with _without_collection():
        return _examined(Graph(tuple(files)), uses, but)


def _examined(graph: Graph, uses: Iterable[Use] | None, but: Collection[str]) -> list[Diagnosis]:
    vocabularies = Vocabularies(graph, read_schemes(graph), None if uses is None else tuple(uses))
    return list(
        dict.fromkeys(
            _diagnosis(row, fault, graph) for row in CHECKS if row.code not in but for fault in row.check(vocabularies)
        )
    )


@contextmanager
def _without_collection() -> Iterator[None]:
    """Pauses garbage collection: there are no cycles, and going through millions of words would take a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _diagnosis(row: Row, fault: Fault, graph: Graph) -> Diagnosis:
    places = graph.home.get(fault.subject)
    place = fault.location or (places.find(fault.subject, fault.value) if places else None)
    remedy = () if fault.offers else (row.remedy.given(**fault.parts), *fault.besides)
    problem = Problem(row.code, row.found.given(**fault.parts), remedy, place, fault.offers, severity=row.severity)
    return Diagnosis(
        row.severity,
        fault.subject,
        text_of(fault.value) if fault.value else "",
        problem,
        places.find(fault.subject) if places else place,
    )
