"""Reads the parts of YAML nodes that every kind of record has: entries, ids, words; reports each fault with its line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import terms
from kg.model.characters import strangers
from kg.model.errors import InvalidValueError, Location, Problem
from kg.model.kinds import UNFILLED, Key
from kg.model.message import Message, Words
from kg.records.commas import split_value
from kg.records.nodes import MappingNode, Node, ScalarNode, place_of
from kg.records.scalars import check_meaning, written

_STAND_IN = re.compile(r"todo|tbd|tba|fixme|xxx|\?+|\.{3}|…|_+", re.IGNORECASE)
"""What people write where they do not know yet."""


class NodeReader:
    """Reads nodes of one file, which begin on a ``line`` of it; collects every fault instead of stopping at the first."""

    __slots__ = ()

    path: str
    line: int
    problems: list[Problem]

    def at(self, node: Node) -> Location:
        """Where a node begins."""
        return place_of(node, self.path, self.line)

    def fault(
        self,
        code: str,
        found: Message,
        remedy: Words,
        node: Node,
        *,
        key: str = "",
        value: Node | None = None,
        offers: tuple[str, ...] = (),
    ) -> None:
        """Notes a problem at a node, with the key of the entry; ``value`` is given if it is not the node itself."""
        scalar = value or node
        text = scalar.value.strip() if isinstance(scalar, ScalarNode) else ""
        self.problems.append(Problem(code, found, remedy, self.at(node), offers, key, text if key else ""))

    def pairs(self, node: Node) -> Iterator[tuple[str, Node, Node]]:
        """The entries of a mapping: key, key node, value node; a second entry with the same key is a fault."""
        seen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                self.fault("wrong-shape", Message("a key must be a word"), Message("write key: value"), key)
            elif (name := self.written(key)) is None:
                continue
            elif name in seen:
                self.fault(
                    "duplicate-key",
                    Message('"{name}" occurs twice in one record', name=name),
                    Message("keep one of them"),
                    key,
                    key=name,
                    value=value,
                )
            else:
                seen.add(name)
                yield name, key, value

    def written(self, node: ScalarNode, name: str = "", key: Key | None = None) -> str | None:
        """The text of a scalar, composed; ``None``, with a fault noted, if a character in it misleads."""
        try:
            return written(node, key, name)
        except InvalidValueError as error:
            self.fault("misleading-character", error.found, error.remedy, node, key=name)
            return None

    def meant(self, node: ScalarNode, name: str, key: Key | None = None) -> bool:
        """Whether a scalar is a value; a fault is noted if it says that there is none, or yes or no instead of a text."""
        try:
            check_meaning(node, name, key)
        except InvalidValueError as error:
            self.fault("not-a-text", error.found, error.remedy, node, key=name)
            return False
        return True

    def ident(self, node: Node, key: str) -> str:
        """The id that a key holds; if it is not one, a fault is noted and the result is empty."""
        text = self.written(node, key) if isinstance(node, ScalarNode) else ""
        if text is None or (isinstance(node, ScalarNode) and not self.meant(node, key)):
            return ""
        try:
            return terms.slug(text)
        except InvalidValueError as error:
            advice = Message("give each record an id of its own")
            if alike := strangers(text):
                advice = Message("{why}; {remedy}", why=alike, remedy=advice)
            self.fault("bad-id", error.found, advice, node, key=key)
            return ""

    def words(self, node: Node, name: str) -> dict[str, str]:
        """A mapping of words to words; if it is not one, a fault is noted and the result is empty."""
        if not isinstance(node, MappingNode) or not node.value:
            self.wrong_shape(
                node,
                name,
                Message("{name} must hold keys", name=name),
                Message("write key: value below {name}:", name=name),
            )
            return {}
        found: dict[str, str] = {}
        for key, _, value in self.pairs(node):
            if not isinstance(value, ScalarNode):
                self.wrong_shape(
                    value,
                    key,
                    Message("{name} must be one value", name=key),
                    Message("write {name}: and one value", name=key),
                )
                return {}
            text = self.written(value, key)
            if text is None:
                return {}
            found[key] = text
        return found

    def split(self, owner: Node, key: Node, value: Node) -> bool:
        """Whether a key is the rest of a value that a comma in braces has split, which is a fault."""
        whole = split_value(owner, key, value)
        if whole:
            plain = (whole.replace(",", ""),) if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+", whole) else ()
            found = Message('the comma in "{text}" ends a value, because it is in braces', text=whole)
            remedy = Message("leave it out, or put the value in quotation marks")
            self.fault("unknown-key", found, remedy, key, offers=plain, key=str(key.value), value=value)
        return bool(whole)

    def unfilled(self, key: Key, text: str, node: Node, name: str) -> bool:
        """Whether a value is still the placeholder of a template, which is noted as a fault."""
        if not (text.startswith(UNFILLED) or _STAND_IN.fullmatch(text)):
            return False
        found = Message("{name} is not filled in yet", name=name)
        self.fault(
            "not-filled-in",
            found,
            Message("write {name}: {about}", name=name, about=key.meaning),
            node,
            key=name,
        )
        return True

    def wrong_shape(self, node: Node, name: str, found: Message, remedy: Message) -> None:
        """Notes that the value of a key is a list, keys or a text where something else belongs."""
        self.fault("wrong-shape", found, remedy, node, key=name)
