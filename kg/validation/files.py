"""Finds the file of a shape, for the message that refuses it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from kg.model.errors import DataError, Location
from kg.model.files import read_text
from kg.model.terms import text_of
from kg.rdf.syntax import read_triples
from kg.validation.compiled import IllFormedError


def located(error: IllFormedError, files: Iterable[Path]) -> DataError:
    """The error with the file that describes its shape, and the line that begins with the name of the shape."""
    for path in files:
        if any(subject == error.shape for subject, _, _ in read_triples(path)):
            place = Location(str(path), _line(path, text_of(error.shape)))
            return DataError(problem._replace(location=place) for problem in error.problems)
    return error


def _line(path: Path, iri: str) -> int:
    """The number of the line that begins with the IRI, or with a prefixed name that may mean it; 0 if none does."""
    local = re.escape(re.split(r"[/#:]", iri)[-1])
    name = re.compile(rf"\s*(<{re.escape(iri)}>|[\w-]*:{local})(?=[\s;.]|$)")
    lines = read_text(path).splitlines()
    return next((number for number, line in enumerate(lines, 1) if name.match(line)), 0)
