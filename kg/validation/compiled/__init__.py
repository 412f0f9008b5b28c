"""The fast engine: shapes become SPARQL queries that Oxigraph answers, each for all focus nodes at once.

Running a plan needs little; what reads and compiles shapes lies in ``planning`` and is imported where no plan is known.
"""

from __future__ import annotations

from pathlib import Path

from kg.validation.compiled.data import Data
from kg.validation.compiled.faults import IllFormedError
from kg.validation.compiled.plans import Plan, unpacked
from kg.validation.compiled.running import Outcome, chosen_targets, run

__all__ = ["SOURCES", "Data", "IllFormedError", "Outcome", "Plan", "chosen_targets", "run", "unpacked"]

SOURCES = tuple(Path(__file__).parent.glob("*.py"))
"""What a plan depends on beside the shapes."""
