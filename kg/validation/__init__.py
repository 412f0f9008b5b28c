"""Shapes and data → a report in people's words."""

from __future__ import annotations

from kg.validation.compiled import IllFormedError, Plan
from kg.validation.contexts import validate_among, write_context
from kg.validation.engines import ENGINES, Engine, validate
from kg.validation.files import located
from kg.validation.remembered import make_plan, read_plan, write_plan
from kg.validation.report import MOST, Report, Result

__all__ = [
    "ENGINES",
    "MOST",
    "Engine",
    "IllFormedError",
    "Plan",
    "Report",
    "Result",
    "located",
    "make_plan",
    "read_plan",
    "validate",
    "validate_among",
    "write_context",
    "write_plan",
]
