"""Finds quoted words in the document: a passage, or a fault with its place."""

from __future__ import annotations

import re
import textwrap
from bisect import bisect_right
from typing import NamedTuple

from kg.model import terms
from kg.model.errors import Problem
from kg.model.message import Message
from kg.records import Field, Quote
from kg.sources.documents import Document, Sentence, TextSpan


class Passage(NamedTuple):
    """A span of a document; ``id`` is a hash of its words and of how often they occur earlier in the document."""

    id: str
    quote: str
    start: int
    end: int
    spans: tuple[TextSpan, ...]
    language: str = ""


def locate(entry: Field, document: Document) -> Passage | Problem:
    """The passage that a quote refers to, or a problem if it is not found exactly once."""
    quote = entry.value
    assert isinstance(quote, Quote)
    if quote.start >= 0 and (known := _at(document, quote.start, quote.text)):
        return known._replace(language=quote.language)
    wanted = quote.prefix + quote.text + quote.suffix
    found = [
        (sentence, match.start() + len(quote.prefix))
        for sentence in document.sentences
        if wanted in sentence.text
        for match in re.finditer(re.escape(wanted), sentence.text)
    ]
    if not found:
        remedy = Message("copy the words of one sentence from {path} exactly", path=document.path)
        return Problem(
            "quote-not-found",
            Message('"{words}" is not in the document', words=_short(wanted)),
            remedy,
            entry.location,
            (),
            entry.key.name,
            entry.text,
        )
    if len(found) > 1:
        lines = ", ".join(str(sentence.line) for sentence, _ in found)
        remedy = Message(
            "it occurs on lines {lines} of {path}; quote more, or write quote:, prefix: and suffix:",
            lines=lines,
            path=document.path,
        )
        return Problem(
            "quote-ambiguous",
            Message('"{words}" occurs {count} times', words=_short(wanted), count=len(found)),
            remedy,
            entry.location,
            key=entry.key.name,
            value=entry.text,
        )
    sentence, at = found[0]
    return passage(document, sentence, at, at + len(quote.text))._replace(language=quote.language)


def passage(document: Document, sentence: Sentence, first: int, last: int) -> Passage:
    """The passage from ``first`` to ``last`` of a sentence."""
    quote = sentence.text[first:last]
    start = sentence.start + first
    earlier = sum(other.text.count(quote) for other in document.sentences if other.end <= sentence.start)
    name = terms.digest(f"{quote}\0{earlier + sentence.text[:first].count(quote)}", 12)
    return Passage(name, quote, start, start + len(quote), sentence.spans)


def naming(document: Document, name: str) -> Passage | None:
    """The first sentence in which a name occurs as a whole word."""
    pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    for sentence in document.sentences:
        if name in sentence.text and pattern.search(sentence.text):
            return passage(document, sentence, 0, len(sentence.text))
    return None


def _at(document: Document, start: int, words: str) -> Passage | None:
    """The passage with these words at this code point, if the document has them there."""
    before = bisect_right(document.sentences, start, key=lambda sentence: sentence.start)
    for sentence in document.sentences[max(0, before - 1) : before]:
        first = start - sentence.start
        if sentence.text[first : first + len(words)] == words:
            return passage(document, sentence, first, first + len(words))
    return None


def _short(words: str) -> str:
    return textwrap.shorten(words, 60, placeholder=" …")
