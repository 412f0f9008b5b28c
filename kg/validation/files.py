"""The files of shapes: read when needed, and named by the message that refuses a shape."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kg.model.errors import DataError, Location
from kg.model.files import read_text
from kg.model.terms import Term, Triple, literal, text_of
from kg.rdf.syntax import read_triples
from kg.validation.compiled import CompiledShapes, IllFormedError


@dataclass(frozen=True)
class ShapeFiles:
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


def located(error: IllFormedError, files: Iterable[Path]) -> DataError:
    """The error with the file that describes its shape, and the line where what is at fault or else the shape begins."""
    for path in files:
        triples = tuple(read_triples(path))
        if any(subject == error.shape for subject, _, _ in triples):
            shape = _named(error.shape, triples)
            place = Location(str(path), _line_of_text(path, error.written) or _line(path, text_of(shape)))
            return DataError(
                problem._replace(location=place, found=problem.found.given(shape=shape)) for problem in error.problems
            )
    return error


def _named(shape: Term, triples: Iterable[Triple]) -> Term:
    """The shape, or the nearest one with a name that leads to it."""
    above = {value: subject for subject, _, value in triples if value.startswith("_:")}
    seen: set[Term] = set()
    while shape in above and shape not in seen:
        seen.add(shape)
        shape = above[shape]
    return shape


def _lines(path: Path) -> list[str]:
    return read_text(path).removeprefix("\ufeff").splitlines()


def _line_of_text(path: Path, text: str) -> int:
    """The number of the line that has a text in quotation marks; 0 if none has, or there is no text."""
    forms = (literal(text)[1:-1], text) if text else ()
    quoted = tuple(f"{mark}{form}{mark}" for form in forms for mark in "\"'")
    return next((number for number, line in enumerate(_lines(path), 1) if any(form in line for form in quoted)), 0)


def _line(path: Path, iri: str) -> int:
    """The number of the line that begins with the IRI, or with a prefixed name that may mean it; 0 if none does."""
    local = re.escape(re.split(r"[/#:]", iri)[-1])
    name = re.compile(rf"\s*(<{re.escape(iri)}>|[\w-]*:{local})(?=[\s;.]|$)")
    return next((number for number, line in enumerate(_lines(path), 1) if name.match(line)), 0)
