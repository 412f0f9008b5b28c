"""Checks labels, other names, definitions and notations; each check gives what it found, and ``table.py`` the words."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from kg.model.errors import Location
from kg.model.message import Message, Part
from kg.model.terms import Term, local_name, text_of
from kg.validation.vocabularies.model import LABELS, OTHER_NAMES, Scheme, Text, Vocabularies

MANY = 0.5
"""A vocabulary is still being translated into a language that a smaller share of its members have."""
_LONGEST_ABBREVIATION = 7
_ONE_SCRIPT = 0.9
"""The share of labels in a script from which their language is assumed to be written in it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What a check found: the subject and value, and the parts of the sentences that describe it.

    ``location`` is given if it is not that of the value. ``offers`` are terms that may have been meant; ``besides`` is
    what else to consider.
    """

    subject: Term
    value: Term = ""
    parts: Mapping[str, Part] = field(default_factory=dict)
    location: Location | None = None
    offers: tuple[str, ...] = ()
    besides: tuple[Message, ...] = ()


Check = Callable[[Vocabularies], Iterator[Fault]]


def no_label(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Members without any label."""
    for scheme in vocabularies.schemes:
        for member in scheme.members:
            if not scheme.texts[member]:
                yield Fault(member, parts={"name": local_name(member)})


