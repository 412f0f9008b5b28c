"""YAML as nodes: composed, not constructed, so a scalar stays the text that somebody typed."""

from __future__ import annotations

from typing import Protocol

import yaml

from kg.errors import DataError, Location, Problem

Node = yaml.Node
MappingNode = yaml.MappingNode
ScalarNode = yaml.ScalarNode
SequenceNode = yaml.SequenceNode


MOST_NESTED = 32
"""Values nested deeper are refused: no record needs them, and 50 000 brackets end the process inside libyaml."""

MOST_CHARACTERS = 10_000
"""A longer value is refused: it is no statement, and rdflib takes half a minute over one of three million."""


def compose(text: str, path: str, *, line: int = 1) -> yaml.Node | None:
    """The YAML node tree of a text that begins on ``line`` of a file; ``DataError`` for what is not plain YAML."""
    try:
        _refuse_tricks(text, path, line)
        root: yaml.Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = _place(path, mark, line) if mark else Location(path)
        found = " ".join(part for part in (error.context, error.problem) if part)
        raise DataError(Problem("yaml-syntax", found, "mend the YAML at this place", place)) from error
    except yaml.reader.ReaderError as error:
        before = text[: text.index(chr(error.character))]
        place = Location(path, before.count("\n") + line, len(before) - before.rfind("\n"))
        found = f"character #x{error.character:04x} is not allowed in YAML"
        raise DataError(Problem("yaml-syntax", found, "remove the character", place)) from error
    return root


def _refuse_tricks(text: str, path: str, line: int) -> None:
    """Refuses what no record needs before anything is composed, so that none of it can fill the memory."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if trick := _trick(event, depth):
            place = _place(path, event.start_mark, line) if event.start_mark else None
            raise DataError(Problem(*trick, place))


def _trick(event: yaml.Event, depth: int) -> tuple[str, str, str] | None:
    """Code, found and remedy for an anchor, an alias, a tag, a value that is too deep or too long."""
    if depth > MOST_NESTED:
        remedy = "look for a bracket that is not closed, or for spaces too many"
        return "nested-too-deep", f"values stand more than {MOST_NESTED} deep in one another", remedy
    if isinstance(event, yaml.NodeEvent) and event.anchor:
        mark = "*" if isinstance(event, yaml.AliasEvent) else "&"
        remedy = "write the value out each time; put a text that begins with & or * in quotation marks"
        return "yaml-alias", f'"{mark}{event.anchor}" stands for a value', remedy
    if tag := getattr(event, "tag", None):
        return "yaml-tag", f'the value has the tag "{tag}"', "put a text that begins with ! in quotation marks"
    if isinstance(event, yaml.ScalarEvent) and len(event.value) > MOST_CHARACTERS:
        found = f"the value has {len(event.value)} characters; the most is {MOST_CHARACTERS}"
        return "value-too-long", found, "shorten it, or look for a quotation mark that is not closed"
    return None


class _Mark(Protocol):
    """A place in a text, counted from 0; the C and the Python reader have a class each."""

    line: int
    column: int


def _place(path: str, mark: _Mark, line: int) -> Location:
    return Location(path, mark.line + line, mark.column + 1)
