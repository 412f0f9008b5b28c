"""Finds lines by their beginning in sorted UTF-8 text, by bisection: nothing else of the text is read."""

from __future__ import annotations

import mmap
from collections.abc import Iterator


def lines_with(beginning: bytes, data: bytes | mmap.mmap, low: int, high: int) -> Iterator[bytes]:
    """The rest of each line that begins so, without its end, among the sorted lines between two places."""
    at = _first(beginning, data, low, high)
    while at < high and data[at : at + len(beginning)] == beginning:
        end = data.find(b"\n", at)
        yield data[at + len(beginning) : end]
        at = end + 1


def _first(beginning: bytes, data: bytes | mmap.mmap, low: int, high: int) -> int:
    """Where the first line begins that does not come before some bytes."""
    while low < high:
        begin = data.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = data.find(b"\n", begin) + 1
        if data[begin:end] < beginning:
            low = end
        else:
            high = begin
    return low
