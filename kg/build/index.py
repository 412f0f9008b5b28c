"""The index of a build, with which one record can be checked without reading all the others again.

``index.json`` holds, for the authority files and for each document, the hash of its files and, of every record, what
others can refer to: kind, id, names, claims, and its place. It holds nothing that is not in the sources, and is not
used for those that have changed since.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from kg.model import kinds, layout
from kg.model.errors import DataError, Location
from kg.model.files import Stamp, fingerprint, open_regular, read_json, shown, stamp
from kg.model.kinds import Key, by_name
from kg.model.project import Project
from kg.model.terms import digest
from kg.rdf.ontology import ontology_files
from kg.records import Field, Record, Reference, namesakes
from kg.records.access import CHOICES, INTERNAL, PUBLIC, Access

FILE = "index.json"
AUTHORITIES = "authorities"
"""The name of the unit of all authority files."""

_HEAD = 8192
_BASE = re.compile(r'"base":("(?:[^"\\]|\\.)*")')
"""The base is near the beginning of the index, which may be large."""

_ACCESS = re.compile(r'"access":"([a-z]+)"')

_KEPT = frozenset(
    {
        *("about", "claims", "in", "label", "language", "name", "named", "names", "title"),
        *("left", "right", "within", "spouse-of", "parent-of", "relative-of"),
    }
)
"""Keys that matter outside the record: its names, its claims, and what tells it from others of nearly the same name."""


class Unit(NamedTuple):
    """The authority files together, or one document: ``name`` is its path below the folder of documents.

    ``graph`` is the local name of its graph; ``sha256`` is that of its files, see ``fingerprint``, and empty if something
    in them is withheld. The records are unpacked on demand.
    """

    name: str
    graph: str
    sha256: str
    packed: list[list[Any]]
    documents: Path

    @property
    def document(self) -> str:
        """The id of the document, empty for the authority files."""
        return "" if self.name == AUTHORITIES else self.graph.removeprefix("document/")

    def called(self) -> Iterator[tuple[str, str]]:
        """The kind and each name of whatever might be confused with something else."""
        likely = (record for record in self.packed if record[1] in namesakes.KINDS)
        return ((record[1], name) for record in likely for name in namesakes.called(_unpacked(record, self.documents)))

    def unpacked(self) -> Iterator[Record]:
        """The records, with what others can refer to."""
        return (_unpacked(record, self.documents) for record in self.packed)

    @property
    def idents(self) -> set[str]:
        """The ids of its records, each with that of the document."""
        before = f"{self.document}." if self.document else ""
        return {record[2] if record[1] == "document" else f"{before}{record[2]}" for record in self.packed}

    @property
    def counts(self) -> Counter[str]:
        """How many records of each kind there are; the front matter of a document is not counted."""
        return Counter(record[1] for record in (self.packed[1:] if self.document else self.packed))

    def meanings(self) -> Iterator[tuple[Record, str]]:
        """Each record, with what others can refer to, and the fingerprint of all that it says."""
        return ((_unpacked(record, self.documents), record[-1]) for record in self.packed)


class Index(NamedTuple):
    """The index of a build: its folder, the base of its nodes, the fingerprint of the ontology, and its units by name.

    ``documentalist`` is that of the settings.
    """

    folder: Path
    base: str
    ontology: str
    units: dict[str, Unit]
    documentalist: str = ""


def files_of(project: Project, name: str) -> list[Path]:
    """The files of a unit: those in the document's folder and the project's own mapping scripts, or the authority files.

    The project's own terms belong to each unit, because any record may use them.
    """
    folder = project.authorities if name == AUTHORITIES else (project.documents / name).parent
    own = [] if name == AUTHORITIES else sorted((project.documents / layout.MAPPINGS).glob("*.py"))
    own += [path for path in (project.documents / layout.VOCABULARY,) if path.is_file()]
    return [*own, *(path for path in folder.iterdir() if path.is_file())] if folder.is_dir() else []


def ontology_fingerprint() -> str:
    """The fingerprint of the ontology that the program works with."""
    return fingerprint(ontology_files())


def _program() -> str:
    """The fingerprint of the code that packs records: an index from other code may not fit the kinds here."""
    return fingerprint((Path(__file__), Path(kinds.__file__)))


def unit_name(project: Project, path: str) -> str:
    """The name of the unit of the document at a path as shown."""
    found, documents = Path(path).resolve(), project.documents.resolve()
    if not found.is_relative_to(documents):  # a link leads out of the folder
        found, documents = Path(path).absolute(), project.documents.absolute()
    return found.relative_to(documents).as_posix()


def write_index(project: Project, units: Iterable[Unit], *, access: Access = PUBLIC) -> str:
    """The index of some units as JSON."""
    body = {
        "program": _program(),
        "access": access,
        "base": project.base,
        "ontology": ontology_fingerprint(),
        "documentalist": project.documentalist,
        "units": [
            {"name": unit.name, "graph": unit.graph, "sha256": unit.sha256, "records": unit.packed}
            for unit in sorted(units, key=lambda unit: unit.name)
        ],
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")) + "\n"


def unit_of(
    project: Project, path: str, records: Sequence[Record], *, changed: Collection[str] = (), sha256: str = ""
) -> Unit:
    """The unit of the document at a path, as shown, with its records; an empty path is that of the authority files.

    Nothing is said of the files and records of the ``changed`` documents, of which something is withheld: a check always
    reads them again. ``sha256`` is the fingerprint of the files as they were read.
    """
    document = records[0].id if path else ""
    graph = f"document/{document}" if document else "graph/authorities"
    is_changed = document in changed
    name = AUTHORITIES if not path else graph if is_changed else unit_name(project, path)
    kept = () if is_changed else records
    return Unit(
        name, graph, "" if is_changed else sha256, [_packed(record, project) for record in kept], project.documents
    )


def read_index(build: Path, documents: Path, *, any_program: bool = False) -> Index | None:
    """The index of a build, with places shown relative to ``documents``; ``None`` if there is no usable one.

    With ``any_program`` also one that other code wrote, of which the ids of the records are still good.
    """
    return _index(build / FILE, documents, Path.cwd(), stamp(build / FILE), any_program)


def path_of(unit: Unit, path: str) -> str:
    """The path of a file of a unit, as shown."""
    return _shown(unit.documents, path)


def base_of(build: Path) -> str:
    """The base of a build's nodes, whichever version wrote the build; empty if it is not recorded."""
    try:
        with open_regular(build / FILE) as file:
            found = _BASE.search(file.read(_HEAD).decode(errors="replace"))
        return str(json.loads(found[1])) if found else ""
    except (OSError, ValueError, DataError):
        return ""


