"""Keeps the spelling of literals: Oxigraph stores numbers, dates and booleans by value.

It reads back ``"300"^^xsd:byte`` as an ``xsd:integer`` and ``"1.50"^^xsd:decimal`` as ``1.5`` (measured with 0.5.13),
while SHACL compares terms. So a literal that would change is stored under a datatype of our own, which names the real
one: ``"300"^^<urn:chronicle:spelt:…#byte>``. Its text is unchanged, terms are compared as terms, and ``value`` gives
the expression of its value where order matters.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.model.terms import XSD, Term
from kg.validation.compiled.lexical import out_of_range

SPELT = "urn:chronicle:spelt:"
"""The prefix of the datatype of a literal that is stored with its spelling."""

_ILL_TYPED = "urn:chronicle:ill-typed:"
"""The same for a number outside its datatype, such as a byte of 300: it compares with nothing."""

_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_KEPT = {
    "boolean": r'(?![01]")[^"\\]*',
    "date": _DAY,
    "dateTime": rf"{_DAY}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z?",
    "decimal": r"-?[1-9][0-9]{0,14}(?:\.[0-9]{0,8}[1-9])?|-?0\.[0-9]{0,8}[1-9]|0",
    "integer": r"-?[1-9][0-9]{0,16}|0",
}
"""Datatypes that the store keeps by value, and the texts that it returns unchanged; it stores an invalid date as a text."""

_BY_VALUE = (
    *_KEPT,
    "byte", "dateTimeStamp", "dayTimeDuration", "double", "duration", "float", "gDay", "gMonth", "gMonthDay", "gYear",
    "gYearMonth", "int", "long", "negativeInteger", "nonNegativeInteger", "nonPositiveInteger", "positiveInteger",
    "short", "time", "unsignedByte", "unsignedInt", "unsignedLong", "unsignedShort", "yearMonthDuration",
)  # fmt: skip
_CHANGED = re.compile(rf'("[^"\\]*")\^\^<({re.escape(XSD)}(?:{"|".join(_BY_VALUE)}))>')
_SAFE = re.compile(
    "|".join(rf'"(?:{text})"\^\^<{re.escape(XSD)}{name}>' for name, text in _KEPT.items()),
)
_STRING = f"^^<{XSD}string>"


@lru_cache(maxsize=100_000)
def stored(term: Term) -> Term:
    """The term as the store keeps it.

    >>> stored('"1.50"^^<http://www.w3.org/2001/XMLSchema#decimal>')
    '"1.50"^^<urn:chronicle:spelt:http://www.w3.org/2001/XMLSchema#decimal>'
    >>> stored('"37"^^<http://www.w3.org/2001/XMLSchema#decimal>')
    '"37"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    """
    if term.endswith(_STRING) and term.startswith('"'):
        return term[: -len(_STRING)]
    if _SAFE.fullmatch(term) or not (found := _CHANGED.fullmatch(term)):
        return term
    before = _ILL_TYPED if out_of_range(found[2].removeprefix(XSD), found[1][1:-1]) else SPELT
    return f"{found[1]}^^<{before}{found[2]}>"


def spelt(term: Term) -> Term:
    """The term as it was before it was stored.

    >>> spelt(stored('"01"^^<http://www.w3.org/2001/XMLSchema#integer>'))
    '"01"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    if not (term.endswith(">") and term.startswith('"')):
        return term
    return term.replace(f"^^<{SPELT}", "^^<", 1).replace(f"^^<{_ILL_TYPED}", "^^<", 1)


def is_changed(term: Term) -> bool:
    """Whether this stored literal carries its spelling in a datatype of ours."""
    return f"^^<{SPELT}" in term or f"^^<{_ILL_TYPED}" in term


def value(variable: str) -> str:
    """The SPARQL expression for the value of a stored literal, given as a variable or written out."""
    if not variable.startswith("?"):
        return variable if _ILL_TYPED in variable else spelt(variable)
    datatype = f"STR(DATATYPE({variable}))"
    native = f"STRDT(STR({variable}), IRI(SUBSTR({datatype}, {len(SPELT) + 1})))"
    return f'IF(STRSTARTS({datatype}, "{SPELT}"), {native}, {variable})'
