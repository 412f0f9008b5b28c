"""YAML as nodes: composed, not constructed, so a scalar stays the text that somebody typed."""

from __future__ import annotations

import yaml

from kg.errors import DataError, Location, Problem

Node = yaml.Node
MappingNode = yaml.MappingNode
ScalarNode = yaml.ScalarNode
SequenceNode = yaml.SequenceNode


MOST_NESTED = 32
"""Values nested deeper are refused: no record needs them, and 50 000 brackets end the process inside libyaml."""


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
    """Refuses anchors, aliases, tags and deep nesting before anything is composed, so that none can fill the memory."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        place = _place(path, event.start_mark, line)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MOST_NESTED:
            remedy = "no record needs that: look for a bracket that is not closed, or spaces too many"
            raise DataError(Problem("nested-too-deep", f"values stand more than {MOST_NESTED} deep", remedy, place))
        if isinstance(event, yaml.NodeEvent) and event.anchor:
            mark = "*" if isinstance(event, yaml.AliasEvent) else "&"
            remedy = "write the value out each time; put a text that begins with & or * in quotation marks"
            raise DataError(Problem("yaml-alias", f'"{mark}{event.anchor}" stands for a value', remedy, place))
        if tag := getattr(event, "tag", None):
            remedy = "take it away; put a text that begins with ! in quotation marks"
            raise DataError(Problem("yaml-tag", f'the value has the tag "{tag}"', remedy, place))


def _place(path: str, mark: yaml.Mark, line: int) -> Location:
    return Location(path, mark.line + line, mark.column + 1)
