"""Reads a column map from YAML; whatever is wrong in it is reported with its line and column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import regex

from kg.mapping.tables.model import (
    CONVENTIONS,
    Case,
    Cases,
    Cell,
    ColumnMap,
    Each,
    Import,
    Part,
    Rule,
    Text,
    When,
    Words,
)
from kg.model.errors import DataError, Location, Problem, nearest
from kg.model.files import MOST_BYTES, read_text, shown
from kg.model.kinds import PARTS, by_name
from kg.model.message import Message
from kg.model.vocabulary import CONCEPTS
from kg.records.comments import cut_texts
from kg.records.nodes import MappingNode, Node, ScalarNode, SequenceNode, compose, place_of

_TOP = ("table", "document", "records", "key", "optional", "delimiter", "reads", "common", "from-file", "import")
_IMPORT = ("file", "sha256", "sheet", "given", "facts", "rejected", "repeated", "same", "known")
_CELL = (
    "column",
    "text",
    "split",
    "take",
    "date",
    "precision",
    "suffix",
    "scripts",
    "map",
    "else",
    "terms",
    "first",
    "unmarked",
)
_EACH = ("each", "split", "parts", "between", "value", "rest", "take", "unmarked")
_RULE = ("when", "once", "shared", "with", "for", "roles", "known-by")
_PRECISIONS = ("year", "month")


def read_map(path: Path) -> ColumnMap:
    """The column map in a file; ``DataError`` if it is none."""
    return parse_map(read_text(path), shown(path))


def parse_map(text: str, path: str) -> ColumnMap:
    """The column map in a text that stands in a file; ``DataError`` too where a comment cuts a text off."""
    root = compose(text, path)
    if cuts := [*cut_texts(root, text, path)]:
        raise DataError(cuts)
    return _Reader(path).whole(root)


class _Reader:
    """Reads the nodes of one file."""

    def __init__(self, path: str) -> None:
        self.path = path

    def whole(self, root: Node | None) -> ColumnMap:
        """The map."""
        if root is None:
            raise DataError(Problem("empty-file", Message("the file is empty"), _SEE, Location(self.path)))
        top = self.keys(root, _TOP)
        for name in ("table", "document", "records"):
            if name not in top:
                raise self.error(root, Message("the column map has no key {key}", key=name))
        common = {name: self.keys(node) for name, node in (self.keys(top["common"]) if "common" in top else {}).items()}
        rules = tuple(self.rule(node, common) for node in self.items(top["records"]))
        return ColumnMap(
            self.text(top["table"]),
            self.parts(top["document"]),
            rules,
            self.template(top["key"]) if "key" in top else None,
            frozenset(map(self.text, self.items(top.get("optional")))),
            self.text(top["delimiter"]) if "delimiter" in top else ",",
            self.choice(top.get("reads"), CONVENTIONS),
            {name: self.texts(value) for name, value in self.keys(top["from-file"]).items()}
            if "from-file" in top
            else {},
            self.told(top["import"]) if "import" in top else Import(),
            self.path,
        )

    def told(self, node: Node) -> Import:
        """What the import noted."""
        keys = self.keys(node, _IMPORT)
        facts = self.keys(keys["facts"]) if "facts" in keys else {}
        return Import(
            self.text(keys.get("file")),
            self.text(keys.get("sha256")),
            self.text(keys.get("sheet")),
            self.texts(keys.get("given")),
            {name: tuple(map(self.text, self.items(value))) for name, value in facts.items()},
            _numbers(self.text(keys.get(name)) for name in ("rejected", "repeated")),
            self.texts(keys.get("same")),
            {int(number): text for number, text in self.texts(keys.get("known")).items() if number.isdecimal()},
        )

    def rule(self, node: Node, common: Mapping[str, dict[str, Node]]) -> Rule:
        """What one record is made of; its first key is the kind and holds the id, as in a file of records."""
        keys = self.keys(node)
        kind, first = next(iter(keys.items()), ("", node))
        keys = keys | (common[self.choice(keys["with"], tuple(common))] if "with" in keys else {}) | keys
        known = [name for name in by_name() if name not in PARTS and name != "document"]
        if kind not in known:
            raise self.error(node, Message('"{name}" is not a kind of record', name=kind), nearest(kind, known))
        fields = by_name()[kind].keys
        names = [field.name for field in fields]
        for name, value in keys.items():
            if name not in (kind, *names, *_RULE):
                found = Message('"{name}" is not a key of {kind}', name=name, kind=kind)
                raise self.error(value, found, nearest(name, names))
        values = {name: self.part(value) for name, value in keys.items() if name not in (kind, *_RULE)}
        shared = self.choice(keys.get("shared"), ("by label", "by id"))
        return Rule(
            kind,
            self.template(first),
            values,
            place_of(node, self.path, 1),
            self.when(keys.get("when")),
            self.choice(keys.get("once"), ("true",)) == "true",
            bool(shared),
            shared == "by id",
            self.each(keys["for"]) if "for" in keys else None,
            self.each(keys["roles"]) if "roles" in keys else None,
            tuple(map(self.text, self.items(keys.get("known-by")))),
        )

    def part(self, node: Node) -> Part:
        """The value of a key."""
        if isinstance(node, ScalarNode):
            return self.template(node)
        if isinstance(node, SequenceNode):
            return tuple(map(self.part, node.value))
        names = [key.value for key, _ in node.value]
        if "cases" in names:
            return Cases(tuple(map(self.case, self.items(self.keys(node, ("cases",))["cases"]))))
        if "each" in names:
            return self.each(node)
        return self.cell(node) if {"column", "text"} & {*names} else self.parts(node)

    def parts(self, node: Node) -> dict[str, Part]:
        """Nested keys."""
        return {name: self.part(value) for name, value in self.keys(node).items()}

    def case(self, node: Node) -> Case:
        """A value with its condition."""
        keys = self.keys(node, ("when", "value"))
        if "value" not in keys:
            raise self.error(node, Message("the column map has no key {key}", key="value"))
        return Case(self.when(keys.get("when")), self.part(keys["value"]))

    def each(self, node: Node) -> Each:
        """A value for each piece of a cell, or a record for each if there is no value."""
        keys = self.keys(node, _EACH)
        return Each(
            self.text(keys.get("each")),
            self.text(keys.get("split")) or "|",
            self.part(keys["value"]) if "value" in keys else (),
            tuple(map(self.text, self.items(keys.get("parts")))),
            self.text(keys.get("between")) or ":",
            self.choice(keys.get("rest"), ("true",)) == "true",
            self.pattern(keys.get("take")),
            self.choice(keys.get("unmarked"), ("true",)) == "true",
        )

    def cell(self, node: Node) -> Cell:
        """What is made of a cell."""
        keys = self.keys(node, _CELL)
        column = keys.get("column")
        place = place_of(node, self.path, 1)
        text = Text(f"{{{self.text(column)}}}", place) if column else self.template(keys["text"])
        return Cell(
            text,
            self.text(keys.get("split")),
            self.pattern(keys.get("take")),
            tuple(map(self.text, self.items(keys.get("date")))),
            self.choice(keys.get("precision"), _PRECISIONS),
            self.text(keys.get("suffix")),
            tuple(map(self.text, self.items(keys.get("scripts")))),
            self.texts(keys["map"]) if "map" in keys else None,
            self.text(keys["else"]) if "else" in keys else None,
            self.choice(keys.get("terms"), tuple(CONCEPTS)),
            self.choice(keys.get("first"), ("true",)) == "true",
            self.choice(keys.get("unmarked"), ("true",)) == "true",
        )

    def when(self, node: Node | None) -> When:
        """A condition."""
        return {name: self.words(value) for name, value in (self.keys(node) if node else {}).items()}

    def words(self, node: Node) -> Words:
        """What a cell must be: a word, a list of them, ``not:`` with those that it must not be, ``has:`` or ``lacks:`` with its pieces."""
        keys = self.keys(node, ("not", "has", "lacks")) if isinstance(node, MappingNode) else {}
        inner = next(iter(keys.values()), node)
        return Words(
            tuple(map(self.text, self.items(inner))),
            not {"not", "lacks"}.isdisjoint(keys),
            not {"has", "lacks"}.isdisjoint(keys),
        )

    def pattern(self, node: Node | None) -> str:
        """A regular expression with one group, or nothing."""
        if node is None:
            return ""
        text = self.text(node)
        try:
            groups = regex.compile(text).groups
        except regex.error as error:
            raise self.error(node, Message('"{text}" is not a regular expression', text=text)) from error
        if groups != 1:
            raise self.error(node, Message("the expression needs one group in brackets: what is taken"))
        return text

    def template(self, node: Node) -> Text:
        """A text with places for cells."""
        return Text(self.text(node), place_of(node, self.path, 1))

    def choice(self, node: Node | None, words: tuple[str, ...]) -> str:
        """One of a few words, or nothing."""
        found = self.text(node)
        if node and found not in words:
            raise self.error(node, Message('"{text}" is none of: {names}', text=found, names=", ".join(words)))
        return found

    def texts(self, node: Node | None, known: Iterable[str] = ()) -> dict[str, str]:
        """Keys whose values are plain texts."""
        return {name: self.text(value) for name, value in (self.keys(node, known) if node else {}).items()}

    def text(self, node: Node | None) -> str:
        """A plain text; empty if there is none."""
        if node is not None and not isinstance(node, ScalarNode):
            raise self.error(node, Message("a text is expected here"))
        return str(node.value) if node else ""

    def items(self, node: Node | None) -> list[Node]:
        """The items of a list; a single value is a list of one."""
        return [] if node is None else list(node.value) if isinstance(node, SequenceNode) else [node]

    def keys(self, node: Node, known: Iterable[str] = ()) -> dict[str, Node]:
        """The keys of a mapping, each once."""
        if not isinstance(node, MappingNode):
            raise self.error(node, Message("keys are expected here, such as column: name"))
        found: dict[str, Node] = {}
        for key, value in node.value:
            name = self.text(key)
            if name in found or (known and name not in known):
                twice = Message('the key "{name}" is given twice', name=name)
                unknown = Message('the column map has no use for the key "{name}"', name=name)
                raise self.error(key, twice if name in found else unknown, nearest(name, known))
            found[name] = value
        return found

    def error(self, node: Node, found: Message, offers: tuple[str, ...] = ()) -> DataError:
        """The error for a node."""
        return DataError(Problem("bad-column-map", found, _SEE, place_of(node, self.path, 1), offers))


_SEE = Message("docs/imports.md shows what a column map contains")


def _numbers(texts: Iterable[str]) -> frozenset[int]:
    """The rows that ranges such as ``3, 8-9`` name, as far as a table can have them."""
    found: set[int] = set()
    for first, last in re.findall(r"([0-9]{1,9})(?:-([0-9]{1,9}))?", " ".join(texts)):
        found |= {*range(int(first), min(int(last or first), MOST_BYTES) + 1)}
    return frozenset(found)


def ranges(numbers: Iterable[int]) -> str:
    """Numbers as ranges, as a column map lists rows.

    >>> ranges([9, 3, 8])
    '3, 8-9'
    """
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
