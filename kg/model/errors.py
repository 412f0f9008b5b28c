"""Every fault that a person can meet: its code and location, what was found, what to do.

Faults in the data end a command with exit code 1, faults in the call with exit code 2. The paragraphs that ``kg explain``
prints, and the list of codes, are in ``errors.toml`` beside this module.
"""

from __future__ import annotations

import errno
import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Literal, NamedTuple

from kg.model.display import visible
from kg.model.message import Message, Words, sentences

Severity = Literal["violation", "warning", "info"]


class Location(NamedTuple):
    """A spot in a file; lines and columns count from 1, and 0 means that there is none."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [visible(self.path), *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(parts)


class Problem(NamedTuple):
    """One fault: ``found`` says what is there, ``remedy`` what to do about it.

    ``offers`` are the valid terms most similar in spelling to what is there; ``key`` and ``value`` are the entry at
    fault, as far as they are known.
    """

    code: str
    found: Message
    remedy: Words = ()
    location: Location | None = None
    offers: tuple[str, ...] = ()
    key: str = ""
    value: str = ""
    severity: Severity = "violation"

    @property
    def advice(self) -> tuple[Message, ...]:
        """What to do, sentence by sentence; what may have been meant comes first."""
        meant = (did_you_mean(self.offers),) if self.offers else ()
        return (*meant, *sentences(self.remedy))

    def __str__(self) -> str:
        return "\n".join(laid_out(self, str))


TITLES: Mapping[Severity, Message] = {
    "violation": Message("error"),
    "warning": Message("warning"),
    "info": Message("info"),
}
"""The title of a problem, by severity."""


def laid_out(problem: Problem, words: Callable[[Message], str]) -> list[str]:
    """The lines that show a problem: what is wrong, where, what to do; ``words`` renders or translates each message."""
    lines = [f"{words(TITLES[problem.severity])}[{problem.code}]: {words(problem.found)}"]
    if problem.location:
        lines.append(f"  {problem.location}")
    return [*lines, *(f"  {line}" for line in in_a_row(map(words, problem.advice)).splitlines())]


def in_a_row(parts: Iterable[str]) -> str:
    """Sentences joined: one that follows a question stays on its line, any other begins a new line."""
    whole = ""
    for sentence in parts:
        whole += f"{'' if not whole else ' ' if whole.endswith('?') else chr(10)}{sentence}"
    return whole


def did_you_mean(offers: Iterable[str]) -> Message:
    """The question that offers similar terms."""
    return Message("did you mean {words}?", words=", ".join(f'"{word}"' for word in offers))


class ChronicleError(Exception):
    """One or more problems that stop the work; ``exit_code`` is what the command returns to the shell."""

    exit_code: ClassVar[int] = 1

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[Any, ...]:
        """What carries it from a worker; each kind is made from other arguments, so none are used."""
        return _revived, (type(self), self.args, self.__dict__)


def _revived(kind: type[ChronicleError], arguments: tuple[Any, ...], state: dict[str, Any]) -> ChronicleError:
    error = kind.__new__(kind, *arguments)
    error.args = arguments
    error.__dict__.update(state)
    return error


class DataError(ChronicleError):
    """The data are at fault."""

    exit_code = 1


class CallError(ChronicleError):
    """The call is at fault: an option, a parameter, a path."""

    exit_code = 2


class InvalidValueError(ValueError):
    """A text is not a valid value; holds what is wrong, what to do, and what may have been meant."""

    def __init__(self, found: Message, remedy: Words = (), offers: tuple[str, ...] = ()) -> None:
        super().__init__(str(found))
        self.found, self.remedy, self.offers = found, remedy, offers


_REASONS = {
    errno.EACCES: Message("Permission denied"),
    errno.EEXIST: Message("File exists"),
    errno.EISDIR: Message("Is a directory"),
    errno.ENOENT: Message("No such file or directory"),
    errno.ENOSPC: Message("No space left on device"),
    errno.ENOTDIR: Message("Not a directory"),
    errno.EROFS: Message("Read-only file system"),
}


def reason(error: OSError) -> Message:
    """Why the system refused an operation, in its own words if the reason is not a usual one."""
    unknown = Message("the system says: {reason}", reason=error.strerror or str(error))
    return _REASONS.get(error.errno or 0, unknown)


@cache
def explanations() -> dict[str, str]:
    """Every error code with its paragraph, sorted by code."""
    text = Path(__file__).with_name("errors.toml").read_text(encoding="utf-8")
    return dict(sorted(tomllib.loads(text).items()))


def nearest(word: str, candidates: Iterable[str]) -> tuple[str, ...]:
    """The candidate most similar in spelling to ``word``, if any: what a problem ``offers``.

    >>> nearest("detension", ["detention", "threat"])
    ('detention',)
    """
    import difflib

    return tuple(difflib.get_close_matches(word, sorted(set(candidates)), n=1, cutoff=0.6))
