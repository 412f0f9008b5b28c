"""The fast engine: shapes become SPARQL queries, which Oxigraph answers for all focus nodes at once.

Running compiled shapes needs few imports; what reads and compiles shapes is in ``compilation``, imported only when needed.
"""

from __future__ import annotations

from pathlib import Path

from kg.validation.compiled.compiled_shapes import CompiledShapes, unpacked
from kg.validation.compiled.data import Data, hierarchy
from kg.validation.compiled.faults import IllFormedError
from kg.validation.compiled.running import Outcome, chosen_targets, run

__all__ = [
    "SOURCES",
    "CompiledShapes",
    "Data",
    "IllFormedError",
    "Outcome",
    "chosen_targets",
    "hierarchy",
    "run",
    "unpacked",
]

SOURCES = tuple(Path(__file__).parent.glob("*.py"))
"""What compiled shapes depend on besides the shapes."""
