"""Every fault a person can meet: a code, a location, what was found, what to do.

Faults in the data end a command with exit code 1, faults in the call with 2. The paragraphs that ``kg explain``
prints, and the list of codes, are in ``errors.toml`` beside this module.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import ClassVar, NamedTuple


class Location(NamedTuple):
    """A spot in a file; lines and columns count from 1, and 0 means that there is none."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.path, *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(parts)


class Problem(NamedTuple):
    """One fault: ``found`` says what is there, ``remedy`` what to do about it."""

    code: str
    found: str
    remedy: str
    location: Location | None = None

    def __str__(self) -> str:
        lines = [f"error[{self.code}]: {self.found}"]
        if self.location:
            lines.append(f"  {self.location}")
        lines.extend(f"  {line}" for line in self.remedy.splitlines())
        return "\n".join(lines)


class ChronicleError(Exception):
    """One or more problems that end the work; ``exit_code`` is what the command gives back to the shell."""

    exit_code: ClassVar[int] = 1

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class DataError(ChronicleError):
    """What was given to read is at fault."""

    exit_code = 1


class CallError(ChronicleError):
    """What was asked for is at fault: an option, a parameter, a path."""

    exit_code = 2


@cache
def explanations() -> dict[str, str]:
    """Every error code with its paragraph, sorted by code."""
    text = Path(__file__).with_name("errors.toml").read_text(encoding="utf-8")
    return dict(sorted(tomllib.loads(text).items()))


def nearest_word(word: str, candidates: Iterable[str]) -> str:
    """The candidate spelt most like ``word``, or nothing.

    >>> nearest_word("detension", ["detention", "threat"])
    'detention'
    """
    import difflib

    return next(iter(difflib.get_close_matches(word, sorted(set(candidates)), n=1, cutoff=0.6)), "")


def nearest(word: str, candidates: Iterable[str]) -> str:
    """A sentence that offers the candidate spelt most like ``word``, or nothing.

    >>> nearest("detension", ["detention", "threat"])
    'did you mean "detention"?'
    """
    close = nearest_word(word, candidates)
    return f'did you mean "{close}"?' if close else ""
