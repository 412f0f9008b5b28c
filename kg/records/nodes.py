"""YAML as nodes: composed, not constructed, so a scalar stays the text that somebody typed."""

from __future__ import annotations

from typing import Protocol

import yaml

from kg.model.errors import DataError, Location, Problem

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
        raise DataError(_syntax(error, text, path, line)) from error
    except yaml.reader.ReaderError as error:
        before = text[: text.index(chr(error.character))]
        place = Location(path, before.count("\n") + line, len(before) - before.rfind("\n"))
        found = f"character #x{error.character:04x} is not allowed in YAML"
        raise DataError(Problem("yaml-syntax", found, "remove the character", place)) from error
    return root


_COLON = (
    "a text with a colon in it is not in quotation marks",
    'put the text in quotation marks: key: "text: more text"',
)
_INDENTED = (
    "the line is indented further than those above",
    "begin all keys of one record in the same column",
)
_NO_COLON = (
    "a line has no colon behind its key",
    "write key: value, with a space behind the colon; a text of several lines needs quotation marks",
)
_BRACKET = ("a bracket is opened and not closed", "close it; a text that begins with a bracket needs quotation marks")
_BACKSLASH = (
    "a backslash stands in a text in double quotation marks",
    "put the text in single quotation marks: '…'",
)
_MEANING = {
    "mapping values are not allowed in this context": _COLON,
    "could not find expected ':'": _NO_COLON,
    "did not find expected key": (
        "the line does not line up with those above, or text follows a closing quotation mark",
        "begin all keys of one record in the same column; within quotation marks use others: “ ”",
    ),
    "did not find expected '-' indicator": (
        "the line begins in another column than the list that it belongs to",
        "begin each record with - in the first column, and its keys two spaces further",
    ),
    "did not find expected ',' or ']'": _BRACKET,
    "did not find expected ',' or '}'": _BRACKET,
    "found unexpected end of stream": (
        "a quotation mark is opened and never closed",
        "close it; where a text has quotation marks in it, use others around it",
    ),
    "found character that cannot start any token": (
        "the line begins with a tab, or a text with a character that YAML keeps for itself",
        "indent with spaces; put a text that begins with @, %, ` or a tab in quotation marks",
    ),
    "did not find expected node content": _BRACKET,
    "but found another document": (
        "a line of three hyphens begins a second part of the file",
        "take the line out: a file of records is one list",
    ),
    "found a tab character that violates indentation": (
        "the line is indented with a tab",
        "indent with spaces: two for the keys of a record",
    ),
    "found unknown escape character": _BACKSLASH,
    "found invalid Unicode character escape code": _BACKSLASH,
    "did not find expected <document start>": (
        "something stands after the end of the records",
        "begin each record with - in the first column",
    ),
}
"""What the messages of libyaml mean to somebody who writes records, and what to do; the rest is told as it is."""


_AT_ITS_BEGINNING = (_NO_COLON, _BRACKET, _MEANING["found unexpected end of stream"])
"""What is shown where it begins: the library notices it only further on."""


def _syntax(error: yaml.MarkedYAMLError, text: str, path: str, line: int) -> Problem:
    """What is not YAML, and where."""
    told = " ".join(part for part in (error.context, error.problem) if part)
    meaning = _MEANING.get(error.problem or "", (told, "mend the YAML at this place"))
    mark = error.problem_mark or error.context_mark
    if mark and meaning == _COLON and not text.splitlines()[mark.line][: mark.column].count(":"):
        meaning = _INDENTED
    if meaning in _AT_ITS_BEGINNING:
        mark = error.context_mark or mark
    return Problem("yaml-syntax", *meaning, _place(path, mark, line) if mark else Location(path))


def _refuse_tricks(text: str, path: str, line: int) -> None:
    """Refuses what no record needs before anything is composed, so that none of it can fill the memory."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if trick := _trick(event, depth):
            place = _place(path, event.start_mark, line) if event.start_mark else None
            raise DataError(trick._replace(location=place))


def _trick(event: yaml.Event, depth: int) -> Problem | None:
    """The problem of an anchor, an alias, a tag, a value that is too deep or too long."""
    if deep := too_deep(depth):
        return deep
    if isinstance(event, yaml.NodeEvent) and event.anchor:
        mark = "*" if isinstance(event, yaml.AliasEvent) else "&"
        remedy = "write the value out each time; put a text that begins with & or * in quotation marks"
        return Problem("yaml-alias", f'"{mark}{event.anchor}" stands for a value', remedy)
    if tag := getattr(event, "tag", None):
        remedy = "put a text that begins with ! in quotation marks"
        return Problem("yaml-tag", f'the value has the tag "{tag}"', remedy)
    return too_long(event.value) if isinstance(event, yaml.ScalarEvent) else None


class _Mark(Protocol):
    """A place in a text, counted from 0; the C and the Python reader have a class each."""

    line: int
    column: int


def _place(path: str, mark: _Mark, line: int) -> Location:
    return Location(path, mark.line + line, mark.column + 1)


class Placed(yaml.Mark):
    """Where a node begins that was made of Python values and not read from YAML."""

    def __init__(self, location: Location) -> None:
        super().__init__(location.path, 0, location.line - 1, location.column - 1, None, 0)
        self.location = location


class SentenceNode(yaml.ScalarNode):
    """A whole sentence of a document as evidence, with the code point at which it begins."""

    def __init__(self, text: str, mark: Placed, start: int) -> None:
        super().__init__(TEXT, text, mark)
        self.start = start


TEXT, LIST, MAPPING = (f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map"))


def place_of(node: yaml.Node, path: str, line: int) -> Location:
    """Where a node begins; ``line`` is that of the file on which the YAML begins."""
    mark = node.start_mark
    return mark.location if isinstance(mark, Placed) else _place(path, mark, line)


def too_long(text: str) -> Problem | None:
    """The problem of a value that is too long, without its place."""
    if len(text) <= MOST_CHARACTERS:
        return None
    found = f"the value has {len(text)} characters; the most is {MOST_CHARACTERS}"
    return Problem("value-too-long", found, "shorten it, or look for a quotation mark that is not closed")


def too_deep(depth: int) -> Problem | None:
    """The problem of values nested too deep, without its place."""
    if depth <= MOST_NESTED:
        return None
    remedy = "look for a bracket that is not closed, or for spaces too many"
    return Problem("nested-too-deep", f"values stand more than {MOST_NESTED} deep in one another", remedy)
