"""The lexicon of a language: which words open an act of which type, and where its victim and its doer stand.

It is data in ``mappings/lexicon/``: a table of terms and a file of words; a project's own ``mappings/lexicon/`` adds to both.
A term is a verb, a noun, or a phrase of a verb and words that belong to it: ``issue + warning``.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Container, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kg.model.concepts import OURS, UnknownTermError
from kg.model.errors import DataError, Location, Problem, nearest
from kg.model.files import read_text, shown
from kg.model.message import Message
from kg.model.project import resources

FOLDER = "lexicon"
COLUMNS = ("type", "as", "words", "victim", "doer", "with")
KINDS = ("verb", "noun", "phrase")
DOERS = ("subject", "by", "none")
_NEAR = "near:"


class Term(NamedTuple):
    """A term: the act type, the verb or noun (``words``), what must belong to it (``beside``), and its frame.

    ``victim`` are the places at which the victim stands, the usual one first: ``object``, ``subject``, ``owner`` (of the
    object), ``of``, or a preposition. ``doer`` says whether a doer may be read off. ``needs`` are classes of words, of
    one of which the object must be.
    """

    type: str
    kind: str
    words: tuple[str, ...]
    beside: tuple[str, ...]
    victim: tuple[str, ...]
    doer: tuple[str, ...]
    needs: tuple[str, ...]
    rule: str
    negated: bool = False
    """Whether the verb must be negated: was not allowed to leave."""


class Lexicon(NamedTuple):
    """The terms by their first word, and the lists of words by their name."""

    language: str
    terms: Mapping[str, tuple[Term, ...]]
    classes: Mapping[str, frozenset[str]]
    lists: Mapping[str, Mapping[str, frozenset[str]]]
    ordered: Mapping[str, Mapping[str, tuple[str, ...]]]
    """The same lists with their words in the order of the file: months, weekdays, numbers."""

    def words(self, part: str, name: str) -> frozenset[str]:
        """A list of words; empty if the language has none of this name."""
        return self.lists.get(part, {}).get(name, frozenset())


@cache
def lexicon(language: str, own: Path | None = None) -> Lexicon:
    """The lexicon of a language, with the terms of a project's own; ``DataError`` for a row that cannot be used."""
    folders = [resources("mappings") / FOLDER, *([own / FOLDER] if own else [])]
    terms: dict[str, list[Term]] = {}
    ordered: dict[str, dict[str, tuple[str, ...]]] = {}
    for folder in folders:
        for part, named in _lists(folder / f"{language}.toml", [*ordered] or None).items():
            into = ordered.setdefault(part, {})
            for name, words in named.items():
                into[name] = into.get(name, ()) + words
        for term in _terms(folder / f"{language}.csv", language, ordered.get("classes", {})):
            terms.setdefault(term.words[0], []).append(term)
    lists = {part: {name: frozenset(words) for name, words in named.items()} for part, named in ordered.items()}
    opened = {word: tuple(some) for word, some in terms.items()}
    return Lexicon(language, opened, lists.get("classes", {}), lists, ordered)


def _lists(path: Path, known: Iterable[str] | None) -> dict[str, dict[str, tuple[str, ...]]]:
    if not path.exists():
        return {}
    try:
        found = tomllib.loads(read_text(path))
        lists = {part: dict(_named(values)) for part, values in found.items()}
    except (tomllib.TOMLDecodeError, AttributeError, RecursionError) as error:
        problem = Message("this is no file of words: {reason}", reason=str(error))
        if isinstance(error, AttributeError):
            problem = Message("a list of words is not a text")
        remedy = Message('write [part] on a line of its own, and below it name = "words with spaces between them"')
        raise DataError(Problem("bad-lexicon", problem, remedy, Location(shown(path)))) from error
    if known is not None and (unknown := next((part for part in lists if part not in known), "")):
        problem = Message('a lexicon has no part "{name}"', name=unknown)
        parts = Message("its parts are: {names}", names=", ".join(known))
        raise DataError(Problem("bad-lexicon", problem, parts, Location(shown(path)), nearest(unknown, known)))
    return lists


