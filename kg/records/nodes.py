"""YAML as nodes: composed, not constructed, so that a scalar stays the text that was typed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Protocol

import yaml

from kg.model.errors import DataError, Location, Problem
from kg.model.message import Message

Node = yaml.Node
MappingNode = yaml.MappingNode
ScalarNode = yaml.ScalarNode
SequenceNode = yaml.SequenceNode


MOST_NESTED = 32
"""Values nested deeper are refused: no record needs them, and 50,000 brackets crash the process inside libyaml."""

MOST_CHARACTERS = 10_000
"""Longer values are refused: they are not statements, and rdflib takes half a minute for one of three million characters."""


def compose(text: str, path: str, *, line: int = 1) -> yaml.Node | None:
    """The YAML node tree of a text that begins on ``line`` of a file; ``DataError`` for anything but plain YAML."""
    try:
        _refuse_tricks(text, path, line)
        root: yaml.Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        raise DataError(_syntax(error, text, path, line)) from error
    except yaml.reader.ReaderError as error:
        before = text[: text.index(chr(error.character))]
        place = Location(path, before.count("\n") + line, len(before) - before.rfind("\n"))
        found = Message("character {character} is not allowed in YAML", character=f"#x{error.character:04x}")
        raise DataError(Problem("yaml-syntax", found, Message("remove the character"), place)) from error
    return root


_COLON = (
    Message("a text with a colon in it is not in quotation marks"),
    Message('put the text in quotation marks: key: "text: more text"'),
)
_INDENTED = (
    Message("the line is indented further than those above"),
    Message("begin all keys of one record in the same column"),
)
_NO_COLON = (
    Message("a line has no colon after its key"),
    Message("write key: value, with a space after the colon; a text of several lines needs quotation marks"),
)
_BRACKET = (
    Message("a bracket is opened and not closed"),
    Message("close it; a text that begins with a bracket needs quotation marks"),
)
_BACKSLASH = (
    Message("a text in double quotation marks contains a backslash"),
    Message("put the text in single quotation marks: '…'"),
)
_MEANING = {
    "mapping values are not allowed in this context": _COLON,
    "could not find expected ':'": _NO_COLON,
    "did not find expected key": (
        Message("the line does not line up with those above, or text follows a closing quotation mark"),
        Message("begin all keys of one record in the same column; within quotation marks use others: “ ”"),
    ),
    "did not find expected '-' indicator": (
        Message("the line does not begin in the same column as its list"),
        Message("begin each record with - in the first column, and indent its keys by two spaces"),
    ),
    "did not find expected ',' or ']'": _BRACKET,
    "did not find expected ',' or '}'": _BRACKET,
    "found unexpected end of stream": (
        Message("a quotation mark is opened and never closed"),
        Message("close it; where a text has quotation marks in it, use others around it"),
    ),
    "found character that cannot start any token": (
        Message("the line begins with a tab, or a text begins with a character that YAML reserves"),
        Message("indent with spaces; put a text that begins with @, %, ` or a tab in quotation marks"),
    ),
    "did not find expected node content": _BRACKET,
    "but found another document": (
        Message("a line of three hyphens begins a second part of the file"),
        Message("remove the line: a file of records is one list"),
    ),
    "found a tab character that violates indentation": (
        Message("the line is indented with a tab"),
        Message("indent with spaces: two for the keys of a record"),
    ),
    "found unknown escape character": _BACKSLASH,
    "found invalid Unicode character escape code": _BACKSLASH,
    "did not find expected <document start>": (
        Message("there is text after the end of the records"),
        Message("begin each record with - in the first column"),
    ),
}
"""What libyaml's messages mean to people who write records, and what to do; other messages are quoted."""


_AT_ITS_BEGINNING = (_NO_COLON, _BRACKET, _MEANING["found unexpected end of stream"])
"""Faults shown where they begin; the library notices them only further on."""


def _syntax(error: yaml.MarkedYAMLError, text: str, path: str, line: int) -> Problem:
    """The problem for a text that is not YAML, with its place."""
    reason = " ".join(part for part in (error.context, error.problem) if part)
    unknown = Message("this is not YAML: {reason}", reason=reason), Message("fix the YAML here")
    meaning = _MEANING.get(error.problem or "", unknown)
    mark = error.problem_mark or error.context_mark
    if mark and meaning == _COLON and not text.splitlines()[mark.line][: mark.column].count(":"):
        meaning = _INDENTED
    if meaning in _AT_ITS_BEGINNING:
        mark = error.context_mark or mark
    return Problem("yaml-syntax", *meaning, _place(path, mark, line) if mark else Location(path))


def _refuse_tricks(text: str, path: str, line: int) -> None:
    """Refuses YAML features that no record needs before anything is composed, so that they cannot fill the memory."""
    depth = 0
    for event in _events(text):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if trick := _trick(event, depth):
            place = _place(path, event.start_mark, line) if event.start_mark else None
            raise DataError(trick._replace(location=place))


def _events(text: str) -> Iterator[yaml.Event]:
    """The events of a text, read only as far as the caller consumes them.

    libyaml reads ahead within a line, up to 1,024 characters, and since 0.2.6 it stops at 1,000 nested values before it
    yields the 33rd. The Python reader has no such limit, so it takes over from there, and the refusal is ours.
    """
    seen = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            yield event
            seen += 1
    except yaml.MarkedYAMLError as error:
        if error.problem != "exceeded maximum nesting depth":
            raise
        yield from islice(yaml.parse(text, Loader=yaml.SafeLoader), seen, None)


def _trick(event: yaml.Event, depth: int) -> Problem | None:
    """The problem of an anchor, an alias, a tag, or a value nested too deep or too long."""
    if deep := too_deep(depth):
        return deep
    if isinstance(event, yaml.NodeEvent) and event.anchor:
        mark = "*" if isinstance(event, yaml.AliasEvent) else "&"
        remedy = Message("write the value out each time; put a text that begins with & or * in quotation marks")
        return Problem(
            "yaml-alias", Message('"{name}" is used in place of a value', name=f"{mark}{event.anchor}"), remedy
        )
    if tag := getattr(event, "tag", None):
        remedy = Message("put a text that begins with ! in quotation marks")
        return Problem("yaml-tag", Message('the value has the tag "{tag}"', tag=tag), remedy)
    return too_long(event.value) if isinstance(event, yaml.ScalarEvent) else None


class _Mark(Protocol):
    """A place in a text, counted from 0; the C and the Python reader each have their own class."""

    line: int
    column: int


def _place(path: str, mark: _Mark, line: int) -> Location:
    return Location(path, mark.line + line, mark.column + 1)


class Placed(yaml.Mark):
    """The place of a node made from Python values rather than read from YAML."""

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
    """Where a node begins; ``line`` is the line of the file on which the YAML begins."""
    mark = node.start_mark
    return mark.location if isinstance(mark, Placed) else _place(path, mark, line)


def too_long(text: str) -> Problem | None:
    """The problem of a value that is too long, without its place."""
    if len(text) <= MOST_CHARACTERS:
        return None
    found = Message("the value has {size} characters; at most {most} are allowed", size=len(text), most=MOST_CHARACTERS)
    return Problem("value-too-long", found, Message("shorten it, or look for an unclosed quotation mark"))


def too_deep(depth: int) -> Problem | None:
    """The problem of values nested too deep, without its place."""
    if depth <= MOST_NESTED:
        return None
    remedy = Message("look for an unclosed bracket or extra spaces")
    return Problem("nested-too-deep", Message("values are nested more than {most} deep", most=MOST_NESTED), remedy)
