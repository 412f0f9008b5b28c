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
    """What is made of a text: it is split, cut down, read as a date, or looked up in a list of words.

    ``take`` is a pattern: of each piece what its first group matches is left, and pieces that it does not match are left
    out. With ``first`` only the first value that is left counts. ``terms`` is a scheme of which only the terms are left. ``otherwise`` is the value of a word that the list lacks:
    without it the row is refused, and with an empty one the key is left out. ``date`` are the forms of which a date has
    one, ``precision`` cuts it down to its month or year. ``unmarked`` leaves out a reserve in brackets at the end.
    """

    text: Text
    split: str = ""
    take: str = ""
    date: tuple[str, ...] = ()
    precision: str = ""
    suffix: str = ""
    scripts: tuple[str, ...] = ()
    words: Mapping[str, str] | None = None
    otherwise: str | None = None
    terms: str = ""
    first: bool = False
    unmarked: bool = False


ITEM = "item"
"""The cell that a piece of another is, unless it has parts."""
MARKS = ("sure", "stance", "number")
"""The cells that what stands in brackets behind it is: how certain it is, with what stance it is told, how many there are."""


@dataclass(frozen=True, slots=True)
class Each:
    """A value for each piece of a cell.

    The piece itself is the cell ``item``; with ``parts`` it is divided at ``between`` into cells of these names. With
    ``rest`` the first piece is passed over; ``take`` cuts pieces down as in a cell. ``unmarked`` makes what stands
    in brackets at the end cells of their own (``MARKS``).
    """

    column: str
    split: str
    value: Part = ()
    parts: tuple[str, ...] = ()
    between: str = ":"
    rest: bool = False
    take: str = ""
    unmarked: bool = False

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells that a piece gives."""
        return (*(self.parts or (ITEM,)), *MARKS)


@dataclass(frozen=True, slots=True)
class Case:
    """A value that a key has only in rows with certain cells."""

    when: When
    value: Part


@dataclass(frozen=True, slots=True)
class Cases:
    """Several values, of which the first takes effect whose condition the row meets and that gives something."""

    cases: tuple[Case, ...]


class Words(NamedTuple):
    """What a cell must be: one of these words, or with ``others`` any other; never blank. Without words, anything.

    With ``among`` one of the words must be among the pieces of the cell between bars, or with ``others`` none may be.
    """

    words: tuple[str, ...]
    others: bool = False
    among: bool = False

    def fit(self, text: str) -> bool:
        """Whether a cell is as it must be."""
        if self.among:
            return {*self.words}.isdisjoint(piece.strip() for piece in text.split("|")) == self.others
        return bool(text) and (not self.words or (text in self.words) != self.others)


When = Mapping[str, Words]
"""A condition: what the cells of some columns must be."""
Part = Text | Cell | Cases | Each | tuple["Part", ...] | Mapping[str, "Part"]
"""The value of a key: a text, something made of one, a value for each piece of one, a list, or nested keys."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One record that a row becomes.

    ``once`` is for what several rows speak of: the first row makes the record. ``shared`` is for what several documents
    speak of: it becomes an entry of the authority files, known by its label, or with ``own_id`` by its id. With ``each`` a row
    makes one for each piece of a cell. ``roles`` are pieces such as “victim: Anna Berg (alleged)”, each somebody's part.
    ``known_by`` are the keys by which a record of the project is known to be about the same; then the row claims its date.
    """

    kind: str
    ident: Text
    values: Mapping[str, Part]
    place: Location
    when: When = field(default_factory=dict)
    once: bool = False
    shared: bool = False
    own_id: bool = False
    each: Each | None = None
    roles: Each | None = None
    known_by: tuple[str, ...] = ()

    @property
    def is_of_row(self) -> bool:
        """Whether rows differ in the record that they make."""
        return "{" in self.ident.template

    @property
    def columns(self) -> list[str]:
        """The columns that it reads, in the order in which it first does."""
        parts: list[Part] = [self.ident, self.values, *(part for part in (self.each, self.roles) if part)]
        own = self.each.cells if self.each else ()
        return [
            name for name in (*(name for part in parts for name in columns_of(part)), *self.when) if name not in own
        ]


@dataclass(frozen=True, slots=True)
class Import:
    """What ``kg import`` notes of a table: its file and hash as received, and of a workbook the sheet.

    ``given`` are cells that the table lacks and that every row has, ``facts`` what was said of the document. ``left_out``
    are the numbers of the rows that are passed over, counted from 1 below the first row of the table. ``same`` are the names of
    the table that mean an entry of the authority files, with its id. ``known`` are the rows that tell of a record of another document, each with how its date relates to that of the record, and the record's id.
    """

    file: str = ""
    sha256: str = ""
    sheet: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    left_out: frozenset[int] = frozenset()
    same: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[int, str] = field(default_factory=dict)


FTM, HXL, UWAZI = "followthemoney", "hxl", "uwazi"
CONVENTIONS = (FTM, HXL, UWAZI)
"""Conventions that tables keep: entities of FollowTheMoney, hashtags of HXL, entities of Uwazi."""


ALL = "*"
"""Stands for every column among those that a table may lack."""


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """What the columns of one kind of table become.

    ``key`` tells rows apart that several tables have; unless given, all cells that the map reads do. ``from_file`` has, for
    columns that the table lacks, the cell that the name of the file stands for. ``reads`` is the convention that the table
    keeps: one of ``CONVENTIONS``, or none.
    """

    name: str
    document: Mapping[str, Part]
    rules: tuple[Rule, ...]
    key: Text | None = None
    optional: frozenset[str] = frozenset()
    delimiter: str = ","
    reads: str = ""
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
        found = [*columns_of(self.document), *(name for rule in self.rules for name in rule.columns)]
        return [name for name in dict.fromkeys(found) if name != FILE]

    @property
    def required(self) -> list[str]:
        """Those that a table must have."""
        needed = {name for name in self.columns if not {name, ALL} & self.optional} | {*self.from_file}
        return [name for name in self.columns if name in needed and name not in self.given]


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
        case Each():
            yield part.column
            yield from (name for name in columns_of(part.value) if name not in part.cells)
        case tuple():
            for item in part:
                yield from columns_of(item)
        case _:
            for value in part.values():
                yield from columns_of(value)
