"""What can be wrong between the entries of a record: keys that do not go together, values that a comma has split."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model.errors import Problem, nearest
from kg.model.kinds import Kind
from kg.model.message import Message
from kg.records.model import Record
from kg.records.nodes import MappingNode, Node, ScalarNode


def split_value(owner: Node, key: Node, value: Node) -> str:
    """The whole of a value that YAML has split at a comma in braces, where a key without a value is its rest; else empty."""
    if not isinstance(owner, MappingNode) or not owner.flow_style or not _is_rest(key, value):
        return ""
    at = next(number for number, pair in enumerate(owner.value) if pair[0] is key)
    first = next((n for n in range(at - 1, -1, -1) if not _is_rest(*owner.value[n])), None)
    if first is None or not isinstance(owner.value[first][1], ScalarNode):
        return ""
    rest = []
    for pair in owner.value[first + 1 :]:
        if not _is_rest(*pair):
            break
        rest.append(pair[0])
    gap = " " if rest[0].start_mark.column > owner.value[first][1].end_mark.column + 1 else ""
    return f",{gap}".join([owner.value[first][1].value, *(part.value for part in rest)])


def _is_rest(key: Node, value: Node) -> bool:
    """Whether a key has no colon: what YAML makes of a word alone in braces."""
    is_empty = isinstance(key, ScalarNode) and isinstance(value, ScalarNode) and not (value.value or value.style)
    return is_empty and bool(value.start_mark.index == key.end_mark.index)


def between_keys(record: Record) -> Iterator[Problem]:
    """Faults that involve several keys: a claim on a key that the record's kind lacks, a relay without a claimant."""
    for entry in record.all("claims"):
        claim = entry.value if isinstance(entry.value, Record) else record
        about, asserts = claim.first("about"), claim.first("asserts")
        if about and not record.kind.key(about.text):
            offers = nearest(about.text, _node_keys(record.kind))
            remedy = () if offers else Message("name a key of the record that the claim is about")
            found = Message('"{name}" is not a key of {kind}', name=about.text, kind=record.kind.name)
            yield Problem("unknown-key", found, remedy, about.location, offers, "about", about.text)
        if asserts:
            remedy = Message("leave it out: the claim is about the record that it is in")
            yield Problem(
                "unknown-key",
                Message('"asserts" is not a key of a claim within a record'),
                remedy,
                asserts.location,
                (),
                "asserts",
                asserts.text,
            )
    via = record.first("via")
    if via and not record.first("claimant"):
        remedy = Message("add claimant: whose word was passed on")
        yield Problem("missing-key", Message("via is given without a claimant"), remedy, via.location, key="via")


def _node_keys(kind: Kind) -> Iterator[str]:
    return (key.name for key in kind.keys if key.on == "node")
