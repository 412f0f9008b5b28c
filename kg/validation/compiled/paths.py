"""Property paths of SHACL become property paths of SPARQL (SHACL, section 2.3.1; SPARQL 1.1, section 9.1)."""

from __future__ import annotations

from collections.abc import Mapping

from kg.terms import Term, expand
from kg.validation.compiled.model import IllFormedError, Node, sh

_FIRST, _REST, _NIL = expand("rdf:first"), expand("rdf:rest"), expand("rdf:nil")
_FORMS = {
    "inversePath": "^{}",
    "oneOrMorePath": "{}+",
    "zeroOrMorePath": "{}*",
    "zeroOrOnePath": "{}?",
}
"""A path that is made of another, by its SHACL property."""


def read_steps(shape: Term, node: Term, nodes: Mapping[Term, Node]) -> tuple[str, ...]:
    """The paths that follow one another: one, or those of a sequence."""
    if _FIRST in nodes.get(node, {}):
        return _members(shape, node, nodes, (node,))
    return (read_path(shape, node, nodes),)


def read_path(shape: Term, node: Term, nodes: Mapping[Term, Node], *, inside: tuple[Term, ...] = ()) -> str:
    """The path in SPARQL; ``IllFormedError`` if it is none.

    Where a node is both a list and something else, it is the list (as in the W3C's tests ``path-strange``).
    """
    if node.startswith("<") and node != _NIL:
        return node
    said = nodes.get(node, {})
    within = (*inside, node)
    if node.startswith('"') or node in inside:
        raise IllFormedError(shape, f"the path {node} is none", "write an IRI, or a path of IRIs that has an end")
    if _FIRST in said:
        return f"({'/'.join(_members(shape, node, nodes, within))})"
    for local, form in _FORMS.items():
        if values := said.get(sh(local)):
            if len(values) > 1:
                raise IllFormedError(shape, f"sh:{local} stands {len(values)} times in a path", "write it once")
            return form.format(f"({read_path(shape, values[0], nodes, inside=within)})")
    if values := said.get(sh("alternativePath")):
        return f"({'|'.join(_members(shape, values[0], nodes, within))})"
    raise IllFormedError(shape, "its path is empty", "write an IRI, or a path such as [ sh:inversePath hr:asserts ]")


def _members(shape: Term, first: Term, nodes: Mapping[Term, Node], inside: tuple[Term, ...]) -> tuple[str, ...]:
    """The paths of a list of two or more."""
    members: list[str] = []
    node, seen = first, set()
    while node != _NIL:
        said = nodes.get(node, {})
        value, rest = said.get(_FIRST, ()), said.get(_REST, ())
        if len(value) != 1 or len(rest) != 1 or node in seen:
            raise IllFormedError(shape, "a list in its path does not end", "write it in round brackets: ( a b )")
        seen.add(node)
        members.append(read_path(shape, value[0], nodes, inside=inside))
        node = rest[0]
    if len(members) < 2:
        raise IllFormedError(shape, "a list in its path has one member", "write two or more, or the one without a list")
    return tuple(members)
