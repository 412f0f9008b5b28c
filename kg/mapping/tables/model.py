"""A column map as data: which record a row becomes, and which cells its keys take."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.model.errors import Location

PLACE = re.compile(r"\{(#?)([^{}]*)\}")
"""A place in a text that cells fill: ``{column}``, or ``{#column,other}`` for an opaque id made of them."""
FILE = "file"
"""The column that every table has: the name of the file as it was received, without its ending."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text with places for cells; one that has none is a constant."""

    template: str
    place: Location

    @property
    def columns(self) -> Iterator[str]:
        """The columns whose cells it takes."""
        for _, names in PLACE.findall(self.template):
            yield from (name.strip() for name in names.split(",")) if _ else [names]


@dataclass(frozen=True, slots=True)
class Cell:
    """What is made of a text: it is split, read as a date, or looked up in a list of words.

    ``otherwise`` is the value of a word that the list lacks: without it the row is refused, and with an empty one the key
    is left out. ``precision`` cuts a date down to its month or year.
    """

    text: Text
    split: str = ""
    date: str = ""
    precision: str = ""
    suffix: str = ""
    scripts: tuple[str, ...] = ()
    words: Mapping[str, str] | None = None
    otherwise: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A value that a key has only in rows with certain cells."""

    when: When
    value: Part


@dataclass(frozen=True, slots=True)
class Cases:
    """Several values, of which the first takes effect whose condition the row meets."""

    cases: tuple[Case, ...]


class Words(NamedTuple):
    """What a cell must be: one of these words, or with ``others`` any other; never blank. Without words, anything."""

    words: tuple[str, ...]
    others: bool = False

    def fit(self, text: str) -> bool:
        """Whether a cell is as it must be."""
        return bool(text) and (not self.words or (text in self.words) != self.others)


When = Mapping[str, Words]
"""A condition: what the cells of some columns must be."""
Part = Text | Cell | Cases | tuple["Part", ...] | Mapping[str, "Part"]
"""The value of a key: a text, something made of one, a list, or nested keys."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One record that a row becomes.

    ``once`` is for what several rows speak of: the first row makes the record. ``shared`` is for what several documents
    speak of: it becomes an entry of the authority files, known by its label, or with ``own_id`` by its id.
    """

    kind: str
    ident: Text
    values: Mapping[str, Part]
    place: Location
    when: When = field(default_factory=dict)
    once: bool = False
    shared: bool = False
    own_id: bool = False


@dataclass(frozen=True, slots=True)
class Import:
    """What ``kg import`` notes of a table: its file and hash as received, and of a workbook the sheet.

    ``given`` are cells that the table lacks and that every row has, ``facts`` what was said of the document. ``left_out``
    are the numbers of the rows that are passed over, counted from 1 below the first row of the table.
    """

    file: str = ""
    sha256: str = ""
    sheet: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    left_out: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """What the columns of one kind of table become.

    ``key`` tells rows apart that several tables have; unless given, all cells that the map reads do. ``from_file`` has, for
    columns that the table lacks, the cell that the name of the file stands for.
    """

    name: str
    document: Mapping[str, Part]
    rules: tuple[Rule, ...]
    key: Text | None = None
    optional: frozenset[str] = frozenset()
    delimiter: str = ","
    from_file: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    told: Import = Import()
    path: str = ""

    @property
    def given(self) -> dict[str, str]:
        """The cells that every row has and the table lacks."""
        known = {name: cells.get(self.told.file, "") for name, cells in self.from_file.items()}
        return {name: cell for name, cell in known.items() if cell} | {**self.told.given}

    @property
    def columns(self) -> list[str]:
        """Every column that it reads, in the order in which it first does."""
        parts = [self.document, *(part for rule in self.rules for part in (rule.ident, rule.values))]
        found = [*(name for part in parts for name in columns_of(part)), *(c for r in self.rules for c in r.when)]
        return [name for name in dict.fromkeys(found) if name != FILE]

    @property
    def required(self) -> list[str]:
        """Those that a table must have."""
        return [name for name in self.columns if name not in self.optional and name not in self.given]


def columns_of(part: Part) -> Iterator[str]:
    """The columns whose cells a value takes."""
    match part:
        case Text():
            yield from part.columns
        case Cell():
            yield from part.text.columns
        case Cases():
            for case in part.cases:
                yield from (*case.when, *columns_of(case.value))
        case tuple():
            for item in part:
                yield from columns_of(item)
        case _:
            for value in part.values():
                yield from columns_of(value)
