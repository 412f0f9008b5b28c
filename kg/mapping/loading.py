"""Loads and runs mapping scripts; whatever goes wrong in one is reported with its file and line."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

from kg.mapping.source import Source
from kg.model.errors import ChronicleError, DataError, Location, Problem
from kg.model.files import Stamp, open_regular, shown, stamp
from kg.model.message import Message
from kg.model.project import resources

Read = Callable[..., tuple[Source, list[Problem]]]


@dataclass(frozen=True, slots=True)
class Script:
    """A mapping script; ``pattern`` is the glob below the documents folder that finds its documents.

    ``beside`` are the names of further files in the folder of a document that belong to it, and ``records`` those
    among them that are YAML files of records.
    """

    path: Path
    pattern: str
    run: Read
    beside: tuple[str, ...] = ()
    records: tuple[str, ...] = ()

    def read(self, path: Path, *, language: str) -> tuple[Source, list[Problem]]:
        """The source in a file that the pattern found, with the faults in its records.

        ``DataError`` if the file cannot be read, if the script raises anything, or if it returns anything else.
        """
        with _reported(self.path, path):
            made = self.run(path, language=language)
        match made:
            case (Source() as source, [*problems]) if all(isinstance(problem, Problem) for problem in problems):
                if source.records and source.records[0].kind.name == "document":
                    return source, problems
                if problems:
                    raise DataError(problems)
        found = Message("the script gave no source with its problems for {path}", path=shown(path))
        remedy = Message("let read give a Source, whose first record is that of the document, and a list of problems")
        raise DataError(Problem("script-failed", found, remedy, Location(shown(self.path))))

    def files(self, document: Path) -> list[Path]:
        """The files that belong to a document, beginning with the document itself."""
        return [document, *(document.with_name(name) for name in self.beside)]


def load(path: Path) -> Script:
    """The mapping script in a file; ``DataError`` if it cannot be imported or lacks ``PATTERN`` or ``read``."""
    return _load(path, stamp(path))


@lru_cache(maxsize=64)
def _load(path: Path, _stamp: Stamp | None) -> Script:
    """Like ``load``, but cached until the file changes: a watch checks again and again."""
    module = _module(path)
    pattern, read = (getattr(module, name, None) for name in ("PATTERN", "read"))
    if not isinstance(pattern, str) or not _is_below(pattern) or not callable(read):
        lacking = "read" if isinstance(pattern, str) and _is_below(pattern) else "PATTERN"
        remedy = Message(
            'write PATTERN = "*/incidents.csv" and def read(path, *, language), as docs/mapping-scripts.md shows'
        )
        found = Message("the mapping script has no usable {name}", name=lacking)
        raise DataError(Problem("bad-script", found, remedy, Location(shown(path), 1)))
    beside, records = (tuple(getattr(module, name, ())) for name in ("FILES", "RECORD_FILES"))
    return Script(path, pattern, read, beside, records)


def _is_below(pattern: str) -> bool:
    """Whether a glob can find only files below the folder of documents."""
    return bool(pattern) and not Path(pattern).is_absolute() and ".." not in Path(pattern).parts


class _Loader(SourceFileLoader):
    """Imports a project's own script without leaving its compiled form in the folder of documents."""

    def set_data(self, path: str, data: object, *, _mode: int = 0o666) -> None:
        """Writes nothing."""


def _module(path: Path) -> ModuleType:
    name = f"chronicle_mappings.{path.stem}"
    loader = SourceFileLoader if path.parent == resources("mappings") else _Loader
    spec = importlib.util.spec_from_loader(name, loader(name, str(path)))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # because dataclasses in the script look up their module there
    with _reported(path):
        open_regular(path).close()  # a pipe would never end
        spec.loader.exec_module(module)
    return module


@contextmanager
def _reported(script: Path, document: Path | None = None) -> Iterator[None]:
    """Reports whatever a script raises while it is imported or reads a document, with the line.

    A script is a project's own code and may raise anything; a traceback would not help people who write records.
    """
    try:
        yield
    except ChronicleError:
        raise
    except (Exception, SystemExit) as error:
        name, reason = type(error).__name__, str(error)
        found = Message("the mapping script cannot be imported: {name}: {reason}", name=name, reason=reason)
        if document:
            found = Message(
                "the mapping script raised {name} on {path}: {reason}", name=name, path=shown(document), reason=reason
            )
        remedy = Message("correct the script; docs/mapping-scripts.md describes what it is given and what it gives")
        raise DataError(Problem("script-failed", found, remedy, _place(script, error))) from error


def _place(script: Path, error: BaseException) -> Location:
    """The last line of the script that was running, or the one that is not valid Python."""
    import traceback

    if isinstance(error, SyntaxError) and error.filename == str(script):
        return Location(shown(script), error.lineno or 0, error.offset or 0)
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(script)]
    return Location(shown(script), next(reversed(lines), None) or 0)
