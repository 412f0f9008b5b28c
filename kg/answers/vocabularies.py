"""A vocabulary as text: a tree of labels with their definitions, or the concepts that some words find."""

from __future__ import annotations

import textwrap

from kg.model.concepts import Concept, Vocabulary
from kg.model.errors import CallError, Problem, nearest
from kg.model.message import Message
from kg.model.vocabulary import CONCEPTS
from kg.rdf.vocabularies import LANGUAGES

_WIDTH = 100


def schemes(vocabulary: Vocabulary) -> str:
    """The names of all vocabularies, with the number of their concepts."""
    return "".join(f"{name} ({len(vocabulary.concepts(name))})\n" for name in CONCEPTS)


def shown(vocabulary: Vocabulary, name: str, language: str) -> str:
    """The tree of a vocabulary or, if none has that name, the concepts that the name finds in all of them."""
    if name in CONCEPTS:
        return "".join(_entry(concept, language, "  " * depth) for depth, concept in vocabulary.tree(name))
    try:
        return found(vocabulary, name, language)
    except CallError:
        unknown, remedy = Message('no vocabulary is called "{name}"', name=name), Message("`kg terms` lists all")
        raise CallError(Problem("unknown-scheme", unknown, remedy, offers=nearest(name, CONCEPTS))) from None


def found(vocabulary: Vocabulary, words: str, language: str, scheme: str = "") -> str:
    """The concepts that words find, by name in any language or by definition; ``CallError`` if they find none."""
    if scheme and scheme not in CONCEPTS:
        unknown, remedy = Message('no vocabulary is called "{name}"', name=scheme), Message("`kg terms` lists all")
        raise CallError(Problem("unknown-scheme", unknown, remedy, offers=nearest(scheme, CONCEPTS)))
    concepts = vocabulary.matching(words, [scheme] if scheme else CONCEPTS)
    if not concepts:
        missing = Message('no term is called "{words}" or has these words in its definition', words=words)
        remedy = Message("try one word, or see the whole vocabulary with `kg terms SCHEME`")
        raise CallError(Problem("unknown-term", missing, remedy))
    return "".join(f"{concept.scheme}: {_entry(concept, language, '', all_names=True)}" for concept in concepts)


def _entry(concept: Concept, language: str, indent: str, *, all_names: bool = False) -> str:
    texts = [concept.definition(language), *(_names(concept, language) if all_names else ())]
    inside = indent + "  "
    lines = (textwrap.fill(text, _WIDTH, initial_indent=inside, subsequent_indent=inside) for text in texts if text)
    return "".join(f"{line}\n" for line in (f"{indent}{concept.label(language)}", *lines))


def _names(concept: Concept, language: str) -> list[str]:
    """The label and the synonyms in each other language, one language a line, and the synonyms in this one."""
    tongues = dict.fromkeys((language, *concept.labels, *concept.synonyms))
    rows = {
        tongue: [
            *([concept.labels[tongue]] if tongue in concept.labels and tongue != language else []),
            *concept.synonyms.get(tongue, ()),
        ]
        for tongue in tongues
    }
    return [f"{tongue}: {', '.join(names)}" for tongue, names in rows.items() if names]


def check_language(language: str) -> None:
    """``CallError`` if the vocabularies have no labels in a language."""
    if language not in LANGUAGES:
        found = Message('no vocabulary has labels in "{language}"', language=language)
        raise CallError(Problem("wrong-call", found, Message("use {names}", names=", ".join(LANGUAGES))))
