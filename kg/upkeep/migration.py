"""Lifts records from the version of the ontology that they were written for to the one that the program knows.

What changed between two versions is data, in ``kg/migrations.toml``; this module knows the six ways of changing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from kg.documents import read_text, shown
from kg.errors import CallError, DataError, Location, Problem
from kg.kinds import Key, Kind, aspects, by_name
from kg.mapping import read_sources
from kg.project import SETTINGS, Project, resources, version_key
from kg.readers import markdown
from kg.reading import map_project, read_project
from kg.records.nodes import MappingNode, Node, ScalarNode, SequenceNode
from kg.terms import digest
from kg.upkeep.editing import Edit, Sheet, apply
from kg.upkeep.files import staged
from kg.vocabulary import CONCEPTS, VERSION

TABLE = Path(__file__).parent.parent / "migrations.toml"

_FRONT = ("document",)
"""The kind of a front matter, whose keys stand at its root."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a step; ``kind`` is empty where it holds for every kind, ``place`` is what the table calls it."""

    do: str
    kind: str = ""
    key: str = ""
    to: str = ""
    scheme: str = ""
    concept: str = ""
    pattern: str = ""
    into: tuple[str, ...] = ()
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """From one version to the next: what changed, in order, and why."""

    before: str
    after: str
    why: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Lifted:
    """What a migration makes: steps taken, each changed file before and after, and what breaks all the same."""

    steps: tuple[Step, ...]
    files: Mapping[str, tuple[str, str]]
    faults: tuple[Problem, ...] = ()

    @property
    def contents(self) -> dict[str, bytes]:
        """The bytes of each changed file."""
        return {name: after.encode() for name, (_, after) in self.files.items()}


_NEEDED = {
    "rename-key": ("key", "to"),
    "rename-kind": ("kind", "to"),
    "rename-concept": ("scheme", "concept", "to"),
    "split-key": ("kind", "key", "pattern", "into"),
    "remove-key": ("key", "remedy"),
    "label-concepts": (),
}


def read_steps(path: Path = TABLE) -> tuple[Step, ...]:
    """The steps of the table, oldest first; ``DataError`` for an entry that is none."""
    found = []
    for number, entry in enumerate(tomllib.loads(path.read_text(encoding="utf-8")).get("step", []), 1):
        changes = []
        for given in entry.get("change", []):
            needed = _NEEDED.get(given.get("do"))
            groups = re.compile(given.get("pattern", "")).groups
            if needed is None or any(name not in given for name in needed) or groups != len(given.get("into", ())):
                remedy = (
                    f"write do = one of {', '.join(_NEEDED)}, with its keys; each group of pattern has a key in into"
                )
                raise DataError(
                    Problem("bad-migration", f"step {number} has no change so: {given}", remedy, Location(str(path)))
                )
            changes.append(Change(**(given | {"into": tuple(given.get("into", ()))})))
        found.append(Step(entry["from"], entry["to"], entry.get("why", ""), tuple(changes)))
    return tuple(sorted(found, key=lambda step: version_key(step.before)))


def way(version: str, steps: Iterable[Step], *, to: str = VERSION) -> tuple[Step, ...]:
    """The steps that lead from a version to another; ``CallError`` where none does."""
    taken: list[Step] = []
    at = version
    by_start = {version_key(step.before): step for step in steps}
    while version_key(at) != version_key(to):
        step = by_start.get(version_key(at))
        if step is None or version_key(step.after) > version_key(to):
            known = ", ".join(dict.fromkeys([*(step.before for step in by_start.values()), to]))
            found = f"no way is known from ontology {at} to {to}"
            raise CallError(Problem("no-migration", found, f"the versions that this program knows are: {known}"))
        taken.append(step)
        at = step.after
    return tuple(taken)


