"""Takes a person or a document out of a project: out of records, authority files, digests and the build.

A plan says what goes and what the files hold then. It is tried on a copy before anything is changed; what cannot be
decided here is listed for a person to decide. No message holds a word of the name.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.authorities import RETIRED, read_retired
from kg.documents import Sentence, read_text, shown
from kg.errors import CallError, ChronicleError, DataError, Location, Problem, nearest
from kg.identity import Entity
from kg.mapping import Source
from kg.mapping.evidence import naming
from kg.output import previous, recover, rejected, strangers, swap, sweep
from kg.pipeline import build
from kg.project import SETTINGS, Project
from kg.reading import Read, find_documentalist, map_project, read_project
from kg.records import Record
from kg.records.nodes import MappingNode, Node, ScalarNode, SequenceNode
from kg.terms import Term
from kg.upkeep import files
from kg.upkeep.editing import Edit, Sheet, apply, scalars, written
from kg.upkeep.migration import record_files, relocated
from kg.upkeep.names import WITHHELD, Names
from kg.upkeep.reckoning import Held, Reckoning, texts
from kg.upkeep.traces import Trace, traces

STAND_IN = "withheld"
"""The id of the record that speaks where the only speaker is forgotten."""

_SHORT_TITLE = 3
"""A title of so many words may be any document's: a statement, an annual report."""
_URLS = ("same-as", "url")
_NOTHING = "# Nothing is recorded here.\n"


@dataclass(frozen=True, slots=True)
class Subject:
    """Who is to be forgotten: entities, the documents among them that the project holds, and how they are called.

    ``shared`` are names that somebody else has too, spelt the same.
    """

    entities: tuple[Entity, ...]
    documents: frozenset[str]
    names: Names
    shared: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """Kind and id of each, which tell no name."""
        return ", ".join(f"{entity.kind} {entity.local}" for entity in self.entities)


@dataclass(slots=True)
class Plan:
    """What forgetting changes.

    ``gone``: records; ``mentions``: single values; ``lines``: sentences of digests that go whole; ``withheld``: places
    at which a name is replaced; ``read``: what a person should read, with the reason; ``blocked``: what stands in the
    way; ``left``: where the name is found all the same.
    """

    subject: Subject
    changes: dict[str, bytes | None] = field(default_factory=dict)
    gone: list[tuple[str, Location]] = field(default_factory=list)
    mentions: list[tuple[str, Location]] = field(default_factory=list)
    lines: list[Location] = field(default_factory=list)
    withheld: list[Location] = field(default_factory=list)
    read: list[tuple[str, Location]] = field(default_factory=list)
    blocked: list[Problem] = field(default_factory=list)
    left: list[Trace] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)


# ── Who ──────────────────────────────────────────────────────────────────────────────────────────────────────


def find_subject(read: Read, wanted: Iterable[str]) -> Subject | None:
    """Those whom ids or names mean; ``None`` if one is unknown, ``CallError`` if one is ambiguous or no person or document."""
    found: dict[Term, Entity] = {}
    for text in wanted:
        every = [entity for entity in read.directory.entities() if _is_called(entity, text)]
        fit = [entity for entity in every if entity.kind in ("person", "document")]
        if every and not fit:
            remedy = "name a person or a document: a body or a place is nobody who can ask to be forgotten"
            raise CallError(Problem("not-forgettable", f"this is a {every[0].kind}, {every[0].local}", remedy))
        if len(fit) > 1:
            remedy = "say which, by its id: " + ", ".join(sorted(entity.local for entity in fit))
            raise CallError(Problem("ambiguous-node", f"{len(fit)} are called so", remedy))
        if not fit:
            return None
        found[fit[0].iri] = fit[0]
    entities = tuple(found.values())
    own = {source.id for source in read.sources}
    documents = frozenset(entity.local for entity in entities if entity.kind == "document" and entity.local in own)
    others = {name for entity in read.directory.entities() if entity.iri not in found for name in names_of(entity)}
    mine = dict.fromkeys(name for entity in entities for name in names_of(entity))
    shared = tuple(name for name in mine if name in others)
    titles = tuple(name for entity in entities if entity.kind == "document" for name in names_of(entity))
    called = Names(tuple(name for name in mine if name not in others), tuple(sorted(others)), titles)
    return Subject(entities, documents, called, shared)


def near(read: Read, text: str) -> str:
    """A sentence that offers the person or document called most alike, or nothing."""
    known = [entity for entity in read.directory.entities() if entity.kind in ("person", "document")]
    return nearest(text, [name for entity in known for name in (entity.local, *entity.names)])


