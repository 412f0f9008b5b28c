"""Checks whether each label is at its own concept: all schemes together as one table (``alignment.py``)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import Any

from kg.model.message import Message, Part
from kg.model.terms import Term, local_name, text_of
from kg.validation.vocabularies.alignment import Alignment, Shift, align
from kg.validation.vocabularies.background import background
from kg.validation.vocabularies.columns import LABEL, TEXT, Column, Table
from kg.validation.vocabularies.labels import Fault
from kg.validation.vocabularies.model import OTHER_NAMES, Scheme, Vocabularies

NEARLY_CERTAIN = 12.0
"""From this many bits on (one chance in four thousand) a shift is a violation; below, it is a warning."""
_NOTES = ("skos:scopeNote", "skos:note", "skos:example", *OTHER_NAMES)
_FEWEST = 4
"""A scheme with fewer members, or a language with fewer labels, is not examined."""
_MOST = 100_000
"""The most rows that are examined."""
_ANCHOR = re.compile(r"[-_.]|(?<=[a-z])(?=[A-Z])")
"""The boundaries between words in a name such as ``enforced-disappearance`` or ``arbitraryDetention``."""
_SMALL = 500
"""A table with more rows is enough to learn from by itself."""


def labels_shifted(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Spans of a column that are surely some rows too high or too low."""
    yield from _shifts(vocabularies, lambda shift: shift.bits >= NEARLY_CERTAIN)


