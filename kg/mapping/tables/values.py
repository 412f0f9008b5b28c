"""What the cells of a row give for the keys of a record; a blank cell gives nothing."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace

import regex

from kg.mapping.tables.dates import edtf
from kg.mapping.tables.marks import Marked, unmarked
from kg.mapping.tables.model import ITEM, PLACE, Cases, Cell, Each, Part, Text, When, Words, columns_of
from kg.model.errors import CallError, DataError, InvalidValueError, Location, Problem, nearest
from kg.model.kinds import LEFT_OPEN
from kg.model.message import Message
from kg.model.vocabulary import CONCEPTS
from kg.records.making import Value
from kg.sources.documents import Located, squeezed
from kg.sources.tables import Row

_ID = 12
"""How many hexadecimal digits an opaque id has: two of a million texts share one once in 560 tables."""


def value(part: Part, row: Row) -> Value | None:
    """The value of a key; ``None`` if a cell that it needs is blank, ``DataError`` if a cell does not fit."""
    match part:
        case Text():
            return filled(part, row)
        case Cell():
            return _made(part, row)
        case Cases():
            found = (value(case.value, row) for case in part.cases if meets(case.when, row))
            return next((one for one in found if one is not None), None)
        case Each():
            return _flat(value(part.value, piece) for piece in pieces(part, row)) or None
        case tuple():
            return _flat(value(item, row) for item in part) or None
    return nested(part, row)


def pieces(each: Each, row: Row) -> Iterator[Row]:
    """The row with the cells that each piece of a cell gives."""
    cell = row.get(each.column)
    for whole in cell.text.split(each.split)[each.rest :] if cell else ():
        piece = taken(whole.strip(), each.take)
        text, *marks = unmarked(piece) if each.unmarked else Marked(piece)
        texts = [*(text.split(each.between, len(each.parts) - 1) if each.parts else [text]), *marks]
        if cell and text and len(texts) == len(each.cells):
            named = {name: Located(one.strip(), cell.location) for name, one in zip(each.cells, texts, strict=True)}
            yield replace(row, cells=row.cells | named)


def nested(parts: Mapping[str, Part], row: Row) -> Mapping[str, Value | None] | None:
    """Nested keys; ``None`` if they name columns, and all of these are blank."""
    columns = {name for part in parts.values() for name in columns_of(part)}
    if columns and not any(row.get(name) for name in columns):
        return None
    return values(parts, row)


def values(parts: Mapping[str, Part], row: Row) -> Mapping[str, Value | None]:
    """The keys that the row has a value for."""
    return {name: found for name, part in parts.items() if (found := value(part, row)) is not None}


def filled(text: Text, row: Row) -> Value | None:
    """A text with its places filled; ``None`` if one of the cells is blank."""
    places = PLACE.findall(text.template)
    if not places:
        return text.template
    if any(not row.get(name) for is_id, name in places if not is_id):
        return None
    where = next((cell.location for _, name in places if (cell := row.get(name))), row.location)
    whole = PLACE.sub(lambda match: opaque(match[2], row) if match[1] else row[match[2]].text, text.template)
    return Located(squeezed(whole), where)


def opaque(names: str, row: Row) -> str:
    """An id made of cells that says nothing of them; their white space does not count."""
    cells = [squeezed(cell.text) if (cell := row.get(name.strip())) else "" for name in names.split(",")]
    return hashlib.sha256("\0".join(cells).encode()).hexdigest()[:_ID]


def roles(each: Each, row: Row) -> Iterator[tuple[str, Value]]:
    """Who had which part in an event, by the keys of it, and a claim where a part has a reserve.

    A piece is “role: somebody (reserve)”; a role that no vocabulary has gives nothing.
    """
    for piece in pieces(each, row):
        role = piece["role"].text
        key, found = CONCEPTS["role"].get(_SAID_OTHERWISE.get(role, role), ""), value(each.value, piece)
        if not key or found is None:
            continue
        is_open = piece[ITEM].text == LEFT_OPEN
        yield key, {"agent": LEFT_OPEN if is_open else found, "count": quantity(piece["number"].text)}
        sure, stance = piece.get("sure"), piece.get("stance")
        if sure or stance:
            yield "claims", {"about": key, "value": {"agent": found}, "certainty": sure, "stance": stance}


_SAID_OTHERWISE = {"alleged order-giver": "order-giver"}


def quantity(text: str) -> Value | None:
    """A number as exports of Chronicle write it: ``3``, ``2..``, ``2..5``; an approximate one gives nothing.

    >>> quantity("2.."), quantity("3"), quantity("about 12")
    ({'at-least': '2'}, {'exactly': '3'}, None)
    """
    if text.isdecimal():
        return {"exactly": text}
    least, dots, most = text.partition("..")
    bounds = {"at-least": least, "at-most": most}
    return {name: bound for name, bound in bounds.items() if bound.isdecimal()} or None if dots else None


def meets(when: When, row: Row) -> bool:
    """Whether a row meets a condition."""
    return all(
        _with_cells(words, row).fit(cell.text if (cell := row.get(name)) else "") for name, words in when.items()
    )


def _with_cells(words: Words, row: Row) -> Words:
    """A condition whose words are filled with the cells of a row."""
    if not any("{" in word for word in words.words):
        return words
    return words._replace(words=tuple(str(filled(Text(word, row.location), row) or "") for word in words.words))


def _made(cell: Cell, row: Row) -> Value | None:
    found = filled(cell.text, row)
    if found is None:
        return None
    text, place = (found.text, found.location) if isinstance(found, Located) else (str(found), row.location)
    if cell.scripts:
        return _in_scripts(text, cell, place) or None
    if not cell.split:
        return _one(text, cell, place)
    pieces = _flat(_one(piece.strip(), cell, place) for piece in text.split(cell.split) if piece.strip())
    return next(iter(pieces), None) if cell.first else pieces or None


def taken(text: str, pattern: str) -> str:
    """What the first group of a pattern matches in a text; nothing if the pattern does not match."""
    if not pattern:
        return text
    try:
        found = regex.search(pattern, text, timeout=_LONGEST)
    except TimeoutError as error:
        problem = Message(
            'the expression "{text}" takes longer than {seconds} s on one cell', text=pattern, seconds=_LONGEST
        )
        remedy = Message("write it without a repetition within a repetition, such as (a+)+")
        raise CallError(Problem("bad-column-map", problem, remedy)) from error
    return (found[1] or "").strip() if found else ""


_LONGEST = 2
"""Seconds after which an expression is stopped: some take longer than the universe is old."""


def _flat(values: Iterator[Value | None]) -> list[Value]:
    """Values in one list, each once."""
    found: list[Value] = []
    for each in values:
        for one in each if isinstance(each, list) else [each]:
            if one is not None and not any(_same(one, other) for other in found):
                found.append(one)
    return found


def _same(one: Value, other: Value) -> bool:
    return (one.text if isinstance(one, Located) else one) == (other.text if isinstance(other, Located) else other)


def _one(text: str, cell: Cell, place: Location) -> Located | None:
    """What is made of one piece of a cell."""
    text = taken(unmarked(text).text if cell.unmarked else text, cell.take)
    if not text or (cell.terms and text not in CONCEPTS[cell.terms]):
        return None
    if cell.words is not None:
        if text not in cell.words and cell.otherwise is None:
            found = Message('the column map does not know "{text}"', text=text)
            remedy = Message("correct the cell, or add the word to the column map")
            raise DataError(Problem("unmapped-cell", found, remedy, place, nearest(text, cell.words)))
        text = cell.words.get(text, cell.otherwise or "")
    if cell.date and text:
        try:
            text = edtf(text, *cell.date, precision=cell.precision)
        except InvalidValueError as error:
            remedy = Message("correct the cell, or the form of the date in the column map")
            raise DataError(Problem("bad-date", error.found, remedy, place)) from error
    return Located(f"{text}{cell.suffix}", place) if text else None


_SCRIPTS = {"LATIN": "Latn", "CYRILLIC": "Cyrl", "ARABIC": "Arab"}


def _in_scripts(text: str, cell: Cell, place: Location) -> list[Value]:
    """The names in a cell that are written in one of the scripts, each tagged with it: a table tells no language."""
    names = [re.sub(r"\s+", " ", piece).strip() for piece in text.split(cell.split)]
    tagged = ((name, _script(name)) for name in dict.fromkeys(names))
    return [
        {"name": Located(name, place), "language": f"und-{script}"} for name, script in tagged if script in cell.scripts
    ]


def _script(name: str) -> str:
    """The script of a name; empty for one in several scripts or in another."""
    found = {unicodedata.name(letter, "").partition(" ")[0] for letter in name if letter.isalpha()}
    if any(unicodedata.category(character) == "Cf" for character in name):  # a joiner that nobody sees
        return ""
    return _SCRIPTS.get(found.pop(), "") if len(found) == 1 else ""
