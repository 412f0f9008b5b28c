"""Deterministic serialization: sorted by graph and subject, with type first, then labels, then the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kg.model.terms import Quad, Term, Triple, expand
from kg.rdf.syntax import serialize

_FIRST = {expand(name): at for at, name in enumerate(("rdf:type", "skos:prefLabel", "skos:altLabel", "dct:title"))}
_NAMESPACE = re.compile(r"<([^<>\s]*[/#])[^/#<>\s]*>")


def triples(given: Iterable[Triple], name: str, *, prefixes: Mapping[str, str]) -> bytes:
    """A graph as Turtle or N-Triples, with the prefixes that it uses."""
    return _text([f"{s} {p} {o} .\n" for s, p, o in sorted(set(given), key=_order)], name, prefixes)


def quads(given: Iterable[Quad], name: str, *, prefixes: Mapping[str, str]) -> bytes:
    """A dataset as TriG or N-Quads, with the prefixes that it uses."""
    ordered = sorted(set(given), key=lambda line: (line[3], *_order(line)))
    return _text([f"{s} {p} {o} {g} .\n" for s, p, o, g in ordered], name, prefixes)


def lines_as(lines: list[str], name: str, *, prefixes: Mapping[str, str]) -> bytes:
    """Sorted N-Triples lines in another format."""
    return _text(lines, name, prefixes)


def _order(line: tuple[Term, ...]) -> tuple[object, ...]:
    return (line[0].rstrip(">"), _FIRST.get(line[1], len(_FIRST)), *line[1:])


def _text(lines: list[str], name: str, prefixes: Mapping[str, str]) -> bytes:
    """The lines in a format; Turtle and TriG get sorted prefixes and an empty line between subjects."""
    if name in ("nt", "nq"):
        return serialize(lines, name)
    namespaces = {found for line in lines for found in _NAMESPACE.findall(line)}
    used = {prefix: iri for prefix, iri in sorted(prefixes.items()) if iri in namespaces}
    body = serialize(lines, name, prefixes=used).decode()
    # The serializer writes prefixes in an order of its own and no empty lines; a literal never contains a raw line break.
    body = re.sub(r"\A(@prefix .*\n)*", "", body)
    body = body.replace(" .\n", " .\n\n").replace("\n\n}", "\n}")
    return (
        "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in used.items()) + "\n" + body.rstrip("\n") + "\n"
    ).encode()
