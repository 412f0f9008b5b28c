"""The names in a build, sorted: whoever asks for a name finds its nodes without reading the graph.

Each line of ``names.tsv`` has a name as ``kg.records.folding.fold`` writes it, how well it names the node, and the node.
"""

from __future__ import annotations

import heapq
import mmap
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from kg.build.sorted_lines import lines_with
from kg.model.files import open_regular
from kg.model.terms import Term, Triple, expand, local_name, text_of
from kg.records.folding import fold

FILE = "names.tsv"
NAME, ID, WORD = "1", "2", "3"
"""How well a line names a node: by a whole name, by its id within its document, by a word of a person's name."""

_TYPE, _PERSON, _NAMED = expand("rdf:type"), expand("hr:Person"), expand("hr:named")
_NAMES = tuple(map(expand, ("skos:prefLabel", "skos:altLabel", "dct:title")))
_TEXTS = (*_NAMES, expand("dct:description"))
_SHORTEST = 3
"""Letters that a word of a name must have."""


class Named(NamedTuple):
    """A node that a name means; ``rank`` is one of ``NAME``, ``ID`` and ``WORD``."""

    rank: str
    node: Term


def lines_of(triples: Iterable[Triple]) -> list[str]:
    """The lines of the names in some triples, sorted."""
    every = list(triples)
    unnamed = {s for s, p, o in every if p == _NAMED and o.startswith('"false"')}
    persons = {s for s, p, o in every if p == _TYPE and o == _PERSON} - unnamed
    found: set[str] = set()
    for s, p, o in every:
        if p in _NAMES:
            name = _folded(o)
            found.add(_line(name, NAME, s))
            if s in persons:
                found.update(_line(word, WORD, s) for word in name.split() if len(word) >= _SHORTEST)
        if p in _TEXTS and "." in local_name(s) and "/claim/" not in s:
            found.add(_line(fold(local_name(s).partition(".")[2]), ID, s))
    return sorted(found)


def _folded(text: Term) -> str:
    return " ".join(fold(text_of(text)).split())


def _line(name: str, rank: str, node: Term) -> str:
    return f"{name}\t{rank}\t{node}\n"


def write_names(sections: Iterable[Sequence[str]], file: BinaryIO) -> None:
    """Writes the lines of several blocks, each without its end, as one sorted file."""
    file.writelines(f"{line}\n".encode() for line in heapq.merge(*sections))


def named(name: str, path: Path) -> list[Named]:
    """The nodes that a name means by the file of a build; ``OSError`` or ``ValueError`` if it cannot be read."""
    wanted = " ".join(fold(name).split()).encode() + b"\t"
    with open_regular(path) as file:
        if not path.stat().st_size:
            return []
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            found = (line.decode().split("\t") for line in lines_with(wanted, data, 0, len(data)))
            return [Named(rank, node) for rank, node in found]


def with_words(words: str, path: Path) -> list[Named]:
    """The nodes in whose whole names these words stand together; every name is read, which is quick enough for a person.

    ``OSError`` or ``ValueError`` as for ``named``.
    """
    with open_regular(path) as file:
        if not path.stat().st_size or not words.strip():
            return []
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return [Named(NAME, match[1].decode()) for match in _part(words).finditer(data)]


def with_words_in(words: str, lines: Iterable[str]) -> list[Named]:
    """The same from lines, each without its end."""
    text = "\n".join(lines).encode() + b"\n"
    return [Named(NAME, match[1].decode()) for match in _part(words).finditer(text)] if words.strip() else []


def _part(words: str) -> re.Pattern[bytes]:
    """A line whose name has these words, as whole words, among others."""
    wanted = re.escape(" ".join(fold(words).split()).encode())
    return re.compile(rb"^(?:[^\t\n]*[^\w\t\n])?" + wanted + rb"(?:[^\w\t\n][^\t\n]*)?\t1\t(.*)$", re.MULTILINE)


def named_in(name: str, lines: Iterable[str]) -> list[Named]:
    """The same from lines, each without its end."""
    wanted = " ".join(fold(name).split()) + "\t"
    return [Named(*line.split("\t")[1:]) for line in lines if line.startswith(wanted)]
