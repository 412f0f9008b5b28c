"""How a check is made: by which shapes and engine, in which language, in the context of which build."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.terms import Term
from kg.validation import MOST, Engine

Triple = tuple[Term, Term, Term]


@dataclass(frozen=True, slots=True)
class Options:
    """``shapes`` are those to check by, of the ``profiles`` named or of the project where none is.

    ``against`` is the folder of a build that is the context; without it, records have that of their own project.
    """

    shapes: tuple[Triple, ...]
    language: str = "en"
    engine: Engine = "fast"
    against: Path | None = None
    profiles: tuple[str, ...] = ()
    most: int = MOST
    """So many results of the shapes are kept; all are counted."""
