"""Makes the changes of a migration in the text of one file of records: six kinds of change, a method for each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.model.errors import Problem
from kg.model.kinds import Key, Kind, aspects, by_name
from kg.model.message import Message, Words, both, either
from kg.model.terms import digest
from kg.model.vocabulary import CONCEPTS
from kg.records.editing import Edit, EditableYaml, apply
from kg.records.nodes import MappingNode, Node, ScalarNode, SequenceNode
from kg.sources.readers import markdown
from kg.upkeep.steps import Change

_FRONT = ("document",)
"""The kind of front matter, whose keys are at the root."""


class PendingChanges(NamedTuple):
    """The changes still to be made, by which an old name is found in the table of kinds."""

    changes: tuple[Change, ...]

    def kind(self, name: str) -> Kind | None:
        """The current kind for a name."""
        for change in self.changes:
            if change.do == "rename-kind" and change.kind == name:
                name = change.to
        return by_name().get(name)

    def key(self, kind: str, name: str) -> Key | None:
        """The current key for a name in a kind."""
        own = kind
        for change in self.changes:
            if change.do == "rename-key" and change.key == name and change.kind in ("", own):
                name = change.to
            elif change.do == "rename-kind" and change.kind == own:
                own = change.to
        found = self.kind(kind)
        return found.key(name) if found else None


class _Part(NamedTuple):
    """A record or a nested part of one: its kind's name, its node, and the record that it is part of."""

    kind: str
    node: MappingNode
    owner: str = ""


@dataclass(slots=True)
class Rewriting:
    """One file being rewritten: its text after each change, and what could not be changed."""

    path: str
    text: str
    front: bool
    problems: list[Problem] = field(default_factory=list)

    def make(self, change: Change, pending: PendingChanges) -> None:
        """Makes one change in the text, or notes why it cannot be made."""
        editable = self._editable()
        edits: list[Edit] = []
        if editable and editable.root:
            for part in self._parts(editable.root, pending):
                edits += REWRITES[change.do](self, editable, part, change, pending)
        self.text = apply(self.text, edits)

    def _editable(self) -> EditableYaml | None:
        if not self.front:
            return EditableYaml(self.path, self.text)
        document = markdown.document(self.text, self.path, digest(self.text))
        start = self.text.index(document.front)
        return EditableYaml(self.path, self.text, start, start + len(document.front))

    def _parts(self, root: Node, pending: PendingChanges) -> Iterator[_Part]:
        records = [root] if self.front else root.value if isinstance(root, SequenceNode) else []
        for node in records:
            if isinstance(node, MappingNode) and node.value:
                kind = _FRONT[0] if self.front else node.value[0][0].value
                if isinstance(kind, str):
                    yield from self._below(_Part(kind, node), pending)

    def _below(self, part: _Part, pending: PendingChanges) -> Iterator[_Part]:
        yield part
        for key, value in part.node.value:
            found = pending.key(part.kind, key.value) if isinstance(key, ScalarNode) else None
            if found and found.reads == "value":
                about = pending.key(part.owner, _text(part.node, "about")) or aspects().get(_text(part.node, "about"))
                found = about or found
            if found and found.reads == "part":
                for node in value.value if isinstance(value, SequenceNode) else [value]:
                    if isinstance(node, MappingNode):
                        yield from self._below(_Part(found.of[0], node, part.kind), pending)

    def refuse(self, editable: EditableYaml, found: Message, remedy: Words, node: Node) -> None:
        """Notes why a change cannot be made at a node."""
        self.problems.append(Problem("not-lifted", found, remedy, editable.place(node)))

    def rename_key(
        self, editable: EditableYaml, part: _Part, change: Change, pending: PendingChanges
    ) -> Iterator[Edit]:
        """Renames a key, also in claims about it."""
        if change.kind in ("", part.kind):
            for _number, key, _value in _pairs(part, change.key):
                yield editable.replaced(key, change.to, flow=_flow(part))
            for _number, _key, levels in _pairs(part, "access"):
                if isinstance(levels, MappingNode):
                    named = (key for key, _ in levels.value if key.value == change.key)
                    yield from (editable.replaced(key, change.to, flow=bool(levels.flow_style)) for key in named)
        if part.kind == "claim":
            for _number, _key, value in _pairs(part, "about"):
                if isinstance(value, ScalarNode) and value.value == change.key and _is_meant(part, change):
                    yield editable.replaced(value, change.to, flow=_flow(part))

    def rename_kind(
        self, editable: EditableYaml, part: _Part, change: Change, pending: PendingChanges
    ) -> Iterator[Edit]:
        """Changes the kind of records."""
        key = part.node.value[0][0]
        if not part.owner and part.kind == change.kind and key.value == change.kind:
            yield editable.replaced(key, change.to, flow=_flow(part))

    def rename_concept(
        self, editable: EditableYaml, part: _Part, change: Change, pending: PendingChanges
    ) -> Iterator[Edit]:
        """Renames a concept."""
        for scheme, node, flow in _concepts(part, pending):
            if scheme == change.scheme and node.value.strip() == change.concept:
                yield editable.replaced(node, change.to, flow=flow)

    def label_concepts(
        self, editable: EditableYaml, part: _Part, change: Change, pending: PendingChanges
    ) -> Iterator[Edit]:
        """Concepts by their labels."""
        for scheme, node, flow in _concepts(part, pending):
            labels = {slug: label for label, slug in CONCEPTS[scheme].items()}
            if node.value not in CONCEPTS[scheme] and node.value in labels:
                yield editable.replaced(node, labels[node.value], flow=flow)

    def split_key(self, editable: EditableYaml, part: _Part, change: Change, pending: PendingChanges) -> Iterator[Edit]:
        """One value as several keys; a claim about it would have to say which of them it means."""
        self._refuse_claims(editable, part, change)
        if part.kind != change.kind:
            return
        for number, key, value in _pairs(part, change.key):
            match = re.fullmatch(change.pattern, value.value.strip()) if isinstance(value, ScalarNode) else None
            groups = match.groups() if match else ("",) * len(change.into)
            made = [(name, text) for name, text in zip(change.into, groups, strict=True) if text]
            taken = [name for name, _ in made if name != change.key and any(_pairs(part, name))]
            if not made or taken or not isinstance(value, ScalarNode):
                there = Message("{key} is already there", key=taken[0]) if taken else None
                found = Message(
                    "{key} cannot be split into {names}: {fault}",
                    key=change.key,
                    names=both(*change.into),
                    fault=there or Message("the value has another form"),
                )
                pattern = Message("write {key} in this form: {pattern}", key=change.key, pattern=change.pattern)
                self.refuse(editable, found, _remedy(change) or pattern, value)
                continue
            (first, text), *rest = made
            yield editable.replaced(key, first, flow=_flow(part))
            yield editable.replaced(value, text, flow=_flow(part))
            if rest:
                yield editable.added_pairs(part.node, number, rest)

    def remove_key(
        self, editable: EditableYaml, part: _Part, change: Change, pending: PendingChanges
    ) -> Iterator[Edit]:
        """A fault for each record that has the key, and each claim about it."""
        self._refuse_claims(editable, part, change)
        if change.kind in ("", part.kind):
            for _number, key, _value in _pairs(part, change.key):
                self.refuse(
                    editable,
                    Message('the key "{key}" of {kind} no longer exists', key=change.key, kind=part.kind),
                    _remedy(change),
                    key,
                )
        yield from ()

    def _refuse_claims(self, editable: EditableYaml, part: _Part, change: Change) -> None:
        for _number, _key, value in _pairs(part, "about") if part.kind == "claim" else ():
            if _text(part.node, "about") == change.key and _is_meant(part, change):
                remedy = _remedy(change) or Message("say which it is about: {names}", names=either(*change.into))
                self.refuse(
                    editable, Message('a claim is about "{key}", which no longer exists', key=change.key), remedy, value
                )


