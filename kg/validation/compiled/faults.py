"""The reasons not to run a shape: SHACL does not allow it, or only the reference engine can evaluate it."""

from __future__ import annotations

from kg.model.errors import DataError, Problem
from kg.model.message import Message, Words
from kg.model.terms import Term


class IllFormedError(DataError):
    """A shape that SHACL does not allow, or whose query cannot be run; ``written`` is the text at fault, if it is one."""

    def __init__(
        self,
        shape: Term,
        found: Message,
        remedy: Words = (),
        offers: tuple[str, ...] = (),
        *,
        is_recursive: bool = False,
        written: str = "",
    ) -> None:
        self.shape, self.written = shape, written
        about_shape = Message("shape {shape}: {fault}", shape=shape, fault=found)
        super().__init__(
            Problem("recursive-shape" if is_recursive else "ill-formed-shape", about_shape, remedy, offers=offers)
        )


class NotCompiledError(Exception):
    """A shape that only the reference engine can evaluate; the text says why."""
