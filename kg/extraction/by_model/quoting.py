"""Finds what a model quotes in the document: as it stands, or else folded; what is in no sentence is no quote.

What is found are the document's own words: those of the model are never used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from kg.extraction.proposals import Words
from kg.records.folding import fold
from kg.sources.documents import Document, Sentence, squeezed


class Place(NamedTuple):
    """Words of a document, and the number of their sentence."""

    line: int
    words: Words


def places(quote: str, document: Document, lines: Iterable[int]) -> Iterator[Place]:
    """Where the words of a quote stand among some sentences: where they stand exactly so; if nowhere, where folded."""
    wanted = squeezed(quote)
    among = list(lines)
    spans = [(line, span) for line in among for span in _exact(document.sentences[line].text, wanted)]
    spans = spans or [(line, span) for line in among for span in _folded(document.sentences[line].text, wanted)]
    for line, span in spans:
        yield Place(line, _words(document, document.sentences[line], *span))


def _words(document: Document, sentence: Sentence, start: int, end: int) -> Words:
    first, last = document.offset(sentence, start), document.offset(sentence, end - 1) + 1
    return Words(first, last, sentence.text[start:end])


def _exact(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    """Where some words stand whole: no letter goes on before or behind them."""
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        end = at + len(wanted)
        if not (text[at - 1 : at].isalnum() and wanted[0].isalnum()) and not (
            text[end : end + 1].isalnum() and wanted[-1].isalnum()
        ):
            yield at, end
        at = text.find(wanted, at + 1)


def _folded(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    """The same without case, accents, punctuation and the kind of quotation marks."""
    plain, origin = _view(text)
    sought = _view(wanted)[0].strip()
    at = f" {plain} ".find(f" {sought} ") if sought else -1
    while at >= 0:
        yield origin[at], origin[at + len(sought) - 1] + 1
        at = f" {plain} ".find(f" {sought} ", at + 1)


@lru_cache(4096)
def _view(text: str) -> tuple[str, tuple[int, ...]]:
    """The folded letters and digits of a text, with one space between words, and where each comes from."""
    letters: list[str] = []
    origin: list[int] = []
    for at, char in enumerate(text):
        for letter in fold(char) if char.isalnum() else " ":
            if letter.isalnum() or (letters and letters[-1] != " "):
                letters.append(letter if letter.isalnum() else " ")
                origin.append(at)
    return "".join(letters).rstrip(), tuple(origin)