def names_of(entity: Entity) -> list[str]:
    """What somebody or something is called by a name of its own: the label of an unnamed person only describes.

    A document is called by a title that is long enough to be its own, and one that is held by its id.
    """
    if entity.kind == "document":
        own = [entity.local] if entity.document else []
        return [*own, *(name for name in entity.names if len(name.split()) > _SHORT_TITLE)]
    if entity.kind != "person":
        return []
    described = entity.record.text("named") == "false"
    return list(dict.fromkeys(entity.names[len(entity.labels) :] if described else entity.names))


def _is_called(entity: Entity, text: str) -> bool:
    plain = text.strip()
    return plain in (entity.local, entity.short, entity.iri.strip("<>"), f"{entity.kind}:{entity.local}", *entity.names)


# ── What goes ────────────────────────────────────────────────────────────────────────────────────────────────


def plan(project: Project, read: Read, subject: Subject) -> Plan:
    """What forgetting changes, tried on a copy; ``DataError`` where the project is at fault as it is."""
    map_project(project, read)
    made = Plan(subject)
    documentalist = find_documentalist(project, read.directory)
    gone = {entity.iri for entity in subject.entities}
    reckoning = Reckoning(read, gone, set(subject.documents), subject.names, frozenset({documentalist} - {""}))
    if documentalist in gone:
        found, remedy = (
            "chronicle.toml names who is to be forgotten as documentalist",
            "name another documentalist first",
        )
        made.blocked.append(Problem("not-forgotten", found, remedy, Location(shown(project.documents / SETTINGS))))
    _tell(made, reckoning)
    _Writer(project, read, made, reckoning).write()
    with tempfile.TemporaryDirectory(prefix="kg-forget-") as scratch:
        trial = files.staged(project.documents, made.changes, Path(scratch) / "trial")
        try:
            tried = project._replace(documents=trial)
            map_project(tried, read_project(tried))
        except DataError as error:
            made.blocked += [relocated(problem, trial, project.documents) for problem in error.problems]
        own, copy = shown(project.documents), shown(trial)
        made.left = [
            replace(trace, place=trace.place._replace(path=trace.place.path.replace(copy, own, 1)))
            for trace in traces(trial, subject.names, without=frozenset())
        ]
    return made


def _tell(made: Plan, reckoning: Reckoning) -> None:
    """The lists of a plan that come from the fates of records."""
    for one in reckoning.held:
        fate = reckoning.fates.get(id(one.record))
        if reckoning.is_gone(one):
            if one.document not in reckoning.documents:
                made.gone.append((f"{one.entity.kind} {one.entity.local}", one.record.location))
            elif one.record.kind.name == "document":
                count = sum(1 for other in reckoning.held if other.document == one.document) - 1
                made.gone.append(
                    (f"document {one.entity.local} with its folder and {count} records", one.record.location)
                )
            if not one.document:
                made.retired.append(one.entity.local)
        elif fate and (fate.dropped or fate.withheld):
            named = f"{one.entity.kind} {one.entity.local}"
            made.mentions += [
                (f"{entry.key.name} of {named}", entry.location) for entry in (*fate.dropped, *fate.withheld)
            ]
            if any(entry.key.name not in ("in", "names") for entry in (*fate.dropped, *fate.withheld)):
                made.read += [(f"{name} of {named}, which loses a mention", place) for name, place in texts(one.record)]
        if fate and fate.without_decider and not reckoning.is_gone(one):
            remedy = "name another decider, or take the decision out"
            made.blocked.append(
                Problem("not-forgotten", "who is to be forgotten took this decision", remedy, one.record.location)
            )
    made.read += [
        (f"{one.entity.kind} {one.entity.local}, to which nothing refers any more", one.record.location)
        for one in reckoning.idle
    ]
    if made.subject.documents:
        made.read += [
            (f"{one.entity.kind} {one.entity.local}, which the document told of too", one.record.location)
            for one in reckoning.held
            if not one.document and not reckoning.is_gone(one) and _was_told(one, reckoning)
        ]


def _was_told(one: Held, reckoning: Reckoning) -> bool:
    """Whether a shared entry says that a forgotten document names it, or a record of that document is about it."""
    names = [part.value for part in one.record.all("names") if isinstance(part.value, Record)]
    return any(entry.text in reckoning.documents for name in names for entry in name.all("in"))


