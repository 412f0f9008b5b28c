"""Compiled shapes: the targets and queries of each, as plain data that a build can keep."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from kg.model.message import Message
from kg.model.terms import Quad, Term, Triple
from kg.validation.compiled.spelling import stored
from kg.validation.compiled.steps import Step, Turn, Walk

FOCUS = "?kgFocus"
"""The variable of the focus node; ``?this`` is reserved for the queries of a shapes graph."""

SHAPES_GRAPH = "urn:chronicle:shapes"
"""The graph in which a query finds the shapes, as ``$shapesGraph``."""

CONTEXT = "urn:chronicle:context"
"""The graph of what comes from the ontology alone, and so makes nothing a target."""

WHOLE_BY_VALUE = "urn:chronicle:whole-by-value"
"""The graph of all data by value, in which a query within a condition is asked."""

_CHOSEN = "urn:chronicle:chosen"
"""The graph of the chosen focus nodes, and the node that points to them."""


class Target(NamedTuple):
    """The nodes that a shape is for: ``kind`` is the local name of the SHACL property, ``term`` its value."""

    kind: str
    term: Term


class Annotations(NamedTuple):
    """What a shape tells people, in one or more languages: what is wrong, and what to do.

    ``keys`` are the record keys that it concerns, the most important first. What is wrong is SHACL's ``sh:message``;
    the others belong to a vocabulary of our own (``ontology/check.ttl``).
    """

    messages: tuple[Term, ...] = ()
    remedies: tuple[Term, ...] = ()
    keys: tuple[str, ...] = ()


NO_ANNOTATIONS = Annotations()


class Check(NamedTuple):
    """A constraint, and what its results show: ``path`` is empty where the shape has no path, or one of several steps.

    ``says`` is the message where the annotations have none.
    """

    shape: Term
    component: Term
    severity: Term
    path: Term
    says: Message
    annotations: Annotations = NO_ANNOTATIONS
    cause: Term = ""
    """What tells the constraint from another of the same component: the parameter, where a shape may have several."""


class Query(NamedTuple):
    """A query and what its solutions mean: ``focus``, ``value`` and ``path`` are variables.

    Each solution is a result of every check in ``checks`` whose variable is true in it or empty. With ``shows_focus``,
    the focus node is the value of a solution that has none; ``in_sparql`` says that the query comes from the shapes
    graph itself. Two solutions that differ in a variable of ``apart`` are two results.
    """

    columns: str
    where: str
    checks: tuple[tuple[str, Check], ...]
    focus: str
    value: str = ""
    path: str = ""
    in_sparql: bool = False
    shows_focus: bool = False
    apart: tuple[str, ...] = ()

    def text(self, source: str) -> str:
        """The query in SPARQL for the focus nodes that a pattern binds to ``FOCUS``."""
        return f"SELECT DISTINCT {self.columns} WHERE {{ {source} {self.where} }}"


class CompiledShape(NamedTuple):
    """A shape with its targets; each target class is listed together with its subclasses.

    ``left`` says why only the reference engine can evaluate it; it is empty otherwise. ``walks`` lead from a focus node to
    all that can decide about it; there are ``None`` where anything can.
    """

    name: Term
    targets: tuple[Target, ...]
    queries: tuple[Query, ...]
    left: str = ""
    walks: tuple[Walk, ...] | None = None


class CompiledShapes(NamedTuple):
    """The shapes by name, for data whose classes have this ``hierarchy`` (see ``Data``).

    ``graph`` is the shapes graph itself, if a query uses it. All of it can be written as JSON unchanged.
    """

    shapes: tuple[CompiledShape, ...]
    hierarchy: str
    graph: tuple[Triple, ...] = ()


def unpacked(body: Sequence[Any]) -> CompiledShapes:
    """Compiled shapes from their JSON; ``TypeError`` or ``ValueError`` if it holds none."""
    shapes, hierarchy, graph = body
    return CompiledShapes(tuple(map(_compiled_shape, shapes)), hierarchy, tuple((s, p, o) for s, p, o in graph))


def _compiled_shape(body: Sequence[Any]) -> CompiledShape:
    name, targets, queries, left, walks = body
    found = tuple(Target(*target) for target in targets)
    return CompiledShape(name, found, tuple(map(_query, queries)), left, None if walks is None else _walks(walks))


def _walks(body: Sequence[Any]) -> tuple[Walk, ...]:
    return tuple(tuple(Step(tuple(Turn(*turn) for turn in turns), many) for turns, many in walk) for walk in body)


def _query(body: Sequence[Any]) -> Query:
    columns, where, checks, focus, value, path, in_sparql, shows_focus, apart = body
    found = tuple((flag, _check(fields)) for flag, fields in checks)
    return Query(columns, where, found, focus, value, path, in_sparql, shows_focus, tuple(apart))


def _check(body: Sequence[Any]) -> Check:
    shape, component, severity, path, (template, parts), (messages, remedies, keys), cause = body
    annotations = Annotations(tuple(messages), tuple(remedies), tuple(keys))
    return Check(shape, component, severity, path, Message(template, **parts), annotations, cause)


def written(term: Term) -> str:
    """A term as a query writes it; a blank node of the shapes is never one of the data."""
    return f"<urn:chronicle:blank:{term[2:]}>" if term.startswith("_:") else stored(term)


def targets(found: Iterable[Target], in_context: Container[Target] = ()) -> str:
    """The pattern that binds ``FOCUS`` to every target (SHACL, section 2.1.3).

    Nothing is selected by a triple of the context alone; ``in_context`` are the targets that would select something
    there.
    """
    among = list(found)
    classes = sorted({t.term for t in among if t.kind == "targetClass" and t not in in_context})
    nodes = [written(target.term) for target in among if target.kind == "targetNode"]
    parts = [f"{FOCUS} a {name} ." for name in classes] if len(classes) == 1 else []
    parts += [f"VALUES ?kgClass {{ {' '.join(classes)} }} {FOCUS} a ?kgClass ."] if len(classes) > 1 else []
    parts += [f"VALUES {FOCUS} {{ {' '.join(nodes)} }}"] if nodes else []
    for target in among:
        if target.kind in _TARGETS and (target.kind != "targetClass" or target in in_context):
            triple = _TARGETS[target.kind].format(target.term)
            parts.append(f"{triple} {outside_context(triple)}" if target in in_context else triple)
    if len(parts) == 1 and (len(classes) == 1 or nodes):
        return parts[0]
    return f"{{ SELECT DISTINCT {FOCUS} WHERE {{ {' UNION '.join(f'{{ {part} }}' for part in parts)} }} }}"


_TARGETS: Mapping[str, str] = {
    "targetClass": f"{FOCUS} a {{}} .",
    "targetObjectsOf": f"?kgOther {{}} {FOCUS} .",
    "targetSubjectsOf": f"{FOCUS} {{}} ?kgOther .",
}


def outside_context(pattern: str) -> str:
    """What leaves out the solutions of a pattern that are in the context."""
    return f"MINUS {{ GRAPH <{CONTEXT}> {{ {pattern} }} }}"


def chosen(number: int) -> str:
    """The pattern that binds ``FOCUS`` to the chosen focus nodes of the shape with this number."""
    return f"GRAPH <{_CHOSEN}> {{ <{_CHOSEN}> <{_CHOSEN}:{number}> {FOCUS} }}"


def choice(number: int, node: Term) -> Quad:
    """The quad that makes a node one of the chosen focus nodes of the shape with this number."""
    return Quad(f"<{_CHOSEN}>", f"<{_CHOSEN}:{number}>", stored(node), f"<{_CHOSEN}>")
