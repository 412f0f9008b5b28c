r"""Markdown with front matter, one sentence per line; in a digest each line ends with the span it restates: ``[120:245]``.

Blank lines and headings are not sentences.
"""

from __future__ import annotations

import re

from kg.model.errors import DataError, Location, Problem
from kg.model.message import Message
from kg.model.terms import digest
from kg.sources.documents import Document, Sentence, TextSpan
from kg.sources.readers.encoded import decoded

_FRONT = re.compile(r"\ufeff?---\r?\n(.*?\n)---\r?\n", re.DOTALL)
_ORIGINAL = re.compile(r"^[\"']?original[\"']?\s*:", re.MULTILINE)
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_MARK = re.compile(r"\[([0-9]{1,9}):([0-9]{1,9})\]")
_MARKS = re.compile(rf"(?: ?{_MARK.pattern})+\s*$")


def read(data: bytes, path: str) -> Document:
    """The document; ``DataError`` if there is no front matter, or if a line of a digest has no span or an empty one."""
    return document(decoded(data, path), path, digest(data))


def document(text: str, path: str, sha256: str) -> Document:
    """The document in a text; ``DataError`` as for ``read``."""
    front = _FRONT.match(text)
    if not front:
        remedy = Message("begin the file with --- , the title and the other facts in YAML, and --- again")
        raise DataError(
            Problem("no-front-matter", Message("the file has no front matter"), remedy, Location(path, 1, 1))
        )
    is_digest = bool(_ORIGINAL.search(front[1]))
    sentences, problems, offset = [], [], front.end()
    for number, line in enumerate(_LINE.findall(text, offset), text.count("\n", 0, offset) + 1):
        body = line.strip()
        if body and not body.startswith("#"):
            sentence = _sentence(line, offset, number)
            sentences.append(sentence)
            problems += _faults(sentence, path) if is_digest else []
        offset += len(line)
    if problems:
        raise DataError(problems)
    return Document(path, text, sha256, front[1], 2, tuple(sentences))


def _sentence(line: str, offset: int, number: int) -> Sentence:
    marks = _MARKS.search(line)
    end = marks.start() if marks else len(line.rstrip())
    start = len(line) - len(line.lstrip(" -*•\t"))
    found = _MARK.findall(marks[0]) if marks else []
    spans = tuple(TextSpan(int(first), int(last)) for first, last in found)
    return Sentence(line[start:end], offset + start, offset + end, number, spans)


def _faults(sentence: Sentence, path: str) -> list[Problem]:
    place = Location(path, sentence.line, 1)
    if not sentence.spans:
        remedy = Message("end the line with the code points of the original that it restates: [120:245]")
        return [
            Problem(
                "sentence-without-span", Message("this line of the digest does not say what it restates"), remedy, place
            )
        ]
    return [
        Problem(
            "empty-span",
            Message("[{start}:{end}] is empty or runs backwards", start=s.start, end=s.end),
            Message("put the smaller number first"),
            place,
        )
        for s in sentence.spans
        if s.start >= s.end
    ]
