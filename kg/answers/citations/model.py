"""What is cited, independent of any form."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Work:
    """A document: who wrote and published it, and when (EDTF).

    ``url`` and ``archived`` are where the text and an archived copy of it are, and ``retrieved`` is the day on which it
    was taken from there. ``dating`` says how sure that is where a claim is about it; ``holding`` is what the project has of the text.
    """

    iri: str
    title: str
    creators: tuple[str, ...]
    publishers: tuple[str, ...]
    issued: str
    created: str
    genre: str
    language: str
    url: str
    archived: str
    retrieved: str
    dating: str
    holding: str

    @property
    def date(self) -> str:
        """The day on which it was published, or else written."""
        return self.issued or self.created

    @property
    def address(self) -> str:
        """Where the text is, or else an archived copy of it; empty if neither is known."""
        return self.url or self.archived


@dataclass(frozen=True, slots=True)
class Citation:
    """One thing cited: ``authors`` say it, and ``work`` is the document that it is in, or is.

    ``type`` is CSL's; ``key`` is unique within one answer; ``notes`` are sentences on it, the same in every form.
    """

    key: str
    type: str
    authors: tuple[str, ...]
    title: str
    iri: str
    work: Work | None
    notes: tuple[str, ...]
