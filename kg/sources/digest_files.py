"""The files of a digest: created for an original, and re-anchored when the original has changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.model.errors import CallError, Problem
from kg.model.files import decode, read_bytes, shown
from kg.model.journal import changing, settle_above
from kg.model.layout import DIGEST, SPANS
from kg.model.message import Message
from kg.model.terms import digest
from kg.model.writing import reported
from kg.sources.digests import Move, long_spans, name_for, refit, sentences, skeleton, table
from kg.sources.documents import Document
from kg.sources.readers import read_document
from kg.sources.spans import read_spans


def read_original(path: Path) -> Document:
    """An original as a document."""
    data = read_bytes(path)
    return Document(shown(path), decode(data, path), digest(data))


def draft(original: Path) -> str:
    """The text of a digest to fill in, named after the file of the original."""
    return skeleton(read_original(original), name_for(original))


def lay_out(original: Path, folder: Path) -> list[Path]:
    """Writes a digest to fill in, and the spans of the original with their hashes; ``CallError`` if either file exists."""
    source = read_original(original)
    spans = table(source.text, list(sentences(source.text)))
    files = {folder / DIGEST: skeleton(source, folder.name), folder / SPANS: spans}
    with reported(folder, Message("name a folder that you may write to")):
        folder.mkdir(parents=True, exist_ok=True)
    settle_above(folder / DIGEST)
    with changing(folder, *(path.name for path in files)) as write:
        taken = [path for path in files if path.exists()]
        if taken:
            found = Message("{path} already exists", path=taken[0])
            raise CallError(Problem("file-exists", found, Message("name another folder, or use --fix")))
        write({path.name: text.encode() for path, text in files.items()})
    return list(files)


@dataclass(frozen=True, slots=True)
class Anchored:
    """The result of re-anchoring a digest: the spans that moved, the number of spans, and those that are too long."""

    path: Path
    moves: tuple[Move, ...]
    spans: int
    problems: tuple[Problem, ...]

    def lines(self) -> Iterator[str]:
        """The lines that show a person what moved."""
        for move in self.moves:
            before, after = move.before, move.after
            yield f"{self.path}:{move.line}: [{before.start}:{before.end}] is now [{after.start}:{after.end}]"
        yield f"{len(self.moves)} of {self.spans} spans moved"


def anchor(path: Path, original: Path) -> Anchored:
    """Finds each span of a digest again in its original and writes its new position."""
    beside, source = path.with_name(SPANS), read_original(original)
    settle_above(path)
    with changing(path.parent, path.name, SPANS) as write:
        document = read_document(path)
        hashes = read_spans(beside) if beside.exists() else {}
        text, moves, spans = refit(document, source, hashes)
        problems = tuple(long_spans(document, source.text))
        write({path.name: text.encode(), SPANS: table(source.text, spans).encode()})
    return Anchored(path, tuple(moves), len(spans), problems)
