"""The texts in a file, as they are searched: unpacked, in UTF-8, also without markup and with divided words joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kg.exchange.parquet import MAGIC, parquet_texts
from kg.upkeep.given_out import reading
from kg.upkeep.unpacking import UnreadableError, is_closed, is_packed, members, texts


class Content(NamedTuple):
    """A text in UTF-8; ``is_whole`` if it is the file itself, so that places in it are places in the file.

    ``is_binary``: it is cut from bytes that are no text, so that a short word may stand there by chance.
    """

    data: bytes
    markup: bool = False
    is_whole: bool = False
    is_binary: bool = False


_TAGS = re.compile(rb"<[^<>]*>")
_WITHIN = re.compile(rb"<(?<=[0-9A-Za-z\x80-\xff]<)[^<>]*>(?:\s*<[^<>]*>)*(?=[0-9A-Za-z\x80-\xff])")
"""Tags between two letters."""
_MARKS = re.compile(rb"<[^<>]*>|\\[`'^\"~=.cuvHdbrk]?\{?|[{}]|\*\*|__")
"""The markup of BibTeX and Markdown too, as in ``kg.records.folding``."""
DIVIDERS = (b"-", b"\\", b"=", b"\xc2\xad")
"""What stands at the end of a line where a word is divided."""
_DIVIDED = re.compile(rb"(?:[-\\=]|\xc2\xad)[ \t]*\r?\n[ \t]*")
_RUNS = re.compile(rb"[ -~\x80-\xf4]{6,}")
"""What may be text among other bytes."""


def contents(path: str, data: bytes) -> Iterator[Content | None]:
    """The texts of a file; ``None`` where something is packed in it that cannot be opened."""
    if data.startswith(MAGIC) or is_packed(data):
        try:
            found = list(parquet_texts(data) if data.startswith(MAGIC) else members(data))
        except (UnreadableError, ValueError, OSError):
            yield None
            return
        for name, inside in found:
            yield Content(name.encode())
            yield from (one and one._replace(is_whole=False) for one in contents(name.partition("\n")[0], inside))
    elif is_closed(data) or not (read := _in_utf8(data)):
        yield from _among_bytes(data)
    else:
        for text in read:
            yield from _readings(path, text, is_whole=text is data)


def _among_bytes(data: bytes) -> Iterator[Content]:
    """What may be text in bytes that are none, in UTF-8 or UTF-16."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        text = data if encoding == "utf-8" else data.decode(encoding, "ignore").encode("utf-8", "ignore")
        if found := b"\n".join(_RUNS.findall(text)):
            yield Content(found, is_binary=True)


def _in_utf8(data: bytes) -> list[bytes]:
    """A text in UTF-8, once for each encoding that it may be in; none if it is no text."""
    read = texts(data)
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")) and len(read) == 1:
        return [data]
    return [text.encode("utf-8", "surrogatepass") for text in read]


def _readings(path: str, data: bytes, *, is_whole: bool) -> Iterator[Content]:
    """A text as it is and, if it has the markup of BibTeX or Markdown, without that."""
    how = reading(Path(path))
    markup = (
        how == "markup" or (how is None and data.startswith((b"<", b"\xef\xbb\xbf<", b"@", b"%!"))) or b"</" in data
    )
    yield Content(data, markup, is_whole)
    if markup and data.count(b"<") <= data.count(b"\n") // 2:
        yield Content(_MARKS.sub(b"", data), markup)


def tagged(data: bytes) -> bytes:
    """What stands around tags that are between two letters, without any tags."""
    found: list[bytes] = []
    begin = end = 0
    for match in _WITHIN.finditer(data):
        if match.start() - _AROUND > end:
            found.append(data[begin:end])
            begin = max(0, match.start() - _AROUND)
        end = match.end() + _AROUND
    return _without_tags(b"\n".join([*found, data[begin:end]]))


def untagged(data: bytes) -> tuple[bytes, bytes]:
    """A text without tags: with nothing instead of them, and with a space."""
    return _without_tags(data), _TAGS.sub(b" ", data)


def _without_tags(data: bytes) -> bytes:
    return _TAGS.sub(b"", re.sub(rb">\s+<", b"><", data))


def joined(data: bytes, dividers: Iterable[bytes]) -> bytes:
    """The words of a text that are divided at the end of a line, joined, with what stands around them."""
    found = []
    for end in (divider + end for divider in dividers for end in (b"\n", b"\r", b" \n", b" \r")):
        at = data.find(end)
        while at >= 0:
            found.append(_DIVIDED.sub(b"", data[max(0, at - _AROUND) : at + _AROUND]))
            at = data.find(end, at + 1)
    return b"\n".join(found)


_AROUND = 200
"""So many bytes around a divided word, or around tags within one, are read with it."""
