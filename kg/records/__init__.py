"""Reads YAML as records, with the line and column of every value."""

from __future__ import annotations

from pathlib import Path

from kg.model.errors import DataError, Location, Problem
from kg.model.files import read_text, shown
from kg.model.kinds import PARTS, by_name
from kg.model.message import Message
from kg.model.terms import language_tag
from kg.records.comments import cut_texts
from kg.records.model import Field, LeftOpen, Quote, Record, Reference
from kg.records.nodes import MappingNode, Node, ScalarNode, compose
from kg.records.reader import RecordReader

__all__ = [
    "AUTHORITY",
    "TOP",
    "Field",
    "LeftOpen",
    "Quote",
    "Record",
    "Reference",
    "read_front",
    "read_records",
]

TOP = tuple(name for name in by_name() if name not in PARTS)
AUTHORITY = tuple(name for name in TOP if name not in ("assessment", "claim", "fact", "recommendation"))
"""Kinds allowed in an authority file: what several documents share, not what one of them says."""


def read_records(
    path: Path, *, shared: bool = False, language: str = "en", original: str = "en"
) -> tuple[list[Record], list[Problem]]:
    """The records of a YAML file and the faults found in it; ``DataError`` if it cannot be read as YAML at all.

    ``shared`` marks an authority file.
    """
    reader = RecordReader(shown(path), language, original, shared=shared)
    text = read_text(path)
    root = compose(text, reader.path)
    records = reader.listed(root, AUTHORITY if shared else TOP)
    return records, [*cut_texts(root, text, reader.path), *reader.problems]


def read_front(
    text: str, path: str, *, line: int, aside: str, language: str
) -> tuple[Record, dict[str, str], list[Problem]]:
    """The front matter of a document: its record, the keys below ``aside``, and the faults found.

    ``line`` is the line on which the front matter begins. ``DataError`` if it does not give the document's id.
    """
    root = compose(text, path, line=line)
    place = Location(path, line, 1)
    if not isinstance(root, MappingNode):
        raise DataError(
            Problem("wrong-shape", Message("the front matter must hold keys"), Message("write key: value"), place)
        )
    values = {key.value: value for key, value in reversed(root.value) if isinstance(key, ScalarNode)}
    if "document" not in values:
        remedy = Message('begin the front matter with "document: its-id"')
        raise DataError(Problem("missing-key", Message("the front matter has no id"), remedy, place))
    reader = RecordReader(path, language, _document_language(values.get("language")) or language, line)
    reader.problems += cut_texts(root, text, path, line)
    beside = values.get(aside)
    pairs = _words(reader, beside, aside) if beside else {}
    kept = [pair for pair in root.value if pair[1] is not beside]
    root.value = sorted(kept, key=lambda pair: pair[0].value != "document")
    head = reader.headed(root, ("document",))
    if head is None:
        raise DataError(reader.problems)
    return head, pairs, reader.problems


def _words(reader: RecordReader, node: Node, name: str) -> dict[str, str]:
    """A mapping of words to words; if it is not one, a fault is noted and the result is empty."""
    if not isinstance(node, MappingNode) or not node.value:
        reader.wrong_shape(
            node,
            name,
            Message("{name} must hold keys", name=name),
            Message("write key: value below {name}:", name=name),
        )
        return {}
    found: dict[str, str] = {}
    for key, _, value in reader.pairs(node):
        if not isinstance(value, ScalarNode):
            reader.wrong_shape(
                value,
                key,
                Message("{name} must be one value", name=key),
                Message("write {name}: and one value", name=key),
            )
            return {}
        found[key] = value.value
    return found


def _document_language(node: Node | None) -> str:
    """The language that the front matter names, empty if invalid; the fault is reported when it is read as a key."""
    try:
        return language_tag(node.value) if isinstance(node, ScalarNode) else ""
    except ValueError:
        return ""
