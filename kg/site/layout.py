"""How the pages of documents are cut: the sentences that are evidence, by line, in parts that stay small.

The published graph has of a document the passages that claims rest on. A sentence is put together from those that stand
in it; what none of them covers is left out, and a sign says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kg.model.terms import Term, expand, text_of
from kg.site.paths import PAGE, stem
from kg.site.reading import Published

_MOST = 35_000
"""About so many bytes of sentences and margins make a part of a document's page; the limit of a page is 60,000."""
_UNCOUNTED = 10_000_000
"""Where a passage without a line stands: behind all lines, by its place in the text."""
_DOCUMENT, _QUOTE, _LINE, _LAST, _START, _END, _EVIDENCE = map(
    expand, ("hr:document", "hr:quote", "hr:line", "hr:lastLine", "hr:start", "hr:end", "hr:evidence")
)


class Passage(NamedTuple):
    """A passage: its place in the text that the project holds, and its words."""

    start: int
    end: int
    line: int
    last: int
    node: Term
    quote: Term

    @property
    def id(self) -> str:
        """What the passage is called in the page of its document."""
        return f"p-{text_of(self.node).rpartition('.')[2]}"

    @property
    def is_whole(self) -> bool:
        """Whether its words are as long as its place says: a name that is withheld may have changed them."""
        return len(text_of(self.quote)) == self.end - self.start


class Part(NamedTuple):
    """A part of a document's page, and the passages in it by line."""

    page: str
    lines: tuple[tuple[int, tuple[Passage, ...]], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of each document, and the page in which each passage is."""

    parts: Mapping[Term, tuple[Part, ...]]
    places: Mapping[Term, str]

    def place(self, passage: Term) -> str:
        """The page and place of a passage; empty if no page shows it."""
        return self.places.get(passage, "")


def layout(published: Published) -> Layout:
    """The parts of all documents."""
    parts = {node: tuple(_parts(published, node, by_line)) for node, by_line in _by_line(published).items()}
    places = {
        passage.node: f"{part.page}#{passage.id}"
        for some in parts.values()
        for part in some
        for _, passages in part.lines
        for passage in passages
    }
    return Layout(parts, places)


def _by_line(published: Published) -> Mapping[Term, Mapping[int, list[Passage]]]:
    """The passages with words, by document and line; those without a line follow by their place."""
    found: dict[Term, dict[int, list[Passage]]] = defaultdict(lambda: defaultdict(list))
    for node, facts in published.facts.items():
        if _QUOTE in facts and _DOCUMENT in facts:
            passage = _passage(node, facts)
            found[facts[_DOCUMENT][0]][passage.line or _UNCOUNTED + passage.start].append(passage)
    return found


def _passage(node: Term, facts: Mapping[Term, tuple[Term, ...]]) -> Passage:
    start, end, line = (int(text_of(facts[name][0])) if facts.get(name) else 0 for name in (_START, _END, _LINE))
    last = int(text_of(facts[_LAST][0])) if facts.get(_LAST) else line
    return Passage(start, end, line, last, node, facts[_QUOTE][0])


def _parts(published: Published, node: Term, by_line: Mapping[int, list[Passage]]) -> Iterator[Part]:
    document = stem(text_of(node), published.base) or "document"
    lines: list[tuple[int, tuple[Passage, ...]]] = []
    size = number = 0
    for line, passages in sorted(by_line.items()):
        cost = sum(_cost(published, one) for one in passages)
        if lines and size + cost > _MOST:
            yield Part(_page(document, number), tuple(lines))
            lines, size, number = [], 0, number + 1
        lines.append((line, tuple(sorted(passages, key=lambda one: (one.start, -one.end, one.node)))))
        size += cost
    yield Part(_page(document, number), tuple(lines))


def _page(document: str, number: int) -> str:
    return f"{document}/part-{number + 1}{PAGE}" if number else f"{document}{PAGE}"


def _cost(published: Published, passage: Passage) -> int:
    """About how many bytes of a page a passage and the claims that rest on it take."""
    claims = published.back.get(passage.node, {}).get(_EVIDENCE, ())
    return 120 + len(passage.quote.encode()) + 330 * len(claims)
