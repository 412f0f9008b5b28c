"""The records that a table becomes, row by row; the script for tables and ``kg import`` both take them from here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from kg.mapping.tables.heads import head_of
from kg.mapping.tables.model import FILE, ColumnMap, Rule
from kg.mapping.tables.sames import Sames, with_ids
from kg.mapping.tables.values import filled, meets, nested, pieces, roles, values
from kg.model.errors import DataError, Location, Problem, nearest
from kg.model.kinds import by_name
from kg.model.message import Message
from kg.records.making import Records, Value
from kg.sources.documents import Document, Located, Sentence
from kg.sources.readers.table import table_rows
from kg.sources.tables import Row, row_of


@dataclass(frozen=True, slots=True)
class Draft:
    """A record that a row becomes, before it is checked."""

    rule: Rule
    ident: str
    values: Mapping[str, Value | None]


@dataclass(slots=True)
class Taken:
    """A row with its number, the records made of it, and what is wrong with it."""

    number: int
    sentence: Sentence
    row: Row | None = None
    drafts: list[Draft] = field(default_factory=list)
    records: Records = field(default_factory=Records)
    problems: list[Problem] = field(default_factory=list)

    @property
    def own_ids(self) -> list[str]:
        """The ids of the records that no other row may make."""
        return [draft.ident for draft in self.drafts if not draft.rule.once and not draft.rule.shared]


class Table:
    """A table with its column map; ``DataError`` if it lacks a column."""

    def __init__(self, document: Document, columns: ColumnMap, *, language: str) -> None:
        self.document, self.map, self.language = document, columns, language
        self.head = head_of(document, columns)
        self.columns = self.head.columns
        problems = [self._missing(name) for name in columns.required if name not in self.columns]
        if problems:
            raise DataError(problems)
        self.seen: set[str] = set()

    def _missing(self, name: str) -> Problem:
        found = Message('the table has no column "{name}"', name=name)
        columns = Message("the columns are: {names}", names=", ".join(self.columns))
        words = ", ".join(sorted({*self.map.from_file.get(name, {}).values()}))
        give = Message('give it: --set "{name}=…", with one of: {words}', name=name, words=words)
        place = Location(self.document.path, 1)
        return Problem("missing-column", found, give if words else columns, place, nearest(name, self.columns))

    @property
    def unread(self) -> list[str]:
        """The columns that nothing is made of."""
        return [name for name in self.columns if name not in self.map.columns]

    def constants(self) -> dict[str, Located]:
        """The cells that every row has."""
        place = Location(self.document.path, 1)
        given = {FILE: self.map.told.file, **self.map.given}
        return {name: Located(text, place) for name, text in given.items()}

    def head_record(self) -> Mapping[str, Value | None]:
        """The keys of the record of the document itself."""
        row = Row(self.constants(), Sentence("", 0, 0, 1), Location(self.document.path, 1))
        facts = {name: list(texts) if len(texts) > 1 else texts[0] for name, texts in self.map.told.facts.items()}
        return {**values(self.map.document, row), **facts}

    def sentences(self) -> Iterator[tuple[int, Sentence]]:
        """The rows below the head as they are written, with their numbers."""
        yield from enumerate(islice(table_rows(self.document), self.head.rows, None), 1)

    def rows(
        self,
        *,
        original: str = "",
        shared: bool = False,
        unfit: Callable[[int, Sentence], Problem | None] = lambda _, __: None,
    ) -> Iterator[Taken]:
        """Every row that is not left out, with its records, checked; those of the authority files only if ``shared``.

        ``unfit`` says what is wrong with a row, by its number, of which then no cell is read.
        """
        self.seen = set()
        for number, sentence in self.sentences():
            if number not in self.map.told.left_out:
                if fault := unfit(number, sentence):
                    yield Taken(number, sentence, problems=[fault])
                    continue
                taken = self.drafted(number, sentence)
                self._check(taken, original, shared=shared)
                yield taken

    def drafted(self, number: int, sentence: Sentence) -> Taken:
        """A row with its records, before they are checked."""
        taken = Taken(number, sentence)
        try:
            head = self.head
            row = row_of(self.document, self.columns, sentence, delimiter=head.delimiter, end_early=head.end_early)
            taken.row = Row(self.constants() | row.cells, row.sentence, row.location)
            taken.drafts = [draft for rule in self.map.rules for draft in _drafts(rule, taken.row)]
            if same := self.map.told.same:
                taken.drafts = list(_joined(taken.drafts, same))
            if known := self.map.told.known.get(number):
                taken.drafts = [_on_known(draft, known) if draft.rule.known_by else draft for draft in taken.drafts]
        except DataError as error:
            taken.problems += error.problems
        return taken

    def _check(self, taken: Taken, original: str, *, shared: bool) -> None:
        """Makes the records of a row; what several rows speak of is made by the first row in which nothing is wrong."""
        taken.records = Records(self.language, original)
        new = []
        for draft in taken.drafts:
            is_common = draft.rule.once or draft.rule.shared
            if (draft.rule.shared and not shared) or (is_common and draft.ident in self.seen):
                continue
            evidence = not draft.rule.shared and by_name()[draft.rule.kind].key("evidence")
            whole = {"id": draft.ident, **draft.values, "evidence": taken.sentence if evidence else None}
            assert taken.row
            taken.records.add(draft.rule.kind, whole, place=taken.row.location)
            new += [draft.ident] * is_common
        taken.problems += taken.records.problems
        if not taken.problems:
            self.seen |= {*new}


def _drafts(rule: Rule, row: Row) -> list[Draft]:
    """The records that a rule makes of a row."""
    rows = pieces(rule.each, row) if rule.each else [row]
    return [draft for one in rows if (draft := _draft(rule, one))]


def _draft(rule: Rule, row: Row) -> Draft | None:
    """A record of a row, unless the row says nothing of it."""
    ident = filled(rule.ident, row)
    if ident is None or not meets(rule.when, row):
        return None
    found = nested(rule.values, row)
    if found is None:
        return None
    whole = dict(found)
    for key, part in roles(rule.roles, row) if rule.roles else ():
        whole[key] = [*_listed(whole.get(key)), part]
    return Draft(rule, str(ident), whole)


def labels(draft: Draft) -> list[str]:
    """The labels of a record."""
    label = draft.values.get("label")
    texts = list(label.values()) if isinstance(label, Mapping) else [label]
    return [str(text) for text in texts if text]


def _joined(drafts: Iterable[Draft], same: Sames) -> Iterator[Draft]:
    """The records of a row without those that the project has under other names, to which the others refer by their ids."""
    for draft in drafts:
        if not draft.rule.shared or draft.rule.own_id or not {*labels(draft)} & same.keys():
            yield replace(draft, values=with_ids(draft.values, draft.rule.kind, same))


def _on_known(draft: Draft, known: str) -> Draft:
    """The claim that a row makes on the date of a record of another document, which it contradicts or corroborates.

    What it corroborates may be told of the record as a whole; then so is this.
    """
    relation, record, claim = known_parts(known)
    date = None if relation == "corroborates" and claim == record else draft.values.get("date")
    values = {"asserts": record, "about": "date" if date else None, "value": date}
    return Draft(replace(draft.rule, kind="claim"), draft.ident, values | ({relation: claim} if relation else {}))


def known_parts(known: str) -> tuple[str, str, str]:
    """What is noted of a row that tells of a known record: how its date relates to that, the record, its claim on the date.

    >>> known_parts("contradicts note.ratified#date")
    ('contradicts', 'note.ratified', 'note.ratified.date')
    """
    relation, _, ident = known.rpartition(" ")
    return relation, ident.partition("#")[0], ident.replace("#", ".")


def _listed(value: Value | None) -> Sequence[Value]:
    """A value as a list."""
    return [] if value is None else value if isinstance(value, list | tuple) else [value]
