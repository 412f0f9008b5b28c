"""Which words of a sentence may be features: no name, and nothing that is written with a capital letter."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extraction.parsing.model import Parse

_TOLD = ("NOUN", "VERB", "ADJ", "ADV")


def plain(parse: Parse, at: int) -> str:
    """The lemma of a word; empty for a name, a number, a mark, or a word with a capital letter."""
    token = parse.tokens[at]
    is_plain = token.kind != "PROPN" and token.text.isalpha() and token.text.islower()
    return token.lemma.lower() if is_plain and parse.name_at(at) is None else ""


def told(parse: Parse) -> Iterator[str]:
    """The lemmas of the nouns, verbs, adjectives and adverbs of a sentence that are no names."""
    for at, token in enumerate(parse.tokens):
        if token.kind in _TOLD and (lemma := plain(parse, at)):
            yield lemma
