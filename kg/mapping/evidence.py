"""Finds quoted words in the document: a passage, or a fault that says what stands there instead."""

from __future__ import annotations

import textwrap
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from kg.model import terms
from kg.model.errors import Problem
from kg.model.message import Message, Words
from kg.records import Field, Quote, Record
from kg.sources.documents import Document, Sentence, TextSpan
from kg.sources.headings import only_in_heading
from kg.sources.words import (
    ELLIPSIS,
    Level,
    cuts_word,
    difference,
    kind_of_difference,
    named,
    nearest_text,
    spans_of,
    word_at,
)


class Passage(NamedTuple):
    """A span of a document; ``id`` is a hash of its words and of how often they occur earlier in the document.

    ``start`` and ``end`` count from the end of the front matter. ``quote`` has the white space of the document. ``lines``
    are the first and the last line of the file.
    """

    id: str
    quote: str
    start: int
    end: int
    spans: tuple[TextSpan, ...]
    lines: tuple[int, int]
    language: str = ""


class Match(NamedTuple):
    """Where a quote stands in a sentence: its first words and its last words, which are the same without an ellipsis."""

    sentence: Sentence
    first: tuple[int, int]
    last: tuple[int, int]


def locate(entry: Field, document: Document) -> Passage | Problem:
    """The passage that a quote refers to, or a problem if it is not found exactly once.

    One ellipsis stands for all words between the first and the last ones, unless the document has it itself.
    """
    quote = entry.value
    assert isinstance(quote, Quote)
    if quote.start >= 0 and (known := _at(document, quote.start, quote.text)):
        return known._replace(language=quote.language)
    found = list(_matches(document, quote, "exact"))
    if len(found) == 1:
        sentence, (start, _), (_, end) = found[0]
        return passage(document, sentence, start, end)._replace(language=quote.language)
    return _ambiguous(entry, quote, document, found) if found else _missing(entry, quote, document)


def passage(document: Document, sentence: Sentence, first: int, last: int) -> Passage:
    """The passage from ``first`` to ``last`` of a sentence."""
    quote = sentence.text[first:last]
    start, end = document.offset(sentence, first), document.offset(sentence, last - 1) + 1
    exact, begins = document.text[start:end], document.begins
    earlier = sum(other.text.count(quote) for other in document.sentences if other.end <= sentence.start)
    name = terms.digest(f"{quote}\0{earlier + sentence.text[:first].count(quote)}", 12)
    lines = document.lines(sentence, start, end)
    return Passage(name, exact, start - begins, end - begins, sentence.spans, lines)


def naming(document: Document, name: str) -> Passage | None:
    """The first sentence in which a name occurs as a whole word, letter by letter or else in another form of its letters."""
    levels: tuple[Level, ...] = ("exact", "form")
    for level in levels:
        for sentence in document.sentences:
            if next(spans_of(sentence.text, name, level), None):
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


# ── Where a quote stands ─────────────────────────────────────────────────────────────────────────────────────


def _matches(document: Document, quote: Quote, level: Level, *, whole: bool = True) -> Iterator[Match]:
    """Every span of a sentence that a quote can mean, with an ellipsis only where the document has none there."""
    found = False
    pieces = _pieces(quote)
    for sentence in document.sentences:
        if level == "exact" and quote.text not in sentence.text:
            continue
        for span in _around(sentence, quote, spans_of(sentence.text, quote.text, level, whole=whole), level):
            found = True
            yield Match(sentence, span, span)
    if found or not _has_middle(pieces):
        return
    for sentence in document.sentences:
        text, (first, last) = sentence.text, pieces
        begins = list(_around(sentence, quote._replace(suffix=""), spans_of(text, first, level, whole=whole), level))
        ends = (
            list(_around(sentence, quote._replace(prefix=""), spans_of(text, last, level, whole=whole), level))
            if begins
            else []
        )
        yield from (Match(sentence, begin, end) for begin in begins for end in ends if begin[1] <= end[0])


def _pieces(quote: Quote) -> list[str]:
    return ELLIPSIS.split(quote.text)


