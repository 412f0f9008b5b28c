"""Dates of answers in words, for tables that people read; the forms for programs keep EDTF."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from kg.model.date_words import ENGLISH, in_words, titles
from kg.model.dates import EDTF
from kg.model.terms import XSD, Term, literal, text_of
from kg.rdf.dataset import Dataset, Solutions

_DATES = tuple(f"^^<{datatype}>" for datatype in (EDTF, XSD + "date"))
_LANGUAGE = """
SELECT ?label { modality:actual hr:displayLabel ?text ; skos:prefLabel ?label . FILTER(STR(?label) = STR(?text)) }
ORDER BY ?label LIMIT 1
"""
_SEPARATOR = "; "
_AT_END = re.compile(r", (?:until |from |by |in or before )?[\[{]?(?:\.\.)?/?\d{2}[\dX]{2}[-\dX./?~%]*[\]}]?$")


def date_text(term: Term, language: str = ENGLISH) -> str:
    """A literal that is a date in words; empty for any other term."""
    return in_words(text_of(term), language) if term.endswith(_DATES) else ""


def without_date(label: str, date: str) -> str:
    """A label without the date that a made one ends with, or one in EDTF, since the date is shown beside it.

    >>> without_date("detention: somebody, 18 September 2018", "2018-09-18"), without_date("colony LA-155/14", "")
    ('detention: somebody', 'colony LA-155/14')
    >>> without_date("proceedings: somebody, until 2018-09-18", "../2018-09-18")
    'proceedings: somebody'
    """
    if not date:
        return label
    for words in filter(None, titles(date)):
        label = label.removesuffix(f", {words}")
    return _AT_END.sub("", label)


def dates_in_words(found: Solutions, language: str, columns: Collection[str] = ()) -> Solutions:
    """The same rows with each date in words; in these ``columns`` also texts that are or end in dates, joined with ``; ``."""

    @cache
    def told(term: Term, is_text_date: bool) -> Term:
        if words := date_text(term, language):
            return literal(words)
        if is_text_date and term.startswith('"'):
            return literal(_SEPARATOR.join(_ended(part, language) for part in text_of(term).split(_SEPARATOR)))
        return term

    rows = (
        tuple(term and told(term, column in columns) for column, term in zip(found.columns, row, strict=True))
        for row in found.rows
    )
    return Solutions(found.columns, tuple(rows))


def _ended(text: str, language: str) -> str:
    """A text that is a date, or ends in one, which may have a reserve in brackets behind it, with the date in words, once.

    >>> _ended("threat 2012-04-22", "en"), _ended("2012/2013", "en"), _ended("chapter 2", "en")
    ('threat (22 April 2012)', '2012 to 2013', 'chapter 2')
    >>> _ended("threat, 2012-04-22 (reported, our inference)", "en")
    'threat, 22 April 2012 (reported, our inference)'
    >>> _ended("threat to somebody on 22 April 2012, 2012-04-22 (reported)", "en")
    'threat to somebody on 22 April 2012 (reported)'
    """
    found = _LAST.fullmatch(text)
    if not found or (words := in_words(found["date"], language)) == found["date"]:
        return text
    before, reserve = found["before"].rstrip(", "), found["reserve"]
    if not before:
        return f"{words}{reserve}"
    if words in before:
        return f"{before}{reserve}"
    return f"{before}, {words}{reserve}" if reserve else f"{before} ({words})"


_LAST = re.compile(r"(?P<before>(?:.* )?)(?P<date>[^\s()]+)(?P<reserve>(?: \([^()]*\))?)")


def language_of(dataset: Dataset) -> str:
    """The language in which a build shows labels, which its dates follow; English if that is not known."""
    rows = dataset.solutions(_LANGUAGE).rows
    return (rows[0][0] or "").rpartition("@")[2] if rows else ENGLISH
