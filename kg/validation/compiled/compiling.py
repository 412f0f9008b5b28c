"""Shapes become SPARQL queries whose solutions are the results (SHACL, section 3.4).

A query is ``SELECT DISTINCT … WHERE { targets LATERAL { fault } }``, for one constraint or, where they are expressions on
the same node, for several: it goes through the focus nodes in the store, and no shape is evaluated node by node in
Python. ``LATERAL`` passes each focus node into the pattern, including nested groups and subqueries, as SHACL's
pre-binding requires (https://github.com/w3c/sparql-dev/blob/main/SEP/SEP-0006/sep-0006.md).
A reference from one shape to another becomes ``NOT EXISTS``.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.model.message import BRACES, Message
from kg.model.terms import Term, text_of
from kg.validation.compiled import custom
from kg.validation.compiled.compiled_shapes import FOCUS, WHOLE_BY_VALUE, Annotations, Check, Query, written
from kg.validation.compiled.components import BY_PARAMETER, Component, Definition, Fault
from kg.validation.compiled.model import Path, Shape, Shapes
from kg.validation.compiled.ordering import comparing
from kg.validation.compiled.spelling import value


@dataclass(frozen=True, slots=True)
class _Run:
    """Checks with the same focus node run together: the pattern from a target to that node, and that of a value if any.

    ``way`` are the variables from the target to the focus node: a fault is reported once for each path to it.
    """

    way: tuple[str, ...]
    steps: str = ""
    reach: str = ""
    value: str = ""

    def columns(self, *more: str) -> str:
        """The variables that identify a result."""
        return " ".join(dict.fromkeys(filter(None, (*self.way, self.value, *more))))


@dataclass(slots=True)
class Compiler:
    """Compiles the shapes of a graph.

    ``hierarchy`` gives each class with its subclasses; ``by_value`` says that the store keeps the spelling of some
    literals, so that comparisons must use their values.
    """

    shapes: Shapes
    hierarchy: Callable[[Term], tuple[Term, ...]]
    by_value: bool = False
    definitions: Sequence[Definition] = field(init=False)
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        self.definitions = custom.definitions(self.shapes)

    def fresh(self) -> str:
        """A variable not used anywhere else."""
        return f"?kg{next(self._numbers)}"

    def queries(self, shape: Shape) -> Iterator[Query]:
        """The queries of a shape and its properties."""
        together: dict[_Run, list[tuple[str, Check]]] = {}
        for found in self._found(shape, _Run((FOCUS,))):
            if isinstance(found, Query):
                yield found
            else:
                run, fails, check = found
                together.setdefault(run, []).append((fails, check))
        for run, checks in together.items():
            yield self._together(run, checks)

    def _found(self, shape: Shape, run: _Run) -> Iterator[Query | tuple[_Run, str, Check]]:
        """The queries of a shape, and the expressions of those constraints that can share a query."""
        if shape.deactivated:
            return
        here = _Here(self, shape, run.way[-1])
        values = replace(run, reach=here.reach(here.value), value=here.value) if shape.path else replace(run, value=here.value)  # fmt: skip
        for component, parameter, fault in here.faults():
            check = _check(
                shape,
                component.term,
                component.says.given(**dict.fromkeys(BRACES.findall(component.says.template), _short(parameter))),
                cause="" if component.once else parameter,
            )
            if component.each:
                yield values, fault.fails, check
            elif fault.fails:
                yield run, fault.fails, check
            else:
                columns = run.columns(fault.value, fault.path, *fault.apart)
                where = f"{run.steps} LATERAL {{ {fault.where} }}"
                yield Query(columns, where, (("", check),), here.focus, fault.value, fault.path, apart=fault.apart)
        for asked in custom.constraints(here):
            check = _check(shape, asked.component, asked.says, asked.annotations)
            where = f"{run.steps} BIND ({here.focus} AS ?this) LATERAL {{ {asked.where} }}"
            yield Query("*", where, (("", check),), here.focus, asked.value, asked.path, True, not shape.path)
        if shape.path:
            run = _Run((*run.way, here.value), f"{run.steps} LATERAL {{ {values.reach} }}")
        for name in shape.values("property"):
            yield from self._found(self.shapes[name], run)

    def _together(self, run: _Run, checks: list[tuple[str, Check]]) -> Query:
        """One query for several constraints: going through the nodes costs more than an expression."""
        flags = [self.fresh() for _ in checks]
        any_fails = " || ".join(f"({fails})" for fails, _ in checks)
        marks = " ".join(f"(({fails}) AS {flag})" for flag, (fails, _) in zip(flags, checks, strict=True))
        where = f"{run.steps} LATERAL {{ {run.reach} FILTER ({any_fails}) }}"
        marked = tuple((flag, check) for flag, (_, check) in zip(flags, checks, strict=True))
        if len(checks) == 1:
            marks, marked = "", (("", checks[0][1]),)
        return Query(f"{run.columns()} {marks}", where, marked, run.way[-1], run.value)


@dataclass(slots=True)
class _Here:
    """A shape at a focus node, as ``components.Here`` has it."""

    compiler: Compiler
    shape: Shape
    focus: str
    value: str = field(init=False)
    shapes: Shapes = field(init=False)

    def __post_init__(self) -> None:
        self.value = self.fresh() if self.shape.path else self.focus
        self.shapes = self.compiler.shapes

    @property
    def definitions(self) -> Sequence[Definition]:
        return self.compiler.definitions

    def fresh(self) -> str:
        return self.compiler.fresh()

    def reach(self, variable: str, path: Path | None = None) -> str:
        """One ``LATERAL`` for each step: within ``EXISTS`` Oxigraph would scan all triples of each step.

        Oxigraph lets a path lead from a node to itself only if the node is in the data (0.5.13), so that is written out.
        """
        way = self.shape.path if path is None else path
        is_variable = variable.startswith("?")
        same = f"BIND ({self.focus} AS {variable})" if is_variable else f"FILTER (sameTerm({self.focus}, {variable}))"
        if not way:
            return same
        nodes = [self.focus, *(self.fresh() for _ in way.steps[1:]), variable]
        parts = [f"{nodes[at]} {step} {nodes[at + 1]} ." for at, step in enumerate(way.steps)]
        pattern = parts[0] + "".join(f" LATERAL {{ {part} }}" for part in parts[1:])
        return f"{{ {same} }} UNION {{ {pattern} }}" if way.is_empty else pattern

    def classes(self, name: Term) -> tuple[Term, ...]:
        return self.compiler.hierarchy(name)

    def compared(self, first: str, sign: str, second: str) -> str:
        return comparing(first, sign, second, by_value=self.compiler.by_value)

    def term(self, term: Term) -> str:
        return written(term)

    def faults(self) -> Iterator[tuple[Component, Term, Fault]]:
        """The constraints of the shape itself with their parameters, except those in SPARQL."""
        for name, component in BY_PARAMETER.items():
            for parameter in self.shape.values(name):
                if component.each:
                    yield component, parameter, Fault(component.each(self, parameter))
                elif component.whole and (fault := component.whole(self, parameter)):
                    yield component, parameter, fault

    def conforms(self, shape: Term, variable: str) -> str:
        """An expression that is true where a node conforms: neither the shape nor its properties or queries find a fault."""
        there = _Here(self.compiler, self.shapes[shape], variable)
        if there.shape.deactivated:
            return "(true)"
        parts, values = [], []
        for component, _, fault in there.faults():
            if component.each and there.shape.path:
                values.append(f"({fault.fails})")
            else:
                parts.append(f"!({fault.fails})" if fault.fails else f"NOT EXISTS {{ {fault.where} }}")
        for name in there.shape.values("property"):
            inner = there.conforms(name, there.value)
            if there.shape.path:
                values.append(f"!{inner}")
            else:
                parts.append(inner)
        if values:
            parts.append(f"NOT EXISTS {{ {there.reach(there.value)} FILTER ({' || '.join(values)}) }}")
        parts += [f"NOT EXISTS {{ {self._asked(each.where, variable)} }}" for each in custom.constraints(there)]
        return f"({' && '.join(parts) or 'true'})"

    def _asked(self, where: str, variable: str) -> str:
        """The pattern of a query at a node; queries see all literals by value."""
        if not self.compiler.by_value:
            return f"BIND ({variable} AS ?this) LATERAL {{ {where} }}"
        return f"BIND ({value(variable)} AS ?this) LATERAL {{ GRAPH <{WHOLE_BY_VALUE}> {{ {where} }} }}"


def _check(
    shape: Shape, component: Term, says: Message, annotations: Annotations | None = None, *, cause: Term = ""
) -> Check:
    return Check(shape.name, component, shape.severity, shape.predicate, says, annotations or shape.annotations, cause)


def _short(parameter: Term) -> str:
    """A parameter for a message: the last part of an IRI, the text of a literal."""
    text = text_of(parameter)
    return re.split(r"[/#]", text)[-1] if parameter.startswith("<") else text
