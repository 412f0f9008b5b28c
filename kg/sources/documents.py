"""The ``Document`` that a reader makes of a file: its text as received, its hash, and its sentences with what each restates."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from kg.model.errors import Location


def squeezed(text: str) -> str:
    r"""A text with each run of white space as one space.

    >>> squeezed("two\r\n  words")
    'two words'
    """
    return " ".join(text.split())


class TextSpan(NamedTuple):
    """Code points ``start`` to ``end`` (exclusive) of an original text."""

    start: int
    end: int


class Sentence(NamedTuple):
    """One sentence of a document: its code points and line in the text, and the spans that it restates.

    The reader of the medium decides what counts as a sentence: a line of a digest, a row of a table. Evidence quotes
    words of one sentence. ``text`` may have single spaces where the document has line breaks or several.
    """

    text: str
    start: int
    end: int
    line: int
    spans: tuple[TextSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class Located:
    """A text and its place in a file, so that a fault in it is reported there."""

    text: str
    location: Location

    def __str__(self) -> str:
        return self.text


class Run(NamedTuple):
    """Code points from ``start`` to the next run, each of them ``width`` bytes in the file, from byte ``origin`` on.

    A width of 0 means that all of them come from the same byte, like the letters of a ligature.
    """

    start: int
    origin: int
    width: int


class Document(NamedTuple):
    """A text as a reader returns it.

    ``sha256`` is the hash of the bytes. All offsets are code points of ``text``. ``runs``, in ascending order, says which
    bytes of the file they come from; without runs the file is the text in UTF-8, line ends kept. ``front`` is the
    unparsed front matter (YAML) and ``front_line`` the line on which it begins; passages count from ``begins``, the code
    point after it, so that front matter can be corrected. ``language`` is that of the text if it is not the project's.
    ``laid_out`` says that the lines of the file are the sentences, and not those of the text.
    """

    path: str
    text: str
    sha256: str
    front: str = ""
    front_line: int = 1
    sentences: tuple[Sentence, ...] = ()
    runs: tuple[Run, ...] = ()
    language: str = ""
    begins: int = 0
    laid_out: bool = False

    def location(self, offset: int) -> Location:
        """The line and column of a code point."""
        if self.laid_out:
            at = bisect_right(self.sentences, offset, key=lambda sentence: sentence.start) - 1
            return Location(self.path, self.sentences[max(at, 0)].line, 1) if self.sentences else Location(self.path)
        line_start = self.text.rfind("\n", 0, offset) + 1
        return Location(self.path, self.text.count("\n", 0, offset) + 1, offset - line_start + 1)

    def sentence_at(self, offset: int) -> Sentence | None:
        """The last sentence that begins at a code point or before it."""
        at = bisect_right(self.sentences, offset, key=lambda sentence: sentence.start) - 1
        return self.sentences[at] if at >= 0 else None

    def lines(self, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
        r"""The lines of the file on which code points of a sentence begin and end, as an editor counts them.

        >>> text = "---\n---\nThey left. He\nwas freed."
        >>> Document("a.csv", text, "").lines(Sentence(text[8:], 8, 32, 3), 19, 32)
        (3, 4)
        """
        if self.laid_out:
            return sentence.line, sentence.line
        first = sentence.line + self.text.count("\n", sentence.start, start)
        return first, first + self.text.count("\n", start, end - 1)

    def offset(self, sentence: Sentence, position: int) -> int:
        r"""The code point of the text that a position in a sentence is, the white space left out of it counted.

        >>> text = "He  was\nfreed."
        >>> Document("a.txt", text, "").offset(Sentence("He was freed.", 0, 14, 1), 7)
        8
        """
        whole = self.text[sentence.start : sentence.end]
        if len(whole) == len(sentence.text):
            return sentence.start + position
        at = 0
        for run in re.finditer(r"\s+|\S+", whole):
            length = 1 if run[0].isspace() else len(run[0])
            if position < at + length:
                return sentence.start + run.start() + position - at
            at += length
        return sentence.end

    def byte_of(self, offset: int) -> int:
        """The byte offset in the file at which a code point begins.

        >>> Document("a.txt", "né en 1972", "").byte_of(2)
        3
        >>> Document("a.pdf", "fin", "", runs=(Run(0, 40, 0), Run(2, 45, 1))).byte_of(1)
        40
        """
        if not self.runs:
            return len(self.text[:offset].encode())
        run = self.runs[bisect_right(self.runs, offset, key=lambda run: run.start) - 1]
        return run.origin + (offset - run.start) * run.width
