"""The files of a digest, re-anchored when the original has changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.model.errors import Problem
from kg.model.files import decode, exact_text, read_bytes, shown
from kg.model.journal import changing, settle_above
from kg.model.layout import SPANS
from kg.model.terms import digest
from kg.sources.digests import Move, cut_spans, long_spans, refit, table
from kg.sources.documents import Document
from kg.sources.readers import markdown
from kg.sources.spans import read_spans


def read_original(path: Path) -> Document:
    """An original as a document."""
    data = read_bytes(path)
    return Document(shown(path), decode(data, path), digest(data))


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
        document = markdown.document(exact_text(path), shown(path), "", unwritten=True)
        hashes = read_spans(beside) if beside.exists() else {}
        text, moves, spans = refit(document, source, hashes)
        moved = markdown.document(text, document.path, "", unwritten=True)
        cut = (problem._replace(severity="warning") for problem in cut_spans(moved, source.text))
        problems = (*long_spans(moved, source.text), *cut)
        write({path.name: text.encode(), SPANS: table(source.text, spans).encode()})
    return Anchored(path, tuple(moves), len(spans), problems)
