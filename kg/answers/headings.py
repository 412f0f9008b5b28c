"""Answers as people read them in another language: what their columns are called, and how sure things are."""

from __future__ import annotations

from kg.answers.catalogue import column_names
from kg.answers.speech import Speech
from kg.model.project import resources
from kg.model.terms import Term, literal, text_of
from kg.rdf.dataset import Solutions

_SURE = ("certainty", "_certainty", "_reserve", "how_sure", "sure")
"""How the columns end that say how sure something is."""


def in_language(found: Solutions, language: str) -> Solutions:
    """The same rows with columns called, and degrees of certainty told, in a language; names that are missing stay."""
    names = column_names(resources("queries"), language)
    if not names:
        return found
    speech, sure = Speech(language), [column.endswith(_SURE) for column in found.columns]
    rows = (
        tuple(_told(term, speech) if is_sure else term for term, is_sure in zip(row, sure, strict=True))
        for row in found.rows
    )
    return Solutions(tuple(names.get(column, column) for column in found.columns), tuple(rows))


def _told(term: Term | None, speech: Speech) -> Term | None:
    return literal(speech.how_sure(text_of(term))) if term and term.startswith('"') else term
