"""Why shapes are not run: SHACL does not allow them, or only the reference engine can evaluate them."""

from __future__ import annotations

from kg.model.errors import DataError, Problem
from kg.model.message import Message, Words
from kg.model.terms import Term


class IllFormedError(DataError):
    """A shape that SHACL does not allow, or that cannot be asked."""

    def __init__(
        self,
        shape: Term,
        found: Message,
        remedy: Words = (),
        offers: tuple[str, ...] = (),
        *,
        is_recursive: bool = False,
    ) -> None:
        self.shape = shape
        said = Message("shape {shape}: {fault}", shape=shape, fault=found)
        super().__init__(
            Problem("recursive-shape" if is_recursive else "ill-formed-shape", said, remedy, offers=offers)
        )


class NotCompiledError(Exception):
    """A shape that only the reference engine can evaluate; the text says why."""
