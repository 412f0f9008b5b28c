"""Files as they are written everywhere: beside, then renamed, so that none is ever half-written."""

from __future__ import annotations

from pathlib import Path

from kg.model.errors import CallError, Problem, reason
from kg.model.message import Message


def write_file(path: Path, data: bytes) -> None:
    """Replaces a file, or makes it and the folders above it; ``CallError`` if it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.new")
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        found = Message("{folder} cannot be written: {reason}", folder=path, reason=reason(error))
        raise CallError(Problem("unwritable-output", found, Message("name a folder that you may write to"))) from error
