"""Drafts the digest of an original, and finds its spans again when the original has changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.model.errors import DataError, Location, Problem
from kg.model.message import Message
from kg.model.terms import digest
from kg.sources.documents import Document, TextSpan, squeezed
from kg.sources.splitting import sentences
from kg.sources.words import cuts_word, word_at

MOST_SENTENCES = 2
"""The most sentences of the original that one sentence of a digest may restate."""

RESTATE = "RESTATE"
"""The mark at the beginning of a line of a digest that nobody has written yet; no build accepts it."""


@dataclass(frozen=True, slots=True)
class Move:
    """A span that was found at another position."""

    line: int
    before: TextSpan
    after: TextSpan


def skeleton(original: Document, front: str) -> str:
    """A digest to fill in: front matter, and for each sentence of the original its words to restate and its span."""
    lines = (
        f"{RESTATE} {squeezed(original.text[s:e])} [{s}:{e}]\n" for s, e in sentences(original.text, original.begins)
    )
    return f"---\n{front}---\n\n{''.join(lines)}"


def table(text: str, parts: list[TextSpan]) -> str:
    """The text of ``original.csv``: the SHA-256 of each span, sorted by span."""
    rows = sorted({(part.start, part.end) for part in parts})
    return "start,end,sha256\n" + "".join(f"{s},{e},{digest(text[s:e])}\n" for s, e in rows)


def refit(
    document: Document, original: Document, hashes: Mapping[TextSpan, str]
) -> tuple[str, list[Move], list[TextSpan]]:
    """The digest with the current positions of its spans, the moves, and all spans.

    A span without a hash is new and stays. ``DataError`` for each span whose words are no longer in the original,
    or that is outside it.
    """
    moves: list[Move] = []
    kept: list[TextSpan] = []
    problems: list[Problem] = []
    lines = document.text.split("\n")
    for sentence in document.sentences:
        marks: dict[str, str] = {}
        for part in sentence.spans:
            after = _found(part, original.text, hashes.get(part))
            if after is None:
                found = Message("the words of [{start}:{end}] are not in the original", start=part.start, end=part.end)
                remedy = Message("restate the sentence with its current span")
                problems.append(Problem("span-lost", found, remedy, Location(document.path, sentence.line)))
            else:
                marks[_mark(part)] = _mark(after)
                moves += [Move(sentence.line, part, after)] if after != part else []
                kept.append(after)
        lines[sentence.line - 1] = _with_marks(lines[sentence.line - 1], marks)
    if problems:
        raise DataError(problems)
    text = "\n".join(lines)
    text = re.sub(r"^(  sha256: )[^\r\n]*", rf"\g<1>{original.sha256}", text, count=1, flags=re.MULTILINE)
    text = re.sub(r"^(  length: )[^\r\n]*", rf"\g<1>{len(original.text)}", text, count=1, flags=re.MULTILINE)
    return text, moves, kept


def _with_marks(line: str, marks: Mapping[str, str]) -> str:
    """A line with its marks replaced, all in one pass: a span may have moved to where another was."""
    return re.sub(r"\[[0-9]+:[0-9]+\]", lambda match: marks.get(match[0], match[0]), line)


def _mark(part: TextSpan) -> str:
    return f"[{part.start}:{part.end}]"


def _found(part: TextSpan, text: str, sha256: str | None) -> TextSpan | None:
    """Where the words of a span are now: the same place, or the nearest one with the same hash."""
    length = part.end - part.start
    if sha256 is None or digest(text[part.start : part.end]) == sha256:
        return part if part.end <= len(text) else None
    places = sorted(range(len(text) - length + 1), key=lambda start: abs(start - part.start))
    start = next((start for start in places if digest(text[start : start + length]) == sha256), None)
    return None if start is None else TextSpan(start, start + length)


def long_spans(document: Document, original: str) -> Iterator[Problem]:
    """A problem for each span that is longer than two sentences of the original."""
    ends = [part.end for part in sentences(original)]
    for sentence in document.sentences:
        for part in sentence.spans:
            inside = sum(1 for end in ends if part.start < end < part.end)
            if inside >= MOST_SENTENCES:
                found = Message(
                    "[{start}:{end}] spans {count} sentences of the original",
                    start=part.start,
                    end=part.end,
                    count=inside + 1,
                )
                place = Location(document.path, sentence.line)
                yield Problem(
                    "long-span", found, Message("restate at most two sentences at a time"), place, severity="warning"
                )


def cut_spans(document: Document, original: str) -> Iterator[Problem]:
    """A problem for each span that begins or ends inside a word of the original."""
    for sentence in document.sentences:
        for part in sentence.spans:
            if cut := next((at for at in part if cuts_word(original, at)), None):
                word = word_at(original, cut)
                found = Message(
                    '[{start}:{end}] cuts the word "{word}" of the original', start=part.start, end=part.end, word=word
                )
                remedy = Message("restate whole words: a part of a word can say something else")
                yield Problem(
                    "quote-cuts-word", found, remedy, Location(document.path, sentence.line), severity="warning"
                )


def name_for(path: Path) -> str:
    """An id for the digest of a file, derived from the file's name."""
    return re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "document"
