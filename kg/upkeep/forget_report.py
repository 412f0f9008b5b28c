"""What forgetting changes and what is left of a name, as lines for a person. The caller withholds the name in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.model.errors import Location
from kg.upkeep.erasure_plan import ErasurePlan
from kg.upkeep.history import REWRITING, Commit, HistoryMatches
from kg.upkeep.occurrences import Occurrence, Unread

_MOST = 100
"""How many commits are shown."""
_MOST_A_FILE = 10
"""How many places in one file are shown."""


def plan_lines(made: ErasurePlan) -> Iterator[str]:
    """The plan, section by section."""
    yield f"To forget: {made.subject.identifiers}"
    yield from _section("Records that go", made.gone)
    yield from _section("Mentions that go", made.mentions)
    yield from _places("Sentences of digests that go as a whole", made.lines)
    yield from _places("Places at which the name is withheld", made.withheld)
    yield from reading_lines(made.read)
    if made.subject.shared:
        yield f"\n{len(made.subject.shared)} of the names are somebody else's too and were not touched: look for them yourself"
    if made.left:
        yield from occurrence_lines(
            "To do by hand (lines as they will be after --write): only you can decide", made.left
        )


def reading_lines(read: list[tuple[str, Location]]) -> Iterator[str]:
    """What a person should read: every place."""
    yield from _section("To read yourself: the name is not in it, but it may show who is meant", read)


def unread_lines(found: Unread) -> Iterator[str]:
    """The files in which no name can be sought: those that a person still has to read, and those that one has read."""
    if found.waiting:
        yield from occurrence_lines(
            "Could not be searched: read each yourself, then name it with --read", found.waiting
        )
    if found.read:
        yield from occurrence_lines("Could not be searched, and read by a person", found.read)


def unsearched_lines(folders: Sequence[Path]) -> Iterator[str]:
    """The folders beside the project in which nobody asked to look."""
    if folders:
        named = ", ".join(path.name for path in folders[:_MOST_A_FILE])
        more = f" and {len(folders) - _MOST_A_FILE} more" if len(folders) > _MOST_A_FILE else ""
        yield f"not searched: {named}{more}, which lie beside it: name those with --also that may hold what was given out"


def _section(title: str, entries: list[tuple[str, Location]]) -> Iterator[str]:
    if entries:
        yield f"\n{title} ({len(entries)})"
        yield from (f"  {place}  {what}" for place, what in sorted({(place, what) for what, place in entries}))


def _places(title: str, places: list[Location]) -> Iterator[str]:
    if places:
        yield f"\n{title} ({len(places)})"
        yield from (f"  {place}" for place in sorted(places))


def occurrence_lines(title: str, found: list[Occurrence]) -> Iterator[str]:
    """A section of places, grouped by file; only the first of many are shown."""
    yield f"\n{title} ({len(found)})"
    by_file: dict[str, list[Occurrence]] = {}
    for trace in found:
        by_file.setdefault(trace.place.path, []).append(trace)
    for path, traces in by_file.items():
        yield from (f"  {trace.place}  {trace.what}" for trace in traces[:_MOST_A_FILE])
        if len(traces) > _MOST_A_FILE:
            yield f"  {path}  and {len(traces) - _MOST_A_FILE} more places"


def history_lines(held: HistoryMatches) -> Iterator[str]:
    """What git still has, each commit once, and what to do about it."""
    if held.commits is None:
        yield "there is no git history here, or no git program to ask"
        return
    yield f"searched in git, as in the project: {held.of} commits, {held.files} files in all their versions, messages, authors, tags, branches"
    if held.unread:
        yield f"not searched in git: {held.unread} of the files, which are pictures, pages, packed or too large"
    if held.shallow:
        yield "the clone is shallow: nothing older than it reaches is known"
    if not held.commits and not held.unnamed:
        yield "git holds no commit with the name"
        return
    yield f"\nGit still holds it: {len(held.commits)} commits, {held.messages} by their message or author"
    yield from map(_commit_line, held.commits[:_MOST])
    if len(held.commits) > _MOST:
        yield f"  … and {len(held.commits) - _MOST} more"
    if held.tags:
        yield f"Tags on them, which are releases that somebody may have: {', '.join(held.tags)}"
    if held.unnamed:
        yield f"{held.unnamed} tags or branches have the name in their own name or message: git for-each-ref shows them"
    yield REWRITING


def _commit_line(commit: Commit) -> str:
    maybe = f", {commit.maybe} more with a word that may be of the name" if commit.maybe else ""
    return f"  {commit.ident[:12]}  {commit.day}  {commit.files} files{maybe}"
