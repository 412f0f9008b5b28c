"""Inputs of every kind, spoilt at random with a fixed seed, and the commands that read them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

from tests.project import AUTHORITIES, DIGEST, RECORDS, ROOT, SETTINGS, Tiny


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

_MARCH = "number,what,day,people,note\n1,held,05.03.2024,3,\n2,beaten,06.03.2024,1,three hours\n"
_INCIDENTS = """\
table: incidents
document: {title: Register of incidents, creator: Lake Committee, language: en}
key: "{number}"
optional: [note]
records:
  - act: incident-{number}
    type: {column: what, map: {held: detention, beaten: beating}}
    date: {column: day, date: DD.MM.YYYY}
    description: {cases: [{when: {note: []}, value: {column: note, take: "^(.+)$"}}]}
    alleged-perpetrator: {agent: left open}
    victim: victims-{number}
  - group: victims-{number}
    label: people of incident {number}
    count: "{people}"
"""
_GOLD = """\
document: {id: "1", title: A note, publisher: P, date: {edtf: 2020-02-03}, language: en, genre: statement, file: side.txt}
acts:
- {id: a1, type: arrest, date: {edtf: "2020-02-01"}, place: {ref: pl}, victims: [{ref: p-x}, {group: two men, count: 2}], evidence: [{start: 0, end: 20, quote: Police detained her.}]}
persons: [{id: p-x, name: Anna Berg, variants: [{form: Berg}]}]
places: [{id: pl, name: Lakeside, within: pl}]
"""
_ARTICLES = '[{"sample": {"Input.article_interface": "<p>Police detained her.</p>", "Input.title": "A", "Input.publish_date": "2020-01-01"}, "merged_sample": {"victims": [{"victim_name": "A"}], "violation_types": ["arrest"], "country": "Kenya", "year": "2020.0", "month": "1", "date": "2"}}]\n'
_PROPOSED = """\
kind,record,key,value,start,end,words,rule,score,certainty,basis,stance,take,claimants,readers,asks,ground
act,act-1,,,0,20,Police detained her.,en/detention,0.70,,,,look,,1,,
act,act-1,type,detention,0,6,Police,en/detention,0.70,,,,accept,,,,
"""
_LOG = """\
{"what": "accept", "record": "act-1", "who": "Ann", "at": "2026-11-30T17:00:00Z"}
{"what": "correct", "record": "act-1", "who": "Bob", "why": "no", "values": [["type", "detention"], ["victim", "Anna Berg"]]}
{"what": "undo", "record": "act-1", "who": "Bob", "undoes": 2}
"""
_NT = "".join(
    f"<http://example.org/id/dataset> {rest} .\n"
    for rest in ('<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://rdfs.org/ns/void#Dataset>', '<http://www.w3.org/2000/01/rdf-schema#label> "a"@en')
)  # fmt: skip


def _table(name: str) -> str:
    return (ROOT / "mappings" / "tables" / name).read_text(encoding="utf-8")


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
    Input("march.csv", _MARCH, ("import", "incidents.yaml", "march.csv", "--into", "other")),
    Input("incidents.yaml", _INCIDENTS, ("import", "incidents.yaml", "march.csv", "--into", "other")),
    Input("hxl.csv", _table("hxl.csv"), ("import", "hxl", "hxl.csv", "--into", "other")),
    Input(
        "uwazi.csv",
        _table("uwazi.csv"),
        ("import", "uwazi", "uwazi.csv", "--into", "other", "--set", "template=Places"),
    ),
    Input("ftm.json", _table("followthemoney.json"), ("import", "followthemoney", "ftm.json", "--into", "other")),
    Input(
        "side.yaml",
        "title: A note\ndate: 2020-02-03\nlanguage: en\ncreator: Lake Committee\n",
        ("add", "side.txt", "--documents", "other"),
    ),
    Input("gold.yaml", _GOLD, ("evaluate", "gold.yaml")),
    Input("gold.json", _ARTICLES, ("evaluate", "gold.json")),
    Input(
        "texts/note/proposed.csv", _PROPOSED, ("review", "texts/note", "--reader", "Ann", "--write", "--into", "texts")
    ),
    Input("texts/note/review.log", _LOG, ("review", "texts/note", "--reader", "Ann", "--write", "--into", "texts")),
    Input("released/manifest.json", '{"access": "public", "files": []}\n', ("verify", "released")),
    Input(
        "site/site.json",
        '{"access": "public", "build": "", "files": {}}\n',
        ("serve", "--once", "/", "--site", "site", "--build", "build"),
    ),
    Input("kg.nt", _NT, ("diff", "kg.nt", "kg.nt")),
)


def lay_down(tiny: Tiny) -> None:
    """Every input beside a project, and a second project into which tables are imported; the project still builds."""
    for each in INPUTS:
        path = tiny.folder / each.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(each.text, encoding="utf-8")
    (tiny.texts / "note/original.csv").unlink()
    (tiny.folder / "other/authorities").mkdir(parents=True)
    (tiny.folder / "other/chronicle.toml").write_text(SETTINGS.replace("../build", "../other-build"), encoding="utf-8")
    (tiny.folder / "other/authorities/all.yaml").write_text(
        AUTHORITIES.replace("      in: [note]\n", ""), encoding="utf-8"
    )
    (tiny.folder / "side.txt").write_text("Police detained her.\n", encoding="utf-8")


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
