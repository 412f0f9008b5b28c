"""What git still has of a name: files of all commits, messages, authors, tags, branches. Git only reads; nothing is changed.

Everything is searched as the project itself is: in any case, script and transliteration, escaped, packed or divided.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from kg.model.errors import Location
from kg.records.names import Names
from kg.upkeep.fresh_lines import FreshLines
from kg.upkeep.git_objects import Entry, Objects, objects
from kg.upkeep.given_out import reading
from kg.upkeep.occurrences import Occurrence, in_bytes
from kg.upkeep.unpacking import MOST_BYTES, is_closed, is_packed

REWRITING = """\
To take it out of the history, everybody who has a clone must take part:
  1. in a fresh mirror:  git clone --mirror URL fresh && cd fresh
  2. write the words to be replaced into a file outside the repository, one a line, as  WORD==>[withheld]
  3. git filter-repo --replace-text FILE --replace-message FILE    (a file as a whole: --invert-paths --path PATH)
  4. git push --force --mirror, then have every clone made anew; old ones bring the name back
  5. ask the host to delete cached views and forks, and delete FILE"""
"""What a maintainer can do; it is only mentioned, never run."""


class Commit(NamedTuple):
    """A commit that has the name: its day, the number of its files that have it, and of those that only may."""

    ident: str
    day: str
    files: int
    maybe: int


@dataclass(frozen=True, slots=True)
class HistoryMatches:
    """What git has: each commit once, tags and branches.

    ``commits`` is ``None`` without a repository or a git program: then nothing is known. ``of`` counts the commits that
    were searched, ``files`` their different files, and ``unread`` those of them in which no name can be sought.
    """

    commits: tuple[Commit, ...] | None = None
    tags: tuple[str, ...] = ()
    messages: int = 0
    unnamed: int = 0
    """Tags and branches whose own name or message contains the name, so that they are not printed."""
    shallow: bool = False
    of: int = 0
    files: int = 0
    unread: int = 0


def search_history(folder: Path, names: Names) -> HistoryMatches:
    """What the repository around a folder still has of a name."""
    git, top = shutil.which("git"), _git(folder, "rev-parse", "--show-toplevel").strip()
    if not git or not top:
        return HistoryMatches()
    root = Path(top)
    listed = [
        line.split(" ") for line in _git(root, "log", "--all", "--no-show-signature", "--format=%H %T %as").splitlines()
    ]
    mentions = _mentions(root, names)
    with objects(git, root, most=MOST_BYTES) as held:
        search = _Search(held, names)
        found = {ident: search.folder(tree) for ident, tree, _ in listed}
    commits = tuple(
        Commit(ident, day, len(found[ident].sure), len(found[ident].maybe - found[ident].sure))
        for ident, _, day in listed
        if ident in mentions or found[ident].sure or found[ident].maybe
    )
    refs, holders = list(_refs(root)), {commit.ident for commit in commits}
    return HistoryMatches(
        commits,
        tuple(sorted(ref.name for ref in refs if ref.is_tag and holders & ref.points_at and not ref.has(names))),
        len(mentions),
        sum(ref.has(names) for ref in refs),
        _git(root, "rev-parse", "--is-shallow-repository").strip() == "true",
        len(listed),
        len(search.known),
        sum(one.unread for one in search.known.values()),
    )


# ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────


class _File(NamedTuple):
    """What a file has: the name for sure, a word that may be of it, nothing that could be sought."""

    sure: bool = False
    maybe: bool = False
    unread: bool = False


class _Folder(NamedTuple):
    """The paths of the files in a folder of a commit that have the name, and of those that may."""

    sure: frozenset[str]
    maybe: frozenset[str]


@dataclass(slots=True)
class _Search:
    """Searches the files of commits, each content once."""

    held: Objects
    names: Names
    known: dict[tuple[str, str | None], _File] = field(default_factory=dict)
    folders: dict[str, _Folder] = field(default_factory=dict)
    lines: FreshLines = field(default_factory=FreshLines)

    def folder(self, ident: str) -> _Folder:
        """What a folder has, with the folders in it."""
        if ident not in self.folders:
            sure, maybe = set[str](), set[str]()
            for entry in list(self.held.entries(ident)):
                named = bool(self.names.find(entry.name))
                if entry.is_folder:
                    inside = self.folder(entry.ident)
                    sure |= {f"{entry.name}/{path}" for path in inside.sure} | ({entry.name} if named else set())
                    maybe |= {f"{entry.name}/{path}" for path in inside.maybe}
                    continue
                file = self.file(entry)
                sure |= {entry.name} if file.sure or named else set()
                maybe |= {entry.name} if file.maybe else set()
            self.folders[ident] = _Folder(frozenset(sure), frozenset(maybe))
        return self.folders[ident]

    def file(self, entry: Entry) -> _File:
        """What a file has; two files with the same bytes are one if they are read in the same way."""
        known = entry.ident, reading(Path(entry.name))
        if known not in self.known:
            data = self.held.content(entry.ident)
            found = None if data is None else self._in(data, Path(entry.name))
            self.known[known] = _File(unread=True) if found is None else _summed(found)
        return self.known[known]

    def _in(self, data: bytes, path: Path) -> list[Occurrence]:
        def find(text: bytes) -> list[Occurrence]:
            return list(in_bytes(text, self.names, Location(path.name), path))

        if b"\0" in data or data.startswith(_WIDE) or is_packed(data) or is_closed(data):
            return find(data)
        return self.lines.search(data, (reading(path), data[:1]), find)


_WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How a text in UTF-16 begins, which cannot be cut into lines byte by byte."""


def _summed(found: list[Occurrence]) -> _File:
    held = [one for one in found if not one.unread]
    return _File(any(one.sure for one in held), any(not one.sure for one in held), len(held) < len(found))


# ── Messages, tags and branches ──────────────────────────────────────────────────────────────────────────────


def _mentions(root: Path, names: Names) -> set[str]:
    """The commits whose message or author has the name."""
    told = _git(
        root, "log", "--all", "--no-show-signature", "--encoding=UTF-8", "--format=%x00%H%x00%an <%ae>%n%cn <%ce>%n%B"
    )
    return {ident for ident, text in _records(told, 2) if names.find(text)}


class _Ref(NamedTuple):
    """A tag or a branch: the object and the commit that it points at, and what somebody wrote into a tag."""

    points_at: frozenset[str]
    name: str
    is_tag: bool
    message: str

    def has(self, names: Names) -> bool:
        """Whether the name is in its own name or message."""
        return bool(names.find(self.name) or names.find(self.message))


_REF = "%00%(objectname)%00%(*objectname)%00%(refname)%00%(refname:short)%00%(objecttype)%00%(taggername)%0a%(contents)"


def _refs(root: Path) -> Iterator[_Ref]:
    told = _git(root, "for-each-ref", f"--format={_REF}")
    for ident, commit, whole, name, kind, message in _records(told, 6):
        yield _Ref(
            frozenset({ident, commit} - {""}), name, whole.startswith("refs/tags/"), message if kind == "tag" else ""
        )


def _records(told: str, count: int) -> Iterator[tuple[str, ...]]:
    """What git told, each record in so many fields; before each stands the character that no text of git has."""
    fields = iter(told.split("\0")[1:])
    return zip(*[fields] * count, strict=True)


def _git(folder: Path, *arguments: str) -> str:
    """What git prints; empty if git is missing or finds nothing."""
    program = shutil.which("git")
    if program is None:
        return ""
    ended = subprocess.run(  # noqa: S603 - a fixed program; the words go to it as arguments, never through a shell
        [program, "-C", str(folder), *arguments], capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    return ended.stdout
