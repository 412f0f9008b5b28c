"""Verifies the evidence chain: the words of each passage in its digest, and each restated span in its original."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.build.short_quotes import missing_quotes, short_quotes
from kg.mapping import Source
from kg.model.errors import CallError, Location, Problem
from kg.model.files import bytes_of, decode, most_bytes
from kg.model.message import Message
from kg.model.terms import digest, text_of
from kg.rdf.dataset import Dataset
from kg.records.access import Access, level_of, may_see
from kg.records.names import WITHHELD
from kg.sources.digests import cut_spans
from kg.sources.documents import Document, Sentence
from kg.sources.words import cuts_word, word_at

_PASSAGES = """
SELECT ?document ?start ?end ?quote ?hash ?whole ?line ?last WHERE {
  ?passage hr:document ?document ; hr:quote ?quote ; hr:start ?start ; hr:end ?end ; hr:sha256 ?hash .
  ?document hr:sha256 ?whole .
  OPTIONAL { ?passage hr:line ?line } OPTIONAL { ?passage hr:lastLine ?last }
} ORDER BY ?document ?start ?end
"""


@dataclass(frozen=True, slots=True)
class Proof:
    """The result for one document: counts, and how many of the original's code points are restated (0 if not checked)."""

    document: str
    files: frozenset[str]
    passages: int
    spans: int
    restated: int = 0
    length: int = 0
    held: int = 0
    """The sentences of a text that is held as it is, all found in its original."""
    words: int = 0
    """The short quotations in its records, all found in the text whose words they have (0 if not checked)."""

    def __str__(self) -> str:
        parts = [f"{self.passages} passages verified"]
        if self.held:
            parts.append(f"{self.held} sentences verified in the original")
        if self.words:
            parts.append(f"{self.words} short quotations verified")
        if self.spans:
            parts.append(f"{self.spans} spans {'verified' if self.length else 'not checked (no --originals)'}")
        if self.length:
            parts.append(f"{self.restated} of {self.length} characters of the original restated")
        return f"{self.document}: {', '.join(parts)}"


def verify(sources: list[Source], dataset: Dataset, originals: Path | None) -> tuple[list[Proof], list[Problem]]:
    """A proof for each document, and a problem for everything that does not match."""
    passages = _passages(dataset)
    wanted = {source.original["sha256"] for source in sources if source.restates}
    texts = (
        {sha256: decode(data, path) for sha256, path, data in _files(originals) if sha256 in wanted}
        if originals
        else {}
    )
    proofs, problems = [], []
    for source in sources:
        mine = [row for row in passages if row[0].endswith(f"/{source.id}>")]
        problems += list(_moved(source.document, mine))
        problems += list(_unhashed(source))
        original = texts.get(source.original["sha256"]) if source.restates else None
        if originals and source.restates and original is None:
            found = Message(
                "no file in {originals} has the hash of the original of {id}", originals=originals, id=source.id
            )
            remedy = Message("put the file there as it was received, or correct original: sha256 in the front matter")
            problems.append(Problem("original-not-found", found, remedy, Location(source.document.path, 2)))
        problems += [*_changed(source, original), *cut_spans(source.document, original)] if original else []
        problems += list(missing_quotes(source, original))
        proofs.append(_proof(source, len(mine), original))
    return proofs, problems


def seen(sources: list[Source], access: Access) -> list[Source]:
    """The documents that may be seen with an access: of the others not even the id is told."""
    return [source for source in sources if may_see(access, level_of(source.records[0]))]


def _proof(source: Source, passages: int, original: str | None) -> Proof:
    """What is proven of a document if there is no problem."""
    document = source.document
    quotes = sum(1 for record in source.records for _ in short_quotes(record))
    return Proof(
        source.id,
        frozenset((document.path, *(record.location.path for record in source.records))),
        passages,
        sum(len(sentence.spans) for sentence in document.sentences),
        _restated(source) if original else 0,
        len(original or ""),
        len(document.sentences) if document.laid_out else 0,
        quotes if original or not source.restates else 0,
    )


def held(proofs: Iterable[Proof], problems: Iterable[Problem]) -> list[Proof]:
    """The proofs of the documents that have no problem."""
    faulty = {problem.location.path for problem in problems if problem.location}
    return [proof for proof in proofs if faulty.isdisjoint(proof.files)]


def _passages(dataset: Dataset) -> list[tuple[str, ...]]:
    found = dataset.solutions(_PASSAGES)
    return [tuple(term or "" for term in row) for row in found.rows]