def lift(project: Project, version: str, scratch: Path, *, steps: Iterable[Step] | None = None) -> Lifted:
    """The files of a project lifted from a version, and the faults that the records have then.

    ``scratch`` is an empty folder to try them in. ``DataError`` with every place at which a change cannot be made.
    """
    taken = way(version, read_steps() if steps is None else steps)
    files: dict[str, tuple[str, str]] = {}
    problems: list[Problem] = []
    for path in record_files(project):
        before = read_text(path)
        work = _Work(shown(path), before, front=path.suffix == ".md")
        for number, change in enumerate(changes := [change for step in taken for change in step.changes]):
            work.make(change, _Later(tuple(changes[number + 1 :])))
        problems += work.problems
        if work.text != before:
            files[path.relative_to(project.documents).as_posix()] = before, work.text
    if problems:
        raise DataError(problems)
    settings = project.documents / SETTINGS
    stated = read_text(settings) if settings.exists() else ""
    if (changed := restated(stated, VERSION)) != stated:
        files[SETTINGS] = stated, changed
    made = Lifted(taken, files)
    return replace(made, faults=tuple(_faults(project, made, scratch)))


def restated(settings: str, version: str) -> str:
    """The settings with the version in its line, or in a line of its own at the end.

    >>> restated('ontology = "0.9" # old', "1.0")
    'ontology = "1.0" # old'
    """
    line = re.compile(r"""^([ \t]*["']?ontology["']?[ \t]*=[ \t]*)(?:"[^"\n]*"|'[^'\n]*')""", re.MULTILINE)
    if line.search(settings):
        return line.sub(rf'\g<1>"{version}"', settings, count=1)
    newline = "\r\n" if "\r\n" in settings else "\n"
    gap = newline if settings and not settings.endswith("\n") else ""
    return f'{settings}{gap}ontology = "{version}"{newline}'


def record_files(project: Project) -> list[Path]:
    """The files that hold records: front matters, records and authority files."""
    found = {*project.documents.glob("*/digest.md"), *project.documents.glob("*/records.yaml")}
    return sorted({*found, *project.authorities.glob("*.y*ml")})


def _faults(project: Project, made: Lifted, scratch: Path) -> Iterator[Problem]:
    """What the lifted records are still at fault in, with the places of the project's own files."""
    trial = staged(project.documents, made.contents, scratch / "trial")
    try:
        tried = project._replace(documents=trial, ontology=VERSION)
        map_project(tried, read_project(tried))
    except DataError as error:
        yield from (relocated(problem, trial, project.documents) for problem in error.problems)


def relocated(problem: Problem, trial: Path, folder: Path) -> Problem:
    """A problem found in a copy of a folder, at the place that it has in the folder itself."""
    own, copy = shown(folder), shown(trial)
    place = problem.location and problem.location._replace(path=problem.location.path.replace(copy, own, 1))
    return problem._replace(
        found=problem.found.replace(copy, own), remedy=problem.remedy.replace(copy, own), location=place
    )


class _Later(NamedTuple):
    """The changes still to be made, by which a name that is on its way is found in the table of today."""

    changes: tuple[Change, ...]

    def kind(self, name: str) -> Kind | None:
        for change in self.changes:
            if change.do == "rename-kind" and change.kind == name:
                name = change.to
        return by_name().get(name)

    def key(self, kind: str, name: str) -> Key | None:
        own = kind
        for change in self.changes:
            if change.do == "rename-key" and change.key == name and change.kind in ("", own):
                name = change.to
            elif change.do == "rename-kind" and change.kind == own:
                own = change.to
        found = self.kind(kind)
        return found.key(name) if found else None


class _Part(NamedTuple):
    """A record or a nested part of one: its kind's name, its node, and the record that it stands in."""

    kind: str
    node: MappingNode
    owner: str = ""


