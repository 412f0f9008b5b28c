"""Vocabularies known to be in order, which help to learn the words of a short file.

``known/`` is a snapshot of the project's vocabularies of 29 November 2026. It is frozen so that
what is found in a file, and how surely, does not change with every word of the ontology. To renew it, copy ``ontology/hr.ttl`` and ``ontology/vocabularies/``
there, and check what ``python -m bench.vocabularies`` then finds.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import cache
from pathlib import Path

from kg.model.terms import Term
from kg.rdf.syntax import read_triples
from kg.validation.vocabularies.model import File, Graph, Scheme, read_schemes

KNOWN = Path(__file__).parent / "known"


def background(but: Collection[Term]) -> tuple[Scheme, ...]:
    """The known vocabularies and terms, without the schemes and members being examined."""
    return tuple(
        replace(scheme, members=members)
        for scheme in _known()
        if (members := tuple(member for member in scheme.members if member not in but)) and scheme.iri not in but
    )


@cache
def _known() -> tuple[Scheme, ...]:
    first = KNOWN / "hr.ttl"
    paths = (first, *sorted(path for path in KNOWN.glob("*.ttl") if path != first))
    return read_schemes(Graph(tuple(File(str(path), "", tuple(read_triples(path))) for path in paths)))
