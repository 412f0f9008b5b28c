"""The properties of SHACL that a shape may bear, and what each takes (SHACL, sections 2 to 6)."""

from __future__ import annotations

TARGETS = ("targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf")

PATHS = ("alternativePath", "inversePath", "oneOrMorePath", "zeroOrMorePath", "zeroOrOnePath")

DESCRIPTIONS = frozenset(
    {"defaultValue", "description", "group", "message", "name", "order", "severity", "deactivated"}
)
"""What says nothing of the data."""

SHAPES_IN_A_LIST = frozenset({"and", "or", "xone"})
A_SHAPE = frozenset({"node", "not", "property", "qualifiedValueShape"})

TAKES = {
    "and": "list",
    "class": "iri",
    "closed": "boolean",
    "datatype": "iri",
    "disjoint": "iri",
    "equals": "iri",
    "flags": "string",
    "hasValue": "term",
    "ignoredProperties": "list",
    "in": "list",
    "languageIn": "list",
    "lessThan": "iri",
    "lessThanOrEquals": "iri",
    "maxCount": "count",
    "maxExclusive": "literal",
    "maxInclusive": "literal",
    "maxLength": "count",
    "minCount": "count",
    "minExclusive": "literal",
    "minInclusive": "literal",
    "minLength": "count",
    "node": "node",
    "nodeKind": "node kind",
    "not": "node",
    "or": "list",
    "pattern": "string",
    "property": "node",
    "qualifiedMaxCount": "count",
    "qualifiedMinCount": "count",
    "qualifiedValueShape": "node",
    "qualifiedValueShapesDisjoint": "boolean",
    "sparql": "node",
    "targetClass": "iri",
    "targetNode": "term",
    "targetObjectsOf": "iri",
    "targetSubjectsOf": "iri",
    "uniqueLang": "boolean",
    "xone": "list",
}
"""What kind of value each property takes; ``KINDS`` in ``reading`` checks it."""

ONCE = frozenset({
    "closed", "datatype", "flags", "ignoredProperties", "in", "languageIn", "maxCount", "maxExclusive", "maxInclusive",
    "maxLength", "minCount", "minExclusive", "minInclusive", "minLength", "nodeKind", "pattern", "qualifiedMaxCount",
    "qualifiedMinCount", "qualifiedValueShape", "qualifiedValueShapesDisjoint", "uniqueLang", "severity", "deactivated",
})  # fmt: skip
"""Properties that a shape bears once at most."""

ON_PATHS_ONLY = frozenset({
    "lessThan", "lessThanOrEquals", "maxCount", "minCount", "qualifiedValueShape", "uniqueLang",
})  # fmt: skip
"""Constraints that a node shape cannot have; the counts of qualified values are none without their shape."""

NODE_KINDS = ("BlankNode", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRI", "IRIOrLiteral", "Literal")

BESIDE = frozenset({
    "ask", "declare", "entailment", "labelTemplate", "namespace", "nodeValidator", "optional", "parameter", "prefix",
    "prefixes", "propertyValidator", "select", "shapesGraph", "suggestedShapesGraph", "validator", "path",
})  # fmt: skip
"""What stands on nodes that may be shapes too, such as a constraint in SPARQL or the parameter of a component."""

KNOWN = DESCRIPTIONS | set(TAKES) | BESIDE