def _has_middle(pieces: list[str]) -> bool:
    """Whether one ellipsis stands between the first words and the last."""
    return len(pieces) == len(("first", "last")) and all(pieces)


def _around(
    sentence: Sentence, quote: Quote, spans: Iterator[tuple[int, int]], level: Level
) -> Iterator[tuple[int, int]]:
    """The spans with the quote's prefix before and its suffix behind, which are whole words too."""
    for start, end in spans:
        before, behind = (
            _prefix(sentence.text, start, quote.prefix, level),
            _suffix(sentence.text, end, quote.suffix, level),
        )
        if before is not None and behind is not None:
            yield start, end


def _prefix(text: str, start: int, prefix: str, level: Level) -> int | None:
    """Where the words begin that a prefix means, directly before an offset."""
    if not prefix.strip():
        return start
    if level == "exact":
        at = start - len(prefix)
        return at if text[:start].endswith(prefix) and not cuts_word(text, at) else None
    ends = [
        first for first, last in spans_of(text, prefix.strip(), level) if last <= start and not text[last:start].strip()
    ]
    return ends[-1] if ends else None


def _suffix(text: str, end: int, suffix: str, level: Level) -> int | None:
    """Where the words end that a suffix means, directly behind an offset."""
    if not suffix.strip():
        return end
    if level == "exact":
        at = end + len(suffix)
        return at if text[end:].startswith(suffix) and not cuts_word(text, at) else None
    ends = [
        last for first, last in spans_of(text, suffix.strip(), level) if first >= end and not text[end:first].strip()
    ]
    return ends[0] if ends else None


# ── What stands there instead ────────────────────────────────────────────────────────────────────────────────


def mended(quote: Quote, document: Document) -> Quote | None:
    """The same quote in the document's own words, if there is no doubt which are meant; ``None`` if there is, or no need.

    They differ from the quote in their form or punctuation only, or its prefix or suffix no longer stands there.
    """
    if next(_matches(document, quote, "exact"), None):
        return None
    bare = quote._replace(prefix="", suffix="")
    pieces = _pieces(quote)
    attempts: tuple[tuple[Level, Quote], ...] = (("form", quote), ("words", quote), ("exact", bare))
    if len(pieces) > 1 and not _has_middle(pieces):
        attempts = attempts[:1]
    for level, wanted in attempts:
        found = list(_matches(document, wanted, level))
        if len(found) == 1:
            return _own_words(found[0], wanted, level)
        if found:
            return None
    return None


def _own_words(found: Match, quote: Quote, level: Level) -> Quote:
    text, (start, middle), (again, end) = found
    words = text.text[start:end] if found.first == found.last else f"{text.text[start:middle]} … {text.text[again:end]}"
    before, behind = _prefix(text.text, start, quote.prefix, level), _suffix(text.text, end, quote.suffix, level)
    assert before is not None
    assert behind is not None
    return quote._replace(text=words, prefix=text.text[before:start], suffix=text.text[end:behind])


def _missing(entry: Field, quote: Quote, document: Document) -> Problem:
    """The problem of a quote that is nowhere: it cuts a word, differs in form, or has other words."""
    pieces, own = _pieces(quote), mended(quote, document)
    if own is None and len(pieces) > 1 and not _has_middle(pieces):
        remedy = Message("keep one ellipsis, between the first words and the last: first words … last words")
        return _not_found(entry, Message("the quote has an ellipsis too many, or at its end"), remedy)
    if cut := next(_cuts(document, quote), None):
        return cut.at(entry)
    words = _short(quote.prefix + quote.text + quote.suffix)
    if only_in_heading(document, quote.text):
        remedy = Message("a heading asserts nothing by itself: quote the sentence that says it")
        return _not_found(entry, Message('"{words}" is in a heading only', words=words), remedy)
    if own:
        return _written_otherwise(entry, quote, own, words)
    near = nearest_text(quote.text, [sentence.text for sentence in document.sentences])
    remedy = Message("copy the words of one sentence from {path} exactly", path=document.path)
    return _not_found(entry, Message('"{words}" is not in the document', words=words), remedy, (near,) if near else ())


