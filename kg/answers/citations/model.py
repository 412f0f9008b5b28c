"""What is cited, in no form yet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Work:
    """A document: who wrote and published it, when (EDTF), and in ``holding`` what of it the project has."""

    iri: str
    title: str
    creators: tuple[str, ...]
    publishers: tuple[str, ...]
    issued: str
    created: str
    genre: str
    language: str
    url: str
    holding: str

    @property
    def date(self) -> str:
        """The day on which it came out, or else on which it was written."""
        return self.issued or self.created


@dataclass(frozen=True, slots=True)
class Citation:
    """One thing cited: ``authors`` are whose word it is, ``work`` the document that it stands in or is.

    ``type`` is CSL's; ``key`` is unique within one answer; ``notes`` are sentences on it, in every form the same.
    """

    key: str
    type: str
    authors: tuple[str, ...]
    title: str
    iri: str
    work: Work | None
    notes: tuple[str, ...]
