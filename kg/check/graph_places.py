"""Where the nodes of RDF files are written, and how their blank nodes are called there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from kg.model.errors import Location
from kg.model.terms import Term

_TOKEN = re.compile(
    r"""<([^<>\s"]+)>|"(_:[\w.-]+|[a-zA-Z][\w+.-]*:[^"\s<>]+)"|(?<![\w:"])([\w-]*):([\w][\w.-]*)"""
    r"""|rdf:nodeID\s*=\s*["']([^"']+)"""
)
_PREFIX = re.compile(r"@?prefix\s+([\w-]*):\s*<([^>\s]*)>", re.IGNORECASE)


class Places:
    """Where each IRI first occurs in the files, preferably at the beginning of a line, as a subject does.

    ``written`` has the file of each blank node and its label there, which holds in this file only.
    """

    def __init__(self, texts: Mapping[str, str], written: Mapping[Term, tuple[str, str]]) -> None:
        self._texts = texts
        self._written = written
        self._found: dict[str, Location] | None = None
        self._labels: dict[tuple[str, str], Location] = {}
        self.prefixes = [pair for text in texts.values() for pair in _PREFIX.findall(text)]

    def find(self, node: Term) -> Location | None:
        """The place of a node; for a node that is nowhere by name the file, if it is known."""
        if self._found is None:
            self._found = self._search()
        if node in self._written:
            path, label = self._written[node]
            return self._labels.get((path, f"_:{label}"), Location(path))
        found = self._found.get(node.strip("<>"))
        return found or (Location(next(iter(self._texts))) if len(self._texts) == 1 else None)

    def shown(self, short: Callable[[Term | None], str]) -> Callable[[Term | None], str]:
        """The function that writes a term for people, with the label that a blank node has in its file."""

        def name(term: Term | None) -> str:
            if term and term in self._written:
                _, label = self._written[term]
                return f"_:{label}" if label else "[]"
            return short(term)

        return name

    def _search(self) -> dict[str, Location]:
        known = dict(self.prefixes)
        first: dict[str, Location] = {}
        leading: dict[str, Location] = {}
        for path, text in self._texts.items():
            for number, line in enumerate(text.splitlines(), 1):
                for match in _TOKEN.finditer(line):
                    whole, quoted, prefix, local, node = match.groups()
                    place = Location(path, number, match.start() + 1)
                    if node or prefix == "_" or (quoted or "").startswith("_:"):
                        self._labels.setdefault((path, quoted or f"_:{node or local}"), place)
                        continue
                    iri = whole or quoted or (known.get(prefix, "\0") + local)
                    first.setdefault(iri, place)
                    if match.start() == 0:
                        leading.setdefault(iri, place)
        return first | leading
