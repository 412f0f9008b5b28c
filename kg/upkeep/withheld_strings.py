"""What may not stand in anything that is handed on: names, words and ids of what is withheld."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.build.publishing import public_part
from kg.build.reading import Read
from kg.model.project import Project
from kg.records import Field, Record
from kg.records.access import Access
from kg.records.folding import fold
from kg.records.name_words import name_words, tokens_of
from kg.records.withheld_names import WithheldNames, withheld_names
from kg.records.withholding import Public, is_withheld
from kg.upkeep.occurrences import ours

_READ = ("text", "verbatim", "string", "quote", "url")
"""How the keys are read whose values are words."""
_FEWEST_WORDS, _FEWEST_LETTERS = 3, 16
"""Shorter words of a record than these may stand anywhere."""
_SHORTEST_NUMBER = 6
"""A shorter coordinate may be any number."""
_WORD = re.compile(r"[^\W_]+")
_OPAQUE = re.compile(r"(?=.*[0-9])[a-z][a-z0-9]{5,}")
"""An id that is no word: it is sought by itself too."""


@dataclass(frozen=True)
class Sought:
    """What is sought: ``names``; ``texts``, normalized; ``idents`` with their kind; ``tokens``, that are telling alone."""

    names: WithheldNames
    texts: tuple[str, ...]
    idents: frozenset[str]
    tokens: frozenset[str]
    common: Mapping[str, int]
    """How often each word stands in what is public."""

    @cached_property
    def anchors(self) -> dict[str, list[str]]:
        """The texts by the word of each that is rarest in what is public: a text is sought where it stands."""
        found = defaultdict(list)
        for text in self.texts:
            found[min(text.split(), key=lambda word: (self.common.get(word, 0), -len(word), word))].append(text)
        return dict(found)

    @cached_property
    def wholes(self) -> dict[str, list[tuple[str, ...]]]:
        """The names of several words, folded, by each of these."""
        found = defaultdict(list)
        for parts in {tokens_of(name) for name in (*self.names.every.variants, *self.names.own.variants)}:
            for part in parts if len(parts) > 1 else ():
                found[part].append(parts)
        return dict(found)

    @cached_property
    def exempt(self) -> tuple[str, ...]:
        """The words of public names: none is sought by itself, even where a name that is withheld has it too."""
        return tuple(sorted({word for name in self.names.own.others for word in name_words(name)}))

    @cached_property
    def joined(self) -> frozenset[str]:
        """The names, folded, those of several words written as one."""
        return frozenset("".join(tokens_of(name)) for name in (*self.names.every.variants, *self.names.own.titles))


def normalized(text: str) -> str:
    r"""The words of a text, folded, with a space between them.

    >>> normalized("Quist\u00a0told — the «officers».")
    'quist told the officers'
    """
    return " ".join(_WORD.findall(fold(text)))


def withheld_strings(project: Project, read: Read, access: Access) -> Sought | None:
    """What readers with this access may not find; ``None`` if nothing is withheld from them."""
    if not is_withheld(read.units):
        return None
    part = public_part(project, read, access)
    if not part.hidden and not part.keys:
        return None
    texts = (entry.text for records in read.units.values() for record in records for entry in fields(record))
    names = withheld_names(part, read.directory, texts)
    public = list(_words(part.records))
    seen = "\n".join([*public, *map(normalized, ours())])
    hidden = dict.fromkeys(text for text in _words(read.units) if text not in seen)
    common = Counter(word for text in public for word in text.split())
    idents = frozenset(node.strip("<>").removeprefix(project.base) for node in part.hidden)
    return Sought(names, tuple(hidden), idents, frozenset((*_tokens(part, project), *_numbers(read, part))), common)


def fields(record: Record) -> Iterator[Field]:
    """The fields of a record and of its parts."""
    for entry in record.fields:
        if isinstance(entry.value, Record):
            yield from fields(entry.value)
        else:
            yield entry


def _words(units: Mapping[str, Iterable[Record]]) -> Iterator[str]:
    """What the records say in words, normalized; what is too short to be told from anything else is left out."""
    for entry in (entry for records in units.values() for record in records for entry in fields(record)):
        if entry.key.reads in _READ:
            text = normalized(entry.text)
            if text.count(" ") + 1 >= _FEWEST_WORDS and len(text) >= _FEWEST_LETTERS:
                yield text


def _tokens(part: Public, project: Project) -> Iterator[str]:
    """The ids that nothing else has: those of records in documents, and opaque ones."""
    for node in part.hidden:
        kind, _, local = node.strip("<>").removeprefix(project.base).partition("/")
        if kind != "claim" and (re.search(r"[a-z]\.[a-z]|[0-9]\.[a-z]", local) or _OPAQUE.fullmatch(local)):
            yield local


def _numbers(read: Read, part: Public) -> Iterator[str]:
    """The coordinates that only what is withheld has, as they are written and as programs write them."""
    public = set(_coordinates(part.records))
    for text in _coordinates(read.units):
        if text not in public:
            yield from (form for form in (text, repr(float(text))) if len(form) >= _SHORTEST_NUMBER)


def _coordinates(units: Mapping[str, Iterable[Record]]) -> Iterator[str]:
    for record in (record for records in units.values() for record in records):
        yield from (entry.text.lstrip("-") for entry in fields(record) if entry.key.reads == "coordinate")
