"""Vocabularies that are known to be in order: the project's own, from which a short file's words can be learnt too."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import cache

from kg.model.errors import DataError
from kg.model.project import resources
from kg.model.terms import Term
from kg.rdf.syntax import read_triples
from kg.validation.vocabularies.model import File, Graph, Scheme, read_schemes


def background(but: Collection[Term]) -> tuple[Scheme, ...]:
    """The project's vocabularies and its ontology's terms, without the schemes and members that are examined."""
    return tuple(
        replace(scheme, members=members)
        for scheme in _shipped()
        if (members := tuple(member for member in scheme.members if member not in but)) and scheme.iri not in but
    )


@cache
def _shipped() -> tuple[Scheme, ...]:
    folder = resources("ontology")
    files = []
    for path in (folder / "hr.ttl", *sorted((folder / "vocabularies").glob("*.ttl"))):
        try:
            files.append(File(str(path), "", tuple(read_triples(path))))
        except (DataError, OSError):
            continue  # what is wrong with the file is told where it is checked
    return read_schemes(Graph(tuple(files)))
