"""The properties of SHACL that a shape may bear beside its constraints, and what each takes (SHACL, sections 2 to 6)."""

from __future__ import annotations

from kg.validation.compiled.components import COMPONENTS

TARGETS = ("targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf")

DESCRIPTIONS = frozenset(
    {"defaultValue", "description", "group", "message", "name", "order", "severity", "deactivated"}
)
"""What says nothing of the data."""

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
"""What kind of value each property takes; ``KINDS`` in ``reading`` checks it."""

ONCE = frozenset({
    "deactivated", "flags", "ignoredProperties", "qualifiedValueShape", "qualifiedValueShapesDisjoint", "severity",
    *(component.parameter for component in COMPONENTS if component.once),
})  # fmt: skip
"""Properties that a shape bears once at most."""

ON_PATHS_ONLY = frozenset({"qualifiedValueShape", *(each.parameter for each in COMPONENTS if each.on_path)})
"""Constraints that a node shape cannot have; the counts of qualified values are none without their shape."""

NODE_KINDS = ("BlankNode", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRI", "IRIOrLiteral", "Literal")

BESIDE = frozenset({
    "ask", "declare", "entailment", "labelTemplate", "namespace", "nodeValidator", "optional", "parameter", "path",
    "prefix", "prefixes", "propertyValidator", "select", "shapesGraph", "suggestedShapesGraph", "validator",
})  # fmt: skip
"""What stands on nodes that may be shapes too, such as a constraint in SPARQL or the parameter of a component."""

KNOWN = DESCRIPTIONS | set(TAKES) | BESIDE
