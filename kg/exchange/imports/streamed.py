"""A table that is read block by block, as often as it is gone through, and never held as a whole."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator

from kg.mapping.tables.model import ColumnMap
from kg.mapping.tables.rows import Table
from kg.sources.documents import Document, Sentence
from kg.sources.readers.table import whole_rows

Blocks = Callable[[], Iterator[str]]
"""Gives the text of a table from its beginning, a block at a time."""


class StreamedTable(Table):
    """A table of which only some rows are in memory at a time; ``document`` has the row that is read."""

    def __init__(self, blocks: Blocks, path: str, sha256: str, columns: ColumnMap, *, language: str) -> None:
        self._blocks, self._empty = blocks, Document(path, "", sha256)
        super().__init__(next(self._documents(), self._empty), columns, language=language)

    def _documents(self) -> Iterator[Document]:
        yield from whole_rows(self._blocks(), self._empty.path, self._empty.sha256)

    def sentences(self) -> Iterator[tuple[int, Sentence]]:
        """The rows below the head as they are written, with their numbers."""
        count = 0
        for document in self._documents():
            self.document = document
            for sentence in document.sentences:
                count += 1
                if count > self.head.rows:
                    yield count - self.head.rows, sentence


class Numbers:
    """Numbers of rows in ascending order, as the first and last of each run."""

    def __init__(self) -> None:
        self._firsts, self._lasts, self._count = array("q"), array("q"), 0

    def add(self, number: int) -> None:
        """Adds a number, which is greater than the last."""
        self._count += 1
        if self._lasts and self._lasts[-1] == number - 1:
            self._lasts[-1] = number
        else:
            self._firsts.append(number)
            self._lasts.append(number)

    def __len__(self) -> int:
        return self._count

    def texts(self) -> list[str]:
        """The runs as ranges, in texts that are no longer than a value of YAML may be."""
        runs = zip(self._firsts, self._lasts, strict=True)
        whole = [str(first) if first == last else f"{first}-{last}" for first, last in runs]
        return [", ".join(whole[at : at + _RUNS]) for at in range(0, len(whole), _RUNS)]


_RUNS = 400
"""So many ranges stand in a text."""
