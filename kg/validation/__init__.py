"""Shapes and data → a report in people's words."""

from __future__ import annotations

from kg.validation.compiled import IllFormedError
from kg.validation.contexts import validate_among, write_context
from kg.validation.engines import ENGINES, Engine, validate
from kg.validation.files import located
from kg.validation.report import MOST, Report, Result

__all__ = [
    "ENGINES",
    "MOST",
    "Engine",
    "IllFormedError",
    "Report",
    "Result",
    "located",
    "validate",
    "validate_among",
    "write_context",
]
