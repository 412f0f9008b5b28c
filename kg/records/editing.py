"""Edits YAML in place, by the positions of its nodes, so that comments, order, quotes and layout stay."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from kg.model.errors import DataError, Location
from kg.records.comments import LINE_BREAK
from kg.records.nodes import MappingNode, Node, ScalarNode, SequenceNode, compose

_BREAK = LINE_BREAK
_EMPTY = re.compile(r"[ \t]*(?:\r\n|\n|\r)")


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replaces code points ``start`` to ``end`` of a text with ``new``."""

    start: int
    end: int
    new: str = ""


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made; an edit inside a larger one is skipped.

    >>> apply("a, b, c", [Edit(1, 4), Edit(6, 7, "d")])
    'a, d'
    """
    parts, at = [], 0
    for edit in sorted(set(edits), key=lambda edit: (edit.start, -edit.end)):
        if edit.start >= at:
            parts += [text[at : edit.start], edit.new]
            at = edit.end
    return "".join([*parts, text[at:]])


@dataclass(slots=True)
class EditableYaml:
    """A span of a file that holds YAML, with its nodes; all offsets are code points of the file.

    ``root`` is ``None`` if the span holds nothing but comments. ``DataError`` for anything but plain YAML.
    """

    path: str
    text: str
    start: int = 0
    end: int = -1
    root: Node | None = None
    line: int = 1
    _lines: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.end = len(self.text) if self.end < 0 else self.end
        self.start += self.text.startswith("\ufeff", self.start)
        part = self.text[self.start : self.end]
        self.line = self.text.count("\n", 0, self.start) + 1
        self.root = compose(part, self.path, line=self.line)
        self._lines = [self.start, *(self.start + found.end() for found in _BREAK.finditer(part))]

    def place(self, node: Node) -> Location:
        """Where a node begins, with line and column counted from 1."""
        return Location(self.path, node.start_mark.line + self.line, node.start_mark.column + 1)

    def begin(self, node: Node) -> int:
        """The offset at which a node begins."""
        return self._lines[node.start_mark.line] + node.start_mark.column

    def finish(self, node: Node) -> int:
        """The offset after the last character of a node; libyaml ends a block only where the next token begins."""
        if isinstance(node, MappingNode | SequenceNode) and not node.flow_style:
            last = node.value[-1]
            return self.finish(last[1] if isinstance(last, tuple) else last)
        end = self._lines[node.end_mark.line] + node.end_mark.column
        begin = self.begin(node)
        return begin + len(self.text[begin:end].rstrip()) if _is_block(node) else end

    def source(self, node: Node) -> str:
        """The source text of a node."""
        return self.text[self.begin(node) : self.finish(node)]

    def replaced(self, node: ScalarNode, value: str, *, flow: bool) -> Edit:
        """The edit that gives a scalar another value, in its own style if that can hold it."""
        return Edit(self.begin(node), self.finish(node), written(value, style=node.style or "", flow=flow))

    def rewritten(self, node: ScalarNode, change: Callable[[str], str], *, flow: bool) -> Edit | None:
        """The edit that applies ``change`` to a scalar, keeping line breaks if its style allows; ``None`` if nothing changes."""
        value = change(node.value)
        if value == node.value:
            return None
        source = self.source(node)
        changed = change(source)
        escapes = {"'": "''" in source, '"': "\\" in source, "|": False, ">": False}
        keeps_layout = (
            not escapes[node.style] if node.style else bool(_BREAK.search(source)) and is_plain(value, flow=flow)
        )
        if keeps_layout and changed != source:
            return Edit(self.begin(node), self.finish(node), changed)
        return self.replaced(node, value, flow=flow)

    def dropped_pairs(self, node: MappingNode, dropped: set[int]) -> Iterator[Edit]:
        """The edits that drop pairs of a mapping, by index; at least one pair must be kept."""
        ends = [(self.begin(key), max(self.finish(key), self.finish(value))) for key, value in node.value]
        yield from self._dropped(ends, dropped, flow=bool(node.flow_style))

    def dropped_items(self, node: SequenceNode, dropped: set[int]) -> Iterator[Edit]:
        """The edits that drop items of a list, by index; at least one must be kept unless the list is the whole file."""
        if node.flow_style:
            yield from self._dropped([(self.begin(item), self.finish(item)) for item in node.value], dropped, flow=True)
            return
        ends = [(self._dash(item), self.finish(item)) for item in node.value]
        yield from self._dropped(ends, dropped, flow=False, blank=node is self.root)

    def _dash(self, item: Node) -> int:
        """The offset of the dash before an item of a block list."""
        at = self.begin(item)
        while self.text[at - 1] != "-":
            at = self.text.rindex("-", self.start, at) + 1
        return at - 1

    def _dropped(
        self, ends: list[tuple[int, int]], dropped: set[int], *, flow: bool, blank: bool = False
    ) -> Iterator[Edit]:
        kept = [number for number in range(len(ends)) if number not in dropped]
        if flow:
            for number in sorted(dropped):
                if kept and number > kept[0]:
                    yield Edit(ends[number - 1][1], ends[number][1])
                elif kept:
                    yield Edit(ends[number][0], ends[number + 1][0])
            return
        inline = self._first_on_line(ends[0][0]) is None
        for number in sorted(dropped):
            if inline and number < kept[0]:  # on the line of a dash, which the next kept pair takes over
                if number == 0:
                    yield Edit(ends[0][0], ends[kept[0]][0])
                continue
            begin = self._first_on_line(ends[number][0])
            yield Edit(ends[number][0] if begin is None else begin, self._next_line(ends[number][1], blank=blank))

    def _first_on_line(self, offset: int) -> int | None:
        """Where the line of an offset begins, if there is nothing but blanks between."""
        begin = self._lines[bisect_right(self._lines, offset) - 1]
        return None if self.text[begin:offset].strip() else begin

    def _next_line(self, offset: int, *, blank: bool) -> int:
        """Where the line after an offset begins; with ``blank``, empty lines are skipped too."""
        found = _BREAK.search(self.text, offset, self.end)
        at = found.end() if found else self.end
        while blank and (empty := _EMPTY.match(self.text, at, self.end)):
            at = empty.end()
        return at

    def added_pairs(self, node: MappingNode, after: int, pairs: Iterable[tuple[str, str]]) -> Edit:
        """The edit that adds pairs of key and scalar to a mapping, after the pair at index ``after``."""
        key, value = node.value[after]
        end = max(self.finish(key), self.finish(value))
        lines = [f"{name}: {written(text, flow=bool(node.flow_style))}" for name, text in pairs]
        if node.flow_style:
            return Edit(end, end, "".join(f", {line}" for line in lines))
        stop = _BREAK.search(self.text, end, self.end)
        at, newline = (stop.start(), stop[0]) if stop else (self.end, "\n")
        return Edit(at, at, "".join(f"{newline}{' ' * key.start_mark.column}{line}" for line in lines))


def written(value: str, *, style: str = "", flow: bool = False) -> str:
    """A value as a YAML scalar: plain if possible, or in the quotes that it had, or in double quotes.

    >>> written("[withheld] was seen")
    '"[withheld] was seen"'
    """
    if style == "'" and not _BREAK.search(value):
        return "'" + value.replace("'", "''") + "'"
    if not style and is_plain(value, flow=flow):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    return '"' + _BREAK.sub(r"\\n", escaped) + '"'


def is_plain(value: str, *, flow: bool) -> bool:
    """Whether a value reads back unchanged without quotes."""
    try:
        root = compose(f"{{k: {value}}}" if flow else f"k: {value}\n", "")
    except DataError:
        return False
    if not isinstance(root, MappingNode) or len(root.value) != 1:
        return False
    found = root.value[0][1]
    return bool(value) and isinstance(found, ScalarNode) and found.value == value and not found.style


def scalars(node: Node, *, flow: bool = False) -> Iterator[tuple[ScalarNode, bool]]:
    """Every scalar below a node, keys included, and whether it is inside brackets or braces."""
    if isinstance(node, ScalarNode):
        yield node, flow
        return
    assert isinstance(node, MappingNode | SequenceNode)
    inside = flow or bool(node.flow_style)
    for entry in node.value:
        for part in entry if isinstance(entry, tuple) else (entry,):
            yield from scalars(part, flow=inside)


def _is_block(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.style in ("|", ">")
