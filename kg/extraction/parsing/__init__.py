"""Sentences as words with their part in the sentence, the same for each language: what the rules of extraction work on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extraction.parsing import spacy_models
from kg.extraction.parsing.model import Parse
from kg.model.errors import CallError, Problem
from kg.model.message import Message

LANGUAGES = (*spacy_models.MODELS, "ru")
"""The languages that have a model."""


def parsed(texts: Iterable[str], language: str) -> Iterator[Parse]:
    """Each text parsed; ``CallError`` for a language that has no model, or a model that is not installed."""
    base = language.partition("-")[0].lower()
    if base == "ru":
        from kg.extraction.parsing import russian

        yield from russian.parsed(texts)
    elif base in spacy_models.MODELS:
        yield from spacy_models.parsed(texts, base)
    else:
        found = Message('no model reads "{language}"', language=language or "?")
        remedy = Message("the languages that can be read are: {names}", names=", ".join(LANGUAGES))
        raise CallError(Problem("no-language-model", found, remedy))
