"""The lexicon of a language: which words open an act of which type, and where its victim and its doer stand.

It is data in ``mappings/lexicon/``: a table of terms and a file of words; a project's own ``mappings/lexicon/`` adds to both.
A term is a verb, a noun, or a phrase of a verb and words that belong to it: ``issue + warning``.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kg.model.concepts import OURS, UnknownTermError
from kg.model.errors import DataError, Location, Problem
from kg.model.files import read_text, shown
from kg.model.message import Message
from kg.model.project import resources

FOLDER = "lexicon"
COLUMNS = ("type", "as", "words", "victim", "doer", "with")
KINDS = ("verb", "noun", "phrase")


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
        for term in _terms(folder / f"{language}.csv", language):
            terms.setdefault(term.words[0], []).append(term)
        for part, named in _lists(folder / f"{language}.toml").items():
            into = ordered.setdefault(part, {})
            for name, words in named.items():
                into[name] = into.get(name, ()) + words
    lists = {part: {name: frozenset(words) for name, words in named.items()} for part, named in ordered.items()}
    opened = {word: tuple(some) for word, some in terms.items()}
    return Lexicon(language, opened, lists.get("classes", {}), lists, ordered)


def _lists(path: Path) -> dict[str, dict[str, tuple[str, ...]]]:
    if not path.is_file():
        return {}
    found = tomllib.loads(read_text(path))
    return {part: dict(_named(values)) for part, values in found.items()}


def _named(values: Mapping[str, str | Mapping[str, str]]) -> list[tuple[str, tuple[str, ...]]]:
    named: list[tuple[str, tuple[str, ...]]] = []
    for name, words in values.items():
        if isinstance(words, str):
            named.append((name, tuple(words.split())))
        else:
            named += [(f"{name}.{inner}", tuple(listed.split())) for inner, listed in words.items()]
    return named


def _terms(path: Path, language: str) -> list[Term]:
    if not path.is_file():
        return []
    rows = csv.DictReader(io.StringIO(read_text(path), newline=""))
    return [
        term for number, row in enumerate(rows, 2) for term in _row(row, language, Location(shown(path), number, 1))
    ]


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
