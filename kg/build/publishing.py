"""What of a project may be published: the quads of its public records, without the names of those withheld."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kg.build.mapping import find_documentalist, map_read
from kg.build.masking import masked
from kg.build.pseudonyms import pseudonyms
from kg.build.reading import Read
from kg.model import terms
from kg.model.errors import DataError
from kg.model.project import Project
from kg.model.terms import Quad, expand, local_name, text_of
from kg.records.access import INTERNAL, PUBLIC, Access
from kg.records.identity import Directory
from kg.records.stand_ins import Pseudonyms
from kg.records.withheld_names import WithheldNames, withheld_names
from kg.records.withholding import Public, is_withheld, withhold


@dataclass(frozen=True, slots=True)
class Published:
    """What a build is made of: records and quads, and what was left out of them.

    ``left_out`` counts the records that are not public by level, ``dependent`` those that say nothing without them, and
    ``masked`` the texts in which a name was withheld; ``keys`` counts the single keys left out. ``changed`` are the ids of documents, an empty one for the
    authority files, that are not published as they are in the files, or that have something withheld.
    """

    read: Read
    quads: list[Quad]
    left_out: Counter[str] = field(default_factory=Counter)
    dependent: int = 0
    masked: int = 0
    changed: frozenset[str] = frozenset()
    stand_ins: Counter[str] = field(default_factory=Counter)
    names: WithheldNames | None = None
    keys: int = 0

    @property
    def counts(self) -> Counter[str]:
        """How many records of each kind there are; unnamed agents that stand for others are not among them."""
        counted = self.read.counts
        counted.subtract(self.stand_ins)
        return +counted


def published(project: Project, read: Read, quads: list[Quad], access: Access) -> Published:
    """What may be published of a project that was read and mapped; with ``internal`` access, everything."""
    if not is_withheld(read.units):
        return Published(read, quads)
    part = public_part(project, read, access, UNSHOWN if access == INTERNAL else pseudonyms(project))
    if access == INTERNAL:
        return Published(read, quads, changed=part.changed)
    shown = _read(project, read, part)
    found = [*_mapped(project, read, shown, part), *_unnamed(shown, part)]
    names = withheld_names(part, read.directory, (text_of(quad.object) for quad in quads if quad.object[0] == '"'))
    safe = masked(found, names)
    changed = {local_name(graph) for graph in safe.graphs}
    documents = part.changed | {"" if graph == "authorities" else graph for graph in changed}
    unnamed = Counter(record.kind.name for record in shown.authorities if record.id in part.stand_ins.values())
    return Published(
        shown,
        safe.quads,
        part.left_out,
        part.dependent,
        safe.texts,
        documents,
        unnamed,
        names,
        sum(map(len, part.keys.values())),
    )


UNSHOWN = Pseudonyms()
"""Pseudonyms for what nobody is shown: without the project's secret."""


def public_part(project: Project, read: Read, access: Access = PUBLIC, made: Pseudonyms = UNSHOWN) -> Public:
    """The records of what was read that may be seen; with ``internal`` access, what the public may see.

    Pseudonyms are ``made`` with the project's secret where they are shown to anybody.
    """
    documentalist = find_documentalist(project, read.directory)
    return withhold(
        read.units,
        read.directory,
        language=project.language,
        documentalist=documentalist,
        access=PUBLIC if access == INTERNAL else access,
        pseudonyms=made,
    )


def _read(project: Project, read: Read, part: Public) -> Read:
    """What was read, as others may see it."""
    shown = Read(Directory(project.base), read.reuse, sha256=read.sha256)
    shown.authorities = list(part.records[""])
    shown.sources = [replace(one, records=part.records[one.id]) for one in read.sources if one.id in part.records]
    list(shown.directory.add(shown.authorities))
    for source in shown.sources:
        list(shown.directory.add(source.records, source.id))
    return shown


def _mapped(project: Project, read: Read, shown: Read, part: Public) -> set[Quad]:
    """The quads of the public records; ``DataError`` rather than anything that points to what is not there."""
    documentalist = find_documentalist(project, read.directory)
    stand_in = part.stand_ins.get(("", documentalist))
    if stand_in:
        (found,) = shown.directory.find(stand_in, ())
        documentalist = found.iri
    builders = map_read(project, shown, documentalist)
    if problems := [problem for builder in builders for problem in builder.problems]:
        raise DataError(dict.fromkeys(problems))
    return {quad for builder in builders for quad in builder.quads}


def _unnamed(shown: Read, part: Public) -> Iterator[Quad]:
    """That the agents that stand for others are not named; persons say so themselves."""
    graph = shown.directory.mint("graph", "authorities")
    for record in part.records[""]:
        if record.id in part.stand_ins.values() and record.kind.name != "person":
            node = shown.directory.mint(record.kind.name, record.id)
            yield Quad(node, expand("hr:named"), terms.boolean("false"), graph)
