"""A project's own terms: the triples of its vocabulary, their graph, and what is wrong with the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kg.model.errors import DataError, Problem
from kg.model.files import read_text, shown
from kg.model.layout import VOCABULARY
from kg.model.project import Project, resources
from kg.model.terms import Triple
from kg.rdf.syntax import read_triples
from kg.rdf.vocabularies import completed, facts_of, scheme_of


class OwnTerms(NamedTuple):
    """The triples of a project's vocabulary, completed for queries, and the problems of its file."""

    triples: Sequence[Triple] = ()
    problems: Sequence[Problem] = ()


def read_own_terms(project: Project, *, checked: bool = True) -> OwnTerms:
    """The vocabulary of a project; nothing if it has none. Its file is ``checked`` like those of the ontology."""
    path = project.documents / VOCABULARY
    if not path.is_file():
        return OwnTerms()
    try:
        triples = tuple(read_triples(path))
    except DataError as error:
        return OwnTerms(problems=error.problems)
    return OwnTerms(completed(triples), tuple(_problems(path, triples, project.base)) if checked else ())


def _problems(path: Path, triples: tuple[Triple, ...], base: str) -> Iterator[Problem]:
    """What is wrong with a vocabulary by itself, and beside the concepts of ours that it extends.

    The checks are loaded only where a project has a vocabulary.
    """
    from kg.validation.vocabularies import File, examine, own_faults

    file = File(shown(path), read_text(path), triples)
    yield from own_faults(file, base)
    facts = facts_of(file.triples)
    schemes = sorted({scheme for subject in facts if (scheme := scheme_of(subject, facts))})
    paths = [resources("ontology") / "vocabularies" / f"{scheme}.ttl" for scheme in schemes]
    ours = [File(shown(path), "", tuple(read_triples(path))) for path in paths if path.is_file()]
    whole = File(file.path, file.text, tuple(dict.fromkeys((*file.triples, *completed(file.triples)))))
    for diagnosis in examine((whole, *ours), but=_LEFT_OPEN):
        is_own = diagnosis.problem.location and diagnosis.problem.location.path == file.path
        if is_own and diagnosis.severity != "info":
            yield diagnosis.problem


_LEFT_OPEN = frozenset(
    {
        "label-missing",
        "definition-missing",
        "labels-shifted",
        "labels-may-be-shifted",
        "labels-swapped",
        "concept-orphan",
    }
)
"""Checks that compare a project's terms with the whole of a vocabulary: it need not speak all of our languages."""
