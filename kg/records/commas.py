"""Values that YAML splits at a comma in braces."""

from __future__ import annotations

from kg.records.nodes import MappingNode, Node, ScalarNode


def split_value(owner: Node, key: Node, value: Node) -> str:
    """The whole of a value that YAML has split at a comma in braces, where a key without a value is its rest; else empty."""
    if not isinstance(owner, MappingNode) or not owner.flow_style or not _is_rest(key, value):
        return ""
    at = next(number for number, pair in enumerate(owner.value) if pair[0] is key)
    first = next((n for n in range(at - 1, -1, -1) if not _is_rest(*owner.value[n])), None)
    if first is None or not isinstance(owner.value[first][1], ScalarNode):
        return ""
    rest = []
    for pair in owner.value[first + 1 :]:
        if not _is_rest(*pair):
            break
        rest.append(pair[0])
    gap = " " if rest[0].start_mark.column > owner.value[first][1].end_mark.column + 1 else ""
    return f",{gap}".join([owner.value[first][1].value, *(part.value for part in rest)])


def _is_rest(key: Node, value: Node) -> bool:
    """Whether a key has no colon: what YAML makes of a word alone in braces."""
    is_empty = isinstance(key, ScalarNode) and isinstance(value, ScalarNode) and not (value.value or value.style)
    return is_empty and bool(value.start_mark.index == key.end_mark.index)