def _named(values: Mapping[str, str | Mapping[str, str]]) -> list[tuple[str, tuple[str, ...]]]:
    named: list[tuple[str, tuple[str, ...]]] = []
    for name, words in values.items():
        if isinstance(words, str):
            named.append((name, tuple(words.split())))
        else:
            named += [(f"{name}.{inner}", tuple(listed.split())) for inner, listed in words.items()]
    return named


def _terms(path: Path, language: str, classes: Container[str]) -> list[Term]:
    if not path.exists():
        return []
    try:
        return _read(csv.DictReader(io.StringIO(read_text(path), newline=""), strict=True), path, language, classes)
    except csv.Error as error:
        problem = Message("this is no table: {reason}", reason=str(error))
        remedy = Message("close each quotation mark")
        raise DataError(Problem("bad-lexicon", problem, remedy, Location(shown(path)))) from error


def _read(rows: csv.DictReader[str], path: Path, language: str, classes: Container[str]) -> list[Term]:
    if unknown := [name for name in rows.fieldnames or () if name not in COLUMNS]:
        problem = Message('a lexicon has no column "{name}"', name=unknown[0])
        columns = Message("write the columns {names}, with commas between them", names=", ".join(COLUMNS))
        place = Location(shown(path), 1, 1)
        raise DataError(Problem("bad-lexicon", problem, columns, place, nearest(unknown[0], COLUMNS)))
    found: list[Term] = []
    for row in rows:
        place = Location(shown(path), rows.line_num, 1)
        for term in _row(row, language, place):
            _check(row, term, classes, place)
            found.append(term)
    return found


def _check(row: Mapping[str | None, object], term: Term, classes: Container[str], place: Location) -> None:
    """``DataError`` for a cell that no sentence could meet, so that no row is without effect unseen."""
    strange = next((name for name in term.needs if name.removeprefix(_NEAR) not in classes), "")
    if None in row:
        found, remedy = (
            Message("the row has more cells than columns"),
            Message("put a cell with commas in quotation marks"),
        )
    elif not term.words or any("#" in word for word in (*term.words, *term.beside)):
        found, remedy = (
            Message("these are no words: {text}", text=term.rule),
            Message("write lemmas, with ; between them"),
        )
    elif doer := next((name for name in term.doer if name not in DOERS), ""):
        found = Message('no doer stands at "{name}"', name=doer)
        remedy = Message("write one of: {names}", names=", ".join(DOERS))
    elif strange:
        found = Message('there is no class of words "{name}"', name=strange)
        remedy = Message("add it to the [classes] of the file of words beside the lexicon")
    else:
        return
    raise DataError(Problem("bad-lexicon", found, remedy, place))


def _row(row: Mapping[str, str | None], language: str, place: Location) -> list[Term]:
    cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
    if cells["as"] not in KINDS or not cells["words"]:
        found = Message('a row of a lexicon names verbs, nouns or phrases, not "{kind}"', kind=cells["as"])
        raise DataError(Problem("bad-lexicon", found, Message("write verb, noun or phrase, and the words"), place))
    label = cells["type"]
    try:
        OURS.find("act-type", label, language="en")
    except UnknownTermError as error:
        raise DataError(Problem("bad-lexicon", error.found, error.remedy, place, error.offers)) from error
    parts = [tuple(cells[name].split()) for name in ("victim", "doer", "with")]
    return [
        _term(written, cells["as"], label, parts, language) for written in cells["words"].split(";") if written.strip()
    ]


def _term(written: str, kind: str, label: str, parts: list[tuple[str, ...]], language: str) -> Term:
    first, _, second = written.strip().partition(" + ")
    rule = f"{language}/{label}/{kind}/{written.strip()}".replace(" ", "-")
    victim, doer, needs = parts
    negated = first.startswith(f"{_NOT} ")
    words = tuple(first.removeprefix(f"{_NOT} ").split())
    return Term(label, kind, words, tuple(second.split()), victim, doer, needs, rule, negated)


_NOT = "not"
"""Stands in the table before a verb that must be negated, in every language."""
