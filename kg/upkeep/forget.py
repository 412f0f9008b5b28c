"""Forgets somebody: plans it, carries it out, looks for what is left, and reports each step."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from kg.build.reading import Read, read_project
from kg.model import journal
from kg.model.errors import did_you_mean
from kg.model.journal import State
from kg.model.project import Project
from kg.records.authorities import read_retired
from kg.records.names import Names
from kg.upkeep.forget_report import (
    history_lines,
    occurrence_lines,
    plan_lines,
    reading_lines,
    unread_lines,
    unsearched_lines,
)
from kg.upkeep.forgetting import carry_out, clear, plan, to_read
from kg.upkeep.history import HistoryMatches, search_history
from kg.upkeep.occurrences import builds, exports, in_builds, in_exports, missing, occurrences, unread
from kg.upkeep.subjects import Subject, find_subject, names_of, suggestions

Say = Callable[[str], None]
"""Prints lines one by one, so that those that announce slow work appear before it."""

_UNKNOWN = (
    "What cannot be known here: copies that partners, archives and readers hold, and spellings that no record lists."
)


class Search(NamedTuple):
    """Where to look for what is left: in the git history, and in folders and files that are named besides.

    ``read`` are files, or folders of them, in which no name can be sought and which a person has read.
    """

    history: bool = True
    also: tuple[Path, ...] = ()
    read: tuple[Path, ...] = ()


_EVERYWHERE = Search()


def forget(
    project: Project, wanted: Iterable[str], say: Say, *, write: bool, only_check: bool, search: Search = _EVERYWHERE
) -> bool:
    """Shows the plan, carries it out with ``write``, and looks for what is left; gives whether nothing is left or in the way."""
    names = tuple(wanted)
    journal.tidy(project.documents, builds(project))
    seen = journal.state(project.documents, builds(project)) if write else None
    read = read_project(project)
    subject = find_subject(read, names)
    if subject is None and all(name in read_retired(project.authorities) for name in names):
        say("that id is retired: its entry was taken out, and nothing is left of it. Check by the name.")
        return True
    if subject is None:
        if write:
            clear(project)
        offers = [offer for name in names for offer in suggestions(read, name)]
        return check(project, _words(names, read), say, search, offers=offers)
    if only_check:
        told = to_read(project, read, subject)
        say(subject.names.withhold("\n".join(reading_lines(told))))
        return check(project, subject.names, say, search)
    if not _done(project, read, subject, say, seen, write=write):
        return False
    return check(project, subject.names, say, search)


def _done(project: Project, read: Read, subject: Subject, say: Say, seen: State | None, *, write: bool) -> bool:
    """Shows the plan and carries it out if wanted; gives whether it was done."""
    made = plan(project, read, subject)
    say(subject.names.withhold("\n".join(plan_lines(made))))
    if write and not made.blocked:
        made.blocked += carry_out(project, made, seen)
    if made.blocked:
        say(subject.names.withhold("\n".join(["\nIn the way", *map(str, made.blocked)])))
        say("\nnothing was changed: fix what is in the way, and run the command again")
    elif not write:
        say("\nnothing was changed: --write does it")
    else:
        say("\ntaken out, and what was left of builds with it")
    return write and not made.blocked


def check(project: Project, names: Names, say: Say, search: Search, *, offers: Iterable[str] = ()) -> bool:
    """Looks everywhere and reports what is left of a name; gives whether nothing is."""
    own = occurrences(project.documents, names, without=builds(project)) + in_builds(project, names)
    near = exports(project, search.also)
    beside = in_exports(near.searched, names) + missing(search.read)
    closed = unread([*own, *beside], search.read)
    left, given_out = ([one for one in found if not one.unread] for found in (own, beside))
    held = search_history(project.documents, names) if search.history else HistoryMatches(())
    lines = list(occurrence_lines("Left in the project", left)) if left else [_NOTHING if closed.waiting else _NO_WORD]
    lines += (
        occurrence_lines("Left in what lies beside it, and may have been given out", given_out) if given_out else []
    )
    lines += unread_lines(closed)
    if not beside and near.searched:
        lines += [f"{len(near.searched)} other builds and exports lie beside it; none of them holds the name"]
    lines += unsearched_lines(near.folders)
    lines += history_lines(held) if search.history else []
    lines += [f"\n{_UNKNOWN}", *(f"Nobody is called so. {did_you_mean([offer])}" for offer in offers)]
    say(names.withhold("\n".join(lines)))
    return not (left or given_out or closed.waiting or held.commits or held.unnamed)


_NO_WORD = "no word of the name is left in the project"
_NOTHING = "no word of the name was found in what can be searched of the project"


def _words(names: Iterable[str], read: Read) -> Names:
    """What to look for if nobody has these names: the words as given."""
    others = {name for entity in read.directory.entities() for name in names_of(entity)}
    return Names(tuple(form for name in names for form in dict.fromkeys((name, name.title()))), tuple(sorted(others)))
