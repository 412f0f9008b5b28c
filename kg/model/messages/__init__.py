"""Translations of what a person reads; each file here is one language.

Faults are raised with a ``Message``: an English template and its parts. ``ru.toml`` pairs each template with a Russian
one, with the same parts in braces: ``'"{name}" is not a key of {kind}' = 'в записи {kind} нет ключа "{name}"'``.
A section is named after the code of a fault; ``common`` holds sentences that several codes share, ``report`` the words of
the report, ``answers`` what counts, citations, pictures and dossiers say, ``review`` those of the review, ``shape`` the
messages of shapes that have none of their own, ``words`` phrases used within sentences, and ``explanations`` the paragraphs of ``kg explain``. ``ontology/hr.ttl`` says in each language what keys and kinds are about;
they are under ``words`` only if keys that share a property differ. A sentence is looked up under its code first, then in
all sections. A word that depends on a number has its forms in braces, ``{count|событие|события|событий}``, for which
``plurals.py`` has the rule. To add a language, copy ``ru.toml`` and translate it; ``tests/test_messages.py`` shows what is missing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kg.model.errors import Problem, explanations, in_a_row, laid_out
from kg.model.message import Message, filled, worded
from kg.model.messages.plurals import inflected
from kg.model.notes import NOTES

ENGLISH = "en"
EXPLANATIONS = "explanations"
_FOLDER = Path(__file__).parent
_ENVIRONMENT = ("LC_ALL", "LC_MESSAGES", "LANG")


@cache
def languages() -> tuple[str, ...]:
    """The languages that messages are available in, English first."""
    return (ENGLISH, *sorted(path.stem for path in _FOLDER.glob("*.toml")))


def reader_language(environment: Mapping[str, str]) -> str:
    """The language that the reader's system asks for (POSIX, section 8.2), if there are messages in it.

    >>> reader_language({"LC_ALL": "", "LANG": "ru_RU.UTF-8"})
    'ru'
    >>> reader_language({"LANG": "C"})
    ''
    """
    wanted = next((environment[name] for name in _ENVIRONMENT if environment.get(name)), "")
    language = re.split(r"[_.@]", wanted)[0].lower()
    return language if language in languages() else ""


def translated(text: Message, language: str, code: str = "") -> str:
    """A sentence in a language, as worded for faults with this code; in English if there is no translation.

    >>> translated(Message("{count} violations", count=2), "ru")
    'нарушений: 2'
    >>> translated(Message("{count} of them sum up others, which are recorded as their parts and counted too.", count=2), "ru")
    '2 из них объединяют другие, которые записаны как их части и тоже учтены.'
    """
    template = inflected(_sentence(text.template, language, code), dict(text.parts), language)
    parts = {
        name: translated(part, language, code) if isinstance(part, Message) else worded(part)
        for name, part in text.parts
    }
    return filled(template, parts)


def lines(problem: Problem, language: str) -> list[str]:
    """A problem in a language: what is wrong, where, what to do."""
    return laid_out(problem, lambda text: translated(text, language, problem.code))


def advice(problem: Problem, language: str) -> str:
    """What to do about a problem, in a language."""
    return in_a_row(translated(text, language, problem.code) for text in problem.advice)


def explanation(code: str, language: str) -> str:
    """The paragraph on a code in a language, or in English if it is not translated; empty for an unknown code."""
    return _pairs(language).get(EXPLANATIONS, {}).get(code) or explanations().get(code, "")


def _sentence(template: str, language: str, code: str) -> str:
    own = _pairs(language).get(code, {}) if code else {}
    return own.get(template) or _all_sections(language).get(template, template)


@cache
def _pairs(language: str) -> dict[str, dict[str, str]]:
    """The translations of a language, by section."""
    path = _FOLDER / f"{language}.toml"
    pairs = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return pairs | {"words": _notes(language) | pairs.get("words", {})} if pairs else {}


def _notes(language: str) -> dict[str, str]:
    """The ontology's notes on keys and kinds: English → a language."""
    return {note["en"]: note[language] for note in NOTES.values() if language in note}


@cache
def _all_sections(language: str) -> dict[str, str]:
    """The translations of all sections together: a sentence that several codes share is translated once."""
    sections = (pairs for section, pairs in _pairs(language).items() if section != EXPLANATIONS)
    return dict(pair for pairs in sections for pair in reversed(pairs.items()))
