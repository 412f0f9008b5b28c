"""Profiles: files of shapes to check by, those that Chronicle ships and those of a project's folder ``profiles``."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg.checks.options import Triple
from kg.documents import shown
from kg.errors import CallError, ChronicleError, Location, Problem, nearest
from kg.pipeline import read_shapes
from kg.project import Project, resources
from kg.rdf import read_triples
from kg.terms import Term, expand

FULL = "full"
"""The name of what is checked by where no profile is named: all shapes of the project."""


def profiles(project: Project | None) -> dict[str, Path]:
    """Each profile by name: a project's own come before those of the same name that Chronicle ships."""
    folders = [resources("ontology") / "profiles", *([project.documents / "profiles"] if project else [])]
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.ttl"))}


def shapes_of(names: Iterable[str], project: Project | None) -> tuple[Triple, ...]:
    """The shapes of some profiles together, or of a file of shapes; ``CallError`` if one is missing or at fault."""
    known = profiles(project)
    found: list[Triple] = []
    for name in names:
        if name == FULL:
            found += read_shapes()
        elif name in known or name.endswith(".ttl"):
            found += _read(known.get(name, Path(name)))
        else:
            listed = ", ".join((FULL, *sorted(known)))
            remedy = f"{nearest(name, known)} the profiles are: {listed}".strip()
            raise CallError(Problem("unknown-profile", f'no profile is called "{name}"', remedy))
    return tuple(found)


def _read(path: Path) -> Iterator[Triple]:
    try:
        triples = list(read_triples(path))
    except OSError as error:
        found = error.strerror or "it cannot be read"
        raise CallError(Problem("unreadable-file", found, "check the path and its permissions", Location(str(path)))) from error
    except ChronicleError as error:
        raise CallError(error.problems) from error
    if faults := list(_faults(triples, Location(shown(path)))):
        raise CallError(faults)
    yield from triples
    yield from read_triples(resources("ontology") / "prefixes.ttl")


# ── shapes at fault ──────────────────────────────────────────────────────────────────────────────────────────

_WHOLE = r'"[0-9]+"\^\^<http://www\.w3\.org/2001/XMLSchema#integer>'
_TEXT = r'"(?:[^"\\]|\\.)*"(?:\^\^<http://www\.w3\.org/2001/XMLSchema#string>)?'
_IRI = r"<[^>]*>"
_NODE = r"(?:<[^>]*>|_:.*)"
_BOOLEAN = r'"(?:true|false)"\^\^<http://www\.w3\.org/2001/XMLSchema#boolean>'
_WANTED = {
    "minCount": (_WHOLE, "a whole number"),
    "maxCount": (_WHOLE, "a whole number"),
    "minLength": (_WHOLE, "a whole number"),
    "maxLength": (_WHOLE, "a whole number"),
    "qualifiedMinCount": (_WHOLE, "a whole number"),
    "qualifiedMaxCount": (_WHOLE, "a whole number"),
    "class": (_NODE, "a class"),
    "datatype": (_IRI, "a datatype"),
    "nodeKind": (r"<[^>]*#(?:BlankNode|IRI|Literal|BlankNodeOr(?:IRI|Literal)|IRIOrLiteral)>", "a kind of node"),
    "path": (_NODE, "a property or a path"),
    "pattern": (_TEXT, "a regular expression"),
    "property": (_NODE, "a shape"),
    "node": (_NODE, "a shape"),
    "not": (_NODE, "a shape"),
    "severity": (_IRI, "a severity"),
    "targetClass": (_NODE, "a class"),
    "targetObjectsOf": (_IRI, "a property"),
    "targetSubjectsOf": (_IRI, "a property"),
    "uniqueLang": (_BOOLEAN, "true or false"),
    "closed": (_BOOLEAN, "true or false"),
}
"""What a property of SHACL may hold (SHACL, appendix C), as N-Triples, and how that is called."""

_TO_SHAPES = ("property", "node", "not", "qualifiedValueShape")
_TO_LISTS = ("and", "or", "xone")


def _faults(triples: list[Triple], place: Location) -> Iterator[Problem]:
    said: dict[Term, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    start = expand("sh:x").removesuffix("x>")
    for subject, predicate, value in triples:
        name = predicate.removeprefix(start).rstrip(">") if predicate.startswith(start) else predicate
        said[subject][name].append(value)
        pattern, wanted = _WANTED.get(name, ("", ""))
        if pattern and not re.fullmatch(pattern, value):
            found = f"{subject.strip('<>')}: sh:{name} holds {value}, which is not {wanted}"
            yield Problem("bad-shapes", found, "mend the shape: see https://www.w3.org/TR/shacl/", place)
    if not any(name.startswith("target") for its in said.values() for name in its):
        remedy = "add sh:targetClass to a shape, or name another file"
        yield Problem("bad-shapes", "the file has no shape with a target", remedy, place)
    for shape, way in _circles(said):
        found = f"{shape.strip('<>')} refers to itself, by way of {', '.join(step.strip('<>') for step in way)}"
        remedy = "take one of these references out: what a recursive shape means is not defined"
        yield Problem("bad-shapes", found, remedy, place)


def _circles(said: Mapping[Term, Mapping[str, list[Term]]]) -> Iterator[tuple[Term, list[Term]]]:
    """Each shape that refers to itself, with the shapes on the way; one of each circle."""
    done: set[Term] = set()

    def walk(shape: Term, way: list[Term]) -> Iterator[tuple[Term, list[Term]]]:
        for other in _referred(said, shape):
            if other in way:
                yield other, way[way.index(other) :]
            elif other not in done:
                yield from walk(other, [*way, other])
        done.add(shape)

    for shape in sorted(said):
        if shape not in done:
            yield from walk(shape, [shape])


def _referred(said: Mapping[Term, Mapping[str, list[Term]]], shape: Term) -> Iterator[Term]:
    its = said.get(shape, {})
    for name in _TO_SHAPES:
        yield from its.get(name, ())
    for name in _TO_LISTS:
        for first in its.get(name, ()):
            yield from _members(said, first)


def _members(said: Mapping[Term, Mapping[str, list[Term]]], node: Term) -> Iterator[Term]:
    seen: set[Term] = set()
    while node in said and node not in seen:
        seen.add(node)
        yield from said[node].get(expand("rdf:first"), ())
        node = next(iter(said[node].get(expand("rdf:rest"), ())), "")


