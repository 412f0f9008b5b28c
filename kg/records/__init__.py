"""Reads YAML as records, with the line and column of every value."""

from __future__ import annotations

from pathlib import Path

from kg.model.errors import DataError, Location, Problem
from kg.model.files import read_text, shown
from kg.model.kinds import PARTS, by_name
from kg.model.message import Message
from kg.model.terms import is_language
from kg.records.comments import cut_texts
from kg.records.model import Field, LeftOpen, Quote, Record, Reference
from kg.records.nodes import MappingNode, ScalarNode, compose
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
    reader = RecordReader(path, language, language, line)
    values = {key.value: value for key, value in reversed(root.value) if isinstance(key, ScalarNode)}
    if "document" not in values:
        remedy = Message('begin the front matter with "document: its-id"')
        list(reader.pairs(root))
        raise DataError(reader.problems or Problem("missing-key", Message("the front matter has no id"), remedy, place))
    reader.problems += cut_texts(root, text, path, line)
    beside = values.get(aside)
    pairs = reader.words(beside, aside) if beside else {}
    if is_language(pairs.get("language", "")):
        reader.original, reader.restated = pairs["language"], True
    kept = [pair for pair in root.value if pair[1] is not beside]
    root.value = sorted(kept, key=lambda pair: pair[0].value != "document")
    head = reader.headed(root, ("document",))
    if head is None:
        raise DataError(reader.problems)
    return head, pairs, reader.problems
