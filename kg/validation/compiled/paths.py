"""Turns SHACL property paths into SPARQL property paths (SHACL, section 2.3.1; SPARQL 1.1, section 9.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from kg.model.message import Message
from kg.model.terms import Term, expand
from kg.validation.compiled.faults import IllFormedError
from kg.validation.compiled.model import Node, Path, sh

_FIRST, _REST, _NIL = expand("rdf:first"), expand("rdf:rest"), expand("rdf:nil")


class _Part(NamedTuple):
    """A SPARQL path, and whether it can lead from a node to itself without any triple."""

    text: str
    is_empty: bool = False


_FORMS: Mapping[str, Callable[[_Part], _Part]] = {
    "inversePath": lambda part: _Part(f"^({part.text})", part.is_empty),
    "oneOrMorePath": lambda part: _Part(f"({part.text})+", part.is_empty),
    "zeroOrMorePath": lambda part: _Part(f"({part.text})*", True),
    "zeroOrOnePath": lambda part: _Part(f"({part.text})?", True),
}
"""How each SHACL property makes a path out of another."""


def read_path(shape: Term, node: Term, nodes: Mapping[Term, Node]) -> Path:
    """The path at a node; ``IllFormedError`` if it is not one.

    A node that is both a list and something else counts as the list (as in the W3C's tests ``path-strange``).
    """
    is_list = _FIRST in nodes.get(node, {})
    steps = _members(shape, node, nodes, (node,)) if is_list else [_part(shape, node, nodes, ())]
    return Path(tuple(step.text for step in steps), all(step.is_empty for step in steps))


def _part(shape: Term, node: Term, nodes: Mapping[Term, Node], inside: tuple[Term, ...]) -> _Part:
    if node.startswith("<") and node != _NIL:
        return _Part(node)
    said = nodes.get(node, {})
    within = (*inside, node)
    if node.startswith('"') or node in inside:
        raise IllFormedError(
            shape,
            Message("{node} is not a path", node=node),
            Message("write an IRI, or a path of IRIs that has an end"),
        )
    if _FIRST in said:
        return _joined("/", _members(shape, node, nodes, within), all)
    for local, form in _FORMS.items():
        if values := said.get(sh(local)):
            if len(values) > 1:
                raise IllFormedError(
                    shape,
                    Message("sh:{local} occurs {count} times in a path", local=local, count=len(values)),
                    Message("write it once"),
                )
            return form(_part(shape, values[0], nodes, within))
    if values := said.get(sh("alternativePath")):
        return _joined("|", _members(shape, values[0], nodes, within), any)
    raise IllFormedError(
        shape, Message("its path is empty"), Message("write an IRI, or a path such as [ sh:inversePath hr:asserts ]")
    )


def _joined(sign: str, parts: list[_Part], empty: Callable[[Iterable[bool]], bool]) -> _Part:
    return _Part(f"({sign.join(part.text for part in parts)})", empty(part.is_empty for part in parts))


def _members(shape: Term, first: Term, nodes: Mapping[Term, Node], inside: tuple[Term, ...]) -> list[_Part]:
    """The paths of a list of two or more."""
    members: list[_Part] = []
    node, seen = first, set()
    while node != _NIL:
        said = nodes.get(node, {})
        value, rest = said.get(_FIRST, ()), said.get(_REST, ())
        if len(value) != 1 or len(rest) != 1 or node in seen:
            raise IllFormedError(
                shape, Message("a list in its path does not end"), Message("write it in round brackets: ( a b )")
            )
        seen.add(node)
        members.append(_part(shape, value[0], nodes, inside))
        node = rest[0]
    if len(members) <= 1:
        raise IllFormedError(
            shape, Message("a list in its path has one member"), Message("write two or more, or the one without a list")
        )
    return members
