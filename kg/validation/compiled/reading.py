"""Reads a shapes graph: triples become ``Shapes``, or an error that names the shape.

What SHACL calls ill-formed is refused (SHACL, appendix B), as is anything that would silently skip data: a
property that SHACL does not have, and a shape that refers back to itself (section 3.4.3).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from kg.model.errors import InvalidValueError, nearest
from kg.model.message import Message, Part
from kg.model.terms import Term, Triple, expand, text_of
from kg.validation.compiled import vocabulary as words
from kg.validation.compiled.compiled_shapes import Target
from kg.validation.compiled.components import BY_PARAMETER
from kg.validation.compiled.faults import IllFormedError
from kg.validation.compiled.model import KEYS, REMEDY, Node, Path, Shape, Shapes, below, read_annotations, sh
from kg.validation.compiled.paths import read_path
from kg.validation.patterns import translated
from kg.validation.report import CHECK

_SH = sh("Shape").removesuffix("Shape>")
_TYPE, _CLASS = expand("rdf:type"), expand("rdfs:Class")
_FIRST, _REST, _NIL = expand("rdf:first"), expand("rdf:rest"), expand("rdf:nil")
_BOOLEANS = tuple(f'"{text}"^^{expand("xsd:boolean")}' for text in ("true", "false", "1", "0"))
_COUNT = re.compile(rf'"[0-9]{{1,9}}"\^\^{re.escape(expand("xsd:integer"))}')
KINDS: Mapping[str, tuple[Callable[[Term], bool], Part]] = {
    "boolean": (lambda term: term in _BOOLEANS, Message("true or false")),
    "count": (lambda term: bool(_COUNT.fullmatch(term)), Message("a whole number of 0 or more")),
    "iri": (lambda term: term.startswith("<"), Message("an IRI")),
    "list": (lambda term: not term.startswith('"'), Message("a list")),
    "literal": (lambda term: term.startswith('"'), Message("a literal")),
    "node": (lambda term: not term.startswith('"'), Message("an IRI or a blank node")),
    "node kind": (lambda term: term in map(sh, words.NODE_KINDS), "sh:" + ", sh:".join(words.NODE_KINDS)),
    "string": (lambda term: term.endswith(('"', f"^^{expand('xsd:string')}")), Message("a string")),
    "term": (bool, ""),
}


def read_shapes(triples: Iterable[Triple]) -> Shapes:
    """The shapes of a graph; ``IllFormedError`` for the first ill-formed one, in order of name."""
    found: dict[Term, dict[Term, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in triples:
        found[subject][predicate].append(value)
    nodes = {
        node: {predicate: tuple(sorted(set(values))) for predicate, values in said.items()}
        for node, said in found.items()
    }
    reader = _Reader(nodes)
    by_name = {name: reader.shape(name) for name in sorted(reader.names())}
    shapes = Shapes(by_name, reader.lists, nodes)
    for shape in by_name.values():
        for part in shape.values("node"):
            if by_name[part].path:
                raise IllFormedError(
                    shape.name,
                    Message("sh:node names {part}, which has a path", part=part),
                    Message("write sh:property"),
                )
    _refuse_recursion(shapes)
    return shapes


class _Reader:
    """Reads the shapes of a graph one by one."""

    def __init__(self, nodes: Mapping[Term, Node]) -> None:
        self.nodes = nodes
        self.lists: dict[Term, tuple[Term, ...]] = {}
        self.classes = below(_CLASS, nodes) | below(expand("owl:Class"), nodes)
        self.used_as_property = {value for said in nodes.values() for value in said.get(sh("property"), ())}

    def names(self) -> set[Term]:
        """Every node that is a shape by SHACL's rules (section 2.1)."""
        found = set()
        for node, said in self.nodes.items():
            here = {predicate.removeprefix(_SH).rstrip(">") for predicate in said if predicate.startswith(_SH)}
            typed = {sh("NodeShape"), sh("PropertyShape")} & set(said.get(_TYPE, ()))
            if typed or here & set(words.TARGETS) or here & set(BY_PARAMETER):
                found.add(node)
            for name in here & words.A_SHAPE:
                found |= set(said[sh(name)])
            for name in here & words.SHAPES_IN_A_LIST:
                found |= {member for first in said[sh(name)] for member in self.list(node, name, first)}
        return found

    def shape(self, name: Term) -> Shape:
        """One shape, checked."""
        said = self.nodes.get(name, {})
        parameters = {}
        for predicate, values in said.items():
            if predicate.startswith(_SH):
                local = predicate.removeprefix(_SH).rstrip(">")
                self._check(name, local, values)
                parameters[local] = values
        self._check_annotations(name, said)
        self._check_pattern(name, parameters)
        for local in ("and", "or", "xone", "in", "languageIn", "ignoredProperties"):
            for first in parameters.get(local, ()):
                self._check_members(name, local, self.list(name, f"sh:{local}", first))
        path, predicate = self._path(name, said)
        return Shape(
            name=name,
            path=path,
            predicate=predicate,
            targets=tuple(self._targets(name, said)),
            parameters=parameters,
            severity=next(iter(parameters.get("severity", ())), sh("Violation")),
            annotations=read_annotations(name, self.nodes),
            deactivated=_BOOLEANS[0] in parameters.get("deactivated", ()),
        )

    def list(self, shape: Term, parameter: str, first: Term) -> tuple[Term, ...]:
        """The members of an RDF list."""
        if first in self.lists:
            return self.lists[first]
        members: list[Term] = []
        seen = set()
        node = first
        while node != _NIL:
            said = self.nodes.get(node, {})
            value, rest = said.get(_FIRST, ()), said.get(_REST, ())
            if len(value) != 1 or len(rest) != 1 or node in seen:
                raise IllFormedError(
                    shape,
                    Message("the list of {parameter} does not end", parameter=parameter),
                    Message("write it in round brackets: ( a b )"),
                )
            seen.add(node)
            members.append(value[0])
            node = rest[0]
        self.lists[first] = tuple(members)
        return self.lists[first]

    def _check(self, shape: Term, local: str, values: tuple[Term, ...]) -> None:
        if local not in words.KNOWN:
            offers = nearest(local, words.KNOWN)
            remedy = () if offers else Message("remove it: it is not of SHACL Core or SHACL-SPARQL")
            raise IllFormedError(shape, Message("sh:{local} would be ignored", local=local), remedy, offers)
        if local in words.ONCE and len(values) > 1:
            raise IllFormedError(
                shape,
                Message("sh:{local} occurs {count} times", local=local, count=len(values)),
                Message("write it once"),
            )
        holds, kind = KINDS[words.TAKES.get(local, "term")]
        for value in values:
            if not holds(value):
                raise IllFormedError(
                    shape,
                    Message("sh:{local} is {value}", local=local, value=value),
                    Message("write {what}", what=kind),
                )
        if local == "severity" and not values[0].startswith("<"):
            raise IllFormedError(
                shape,
                Message("sh:severity is {value}", value=values[0]),
                Message("write sh:Violation, sh:Warning or sh:Info"),
            )

    def _check_pattern(self, shape: Term, parameters: Mapping[str, tuple[Term, ...]]) -> None:
        flags = text_of(next(iter(parameters.get("flags", ())), '""'))
        for pattern in map(text_of, parameters.get("pattern", ())):
            try:
                translated(pattern, flags)
            except InvalidValueError as error:
                found = Message('the pattern "{pattern}" cannot be read: {fault}', pattern=pattern, fault=error.found)
                raise IllFormedError(shape, found, error.remedy, written=pattern) from error

    def _check_annotations(self, shape: Term, said: Node) -> None:
        """Refuses unknown annotations, which would be ignored, and keys that are not a list of texts."""
        for predicate in said:
            if predicate.startswith(f"<{CHECK}") and predicate not in (KEYS, REMEDY):
                local = predicate.removeprefix(f"<{CHECK}").rstrip(">")
                raise IllFormedError(
                    shape,
                    Message("check:{local} would be ignored", local=local),
                    offers=nearest(local, ("keys", "remedy")),
                )
        for first in said.get(KEYS, ()):
            for key in self.list(shape, "check:keys", first):
                if not key.startswith('"'):
                    found = Message("the list of check:keys contains {member}", member=key)
                    raise IllFormedError(
                        shape, found, Message("write the keys of a record, such as {example}", example='( "date" )')
                    )

    def _check_members(self, shape: Term, local: str, members: tuple[Term, ...]) -> None:
        kind = {"ignoredProperties": "iri", "languageIn": "string", "in": "term"}.get(local, "node")
        holds, what = KINDS[kind]
        for member in members:
            if not holds(member):
                raise IllFormedError(
                    shape,
                    Message("the list of sh:{local} contains {member}", local=local, member=member),
                    Message("write {what} there", what=what),
                )

    def _path(self, name: Term, said: Node) -> tuple[Path | None, Term]:
        paths = said.get(sh("path"), ())
        is_property = sh("PropertyShape") in said.get(_TYPE, ()) or name in self.used_as_property
        if len(paths) > 1 or (is_property and not paths):
            found = Message("it has {count} paths", count=len(paths)) if paths else Message("it has no path")
            raise IllFormedError(name, found, Message("give it one sh:path"))
        if not paths:
            for local in sorted(words.ON_PATHS_ONLY):
                if sh(local) in said:
                    raise IllFormedError(name, Message("sh:{local} counts or compares values of a path, and it has no path", local=local), Message("give it a sh:path"))  # fmt: skip
            return None, ""
        return read_path(name, paths[0], self.nodes), paths[0] if paths[0].startswith("<") else ""

    def _targets(self, name: Term, said: Node) -> Iterator[Target]:
        for kind in words.TARGETS:
            yield from (Target(kind, term) for term in said.get(sh(kind), ()))
        types = set(said.get(_TYPE, ()))
        if types & self.classes and types & {sh("NodeShape"), sh("PropertyShape")} and name.startswith("<"):
            yield Target("targetClass", name)


def _refuse_recursion(shapes: Shapes) -> None:
    done: set[Term] = set()

    def walk(name: Term, way: tuple[Term, ...]) -> None:
        if name in way:
            circle = " → ".join(map(text_of, (*way[way.index(name) :], name)))
            remedy = Message("remove one of these references: SHACL does not define what a recursive shape means")
            raise IllFormedError(
                name, Message("it refers back to itself: {circle}", circle=circle), remedy, is_recursive=True
            )
        if name in done:
            return
        for part in shapes.parts(shapes[name]):
            walk(part, (*way, name))
        done.add(name)

    for name in shapes.by_name:
        walk(name, ())
