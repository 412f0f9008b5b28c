"""What pySHACL does otherwise than SHACL and could be set right from outside: NaN, and the syntax of patterns.

It takes NaN for less than every number, and reads an ``sh:pattern`` as Python's ``re`` does, in which much has another
meaning and some patterns never end. What is left is listed in ``docs/validation.md``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from kg.model.terms import literal
from kg.rdf.dataset import Dataset
from kg.validation.patterns import matching

if TYPE_CHECKING:
    import rdflib


class _Matcher(NamedTuple):
    """A pattern in the place of one of Python's."""

    pattern: str
    flags: str

    def match(self, text: str) -> bool:
        """Whether the pattern matches, as it does for the compiled engine."""
        where = matching(literal(text), self.pattern, self.flags)
        return next(_empty().rows(f"SELECT (({where}) AS ?found) WHERE {{}}")[1])[0].startswith('"true"')

    def search(self, text: str) -> bool:
        """The same: a pattern matches anywhere in a text."""
        return self.match(text)


class _Unread:
    """Stands for Python's ``re`` while pySHACL reads the shapes: it compiles nothing."""

    I = M = 0  # noqa: E741 - as in re

    @staticmethod
    def compile(*_: object) -> None:
        """Nothing: the pattern is read again with all its flags."""


@cache
def _empty() -> Dataset:
    return Dataset.gather(())


@contextmanager
def _replaced(owner: Any, name: str, value: object) -> Iterator[None]:
    usual = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, usual)


@contextmanager
def righted() -> Iterator[None]:
    """Has pySHACL compare NaN with nothing and match patterns by XPath's rules."""
    from pyshacl.constraints.core import string_based_constraints, value_range_constraints

    bounds, texts = cast("Any", value_range_constraints), cast("Any", string_based_constraints)
    usual, made = bounds.compare_literal, texts.PatternConstraintComponent.__init__

    def compare(first: rdflib.Literal, second: rdflib.Literal) -> int:
        if any(isinstance(each.value, float) and math.isnan(each.value) for each in (first, second)):
            raise TypeError("NaN compares with nothing")
        return int(usual(first, second))

    def make(self: Any, shape: Any) -> None:
        made(self, shape)
        self.compiled_cache = {rule: _Matcher(str(rule), str(self.flags or "")) for rule in self.string_rules}

    with (
        _replaced(bounds, "compare_literal", compare),
        _replaced(texts, "re", _Unread),
        _replaced(texts.PatternConstraintComponent, "__init__", make),
    ):
        yield
