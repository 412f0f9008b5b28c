"""A shapes graph as data: shapes, their targets, paths and parameters (SHACL, sections 2 and 3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from kg.model.terms import Term, expand, text_of
from kg.validation.compiled.compiled_shapes import NO_ANNOTATIONS, Annotations, Target
from kg.validation.report import CHECK

Node = Mapping[Term, tuple[Term, ...]]
"""The description of a node in a graph: values by property."""


_SUBCLASS, _FIRST, _REST = expand("rdfs:subClassOf"), expand("rdf:first"), expand("rdf:rest")
KEYS, REMEDY = f"<{CHECK}keys>", f"<{CHECK}remedy>"


@cache
def sh(local: str) -> Term:
    """A term of SHACL."""
    return expand(f"sh:{local}")


def below(top: Term, nodes: Mapping[Term, Node]) -> set[Term]:
    """A class and its subclasses in a graph."""
    found: set[Term] = set()
    more = {top}
    while more:
        found |= more
        more = {node for node, properties in nodes.items() if found & set(properties.get(_SUBCLASS, ()))} - found
    return found


def read_annotations(name: Term, nodes: Mapping[Term, Node]) -> Annotations:
    """The annotations of a node."""
    properties = nodes.get(name, {})
    keys = (text_of(key) for first in properties.get(KEYS, ()) for key in _members(first, nodes))
    return Annotations(properties.get(sh("message"), ()), properties.get(REMEDY, ()), tuple(keys))


def _members(first: Term, nodes: Mapping[Term, Node]) -> Iterator[Term]:
    """The members of an RDF list, up to where it breaks off or repeats."""
    seen: set[Term] = set()
    while first in nodes and first not in seen:
        seen.add(first)
        yield from nodes[first].get(_FIRST, ())
        first = next(iter(nodes[first].get(_REST, ())), "")


class Path(NamedTuple):
    """A sequence of SPARQL property paths.

    ``is_empty`` says that the whole path can also lead from a node to itself without any triple.
    """

    steps: tuple[str, ...]
    is_empty: bool = False

    def __str__(self) -> str:
        return "/".join(self.steps)


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape, or a property shape if it has a path.

    ``predicate`` is the path if it is a single IRI; ``parameters`` are the values by the local name of the SHACL
    property.
    """

    name: Term
    path: Path | None = None
    predicate: Term = ""
    targets: tuple[Target, ...] = ()
    parameters: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)
    severity: Term = ""
    annotations: Annotations = NO_ANNOTATIONS
    deactivated: bool = False

    def values(self, parameter: str) -> tuple[Term, ...]:
        """The values of a parameter; empty if the shape does not have it."""
        return self.parameters.get(parameter, ())

    def one(self, parameter: str) -> Term:
        """The first value of a parameter, empty if there is none."""
        return next(iter(self.values(parameter)), "")


@dataclass(frozen=True, slots=True)
class Shapes:
    """A shapes graph: its shapes by name, its lists by first node, and the description of each node."""

    by_name: Mapping[Term, Shape]
    lists: Mapping[Term, tuple[Term, ...]]
    nodes: Mapping[Term, Node]

    def __getitem__(self, name: Term) -> Shape:
        return self.by_name[name]

    @property
    def targeted(self) -> tuple[Shape, ...]:
        """The shapes that have targets and are not deactivated, by name."""
        return tuple(shape for _, shape in sorted(self.by_name.items()) if shape.targets and not shape.deactivated)

    def values(self, node: Term, predicate: Term) -> tuple[Term, ...]:
        """The values of a property of a node."""
        return self.nodes.get(node, {}).get(predicate, ())

    def annotations(self, node: Term) -> Annotations:
        """The annotations of a node."""
        return read_annotations(node, self.nodes)

    def below(self, top: Term) -> set[Term]:
        """A class and its subclasses in the shapes graph."""
        return below(top, self.nodes)

    def parts(self, shape: Shape) -> Iterator[Term]:
        """The shapes that a shape refers to."""
        for local in ("node", "not", "property", "qualifiedValueShape"):
            yield from shape.values(local)
        for local in ("and", "or", "xone"):
            for first in shape.values(local):
                yield from self.lists[first]

    def within(self, shape: Shape) -> Iterator[Shape]:
        """A shape and all that it leads to, each once."""
        seen, waiting = {shape.name}, [shape.name]
        while waiting:
            found = self[waiting.pop()]
            yield found
            fresh = set(self.parts(found)) - seen
            seen |= fresh
            waiting += sorted(fresh)
