"""The examples of ``docs/reference.md``: the records of a small project, ``docs/examples``, that a test validates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from kg.model.kinds import KINDS, PARTS, by_name
from kg.model.layout import DIGEST

_FRONT = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_RECORD = re.compile(r"^- ([a-z]+): .*\n(?: .*\n|\n)*", re.MULTILINE)
_NAME = re.compile(r"([a-z-]+): ")
_KEY = re.compile(r"^( +)(?:- )?([a-z-]+):(.*)$")


@dataclass(frozen=True, slots=True)
class Examples:
    """One example of each kind of record and of each part, as written."""

    kinds: dict[str, str]
    parts: dict[str, str]

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The examples of a folder of documents: the first record of each kind, the fullest entry of each part."""
        paths = [*sorted(folder.glob("authorities/*.yaml")), *sorted(folder.glob("*/records.yaml"))]
        records = [
            (found[1], found[0].strip()) for path in paths for found in _RECORD.finditer(path.read_text("utf-8"))
        ]
        front = [_FRONT.search(path.read_text("utf-8")) for path in sorted(folder.glob(f"*/{DIGEST}"))]
        heads = [("document", found[1].strip()) for found in front if found]
        return cls(
            dict(reversed([*heads, *records])),
            {part: _fullest(part, [text for _, text in records]) for part in (*PARTS, "claim")},
        )


def _fullest(part: str, records: list[str]) -> str:
    """The entry that uses most keys of this part; of several, the longest."""
    names = {key.name for kind in KINDS for key in kind.keys if key.reads == "part" and key.of == (part,)}
    own = {key.name for key in by_name()[part].keys}
    entries = [entry for record in records for name, entry in _entries(record) if name in names]
    return max(entries, key=lambda entry: (len(own & set(_NAME.findall(entry))), len(entry)), default="")


def _entries(record: str) -> Iterator[tuple[str, str]]:
    """Each key of a record, at any depth, with its lines and those below it, moved to the margin."""
    lines = record.splitlines()
    for number, line in enumerate(lines):
        found = _KEY.match(line)
        if found:
            depth = len(found[1])
            below = list(_while_deeper(lines[number + 1 :], depth))
            yield found[2], "\n".join(text[depth:] for text in (line, *below)).removeprefix("- ")


def _while_deeper(lines: list[str], depth: int) -> Iterator[str]:
    for line in lines:
        if not line.startswith(" " * (depth + 1)):
            return
        yield line
