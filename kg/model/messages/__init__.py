"""What a person reads, in other languages than English: one file here is one language.

Faults are raised in English, where they are known. ``ru.toml`` pairs each sentence with its Russian one; what differs
from case to case stands in braces in both: ``'"{name}" is no key of {kind}' = 'в записи {kind} нет ключа "{name}"'``.
A section is the code of a fault; ``common`` holds sentences of several codes, ``report`` the words of the report,
``shape`` what shapes without words of their own say, ``explanations`` the paragraphs of ``kg explain``, and ``words``
what may stand in braces: what keys and kinds are about is in the ontology, and here only where two keys with one property differ. A pair of nothing but braces, ``"{reason}"``, is for what other programs say. To add a language, copy ``ru.toml`` and translate it: nothing else has to be told.
A sentence that is in no pair stays in English.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kg.model.errors import Problem, explanations
from kg.model.notes import NOTES

ENGLISH = "en"
_FOLDER = Path(__file__).parent
_BRACES = re.compile(r"\{(\w+)\}")
_ENVIRONMENT = ("LC_ALL", "LC_MESSAGES", "LANG")


@cache
def languages() -> tuple[str, ...]:
    """The languages that messages are there in, English first."""
    return (ENGLISH, *sorted(path.stem for path in _FOLDER.glob("*.toml")))


def reader_language(environment: Mapping[str, str]) -> str:
    """The language that the reader's system asks for (POSIX, section 8.2), if messages are there in it.

    >>> reader_language({"LC_ALL": "", "LANG": "ru_RU.UTF-8"})
    'ru'
    >>> reader_language({"LANG": "C"})
    ''
    """
    wanted = next((environment[name] for name in _ENVIRONMENT if environment.get(name)), "")
    language = re.split(r"[_.@]", wanted)[0].lower()
    return language if language in languages() else ""


def say(language: str, sentence: str, **parts: object) -> str:
    """A sentence of the report with its parts filled in.

    >>> say("ru", "{count} violations", count=2)
    'нарушений: 2'
    """
    return _pairs(language).get("report", {}).get(sentence, sentence).format(**parts)


def words(language: str, text: str) -> str:
    """What may stand within a sentence, such as what a key is about, in a language."""
    return _pairs(language).get("words", {}).get(text, text)


def explanation(code: str, language: str) -> str:
    """The paragraph on a code in a language, in English where nobody translated it; empty for what is no code."""
    return _pairs(language).get("explanations", {}).get(code) or explanations().get(code, "")


def translated(problem: Problem, language: str) -> Problem:
    """The problem in a language; what nobody translated stays in English."""
    if language == ENGLISH or not _pairs(language):
        return problem
    remedy = "\n".join(sentence(problem.code, line, language) for line in problem.remedy.split("\n"))
    return problem._replace(found=sentence(problem.code, problem.found, language), remedy=remedy)


def sentence(code: str, text: str, language: str) -> str:
    """What a fault of this code says, in a language: the whole, or its sentences one by one."""
    rules = _rules(code, language)
    for rule in rules:
        if rule.says_something and (whole := rule.pattern.fullmatch(text)):
            return _filled(rule.other, whole, code, language)
    for rule in rules:
        begun = rule.pattern.match(text) if rule.says_something else None
        if begun and text[begun.end() : begun.end() + 1] == " ":
            rest = sentence(code, text[begun.end() + 1 :], language)
            return f"{_filled(rule.other, begun, code, language)} {rest}"
    for rule in rules:
        if not rule.says_something and (whole := rule.pattern.fullmatch(text)):
            return _filled(rule.other, whole, code, language)
    return text


def _filled(other: str, match: re.Match[str], code: str, language: str) -> str:
    def part(braces: re.Match[str]) -> str:
        found = match[braces[1]]
        if braces[1] in ("fault", "hint"):  # a sentence within a sentence
            return sentence(code, found, language)
        return words(language, found)

    return _BRACES.sub(part, other)


@cache
def _pairs(language: str) -> dict[str, dict[str, str]]:
    path = _FOLDER / f"{language}.toml"
    pairs = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return pairs | {"words": _notes(language) | pairs.get("words", {})} if pairs else {}


def _notes(language: str) -> dict[str, str]:
    """What the ontology says that keys and kinds are about: in English, and in a language."""
    return {note["en"]: note[language] for note in NOTES.values() if language in note}


class _Rule(NamedTuple):
    """A pair: what the English sentence looks like, and the other; ``says_something`` if it is more than braces."""

    pattern: re.Pattern[str]
    other: str
    says_something: bool


@cache
def _rules(code: str, language: str) -> tuple[_Rule, ...]:
    """The pairs of a code and the common ones, those with most words first."""
    pairs = _pairs(language)
    found = {**pairs.get("common", {}), **pairs.get(code, {})}
    said = {english: len(_BRACES.sub("", english)) for english in found}
    ordered = sorted(found.items(), key=lambda pair: -said[pair[0]])
    return tuple(
        _Rule(re.compile("".join(_pattern(english)), re.DOTALL), other, bool(said[english]))
        for english, other in ordered
    )


def _pattern(english: str) -> Iterator[str]:
    """A regular expression for a sentence; what stands in braces twice must be the same both times."""
    seen: set[str] = set()
    for number, piece in enumerate(_BRACES.split(english)):
        if number % 2 == 0:
            yield re.escape(piece)
        else:
            yield f"(?P={piece})" if piece in seen else f"(?P<{piece}>.+?)"
            seen.add(piece)
