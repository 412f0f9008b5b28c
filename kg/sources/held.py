"""A text held as it is: ``text.md`` has a line for each sentence with its span, ``original.txt`` the bytes as received.

The document is the original: its hash, offsets and words. Each line of ``text.md`` must have the words of its span, with
single spaces for white space; lines may be left out, such as the menus of a web page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from kg.model.errors import DataError, Location, Problem
from kg.model.files import read_bytes, shown
from kg.model.layout import ORIGINAL
from kg.model.message import Message
from kg.model.terms import digest
from kg.sources.documents import Document, Sentence, TextSpan, squeezed
from kg.sources.readers import markdown
from kg.sources.readers.encoded import decoded
from kg.sources.splitting import paragraphs, sentences

_WHITE = bytes.maketrans(b"\x0b\x0c\x1c\x1d\x1e\x1f", b"      ")
"""White space that no literal can hold, such as the form feed between pages: it is read as a space."""
_FRONT = re.compile(r"---\r?\n(.*?\r?\n)---\r?\n", re.DOTALL)
_MARK = re.compile(r"\s*\[([0-9]{1,9}):([0-9]{1,9})\]\s*\Z")


class Original(NamedTuple):
    """A text as received: its code points, the SHA-256 of its bytes, its own front matter, and where the text begins."""

    text: str
    sha256: str
    front: str
    begins: int


def read_original(path: Path) -> Original:
    """The text in a file; ``DataError`` if it is not UTF-8, or has a character that nobody can quote."""
    data = read_bytes(path)
    text = decoded(data.translate(_WHITE), shown(path))
    bom = int(text.startswith("\ufeff"))
    front = _FRONT.match(text, bom)
    return Original(text, digest(data), front[1] if front else "", front.end() if front else bom)


def laid_out(original: Original) -> str:
    """The lines of a text: each sentence with its span, an empty line between paragraphs."""
    starts = {paragraph.start for paragraph in paragraphs(original.text, original.begins)}
    return "".join(
        ("\n" if part.start in starts else "") + line_of(original.text, part)
        for part in sentences(original.text, original.begins)
    )


def line_of(text: str, part: TextSpan) -> str:
    """The line of a sentence."""
    return f"{squeezed(text[part.start : part.end])} [{part.start}:{part.end}]\n"


def read_held(path: Path) -> Document:
    """The document of a ``text.md``; ``DataError`` if it and the original beside it do not have the same words."""
    original, place = read_original(path.with_name(ORIGINAL)), shown(path)
    file = markdown.parts(decoded(read_bytes(path), place), place)
    found, problems = [], []
    for number, line in file.lines:
        if line.strip():
            sentence = _sentence(line, number, original.text)
            found += [sentence] if isinstance(sentence, Sentence) else []
            problems += (
                [sentence._replace(location=Location(place, number, 1))] if isinstance(sentence, Problem) else []
            )
    if problems:
        raise DataError(problems)
    ordered = tuple(sorted(found, key=lambda sentence: sentence.start))
    return Document(place, original.text, original.sha256, file.front, 2, ordered, laid_out=True)


def _sentence(line: str, number: int, text: str) -> Sentence | Problem:
    """The sentence in a line, or what is wrong with it."""
    mark = _MARK.search(line)
    if mark is None:
        remedy = Message("`kg add --fix` writes it")
        return Problem("sentence-without-span", Message("this line of the text has no span of the original"), remedy)
    start, end = int(mark[1]), int(mark[2])
    words = squeezed(text[start:end])
    if squeezed(line[: mark.start()]) != words or not words:
        found = Message("the original has other words at [{start}:{end}]", start=start, end=end)
        remedy = Message(
            "a text is held as it is: put its words back, or delete the line; after lines were split or joined, "
            "`kg add --fix` writes the spans"
        )
        return Problem("words-differ", found, remedy)
    return Sentence(words, start, end, number)


def refitted(path: Path) -> tuple[str, int]:
    """The text of a ``text.md`` with the spans of its lines written anew, and how many changed.

    The words of each line are sought after those of the line before. ``DataError`` for each line that the original lacks.
    """
    original, place = read_original(path.with_name(ORIGINAL)), shown(path)
    whole = decoded(read_bytes(path), place)
    lines, problems, changed, at = whole.splitlines(keepends=True), [], 0, 0
    for number, line in markdown.parts(whole, place).lines:
        mark = _MARK.search(line)
        words = squeezed(line[: mark.start()] if mark else line)
        if not words:
            continue
        part = _found(words, original.text, at) or _found(words, original.text, 0)
        if part is None:
            remedy = Message("a text is held as it is: put its words back, or delete the line")
            found = Message("the words of this line are not in the original")
            problems.append(Problem("words-differ", found, remedy, Location(place, number, 1)))
            continue
        at, fitted = part.end, f"{words} [{part.start}:{part.end}]"
        changed += fitted != line.strip()
        lines[number - 1] = fitted + "\n"
    if problems:
        raise DataError(problems)
    return "".join(lines), changed


def _found(words: str, text: str, start: int) -> TextSpan | None:
    """The first span with these words from a code point on, whatever white space is between them."""
    found = re.compile(r"\s+".join(map(re.escape, words.split()))).search(text, start)
    return TextSpan(found.start(), found.end()) if found else None


def changed(document: Document, said: Mapping[str, str], path: Path) -> Iterator[Problem]:
    """A problem if the bytes of the original, or its length, are not those that the front matter names."""
    if document.sha256 != said["sha256"]:
        remedy = Message("put the file back as it was received; for another version, `kg add` it under another id")
        found = Message("the original is not the file that was added: its hash differs")
        yield Problem("original-changed", found, remedy, Location(shown(path.with_name(ORIGINAL))))
    elif int(said["length"]) != len(document.text):
        found = Message(
            "the original has {count} code points, and the front matter says {original}",
            count=len(document.text),
            original=said["length"],
        )
        yield Problem("wrong-length", found, Message("correct original: length"), Location(document.path, 2))
