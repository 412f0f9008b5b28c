"""Validation: shapes and data in, a report that people can read out."""

from __future__ import annotations

from kg.validation.compiled import CompiledShapes, IllFormedError
from kg.validation.engines import ENGINES, Engine, validate
from kg.validation.files import ShapeFiles, located
from kg.validation.report import MOST, Report, Result
from kg.validation.shapes_json import compile_shapes, is_compiled_for, read_compiled_shapes, write_compiled_shapes

__all__ = [
    "ENGINES",
    "MOST",
    "CompiledShapes",
    "Engine",
    "IllFormedError",
    "Report",
    "Result",
    "ShapeFiles",
    "compile_shapes",
    "is_compiled_for",
    "located",
    "read_compiled_shapes",
    "validate",
    "write_compiled_shapes",
]
