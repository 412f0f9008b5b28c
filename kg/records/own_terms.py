"""The vocabulary in which records are written: ours, with the terms of the project that they belong to."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from kg.model.concepts import OURS, Vocabulary
from kg.model.errors import DataError
from kg.model.files import Stamp, stamp
from kg.model.layout import SETTINGS, VOCABULARY


def vocabulary_of(path: Path) -> Vocabulary:
    """The vocabulary of the project around a path: that beside the nearest settings, from the path upwards.

    Faults of its file are left to ``kg validate``: as long as it cannot be read, only our terms are known.
    """
    whole = path.resolve()
    home = next((folder for folder in (whole, *whole.parents) if (folder / SETTINGS).is_file()), None)
    own = home / VOCABULARY if home else None
    return _read(own, stamp(own)) if own and own.is_file() else OURS


@lru_cache(maxsize=8)
def _read(path: Path, _stamp: Stamp | None) -> Vocabulary:
    """Like ``read_own``, but cached until the file changes."""
    from kg.rdf.vocabularies import read_own

    try:
        return read_own(path)
    except DataError:
        return OURS