@dataclass(slots=True)
class _Work:
    """One file on its way: its text after each change, and what could not be changed."""

    path: str
    text: str
    front: bool
    problems: list[Problem] = field(default_factory=list)

    def make(self, change: Change, later: _Later) -> None:
        """Makes one change in the text, or notes why it cannot be made."""
        sheet = self._sheet()
        edits: list[Edit] = []
        if sheet and sheet.root:
            for part in self._parts(sheet.root, later):
                edits += _WAYS[change.do](self, sheet, part, change, later)
        self.text = apply(self.text, edits)

    def _sheet(self) -> Sheet | None:
        if not self.front:
            return Sheet(self.path, self.text)
        document = markdown.read(self.path, self.text, digest(self.text))
        start = self.text.index(document.front)
        return Sheet(self.path, self.text, start, start + len(document.front))

    def _parts(self, root: Node, later: _Later) -> Iterator[_Part]:
        records = [root] if self.front else root.value if isinstance(root, SequenceNode) else []
        for node in records:
            if isinstance(node, MappingNode) and node.value:
                kind = _FRONT[0] if self.front else node.value[0][0].value
                if isinstance(kind, str):
                    yield from self._below(_Part(kind, node), later)

    def _below(self, part: _Part, later: _Later) -> Iterator[_Part]:
        yield part
        for key, value in part.node.value:
            found = later.key(part.kind, key.value) if isinstance(key, ScalarNode) else None
            if found and found.reads == "value":
                about = later.key(part.owner, _text(part.node, "about")) or aspects().get(_text(part.node, "about"))
                found = about or found
            if found and found.reads == "part":
                for node in value.value if isinstance(value, SequenceNode) else [value]:
                    if isinstance(node, MappingNode):
                        yield from self._below(_Part(found.of[0], node, part.kind), later)

    def refuse(self, sheet: Sheet, found: str, remedy: str, node: Node) -> None:
        self.problems.append(Problem("not-lifted", found, remedy, sheet.place(node)))

    def rename_key(self, sheet: Sheet, part: _Part, change: Change, later: _Later) -> Iterator[Edit]:
        """A key, and claims that are about it, under another name."""
        if change.kind in ("", part.kind):
            for _number, key, _value in _pairs(part, change.key):
                yield sheet.replaced(key, change.to, flow=_flow(part))
        if part.kind == "claim":
            for _number, _key, value in _pairs(part, "about"):
                if isinstance(value, ScalarNode) and value.value == change.key and _is_meant(part, change):
                    yield sheet.replaced(value, change.to, flow=_flow(part))

    def rename_kind(self, sheet: Sheet, part: _Part, change: Change, later: _Later) -> Iterator[Edit]:
        """A record that begins with another kind."""
        key = part.node.value[0][0]
        if not part.owner and part.kind == change.kind and key.value == change.kind:
            yield sheet.replaced(key, change.to, flow=_flow(part))

    def rename_concept(self, sheet: Sheet, part: _Part, change: Change, later: _Later) -> Iterator[Edit]:
        """A concept by another label."""
        for scheme, node, flow in _concepts(part, later):
            if scheme == change.scheme and node.value.strip() == change.concept:
                yield sheet.replaced(node, change.to, flow=flow)

    def label_concepts(self, sheet: Sheet, part: _Part, change: Change, later: _Later) -> Iterator[Edit]:
        """Concepts by their labels."""
        for scheme, node, flow in _concepts(part, later):
            labels = {slug: label for label, slug in CONCEPTS[scheme].items()}
            if node.value not in CONCEPTS[scheme] and node.value in labels:
                yield sheet.replaced(node, labels[node.value], flow=flow)

    def split_key(self, sheet: Sheet, part: _Part, change: Change, later: _Later) -> Iterator[Edit]:
        """One value as several keys; a claim about it would have to say which of them it means."""
        self._refuse_claims(sheet, part, change)
        if part.kind != change.kind:
            return
        for number, key, value in _pairs(part, change.key):
            match = re.fullmatch(change.pattern, value.value.strip()) if isinstance(value, ScalarNode) else None
            groups = match.groups() if match else ("",) * len(change.into)
            made = [(name, text) for name, text in zip(change.into, groups, strict=True) if text]
            taken = [name for name, _ in made if name != change.key and any(_pairs(part, name))]
            if not made or taken or not isinstance(value, ScalarNode):
                what = f"{taken[0]} is there already" if taken else "the value has another form"
                found = f"{change.key} cannot be split into {' and '.join(change.into)}: {what}"
                self.refuse(sheet, found, change.remedy or f"write {change.key} so: {change.pattern}", value)
                continue
            (first, text), *rest = made
            yield sheet.replaced(key, first, flow=_flow(part))
            yield sheet.replaced(value, text, flow=_flow(part))
            if rest:
                yield sheet.added_pairs(part.node, number, rest)

    def remove_key(self, sheet: Sheet, part: _Part, change: Change, later: _Later) -> Iterator[Edit]:
        """A fault for each record that has the key, and each claim about it."""
        self._refuse_claims(sheet, part, change)
        if change.kind in ("", part.kind):
            for _number, key, _value in _pairs(part, change.key):
                self.refuse(sheet, f'the key "{change.key}" of {part.kind} is no more', change.remedy, key)
        yield from ()

    def _refuse_claims(self, sheet: Sheet, part: _Part, change: Change) -> None:
        for _number, _key, value in _pairs(part, "about") if part.kind == "claim" else ():
            if _text(part.node, "about") == change.key and _is_meant(part, change):
                remedy = change.remedy or f"write which it is about: {' or '.join(change.into)}"
                self.refuse(sheet, f'a claim is about "{change.key}", which is no more', remedy, value)


