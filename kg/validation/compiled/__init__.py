"""The fast engine: shapes become SPARQL queries that Oxigraph answers, each for all focus nodes at once."""

from __future__ import annotations

from kg.validation.compiled.components import COMPONENTS, Component
from kg.validation.compiled.model import IllFormedError, Shapes
from kg.validation.compiled.reading import read_shapes
from kg.validation.compiled.running import Data, Outcome, chosen_targets, run

__all__ = [
    "COMPONENTS",
    "Component",
    "Data",
    "IllFormedError",
    "Outcome",
    "Shapes",
    "chosen_targets",
    "read_shapes",
    "run",
]
