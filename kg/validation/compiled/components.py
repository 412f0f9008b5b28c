"""The table of SHACL's constraint components, each with the SPARQL that finds its violations.

To add a component, add a line to ``COMPONENTS`` and a function above it. There are two kinds of functions:

- ``each`` gives an expression that is true where the value ``here.value`` is at fault. It must never raise an error,
  since a filter with an error would let the value through: whatever may fail goes into ``COALESCE``.
- ``whole`` gives an expression on the focus node ``here.focus``, or a group pattern that has a solution where the node
  is at fault and binds what a result shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from kg.model.message import Message
from kg.model.terms import Term, text_of
from kg.validation.compiled.lexical import ill_formed
from kg.validation.compiled.model import Path, Shape, Shapes, sh
from kg.validation.compiled.spelling import SPELT
from kg.validation.patterns import matching
from kg.validation.report import ONCE

_SELF_JOINS = 3
"""Up to this many distinct values are found by joining a path with itself, at a third of the cost of counting."""


class Here(Protocol):
    """The context in which a constraint is compiled: a shape and the variables of its focus and value nodes."""

    shapes: Shapes
    shape: Shape
    focus: str
    value: str

    @property
    def definitions(self) -> Sequence[Definition]:
        """The components that the shapes graph defines itself."""

    def fresh(self) -> str:
        """A variable not used anywhere else."""

    def reach(self, variable: str, path: Path | None = None) -> str:
        """The pattern that binds a variable to the values of a path (by default the shape's) of the focus node.

        A term may take the place of the variable.
        """

    def conforms(self, shape: Term, variable: str) -> str:
        """The expression that is true where a node conforms to a shape."""

    def classes(self, name: Term) -> tuple[Term, ...]:
        """A class and its subclasses in the data."""

    def compared(self, first: str, sign: str, second: str) -> str:
        """The expression that compares two literals by value; takes variables, or terms as ``term`` writes them."""

    def term(self, term: Term) -> str:
        """A term as a query writes it."""


class Fault(NamedTuple):
    """What finds a fault: an expression ``fails`` that is then true, or a pattern ``where`` that then has a solution.

    ``value`` and ``path`` are the variables of the value and the path that a result shows, empty where there is none;
    ``apart`` are further variables by which two solutions count as two results.
    """

    fails: str = ""
    where: str = ""
    value: str = ""
    path: str = ""
    apart: tuple[str, ...] = ()


class Definition(NamedTuple):
    """A component that a shapes graph defines: its mandatory and its optional parameters, each an IRI."""

    name: Term
    mandatory: tuple[Term, ...]
    optional: tuple[Term, ...]


Each = Callable[[Here, Term], str]
Whole = Callable[[Here, Term], "Fault | None"]


@dataclass(frozen=True, slots=True)
class Component:
    """A constraint component: its name without ``ConstraintComponent``, and the parameter that triggers it.

    ``takes`` is the kind of value that the parameter has (``KINDS`` in ``reading``), ``says`` the message for a shape
    that has none, with the parameter in braces. ``on_path``: only in property shapes.
    """

    name: str
    parameter: str
    takes: str
    says: Message
    each: Each | None = None
    whole: Whole | None = None
    on_path: bool = False

    @property
    def term(self) -> Term:
        """The IRI of the component."""
        return sh(f"{self.name}ConstraintComponent")

    @property
    def once(self) -> bool:
        """Whether a shape may have it once only."""
        return self.name in ONCE


# ── Values by themselves ─────────────────────────────────────────────────────────────────────────────────────


def _class(here: Here, name: Term) -> str:
    kind = here.fresh()
    return f"NOT EXISTS {{ {here.value} a {kind} FILTER ({kind} IN ({', '.join(here.classes(name))})) }}"


def _datatype(here: Here, name: Term) -> str:
    other = f"COALESCE(DATATYPE({here.value}) NOT IN ({name}, <{SPELT}{text_of(name)}>), true)"
    return f"{other}{ill_formed(name, here.value)}"


_NODE_KINDS: Mapping[str, str] = {
    "BlankNode": "!isBlank({0})",
    "BlankNodeOrIRI": "isLiteral({0})",
    "BlankNodeOrLiteral": "isIRI({0})",
    "IRI": "!isIRI({0})",
    "IRIOrLiteral": "isBlank({0})",
    "Literal": "!isLiteral({0})",
}


def _node_kind(here: Here, kind: Term) -> str:
    return _NODE_KINDS[text_of(kind).rpartition("#")[2]].format(here.value)


def _compared(sign: str) -> Each:
    return lambda here, bound: f"!COALESCE({here.compared(here.value, sign, here.term(bound))}, false)"


def _length(sign: str) -> Each:
    def fails(here: Here, length: Term) -> str:
        return f"(isBlank({here.value}) || STRLEN(STR({here.value})) {sign} {text_of(length)})"

    return fails


def _pattern(here: Here, pattern: Term) -> str:
    match = matching(here.value, text_of(pattern), text_of(here.shape.one("flags") or '""'))
    return f"(isBlank({here.value}) || !COALESCE({match}, false))"


def _language_in(here: Here, first: Term) -> str:
    ranges = here.shapes.lists[first]
    matches = " || ".join(f"langMatches(LANG({here.value}), {text})" for text in ranges)
    return f"!COALESCE({matches}, false)" if ranges else "true"


def _in(here: Here, first: Term) -> str:
    members = here.shapes.lists[first]
    return "(" + (" && ".join(f"!sameTerm({here.value}, {here.term(term)})" for term in members) or "true") + ")"


# ── Values and shapes ────────────────────────────────────────────────────────────────────────────────────────


def _node(here: Here, name: Term) -> str:
    return f"!{here.conforms(name, here.value)}"


def _not(here: Here, name: Term) -> str:
    return here.conforms(name, here.value)


def _and(here: Here, first: Term) -> str:
    return f"!({' && '.join(_conforming(here, first)) or 'true'})"


def _or(here: Here, first: Term) -> str:
    return f"!({' || '.join(_conforming(here, first)) or 'false'})"


def _xone(here: Here, first: Term) -> str:
    return f"({' + '.join(f'IF({one}, 1, 0)' for one in _conforming(here, first)) or '0'}) != 1"


def _conforming(here: Here, first: Term) -> list[str]:
    return [here.conforms(name, here.value) for name in here.shapes.lists[first]]


# ── All values of a focus node ───────────────────────────────────────────────────────────────────────────────


def _several(here: Here, count: int, condition: Callable[[str], str] = lambda _: "") -> str:
    """A pattern that has a solution where a focus node has at least ``count`` values that meet a condition."""
    if count <= _SELF_JOINS:
        values = [here.fresh() for _ in range(count)]
        parts = [f"{here.reach(value)} {condition(value)}" for value in values]
        apart = [f"FILTER (!sameTerm({a}, {b}))" for i, a in enumerate(values) for b in values[:i]]
        return " ".join([parts[0], *(f"LATERAL {{ {part} }}" for part in parts[1:]), *apart])
    value = here.fresh()
    within = f"{here.reach(value)} {condition(value)}"
    having = f"HAVING (COUNT(DISTINCT {value}) >= {count})"
    return f"{{ SELECT {here.focus} WHERE {{ {within} }} GROUP BY {here.focus} {having} }}"


def _min_count(here: Here, least: Term) -> Fault | None:
    count = int(text_of(least))
    return Fault(f"NOT EXISTS {{ {_several(here, count)} }}") if count else None


def _max_count(here: Here, most: Term) -> Fault:
    return Fault(f"EXISTS {{ {_several(here, int(text_of(most)) + 1)} }}")


def _qualified(here: Here) -> Callable[[str], str]:
    """The condition for a value to count: it conforms to the shape and, if shapes are disjoint, to none of its siblings."""
    shape = here.shape.one("qualifiedValueShape")
    siblings: set[Term] = set()
    if text_of(here.shape.one("qualifiedValueShapesDisjoint") or '""') == "true":
        for parent in here.shapes.by_name.values():
            if here.shape.name in parent.values("property"):
                for other in parent.values("property"):
                    siblings |= set(here.shapes[other].values("qualifiedValueShape"))
    others = sorted(siblings - {shape})
    return lambda value: (
        f"FILTER ({' && '.join([here.conforms(shape, value), *(f'!{here.conforms(o, value)}' for o in others)])})"
    )


def _qualified_min_count(here: Here, least: Term) -> Fault | None:
    count = int(text_of(least))
    if not count or not here.shape.values("qualifiedValueShape"):
        return None
    return Fault(f"NOT EXISTS {{ {_several(here, count, _qualified(here))} }}")


def _qualified_max_count(here: Here, most: Term) -> Fault | None:
    if not here.shape.values("qualifiedValueShape"):
        return None
    return Fault(f"EXISTS {{ {_several(here, int(text_of(most)) + 1, _qualified(here))} }}")


def _unique_lang(here: Here, unique: Term) -> Fault | None:
    if text_of(unique) != "true":
        return None
    value, language = here.fresh(), here.fresh()
    within = f'{here.reach(value)} FILTER (LANG({value}) != "") BIND (LANG({value}) AS {language})'
    # Counted, because the pairs grow with the square of the labels: a node with 10,000 took 100 s (2026-11-22).
    having = f"GROUP BY {here.focus} {language} HAVING (COUNT(DISTINCT {value}) > 1)"
    return Fault(where=f"{{ SELECT {here.focus} {language} WHERE {{ {within} }} {having} }}", apart=(language,))


def _has_value(here: Here, term: Term) -> Fault:
    return Fault(f"NOT EXISTS {{ {here.reach(here.term(term))} }}")


def _equals(here: Here, predicate: Term) -> Fault:
    value, again = here.fresh(), here.fresh()
    missing = f"{here.reach(value)} FILTER NOT EXISTS {{ {here.reach(value, Path((predicate,)))} }}"
    more = f"{here.reach(value, Path((predicate,)))} FILTER NOT EXISTS {{ {here.reach(again)} FILTER (sameTerm({again}, {value})) }}"
    return Fault(where=f"{{ {missing} }} UNION {{ {more} }}", value=value)


def _disjoint(here: Here, predicate: Term) -> Fault:
    value = here.fresh()
    return Fault(where=f"{here.reach(value)} FILTER EXISTS {{ {here.reach(value, Path((predicate,)))} }}", value=value)


def _less_than(sign: str) -> Whole:
    def fault(here: Here, predicate: Term) -> Fault:
        value, other = here.fresh(), here.fresh()
        compared = f"COALESCE({here.compared(value, sign, other)}, false)"
        return Fault(
            where=f"{here.reach(value)} LATERAL {{ {here.reach(other, Path((predicate,)))} }} FILTER (!{compared})",
            value=value,
            apart=(other,),
        )

    return fault


def _closed(here: Here, closed: Term) -> Fault | None:
    if text_of(closed) != "true":
        return None
    allowed = {here.shapes[name].predicate for name in here.shape.values("property")} - {""}
    allowed |= {term for first in here.shape.values("ignoredProperties") for term in here.shapes.lists[first]}
    node, path, value = here.value, here.fresh(), here.fresh()
    reach = here.reach(here.value) if here.shape.path else ""
    none = f"FILTER ({path} NOT IN ({', '.join(sorted(allowed))}))" if allowed else ""
    return Fault(
        where=f"{reach} LATERAL {{ {node} {path} {value} }} {none}",
        value=value,
        path=path,
        apart=(here.value,) if here.shape.path else (),
    )


COMPONENTS: tuple[Component, ...] = (
    Component("And", "and", "list", Message("The value does not meet all of the conditions."), each=_and),
    Component("Class", "class", "iri", Message("The value is not of the class {name}."), each=_class),
    Component("Closed", "closed", "boolean", Message("The node has a property that is not allowed."), whole=_closed),
    Component("Datatype", "datatype", "iri", Message("The value is not of the datatype {name}."), each=_datatype),
    Component("Disjoint", "disjoint", "iri", Message("The value is also one of {name}."), whole=_disjoint),
    Component("Equals", "equals", "iri", Message("The values are not those of {name}."), whole=_equals),
    Component("HasValue", "hasValue", "term", Message("The value {name} is missing."), whole=_has_value),
    Component("In", "in", "list", Message("The value is not among those allowed."), each=_in),
    Component("LanguageIn", "languageIn", "list", Message("The value is in none of the languages allowed."), each=_language_in),
    Component("LessThan", "lessThan", "iri", Message("The value is not less than that of {name}."), whole=_less_than("<"), on_path=True),
    Component("LessThanOrEquals", "lessThanOrEquals", "iri", Message("The value is greater than that of {name}."), whole=_less_than("<="), on_path=True),
    Component("MaxCount", "maxCount", "count", Message("There are more values than {count}."), whole=_max_count, on_path=True),
    Component("MaxExclusive", "maxExclusive", "literal", Message("The value is not less than {bound}."), each=_compared("<")),
    Component("MaxInclusive", "maxInclusive", "literal", Message("The value is greater than {bound}."), each=_compared("<=")),
    Component("MaxLength", "maxLength", "count", Message("The text is longer than {count} characters."), each=_length(">")),
    Component("MinCount", "minCount", "count", Message("There are fewer values than {count}."), whole=_min_count, on_path=True),
    Component("MinExclusive", "minExclusive", "literal", Message("The value is not greater than {bound}."), each=_compared(">")),
    Component("MinInclusive", "minInclusive", "literal", Message("The value is less than {bound}."), each=_compared(">=")),
    Component("MinLength", "minLength", "count", Message("The text is shorter than {count} characters."), each=_length("<")),
    Component("Node", "node", "node", Message("The value does not meet the condition {name}."), each=_node),
    Component("NodeKind", "nodeKind", "node kind", Message("The value is not of the kind {name}."), each=_node_kind),
    Component("Not", "not", "node", Message("The value meets the condition {name}, which it must not."), each=_not),
    Component("Or", "or", "list", Message("The value meets none of the conditions."), each=_or),
    Component("Pattern", "pattern", "string", Message("The value does not match {pattern}."), each=_pattern),
    Component("QualifiedMaxCount", "qualifiedMaxCount", "count", Message("More values than {count} meet the condition."), whole=_qualified_max_count),
    Component("QualifiedMinCount", "qualifiedMinCount", "count", Message("Fewer values than {count} meet the condition."), whole=_qualified_min_count),
    Component("UniqueLang", "uniqueLang", "boolean", Message("Two values are in one language."), whole=_unique_lang, on_path=True),
    Component("Xone", "xone", "list", Message("The value does not meet exactly one of the conditions."), each=_xone),
)  # fmt: skip
"""``sh:property`` and ``sh:sparql`` are missing here: their results come from another shape and from a query."""

BY_PARAMETER: Mapping[str, Component] = {component.parameter: component for component in COMPONENTS}
