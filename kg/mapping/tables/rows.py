"""The records that a table becomes, row by row; the script for tables and ``kg import`` both take them from here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.mapping.tables.model import FILE, ColumnMap, Rule
from kg.mapping.tables.values import filled, meets, nested, values
from kg.model.errors import DataError, Location, Problem, nearest
from kg.model.kinds import by_name
from kg.model.message import Message
from kg.records.making import Records, Value
from kg.sources.documents import Document, Located, Sentence
from kg.sources.readers.table import table_rows
from kg.sources.tables import Row, columns_of_table, row_of


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
        head = next(table_rows(document), None) or Sentence("", 0, 0, 1)
        self.columns = columns_of_table(document, head, delimiter=columns.delimiter)
        self.head = Row(
            {name: Located(name, Location(document.path, 1)) for name in self.columns}, head, Location(document.path, 1)
        )
        problems = [self._missing(name) for name in columns.required if name not in self.columns]
        if problems:
            raise DataError(problems)
        self.seen: set[str] = set()

    def _missing(self, name: str) -> Problem:
        found = Message('the table has no column "{name}"', name=name)
        remedy = Message("the columns are: {names}", names=", ".join(self.columns))
        return Problem("missing-column", found, remedy, Location(self.document.path, 1), nearest(name, self.columns))

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
        """The rows below the first as they are written, with their numbers."""
        rows = table_rows(self.document)
        next(rows, None)
        yield from enumerate(rows, 1)

    def rows(
        self, *, original: str = "", shared: bool = False, unfit: Callable[[Sentence], Problem | None] = lambda _: None
    ) -> Iterator[Taken]:
        """Every row that is not left out, with its records, checked; those of the authority files only if ``shared``.

        ``unfit`` says what is wrong with the characters of a row, of which then no cell is read.
        """
        for number, sentence in self.sentences():
            if number not in self.map.told.left_out:
                if fault := unfit(sentence):
                    yield Taken(number, sentence, problems=[fault])
                    continue
                taken = self.drafted(number, sentence)
                self._check(taken, original, shared=shared)
                yield taken

    def drafted(self, number: int, sentence: Sentence) -> Taken:
        """A row with its records, before they are checked."""
        taken = Taken(number, sentence)
        try:
            row = row_of(self.document, self.columns, sentence, delimiter=self.map.delimiter)
            taken.row = Row(self.constants() | row.cells, row.sentence, row.location)
            taken.drafts = [draft for rule in self.map.rules if (draft := _draft(rule, taken.row))]
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


def _draft(rule: Rule, row: Row) -> Draft | None:
    """A record of a row, unless the row says nothing of it."""
    ident = filled(rule.ident, row)
    if ident is None or not meets(rule.when, row):
        return None
    found = nested(rule.values, row)
    return Draft(rule, str(ident), found) if found is not None else None
