"""The order of values that Oxigraph does not compare: booleans, and numbers with more digits than it calculates with.

Everything else that SPARQL's ``<`` compares (section 17.3) Oxigraph compares itself; a query asks the function here only
where it cannot, so that a comparison never depends on which other values there are.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from kg.model.terms import XSD, Term, boolean, text_of
from kg.validation.compiled.lexical import IN_RANGE, in_range, is_number
from kg.validation.compiled.spelling import spelt, value

COMPARE = "urn:chronicle:compare"
"""The function that compares two terms: ``<urn:chronicle:compare>(?a, "<", ?b)``."""

_SIGNS: Mapping[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_BOOLEANS = {"false": False, "0": False, "true": True, "1": True}
_Number = Fraction | float


def comparing(first: str, sign: str, second: str, *, by_value: bool) -> str:
    """The expression that compares two stored terms by value, and fails where they do not compare."""
    ours, theirs = (value(term) if by_value else term for term in (first, second))
    return f'COALESCE({ours} {sign} {theirs}, <{COMPARE}>({first}, "{sign}", {second}))'


def compare(first: Term, sign: Term, second: Term) -> Term | None:
    """Whether one value is less or greater than another; ``None`` if they do not compare.

    >>> more = '"12345678901234567890"^^<http://www.w3.org/2001/XMLSchema#integer>'
    >>> compare('"1"^^<http://www.w3.org/2001/XMLSchema#integer>', '"<"', more)
    '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'
    """
    (kind, one), (other, two) = map(_value, map(spelt, (first, second)))
    if one is None or two is None or kind != other:
        return None
    if isinstance(one, float) or isinstance(two, float):
        one, two = _as_double(one), _as_double(two)
    return boolean(str(_SIGNS[text_of(sign)](one, two)).lower())


def _value(term: Term) -> tuple[str, _Number | bool | None]:
    """What kind of value a literal has, and the value: ``None`` where it is none of these, or ill-typed."""
    if not (term.startswith('"') and term.endswith(">")):
        return "", None
    name = term.rpartition("^^<")[2].removesuffix(">").removeprefix(XSD)
    text = text_of(term)
    if name == "boolean":
        return "boolean", _BOOLEANS.get(text)
    if not is_number(name, text):
        return "", None
    if name in ("double", "float"):
        return "number", float(text)
    return "number", Fraction(Decimal(text))


def _as_double(number: _Number | bool) -> float:
    try:
        return float(number)
    except OverflowError:
        return float("inf") if number > 0 else float("-inf")


FUNCTIONS: Mapping[str, Callable[..., Term | None]] = {COMPARE: compare, IN_RANGE: in_range}
"""The functions that the queries of the compiled engine call, by IRI."""
