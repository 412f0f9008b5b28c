"""A vocabulary as text: a tree of labels with their definitions."""

from __future__ import annotations

import textwrap

from kg.model.errors import CallError, Problem, nearest
from kg.model.message import Message
from kg.model.vocabulary import CONCEPTS
from kg.rdf.vocabularies import LANGUAGES, Concept, read_vocabulary


def schemes() -> str:
    """The names of all vocabularies, with the number of their concepts."""
    return "".join(f"{name} ({len(concepts)})\n" for name, concepts in CONCEPTS.items())


def tree(scheme: str, language: str) -> str:
    """The concepts of a vocabulary, each below its broader one."""
    if scheme not in CONCEPTS:
        found, remedy = Message('no vocabulary is called "{name}"', name=scheme), Message("`kg terms` lists all")
        raise CallError(Problem("unknown-scheme", found, remedy, offers=nearest(scheme, CONCEPTS)))
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
        found = Message('no vocabulary has labels in "{language}"', language=language)
        raise CallError(Problem("wrong-call", found, Message("use {names}", names=", ".join(LANGUAGES))))
