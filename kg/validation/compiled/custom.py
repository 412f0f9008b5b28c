"""SHACL-SPARQL: constraints in SPARQL, and components that a shapes graph defines itself (SHACL, sections 5 and 6).

A query goes into ``LATERAL { … }`` after ``?this`` and the parameters are bound, so that they are bound everywhere in
it, as pre-binding requires.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kg.model.message import Message
from kg.model.terms import Term, expand, literal, text_of
from kg.validation.compiled import chaining, sparql
from kg.validation.compiled.compiled_shapes import SHAPES_GRAPH, Annotations
from kg.validation.compiled.components import Definition, Here
from kg.validation.compiled.faults import IllFormedError, NotCompiledError
from kg.validation.compiled.model import Shape, Shapes, sh
from kg.validation.compiled.ordering import COMPARE
from kg.validation.compiled.sparql import UnfitError, Word
from kg.validation.compiled.spelling import spelt

_TYPE, _IMPORTS = expand("rdf:type"), expand("owl:imports")
_TRUE = f'"true"^^{expand("xsd:boolean")}'


class Asked(NamedTuple):
    """A constraint in SPARQL: ``where`` has a solution for each result, in a group where ``?this`` is bound."""

    component: Term
    where: str
    value: str
    path: str
    annotations: Annotations
    says: Message


def constraints(here: Here) -> Iterator[Asked]:
    """The SPARQL constraints of a shape, and those of components that the shapes graph defines."""
    for node in here.shape.values("sparql"):
        if _TRUE not in here.shapes.values(node, sh("deactivated")):
            yield _constraint(here, node)
    for definition in here.definitions:
        yield from _of_component(here, definition)


def _constraint(here: Here, node: Term) -> Asked:
    shapes, shape = here.shapes, here.shape
    text = _one(shapes, shape, node, "select")
    query = _query(shapes, shape, node, text, ("this",))
    if not query or query[0].upper != "SELECT":
        raise IllFormedError(
            shape.name, Message("sh:select does not contain a SELECT"), Message("write SELECT $this … WHERE { … }")
        )
    given = sparql.projected(query)
    if "this" not in given:
        raise IllFormedError(
            shape.name, Message("its query does not return $this"), Message("write SELECT $this … WHERE { … }")
        )
    where = _with_values(_shape_variables(here, query), query)
    value = "?value" if "value" in given else "" if shape.path else "?this"
    own = shapes.annotations(node)
    annotations = own if own.messages else shape.annotations
    says = Message("The node is found by a query of the shape.")
    return Asked(sh("SPARQLConstraintComponent"), where, value, "?path" if "path" in given else "", annotations, says)


def _of_component(here: Here, definition: Definition) -> Iterator[Asked]:
    """A constraint for each value of the one mandatory parameter, or one for all parameters together."""
    shape, properties = here.shape, here.shapes.nodes.get(here.shape.name, {})
    if not all(properties.get(parameter) for parameter in definition.mandatory):
        return
    given = {p: properties[p] for p in (*definition.mandatory, *definition.optional) if properties.get(p)}
    alone = len(definition.mandatory) == 1 and not definition.optional
    if not alone and any(len(values) > 1 for values in given.values()):
        raise IllFormedError(
            shape.name,
            Message("a parameter of {name} has several values", name=definition.name),
            Message("give it one"),
        )
    for number in range(len(given[definition.mandatory[0]]) if alone else 1):
        bound = {_variable(p): values[number if alone else 0] for p, values in given.items()}
        yield _validated(here, definition, bound)


def _validated(here: Here, definition: Definition, bound: Mapping[str, Term]) -> Asked:
    shapes, shape = here.shapes, here.shape
    special = shapes.values(definition.name, sh("propertyValidator" if shape.path else "nodeValidator"))
    found = special or shapes.values(definition.name, sh("validator"))
    if not found:
        raise IllFormedError(
            shape.name,
            Message("{name} has no validator for it", name=definition.name),
            Message("give it one sh:validator"),
        )
    node = found[0]
    annotations = _with_parameters(_annotations(shapes, shape, node, definition), bound)
    says = Message("The value violates {name}.", name=text_of(definition.name))
    if special:
        query = _query(shapes, shape, node, _one(shapes, shape, node, "select"), ("this", *bound))
        given = sparql.projected(query)
        where = _with_values({**_native(here, bound), **_shape_variables(here, query)}, query)
        value = "?value" if "value" in given else "" if shape.path else "?this"
        return Asked(definition.name, where, value, "?path" if "path" in given else "", annotations, says)
    query = _query(shapes, shape, node, _one(shapes, shape, node, "ask"), ("this", "value", *bound))
    if not query or query[0].upper != "ASK":
        raise IllFormedError(
            shape.name,
            Message("the validator of {name} does not contain an ASK", name=definition.name),
            Message("write ASK { … }"),
        )
    group = sparql.joined(query[2:] if len(query) > 1 and query[1].upper == "WHERE" else query[1:])
    values = {"this": here.focus, "value": here.value, **_native(here, bound)}
    asked = f"{_bound({**values, **_shape_variables(here, query)})} LATERAL {group}"
    reach = here.reach(here.value) if shape.path else ""
    return Asked(definition.name, f"{reach} FILTER NOT EXISTS {{ {asked} }}", here.value, "", annotations, says)


def _native(here: Here, bound: Mapping[str, Term]) -> dict[str, str]:
    """Parameters as a query writes them, by value as queries see all literals."""
    return {name: spelt(here.term(term)) for name, term in bound.items()}


def _annotations(shapes: Shapes, shape: Shape, validator: Term, definition: Definition) -> Annotations:
    """The annotations of a component's results: of the shape, else of the validator, else of the component itself."""
    if shape.annotations.messages:
        return shape.annotations
    own = shapes.annotations(validator)
    return own if own.messages else Annotations(shapes.values(definition.name, sh("labelTemplate")))


