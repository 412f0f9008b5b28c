"""Shapes and data → a report in people's words."""

from __future__ import annotations

from kg.validation.report import Report, Result
from kg.validation.shacl import validate

__all__ = ["Report", "Result", "validate"]