def no_definition(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Members without any definition, where most of the scheme has one."""
    for scheme in vocabularies.schemes:
        without = [member for member in scheme.members if not scheme.defined[member]]
        if len(without) <= len(scheme.members) * (1 - MANY):
            for member in without:
                yield Fault(member, parts={"name": local_name(member)})


def label_missing(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Members without a label in a language in which most of the scheme has labels."""
    yield from _missing(vocabularies, lambda scheme: scheme.texts)


def definition_missing(vocabularies: Vocabularies) -> Iterator[Fault]:
    """The same for definitions."""
    yield from _missing(vocabularies, lambda scheme: scheme.defined)


def _missing(vocabularies: Vocabularies, texts: Callable[[Scheme], dict[Term, list[Text]]]) -> Iterator[Fault]:
    for scheme in vocabularies.schemes:
        found = {member: {tag for tag, _, _ in its} for member, its in texts(scheme).items() if its}
        for language, count in scheme.languages(texts(scheme)).items():
            if len(scheme.members) * MANY < count < len(found):
                for member in scheme.members:
                    if member in found and language not in found[member]:
                        yield Fault(member, parts={"name": local_name(member), "language": language})


def language_incomplete(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Languages in which most of a scheme has no label."""
    for scheme in vocabularies.schemes:
        for language, count in scheme.languages(scheme.texts).items():
            if count <= len(scheme.members) * MANY:
                parts: dict[str, Part] = {
                    "language": language,
                    "count": count,
                    "total": len(scheme.members),
                    "scheme": _title(scheme),
                }
                yield Fault(scheme.iri or scheme.members[0], parts=parts)


_PLURALS = {"class": Message("classes"), "property": Message("properties"), "concept": Message("concepts")}


def _title(scheme: Scheme) -> Part:
    return local_name(scheme.iri) if scheme.iri else _PLURALS[scheme.kind]


def label_twice(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Two labels in one language, of a member or of anything else (SKOS, S14)."""
    yield from _twice(vocabularies, lambda scheme: scheme.texts)
    for subject in _not_members(vocabularies):
        yield from _in_one_language(subject, vocabularies.graph.texts(subject, "skos:prefLabel"))


def _not_members(vocabularies: Vocabularies) -> Iterator[Term]:
    """The resources that are no concepts of a scheme."""
    members = {member for scheme in vocabularies.kind("concept") for member in scheme.members}
    yield from (subject for subject in vocabularies.graph.subjects if subject not in members)


def definition_twice(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Two definitions in one language."""
    yield from _twice(vocabularies, lambda scheme: scheme.defined)


def _twice(vocabularies: Vocabularies, texts: Callable[[Scheme], dict[Term, list[Text]]]) -> Iterator[Fault]:
    for scheme in vocabularies.schemes:
        for member, found in texts(scheme).items():
            yield from _in_one_language(member, found)


def _in_one_language(subject: Term, texts: Iterable[Text]) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for language, text, value in texts:
        if language and first.setdefault(language, text) != text:
            parts = {"name": local_name(subject), "language": language, "one": first[language], "other": text}
            yield Fault(subject, value, parts)


def label_and_other_name(vocabularies: Vocabularies) -> Iterator[Fault]:
    """A label that is also another name of the same concept, or of anything else (SKOS, S13)."""
    graph = vocabularies.graph
    for subject in graph.subjects:
        others = graph.texts(subject, *OTHER_NAMES)
        named = {(language, text) for language, text, _ in graph.texts(subject, *LABELS)} if others else set()
        for language, text, value in others:
            if (language, text) in named:
                yield Fault(subject, value, {"name": local_name(subject), "text": text, "language": language})


def label_clash(vocabularies: Vocabularies) -> Iterator[Fault]:
    """The same label of two members of a scheme, ignoring capitals and spaces."""
    for scheme in vocabularies.schemes:
        yield from _clashes(scheme.texts, scheme.texts)


def name_clash(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Another name that is the label of another concept of the scheme."""
    for scheme in vocabularies.kind("concept"):
        if any(scheme.others.values()):
            yield from _clashes(scheme.texts, scheme.others)


def definition_shared(vocabularies: Vocabularies) -> Iterator[Fault]:
    """The same definition of two members of a scheme."""
    for scheme in vocabularies.schemes:
        yield from _clashes(scheme.defined, scheme.defined)


def _clashes(firsts: Mapping[Term, list[Text]], seconds: Mapping[Term, list[Text]]) -> Iterator[Fault]:
    owner: dict[tuple[str, str], Term] = {}
    for member, texts in firsts.items():
        for language, text, _ in texts:
            owner.setdefault((language, _plain(text)), member)
    for member, texts in seconds.items():
        for language, text, value in texts:
            other = owner.get((language, _plain(text)), member)
            if other != member and text.strip():
                yield Fault(
                    member,
                    value,
                    {"name": local_name(member), "other": local_name(other), "text": text, "language": language},
                )


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def label_untagged(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Labels that do not say which language they are in."""
    for member, text, value in _labels(vocabularies):
        if not value.rpartition('"')[2].startswith("@"):
            yield Fault(member, value, {"name": local_name(member), "text": text})


def label_empty(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Labels with nothing in them."""
    for member, text, value in _labels(vocabularies):
        if not text.strip():
            yield Fault(member, value, {"name": local_name(member)})


def label_spaces(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Labels that begin or end with a space, or have two in a row."""
    for member, text, value in _labels(vocabularies):
        if text.strip() and text != " ".join(text.split()):
            yield Fault(member, value, {"name": local_name(member), "text": text})


def _labels(vocabularies: Vocabularies) -> Iterable[tuple[Term, str, Term]]:
    for scheme in vocabularies.schemes:
        for found in (scheme.texts, scheme.others):
            for member, texts in found.items():
                for _, text, value in texts:
                    yield member, text, value


def label_in_other_script(vocabularies: Vocabularies) -> Iterator[Fault]:
    """Labels without a letter of the script in which the others of their language are written."""
    for scheme in vocabularies.schemes:
        columns: dict[str, list[tuple[Term, Text, set[str]]]] = defaultdict(list)
        for member, texts in scheme.texts.items():
            for entry in texts:
                if scripts := set(map(_script, set(entry[1]))) - {""}:
                    columns[entry[0]].append((member, entry, scripts))
        for language, column in columns.items():
            usual, count = Counter(_main(text, scripts) for _, (_, text, _), scripts in column).most_common(1)[0]
            if count < len(column) * _ONE_SCRIPT:
                continue
            for member, (_, text, value), scripts in column:
                if usual not in scripts and not _is_abbreviation(text):
                    parts = {
                        "name": local_name(member),
                        "text": text,
                        "language": language,
                        "script": usual.capitalize(),
                    }
                    yield Fault(member, value, parts)


def _main(text: str, scripts: set[str]) -> str:
    """The script of most letters of a text; of several with equally many, the first."""
    if len(scripts) == 1:
        return next(iter(scripts))
    return Counter(filter(None, map(_script, text))).most_common(1)[0][0]


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ", 1)[0] if letter.isalpha() else ""


def _is_abbreviation(text: str) -> bool:
    return text.upper() == text and len(text) <= _LONGEST_ABBREVIATION


def notation_twice(vocabularies: Vocabularies) -> Iterator[Fault]:
    """The same notation, with the same datatype, of two concepts of a scheme."""
    for scheme in vocabularies.kind("concept"):
        owner: dict[Term, Term] = {}
        for member in scheme.members:
            for value in vocabularies.graph.values(member, "skos:notation"):
                other = owner.setdefault(value, member)
                if other != member:
                    yield Fault(
                        member,
                        value,
                        {"name": local_name(member), "other": local_name(other), "notation": text_of(value)},
                    )
