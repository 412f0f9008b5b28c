"""Known vocabularies, frozen, with texts moved to other concepts, as a slip in a table moves them; for tests and ``bench``."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from kg.rdf.formats import BY_NAME
from kg.rdf.syntax import parse_rdf
from kg.validation.vocabularies import File
from kg.validation.vocabularies.background import KNOWN
from tests.project import ROOT

PROJECT = ROOT / "ontology" / "vocabularies"
SCHEMES = tuple(sorted(path.stem for path in KNOWN.glob("*.ttl") if path.stem != "hr"))
LANGUAGES = ("en", "ru", "kk", "fr")
LABEL, DEFINITION = "skos:prefLabel", "skos:definition"


def text_of_scheme(scheme: str) -> str:
    """The file of a known vocabulary: the limits of a statistic do not hang on the wording of today's ontology."""
    return (KNOWN / f"{scheme}.ttl").read_text(encoding="utf-8")


def project_files() -> list[File]:
    """The vocabularies of the project as they are today."""
    return [file_of(path.name, path.read_text(encoding="utf-8")) for path in sorted(PROJECT.glob("*.ttl"))]


def file_of(path: str, text: str) -> File:
    """A Turtle text as the checks take it."""
    return File(path, text, tuple(parse_rdf(text, BY_NAME["ttl"], path=path)))


def in_languages(text: str, kept: tuple[str, ...]) -> str:
    """The vocabulary in some of its languages."""
    dropped = "|".join(language for language in LANGUAGES if language not in kept)
    text = re.sub(rf'"[^"]*"@(?:{dropped})\s*,\s*', "", text)
    return re.sub(rf'\s*,\s*"[^"]*"@(?:{dropped})\b', "", text)


def column(text: str, language: str, what: str = LABEL) -> list[str]:
    """What the concepts of a vocabulary say in a language, in the order of the file."""
    return [match[2] for match in _pattern(language, what).finditer(text)]


def shifted(text: str, language: str, first: int, last: int, by: int, what: str = LABEL) -> str:
    """The vocabulary with the texts of rows ``first`` to ``last`` (exclusive) moved down by so many, or up if negative.

    What is pushed out at one end comes in at the other, so that nothing but the places tells.
    """

    def move(its: list[str]) -> list[str]:
        part = its[first:last]
        return [*its[:first], *part[-by:], *part[:-by], *its[last:]]

    return replaced(text, language, what, move)


def swapped(text: str, language: str, one: int, other: int) -> str:
    """The vocabulary with the labels of two rows in one another's place."""

    def move(its: list[str]) -> list[str]:
        its[one], its[other] = its[other], its[one]
        return its

    return replaced(text, language, LABEL, move)


def replaced(text: str, language: str, what: str, move: Callable[[list[str]], list[str]]) -> str:
    """The vocabulary with other texts of a language, one for each concept."""
    pattern = _pattern(language, what)
    texts = iter(move([match[2] for match in pattern.finditer(text)]))
    return pattern.sub(lambda match: f'{match[1]}"{next(texts)}"@{language}', text)


def ontology_files(but: str = "", text: str = "") -> list[File]:
    """All known vocabularies, one of them with another text."""
    return [file_of(f"{scheme}.ttl", text if scheme == but else text_of_scheme(scheme)) for scheme in SCHEMES]


def folder(path: Path, scheme: str, text: str) -> Path:
    """A vocabulary written where a command can read it."""
    target = path / f"{scheme}.ttl"
    target.write_text(text, encoding="utf-8")
    return target


def _pattern(language: str, what: str) -> re.Pattern[str]:
    return re.compile(rf'(a skos:Concept ;.*?{what}[^;]*?)"([^"]*)"@{language}\b', re.DOTALL)