def access_of(build: Path) -> Access:
    """Who may see a build, as it says itself; one that says nothing is public, as older versions wrote it.

    One that says what this version does not know is internal.
    """
    try:
        with open_regular(build / FILE) as file:
            found = _ACCESS.search(file.read(_HEAD).decode(errors="replace"))
    except (OSError, ValueError, DataError):
        return PUBLIC
    return next((one for one in CHOICES if one == found[1]), INTERNAL) if found else PUBLIC


@lru_cache(maxsize=4)
def _index(path: Path, documents: Path, _here: Path, _stamp: Stamp | None, any_program: bool) -> Index | None:
    """Like ``read_index``, but cached until the file or the working folder changes: a watch checks again and again."""
    try:
        body = read_json(path)
        if not any_program and body["program"] != _program():
            return None
        units = {
            unit["name"]: Unit(
                unit["name"],
                unit["graph"],
                unit["sha256"],
                unit["records"],
                documents,
            )
            for unit in body["units"]
        }
        return Index(path.parent, body["base"], body["ontology"], units, body.get("documentalist", ""))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None  # an index of another version, or none: reading the sources gives the same, only slower


def _packed(record: Record, project: Project) -> list[Any]:
    path = unit_name(project, record.location.path) if record.location.path else ""
    return [path, *_body(record), meaning(record)]


def meaning(record: Record) -> str:
    """The fingerprint of all that a record says, wherever it stands in its file."""
    return digest(repr(list(_said(record))), 16)


def _said(record: Record) -> Iterator[object]:
    yield record.kind.name, record.id
    for entry in record.fields:
        yield entry.key.name, entry.text, list(_said(entry.value)) if isinstance(entry.value, Record) else entry.value


def _body(record: Record) -> list[Any]:
    return [record.kind.name, record.id, record.location.line, record.location.column, list(_fields(record))]


def _fields(record: Record) -> Iterator[list[Any]]:
    for entry in record.fields:
        if entry.key.name in _KEPT:
            place = entry.location
            nested = _body(entry.value) if isinstance(entry.value, Record) else None
            yield [entry.key.name, entry.text, place.line, place.column, nested]


def _unpacked(packed: list[Any], documents: Path) -> Record:
    path, *body, _ = packed
    return _record(body, _shown(documents, path))


@cache
def _shown(documents: Path, path: str) -> str:
    return shown(documents / path)


@cache
def _key(kind: str, name: str) -> Key:
    key = by_name()[kind].key(name)
    assert key
    return key


def _record(body: list[Any], path: str) -> Record:
    kind, ident, line, column, fields = body
    entries = tuple(
        Field(_key(kind, name), _record(nested, path) if nested else Reference(text), text, Location(path, *place))
        for name, text, *place, nested in fields
    )
    return Record(by_name()[kind], ident, entries, Location(path, line, column))
