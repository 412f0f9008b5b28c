"""What is new in a site since an earlier one: an event stream in the form of LDES (Linked Data Event Streams), and tombstones.

The earlier site lists the hash of every file. A node whose data differ has a new version, one without data then is new, and
one without data now is gone. What the earlier site told of still earlier ones is told again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from kg.exchange.tombstones import Tombstone, as_file, tombstones_in
from kg.model.errors import CallError, DataError, Problem
from kg.model.message import Message
from kg.model.terms import Term, Triple, digest, expand, iri, literal, text_of
from kg.rdf.serialization import triples
from kg.rdf.syntax import read_triples
from kg.records.access import Access
from kg.site.paths import stem
from kg.site.writing import MANIFEST

STREAM, TOMBSTONES = "data/changes.ttl", "data/tombstones.ttl"
_LDES, _TREE, _AS = "https://w3id.org/ldes#", "https://w3id.org/tree#", "https://www.w3.org/ns/activitystreams#"
_PREFIXES = {"ldes": _LDES, "tree": _TREE, "as": _AS}
_ENDING = ".nt"
"""The data of a node by which its versions are told apart."""


_WHICH = Message("name a folder that `kg publish` wrote for the same readers with --since")


class Earlier(NamedTuple):
    """An earlier site: of which build it is, the hashes of its files, its stream and its tombstones."""

    build: str
    files: Mapping[str, str]
    stream: frozenset[Triple]
    tombstones: Mapping[Term, Tombstone]


def read_earlier(folder: Path, access: Access) -> Earlier:
    """The site in a folder; ``CallError`` if there is none, or none that readers with this access may know of."""
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        build, files, own = str(told["build"]), dict(told["files"]), told["access"]
        stream = frozenset(read_triples(folder / STREAM)) if STREAM in files else frozenset()
        stones = tombstones_in(folder / TOMBSTONES)
    except (OSError, ValueError, KeyError, TypeError, DataError) as error:
        found = Message("there is no whole site in {folder}", folder=folder)
        raise CallError(Problem("not-comparable", found, _WHICH)) from error
    if own != access:
        found = Message("the site in {folder} is {access}", folder=folder, access=own)
        raise CallError(Problem("other-access", found, _WHICH))
    return Earlier(build, files, stream, stones)


def change_files(
    earlier: Earlier,
    hashes: Mapping[str, str],
    build: str,
    nodes: Sequence[Term],
    prefixes: Mapping[str, str],
    root: str,
) -> Iterator[tuple[str, bytes]]:
    """The stream and the tombstones of a site with these hashes; ``nodes`` are those that it has data of."""
    base = prefixes["id"]
    paths = {f"{stem(text_of(node), base)}{_ENDING}": node for node in nodes}
    stream = iri(f"{root}{STREAM}")
    said = {*earlier.stream, *_head(stream, root)}
    for path, node in paths.items():
        if earlier.files.get(path) != hashes[path]:
            said.update(_member(stream, node, hashes[path], is_new=path not in earlier.files))
    yield STREAM, triples(sorted(said), "ttl", prefixes={**prefixes, **_PREFIXES})
    yield TOMBSTONES, as_file(_gone(earlier, paths, base, build), iri(f"{base}dataset"), prefixes).data


def _head(stream: Term, root: str) -> Iterator[Triple]:
    yield stream, expand("rdf:type"), iri(f"{_LDES}EventStream")
    yield stream, iri(f"{_LDES}versionOfPath"), expand("dct:isVersionOf")
    yield stream, iri(f"{_TREE}view"), stream
    yield stream, expand("rdf:type"), iri(f"{_TREE}Node")
    yield stream, expand("rdfs:seeAlso"), iri(f"{root}{TOMBSTONES}")
    yield stream, expand("void:dataDump"), iri(f"{root}data/kg.ttl")


def _member(stream: Term, node: Term, sha256: str, *, is_new: bool) -> Iterator[Triple]:
    """A version of a node: what it is a version of, and the hash of the data that it has."""
    member = iri(f"{text_of(stream)}#{digest(node, 12)}-{sha256[:12]}")
    yield stream, iri(f"{_TREE}member"), member
    yield member, expand("rdf:type"), iri(f"{_AS}{'Create' if is_new else 'Update'}")
    yield member, expand("dct:isVersionOf"), node
    yield member, iri(f"{_AS}object"), node
    yield member, expand("schema:sha256"), literal(sha256)


def _gone(earlier: Earlier, paths: Mapping[str, Term], base: str, build: str) -> list[Tombstone]:
    """A tombstone for each node that the earlier site had data of, or a tombstone for, and this one has not."""
    now = set(paths.values())
    had = (path for path in earlier.files if path.startswith("id/") and path.endswith(_ENDING) and path not in paths)
    left = {iri(f"{base}{path.removeprefix('id/').removesuffix(_ENDING)}") for path in had}
    carried = {node: stone for node, stone in earlier.tombstones.items() if node not in now}
    return sorted({**{node: Tombstone(node, build[:12]) for node in left - now}, **carried}.values())
