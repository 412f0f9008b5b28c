"""Inputs of every kind, spoilt at random with a fixed seed, and the commands that read them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

from tests.project import AUTHORITIES, DIGEST, RECORDS, SETTINGS


class Input(NamedTuple):
    """A file below the folder of a project, what it holds, and what is run on it."""

    path: str
    text: str
    call: tuple[str, ...]


_TURTLE = """\
@prefix hr: <https://w3id.org/chronicle/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<http://example.org/a> a hr:Act, skos:Concept ; skos:prefLabel "a"@en ; skos:broader [ skos:notation "1" ] .
"""
_PROFILE = """\
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix hr: <https://w3id.org/chronicle/ns#> .
hr:Shape a sh:NodeShape ; sh:targetClass hr:Act ; sh:property [ sh:path ( hr:a [ sh:inversePath hr:b ] ) ; sh:minCount 1 ] ;
    sh:sparql [ sh:select "SELECT $this WHERE { $this ?p ?o FILTER (?o > 3) }" ; sh:message "No {?o}."@en ] .
"""
_JSONLD = '{"@context": {"name": "http://schema.org/name"}, "@id": "http://example.org/a", "@type": "http://schema.org/Thing", "name": [{"@value": "a", "@language": "en"}]}\n'
_QUERY = """\
PREFIX ex: <http://example.org/>
SELECT DISTINCT ?a (COUNT(?b) AS ?n) WHERE {
  ?a ex:p|^ex:q/ex:r* ?b . OPTIONAL { ?b rdfs:label "x"@en FILTER(STRLEN(STR(?b)) > 1 && !BOUND(?c)) }
  VALUES ?c { 1 UNDEF "2"^^xsd:integer } BIND(REPLACE(STR(?a), "(a+)+$", "$1") AS ?d) MINUS { ?a a ex:T }
} GROUP BY ?a HAVING (COUNT(?b) > 0) ORDER BY DESC(?n) LIMIT 10
"""
_CSV = "start,end,sha256\n0,10,abc\n11,20,def\n"
_ORIGINAL = "The police came. They took “her” papers… and left!\n\nNobody saw them again.\n"

INPUTS = (
    Input("texts/note/records.yaml", RECORDS, ("validate", "texts")),
    Input("texts/authorities/all.yaml", AUTHORITIES, ("validate", "texts")),
    Input("texts/note/digest.md", DIGEST, ("validate", "texts")),
    Input("texts/chronicle.toml", SETTINGS, ("validate", "texts")),
    Input("texts/note/original.csv", _CSV, ("validate", "texts")),
    Input("texts/authorities/retired.txt", "g0n3\n# why\n0ther\n", ("validate", "texts")),
    Input("mine.rq", _QUERY, ("query", "mine.rq", "--build", "build", "--timeout", "20")),
    Input("data.ttl", _TURTLE, ("validate", "data.ttl")),
    Input("data.jsonld", _JSONLD, ("validate", "data.jsonld")),
    Input("profile.ttl", _PROFILE, ("validate", "data.ttl", "--profile", "profile.ttl", "--timeout", "20")),
    Input("original.txt", _ORIGINAL, ("digest", "original.txt")),
)

_PIECES = [
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"\xed\xa0\x80", "\u202e".encode(), "\u2028".encode(), b"\x1b[31m",
    b"\r", b"\t", b"\n", b"\n\n", b" ", b"#", b" #", b": ", b"- ", b"---\n", b"...", b"&a ", b"*a", b"<<: ", b"!!python/name:os.system ",
    b"{", b"}", b"[", b"]", b"(", b")", b'"', b"'", b'"""', b"|", b">", b"\\", b"\\u0000", b"\\ud800", b"%", b"@", b"`", b",", b";", b".",
    b"~", b"null", b".nan", b".inf", b"0x7", b"9" * 400, b"-1", b"1e999", b"2012-02-30", b"[..2012-13]", b"=1+1", b"a" * 5000,
    b"{" * 300, b"[" * 300, b"(" * 300, b"- " * 300, b"SERVICE <http://127.0.0.1:1/> {}", b"<http://example.org/ a>", b"_:b", b"^^", b"@en", b"$this",
]  # fmt: skip


def mutated(text: str, *, seed: int, count: int) -> Iterator[bytes]:
    """The text spoilt in so many ways, each time in one to four places; the same ways each time."""
    chance = random.Random(seed)
    for _ in range(count):
        data = bytearray(text.encode())
        for _ in range(chance.randint(1, 4)):
            at, end = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
            match chance.randrange(6):
                case 0:
                    data[at:at] = chance.choice(_PIECES)
                case 1:
                    data[at : at + chance.randint(1, 8)] = b""
                case 2:
                    data[at:end] = b""
                case 3:
                    data[at:at] = data[at:end]
                case 4 if data:
                    data[min(at, len(data) - 1)] = chance.randrange(256)
                case _:
                    data[at : at + 1] = chance.choice(_PIECES)
        yield bytes(data)
