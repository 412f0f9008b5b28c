"""A digest with reviewed records beside it.

A folder holds ``digest.md`` (front matter; one sentence a line, each ending in the stretch of the original that it
restates), ``records.yaml`` and, where the digest restates somebody else's text, ``original.csv`` with the hash of each
stretch. An organisation that owns its text writes it in ``digest.md`` as it is and leaves ``original`` out.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from kg.documents import Document, read_document
from kg.errors import DataError, Location, Problem
from kg.kinds import by_name
from kg.mapping.scripts import Source
from kg.mapping.stretches import read_stretches
from kg.records import Desk, Record, compose, read_records

PATTERN = "*/digest.md"


def read(path: Path, *, language: str) -> tuple[Source, list[Problem]]:
    """The digest and its records; ``DataError`` if one of the two files cannot be read at all."""
    document = read_document(path)
    head, original, problems = read_front(document, language=language)
    records, faults = read_records(path.with_name("records.yaml"), language=language, original=head.text("language"))
    stretches = read_stretches(path.with_name("original.csv")) if original else {}
    return Source(document, (head, *records), original, stretches), problems + faults


def read_front(document: Document, *, language: str) -> tuple[Record, dict[str, str], list[Problem]]:
    """The front matter: a record of the document, and the hash and length of the original."""
    root = compose(document.front, document.path, line=document.front_line)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    values = {key.value: value for key, value in pairs if isinstance(key, yaml.ScalarNode)}
    spoken = values.get("language")
    desk = Desk(document.path, language, getattr(spoken, "value", language), document.front_line)
    if not isinstance(root, yaml.MappingNode) or "document" not in values:
        remedy = 'begin the front matter with "document: its-id"'
        raise DataError(Problem("missing-key", "the front matter has no id", remedy, Location(document.path, 2, 1)))
    original = _original(values.get("original"), desk)
    root.value = [pair for pair in pairs if pair[0].value != "original"]
    head = desk.headed(root, ("document",)) or Record(by_name()["document"], "", (), Location(document.path, 2, 1))
    if not head.id:
        raise DataError(desk.problems)
    return head, original, desk.problems


def _original(node: yaml.Node | None, desk: Desk) -> dict[str, str]:
    if node is None:
        return {}
    values = {name: value.value for name, _, value in desk.pairs(node)} if isinstance(node, yaml.MappingNode) else {}
    if set(values) != {"sha256", "length"}:
        desk.fault("wrong-shape", "original must hold sha256 and length", "`kg digest ORIGINAL` writes them", node)
        return {}
    return values
