"""YAML as nodes: composed, not constructed, so a scalar stays the text that somebody typed."""

from __future__ import annotations

import yaml

from kg.errors import DataError, Location, Problem

Node = yaml.Node
MappingNode = yaml.MappingNode
ScalarNode = yaml.ScalarNode
SequenceNode = yaml.SequenceNode


def compose(text: str, path: str, *, line: int = 1) -> yaml.Node | None:
    """The YAML node tree of a text that begins on ``line`` of a file; ``DataError`` for syntax and for aliases."""
    try:
        root: yaml.Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Location(path, mark.line + line, mark.column + 1) if mark else Location(path)
        found = " ".join(part for part in (error.context, error.problem) if part)
        raise DataError(Problem("yaml-syntax", found, "mend the YAML at this place", place)) from error
    except yaml.reader.ReaderError as error:
        found = f"character #x{error.character:04x} is not allowed in YAML"
        raise DataError(Problem("yaml-syntax", found, "remove the character", Location(path))) from error
    if root is not None:
        _refuse_aliases(root, path, line)
    return root


def _refuse_aliases(root: yaml.Node, path: str, line: int) -> None:
    """A node met twice is an alias; refusing it also keeps a chain of aliases from growing without bound."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            place = Location(path, node.start_mark.line + line, node.start_mark.column + 1)
            raise DataError(Problem("yaml-alias", "the value marked here is used again by an alias", "write the value out each time, without & and *", place))  # fmt: skip
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            waiting += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
