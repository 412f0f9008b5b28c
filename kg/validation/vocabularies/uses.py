"""What uses the terms of the project outside its ontology: shapes, queries, the table of kinds, and records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.mapping import read_sources
from kg.model.errors import DataError, Location
from kg.model.files import read_text, shown
from kg.model.kinds import KINDS, Key, prefixes
from kg.model.project import Project, resources
from kg.model.terms import Term, expand, text_of
from kg.model.vocabulary import PREFIXES
from kg.rdf.syntax import read_triples
from kg.records import Record
from kg.records.authorities import read_authorities
from kg.validation.vocabularies.model import Use

_NAME = re.compile(
    r"""<(?P<iri>[^<>"{}|^`\\\s]*)>|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\#[^\n]*|(?<![\w?$])(?P<prefix>[a-z][\w-]*):(?P<local>[\w-]+)"""
)
"""What names a term in SPARQL; comments and strings are skipped."""


def uses_of(project: Project | None, *, ontology: Path | None = None) -> tuple[Use, ...]:
    """Every use that can be found: in the shapes and ``queries`` beside an ontology, and in a project's records."""
    folder = ontology or resources("ontology")
    beside = folder.parent / "queries"
    queries = beside if beside.is_dir() else resources("queries")
    return (
        *_in_shapes([*sorted(folder.glob("shapes/*.ttl")), *folder.glob("derived.ttl")]),
        *(use for path in sorted(queries.glob("*.rq")) for use in in_sparql(_uncommented(path), shown(path), "query")),
        *_in_table(),
        *(_in_records(project) if project else ()),
    )


def _uncommented(path: Path) -> str:
    """A query of the catalogue with the lines of all its parameters."""
    return re.sub(r"#@\w+", lambda mark: " " * len(mark[0]), read_text(path))


def in_sparql(text: str, path: str, where: str) -> Iterator[Use]:
    """The terms of the project that a query names, by prefixed name or IRI.

    >>> [use.term for use in in_sparql("?act hr:victim ?person # hr:none", "x.rq", "query")]
    ['<https://w3id.org/chronicle/ns#victim>']
    """
    known = prefixes(PREFIXES["id"])
    for match in _NAME.finditer(text):
        iri = match["iri"] or (
            known.get(match["prefix"] or "", "") + match["local"] if match["prefix"] in known else ""
        )
        if iri.startswith((PREFIXES["hr"], PREFIXES["vocab"])):
            start = text.rfind("\n", 0, match.start()) + 1
            yield Use(
                f"<{iri}>", where, Location(path, text.count("\n", 0, match.start()) + 1, match.start() - start + 1)
            )


def _in_shapes(paths: Iterable[Path]) -> Iterator[Use]:
    for path in paths:
        place = Location(shown(path))
        try:
            triples = list(read_triples(path))
        except DataError:
            continue  # faults of the file are reported where it is checked
        for _, predicate, value in triples:
            if predicate == _SEPARATOR:
                yield Use(predicate, "shape", place)
            if predicate in _QUERIES:
                yield from (Use(use.term, "shape", place) for use in in_sparql(text_of(value), place.path, "shape"))
            elif predicate == _PATTERN:
                yield from (Use(f"<{iri}>", "shape", place) for iri in _IRI.findall(text_of(value).replace("\\.", ".")))
            elif value.startswith("<"):
                yield Use(value, "shape", place)


_QUERIES = frozenset(expand(f"sh:{name}") for name in ("select", "ask", "construct"))
_SEPARATOR = expand("hr:separator")
_PATTERN = expand("sh:pattern")
_IRI = re.compile(r"https://[\w./-]+[\w]")


def _in_table() -> Iterator[Use]:
    place = Location("kg/model/kinds.py")
    for kind in KINDS:
        names = [kind.cls, *(curie for key in kind.keys for curie in (*key.properties, key.shortcut))]
        yield from (Use(expand(curie), "table", place) for curie in dict.fromkeys(filter(None, names)))
        for key in kind.keys:
            yield from (Use(_concept(scheme, slug), "table", place) for scheme, slug in _defaults(key))


def _defaults(key: Key) -> Iterator[tuple[str, str]]:
    if key.role:
        yield "role", key.role
        if key.default:
            yield "degree", key.default
    elif key.default:
        yield from ((scheme, key.default) for scheme in key.of)


def _concept(scheme: str, slug: str) -> Term:
    return f"<{PREFIXES['vocab']}{scheme}/{slug}>"


def _in_records(project: Project) -> Iterator[Use]:
    """The concepts that records name; faults of the records are reported elsewhere."""
    authorities, _, _ = read_authorities(project.authorities, language=project.language)
    reading = read_sources(project.documents, resources("mappings"), language=project.language)
    for record in (*authorities, *(record for source in reading.sources for record in source.records)):
        yield from _in_record(record)


def _in_record(record: Record) -> Iterator[Use]:
    for entry in record.fields:
        if isinstance(entry.value, Record):
            yield from _in_record(entry.value)
        elif isinstance(entry.value, str) and entry.value.startswith(f"<{PREFIXES['vocab']}"):
            yield Use(entry.value, "record", entry.location)
