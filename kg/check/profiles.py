"""Profiles: files of shapes to check by, shipped with Chronicle or in the folder ``profiles`` of a project."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.check.origins import undeclared
from kg.model.errors import CallError, ChronicleError, Location, Problem, nearest, reason
from kg.model.files import shown
from kg.model.layout import PROFILES
from kg.model.message import Message
from kg.model.project import Project, resources
from kg.model.vocabulary import CLASSES, PREFIXES, PROPERTIES
from kg.rdf.ontology import shapes_files
from kg.validation import IllFormedError, ShapeFiles, located, read_compiled_shapes
from kg.validation.compiled import Data, run

FULL = "full"
"""The default profile: all shapes of the project."""


def profiles(project: Project | None) -> dict[str, Path]:
    """Each profile by name; a project's own replace those of the same name that Chronicle ships."""
    folders = [resources("ontology") / "profiles", *([project.documents / PROFILES] if project else [])]
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.ttl"))}


def shapes_of(names: Iterable[str], project: Project | None) -> ShapeFiles:
    """The shapes of some profiles or files of shapes together; ``CallError`` if one is missing or faulty."""
    known = profiles(project)
    wanted, prefixes = list(names), resources("ontology") / "prefixes.ttl"
    files: list[Path] = []
    for name in wanted:
        if name == FULL:
            files += shapes_files()
        elif name in known or name.endswith(".ttl"):
            path = known.get(name, Path(name))
            _refuse_faults(path, prefixes)
            files += [path, prefixes]
        else:
            listed = ", ".join((FULL, *sorted(known)))
            found, remedy = (
                Message('no profile is called "{name}"', name=name),
                Message("the profiles are: {names}", names=listed),
            )
            raise CallError(Problem("unknown-profile", found, remedy, offers=nearest(name, known)))
    compiled = read_compiled_shapes(project.build, files) if project and wanted == [FULL] else None
    return ShapeFiles(tuple(dict.fromkeys(files)), compiled)


def _refuse_faults(path: Path, prefixes: Path) -> None:
    from kg.validation.compiled import compilation

    try:
        triples = tuple(ShapeFiles((path, prefixes)))
        shapes = compilation.read_shapes(triples)
        data = Data.gather(())
        run(compilation.compile_shapes(shapes, data), data, "en")  # on no data: this only finds faulty queries
    except OSError as error:
        raise CallError(
            Problem(
                "unreadable-file", reason(error), Message("check the path and its permissions"), Location(str(path))
            )
        ) from error
    except IllFormedError as error:
        raise CallError(located(error, [path]).problems) from error
    except ChronicleError as error:
        raise CallError(error.problems) from error
    start, place = f"<{PREFIXES['hr']}", Location(shown(path))
    named = {term.removeprefix(start).rstrip(">") for _, _, term in triples if term.startswith(start)}
    if unknown := sorted(named - {*CLASSES, *PROPERTIES}):  # a shape for such a class would check nothing
        raise CallError(undeclared(f"hr:{name}", name, place) for name in unknown)
    if not shapes.targeted:
        remedy = Message("add sh:targetClass to a shape, or name another file")
        raise CallError(Problem("bad-shapes", Message("the file has no shape with a target"), remedy, place))
