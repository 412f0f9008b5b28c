"""Random small shapes on random small data: both engines find the same.

What is drawn leaves out what pySHACL does otherwise than SHACL says (0.40): it lets some values that do not compare
with a bound through, and compares IRIs with ``sh:lessThan`` as texts. So what compares is drawn on numbers alone; ``test_shacl_compiled.py`` shows what the fast engine does with the rest.
"""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.model.terms import Term, Triple, expand, literal
from kg.model.vocabulary import PREFIXES
from kg.validation.compiled.model import sh
from tests.test_shacl_engines import both

XSD = PREFIXES["xsd"]
NODES = [f"<urn:n:{name}>" for name in "abcd"]
PREDICATES = [f"<urn:p:{name}>" for name in "pqr"]
CLASSES = [f"<urn:c:{name}>" for name in "CDE"]
LITERALS = [
    literal("x"),
    literal("long text"),
    literal("x", language="en"),
    literal("y", language="en"),
    literal("x", language="ru"),
    *(literal(text, datatype=XSD + "integer") for text in ("0", "1", "2", "01", "abc")),
    *(literal(text, datatype=XSD + "decimal") for text in ("1.0", "1.5")),
    *(literal(text, datatype=XSD + "date") for text in ("2012-01-31", "2012-02-30")),
    literal("300", datatype=XSD + "byte"),
    literal("true", datatype=XSD + "boolean"),
]
VALUES = [*NODES, *LITERALS]
NUMBERS = [literal(text, datatype=XSD + name) for text, name in (("0", "integer"), ("1", "integer"), ("1.0", "decimal"), ("0.5", "double"))]  # fmt: skip
TRIPLES = st.one_of(
    st.tuples(st.sampled_from(NODES), st.sampled_from(PREDICATES), st.sampled_from(VALUES)),
    st.tuples(st.sampled_from(NODES), st.sampled_from(["<urn:p:m>", "<urn:p:n>"]), st.sampled_from(NUMBERS)),
    st.tuples(st.sampled_from(NODES), st.just(expand("rdf:type")), st.sampled_from(CLASSES)),
    st.tuples(st.sampled_from(CLASSES), st.just(expand("rdfs:subClassOf")), st.sampled_from(CLASSES)),
)


