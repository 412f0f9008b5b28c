"""What is said of texts that were added, and of a digest to write: what lies where, and the next steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.model.layout import DIGEST, ORIGINAL, RECORDS, TEXT
from kg.model.project import Project
from kg.upkeep.adding import Added
from kg.upkeep.adding_agents import Entry, agent_records


def added_lines(added: Iterable[Added], entries: Iterable[Entry], project: Project) -> Iterator[str]:
    """The lines on texts that are held as they are, and on entries of authority files that were added with them."""
    every, new = list(added), list(entries)
    for one in every:
        yield from _text_lines(one)
    yield from (f"  {entry.path}: {entry.kind} {entry.ident}, {entry.label}" for entry in new)
    named = dict(agent for one in every for agent in one.agents)
    agents = [name for name in named if name not in {entry.label for entry in new}]
    yield from ("", "next:")
    if agents:
        yield f"* add to a file in {project.authorities}, as organization, person or group"
        yield "  (--creator-is KIND and --publisher-is KIND do it with the next text):"
        yield from ("", *(f"    {line}" for line in agent_records(agents, project).splitlines()), "")
    if any("creator" not in one.facts.values for one in every):
        yield f"* write creator: in {TEXT}, who wrote it, by label or id: its claims are made by them"
    folder = every[0].folder
    yield f"* write the records: `kg new act --to {folder / RECORDS}`, quoting words of one line of {TEXT}"
    yield f"* check them: `kg validate {folder}`, then `kg build` and `kg verify`"


def _text_lines(one: Added) -> Iterator[str]:
    yield f"added {one.source} as {one.folder.name}: {one.sentences} sentences"
    for name, about in (
        (TEXT, "the text, one sentence a line; delete lines that are not part of it, such as menus"),
        (ORIGINAL, "its bytes as received"),
        (RECORDS, "no records yet"),
    ):
        yield f"  {one.folder / name}: {about}"
    if (title := one.facts.values.get("title")) and not title[0].location.path:
        yield f"  title: {title[0]} (the first line of the text)"
    if one.published:
        yield f"  creator: the publisher, as nobody says who wrote it; change it in {TEXT} if somebody else did"
    if one.facts.unused:
        yield f"  not used: {', '.join(one.facts.unused)}"


def digest_lines(made: Added) -> Iterator[str]:
    """The lines on a digest to write."""
    yield from (f"wrote {path}" for path in made.files)
    yield from ("", "next:")
    if missing := made.facts.missing:
        yield f"* fill in {', '.join(missing)} at the top of {made.folder / DIGEST}: nothing says them"
    yield f"* restate {made.sentences} sentences in your own words, in the place of RESTATE and the words after it"
    yield f"* write the records: `kg new act --to {made.folder / RECORDS}`"
    yield f"* check them: `kg validate {made.folder}`"
