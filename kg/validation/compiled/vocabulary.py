"""The properties that SHACL allows on a shape besides its constraints, and what each takes (SHACL, sections 2 to 6)."""

from __future__ import annotations

from kg.validation.compiled.components import COMPONENTS

TARGETS = ("targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf")

DESCRIPTIONS = frozenset(
    {"defaultValue", "description", "group", "message", "name", "order", "severity", "deactivated"}
)
"""Properties that do not constrain the data."""

SHAPES_IN_A_LIST = frozenset({"and", "or", "xone"})
A_SHAPE = frozenset({"node", "not", "property", "qualifiedValueShape"})

TAKES = {
    "flags": "string",
    "ignoredProperties": "list",
    "property": "node",
    "qualifiedValueShape": "node",
    "qualifiedValueShapesDisjoint": "boolean",
    "sparql": "node",
    "targetClass": "iri",
    "targetNode": "term",
    "targetObjectsOf": "iri",
    "targetSubjectsOf": "iri",
    **{component.parameter: component.takes for component in COMPONENTS},
}
"""The kind of value that each property takes; ``KINDS`` in ``reading`` checks it."""

ONCE = frozenset({
    "deactivated", "flags", "ignoredProperties", "qualifiedValueShape", "qualifiedValueShapesDisjoint", "severity",
    *(component.parameter for component in COMPONENTS if component.once),
})  # fmt: skip
"""Properties that a shape may have only once."""

ON_PATHS_ONLY = frozenset({"qualifiedValueShape", *(each.parameter for each in COMPONENTS if each.on_path)})
"""Constraints that a node shape cannot have; counts of qualified values mean nothing without ``qualifiedValueShape``."""

NODE_KINDS = ("BlankNode", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRI", "IRIOrLiteral", "Literal")

BESIDE = frozenset({
    "ask", "declare", "entailment", "labelTemplate", "namespace", "nodeValidator", "optional", "parameter", "path",
    "prefix", "prefixes", "propertyValidator", "select", "shapesGraph", "suggestedShapesGraph", "validator",
})  # fmt: skip
"""Properties of other nodes that may also be shapes, such as SPARQL constraints or parameters of components."""

KNOWN = DESCRIPTIONS | set(TAKES) | BESIDE