def _written_otherwise(entry: Field, quote: Quote, own: Quote, words: str) -> Problem:
    """The problem of a quote whose words are in the document, but not with these characters around or between them."""
    if quote.text == own.text:
        found = Message('"{words}" is in the document, but not with this prefix or suffix', words=quote.text)
        return _not_found(entry, found, Message("`kg validate --fix` writes the ones that are there, or none"))
    here, there = difference(quote.text, own.text)
    found = Message('"{words}" is in the document, but with {what}', words=words, what=kind_of_difference(here, there))
    remedy = Message(
        "here stands {here}, there {there}; `kg validate --fix` writes the document's own words",
        here=named(here) or Message("nothing"),
        there=named(there) or Message("nothing"),
    )
    return _not_found(entry, found, remedy, (own.text,))


def _not_found(entry: Field, found: Message, remedy: Words, offers: tuple[str, ...] = ()) -> Problem:
    return Problem("quote-not-found", found, remedy, entry.location, offers, entry.key.name, entry.text)


def _ambiguous(entry: Field, quote: Quote, document: Document, found: list[Match]) -> Problem:
    lines = ", ".join(str(match.sentence.line) for match in found)
    remedy = Message(
        "it occurs on lines {lines} of {path}; quote more, or write quote:, prefix: and suffix:",
        lines=lines,
        path=document.path,
    )
    words = _short(quote.prefix + quote.text + quote.suffix)
    counted = Message('"{words}" occurs {count} times', words=words, count=len(found))
    return Problem("quote-ambiguous", counted, remedy, entry.location, key=entry.key.name, value=entry.text)


class Cut(NamedTuple):
    """Words that begin or end inside a word of the document, and the whole words there."""

    begins: bool
    word: str
    whole: str

    def at(self, entry: Field) -> Problem:
        """The problem at the entry that quotes them."""
        found = (
            Message('{name} begins inside the word "{word}"', name=entry.key.name, word=self.word)
            if self.begins
            else Message('{name} ends inside the word "{word}"', name=entry.key.name, word=self.word)
        )
        remedy = Message("quote whole words, or other ones: a part of a word can say something else")
        return Problem("quote-cuts-word", found, remedy, entry.location, (self.whole,), entry.key.name, entry.text)


def _cuts(document: Document, quote: Quote) -> Iterator[Cut]:
    """Where the words of a quote stand in the document, but only as parts of longer words."""
    for words in (quote.prefix + quote.text + quote.suffix, *_pieces(quote)):
        places = [(s.text, span) for s in document.sentences for span in spans_of(s.text, words, whole=False)]
        whole = [(text, span) for text, span in places if not (cuts_word(text, span[0]) or cuts_word(text, span[1]))]
        if places and not whole:
            yield _cut(places[0][0], *places[0][1])
        for text, (start, end) in whole[:1] if words == quote.prefix + quote.text + quote.suffix else ():
            inner = (start + len(quote.prefix), end - len(quote.suffix))
            if cuts_word(text, inner[0]) or cuts_word(text, inner[1]):
                yield _cut(text, *inner)


def _cut(text: str, start: int, end: int) -> Cut:
    first, last = word_at(text, start), word_at(text, end)
    begin, stop = start, end
    while cuts_word(text, begin):
        begin -= 1
    while cuts_word(text, stop):
        stop += 1
    return Cut(bool(first), first or last, text[begin:stop])


def cut_words(record: Record, document: Document) -> Iterator[Problem]:
    """A problem for each value of a record, other than evidence, whose words are only a part of a word of the document.

    Words that the document does not have at all may be those of the original that it restates.
    """
    for entry in record.fields:
        if isinstance(entry.value, Record):
            yield from cut_words(entry.value, document)
        elif entry.key.reads == "verbatim" and entry.key.name != "title" and entry.text in document.text:
            places = list(spans_of(document.text, entry.text, whole=False))
            if places and not any(True for _ in spans_of(document.text, entry.text)):
                yield _cut(document.text, *places[0]).at(entry)


def _short(words: str) -> str:
    return textwrap.shorten(words, 60, placeholder=" …")
