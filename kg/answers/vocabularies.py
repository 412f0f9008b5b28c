"""A vocabulary for reading: a tree of labels with their definitions."""

from __future__ import annotations

import textwrap

from kg.model.errors import CallError, Problem, nearest
from kg.model.vocabulary import CONCEPTS
from kg.rdf.vocabularies import LANGUAGES, Concept, read_vocabulary


def schemes() -> str:
    """The names of all vocabularies, with the number of their concepts."""
    return "".join(f"{name} ({len(concepts)})\n" for name, concepts in CONCEPTS.items())


def tree(scheme: str, language: str) -> str:
    """The concepts of a vocabulary, each below its broader one."""
    if scheme not in CONCEPTS:
        remedy = f"{nearest(scheme, CONCEPTS)} `kg terms` lists all".strip()
        raise CallError(Problem("unknown-scheme", f'no vocabulary is called "{scheme}"', remedy))
    return "".join(_entry(concept, language) for concept in read_vocabulary(scheme))


def _entry(concept: Concept, language: str) -> str:
    indent = "  " * concept.depth
    definition = textwrap.fill(
        concept.definitions[language], 100, initial_indent=indent + "  ", subsequent_indent=indent + "  "
    )
    return f"{indent}{concept.labels[language]}\n{definition}\n"


def check_language(language: str) -> None:
    """``CallError`` if the vocabularies have no labels in a language."""
    if language not in LANGUAGES:
        found = f'no vocabulary has labels in "{language}"'
        raise CallError(Problem("wrong-call", found, f"use {', '.join(LANGUAGES)}"))
