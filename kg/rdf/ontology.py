"""The ontology that the program works with: its files and their triples."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from kg.model.files import fingerprint
from kg.model.project import resources
from kg.model.terms import Triple
from kg.rdf.syntax import read_triples


def shapes_files() -> list[Path]:
    """The files of the ontology's shapes, and of the prefixes that their queries use."""
    folder = resources("ontology")
    return [*sorted(folder.glob("shapes/*.ttl")), folder / "prefixes.ttl"]


def ontology_files() -> list[Path]:
    """The ontology, what it derives, its alignments and its vocabularies, but not shapes and profiles, which change no data."""
    folder = resources("ontology")
    named = (folder / f"{name}.ttl" for name in ("hr", "derived", "alignments"))
    return [*named, *sorted(folder.glob("vocabularies/*.ttl"))]


def read_ontology() -> tuple[Triple, ...]:
    """The triples of the ontology, its alignments and its vocabularies, sorted; read again only if a file has changed."""
    files = ontology_files()
    return _sorted(tuple(files), fingerprint(files))


@lru_cache(maxsize=1)
def _sorted(files: tuple[Path, ...], _fingerprint: str) -> tuple[Triple, ...]:
    return tuple(sorted({triple for path in files for triple in read_triples(path)}))


def read_shapes() -> list[Triple]:
    """The triples of the ontology's shapes, and of the prefixes that their queries use."""
    return [triple for path in shapes_files() for triple in read_triples(path)]