# ── What the files hold then ─────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Writer:
    """Makes the new contents of every file of a plan."""

    project: Project
    read: Read
    made: Plan
    reckoning: Reckoning
    dropped: dict[str, set[tuple[int, int]]] = field(default_factory=dict)
    replaced: dict[str, set[tuple[int, int]]] = field(default_factory=dict)
    gone: dict[str, set[tuple[int, int]]] = field(default_factory=dict)
    stand_ins: dict[str, str] = field(default_factory=dict)
    """For each file of a document the id that speaks for who is not named any more."""

    @property
    def names(self) -> Names:
        return self.made.subject.names

    def write(self) -> None:
        """The changes of all files."""
        self._places()
        folders = self._folders()
        for document, folder in folders.items():
            if document in self.made.subject.documents:
                self.made.changes[folder.relative_to(self.project.documents.resolve()).as_posix()] = None
        gone = {folders[document] for document in self.made.subject.documents}
        for source in self.read.sources:
            folder = folders[source.id]
            ident = self._free(source)
            self.stand_ins |= {source.document.path: ident, shown(folder / "records.yaml"): ident}
        for source in self.read.sources:
            if folders[source.id] not in gone:
                self._digest(source, folders[source.id])
        for path in record_files(self.project):
            if path.suffix != ".md" and path.parent.resolve() not in gone:
                self._records(path)
        settings = self.project.documents / SETTINGS
        if settings.exists():
            before = read_text(settings)
            self._change(settings, before, self._comments(before, shown(settings)))
        if self.made.retired:
            known = read_retired(self.project.authorities)
            text = "".join(f"{ident}\n" for ident in sorted({*known, *self.made.retired}))
            name = (self.project.authorities / RETIRED).relative_to(self.project.documents).as_posix()
            self.made.changes[name] = f"{_RETIRED_HEAD}{text}".encode()

    def _free(self, source: Source) -> str:
        """An id that no record of a document has: somebody may have been forgotten there before."""
        taken = {record.id for record in source.records}
        number = 1
        while (ident := STAND_IN if number == 1 else f"{STAND_IN}-{number}") in taken:
            number += 1
        return ident

    def _places(self) -> None:
        for one in self.reckoning.held:
            place = one.record.location
            if self.reckoning.is_gone(one):
                self.gone.setdefault(place.path, set()).add((place.line, place.column))
            elif fate := self.reckoning.fates.get(id(one.record)):
                for entries, into in ((fate.dropped, self.dropped), (fate.withheld, self.replaced)):
                    for entry in entries:
                        into.setdefault(place.path, set()).add((entry.location.line, entry.location.column))

    def _folders(self) -> dict[str, Path]:
        """The folder of each document."""
        return {source.id: (Path.cwd() / source.document.path).parent.resolve() for source in self.read.sources}

    def _change(self, path: Path, before: str, after: str) -> None:
        if after != before:
            name = path.resolve().relative_to(self.project.documents.resolve()).as_posix()
            self.made.changes[name] = (after if after.strip() else _NOTHING).encode()

    def _records(self, path: Path) -> None:
        before = read_text(path)
        sheet = Sheet(shown(path), before)
        edits = list(self._listed(sheet)) if isinstance(sheet.root, SequenceNode) else []
        after = self._outside(apply(before, edits), shown(path))
        if edits and not before.endswith(("\n\n", "\r\n\r\n")):  # the last record went, and an empty line is left
            after = re.sub(r"(\r?\n)(?:\r?\n)+\Z", r"\1", after)
        source = next(
            (one for one in self.read.sources if one.records[0].location.path == shown(path.with_name("digest.md"))),
            None,
        )
        if source and (self.replaced.get(shown(path)) or self.replaced.get(source.document.path)):
            after = after.rstrip("\n") + "\n" + self._stand_in(source)
        self._change(path, before, after)

    def _listed(self, sheet: Sheet) -> Iterator[Edit]:
        assert isinstance(sheet.root, SequenceNode)
        gone = {n for n, node in enumerate(sheet.root.value) if _spot(sheet, node) in self.gone.get(sheet.path, set())}
        yield from sheet.dropped_items(sheet.root, gone)
        for number, node in enumerate(sheet.root.value):
            if number not in gone and isinstance(node, MappingNode):
                yield from self._mapped(sheet, node, flow=False)

    def _mapped(self, sheet: Sheet, node: MappingNode, *, flow: bool) -> Iterator[Edit]:
        """The edits of one record or part: values that go, speakers who are not named, words that are withheld."""
        dropped, replaced = (of.get(sheet.path, set()) for of in (self.dropped, self.replaced))
        flow = flow or bool(node.flow_style)
        pairs: set[int] = set()
        for number, (key, value) in enumerate(node.value):
            items = value.value if isinstance(value, SequenceNode) else [value]
            inside = flow or (isinstance(value, SequenceNode) and bool(value.flow_style))
            away = {place for place, item in enumerate(items) if _spot(sheet, item) in dropped}
            if away and len(away) == len(items):
                pairs.add(number)
                continue
            if key.value in _URLS and isinstance(value, ScalarNode) and self.names.find(value.value):
                pairs.add(number)
                self.made.withheld.append(sheet.place(value))
                continue
            if away and isinstance(value, SequenceNode):
                yield from sheet.dropped_items(value, away)
            for place, item in enumerate(items):
                if place not in away:
                    yield from self._value(sheet, item, replaced, flow=inside)
        if pairs:
            yield from sheet.dropped_pairs(node, pairs)

    def _value(self, sheet: Sheet, node: Node, replaced: set[tuple[int, int]], *, flow: bool) -> Iterator[Edit]:
        if isinstance(node, MappingNode):
            yield from self._mapped(sheet, node, flow=flow)
        elif isinstance(node, ScalarNode) and _spot(sheet, node) in replaced:
            yield sheet.replaced(node, self.stand_ins[sheet.path], flow=flow)
        elif isinstance(node, ScalarNode):
            edit = sheet.rewritten(node, self.names.withhold, flow=flow)
            if edit:
                self.made.withheld.append(sheet.place(node))
                yield edit

    def _outside(self, text: str, path: str) -> str:
        """The text of a YAML file with the name withheld in its comments."""
        sheet = Sheet(path, text)
        spans = [(sheet.begin(node), sheet.finish(node)) for node, _ in scalars(sheet.root)] if sheet.root else []
        return self._withhold(
            text, path, [hit for hit in self._hits(text) if not any(a <= hit[0] < b for a, b in spans)]
        )

    def _comments(self, text: str, path: str) -> str:
        """The text of the settings with the name withheld in its comments."""
        hits = [hit for hit in self._hits(text) if "#" in text[text.rfind("\n", 0, hit[0]) + 1 : hit[0]]]
        return self._withhold(text, path, hits)

    def _hits(self, text: str) -> list[tuple[int, int]]:
        return [(hit.start, hit.end) for hit in self.names.find(text) if hit.sure]

    def _withhold(self, text: str, path: str, hits: list[tuple[int, int]]) -> str:
        for start, _ in hits:
            self.made.withheld.append(_where(text, path, start))
        return apply(text, [Edit(start, end, WITHHELD) for start, end in hits])

    # Digests

    def _digest(self, source: Source, folder: Path) -> None:
        document = source.document
        start = document.text.index(document.front)
        sheet = Sheet(document.path, document.text, start, start + len(document.front))
        edits = list(self._mapped(sheet, sheet.root, flow=False)) if isinstance(sheet.root, MappingNode) else []
        away = self._sentences(source)
        whole = len(edits)
        kept = []
        for sentence in document.sentences:
            if sentence in away:
                self.made.lines.append(Location(document.path, sentence.line))
                edits.append(_whole_line(document.text, sentence))
            else:
                kept.append(sentence)
        gone = {edit.start for edit in edits[whole:]}
        for begin, line in _lines(document.text, start + len(document.front)):
            for hit in self.names.find(line):
                if hit.sure and begin not in gone:
                    edits.append(Edit(begin + hit.start, begin + hit.end, WITHHELD))
                    self.made.withheld.append(_where(document.text, document.path, begin + hit.start))
        path = folder / Path(document.path).name
        text = apply(document.text, edits)
        self._change(path, document.text, self._fronted(text, document.path))
        beside = folder / "original.csv"
        if beside.exists() and away:
            before = read_text(beside)
            marks = {f"{part.start},{part.end}," for sentence in kept for part in sentence.stretches}
            rows = [r for n, r in enumerate(before.splitlines(keepends=True)) if n == 0 or _mark(r) in marks]
            self._change(beside, before, "".join(rows))

    def _fronted(self, text: str, path: str) -> str:
        """The digest with the name withheld in the comments of its front matter."""
        end = re.search(r"^---\r?\n", text[4:], re.MULTILINE)
        front = text[: end.start() + 4] if end else ""
        hits = [hit for hit in self._hits(front) if "#" in front[front.rfind("\n", 0, hit[0]) + 1 : hit[0]]]
        return self._withhold(text, path, hits)

    def _sentences(self, source: Source) -> set[Sentence]:
        """The sentences that tell of nobody else: only what goes quotes them, and no other person is named in them."""
        gone, kept = (self.reckoning.quotes(source.id, gone=gone) for gone in (True, False))
        away: set[Sentence] = set()
        for sentence in source.document.sentences:
            quoted = any(quote.text in sentence.text for quote in gone)
            if not quoted or any(quote.text in sentence.text for quote in kept):
                if quoted and not self.names.find(sentence.text):
                    self.made.read.append(
                        ("a sentence that records on others quote too", Location(source.document.path, sentence.line))
                    )
                continue
            if self._names_others(source, sentence, away):
                if not self.names.find(sentence.text):
                    self.made.read.append(
                        ("a sentence that names others too", Location(source.document.path, sentence.line))
                    )
                continue
            away.add(sentence)
        return away

    def _names_others(self, source: Source, sentence: Sentence, away: set[Sentence]) -> bool:
        """Whether a sentence names somebody else, or is the last that has a name which the authority files list."""
        for one in self.reckoning.held:
            if self.reckoning.is_gone(one):
                continue
            for name in one.entity.names:
                if name in sentence.text and (
                    (one.entity.kind == "person" and one.record.text("named") != "false")
                    or self._is_last(source, one.record, name, away | {sentence})
                ):
                    return True
        return False

    def _is_last(self, source: Source, record: Record, name: str, away: set[Sentence]) -> bool:
        parts = [part.value for part in record.all("names") if isinstance(part.value, Record)]
        listed = any(
            part.text("name") == name and source.id in {entry.text for entry in part.all("in")} for part in parts
        )
        rest = tuple(sentence for sentence in source.document.sentences if sentence not in away)
        return listed and naming(source.document._replace(sentences=rest), name) is None

    def _stand_in(self, source: Source) -> str:
        """A record of somebody whose name is withheld, shown by the first sentence that withholds it."""
        away = {place.line for place in self.made.lines if place.path == source.document.path}
        kept = [one.text for one in source.document.sentences if one.line not in away]
        named = (self.names.withhold(text) for text in kept if self.names.withhold(text) != text)
        shown_by = next(named, kept[0] if kept else "")
        return (
            f"\n- person: {self.stand_ins[source.document.path]}\n  label: {{en: somebody whose name is withheld}}\n  named: false\n"
            f"  evidence: {written(shown_by)}\n"
        )


