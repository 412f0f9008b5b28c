"""What causes each error, for ``docs/reference.md``: examples that tests run, or one sentence where none can show it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

EXAMPLES = Path("tests") / "error_examples.toml"
"""The file of examples, below the folder of a checkout; its head explains the keys."""


@dataclass(frozen=True, slots=True)
class ErrorExample:
    """Files of a small project and the commands of which the last reports the error; or only a circumstance."""

    files: Mapping[str, str]
    run: tuple[str, ...]
    built: bool
    also: frozenset[str]
    encoding: str
    circumstance: str

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> Self:
        """The example of one table of the file."""
        run = entry.get("run", "build")
        return cls(
            entry.get("files", {}),
            (run,) if isinstance(run, str) else tuple(run),
            entry.get("built", False),
            frozenset(entry.get("with", ())),
            entry.get("encoding", "utf-8"),
            entry.get("circumstance", ""),
        )


def error_examples(root: Path) -> dict[str, ErrorExample]:
    """The example of each error that has one in the file, by its code."""
    entries = tomllib.loads((root / EXAMPLES).read_text("utf-8"))
    return {code: ErrorExample.of(entry) for code, entry in entries.items()}
