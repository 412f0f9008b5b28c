"""Shapes become SPARQL queries whose solutions are the results (SHACL, section 3.4).

A query is ``SELECT DISTINCT … WHERE { targets LATERAL { fault } }``, for one constraint or, where they are expressions on
the same node, for several: it runs through the focus nodes in the store, and no shape is evaluated node by node in
Python. ``LATERAL`` hands each focus node down into the pattern, nested groups and subqueries too, as SHACL's
pre-binding asks (https://github.com/w3c/sparql-dev/blob/main/SEP/SEP-0006/sep-0006.md).
What one shape asks of another becomes ``NOT EXISTS``.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from kg.terms import Term, text_of
from kg.validation.compiled import custom
from kg.validation.compiled.components import BY_PARAMETER, Component, Definition, Fault
from kg.validation.compiled.model import Path, Shape, Shapes
from kg.validation.compiled.spelling import stored, value

FOCUS = "?kgFocus"
"""The variable of the focus node; ``?this`` is kept for the queries of a shapes graph."""

_CHOSEN = "urn:chronicle:chosen"
"""The graph of the focus nodes that were asked for, and the node that they hang on."""


class Check(NamedTuple):
    """A constraint of a shape: the IRI of its component, messages of its own, and a message of ours."""

    shape: Shape
    component: Term
    says: str
    messages: tuple[Term, ...] = ()


class Query(NamedTuple):
    """A query and what its solutions mean: ``focus``, ``value`` and ``path`` are variables.

    Each solution is a result of every check whose variable in ``checks`` is true in it, or that has none.
    """

    text: str
    checks: tuple[tuple[str, Check], ...]
    focus: str
    value: str = ""
    path: str = ""
    in_sparql: bool = False


@dataclass(frozen=True, slots=True)
class _Run:
    """Where checks run together: the pattern of the focus nodes, and of a value of each if there is one.

    ``way`` are the variables from the target to the focus node: a fault is told once for each way to it.
    """

    source: str
    way: tuple[str, ...]
    reach: str = ""
    value: str = ""

    def columns(self, *more: str) -> str:
        """The variables that make a result."""
        return " ".join(dict.fromkeys(filter(None, (*self.way, self.value, *more))))


@dataclass(slots=True)
class Compiler:
    """Compiles the shapes of a graph.

    ``hierarchy`` gives each class with its subclasses; ``by_value`` says that some literals of the data are stored as
    they are spelt, so that comparing takes their values.
    """

    shapes: Shapes
    hierarchy: Callable[[Term], tuple[Term, ...]]
    by_value: bool = False
    definitions: Sequence[Definition] = field(init=False)
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        self.definitions = custom.definitions(self.shapes)

    def fresh(self) -> str:
        """A variable that is used nowhere else."""
        return f"?kg{next(self._numbers)}"

    def queries(self, shape: Shape, source: str) -> Iterator[Query]:
        """The queries of a shape and its properties, whose focus nodes a pattern binds to ``FOCUS``."""
        together: dict[_Run, list[tuple[str, Check]]] = {}
        for found in self._found(shape, _Run(source, (FOCUS,))):
            if isinstance(found, Query):
                yield found
            else:
                run, fails, check = found
                together.setdefault(run, []).append((fails, check))
        for run, checks in together.items():
            yield self._together(run, checks)

    def _found(self, shape: Shape, run: _Run) -> Iterator[Query | tuple[_Run, str, Check]]:
        """The queries of a shape, and the expressions of those of its constraints that are asked together."""
        if shape.deactivated:
            return
        here = _Here(self, shape, run.way[-1])
        values = replace(run, reach=here.reach(here.value), value=here.value) if shape.path else replace(run, value=here.value)  # fmt: skip
        for component, parameter, fault in here.faults():
            check = Check(shape, component.term, component.says.format(_short(parameter)))
            if component.each:
                yield values, fault.fails, check
            elif fault.fails:
                yield run, fault.fails, check
            else:
                columns = run.columns(fault.value, fault.path, *fault.apart)
                text = f"SELECT DISTINCT {columns} WHERE {{ {run.source} LATERAL {{ {fault.where} }} }}"
                yield Query(text, (("", check),), here.focus, fault.value, fault.path)
        for asked in custom.constraints(here):
            check = Check(shape, asked.component, asked.says, asked.messages)
            text = (
                f"SELECT DISTINCT * WHERE {{ {run.source} BIND ({here.focus} AS ?this) LATERAL {{ {asked.where} }} }}"
            )
            yield Query(text, (("", check),), here.focus, asked.value, asked.path, in_sparql=True)
        if shape.path:
            run = _Run(f"{run.source} LATERAL {{ {values.reach} }}", (*run.way, here.value))
        for name in shape.values("property"):
            yield from self._found(self.shapes[name], run)

    def _together(self, run: _Run, checks: list[tuple[str, Check]]) -> Query:
        """One query for several constraints: running through the nodes costs more than an expression."""
        flags = [self.fresh() for _ in checks]
        any_fails = " || ".join(f"({fails})" for fails, _ in checks)
        told = " ".join(f"(({fails}) AS {flag})" for flag, (fails, _) in zip(flags, checks, strict=True))
        where = f"{run.source} LATERAL {{ {run.reach} FILTER ({any_fails}) }}"
        marked = tuple((flag, check) for flag, (_, check) in zip(flags, checks, strict=True))
        if len(checks) == 1:
            told, marked = "", (("", checks[0][1]),)
        return Query(f"SELECT DISTINCT {run.columns()} {told} WHERE {{ {where} }}", marked, run.way[-1], run.value)


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
        """Step by step, each in ``LATERAL``: within ``EXISTS`` Oxigraph would run through all triples of each step.

        That a path leads from a node to itself Oxigraph says of nodes of the data only (0.5.13), so it is written out.
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

    def order(self, variable: str) -> str:
        return value(variable) if self.compiler.by_value else variable

    def term(self, term: Term) -> str:
        return written(term)

    def faults(self) -> Iterator[tuple[Component, Term, Fault]]:
        """The constraints of the shape itself, but for those in SPARQL, with their parameters."""
        for name, component in BY_PARAMETER.items():
            for parameter in self.shape.values(name):
                if component.each:
                    yield component, parameter, Fault(component.each(self, parameter))
                elif component.whole and (fault := component.whole(self, parameter)):
                    yield component, parameter, fault

    def conforms(self, shape: Term, variable: str) -> str:
        """True where a node conforms to a shape: no fault of it, of its properties or of its queries is there."""
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
        asked = (each.where for each in custom.constraints(there))
        parts += [f"NOT EXISTS {{ BIND ({variable} AS ?this) LATERAL {{ {where} }} }}" for where in asked]
        return f"({' && '.join(parts) or 'true'})"


def _short(parameter: Term) -> str:
    """A parameter in a message: of an IRI the last part, of a literal the text."""
    text = text_of(parameter)
    return re.split(r"[/#]", text)[-1] if parameter.startswith("<") else text


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
