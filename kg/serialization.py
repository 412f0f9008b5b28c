"""Dataset → bytes, the same bytes each time: sorted by graph and subject, type first, then labels, then the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.rdf import serialize
from kg.terms import Term, expand

Triple = tuple[Term, Term, Term]
Line = tuple[Term, Term, Term, Term]

_FIRST = {expand(name): at for at, name in enumerate(("rdf:type", "skos:prefLabel", "skos:altLabel", "dct:title"))}


def _order(line: tuple[Term, ...]) -> tuple[object, ...]:
    subject, predicate, value, *graph = line
    return (*graph, subject, _FIRST.get(predicate, len(_FIRST)), predicate, value)


def triples(given: Iterable[Triple], name: str, *, prefixes: Mapping[str, str]) -> bytes:
    """A graph as Turtle or N-Triples."""
    lines = (f"{s} {p} {o} .\n" for s, p, o in sorted(set(given), key=_order))
    return serialize(lines, name, prefixes=_used(prefixes))


def quads(given: Iterable[Line], name: str, *, prefixes: Mapping[str, str]) -> bytes:
    """A dataset as TriG or N-Quads."""
    lines = (f"{s} {p} {o} {g} .\n" for s, p, o, g in sorted(set(given), key=_order))
    return serialize(lines, name, prefixes=_used(prefixes) if name == "trig" else {})


def _used(prefixes: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(prefixes.items()))