_RETIRED_HEAD = """\
# Ids of entries that were taken out. None is given again, so that no link made with it leads to somebody else.
# They tell no name. Whoever has an earlier release can look up in it what they meant: keep this file out of releases.
"""


def _spot(sheet: Sheet, node: Node) -> tuple[int, int]:
    place = sheet.place(node)
    return place.line, place.column


def _where(text: str, path: str, offset: int) -> Location:
    return Location(path, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def _whole_line(text: str, sentence: Sentence) -> Edit:
    begin = text.rfind("\n", 0, sentence.start) + 1
    end = text.find("\n", sentence.end)
    return Edit(begin, len(text) if end < 0 else end + 1)


def _lines(text: str, start: int) -> Iterator[tuple[int, str]]:
    for line in text[start:].splitlines(keepends=True):
        yield start, line
        start += len(line)


def _mark(row: str) -> str:
    return ",".join(row.split(",")[:2]) + ","


# ── Doing it ─────────────────────────────────────────────────────────────────────────────────────────────────


def carry_out(project: Project, made: Plan) -> list[Problem]:
    """Makes the changes of a plan and the build anew; gives what stands in the way, and nothing is changed then.

    The new graph is made and checked on a copy first. A project that had no build gets none.
    """
    recover(project.build)
    target = project.build.resolve()
    with tempfile.TemporaryDirectory(prefix=".kg-forget-", dir=_beside(target)) as scratch:
        trial = files.staged(project.documents, made.changes, Path(scratch) / "trial")
        try:
            fresh = build(project._replace(documents=trial, build=Path(scratch) / "build"))
        except ChronicleError as error:
            return [relocated(problem, trial, project.documents) for problem in error.problems]
        if not fresh.published:
            remedy = "mend by hand what the report names, and run the command again"
            return [Problem("not-forgotten", f"the graph would not conform: {fresh.report.text()}", remedy)]
        files.write(project.documents, made.changes)
        if target.is_dir() and not strangers(target):
            swap(fresh.folder, target)
    clear(project)
    return []


def clear(project: Project) -> None:
    """Takes away what builds left beside the build: a rejected graph, and what a killed one did not finish."""
    target = project.build.resolve()
    for folder in (rejected(target), previous(target)):
        if folder.is_dir() and not strangers(folder):
            shutil.rmtree(folder)
    if target.parent.is_dir():
        sweep(target)


def _beside(target: Path) -> Path | None:
    """The folder above the build, so that the new one is renamed and not copied; none where there is no build."""
    return target.parent if target.is_dir() else None
