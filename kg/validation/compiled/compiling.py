"""Shapes become SPARQL queries, one for each constraint: its solutions are the results (SHACL, section 3.4).

A query is ``SELECT DISTINCT … WHERE { targets LATERAL { fault } }``: it runs through the focus nodes in the store, and
no shape is evaluated node by node in Python. ``LATERAL`` hands each focus node down into the pattern, nested groups and
subqueries too, as SHACL's pre-binding asks (https://github.com/w3c/sparql-dev/blob/main/SEP/SEP-0006/sep-0006.md).
What one shape asks of another becomes ``NOT EXISTS``.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.terms import Term, text_of
from kg.validation.compiled import custom
from kg.validation.compiled.components import BY_PARAMETER, Component, Fault
from kg.validation.compiled.model import Shape, Shapes
from kg.validation.compiled.spelling import stored, value

FOCUS = "?kgFocus"
"""The variable of the focus node; ``?this`` is kept for the queries of a shapes graph."""

_CHOSEN = "urn:chronicle:chosen"
"""The graph of the focus nodes that were asked for, and the node that they hang on."""


@dataclass(frozen=True, slots=True)
class Query:
    """A constraint as a query: ``focus``, ``value`` and ``path`` are its variables; ``message`` texts of its own.

    ``component`` is the IRI of the component, ``parameter`` the value of its parameter, ``says`` a message of ours.
    """

    shape: Shape
    component: Term
    text: str
    focus: str
    value: str = ""
    path: str = ""
    messages: tuple[Term, ...] = ()
    says: str = ""
    in_sparql: bool = False


@dataclass(slots=True)
class Compiler:
    """Compiles the shapes of a graph.

    ``hierarchy`` gives each class with its subclasses; ``by_value`` says that some literals of the data are stored as
    they are spelt, so that comparing takes their values.
    """

    shapes: Shapes
    hierarchy: Callable[[Term], tuple[Term, ...]]
    by_value: bool = False
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def fresh(self) -> str:
        """A variable that is used nowhere else."""
        return f"?kg{next(self._numbers)}"

    def queries(self, shape: Shape, source: str) -> Iterator[Query]:
        """The queries of a shape whose focus nodes a pattern binds to ``FOCUS``."""
        yield from self._queries(shape, source, (FOCUS,))

    def _queries(self, shape: Shape, source: str, way: tuple[str, ...]) -> Iterator[Query]:
        """``way`` are the variables from the target to the focus node: a fault is told once for each way to it."""
        focus = way[-1]
        if shape.deactivated:
            return
        here = _Here(self, shape, focus)
        for found in here.constraints():
            fault = found.fault
            columns = " ".join(dict.fromkeys(filter(None, (*way, fault.value, fault.path, *fault.apart))))
            text = f"SELECT DISTINCT {columns} WHERE {{ {source} LATERAL {{ {fault.where} }} }}"
            says = found.component.says.format(text_of(found.parameter))
            yield Query(shape, found.component.term, text, focus, fault.value, fault.path, says=says)
        for asked in custom.constraints(here):
            text = f"SELECT DISTINCT * WHERE {{ {source} BIND ({focus} AS ?this) LATERAL {{ {asked.where} }} }}"
            yield Query(shape, asked.component, text, focus, asked.value, asked.path, asked.messages, asked.says, in_sparql=True)  # fmt: skip
        inside = f"{source} LATERAL {{ {here.reach(here.value)} }}" if shape.path else source
        for name in shape.values("property"):
            yield from self._queries(self.shapes[name], inside, (*way, here.value) if shape.path else way)


@dataclass(frozen=True, slots=True)
class _Constraint:
    """A constraint of a shape as a fault; ``fails`` is the same as an expression on the value, where there is one."""

    component: Component
    parameter: Term
    fault: Fault
    fails: str = ""


@dataclass(slots=True)
class _Here:
    """A shape at a focus node, as ``components.Here`` has it."""

    compiler: Compiler
    shape: Shape
    focus: str
    value: str = ""

    def __post_init__(self) -> None:
        self.value = self.value or (self.fresh() if self.shape.path else self.focus)

    @property
    def shapes(self) -> Shapes:
        return self.compiler.shapes

    def fresh(self) -> str:
        return self.compiler.fresh()

    def reach(self, variable: str, path: str | None = None) -> str:
        """Step by step, each in ``LATERAL``: within ``EXISTS`` Oxigraph would run through all triples of each step."""
        steps = self.shape.steps if path is None else (path,)
        if not steps:
            same = f"FILTER (sameTerm({self.focus}, {variable}))"
            return f"BIND ({self.focus} AS {variable})" if variable.startswith("?") else same
        nodes = [self.focus, *(self.fresh() for _ in steps[1:]), variable]
        parts = [f"{nodes[at]} {step} {nodes[at + 1]} ." for at, step in enumerate(steps)]
        return parts[0] + "".join(f" LATERAL {{ {part} }}" for part in parts[1:])

    def classes(self, name: Term) -> tuple[Term, ...]:
        return self.compiler.hierarchy(name)

    def order(self, variable: str) -> str:
        if not self.compiler.by_value:
            return variable
        return value(variable)

    def term(self, term: Term) -> str:
        return written(term)

    def constraints(self) -> Iterator[_Constraint]:
        """The constraints of the shape itself, but for those in SPARQL."""
        reach = f"{self.reach(self.value)} " if self.shape.path else ""
        for name, component in BY_PARAMETER.items():
            for parameter in self.shape.values(name):
                if component.each:
                    fails = component.each(self, parameter)
                    yield _Constraint(component, parameter, Fault(f"{reach}FILTER ({fails})", self.value), fails)
                elif component.whole and (fault := component.whole(self, parameter)):
                    yield _Constraint(component, parameter, fault)

    def conforms(self, shape: Term, variable: str) -> str:
        """True where a node conforms to a shape: no fault of it, of its properties or of its queries is there."""
        there = _Here(self.compiler, self.shapes[shape], variable)
        if there.shape.deactivated:
            return "(true)"
        parts = []
        for found in there.constraints():
            alone = found.fails and not there.shape.path
            parts.append(f"!({found.fails})" if alone else f"NOT EXISTS {{ {found.fault.where} }}")
        for name in there.shape.values("property"):
            inner = there.conforms(name, there.value)
            within = f"NOT EXISTS {{ {there.reach(there.value)} FILTER (!{inner}) }}"
            parts.append(within if there.shape.path else inner)
        for asked in custom.constraints(there):
            parts.append(f"NOT EXISTS {{ BIND ({variable} AS ?this) LATERAL {{ {asked.where} }} }}")
        return f"({' && '.join(parts) or 'true'})"


def written(term: Term) -> str:
    """A term as it stands in a query; a blank node of the shapes is none of the data."""
    return f"<urn:chronicle:blank:{term[2:]}>" if term.startswith("_:") else stored(term)


def targets(shape: Shape, hierarchy: Callable[[Term], tuple[Term, ...]]) -> str:
    """The pattern that binds ``FOCUS`` to every target of a shape (SHACL, section 2.1.3)."""
    classes = {below for target in shape.targets if target.kind == "targetClass" for below in hierarchy(target.term)}
    nodes = [written(target.term) for target in shape.targets if target.kind == "targetNode"]
    parts = [f"{FOCUS} a {name} ." for name in classes] if len(classes) == 1 else []
    parts += [f"VALUES ?kgClass {{ {' '.join(sorted(classes))} }} {FOCUS} a ?kgClass ."] if len(classes) > 1 else []
    parts += [f"VALUES {FOCUS} {{ {' '.join(nodes)} }}"] if nodes else []
    parts += [_TARGETS[target.kind].format(target.term) for target in shape.targets if target.kind in _TARGETS]
    if len(parts) == 1 and (len(classes) == 1 or nodes):
        return parts[0]
    return f"{{ SELECT DISTINCT {FOCUS} WHERE {{ {' UNION '.join(f'{{ {part} }}' for part in parts)} }} }}"


_TARGETS: Mapping[str, str] = {
    "targetObjectsOf": f"?kgOther {{}} {FOCUS} .",
    "targetSubjectsOf": f"{FOCUS} {{}} ?kgOther .",
}


def chosen(number: int) -> str:
    """The pattern that binds ``FOCUS`` to the chosen focus nodes of the shape with this number."""
    return f"GRAPH <{_CHOSEN}> {{ <{_CHOSEN}> <{_CHOSEN}:{number}> {FOCUS} }}"


def choice(number: int, node: Term) -> tuple[Term, Term, Term, Term]:
    """The quad that makes a node one of the chosen focus nodes of the shape with this number."""
    return f"<{_CHOSEN}>", f"<{_CHOSEN}:{number}>", stored(node), f"<{_CHOSEN}>"
