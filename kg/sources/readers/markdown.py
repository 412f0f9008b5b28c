r"""Markdown with front matter, one sentence per line; in a digest each line ends with the span it restates: ``[120:245]``.

Blank lines and headings are not sentences.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.model.errors import DataError, Location, Problem
from kg.model.message import Message
from kg.model.terms import digest
from kg.sources.documents import Document, Sentence, TextSpan
from kg.sources.readers.encoded import decoded

_FRONT = re.compile(r"\ufeff?---\r?\n(.*?\n)---\r?\n", re.DOTALL)
_ORIGINAL = re.compile(r"^[\"']?original[\"']?\s*:", re.MULTILINE)
_HEADING = re.compile(r"#{1,6}(?:\s|\Z)")
"""A heading (CommonMark 4.2); a hashtag has no space after it."""
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_MARK = re.compile(r"\[([0-9]{1,9}):([0-9]{1,9})\]")
_UNWRITTEN = ("RESTATE", "FILL IN")
"""How a line begins that `kg digest` has laid out and nobody has written."""
_MARKS = re.compile(rf"(?: ?{_MARK.pattern})+\s*$")


def read(data: bytes, path: str) -> Document:
    """The document; ``DataError`` if there is no front matter, or if a line of a digest has no span or an empty one."""
    return document(decoded(data, path), path, digest(data))


class Parts(NamedTuple):
    """The front matter of a file, unparsed; the lines after it, each with its number; and where they begin."""

    front: str
    lines: list[tuple[int, str]]
    begins: int


def parts(text: str, path: str) -> Parts:
    """The parts of a file; ``DataError`` if it has no front matter."""
    front = _FRONT.match(text)
    if not front:
        remedy = Message("begin the file with --- , the title and the other facts in YAML, and --- again")
        raise DataError(
            Problem("no-front-matter", Message("the file has no front matter"), remedy, Location(path, 1, 1))
        )
    begins = front.end()
    lines = list(enumerate(_LINE.findall(text, begins), text.count("\n", 0, begins) + 1))
    return Parts(front[1], lines, begins)


def document(text: str, path: str, sha256: str, *, unwritten: bool = False) -> Document:
    """The document in a text; ``DataError`` as for ``read``. With ``unwritten``, lines may still be to be written."""
    file = parts(text, path)
    is_digest = is_restated(file.front)
    sentences, problems, offset = [], [], file.begins
    for number, line in file.lines:
        body = line.strip()
        if body and not _HEADING.match(body):
            sentence = _sentence(line, offset, number)
            sentences.append(sentence)
            problems += _faults(sentence, path) if is_digest else _marked(sentence, path)
        offset += len(line)
    if faults := [problem for problem in problems if not (unwritten and problem.code == "not-filled-in")]:
        raise DataError(faults)
    return Document(path, text, sha256, file.front, 2, tuple(sentences), begins=file.begins)


def is_restated(front: str) -> bool:
    """Whether front matter names an original, so that the document is a digest of it."""
    return bool(_ORIGINAL.search(front))


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
    if sentence.text.startswith(_UNWRITTEN):
        remedy = Message("write in your own words what the span says")
        return [Problem("not-filled-in", Message("this line of the digest is not written yet"), remedy, place)]
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


def _marked(sentence: Sentence, path: str) -> list[Problem]:
    """A problem for a sentence that says that it restates something, in a document that names no original."""
    if not sentence.spans:
        return []
    found = Message("this line says that it restates an original, and the front matter names none")
    remedy = Message("put original: back into the front matter, with sha256: and length:, or remove the span")
    return [Problem("span-without-original", found, remedy, Location(path, sentence.line, 1))]
