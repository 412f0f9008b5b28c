"""Reads a published graph wherever it lies: in a build, in an export of the whole graph, or in one RDF file of these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from kg.answers.opening import OpenBuild, readable
from kg.build.index import FILE as INDEX
from kg.build.index import access_of
from kg.build.output import held_build
from kg.build.withdrawing import WITHDRAWN
from kg.exchange.exporting import MANIFEST
from kg.exchange.tombstones import FILE as TOMBSTONES
from kg.exchange.tombstones import Tombstone, tombstones_in
from kg.exchange.verifying import Listed, changes, manifest_of, read_manifest
from kg.model.errors import CallError, DataError, Problem
from kg.model.files import MOST_BUILT, read_text
from kg.model.holding import Held
from kg.model.message import Message
from kg.model.terms import Term, Triple, expand, text_of
from kg.model.vocabulary import PREFIXES
from kg.rdf.formats import BY_NAME, by_ending
from kg.rdf.formats import Format as Serialization
from kg.rdf.syntax import parse_rdf, read_triples
from kg.records.access import PUBLIC, Access

_WHOLE = {"turtle": "ttl", "trig": "trig", "nquads": "nq", "ntriples": "nt", "rdfxml": "rdfxml", "jsonld": "jsonld"}
"""The exports that hold the whole graph, and the serialization of each."""
_TYPE, _DATASET, _MADE_FOR, _VERSION, _STATUS = map(
    expand, ("rdf:type", "dcat:Dataset", "dct:conformsTo", "owl:versionInfo", "hr:status")
)
_ONTOLOGY = f"{PREFIXES['hr'].rstrip('#')}/"
_WHICH = Message("name a build, an export of {formats}, or a file of one of them", formats=", ".join(_WHOLE))


class Release(NamedTuple):
    """A published graph.

    ``withdrawn`` are the claims that it says were withdrawn, with their status; ``tombstones`` what it says of IRIs that
    earlier releases had. ``access`` is ``None`` for a file that does not tell who may see it.
    """

    path: Path
    access: Access | None
    triples: frozenset[Triple]
    dataset: Term
    version: str
    ontology: str
    withdrawn: Mapping[Term, Term]
    tombstones: Mapping[Term, Tombstone]

    @property
    def base(self) -> str:
        """The IRI under which its nodes are."""
        return text_of(self.dataset).removesuffix("dataset")

    @property
    def nodes(self) -> set[Term]:
        """The nodes of the project that it tells something of."""
        own = f"<{self.base}"
        return {s for s, _, _ in self.triples if s.startswith(own)}


def read_release(path: Path, *, access: Access = PUBLIC) -> Release:
    """The graph at a path; a build is the one for readers with this ``access``.

    ``CallError`` if there is none or if it is not for these readers, ``DataError`` if it cannot be read or is not as its
    manifest says.
    """
    if (path / MANIFEST).is_file():
        return _export(path, access)
    if path.is_dir() or readable(path, access).is_dir():
        return _build(path, access)
    return _file(path, access)


def check_base(before: Release, after: Release) -> None:
    """``CallError`` if two releases are of different projects: no node of one is in the other."""
    if before.base != after.base:
        found = Message("the nodes of {before} are under {base}, those of {after} under {other}", before=before.path, base=before.base, after=after.path, other=after.base)  # fmt: skip
        remedy = Message("compare two releases of one project: a node is known again by its IRI only")
        raise CallError(Problem("not-comparable", found, remedy))


def _export(folder: Path, access: Access) -> Release:
    listed = _listed(folder)
    if listed.format not in _WHOLE:
        found = Message("{folder} is an export in {format}, which is not the whole graph", folder=folder, format=listed.format)  # fmt: skip
        raise CallError(Problem("not-comparable", found, _WHICH))
    _check_access(folder, listed.access, access)
    if problems := [*changes(folder, listed)]:
        raise DataError(problems)
    form = BY_NAME[_WHOLE[listed.format]]
    left = tombstones_in(folder / TOMBSTONES)
    withdrawn = {one.node: one.status for one in left.values() if one.status}
    return _release(folder, listed.access, _parsed(folder / f"kg.{form.extension}", form), withdrawn, left)


def _listed(folder: Path) -> Listed:
    return read_manifest(folder, manifest_of(folder))


def _build(path: Path, access: Access) -> Release:
    folder = readable(path, access)
    held = held_build(folder)
    if held is None or not (held.path / INDEX).is_file():
        raise CallError(Problem("not-comparable", Message("{folder} is neither a build nor an export", folder=path), _WHICH))  # fmt: skip
    _check_access(folder, access_of(held.path), access)
    return _held(held, folder)


def release_of(build: OpenBuild) -> Release:
    """The graph of a build that is open."""
    return _held(build.held, build.folder)


def _held(held: Held, folder: Path) -> Release:
    triples = _parsed(held.path / "kg.ttl", BY_NAME["ttl"], shown=folder / "kg.ttl")
    withdrawn = {s: o for s, p, o in read_triples(held.path / "withdrawn.ttl") if p == _STATUS and o in WITHDRAWN}
    return _release(folder, access_of(held.path), triples, withdrawn, {})


def _file(path: Path, access: Access) -> Release:
    form = by_ending(path.suffix)
    if form is None:
        raise CallError(
            Problem("not-comparable", Message("{path} is not an RDF file, by its ending", path=path), _WHICH)
        )
    own = _access_beside(path)
    if own:
        _check_access(path, own, access)
    return _release(path, own, _parsed(path, form), {}, {})


def _access_beside(path: Path) -> Access | None:
    """Who may see a file, by the export or the build that it lies in."""
    if (path.parent / MANIFEST).is_file():
        return _listed(path.parent).access
    return access_of(path.parent) if (path.parent / INDEX).is_file() else None


def _check_access(path: Path, own: Access, access: Access) -> None:
    if own != access:
        found = Message("{path} is {access}", path=path, access=own)
        remedy = Message("compare only what the same readers may see; --access {access} reads this one", access=own)
        raise CallError(Problem("other-access", found, remedy))


def _parsed(path: Path, form: Serialization, *, shown: Path | None = None) -> list[Triple]:
    return parse_rdf(read_text(path, most=MOST_BUILT), form, path=str(shown or path))


def _release(
    path: Path,
    access: Access | None,
    triples: Iterable[Triple],
    withdrawn: Mapping[Term, Term],
    tombstones: Mapping[Term, Tombstone],
) -> Release:
    """A release with what its graph says of itself; ``CallError`` if the graph is not one of Chronicle's."""
    given = frozenset(triples)
    made_for = {s: o for s, p, o in given if p == _MADE_FOR and text_of(o).startswith(_ONTOLOGY)}
    found = [s for s, p, o in given if p == _TYPE and o == _DATASET and s in made_for]
    if len(found) != 1 or not text_of(found[0]).endswith("/dataset"):
        text = Message("{path} does not say which dataset it is: it is not a graph of Chronicle, or only a part of one", path=path)  # fmt: skip
        raise CallError(Problem("not-comparable", text, _WHICH))
    (node,) = found
    version = next((text_of(o) for s, p, o in given if s == node and p == _VERSION), "")
    ontology = text_of(made_for[node]).removeprefix(_ONTOLOGY)
    return Release(path, access, given, node, version, ontology, withdrawn, tombstones)
