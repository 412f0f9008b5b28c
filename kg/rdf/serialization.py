"""Deterministic serialization: sorted by graph and subject, with type first, then labels, then the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kg.model.terms import Quad, Term, Triple
from kg.rdf.syntax import serialize
from kg.rdf.turtle import Numbered, numbered, rank, turtle, used


def order(line: tuple[Term, ...]) -> tuple[object, ...]:
    """The sort key of a triple or quad within its graph."""
    return (line[0].rstrip(">"), *rank(line[1]), *line[2:])


def line_of(triple: Triple) -> str:
    """The triple as a line of N-Triples."""
    return f"{triple[0]} {triple[1]} {triple[2]} .\n"


def triple_of(line: str) -> Triple:
    """The triple of a line that ``line_of`` wrote, with or without its end."""
    subject, predicate, rest = line.split(" ", 2)
    return subject, predicate, rest.rstrip("\n").removesuffix(" .")


def triples(given: Iterable[Triple], name: str, *, prefixes: Mapping[str, str]) -> bytes:
    """A graph as Turtle or N-Triples, with the prefixes that it uses."""
    ordered = numbered(given).in_order()
    if name == "nt":
        return serialize("".join(map(line_of, ordered.triples())), name)
    body, names = turtle(ordered, prefixes)
    return f"{head_of(names)}\n{body}\n".encode()


def quads(given: Iterable[Quad], name: str, *, prefixes: Mapping[str, str]) -> bytes:
    """A dataset as TriG or N-Quads, with the prefixes that it uses."""
    ordered = sorted(set(given), key=lambda line: (line[3], *order(line)))
    return _text([f"{s} {p} {o} {g} .\n" for s, p, o, g in ordered], name, prefixes)


def lines_as(lines: list[str], name: str, *, prefixes: Mapping[str, str]) -> bytes:
    """Sorted N-Triples lines in another format."""
    return _text(lines, name, prefixes)


def turtle_of(text: str, prefixes: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The Turtle of each subject of sorted N-Triples, without an empty line, and the prefixes that they use."""
    return pieces_of(numbered(map(triple_of, text.split("\n")[:-1])), prefixes)


def pieces_of(given: Numbered, prefixes: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The same of triples in their order."""
    body, names = turtle(given, prefixes)
    return [f"{piece}\n" for piece in body.split("\n\n")] if body else [], list(names)


def head_of(prefixes: Mapping[str, str]) -> str:
    """The lines that declare prefixes."""
    return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(prefixes.items()))


def _body(text: str, name: str, prefixes: Mapping[str, str]) -> str:
    """N-Quads as Turtle or TriG without prefixes, with an empty line between subjects."""
    body = serialize(text, name, prefixes=prefixes).decode()
    # The serializer writes prefixes in an order of its own and no empty lines; a literal never contains a raw line break.
    body = re.sub(r"\A(@prefix .*\n)*", "", body)
    return body.replace(" .\n", " .\n\n").replace("\n\n}", "\n}")


def _text(lines: list[str], name: str, prefixes: Mapping[str, str]) -> bytes:
    """The lines in a format; Turtle and TriG get sorted prefixes and an empty line between subjects."""
    text = "".join(lines)
    if name in ("nt", "nq"):
        return serialize(text, name)
    names = used([text], prefixes)
    body = _body(text, name, names).rstrip("\n")
    return f"{head_of(names)}\n{body}\n".encode()
