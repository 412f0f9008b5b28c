"""The options of a check: shapes, engine, language, and the build that is its context."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from kg.model.terms import Triple
from kg.rdf.syntax import read_triples
from kg.validation import MOST, CompiledShapes, Engine


@dataclass(frozen=True)
class Rules:
    """The triples of the shapes to check by; their files are read only when needed.

    ``known`` is what the same shapes were compiled to, if a build has it.
    """

    files: tuple[Path, ...]
    known: CompiledShapes | None = None

    def __iter__(self) -> Iterator[Triple]:
        return iter(self._triples)

    @cached_property
    def _triples(self) -> list[Triple]:
        """With a number in the names of blank nodes where files in different folders have one name."""
        stems = [path.stem for path in self.files]
        names = [f"{stem}-{at}" if stem in stems[:at] else stem for at, stem in enumerate(stems)]
        return [t for path, name in zip(self.files, names, strict=True) for t in read_triples(path, name=name)]


class Options(NamedTuple):
    """The options of a check; ``shapes`` are those of the ``profiles`` named, or of the project if none is.

    ``against`` is the folder of the build that is the context; without it, the context of records is the build of
    their own project.
    """

    shapes: Rules
    language: str = "en"
    engine: Engine = "fast"
    against: Path | None = None
    profiles: tuple[str, ...] = ()
    most: int = MOST
    """How many results of the shapes are kept; all are counted."""
