"""What a published graph says of itself: title, licence, version, sources, and how to cite it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.build.blocks import Block
from kg.model import terms
from kg.model.project import Project
from kg.model.terms import Triple, digest, expand, iri
from kg.model.vocabulary import PREFIXES, VERSION

_TYPE, _TITLE, _LICENCE, _VERSION, _SOURCE, _CITATION, _ONTOLOGY = map(
    expand,
    (
        "rdf:type",
        "dct:title",
        "dct:license",
        "owl:versionInfo",
        "schema:isBasedOn",
        "dct:bibliographicCitation",
        "dct:conformsTo",
    ),
)


def description(project: Project, blocks: Iterable[Block]) -> Iterator[Triple]:
    """The triples about the dataset. Its version is a fingerprint of the data: the same data, the same version."""
    node, made = iri(f"{project.base}dataset"), list(blocks)
    version = digest("".join(sorted(digest(block.graph.encode() + block.section("asserted")) for block in made)), 12)
    title = project.title or f"Documents published at {project.base}"
    yield node, _TYPE, expand("dcat:Dataset")
    yield node, _TITLE, terms.literal(title, language=project.language)
    yield node, _VERSION, terms.literal(version)
    yield node, _ONTOLOGY, iri(f"{PREFIXES['hr'].rstrip('#')}/{VERSION}")
    for document in sorted({block.document for block in made} - {""}):
        yield node, _SOURCE, iri(f"{project.base}document/{document}")
    if project.license:
        yield node, _LICENCE, iri(project.license)
    parts = (title, f"Version {version}", project.base, f"Licence: {project.license}" if project.license else "")
    yield node, _CITATION, terms.literal(f"{'. '.join(filter(None, parts))}.", language=project.language)
