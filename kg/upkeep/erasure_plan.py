"""The plan of what forgetting somebody changes."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model.errors import Location, Problem
from kg.upkeep.occurrences import Occurrence
from kg.upkeep.subjects import Subject


@dataclass(slots=True)
class ErasurePlan:
    """What forgetting changes.

    ``gone``: erased records; ``mentions``: erased values; ``lines``: sentences of digests that are erased whole;
    ``withheld``: places where a name is replaced; ``read``: what a person should read, with the reason; ``blocked``:
    what is in the way; ``left``: where the name would still be found.
    """

    subject: Subject
    changes: dict[str, bytes | None] = field(default_factory=dict)
    gone: list[tuple[str, Location]] = field(default_factory=list)
    mentions: list[tuple[str, Location]] = field(default_factory=list)
    lines: list[Location] = field(default_factory=list)
    withheld: list[Location] = field(default_factory=list)
    read: list[tuple[str, Location]] = field(default_factory=list)
    blocked: list[Problem] = field(default_factory=list)
    left: list[Occurrence] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
