"""Profiles: files of shapes to check by, those that Chronicle ships and those of a project's folder ``profiles``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.checks.options import Rules
from kg.documents import shown
from kg.errors import CallError, ChronicleError, Location, Problem, nearest, nearest_word
from kg.ontology import shapes_files
from kg.project import Project, resources
from kg.rdf import read_triples
from kg.terms import Term
from kg.validation import IllFormedError, located, read_plan
from kg.validation.compiled import Data, run
from kg.vocabulary import CLASSES, PREFIXES, PROPERTIES

FULL = "full"
"""The name of what is checked by where no profile is named: all shapes of the project."""


def profiles(project: Project | None) -> dict[str, Path]:
    """Each profile by name: a project's own come before those of the same name that Chronicle ships."""
    folders = [resources("ontology") / "profiles", *([project.documents / "profiles"] if project else [])]
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.ttl"))}


def shapes_of(names: Iterable[str], project: Project | None) -> Rules:
    """The shapes of some profiles together, or of a file of shapes; ``CallError`` if one is missing or at fault."""
    known = profiles(project)
    wanted = list(names)
    files: list[Path] = []
    for name in wanted:
        if name == FULL:
            files += shapes_files()
        elif name in known or name.endswith(".ttl"):
            path = known.get(name, Path(name))
            _refuse_faults(path)
            files += [path, resources("ontology") / "prefixes.ttl"]
        else:
            listed = ", ".join((FULL, *sorted(known)))
            remedy = f"{nearest(name, known)} the profiles are: {listed}".strip()
            raise CallError(Problem("unknown-profile", f'no profile is called "{name}"', remedy))
    plan = read_plan(project.build, files) if project and wanted == [FULL] else None
    return Rules(tuple(dict.fromkeys(files)), plan)


def _refuse_faults(path: Path) -> None:
    from kg.validation.compiled import planning

    try:
        triples = list(read_triples(path))
        shapes = planning.read_shapes(triples)
        data = Data.gather(())
        run(
            planning.plan(
                planning.read_shapes((*triples, *read_triples(resources("ontology") / "prefixes.ttl"))), data
            ),
            data,
            "en",
        )
    except OSError as error:
        found = error.strerror or "it cannot be read"
        raise CallError(
            Problem("unreadable-file", found, "check the path and its permissions", Location(str(path)))
        ) from error
    except IllFormedError as error:
        raise CallError(located(error, [path]).problems) from error
    except ChronicleError as error:
        raise CallError(error.problems) from error
    if problems := list(_undeclared(path, triples)):
        raise CallError(problems)
    if not shapes.targeted:
        remedy = "add sh:targetClass to a shape, or name another file"
        raise CallError(Problem("bad-shapes", "the file has no shape with a target", remedy, Location(shown(path))))


def _undeclared(path: Path, triples: Iterable[tuple[Term, Term, Term]]) -> Iterator[Problem]:
    """A problem for each term that the ontology does not declare: a shape for such a class checks nothing."""
    start = f"<{PREFIXES['hr']}"
    named = {term.removeprefix(start).rstrip(">") for _, _, term in triples if term.startswith(start)}
    for name in sorted(named - {*CLASSES, *PROPERTIES}):
        found = f"hr:{name} is no class or property of the ontology"
        word = nearest_word(name, CLASSES if name[:1].isupper() else PROPERTIES)
        remedy = f'did you mean "hr:{word}"?' if word else "write a term that ontology/hr.ttl declares"
        yield Problem("undeclared-term", found, remedy, Location(shown(path)))
