"""The log of decisions beside the document: one line of JSON each, only ever added to, safe on the disk when it returns.

A line that a killed program began to write is cut off; nobody was told that it was written, and it is dropped. A whole one
counts, even if an editor has taken its line end.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

from kg.extraction.proposals import Words
from kg.extraction.review.decisions import Decision, What
from kg.model.errors import DataError, Location, Problem
from kg.model.files import bytes_of, decode, shown
from kg.model.layout import REVIEWED
from kg.model.message import Message
from kg.model.writing import locked, reported

_WORDS = "words"


def now() -> str:
    """The time, to the second, in UTC: only the log of decisions has it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_log(folder: Path) -> list[Decision]:
    """The decisions so far; ``DataError`` for a line that is no decision."""
    path = folder / REVIEWED
    if not path.exists():
        return []
    data = bytes_of(path)
    lines = decode(data[: _end(data)], path).split("\n")
    return [_read(line, path, number) for number, line in enumerate(lines, 1) if line]


def append(folder: Path, decisions: Iterable[Decision]) -> None:
    """Adds decisions to the log; they are on the disk when this returns."""
    path = folder / REVIEWED
    with reported(path, Message("name a folder that you may write to")), locked(path), path.open("a+b") as file:
        file.seek(0)
        data = file.read()
        end = _end(data)
        file.truncate(end)
        file.write((b"" if data[:end].endswith(b"\n") or not end else b"\n") + log_text(decisions).encode())
        file.flush()
        os.fsync(file.fileno())


def _end(data: bytes) -> int:
    """Where the last whole line ends: one without a line end counts if it is a whole object."""
    last = data.rfind(b"\n") + 1
    try:
        return len(data) if isinstance(json.loads(data[last:]), dict) else last
    except (ValueError, RecursionError):
        return last


def log_text(decisions: Iterable[Decision]) -> str:
    """Decisions as lines of the log."""
    return "".join(json.dumps(_written(one), ensure_ascii=False) + "\n" for one in decisions)


def _written(decision: Decision) -> dict[str, Any]:
    """The fields of a decision that say something."""
    found = decision._asdict()
    if decision.words:
        found[_WORDS] = decision.words._asdict()
    return {name: value for name, value in found.items() if value}


def _read(line: str, path: Path, number: int) -> Decision:
    try:
        found = json.loads(line)
        found["values"] = tuple((str(key), str(value)) for key, value in found.get("values", ()))
        if _WORDS in found:
            found[_WORDS] = Words(**found[_WORDS])
        return _checked(Decision(**found))
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        problem = Message("this line of the log of a review cannot be read")
        remedy = Message("put the line back as it was: the log is only ever added to")
        raise DataError(Problem("wrong-shape", problem, remedy, Location(shown(path), number, 1))) from error


def _checked(decision: Decision) -> Decision:
    """A decision whose fields are what they should be; ``ValueError`` for any other."""
    texts = (decision.record, decision.who, decision.at, decision.why, decision.of, decision.into, decision.kind)
    numbers = (decision.undoes, *(decision.words[:2] if decision.words else ()))
    if decision.what not in get_args(What) or not all(isinstance(one, str) for one in texts):
        raise ValueError(decision)
    if not all(type(one) is int and one >= 0 for one in numbers) or not decision.who:
        raise ValueError(decision)
    if decision.words and not isinstance(decision.words.text, str):
        raise ValueError(decision)
    return decision
