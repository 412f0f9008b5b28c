"""Quantities in words: a number or its bounds, the unit, and the words of the document."""

from __future__ import annotations

from kg.answers.dossiers.graph import Graph
from kg.answers.names import bounds, word
from kg.model.terms import Term
from kg.sources.documents import squeezed


def amount(graph: Graph, node: Term) -> str:
    """A quantity: number or bounds, unit, and the words of the document.

    An approximate number stands with its qualifier and is no bound.
    """
    least, most, best = (graph.raw(node, f"hr:{key}") for key in ("atLeast", "atMost", "best"))
    qualifier = word(graph.one(node, "hr:qualifier")) if graph.one(node, "hr:qualifier") else ""
    number = " to ".join((least, most)) if least and most and least != most else bounds(least, most)
    approximate = qualifier in ("about", "average") and (best or least == most)
    number = f"{qualifier} {best or least}" if approximate else best or number
    unit = word(graph.one(node, "hr:unit")) if graph.one(node, "hr:unit") else ""
    verbatim = squeezed(graph.text(node, "hr:verbatim"))
    return " ".join(
        filter(None, (number, plural(unit, number) if number else "", f"(“{verbatim}”)" if verbatim else ""))
    )


def plural(unit: str, number: str) -> str:
    """A unit after a number.

    >>> plural("person", "1"), plural("city", "19"), plural("meeting held", "3")
    ('person', 'cities', 'meetings held')
    """
    head, space, rest = unit.partition(" ")
    if number == "1" or unit in ("", "percent", "tenge"):
        return unit
    if unit in ("US dollar", "protest round", "monthly calculation index"):
        return f"{unit}s" if not unit.endswith("index") else f"{unit[:-2]}ices"
    return f"{head[:-1]}ies{space}{rest}" if head.endswith("y") and head[-2] not in "aeiou" else f"{head}s{space}{rest}"
