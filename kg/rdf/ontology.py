"""The ontology that the program works with: its files and their triples."""

from __future__ import annotations

from pathlib import Path

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


def read_ontology() -> list[Triple]:
    """The triples of the ontology, its alignments and its vocabularies."""
    return sorted({triple for path in ontology_files() for triple in read_triples(path)})


def read_shapes() -> list[Triple]:
    """The triples of the ontology's shapes, and of the prefixes that their queries use."""
    return [triple for path in shapes_files() for triple in read_triples(path)]
