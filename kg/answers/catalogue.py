"""The catalogue: a ``.rq`` file with a ``#+`` header (TOML) becomes a ``Query``.

The file is a whole query, which runs as it is in any engine. Each parameter has lines of its own that begin with
``#@name``: patterns that count when it is given a value (see ``kg.answers.binding``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.answers.listing import GROUPS, listing
from kg.answers.speech import IN_ENGLISH, Speech
from kg.model.errors import CallError, DataError, Location, Problem, nearest
from kg.model.files import read_text, shown
from kg.model.message import Message
from kg.model.vocabulary import CLASSES, CONCEPTS

PARAMETER_LINE = re.compile(r"^[ \t]*#@(\w+)\b", re.MULTILINE)
_DATES = re.compile(r"\(EDTF\)|with their dates")
ASK_ONE = Message("`kg query NAME` asks one; `kg query NAME --help` shows its parameters")
_SAID = (
    *(
        Message("people"),
        Message("acts"),
        Message("places"),
        Message("time"),
        Message("law"),
        Message("recommendations"),
    ),
    *(Message("sources and certainty"), Message("identity"), Message("overview"), Message("the catalogue is empty")),
    ASK_ONE,
)
"""What the list of the catalogue says besides titles."""
TYPES = ("concept", "date", "integer", "node", "text")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: ``type`` is one of ``TYPES``; ``scheme`` is the scheme of a concept, ``kind`` the class of a node.

    Without a ``required`` parameter the query would be about everything at once, or about nothing.
    """

    name: str
    type: str
    about: str
    scheme: str = ""
    kind: str = ""
    example: str = ""
    required: bool = False

    def __post_init__(self) -> None:
        wanted = {"concept": ("scheme", CONCEPTS), "node": ("kind", ("", *CLASSES))}.get(self.type)
        if self.type not in TYPES:
            raise ValueError(f"{self.name} is of type {self.type}, none of {', '.join(TYPES)}")
        if wanted and getattr(self, wanted[0]) not in wanted[1]:
            raise ValueError(f"{self.name} has no {wanted[0]} of the ontology")


@dataclass(frozen=True, slots=True)
class Query:
    """One entry of the catalogue; ``columns`` says what each column holds.

    ``keywords`` are words that people look for it by, in any language, beyond those of the question; ``titles`` has the
    question in other languages than English.
    """

    name: str
    question: str
    group: str
    parameters: tuple[Parameter, ...]
    columns: dict[str, str]
    text: str
    path: str
    keywords: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)

    def title(self, language: str) -> str:
        """The question in a language, or in English if there is no other."""
        return self.titles.get(language, self.question)

    @property
    def sparql(self) -> str:
        """The query without its header."""
        return "\n".join(line for line in self.text.splitlines() if not line.startswith("#+")).strip() + "\n"

    @property
    def dates(self) -> frozenset[str]:
        """The columns that hold dates, as their descriptions say."""
        return frozenset(name for name, about in self.columns.items() if _DATES.search(about))


def catalogue(folder: Path) -> list[Query]:
    """Every query of a folder, by name."""
    return [read_query(path) for path in sorted(folder.glob("*.rq"))]


def listed(folder: Path, speech: Speech = IN_ENGLISH) -> str:
    """The list of a folder's queries by group, in the language of whoever asks."""
    titles = ((query.name, query.title(speech.language), query.group) for query in catalogue(folder))
    return listing(titles, {text.template: speech.say(text) for text in _SAID})


def column_names(folder: Path, language: str) -> dict[str, str]:
    """What columns are called in tables that people read in a language; those that are missing keep their names."""
    path = folder / "columns.toml"
    found = tomllib.loads(read_text(path)) if path.is_file() else {}
    return {str(name): str(words) for name, words in found.get(language, {}).items()}


def find_query(folder: Path, name: str) -> Query:
    """The query with this name; ``CallError``, which offers the nearest name, if there is none."""
    path = folder / f"{name}.rq"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not path.is_file():
        known = [entry.stem for entry in folder.glob("*.rq")]
        found, remedy = (
            Message('no query is called "{name}"', name=name),
            Message("`kg query` lists all; `kg query FILE.rq` runs a file"),
        )
        raise CallError(Problem("unknown-query", found, remedy, offers=nearest(name, known)))
    return read_query(path)


def read_query(path: Path) -> Query:
    """A query from its file; ``DataError`` if the header is faulty."""
    text = read_text(path)
    header = "\n".join(line[2:].strip() for line in text.splitlines() if line.startswith("#+"))
    try:
        data = tomllib.loads(header)
        parameters = tuple(Parameter(name, **entry) for name, entry in data.get("parameters", {}).items())
        lines = set(PARAMETER_LINE.findall(text))
        if lines != data.get("parameters", {}).keys():
            raise ValueError(
                f"each parameter needs a line #@NAME, and only these: {', '.join(sorted(lines)) or 'none'} given"
            )
        if data["group"] not in GROUPS:
            raise ValueError(f"group {data['group']} is none of {', '.join(GROUPS)}")
        keywords = _keywords(data.get("keywords", {}))
        about = data["question"], data["group"], parameters, data["columns"]
        return Query(path.stem, *about, text, shown(path), keywords, data.get("titles", {}))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        remedy = Message("write question, group, [parameters.NAME] and [columns] as TOML behind #+")
        raise DataError(
            Problem(
                "query-header",
                Message("the header is not complete: {error}", error=str(error)),
                remedy,
                Location(shown(path)),
            )
        ) from error


def _keywords(data: object) -> tuple[str, ...]:
    """The keywords of all languages; ``ValueError`` if they are not lists by language."""
    lists = [*data.values()] if isinstance(data, dict) else [data]
    found: list[str] = []
    for words in lists:
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise ValueError('keywords are lists by language: keywords.en = ["open letter"]')
        found += words
    return tuple(found)
