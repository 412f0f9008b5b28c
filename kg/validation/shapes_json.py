"""A build keeps its compiled shapes: compiling them again takes a third of a check of one record (2026-11-22)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from kg.model.files import Stamp, fingerprint, read_json, stamp
from kg.model.message import Message
from kg.model.terms import Triple
from kg.validation.compiled import SOURCES, CompiledShapes, Data, hierarchy, unpacked
from kg.validation.engines import compiled_for

FILE = "shapes.json"


def compile_shapes(shapes: Iterable[Triple], ontology: Iterable[Triple]) -> CompiledShapes:
    """The shapes, compiled for data with the classes of the ontology; ``IllFormedError`` for one that SHACL does not allow."""
    return compiled_for(Data.gather(triple for triple in ontology if not triple[2].startswith('"')), shapes, None)


def is_compiled_for(compiled: CompiledShapes, ontology: Iterable[Triple]) -> bool:
    """Whether shapes were compiled for data with the classes of this ontology."""
    return compiled.hierarchy == hierarchy(ontology)


def write_compiled_shapes(files: Iterable[Path], compiled: CompiledShapes) -> str:
    """Compiled shapes as JSON; ``files`` are the files of the shapes."""
    return json.dumps([_key(files), compiled], ensure_ascii=False, separators=(",", ":"), default=_packed) + "\n"


def read_compiled_shapes(build: Path, files: Iterable[Path]) -> CompiledShapes | None:
    """The compiled shapes of a build; ``None`` if it has none, or if the files or the compiler have changed since."""
    return _read((build / FILE).absolute(), _key(files), stamp(build / FILE))


@lru_cache(maxsize=2)
def _read(path: Path, wanted: str, _stamp: Stamp | None) -> CompiledShapes | None:
    try:
        key, compiled = read_json(path)
        return unpacked(compiled) if key == wanted else None
    except (OSError, ValueError, TypeError):
        return None


def _packed(message: object) -> object:
    assert isinstance(message, Message)
    return [message.template, dict(message.parts)]


def _key(files: Iterable[Path]) -> str:
    return fingerprint((*files, *SOURCES))
