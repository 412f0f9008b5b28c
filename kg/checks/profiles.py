"""Profiles: files of shapes to check by, those that Chronicle ships and those of a project's folder ``profiles``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.checks.options import Triple
from kg.documents import shown
from kg.errors import CallError, ChronicleError, Location, Problem, nearest
from kg.index import read_shapes
from kg.pipeline import shapes_files
from kg.project import Project, resources
from kg.rdf import read_triples
from kg.validation import IllFormedError, compiled, located

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
            files = shapes_files()
            remembered = read_shapes(project.build, files) if project else None
            found += remembered or (triple for path in files for triple in read_triples(path))
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
        raise CallError(
            Problem("unreadable-file", found, "check the path and its permissions", Location(str(path)))
        ) from error
    except ChronicleError as error:
        raise CallError(error.problems) from error
    try:
        targeted = compiled.read_shapes(triples).targeted
    except IllFormedError as error:
        raise CallError(located(error, [path]).problems) from error
    if not targeted:
        remedy = "add sh:targetClass to a shape, or name another file"
        raise CallError(Problem("bad-shapes", "the file has no shape with a target", remedy, Location(shown(path))))
    yield from triples
    yield from read_triples(resources("ontology") / "prefixes.ttl")