def _remedy(change: Change) -> Words:
    """The instruction in the table, verbatim."""
    return Message("{remedy}", remedy=change.remedy) if change.remedy else ()


def _is_meant(claim: _Part, change: Change) -> bool:
    """Whether a claim about a key of this name is about the one that changes.

    A claim that is a separate record does not say the kind of what it asserts: a key that still exists is left alone.
    """
    return change.kind in ("", claim.owner) if claim.owner else change.key not in aspects()


def _text(node: MappingNode, name: str) -> str:
    """The scalar value of a key, if it has one."""
    return next((v.value for k, v in node.value if k.value == name and isinstance(v, ScalarNode)), "")


def _pairs(part: _Part, name: str) -> Iterator[tuple[int, ScalarNode, Node]]:
    """The pairs of a part with this key, except the one that gives the kind of record."""
    for number, (key, value) in enumerate(part.node.value):
        is_head = number == 0 and not part.owner and key.value == part.kind
        if isinstance(key, ScalarNode) and key.value == name and not is_head:
            yield number, key, value


def _flow(part: _Part) -> bool:
    return bool(part.node.flow_style)


def _concepts(part: _Part, pending: PendingChanges) -> Iterator[tuple[str, ScalarNode, bool]]:
    """Every value that is a concept: its scheme, its node, and whether it is in brackets or braces."""
    for key, value in part.node.value:
        found = pending.key(part.kind, key.value) if isinstance(key, ScalarNode) else None
        if found and found.reads == "value":
            about = _text(part.node, "about")
            found = pending.key(part.owner, about) or aspects().get(about)
        if found and found.reads == "concept":
            listed = isinstance(value, SequenceNode)
            flow = _flow(part) or (listed and bool(value.flow_style))
            for node in value.value if listed else [value]:
                if isinstance(node, ScalarNode):
                    yield found.of[0], node, flow


REWRITES: dict[str, Callable[[Rewriting, EditableYaml, _Part, Change, PendingChanges], Iterable[Edit]]] = {
    "rename-key": Rewriting.rename_key,
    "rename-kind": Rewriting.rename_kind,
    "rename-concept": Rewriting.rename_concept,
    "split-key": Rewriting.split_key,
    "remove-key": Rewriting.remove_key,
    "label-concepts": Rewriting.label_concepts,
}
