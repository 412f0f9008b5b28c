"""Searches files for what is withheld, many and large ones quickly: about as fast as they are read from a disk.

A file is cut into pieces at spaces and brackets, and each piece that was not met before is read in every way in which a
name can be written (``kg.upkeep.pieces``). Most pieces have no word of anything withheld, and are never looked at again,
in whatever file they stand. Around the others the text is searched by the same rules as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from kg.model.errors import Location
from kg.records.folding import fold
from kg.records.name_words import tokens_of
from kg.records.spellings import LONG
from kg.upkeep.contents import Content, contents, joined, tagged, untagged
from kg.upkeep.occurrences import ours
from kg.upkeep.pieces import Pieces
from kg.upkeep.withheld_strings import Sought, normalized

What = Literal["name", "words", "id", "file name", "unread"]
"""What stands somewhere: a name, words or the id of what is withheld; or something packed cannot be searched."""
MOST = 20
"""So many places of one sort in one file are enough."""
_AROUND = 300
"""So many bytes around a piece are read with it."""
_DEEPEST = 3
"""Text that is written as base64 is read, and so is what is written so in it."""


class Leak(NamedTuple):
    """A place at which something stands that is withheld."""

    what: What
    place: Location


@dataclass(slots=True)
class Scan:
    """A search for what is withheld; it remembers which pieces it has met."""

    sought: Sought
    pieces: Pieces

    @classmethod
    def of(cls, sought: Sought) -> Scan:
        """A search that has met nothing yet."""
        return cls(sought, Pieces(sought))

    def leaks(self, files: Iterable[tuple[str, bytes]]) -> Iterator[Leak]:
        """What stands in files, given by name and bytes, and in their names."""
        for path, data in files:
            if any(self._in_text(Content(path.encode("utf-8", "surrogateescape")), path)):
                yield Leak("file name", Location(path))
            found = list(dict.fromkeys(self._in_file(path, data)))
            for what in dict.fromkeys(leak.what for leak in found):
                yield from [leak for leak in found if leak.what == what][:MOST]

    def _in_file(self, path: str, data: bytes) -> Iterator[Leak]:
        for content in contents(path, data):
            if content is None:
                yield Leak("unread", Location(path))
            else:
                yield from self._in_text(content, path)

    def _in_text(self, content: Content, path: str, depth: int = _DEEPEST) -> Iterator[Leak]:
        """What stands in a text, and in what is written in it as base64."""
        found = self.pieces.of(content.data)
        if found.marked:
            yield from self._places(content, path, found.marked)
        if content.markup and (found.marked or self.pieces.of(tagged(content.data)).marked):
            for bare in untagged(content.data):
                yield from self._places(Content(bare, markup=True), path, self.pieces.of(bare).marked)
        if found.dividers and (whole := joined(content.data, found.dividers)):
            yield from self._in_text(Content(whole, content.markup), path, depth)
        for data in found.inner if depth else ():
            for inner in contents("", data):
                if inner and not inner.is_binary:
                    yield from (Leak(leak.what, Location(path)) for leak in self._in_text(inner, path, depth - 1))

    def _places(self, content: Content, path: str, marked: set[bytes]) -> Iterator[Leak]:
        data = content.data
        for piece in sorted(marked):
            if self.pieces.has_id(piece):
                yield Leak("id", _location(content, path, data.find(piece)))
        seen: set[bytes] = set()
        for piece, around in sorted(self._looked_at(data, marked).items()):
            for at in _all(data, piece):
                start = max(0, at - around)
                window = data[start : at + len(piece) + around]
                if window not in seen:
                    seen.add(window)
                    yield from self._in_window(content, path, window, start)

    def _looked_at(self, data: bytes, marked: set[bytes]) -> dict[bytes, int]:
        """The pieces around which the text is searched, each with how far."""
        by_word = self.pieces.by_word(marked)
        found = dict.fromkeys(
            (piece for word in by_word for piece in by_word[word] if self.pieces.is_alone(word)), _AROUND
        )
        for word in self._of_wholes(data, by_word):
            found |= dict.fromkeys(by_word[word], _AROUND)
        for word in by_word.keys() & self.sought.anchors.keys():
            far = 3 * max(map(len, self.sought.anchors[word])) + _AROUND
            found |= {piece: max(far, found.get(piece, 0)) for piece in by_word[word]}
        return found

    def _of_wholes(self, data: bytes, by_word: dict[str, list[bytes]]) -> Iterator[str]:
        """Of each name of several words that may stand in a text, the spellings of the word that stands there least."""
        by_part: dict[str, list[str]] = {}
        for word in by_word:
            for part in self.pieces.parts(word):
                by_part.setdefault(part, []).append(word)
        wholes = {parts for part in by_part for parts in self.sought.wholes.get(part, ())}
        often = {word: sum(map(data.count, pieces)) for word, pieces in by_word.items()} if wholes else {}
        for parts in wholes:
            if all(part in by_part for part in parts):
                rarest = min(parts, key=lambda part: sum(often[word] for word in by_part[part]))
                yield from by_part[rarest]

    def _in_window(self, content: Content, path: str, window: bytes, start: int) -> Iterator[Leak]:
        text = window.decode("utf-8", "ignore")
        for begin, end in self._names_in(text, content):
            at = start + len(text[:begin].encode())
            if not _is_ours(content.data, at, at + len(text[begin:end].encode())):
                yield Leak("name", _location(content, path, at))
        words = f" {normalized(text)} "
        for anchor in self.sought.anchors.keys() & set(words.split()):
            if any(f" {sought} " in words for sought in self.sought.anchors[anchor]):
                yield Leak("words", _location(content, path, start))

    def _names_in(self, text: str, content: Content) -> Iterator[tuple[int, int]]:
        """Where a name surely stands in a text: one that is nobody else's, or a whole one in any spelling."""
        names = self.sought.names
        for hit in names.own.find(text, markup=content.markup):
            if hit.sure and (not content.is_binary or hit.end - hit.start >= LONG):
                yield hit.start, hit.end
        for hit in names.every.find(text, markup=content.markup):
            found = text[hit.start : hit.end]
            if hit.sure and (len(tokens_of(found)) > 1 or fold(found) in self.sought.joined):
                yield hit.start, hit.end


def _all(data: bytes, piece: bytes) -> Iterator[int]:
    """Every place at which a piece stands in a text."""
    at = data.find(piece)
    while at >= 0:
        yield at
        at = data.find(piece, at + len(piece))


def _is_ours(data: bytes, start: int, end: int) -> bool:
    """Whether a place is in a text of the ontology, which every graph carries and which tells of nobody."""
    first, last = data.rfind(b'"', 0, start), data.find(b'"', end)
    return 0 <= first < last and data[first + 1 : last].decode("utf-8", "replace") in ours()


def _location(content: Content, path: str, at: int) -> Location:
    """The line and column of a place, where the text is the file itself."""
    if not content.is_whole:
        return Location(path)
    begin = content.data.rfind(b"\n", 0, at) + 1
    column = len(content.data[begin:at].decode("utf-8", "ignore")) + 1
    return Location(path, content.data.count(b"\n", 0, at) + 1, column)