def _files(folder: Path) -> Iterator[tuple[str, Path, bytes]]:
    """SHA-256, path and bytes of each file; scans and other large files among the originals are skipped."""
    if not folder.is_dir():
        raise CallError(
            Problem(
                "not-a-folder",
                Message("{folder} is not a folder", folder=folder),
                Message("name the folder that holds the originals"),
            )
        )
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.stat().st_size <= most_bytes(path) and (data := bytes_of(path)):
            yield digest(data), path, data


def _moved(document: Document, passages: list[tuple[str, ...]]) -> Iterator[Problem]:
    """A problem for each passage of the build whose words are not at its offsets, or not on its lines."""
    for _, start, end, quote, sha256, _, *lines in passages:
        first, last, words = int(text_of(start)), int(text_of(end)), text_of(quote)
        begin = document.begins + first
        if not _are_words(document.text[begin : document.begins + last], words) or digest(words) != text_of(sha256):
            found = Message(
                '"{words}" is not at {first}:{last} of the document', words=words[:60], first=first, last=last
            )
            remedy = Message("run `kg build` again if the document was changed; otherwise restore the document")
            yield Problem("passage-moved", found, remedy, document.location(min(begin, len(document.text))))
        elif cut := next((at for at in (begin, document.begins + last) if cuts_word(document.text, at)), None):
            found = Message('"{words}" cuts the word "{word}"', words=words[:60], word=word_at(document.text, cut))
            remedy = Message("quote whole words in the record, and run `kg build` again")
            yield Problem("quote-cuts-word", found, remedy, document.location(begin))
        elif lines[0]:
            yield from _on_other_lines(document, (begin, document.begins + last), lines)
    if passages and text_of(passages[0][5]) != document.sha256:
        remedy = Message("run `kg build` again, so that the graph matches this version")
        found = Message("the document has changed since the build: its hash differs")
        yield Problem("document-changed", found, remedy, Location(document.path))


def _on_other_lines(document: Document, span: tuple[int, int], said: list[str]) -> Iterator[Problem]:
    """A problem if a span of the document begins or ends on another line of the file than the build says."""
    sentence = document.sentence_at(span[0])
    first, last = (int(text_of(line)) for line in (said[0], said[1] or said[0]))
    found = document.lines(sentence, *span) if sentence else (first, last)
    if found != (first, last):
        here, there = ("–".join(map(str, dict.fromkeys(lines))) for lines in (found, (first, last)))
        words = document.text[slice(*span)][:60]
        shown = Message(
            '"{words}" is on line {line} of the file, and the graph says {said}', words=words, line=here, said=there
        )
        remedy = Message("run `kg build` again if the document was changed; otherwise restore the document")
        yield Problem("passage-moved", shown, remedy, Location(document.path, found[0]))


def _are_words(text: str, quote: str) -> bool:
    """Whether a text is what a quote says; a name that is withheld may be anything."""
    if WITHHELD not in quote:
        return text == quote
    return re.fullmatch(".+".join(map(re.escape, quote.split(WITHHELD))), text, re.DOTALL) is not None


def _unhashed(source: Source) -> Iterator[Problem]:
    """A problem for each span of a digest without a hash in ``original.csv``."""
    for sentence in source.document.sentences:
        for span in sentence.spans:
            if source.restates and span not in source.spans:
                found = Message("[{start}:{end}] has no hash in original.csv", start=span.start, end=span.end)
                remedy = Message("`kg digest ORIGINAL --fix` writes it")
                yield Problem("span-without-hash", found, remedy, _end_of(source.document, sentence))


def _changed(source: Source, original: str) -> Iterator[Problem]:
    """A problem for each span of the original that has changed since the digest restated it."""
    for sentence in source.document.sentences:
        for span in sentence.spans:
            words = original[span.start : span.end]
            if span in source.spans and digest(words) != source.spans[span]:
                found = Message(
                    "[{start}:{end}] of the original has changed since it was restated: its hash differs",
                    start=span.start,
                    end=span.end,
                )
                remedy = Message("`kg digest ORIGINAL --fix` finds where it went")
                yield Problem("span-changed", found, remedy, _end_of(source.document, sentence))
    if str(len(original)) != source.original["length"]:
        found = Message(
            "the original has {count} code points, and the front matter says {original}",
            count=len(original),
            original=source.original["length"],
        )
        yield Problem("wrong-length", found, Message("correct original: length"), Location(source.document.path, 2))


def _end_of(document: Document, sentence: Sentence) -> Location:
    return Location(document.path, sentence.line, document.location(sentence.end).column)


def _restated(source: Source) -> int:
    """How many code points of the original are restated by some sentence."""
    covered: set[int] = set()
    for sentence in source.document.sentences:
        for span in sentence.spans:
            covered.update(range(span.start, span.end))
    return len(covered)
