"""Reads YAML nodes as records: checks every value against the table of kinds, reports every fault with its line and column."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kg.model import terms
from kg.model.concepts import OURS, AmbiguousTermError, UnknownTermError, Vocabulary
from kg.model.errors import InvalidValueError, Problem, nearest
from kg.model.kinds import LEFT_OPEN, Key, Kind, aspect, by_name
from kg.model.message import Message
from kg.records.access import KEY as ACCESS
from kg.records.access import WHOLE, of_key
from kg.records.consistency import faults_between
from kg.records.model import Field, LeftOpen, Quote, Record
from kg.records.node_reader import NodeReader
from kg.records.nodes import MappingNode, Node, ScalarNode, SentenceNode, SequenceNode
from kg.records.own_terms import vocabulary_of
from kg.records.values import FAULTS, typed

MOST_WORDS = 8
"""The most words of a document that a value outside the evidence may quote."""


@dataclass(slots=True)
class RecordReader(NodeReader):
    """Reads the records of one file; collects every fault instead of stopping at the first.

    ``language`` tags what the documentalist writes, ``original`` what is quoted from the document; the title of a document
    that names its language is in that one, unless ``restated`` says that it is the title of an original in another. In
    a ``shared`` file, that is, an authority file, no evidence is required: the documents that mention an entity bring
    their own.
    """

    path: str
    language: str = "en"
    original: str = "en"
    line: int = 1
    shared: bool = False
    restated: bool = False
    vocabulary: Vocabulary = OURS
    """That of the project around the file."""
    problems: list[Problem] = field(default_factory=list)
    open_kinds: list[Kind] = field(default_factory=list)
    """The kinds of the records being read, outermost first: a nested record has its owner before it."""

    def __post_init__(self) -> None:
        self.vocabulary = vocabulary_of(Path(self.path))

    def listed(self, root: Node | None, kinds: tuple[str, ...]) -> list[Record]:
        """The records of a file: a list whose entries begin with ``kind: id``; empty if there are only comments."""
        if root is None:
            return []
        if not isinstance(root, SequenceNode):
            remedy = Message('begin each record with "- act: its-id" or another kind')
            self.fault("wrong-shape", Message("a file of records must be a list"), remedy, root)
            return []
        return [record for node in root.value if (record := self.headed(node, kinds))]

    def headed(self, node: Node, kinds: tuple[str, ...]) -> Record | None:
        """A record whose first key is the kind and holds the id."""
        table = by_name()
        if not isinstance(node, MappingNode) or not node.value:
            self.fault(
                "wrong-shape",
                Message("this is not a record"),
                Message('write "- act: its-id" and its keys below'),
                node,
            )
            return None
        head, id_node = node.value[0]
        name = self.written(head) if isinstance(head, ScalarNode) else getattr(head, "value", "")
        if name is None:
            return None
        if not isinstance(name, str) or name not in kinds:
            found = (
                Message('"{name}" is not a kind of record', name=name)
                if isinstance(name, str)
                else Message("a record begins with its kind")
            )
            remedy = Message("begin with one of: {names}", names=", ".join(kinds))
            self.fault(
                "unknown-kind", found, remedy, head, offers=nearest(str(name), kinds), key=str(name), value=id_node
            )
            return None
        local = self.ident(id_node, name)
        return self.record(table[name], node, local, skip=name) if local else None

    def record(self, kind: Kind, node: Node, local: str = "", *, skip: str = "") -> Record:
        """A mapping as a record of a kind; faults are noted and faulty values left out."""
        fields: list[Field] = []
        present: set[str] = set()
        about = ""
        owner = self.open_kinds[-1] if self.open_kinds else None
        before = len(self.problems)
        self.open_kinds.append(kind)
        quoted = self.original
        if kind.name == "document" and not self.restated:
            self.original = _language_of(node) or quoted
        for name, key_node, value in self.pairs(node):
            if name == skip:
                continue
            if name == "id" and kind.name == "claim" and not skip:
                local = self.ident(value, name)
                continue
            present.add(name)
            key = kind.key(name)
            if key is None and self.split(node, key_node, value):
                continue
            if key is None:
                known = [entry.name for entry in kind.keys]
                offers = nearest(name, known)
                found = Message('"{name}" is not a key of {kind}', name=name, kind=kind.name)
                remedy = Message("the keys of {kind} are: {names}", kind=kind.name, names=", ".join(known))
                self.fault(
                    "unknown-key", found, () if offers else remedy, key_node, offers=offers, key=name, value=value
                )
                continue
            if key.reads == "key" and isinstance(value, ScalarNode):
                about = value.value.strip()
            if key.reads == "value" and (meant := aspect(owner, about)):
                key = _value_key(key, meant)
            elif key.reads == "value" and "about" in present:
                continue  # the key that it is about is at fault and already reported
            fields += self.fields(key, value)
        self.open_kinds.pop()
        self.original = quoted
        needed = [key for key in kind.keys if key.required and not (self.shared and key.on == "claim")]
        missing = [key.name for key in needed if key.name not in present and not self.misled_in(before)]
        for name in missing:
            nameless = Message("{kind} has no {name}", kind=kind.name, name=name)
            found = Message('{kind} "{id}" has no {name}', kind=kind.name, id=local, name=name) if local else nameless
            remedy = Message("add {name}: {about}", name=name, about=_about(kind, name))
            self.fault("missing-key", found, remedy, node, key=name)
        record = Record(kind, local, tuple(fields), self.at(node))
        self.problems += faults_between(record)
        return record

    def misled_in(self, before: int) -> bool:
        """Whether a key, and not a value, has been refused since there were so many problems: it may be the missing one."""
        return any(fault.code == "misleading-character" and not fault.key for fault in self.problems[before:])

    def fields(self, key: Key, node: Node) -> list[Field]:
        """The values of a key: a list if the key allows several, otherwise one value."""
        if isinstance(node, SequenceNode):
            if not key.many:
                is_date = key.reads.endswith("date") and any(".." in str(item.value) for item in node.value)
                remedy = (
                    Message('put a date in brackets in quotation marks: "[..2012-04-27]"')
                    if is_date
                    else Message("keep one value")
                )
                self.wrong_shape(node, key.name, Message("{name} has one value, not a list", name=key.name), remedy)
                return []
            if not node.value:
                self.wrong_shape(
                    node,
                    key.name,
                    Message("{name} has an empty list", name=key.name),
                    Message("write a value, or leave the key out"),
                )
            return [entry for item in node.value for entry in self.one(key, item)]
        return self.one(key, node)

    def one(self, key: Key, node: Node, *, called: str = "") -> list[Field]:
        """One value of a key, which faults call by the key that was written, if it is short for another."""
        reads, name = key.reads, called or key.name
        if name == ACCESS and isinstance(node, MappingNode) and node.value:
            return self.levels(key, node)
        if reads == "part":
            return self.part(key, node)
        if reads == "quote":
            return self.quote(key, node)
        if reads in ("text", "verbatim") and isinstance(node, MappingNode) and node.value:
            told = [(tag, value) for tag, at, value in self.pairs(node) if not self.split(node, at, value)]
            return [entry for tag, value in told for entry in self.tagged(key, value, tag)]
        if not isinstance(node, ScalarNode) or not node.value.strip():
            self.wrong_shape(
                node,
                name,
                Message("{name} must be one value", name=name),
                Message("write {name}: {about}", name=name, about=key.meaning),
            )
            return []
        text = self.written(node, name, key)
        if text is None or self.unfilled(key, text, node, name) or not self.meant(node, name, key):
            return []
        if text == LEFT_OPEN and (reads == "bounded date" or key.name == "agent"):
            return [Field(key, LeftOpen(), text, self.at(node))]
        if reads == "verbatim" and key.name != "title" and len(text.split()) > MOST_WORDS:
            self.fault(
                "quotes-too-much",
                Message("{name} quotes {count} words", name=name, count=len(text.split())),
                Message("quote at most eight"),
                node,
                key=name,
            )
            return []
        if reads == "concept":
            return self.term(key, text, node, name)
        try:
            return [Field(key, typed(key, text, language=self.language, original=self.original), text, self.at(node))]
        except InvalidValueError as fault:
            code, advice = FAULTS.get(reads, ("bad-value", key.meaning))
            found = Message("{name}: {fault}", name=name, fault=fault.found)
            remedy = () if fault.offers and reads != "key" else advice  # an offer says it all
            self.fault(code, found, remedy, node, offers=fault.offers, key=name)
        return []

    def term(self, key: Key, text: str, node: Node, name: str) -> list[Field]:
        """A concept, whatever name it is given by; its text is its label, so that rules compare what is meant."""
        try:
            concept, label = self.vocabulary.find(key.of[0], text, language=self.language)
        except AmbiguousTermError as fault:
            self.fault("ambiguous-term", fault.found, fault.remedy, node, key=name)
        except UnknownTermError as fault:
            self.fault("unknown-term", fault.found, fault.remedy, node, offers=fault.offers, key=name)
        else:
            return [Field(key, concept, label, self.at(node))]
        return []

    def levels(self, key: Key, node: Node) -> list[Field]:
        """Who may see single keys of the record that is being read, and the record as a whole."""
        kind = self.open_kinds[-1]
        known = (WHOLE, *(entry.name for entry in kind.keys if entry.name != key.name))
        found = []
        for name, key_node, value in self.pairs(node):
            if name in known:
                levels = self.one(key if name == WHOLE else of_key(key, name), value, called=name)
                found += [entry._replace(text=f"{name}: {entry.text}") for entry in levels]
                continue
            offers = nearest(name, known)
            what = Message('"{name}" is not a key of {kind}', name=name, kind=kind.name)
            remedy = Message("the keys of {kind} are: {names}", kind=kind.name, names=", ".join(known))
            self.fault("unknown-key", what, () if offers else remedy, key_node, offers=offers, key=name, value=value)
        return found

    def tagged(self, key: Key, node: Node, language: str) -> list[Field]:
        """A text in a language given with it."""
        text = self.written(node, key.name, key) if isinstance(node, ScalarNode) else ""
        if text is None or (isinstance(node, ScalarNode) and not self.meant(node, key.name, key)):
            return []
        if self.unfilled(key, text, node, key.name):
            return []
        try:
            if not text:
                raise InvalidValueError(Message("the text is missing"))
            if not terms.is_language(language):
                raise InvalidValueError(terms.not_a_language(language))
            return [Field(key, terms.literal(text, language=language), text, self.at(node))]
        except InvalidValueError as error:
            found = Message("{name}: {fault}", name=key.name, fault=error.found)
            self.fault("bad-value", found, Message('write {name}: {en: "…"}', name=key.name), node, key=key.name)
            return []

    def part(self, key: Key, node: Node) -> list[Field]:
        """A nested record, or the bare value that is short for it."""
        kind = by_name()[key.of[0]]
        if isinstance(node, MappingNode) and node.value:
            return [Field(key, self.record(kind, node), "", self.at(node))]
        short = kind.key(kind.short) if kind.short else None
        if short is None or not isinstance(node, ScalarNode):
            self.wrong_shape(
                node,
                key.name,
                Message("{name} must hold keys", name=key.name),
                Message("{about}: {names}", about=key.meaning, names=_names(kind)),
            )
            return []
        fields = tuple(self.one(short, node, called=key.name))
        text = fields[0].text if fields else ""
        return [Field(key, Record(kind, "", fields, self.at(node)), text, self.at(node))] if fields else []

    def quote(self, key: Key, node: Node) -> list[Field]:
        """Quoted words: a text, or a mapping of ``quote``, ``prefix``, ``suffix`` and ``language``."""
        parts = {"quote": "", "prefix": "", "suffix": "", "language": ""}
        before = len(self.problems)
        if isinstance(node, SentenceNode):
            return [Field(key, Quote(node.value, start=node.start), node.value, self.at(node))]
        if isinstance(node, ScalarNode):
            parts["quote"] = node.value.strip()
            _ = self.unfilled(key, parts["quote"], node, key.name) or self.meant(node, key.name, key)
        elif isinstance(node, MappingNode):
            for name, key_node, value in self.pairs(node):
                if name not in parts and self.split(node, key_node, value):
                    continue
                if name not in parts:
                    self.fault(
                        "unknown-key",
                        Message('"{name}" is not a key of evidence', name=name),
                        Message("use {names}", names=", ".join(parts)),
                        key_node,
                        key=name,
                        value=value,
                    )
                elif isinstance(value, ScalarNode):
                    parts[name] = value.value
                else:
                    self.wrong_shape(
                        value,
                        name,
                        Message("{name} must be one value", name=name),
                        Message("write {name}: and some words", name=name),
                    )
        if parts["language"] and not terms.is_language(parts["language"]):
            found = Message("{name}: {fault}", name="language", fault=terms.not_a_language(parts["language"]))
            self.fault("bad-value", found, Message('write a language tag (BCP 47), such as "en"'), node, key="language")
        if len(self.problems) > before:
            return []
        if not parts["quote"]:
            self.wrong_shape(
                node, key.name, Message("the evidence quotes nothing"), Message("quote words of the document")
            )
            return []
        quoted = Quote(parts["quote"], parts["prefix"], parts["suffix"], language=parts["language"])
        return [Field(key, quoted, quoted.text, self.at(node))]


def _language_of(document: Node) -> str:
    """The language that a record of a document names, empty if there is none or it is invalid."""
    pairs = document.value if isinstance(document, MappingNode) else []
    values = (value.value.strip() for key, value in pairs if key.value == "language" and isinstance(value, ScalarNode))
    return next((value for value in values if terms.is_language(value)), "")


def _value_key(key: Key, about: Key) -> Key:
    """The key ``value`` of a claim, read like the key that the claim is about; a suspect has the same usual degree."""
    default = about.default if about.role else ""
    return Key(key.name, ("hr:value",), about.reads, about.of, about.about, role=about.role, default=default)


def _about(kind: Kind, name: str) -> Message:
    key = kind.key(name)
    assert key
    return key.meaning


def _names(kind: Kind) -> str:
    return ", ".join(key.name for key in kind.keys)
