"""YAML becomes records: every value checked against the table and typed, every fault with its line and column.

YAML is composed, not constructed, so a scalar stays the text that somebody typed until the table says what it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from kg import terms
from kg.documents import read_text, shown
from kg.errors import DataError, Location, Problem, nearest
from kg.kinds import LEFT_OPEN, PARTS, Key, Kind, aspects, by_name
from kg.terms import Term
from kg.vocabulary import CONCEPTS, PREFIXES


@dataclass(frozen=True, slots=True)
class Reference:
    """An entity named by its id or by one of its names."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document, with the words before or after them where they occur twice."""

    text: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """The document itself leaves this open."""


Value = "Term | Reference | Quote | LeftOpen | Record"


@dataclass(frozen=True, slots=True)
class Field:
    """One value of one key; ``text`` is what the person typed, empty for a nested record."""

    key: Key
    value: Term | Reference | Quote | LeftOpen | Record
    text: str
    location: Location


@dataclass(frozen=True, slots=True)
class Record:
    """One structured statement; a nested part is a record too, and its ``id`` may be empty."""

    kind: Kind
    id: str
    fields: tuple[Field, ...]
    location: Location

    def all(self, name: str) -> list[Field]:
        """The fields of one key, in the order written."""
        return [entry for entry in self.fields if entry.key.name == name]

    def first(self, name: str) -> Field | None:
        """The first field of one key."""
        return next(iter(self.all(name)), None)

    def text(self, name: str) -> str:
        """What was typed for a key, or nothing."""
        found = self.first(name)
        return found.text if found else ""


def compose(text: str, path: str, *, line: int = 1) -> yaml.Node | None:
    """The YAML node tree of a text that begins on ``line`` of a file; ``DataError`` for syntax and for aliases."""
    try:
        root: yaml.Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Location(path, mark.line + line, mark.column + 1) if mark else Location(path)
        found = " ".join(part for part in (error.context, error.problem) if part)
        raise DataError(Problem("yaml-syntax", found, "mend the YAML at this place", place)) from error
    except yaml.reader.ReaderError as error:
        found = f"character #x{error.character:04x} is not allowed in YAML"
        raise DataError(Problem("yaml-syntax", found, "remove the character", Location(path))) from error
    if root is not None:
        _refuse_aliases(root, path, line)
    return root


