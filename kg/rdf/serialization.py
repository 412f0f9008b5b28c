"""Deterministic serialization: sorted by graph and subject, with type first, then labels, then the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kg.model.terms import Quad, Term, Triple, expand
from kg.rdf.syntax import serialize

_FIRST = {expand(name): at for at, name in enumerate(("rdf:type", "skos:prefLabel", "skos:altLabel", "dct:title"))}
_IRI = re.compile(r"<([^<>\s]*)>")


def order(line: tuple[Term, ...]) -> tuple[object, ...]:
    """The sort key of a triple or quad within its graph."""
    return (line[0].rstrip(">"), _FIRST.get(line[1], len(_FIRST)), *line[1:])


def line_of(triple: Triple) -> str:
    """The triple as a line of N-Triples."""
    return f"{triple[0]} {triple[1]} {triple[2]} .\n"


def triple_of(line: str) -> Triple:
    """The triple of a line that ``line_of`` wrote, with or without its end."""
    subject, predicate, rest = line.split(" ", 2)
    return subject, predicate, rest.rstrip("\n").removesuffix(" .")


def triples(given: Iterable[Triple], name: str, *, prefixes: Mapping[str, str]) -> bytes:
    """A graph as Turtle or N-Triples, with the prefixes that it uses."""
    return _text([line_of(triple) for triple in sorted(set(given), key=order)], name, prefixes)


def quads(given: Iterable[Quad], name: str, *, prefixes: Mapping[str, str]) -> bytes:
    """A dataset as TriG or N-Quads, with the prefixes that it uses."""
    ordered = sorted(set(given), key=lambda line: (line[3], *order(line)))
    return _text([f"{s} {p} {o} {g} .\n" for s, p, o, g in ordered], name, prefixes)


def lines_as(lines: list[str], name: str, *, prefixes: Mapping[str, str]) -> bytes:
    """Sorted N-Triples lines in another format."""
    return _text(lines, name, prefixes)


def turtle_of(text: str, prefixes: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The Turtle of each subject of sorted N-Triples, without an empty line, and the prefixes that they use."""
    used = _used(text, prefixes)
    body = _body(text, "ttl", used)
    return [f"{piece}\n" for piece in body.rstrip("\n").split("\n\n")] if text else [], list(used)


def head_of(prefixes: Mapping[str, str]) -> str:
    """The lines that declare prefixes."""
    return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(prefixes.items()))


def _namespace(iri: str) -> str:
    """The beginning of an IRI, to its last slash or hash."""
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]


def _used(text: str, prefixes: Mapping[str, str]) -> dict[str, str]:
    namespaces = set(map(_namespace, set(_IRI.findall(text))))
    return {prefix: iri for prefix, iri in sorted(prefixes.items()) if iri in namespaces}


def _body(text: str, name: str, used: Mapping[str, str]) -> str:
    """N-Quads as Turtle or TriG without prefixes, with an empty line between subjects."""
    body = serialize(text, name, prefixes=used).decode()
    # The serializer writes prefixes in an order of its own and no empty lines; a literal never contains a raw line break.
    body = re.sub(r"\A(@prefix .*\n)*", "", body)
    return body.replace(" .\n", " .\n\n").replace("\n\n}", "\n}")


def _text(lines: list[str], name: str, prefixes: Mapping[str, str]) -> bytes:
    """The lines in a format; Turtle and TriG get sorted prefixes and an empty line between subjects."""
    text = "".join(lines)
    if name in ("nt", "nq"):
        return serialize(text, name)
    used = _used(text, prefixes)
    body = _body(text, name, used).rstrip("\n")
    return f"{head_of(used)}\n{body}\n".encode()
