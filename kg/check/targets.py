"""What is at a path: the table by which ``kg validate`` decides what to check.

A new kind of thing to check is one row of ``TARGETS``: how to recognise it by its path, and what to select then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kg.build.scope import Scope
from kg.mapping import Script, find_sources
from kg.mapping.scripts import find_scripts
from kg.model.errors import CallError, DataError, Location, Problem
from kg.model.files import shown
from kg.model.layout import AUTHORITIES, DIGEST, MAPPINGS, SETTINGS, VOCABULARY, authority_files, is_yaml
from kg.model.message import Message
from kg.model.project import Project, find_project, resources
from kg.rdf.formats import by_ending


@dataclass(slots=True)
class Selection:
    """What to check, gathered from all paths: records by the folder of their project, and RDF files."""

    records: dict[Path, Scope] = field(default_factory=dict)
    graphs: list[Path] = field(default_factory=list)

    def of(self, project: Project) -> Scope:
        """The scope of a project in the selection."""
        return self.records.setdefault(project.documents.resolve(), Scope(project))

    @property
    def projects(self) -> list[Project]:
        """The projects of which something is selected."""
        return [scope.project for scope in self.records.values()]


class Target(NamedTuple):
    """One kind of thing to check: ``is_at`` recognises it by its path, ``take`` adds it to the selection."""

    name: str
    is_at: Callable[[Path], bool]
    take: Callable[[Path, Selection], None]


def select(paths: Iterable[Path]) -> Selection:
    """What to check; ``CallError`` for a path that does not exist or has nothing to check."""
    made = Selection()
    _scripts_in.cache_clear()
    for path in dict.fromkeys(path.resolve() for path in paths):
        if not path.exists():
            remedy = Message("check the spelling, and that the path is relative to the working folder")
            raise CallError(Problem("unreadable-file", Message("there is no {path}", path=shown(path)), remedy))
        target = next((target for target in TARGETS if target.is_at(path)), None)
        if target is None and (faults := _script_faults(path)):
            raise DataError(faults)
        if target is None:
            remedy = Message("name a document, its records, an authority file, a project or a file of RDF")
            found = Message("there is nothing to check in {path}", path=shown(path))
            if path.is_file():
                found = Message('a file that ends in "{ending}" cannot be checked', ending=path.suffix)
            raise CallError(Problem("nothing-to-check", found, remedy, Location(shown(path))))
        target.take(path, made)
    return made


def project_of(path: Path) -> Project | None:
    """The project around a path: that of the nearest folder with settings, from the path upwards."""
    for folder in (path, *path.parents):
        if (folder / SETTINGS).is_file():
            return find_project(folder)
    return None


def _is_project(path: Path) -> bool:
    return (path / SETTINGS).is_file() or (path / "seeds" / SETTINGS).is_file()


def _take_project(path: Path, made: Selection) -> None:
    folder = path if (path / SETTINGS).is_file() else path / "seeds"
    made.of(find_project(folder)).whole = True


def _is_vocabulary(path: Path) -> bool:
    return path.name == VOCABULARY and path.is_file() and (path.parent / SETTINGS).is_file()


def _take_settings(path: Path, made: Selection) -> None:
    _take_project(path.parent, made)


@cache
def _scripts_in(folder: Path) -> tuple[Script, ...]:
    """The mapping scripts that may read the files in a folder: the package's, and those of the project around it."""
    home = next((above for above in (folder, *folder.parents) if (above / SETTINGS).is_file()), None)
    return tuple(find_scripts(home, resources("mappings")).found)


def _script_faults(path: Path) -> list[Problem]:
    """Why the mapping scripts of the project around a path cannot be used."""
    project = project_of(path)
    return find_scripts(project.documents, resources("mappings")).faults if project else []


def _documents_at(path: Path) -> list[tuple[Script, Path]]:
    """The document at a path, the documents in a folder, or the document that a file of records belongs to."""
    folder = path if path.is_dir() else path.parent
    scripts = _scripts_in(folder)
    if own := [(script, path) for script in scripts if path.is_file() and path.match(script.pattern)]:
        return own[:1]
    if path.is_file() and not is_yaml(path):
        return []
    inside = [(script, file) for file in sorted(folder.iterdir()) for script in scripts if file.match(script.pattern)]
    if path.is_dir():
        return inside
    return sorted(inside, key=lambda pair: path.name not in pair[0].records)[:1]


def _is_document(path: Path) -> bool:
    return bool(_documents_at(path))


def _take_document(path: Path, made: Selection) -> None:
    for script, document in _documents_at(path):
        folder = document.parent
        scope = made.of(project_of(folder) or Project(folder, folder / "build"))
        extra = scope.documents.setdefault(_as_found(scope.project, document), [])
        if is_yaml(path) and path.name not in script.records:
            extra.append(path)


def _as_found(project: Project, document: Path) -> Path:
    """The document's path as found below the project's folder, so that both spellings count as one document."""
    for _, path in find_sources(project.documents, resources("mappings")):
        if path.resolve() == document:
            return path
    return document


def _is_authority(path: Path) -> bool:
    folder = path if path.is_dir() else path.parent
    is_file = path.is_dir() or is_yaml(path)
    return is_file and folder.name == AUTHORITIES and (folder.parent / SETTINGS).is_file()


def _take_authority(path: Path, made: Selection) -> None:
    scope = made.of(find_project((path if path.is_dir() else path.parent).parent))
    scope.authorities |= set(authority_files(path)) if path.is_dir() else {path}


def _is_script(path: Path) -> bool:
    folder = path if path.is_dir() else path.parent
    is_file = path.is_dir() or path.suffix == ".py"
    return is_file and folder.name == MAPPINGS and (folder.parent / SETTINGS).is_file()


def _take_script(path: Path, made: Selection) -> None:
    _take_project((path if path.is_dir() else path.parent).parent, made)


def _is_records(path: Path) -> bool:
    return path.is_file() and is_yaml(path)


def _refuse_records(path: Path, _: Selection) -> None:
    remedy = Message("add its {document}, or move the records to a document", document=DIGEST)
    place = Location(shown(path))
    raise DataError(
        Problem("records-without-document", Message("the folder has records and no document"), remedy, place)
    )


def _is_graph(path: Path) -> bool:
    return path.is_file() and by_ending(path.suffix) is not None


def _graphs_in(path: Path) -> list[Path]:
    return [file for file in sorted(path.rglob("*")) if _is_graph(file)] if path.is_dir() else []


TARGETS = (
    Target("project", _is_project, _take_project),
    Target("settings", lambda path: path.name == SETTINGS, _take_settings),
    Target("vocabulary", _is_vocabulary, _take_settings),
    Target("authorities", _is_authority, _take_authority),
    Target("script", _is_script, _take_script),
    Target("document", _is_document, _take_document),
    Target("records", _is_records, _refuse_records),
    Target("graph", _is_graph, lambda path, made: made.graphs.append(path)),
    Target("graphs", lambda path: bool(_graphs_in(path)), lambda path, made: made.graphs.extend(_graphs_in(path))),
)
"""The first one that fits applies."""
