"""The files of a project after somebody is forgotten: records and values are removed, names are withheld.

The layout of the YAML is kept, and every place that changes is noted in the plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.build.reading import Read
from kg.mapping import Source, find_sources
from kg.mapping.evidence import naming
from kg.model.errors import Location
from kg.model.files import exact_text, shown
from kg.model.layout import DIGEST, ORIGINAL, RECORDS, RETIRED, SETTINGS, SPANS, TEXT
from kg.model.project import Project, resources
from kg.records import Record
from kg.records.authorities import read_retired
from kg.records.editing import Edit, EditableYaml, apply, scalars, written
from kg.records.names import WITHHELD, Names
from kg.records.nodes import MappingNode, Node, ScalarNode, SequenceNode
from kg.sources.documents import Sentence
from kg.sources.readers.markdown import parts
from kg.upkeep.erasure import Erasure
from kg.upkeep.erasure_plan import ErasurePlan
from kg.upkeep.files import record_files
from kg.upkeep.held_redaction import withheld_text
from kg.upkeep.lines import lines_from, mark_of, place_at, spot, whole_line

STAND_IN = "withheld"
"""The id of the record that replaces an only speaker who is forgotten."""

_URLS = ("archived", "same-as", "url")
_NOTHING = "# Nothing is recorded here.\n"


@dataclass(slots=True)
class Redaction:
    """Makes the new contents of every file of a plan."""

    project: Project
    read: Read
    made: ErasurePlan
    erasure: Erasure
    dropped: dict[str, set[tuple[int, int]]] = field(default_factory=dict)
    replaced: dict[str, set[tuple[int, int]]] = field(default_factory=dict)
    gone: dict[str, set[tuple[int, int]]] = field(default_factory=dict)
    stand_ins: dict[str, str] = field(default_factory=dict)
    """For each file of a document, the id that replaces a speaker who is no longer named."""

    @property
    def names(self) -> Names:
        """What is withheld."""
        return self.made.subject.names

    def write(self) -> None:
        """The changes of all files."""
        self._places()
        folders = self._folders()
        gone = self._remove(folders)
        for source in self.read.sources:
            folder = folders[source.id]
            ident = self._free(source)
            self.stand_ins |= {source.document.path: ident, shown(folder / RECORDS): ident}
        for source in self.read.sources:
            if source.id not in self.made.subject.documents and source.document.front:
                change = self._text if source.document.laid_out else self._digest
                change(source, folders[source.id])
        for path in record_files(self.project):
            if path.suffix != ".md" and path.parent not in gone:
                self._records(path)
        settings = self.project.documents / SETTINGS
        if settings.exists():
            before = exact_text(settings)
            self._change(settings, before, self._comments(before, shown(settings)))
        self._retire()

    def _retire(self) -> None:
        """Writes the ids that may not be given again: not those of a forgotten document, which would name it."""
        known = set(read_retired(self.project.authorities))
        kept = {ident for ident in known if ident.partition(".")[0] not in self.made.subject.documents}
        if self.made.retired or kept != known:
            text = "".join(f"{ident}\n" for ident in sorted(kept.union(self.made.retired)))
            self.made.changes[self._name(self.project.authorities / RETIRED)] = f"{_RETIRED_HEAD}{text}".encode()

    def _remove(self, folders: dict[str, Path]) -> set[Path]:
        """Removes the documents to forget with their folders, and gives those folders.

        If there are other documents in a folder, only the files of the document are removed.
        """
        root = self.project.documents
        removed = self.made.subject.documents
        shared = {folder for document, folder in folders.items() if document not in removed} | {root}
        documents = {source.document.path: source.id for source in self.read.sources}
        for script, path in find_sources(self.project.documents, resources("mappings")):
            document = documents.get(shown(path), "")
            if document in removed and folders[document] in shared:
                self.made.changes.update({self._name(file): None for file in script.files(path) if file.exists()})
        gone = {folders[document] for document in removed} - shared
        self.made.changes.update({self._name(folder): None for folder in gone})
        return gone

    def _name(self, path: Path) -> str:
        """The path of a file below the documents; a link on the way to it stays a link."""
        return path.absolute().relative_to(self.project.documents.absolute()).as_posix()

    def _free(self, source: Source) -> str:
        """An id unused in a document, where somebody may have been forgotten before."""
        taken = {record.id for record in source.records}
        number = 1
        while (ident := STAND_IN if number == 1 else f"{STAND_IN}-{number}") in taken:
            number += 1
        return ident

    def _places(self) -> None:
        for one in self.erasure.held:
            place = one.record.location
            if self.erasure.is_gone(one):
                self.gone.setdefault(place.path, set()).add((place.line, place.column))
            elif effect := self.erasure.effects.get(id(one.record)):
                for entries, into in ((effect.dropped, self.dropped), (effect.withheld, self.replaced)):
                    for entry in entries:
                        into.setdefault(place.path, set()).add((entry.location.line, entry.location.column))

    def _folders(self) -> dict[str, Path]:
        """The folder of each document."""
        paths = {shown(path): path for _, path in find_sources(self.project.documents, resources("mappings"))}
        return {source.id: paths[source.document.path].parent for source in self.read.sources}

    def _change(self, path: Path, before: str, after: str) -> None:
        if after != before:
            self.made.changes[self._name(path)] = (after if after.strip() else _NOTHING).encode()

    def _records(self, path: Path) -> None:
        before = exact_text(path)
        editable = EditableYaml(shown(path), before)
        edits = list(self._listed(editable)) if isinstance(editable.root, SequenceNode) else []
        after = self._outside(apply(before, edits), shown(path))
        if edits and not before.endswith(
            ("\n\n", "\r\n\r\n")
        ):  # the last record was removed, and an empty line is left
            after = re.sub(r"(\r?\n)(?:\r?\n)+\Z", r"\1", after)
        beside = {shown(path.with_name(name)) for name in (DIGEST, TEXT)}
        source = next(
            (one for one in self.read.sources if one.document.path in beside),
            None,
        )
        if source and (self.replaced.get(shown(path)) or self.replaced.get(source.document.path)):
            after = after.rstrip("\n") + "\n" + self._stand_in(source)
        self._change(path, before, after)

    def _listed(self, editable: EditableYaml) -> Iterator[Edit]:
        assert isinstance(editable.root, SequenceNode)
        gone = {
            n
            for n, node in enumerate(editable.root.value)
            if spot(editable, node) in self.gone.get(editable.path, set())
        }
        yield from editable.dropped_items(editable.root, gone)
        for number, node in enumerate(editable.root.value):
            if number not in gone and isinstance(node, MappingNode):
                yield from self._mapped(editable, node, flow=False)

    def _mapped(self, editable: EditableYaml, node: MappingNode, *, flow: bool) -> Iterator[Edit]:
        """The edits of one record or part: values to remove, speakers no longer named, words to withhold."""
        dropped, replaced = (of.get(editable.path, set()) for of in (self.dropped, self.replaced))
        flow = flow or bool(node.flow_style)
        pairs: set[int] = set()
        for number, (key, value) in enumerate(node.value):
            items = value.value if isinstance(value, SequenceNode) else [value]
            inside = flow or (isinstance(value, SequenceNode) and bool(value.flow_style))
            away = {place for place, item in enumerate(items) if spot(editable, item) in dropped}
            if away and len(away) == len(items):
                pairs.add(number)
                continue
            if key.value in _URLS and isinstance(value, ScalarNode) and self.names.find(value.value):
                pairs.add(number)
                self.made.withheld.append(editable.place(value))
                continue
            if away and isinstance(value, SequenceNode):
                yield from editable.dropped_items(value, away)
            for place, item in enumerate(items):
                if place not in away:
                    yield from self._value(editable, item, replaced, flow=inside)
        if pairs:
            yield from editable.dropped_pairs(node, pairs)

    def _value(
        self, editable: EditableYaml, node: Node, replaced: set[tuple[int, int]], *, flow: bool
    ) -> Iterator[Edit]:
        if isinstance(node, MappingNode):
            yield from self._mapped(editable, node, flow=flow)
        elif isinstance(node, ScalarNode) and spot(editable, node) in replaced:
            yield editable.replaced(node, self.stand_ins[editable.path], flow=flow)
        elif isinstance(node, ScalarNode):
            edit = editable.rewritten(node, self.names.withhold, flow=flow)
            if edit:
                self.made.withheld.append(editable.place(node))
                yield edit

    def _outside(self, text: str, path: str) -> str:
        """The text of a YAML file with the name withheld in its comments."""
        editable = EditableYaml(path, text)
        spans = (
            [(editable.begin(node), editable.finish(node)) for node, _ in scalars(editable.root)]
            if editable.root
            else []
        )
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
            self.made.withheld.append(place_at(text, path, start))
        return apply(text, [Edit(start, end, WITHHELD) for start, end in hits])

    # Digests

    def _digest(self, source: Source, folder: Path) -> None:
        document = source.document
        start = document.text.index(document.front)
        editable = EditableYaml(document.path, document.text, start, start + len(document.front))
        edits = (
            list(self._mapped(editable, editable.root, flow=False)) if isinstance(editable.root, MappingNode) else []
        )
        away = self._sentences(source)
        whole = len(edits)
        kept = []
        for sentence in document.sentences:
            if sentence in away:
                self.made.lines.append(Location(document.path, sentence.line))
                edits.append(whole_line(document.text, sentence))
            else:
                kept.append(sentence)
        gone = {edit.start for edit in edits[whole:]}
        for begin, line in lines_from(document.text, start + len(document.front)):
            for hit in self.names.find(line):
                if hit.sure and begin not in gone:
                    edits.append(Edit(begin + hit.start, begin + hit.end, WITHHELD))
                    self.made.withheld.append(place_at(document.text, document.path, begin + hit.start))
        path = folder / Path(document.path).name
        text = apply(document.text, edits)
        self._change(path, document.text, self._fronted(text, document.path))
        beside = folder / SPANS
        if beside.exists() and away:
            before = exact_text(beside)
            marks = {f"{part.start},{part.end}," for sentence in kept for part in sentence.spans}
            rows = [r for n, r in enumerate(before.splitlines(keepends=True)) if n == 0 or mark_of(r) in marks]
            self._change(beside, before, "".join(rows))

    def _text(self, source: Source, folder: Path) -> None:
        """A text that is held as it is: the name is withheld in the original too, whose hash is then another."""
        document, path = source.document, folder / TEXT
        before = exact_text(path)
        body = parts(before, document.path)
        start = before.index(document.front)
        editable = EditableYaml(document.path, before, start, start + len(document.front))
        edits = (
            list(self._mapped(editable, editable.root, flow=False)) if isinstance(editable.root, MappingNode) else []
        )
        away = self._sentences(source)
        self.made.lines += [
            Location(document.path, sentence.line) for sentence in document.sentences if sentence in away
        ]
        words = [Edit(sentence.start, sentence.end, WITHHELD) for sentence in away]
        words += [Edit(first, last, WITHHELD) for first, last in self._hits(document.text)]
        for sentence in document.sentences:
            hits = self._hits(sentence.text) if sentence not in away else []
            self.made.withheld += [Location(document.path, sentence.line) for _ in hits]
            words += [
                Edit(document.offset(sentence, first), document.offset(sentence, last - 1) + 1, WITHHELD)
                for first, last in hits
            ]
        front = self._fronted(apply(before[: body.begins], edits), document.path)
        text, original = withheld_text(front, body.lines, document, words, away)
        self._change(path, before, text)
        self._change(folder / ORIGINAL, document.text, original)

    def _fronted(self, text: str, path: str) -> str:
        """The digest with the name withheld in the comments of its front matter."""
        end = re.search(r"^---\r?\n", text[4:], re.MULTILINE)
        front = text[: end.start() + 4] if end else ""
        hits = [hit for hit in self._hits(front) if "#" in front[front.rfind("\n", 0, hit[0]) + 1 : hit[0]]]
        return self._withhold(text, path, hits)

    def _sentences(self, source: Source) -> set[Sentence]:
        """The sentences about nobody else: only erased records quote them, and they name no other person."""
        gone, kept = (self.erasure.quotes(source.id, gone=gone) for gone in (True, False))
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
        """Whether a sentence names somebody else, or is the last with a name that the authority files list."""
        for one in self.erasure.held:
            if self.erasure.is_gone(one):
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
        """A record of a person whose name is withheld; its evidence is the first sentence in which it is."""
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
