"""The options of a check: shapes, engine, language, and the build that is its context."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from kg.validation import MOST, Engine, ShapeFiles


class Options(NamedTuple):
    """The options of a check; ``shapes`` are those of the ``profiles`` named, or of the project if none is.

    ``against`` is the folder of the build that is the context; without it, the context of records is the build of
    their own project.
    """

    shapes: ShapeFiles
    language: str = "en"
    engine: Engine = "fast"
    against: Path | None = None
    profiles: tuple[str, ...] = ()
    most: int = MOST
    """How many results of the shapes are kept; all are counted."""
