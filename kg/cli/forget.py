"""``kg forget``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.build.reading import Read
    from kg.model.errors import Location
    from kg.model.project import Project
    from kg.upkeep.erasure_plan import ErasurePlan
    from kg.upkeep.history import HistoryMatches
    from kg.upkeep.names import Names
    from kg.upkeep.occurrences import Occurrence

_MOST = 100
"""So many commits are shown."""
_MOST_A_FILE = 10
"""So many places in one file are shown."""
_UNKNOWN = (
    "What cannot be known here: copies that partners, archives and readers hold, and spellings that no record lists."
)


@click.command("forget")
@click.argument("names", nargs=-1, required=True, metavar="PERSON|DOCUMENT…")
@click.option("--documents", type=click.Path(path_type=Path), help="The folder of documents; by default the project's.")
@click.option("--write", is_flag=True, help="Do it; without it the plan is only shown.")
@click.option("--check", "only_check", is_flag=True, help="Only look for what is left.")
@click.option("--no-history", is_flag=True, help="Do not ask git what it holds.")
def command(names: tuple[str, ...], documents: Path | None, write: bool, only_check: bool, no_history: bool) -> int:
    """Take a person or a document out of records, authority files, digests and the build.

    Shows what goes, where a name is withheld and what only a person can decide, with file and line; --write does all
    of it or nothing, and builds anew. Then it is told what git, earlier builds and exports still hold. Nothing that is
    printed has a word of the name in it. Who has several names in different records is forgotten by the id.

    Exit code: 0 nothing is left, 1 something is left or in the way, 2 the call is at fault.
    """
    from kg.build.reading import read_project
    from kg.model.project import find_project
    from kg.records.authorities import read_retired
    from kg.upkeep import files
    from kg.upkeep.forgetting import carry_out, clear, plan
    from kg.upkeep.subjects import find_subject, suggestions

    project = find_project(documents)
    files.settle(project.documents)
    read = read_project(project)
    subject = find_subject(read, names)
    if subject is None and all(name in read_retired(project.authorities) for name in names):
        click.echo("that id is retired: its entry was taken out, and nothing is left of it. Check by the name.")
        return 0
    if subject is None or only_check:
        words = subject.names if subject else _words(names, read)
        if subject is None and write:
            clear(project)
        offers = [] if subject else [offer for name in names for offer in suggestions(read, name)]
        return _checked(project, words, history=not no_history, offers=offers)
    made = plan(project, read, subject)
    _say(_told(made), subject.names)
    if write and not made.blocked:
        made.blocked += carry_out(project, made)
    if made.blocked:
        _say(["\nIn the way", *map(str, made.blocked)], subject.names)
        click.echo("\nnothing was changed: mend what is in the way, and run the command again")
        return 1
    if not write:
        click.echo("\nnothing was changed: --write does it")
        return 1
    click.echo("\ntaken out, and what was left of builds with it")
    return _checked(project, subject.names, history=not no_history, offers=[])


def _say(lines: Iterable[str], names: Names) -> None:
    """Prints lines without the name: a path may hold it too, and output is often kept in a file."""
    click.echo(names.withhold("\n".join(lines)))


def _words(names: Iterable[str], read: Read) -> Names:
    """What to look for where nobody is called so: the words as they are given."""
    from kg.upkeep.names import Names
    from kg.upkeep.subjects import names_of

    others = {name for entity in read.directory.entities() for name in names_of(entity)}
    return Names(tuple(form for name in names for form in dict.fromkeys((name, name.title()))), tuple(sorted(others)))


def _told(made: ErasurePlan) -> Iterator[str]:
    """The plan, section by section."""
    yield f"To forget: {made.subject.identifiers}"
    yield from _section("Records that go", made.gone)
    yield from _section("Mentions that go", made.mentions)
    yield from _places("Sentences of digests that go whole", made.lines)
    yield from _places("Places at which the name is withheld", made.withheld)
    yield from _section("To read by yourself: no name stands there, but it may tell who is meant", made.read)
    if made.subject.shared:
        yield f"\n{len(made.subject.shared)} of the names are somebody else's too and were not touched: look for them yourself"
    if made.left:
        yield from _traces("To do by hand, at lines as they are after --write: nobody but you can decide it", made.left)


def _section(title: str, entries: list[tuple[str, Location]]) -> Iterator[str]:
    if entries:
        yield f"\n{title} ({len(entries)})"
        yield from (f"  {place}  {what}" for place, what in sorted({(place, what) for what, place in entries}))


def _places(title: str, places: list[Location]) -> Iterator[str]:
    if places:
        yield f"\n{title} ({len(places)})"
        yield from (f"  {place}" for place in sorted(places))


def _traces(title: str, found: list[Occurrence]) -> Iterator[str]:
    yield f"\n{title} ({len(found)})"
    by_file: dict[str, list[Occurrence]] = {}
    for trace in found:
        by_file.setdefault(trace.place.path, []).append(trace)
    for path, traces in by_file.items():
        yield from (f"  {trace.place}  {trace.what}" for trace in traces[:_MOST_A_FILE])
        if len(traces) > _MOST_A_FILE:
            yield f"  {path}  and {len(traces) - _MOST_A_FILE} places more"


def _checked(project: Project, names: Names, *, history: bool, offers: list[str]) -> int:
    """Looks everywhere, tells what is left, and gives the exit code."""
    from kg.model.errors import did_you_mean
    from kg.upkeep.history import search_history
    from kg.upkeep.occurrences import exports, in_builds, in_exports, occurrences

    target = project.build.resolve()
    own = occurrences(
        project.documents, names, without=frozenset({target, target.with_name(f"{target.name}.rejected")})
    )
    own += in_builds(project, names)
    beside = in_exports(project, names)
    held = search_history(project.documents, names) if history else None
    lines = list(_traces("Left in the project", own)) if own else ["no word of the name is left in the project"]
    lines += _traces("Left in what lies beside it, and may have been given out", beside) if beside else []
    if not beside and (others := exports(project)):
        lines += [f"{len(others)} other builds and exports lie beside it; none of them holds the name"]
    lines += _history(held) if held else []
    _say([*lines, f"\n{_UNKNOWN}", *(f"Nobody is called so. {did_you_mean([offer])}" for offer in offers)], names)
    return 1 if own or beside or (held and (held.commits or held.unnamed)) else 0


def _history(held: HistoryMatches) -> Iterator[str]:
    """What git holds, each commit once, and what to do about it."""
    from kg.upkeep.history import REWRITING

    if held.commits is None:
        yield "there is no git history here, or no git program to ask"
        return
    if held.shallow:
        yield "the clone is shallow: what is older than it has cannot be told"
    if not held.commits and not held.unnamed:
        yield "git holds no commit with the name"
        return
    yield f"\nGit still holds it: {len(held.commits)} commits, {held.messages} by their message or author"
    yield from (f"  {commit[:12]}  {day}  {count} files" for commit, day, count in held.commits[:_MOST])
    if len(held.commits) > _MOST:
        yield f"  … and {len(held.commits) - _MOST} more"
    if held.tags:
        yield f"Tags on them, which are releases that somebody may have: {', '.join(held.tags)}"
    if held.unnamed:
        yield f"{held.unnamed} tags or branches have the name in their own name: git for-each-ref shows them"
    yield REWRITING
