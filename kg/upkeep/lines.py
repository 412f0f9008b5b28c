"""Places and lines of a text, by offset."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model.errors import Location
from kg.records.editing import Edit, EditableYaml
from kg.records.nodes import Node
from kg.sources.documents import Sentence


def place_at(text: str, path: str, offset: int) -> Location:
    """The place of an offset in a text."""
    return Location(path, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def whole_line(text: str, sentence: Sentence) -> Edit:
    """The edit that removes the line of a sentence."""
    begin = text.rfind("\n", 0, sentence.start) + 1
    end = text.find("\n", sentence.end)
    return Edit(begin, len(text) if end < 0 else end + 1)


def lines_from(text: str, start: int) -> Iterator[tuple[int, str]]:
    """The lines of a text from an offset on, each with where it begins."""
    for line in text[start:].splitlines(keepends=True):
        yield start, line
        start += len(line)


def mark_of(row: str) -> str:
    """The span at the beginning of a row of ``original.csv``."""
    return ",".join(row.split(",")[:2]) + ","


def spot(editable: EditableYaml, node: Node) -> tuple[int, int]:
    """The line and column of a node."""
    place = editable.place(node)
    return place.line, place.column