def _refuse_aliases(root: yaml.Node, path: str, line: int) -> None:
    """A node met twice is an alias; refusing it also keeps a chain of aliases from growing without bound."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            place = Location(path, node.start_mark.line + line, node.start_mark.column + 1)
            raise DataError(Problem("yaml-alias", "the value marked here is used again by an alias", "write the value out each time, without & and *", place))  # fmt: skip
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            waiting += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value


@dataclass(slots=True)
class Desk:
    """Reads the records of one file; collects every fault instead of stopping at the first.

    ``language`` tags what the documentalist writes, ``original`` what is quoted from the document.
    """

    path: str
    language: str = "en"
    original: str = "en"
    line: int = 1
    problems: list[Problem] = field(default_factory=list)

    def at(self, node: yaml.Node) -> Location:
        """Where a node begins."""
        return Location(self.path, node.start_mark.line + self.line, node.start_mark.column + 1)

    def fault(self, code: str, found: str, remedy: str, node: yaml.Node) -> None:
        """Note a problem at a node."""
        self.problems.append(Problem(code, found, remedy, self.at(node)))

    def pairs(self, node: yaml.Node) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
        """The entries of a mapping: key, key node, value node; a second entry with the same key is a fault."""
        seen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.fault("wrong-shape", "a key must be a word", "write key: value", key)
            elif key.value in seen:
                self.fault("duplicate-key", f'"{key.value}" stands twice in one record', "keep one of them", key)
            else:
                seen.add(key.value)
                yield key.value, key, value

    def listed(self, root: yaml.Node | None, kinds: tuple[str, ...]) -> list[Record]:
        """The records of a file: a list whose entries begin with ``kind: id``."""
        if not isinstance(root, yaml.SequenceNode):
            place = self.at(root) if root else Location(self.path)
            self.problems.append(Problem("wrong-shape", "a file of records must be a list", 'begin each record with "- act: its-id" or another kind', place))  # fmt: skip
            return []
        return [record for node in root.value if (record := self.headed(node, kinds))]

    def headed(self, node: yaml.Node, kinds: tuple[str, ...]) -> Record | None:
        """A record whose first key is its kind and holds its id."""
        table = by_name()
        if not isinstance(node, yaml.MappingNode) or not node.value:
            self.fault("wrong-shape", "this is not a record", 'write "- act: its-id" and its keys below', node)
            return None
        head, ident = node.value[0]
        name = getattr(head, "value", "")
        if not isinstance(name, str) or name not in kinds:
            found = f'"{name}" is not a kind of record' if isinstance(name, str) else "a record begins with its kind"
            remedy = " ".join(filter(None, (nearest(str(name), kinds), f"begin with one of: {', '.join(kinds)}")))
            self.fault("unknown-kind", found, remedy, head)
            return None
        try:
            local = terms.slug(ident.value if isinstance(ident, yaml.ScalarNode) else "")
        except ValueError as error:
            self.fault("bad-id", str(error), "give each record an id of its own", ident)
            return None
        return self.record(table[name], node, local, skip=name)

    def record(self, kind: Kind, node: yaml.Node, local: str = "", *, skip: str = "") -> Record:
        """A mapping as a record of one kind; faults are noted and what is faulty is left out."""
        fields: list[Field] = []
        written: set[str] = set()
        about = ""
        for name, key_node, value in self.pairs(node):
            if name == skip or (name == "id" and kind.name == "claim" and not skip):
                local = local or getattr(value, "value", "")
                continue
            written.add(name)
            key = kind.key(name)
            if key is None:
                known = [entry.name for entry in kind.keys]
                remedy = nearest(name, known) or f"the keys of {kind.name} are: {', '.join(known)}"
                self.fault("unknown-key", f'"{name}" is no key of {kind.name}', remedy, key_node)
                continue
            if key.reads == "key":
                about = getattr(value, "value", "")
            if key.reads == "value" and about in aspects():
                key = _value_key(key, aspects()[about])
            fields += self.fields(key, value)
        missing = [key.name for key in kind.keys if key.required and key.name not in written]
        for name in missing:
            called = f'{kind.name} "{local}"' if local else kind.name
            self.fault("missing-key", f"{called} has no {name}", f"add {name}: {_about(kind, name)}", node)
        return Record(kind, local, tuple(fields), self.at(node))

    def fields(self, key: Key, node: yaml.Node) -> list[Field]:
        """The values of one key: a list where the key may have several, else one value."""
        if isinstance(node, yaml.SequenceNode):
            if not key.many:
                self.fault("wrong-shape", f"{key.name} has one value, not a list", "keep one value", node)
                return []
            return [entry for item in node.value for entry in self.one(key, item)]
        return self.one(key, node)

    def one(self, key: Key, node: yaml.Node) -> list[Field]:
        """One value of a key."""
        reads = key.reads
        if reads == "part":
            return self.part(key, node)
        if reads == "quote":
            return self.quote(key, node)
        if reads in ("text", "verbatim") and isinstance(node, yaml.MappingNode):
            return [entry for tag, _, value in self.pairs(node) for entry in self.tagged(key, value, tag)]
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            self.fault("wrong-shape", f"{key.name} must be one value", f"write {key.name}: {key.about}", node)
            return []
        text = node.value.strip()
        if text == LEFT_OPEN and (reads == "bounded date" or key.name == "agent"):
            return [Field(key, LeftOpen(), text, self.at(node))]
        if reads == "verbatim" and key.name != "title" and len(text.split()) > 8:
            self.fault("quotes-too-much", f"{key.name} quotes {len(text.split())} words", "quote eight at most", node)
            return []
        try:
            return [Field(key, self.typed(key, text), text, self.at(node))]
        except _Unknown as fault:
            self.fault("unknown-term", fault.found, fault.remedy, node)
        except ValueError as error:
            code, remedy = _VALUE_FAULTS.get(reads, ("bad-value", key.about))
            self.fault(code, f"{key.name}: {error}", remedy, node)
        return []

    def typed(self, key: Key, text: str) -> Term | Reference:
        """A scalar as a term or a reference; ``ValueError`` if it is not what the key reads."""
        read = _TYPES.get(key.reads)
        if read:
            return read(text)
        if key.reads in ("text", "verbatim"):
            return terms.literal(text, language=self.language if key.reads == "text" else self.original)
        if key.reads == "concept":
            return concept(key.of[0], text)
        if key.reads == "key" and text not in aspects():
            raise ValueError(f'"{text}" is no key that a claim can be about. {nearest(text, aspects())}'.strip())
        if key.reads == "key":
            return terms.expand(aspects()[text].properties[0])
        if key.reads == "value":
            raise ValueError('say first what it is about: "about: date" above "value:"')
        return Reference(text)

    def tagged(self, key: Key, node: yaml.Node, language: str) -> list[Field]:
        """A text in a language named beside it."""
        text = node.value.strip() if isinstance(node, yaml.ScalarNode) else ""
        try:
            if not text:
                raise ValueError("the text is missing")
            return [Field(key, terms.literal(text, language=language), text, self.at(node))]
        except ValueError as error:
            self.fault("bad-value", f"{key.name}: {error}", f'write {key.name}: {{en: "…"}}', node)
            return []

    def part(self, key: Key, node: yaml.Node) -> list[Field]:
        """A nested record, or the one value that stands for it."""
        kind = by_name()[key.of[0]]
        if isinstance(node, yaml.MappingNode):
            return [Field(key, self.record(kind, node), "", self.at(node))]
        short = kind.key(kind.short) if kind.short else None
        if short is None or not isinstance(node, yaml.ScalarNode):
            self.fault("wrong-shape", f"{key.name} must hold keys", f"{key.about}: {_names(kind)}", node)
            return []
        fields = tuple(self.one(short, node))
        return [Field(key, Record(kind, "", fields, self.at(node)), node.value, self.at(node))] if fields else []

    def quote(self, key: Key, node: yaml.Node) -> list[Field]:
        """Quoted words: a text, or ``quote``, ``prefix`` and ``suffix``."""
        parts = {"quote": "", "prefix": "", "suffix": ""}
        if isinstance(node, yaml.ScalarNode):
            parts["quote"] = node.value.strip()
        elif isinstance(node, yaml.MappingNode):
            for name, key_node, value in self.pairs(node):
                if name not in parts or not isinstance(value, yaml.ScalarNode):
                    self.fault("unknown-key", f'"{name}" is no key of evidence', f"use {', '.join(parts)}", key_node)
                else:
                    parts[name] = value.value
        if not parts["quote"]:
            self.fault("wrong-shape", "the evidence quotes nothing", "quote words of the digest", node)
            return []
        return [Field(key, Quote(parts["quote"], parts["prefix"], parts["suffix"]), parts["quote"], self.at(node))]


class _Unknown(ValueError):
    def __init__(self, found: str, remedy: str) -> None:
        super().__init__(found)
        self.found, self.remedy = found, remedy


def concept(scheme: str, text: str) -> Term:
    """The concept with this English label or slug; ``ValueError`` that offers the nearest one."""
    slugs = CONCEPTS[scheme]
    local = slugs.get(text, text)
    if local not in slugs.values():
        offer = " ".join(filter(None, (nearest(text, slugs), f"`kg terms {scheme}` lists all")))
        raise _Unknown(f'{scheme.replace("-", " ")} "{text}" is in no vocabulary', offer)
    return terms.iri(f"{PREFIXES['vocab']}{scheme}/{local}")


def _language(text: str) -> Term:
    terms.literal("", language=text)
    return terms.literal(text)


def _integer(text: str) -> Term:
    if not text.isascii() or not text.isdigit():
        raise ValueError(f'"{text}" is not a whole number')
    return terms.literal(text, datatype=terms.XSD + "integer")


def _coordinate(text: str) -> Term:
    value = float(text)
    if not -180 <= value <= 180:
        raise ValueError(f'"{text}" is no coordinate')
    return terms.literal(text, datatype=terms.XSD + "decimal")


_TYPES: dict[str, Callable[[str], Term]] = {
    "string": terms.literal,
    "date": terms.date,
    "bounded date": terms.date,
    "number": terms.number,
    "coordinate": _coordinate,
    "integer": _integer,
    "boolean": terms.boolean,
    "url": terms.iri,
    "language": _language,
    "document": terms.slug,
}
_VALUE_FAULTS = {
    "date": ("bad-date", "write an EDTF date: 2012-04-25, 2012-04, 2012, 2012-04-22/2012-04-25, [..2012-04-27]"),
    "bounded date": ("bad-date", "write an EDTF date: 2012-04-25, 2012-04, 2012, 2012-04-22/2012-04-25, [..2012-04-27]"),
    "key": ("unknown-key", "name a key of the record that the claim is about"),
}  # fmt: skip


def _value_key(key: Key, about: Key) -> Key:
    """The key ``value`` of a claim, reading what the key that it is about reads."""
    return Key(key.name, ("hr:value",), about.reads, about.of, about.about, role=about.role)


def _about(kind: Kind, name: str) -> str:
    key = kind.key(name)
    return key.about if key else ""


def _names(kind: Kind) -> str:
    return ", ".join(key.name for key in kind.keys)


TOP = tuple(name for name in by_name() if name not in PARTS)
AUTHORITY = ("document", "event", "group", "instrument", "organization", "person", "place", "provision")


def read_records(
    path: Path, *, kinds: tuple[str, ...] = TOP, language: str = "en", original: str = "en"
) -> tuple[list[Record], list[Problem]]:
    """The records of a YAML file with the faults found in it; ``DataError`` if it cannot be read as YAML at all."""
    desk = Desk(shown(path), language, original)
    records = desk.listed(compose(read_text(path), desk.path), kinds)
    return records, desk.problems
