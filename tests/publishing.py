"""A graph as a build publishes it, made of quads instead of documents."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.build.making import BlockMaker, Blocks, with_others
from kg.build.merging import quads_of
from kg.build.packing import Made
from kg.build.publishing import Published
from kg.build.reading import Read
from kg.build.release import Release, release
from kg.build.rulebook import Rulebook
from kg.model.project import Project
from kg.model.terms import Quad, Triple, local_name
from kg.model.vocabulary import PREFIXES
from kg.rdf.ontology import read_ontology, shapes_files
from kg.records.identity import Directory
from kg.validation import ShapeFiles
from tests.shared import Answering

_OWN = f"<{PREFIXES['id']}graph/"
_LAYERS = tuple(f"{_OWN}{name}>" for name in ("inferred", "display", "ontology", "dataset"))


@cache
def rulebook() -> Rulebook:
    """Chronicle's own shapes and ontology."""
    return Rulebook.of(ShapeFiles(tuple(shapes_files())), read_ontology(), [], "en")


def data_of(store: ox.Store) -> list[Quad]:
    """The quads of a published store that are data: those of the documents and of the authority files."""
    named = (q for q in store if not isinstance(q.graph_name, ox.DefaultGraph))
    found = (Quad(*(str(term) for term in (q.subject, q.predicate, q.object, q.graph_name))) for q in named)
    return [quad for quad in found if quad.graph not in _LAYERS]


def released(quads: Iterable[Quad], folder: Path, base: str = PREFIXES["id"]) -> Release:
    """What is published of some quads; its blocks are written into a folder."""
    project = Project(folder, folder / "build", base, title="Test")
    maker = BlockMaker(folder / "blocks", project, rulebook(), infer=True)
    graphs: dict[str, set[Triple]] = {}
    for s, p, o, graph in quads:
        graphs.setdefault(graph, set()).add((s, p, o))
    by_name = {
        graph: maker.make(
            Made(graph, "" if graph.startswith(f"<{base}graph/") else local_name(graph), some, maker.inferred(some))
        )
        for graph, some in graphs.items()
    }
    blocks = with_others(maker, Blocks(by_name, Published(Read(Directory(base), None), [])), None)  # type: ignore[arg-type]
    return release(maker, project, blocks, None, 1)


def published(quads: Iterable[Quad], base: str = PREFIXES["id"]) -> Answering:
    """What is published of some quads, in memory."""
    with tempfile.TemporaryDirectory() as folder:
        store = ox.Store()
        for block, _ in released(quads, Path(folder), base).sources:
            for name in ("asserted", "inferred"):
                store.load(block.section(name), format=ox.RdfFormat.N_TRIPLES)
            if block.graph:
                store.load(quads_of(block.section("asserted"), block.graph), format=ox.RdfFormat.N_QUADS)
    return Answering(store)
