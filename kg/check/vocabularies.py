"""Checks vocabularies and the ontology, and gives what is wrong with them as findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kg.check.findings import Finding, Found, Subject, as_finding
from kg.model.errors import ChronicleError
from kg.model.project import Project, find_project
from kg.model.terms import Term, Triple
from kg.rdf.formats import Format
from kg.validation.vocabularies import Diagnosis, File, concerns, examine, is_own, ontology_folder, uses_of

_TOKENS = ("nq", "nt", "trig", "ttl")
"""Serializations whose tokens are those of Turtle."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found, the files with something to check, and whether the ontology itself is among them."""

    found: Found
    paths: frozenset[str]
    has_ontology: bool


def file_of(path: str, text: str, triples: Iterable[Triple], form: Format) -> File:
    """A file in the form that the checks take."""
    return File(path, text, tuple(triples), form.name in _TOKENS)


def check_vocabularies(files: Sequence[File], short: Callable[[Term], str], language: str) -> Examined:
    """What is wrong with the vocabularies and the ontology in files; ``short`` shortens a term for display."""
    found = Found()
    folder = ontology_folder(files)
    paths = frozenset(file.path for file in files if concerns(file))
    if paths:
        uses = uses_of(_project(), ontology=folder) if is_own(files) else None
        found.pairs = [_pair(diagnosis, short, language) for diagnosis in examine(files, uses)]
    return Examined(found, paths, folder is not None)


def _project() -> Project | None:
    """The project whose records may use a concept; without one, nothing is known about records."""
    try:
        return find_project()
    except ChronicleError:
        return None


def _pair(diagnosis: Diagnosis, short: Callable[[Term], str], language: str) -> tuple[Subject, Finding]:
    subject = diagnosis.subject
    about = Subject("", short(subject) if subject else "", diagnosis.place, subject)
    return about, as_finding(diagnosis.problem, language)
