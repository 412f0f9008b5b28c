"""What git still has of a name: commits, tags, branches. The git program only reads; nothing is changed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.records.names import Names, distinct

_AT_ONCE = 200
"""Commits per call: the length of a command line is limited."""

REWRITING = """\
To take it out of the history, everybody who has a clone must take part:
  1. in a fresh mirror:  git clone --mirror URL fresh && cd fresh
  2. write the words to be replaced into a file outside the repository, one a line, as  WORD==>[withheld]
  3. git filter-repo --replace-text FILE --replace-message FILE    (a file as a whole: --invert-paths --path PATH)
  4. git push --force --mirror, then have every clone made anew; old ones bring the name back
  5. ask the host to delete cached views and forks, and delete FILE"""
"""What a maintainer can do; it is only mentioned, never run."""


@dataclass(frozen=True, slots=True)
class HistoryMatches:
    """What git has: each commit once, with its day and the number of its files that have the name; tags and branches.

    ``commits`` is ``None`` without a repository or a git program: then nothing is known.
    """

    commits: tuple[tuple[str, str, int], ...] | None = None
    tags: tuple[str, ...] = ()
    messages: int = 0
    unnamed: int = 0
    """Tags and branches whose own name contains the name, so that they are not printed."""
    shallow: bool = False


def search_history(folder: Path, names: Names) -> HistoryMatches:
    """What the repository around a folder still has of a name."""
    top = _git(folder, "rev-parse", "--show-toplevel").strip()
    if not top:
        return HistoryMatches()
    root = Path(top)
    words = list(distinct(names))
    dated = dict(line.split(" ", 1) for line in _git(root, "log", "--all", "--format=%H %as").splitlines())
    if not words:
        return HistoryMatches(())
    patterns = [part for word in words for part in ("-e", word)]
    files = _holders(root, patterns, list(dated))
    mentions = set(_mentions(root, words))
    refs = [
        line.split()
        for line in _git(root, "for-each-ref", "--format=%(objectname) %(*objectname) %(refname:short)").splitlines()
    ]
    holders = {*files, *mentions}
    tags = set(_git(root, "tag", "--list").split())
    kept = sorted({ref[-1] for ref in refs if ref[-1] in tags and holders & set(ref[:-1])})
    return HistoryMatches(
        tuple((commit, day, files.get(commit, 0)) for commit, day in dated.items() if commit in holders),
        tuple(tag for tag in kept if not names.find(tag)),
        len(mentions),
        sum(1 for ref in refs if names.find(ref[-1])),
        (root / ".git" / "shallow").exists(),
    )


def _holders(root: Path, patterns: Sequence[str], commits: Sequence[str]) -> dict[str, int]:
    """How many files of each commit have one of the words; commits without any are left out."""
    found: dict[str, int] = {}
    for start in range(0, len(commits), _AT_ONCE):
        output = _git(root, "grep", "-l", "-z", "-i", "-w", "-F", *patterns, *commits[start : start + _AT_ONCE], "--")
        for entry in filter(None, output.split("\0")):
            commit = entry.partition(":")[0]
            found[commit] = found.get(commit, 0) + 1
    return found


def _mentions(root: Path, words: Iterable[str]) -> Iterable[str]:
    """The commits whose message or author has one of the words."""
    for word in words:
        for option in ("--grep", "--author", "--committer"):
            yield from _git(root, "log", "--all", "-i", "-F", f"{option}={word}", "--format=%H").split()


def _git(folder: Path, *arguments: str) -> str:
    """What git prints; empty if git is missing or finds nothing."""
    program = shutil.which("git")
    if program is None:
        return ""
    ended = subprocess.run(  # noqa: S603 - a fixed program; the words go to it as arguments, never through a shell
        [program, "-C", str(folder), *arguments], capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    return ended.stdout
