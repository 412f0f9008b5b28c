"""Texts that YAML cuts at ``#``: a hashtag after a space begins a comment, and what stands behind it is lost unnoticed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.model.errors import Location, Problem
from kg.model.kinds import by_name
from kg.model.message import Message
from kg.model.messages import languages
from kg.records.nodes import MappingNode, Node, ScalarNode, SequenceNode
from kg.records.templates import explained

LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""A line break (YAML 1.1, section 5.4)."""
_COMMENT = re.compile(r"([ \t]*)#(.*)")


def cut_texts(root: Node | None, text: str, path: str, line: int = 1) -> Iterator[Problem]:
    """A problem for each text without quotation marks that a comment follows, in its line or as if it were the next one.

    ``line`` is the one of the file on which the YAML begins. What ``kg new`` writes behind a value is no problem.
    """
    if root is None or "#" not in text:
        return
    lines = LINE_BREAK.split(text)
    for node, column in _texts(root, -1):
        yield from _cut(node, column, lines, Location(path, line))


def _cut(node: ScalarNode, column: int, lines: list[str], first: Location) -> Iterator[Problem]:
    """The problem of a text whose next word begins a comment; ``column`` is where its next line may not begin."""
    at, rest = node.end_mark.line, lines[node.end_mark.line][node.end_mark.column :]
    behind = _COMMENT.fullmatch(rest)
    if behind and behind[2].strip() not in _hints():
        found = Message('the text ends before "#{words}", which YAML reads as a comment', words=behind[2].rstrip())
        remedy = Message("put the whole text in quotation marks, or the comment on a line of its own above the record")
        place = Location(first.path, first.line + at, node.end_mark.column + len(behind[1]) + 1)
        yield Problem("text-cut-off", found, remedy, place)
    elif not rest.strip():
        below = next((number for number in range(at + 1, len(lines)) if lines[number].strip()), at)
        comment = _COMMENT.fullmatch(lines[below])
        if below > at and comment and len(comment[1]) > column:
            found = Message(
                'the text may go on in "#{words}", which YAML reads as a comment', words=comment[2].rstrip()
            )
            remedy = Message("put the whole text in quotation marks, or begin the comment in the column of the keys")
            yield Problem("text-cut-off", found, remedy, Location(first.path, first.line + below, len(comment[1]) + 1))


def _texts(node: Node, column: int) -> Iterator[tuple[ScalarNode, int]]:
    """Every plain value below a node, with the column that its next line would have to be right of."""
    match node:
        case ScalarNode() if not node.style:
            yield node, column
        case SequenceNode():
            for item in node.value:
                yield from _texts(item, -1 if node.flow_style else node.start_mark.column)
        case MappingNode():
            for key, value in node.value:
                yield from _texts(value, -1 if node.flow_style else key.start_mark.column)


@cache
def _hints() -> frozenset[str]:
    """What ``kg new`` writes behind a value, in every language."""
    return frozenset(
        hint for kind in by_name().values() for language in languages() for hint in explained(kind, language)
    )