def _is_meant(claim: _Part, change: Change) -> bool:
    """Whether a claim about a key of this name is about the one that changes.

    A claim that stands by itself does not say the kind of what it asserts: a key that still exists is left.
    """
    return change.kind in ("", claim.owner) if claim.owner else change.key not in aspects()


def _text(node: MappingNode, name: str) -> str:
    """The scalar behind a key, or nothing."""
    return next((v.value for k, v in node.value if k.value == name and isinstance(v, ScalarNode)), "")


def _pairs(part: _Part, name: str) -> Iterator[tuple[int, ScalarNode, Node]]:
    """The pairs of a part with this key, the one that says what kind of record it is aside."""
    for number, (key, value) in enumerate(part.node.value):
        is_head = number == 0 and not part.owner and key.value == part.kind
        if isinstance(key, ScalarNode) and key.value == name and not is_head:
            yield number, key, value


def _flow(part: _Part) -> bool:
    return bool(part.node.flow_style)


def _concepts(part: _Part, later: _Later) -> Iterator[tuple[str, ScalarNode, bool]]:
    """Every value that is a concept: its scheme, its node, and whether it stands in brackets or braces."""
    for key, value in part.node.value:
        found = later.key(part.kind, key.value) if isinstance(key, ScalarNode) else None
        if found and found.reads == "value":
            about = _text(part.node, "about")
            found = later.key(part.owner, about) or aspects().get(about)
        if found and found.reads == "concept":
            listed = isinstance(value, SequenceNode)
            flow = _flow(part) or (listed and bool(value.flow_style))
            for node in value.value if listed else [value]:
                if isinstance(node, ScalarNode):
                    yield found.of[0], node, flow


_WAYS: dict[str, Callable[[_Work, Sheet, _Part, Change, _Later], Iterable[Edit]]] = {
    "rename-key": _Work.rename_key,
    "rename-kind": _Work.rename_kind,
    "rename-concept": _Work.rename_concept,
    "split-key": _Work.split_key,
    "remove-key": _Work.remove_key,
    "label-concepts": _Work.label_concepts,
}


def is_of_today(project: Project) -> bool:
    """Whether the records of a project that states no version are read without a fault as those of today."""
    try:
        map_project(project, read_project(project))
    except DataError:
        return False
    return bool(read_sources(project.documents, resources("mappings"), language=project.language).sources)
