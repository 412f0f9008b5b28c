"""Makes the blocks of a build: those of documents that were read, and those taken from the last build."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import NamedTuple

from kg.build.blocks import Block
from kg.build.former import Former
from kg.build.index import AUTHORITIES, unit_name
from kg.build.mapping import Mapped, find_documentalist, map_project, refuse_faults, unit_mappers
from kg.build.output import write_part
from kg.build.packing import Made, packed, packed_context
from kg.build.publishing import Published, published
from kg.build.reading import Read
from kg.build.rulebook import Rulebook
from kg.model.errors import Problem
from kg.model.kinds import prefixes
from kg.model.parallel import Counted, in_processes, uncounted
from kg.model.project import Project
from kg.model.terms import Quad, Term, Triple, digest, iri, local_name
from kg.rdf.closure import Consequences, Rules
from kg.records.access import Access
from kg.records.withholding import is_withheld

_NOTHING = Consequences(set(), set())


class Blocks(NamedTuple):
    """All blocks of a build by the names of their units, and what was published of what was read."""

    by_name: dict[str, Block]
    published: Published

    @property
    def data(self) -> list[Block]:
        """The blocks that are the project's."""
        return [block for name, block in self.by_name.items() if name != "ontology"]

    @property
    def ontology(self) -> Block:
        """The block of the ontology, which is only context."""
        return self.by_name["ontology"]


class BlockMaker:
    """Writes blocks into a folder. With ``infer`` each has what follows from it by itself."""

    def __init__(self, folder: Path, project: Project, rules: Rulebook, *, infer: bool) -> None:
        folder.mkdir()
        self._folder, self._build, self.base = folder, project.build, project.base
        self.rulebook, self._infer = rules, infer
        self._prefixes = prefixes(project.base)
        self._entrances = rules.entrances

    @cached_property
    def rules(self) -> Rules:
        """What follows from the ontology; ``DataError`` for an axiom that no rule covers."""
        return self.rulebook.rules(self.base)

    def make(self, made: Made) -> Block:
        """Writes a block; its name is made of its bytes."""
        return self._write(packed(made, base=self.base, prefixes=self._prefixes, entrances=self._entrances))

    def ontology(self) -> Block:
        """Writes the block of the ontology."""
        rules = self.rules if self._infer else None
        return self._write(_ontology(rules, self.rulebook.ontology, self.graph("ontology")))

    def _write(self, data: bytes) -> Block:
        name = digest(data, 32)
        write_part(self._build, self._folder / name, data)
        return self.open(name)

    def open(self, file: str) -> Block:
        """A block that was written."""
        return Block.open(self._folder / file)

    def keep(self, block: Block, former: Path) -> Block:
        """Takes a block from the last build: the same file, if that can be linked."""
        path = self._folder / block.name
        try:
            path.hardlink_to(former / block.name)
        except OSError:  # another disk, or one without links
            write_part(self._build, path, (former / block.name).read_bytes())
        return block

    def graph(self, name: str) -> Term:
        """The IRI of a graph that is no document's."""
        return iri(f"{self.base}graph/{name}")

    def inferred(self, triples: Iterable[Triple]) -> Consequences:
        """What follows from the triples of a block."""
        return self.rules.within(triples) if self._infer else _NOTHING


def make_blocks(
    maker: BlockMaker,
    project: Project,
    read: Read,
    former: Former | None,
    access: Access,
    workers: int,
    counted: Counted = uncounted,
) -> Blocks:
    """The blocks of all that was read or is reused; ``DataError`` with all faults of all records, if there are any."""
    if is_withheld(read.units):
        part = published(project, read, map_project(project, read), access)
        return Blocks(dict(_of_quads(maker, part.quads)), part)
    mappers = unit_mappers(project, read, find_documentalist(project, read.directory))
    made = in_processes(partial(_of_unit, maker, project), mappers, workers, counted)
    refuse_faults(read, (problem for one in made for problem in one.problems))
    found = {one.name: maker.open(one.file) for one in made}
    if former:
        found |= {name: maker.keep(former.blocks[name], former.folder) for name in read.reuse.units}
    return Blocks(found, Published(read, []))


class _Unit(NamedTuple):
    """The name of a unit and the file of its block, or what is wrong with its records."""

    name: str
    file: str
    problems: list[Problem]


def _of_unit(maker: BlockMaker, project: Project, mapper: Callable[[], Mapped]) -> _Unit:
    builder, asked = mapper()
    name = unit_name(project, builder.source.document.path) if builder.source else AUTHORITIES
    if builder.problems:
        return _Unit(name, "", builder.problems)
    triples = {(s, p, o) for s, p, o, _ in builder.quads}
    block = maker.make(Made(builder.graph, builder.document, triples, maker.inferred(triples), asked))
    return _Unit(name, block.name, [])


def _of_quads(maker: BlockMaker, quads: Iterable[Quad]) -> Iterator[tuple[str, Block]]:
    """A block for each graph."""
    graphs: dict[Term, set[Triple]] = {}
    for s, p, o, graph in quads:
        graphs.setdefault(graph, set()).add((s, p, o))
    for graph, triples in graphs.items():
        document = "" if graph.endswith("/authorities>") else local_name(graph)
        yield graph, maker.make(Made(graph, document, triples, maker.inferred(triples)))


def with_others(maker: BlockMaker, blocks: Blocks, former: Former | None) -> Blocks:
    """The blocks with those of the ontology and of the project's own terms."""
    own = maker.rulebook.own
    ontology = maker.keep(former.blocks["ontology"], former.folder) if former else maker.ontology()
    vocabulary = maker.make(Made(maker.graph("vocabulary"), "", own, maker.inferred(own)))
    return blocks._replace(by_name=blocks.by_name | {"ontology": ontology, "vocabulary": vocabulary})


@lru_cache(maxsize=2)
def _ontology(rules: Rules | None, terms: tuple[Triple, ...], graph: Term) -> bytes:
    """The block of the ontology, which is the same in every build of a process."""
    return packed_context(graph, terms, rules.within(terms).links if rules else ())
