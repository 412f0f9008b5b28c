"""The part of the data that decides about some nodes, and the nodes that a change may decide about.

Compiled shapes say by which steps they see other nodes. Following these steps from a node gathers all that its results
depend on; following them backwards from a changed triple gives every node whose results may be others now.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple, Protocol

from kg.model.terms import Term, Triple, expand
from kg.validation.compiled import CompiledShapes
from kg.validation.compiled.compiled_shapes import Target
from kg.validation.compiled.steps import ANY, Step, Turn, Walk

_TYPE = expand("rdf:type")


class Links(Protocol):
    """The data as a graph to walk in."""

    def about(self, node: Term) -> Collection[Triple]:
        """The triples whose subject is the node."""

    def along(self, name: Term, node: Term) -> Collection[Triple]:
        """The triples of a property whose subject is the node."""

    def pointing(self, name: Term, node: Term) -> Collection[Triple]:
        """The triples of a property whose object is the node."""

    def pointers(self, node: Term) -> Collection[Term]:
        """The properties of the triples whose object is the node."""


def seen(compiled: CompiledShapes, links: Links, focus: Iterable[Term]) -> set[Triple] | None:
    """The triples that decide about these nodes; ``None`` if a shape may see everything."""
    if any(shape.walks is None for shape in compiled.shapes):
        return None
    gathering = _Gathering(links)
    nodes: dict[int, set[Term]] = {}
    trees = _Trees.of(compiled)
    for node in focus:
        about = links.about(node)
        one_each = (
            next(iter(links.pointing(name, node))) for name in trees.pointing.intersection(links.pointers(node))
        )
        targeting = [*about, *one_each]
        gathering.found.update(targeting)
        for number in trees.of_node(node, targeting):
            nodes.setdefault(number, set()).add(node)
    for number, some in nodes.items():
        gathering.walk(trees.trees[number], some)
    return gathering.found


def seen_from_part(compiled: CompiledShapes, links: Links, crossings: Iterable[Crossing]) -> set[Triple] | None:
    """What decides about the nodes of a part of the data besides all its own triples; ``None`` as in ``seen``.

    The ``crossings`` are all triples that link a node of the part to one elsewhere. Whatever a shape sees elsewhere it
    comes to over one of them, at any of its steps.
    """
    walks = walks_of(compiled)
    return None if walks is None else seen_over(walks, links, crossings, _Trees.of(compiled).pointing)


def walks_of(compiled: CompiledShapes) -> set[Walk] | None:
    """The walks of all shapes; ``None`` if a shape may see everything."""
    if any(shape.walks is None for shape in compiled.shapes):
        return None
    return {walk for shape in compiled.shapes for walk in shape.walks or ()}


def reached(walks: Collection[Walk], links: Links, focus: Iterable[Term]) -> set[Triple]:
    """The triples of some nodes, and all that walks from them pass."""
    nodes, gathering = set(focus), _Gathering(links)
    gathering.found.update(triple for node in nodes for triple in links.about(node))
    gathering.walk(_tree(walks), nodes)
    return gathering.found


def seen_over(
    walks: Collection[Walk], links: Links, crossings: Iterable[Crossing], pointing: Collection[Term] = ()
) -> set[Triple]:
    """What walks from the nodes of a part of the data pass besides all its own triples.

    The ``crossings`` are as in ``seen_from_part``; those of the properties ``pointing`` always count.
    """
    rests, gathering = _rests(walks), _Gathering(links)
    starts: dict[Turn, set[Term]] = {}
    for triple, outer in crossings:
        for turn in (Turn(triple[1], against=outer == triple[0]), Turn(ANY, against=outer == triple[0])):
            if turn in rests or triple[1] in pointing:
                gathering.found.add(triple)
                starts.setdefault(turn, set()).add(outer)
    for turn, nodes in starts.items():
        gathering.walk(rests.get(turn, {}), nodes)
    return gathering.found


class Crossing(NamedTuple):
    """A triple that links a node of a part of the data to an ``outer`` one."""

    triple: Triple
    outer: Term


def _rests(walks: Iterable[Walk]) -> dict[Turn, Tree]:
    """How walks can go on after each turn, at whichever step they take it."""
    found: dict[Turn, set[Walk]] = {}
    for walk in walks:
        for number, step in enumerate(walk):
            rest = walk[number if step.many else number + 1 :]
            for turn in step.turns:
                found.setdefault(turn, set()).update((rest, rest[1:]) if step.many else (rest,))
    return {turn: _as_tree(rests) for turn, rests in found.items()}


def affected(compiled: CompiledShapes, links: Links, changed: Iterable[Triple]) -> set[Term] | None:
    """The nodes about which changed triples, which are among these links, may decide; ``None`` if that may be any node."""
    walks = walks_of(compiled)
    return None if walks is None else affected_over(walks, links, changed)


def affected_over(walks: Collection[Walk], links: Links, changed: Iterable[Triple]) -> set[Term]:
    """The nodes from which walks pass changed triples, which are among these links, and the nodes in these triples."""
    by_property: dict[Term, list[tuple[Walk, bool]]] = {}
    for walk in walks:
        for turn in walk[-1].turns:
            by_property.setdefault(turn.property, []).append((walk, turn.against))
    found: set[Term] = set()
    starts: dict[Walk, set[Term]] = {}
    for triple in changed:
        found |= {triple[0], triple[2]}
        for walk, against in (*by_property.get(triple[1], ()), *by_property.get(ANY, ())):
            starts.setdefault(walk, set()).add(triple[2] if against else triple[0])
    gathering = _Gathering(links)
    for walk, nodes in starts.items():
        found |= gathering.back(walk, nodes)
    return found


class Entrances(NamedTuple):
    """The properties that shapes follow from a value to whatever has it: where the value is a node, and where it is a text."""

    of_nodes: frozenset[Term]
    of_texts: frozenset[Term]

    def and_over(self, walks: Iterable[Walk]) -> Entrances:
        """The entrances, and those of more walks."""
        more = {turn.property for walk in walks for step in walk for turn in step.turns if turn.against}
        return self._replace(of_nodes=self.of_nodes | more)


def entrances(compiled: CompiledShapes) -> Entrances:
    """Where shapes may come to a node from one that it points to."""
    of_nodes, of_texts = set[Term](), set[Term]()
    for shape in compiled.shapes:
        is_text = any(target.kind in _OF_VALUES for target in shape.targets)
        for walk in shape.walks or ():
            of_nodes.update(turn.property for step in walk for turn in step.turns if turn.against)
            for before, step in zip((None, *walk), walk, strict=False):
                if is_text if before is None else any(not turn.against for turn in before.turns):
                    of_texts.update(turn.property for turn in step.turns if turn.against)
    return Entrances(frozenset(of_nodes), frozenset(of_texts))


_OF_VALUES = ("targetNode", "targetObjectsOf")
"""Targets that may be texts."""


# ── Which walks begin at a node ──────────────────────────────────────────────────────────────────────────────

Tree = dict[Step, "Tree"]
"""Walks with their common beginnings once."""


class _Trees(NamedTuple):
    """A tree of walks for each set of shapes with the same targets; ``pointing`` are the properties of ``sh:targetObjectsOf``."""

    trees: list[Tree]
    by_target: dict[Target, list[int]]
    pointing: set[Term]

    @classmethod
    def of(cls, compiled: CompiledShapes) -> _Trees:
        walks: dict[tuple[Target, ...], set[Walk]] = {}
        for shape in compiled.shapes:
            walks.setdefault(shape.targets, set()).update(shape.walks or ())
        trees = cls([], {}, set())
        for targets, found in walks.items():
            trees.pointing.update(target.term for target in targets if target.kind == "targetObjectsOf")
            if tree := _tree(found):
                for target in targets:
                    trees.by_target.setdefault(target, []).append(len(trees.trees))
                trees.trees.append(tree)
        return trees

    def of_node(self, node: Term, triples: Collection[Triple]) -> set[int]:
        """The numbers of the trees of a node with these triples."""
        targets = {Target("targetNode", node)}
        for s, p, o in triples:
            targets |= {Target("targetClass", o)} if p == _TYPE else set()
            targets.add(Target("targetSubjectsOf", p) if s == node else Target("targetObjectsOf", p))
            targets |= {Target("targetObjectsOf", p)} if o == node else set()
        return {number for target in targets for number in self.by_target.get(target, ())}


def _tree(walks: Collection[Walk]) -> Tree:
    """The walks as a tree, without single steps along a property: the node's own triples are always gathered."""
    return _as_tree(
        walk for walk in walks if len(walk) > 1 or walk[0].many or any(turn.against for turn in walk[0].turns)
    )