class Drawing:
    """Draws shapes, one triple after another."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.triples: list[Triple] = []
        self.count = 0

    def one(self, values: list[Term]) -> Term:
        return self.draw(st.sampled_from(values))

    def name(self) -> Term:
        self.count += 1
        return f"<urn:s:{self.count}>"

    def blank(self) -> Term:
        self.count += 1
        return f"_:b{self.count}"

    def say(self, subject: Term, local: str, value: Term) -> None:
        self.triples.append((subject, sh(local), value))

    def list(self, members: list[Term]) -> Term:
        rest = expand("rdf:nil")
        for member in reversed(members):
            node = self.blank()
            self.triples += [(node, expand("rdf:first"), member), (node, expand("rdf:rest"), rest)]
            rest = node
        return rest

    def path(self, depth: int = 1) -> Term:
        form = self.draw(st.sampled_from(["plain", "plain", "inverse", "sequence", "alternative", "zeroOrMore", "oneOrMore", "zeroOrOne"]))  # fmt: skip
        if form == "plain" or not depth:
            return self.one(PREDICATES)
        if form == "sequence":
            return self.list([self.path(depth - 1), self.path(depth - 1)])
        node = self.blank()
        if form == "alternative":
            self.say(node, "alternativePath", self.list([self.path(depth - 1), self.path(depth - 1)]))
        else:
            self.say(node, f"{form}Path", self.path(depth - 1))
        return node

    def shape(self, depth: int, *, on_path: bool | None = None) -> Term:
        name = self.name()
        has_path = self.draw(st.booleans()) if on_path is None else on_path
        self.triples.append((name, expand("rdf:type"), sh("PropertyShape" if has_path else "NodeShape")))
        has_numbers = has_path and self.draw(st.booleans())
        if has_path:
            self.say(name, "path", "<urn:p:m>" if has_numbers else self.path())
        for kind in self.draw(st.lists(st.sampled_from([*SIMPLE, *(ON_PATHS if has_path else []), *(ON_NUMBERS if has_numbers else []), *(NESTED if depth else [])]), min_size=1, max_size=2, unique=True)):  # fmt: skip
            self.constraint(name, kind, depth)
        return name

    def constraint(self, name: Term, kind: str, depth: int) -> None:
        count = literal(str(self.draw(st.integers(0, 3))), datatype=XSD + "integer")
        if kind in ("and", "or", "xone"):
            self.say(name, kind, self.list([self.shape(depth - 1) for _ in range(self.draw(st.integers(1, 2)))]))
        elif kind == "node":
            self.say(name, kind, self.shape(depth - 1, on_path=False))
        elif kind == "not":
            self.say(name, kind, self.shape(depth - 1))
        elif kind == "property":
            self.say(name, kind, self.shape(0, on_path=True))
        elif kind == "qualified":
            self.say(name, "qualifiedValueShape", self.shape(depth - 1))
            self.say(name, self.draw(st.sampled_from(["qualifiedMinCount", "qualifiedMaxCount"])), count)
        elif kind == "closed":
            self.say(name, kind, literal("true", datatype=XSD + "boolean"))
            self.say(name, "ignoredProperties", self.list([self.one(PREDICATES), expand("rdf:type")]))
        elif kind == "in":
            self.say(name, kind, self.list([self.one(VALUES), self.one(VALUES)]))
        elif kind == "languageIn":
            self.say(name, kind, self.list([literal("en")]))
        elif kind == "uniqueLang":
            self.say(name, kind, literal("true", datatype=XSD + "boolean"))
        elif kind in ("minCount", "maxCount", "minLength", "maxLength"):
            self.say(name, kind, count)
        else:
            self.say(name, kind, self.one(CHOICES[kind]))


CHOICES = {
    "class": CLASSES,
    "datatype": [f"<{XSD}{name}>" for name in ("string", "integer", "decimal", "date", "byte", "boolean")] + [expand("rdf:langString")],
    "nodeKind": [sh(kind) for kind in ("IRI", "Literal", "BlankNode", "IRIOrLiteral", "BlankNodeOrIRI", "BlankNodeOrLiteral")],
    "hasValue": VALUES,
    "pattern": [literal("^x"), literal("n:[ab]")],
    "equals": PREDICATES,
    "disjoint": PREDICATES,
    "lessThan": ["<urn:p:n>"],
    "lessThanOrEquals": ["<urn:p:n>"],
    "minInclusive": NUMBERS,
    "maxInclusive": NUMBERS,
    "minExclusive": NUMBERS,
    "maxExclusive": NUMBERS,
}  # fmt: skip
ON_PATHS = ["minCount", "maxCount", "uniqueLang", "qualified"]
ON_NUMBERS = ["lessThan", "lessThanOrEquals", "maxInclusive", "maxExclusive", "minInclusive", "minExclusive"]
SIMPLE = [*(kind for kind in CHOICES if kind not in ON_NUMBERS), "minLength", "maxLength", "in", "languageIn", "closed"]
NESTED = ["and", "or", "xone", "node", "not", "property"]


@st.composite
def shapes(draw: st.DrawFn) -> list[Triple]:
    drawing = Drawing(draw)
    for _ in range(draw(st.integers(1, 2))):
        name = drawing.shape(2)
        kind = draw(st.sampled_from(["targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf"]))
        pool = {"targetNode": VALUES, "targetClass": CLASSES}.get(kind, PREDICATES)
        drawing.say(name, kind, drawing.one(pool))
    return drawing.triples


@settings(suppress_health_check=list(HealthCheck))
@given(shapes(), st.lists(TRIPLES, max_size=12, unique=True))
def test_both_engines_find_the_same(rules: list[Triple], data: list[Triple]) -> None:
    fast, slow = both(data, rules, ())
    assert fast == slow