def labels_perhaps_shifted(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Spans of a column that probably are."""
    yield from _shifts(vocabularies, lambda shift: shift.bits < NEARLY_CERTAIN)


def labels_swapped(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Two labels that are each at the other's concept."""
    rows, alignment = _aligned(vocabularies)
    for swap in alignment.swaps:
        (_, one, texts), (_, two, others) = (rows[row] for row in swap.rows)
        parts = {"name": local_name(one), "other": local_name(two), "language": swap.language}
        mine, theirs = texts[LABEL, swap.language], others[LABEL, swap.language]
        yield Fault(one, mine, {**parts, "text": text_of(mine), "others": text_of(theirs)})


_Row = tuple[Scheme, Term, dict[Column, Term]]


def _shifts(vocabularies: Vocabularies, wanted: Callable[[Shift], bool]) -> Iterator[Fault]:
    rows, alignment = _aligned(vocabularies)
    for shift in filter(wanted, alignment.shifts):
        kind = LABEL if LABEL in shift.kinds else TEXT
        its = [rows[row] for row in shift.rows]
        labelled = [row for row in its if (kind, shift.language) in row[2]]
        value = labelled[0][2].get((kind, shift.language), "")
        yield Fault(
            labelled[0][1],
            value,
            _parts(shift, [local_name(member) for _, member, _ in its], text_of(value)),
            besides=_rival(shift),
        )


def _parts(shift: Shift, names: list[str], text: str) -> dict[str, Part]:
    distance, way = _WAYS[shift.offset]
    return {
        "language": shift.language,
        "what": _WHAT[shift.kinds],
        "count": len(names),
        "first": names[0],
        "last": names[-1],
        "text": text,
        "distance": distance,
        "way": way,
        "order": ORDERS[shift.order],
        "odds": f"{2 ** min(round(shift.bits), _MOST_ODDS):,}",
    }


def _rival(shift: Shift) -> tuple[Message, ...]:
    """What else may have moved."""
    if shift.rival is None:
        return ()
    kinds, language = shift.rival
    moved = Message(
        'it may also be the {what} in "{language}" that moved: only one of the two disagrees with the rest',
        what=_WHAT[kinds],
        language=language,
    )
    return (moved,)


_WHAT = {
    frozenset({LABEL}): Message("labels"),
    frozenset({TEXT}): Message("definitions"),
    frozenset({LABEL, TEXT}): Message("labels and definitions"),
}
_WAYS = {
    -2: (Message("two rows too low"), Message("up by two rows")),
    -1: (Message("one row too low"), Message("up by one row")),
    1: (Message("one row too high"), Message("down by one row")),
    2: (Message("two rows too high"), Message("down by two rows")),
}
_MOST_ODDS = 20
ORDERS = {word.template: word for word in (Message("file"), Message("IRIs"), Message("notations"), Message("labels"))}
"""A sort key of rows."""


@lru_cache(maxsize=4)
def _aligned(vocabularies: Vocabularies) -> tuple[list[_Row], Alignment]:
    rows, blocks = _rows(vocabularies.schemes, _MOST)
    cells = list(map(_cells, rows))
    counts = Counter(chain.from_iterable(cells))
    languages = {language for (kind, language), count in counts.items() if kind == LABEL and count >= _FEWEST}
    if not languages:
        return [], Alignment((), ())
    columns = sorted(column for column in counts if column[1] in languages)
    known, context = _rows(_context(vocabularies, len(rows), languages), _MOST, len(rows))
    texts = [*cells, *map(_cells, known)]
    table = Table(
        {column: tuple([found.get(column, "") for found in texts]) for column in columns},
        tuple(_ANCHOR.sub(" ", local_name(member)) for _, member, _ in (*rows, *known)),
        tuple(blocks),
        tuple(context),
    )
    return rows, align(table, _orders(rows, table.cells, languages))


def _rows(schemes: Iterable[Scheme], most: int, start: int = 0) -> tuple[list[_Row], list[range]]:
    """The rows of all schemes that are long enough, and the row numbers of each, counted from ``start``."""
    rows: list[_Row] = []
    blocks: list[range] = []
    for scheme in schemes:
        if _FEWEST <= len(scheme.members) <= most - len(rows):
            blocks.append(range(start + len(rows), start + len(rows) + len(scheme.members)))
            rows += [(scheme, member, {}) for member in scheme.members]
    return rows, blocks


def _context(vocabularies: Vocabularies, size: int, languages: set[str]) -> tuple[Scheme, ...]:
    """Further rows to learn from: for a small table in the project's languages, the project's vocabularies."""
    if size > _SMALL:
        return ()
    others = background(vocabularies.graph.subjects.keys())
    shared = {language for scheme in others for language in scheme.languages(scheme.texts)} & languages
    return others if len(shared) > 1 else ()


def _cells(row: _Row) -> dict[Column, str]:
    """The texts of a member in each language; the row keeps the first label of each, so that it can be located."""
    scheme, member, first = row
    found: dict[Column, str] = {}
    for language, text, value in scheme.texts[member]:
        if language and first.setdefault((LABEL, language), value) == value:
            found[LABEL, language] = text
    for language, text, value in (*scheme.defined[member], *scheme.graph.texts(member, *_NOTES)):
        if language:
            first.setdefault((TEXT, language), value)
            found[TEXT, language] = f"{found.get((TEXT, language), '')} {text}".strip()
    return found


def _orders(
    rows: list[_Row], cells: dict[Column, tuple[str, ...]], languages: set[str]
) -> dict[str, Callable[[int], Any]]:
    """The orders in which tables of vocabularies are kept: by notation, by IRI, and by label, English if there is one."""
    notations = [
        next((text_of(value) for value in scheme.graph.values(member, "skos:notation")), "")
        for scheme, member, _ in rows
    ]
    orders: dict[str, Callable[[int], Any]] = {"IRIs": lambda row: _natural(rows[row][1])}
    if sum(map(bool, notations)) > len(rows) / 2:
        orders["notations"] = lambda row: _natural(notations[row])
    if languages:
        main = "en" if "en" in languages else min(languages)
        orders["labels"] = lambda row: (cells[LABEL, main][row].casefold(), row)
    return orders


def _natural(text: str) -> list[tuple[int, str]]:
    """A key by which 9 comes before 10."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", text)]
