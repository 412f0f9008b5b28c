"""The log of decisions beside the document: one line of JSON each, only ever added to, safe on the disk when it returns.

A line that a killed program began to write has no end; nobody was told that it was written, and it is dropped.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kg.extraction.proposals import Words
from kg.extraction.review.decisions import Decision
from kg.model.errors import DataError, Location, Problem
from kg.model.files import shown
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
    whole = path.read_bytes().decode(errors="replace").rpartition("\n")[0]
    return [_read(line, path, number) for number, line in enumerate(whole.split("\n"), 1) if line]


def append(folder: Path, decisions: Iterable[Decision]) -> None:
    """Adds decisions to the log; they are on the disk when this returns."""
    path = folder / REVIEWED
    with reported(path, Message("name a folder that you may write to")), locked(path), path.open("a+b") as file:
        file.seek(0)
        file.truncate(file.read().rfind(b"\n") + 1)
        file.write(log_text(decisions).encode())
        file.flush()
        os.fsync(file.fileno())


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
        return Decision(**found)
    except (ValueError, TypeError, AttributeError) as error:
        problem = Message("this line of the log of a review cannot be read")
        remedy = Message("put the line back as it was: the log is only ever added to")
        raise DataError(Problem("wrong-shape", problem, remedy, Location(shown(path), number, 1))) from error