def _with_parameters(annotations: Annotations, bound: Mapping[str, Term]) -> Annotations:
    """The annotations with values filled in for parameters such as ``{$least}``."""

    def value(match: re.Match[str]) -> str:
        return literal(text_of(bound[match[1]]))[1:-1] if match[1] in bound else match[0]

    messages, remedies = (
        tuple(re.sub(r"\{[?$](\w+)\}", value, text) for text in texts)
        for texts in (annotations.messages, annotations.remedies)
    )
    return Annotations(messages, remedies, annotations.keys)


def definitions(shapes: Shapes) -> list[Definition]:
    """The components that the shapes graph defines, by name (SHACL, section 6.2)."""
    kinds = shapes.below(sh("ConstraintComponent"))
    found = []
    for name in sorted(node for node, properties in shapes.nodes.items() if kinds & set(properties.get(_TYPE, ()))):
        parameters: dict[bool, list[Term]] = {True: [], False: []}
        for parameter in shapes.values(name, sh("parameter")):
            is_optional = _TRUE in shapes.values(parameter, sh("optional"))
            parameters[is_optional] += shapes.values(parameter, sh("path"))
        if parameters[False]:
            found.append(Definition(name, tuple(sorted(parameters[False])), tuple(sorted(parameters[True]))))
    return found


def prefixes(shapes: Shapes, node: Term) -> dict[str, str]:
    """The prefixes that a query node refers to, including those of imported ontologies that are in the graph."""
    found: dict[str, str] = {}
    open_nodes, seen = list(shapes.values(node, sh("prefixes"))), set()
    while open_nodes:
        ontology = open_nodes.pop()
        if ontology in seen:
            continue
        seen.add(ontology)
        open_nodes += shapes.values(ontology, _IMPORTS)
        for declaration in shapes.values(ontology, sh("declare")):
            names, spaces = (shapes.values(declaration, sh(local)) for local in ("prefix", "namespace"))
            found.update({text_of(name): text_of(space) for name in names for space in spaces})
    return found


def _one(shapes: Shapes, shape: Shape, node: Term, local: str) -> str:
    found = shapes.values(node, sh(local))
    if len(found) != 1:
        raise IllFormedError(
            shape.name,
            Message("its query node has {count} sh:{local}", count=len(found), local=local)
            if found
            else Message("its query node has no sh:{local}", local=local),
            Message("give it one"),
        )
    return text_of(found[0])


def _query(shapes: Shapes, shape: Shape, node: Term, text: str, bound: tuple[str, ...]) -> list[Word]:
    try:
        query = sparql.resolved(text, prefixes(shapes, node), str(shape.path or ""))
        sparql.refuse(query, bound)
    except UnfitError as error:
        raise IllFormedError(shape.name, Message("in its query: {fault}", fault=error.found), Message("change the query, or declare the prefix with sh:prefixes")) from error  # fmt: skip
    return chaining.chained(sparql.compared(query, COMPARE), bound)


def _shape_variables(here: Here, query: list[Word]) -> dict[str, str]:
    found = {}
    if sparql.uses(query, "shapesGraph"):
        found["shapesGraph"] = f"<{SHAPES_GRAPH}>"
    if sparql.uses(query, "currentShape"):
        if here.shape.name.startswith("_:"):
            raise NotCompiledError("$currentShape is a blank node")
        found["currentShape"] = here.shape.name
    return found


def _with_values(values: Mapping[str, str], query: list[Word]) -> str:
    inner = sparql.joined(sparql.giving(query, sorted(values)))
    return f"{_bound(values)} LATERAL {{ {inner} }}" if values else f"{{ {inner} }}"


def _bound(values: Mapping[str, str]) -> str:
    return " ".join(f"BIND ({term} AS ?{name})" for name, term in sorted(values.items()))


def _variable(parameter: Term) -> str:
    return text_of(parameter).replace("/", "#").rpartition("#")[2]
