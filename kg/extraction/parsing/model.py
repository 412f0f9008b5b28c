"""The model of a parsed sentence: words with their part in it, and names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Token(NamedTuple):
    """A word. ``head`` is the number of the word it belongs to, its own at the root.

    ``part`` is what it is there, in one set of names for all languages: subject, passive-subject, object, dative, agent,
    oblique, clause (after a preposition), possessor, conjunct, relative, participle (behind its noun), apposition,
    complement, adverbial, attribute, compound, modifier, auxiliary, negation, marker, case, root, other. ``case`` is the
    preposition of an oblique. ``kind`` is the word class (Universal Dependencies); ``form`` is finite, participle,
    gerund or infinitive for a verb.
    """

    text: str
    lemma: str
    kind: str
    part: str
    head: int
    start: int
    end: int
    case: str = ""
    form: str = ""
    features: str = ""


class Name(NamedTuple):
    """A name: ``person``, ``organization``, ``place`` or ``people`` (of a nation or religion); words ``first`` to ``last``."""

    kind: str
    text: str
    first: int
    last: int
    start: int
    end: int


class Parse(NamedTuple):
    """A parsed sentence."""

    text: str
    tokens: tuple[Token, ...] = ()
    names: tuple[Name, ...] = ()

    def children(self, at: int) -> Iterator[int]:
        """The words that belong to a word."""
        return (n for n, token in enumerate(self.tokens) if token.head == at and n != at)

    def child(self, at: int, *parts: str) -> int | None:
        """The first word that belongs to a word in one of these parts."""
        return next((n for n in self.children(at) if self.tokens[n].part in parts), None)

    def below(self, at: int) -> list[int]:
        """A word and all that belong to it, in their order."""
        found = {at}
        waiting = [at]
        while waiting:
            new = [n for n in self.children(waiting.pop()) if n not in found]
            found.update(new)
            waiting += new
        return sorted(found)

    def above(self, at: int) -> Iterator[int]:
        """The words that a word belongs to, from the nearest to the root."""
        seen = {at}
        while (at := self.tokens[at].head) not in seen:
            seen.add(at)
            yield at

    def name_at(self, at: int) -> Name | None:
        """The name that a word is in."""
        return next((name for name in self.names if name.first <= at <= name.last), None)

    def span(self, words: list[int]) -> tuple[int, int]:
        """Where some words begin and end in the text."""
        return self.tokens[min(words)].start, self.tokens[max(words)].end