def _as_tree(walks: Iterable[Walk]) -> Tree:
    tree: Tree = {}
    for walk in walks:
        here = tree
        for step in walk:
            here = here.setdefault(step, {})
    return tree


# ── Walking ──────────────────────────────────────────────────────────────────────────────────────────────────


class _Gathering:
    """Walks from nodes and keeps every triple that it passes."""

    def __init__(self, links: Links) -> None:
        self.found: set[Triple] = set()
        self._links = links

    def walk(self, tree: Tree, nodes: set[Term]) -> None:
        """Takes all steps of a tree from some nodes."""
        for step, rest in tree.items():
            reached = self._taken(step, nodes)
            if rest and reached:
                self.walk(rest, reached)

    def back(self, walk: Walk, nodes: set[Term]) -> set[Term]:
        """The nodes from which a walk leads to one of these, where its last step begins."""
        *before, last = walk
        if last.many:
            nodes = nodes | self._taken(last.turned, nodes)
        for step in reversed(before):
            nodes = self._taken(step.turned, nodes)
        return nodes

    def _taken(self, step: Step, nodes: set[Term]) -> set[Term]:
        """The nodes that a step leads to."""
        reached: set[Term] = set()
        fresh = nodes
        while fresh:
            ends = {end for node in fresh for end in self._ends(step, node)}
            fresh = ends - reached if step.many else set()
            reached |= ends
        return reached

    def _ends(self, step: Step, node: Term) -> Iterator[Term]:
        for turn in step.turns:
            if turn.against:
                triples = self._links.pointing(turn.property, node)
                self.found.update(triples)
                yield from (s for s, _, _ in triples)
            elif node[0] == "<":
                links = self._links
                triples = links.about(node) if turn.property == ANY else links.along(turn.property, node)
                self.found.update(triples)
                yield from (o for _, _, o in triples)


class Held:
    """Links among triples in memory."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._about: dict[Term, dict[Term, list[Triple]]] = {}
        self._pointing: dict[Term, dict[Term, list[Triple]]] = {}
        for triple in triples:
            self._about.setdefault(triple[0], {}).setdefault(triple[1], []).append(triple)
            self._pointing.setdefault(triple[2], {}).setdefault(triple[1], []).append(triple)

    def about(self, node: Term) -> Collection[Triple]:
        """The triples whose subject is the node."""
        return [triple for triples in self._about.get(node, _NONE).values() for triple in triples]

    def along(self, name: Term, node: Term) -> Collection[Triple]:
        """The triples of a property whose subject is the node."""
        return self._about.get(node, _NONE).get(name, ())

    def pointing(self, name: Term, node: Term) -> Collection[Triple]:
        """The triples of a property whose object is the node."""
        return self._pointing.get(node, _NONE).get(name, ())

    def pointers(self, node: Term) -> Collection[Term]:
        """The properties of the triples whose object is the node."""
        return self._pointing.get(node, _NONE)

    @property
    def nodes(self) -> Collection[Term]:
        """All subjects."""
        return self._about.keys()


_NONE: dict[Term, list[Triple]] = {}
